//! How far two people who coded one project agree, or this project and another file, and their disagreements, to be
//! settled one by one.
//!
//! The figures open the disagreements behind them. In the list a click goes to the place; of two people in one project,
//! 1, 2, 3 and 4 take what the one says, the other, both, or neither, of marks and of events alike, and go on to the
//! next. It is one ordinary command ([`Command::Settle`]), which undo takes back. What only a file says is taken in by
//! merging the file first, which a button does. What it does *not* do: mix the type that one gave an event with the date
//! that the other gave it, which the form of the event does.

mod found;
mod settling;

pub use found::Other;

use super::{cell, column_head};
use crate::base::number::thousands;
use crate::ops::settle::{Dispute, Take};
use crate::query::reliability::Kind;
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, line::line, row};
use egui::{ComboBox, Key, Label, Modifiers, RichText, Role, Sense, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder, TableRow};
use found::{Found, Opens, Place, Row, Whom, compare, shown};
use std::path::Path;
use std::sync::Arc;

/// State of the tab.
#[derive(Default)]
pub struct Agreement {
    /// Who is compared; empty: this person and whoever else marked most.
    chosen: [String; 2],
    /// The file that the project is compared with, until somebody ends that.
    other: Option<Arc<Other>>,
    /// How many files were compared: what was found of one is not shown for another.
    compared: u64,
    found: Computed<Asked, Found>,
    /// Which disagreements are listed; `None`: all.
    only: Option<Kind>,
    /// Whether what was decided to stay as it is is listed, too.
    shows_left: bool,
    /// The rows that are listed, by their places, and what they were chosen by.
    open: (Option<Chosen>, Vec<usize>),
    /// The row that the buttons are about.
    at: Option<found::Key>,
    /// Where it stood in the last frame.
    place: Option<usize>,
    /// The row that gets the keyboard in the next frame.
    wants_focus: bool,
}

/// What the listed rows depend on: the comparison, the kind, and whether what may stay is listed.
type Chosen = (Option<Asked>, Option<Kind>, bool);

/// The revision of the project, who is compared, and which file.
type Asked = (u64, [String; 2], Option<u64>);

impl Agreement {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.found.is_running()
    }

    /// Compares the project with a file.
    pub fn compare_with(&mut self, other: Other) {
        let compared = self.compared + 1;
        *self = Self { other: Some(Arc::new(other)), compared, ..Self::default() };
    }

    /// A file was taken in: what it says is in the project now, and there is nothing to compare it with.
    pub fn was_merged(&mut self, path: &Path) {
        if self.other.as_ref().is_some_and(|other| other.path == path) {
            self.end();
        }
    }

    /// Compares people of the project again.
    fn end(&mut self) {
        *self = Self { compared: self.compared, ..Self::default() };
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        if view.session.is_blind() {
            let text = "Agreement is read after coding: what others coded is hidden from you until you end that.";
            if row::empty(ui, "You code blind", text, Some("End blind coding…")) {
                wishes.act(Action::CodeBlind);
            }
            return;
        }
        self.refresh(ui, view);
        let asked = self.asked(view);
        // What was found of another file, or of people, is not what is asked for.
        let answered = self.found.answered().is_some_and(|answered| answered.2 == asked.2);
        let Some(found) = self.found.get().filter(|_| answered) else { return row::computing(ui) };
        if self.other.is_none() && found.people.len() < 2 {
            let text = "Compare this project with a colleague's copy, merge the copy into it, or let somebody else code \
                        here under another name.";
            if row::empty(ui, "Nobody to be compared with", text, Some(Action::CompareFile.label())) {
                wishes.act(Action::CompareFile);
            }
            return;
        }
        let rows = self.open.1.as_slice();
        let key_at = |place: usize| rows.get(place).and_then(|at| found.rows.get(*at)).map(Row::key);
        // It is looked for only where it does not stand any more.
        let is_there = |place: &usize| self.at.is_some() && key_at(*place) == self.at;
        let place = self.place.filter(&is_there).or_else(|| self.at.and_then(|_| (0..rows.len()).find(is_there)));
        let current = place.and_then(|place| rows.get(place)).and_then(|at| found.rows.get(*at));
        let mut taken: Option<Take> = None;
        let mut picked = (self.chosen.clone(), (self.only, self.shows_left));
        let mut ended = false;
        match &self.other {
            Some(other) => ended = of_file(ui, view, other, rows.len(), wishes),
            None => taken = of_people(ui, view, found, (rows.len(), current), &mut picked.0, wishes),
        }
        figures(ui, found, &mut picked.1, wishes);
        // What is not listed any more is nobody's row.
        let mut at = self.at.filter(|_| place.is_some());
        let focus = std::mem::take(&mut self.wants_focus);
        let may_take = self.other.is_none() && view.session.read_only().is_none();
        if rows.is_empty() {
            nothing(ui, found);
        } else {
            let keys = Keys { at: &mut at, focus, wants: &mut self.wants_focus, taken: &mut taken, may_take };
            table(ui, found, rows, keys, wishes);
        }
        self.place = place;
        let next = place.and_then(|place| rows.get(place + 1)).and_then(|at| found.rows.get(*at));
        let next = next.map(|row| (row.key(), row.at));
        let dispute = current.and_then(Row::dispute);
        (self.chosen, (self.only, self.shows_left)) = picked;
        self.at = at;
        if let (Some(take), Some(dispute)) = (taken, dispute) {
            self.take(take, dispute, next, wishes);
        }
        if ended {
            self.end();
        }
    }

    fn asked(&self, view: View<'_>) -> Asked {
        (view.session.revision(), self.chosen.clone(), self.other.as_ref().map(|_| self.compared))
    }

    /// Compares anew if something has changed, and chooses the rows that are listed.
    fn refresh(&mut self, ui: &Ui, view: View<'_>) {
        let asked = self.asked(view);
        if let Some(other) = &self.other {
            // The other file may be large, however small this project is.
            let whom = Whom::File(Arc::clone(other));
            self.found.refresh_beside(ui.ctx(), view, asked, move |project| compare(project, whom));
        } else {
            let whom = Whom::People(self.chosen.clone(), view.settings.coder.clone());
            self.found.refresh(ui.ctx(), view, asked, move |project| compare(project, whom));
        }
        let Some(found) = self.found.get() else { return };
        let chosen = (self.found.answered().cloned(), self.only, self.shows_left);
        if self.open.0.as_ref() != Some(&chosen) {
            let open = found.rows.iter().enumerate().filter(|(_, row)| self.is_open(row)).map(|(place, _)| place);
            self.open = (Some(chosen), open.collect());
        }
    }

    /// Whether it is to be listed: of the kind that is asked for, and not decided.
    fn is_open(&self, row: &Row) -> bool {
        (self.shows_left || !row.is_left) && self.only.is_none_or(|only| row.kinds.contains(&only))
    }

    fn take(&mut self, take: Take, dispute: Dispute, next: Option<(found::Key, Option<Place>)>, wishes: &mut Wishes) {
        wishes.command(Command::Settle { of: dispute, take });
        self.at = next.map(|(key, _)| key);
        self.wants_focus = true;
        if let Some((_, Some(place))) = next {
            go(place, wishes);
        }
    }
}

fn go(place: Place, wishes: &mut Wishes) {
    match place {
        Place::Mark(mark) => wishes.push(Wish::GoToMark(mark)),
        // Its form, beside the sentence that proves it.
        Place::Event(event, mark) => {
            mark.into_iter().for_each(|mark| wishes.push(Wish::GoToMark(mark)));
            wishes.push(Wish::Show(event.into()));
        }
        Place::Words(document, span) => wishes.push(Wish::Jump(document, span)),
    }
}

/// What stands above the figures of two people; what is taken.
fn of_people(
    ui: &mut Ui,
    view: View<'_>,
    found: &Found,
    (listed, current): (usize, Option<&Row>),
    chosen: &mut [String; 2],
    wishes: &mut Wishes,
) -> Option<Take> {
    let mut taken = None;
    ui.horizontal_wrapped(|ui| {
        people(ui, found, chosen);
        ui.add_space(space::S);
        row::head(ui, "disagreements", Some(listed));
        if button::link(ui, Action::CompareFile.label()).clicked() {
            wishes.act(Action::CompareFile);
        }
        let writable = view.session.read_only().is_none();
        // A part of its own for what is not enabled would not go to the next line.
        if !writable || current.is_none() {
            ui.disable();
        }
        for (take, key, _) in settling::ALL {
            let button = chip::chip(ui, &settling::name(take, &found.pair), None, key, false);
            let why = if writable { "Choose a disagreement first" } else { "This project is open for reading only" };
            let about = || current.map(|row| settling::about(take, row, &found.pair)).unwrap_or_default();
            let button = button.on_hover_ui(|ui| _ = ui.label(about()));
            if button.on_disabled_hover_text(why).clicked() {
                taken = Some(take);
            }
        }
    });
    taken
}

/// What stands above the figures of a file; whether the comparison is to be ended.
fn of_file(ui: &mut Ui, view: View<'_>, other: &Other, listed: usize, wishes: &mut Wishes) -> bool {
    let mut ended = false;
    ui.horizontal_wrapped(|ui| {
        let name = other.name();
        let said = format!("This project and “{name}”");
        let most = (ui.available_width() * 0.4).max(120.0);
        called(ui, &said, most).on_hover_text(other.path.display().to_string());
        ui.add_space(space::S);
        row::head(ui, "disagreements", Some(listed));
        let copy = other.project.id() == view.project().id();
        let may = copy && view.session.read_only().is_none();
        if button::words(ui, "Another file…", false).on_hover_text(Action::CompareFile.label()).clicked() {
            wishes.act(Action::CompareFile);
        }
        ended = button::words(ui, "End the comparison", false)
            .on_hover_text("Compare people of this project again; no file is changed")
            .clicked();
        if !may {
            ui.disable();
        }
        let about = "What that file says comes into this project by merging it: you see first what would come, and \
                     one undo takes it back. Then the disagreements can be settled here, one by one";
        let why = if copy {
            "This project is open for reading only"
        } else {
            "It is another project, not a copy of this one: the two can be compared, and not merged"
        };
        let merge = button::words(ui, "Merge this file…", false);
        if merge.on_hover_text(about).on_disabled_hover_text(why).clicked() {
            wishes.push(Wish::MergeFile(other.path.clone()));
        }
    });
    ended
}

/// A name, cut where it is longer than there is room.
fn called(ui: &mut Ui, said: &str, most: f32) -> egui::Response {
    let colour = Palette::of(ui).text;
    let text = line(ui, said, &theme::medium(), colour, most);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(text.width, theme::CONTROL), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
    text.paint(ui.painter(), rect.left_center());
    response
}

/// Why there is no row.
fn nothing(ui: &mut Ui, found: &Found) {
    let (title, text) = if found.compared == 0 {
        (
            "Nothing can be compared",
            "There is no document that both have with the same text and have worked on. The line above says what was \
             left out, and why.",
        )
    } else {
        ("No disagreement", "In what was compared, and of the kind that is listed, the two say the same.")
    };
    row::empty(ui, title, text, None);
}

/// Two lists of the people who have marked.
fn people(ui: &mut Ui, found: &Found, chosen: &mut [String; 2]) {
    let mut pair = found.pair.clone();
    for (at, (place, name)) in pair.iter_mut().zip(["First coder", "Second coder"]).enumerate() {
        let combo = ComboBox::from_id_salt(("agreement-coder", at)).selected_text(shown(place)).width(96.0);
        let combo = combo.show_ui(ui, |ui| {
            for (person, marks) in &found.people {
                let words = format!("{} ({})", shown(person), thousands(*marks));
                ui.selectable_value(place, person.clone(), words);
            }
        });
        let said = format!("{name}: {}", shown(place));
        combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
    }
    let [first, second] = &pair;
    if pair != found.pair && first != second {
        *chosen = pair;
    }
}

fn figures(ui: &mut Ui, found: &Found, (only, shows_left): &mut (Option<Kind>, bool), wishes: &mut Wishes) {
    // Close lines: the rows below need the room.
    let before = (ui.spacing().interact_size.y, ui.spacing().item_spacing.y);
    (ui.spacing_mut().interact_size.y, ui.spacing_mut().item_spacing.y) = (18.0, 2.0);
    ui.horizontal_wrapped(|ui| {
        for figure in &found.figures {
            let text = format!("{} {}", figure.name, figure.value);
            let response = button::link(ui, &text).on_hover_text(&figure.about);
            if response.clicked() {
                match &figure.opens {
                    Opens::List(kind) => *only = *kind,
                    Opens::Events(title, events) => {
                        wishes.push(Wish::Evidence { title: (*title).to_owned(), events: events.clone() });
                    }
                }
            }
        }
        if let Some(kind) = *only
            && button::link(ui, &format!("Only: {kind} – show all")).clicked()
        {
            *only = None;
        }
        if found.may_stay > 0 {
            let said = format!("{} may stay", thousands(found.may_stay));
            let hint = "Disagreements that were settled by leaving them as they are";
            let (said, hint) = if *shows_left {
                (format!("{said}: listed"), "Click to leave them out of the list again")
            } else {
                (said, hint)
            };
            if button::link(ui, &said).on_hover_text(hint).clicked() {
                *shows_left = !*shows_left;
            }
        }
        for (said, about) in &found.left_out {
            // A sentence goes to the next line whole.
            let text = RichText::new(said).font(theme::small()).color(Palette::of(ui).weak);
            let label = ui.add(Label::new(text).extend());
            if !about.is_empty() {
                label.on_hover_text(about);
            }
        }
    });
    (ui.spacing_mut().interact_size.y, ui.spacing_mut().item_spacing.y) = before;
}

/// What the rows and the keyboard do to each other.
struct Keys<'k> {
    /// The row that the buttons are about.
    at: &'k mut Option<found::Key>,
    /// Whether it gets the keyboard.
    focus: bool,
    /// Whether it is to get it in the next frame: a click goes to the place, and the keys stay with the list.
    wants: &'k mut bool,
    taken: &'k mut Option<Take>,
    may_take: bool,
}

fn table(ui: &mut Ui, found: &Found, rows: &[usize], mut keys: Keys<'_>, wishes: &mut Wishes) {
    let [first, second] = &found.pair;
    let width = ui.available_width();
    let (said, document) = ((width * 0.2).clamp(110.0, 280.0), (width * 0.14).clamp(80.0, 220.0));
    let names = ["In what", "Words", shown(first), shown(second), "Document"];
    TableBuilder::new(ui)
        .id_salt("agreement")
        .sense(Sense::click())
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Column::exact(168.0))
        .column(Column::remainder().at_least(120.0).clip(true))
        .column(Column::initial(said).at_least(60.0).clip(true).resizable(true))
        .column(Column::initial(said).at_least(60.0).clip(true).resizable(true))
        .column(Column::initial(document).at_least(80.0).clip(true))
        .header(theme::ROW, |mut head| {
            for name in names {
                head.col(|ui| {
                    column_head(ui, name, None, false);
                });
            }
        })
        .body(|body| {
            body.rows(theme::ROW, rows.len(), |mut table| {
                if let Some(row) = rows.get(table.index()).and_then(|at| found.rows.get(*at)) {
                    one(&mut table, row, found, &mut keys, wishes);
                }
            });
        });
}

fn one(table: &mut TableRow<'_, '_>, row: &Row, found: &Found, keys: &mut Keys<'_>, wishes: &mut Wishes) {
    let is_chosen = *keys.at == Some(row.key());
    table.set_selected(is_chosen);
    let kind = row.what();
    table.col(|ui| {
        ui.label(RichText::new(icons::WARNING_CIRCLE).font(theme::icon(14.0)).color(Palette::of(ui).warn));
        cell(ui, &kind, false);
    });
    table.col(|ui| cell(ui, &row.quote, false));
    let words = |said: &Option<found::Here>| said.as_ref().map_or("nothing", |said| &said.value).to_owned();
    for said in &row.said {
        table.col(|ui| cell(ui, &words(said), said.is_none()));
    }
    table.col(|ui| cell(ui, &row.title, true));
    let response = table.response();
    let [first, second] = &found.pair;
    let [one, other] = row.said.each_ref().map(words);
    let name = format!("{kind}: {}, {}: {one}, {}: {other}", row.quote, shown(first), shown(second));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    if is_chosen && keys.focus {
        response.request_focus();
    }
    if response.clicked() {
        *keys.wants = true;
        if let Some(place) = row.at {
            go(place, wishes);
        }
    }
    if response.clicked() || row::took_keyboard(&response) {
        *keys.at = Some(row.key());
    }
    if response.has_focus() && keys.may_take && row.dispute().is_some() {
        let pressed = |key: Key| response.ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        *keys.taken =
            settling::ALL.iter().find(|(_, _, key)| pressed(*key)).map(|(take, _, _)| *take).or(*keys.taken);
    }
}
