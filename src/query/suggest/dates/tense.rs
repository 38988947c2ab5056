//! Whether a sentence looks back or forward at the place of a date.
//!
//! The nearest cue decides: “the minister said Monday that he will go” looks back at *Monday*; a word that sets a
//! term, as in “until Friday”, looks forward whatever the verb. Promises: the cues of a paragraph are found in one
//! pass, once, and only if it has a date. What it does *not* do: it parses nothing, and it looks no further than a
//! score of tokens.

use super::lexicon::{Class, Lexicon};
use super::resolve::Tense;
use super::token::{Case, Make, Token};

/// How many tokens on either side are looked at.
const REACH: usize = 25;

/// The same for a date that owns what stands behind it.
const REACH_OF_OWNER: usize = 5;

/// A cue behind the date counts as this many tokens further away: what stands before governs it.
const BEHIND: usize = 2;

/// What a token says about the sentence that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    Nothing,
    Past,
    /// “Had”: what was before the past.
    Before,
    Future,
    /// A full stop, and behind it a blank and a capital.
    End,
}

/// The cues of a paragraph, one for each token.
#[derive(Debug, Default)]
pub(super) struct Cues {
    found: Vec<Cue>,
    /// Whether they have been looked for in this paragraph.
    known: bool,
}

impl Cues {
    /// Forgets the paragraph before.
    pub(super) fn clear(&mut self) {
        self.known = false;
    }

    /// Where the sentence looks, at the tokens `from..to`.
    pub(super) fn tense(
        &mut self,
        text: &str,
        lexicon: &Lexicon,
        tokens: &[Token],
        (from, to): (usize, usize),
    ) -> Tense {
        self.look(text, lexicon, tokens);
        // “Wednesday's ruling” has been, unless the verb is its own.
        let owns = tokens.get(to).is_some_and(|token| token.is_glued_sign('\''));
        let reach = if owns { REACH_OF_OWNER } else { REACH };
        let before = self.found.get(from.saturating_sub(reach)..from).unwrap_or_default();
        let behind = self.found.get(to..tokens.len().min(to + reach)).unwrap_or_default();
        if sets_term(lexicon, tokens, from) {
            let past = is_told_before(before.iter().rev()) || is_told_before(behind.iter());
            return if past { Tense::Past } else { Tense::Term };
        }
        let earlier = nearest(before.iter().rev());
        let later = nearest(behind.iter()).map(|(gap, tense)| (gap + BEHIND, tense));
        let best = [earlier, later].into_iter().flatten().min_by_key(|(gap, _)| *gap);
        best.map_or(Tense::Unclear, |(_, tense)| tense)
    }

    /// Whether no sentence ends between two tokens that are near each other.
    pub(super) fn in_one_sentence(
        &mut self,
        text: &str,
        lexicon: &Lexicon,
        tokens: &[Token],
        (from, to): (usize, usize),
    ) -> bool {
        self.look(text, lexicon, tokens);
        to <= from + REACH && self.found.get(from..to).is_some_and(|between| !between.contains(&Cue::End))
    }

    fn look(&mut self, text: &str, lexicon: &Lexicon, tokens: &[Token]) {
        if self.known {
            return;
        }
        self.known = true;
        self.found.clear();
        let at = |place: Option<usize>| place.and_then(|place| tokens.get(place)).copied();
        for (place, token) in tokens.iter().enumerate() {
            let around = (at(place.checked_sub(1)), at(place.checked_add(1)));
            let cue = cue(text, lexicon, *token, around);
            // “It had been due to expire”, “they had hoped”.
            let over = cue == Cue::Future && self.found.iter().rev().take(2).any(|cue| *cue == Cue::Before);
            self.found.push(if over { Cue::Past } else { cue });
        }
    }
}

/// Whether a word that sets a term stands before a date: “until Friday”, “until at least Friday”, “is on Friday”.
fn sets_term(lexicon: &Lexicon, tokens: &[Token], from: usize) -> bool {
    /// Words between the two.
    const BETWEEN: usize = 2;
    let before = tokens.get(from.saturating_sub(BETWEEN + 1)..from).unwrap_or_default();
    let mut values = before.iter().rev().map(|token| lexicon.value(*token, Class::Term));
    values.find(|value| *value != Some(2)) == Some(Some(1))
}

/// How many tokens away the nearest cue of the same sentence is, and what it says.
fn nearest<'c>(cues: impl Iterator<Item = &'c Cue>) -> Option<(usize, Tense)> {
    for (gap, cue) in cues.enumerate() {
        match cue {
            Cue::Nothing => {}
            Cue::Past | Cue::Before => return Some((gap, Tense::Past)),
            Cue::Future => return Some((gap, Tense::Future)),
            Cue::End => return None,
        }
    }
    None
}

/// Whether “had” stands near in the same sentence: “until Thursday they had not met”.
fn is_told_before<'c>(cues: impl Iterator<Item = &'c Cue>) -> bool {
    const NEAR: usize = 8;
    cues.take(NEAR).take_while(|cue| **cue != Cue::End).any(|cue| *cue == Cue::Before)
}

fn cue(text: &str, lexicon: &Lexicon, token: Token, (before, next): (Option<Token>, Option<Token>)) -> Cue {
    match token.make {
        Make::Sign('!' | '?') if begins(next) => Cue::End,
        Make::Sign('.') if begins(next) && !is_short(lexicon, before) => Cue::End,
        Make::Sign(_) | Make::Number(_) => Cue::Nothing,
        Make::Word => cue_of_word(text, lexicon, token, (before, next)),
    }
}

fn cue_of_word(text: &str, lexicon: &Lexicon, token: Token, (before, next): (Option<Token>, Option<Token>)) -> Cue {
    let is = |class| lexicon.is(token, class);
    // “Set to resume”, “agreed to meet”: what follows is to come, whatever the form of the verb.
    let infinitive = |near: Option<Token>| near.and_then(|near| lexicon.value(near, Class::Infinitive));
    // The same of “set for June”.
    let aims = match lexicon.value(token, Class::Aim) {
        Some(2) => matches!(infinitive(next), Some(1 | 4)),
        Some(_) => infinitive(next) == Some(1),
        None => false,
    };
    // “To be grounded”: the participle says nothing about time.
    let passive = infinitive(before) == Some(2);
    // “Could not be reached Friday” tells what was, “could come on Friday” does not.
    let failed = lexicon.value(token, Class::Future) == Some(2) && matches!(infinitive(next), Some(2 | 3));
    // “He may” looks forward, “in May” does not.
    if aims || (is(Class::Future) && !is(Class::Month) && !failed) {
        Cue::Future
    } else if lexicon.value(token, Class::Past) == Some(2) {
        Cue::Before
    } else if failed || (!passive && is_past(text, lexicon, token)) {
        Cue::Past
    } else {
        Cue::Nothing
    }
}

/// Whether a sentence can begin here: behind a blank, with a capital.
fn begins(token: Option<Token>) -> bool {
    token.is_some_and(|token| !token.glued && token.case == Case::Capital)
}

/// Whether the full stop behind it belongs to the word: “U.S.”, “vs.”
fn is_short(lexicon: &Lexicon, token: Option<Token>) -> bool {
    token
        .is_some_and(|token| token.make == Make::Word && (token.len() == 1 || lexicon.is(token, Class::Abbreviation)))
}

fn is_past(text: &str, lexicon: &Lexicon, token: Token) -> bool {
    let ending = || token.make == Make::Word && token.case == Case::Small;
    lexicon.is(token, Class::Past)
        || (ending() && text.get(token.start..token.end).is_some_and(|word| lexicon.ends_as(word, Class::Past)))
}
