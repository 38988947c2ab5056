//! The only place that converts bytes ↔ Unicode code points ↔ UTF-16 units ↔ lines and columns.
//!
//! Inside the program every position is a UTF-8 byte. People and other programs count otherwise: JSON that we print
//! counts code points, JavaScript counts UTF-16 units, an error message counts lines and columns. [`Lines`] is built
//! once for a text (one pass) and answers each question in at most `STRIDE` bytes of work, however long the text.

/// Bytes between two checkpoints; the most that one question has to look at.
const STRIDE: usize = 1024;

/// Conversions for one text; it does not keep the text, so each call takes it again.
#[derive(Clone, Debug)]
pub struct Lines {
    /// At byte ≥ k · STRIDE (moved forward to a character boundary): byte, code points and UTF-16 units before it.
    checkpoints: Vec<Checkpoint>,
    /// First byte of each line.
    starts: Vec<usize>,
    length: usize,
}

#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    byte: usize,
    chars: usize,
    utf16: usize,
}

impl Lines {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut starts = vec![0];
        let mut next = 0;
        let (mut chars, mut utf16) = (0, 0);
        for (byte, character) in text.char_indices() {
            if byte >= next {
                checkpoints.push(Checkpoint { byte, chars, utf16 });
                next += STRIDE;
            }
            if character == '\n' {
                starts.push(byte + 1);
            }
            chars += 1;
            utf16 += character.len_utf16();
        }
        checkpoints.push(Checkpoint { byte: text.len(), chars, utf16 });
        Self { checkpoints, starts, length: text.len() }
    }

    /// Code points before `byte`; `None` if that is outside the text or inside a character.
    #[must_use]
    pub fn char_from_byte(&self, text: &str, byte: usize) -> Option<usize> {
        let from = self.before(|point| point.byte <= byte)?;
        Some(from.chars + text.get(from.byte..byte)?.chars().count())
    }

    /// The byte at which code point number `char` starts; `char` = number of code points gives the text's length.
    #[must_use]
    pub fn byte_from_char(&self, text: &str, char: usize) -> Option<usize> {
        let from = self.before(|point| point.chars <= char)?;
        let rest = text.get(from.byte..)?;
        let mut bytes = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        bytes.nth(char - from.chars).map(|at| from.byte + at)
    }

    /// UTF-16 units before `byte`; `None` if that is outside the text or inside a character.
    #[must_use]
    pub fn utf16_from_byte(&self, text: &str, byte: usize) -> Option<usize> {
        let from = self.before(|point| point.byte <= byte)?;
        Some(from.utf16 + text.get(from.byte..byte)?.chars().map(char::len_utf16).sum::<usize>())
    }

    /// Line and column of `byte`, both counted from 1, the column in code points.
    #[must_use]
    pub fn line_column(&self, text: &str, byte: usize) -> Option<(usize, usize)> {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts.get(line.checked_sub(1)?)?;
        let column = self.char_from_byte(text, byte)? - self.char_from_byte(text, *start)?;
        Some((line, column + 1))
    }

    /// How many lines; the empty text has one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Length of the text in bytes.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    fn before(&self, earlier: impl Fn(&Checkpoint) -> bool) -> Option<Checkpoint> {
        let next = self.checkpoints.partition_point(earlier);
        self.checkpoints.get(next.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_differ_where_they_should() {
        let text = "é\n😀b";
        let lines = Lines::new(text);
        assert_eq!(lines.char_from_byte(text, 7), Some(3));
        assert_eq!(lines.utf16_from_byte(text, 7), Some(4));
        assert_eq!(lines.line_column(text, 7), Some((2, 2)));
        assert_eq!(lines.char_from_byte(text, 1), None, "inside é");
        assert_eq!(lines.byte_from_char(text, 4), Some(8));
        assert_eq!(lines.byte_from_char(text, 5), None);
        assert_eq!(lines.count(), 2);
    }

    #[test]
    fn the_empty_text_has_one_place() {
        let lines = Lines::new("");
        assert_eq!(lines.char_from_byte("", 0), Some(0));
        assert_eq!(lines.byte_from_char("", 0), Some(0));
        assert_eq!(lines.line_column("", 0), Some((1, 1)));
        assert_eq!(lines.char_from_byte("", 1), None);
    }

    proptest! {
        /// Against the plain way of counting, on texts longer than several strides.
        #[test]
        fn agrees_with_counting(unit in "[aé😀\n]{1,7}", times in 1usize..900) {
            let text = unit.repeat(times);
            let lines = Lines::new(&text);
            for (number, (byte, _)) in text.char_indices().enumerate().step_by(97) {
                prop_assert_eq!(lines.char_from_byte(&text, byte), Some(number));
                prop_assert_eq!(lines.byte_from_char(&text, number), Some(byte));
                prop_assert_eq!(lines.utf16_from_byte(&text, byte), Some(text[..byte].encode_utf16().count()));
                let line = text[..byte].matches('\n').count() + 1;
                prop_assert_eq!(lines.line_column(&text, byte).map(|at| at.0), Some(line));
            }
        }
    }
}
