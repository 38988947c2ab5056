//! The words of a language's rule file: which classes a word belongs to, and with which value.
//!
//! Promises: looking a word up costs one hash of its letters; case and accents do not matter, but for entries that
//! are written with a capital, which only fit a word that has one. What it does *not* do: it knows no grammar.

use super::token::{Case, Token, plain_sign};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Which word of a lexicon; [`WordId::NONE`] for all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WordId(u16);

impl WordId {
    pub(super) const NONE: Self = Self(0);

    pub(super) fn index(self) -> usize {
        self.0.into()
    }
}

/// Longer words are in no lexicon, so that a text of one endless word costs nothing.
const LONGEST_BYTES: usize = 24;

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal,)*) => {
        /// What a word can stand for. The names are those of the rule files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Class { $($(#[$doc])* $class,)* }

        impl Class {
            pub(super) fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$class),)* _ => None }
            }
        }
    };
}

classes! {
    /// 1–12.
    Month = "month",
    /// 1 (Monday) – 7.
    Weekday = "weekday",
    /// A [`super::calendar::Unit`] by its number.
    Unit = "unit",
    /// EDTF 21–24.
    Season = "season",
    /// A part of the day.
    Part = "part",
    /// −1 last, 0 this, 1 next.
    Shift = "shift",
    /// A modifier: early, mid, late, about …
    Mod = "mod",
    /// 1 the first …
    Ordinal = "ordinal",
    /// A number word below twenty, or a ten.
    Number = "number",
    /// 100, 1000.
    Multiplier = "multiplier",
    /// Several, a few: a count that nobody knows.
    Some = "some",
    /// A feast: month × 100 + day, or a number of its own.
    Feast = "feast",
    /// 20, 30 … of “the nineties”.
    Tens = "tens",
    /// Before noon 0, after noon 12.
    Noon = "noon",
    /// A name of a time zone.
    TimeZone = "timezone",
    /// A word that looks back in its sentence.
    Past = "past",
    /// A word that looks forward in its sentence.
    Future = "future",
    /// A word whose full stop ends no sentence.
    Abbreviation = "abbreviation",
    /// A word that looks forward if an infinitive follows: “set to”.
    Aim = "aim",
    /// The word before an infinitive.
    Infinitive = "infinitive",
    /// A word that sets a term, so that the date behind it is to come: “until Friday”.
    Term = "term",
    /// A month that is a word or a name as well.
    Shy = "shy",
    /// A word before a date that is no name.
    Preposition = "preposition",
    /// A word that opens an interval which nobody closes.
    Since = "since",
    /// A word that closes an interval which nobody opens.
    Until = "until",
    /// A word before a date that something is done at the latest on.
    By = "by",
    Before = "before",
    After = "after",
    /// A word before the first date of a range.
    From = "from",
    /// A word between the dates of a range.
    To = "to",
    /// A noun that a year in front of it names: cup, plan, summit.
    Named = "named",
    /// Not in files: a number in digits or words.
    Count = "n",
    /// Not in files: a day of a month in digits, perhaps with an ordinal's ending.
    Day = "day",
    /// Not in files: a year of four digits, or spoken.
    Year = "year",
    /// Not in files: a year of two digits.
    ShortYear = "yy",
    /// Not in files: a number of one or two digits.
    Digits = "digits",
    /// −1 backwards, 1 forwards.
    Sign = "sign",
    /// Half a unit more: 1.
    Half = "half",
    /// From what is counted: 0 the document's date, 1 the date mentioned last, 2 the day that the sentence named.
    Anchor = "anchor",
    /// An ordinal's ending behind digits.
    Ending = "ending",
    /// The ending of a plural: “1990s”.
    Plural = "plural",
    /// 0 past, 1 present, 2 future.
    Reference = "reference",
    /// The unit of the value, where it is not that of the words.
    Grain = "grain",
    /// Not in files: the first year of `1990s`.
    Decade = "decade",
    /// Not in files: a month in digits; it is kept as a month.
    MonthNumber = "mm",
    /// Not in files: a day in digits beside a slash or a dash; it is kept as a day.
    DayNumber = "dd",
    /// Not in files: a time of day in four digits, `0630`.
    Clock = "hhmm",
    /// Day and month could be the other way round.
    Either = "either",
}

/// An entry of a word: a class and its value.
#[derive(Clone, Copy, Debug)]
struct Entry {
    class: Class,
    value: i32,
    case: Case,
}

/// All words of a language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: HashMap<Box<str>, WordId, BuildHasherDefault<Letters>>,
    entries: Vec<Vec<Entry>>,
    /// Endings, written `*ed`, and their class.
    endings: Vec<(String, Class)>,
}

impl Lexicon {
    /// Whether a small word has an ending of this class; `word` as it stands in the text.
    pub(super) fn ends_as(&self, word: &str, class: Class) -> bool {
        let fits = |(ending, own): &(String, Class)| {
            *own == class && word.len() > ending.len() + 1 && word.ends_with(ending.as_str())
        };
        self.endings.iter().any(fits)
    }

    /// The id of a word, made if it has none.
    pub(super) fn intern(&mut self, word: &str) -> WordId {
        let mut folded = String::new();
        fold_into(word, &mut folded);
        if self.entries.is_empty() {
            self.entries.push(Vec::new());
        }
        if let Some(id) = self.ids.get(folded.as_str()) {
            return *id;
        }
        let id = WordId(u16::try_from(self.entries.len()).unwrap_or(0));
        self.entries.push(Vec::new());
        self.ids.insert(folded.into(), id);
        id
    }

    /// Says that a word belongs to a class with a value. A capital in `word` is asked of the text too.
    pub(super) fn add(&mut self, word: &str, class: Class, value: i32) {
        if let Some(ending) = word.strip_prefix('*') {
            self.endings.push((ending.to_owned(), class));
            return;
        }
        let case = if word.starts_with(char::is_uppercase) { Case::Capital } else { Case::Small };
        let id = self.intern(word);
        if let Some(entries) = self.entries.get_mut(id.index()) {
            entries.push(Entry { class, value, case });
        }
    }

    /// The id of a word of a text; `folded` is room to work in.
    pub(super) fn find(&self, word: &str, folded: &mut String) -> WordId {
        if word.len() > LONGEST_BYTES {
            return WordId::NONE;
        }
        fold_into(word, folded);
        self.ids.get(folded.as_str()).copied().unwrap_or(WordId::NONE)
    }

    /// The value of a token in a class; `None` if it does not belong to it.
    pub(super) fn value(&self, token: Token, class: Class) -> Option<i32> {
        let entries = self.entries.get(token.word.index())?;
        let fits =
            |entry: &&Entry| entry.class == class && (entry.case == Case::Small || token.case == Case::Capital);
        entries.iter().find(fits).map(|entry| entry.value)
    }

    /// Whether a token belongs to a class.
    pub(super) fn is(&self, token: Token, class: Class) -> bool {
        token.word != WordId::NONE && self.value(token, class).is_some()
    }

    /// The words that belong to a class, whatever their case.
    pub(super) fn members(&self, class: Class) -> impl Iterator<Item = WordId> {
        let has = move |entries: &Vec<Entry>| entries.iter().any(|entry| entry.class == class);
        let ids = (0u16..).map(WordId);
        ids.zip(&self.entries).filter(move |(_, entries)| has(entries)).map(|(id, _)| id)
    }

    /// How many ids there are, [`WordId::NONE`] included.
    pub(super) fn len(&self) -> usize {
        self.entries.len().max(1)
    }
}

/// Small letters without accents; the dashes and apostrophes become one each.
fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    for character in word.chars() {
        match character {
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            '\u{300}'..='\u{36F}' => {}
            c => folded.extend(plain_sign(c).to_lowercase().map(without_accent)),
        }
    }
}

fn without_accent(character: char) -> char {
    match character {
        'à' | 'â' | 'ä' | 'á' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    }
}

/// FNV-1a: short words do not need the protection of a slow hash, the table's words are ours.
struct Letters(u64);

impl Default for Letters {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Letters {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
