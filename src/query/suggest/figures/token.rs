//! Words, digits and signs of a sentence, with where they stand.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Make {
    /// Letters; hyphens and apostrophes between them belong to it, but for a short elision: `d’` stands alone.
    Word,
    /// ASCII digits only.
    Digits,
    /// Any other sign that is no white space.
    Sign,
}

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub text: &'t str,
    /// In small letters, with straight apostrophes.
    pub lower: String,
    /// Bytes of the text, half-open.
    pub start: usize,
    pub end: usize,
    pub make: Make,
    /// What stands between the token before and this one; empty where they touch.
    pub gap: &'t str,
}

impl Token<'_> {
    pub fn is_glued(&self) -> bool {
        self.gap.is_empty()
    }

    pub fn is_sign(&self, sign: &str) -> bool {
        self.make == Make::Sign && self.text == sign
    }

    pub fn is_capitalised(&self) -> bool {
        self.make == Make::Word && self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Letters before an apostrophe of an elision: `d’`, `qu’`.
const ELISION_CHARS: usize = 2;

/// The tokens of a text, by place.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let (mut at, mut behind) = (0, 0);
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let (make, length) = if first.is_ascii_digit() {
            (Make::Digits, rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len()))
        } else if first.is_alphabetic() {
            (Make::Word, word(rest))
        } else {
            (Make::Sign, first.len_utf8())
        };
        let (end, piece) = (at + length, rest.get(..length).unwrap_or_default());
        found.push(Token {
            text: piece,
            lower: piece.to_lowercase().replace('’', "'"),
            start: at,
            end,
            make,
            gap: text.get(behind..at).unwrap_or_default(),
        });
        (at, behind) = (end, end);
    }
    found
}

/// Bytes of the word with which a text begins.
fn word(text: &str) -> usize {
    let mut letters = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let joins = signs.peek().is_some_and(|(_, next)| next.is_alphabetic());
        match sign {
            '\'' | '’' if letters <= ELISION_CHARS && joins => return at + sign.len_utf8(),
            '\'' | '’' | '-' if joins => {}
            _ if sign.is_alphabetic() || is_mark(sign) => letters += 1,
            _ => return at,
        }
    }
    text.len()
}

/// Combining accents belong to the letter before them.
fn is_mark(sign: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&sign)
}
