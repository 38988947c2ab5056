//! Chips: a code with its colour, pattern and key.

use super::button::focus_ring;
use super::line::line;
use super::meaning;
use crate::model::{Code, Pattern};
use crate::ui::theme::{self, Palette};
use egui::{
    Align2, Color32, CornerRadius, Painter, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

/// A code as a button: swatch, name and, framed, its key. What it means is said under the pointer and while it has the
/// keyboard.
pub fn code(ui: &mut Ui, code: &Code, selected: bool) -> Response {
    let key = code.key.map(|key| key.to_uppercase().to_string()).unwrap_or_default();
    let response = chip(ui, &code.name, Some((theme::of_code(code.colour), code.pattern)), &key, selected);
    meaning::beside(response, code, &key)
}

/// A small button in the accent, with an icon: something is not as usual, and this is the way back.
pub fn sign(ui: &mut Ui, icon: &str, text: &str, name: &str) -> Response {
    const PAD: f32 = 8.0;
    const ICON: f32 = 20.0;
    let palette = Palette::of(ui);
    let words = ui.painter().layout_no_wrap(text.to_owned(), theme::small(), palette.accent);
    let size = vec2(PAD + ICON + words.size().x + PAD, theme::CONTROL - 4.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let fill = if response.hovered() { palette.hovered } else { palette.raised };
    let edge = Stroke::new(1.0, palette.accent);
    ui.painter().rect(rect, CornerRadius::same(theme::RADIUS), fill, edge, StrokeKind::Inside);
    focus_ring(ui, &response);
    let middle = rect.center().y;
    let at = pos2(rect.left() + PAD + 7.0, middle);
    ui.painter().text(at, Align2::CENTER_CENTER, icon, theme::icon(14.0), palette.accent);
    let left = pos2(rect.left() + PAD + ICON, middle - words.size().y / 2.0);
    ui.painter().galley(left, words, palette.accent);
    response
}

/// A small framed button with an optional swatch and key.
pub fn chip(ui: &mut Ui, text: &str, swatch: Option<(Color32, Pattern)>, key: &str, selected: bool) -> Response {
    const PAD: f32 = 8.0;
    const SWATCH: f32 = 10.0;
    let palette = Palette::of(ui);
    let cap = ui.painter().layout_no_wrap(key.to_owned(), theme::small(), palette.weak);
    let swatch_width = if swatch.is_some() { SWATCH + 6.0 } else { 0.0 };
    let cap_width = if key.is_empty() { 0.0 } else { (cap.size().x + 8.0).max(18.0) + 6.0 };
    // A name that is longer than there is room is cut; it must not push what stands around it.
    let room = ui.max_rect().width() - PAD - swatch_width - cap_width - PAD;
    let name = line(ui, text, &theme::body(), palette.text, room.max(40.0));
    let size = vec2(PAD + swatch_width + name.width + cap_width + PAD, theme::CONTROL - 2.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, text));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let (fill, edge) = match (selected, response.hovered()) {
        (true, _) => (palette.hovered, palette.accent),
        (false, true) => (palette.hovered, palette.edge),
        (false, false) => (palette.raised, palette.line),
    };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(theme::RADIUS), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    focus_ring(ui, &response);
    let mut x = rect.left() + PAD;
    let middle = rect.center().y;
    if let Some((colour, pattern)) = swatch {
        paint_swatch(
            painter,
            Rect::from_center_size(pos2(x + SWATCH / 2.0, middle), vec2(SWATCH, SWATCH)),
            colour,
            pattern,
        );
        x += swatch_width;
    }
    let name_width = name.width;
    name.paint(painter, pos2(x, middle));
    if !key.is_empty() {
        let cap_rect = Rect::from_center_size(
            pos2(x + name_width + 6.0 + (cap_width - 6.0) / 2.0, middle),
            vec2(cap_width - 6.0, 18.0),
        );
        painter.rect_stroke(cap_rect, CornerRadius::same(4), Stroke::new(1.0, palette.line), StrokeKind::Inside);
        painter.text(cap_rect.center(), Align2::CENTER_CENTER, key, theme::small(), palette.weak);
    }
    response
}

/// The colour and pattern of a code as a small square.
pub fn paint_swatch(painter: &Painter, rect: Rect, colour: Color32, pattern: Pattern) {
    painter.rect_filled(rect, CornerRadius::same(2), colour);
    paint_pattern(painter, rect, pattern);
}

/// Lays a pattern over a filled rectangle, so that two areas of one colour can be told apart.
fn paint_pattern(painter: &Painter, rect: Rect, pattern: Pattern) {
    painter.extend(pattern_shapes(rect, pattern));
}

/// The lines or dots of a pattern, within a rectangle.
#[must_use]
pub fn pattern_shapes(rect: Rect, pattern: Pattern) -> Vec<Shape> {
    let rect = within(rect);
    let ink = Stroke::new(1.2, Color32::from_black_alpha(120));
    match pattern {
        Pattern::Plain => Vec::new(),
        Pattern::Stripes => diagonals(rect, ink),
        Pattern::Dots => {
            let columns = steps(rect.left() + 2.5, rect.right() - 1.0, 5.0);
            let rows = |x: f32| steps(rect.top() + 2.5, rect.bottom() - 1.0, 5.0).map(move |y| pos2(x, y));
            columns.flat_map(rows).map(|at| Shape::circle_filled(at, 1.1, ink.color)).collect()
        }
        Pattern::Double => {
            let rows = steps(rect.top() + 2.0, rect.bottom(), 4.0);
            rows.map(|y| Shape::hline(rect.x_range(), y, ink)).collect()
        }
    }
}

/// Diagonal stripes within a rectangle.
#[must_use]
pub fn stripes(rect: Rect, ink: Stroke) -> Vec<Shape> {
    diagonals(within(rect), ink)
}

/// A rectangle without its edge: a line that ends there reaches beyond it by half its width.
fn within(rect: Rect) -> Rect {
    let edge = (rect.size().min_elem() / 2.0).clamp(0.0, 1.0);
    rect.shrink(edge)
}

fn diagonals(rect: Rect, ink: Stroke) -> Vec<Shape> {
    let starts = steps(rect.left() - rect.height(), rect.right(), 5.0);
    starts.map(|x| Shape::line_segment(slant(rect, x), ink)).collect()
}

/// What of the line from (`x`, bottom) upwards to the right at 45° lies in the rectangle.
fn slant(rect: Rect, x: f32) -> [egui::Pos2; 2] {
    let (left, right) = (x.max(rect.left()), (x + rect.height()).min(rect.right()));
    [pos2(left, rect.bottom() - (left - x)), pos2(right, rect.bottom() - (right - x))]
}

/// `from`, `from + step`, … below `to`.
fn steps(from: f32, to: f32, step: f32) -> impl Iterator<Item = f32> {
    std::iter::successors(Some(from), move |x| Some(x + step)).take_while(move |x| *x < to)
}
