//! A text set in a column: its paragraphs, how high they are, and those that have been laid out.
//!
//! Only paragraphs that are asked for are laid out; the height of the others is guessed from their length until then.
//! Laid out paragraphs are kept as long as egui keeps the glyphs they point at: a tiny galley goes through egui's own
//! cache every frame, and when egui hands back another one it has emptied that cache (atlas full, zoom, other fonts),
//! so everything here is set again. A column does *not* scroll, paint or know about marks.

use super::heights::Heights;
use super::layout::{self, Measure, ParagraphLayout};
use super::paragraphs::{Paragraph, Paragraphs};
use crate::base::span::Span;
use egui::{Color32, Galley, Ui};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Space above the text, px.
const ABOVE_PX: f32 = 12.0;
/// Space below the text, px.
const BELOW_PX: f32 = 48.0;
/// Space between paragraphs, and height of a blank line, as a multiple of the size of the letters.
const GAP: f32 = 0.75;
/// More laid out paragraphs than this are not kept.
const KEPT: usize = 256;

/// A paragraph that has been laid out.
pub type Sheet = Rc<dyn ParagraphLayout>;

/// A text in a column of some width.
pub struct Column {
    text: Arc<str>,
    paragraphs: Paragraphs,
    heights: Heights,
    measure: Option<Measure>,
    /// With the frame in which each was used last.
    sheets: BTreeMap<usize, (u64, Sheet)>,
    sentinel: Option<Arc<Galley>>,
    frame: u64,
    laid_out: u64,
}

impl Column {
    /// Cuts the text into paragraphs, once.
    #[must_use]
    pub fn new(text: Arc<str>) -> Self {
        let paragraphs = Paragraphs::new(&text);
        Self {
            text,
            paragraphs,
            heights: Heights::default(),
            measure: None,
            sheets: BTreeMap::new(),
            sentinel: None,
            frame: 0,
            laid_out: 0,
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Its paragraphs.
    #[must_use]
    pub fn paragraphs(&self) -> &Paragraphs {
        &self.paragraphs
    }

    /// How high they are, measured or guessed.
    #[must_use]
    pub fn heights(&self) -> &Heights {
        &self.heights
    }

    /// How many paragraphs have been laid out so far; for tests and figures.
    #[must_use]
    pub fn laid_out(&self) -> u64 {
        self.laid_out
    }

    /// Begins a frame. Whether the measure changed, so that places on the screen have moved.
    pub fn begin(&mut self, ui: &Ui, measure: &Measure) -> bool {
        self.frame += 1;
        self.forget_stale(ui, measure);
        if self.measure.as_ref() == Some(measure) {
            return false;
        }
        self.sheets.clear();
        let guesses = (0..self.paragraphs.count()).map(|number| self.guess(number, measure)).collect();
        self.heights = Heights::new(guesses);
        self.measure = Some(measure.clone());
        true
    }

    /// The paragraph, laid out; its height is then known.
    pub fn sheet(&mut self, ui: &Ui, number: usize) -> Option<Sheet> {
        if let Some((used, sheet)) = self.sheets.get_mut(&number) {
            *used = self.frame;
            return Some(Rc::clone(sheet));
        }
        let words = self.span(number).text(&self.text)?;
        let measure = self.measure.as_ref()?;
        let sheet: Sheet = Rc::from(layout::set(ui, words, measure));
        self.laid_out += 1;
        let height = self.height_with(number, sheet.height_px(), measure.font.size);
        self.heights.set(number, height);
        self.sheets.insert(number, (self.frame, Rc::clone(&sheet)));
        Some(sheet)
    }

    /// Height of a paragraph with the space around it, measured now if it was not, px.
    pub fn height(&mut self, ui: &Ui, number: usize) -> f64 {
        let _ = self.sheet(ui, number);
        f64::from(self.heights.get(number))
    }

    /// Space between the top of a paragraph and its first row, px.
    #[must_use]
    pub fn space_above(&self, number: usize) -> f32 {
        if number == 0 { ABOVE_PX } else { 0.0 }
    }

    /// The bytes of a paragraph; empty beyond the last.
    #[must_use]
    pub fn span(&self, number: usize) -> Span {
        let end = self.text.len();
        self.paragraphs.get(number).map_or(Span::new(end, end), |paragraph| paragraph.span)
    }

    /// Ends a frame: lets go of what has not been seen for long.
    pub fn end(&mut self) {
        if self.sheets.len() > KEPT {
            let oldest = self.frame.saturating_sub(30);
            self.sheets.retain(|_, (used, _)| *used >= oldest);
        }
    }

    fn forget_stale(&mut self, ui: &Ui, measure: &Measure) {
        let font = measure.font.clone();
        let sentinel = ui.fonts_mut(|fonts| fonts.layout_no_wrap("x".to_owned(), font, Color32::PLACEHOLDER));
        if self.sentinel.as_ref().is_none_or(|before| !Arc::ptr_eq(before, &sentinel)) {
            self.sheets.clear();
        }
        self.sentinel = Some(sentinel);
    }

    fn height_with(&self, number: usize, rows_px: f32, size_px: f32) -> f32 {
        let Some(paragraph) = self.paragraphs.get(number) else { return 0.0 };
        let gap_px = (GAP * size_px).round();
        let last = number + 1 == self.paragraphs.count();
        let rows = if paragraph.blank && self.paragraphs.airy() && !last { gap_px } else { rows_px };
        let below = match () {
            () if last => BELOW_PX,
            () if paragraph.ends && !self.paragraphs.airy() => gap_px,
            () => 0.0,
        };
        self.space_above(number) + rows + below
    }

    fn guess(&self, number: usize, measure: &Measure) -> f32 {
        let rows = self.paragraphs.get(number).map_or(1.0, |paragraph| guess_rows(paragraph, measure));
        self.height_with(number, rows * measure.line_px, measure.font.size)
    }
}

#[allow(clippy::cast_precision_loss)]
fn guess_rows(paragraph: &Paragraph, measure: &Measure) -> f32 {
    let chars = paragraph.chars as f32;
    // Three bytes a character are East Asian letters, as wide as they are high.
    let wide = paragraph.span.len() as f32 > 2.5 * chars;
    let letter_px = measure.font.size * if wide { 1.0 } else { 0.5 };
    (chars * letter_px / measure.width_px.max(1.0)).ceil().max(1.0)
}
