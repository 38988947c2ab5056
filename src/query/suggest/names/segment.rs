//! The walk over the words of a text: cuts runs of capitals into offices, bodies, places and people.
//!
//! Each name comes with how sure it is. What is doubtful here (one capital at the beginning of a sentence, a word that
//! no list knows) is settled later, when the whole text has been read.

mod people;
mod places;

use super::Kind;
use super::lists::{Traits, lists};
use super::organisation::{body, long_form, run_end, word};
use super::tokens::{Gap, Shape, Style, Token};

/// The reason for a name of which nothing else is known.
pub const ONLY_A_CAPITAL: &str = "a capital inside a sentence";

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Only a capital speaks for it.
    Doubtful,
    /// Several words with capitals, or a word beside it.
    Likely,
    /// A list or a title says so.
    Certain,
}

/// A name as the walk sees it.
#[derive(Clone, Debug)]
pub struct Guess {
    /// Tokens, half-open.
    pub from: usize,
    pub to: usize,
    pub kind: Kind,
    pub sure: Sure,
    pub because: &'static str,
    /// The tokens of the office before it.
    pub office: Option<(usize, usize)>,
    /// The state named before it.
    pub of: Option<&'static str>,
    /// For an acronym in brackets: the tokens of its long form.
    pub short_for: Option<(usize, usize)>,
}

/// The names of a text, sorted, not overlapping.
pub fn guesses(text: &str, tokens: &[Token]) -> Vec<Guess> {
    let mut walk = Walk { text, tokens, guesses: Vec::new(), office: None, of: None };
    let mut at = 0;
    while at < tokens.len() {
        at = walk.step(at).max(at + 1);
    }
    walk.acronyms();
    walk.guesses
}

struct Walk<'t> {
    text: &'t str,
    tokens: &'t [Token],
    guesses: Vec<Guess>,
    /// The office that was read last, and the state that was named last, while a name may still follow.
    office: Option<(usize, usize)>,
    of: Option<(usize, &'static str)>,
}

impl Walk<'_> {
    /// Reads what begins at `at`; answers where to go on.
    fn step(&mut self, at: usize) -> usize {
        let Some(token) = self.tokens.get(at) else { return at + 1 };
        if token.gap == Gap::Start {
            (self.office, self.of) = (None, None);
        }
        if let Some(end) = self.demonym(at) {
            return end;
        }
        if let Some(end) = self.office(at) {
            return end;
        }
        if !token.is_capital() {
            return self.small(at);
        }
        let nobody = token.has(Traits::NOBODY) && token.shape == Shape::Capitals;
        if (token.has(Traits::CALENDAR) || nobody) && token.shape != Shape::Initial {
            return at + 1;
        }
        if token.has(Traits::HONORIFIC) {
            self.office = Some((at, at));
            return at + 1;
        }
        self.name(at)
    }

    fn name(&mut self, at: usize) -> usize {
        if self.tokens.get(at).is_some_and(|token| token.style == Style::Title) {
            return self.known(at).or_else(|| self.titled_person(at)).unwrap_or(at + 1);
        }
        if self.phrase(at).is_some_and(|(end, _)| end > at + 1 && !self.goes_on(end)) {
            return self.known(at).unwrap_or(at + 1);
        }
        self.thing(at)
            .or_else(|| self.firm(at))
            .or_else(|| self.body(at))
            .or_else(|| self.structured_place(at))
            .or_else(|| self.known(at))
            .or_else(|| self.place_with_article(at))
            .or_else(|| self.person(at))
            .or_else(|| self.several(at))
            .or_else(|| self.acronym(at))
            .or_else(|| self.single(at))
            .unwrap_or(at + 1)
    }

    /// Whether a capitalised word stands at `at`, parted from the one before by a blank only.
    fn goes_on(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|next| next.is_capital() && next.gap == Gap::Blank)
    }

    /// “Douglas & Lomason”, “Standard & Poor’s”.
    fn firm(&mut self, at: usize) -> Option<usize> {
        let sign = run_end(self.tokens, at, 4);
        let is_sign = self.tokens.get(sign).is_some_and(|token| word(self.text, token) == "&");
        let end = run_end(self.tokens, sign + 1, 4);
        (is_sign && self.goes_on(sign + 1))
            .then(|| self.push(at, end, Kind::Organisation, Sure::Certain, "an ampersand"))
    }

    fn push(&mut self, from: usize, to: usize, kind: Kind, sure: Sure, because: &'static str) -> usize {
        let office = self.office.take().filter(|_| kind == Kind::Person).filter(|(from, to)| from < to);
        let of = self.of.filter(|(near, _)| from.saturating_sub(*near) < 12).map(|(_, of)| of);
        let of = of.filter(|_| kind != Kind::Place);
        self.guesses.push(Guess { from, to, kind, sure, because, office, of, short_for: None });
        to
    }

    /// “Moroccan”, “South Korean”: no name, but whose office or body comes next.
    fn demonym(&mut self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at).filter(|token| token.is_capital())?;
        let next = self.tokens.get(at + 1).filter(|next| next.gap == Gap::Blank && next.has(Traits::DEMONYM));
        let pair = next.map(|next| (token.start, next.end));
        let small = |range: (usize, usize)| self.text.get(range.0..range.1).unwrap_or_default().to_lowercase();
        if let Some(of) = pair.and_then(|range| lists().state_of_demonym(&small(range))) {
            self.of = Some((at, of));
            return Some(at + 2);
        }
        if !token.has(Traits::DEMONYM) {
            return None;
        }
        let second = self.tokens.get(at + 1).filter(|next| next.gap == Gap::Blank && next.is_capital());
        if second.is_some_and(|next| next.has(Traits::DEMONYM)) {
            return Some(at + 2);
        }
        // The word may begin a name all the same: “South Korea”, “Islamic State”, “British Airways”.
        if self.phrase(at).is_some() || token.style == Style::Prose && self.joins_demonym(at) {
            return None;
        }
        self.of = lists().state_of_demonym(&small((token.start, token.end))).map(|of| (at, of));
        (!token.has(Traits::GIVEN.and(Traits::BEGINS).and(Traits::DIRECTION)) || self.of.is_some()).then_some(at + 1)
    }

    /// Whether a demonym is part of the body's name after it: “British Airways”, “French Football Federation”.
    fn joins_demonym(&self, at: usize) -> bool {
        let end = run_end(self.tokens, at, 8);
        if self.phrase(at + 1).is_some() {
            return false;
        }
        let Some(run) = self.tokens.get(at + 1..end) else { return false };
        let Some(head) = run.iter().rposition(|token| token.has(Traits::ORG_HEAD)) else { return false };
        let office = run.iter().any(|token| token.has(Traits::OFFICE));
        let state = run.get(head).is_some_and(|token| token.has(Traits::STATE_HEAD));
        let alone = run.len() == 1 && run.first().is_some_and(|token| token.has(Traits::NEVER_ALONE));
        let bound = self.tokens.get(end).is_some_and(|next| next.gap == Gap::Blank && next.has(Traits::BINDS));
        !office && (!state || (alone && !bound))
    }

    /// Words that begin small: a few names do all the same.
    fn small(&mut self, at: usize) -> usize {
        let Some(token) = self.tokens.get(at) else { return at + 1 };
        if self.phrase_small(at).is_some() {
            return self.known(at).unwrap_or(at + 1);
        }
        if let Some(end) = self.place_of_small_head(at) {
            return self.push(at, end, Kind::Place, Sure::Likely, "a word for a place");
        }
        let body_word = matches!(word(self.text, token), "ministère" | "tribunal" | "parquet");
        let end = body(self.text, self.tokens, at).filter(|end| body_word && *end > at + 1);
        if let Some(end) = end {
            return self.push(at, end, Kind::Organisation, Sure::Likely, "a word for a body");
        }
        if token.gap == Gap::Start || !matches!(token.gap, Gap::Blank | Gap::Comma) {
            self.office = None;
        }
        let keeps = token.has(Traits::BINDS) || token.has(Traits::PARTICLE);
        if !keeps {
            self.office = None;
        }
        at + 1
    }

    /// Agreements, operations and happenings: names that end or begin with such a word.
    fn thing(&mut self, at: usize) -> Option<usize> {
        let end = run_end(self.tokens, at, 8);
        let run = self.tokens.get(at..end)?;
        let (first, last) = (run.first()?, run.last()?);
        if first.has(Traits::OPERATION) && run.len() > 1 {
            return Some(self.push(at, end, Kind::Operation, Sure::Likely, "the word “operation” before it"));
        }
        let after = self.tokens.get(end).filter(|token| token.gap != Gap::Start).map(|token| word(self.text, token));
        let operation = first.quoted && matches!(after, Some("operation" | "opération"));
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|token| word(self.text, token));
        if operation
            || (first.quoted && matches!(before, Some("operation" | "opération" | "Operation" | "Opération")))
        {
            return Some(self.push(
                at,
                end,
                Kind::Operation,
                Sure::Certain,
                "the word “operation” beside its quotation marks",
            ));
        }
        if run.len() > 1 && last.has(Traits::HAPPENING) && !last.has(Traits::ORG_HEAD) {
            return Some(self.push(at, end, Kind::Other, Sure::Likely, "a word for a happening"));
        }
        if run.len() > 1 && last.has(Traits::AGREEMENT) && !run.iter().any(|token| token.has(Traits::OFFICE)) {
            return Some(self.push(at, end, Kind::Agreement, Sure::Likely, "a word for an agreement"));
        }
        None
    }

    fn body(&mut self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let begins = Traits::INSIDE.and(Traits::ORG_HEAD).and(Traits::BEGINS);
        let article = matches!(word(self.text, token), "The" | "Le" | "La" | "Les");
        if article || (token.gap == Gap::Start && token.has(Traits::COMMON) && !token.has(begins)) {
            return None;
        }
        let end = body(self.text, self.tokens, at)?;
        if let Some((place_end, state)) = self.state_in_front(at, end) {
            self.of = Some((at, state));
            self.push(at, place_end, Kind::Place, Sure::Certain, "it is in the list of states and places");
            self.of = Some((at, state));
            return Some(self.body(place_end).unwrap_or(place_end));
        }
        let because = "a word for a body";
        Some(self.push(at, end, Kind::Organisation, Sure::Certain, because))
    }

    fn acronym(&mut self, at: usize) -> Option<usize> {
        let dotted = |token: &&Token| token.shape == Shape::Initial && token.end - token.start > 3;
        let token = self.tokens.get(at).filter(|token| token.shape == Shape::Capitals || dotted(token))?;
        let written = word(self.text, token);
        let generation = token.has(Traits::GENERATION);
        if token.gap == Gap::Start && written.len() > 3 && self.opens_dateline(at + 1) {
            return Some(self.push(at, at + 1, Kind::Place, Sure::Certain, "it opens a report"));
        }
        let article = written.ends_with(['\'', '’']);
        let shouted = token.has(Traits::COMMON) && written.len() > 5;
        let none = article || shouted || generation || written.chars().count() > 10;
        (!none).then(|| self.push(at, at + 1, Kind::Organisation, Sure::Likely, "an acronym"))
    }

    /// Long forms before acronyms in brackets take the place of what the walk saw there.
    fn acronyms(&mut self) {
        let seen = std::mem::take(&mut self.guesses);
        let mut next = 0;
        for at in 0..self.tokens.len() {
            let Some(long) = self.long_before(&seen, at) else { continue };
            let first = seen.partition_point(|guess| guess.to <= long.0);
            let last = seen.partition_point(|guess| guess.from <= at).max(first);
            if first >= next {
                self.guesses.extend_from_slice(seen.get(next..first).unwrap_or_default());
                self.guesses.extend(with_acronym(seen.get(first..last).unwrap_or_default(), long, at));
                next = last;
            }
        }
        self.guesses.extend_from_slice(seen.get(next..).unwrap_or_default());
    }

    /// The tokens of the long form, half-open, if an acronym in brackets stands at `at`.
    fn long_before(&self, seen: &[Guess], at: usize) -> Option<(usize, usize)> {
        self.tokens.get(at).filter(|token| token.gap == Gap::Bracket && token.shape == Shape::Capitals)?;
        if let Some(from) = long_form(self.text, self.tokens, at) {
            return Some((from, at));
        }
        let last = seen.partition_point(|guess| guess.to <= at).checked_sub(1)?;
        let before = seen.get(last).filter(|guess| guess.to == at && guess.kind != Kind::Place)?;
        (before.to - before.from > 1).then_some((before.from, before.to))
    }
}

/// The long form and its acronym, instead of the names that were seen there.
fn with_acronym(old: &[Guess], (from, to): (usize, usize), at: usize) -> [Guess; 2] {
    let of = old.iter().find_map(|guess| guess.of);
    let same = old.first().filter(|old| old.from == from && old.kind != Kind::Person);
    let long = Guess {
        from,
        to,
        kind: same.map_or(Kind::Organisation, |old| old.kind),
        sure: Sure::Certain,
        because: "an acronym in brackets after it",
        office: None,
        of,
        short_for: None,
    };
    let short = Guess {
        from: at,
        to: at + 1,
        because: "an acronym in brackets",
        short_for: Some((from, to)),
        ..long.clone()
    };
    [long, short]
}
