//! The walk over places, and over names that the lists know as they stand.

use super::{Sure, Walk};
use crate::query::suggest::names::Kind;
use crate::query::suggest::names::lists::{Phrase, Traits, lists};
use crate::query::suggest::names::organisation::{run_end, word};
use crate::query::suggest::names::tokens::{Gap, Shape, Style, Token};

impl Walk<'_> {
    /// “US Drug Enforcement Administration”: a state and its organ.
    pub(super) fn state_in_front(&self, at: usize, end: usize) -> Option<(usize, &'static str)> {
        let (place_end, phrase) = self.phrase(at)?;
        let state = phrase.words().collect::<Vec<_>>().join(" ").to_lowercase();
        let usual = lists().state(&state).filter(|_| phrase.state)?;
        let rest = self.tokens.get(place_end..end).filter(|rest| rest.len() > 1)?;
        rest.iter().any(|token| token.has(Traits::STATE_HEAD)).then_some((place_end, usual))
    }

    /// “Lake Chad”, “Mohammed V Airport”, “Gulf of Guinea”, “Northern Iraq”.
    pub(super) fn structured_place(&mut self, at: usize) -> Option<usize> {
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
    pub(super) fn phrase(&self, at: usize) -> Option<(usize, &'static Phrase)> {
        let token = self.tokens.get(at).filter(|token| token.has(Traits::BEGINS) && token.is_capital())?;
        self.fitting(at, token)
    }

    pub(super) fn phrase_small(&self, at: usize) -> Option<(usize, &'static Phrase)> {
        let token = self.tokens.get(at).filter(|token| token.has(Traits::BEGINS))?;
        self.fitting(at, token)
    }

    pub(super) fn fitting(&self, at: usize, token: &Token) -> Option<(usize, &'static Phrase)> {
        let small = word(self.text, token).to_lowercase();
        lists().phrases(&small).iter().find_map(|phrase| {
            let mut end = at;
            for expected in phrase.words() {
                let token = self.tokens.get(end).filter(|token| end == at || token.gap == Gap::Blank)?;
                let written = word(self.text, token);
                let elided = expected.strip_suffix('\'').filter(|_| written.ends_with('’'));
                let same = written == expected
                    || elided.is_some_and(|article| written.strip_suffix('’') == Some(article))
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

    pub(super) fn known(&mut self, at: usize) -> Option<usize> {
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

    /// “mer du Nord”, “détroit de Gibraltar”, “lac Tchad”: the word for the place is small in French.
    pub(super) fn place_of_small_head(&self, at: usize) -> Option<usize> {
        const HEADS: [&str; 14] = [
            "mer",
            "océan",
            "lac",
            "île",
            "îles",
            "golfe",
            "détroit",
            "baie",
            "mont",
            "monts",
            "archipel",
            "péninsule",
            "plateau",
            "massif",
        ];
        self.tokens.get(at).filter(|token| HEADS.contains(&word(self.text, token)))?;
        let binds = |token: &&Token| {
            token.gap == Gap::Blank
                && matches!(word(self.text, token), "de" | "du" | "des" | "la" | "d'" | "d’" | "l'" | "l’")
        };
        let bound = self.tokens.get(at + 1..at + 3).unwrap_or_default().iter().take_while(binds).count();
        let name = at + 1 + bound;
        self.goes_on(name).then(|| run_end(self.tokens, name, 2))
    }

    /// “La Rochelle”, “Le Havre”: an article with a capital inside a sentence.
    pub(super) fn place_with_article(&mut self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at).filter(|token| token.gap == Gap::Blank)?;
        let name = matches!(word(self.text, token), "La" | "Le" | "Les") && self.goes_on(at + 1);
        let unknown = self.tokens.get(at + 1).is_some_and(|next| !next.has(Traits::COMMON.and(Traits::ORG_HEAD)));
        (name && unknown).then(|| self.push(at, at + 2, Kind::Place, Sure::Doubtful, "an article with a capital"))
    }

    /// “TANGIER, Morocco (…)”, “GRONINGEN 1996-08-30”: what stands behind the place of a report.
    pub(super) fn opens_dateline(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at) else { return false };
        let place = self.phrase(at).is_some_and(|(_, phrase)| phrase.kind == Kind::Place);
        let figure = next.gap == Gap::Blank && next.shape == Shape::Figure;
        figure || next.gap == Gap::Comma && (place || next.has(Traits::CALENDAR))
    }

    /// Whether the words beside a single one say that it is a place: “X-based”, “X, Morocco”, “the city of X”.
    pub(super) fn beside_place(&self, at: usize) -> bool {
        let (Some(token), Some(next)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return false };
        let based = next.gap == Gap::Sign
            && next.start == token.end + 1
            && matches!(word(self.text, next), "based" | "born" | "bound" | "area");
        let region = next.gap == Gap::Comma
            && token.gap != Gap::Comma
            && self.phrase(at + 1).is_some_and(|(_, phrase)| phrase.kind == Kind::Place);
        based || region || self.after_place_word(at)
    }

    /// “the city of X”, “la province de X”.
    fn after_place_word(&self, at: usize) -> bool {
        const SMALL: [&str; 18] = [
            "city",
            "town",
            "village",
            "province",
            "region",
            "district",
            "port",
            "suburb",
            "capital",
            "ville",
            "région",
            "commune",
            "préfecture",
            "capitale",
            "banlieue",
            "aéroport",
            "quartier",
            "department",
        ];
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.tokens.get(at));
        let binds = before(1).is_some_and(|token| matches!(word(self.text, token), "of" | "de" | "d'" | "d’" | "du"));
        let close = self.tokens.get(at).is_some_and(|token| token.gap == Gap::Blank);
        close && binds && before(2).is_some_and(|token| SMALL.contains(&word(self.text, token)))
    }
}
