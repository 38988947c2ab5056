//! The walk over the words of a text: cuts runs of capitals into offices, bodies, places and people.
//!
//! Each name comes with how sure it is. What is doubtful here (one capital at the beginning of a sentence, a word that
//! no list knows) is settled later, when the whole text has been read.

use super::Kind;
use super::lists::{Phrase, Traits, lists};
use super::organisation::{body, long_form, run_end, word};
use super::tokens::{Gap, Shape, Style, Token};

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

    /// “Interior Minister”, “Director General of National Security”, small or capitalised.
    fn office(&mut self, at: usize) -> Option<usize> {
        let words = Traits::PORTFOLIO.and(Traits::INSIDE).and(Traits::OFFICE);
        let run = self.tokens.get(at..(at + 7).min(self.tokens.len()))?;
        let length = 1 + run.iter().skip(1).take_while(|token| token.gap == Gap::Blank && token.has(words)).count();
        let run = run.get(..length)?;
        if !run.first()?.has(words) {
            return None;
        }
        let last = run.iter().rposition(|token| token.has(Traits::OFFICE))?;
        if run.get(..last).is_some_and(|front| front.iter().any(|token| token.owns)) {
            return None;
        }
        let mut end = at + last + 1;
        let modifier = |token: &&Token| {
            token.gap == Gap::Blank
                && matches!(word(self.text, token), "General" | "Général" | "général" | "general" | "Elect")
        };
        end += usize::from(self.tokens.get(end).as_ref().is_some_and(modifier));
        // “Attorney” and “Justice” may be the name of a body’s part: “Justice Department” has no office.
        let after = self.tokens.get(at + last + 1..at + length + 1).unwrap_or_default();
        let is_head = |token: &Token| token.gap == Gap::Blank && token.has(Traits::ORG_HEAD) && token.is_capital();
        let head = after.iter().any(is_head);
        if head && end == at + last + 1 && run.get(last).is_some_and(|token| token.has(Traits::PORTFOLIO)) {
            return None;
        }
        self.body_before_office(at, at + last);
        end = self.portfolio(end);
        self.office = Some((at, end));
        Some(end)
    }

    /// “National Police Director General”: a body, and its office.
    fn body_before_office(&mut self, from: usize, to: usize) {
        let Some(front) = self.tokens.get(from..to) else { return };
        if let Some(head) =
            front.iter().rposition(|token| token.has(Traits::ORG_HEAD) && token.is_capital()).filter(|head| *head > 0)
        {
            let because = "a word for a body, before an office";
            self.push(from, from + head + 1, Kind::Organisation, Sure::Likely, because);
        }
    }

    /// The words after “of” that say what the office is about.
    fn portfolio(&self, from: usize) -> usize {
        let mut end = from;
        let mut at = from;
        let mut bound = false;
        while let Some(token) =
            self.tokens.get(at).filter(|token| at - from < 9 && matches!(token.gap, Gap::Blank | Gap::Comma))
        {
            let joins = token.has(Traits::BINDS)
                && (token.shape == Shape::Small || word(self.text, token).ends_with(['\'', '’']));
            if joins && token.gap == Gap::Blank {
                bound = true;
            } else if bound && token.has(Traits::PORTFOLIO) && !token.has(Traits::GIVEN.and(Traits::OFFICE)) {
                end = at + 1;
            } else {
                break;
            }
            at += 1;
        }
        end
    }

    /// Words that begin small: a few names do all the same.
    fn small(&mut self, at: usize) -> usize {
        let Some(token) = self.tokens.get(at) else { return at + 1 };
        if self.phrase_small(at).is_some() {
            return self.known(at).unwrap_or(at + 1);
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

    /// “US Drug Enforcement Administration”: a state and its organ.
    fn state_in_front(&self, at: usize, end: usize) -> Option<(usize, &'static str)> {
        let (place_end, phrase) = self.phrase(at)?;
        let state = phrase.words().collect::<Vec<_>>().join(" ").to_lowercase();
        let usual = lists().state(&state).filter(|_| phrase.state)?;
        let rest = self.tokens.get(place_end..end).filter(|rest| rest.len() > 1)?;
        rest.iter().any(|token| token.has(Traits::STATE_HEAD)).then_some((place_end, usual))
    }

    /// “Lake Chad”, “Mohammed V Airport”, “Gulf of Guinea”, “Northern Iraq”.
    fn structured_place(&mut self, at: usize) -> Option<usize> {
        let end = run_end(self.tokens, at, 6);
        let run = self.tokens.get(at..end)?;
        let first = run.first()?;
        if first.gap == Gap::Start
            && first.has(Traits::COMMON)
            && !first.has(Traits::PLACE_FRONT.and(Traits::DIRECTION))
        {
            return None;
        }
        let head = run.iter().rposition(|token| token.has(Traits::PLACE_HEAD)).filter(|head| *head > 0);
        if let Some(head) =
            head.filter(|head| run.get(*head).is_some_and(|token| !token.owns || *head + 1 == run.len()))
        {
            return Some(self.push(at, at + head + 1, Kind::Place, Sure::Likely, "a word for a place"));
        }
        let place =
            self.phrase(at + 1).filter(|(_, phrase)| first.has(Traits::DIRECTION) && phrase.kind == Kind::Place);
        if let Some((place_end, _)) = place.filter(|_| self.goes_on(at + 1)) {
            return Some(self.push(at, place_end, Kind::Place, Sure::Likely, "a part of a known place"));
        }
        let second = run.get(1).filter(|second| !second.has(Traits::OFFICE.and(Traits::ORG_HEAD)));
        let front = first.has(Traits::PLACE_FRONT)
            && second.is_some()
            && !first.has(Traits::DIRECTION)
            && self.phrase(at).is_none();
        front.then(|| self.push(at, (at + 2).min(end), Kind::Place, Sure::Likely, "a word for a place"))
    }

    /// A phrase of the lists that begins here, with the token after it; the longest.
    fn phrase(&self, at: usize) -> Option<(usize, &'static Phrase)> {
        let token = self.tokens.get(at).filter(|token| token.has(Traits::BEGINS) && token.is_capital())?;
        self.fitting(at, token)
    }

    fn phrase_small(&self, at: usize) -> Option<(usize, &'static Phrase)> {
        let token = self.tokens.get(at).filter(|token| token.has(Traits::BEGINS))?;
        self.fitting(at, token)
    }

    fn fitting(&self, at: usize, token: &Token) -> Option<(usize, &'static Phrase)> {
        let small = word(self.text, token).to_lowercase();
        lists().phrases(&small).iter().find_map(|phrase| {
            let mut end = at;
            for expected in phrase.words() {
                let token = self.tokens.get(end).filter(|token| end == at || token.gap == Gap::Blank)?;
                let written = word(self.text, token);
                let same = written == expected
                    || (token.style == Style::Title || token.shape == Shape::Capitals && written.len() > 3)
                        && written.to_lowercase() == expected.to_lowercase();
                if !same {
                    return None;
                }
                end += 1;
            }
            Some((end, phrase))
        })
    }

    fn known(&mut self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let (end, phrase) = self.phrase_small(at)?;
        let one = end == at + 1;
        // “Nice” and “Orange” begin sentences too; “Jordan Smith” is a person.
        let unclear = one && token.has(Traits::COMMON) && (token.gap == Gap::Start || token.style == Style::Title);
        let given = self.tokens.get(end).is_some_and(|next| next.has(Traits::GIVEN));
        let titled = self.office.is_some() && one && !phrase.state && !given && token.style == Style::Prose;
        let next_name = one
            && phrase.kind == Kind::Place
            && token.has(Traits::GIVEN)
            && self.tokens.get(end).is_some_and(|next| {
                next.is_capital() && next.gap == Gap::Blank && !next.has(Traits::COMMON.and(Traits::BEGINS))
            });
        if unclear
            || next_name
            || (titled && self.tokens.get(end).is_some_and(|next| next.is_capital() && next.gap == Gap::Blank))
        {
            return None;
        }
        if phrase.state && token.owns {
            let state = phrase.words().collect::<Vec<_>>().join(" ").to_lowercase();
            let of = lists().state(&state);
            self.push(at, end, phrase.kind, Sure::Certain, "it is in the list of states and places");
            self.of = of.map(|of| (at, of));
            return Some(end);
        }
        let because = if phrase.kind == Kind::Place {
            "it is in the list of states and places"
        } else {
            "it is in the list of organisations"
        };
        let office = self.office;
        let end = self.push(at, end, phrase.kind, Sure::Certain, because);
        // “Interpol President …”, “president of Morocco X”: the office waits for its person.
        self.office = office.filter(|_| phrase.kind == Kind::Place);
        Some(end)
    }

    fn titled_person(&mut self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at).filter(|token| token.has(Traits::GIVEN) && !token.has(Traits::COMMON))?;
        let next = self.tokens.get(at + 1).filter(|next| next.is_capital() && next.gap == Gap::Blank)?;
        let name =
            !next.has(Traits::COMMON.and(Traits::OFFICE).and(Traits::ORG_HEAD).and(Traits::DEMONYM)) && !token.owns;
        name.then(|| self.push(at, at + 2, Kind::Person, Sure::Doubtful, "a usual given name"))
    }

    /// A person's name from `at`: given names, initials, particles, family names.
    fn person(&mut self, at: usize) -> Option<usize> {
        let first = self.tokens.get(at)?;
        let titled = self.office.is_some();
        let forename = first.has(Traits::FORENAME_OF_NAMES)
            && self.tokens.get(at + 1).is_some_and(|next| next.is_capital() && next.gap == Gap::Blank);
        let begins = titled || forename || first.has(Traits::GIVEN) || first.shape == Shape::Initial;
        let unclear = first.gap == Gap::Start && first.has(Traits::COMMON) && !first.has(Traits::GIVEN);
        if !begins
            || unclear
            || first.has(Traits::ORG_HEAD) && !first.has(Traits::GIVEN)
            || first.shape == Shape::Capitals && !first.has(Traits::GIVEN) && word(self.text, first).len() < 5
        {
            return None;
        }
        let end = self.person_end(at);
        let one = end == at + 1;
        if one
            && (first.has(Traits::COMMON.and(Traits::INSIDE).and(Traits::PORTFOLIO)) || first.shape == Shape::Initial)
        {
            return None;
        }
        let because = if titled {
            "an office or title before it"
        } else if first.shape == Shape::Initial {
            "initials"
        } else {
            "a usual given name"
        };
        let sure = if one && (!titled || first.gap == Gap::Start) { Sure::Doubtful } else { Sure::Certain };
        Some(self.push(at, end, Kind::Person, sure, because))
    }

    fn person_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        let mut next = end;
        while next - at < 6 {
            if self.tokens.get(end - 1).is_some_and(|token| token.owns) {
                break;
            }
            let Some(token) = self.tokens.get(next).filter(|token| token.gap == Gap::Blank) else { break };
            let stops = Traits::OFFICE.and(Traits::CALENDAR).and(Traits::HONORIFIC);
            let foreign = token.has(Traits::DEMONYM) && !token.has(Traits::GIVEN);
            let small = token.shape == Shape::Small;
            if small
                && token.has(Traits::PARTICLE)
                && next - end < 3
                && !matches!(word(self.text, token), "of" | "e" | "y")
            {
                next += 1;
                continue;
            }
            if !token.is_capital()
                || (token.has(stops) && token.shape != Shape::Initial && !token.has(Traits::COMMON))
                || foreign && end - at > 1
                || token.has(Traits::NOBODY) && !token.has(Traits::GENERATION)
            {
                break;
            }
            next += 1;
            end = next;
        }
        end
    }

    /// Two to five words that no list knows.
    fn several(&mut self, at: usize) -> Option<usize> {
        let first = self.tokens.get(at)?;
        let end = run_end(self.tokens, at, 6);
        let run = self.tokens.get(at..end).filter(|run| run.len() > 1)?;
        let from = at + usize::from(first.gap == Gap::Start && first.has(Traits::COMMON));
        let article = matches!(word(self.text, first), "The" | "Le" | "La" | "Les");
        if from > at || article || first.has(Traits::OFFICE) {
            return None;
        }
        let ordinary = |token: &&Token| token.has(Traits::COMMON.and(Traits::INSIDE).and(Traits::PORTFOLIO));
        let stop = run
            .iter()
            .position(|token| token.has(Traits::OFFICE.and(Traits::DEMONYM)) && !token.has(Traits::GIVEN))
            .unwrap_or(run.len());
        let run = run.get(..stop).filter(|run| run.len() > 1)?;
        let end = at + run.len();
        if first.shape == Shape::Capitals && word(self.text, first).len() < 6 {
            let second = run
                .get(1)
                .is_some_and(|next| next.shape == Shape::Capital && !next.has(Traits::GIVEN) && !ordinary(&next));
            let firm = second && self.phrase(at + 1).is_none() && !first.has(Traits::NOBODY);
            return firm
                .then(|| self.push(at, end, Kind::Organisation, Sure::Likely, "an acronym before other words"));
        }
        if run.iter().filter(ordinary).count() == 0 {
            return Some(self.push(
                at,
                self.person_end(at).min(end),
                Kind::Person,
                Sure::Likely,
                "several words with capitals",
            ));
        }
        let reports = self.tokens.get(end).is_some_and(|next| next.has(Traits::REPORTS));
        let kind = if reports && !run.first().is_some_and(|token| ordinary(&token)) {
            Kind::Person
        } else {
            Kind::Organisation
        };
        let because = "several words with capitals";
        Some(self.push(at, end, kind, Sure::Likely, because))
    }

    fn acronym(&mut self, at: usize) -> Option<usize> {
        let dotted = |token: &&Token| token.shape == Shape::Initial && token.end - token.start > 3;
        let token = self.tokens.get(at).filter(|token| token.shape == Shape::Capitals || dotted(token))?;
        let written = word(self.text, token);
        let generation = token.has(Traits::GENERATION);
        (written.chars().count() <= 10 && !generation && !(token.has(Traits::COMMON) && written.len() > 5))
            .then(|| self.push(at, at + 1, Kind::Organisation, Sure::Likely, "an acronym"))
    }

    /// One word that no list knows: what stands beside it says what it may be.
    fn single(&mut self, at: usize) -> Option<usize> {
        let token =
            self.tokens.get(at).filter(|token| token.shape == Shape::Capital && token.end - token.start > 1)?;
        let ordinary = Traits::COMMON
            .and(Traits::OFFICE)
            .and(Traits::PORTFOLIO)
            .and(Traits::INSIDE)
            .and(Traits::ORG_HEAD)
            .and(Traits::PLACE_HEAD)
            .and(Traits::HAPPENING)
            .and(Traits::AGREEMENT)
            .and(Traits::OPERATION)
            .and(Traits::DEMONYM)
            .and(Traits::BINDS)
            .and(Traits::DIRECTION)
            .and(Traits::PARTICLE);
        let written = word(self.text, token);
        if token.has(ordinary)
            || written.ends_with(['\'', '’'])
            || written.contains(|sign: char| sign.is_ascii_digit())
        {
            return None;
        }
        let before = at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .filter(|_| token.gap == Gap::Blank)
            .map(|token| word(self.text, token));
        let speaks = self.tokens.get(at + 1).is_some_and(|next| next.has(Traits::REPORTS) && next.gap == Gap::Blank);
        let (kind, because) = match before {
            _ if speaks => (Kind::Person, "somebody speaks"),
            Some(
                "in" | "at" | "near" | "from" | "to" | "into" | "à" | "En" | "en" | "vers" | "In" | "À" | "outside"
                | "around",
            ) => (Kind::Place, "a word of place before it"),
            Some("the" | "The" | "le" | "la" | "Le" | "La" | "L'" | "l'" | "l’") => {
                (Kind::Organisation, "an article before it")
            }
            _ => (Kind::Person, "a capital inside a sentence"),
        };
        let sure = if speaks && token.gap != Gap::Start { Sure::Likely } else { Sure::Doubtful };
        Some(self.push(at, at + 1, kind, sure, because))
    }

    /// Long forms before acronyms in brackets take the place of what the walk saw there.
    fn acronyms(&mut self) {
        for at in 0..self.tokens.len() {
            let bracketed =
                self.tokens.get(at).is_some_and(|token| token.gap == Gap::Bracket && token.shape == Shape::Capitals);
            if !bracketed {
                continue;
            }
            let first = self.guesses.partition_point(|guess| guess.to <= at);
            let before = first
                .checked_sub(1)
                .and_then(|last| self.guesses.get(last))
                .filter(|guess| guess.to == at && guess.kind != Kind::Place);
            let seen = before.map(|guess| (guess.from, guess.to));
            let by_letters = long_form(self.text, self.tokens, at).map(|from| (from, at));
            let Some(long) = by_letters.or(seen.filter(|(from, to)| to - from > 1)) else { continue };
            self.replace(long, at);
        }
    }

    fn replace(&mut self, (from, to): (usize, usize), at: usize) {
        let first = self.guesses.partition_point(|guess| guess.to <= from);
        let last = self.guesses.partition_point(|guess| guess.from <= at);
        let of = self.guesses.get(first..last).and_then(|old| old.iter().find_map(|guess| guess.of));
        let kind = self
            .guesses
            .get(first)
            .filter(|old| old.from == from && old.kind != Kind::Person)
            .map_or(Kind::Organisation, |old| old.kind);
        let base = Guess {
            from,
            to,
            kind,
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
            ..base.clone()
        };
        self.guesses.splice(first..last.max(first), [base, short]);
    }
}
