//! Labels in several scripts, cut into pieces of one script and one direction each, which are set side by side.
//!
//! What draws our letters shapes a label as a whole: as one script for each direction, so that Arabic letters beside Hebrew
//! ones do not join, and with one font after the other, of which each has to make equally many signs of it, so that a
//! label with vowel signs over Arabic letters falls apart as soon as it has a sign that the Arabic font has not. A piece
//! in one script has neither trouble. The pieces stand in the order of the Unicode bidirectional algorithm (UAX #9), and
//! each is as wide as the letters that are drawn.
//!
//! What this does *not* do: it leaves alone whatever has one script, and all that is written from the left.

use quick_xml::escape::{escape, unescape};
use std::fmt::Write;
use unicode_bidi::{BidiInfo, Level};

/// Forces what stands between the two to be read from the right, also signs that have no direction of their own.
const FROM_RIGHT: (char, char) = ('\u{2067}', '\u{2069}');

/// What may stand together in a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// White space, which belongs to what stands before it.
    Space,
    Hebrew,
    Arabic,
    Other,
}

/// A label of a drawing that has to be cut.
pub(super) struct Label<'a> {
    /// Where it begins in the drawing, and where it ends, with its tags.
    from: usize,
    to: usize,
    /// The attributes of its element.
    attributes: &'a str,
    /// From left to right, as they are drawn.
    pub pieces: Vec<String>,
}

impl Label<'_> {
    /// A piece as an element of its own, with the look of the label and this id, to be measured.
    pub fn measured(&self, piece: &str, id: &str) -> String {
        let look = without(&without(&without(self.attributes, "x"), "text-anchor"), "transform");
        format!("<text id=\"{id}\" xml:space=\"preserve\" {look}>{}</text>", escape(piece))
    }

    /// The label with its pieces side by side, which are so wide.
    fn set(&self, widths: &[f64]) -> String {
        let number = |name: &str| value(self.attributes, name).and_then(|value| value.parse::<f64>().ok());
        let whole: f64 = widths.iter().sum();
        let left = match value(self.attributes, "text-anchor") {
            Some("end") => -whole,
            Some("middle") => -whole / 2.0,
            _ => 0.0,
        };
        let mut x = number("x").unwrap_or(0.0) + left;
        let look = without(&without(self.attributes, "x"), "text-anchor");
        let mut set = format!("<text xml:space=\"preserve\" {look}>");
        for (piece, width) in self.pieces.iter().zip(widths) {
            // Writing to a String cannot fail.
            let _ = write!(set, "<tspan x=\"{x:.2}\">{}</tspan>", escape(piece.as_str()));
            x += width;
        }
        set.push_str("</text>");
        set
    }
}

/// The labels of a drawing that have letters of several scripts, one of them written from the right.
pub(super) fn labels(svg: &str) -> Vec<Label<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(begin) = svg.get(from..).and_then(|rest| rest.find("<text ")).map(|at| at + from) {
        from = begin + 1;
        let Some(element) = svg.get(begin..) else { break };
        let parts = element.split_once('>').and_then(|(tag, rest)| Some((tag, rest.split_once("</text>")?.0)));
        let Some((tag, words)) = parts.filter(|(_, words)| !words.contains('<')) else { continue };
        let Ok(text) = unescape(words) else { continue };
        let pieces = pieces(&text);
        if pieces.len() > 1 {
            let to = begin + tag.len() + 1 + words.len() + "</text>".len();
            found.push(Label { from: begin, to, attributes: tag.trim_start_matches("<text "), pieces });
        }
    }
    found
}

/// The drawing with these labels set in pieces; `widths` has those of the pieces of each.
pub(super) fn set(svg: &str, labels: &[Label<'_>], widths: &[Vec<f64>]) -> String {
    let mut out = String::with_capacity(svg.len() + 200 * labels.len());
    let mut from = 0;
    for (label, widths) in labels.iter().zip(widths) {
        out.push_str(svg.get(from..label.from).unwrap_or_default());
        out.push_str(&label.set(widths));
        from = label.to;
    }
    out.push_str(svg.get(from..).unwrap_or_default());
    out
}

/// The pieces of a text from left to right; of one that needs no cutting the text itself.
fn pieces(text: &str) -> Vec<String> {
    let mut kinds: Vec<Kind> = text.chars().map(kind).filter(|kind| *kind != Kind::Space).collect();
    kinds.dedup();
    if kinds.len() < 2 || kinds.iter().all(|kind| *kind == Kind::Other) {
        return vec![text.to_owned()];
    }
    // A line that breaks is a blank in a drawing.
    let text: String = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let bidi = BidiInfo::new(&text, Some(Level::ltr()));
    let Some(paragraph) = bidi.paragraphs.first() else { return vec![text] };
    let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
    let mut all = Vec::new();
    for run in runs {
        let is_from_right = levels.get(run.start).is_some_and(Level::is_rtl);
        let cut = cut(text.get(run).unwrap_or_default());
        if is_from_right {
            all.extend(cut.iter().rev().map(|piece| held(piece)));
        } else {
            all.extend(cut);
        }
    }
    all
}

/// A piece held to the right. Blanks at the end of a line have the direction of the line, so that they are put where they
/// are seen: those behind its words at the left, those before them at the right.
fn held(piece: &str) -> String {
    let words = piece.trim();
    let blanks = |count: usize| " ".repeat(count);
    let (behind, before) = (piece.len() - piece.trim_end().len(), piece.len() - piece.trim_start().len());
    let before = if words.is_empty() { 0 } else { before };
    format!("{}{}{words}{}{}", blanks(behind), FROM_RIGHT.0, FROM_RIGHT.1, blanks(before))
}

/// Cut wherever the kind changes, in the order in which it is read.
fn cut(run: &str) -> Vec<String> {
    let mut cut: Vec<(Kind, String)> = Vec::new();
    for letter in run.chars() {
        let kind = kind(letter);
        match cut.last_mut() {
            Some((last, piece)) if kind == *last || kind == Kind::Space || *last == Kind::Space => {
                if *last == Kind::Space {
                    *last = kind;
                }
                piece.push(letter);
            }
            _ => cut.push((kind, letter.to_string())),
        }
    }
    cut.into_iter().map(|(_, piece)| piece).collect()
}

fn kind(letter: char) -> Kind {
    match letter {
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Kind::Hebrew,
        '\u{600}'..='\u{61b}'
        | '\u{61d}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => Kind::Arabic,
        // What steers the direction is not drawn, and stands with what is before it.
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Kind::Space,
        letter if letter.is_whitespace() => Kind::Space,
        _ => Kind::Other,
    }
}

/// The value of an attribute.
fn value<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (begin, end) = place(attributes, name)?;
    attributes.get(begin..end)?.split('"').nth(1)
}

/// The attributes without one of them.
fn without(attributes: &str, name: &str) -> String {
    match place(attributes, name) {
        Some((begin, end)) => {
            let around = [attributes.get(..begin), attributes.get(end..)];
            around.into_iter().flatten().collect()
        }
        None => attributes.to_owned(),
    }
}

/// Where an attribute stands, with its name and value.
fn place(attributes: &str, name: &str) -> Option<(usize, usize)> {
    let opened = format!("{name}=\"");
    let is_whole = |at: &usize| *at == 0 || attributes.get(..*at).is_some_and(|before| before.ends_with(' '));
    let begin = attributes.match_indices(&opened).map(|(at, _)| at).find(is_whole)?;
    let values = begin + opened.len();
    let end = attributes.get(values..)?.find('"')? + values + 1;
    Some((begin, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces with a bar between them, and ‹…› around what is held to the right.
    fn cut_in(text: &str) -> String {
        let shown = |piece: &String| piece.replace(FROM_RIGHT.0, "‹").replace(FROM_RIGHT.1, "›");
        pieces(text).iter().map(shown).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_label_is_cut_where_its_script_changes_and_stands_as_it_is_read() {
        assert_eq!(cut_in("Rabat, 2024"), "Rabat, 2024");
        assert_eq!(cut_in("وزارة العدل"), "وزارة العدل");
        assert_eq!(cut_in("محمد Ali"), "‹محمد›| Ali");
        assert_eq!(cut_in("وزارة שלום"), "‹שלום›| ‹وزارة›", "the second word stands at the left");
        assert_eq!(cut_in("Ali (وزارة) ok"), "Ali (|‹وزارة›|) ok");
        assert_eq!(cut_in("وزارة (שלום) العدل"), "‹العدل›| ‹)›|‹שלום›|‹(›| ‹وزارة›");
        assert_eq!(cut_in("وزارة…\u{200f}"), "‹…\u{200f}›|‹وزارة›");
    }

    #[test]
    fn pieces_stand_where_the_label_stood() {
        let svg = "<svg><text x=\"100\" y=\"20\" max-x=\"3\" text-anchor=\"end\">محمد &amp; A</text><text x=\"1\">B</text></svg>";
        let found = labels(svg);
        assert_eq!(found.len(), 1);
        let widths = vec![vec![20.0, 10.0]];
        assert_eq!(
            set(svg, &found, &widths),
            "<svg><text xml:space=\"preserve\"  y=\"20\" max-x=\"3\" ><tspan x=\"70.00\">\u{2067}محمد\u{2069}</tspan>\
             <tspan x=\"90.00\"> &amp; A</tspan></text><text x=\"1\">B</text></svg>"
        );
    }
}
