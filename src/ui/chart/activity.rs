//! Activity over time: how many events a month, of which type. A click on a bar, on a name in the legend or on a
//! number lists the sentences behind it, beside the chart.
//!
//! The figures are computed when the project or the question changed, and for a large project beside the frames.

use super::bands::{self, Strip};
use super::facts::Shelf;
use super::saved::{self, Saved};
use super::stacks::Stacks;
use super::trays::{self, Tray, Why, distinct};
use super::{bars, controls, legend};
use crate::base::when::When;
use crate::model::{ChartSpec, EventId, Filter, ListOf, SplitBy, ViewId};
use crate::project::Project;
use crate::query::series::{Activity, Cell, TooManyBins};
use crate::ui::computed::Computed;
use crate::ui::lists::filterbar;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::picker::Picker;
use crate::ui::widgets::{button, chip, row};
use egui::{RichText, Ui};

/// State of the chart: what it is asked, and what came of it.
pub struct ActivityChart {
    /// What is counted and how it is cut.
    pub spec: ChartSpec,
    figures: Computed<(u64, ChartSpec), Result<Shown, TooManyBins>>,
    /// Goes up with each new figures.
    number: u64,
    stacks: Stacks,
    cursor: Cursor,
    /// The saved chart that was chosen.
    view: Option<ViewId>,
    /// Widths of title and controls in the last frame, in points.
    title_px: f32,
    tools_px: f32,
    asking: Option<Asking>,
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
            Tray::of(Why::LeftOut, figures.set_aside.iter().copied()),
        ];
        let (trays, strips) = (trays.into_iter().flatten().collect(), bands::pack(&figures));
        Self { figures, trays, strips }
    }
}

/// An open list to choose from.
enum Asking {
    Filter(Picker<filterbar::Answer>),
    Saved(Saved),
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
        Self {
            spec,
            figures: Computed::default(),
            number: 0,
            stacks: Stacks::default(),
            cursor: Cursor::default(),
            view: None,
            title_px: 0.0,
            tools_px: 0.0,
            asking: None,
        }
    }
}

impl ActivityChart {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running()
    }

    /// Whether a list to choose from is open, which takes all keys.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// A chart was saved: it is what is shown from now on.
    pub fn saved(&mut self, id: ViewId, chart: ChartSpec) {
        (self.view, self.spec) = (Some(id), chart);
    }

    /// Draws title, controls, chart and legend.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, shelf: &Shelf, wishes: &mut Wishes) {
        let before = (self.spec.clone(), self.view, self.is_asking());
        self.content(ui, view, shelf, wishes);
        // What was chosen below is seen above in the next frame.
        if (&self.spec, self.view, self.is_asking()) != (&before.0, before.1, before.2) {
            ui.ctx().request_repaint();
        }
    }

    fn content(&mut self, ui: &mut Ui, view: View<'_>, shelf: &Shelf, wishes: &mut Wishes) {
        self.view.take_if(|id| view.project().views().get(*id).is_none_or(|row| row.list.is_some()));
        let (revision, spec, shelf) = (view.session.revision(), self.spec.clone(), shelf.clone());
        let question = (revision, spec.clone());
        let counted = move |project: &Project| shelf.facts(revision, project).activity(&spec).map(Shown::of);
        if self.figures.refresh(ui.ctx(), view, question, counted) {
            self.cursor = Cursor::default();
            self.number += 1;
        }
        self.ask(ui, view, wishes);
        self.head(ui, view, wishes);
        self.filter(ui, view);
        let Self { spec, figures, number, stacks, cursor, .. } = self;
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
                let statuses = spec.filter.statuses.clone();
                match draw(ui, shown, *number, stacks, cursor, wishes) {
                    Some(Narrowed::To(period)) => spec.filter.period = Some(period),
                    Some(Narrowed::Not) => spec.filter = Filter { statuses, ..Filter::everything() },
                    None => {}
                }
            }
        }
    }

    /// Title and controls; the controls go below the title where both are too wide for one row, as the last frame was.
    fn head(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let wide = self.title_px + self.tools_px + space::L < ui.available_width();
        ui.horizontal(|ui| {
            let left = ui.cursor().left();
            if let Some(Ok(shown)) = self.figures.get() {
                title(ui, shown, wishes);
            }
            self.title_px = ui.min_rect().right() - left;
            if wide {
                self.tools_from_the_right(ui, view, wishes);
            }
        });
        if !wide {
            ui.horizontal(|ui| self.tools_from_the_right(ui, view, wishes));
        }
    }

    fn tools_from_the_right(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let right = ui.max_rect().right();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            self.tools(ui, view, wishes);
            self.tools_px = right - ui.cursor().right();
        });
    }

    /// From the right: export, saved charts, how it is counted and drawn.
    fn tools(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        controls::show(ui, &mut self.spec, wishes);
        if chip::chip(ui, "+ Filter", None, "", false).on_hover_text("Count only some events").clicked() {
            self.asking = Some(Asking::Filter(filterbar::dimensions(ListOf::Events)));
        }
        let name = crate::ui::lists::views::name(view.project(), self.view);
        let response = chip::chip(ui, &name, None, "", self.view.is_some());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Charts: {name}")));
        if response.on_hover_text("Saved charts").clicked() {
            self.asking = Some(Asking::Saved(saved::menu(view.project(), self.view)));
        }
    }

    /// What is filtered by, as chips; Backspace, or a click, clears it.
    fn filter(&mut self, ui: &mut Ui, view: View<'_>) {
        let shown = Filter { statuses: Filter::everything().statuses, ..self.spec.filter.clone() };
        if !filterbar::has_chips(&shown) {
            return;
        }
        let mut now = shown.clone();
        let cleared = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
            filterbar::chips(ui, view.project(), ListOf::Events, &mut now);
            button::link(ui, "Clear").on_hover_text("Count all events again; Backspace on the chart").clicked()
        });
        if cleared.inner {
            now = Filter::everything();
        }
        if now != shown {
            self.spec.filter = Filter { statuses: self.spec.filter.statuses.clone(), ..now };
        }
    }

    /// Draws the open list to choose from, and does what was chosen.
    fn ask(&mut self, ui: &Ui, view: View<'_>, wishes: &mut Wishes) {
        match self.asking.take() {
            None => {}
            Some(Asking::Filter(mut picker)) => match picker.show(ui.ctx()) {
                None => self.asking = Some(Asking::Filter(picker)),
                Some(picked) => match filterbar::answer(view, ListOf::Events, picked) {
                    filterbar::Next::Ask(next) => self.asking = Some(Asking::Filter(*next)),
                    filterbar::Next::Add(part) => part.add(&mut self.spec.filter),
                    filterbar::Next::Say(notice) => wishes.push(Wish::Say(notice)),
                    filterbar::Next::Nothing => {}
                },
            },
            Some(Asking::Saved(mut menu)) => match menu.show(ui.ctx(), view, self.view, &self.spec) {
                saved::Said::Open => self.asking = Some(Asking::Saved(menu)),
                saved::Said::Closed => {}
                saved::Said::Next(next) => self.asking = Some(Asking::Saved(*next)),
                saved::Said::Wish(wish) => wishes.push(wish),
                saved::Said::Show(id, chart) => self.saved(id, *chart),
                saved::Said::Leave => (self.view, self.spec) = (None, Self::default().spec),
            },
        }
    }
}

/// Another filter for the chart.
enum Narrowed {
    /// These days alone.
    To(When),
    /// All events.
    Not,
}

/// Draws the chart; says how it is to be narrowed, if somebody chose that.
fn draw(
    ui: &mut Ui,
    shown: &Shown,
    number: u64,
    stacks: &mut Stacks,
    cursor: &mut Cursor,
    wishes: &mut Wishes,
) -> Option<Narrowed> {
    const LEGEND: f32 = 196.0;
    let figures = &shown.figures;
    let wide = ui.available_width() > 560.0 && figures.series.len() > 1;
    let width = if wide { ui.available_width() - LEGEND - space::L } else { ui.available_width() };
    let height = ui.available_height();
    let column = egui::Layout::top_down(egui::Align::Min);
    let mut narrowed = None;
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(egui::vec2(width, height), column, |ui| {
            match bars::show(ui, (figures, &shown.strips), number, stacks, cursor, wishes) {
                Some(bars::Asked::Sentences(clicked)) => open(figures, clicked, wishes),
                Some(bars::Asked::Period(one, other)) => narrowed = span(figures, one, other).map(Narrowed::To),
                Some(bars::Asked::Everything) => narrowed = Some(Narrowed::Not),
                None => {}
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
    narrowed
}

/// The days of the bins from one to another, in whichever order.
fn span(figures: &Activity, one: usize, other: usize) -> Option<When> {
    let (first, last) = (figures.bins.get(one.min(other))?.first, figures.bins.get(one.max(other))?.last);
    format!("{first}/{last}").parse().ok()
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
fn title(ui: &mut Ui, Shown { figures, trays, .. }: &Shown, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let heading = RichText::new(&figures.heading).font(theme::section()).color(palette.text);
    ui.label(heading).on_hover_text(&figures.title);
    if button::link(ui, &figures.badge).on_hover_text("All sentences behind the chart").clicked() {
        wishes.push(Wish::Evidence { title: figures.badge.clone(), events: all_events(&figures.totals) });
    }
    trays::caution(ui, figures.caution.as_deref());
    trays::links(ui, trays, &figures.spec.filter, wishes);
}
