//! The lists of `assets/names`, read once: what single words usually are, and phrases that are names as they stand.
//!
//! Words are looked up in small letters, phrases in the case in which they are written. What it does *not* do: decide;
//! a word has all the traits of all the lists that it stands in.

use super::Kind;
use crate::query::fold::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

const COUNTRIES: &str = include_str!("../../../../assets/names/countries.txt");
const PLACES: &str = include_str!("../../../../assets/names/places.txt");
const PEOPLE: &str = include_str!("../../../../assets/names/people.txt");
const ORGANISATIONS: &str = include_str!("../../../../assets/names/organisations.txt");
const EVENTS: &str = include_str!("../../../../assets/names/events.txt");
const COMMON: &str = include_str!("../../../../assets/names/common.txt");

/// What a word usually is: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u32);

impl Traits {
    pub const COMMON: Self = Self(1);
    pub const GIVEN: Self = Self(1 << 1);
    pub const SOUNDED: Self = Self(1 << 2);
    pub const PARTICLE: Self = Self(1 << 3);
    pub const HONORIFIC: Self = Self(1 << 4);
    pub const OFFICE: Self = Self(1 << 5);
    pub const PORTFOLIO: Self = Self(1 << 6);
    pub const REPORTS: Self = Self(1 << 7);
    pub const GENERATION: Self = Self(1 << 8);
    pub const ORG_HEAD: Self = Self(1 << 9);
    pub const STATE_HEAD: Self = Self(1 << 10);
    pub const NEVER_ALONE: Self = Self(1 << 11);
    pub const INSIDE: Self = Self(1 << 12);
    pub const BINDS: Self = Self(1 << 13);
    pub const SMALL_TAIL: Self = Self(1 << 14);
    pub const NOBODY: Self = Self(1 << 15);
    pub const PLACE_HEAD: Self = Self(1 << 16);
    pub const PLACE_FRONT: Self = Self(1 << 17);
    pub const DIRECTION: Self = Self(1 << 18);
    pub const DEMONYM: Self = Self(1 << 19);
    pub const AGREEMENT: Self = Self(1 << 20);
    pub const OPERATION: Self = Self(1 << 21);
    pub const HAPPENING: Self = Self(1 << 22);
    pub const CALENDAR: Self = Self(1 << 23);
    pub const FORENAME_OF_NAMES: Self = Self(1 << 24);
    /// The first word of a phrase.
    pub const BEGINS: Self = Self(1 << 25);

    /// Whether it has one of these.
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// Both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A name that is known as it stands.
pub struct Phrase {
    /// Its words as written, without the first.
    rest: Vec<&'static str>,
    first: &'static str,
    /// What it names.
    pub kind: Kind,
    /// Whether it is a state: those have offices and organs.
    pub state: bool,
}

impl Phrase {
    /// Its words as written.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + '_ {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }
}

/// All lists.
pub struct Lists {
    traits: HashMap<String, Traits>,
    phrases: HashMap<String, Vec<Phrase>>,
    same: HashMap<String, &'static str>,
    plain: HashMap<String, &'static str>,
    whose: HashMap<String, &'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

/// The lists.
pub fn lists() -> &'static Lists {
    &LISTS
}

impl Lists {
    /// What a word in small letters usually is.
    pub fn traits(&self, small: &str) -> Traits {
        self.traits.get(small).copied().unwrap_or_default()
    }

    /// The phrases that begin with a word in small letters, the longest first.
    pub fn phrases(&self, small: &str) -> &[Phrase] {
        self.phrases.get(small).map_or(&[], Vec::as_slice)
    }

    /// The usual name of a state, for one of its names in small letters.
    pub fn state(&self, small: &str) -> Option<&'static str> {
        self.same.get(small).copied()
    }

    /// The usual name of a state, for one of its names without case, accents, hyphens and full stops.
    pub fn state_of_plain(&self, plain: &str) -> Option<&'static str> {
        self.plain.get(plain).copied()
    }

    /// The usual name of the state that a demonym in small letters belongs to.
    pub fn state_of_demonym(&self, small: &str) -> Option<&'static str> {
        self.whose.get(small).copied()
    }

    fn read() -> Self {
        let (traits, phrases) = (HashMap::new(), HashMap::new());
        let mut lists = Self { traits, phrases, same: HashMap::new(), plain: HashMap::new(), whose: HashMap::new() };
        lists.read_countries();
        lists.read_sections();
        for word in lines(COMMON).flat_map(str::split_whitespace) {
            lists.word(word, Traits::COMMON);
        }
        lists
    }

    fn read_countries(&mut self) {
        for line in lines(COUNTRIES) {
            let (names, demonyms) = line.split_once('|').unwrap_or((line, ""));
            let usual = names.split(';').next().unwrap_or_default().trim();
            for name in names.split(';').map(str::trim) {
                self.phrase(name, Kind::Place, true);
                self.same.insert(name.to_lowercase(), usual);
                self.plain.insert(folded(name), usual);
            }
            for demonym in demonyms.split(',').map(str::trim).filter(|demonym| !demonym.is_empty()) {
                // Of “South African” the last word is one; the first may be anything.
                demonym.split(' ').next_back().into_iter().for_each(|word| self.word(word, Traits::DEMONYM));
                self.whose.insert(demonym.to_lowercase(), usual);
            }
        }
    }

    fn read_sections(&mut self) {
        for file in [PLACES, PEOPLE, ORGANISATIONS, EVENTS] {
            let mut section = "";
            for line in lines(file) {
                if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                    section = name;
                    continue;
                }
                let entries = line.split(',').map(str::trim).filter(|entry| !entry.is_empty());
                entries.for_each(|entry| self.entry(section, entry));
            }
        }
    }

    fn entry(&mut self, section: &str, entry: &'static str) {
        match section {
            "capitals and large cities"
            | "regions, states, provinces"
            | "waters and mountains"
            | "buildings and sites" => self.phrase(entry, Kind::Place, false),
            "known" => self.phrase(entry, Kind::Organisation, false),
            _ => self.word(entry, traits_of(section)),
        }
    }

    fn word(&mut self, word: &str, traits: Traits) {
        let known = self.traits.entry(word.to_lowercase()).or_default();
        *known = known.and(traits);
    }

    fn phrase(&mut self, name: &'static str, kind: Kind, state: bool) {
        // An elided article is a word of its own, as in texts: “Côte d’Ivoire”.
        let mut words = name.split(' ').flat_map(|word| match word.strip_prefix("d'") {
            Some(rest) => vec!["d'", rest],
            None => vec![word],
        });
        let Some(first) = words.next() else { return };
        self.word(first, Traits::BEGINS);
        let phrase = Phrase { rest: words.collect(), first, kind, state };
        let phrases = self.phrases.entry(first.to_lowercase()).or_default();
        let longer = phrases.partition_point(|other| other.rest.len() >= phrase.rest.len());
        phrases.insert(longer, phrase);
    }
}

/// As [`super::keys::plain`], which itself needs the lists.
fn folded(name: &str) -> String {
    fold(name).replace('-', " ").replace(['.', '\''], "")
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn traits_of(section: &str) -> Traits {
    match section {
        "heads" => Traits::ORG_HEAD,
        "heads of places" => Traits::PLACE_HEAD,
        "heads in front" => Traits::PLACE_FRONT,
        "directions" => Traits::DIRECTION,
        "given names" => Traits::GIVEN,
        "given names, Arabic and Berber" => Traits::GIVEN.and(Traits::SOUNDED),
        "particles" => Traits::PARTICLE,
        "honorifics" => Traits::HONORIFIC,
        "honorifics of names" => Traits::FORENAME_OF_NAMES,
        "offices" => Traits::OFFICE,
        "portfolios" => Traits::PORTFOLIO,
        "reporting words" => Traits::REPORTS,
        "generations" => Traits::GENERATION,
        "state heads" => Traits::STATE_HEAD.and(Traits::ORG_HEAD),
        "never alone" => Traits::NEVER_ALONE,
        "inside" => Traits::INSIDE,
        "words of names that bind" => Traits::BINDS,
        "small tails" => Traits::SMALL_TAIL,
        "no organisations" => Traits::NOBODY,
        "agreements" => Traits::AGREEMENT,
        "operations" => Traits::OPERATION,
        "happenings" => Traits::HAPPENING,
        "languages, peoples, beliefs" => Traits::DEMONYM,
        "calendar" => Traits::CALENDAR,
        _ => Traits::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_read() {
        for file in [PLACES, PEOPLE, ORGANISATIONS, EVENTS] {
            for section in lines(file).filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')) {
                let phrases = [
                    "capitals and large cities",
                    "regions, states, provinces",
                    "waters and mountains",
                    "buildings and sites",
                    "known",
                ];
                assert!(phrases.contains(&section) || traits_of(section) != Traits::default(), "[{section}]");
            }
        }
    }

    #[test]
    fn states_have_names_and_demonyms() {
        let lists = lists();
        assert_eq!(lists.state("kingdom of morocco"), Some("Morocco"));
        assert_eq!(lists.state_of_demonym("marocaine"), Some("Morocco"));
        assert!(lists.traits("moroccan").has(Traits::DEMONYM));
        assert!(!lists.traits("morocco").has(Traits::DEMONYM));
    }
}
