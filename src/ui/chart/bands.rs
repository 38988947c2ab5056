//! What goes on and what sums up, above the bars: thin bands along the time axis that count as nothing. A click lists
//! the sentences.
//!
//! A band that is open on a side runs to the edge there and ends in an arrow; a sum over many events is a dashed line.

use super::parts::length;
use crate::model::EventId;
use crate::query::calendar::Bin;
use crate::query::series::Activity;
use crate::ui::theme::Palette;
use crate::ui::view::{Wish, Wishes};
use chrono::NaiveDate;
use egui::{Align2, CornerRadius, Id, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{PlotPoint, PlotTransform};

/// So many lie above each other; the rest is in the numbers beside the title.
const MOST_LANES: usize = 5;
const HEIGHT_PX: f32 = 6.0;
const STEP_PX: f32 = 9.0;

/// One band on the axis.
pub(super) struct Strip {
    event: EventId,
    label: String,
    /// Where it begins and ends, in bins; `None`: open there.
    from: Option<f64>,
    to: Option<f64>,
    lane: usize,
    sums_up: bool,
}

/// Packs what a chart does not count into lanes; what finds no lane is in the numbers beside the title only. At least as
/// wide as a bin each, there are never more of them than lanes and bins allow.
pub(super) fn pack(figures: &Activity) -> Vec<Strip> {
    let end = length(figures.bins.len());
    let going_on = figures.bands.iter().map(|band| (band.event, &band.label, band.from, band.to, false));
    let sums = figures.annotations.iter().map(|sum| (sum.event, &sum.label, sum.from, sum.to, true));
    let mut ends = [f64::NEG_INFINITY; MOST_LANES];
    let mut strips = Vec::new();
    for (event, label, first, last, sums_up) in going_on.chain(sums) {
        let from = first.and_then(|day| place(figures, day, 0.0));
        let to = last.and_then(|day| place(figures, day, 1.0));
        let beyond = first.is_some() && from.is_none();
        let (left, right) = (from.unwrap_or(-0.5), to.unwrap_or(end));
        let lane = ends.iter_mut().enumerate().find(|(_, end)| **end < left).filter(|_| !beyond && right > -0.5);
        if let Some((lane, end)) = lane {
            *end = right.max(left + 1.0);
            let label = label.clone();
            strips.push(Strip { event, label, from, to, lane, sums_up });
        }
    }
    strips
}

/// How high the bands are together, in points.
pub(super) fn height(strips: &[Strip]) -> f32 {
    let lanes = strips.iter().map(|strip| strip.lane + 1).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "at most five lanes")]
    let lanes = lanes as f32;
    STEP_PX * lanes
}

/// Draws the bands over the upper edge of a plot.
pub(super) fn show(ui: &mut Ui, strips: &[Strip], transform: &PlotTransform, wishes: &mut Wishes) {
    let frame = *transform.frame();
    let x = |place: f64| transform.position_from_point(&PlotPoint::new(place, 0.0)).x;
    for strip in strips {
        let left = strip.from.map_or(frame.left(), x).max(frame.left());
        let right = strip.to.map_or(frame.right(), x).min(frame.right());
        if right - left < 1.0 {
            continue;
        }
        #[expect(clippy::cast_precision_loss, reason = "at most five lanes")]
        let top = frame.top() + 2.0 + STEP_PX * strip.lane as f32;
        one(ui, strip, Rect::from_min_max(pos2(left, top), pos2(right, top + HEIGHT_PX)), wishes);
    }
}

fn one(ui: &mut Ui, strip: &Strip, rect: Rect, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let response = ui.interact(rect.expand(1.0), Id::unique(("chart-band", strip.event)), Sense::click());
    let what = if strip.sums_up { "a sum, not counted" } else { "goes on, not counted" };
    let said = format!("{}: {what}", strip.label);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    let colour = if response.hovered() || response.has_focus() { palette.accent } else { palette.weak };
    let middle = rect.center().y;
    let painter = ui.painter();
    if strip.sums_up {
        let ends = [pos2(rect.left(), middle), pos2(rect.right(), middle)];
        painter.extend(Shape::dashed_line(&ends, Stroke::new(1.5, colour), 5.0, 3.0));
    } else {
        painter.rect_filled(rect, CornerRadius::same(2), colour.gamma_multiply(0.45));
    }
    for (open, tip, back) in [(strip.from.is_none(), rect.left(), 5.0), (strip.to.is_none(), rect.right(), -5.0)] {
        if open {
            let corners = vec![pos2(tip, middle), pos2(tip + back, middle - 4.0), pos2(tip + back, middle + 4.0)];
            painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
        }
    }
    if rect.width() > 90.0 && response.hovered() {
        painter.text(
            rect.left_bottom() + vec2(4.0, 2.0),
            Align2::LEFT_TOP,
            &strip.label,
            crate::ui::theme::small(),
            palette.text,
        );
    }
    if response.on_hover_text(format!("{said}\nClick to read the sentences")).clicked() {
        wishes.push(Wish::Evidence { title: strip.label.clone(), events: vec![strip.event] });
    }
}

/// Where a day is on the axis, in bins; `share` of it has passed. A day before the first bin is at its beginning; `None`:
/// one after the last.
fn place(figures: &Activity, day: NaiveDate, share: f64) -> Option<f64> {
    let at = figures.bins.partition_point(|bin| bin.last < day);
    let bin = figures.bins.get(at)?;
    Some(length(at) - 0.5 + within(bin, day, share).max(0.0))
}

/// How much of a bin has passed, from 0 to 1.
fn within(bin: &Bin, day: NaiveDate, share: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a bin has at most some hundred days")]
    let days = |from: NaiveDate, to: NaiveDate| (to - from).num_days() as f64;
    (days(bin.first, day) + share) / (days(bin.first, bin.last) + 1.0)
}
