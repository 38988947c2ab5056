//! The walk over people: their offices, their names, and words with capitals that no list knows.

use super::{ONLY_A_CAPITAL, Sure, Walk};
use crate::query::suggest::names::Kind;
use crate::query::suggest::names::lists::Traits;
use crate::query::suggest::names::organisation::{run_end, word};
use crate::query::suggest::names::tokens::{Gap, Shape, Token};

impl Walk<'_> {
    /// “Interior Minister”, “Director General of National Security”, small or capitalised.
    pub(super) fn office(&mut self, at: usize) -> Option<usize> {
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
    pub(super) fn body_before_office(&mut self, from: usize, to: usize) {
        let Some(front) = self.tokens.get(from..to) else { return };
        if let Some(head) =
            front.iter().rposition(|token| token.has(Traits::ORG_HEAD) && token.is_capital()).filter(|head| *head > 0)
        {
            let because = "a word for a body, before an office";
            self.push(from, from + head + 1, Kind::Organisation, Sure::Likely, because);
        }
    }

    /// The words after “of” that say what the office is about.
    pub(super) fn portfolio(&self, from: usize) -> usize {
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

    pub(super) fn titled_person(&mut self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at).filter(|token| token.has(Traits::GIVEN) && !token.has(Traits::COMMON))?;
        let next = self.tokens.get(at + 1).filter(|next| next.is_capital() && next.gap == Gap::Blank)?;
        let name =
            !next.has(Traits::COMMON.and(Traits::OFFICE).and(Traits::ORG_HEAD).and(Traits::DEMONYM)) && !token.owns;
        name.then(|| self.push(at, at + 2, Kind::Person, Sure::Doubtful, "a usual given name"))
    }

    /// A person's name from `at`: given names, initials, particles, family names.
    pub(super) fn person(&mut self, at: usize) -> Option<usize> {
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

    pub(super) fn person_end(&self, at: usize) -> usize {
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
    pub(super) fn several(&mut self, at: usize) -> Option<usize> {
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

    /// One word that no list knows: what stands beside it says what it may be.
    pub(super) fn single(&mut self, at: usize) -> Option<usize> {
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
            _ if self.beside_place(at) => (Kind::Place, "a word of place beside it"),
            _ if speaks => (Kind::Person, "somebody speaks"),
            Some(
                "in" | "at" | "near" | "from" | "to" | "into" | "à" | "En" | "en" | "vers" | "In" | "À" | "outside"
                | "around",
            ) => (Kind::Place, "a word of place before it"),
            Some("the" | "The" | "le" | "la" | "Le" | "La" | "L'" | "l'" | "l’") => {
                (Kind::Organisation, "an article before it")
            }
            _ => (Kind::Person, ONLY_A_CAPITAL),
        };
        let sure = if speaks && token.gap != Gap::Start { Sure::Likely } else { Sure::Doubtful };
        Some(self.push(at, at + 1, kind, sure, because))
    }
}
