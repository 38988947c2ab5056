//! Where the reader is in a text, kept by paragraph so that it holds still while heights are still being guessed.
//!
//! The place is a paragraph and the pixels of it that are above the window, in `f64`. A guess that turns out wrong
//! above the window therefore moves nothing, and changing width or size keeps the first visible row in its place.
//! The bar is drawn elsewhere ([`super::bar`]).

use super::column::Column;
use egui::Ui;

/// Pixels between the edge of the window and what [`Scroll::reveal`] brings into it.
const MARGIN_PX: f64 = 40.0;

/// How far a text is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scroll {
    /// The first paragraph in the window.
    pub top: usize,
    /// How much of it is above the window, px.
    pub into_px: f64,
}

impl Scroll {
    /// How much text is above the window, px.
    #[must_use]
    pub fn y(&self, column: &Column) -> f64 {
        column.heights().before(self.top) + self.into_px
    }

    /// Moves to a depth.
    pub fn to_y(&mut self, column: &Column, y_px: f64) {
        let y = y_px.clamp(0.0, column.heights().total().max(0.0));
        self.top = column.heights().at(y);
        self.into_px = y - column.heights().before(self.top);
    }

    /// Moves down by `delta_px`, or up if it is negative; exact within two windows, by guess beyond.
    pub fn by(&mut self, ui: &Ui, column: &mut Column, delta_px: f64, window_px: f64) {
        if delta_px.abs() > 2.0 * window_px {
            return self.to_y(column, self.y(column) + delta_px);
        }
        self.into_px += delta_px;
        while self.into_px < 0.0 && self.top > 0 {
            self.top -= 1;
            self.into_px += column.height(ui, self.top);
        }
        while self.top + 1 < column.paragraphs().count() && self.into_px >= column.height(ui, self.top) {
            self.into_px -= column.height(ui, self.top);
            self.top += 1;
        }
        self.into_px = self.into_px.max(0.0);
    }

    /// Puts the row that holds `byte` at `share` of the window's height (0: at its top).
    pub fn to_byte(&mut self, ui: &Ui, column: &mut Column, byte: usize, share: f64, window_px: f64) {
        self.top = column.paragraphs().at(byte);
        self.into_px = row_of(ui, column, self.top, byte).map_or(0.0, |row| row.0);
        self.by(ui, column, -share * window_px, window_px);
    }

    /// Moves as little as possible so that the row that holds `byte` is in the window.
    pub fn reveal(&mut self, ui: &Ui, column: &mut Column, byte: usize, window_px: f64) {
        let number = column.paragraphs().at(byte);
        let Some((top, bottom)) = row_of(ui, column, number, byte) else { return };
        let start = column.heights().before(number) - self.y(column);
        let margin = MARGIN_PX.min(window_px / 4.0);
        let (above, below) = (start + top - margin, start + bottom + margin - window_px);
        match () {
            () if above < -2.0 * window_px || below > 2.0 * window_px => {
                self.to_byte(ui, column, byte, 0.3, window_px);
            }
            () if above < 0.0 => self.by(ui, column, above, window_px),
            () if below > 0.0 => self.by(ui, column, below, window_px),
            () => {}
        }
    }

    /// The first byte in the window and how much of its row is above it, px: what stays where it is when the text is
    /// set again.
    #[must_use]
    pub fn held(&self, ui: &Ui, column: &mut Column) -> (usize, f64) {
        let span = column.span(self.top);
        let Some(sheet) = column.sheet(ui, self.top) else { return (span.start(), 0.0) };
        let space = f64::from(column.space_above(self.top));
        let row = &sheet.rows()[sheet.row_at(narrow(self.into_px - space))];
        (span.start() + row.bytes.start, self.into_px - space - f64::from(row.top_px))
    }

    /// Puts back what [`Scroll::held`] said.
    pub fn hold(&mut self, ui: &Ui, column: &mut Column, held: (usize, f64), window_px: f64) {
        self.top = column.paragraphs().at(held.0);
        self.into_px = row_of(ui, column, self.top, held.0).map_or(0.0, |row| row.0);
        self.by(ui, column, held.1, window_px);
    }
}

/// Top and bottom of the row that holds `byte`, px from the top of its paragraph.
fn row_of(ui: &Ui, column: &mut Column, number: usize, byte: usize) -> Option<(f64, f64)> {
    let sheet = column.sheet(ui, number)?;
    let start = column.span(number).start();
    let row = sheet.rows().get(sheet.row_of(byte.saturating_sub(start)))?;
    let space = column.space_above(number);
    Some((f64::from(space + row.top_px), f64::from(space + row.bottom_px)))
}

/// Pixels within a paragraph fit an `f32`.
#[allow(clippy::cast_possible_truncation)]
fn narrow(px: f64) -> f32 {
    px as f32
}
