//! The cells of a matrix and the names around them. Only what is in sight is laid out and drawn; names and sums stay
//! where they are while the cells are shifted.
//!
//! The matrix has the keyboard as one thing: arrows go from cell to cell and out to the sums, Home, End, Page up and Page
//! down further, Enter lists the sentences, P looks at the stretch of time of the cell alone, Backspace at everything
//! again; + and − choose another width of time.

use super::drawn::{cell, corner, date, lines, number, part};
use super::heads::{self, Names};
use super::{Shown, said};
use crate::model::Step;
use crate::query::matrix::{Found, Matrix};
use crate::ui::chart::keys;
use crate::ui::chart::zoom::{narrower, wider};
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::chip;
use crate::ui::widgets::line::line;
use chrono::NaiveDate;
use egui::{
    CornerRadius, Id, Key, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

/// Height of a row, in points.
const ROW_PX: f32 = 22.0;
/// Height of the names and sums above the cells.
const HEAD_PX: f32 = 50.0;
/// Width of the sums beside the cells.
const SUM_PX: f32 = 52.0;
/// Width of a column with a name.
const NAMED_PX: f32 = 80.0;

/// What was asked for. A row or column that is not given is that of the sums.
pub(super) enum Asked {
    /// The sentences behind a number.
    Sentences(Option<usize>, Option<usize>),
    /// To look only at the days from the first to the last.
    Period(NaiveDate, NaiveDate),
    /// Bins of another width.
    Step(Step),
    /// To look at all events again.
    Everything,
}

/// Where one is in the matrix.
#[derive(Default)]
pub(super) struct Sheet {
    names: Names,
    cursor: (Option<usize>, Option<usize>),
    /// How far the cells are shifted, in points.
    offset: Vec2,
    /// Whether the cell of the keyboard is to be brought into sight.
    moved: bool,
}

/// Where things are, in points.
pub(super) struct Places {
    pub whole: Rect,
    pub body: Rect,
    /// Width of a column.
    pub column: f32,
    pub offset: Vec2,
}

impl Places {
    pub fn row(&self, at: usize) -> (f32, f32) {
        let top = self.body.top() + ROW_PX * real(at) - self.offset.y;
        (top, top + ROW_PX)
    }

    pub fn column(&self, at: usize) -> (f32, f32) {
        let left = self.body.left() + self.column * real(at) - self.offset.x;
        (left, left + self.column)
    }

    /// Where a cell or a sum is; a row or column that is not given is that of the sums.
    pub fn cell(&self, row: Option<usize>, column: Option<usize>) -> Rect {
        let (top, bottom) = row.map_or((self.body.top() - 18.0, self.body.top()), |row| self.row(row));
        let (left, right) =
            column.map_or((self.body.left() - SUM_PX, self.body.left()), |column| self.column(column));
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    /// The part of the window in which such a cell may be drawn.
    fn clip(&self, row: Option<usize>, column: Option<usize>) -> Rect {
        let Rect { min, max } = self.body;
        let left = if column.is_some() { min.x } else { self.whole.left() };
        let top = if row.is_some() { min.y } else { self.whole.top() };
        Rect::from_min_max(pos2(left, top), max)
    }
}

fn real(count: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "some thousand lines at most")]
    let real = count as f32;
    real
}

/// The number of a cell or a sum.
pub(super) fn found(matrix: &Matrix, (row, column): (Option<usize>, Option<usize>)) -> Found {
    match (row, column) {
        (Some(row), Some(column)) => matrix.cell(row, column),
        (Some(row), None) => matrix.row_total(row),
        (None, Some(column)) => matrix.column_total(column),
        (None, None) => matrix.total(),
    }
}

/// What a cell or a sum is of: “France · Morocco”.
pub(super) fn names(matrix: &Matrix, (row, column): (Option<usize>, Option<usize>)) -> String {
    let row = row.and_then(|row| matrix.rows.get(row)).map(|line| line.name.as_str());
    let column = column.and_then(|column| matrix.columns.get(column)).map(|line| line.name.as_str());
    match (row, column) {
        (Some(row), Some(column)) if matrix.is_symmetric && row == column => row.to_owned(),
        (Some(row), Some(column)) => format!("{row} · {column}"),
        (one, other) => one.or(other).unwrap_or("All").to_owned(),
    }
}

/// Everything that there is to say of a number.
pub(super) fn describe(matrix: &Matrix, at: (Option<usize>, Option<usize>)) -> String {
    let number = found(matrix, at);
    let mut words = format!("{}\n{}", names(matrix, at), said(matrix, number));
    let is_diagonal = at.0.zip(at.1).is_some_and(|(row, column)| matrix.is_diagonal(row, column));
    if is_diagonal {
        words.push_str(", all that belong to it");
    }
    if at.0.is_none() != at.1.is_none() && matrix.multiple {
        words.push_str(", each once");
    }
    if number.not_happened > 0 {
        words = format!("{words}, {} of them did not simply happen", number.not_happened);
    }
    words
}

impl Sheet {
    /// The figures are others.
    pub fn forget(&mut self) {
        self.names.forget();
        self.cursor = (None, None);
    }

    /// Draws the matrix; says what was asked for.
    pub fn show(&mut self, ui: &mut Ui, shown: &Shown) -> Option<Asked> {
        let matrix = &shown.matrix;
        self.names.check(ui);
        let whole = ui.available_rect_before_wrap();
        let names_px = self.names.width(ui, matrix, whole.width());
        let is_time = heads::days(matrix.columns.first()).is_some();
        let number_px = 8.0 * real(shown.widest) + 12.0;
        let column = if is_time { number_px.max(36.0) } else { NAMED_PX.max(number_px) };
        let body = Rect::from_min_max(
            pos2(whole.left() + names_px + SUM_PX + space::S, whole.top() + HEAD_PX),
            whole.right_bottom(),
        );
        let all = ui.interact(whole, Id::unique("matrix"), Sense::click());
        let keyboard = self.keyboard(ui, matrix, &all);
        let mut places = Places { whole, body, column, offset: self.offset };
        if std::mem::take(&mut self.moved) {
            self.bring_into_sight(matrix, &places);
            places.offset = self.offset;
        }
        let clicked = self.cells(ui, shown, &mut places);
        let clicked = clicked.or(self.rows(ui, shown, &places, names_px)).or(self.columns(ui, shown, &places));
        let clicked = clicked.or_else(|| corner(ui, shown, &places));
        if all.has_focus() {
            self.outline(ui, matrix, &places);
        }
        ui.advance_cursor_after_rect(whole);
        let Some(at) = clicked else { return keyboard };
        all.request_focus();
        let from = std::mem::replace(&mut self.cursor, at);
        if ui.input(|input| input.modifiers.shift) {
            return period(matrix, from, at).or(Some(Asked::Sentences(at.0, at.1)));
        }
        Some(Asked::Sentences(at.0, at.1))
    }

    /// The cells in sight.
    fn cells(&mut self, ui: &mut Ui, shown: &Shown, places: &mut Places) -> Option<(Option<usize>, Option<usize>)> {
        let matrix = &shown.matrix;
        let size = vec2(places.column * real(matrix.columns.len()), ROW_PX * real(matrix.rows.len()));
        let (mut clicked, body) = (None, places.body);
        let inside = |ui: &mut Ui| {
            let area = ScrollArea::both()
                .id_salt("matrix-cells")
                .auto_shrink(false)
                .min_scrolled_height(0.0)
                .min_scrolled_width(0.0)
                .scroll_offset(self.offset);
            let output = area.show_viewport(ui, |ui, viewport| {
                ui.set_min_size(size);
                places.offset = viewport.min.to_vec2();
                let (rows, columns) = in_sight(viewport, places.column, matrix);
                lines(ui, places, &rows, matrix.columns.len());
                for row in rows {
                    for column in columns.clone() {
                        if cell(ui, shown, places, (row, column)) {
                            clicked = Some((Some(row), Some(column)));
                        }
                    }
                }
            });
            self.offset = output.state.clamped_offset();
        };
        ui.scope_builder(UiBuilder::new().max_rect(body).id_salt("matrix-body"), inside);
        clicked
    }

    /// The names of the rows and their sums.
    fn rows(
        &mut self,
        ui: &mut Ui,
        shown: &Shown,
        places: &Places,
        names_px: f32,
    ) -> Option<(Option<usize>, Option<usize>)> {
        let matrix = &shown.matrix;
        let clip = places.clip(Some(0), None);
        let painter = ui.painter().with_clip_rect(clip);
        let viewport = Rect::from_min_size(places.offset.to_pos2(), places.body.size());
        let mut clicked = None;
        for row in in_sight(viewport, places.column, matrix).0 {
            let (top, bottom) = places.row(row);
            let rect = Rect::from_min_max(pos2(places.whole.left(), top), pos2(places.body.left(), bottom));
            let response = part(ui, rect.intersect(clip), ("matrix-row", row), matrix, (Some(row), None));
            let palette = Palette::of(ui);
            if response.hovered() {
                painter.rect_filled(rect, CornerRadius::ZERO, palette.hovered);
            }
            let left = rect.left() + 4.0;
            let coloured = matrix.rows.get(row).and_then(|line| Some((line.colour?, line.pattern)));
            if let Some((colour, pattern)) = coloured {
                let square = Rect::from_center_size(pos2(left + 5.0, rect.center().y), vec2(9.0, 9.0));
                chip::paint_swatch(&painter, square, theme::of_code(colour), pattern);
            }
            let left = left + heads::indent(matrix);
            let room = places.whole.left() + names_px - left;
            let colour = if self.cursor.0 == Some(row) { palette.accent } else { palette.text };
            let name = self.names.row(ui, matrix, row, room);
            let name = line(ui, name, &theme::small(), colour, room + 2.0);
            let x = if name.rtl { left + room - name.width } else { left };
            name.paint(&painter, pos2(x, rect.center().y));
            number(&painter, places.cell(Some(row), None), matrix.row_total(row), palette.weak);
            if response.clicked() {
                clicked = Some((Some(row), None));
            }
        }
        clicked
    }

    /// The names of the columns and their sums.
    fn columns(&mut self, ui: &mut Ui, shown: &Shown, places: &Places) -> Option<(Option<usize>, Option<usize>)> {
        let matrix = &shown.matrix;
        let clip = places.clip(None, Some(0));
        let painter = ui.painter().with_clip_rect(clip);
        let viewport = Rect::from_min_size(places.offset.to_pos2(), places.body.size());
        let columns = in_sight(viewport, places.column, matrix).1;
        let mut clicked = None;
        for column in columns.clone() {
            let (left, right) = places.column(column);
            let rect = Rect::from_min_max(pos2(left, places.whole.top()), pos2(right, places.body.top()));
            let response = part(ui, rect.intersect(clip), ("matrix-column", column), matrix, (None, Some(column)));
            let palette = Palette::of(ui);
            if response.hovered() {
                painter.rect_filled(rect, CornerRadius::ZERO, palette.hovered);
            }
            let colour = if self.cursor.1 == Some(column) { palette.accent } else { palette.text };
            match heads::days(matrix.columns.get(column)) {
                Some((first, _)) => date(&painter, (matrix, &columns), places, (column, first), (colour, palette)),
                None => {
                    for (at, words) in self.names.column(ui, matrix, column, rect.width() - 8.0).iter().enumerate() {
                        let words = line(ui, words, &theme::small(), colour, rect.width());
                        let middle = pos2(rect.center().x - words.width / 2.0, rect.top() + 8.0 + 14.0 * real(at));
                        words.paint(&painter, middle);
                    }
                }
            }
            number(&painter, places.cell(None, Some(column)), matrix.column_total(column), palette.weak);
            if response.clicked() {
                clicked = Some((None, Some(column)));
            }
        }
        clicked
    }

    fn keyboard(&mut self, ui: &Ui, matrix: &Matrix, all: &Response) -> Option<Asked> {
        let said = format!("Matrix. {}. {}", matrix.heading, describe(matrix, self.cursor));
        if !keys::hold(ui, all, &said) {
            return None;
        }
        let before = self.cursor;
        let (rows, columns) = (matrix.rows.len(), matrix.columns.len());
        let pressed = |key| keys::pressed(ui, key);
        let further = |at: Option<usize>, by: usize, count: usize| {
            Some(at.map_or(by - 1, |at| at + by).min(count.saturating_sub(1)))
        };
        let (row, column) = &mut self.cursor;
        for (key, by) in [(Key::ArrowDown, 1), (Key::PageDown, 10)] {
            if pressed(key) {
                *row = further(*row, by, rows);
            }
        }
        for (key, by) in [(Key::ArrowUp, 1), (Key::PageUp, 10)] {
            if pressed(key) {
                *row = row.and_then(|at| at.checked_sub(by));
            }
        }
        if pressed(Key::ArrowRight) {
            *column = further(*column, 1, columns);
        }
        if pressed(Key::ArrowLeft) {
            *column = column.and_then(|at| at.checked_sub(1));
        }
        if pressed(Key::Home) {
            *column = None;
        }
        if pressed(Key::End) {
            *column = columns.checked_sub(1);
        }
        self.moved = self.cursor != before;
        if pressed(Key::Backspace) {
            return Some(Asked::Everything);
        }
        if pressed(Key::P) {
            return period(matrix, self.cursor, self.cursor);
        }
        if matrix.asked.of.is_timed() {
            let step = matrix.spec.by;
            if pressed(Key::Plus) || pressed(Key::Equals) {
                return narrower(step, &heads::bins(matrix)).map(Asked::Step);
            }
            if pressed(Key::Minus) {
                return wider(step).map(Asked::Step);
            }
        }
        pressed(Key::Enter).then_some(Asked::Sentences(self.cursor.0, self.cursor.1))
    }

    fn bring_into_sight(&mut self, matrix: &Matrix, places: &Places) {
        let shift = |offset: f32, at: Option<usize>, each: f32, room: f32| {
            let Some(at) = at else { return offset };
            let (from, to) = (each * real(at), each * real(at + 1));
            offset.min(from).max(to - room)
        };
        let (row, column) = self.cursor;
        // The scroll bars lie over the last points.
        let room = places.body.size() - vec2(12.0, 12.0);
        let offset =
            vec2(shift(self.offset.x, column, places.column, room.x), shift(self.offset.y, row, ROW_PX, room.y));
        let most = vec2(places.column * real(matrix.columns.len()), ROW_PX * real(matrix.rows.len()));
        self.offset = offset.clamp(Vec2::ZERO, (most - places.body.size()).max(Vec2::ZERO));
    }

    /// Frames what the keyboard is on, and says it beside.
    fn outline(&self, ui: &Ui, matrix: &Matrix, places: &Places) {
        let (row, column) = self.cursor;
        let rect = places.cell(row, column).intersect(places.clip(row, column));
        if !rect.is_positive() {
            return;
        }
        let stroke = Stroke::new(2.0, Palette::of(ui).accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(2), stroke, StrokeKind::Inside);
        let at = ui.interact(rect, Id::unique("matrix-cursor"), Sense::hover());
        let pointer = ui.input(|input| input.pointer.hover_pos());
        // The pointer's own hint is not to be covered.
        if !pointer.is_some_and(|pointer| places.whole.contains(pointer)) {
            at.show_tooltip_text(format!("{}\nEnter: the sentences", describe(matrix, self.cursor)));
        }
    }
}

/// The days that two cells lie in, if time is on a side.
fn period(
    matrix: &Matrix,
    (row, column): (Option<usize>, Option<usize>),
    (other_row, other_column): (Option<usize>, Option<usize>),
) -> Option<Asked> {
    let of = |lines: &[crate::query::matrix::Line], at: Option<usize>| heads::days(at.and_then(|at| lines.get(at)));
    let to = of(&matrix.columns, other_column).or_else(|| of(&matrix.rows, other_row))?;
    let from = of(&matrix.columns, column).or_else(|| of(&matrix.rows, row)).unwrap_or(to);
    Some(Asked::Period(from.0.min(to.0), from.1.max(to.1)))
}

/// The rows and columns that can be seen.
fn in_sight(viewport: Rect, column_px: f32, matrix: &Matrix) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within some thousand lines")]
    let range = |from: f32, to: f32, each: f32, count: usize| {
        let first = (from / each).floor().max(0.0) as usize;
        first.min(count)..((to / each).ceil().max(0.0) as usize).min(count)
    };
    (
        range(viewport.top(), viewport.bottom(), ROW_PX, matrix.rows.len()),
        range(viewport.left(), viewport.right(), column_px, matrix.columns.len()),
    )
}
