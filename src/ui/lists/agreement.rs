//! How far two people who coded one project agree, and their disagreements, to be settled one by one.
//!
//! The figures open the disagreements behind them. In the list a click goes to the place; 1, 2, 3 and 4 take what the
//! one marked, the other, both, or neither, and go on to the next. What is not taken is deleted by an ordinary command,
//! which undo takes back. What it does *not* do: compare copies (`entente agree` does), or keep after the window is
//! closed that both of two marks were taken.

use super::{cell, column_head};
use crate::base::number::thousands;
use crate::model::{EventId, MarkId, RecordId};
use crate::project::Project;
use crate::query::agreement::NotComputable;
use crate::query::reliability::{Coder, Group, Kind, Reliability, Said, reliability};
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{ComboBox, Key, Modifiers, RichText, Role, Sense, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder, TableRow};
use std::collections::{BTreeMap, BTreeSet};

/// State of the tab.
#[derive(Default)]
pub struct Agreement {
    /// Who is compared; empty: this person and whoever else marked most.
    chosen: [String; 2],
    found: Computed<Asked, Found>,
    /// Which disagreements are listed; `None`: all.
    only: Option<Kind>,
    /// Marks that were looked at and taken.
    settled: BTreeSet<MarkId>,
    /// The rows that are listed, by their places, and what they were chosen by.
    open: (Option<Chosen>, Vec<usize>),
    /// The row that the buttons are about, by its marks.
    at: Option<[Option<MarkId>; 2]>,
    /// Where it stood in the last frame.
    place: Option<usize>,
    /// The row that gets the keyboard in the next frame.
    wants_focus: bool,
}

/// What the listed rows depend on: the comparison, the kind, and how many marks are settled.
type Chosen = (Option<Asked>, Option<Kind>, usize);

/// The revision of the project, and who is compared.
type Asked = (u64, [String; 2]);

/// What a comparison came to.
struct Found {
    /// Who has marked, and how much, most first.
    people: Vec<(String, usize)>,
    pair: [String; 2],
    figures: Vec<Figure>,
    rows: Vec<Row>,
    /// What was left out, in a sentence each.
    left_out: Vec<String>,
    /// Events that only one of the two found.
    lonely: Vec<EventId>,
}

/// A figure as it is shown.
struct Figure {
    name: &'static str,
    value: String,
    about: String,
    opens: Opens,
}

/// What a figure opens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    List(Option<Kind>),
    Events,
}

/// A disagreement about marks.
struct Row {
    kind: Kind,
    title: String,
    quote: String,
    said: [Option<(MarkId, String)>; 2],
}

impl Row {
    fn marks(&self) -> [Option<MarkId>; 2] {
        self.said.each_ref().map(|said| said.as_ref().map(|said| said.0))
    }
}

/// What is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Take {
    First,
    Second,
    Both,
    Neither,
}

impl Take {
    const ALL: [(Self, &'static str, Key); 4] = [
        (Self::First, "1", Key::Num1),
        (Self::Second, "2", Key::Num2),
        (Self::Both, "3", Key::Num3),
        (Self::Neither, "4", Key::Num4),
    ];

    fn name(self, pair: &[String; 2]) -> String {
        let [first, second] = pair;
        match self {
            Self::First => format!("Take {first}"),
            Self::Second => format!("Take {second}"),
            Self::Both => "Take both".to_owned(),
            Self::Neither => "Take neither".to_owned(),
        }
    }

    fn keeps(self) -> [bool; 2] {
        match self {
            Self::First => [true, false],
            Self::Second => [false, true],
            Self::Both => [true, true],
            Self::Neither => [false, false],
        }
    }
}

impl Agreement {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.found.is_running()
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
        let asked = (view.session.revision(), self.chosen.clone());
        let (chosen, me) = (self.chosen.clone(), view.settings.coder.clone());
        self.found.refresh(ui.ctx(), view, asked, move |project| compare(project, chosen, &me));
        let Some(found) = self.found.get() else { return row::computing(ui) };
        if found.people.len() < 2 {
            let text = "Merge a colleague's copy into this project (entente merge), or let somebody else code in it \
                        under another name. Copies are compared by entente agree.";
            row::empty(ui, "Nobody to be compared with", text, None);
            return;
        }
        let chosen = (self.found.answered().cloned(), self.only, self.settled.len());
        if self.open.0.as_ref() != Some(&chosen) {
            let open = found.rows.iter().enumerate().filter(|(_, row)| self.is_open(row)).map(|(place, _)| place);
            self.open = (Some(chosen), open.collect());
        }
        let rows = self.open.1.as_slice();
        let marks_at = |place: usize| rows.get(place).and_then(|at| found.rows.get(*at)).map(Row::marks);
        // It is looked for only where it does not stand any more.
        let is_there = |place: &usize| self.at.is_some() && marks_at(*place) == self.at;
        let place = self.place.filter(&is_there).or_else(|| self.at.and_then(|_| (0..rows.len()).find(is_there)));
        let mut taken: Option<Take> = None;
        let mut picked = (self.chosen.clone(), self.only);
        ui.horizontal(|ui| {
            people(ui, found, &mut picked.0);
            ui.add_space(space::S);
            row::head(ui, "disagreements", Some(rows.len()));
            let writable = view.session.read_only().is_none() && place.is_some();
            for (take, key, _) in Take::ALL {
                ui.add_enabled_ui(writable, |ui| {
                    let about =
                        "What is not taken is deleted; one undo. Settling changes the figures: note them first";
                    if button::words(ui, &format!("{key}  {}", take.name(&found.pair)), false)
                        .on_hover_text(about)
                        .clicked()
                    {
                        taken = Some(take);
                    }
                });
            }
        });
        figures(ui, found, &mut picked.1, wishes);
        // What is not listed any more is nobody's row.
        let mut at = self.at.filter(|_| place.is_some());
        let focus = std::mem::take(&mut self.wants_focus);
        table(ui, found, rows, (&mut at, focus), &mut taken, wishes, view);
        self.place = place;
        let next = place.and_then(|place| marks_at(place + 1));
        let current = place.and_then(marks_at);
        (self.chosen, self.only) = picked;
        self.at = at;
        if let (Some(take), Some(marks)) = (taken, current) {
            self.take(take, marks, next, wishes);
        }
    }

    /// Whether it is to be listed: of the kind that is asked for, and not settled.
    fn is_open(&self, row: &Row) -> bool {
        let settled = row.marks().into_iter().flatten().all(|mark| self.settled.contains(&mark));
        !settled && self.only.is_none_or(|only| only == row.kind)
    }

    fn take(
        &mut self,
        take: Take,
        marks: [Option<MarkId>; 2],
        next: Option<[Option<MarkId>; 2]>,
        wishes: &mut Wishes,
    ) {
        let mut gone = Vec::new();
        for (mark, keeps) in marks.into_iter().zip(take.keeps()) {
            let Some(mark) = mark else { continue };
            if keeps {
                self.settled.insert(mark);
            } else {
                gone.push(RecordId::Mark(mark));
            }
        }
        // What one did not mark and was right not to mark needs no change.
        if !gone.is_empty() {
            wishes.command(Command::Delete(gone));
        }
        self.at = next;
        self.wants_focus = true;
        if let Some(mark) = next.and_then(|marks| marks.into_iter().flatten().next()) {
            wishes.push(Wish::GoToMark(mark));
        }
    }
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

fn shown(name: &str) -> &str {
    if name.is_empty() { "without a name" } else { name }
}

fn figures(ui: &mut Ui, found: &Found, only: &mut Option<Kind>, wishes: &mut Wishes) {
    ui.horizontal_wrapped(|ui| {
        for figure in &found.figures {
            let text = format!("{} {}", figure.name, figure.value);
            let response = button::link(ui, &text).on_hover_text(&figure.about);
            if response.clicked() {
                match figure.opens {
                    Opens::List(kind) => *only = kind,
                    Opens::Events => wishes.push(Wish::Evidence {
                        title: "Events that only one found".to_owned(),
                        events: found.lonely.clone(),
                    }),
                }
            }
        }
        if let Some(kind) = *only
            && button::link(ui, &format!("Only: {kind} – show all")).clicked()
        {
            *only = None;
        }
        for said in &found.left_out {
            ui.label(RichText::new(said).font(theme::small()).color(Palette::of(ui).weak));
        }
    });
}

fn table(
    ui: &mut Ui,
    found: &Found,
    rows: &[usize],
    (at, focus): (&mut Option<[Option<MarkId>; 2]>, bool),
    taken: &mut Option<Take>,
    wishes: &mut Wishes,
    view: View<'_>,
) {
    let [first, second] = &found.pair;
    let names = ["In what", "Words", shown(first), shown(second), "Document"];
    TableBuilder::new(ui)
        .id_salt("agreement")
        .sense(Sense::click())
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Column::exact(136.0))
        .column(Column::remainder().at_least(140.0).clip(true))
        .column(Column::initial(140.0).at_least(60.0).clip(true).resizable(true))
        .column(Column::initial(140.0).at_least(60.0).clip(true).resizable(true))
        .column(Column::initial(200.0).at_least(80.0).clip(true))
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
                    one(&mut table, row, found, (at, focus), taken, wishes, view);
                }
            });
        });
}

fn one(
    table: &mut TableRow<'_, '_>,
    row: &Row,
    found: &Found,
    (at, focus): (&mut Option<[Option<MarkId>; 2]>, bool),
    taken: &mut Option<Take>,
    wishes: &mut Wishes,
    view: View<'_>,
) {
    let is_chosen = *at == Some(row.marks());
    table.set_selected(is_chosen);
    let kind = row.kind.to_string();
    table.col(|ui| {
        ui.label(RichText::new(icons::WARNING_CIRCLE).font(theme::icon(14.0)).color(Palette::of(ui).warn));
        cell(ui, &kind, false);
    });
    table.col(|ui| cell(ui, &row.quote, false));
    let words = |said: &Option<(MarkId, String)>| said.as_ref().map_or("nothing", |said| &said.1).to_owned();
    for said in &row.said {
        table.col(|ui| cell(ui, &words(said), said.is_none()));
    }
    table.col(|ui| cell(ui, &row.title, true));
    let response = table.response();
    let [first, second] = &found.pair;
    let [one, other] = row.said.each_ref().map(words);
    let name = format!("{kind}: {}, {}: {one}, {}: {other}", row.quote, shown(first), shown(second));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    if is_chosen && focus {
        response.request_focus();
    }
    if response.clicked()
        && let Some(mark) = row.marks().into_iter().flatten().next()
    {
        wishes.push(Wish::GoToMark(mark));
    }
    if response.clicked() || response.gained_focus() {
        *at = Some(row.marks());
    }
    if response.has_focus() && view.session.read_only().is_none() {
        let pressed = |key: Key| response.ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        *taken = Take::ALL.iter().find(|(_, _, key)| pressed(*key)).map(|(take, _, _)| *take).or(*taken);
    }
}

/// Compares two people of a project.
fn compare(project: &Project, chosen: [String; 2], me: &str) -> Found {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, mark) in project.marks().iter() {
        *counts.entry(&mark.made.by).or_default() += 1;
    }
    let mut people: Vec<(String, usize)> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    people.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
    let is_there = |name: &String| people.iter().any(|(other, _)| other == name);
    let [first, second] = &chosen;
    let pair = if first != second && is_there(first) && is_there(second) {
        chosen
    } else {
        let most = |other: &str| people.iter().map(|(name, _)| name.clone()).find(|name| name != other);
        let first = if is_there(&me.to_owned()) { Some(me.to_owned()) } else { most("") };
        let first = first.or_else(|| people.first().map(|(name, _)| name.clone())).unwrap_or_default();
        let second = most(&first).unwrap_or_default();
        [first, second]
    };
    if people.len() < 2 {
        return Found {
            people,
            pair,
            figures: Vec::new(),
            rows: Vec::new(),
            left_out: Vec::new(),
            lonely: Vec::new(),
        };
    }
    let coders = pair.each_ref().map(|name| Coder { name: shown(name), project, only: Some(name) });
    let found = reliability(&coders);
    let lonely = found.events.iter().flat_map(|events| events.only_first.iter().chain(&events.only_second)).copied();
    let lonely = lonely.collect();
    Found { figures: told(&found), rows: rows(&found), left_out: left_out(&found), lonely, people, pair }
}

fn rows(found: &Reliability) -> Vec<Row> {
    let row = |one: &crate::query::reliability::Disagreement| {
        let document = found.documents.get(one.document?)?;
        let said = |at: usize| {
            let said: &Said = one.said.get(at)?.as_ref()?;
            Some((said.mark?, said.value.clone()))
        };
        let quote = one.said.iter().flatten().next().map(|said| said.quote.clone())?;
        Some(Row { kind: one.kind, title: document.title.clone(), quote, said: [said(0), said(1)] })
    };
    found.disagreements.iter().filter_map(row).collect()
}

fn left_out(found: &Reliability) -> Vec<String> {
    let documents = found.left_out.documents.len();
    let mut said = Vec::new();
    if documents > 0 {
        let compared = found.documents.len();
        said.push(format!("{compared} documents that both have marked; {documents} are not compared"));
    }
    // Marks of others are not in question here.
    let marks =
        found.left_out.marks.iter().filter(|(why, _)| **why != crate::query::reliability::WhyMark::OtherCoder);
    said.extend(marks.map(|(why, count)| format!("{count} marks {why} are not compared")));
    said
}

fn told(found: &Reliability) -> Vec<Figure> {
    let Some(all) = found.groups.first() else { return Vec::new() };
    let Group { units, exact, overlap, unitising, nominal, .. } = all;
    let marks: Vec<String> = units.iter().map(|count| thousands(*count)).collect();
    let marks = format!("{} marks", marks.join(" and "));
    let matched = |pairs: &crate::query::agreement::PairwiseSpans| {
        pairs.pairs.first().map_or(0, |(_, pair)| pair.matched.len())
    };
    let figure = |name, value: Result<f64, NotComputable>, about: String, opens| Figure {
        name,
        value: value.map_or_else(|_| "–".to_owned(), |value| format!("{value:.3}")),
        about: value.map_or_else(|why| format!("Not computable: {why}"), |_| about),
        opens,
    };
    let places = |of: &crate::query::agreement::Agreement, what: &str| {
        format!("{what}: of {} places that both have marked", thousands(of.items))
    };
    let all_of = Opens::List(None);
    let codes = Opens::List(Some(Kind::Code));
    let mut figures = vec![
        figure("F1, same place", exact.value, format!("{marks}, {} the same to the letter", matched(exact)), all_of),
        figure(
            "F1, half in common",
            overlap.value,
            format!("{marks}, {} with at least half in common", matched(overlap)),
            Opens::List(Some(Kind::Missing)),
        ),
        figure(
            "alpha of units",
            unitising.value,
            format!("{} units on {} code points", unitising.units, thousands(unitising.length)),
            Opens::List(Some(Kind::Edges)),
        ),
        figure("percent of codes", nominal.percent.value, places(&nominal.percent, "The same code"), codes),
    ];
    if let Some(cohen) = &nominal.cohen {
        figures.push(figure("Cohen's kappa", cohen.value, places(cohen, "Corrected for chance"), codes));
    }
    figures.push(figure(
        "alpha of codes",
        nominal.alpha.value,
        places(&nominal.alpha, "Krippendorff's alpha"),
        codes,
    ));
    figures.push(figure("AC1", nominal.ac1.value, places(&nominal.ac1, "Gwet's AC1"), codes));
    if let Some(events) = found.events.first() {
        let (one, other) = events.found;
        let about = format!("{one} and {other} events, {} found by both", events.both.len());
        figures.push(figure("F1 of events", events.value, about, Opens::Events));
    }
    figures
}
