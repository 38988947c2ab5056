//! The table of figures: what the sources count, with bound, unit, owner, period and the sentence that says it; by unit
//! with sums and what speaks against them; and two figures set against each other.
//!
//! The table has the keyboard as one thing: ↑ ↓ go from figure to figure, Enter lists the sentence, Space takes a figure
//! for a ratio, C copies its quote. Statuses are its own: a list shows what is planned and what sums up, too.

mod rows;

use super::controls::{self, choose};
use super::facts::Shelf;
use super::question::Question;
use super::trays;
use crate::base::number::counted;
use crate::model::{EventId, Filter, MarkId, Status};
use crate::project::Project;
use crate::query::quantities::{Quantities, Quantity, QuantityOrder, RatioOf, ratio};
use crate::ui::action::Action;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{Label, RichText, Ui};
use std::collections::{BTreeMap, BTreeSet};

/// State of the table.
#[derive(Default)]
pub struct FiguresTable {
    order: QuantityOrder,
    statuses: BTreeSet<Status>,
    of: RatioOf,
    figures: Computed<(u64, Filter, QuantityOrder), Shown>,
    /// The figures that are set against each other, at most two.
    chosen: Vec<Place>,
    cursor: usize,
    /// Whether the line of the keyboard is to be brought into sight.
    moved: bool,
}

/// A figure: its event, and its place there.
type Place = (EventId, usize);

/// The figures, and the lines that they are shown in.
struct Shown {
    found: Quantities,
    lines: Vec<Line>,
    /// Where each figure stands in the list.
    places: BTreeMap<Place, usize>,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// The head of the figures of one unit, by its place among the groups.
    Group(usize),
    /// A figure, by its place in the list.
    Figure(usize),
}

impl Shown {
    fn of(found: Quantities, order: QuantityOrder) -> Self {
        let lines = if order == QuantityOrder::Unit {
            let of_group = |(at, group): (usize, &crate::query::quantities::Group)| {
                std::iter::once(Line::Group(at)).chain(group.figures.clone().into_iter().map(Line::Figure))
            };
            found.groups.iter().enumerate().flat_map(of_group).collect()
        } else {
            (0..found.list.len()).map(Line::Figure).collect()
        };
        let places = found.list.iter().enumerate().map(|(number, one)| (at(one), number)).collect();
        Self { found, lines, places }
    }

    fn find(&self, place: &Place) -> Option<&Quantity> {
        self.found.list.get(*self.places.get(place)?)
    }
}

impl FiguresTable {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running()
    }

    /// Which figures are listed, and in which order.
    pub(super) fn asked(&self, question: &Question) -> (Filter, QuantityOrder) {
        (Filter { statuses: self.statuses.clone(), ..question.spec.filter.clone() }, self.order)
    }

    /// Draws the tools, the ratio and the table.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (question, shelf): (&mut Question, &Shelf),
        wishes: &mut Wishes,
    ) {
        let ((filter, order), revision, shelf) = (self.asked(question), view.session.revision(), shelf.clone());
        let asked = (revision, filter.clone(), order);
        let listed =
            move |project: &Project| Shown::of(shelf.facts(revision, project).quantities(&filter, order), order);
        if self.figures.refresh(ui.ctx(), view, asked, listed) {
            self.forget_the_gone();
        }
        ui.horizontal(|ui| self.tools(ui, question, wishes));
        question.filter(ui, view);
        self.ratio(ui, wishes);
        match self.figures.get() {
            None => row::computing(ui),
            Some(shown) if shown.found.list.is_empty() => {
                row::empty(
                    ui,
                    "No figures yet",
                    "Write what a source counts into “Figures” of an event, or take the quantity that is offered there.",
                    None,
                );
            }
            Some(_) => self.rows(ui, wishes),
        }
    }

    fn forget_the_gone(&mut self) {
        let Some(shown) = self.figures.get() else { return };
        self.chosen.retain(|place| shown.places.contains_key(place));
        self.cursor = self.cursor.min(shown.lines.len().saturating_sub(1));
    }

    fn tools(&mut self, ui: &mut Ui, question: &mut Question, wishes: &mut Wishes) {
        if let Some(Shown { found, .. }) = self.figures.get() {
            ui.label(RichText::new("Figures").font(theme::section())).on_hover_text(&found.title);
            let text = format!("{} of {}", counted(found.list.len(), "figure"), counted(found.events, "event"));
            if button::link(ui, &text).on_hover_text("All sentences behind the figures").clicked() {
                wishes.push(sentences(text, found.list.iter()));
            }
            if !found.left_out.is_empty() {
                let text = format!("{} left out", found.left_out.len());
                let why = "Only a document set aside or a part that is no article states them";
                if button::link(ui, &text).on_hover_text(why).clicked() {
                    wishes.push(sentences(text, found.left_out.iter()));
                }
            }
        }
        let by = |order: QuantityOrder| match order {
            QuantityOrder::Unit => "by unit, with sums".to_owned(),
            other => format!("by {other}"),
        };
        choose(ui, "Order of the figures", &mut self.order, &QuantityOrder::ALL, by);
        controls::statuses_of(ui, &mut self.statuses);
        question.add_filter(ui);
        button::action(ui, Action::ExportChart, true, wishes);
    }

    /// What the chosen figures come to, with what speaks against it.
    fn ratio(&mut self, ui: &mut Ui, wishes: &mut Wishes) {
        let Some(shown) = self.figures.get() else { return };
        let chosen: Vec<&Quantity> = self.chosen.iter().filter_map(|place| shown.find(place)).collect();
        let weak = Palette::of(ui).weak;
        let (Some(one), other) = (chosen.first(), chosen.get(1).copied()) else {
            // The line is always there, so that the table does not shift below the pointer.
            if !shown.found.list.is_empty() {
                let hint = "Take one or two figures by their boxes, or with Space, to set them against each other";
                ui.horizontal(|ui| ui.add(Label::new(RichText::new(hint).color(weak)).truncate()));
            }
            return;
        };
        let of = match (other, self.of) {
            (None, _) => RatioOf::PerYear,
            (Some(_), RatioOf::PerYear) => RatioOf::Share,
            (Some(_), of) => of,
        };
        let answer = ratio(of, one, other);
        let (mut clear, mut swap) = (false, false);
        ui.horizontal_wrapped(|ui| {
            if other.is_some() {
                let text = |of: RatioOf| if of == RatioOf::Share { "as a share" } else { "how many times" };
                self.of = of;
                choose(ui, "Set against each other", &mut self.of, &[RatioOf::Share, RatioOf::Times], |of| {
                    text(of).to_owned()
                });
                swap = button::link(ui, "Swap").on_hover_text("The second figure by the first").clicked();
            }
            match &answer {
                Ok(found) => {
                    ui.add(Label::new(RichText::new(&found.words).font(theme::medium())));
                    if !found.caveats.is_empty() {
                        ui.add(Label::new(RichText::new(format!("({})", found.caveats.join("; "))).color(weak)));
                    }
                    let text = format!("{} ({})", found.words, found.caveats.join("; "));
                    if button::link(ui, "Copy").on_hover_text("With its caveats and the quotes").clicked() {
                        let quotes = chosen.iter().map(|one| one.as_quote());
                        let lines: Vec<String> = std::iter::once(text).chain(quotes).collect();
                        wishes.push(Wish::Copy(lines.join("\n")));
                    }
                }
                Err(_) if other.is_none() => {
                    ui.add(Label::new(
                        RichText::new(
                            "Take a second figure to set it against this one: Space, or a click on its box",
                        )
                        .color(weak),
                    ));
                }
                Err(why) => trays::caution_in_words(ui, &why.to_string()),
            }
            if button::link(ui, "Sentences").on_hover_text("Where these figures are said").clicked() {
                wishes.push(sentences("Figures compared".to_owned(), chosen.iter().copied()));
            }
            clear = button::link(ui, "Let go").clicked();
        });
        if swap {
            self.chosen.reverse();
        }
        if clear {
            self.chosen.clear();
        }
    }

    /// Takes a figure for a ratio, or lets it go; the older of two makes room for a third.
    fn take(&mut self, place: Place) {
        if let Some(found) = self.chosen.iter().position(|other| *other == place) {
            self.chosen.remove(found);
            return;
        }
        if self.chosen.len() > 1 {
            self.chosen.remove(0);
        }
        self.chosen.push(place);
    }
}

fn at(one: &Quantity) -> Place {
    (one.event, one.position)
}

/// The sentences that state figures, or those of their events where nobody but the analyst says them.
fn sentences<'q>(title: String, figures: impl Iterator<Item = &'q Quantity>) -> Wish {
    let figures: Vec<&Quantity> = figures.collect();
    let marks: BTreeSet<MarkId> = figures.iter().filter_map(|one| Some(one.source.as_ref()?.mark)).collect();
    if figures.iter().all(|one| one.source.is_some()) {
        return Wish::Sentences { title, marks: marks.into_iter().collect() };
    }
    let events: BTreeSet<EventId> = figures.iter().map(|one| one.event).collect();
    Wish::Evidence { title, events: events.into_iter().collect() }
}
