//! What each character folds to, looked up instead of worked out: [`super::fold`] asks Unicode's tables several times
//! for one character, which is too slow for a search through all documents.
//!
//! It promises the same answer as [`fold`] for every character. The table is made once, when something is searched
//! for the first time.

use super::fold::{fold, is_invisible};
use std::sync::LazyLock;

/// What a character becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// Nothing, and blanks around it are still one run.
    Invisible,
    /// Nothing, but it parts two runs of blanks.
    Accent,
    /// A blank; a run of them is one.
    Blank,
    /// One letter.
    One(char),
    /// Several letters: `ß`, `…`.
    Several(&'static [char]),
}

/// The table.
pub(super) struct Letters {
    /// By code point: a letter, or a value above all code points with a meaning of its own.
    rows: Vec<u32>,
    several: Vec<Box<[char]>>,
    /// The characters that do not fold to themselves.
    changing: Vec<char>,
}

/// From here on every character folds to itself.
const LIMIT: u32 = 0x2_0000;
/// Characters that fold to themselves and are many: ideographs, syllables of Hangul, private use.
const THEMSELVES: [std::ops::RangeInclusive<u32>; 3] = [0x3400..=0x9fff, 0xac00..=0xd7a3, 0xe000..=0xf8ff];
const INVISIBLE: u32 = 0x8000_0000;
const ACCENT: u32 = 0x8000_0001;
const BLANK: u32 = 0x8000_0002;
/// The first of the values that stand for several letters.
const SEVERAL: u32 = 0x9000_0000;

static LETTERS: LazyLock<Letters> = LazyLock::new(Letters::new);

impl Letters {
    /// The one table.
    pub(super) fn get() -> &'static Self {
        &LETTERS
    }

    /// What a character becomes.
    #[inline]
    pub(super) fn of(&'static self, character: char) -> Letter {
        match self.rows.get(character as usize).copied() {
            None => Letter::One(character),
            Some(INVISIBLE) => Letter::Invisible,
            Some(ACCENT) => Letter::Accent,
            Some(BLANK) => Letter::Blank,
            Some(row) => match char::from_u32(row) {
                Some(letter) => Letter::One(letter),
                None => Letter::Several(self.several.get((row - SEVERAL) as usize).map_or(&[], |letters| &**letters)),
            },
        }
    }

    /// The characters that do not fold to themselves, sorted.
    pub(super) fn changing(&self) -> &[char] {
        &self.changing
    }

    fn new() -> Self {
        let rows = Vec::with_capacity(LIMIT as usize);
        let mut letters = Self { rows, several: Vec::new(), changing: Vec::new() };
        for code in 0..LIMIT {
            let row = char::from_u32(code).map_or(code, |character| letters.row(character));
            letters.rows.push(row);
            letters.changing.extend(char::from_u32(code).filter(|_| row != code));
        }
        letters
    }

    fn row(&mut self, character: char) -> u32 {
        let code = u32::from(character);
        if THEMSELVES.iter().any(|range| range.contains(&code)) {
            return code;
        }
        if character.is_whitespace() {
            return BLANK;
        }
        let folded: Vec<char> = fold(character.encode_utf8(&mut [0; 4])).chars().collect();
        match folded.as_slice() {
            [] if is_invisible(character) => INVISIBLE,
            [] => ACCENT,
            [letter] => u32::from(*letter),
            _ => self.several(folded),
        }
    }

    fn several(&mut self, letters: Vec<char>) -> u32 {
        self.several.push(letters.into_boxed_slice());
        // A few hundred characters fold to several letters.
        SEVERAL + u32::try_from(self.several.len() - 1).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_folding_says() {
        let letters = Letters::get();
        for character in (0..=0x10_ffff).filter_map(char::from_u32) {
            let folded: Vec<char> = fold(character.encode_utf8(&mut [0; 4])).chars().collect();
            let found = match letters.of(character) {
                Letter::Invisible | Letter::Accent => vec![],
                Letter::Blank => vec![' '],
                Letter::One(letter) => vec![letter],
                Letter::Several(several) => several.to_vec(),
            };
            assert_eq!(found, folded, "{character:?}");
        }
    }
}
