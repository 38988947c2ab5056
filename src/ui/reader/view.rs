//! What is in the window this frame: the visible paragraphs and where they stand on the screen.
//!
//! Built each frame from what the column has already laid out; it answers “which byte is here” and “where is this
//! byte”. Screen positions are egui points. It does *not* outlive the frame.

use super::column::{Column, Sheet};
use super::layout::Stretch;
use super::scroll::Scroll;
use crate::base::span::Span;
use egui::{Pos2, Rangef, Rect, Ui, Vec2, pos2, vec2};

/// A visible paragraph.
pub struct Shown {
    /// Its number.
    pub number: usize,
    /// Its bytes in the text.
    pub span: Span,
    /// Its top left corner on the screen.
    pub origin: Pos2,
    /// Its rows.
    pub sheet: Sheet,
}

/// Part of a row that belongs to some bytes.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Left to right, and from the top to the bottom of the row.
    pub rect: Rect,
    /// The line on which the letters stand.
    pub baseline: f32,
}

/// The visible part of a text.
pub struct View {
    /// The whole window.
    pub rect: Rect,
    /// The column of text in it.
    pub column: Rect,
    /// From the first visible paragraph to the last.
    pub shown: Vec<Shown>,
}

impl View {
    /// Lays out what is visible; scrolls back if the text would end too early.
    #[must_use]
    pub fn new(ui: &Ui, column: &mut Column, scroll: &mut Scroll, rect: Rect, text: Rect) -> Self {
        let (mut shown, bottom) = lay_out(ui, column, *scroll, text);
        let missing = f64::from(text.bottom() - bottom);
        if missing > 0.0 && *scroll != Scroll::default() {
            scroll.by(ui, column, -missing, f64::from(text.height()));
            shown = lay_out(ui, column, *scroll, text).0;
        }
        Self { rect, column: text, shown }
    }

    /// From the first byte of the first visible row to the end of the last.
    #[must_use]
    pub fn bytes(&self) -> Span {
        let (Some(first), Some(last)) = (self.shown.first(), self.shown.last()) else { return Span::new(0, 0) };
        let top = first.sheet.row_at(self.rect.top() - first.origin.y);
        let bottom = last.sheet.row_at(self.rect.bottom() - last.origin.y - 1.0);
        let start = first.sheet.rows().get(top).map_or(0, |row| row.bytes.start);
        let end = last.sheet.rows().get(bottom).map_or(0, |row| row.bytes.end);
        Span::new(first.span.start() + start, last.span.start() + end)
    }

    /// The place between two letters nearest to a point, which may be beside the text.
    #[must_use]
    pub fn stop_at(&self, pos: Pos2) -> Option<usize> {
        let shown = self.nearest(pos.y)?;
        let at = pos - shown.origin;
        Some(shown.span.start() + shown.sheet.stop_at(shown.sheet.row_at(at.y), at.x))
    }

    /// The first byte of the letter under a point.
    #[must_use]
    pub fn letter_at(&self, pos: Pos2) -> Option<usize> {
        let shown = self.nearest(pos.y)?;
        let at = pos - shown.origin;
        let number = shown.sheet.row_at(at.y);
        let row = shown.sheet.rows().get(number)?;
        let inside = row.top_px <= at.y && at.y <= row.bottom_px;
        inside.then(|| shown.sheet.letter_at(number, at.x))?.map(|byte| shown.span.start() + byte)
    }

    /// Where the bytes of `span` stand, as far as they are visible, row by row.
    pub fn places(&self, span: Span, out: &mut Vec<Place>) {
        let first = self.shown.partition_point(|shown| shown.span.end() <= span.start());
        let mut stretches: Vec<Stretch> = Vec::new();
        for shown in self.shown.iter().skip(first) {
            if shown.span.start() >= span.end() {
                break;
            }
            let Some(part) = span.intersect(shown.span) else { continue };
            let start = shown.span.start();
            stretches.clear();
            shown.sheet.stretches(part.start() - start..part.end() - start, &mut stretches);
            let places = stretches.iter().filter_map(|stretch| place(shown, *stretch));
            out.extend(places.filter(|place| place.rect.y_range().intersects(self.rect.y_range())));
        }
    }

    /// The rectangle around the visible places of some bytes.
    #[must_use]
    pub fn bounds(&self, spans: &[Span]) -> Option<Rect> {
        let mut places = Vec::new();
        for span in spans {
            self.places(*span, &mut places);
        }
        places.into_iter().map(|place| place.rect).reduce(Rect::union)
    }

    /// Every visible row: its bytes in the text, and its height on the screen.
    #[must_use]
    pub fn rows(&self) -> Vec<(Span, Rangef)> {
        let rows = self.shown.iter().flat_map(|shown| {
            shown.sheet.rows().iter().map(move |row| {
                let (start, y) = (shown.span.start(), shown.origin.y);
                (
                    Span::new(start + row.bytes.start, start + row.letters_end),
                    Rangef::new(y + row.top_px, y + row.bottom_px),
                )
            })
        });
        rows.filter(|(_, y)| y.intersects(self.rect.y_range())).collect()
    }

    /// Where the caret stands before `byte`: an upright line as high as its row.
    #[must_use]
    pub fn caret(&self, byte: usize) -> Option<Place> {
        let after = self.shown.partition_point(|shown| shown.span.start() <= byte);
        let shown = self.shown.get(after.checked_sub(1)?)?;
        let within = byte - shown.span.start();
        if within > shown.span.len() {
            return None;
        }
        let x = shown.sheet.caret_x(within);
        place(shown, Stretch { row: shown.sheet.row_of(within), left_px: x, right_px: x })
    }

    fn nearest(&self, y: f32) -> Option<&Shown> {
        let after = self.shown.partition_point(|shown| shown.origin.y <= y);
        self.shown.get(after.saturating_sub(1))
    }
}

fn place(shown: &Shown, stretch: Stretch) -> Option<Place> {
    let row = shown.sheet.rows().get(stretch.row)?;
    let rect = Rect::from_min_max(pos2(stretch.left_px, row.top_px), pos2(stretch.right_px, row.bottom_px));
    let origin: Vec2 = shown.origin.to_vec2();
    Some(Place { rect: rect.translate(origin), baseline: origin.y + row.baseline_px })
}

/// The visible paragraphs, and where the last of them ends on the screen.
fn lay_out(ui: &Ui, column: &mut Column, scroll: Scroll, text: Rect) -> (Vec<Shown>, f32) {
    let mut shown = Vec::new();
    let mut y = f64::from(text.top()) - scroll.into_px;
    for number in scroll.top..column.paragraphs().count() {
        if y >= f64::from(text.bottom()) {
            break;
        }
        let Some(sheet) = column.sheet(ui, number) else { break };
        #[allow(clippy::cast_possible_truncation)]
        let top = y as f32;
        let origin = pos2(text.left(), top) + vec2(0.0, column.space_above(number));
        shown.push(Shown { number, span: column.span(number), origin, sheet });
        y += f64::from(column.heights().get(number));
    }
    #[allow(clippy::cast_possible_truncation)]
    let bottom = y as f32;
    (shown, bottom)
}
