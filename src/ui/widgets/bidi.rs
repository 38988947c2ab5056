//! Where a text in several scripts and directions is cut, so that egui can shape each piece by itself.
//!
//! Whoever lays text out puts the pieces in the order of UAX #9 (`unicode-bidi`), which egui does not. What this does
//! *not* do: it finds no levels and breaks no lines.

use std::ops::Range;
use unicode_bidi::{BidiClass, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// What may stand together in one shaped piece.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// White space.
    Space,
    /// Steers the direction, and is not drawn.
    Hidden,
    /// Hebrew letters.
    Hebrew,
    /// Arabic letters, and those of other scripts that are written from the right.
    Arabic,
    /// A sign in right-to-left surroundings: always alone, since several would have to change places.
    Sign,
    /// Anything else.
    Other,
}

/// What a letter is, at its level.
pub fn kind(c: char, level: Level) -> Kind {
    if c.is_whitespace() {
        return Kind::Space;
    }
    match bidi_class(c) {
        BidiClass::R | BidiClass::AL if matches!(c, '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}') => Kind::Hebrew,
        BidiClass::R | BidiClass::AL => Kind::Arabic,
        BidiClass::LRE
        | BidiClass::RLE
        | BidiClass::LRO
        | BidiClass::RLO
        | BidiClass::PDF
        | BidiClass::LRI
        | BidiClass::RLI
        | BidiClass::FSI
        | BidiClass::PDI => Kind::Hidden,
        _ if matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{FEFF}') => Kind::Hidden,
        _ if level.is_rtl() => Kind::Sign,
        _ => Kind::Other,
    }
}

/// Cuts at white space, and wherever level or script changes; never inside a grapheme.
pub fn pieces(text: &str, levels: &[Level]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before: Option<(Kind, Level)> = None;
    for (at, letter) in text.grapheme_indices(true) {
        let level = levels.get(at).copied().unwrap_or(Level::ltr());
        let kind = letter.chars().next().map_or(Kind::Other, |c| kind(c, level));
        let end = at + letter.len();
        match found.last_mut() {
            Some(last) if before == Some((kind, level)) && kind != Kind::Sign => last.end = end,
            _ => found.push(at..end),
        }
        before = Some((kind, level));
    }
    found
}

/// Signs such as brackets turn round in right-to-left text (rule L4).
pub fn mirror(piece: &str) -> String {
    const PAIRS: [(char, char); 8] =
        [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›'), ('≤', '≥'), ('⟨', '⟩')];
    let turn = |c: char| {
        let pair = PAIRS.iter().find(|(open, close)| *open == c || *close == c);
        pair.map_or(c, |(open, close)| if *open == c { *close } else { *open })
    };
    piece.chars().map(turn).collect()
}
