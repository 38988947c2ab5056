//! The words of a text by what they fold to, so that a name is looked for without reading the text again.
//!
//! Twelve bytes a word: a number made of its folded letters, and where it stands. Equal words have equal numbers; equal
//! numbers are as good as never different words, and whoever needs to know compares the letters. What it does *not* do:
//! keep the letters.

use super::tokens::Token;
use crate::base::span::Span;
use crate::query::fold::fold;

/// The words of a text outside its zones, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Box<[Word]>);

/// A word: the number of its letters, and its bytes in the text, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub letters: u32,
    start: u32,
    end: u32,
}

impl Word {
    /// Where it stands, in bytes of the text.
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

impl Words {
    /// The words of a text that was cut into tokens. What stands behind its first four gigabytes is left out.
    pub fn of(text: &str, tokens: &[Token]) -> Self {
        let word = |token: &Token| {
            let (start, end) = (u32::try_from(token.start).ok()?, u32::try_from(token.end).ok()?);
            Some(Word { letters: letters(text.get(token.start..token.end)?), start, end })
        };
        Self(tokens.iter().filter_map(word).collect())
    }

    /// All of them.
    pub fn all(&self) -> &[Word] {
        &self.0
    }
}

/// The number of a word’s folded letters (FNV-1a).
pub fn letters(word: &str) -> u32 {
    if word.is_ascii() {
        return number(word.bytes().map(|letter| letter.to_ascii_lowercase()));
    }
    number(fold(word).bytes())
}

fn number(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |number, byte| (number ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(letters("Élodie"), letters("ELODIE"));
        assert_eq!(letters("TANGIER"), letters("tangier"));
        assert_ne!(letters("Tangier"), letters("Tanger"));
    }
}
