//! The axis of a timeline: dates below, lines at the beginning of years or months, and what is to come on another
//! ground.

use super::paint::Canvas;
use super::span::{calendar, number};
use crate::query::calendar::day_label;
use crate::query::ticks::even_ticks;
use crate::ui::theme;
use egui::{Align2, FontId, Rect, Shape, Stroke, pos2};

/// Height of the dates, in points.
pub(super) const DATES_PX: f32 = 34.0;

/// Draws what lies behind the lanes. `whole` is the area with head and dates.
pub(super) fn ground(canvas: &Canvas<'_>, whole: Rect) {
    let split = canvas.x(number(canvas.timeline.split_at)).clamp(whole.left(), whole.right());
    let painter = &canvas.around;
    if split < whole.right() {
        let bottom = canvas.area.bottom();
        let to_come = Rect::from_min_max(pos2(split, whole.top()), pos2(whole.right(), bottom));
        painter.rect_filled(to_come, 0.0, canvas.palette.raised);
    }
}

/// Draws the dates and their lines.
pub(super) fn dates(canvas: &Canvas<'_>, whole: Rect) {
    let palette = canvas.palette;
    let painter = &canvas.around;
    let font = FontId::proportional(11.0);
    let width =
        |label: &str| f64::from(painter.layout_no_wrap(label.to_owned(), font.clone(), palette.weak).size().x);
    let (from, to) = (canvas.span.day(0.0), canvas.span.day(f64::from(whole.width())));
    let Some(ends) = calendar(from).zip(calendar(to)) else { return };
    let (bins, ticks) = even_ticks(ends, canvas.span.day_px, width);
    let below = canvas.area.bottom();
    painter.hline(whole.x_range(), below, Stroke::new(1.0, palette.edge));
    for tick in ticks {
        let Some(bin) = bins.get(tick.bin) else { continue };
        let (left, right) = (canvas.x(number(bin.first)), canvas.x(number(bin.last) + 1.0));
        if let Some(label) = &tick.upper {
            let galley = painter.layout_no_wrap(label.clone(), font.clone(), palette.weak);
            let x = f32::midpoint(left, right) - galley.size().x / 2.0;
            if x >= whole.left() && x + galley.size().x <= whole.right() {
                painter.galley(pos2(x, below + 3.0), galley, palette.weak);
            }
        }
        let Some(label) = &tick.lower else { continue };
        let left = left.max(whole.left());
        painter.vline(left, canvas.area.top()..=below, Stroke::new(1.0, palette.line));
        painter.vline(left, below + 18.0..=whole.bottom(), Stroke::new(1.0, palette.edge));
        painter.text(pos2(left + 4.0, below + 18.0), Align2::LEFT_TOP, label, font.clone(), palette.text);
    }
}

/// Draws the line between what was and what is to come, and says so.
pub(super) fn split(canvas: &Canvas<'_>, whole: Rect) {
    let x = canvas.x(number(canvas.timeline.split_at));
    let painter = &canvas.around;
    let words = format!("To come, from {}", day_label(canvas.timeline.split_at));
    let galley = painter.layout_no_wrap(words, theme::small(), canvas.palette.weak);
    if x > whole.right() || x < whole.left() {
        return;
    }
    let line = [pos2(x, whole.top()), pos2(x, canvas.area.bottom())];
    painter.extend(Shape::dashed_line(&line, Stroke::new(1.2, canvas.palette.weak), 5.0, 3.0));
    let at = if x + galley.size().x + 10.0 > whole.right() { x - galley.size().x - 5.0 } else { x + 5.0 };
    painter.galley(pos2(at, whole.top()), galley, canvas.palette.weak);
}
