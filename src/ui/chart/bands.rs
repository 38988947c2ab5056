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
struct Strip<'a> {
    event: EventId,
    label: &'a str,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    sums_up: bool,
}

/// Draws the bands over the upper edge of a plot.
pub(super) fn show(ui: &mut Ui, figures: &Activity, transform: &PlotTransform, wishes: &mut Wishes) {
    let going_on = figures.bands.iter().map(|band| Strip {
        event: band.event,
        label: &band.label,
        from: band.from,
        to: band.to,
        sums_up: false,
    });
    let sums = figures.annotations.iter().map(|sum| Strip {
        event: sum.event,
        label: &sum.label,
        from: sum.from,
        to: sum.to,
        sums_up: true,
    });
    let frame = *transform.frame();
    let mut ends = [f32::NEG_INFINITY; MOST_LANES];
    for strip in going_on.chain(sums) {
        let (left, right) = (x_of(figures, transform, strip.from, 0.0), x_of(figures, transform, strip.to, 1.0));
        let (left, right) = (left.unwrap_or(frame.left()), right.unwrap_or(frame.right()));
        let reach = left.max(frame.left())..right.min(frame.right());
        if reach.end - reach.start < 1.0 {
            continue;
        }
        let Some(lane) = ends.iter().position(|end| *end < reach.start) else { continue };
        ends.iter_mut().skip(lane).take(1).for_each(|end| *end = reach.end + 2.0);
        #[expect(clippy::cast_precision_loss, reason = "at most five lanes")]
        let top = frame.top() + 2.0 + STEP_PX * lane as f32;
        let rect = Rect::from_min_max(pos2(reach.start, top), pos2(reach.end, top + HEIGHT_PX));
        one(ui, &strip, rect, wishes);
    }
}

fn one(ui: &mut Ui, strip: &Strip<'_>, rect: Rect, wishes: &mut Wishes) {
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
            strip.label,
            crate::ui::theme::small(),
            palette.text,
        );
    }
    if response.on_hover_text(format!("{said}\nClick to read the sentences")).clicked() {
        wishes.push(Wish::Evidence { title: strip.label.to_owned(), events: vec![strip.event] });
    }
}

/// Where a day is on the screen; `share` of it has passed. `None`: no day, or one beyond the axis.
fn x_of(figures: &Activity, transform: &PlotTransform, day: Option<NaiveDate>, share: f64) -> Option<f32> {
    let day = day?;
    let at = figures.bins.partition_point(|bin| bin.last < day);
    let bin = figures.bins.get(at)?;
    let x = length(at) - 0.5 + within(bin, day, share).max(0.0);
    Some(transform.position_from_point(&PlotPoint::new(x, 0.0)).x)
}

/// How much of a bin has passed, from 0 to 1.
fn within(bin: &Bin, day: NaiveDate, share: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a bin has at most some hundred days")]
    let days = |from: NaiveDate, to: NaiveDate| (to - from).num_days() as f64;
    (days(bin.first, day) + share) / (days(bin.first, bin.last) + 1.0)
}
