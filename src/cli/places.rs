//! Places of a text as scripts see them: Unicode code points, counted from 0, the end not included.

use crate::base::lines::Lines;
use crate::base::span::Span;
use serde::Serialize;

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The first code point.
    pub start_char: usize,
    /// The code point after the last one.
    pub end_char: usize,
}

/// A text whose places are asked for.
pub struct Ruler<'t> {
    text: &'t str,
    lines: Lines,
}

impl<'t> Ruler<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        Self { text, lines: Lines::new(text) }
    }

    /// The place; `None` if it lies outside the text or cuts a character.
    pub fn place(&self, span: Span) -> Option<Place> {
        let start_char = self.lines.char_from_byte(self.text, span.start())?;
        let end_char = self.lines.char_from_byte(self.text, span.end())?;
        Some(Place { start_char, end_char })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}–{}", self.start_char, self.end_char)
    }
}
