//! Stacked bars on a time axis: axis, zoom and pointer by `egui_plot`, the bars by `stacks`, the cursor laid over them.
//!
//! One bar for each bin, at the bin's number; the axis names the bins. The chart has the keyboard as one thing:
//! ← and → go from bar to bar, ↑ and ↓ through its parts, Enter lists the sentences, P looks at this period alone,
//! Backspace at everything again, + and − make the bins narrower or wider, as zooming does.

use super::activity::Cursor;
use super::axes::{self, Axes, marks};
use super::bands::{self, Strip};
use super::keys::{self, Asked};
use super::parts::{self, Part};
use super::stacks::Stacks;
use super::zoom::{self, Zoom};
use crate::base::number::counted;
use crate::model::{Arranged, Drawn};
use crate::query::series::{Activity, Cell, amount_in_words, is_partial, units_in_words};
use crate::ui::theme::{self, Palette};
use crate::ui::view::Wishes;
use egui::{Color32, CornerRadius, Key, Rect, Stroke, StrokeKind, Ui};
use egui_plot::{AxisHints, GridInput, GridMark, HPlacement, PlotPoint, PlotResponse, PlotTransform};

/// How far from a point of a line the pointer may be, in points.
const REACH_PX: f64 = 14.0;

/// Draws the bars or lines; says what was asked for. A click with Shift chooses the period from the bar of the cursor
/// to this one. `number` is another one for other figures.
pub(super) fn show(
    ui: &mut Ui,
    (figures, strips): (&Activity, &[Strip]),
    number: u64,
    (stacks, zoom): (&mut Stacks, &mut Zoom),
    cursor: &mut Cursor,
    wishes: &mut Wishes,
) -> Option<Asked<Cursor>> {
    let (step, bins) = (figures.spec.by, &figures.bins[..]);
    let above = room_above(ui.available_height(), bands::height(strips));
    let most = stacks.highest(figures, number) * 1.08 * f64::from(above);
    let response = plot(ui, figures, most, zoom);
    let transform = response.transform;
    stacks.show(ui, figures, number, &transform);
    bands::show(ui, strips, &transform, wishes);
    let pointer =
        response.response.hover_pos().and_then(|pos| under(figures, &transform, transform.value_from_position(pos)));
    if let Some(at) = pointer {
        outline(ui, figures, &response, at, Palette::of(ui).text);
        let text = describe(figures, at);
        response.response.clone().on_hover_text_at_pointer(text);
    }
    if let Some(step) = zoom::wanted(ui, &response.response, (step, bins), response.transform.bounds()) {
        return Some(Asked::Step(step));
    }
    let Some(at) = response.response.clicked().then_some(pointer).flatten() else {
        return keyboard(ui, figures, &response, cursor);
    };
    response.response.request_focus();
    let from = std::mem::replace(cursor, at).bin;
    let is_period = ui.input(|input| input.modifiers.shift);
    Some(if is_period { Asked::Period(from, at.bin) } else { Asked::Sentences(at) })
}

/// How many times as high as its bars a plot is, so that bands stand above them and not on them; heights in points. Where a
/// much enlarged window has no room at all, it is as if there were a little.
fn room_above(height: f32, bands: f32) -> f32 {
    let height = height.max(1.0);
    height / (height - bands).max(height * 0.5)
}

fn plot(ui: &mut Ui, figures: &Activity, most: f64, zoom: &mut Zoom) -> PlotResponse<()> {
    let unit = if figures.spec.arranged == Arranged::Share { " %" } else { "" };
    let axis = AxisHints::new_y()
        .placement(HPlacement::Left)
        .formatter(move |mark, _| whole(mark.value) + unit)
        .min_thickness(28.0);
    let axes = Axes { step: figures.spec.by, bins: &figures.bins, upright: axis, heights: 0.0..=most };
    let plot = axes.plot(ui, ("activity", figures.spec.drawn, figures.spec.arranged));
    axes::show(
        ui,
        "activity-chart",
        plot.y_grid_spacer(|input| y_marks(&input)),
        (figures.spec.by, &figures.bins, 0.0..=most),
        zoom,
        |_| (),
    )
}

/// The colour of a series.
pub(super) fn colour_of(figures: &Activity, at: usize) -> Color32 {
    theme::of_code(figures.series.get(at).map(|series| series.colour).unwrap_or_default())
}

/// A period from one day to another, both included.
pub(super) fn days(from: chrono::NaiveDate, to: chrono::NaiveDate) -> Option<crate::base::when::When> {
    format!("{from}/{to}").parse().ok()
}

/// Where a part is on screen.
pub(super) fn on_screen(transform: &PlotTransform, part: &Part) -> Rect {
    let (low, high) = (PlotPoint::new(part.left, part.low), PlotPoint::new(part.right, part.high));
    transform.rect_from_values(&low, &high)
}

/// The bar, and the part of it, at a place of the plot.
fn under(figures: &Activity, transform: &PlotTransform, place: PlotPoint) -> Option<Cursor> {
    let reach = REACH_PX / transform.dpos_dvalue_y().abs().max(1e-9);
    let part = parts::at(figures, place.x, place.y, reach)?;
    Some(Cursor { bin: part.bin, series: (figures.series.len() > 1).then_some(part.series) })
}

fn describe(figures: &Activity, at: Cursor) -> String {
    let Some(bin) = figures.bins.get(at.bin) else { return String::new() };
    let amount = |cell: Option<&Cell>| cell.map_or(0.0, |cell| cell.amount);
    let total = units_in_words(amount(figures.totals.get(at.bin)), figures.spec.unit);
    let behind = figures.denominator.bins.get(at.bin).map_or(0, Vec::len);
    let behind = if figures.spec.denominator {
        format!(" · {} published", counted(behind, "document"))
    } else {
        String::new()
    };
    let partial = if is_partial(&figures.spec, bin) { " · only partly in the period" } else { "" };
    let series = at.series.and_then(|series| figures.series.get(series));
    let counts = match series {
        Some(series) => format!("{}: {} of {total}", series.name, amount_in_words(amount(series.cells.get(at.bin)))),
        None => total,
    };
    format!("{}\n{counts}{behind}{partial}\nClick: the sentences · Shift+click: this period", bin.label)
}

fn outline(ui: &Ui, figures: &Activity, response: &PlotResponse<()>, at: Cursor, colour: Color32) {
    let painter = ui.painter().with_clip_rect(response.transform.frame().expand(1.0));
    let found = match at.series {
        Some(series) => parts::of_bin(figures, at.bin).into_iter().find(|part| part.series == series),
        None => parts::whole(figures, at.bin),
    };
    let Some(part) = found else { return };
    let rect = on_screen(&response.transform, &part);
    let stroke = Stroke::new(1.5, colour);
    if figures.spec.drawn == Drawn::Lines {
        painter.circle_stroke(rect.center(), 6.0, stroke);
    } else {
        painter.rect_stroke(rect, CornerRadius::same(1), stroke, StrokeKind::Outside);
    }
}

fn keyboard(ui: &Ui, figures: &Activity, response: &PlotResponse<()>, cursor: &mut Cursor) -> Option<Asked<Cursor>> {
    let widget = &response.response;
    if !keys::hold(ui, widget, &format!("Activity chart. {}", describe(figures, *cursor))) {
        return None;
    }
    let pressed = |key| keys::pressed(ui, key);
    if pressed(Key::ArrowRight) {
        cursor.bin = (cursor.bin + 1).min(figures.bins.len().saturating_sub(1));
    }
    if pressed(Key::ArrowLeft) {
        cursor.bin = cursor.bin.saturating_sub(1);
    }
    let last = figures.series.len().saturating_sub(1);
    if pressed(Key::ArrowUp) {
        cursor.series = Some(cursor.series.map_or(0, |series| (series + 1).min(last)));
    }
    if pressed(Key::ArrowDown) {
        cursor.series = cursor.series.and_then(|series| series.checked_sub(1));
    }
    outline(ui, figures, response, *cursor, Palette::of(ui).accent);
    keys::say(ui, widget, &describe(figures, *cursor));
    keys::asked(ui, (*cursor, cursor.bin), (figures.spec.by, &figures.bins))
}

/// Whole numbers only, about five lines.
fn y_marks(input: &GridInput) -> Vec<GridMark> {
    let most = input.bounds.1.max(1.0);
    let step =
        [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 100_000.0]
            .into_iter()
            .find(|step| most / step <= 5.0)
            .unwrap_or(1_000_000.0);
    marks(0.0, most, step)
}

fn whole(value: f64) -> String {
    if value.fract().abs() < 1e-6 && value >= 0.0 { format!("{value:.0}") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_any_room_a_plot_has_a_height_all_the_same() {
        for height in [-20.0, 0.0, 1.0, 30.0, 400.0] {
            for bands in [0.0, 18.0, 90.0] {
                assert!((1.0..=2.0).contains(&room_above(height, bands)), "{height} {bands}");
            }
        }
    }
}
