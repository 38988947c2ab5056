//! Whether a sentence looks back or forward at the place of a date.
//!
//! The nearest cue decides: “the minister said Monday that he will go” looks back at *Monday*. What it does *not*
//! do: it parses nothing, and it looks no further than a score of tokens.

use super::lexicon::{Class, Lexicon};
use super::resolve::Tense;
use super::token::{Case, Make, Token};

/// How many tokens on either side are looked at.
const REACH: usize = 25;

/// A cue behind the date counts as this many tokens further away: what stands before governs it.
const BEHIND: usize = 2;

/// Where the sentence looks, at the tokens `from..to`.
pub(super) fn tense(text: &str, lexicon: &Lexicon, tokens: &[Token], (from, to): (usize, usize)) -> Tense {
    let before = tokens.get(from.saturating_sub(REACH)..from).unwrap_or_default();
    let behind = tokens.get(to..tokens.len().min(to + REACH)).unwrap_or_default();
    let earlier = nearest(text, lexicon, before.iter().rev(), Side::Before);
    let later = nearest(text, lexicon, behind.iter(), Side::Behind);
    let best =
        [earlier, later.map(|(gap, tense)| (gap + BEHIND, tense))].into_iter().flatten().min_by_key(|(gap, _)| *gap);
    best.map_or(Tense::Unclear, |(_, tense)| tense)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// How many tokens away the nearest cue of the same sentence is, and what it says.
fn nearest<'t>(
    text: &str,
    lexicon: &Lexicon,
    tokens: impl Iterator<Item = &'t Token>,
    side: Side,
) -> Option<(usize, Tense)> {
    let mut neighbour: Option<Token> = None;
    for (gap, token) in tokens.enumerate() {
        let (end, next) = match side {
            Side::Before => (Some(*token), neighbour),
            Side::Behind => (neighbour, Some(*token)),
        };
        if end.zip(next).is_some_and(|(end, next)| ends_sentence(end, next)) {
            return None;
        }
        if lexicon.is(*token, Class::Future) {
            return Some((gap, Tense::Future));
        }
        if is_past(text, lexicon, *token) {
            return Some((gap, Tense::Past));
        }
        neighbour = Some(*token);
    }
    None
}

/// A full stop, and behind it a blank and a capital.
fn ends_sentence(end: Token, next: Token) -> bool {
    matches!(end.make, Make::Sign('.' | '!' | '?')) && !next.glued && next.case == Case::Capital
}

fn is_past(text: &str, lexicon: &Lexicon, token: Token) -> bool {
    let ending = || token.make == Make::Word && token.case == Case::Small;
    lexicon.is(token, Class::Past)
        || (ending() && text.get(token.start..token.end).is_some_and(|word| lexicon.ends_as(word, Class::Past)))
}
