//! What the whole text says about a doubtful name: a word that is written small elsewhere is none, one that has a
//! capital inside a sentence is one, and a family name is the person who was named in full.

use super::keys::plain;
use super::lists::Traits;
use super::organisation::word;
use super::segment::{Guess, ONLY_A_CAPITAL, Sure};
use super::tokens::{Gap, Shape, Style, Token};
use super::{Found, Kind};
use crate::base::span::Span;
use std::collections::{HashMap, HashSet};

/// The names that stand the test, sorted.
pub fn settle(text: &str, tokens: &[Token], guesses: Vec<Guess>) -> Vec<Found> {
    let known = Known::read(text, tokens, &guesses);
    let mut settled: Vec<Guess> = guesses.into_iter().filter_map(|guess| known.settle(text, tokens, guess)).collect();
    settled.extend(known.in_titles(text, tokens, &settled));
    settled.sort_by_key(|guess| guess.from);
    settled.into_iter().filter_map(|guess| found(text, tokens, &guess)).collect()
}

/// What a text knows of its names.
#[derive(Default)]
struct Known<'t> {
    /// Words that stand somewhere with a small first letter.
    small: HashSet<&'t str>,
    /// How often a single word stood inside a sentence with a capital, by kind.
    inside: HashMap<&'t str, [usize; 6]>,
    /// Family names, other words of people's names.
    family: HashSet<&'t str>,
    /// Single words and acronyms that are sure, and what they name.
    sure: HashMap<String, Kind>,
}

impl<'t> Known<'t> {
    fn read(text: &'t str, tokens: &[Token], guesses: &[Guess]) -> Self {
        let mut known = Self::default();
        let small = tokens.iter().filter(|token| token.shape == Shape::Small);
        known.small = small.map(|token| word(text, token)).collect();
        for guess in guesses {
            let Some(run) = tokens.get(guess.from..guess.to) else { continue };
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            if first.style == Style::Title {
                continue;
            }
            if guess.kind == Kind::Person && guess.sure > Sure::Doubtful {
                let named = run.iter().rev().find(|token| !token.has(Traits::GENERATION)).unwrap_or(last);
                known.family.insert(word(text, named));
            }
            let inside = run.len() == 1 && (first.gap != Gap::Start || guess.sure > Sure::Doubtful);
            let votes = inside.then(|| known.inside.entry(word(text, first)).or_default());
            if let Some(votes) = votes.and_then(|votes| votes.get_mut(guess.kind as usize)) {
                *votes += match guess.sure {
                    Sure::Doubtful => usize::from(guess.because != ONLY_A_CAPITAL),
                    Sure::Likely | Sure::Certain => 3,
                };
            }
            if guess.sure > Sure::Doubtful && run.len() < 5 {
                known.sure.entry(joined(text, run).to_lowercase()).or_insert(guess.kind);
            }
        }
        known
    }

    /// Takes a guess as it is, with another kind, or not at all.
    fn settle(&self, text: &str, tokens: &[Token], mut guess: Guess) -> Option<Guess> {
        let first = tokens.get(guess.from)?;
        if guess.to != guess.from + 1 {
            return Some(guess);
        }
        let name = word(text, first);
        if self.family.contains(name) && guess.sure != Sure::Certain {
            (guess.kind, guess.because) = (Kind::Person, "the family name of somebody named in full");
            return Some(guess);
        }
        if guess.sure > Sure::Doubtful {
            return Some(guess);
        }
        let lower = name.to_lowercase();
        if self.small.contains(lower.as_str()) && !first.has(Traits::GIVEN) {
            return None;
        }
        let votes = self.inside.get(name);
        if let Some(kind) = votes.and_then(strongest) {
            if guess.kind != kind {
                (guess.kind, guess.because) = (kind, "the text says so elsewhere");
            }
        } else if votes.is_none() && first.gap == Gap::Start && !stands_at_start(tokens, &guess) {
            return None;
        }
        Some(guess)
    }

    /// In headlines only those names are found that the text below has, or the lists.
    fn in_titles(&self, text: &str, tokens: &[Token], settled: &[Guess]) -> Vec<Guess> {
        let mut taken = settled.iter().peekable();
        let mut more = Vec::new();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.style == Style::Title) {
            while taken.next_if(|guess| guess.to <= at).is_some() {}
            if taken.peek().is_some_and(|guess| guess.from <= at) || !token.is_capital() {
                continue;
            }
            let name = word(text, token);
            let small = name.to_lowercase();
            let family = self.family.iter().find(|family| {
                family.len() > 2
                    && (**family == name || (token.shape == Shape::Capitals && family.to_lowercase() == small))
            });
            let kind = family.map(|_| Kind::Person).or_else(|| self.sure.get(&small).copied());
            let clear = !token.has(Traits::COMMON.and(Traits::CALENDAR).and(Traits::DEMONYM));
            if let Some(kind) = kind.filter(|_| clear) {
                let because = "the text below names it";
                more.push(Guess {
                    from: at,
                    to: at + 1,
                    kind,
                    sure: Sure::Likely,
                    because,
                    office: None,
                    of: None,
                    short_for: None,
                });
            }
        }
        more
    }
}

/// An unknown word at the beginning of a sentence is a name if it owns or says something, or is a usual given name.
fn stands_at_start(tokens: &[Token], guess: &Guess) -> bool {
    let Some(first) = tokens.get(guess.from) else { return false };
    let says = tokens.get(guess.to).is_some_and(|next| next.has(Traits::REPORTS) && next.gap == Gap::Blank);
    first.has(Traits::GIVEN) || first.owns || says
}

fn strongest(votes: &[usize; 6]) -> Option<Kind> {
    let most = votes.iter().max().copied().filter(|most| *most > 0)?;
    let at = votes.iter().position(|count| *count == most)?;
    Kind::ALL.get(at).copied()
}

fn found(text: &str, tokens: &[Token], guess: &Guess) -> Option<Found> {
    let run = tokens.get(guess.from..guess.to)?;
    let span = Span::new(run.first()?.start, run.last()?.end);
    let words = |(from, to): (usize, usize)| {
        tokens.get(from..to).map(|run| joined(text, run)).filter(|words| !words.is_empty())
    };
    let name = joined(text, run);
    Some(Found {
        span,
        plain: plain(&name),
        text: name,
        kind: guess.kind,
        because: guess.because,
        office: guess.office.and_then(words),
        of: guess.of,
        short_for: guess.short_for.and_then(words),
    })
}

/// The words from the first to the last token with single blanks.
fn joined(text: &str, run: &[Token]) -> String {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return String::new() };
    let words = text.get(first.start..last.end).unwrap_or_default().split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}
