//! Cuts a paragraph into words, numbers and signs, once, for every rule.
//!
//! Promises: one pass whatever the text is; tokens are in order, do not overlap, and begin and end between characters.
//! What it does *not* do: it knows no language; which word a token is, the lexicon says.

use super::lexicon::{Lexicon, WordId};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Make {
    /// A run of letters.
    Word,
    /// A run of decimal digits, with its value if that has at most nine digits.
    Number(Option<i32>),
    /// A single character that is neither; dashes and apostrophes are one each.
    Sign(char),
}

/// How a word is written, which tells *May* from *may*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Small,
    /// Begins with a capital, or is not a word at all.
    Capital,
}

/// A word, a number or a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte in the text.
    pub(super) start: usize,
    /// The byte after the last one.
    pub(super) end: usize,
    pub(super) make: Make,
    pub(super) case: Case,
    /// Whether it follows the token before it without a blank.
    pub(super) glued: bool,
    /// Which word of the lexicon it is.
    pub(super) word: WordId,
}

impl Token {
    /// Its value, if it is a number of at most nine digits.
    pub(super) fn number(self) -> Option<i32> {
        match self.make {
            Make::Number(value) => value,
            Make::Word | Make::Sign(_) => None,
        }
    }

    /// Whether it is this sign and nothing stands between it and the token before.
    pub(super) fn is_glued_sign(self, sign: char) -> bool {
        self.glued && self.make == Make::Sign(sign)
    }

    /// How many bytes it has.
    pub(super) fn len(self) -> usize {
        self.end - self.start
    }
}

/// The tokens of `text[start..end]`, in place of those that were in `tokens`.
pub(super) fn tokenise(text: &str, start: usize, end: usize, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    tokens.clear();
    let bytes = text.as_bytes();
    let mut at = start;
    let mut folded = String::new();
    let mut glued = false;
    while at < end {
        let Some(&byte) = bytes.get(at) else { return };
        if matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
            at += 1;
            glued = false;
            continue;
        }
        let Some((token, next)) = token_at(text, at, end, lexicon, &mut folded) else {
            // A blank that is not ASCII.
            at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            glued = false;
            continue;
        };
        tokens.push(Token { glued, ..token });
        at = next;
        glued = true;
    }
}

fn token_at(text: &str, at: usize, end: usize, lexicon: &Lexicon, folded: &mut String) -> Option<(Token, usize)> {
    let rest = text.get(at..end)?;
    let first = rest.chars().next()?;
    if first.is_whitespace() {
        return None;
    }
    let (make, length) = if first.is_ascii_digit() {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        (Make::Number(rest.get(..length).filter(|_| length <= 9).and_then(|digits| digits.parse().ok())), length)
    } else if first.is_alphabetic() {
        (Make::Word, word_length(rest))
    } else {
        (Make::Sign(plain_sign(first)), first.len_utf8())
    };
    let word = match make {
        Make::Number(_) => WordId::NONE,
        Make::Word | Make::Sign(_) => lexicon.find(rest.get(..length)?, folded),
    };
    let case = if first.is_lowercase() { Case::Small } else { Case::Capital };
    Some((Token { start: at, end: at + length, make, case, glued: false, word }, at + length))
}

/// One dash and one apostrophe for all of their kind.
pub(super) fn plain_sign(sign: char) -> char {
    match sign {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '’' | '‘' | 'ʼ' => '\'',
        other => other,
    }
}

/// Bytes of the run of letters, and of the accents that are written as characters of their own.
fn word_length(rest: &str) -> usize {
    let ascii = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let is_letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
    rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
}
