//! The paragraphs of a text: its lines, very long ones cut into parts that can be laid out alone.
//!
//! Built in one pass when a text is opened, never per frame. A line longer than [`LONGEST`] bytes is cut at a space,
//! or between two letters if it has none; the parts follow each other without a gap. It does *not* measure anything.

use crate::base::{span::Span, words};

/// The longest paragraph that is laid out as one, in bytes.
pub const LONGEST: usize = 4096;

/// One paragraph, or one part of a long one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its bytes, without the line end.
    pub span: Span,
    /// How many code points, to guess its height before it is laid out.
    pub chars: u32,
    /// Whether a line end follows (otherwise the next part, or nothing).
    pub ends: bool,
    /// Whether it is only white space.
    pub blank: bool,
}

/// All paragraphs of one text.
#[derive(Debug, Default)]
pub struct Paragraphs {
    list: Vec<Paragraph>,
    airy: bool,
}

impl Paragraphs {
    /// Cuts `text` at its line ends.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut list = Vec::new();
        let mut start = 0;
        for (end, _) in text.match_indices('\n') {
            push_line(text, Span::new(start, end), true, &mut list);
            start = end + 1;
        }
        push_line(text, Span::new(start, text.len()), false, &mut list);
        let last_words = list.iter().rposition(|paragraph| !paragraph.blank).unwrap_or(0);
        let airy = list.iter().take(last_words).any(|paragraph| paragraph.blank);
        Self { list, airy }
    }

    /// How many; at least one once built.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&Paragraph> {
        self.list.get(number)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Paragraph> {
        self.list.iter()
    }

    /// Whether blank lines already part its paragraphs, so that no more space is needed between lines.
    #[must_use]
    pub fn airy(&self) -> bool {
        self.airy
    }

    /// The paragraph that holds `byte`; one that ends there if `byte` is a line end.
    #[must_use]
    pub fn at(&self, byte: usize) -> usize {
        self.list.partition_point(|paragraph| paragraph.span.start() <= byte).saturating_sub(1)
    }
}

fn push_line(text: &str, line: Span, ends: bool, list: &mut Vec<Paragraph>) {
    let mut start = line.start();
    while line.end() - start > LONGEST {
        let cut = cut_before(text, start, start + LONGEST);
        push(text, Span::new(start, cut), false, list);
        start = cut;
    }
    push(text, Span::new(start, line.end()), ends, list);
}

fn push(text: &str, span: Span, ends: bool, list: &mut Vec<Paragraph>) {
    let words = span.text(text).unwrap_or("");
    let chars = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
    list.push(Paragraph { span, chars, ends, blank: words.trim().is_empty() });
}

/// Where to cut between `start` and `end`: after the last space, else between two letters, else between two characters.
fn cut_before(text: &str, start: usize, end: usize) -> usize {
    let end = text.floor_char_boundary(end);
    let part = text.get(start..end).unwrap_or("");
    let space = part.char_indices().rev().take(LONGEST / 4).find(|(_, c)| c.is_whitespace());
    if let Some((at, c)) = space {
        return start + at + c.len_utf8();
    }
    let letter = words::floor(text, end);
    if letter > start + LONGEST / 2 { letter } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_paragraphs() {
        let paragraphs = Paragraphs::new("One.\n\nTwo.\n");
        let spans: Vec<_> = paragraphs.iter().map(|p| (p.span.start(), p.span.end(), p.blank)).collect();
        assert_eq!(spans, [(0, 4, false), (5, 5, true), (6, 10, false), (11, 11, true)]);
        assert_eq!([0, 4, 5, 6, 10, 11, 99].map(|byte| paragraphs.at(byte)), [0, 0, 1, 2, 2, 3, 3]);
        assert!(paragraphs.airy());
        assert!(!Paragraphs::new("One.\nTwo.\n\n").airy(), "blank lines at the end part nothing");
    }

    #[test]
    fn a_line_without_spaces_is_cut_between_letters() {
        let text = "e\u{301}".repeat(3 * LONGEST);
        let paragraphs = Paragraphs::new(&text);
        assert!(paragraphs.count() > 6);
        for paragraph in paragraphs.iter() {
            assert!(paragraph.span.len() <= LONGEST && paragraph.span.len().is_multiple_of(3));
        }
    }

    proptest! {
        #[test]
        fn all_bytes_are_kept(unit in "[a é\n\u{301}😀]{1,9}", times in 1usize..900) {
            let text = unit.repeat(times);
            let paragraphs = Paragraphs::new(&text);
            let mut at = 0;
            for paragraph in paragraphs.iter() {
                prop_assert_eq!(paragraph.span.start(), at);
                prop_assert!(paragraph.span.text(&text).is_some());
                prop_assert!(paragraph.span.len() <= LONGEST);
                at = paragraph.span.end() + usize::from(paragraph.ends);
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
