//! A plot with bins along it: the axes, the names of the bins, and what was zoomed to. One for bars and for lines.
//!
//! Axis, zoom and pointer are those of `egui_plot`; one bin is one wide and stands on its number.

use super::parts;
use super::zoom::{self, Zoom};
use crate::model::Step;
use crate::query::Bin;
use crate::ui::theme::Palette;
use egui::{Id, Ui, UiBuilder, vec2};
use egui_plot::{AxisHints, GridInput, GridMark, Plot, PlotResponse, PlotUi};
use std::fmt::Debug;
use std::hash::Hash;
use std::ops::RangeInclusive;

/// What is along the axes.
pub(super) struct Axes<'a> {
    pub step: Step,
    pub bins: &'a [Bin],
    /// The upright axis.
    pub upright: AxisHints<'a>,
    /// What it shows.
    pub heights: RangeInclusive<f64>,
}

impl<'a> Axes<'a> {
    /// A plot that is moved and zoomed along the bins alone; another `id` begins with everything in sight.
    pub fn plot(self, ui: &Ui, id: impl Hash + Debug) -> Plot<'a> {
        let Self { step, bins, upright, heights } = self;
        let whole = zoom::whole(bins);
        Plot::new(id)
            .min_size(vec2(64.0, 24.0))
            .custom_x_axes(vec![AxisHints::new_x().formatter(move |mark, _| named(step, bins, mark.value))])
            .custom_y_axes(vec![upright])
            .default_x_bounds(*whole.start(), *whole.end())
            .default_y_bounds(*heights.start(), *heights.end())
            .allow_drag([true, false])
            .allow_zoom([true, false])
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .show_grid([false, true])
            .grid_color(Palette::of(ui).line)
            .grid_fade(0.0)
            .show_crosshair(false)
            .show_background(false)
            .x_grid_spacer(|input| x_marks(&input))
            .label_formatter(|_| None)
    }
}

/// Draws a plot, with what was zoomed to. One id, wherever it stands: beside a list of sentences it keeps the keyboard
/// and what is in sight.
pub(super) fn show(
    ui: &mut Ui,
    scope: &str,
    plot: Plot<'_>,
    (step, bins, heights): (Step, &[Bin], RangeInclusive<f64>),
    zoom: &mut Zoom,
    content: impl FnOnce(&mut PlotUi<'_>),
) -> PlotResponse<()> {
    let moved = zoom.moved(step, bins);
    let draw = |ui: &mut Ui| {
        plot.show(ui, |plot| {
            moved.into_iter().for_each(|range| plot.set_plot_bounds_x(range));
            // Whoever has zoomed along the bins sees all of what other figures, or another size, ask for.
            plot.set_plot_bounds_y(heights);
            content(plot);
        })
    };
    let response = ui.scope_builder(UiBuilder::new().scope_id(Id::unique(scope)), draw).inner;
    zoom.note(step, bins, response.transform.bounds());
    response
}

/// Every bin, every second, … so that the names do not touch.
fn x_marks(input: &GridInput) -> Vec<GridMark> {
    let (first, last) = input.bounds;
    let wanted = (last - first) / 14.0;
    let step = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0, 192.0, 384.0]
        .into_iter()
        .find(|step| wanted <= *step)
        .unwrap_or(768.0);
    marks((first / step).ceil().max(0.0) * step, last, step)
}

/// Marks from one place to another.
pub(super) fn marks(first: f64, last: f64, step: f64) -> Vec<GridMark> {
    let values = std::iter::successors(Some(first), |value| Some(value + step)).take_while(|value| *value <= last);
    values.map(|value| GridMark { value, step_size: step * 4.0 }).collect()
}

/// The name of the bin at a place of the axis; the first one always says the year.
fn named(step: Step, bins: &[Bin], place: f64) -> String {
    let Some((at, bin)) = parts::index(place).and_then(|at| Some((at, bins.get(at)?))) else { return String::new() };
    match step {
        Step::Month if at == 0 => bin.first.format("%b %y").to_string(),
        step => tick(step, bin.first),
    }
}

/// “Jan 24” and then “Feb”, “Mar” …; “Q1 24”; “3 Mar”.
fn tick(step: Step, first: chrono::NaiveDate) -> String {
    use chrono::Datelike;
    match step {
        Step::Day | Step::Week => first.format("%-d %b %y").to_string(),
        Step::Month if first.month() == 1 => first.format("%b %y").to_string(),
        Step::Month => first.format("%b").to_string(),
        Step::Quarter => format!("Q{} {}", first.month0() / 3 + 1, first.format("%y")),
        Step::Year => first.format("%Y").to_string(),
    }
}
