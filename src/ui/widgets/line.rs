//! One line of text that may be in any script, cut with an ellipsis where it is too long.
//!
//! egui places the words of a right-to-left line from left to right (it has no bidirectional algorithm), which
//! reverses the words of an Arabic headline. Here such a line is cut into words, and the words are placed in the
//! order of UAX #9 (crate `unicode-bidi`). Lines without right-to-left letters go straight to egui.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, Pos2, Ui, pos2};
use std::sync::Arc;
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// A line, laid out.
pub struct Line {
    words: Vec<(f32, Arc<Galley>)>,
    /// Width in points.
    pub width: f32,
    /// Whether it reads from right to left.
    pub rtl: bool,
}

/// Lays a line out in at most `max_width` points.
#[must_use]
pub fn line(ui: &Ui, text: &str, font: &FontId, colour: Color32, max_width: f32) -> Line {
    if text.chars().any(is_right_to_left) {
        bidi_line(ui, text, font, colour, max_width)
    } else {
        let galley = elided(ui, text.to_owned(), font, colour, max_width);
        Line { width: galley.size().x, words: vec![(0.0, galley)], rtl: false }
    }
}

/// Several lines of one text.
pub struct Lines {
    /// From the top to the bottom; at least one.
    pub rows: Vec<Line>,
    /// Whether the text was too long and its end is missing.
    pub cut: bool,
}

/// Lays a text out in at most `most` lines of at most `max_width` points, broken at spaces; the last one is cut.
#[must_use]
pub fn lines(ui: &Ui, text: &str, font: &FontId, colour: Color32, max_width: f32, most: usize) -> Lines {
    let fits = |words: &str| line(ui, words, font, colour, f32::INFINITY).width <= max_width;
    let mut rows = Vec::new();
    let mut rest = text.trim();
    while rows.len() + 1 < most && !fits(rest) {
        let Some(end) = rest.match_indices(' ').map(|(at, _)| at).take_while(|at| fits(&rest[..*at])).last() else {
            break;
        };
        rows.push(line(ui, &rest[..end], font, colour, max_width));
        rest = rest[end..].trim_start();
    }
    let cut = !fits(rest);
    rows.push(line(ui, rest, font, colour, max_width));
    Lines { rows, cut }
}

/// No line of a name holds so many letters.
const MOST_LETTERS: usize = 60;

/// A text as it fits into at most `most` lines of at most `max_width` points, cut in its middle where it is too long:
/// names often differ at their ends.
#[must_use]
pub fn middle(ui: &Ui, text: &str, font: &FontId, max_width: f32, most: usize) -> Vec<String> {
    if let Some(whole) = broken(ui, text, font, max_width, most) {
        return whole;
    }
    let letters: Vec<&str> = text.graphemes(true).collect();
    let kept = |count: usize| {
        let head = letters.get(..count - count / 2).unwrap_or_default().concat();
        let tail = letters.get(letters.len() - count / 2..).unwrap_or_default().concat();
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    // One by one: a cut can join two words that would have stood in two lines.
    let counts = (0..letters.len().min(MOST_LETTERS * most)).rev();
    let mut fitting = counts.filter_map(|count| broken(ui, &kept(count), font, max_width, most));
    fitting.next().unwrap_or_default()
}

/// The lines of a text, broken at spaces; `None` if it does not fit.
fn broken(ui: &Ui, text: &str, font: &FontId, max_width: f32, most: usize) -> Option<Vec<String>> {
    let fits = |words: &str| line(ui, words, font, Color32::PLACEHOLDER, f32::INFINITY).width <= max_width;
    let mut rows: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = rows.last().map(|row| format!("{row} {word}")).filter(|longer| fits(longer));
        if let Some(longer) = longer {
            rows.pop();
            rows.push(longer);
        } else if fits(word) && rows.len() < most {
            rows.push(word.to_owned());
        } else {
            return None;
        }
    }
    Some(rows)
}

fn is_right_to_left(character: char) -> bool {
    !character.is_ascii() && matches!(bidi_class(character), BidiClass::R | BidiClass::AL | BidiClass::AN)
}

fn elided(ui: &Ui, text: String, font: &FontId, colour: Color32, max_width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text, TextFormat::simple(font.clone(), colour));
    job.wrap = TextWrapping::truncate_at_width(max_width);
    job.break_on_newline = false;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn bidi_line(ui: &Ui, text: &str, font: &FontId, colour: Color32, max_width: f32) -> Line {
    let text = text.replace(['\n', '\r', '\t'], " ");
    let info = BidiInfo::new(&text, None);
    let Some(paragraph) = info.paragraphs.first() else {
        return Line { words: vec![], width: 0.0, rtl: false };
    };
    let space = elided(ui, " ".to_owned(), font, colour, f32::INFINITY).size().x;
    let ellipsis = elided(ui, "…".to_owned(), font, colour, f32::INFINITY);
    let mut words = Vec::new();
    let mut levels = Vec::new();
    let mut width = 0.0;
    let mut start = 0;
    for word in text.split(' ') {
        let at = start;
        start += word.len() + 1;
        if word.is_empty() {
            continue;
        }
        let galley = elided(ui, word.to_owned(), font, colour, f32::INFINITY);
        let gap = if words.is_empty() { 0.0 } else { space };
        if width + gap + galley.size().x + ellipsis.size().x > max_width && !words.is_empty() {
            words.push(ellipsis);
            levels.push(paragraph.level);
            break;
        }
        width += gap + galley.size().x;
        words.push(galley);
        levels.push(info.levels.get(at).copied().unwrap_or(paragraph.level));
    }
    place(&words, &levels, space, paragraph.level.is_rtl())
}

fn place(words: &[Arc<Galley>], levels: &[unicode_bidi::Level], space: f32, rtl: bool) -> Line {
    let mut x = 0.0;
    let mut placed = Vec::with_capacity(words.len());
    for at in BidiInfo::reorder_visual(levels) {
        let Some(word) = words.get(at) else { continue };
        placed.push((x, Arc::clone(word)));
        x += word.size().x + space;
    }
    Line { words: placed, width: (x - space).max(0.0), rtl }
}

impl Line {
    /// Paints it with its left edge and the middle of its height at `left_middle`.
    pub fn paint(&self, painter: &Painter, left_middle: Pos2) {
        for (x, galley) in &self.words {
            let top = left_middle.y - galley.size().y / 2.0;
            painter.galley(pos2(left_middle.x + x, top), Arc::clone(galley), Color32::PLACEHOLDER);
        }
    }
}
