//! The lines of a trend: values as points, the smooth curves over them, Sen's slope where a trend was found, and the
//! break where the level changed. Axis, zoom and pointer are those of `egui_plot`.
//!
//! The lines have the keyboard as one thing: ← and → go from bin to bin, ↑ and ↓ from line to line, Enter lists the
//! sentences, P looks at this period alone, Backspace at everything again, + and − make the bins narrower or wider.

use super::axes::{self, Axes};
use super::keys::{self, Asked};
use super::parts::{index, length};
use super::stacks::form;
use super::zoom::{self, Zoom};
use crate::base::number::counted;
use crate::model::Colour;
use crate::query::series::{amount_in_words, is_partial};
use crate::query::statistics::Direction;
use crate::query::trend::{Line as Series, Trend};
use crate::ui::theme::{self, Palette};
use egui::{Color32, Key, Rect, Stroke, Ui};
use egui_plot::{AxisHints, HPlacement, Line, LineStyle, PlotPoint, PlotPoints, PlotResponse, VLine};

/// How far from a point the pointer may be, in points.
const REACH_PX: f32 = 14.0;

/// Points nearer to each other than this touch, in points of the screen.
const LEAST_STEP_PX: f64 = 6.0;

/// The point that the keyboard is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    pub line: usize,
    pub bin: usize,
}

/// The sign of a line, as its points are drawn.
pub(super) fn sign(ui: &Ui, rect: Rect, line: usize) {
    ui.painter().add(form(line, rect.center(), colour(line), Stroke::NONE));
}

fn colour(line: usize) -> Color32 {
    theme::of_code(Colour::of_line(line))
}

/// Draws the lines; says what was asked for. A click with Shift chooses the period from the point of the cursor to this
/// one.
pub(super) fn show(ui: &mut Ui, figures: &Trend, zoom: &mut Zoom, cursor: &mut Cursor) -> Option<Asked<Cursor>> {
    let (step, bins) = (figures.spec.by, &figures.bins[..]);
    let response = plot(ui, figures, zoom);
    points(ui, figures, &response);
    let pointed = response.response.hover_pos().and_then(|pos| nearest(figures, &response, pos));
    if let Some(at) = pointed {
        ring(ui, figures, &response, at, Palette::of(ui).text);
        response.response.clone().on_hover_text_at_pointer(describe(figures, at));
    }
    if let Some(step) = zoom::wanted(ui, &response.response, (step, bins), response.transform.bounds()) {
        return Some(Asked::Step(step));
    }
    let Some(at) = response.response.clicked().then_some(pointed).flatten() else {
        return keyboard(ui, figures, &response, cursor);
    };
    response.response.request_focus();
    let from = std::mem::replace(cursor, at).bin;
    let is_period = ui.input(|input| input.modifiers.shift);
    Some(if is_period { Asked::Period(from, at.bin) } else { Asked::Sentences(at) })
}

fn plot(ui: &mut Ui, figures: &Trend, zoom: &mut Zoom) -> PlotResponse<()> {
    let axis =
        AxisHints::new_y().placement(HPlacement::Left).formatter(|mark, _| signed(mark.value)).min_thickness(34.0);
    let (low, high) = heights(figures);
    let axes = Axes { step: figures.spec.by, bins: &figures.bins, upright: axis, heights: low..=high };
    let plot = axes.plot(ui, ("trend", figures.spec.trend().map(|trend| (trend.of, trend.cumulative))));
    axes::show(ui, "trend-chart", plot, (figures.spec.by, &figures.bins, low..=high), zoom, |plot| {
        for (at, line) in figures.lines.iter().enumerate() {
            curves(plot, figures, (at, line));
        }
    })
}

fn curves(plot: &mut egui_plot::PlotUi<'_>, figures: &Trend, (at, line): (usize, &Series)) {
    let colour = colour(at);
    let over = |values: &mut dyn Iterator<Item = f64>| -> PlotPoints<'static> {
        line.known.iter().zip(values).map(|(bin, value)| [length(*bin), value]).collect()
    };
    let values = &mut line.known.iter().filter_map(|bin| line.drawn(*bin));
    plot.line(Line::new(&line.name, over(values)).color(colour.gamma_multiply(0.55)).width(1.2));
    // Curves and tests are about the values of the bins, which are not what is drawn.
    if line.is_cumulative {
        return;
    }
    if let Some(average) = &line.average {
        let values = &mut average.averages.iter().map(|average| average.value);
        let name = format!("{}, moving average", line.name);
        plot.line(Line::new(name, over(values)).color(colour).width(2.2).style(LineStyle::dashed_dense()));
    }
    if let Some(Ok(lowess)) = &line.lowess {
        let name = format!("{}, LOWESS", line.name);
        plot.line(Line::new(name, over(&mut lowess.values.iter().copied())).color(colour).width(2.6));
    }
    if let Ok(found) = line.trend.as_ref()
        && found.direction() != Direction::Unclear
    {
        let name = format!("{}, Sen’s slope", line.name);
        let slope = over(&mut line.known.iter().map(|bin| found.line_at(*bin)));
        plot.line(Line::new(name, slope).color(colour).width(1.4).style(LineStyle::Dotted { spacing: 6.0 }));
    }
    if let Ok(change) = line.change.as_ref()
        && change.pettitt.p < 0.05
        && let Some(bin) = line.known.get(change.squares.at).filter(|bin| **bin < figures.bins.len())
    {
        let name = format!("{}, the level changes", line.name);
        let style = LineStyle::dashed_loose();
        plot.vline(VLine::new(name, length(*bin) - 0.5).color(colour).width(1.2).style(style));
    }
}

/// The values themselves, in the form of their line; where they would touch each other the line alone is drawn.
fn points(ui: &Ui, figures: &Trend, response: &PlotResponse<()>) {
    if response.transform.dpos_dvalue_x().abs() < LEAST_STEP_PX {
        return;
    }
    let edge = Stroke::new(1.0, Palette::of(ui).panel);
    let frame = *response.transform.frame();
    let painter = ui.painter().with_clip_rect(frame.expand(5.0));
    for (at, line) in figures.lines.iter().enumerate() {
        let seen = (0..line.points.len()).filter_map(|bin| place(figures, response, Cursor { line: at, bin }));
        painter
            .extend(seen.filter(|pos| frame.expand(6.0).contains(*pos)).map(|pos| form(at, pos, colour(at), edge)));
    }
}

fn place(figures: &Trend, response: &PlotResponse<()>, at: Cursor) -> Option<egui::Pos2> {
    let value = figures.lines.get(at.line)?.drawn(at.bin)?;
    Some(response.transform.position_from_point(&PlotPoint::new(length(at.bin), value)))
}

fn nearest(figures: &Trend, response: &PlotResponse<()>, pos: egui::Pos2) -> Option<Cursor> {
    let bin = index(response.transform.value_from_position(pos).x.round())?;
    let all = (0..figures.lines.len()).map(|line| Cursor { line, bin });
    let away = all.filter_map(|at| Some((place(figures, response, at)?.distance(pos), at)));
    away.filter(|(away, _)| *away <= REACH_PX).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| at)
}

fn ring(ui: &Ui, figures: &Trend, response: &PlotResponse<()>, at: Cursor, colour: Color32) {
    if let Some(pos) = place(figures, response, at) {
        ui.painter().circle_stroke(pos, 7.0, Stroke::new(1.5, colour));
    }
}

/// “March 2025: France–Morocco 12.5, of 3 events, mean 4.2”: a mean never stands without its number.
fn describe(figures: &Trend, at: Cursor) -> String {
    let is_partial = figures.bins.get(at.bin).is_some_and(|bin| is_partial(&figures.spec, bin));
    let bin = figures.bins.get(at.bin).map_or("", |bin| bin.label.as_str());
    let Some(line) = figures.lines.get(at.line) else { return bin.to_owned() };
    let Some(point) = line.points.get(at.bin) else { return bin.to_owned() };
    let value = line.drawn(at.bin).map_or_else(|| "no value".to_owned(), signed);
    let value = if line.is_cumulative { format!("{value} in all so far") } else { value };
    let mean = point.mean().map(|mean| format!(", mean weight {}", signed(mean))).unwrap_or_default();
    let n = if point.n.fract() == 0.0 {
        counted(index(point.n).unwrap_or(0), "event")
    } else {
        format!("{} events", amount_in_words(point.n))
    };
    let thin = if point.is_thin() && point.value.is_some() { ", of less than half an event" } else { "" };
    let partial = if is_partial { " · only partly in the period" } else { "" };
    format!(
        "{bin}\n{}: {value} · {n}{mean}{thin}{partial}\nClick: the sentences · Shift+click: this period",
        line.name
    )
}

fn keyboard(ui: &Ui, figures: &Trend, response: &PlotResponse<()>, cursor: &mut Cursor) -> Option<Asked<Cursor>> {
    let widget = &response.response;
    if !keys::hold(ui, widget, &format!("Trend. {}", describe(figures, *cursor))) {
        return None;
    }
    let pressed = |key| keys::pressed(ui, key);
    let (last_bin, last_line) = (figures.bins.len().saturating_sub(1), figures.lines.len().saturating_sub(1));
    if pressed(Key::ArrowRight) {
        cursor.bin = (cursor.bin + 1).min(last_bin);
    }
    if pressed(Key::ArrowLeft) {
        cursor.bin = cursor.bin.saturating_sub(1);
    }
    if pressed(Key::ArrowDown) {
        cursor.line = (cursor.line + 1).min(last_line);
    }
    if pressed(Key::ArrowUp) {
        cursor.line = cursor.line.saturating_sub(1);
    }
    ring(ui, figures, response, *cursor, Palette::of(ui).accent);
    keys::say(ui, widget, &describe(figures, *cursor));
    keys::asked(ui, (*cursor, cursor.bin), (figures.spec.by, &figures.bins))
}

/// The lowest and the highest value that is drawn, 0 among them, with a little air.
fn heights(figures: &Trend) -> (f64, f64) {
    let values = figures.lines.iter().flat_map(|line| (0..figures.bins.len()).filter_map(|bin| line.drawn(bin)));
    let (low, high) = values.fold((0.0_f64, 1.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let air = (high - low) * 0.08;
    (if low < 0.0 { low - air } else { 0.0 }, high + air)
}

/// A number with a sign that a screen reader and a printer know: “−2.5”.
fn signed(value: f64) -> String {
    let words = amount_in_words(value.abs());
    if value < 0.0 && words != "0" { format!("−{words}") } else { words }
}
