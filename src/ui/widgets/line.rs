//! One line of text that may be in any script, cut with an ellipsis where it is too long.
//!
//! egui places the words of a right-to-left line from left to right (it has no bidirectional algorithm), which
//! reverses the words of an Arabic headline. Here such a line is cut into pieces ([`super::bidi`]), and they are placed in the
//! order of UAX #9 (crate `unicode-bidi`). Lines without right-to-left letters go straight to egui.

use super::bidi::{Kind, kind, mirror, pieces};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, Pos2, Ui, pos2};
use std::sync::Arc;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
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

/// A piece of a line: shaped words or a sign; `None`: the space between two of them.
struct Part {
    galley: Option<Arc<Galley>>,
    width: f32,
    level: Level,
}

fn bidi_line(ui: &Ui, text: &str, font: &FontId, colour: Color32, max_width: f32) -> Line {
    let text = text.replace(['\n', '\r', '\t'], " ");
    let info = BidiInfo::new(&text, None);
    let Some(paragraph) = info.paragraphs.first() else {
        return Line { words: vec![], width: 0.0, rtl: false };
    };
    let shaped = |words: String| elided(ui, words, font, colour, f32::INFINITY);
    let space = shaped(" ".to_owned()).size().x;
    let (mut parts, mut width) = (Vec::new(), 0.0);
    for piece in pieces(&text, &info.levels) {
        let level = info.levels.get(piece.start).copied().unwrap_or(paragraph.level);
        let Some(words) = text.get(piece) else { continue };
        let part = match kind(words.chars().next().unwrap_or(' '), level) {
            Kind::Hidden => continue,
            Kind::Space => Part { galley: None, width: space * words.chars().count() as f32, level },
            _ => {
                let galley = shaped(if level.is_rtl() { mirror(words) } else { words.to_owned() });
                Part { width: galley.size().x, galley: Some(galley), level }
            }
        };
        // A list draws many lines in a frame: of a long text no more is shaped than what there is room for.
        width += part.width;
        let is_enough = width > max_width && part.galley.is_some();
        parts.push(part);
        if is_enough {
            break;
        }
    }
    cut(&mut parts, max_width, || shaped("…".to_owned()), paragraph.level);
    place(&parts, paragraph.level.is_rtl())
}

/// Leaves out what does not fit, between two words, with an ellipsis in its place. The first word stays.
fn cut(parts: &mut Vec<Part>, max_width: f32, ellipsis: impl FnOnce() -> Arc<Galley>, level: Level) {
    let trimmed = |parts: &mut Vec<Part>| {
        while parts.pop_if(|part| part.galley.is_none()).is_some() {}
    };
    trimmed(parts);
    let width = |parts: &[Part]| parts.iter().map(|part| part.width).sum::<f32>();
    if width(parts) <= max_width {
        return;
    }
    let galley = ellipsis();
    let room = max_width - galley.size().x;
    let mut ends = parts.iter().enumerate().filter(|(_, part)| part.galley.is_none()).map(|(at, _)| at);
    let fitting = |end: &usize| *end > 0 && parts.get(..*end).is_some_and(|kept| width(kept) <= room);
    let first = ends.clone().find(|end| *end > 0);
    let Some(end) = ends.rfind(fitting).or(first) else { return };
    parts.truncate(end);
    trimmed(parts);
    parts.push(Part { width: galley.size().x, galley: Some(galley), level });
}

fn place(parts: &[Part], rtl: bool) -> Line {
    let levels: Vec<Level> = parts.iter().map(|part| part.level).collect();
    let (mut x, mut words) = (0.0, Vec::with_capacity(parts.len()));
    for part in BidiInfo::reorder_visual(&levels).into_iter().filter_map(|at| parts.get(at)) {
        words.extend(part.galley.iter().map(|galley| (x, Arc::clone(galley))));
        x += part.width;
    }
    Line { words, width: x, rtl }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a line from the left to the right.
    fn seen(text: &str, max_width: f32) -> Vec<String> {
        let mut seen = Vec::new();
        egui::__run_test_ui(|ui| {
            let line = line(ui, text, &FontId::proportional(14.0), Color32::WHITE, max_width);
            assert!(line.width <= max_width);
            let mut words: Vec<(f32, String)> =
                line.words.iter().map(|(x, galley)| (*x, galley.job.text.clone())).collect();
            words.sort_by(|one, other| one.0.total_cmp(&other.0));
            seen = words.into_iter().map(|(_, word)| word).collect();
        });
        seen
    }

    #[test]
    fn signs_stand_on_their_side_of_right_to_left_words() {
        assert_eq!(seen("“سلام عليكم”", f32::INFINITY), ["”", "عليكم", "سلام", "“"]);
        // A number runs from the left, and brackets turn round.
        assert_eq!(seen("منذ (2002)", f32::INFINITY), ["(", "2002", ")", "منذ"]);
        assert_eq!(seen("Rabat, “سلام عليكم”", f32::INFINITY), ["Rabat,", "“", "عليكم", "سلام", "”"]);
    }

    #[test]
    fn what_is_too_long_is_cut_between_words_at_its_end() {
        let whole = seen("وزير العدل في الرباط", f32::INFINITY);
        assert_eq!(whole, ["الرباط", "في", "العدل", "وزير"]);
        let cut = seen("وزير العدل في الرباط", 90.0);
        assert_eq!(cut.first().map(String::as_str), Some("…"));
        assert_eq!(cut.last().map(String::as_str), Some("وزير"), "the beginning stays");
    }
}
