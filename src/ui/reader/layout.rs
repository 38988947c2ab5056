//! One paragraph set in rows: where its letters stand, and which letter stands at a point.
//!
//! [`ParagraphLayout`] hides that there are two ways to set a paragraph: [`Plain`], one egui galley, for text that
//! runs from left to right with one glyph a character; and [`super::bidi::Words`], word by word, for everything else.
//! All bytes are counted from the start of the paragraph, all pixels from its top left corner. A layout does *not*
//! know about marks, selection or scrolling, and it must not outlive egui's glyph atlas (see [`super::column`]).

use super::bidi::Words;
use crate::base::words;
use egui::text::{CharIndex, LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley, Painter, Pos2, Ui};
use std::ops::Range;
use std::sync::Arc;

/// How text is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Font and size, px.
    pub font: FontId,
    /// From one row to the next, px.
    pub line_px: f32,
    /// Width of the column, px.
    pub width_px: f32,
}

/// One row of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its bytes, with the white space at which the row was broken.
    pub bytes: Range<usize>,
    /// Where its letters end: before that white space.
    pub letters_end: usize,
    /// The last place of the caret in this row; not `letters_end` where a word was broken, since that is the first
    /// place of the next row.
    pub last_stop: usize,
    /// Top, px.
    pub top_px: f32,
    /// Bottom, px.
    pub bottom_px: f32,
    /// The line on which letters stand, px.
    pub baseline_px: f32,
}

/// Part of a row, from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Number of the row.
    pub row: usize,
    /// Left edge, px.
    pub left_px: f32,
    /// Right edge, px.
    pub right_px: f32,
}

/// A paragraph that has been set.
pub trait ParagraphLayout {
    /// Its rows from top to bottom; at least one.
    fn rows(&self) -> &[Row];
    /// Adds the places of `bytes`, row by row; without the white space at which a row was broken.
    fn stretches(&self, bytes: Range<usize>, out: &mut Vec<Stretch>);
    /// The place between two letters that is nearest to `x_px` in a row.
    fn stop_at(&self, row: usize, x_px: f32) -> usize;
    /// The first byte of the letter under `x_px` in a row; `None` beside the letters.
    fn letter_at(&self, row: usize, x_px: f32) -> Option<usize>;
    /// Where the caret stands before `byte`, px.
    fn caret_x(&self, byte: usize) -> f32;
    /// Draws the letters.
    fn paint(&self, painter: &Painter, origin: Pos2, colour: Color32);
    /// Whether it begins at the right.
    fn right_to_left(&self) -> bool;

    /// Height of all rows, px.
    fn height_px(&self) -> f32 {
        self.rows().last().map_or(0.0, |row| row.bottom_px)
    }

    /// The row at a depth; the first above, the last below.
    fn row_at(&self, y_px: f32) -> usize {
        let below = self.rows().partition_point(|row| row.bottom_px <= y_px);
        below.min(self.rows().len().saturating_sub(1))
    }

    /// The row in which the caret stands before `byte`.
    fn row_of(&self, byte: usize) -> usize {
        self.rows().partition_point(|row| row.bytes.start <= byte).saturating_sub(1)
    }
}

/// Sets one paragraph.
#[must_use]
pub fn set(ui: &Ui, text: &str, measure: &Measure) -> Box<dyn ParagraphLayout> {
    if !super::bidi::has_right_to_left(text)
        && let Some(plain) = Plain::set(ui, text, measure)
    {
        return Box::new(plain);
    }
    Box::new(Words::set(ui, text, measure))
}

/// A paragraph in one galley, with one glyph for each character.
pub struct Plain {
    galley: Arc<Galley>,
    rows: Vec<Row>,
}

impl Plain {
    /// `None` if egui made more or fewer glyphs than characters, as for scripts whose vowels split in two: then
    /// nothing that its galley says about positions could be trusted.
    fn set(ui: &Ui, text: &str, measure: &Measure) -> Option<Self> {
        let galley = galley(ui, text, measure);
        let glyphs: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
        if glyphs != text.chars().count() {
            return None;
        }
        let rows = rows_of(&galley, measure);
        Some(Self { galley, rows })
    }

    fn text(&self) -> &str {
        self.galley.text()
    }

    fn column(&self, row: usize, byte: usize) -> usize {
        let Some(bytes) = self.rows.get(row).map(|row| &row.bytes) else { return 0 };
        let before = self.text().get(bytes.start..byte.clamp(bytes.start, bytes.end));
        before.map_or(0, |text| text.chars().count())
    }

    fn x(&self, row: usize, byte: usize) -> f32 {
        let column = self.column(row, byte);
        self.galley.rows.get(row).map_or(0.0, |placed| placed.pos.x + placed.x_offset(CharIndex(column)))
    }

    fn byte(&self, row: usize, column: usize) -> usize {
        let Some(row) = self.rows.get(row) else { return 0 };
        let letters = self.text().get(row.bytes.clone()).unwrap_or("");
        let byte = letters.char_indices().nth(column).map_or(letters.len(), |(at, _)| at);
        words::floor(self.text(), row.bytes.start + byte)
    }
}

impl ParagraphLayout for Plain {
    fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn stretches(&self, bytes: Range<usize>, out: &mut Vec<Stretch>) {
        let first = self.row_of(bytes.start);
        for (number, row) in self.rows.iter().enumerate().skip(first) {
            if row.bytes.start >= bytes.end {
                break;
            }
            let (start, end) = (bytes.start.max(row.bytes.start), bytes.end.min(row.letters_end));
            if start < end {
                out.push(Stretch { row: number, left_px: self.x(number, start), right_px: self.x(number, end) });
            }
        }
    }

    fn stop_at(&self, row: usize, x_px: f32) -> usize {
        let Some(placed) = self.galley.rows.get(row) else { return 0 };
        let byte = self.byte(row, placed.char_at(x_px - placed.pos.x).0);
        self.rows.get(row).map_or(byte, |row| byte.min(row.last_stop))
    }

    fn letter_at(&self, row: usize, x_px: f32) -> Option<usize> {
        let placed = self.galley.rows.get(row)?;
        let x = x_px - placed.pos.x;
        let column = placed.glyphs.partition_point(|glyph| glyph.max_x() <= x);
        let glyph = placed.glyphs.get(column)?;
        (glyph.pos.x <= x + 1.0).then(|| self.byte(row, column))
    }

    fn caret_x(&self, byte: usize) -> f32 {
        self.x(self.row_of(byte), byte)
    }

    fn paint(&self, painter: &Painter, origin: Pos2, colour: Color32) {
        painter.galley(origin, Arc::clone(&self.galley), colour);
    }

    fn right_to_left(&self) -> bool {
        false
    }
}

/// One galley of this measure.
pub(super) fn galley(ui: &Ui, text: &str, measure: &Measure) -> Arc<Galley> {
    let format = TextFormat {
        line_height: Some(measure.line_px),
        ..TextFormat::simple(measure.font.clone(), Color32::PLACEHOLDER)
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = measure.width_px;
    job.break_on_newline = false;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn rows_of(galley: &Galley, measure: &Measure) -> Vec<Row> {
    let text = galley.text();
    let mut letters = text.char_indices();
    let count = galley.rows.len();
    let mut start = 0;
    let mut rows = Vec::with_capacity(count);
    for (number, placed) in galley.rows.iter().enumerate() {
        let glyphs = placed.glyphs.len();
        let end =
            if glyphs == 0 { start } else { letters.nth(glyphs - 1).map_or(text.len(), |(at, c)| at + c.len_utf8()) };
        let top_px = placed.pos.y;
        let letters_px = placed.glyphs.first().map_or(measure.line_px * 0.74, |glyph| glyph.pos.y);
        let (letters_end, last_stop) = ends(text, start..end, number + 1 == count);
        rows.push(Row {
            bytes: start..end,
            letters_end,
            last_stop,
            top_px,
            bottom_px: top_px + placed.height(),
            baseline_px: top_px + letters_px,
        });
        start = end;
    }
    rows
}

/// Where the letters of a row end, and its last caret place; at the end of a paragraph white space counts as letters.
pub(super) fn ends(text: &str, bytes: Range<usize>, last: bool) -> (usize, usize) {
    if last {
        return (bytes.end, bytes.end);
    }
    let letters = text.get(bytes.clone()).unwrap_or("").trim_end();
    let end = bytes.start + letters.len();
    let stop = if end == bytes.end { words::previous_letter(text, end).max(bytes.start) } else { end };
    (end, stop)
}
