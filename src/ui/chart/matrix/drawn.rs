//! What a matrix is drawn of: cells with their shades, numbers, dates and the legend. Each part that can be clicked has
//! its hint and its name in the accessibility tree.

use super::sheet::{Places, describe};
use super::{Shown, heads, words_of};
use crate::query::matrix::{Found, Matrix};
use crate::ui::theme::{self, Palette};
use chrono::NaiveDate;
use egui::{
    Align2, CornerRadius, Id, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

/// Hairlines between rows.
pub(super) fn lines(ui: &Ui, places: &Places, rows: &std::ops::Range<usize>, columns: usize) {
    let stroke = Stroke::new(1.0, Palette::of(ui).line);
    let right = places.column(columns).0.min(places.body.right());
    for row in rows.clone() {
        ui.painter().hline(places.body.left()..=right, places.row(row).1 - 0.5, stroke);
    }
}

/// One cell; says whether it was clicked.
pub(super) fn cell(ui: &Ui, shown: &Shown, places: &Places, (row, column): (usize, usize)) -> bool {
    let matrix = &shown.matrix;
    let found = matrix.cell(row, column);
    if found.count == 0 {
        return false;
    }
    let rect = places.cell(Some(row), Some(column)).shrink(1.0);
    let visible = rect.intersect(places.body);
    if !visible.is_positive() {
        return false;
    }
    let response = part(ui, visible, ("matrix-cell", row * 100_000 + column), matrix, (Some(row), Some(column)));
    let is_diagonal = matrix.is_diagonal(row, column);
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let step = if is_diagonal { 0 } else { shown.shades.step(found.amount) };
    let (fill, text) = theme::shade(ui.visuals().dark_mode, step, shown.shades.count());
    if is_diagonal {
        painter.rect_stroke(rect, CornerRadius::same(2), Stroke::new(1.0, palette.edge), StrokeKind::Inside);
    } else {
        painter.rect_filled(rect, CornerRadius::same(2), fill);
    }
    if response.hovered() {
        painter.rect_stroke(rect, CornerRadius::same(2), Stroke::new(1.5, palette.text), StrokeKind::Inside);
    }
    let colour = if is_diagonal { palette.text } else { text };
    painter.text(rect.center(), Align2::CENTER_CENTER, words_of(found), theme::small(), colour);
    if found.not_happened > 0 {
        let y = rect.bottom() - 3.0;
        let ends = [pos2(rect.left() + 4.0, y), pos2(rect.right() - 4.0, y)];
        painter.extend(Shape::dashed_line(&ends, Stroke::new(1.5, colour), 3.0, 2.0));
    }
    response.clicked()
}

/// Something that can be clicked, with its hint and its name in the accessibility tree; the keyboard goes past it, since
/// the matrix has it as one thing.
pub(super) fn part(
    ui: &Ui,
    rect: Rect,
    key: (&'static str, usize),
    matrix: &Matrix,
    at: (Option<usize>, Option<usize>),
) -> Response {
    let response = ui.interact(rect, Id::unique(key), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, describe(matrix, at).replace('\n', ": ")));
    response.on_hover_ui(|ui| {
        ui.label(describe(matrix, at));
        let is_time = heads::days(at.0.and_then(|row| matrix.rows.get(row))).is_some()
            || heads::days(at.1.and_then(|column| matrix.columns.get(column))).is_some();
        let more = if is_time { " · Shift+click: this period" } else { "" };
        ui.label(egui::RichText::new(format!("Click: the sentences{more}")).color(Palette::of(ui).weak));
    })
}

pub(super) fn number(painter: &Painter, rect: Rect, found: Found, colour: egui::Color32) {
    if found.count == 0 {
        return;
    }
    painter.text(rect.center(), Align2::CENTER_CENTER, words_of(found), theme::small(), colour);
}

/// A bin as the name of a column: what it shares with its neighbours only where that begins, or at the left edge.
pub(super) fn date(
    painter: &Painter,
    (matrix, columns): (&Matrix, &std::ops::Range<usize>),
    places: &Places,
    (column, first): (usize, NaiveDate),
    (colour, palette): (egui::Color32, &Palette),
) {
    let step = matrix.spec.by;
    let shared = |at: Option<usize>| {
        let days = heads::days(at.and_then(|at| matrix.columns.get(at)));
        days.map(|(first, _)| heads::of_bin(step, first).1)
    };
    let (own, common) = heads::of_bin(step, first);
    let (left, right) = places.column(column);
    let top = places.whole.top();
    painter.text(pos2(f32::midpoint(left, right), top + 22.0), Align2::CENTER_CENTER, own, theme::small(), colour);
    let begins = shared(column.checked_sub(1)).as_ref() != Some(&common);
    let is_first = column == columns.start;
    // At the left edge there may be no room before the next one begins.
    let next_begins = shared(Some(column + 1)).is_some_and(|next| next != common);
    if begins || (is_first && !next_begins) {
        let x = if is_first { places.body.left().max(left) } else { left };
        painter.text(pos2(x + 3.0, top + 8.0), Align2::LEFT_CENTER, common, theme::small(), palette.weak);
        if begins && !is_first {
            let line = [pos2(left, top + 2.0), pos2(left, top + 30.0)];
            painter.line_segment(line, Stroke::new(1.0, palette.line));
        }
    }
}

/// Left above: what the shades mean, and the sum of all.
pub(super) fn corner(ui: &Ui, shown: &Shown, places: &Places) -> Option<(Option<usize>, Option<usize>)> {
    let matrix = &shown.matrix;
    let palette = Palette::of(ui);
    let sum = places.cell(None, None);
    let response = part(ui, sum, ("matrix-all", 0), matrix, (None, None));
    if response.hovered() {
        ui.painter().rect_filled(sum, CornerRadius::same(2), palette.hovered);
    }
    number(ui.painter(), sum, matrix.total(), palette.weak);
    let all = pos2(sum.left() - 4.0, sum.center().y);
    ui.painter().text(all, Align2::RIGHT_CENTER, "All", theme::small(), palette.weak);
    legend(ui, shown, places.whole.left_top() + vec2(4.0, 3.0), sum.right());
    response.clicked().then_some((None, None))
}

fn legend(ui: &Ui, shown: &Shown, at: Pos2, right: f32) {
    let mut left = at.x;
    let words = shown.shades.words();
    for (place, words) in words.iter().enumerate() {
        let (fill, text) = theme::shade(ui.visuals().dark_mode, place + 1, shown.shades.count());
        let galley = ui.painter().layout_no_wrap(words.clone(), theme::small(), text);
        let rect = Rect::from_min_size(pos2(left, at.y), vec2(galley.size().x + 8.0, 18.0));
        if rect.right() > right {
            return;
        }
        ui.painter().rect_filled(rect, CornerRadius::same(2), fill);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, text);
        left = rect.right() + 2.0;
    }
}
