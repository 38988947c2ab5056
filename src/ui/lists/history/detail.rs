//! What one change did, field by field, and the ways back from it.

use super::{Source, moment, named, small};
use crate::model::{RecordId, TxId};
use crate::query::changes::{Change, What, changes};
use crate::query::past::touched;
use crate::session::Restore;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, ROW, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::line::{line, lines};
use crate::ui::widgets::{button, field, row};
use egui::{Align, Context, Id, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// The change that is looked at.
#[derive(Default)]
pub(super) struct Detail {
    chosen: Option<TxId>,
    /// Its place, in the list of this revision.
    place: usize,
    revision: Option<u64>,
    done: Computed<(u64, TxId), Done>,
}

/// What it did.
#[derive(Default)]
struct Done {
    touched: String,
    lines: Vec<Line>,
}

/// One line of what was done.
struct Line {
    record: RecordId,
    what: What,
    /// Whether it is the line with the name of the record.
    heads: bool,
    text: String,
}

impl Detail {
    pub(super) fn is_computing(&self) -> bool {
        self.done.is_running()
    }

    pub(super) fn chosen(&self) -> Option<TxId> {
        self.chosen
    }

    pub(super) fn choose(&mut self, source: &Source, place: usize) {
        (self.chosen, self.place) = (source.transactions.get(place).map(|tx| tx.id), place);
    }

    /// Works out what the chosen change did; the latest one, as long as none was chosen.
    pub(super) fn refresh(&mut self, ctx: &Context, view: View<'_>, source: &Arc<Source>) {
        if self.revision != Some(source.revision) {
            self.revision = Some(source.revision);
            let known = source.transactions.iter().rposition(|tx| Some(tx.id) == self.chosen);
            self.choose(source, known.unwrap_or(source.transactions.len().saturating_sub(1)));
        }
        let Some(chosen) = self.chosen else { return };
        let source = Arc::clone(source);
        let question = (source.revision, chosen);
        let place = self.place;
        self.done.refresh_beside(ctx, view, question, move |_| done(&source, place));
    }

    pub(super) fn show(&self, ui: &mut Ui, view: View<'_>, source: &Source, wishes: &mut Wishes) {
        let place = self.place;
        let Some(tx) = source.transactions.get(place) else { return };
        let is_done = self.done.answered().is_some_and(|(_, answered)| *answered == tx.id);
        let done = self.done.get().filter(|_| is_done);
        let palette = Palette::of(ui);
        ui.spacing_mut().item_spacing.y = space::XS;
        let title = lines(ui, &tx.title, &theme::heading(), palette.text, ui.available_width(), 2);
        for shown in &title.rows {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 21.0), Sense::hover());
            shown.paint(ui.painter(), rect.left_center());
            response.on_hover_text(&tx.title);
        }
        let touched = done.map_or("", |done| done.touched.as_str());
        field::label(ui, &format!("{} · {} · {touched}", moment(tx.at), named(&tx.by)));
        ways_back(ui, view, place, wishes);
        ui.add_space(space::XS);
        match done {
            Some(done) => self.list(ui, view, &done.lines, place, wishes),
            None => row::computing(ui),
        }
    }

    fn list(&self, ui: &mut Ui, view: View<'_>, shown: &[Line], place: usize, wishes: &mut Wishes) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt(("history-lines", self.chosen)).auto_shrink(false);
        area.show_rows(ui, ROW, shown.len(), |ui, range| {
            for (number, line) in shown.iter().enumerate().take(range.end).skip(range.start) {
                one(ui, view, line, (place, number), wishes);
            }
        });
    }
}

fn done(source: &Source, place: usize) -> Done {
    let Some(tx) = source.transactions.get(place) else { return Done::default() };
    let trail = source.trail();
    let at = |kept: usize| trail.back_to(kept).map(|common| common.project);
    // Where the log does not lead back names are those of today.
    let (before, after) = (at(place), at(place + 1));
    let (before, after) = (before.as_ref().unwrap_or(&source.project), after.as_ref().unwrap_or(&source.project));
    Done { touched: touched(tx), lines: changes(&tx.edits, before, after).iter().flat_map(of_change).collect() }
}

fn of_change(change: &Change) -> Vec<Line> {
    let (record, what) = (change.record, change.what);
    let head = format!("{} {}", change.called(), change.what.name());
    let details = change.details.iter().map(|detail| match what {
        What::Changed => detail.words(),
        // The values that it has or had: that they came or went is said once.
        What::Added | What::Removed => detail.words().replacen(" added: ", " ", 1).replacen(" removed: ", " ", 1),
    });
    let details = details.map(|text| Line { record, what, heads: false, text });
    std::iter::once(Line { record, what, heads: true, text: head }).chain(details).collect()
}

fn ways_back(ui: &mut Ui, view: View<'_>, place: usize, wishes: &mut Wishes) {
    if view.session.is_blind() {
        return;
    }
    let is_now = view.session.as_of().is_none();
    let writable = is_now && view.session.read_only().is_none();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        if button::words(ui, "Show as it was then", false)
            .on_hover_text("The project after this change, to look at")
            .clicked()
        {
            wishes.push(Wish::AsItWas(place + 1));
        }
        if button::words(ui, "… before it", false)
            .on_hover_text("The project before this change, to look at")
            .clicked()
        {
            wishes.push(Wish::AsItWas(place));
        }
        // A part of its own for what is not enabled would not go to the next line.
        if !writable {
            ui.disable();
        }
        let hint = "Everything as it was after this change, as one change that undo takes back";
        if button::words(ui, "Restore everything", false).on_hover_text(hint).clicked() {
            wishes.push(Wish::Restore(Restore::Everything { after: place + 1 }));
        }
    });
}

fn one(ui: &mut Ui, view: View<'_>, shown: &Line, (place, number): (usize, usize), wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let there = view.project().has(shown.record);
    let sense = if shown.heads && there { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, Id::unique(("history-line", place, number)), sense);
    let role = if shown.heads && there { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &shown.text));
    row::background(ui, rect, false, &response);
    let mut edge = rect.right();
    if shown.heads {
        edge = way_back(ui, view, shown, place, rect, wishes);
    }
    let (font, colour, left) = if shown.heads {
        (theme::medium(), palette.text, rect.left() + space::XS)
    } else {
        (theme::small(), palette.weak, rect.left() + space::L)
    };
    let text = line(ui, &shown.text, &font, colour, (edge - left - space::S).max(40.0));
    text.paint(ui.painter(), pos2(left, rect.center().y));
    let response = response.on_hover_text(&shown.text);
    if shown.heads && there && response.clicked() {
        wishes.push(match shown.record {
            RecordId::Mark(mark) => Wish::GoToMark(mark),
            record => Wish::Show(record),
        });
    }
}

/// The way back of one record, at the right edge of its line; gives the left edge of it.
fn way_back(ui: &mut Ui, view: View<'_>, shown: &Line, place: usize, rect: Rect, wishes: &mut Wishes) -> f32 {
    let writable = view.session.as_of().is_none() && view.session.read_only().is_none();
    if view.session.is_blind() {
        return rect.right();
    }
    let there = view.project().has(shown.record);
    let record = shown.record;
    let (words, hint, restore) = match shown.what {
        What::Removed if !there => (
            "Bring back",
            "Brings it back with its marks, its evidence and its place in other records",
            Restore::BringBack { record, removed: place },
        ),
        What::Changed if there => (
            "As before",
            "This record as it was before this change; what came later to it goes, and undo takes that back",
            Restore::Record { record, after: place },
        ),
        What::Added | What::Changed if there => (
            "As then",
            "This record as it was after this change; what came later to it goes, and undo takes that back",
            Restore::Record { record, after: place + 1 },
        ),
        What::Added | What::Changed | What::Removed => return rect.right(),
    };
    let room = Rect::from_min_max(pos2(rect.right() - 96.0, rect.top()), rect.right_bottom());
    let mut child = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center)));
    if small(&mut child, words, &format!("{words}: {}", shown.text), hint, writable) {
        wishes.push(Wish::Restore(restore));
    }
    child.min_rect().left()
}
