//! Activity over time: how many events a month, of which type. A click on a bar, on a name in the legend or on a
//! number lists the sentences behind it, beside the chart.
//!
//! The figures are computed when the project or the question changed, and for a large project beside the frames.

use super::stacks::Stacks;
use super::{bars, controls, legend};
use crate::model::{ChartSpec, EventId, SplitBy};
use crate::query::series::{Activity, Cell, TooManyBins, activity};
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{RichText, Ui};

/// State of the chart: what it is asked, and what came of it.
pub struct ActivityChart {
    /// What is counted and how it is cut.
    pub spec: ChartSpec,
    figures: Computed<(u64, ChartSpec), Result<Activity, TooManyBins>>,
    /// Goes up with each new figures.
    number: u64,
    stacks: Stacks,
    cursor: Cursor,
}

/// The bar and the part of it that the keyboard is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Counted from the left, from 0.
    pub bin: usize,
    /// The series, counted from 0; `None`: the whole bar.
    pub series: Option<usize>,
}

impl Default for ActivityChart {
    fn default() -> Self {
        let spec = ChartSpec { split: Some(SplitBy::Type), ..ChartSpec::default() };
        Self { spec, figures: Computed::default(), number: 0, stacks: Stacks::default(), cursor: Cursor::default() }
    }
}

impl ActivityChart {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running()
    }

    /// Draws title, controls, chart and legend.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let (spec, question) = (self.spec.clone(), (view.session.revision(), self.spec.clone()));
        if self.figures.refresh(ui.ctx(), view, question, move |project| activity(project, &spec)) {
            self.cursor = Cursor::default();
            self.number += 1;
        }
        let Self { spec, figures, number, stacks, cursor } = self;
        let Some(figures) = figures.get() else {
            row::computing(ui);
            return;
        };
        // Too narrow for both in one row: the controls go below the title.
        let wide = ui.available_width() > 1100.0;
        ui.horizontal(|ui| {
            if let Ok(figures) = figures {
                title(ui, figures, wishes);
            }
            if wide {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    controls::show(ui, spec, wishes);
                });
            }
        });
        if !wide {
            ui.horizontal(|ui| controls::show(ui, spec, wishes));
        }
        match figures {
            Err(too_many) => {
                row::empty(ui, "Too many bars", &too_many.to_string(), None);
            }
            Ok(figures) if figures.bins.is_empty() => {
                let text = if view.project().events().is_empty() {
                    "Tag a sentence as an event and give it a date: it will stand here."
                } else {
                    "No event fits: look at the statuses, or give the undated ones a date."
                };
                row::empty(ui, "Nothing to draw yet", text, None);
            }
            Ok(figures) => draw(ui, figures, *number, stacks, cursor, wishes),
        }
    }
}

fn draw(ui: &mut Ui, figures: &Activity, number: u64, stacks: &mut Stacks, cursor: &mut Cursor, wishes: &mut Wishes) {
    const LEGEND: f32 = 196.0;
    let wide = ui.available_width() > 560.0 && figures.series.len() > 1;
    let width = if wide { ui.available_width() - LEGEND - space::L } else { ui.available_width() };
    let height = ui.available_height();
    let column = egui::Layout::top_down(egui::Align::Min);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(egui::vec2(width, height), column, |ui| {
            if let Some(clicked) = bars::show(ui, figures, number, stacks, cursor) {
                open(figures, clicked, wishes);
            }
        });
        if wide {
            ui.allocate_ui_with_layout(egui::vec2(LEGEND, height), column, |ui| {
                if let Some(series) = legend::show(ui, figures)
                    && let Some(found) = figures.series.get(series)
                {
                    let events = all_events(&found.cells);
                    wishes.push(Wish::Evidence { title: found.name.clone(), events });
                }
            });
        }
    });
}

fn open(figures: &Activity, at: Cursor, wishes: &mut Wishes) {
    let Some(bin) = figures.bins.get(at.bin) else { return };
    let (cell, name) = match at.series.and_then(|series| figures.series.get(series)) {
        Some(series) => (series.cells.get(at.bin), format!("{} · {}", bin.label, series.name)),
        None => (figures.totals.get(at.bin), bin.label.clone()),
    };
    if let Some(cell) = cell.filter(|cell| !cell.events.is_empty()) {
        wishes.push(Wish::Evidence { title: name, events: cell.events.clone() });
    }
}

fn all_events(cells: &[Cell]) -> Vec<EventId> {
    let mut events: Vec<EventId> = cells.iter().flat_map(|cell| cell.events.iter().copied()).collect();
    events.sort_unstable();
    events.dedup();
    events
}

/// What a chart calls the events that it could not place; the number opens the tray of them as well.
const UNDATED: &str = "undated";

/// What the chart counts, in words, and the numbers that it leaves out; each of them opens its events.
fn title(ui: &mut Ui, figures: &Activity, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let heading = RichText::new(&figures.heading).font(theme::section()).color(palette.text);
    ui.label(heading).on_hover_text(&figures.title);
    if button::link(ui, &figures.badge).on_hover_text("All sentences behind the chart").clicked() {
        wishes.push(Wish::Evidence { title: figures.badge.clone(), events: all_events(&figures.totals) });
    }
    let trays = [
        (UNDATED, "Events without a date: give them one, and they stand in the chart", &figures.undated),
        ("spanning bars", "Events whose date does not fit into one bar", &figures.spanning),
        ("left out", "Events that only documents set aside report", &figures.set_aside),
    ];
    for (name, why, events) in trays {
        if events.is_empty() {
            continue;
        }
        let text = format!("{} {name}", events.len());
        if button::link(ui, &text).on_hover_text(why).clicked() {
            if name == UNDATED {
                wishes.push(Wish::Undated(Box::new(figures.spec.filter.clone())));
            }
            wishes.push(Wish::Evidence { title: text, events: events.clone() });
        }
    }
}
