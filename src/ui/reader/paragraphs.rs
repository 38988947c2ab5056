//! The paragraphs of a text: its lines, very long ones cut into parts that can be laid out alone.
//!
//! Built in one pass when a text is opened, never per frame. A line longer than [`LONGEST`] bytes is cut at a space,
//! or between two letters if it has none; the parts follow each other without a gap. No letter is cut, however many
//! marks are piled on it, unless it is itself longer than [`LONGEST_LETTER`]. It does *not* measure anything.

use crate::base::{span::Span, words};

/// The longest paragraph that is laid out as one, in bytes.
pub const LONGEST: usize = 4096;

/// The longest letter that is not cut, in bytes: no script has such letters, but texts that went through the wrong
/// hands do.
pub const LONGEST_LETTER: usize = 4 * LONGEST;

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
    /// Cuts `text` at its line ends; a carriage return before one is part of it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut list = Vec::new();
        let mut start = 0;
        for (end, _) in text.match_indices('\n') {
            let line = text.get(start..end).unwrap_or("");
            let letters = line.strip_suffix('\r').unwrap_or(line).len();
            push_line(text, Span::new(start, start + letters), true, &mut list);
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
        let cut = start + cut(text.get(start..line.end()).unwrap_or(""));
        if cut >= line.end() {
            break;
        }
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

/// Where to cut a line that is too long: after the last space that is not far from the end of the part, else between
/// two letters, else, in a letter without end, between two characters. Looks at no more than such a letter.
fn cut(line: &str) -> usize {
    let part = line.get(..line.floor_char_boundary(LONGEST)).unwrap_or("");
    let space = part.char_indices().rev().take(LONGEST / 4).find(|(_, c)| c.is_whitespace());
    let wanted = space.map_or(part.len(), |(at, c)| at + c.len_utf8());
    let near = line.get(..line.floor_char_boundary(LONGEST_LETTER)).unwrap_or("");
    let letter = words::floor(near, wanted);
    if letter > 0 { letter } else { words::next_letter(near, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

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

    /// Lengths of the parts of one line, in bytes.
    fn parts(text: &str) -> Vec<usize> {
        Paragraphs::new(text).iter().map(|paragraph| paragraph.span.len()).collect()
    }

    #[test]
    fn a_letter_is_cut_only_if_it_has_no_end() {
        let tall = |marks: usize| format!("a{}", "\u{301}".repeat(marks));
        let five_thousand = tall(5_000);
        assert_eq!(parts(&format!("xy{five_thousand}z")), [2, five_thousand.len(), 1]);
        assert_eq!(
            parts(&format!("{} \u{301}x", "x".repeat(LONGEST - 1))),
            [LONGEST - 1, 4],
            "a space can carry marks"
        );
        let endless = parts(&tall(5_000_000));
        assert!(endless.iter().all(|part| *part <= LONGEST_LETTER) && endless.len() > 600);
    }

    #[test]
    fn a_carriage_return_before_a_line_end_is_part_of_it() {
        let paragraphs = Paragraphs::new("One.\r\nTwo.\rThree.\n\r\n");
        let spans: Vec<_> = paragraphs.iter().map(|p| (p.span.start(), p.span.end())).collect();
        assert_eq!(spans, [(0, 4), (6, 17), (18, 18), (20, 20)]);
    }

    proptest! {
        #[test]
        fn all_bytes_are_kept_and_all_letters_whole(unit in "[a é\n\r\u{301}😀🇫\u{200D}]{1,9}", times in 1usize..900) {
            let text = unit.repeat(times);
            let paragraphs = Paragraphs::new(&text);
            let mut at = 0;
            let letters: std::collections::BTreeSet<usize> =
                text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            for paragraph in paragraphs.iter() {
                prop_assert_eq!(paragraph.span.start(), at);
                prop_assert!(paragraph.span.len() <= LONGEST_LETTER);
                prop_assert!(letters.contains(&at) && letters.contains(&paragraph.span.end()), "no letter is cut");
                let after = &text[paragraph.span.end()..];
                at = paragraph.span.end() + if paragraph.ends { 1 + usize::from(after.starts_with('\r')) } else { 0 };
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
