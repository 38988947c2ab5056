//! Activity over time: how many events a month, of which type. A click on a bar, on a name in the legend or on a
//! number lists the sentences behind it, beside the chart.
//!
//! The figures are computed when the project or the question changed, and for a large project beside the frames.

use super::bands::{self, Strip};
use super::facts::Shelf;
use super::head::{Head, is_cramped};
use super::keys::Asked;
use super::question::Question;
use super::stacks::Stacks;
use super::trays::{self, Tray, Why, distinct};
use super::zoom::Zoom;
use super::{Kind, bars, controls, legend};
use crate::model::{ChartSpec, EventId};
use crate::project::Project;
use crate::query::series::{Activity, Cell, TooManyBins};
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{RichText, Ui};

/// State of the chart: what came of the question, and where one is in it.
#[derive(Default)]
pub struct ActivityChart {
    figures: Computed<(u64, ChartSpec), Result<Shown, TooManyBins>>,
    /// Goes up with each new figures.
    number: u64,
    stacks: Stacks,
    cursor: Cursor,
    zoom: Zoom,
    head: Head,
}

/// The figures, and what is made of them once.
struct Shown {
    figures: Activity,
    trays: Vec<Tray>,
    strips: Vec<Strip>,
}

impl Shown {
    fn of(figures: Activity) -> Self {
        let trays = [
            Tray::of(Why::GoingOn, figures.bands.iter().map(|band| band.event)),
            Tray::of(Why::Sums, figures.annotations.iter().map(|sum| sum.event)),
            Tray::of(Why::Undated, figures.undated.iter().copied()),
            Tray::of(Why::Spanning, figures.spanning.iter().copied()),
            Tray::of(Why::Earlier, figures.outside.earlier.iter().copied()),
            Tray::of(Why::Partly, figures.outside.partly.iter().copied()),
            Tray::of(Why::LeftOut, figures.set_aside.iter().copied()),
        ];
        let (trays, strips) = (trays.into_iter().flatten().collect(), bands::pack(&figures));
        Self { figures, trays, strips }
    }
}

/// The bar and the part of it that the keyboard is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Counted from the left, from 0.
    pub bin: usize,
    /// The series, counted from 0; `None`: the whole bar.
    pub series: Option<usize>,
}

impl ActivityChart {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running()
    }

    /// The whole chart.
    #[must_use]
    pub fn spec(question: &Question) -> ChartSpec {
        let ChartSpec { title, caption, .. } = question.common(Kind::Activity);
        ChartSpec { title, caption, ..question.spec.clone() }
    }

    /// Draws title, controls, chart and legend.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (question, shelf): (&mut Question, &Shelf),
        wishes: &mut Wishes,
    ) {
        let (revision, spec, shelf) = (view.session.revision(), question.spec.clone(), shelf.clone());
        let asked = (revision, spec.clone());
        let counted = move |project: &Project| shelf.facts(revision, project).activity(&spec).map(Shown::of);
        if self.figures.refresh(ui.ctx(), view, asked, counted) {
            self.cursor = Cursor::default();
            self.number += 1;
        }
        let Self { figures, number, stacks, cursor, zoom, head } = self;
        let shown = figures.get().and_then(|shown| shown.as_ref().ok());
        let counted = shown.map_or("", |shown| &shown.figures.heading);
        question.above(
            ui,
            view,
            (Kind::Activity, head, counted),
            wishes,
            |ui, own, wishes| shown.into_iter().for_each(|shown| title(ui, shown, own, wishes)),
            |ui, spec, _| controls::show(ui, spec),
        );
        if is_cramped(ui, wishes) {
            return;
        }
        match figures.get() {
            None => row::computing(ui),
            Some(Err(too_many)) => drop(row::empty(ui, "Too many bars", &too_many.to_string(), None)),
            Some(Ok(shown)) if shown.figures.bins.is_empty() => {
                let text = if view.project().events().is_empty() {
                    "Tag a sentence as an event and give it a date: it will stand here."
                } else {
                    "No event fits: look at the statuses and the filter, or give the undated ones a date."
                };
                row::empty(ui, "Nothing to draw yet", text, None);
            }
            Some(Ok(shown)) => {
                let asked = draw(ui, (shown, *number), (stacks, zoom), cursor, wishes);
                if let Some(at) = asked.and_then(|asked| question.answer(asked, &shown.figures.bins)) {
                    open(&shown.figures, at, wishes);
                }
            }
        }
    }
}

/// Draws the chart; says what was asked of it.
fn draw(
    ui: &mut Ui,
    (shown, number): (&Shown, u64),
    (stacks, zoom): (&mut Stacks, &mut Zoom),
    cursor: &mut Cursor,
    wishes: &mut Wishes,
) -> Option<Asked<Cursor>> {
    const LEGEND: f32 = 196.0;
    let figures = &shown.figures;
    let wide = ui.available_width() > 560.0 && figures.series.len() > 1;
    let width = if wide { ui.available_width() - LEGEND - space::L } else { ui.available_width() };
    let height = ui.available_height();
    let column = egui::Layout::top_down(egui::Align::Min);
    let mut asked = None;
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(egui::vec2(width, height), column, |ui| {
            asked = bars::show(ui, (figures, &shown.strips), number, (stacks, zoom), cursor, wishes);
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
    asked
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
    distinct(cells.iter().flat_map(|cell| cell.events.iter().copied()))
}

/// What the chart counts, in words, and the numbers that it leaves out; each of them opens its events.
fn title(ui: &mut Ui, Shown { figures, trays, .. }: &Shown, own: &str, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let heading =
        RichText::new(if own.is_empty() { &figures.heading } else { own }).font(theme::section()).color(palette.text);
    ui.label(heading).on_hover_text(&figures.title);
    if button::link(ui, &figures.badge).on_hover_text("All sentences behind the chart").clicked() {
        wishes.push(Wish::Evidence { title: figures.badge.clone(), events: all_events(&figures.totals) });
    }
    trays::caution(ui, figures.caution.as_deref());
    figures.remarks.iter().for_each(|remark| trays::note(ui, remark));
    trays::links(ui, trays, &figures.spec.filter, wishes);
}
