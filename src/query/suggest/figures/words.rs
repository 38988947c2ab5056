//! The words that figures are told in, English and French: numbers, magnitudes, bounds, money, and what counts nothing.

use crate::model::Bound;

/// A language whose figures are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English; also for languages of which only the digits are understood.
    English,
    /// French.
    French,
}

impl Tongue {
    /// A number below a hundred.
    pub(super) fn small(self, word: &str) -> Option<u64> {
        let words = match self {
            Self::English => ENGLISH_SMALL,
            Self::French => FRENCH_SMALL,
        };
        words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
    }

    /// A hundred, a thousand: what the number before it is multiplied by.
    pub(super) fn multiplier(self, word: &str) -> Option<u64> {
        match (self, word) {
            (Self::English, "hundred") | (Self::French, "cent" | "cents") => Some(100),
            (Self::English, "thousand") | (Self::French, "mille") => Some(1_000),
            _ => None,
        }
    }

    /// “A dozen”, “une vingtaine”: about so many.
    pub(super) fn collective(self, word: &str) -> Option<u64> {
        match self {
            Self::English => (word == "dozen").then_some(12),
            Self::French => FRENCH_COLLECTIVE.iter().find(|(name, _)| *name == word).map(|(_, value)| *value),
        }
    }

    /// The article before a collective, a hundred or a million.
    pub(super) fn is_article(self, word: &str) -> bool {
        match self {
            Self::English => matches!(word, "a" | "an"),
            Self::French => matches!(word, "un" | "une"),
        }
    }

    /// “One”: counts only where nothing else could be meant.
    pub(super) fn is_one(self, word: &str) -> bool {
        match self {
            Self::English => matches!(word, "one" | "a" | "an"),
            Self::French => matches!(word, "un" | "une"),
        }
    }

    /// “And” within a number.
    pub(super) fn is_and(self, word: &str) -> bool {
        match self {
            Self::English => word == "and",
            Self::French => word == "et",
        }
    }

    /// “Of” between a number and what it counts.
    pub(super) fn is_of(self, word: &str) -> bool {
        match self {
            Self::English => word == "of",
            Self::French => matches!(word, "de" | "d'" | "des" | "du"),
        }
    }

    /// A noun in the plural, as far as its ending tells.
    pub(super) fn is_plural(self, word: &str) -> bool {
        if PLURALS.contains(&word) {
            return true;
        }
        match self {
            Self::English => {
                word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
            }
            Self::French => word.len() > 3 && (word.ends_with('s') || word.ends_with('x')),
        }
    }

    /// A word that cannot be a part of what is counted.
    pub(super) fn is_function(self, word: &str) -> bool {
        let words = match self {
            Self::English => ENGLISH_FUNCTION,
            Self::French => FRENCH_FUNCTION,
        };
        words.contains(&word)
    }

    /// Phrases that say how exactly a number is meant; the longer ones first.
    pub(super) fn bounds(self) -> &'static [(&'static [&'static str], Bound)] {
        match self {
            Self::English => ENGLISH_BOUNDS,
            Self::French => FRENCH_BOUNDS,
        }
    }
}

/// What a magnitude stands beside, which says what its short forms mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Money stands before the number.
    Money,
    /// It touches the digits.
    Digits,
    /// Neither.
    Nothing,
}

/// Powers of ten behind a number: “million”, “bn”. A lone “m” means a million only beside money.
pub(super) fn magnitude(word: &str, beside: Beside) -> Option<u64> {
    match word {
        "thousand" => Some(1_000),
        "million" | "millions" | "mn" | "mln" => Some(1_000_000),
        "billion" | "billions" | "bn" | "milliard" | "milliards" | "md" | "mds" | "mrd" => Some(1_000_000_000),
        "trillion" | "trillions" | "trn" => Some(1_000_000_000_000),
        "m" if beside == Beside::Money => Some(1_000_000),
        "k" if beside != Beside::Nothing => Some(1_000),
        _ => None,
    }
}

/// The ISO 4217 code of a sign, a code or a word. Words that name the money of several states (dirham, pound, riyal)
/// are no money here but units: which one is meant the sentence must say.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    const CODES: &[&str] = &[
        "EUR", "USD", "GBP", "MAD", "CHF", "JPY", "CNY", "AED", "SAR", "QAR", "DZD", "TND", "XOF", "XAF", "EGP",
        "TRY", "RUB", "INR", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN",
    ];
    match word {
        "€" | "euro" | "euros" => Some("EUR"),
        "$" | "dollar" | "dollars" => Some("USD"),
        "£" => Some("GBP"),
        "yen" | "yens" => Some("JPY"),
        "yuan" | "yuans" | "renminbi" => Some("CNY"),
        _ => CODES.iter().find(|code| **code == word).copied(),
    }
}

/// Money of two words, whichever comes first: “Swiss francs”, “francs suisses”.
pub(super) fn currency_of_two(first: &str, second: &str) -> Option<&'static str> {
    match (first, second) {
        ("us" | "american", "dollars") | ("dollars", "américains") => Some("USD"),
        ("canadian", "dollars") | ("dollars", "canadiens") => Some("CAD"),
        ("australian", "dollars") | ("dollars", "australiens") => Some("AUD"),
        ("swiss", "francs") | ("francs", "suisses") => Some("CHF"),
        ("moroccan", "dirhams") | ("dirhams", "marocains") => Some("MAD"),
        ("emirati" | "uae", "dirhams") | ("dirhams", "émiriens") => Some("AED"),
        ("pounds" | "livres", "sterling") => Some("GBP"),
        _ => None,
    }
}

/// Units that may touch the digits.
pub(super) const GLUED_UNITS: &[&str] = &["kg", "km", "g", "t", "ha", "cm", "mm", "mw"];

/// Units of which there is something: “200 kilos of cocaine”.
pub(super) const MEASURES: &[&str] = &[
    "kilos",
    "kilo",
    "kilograms",
    "kilogrammes",
    "kg",
    "tonnes",
    "tons",
    "tonne",
    "t",
    "g",
    "grams",
    "grammes",
    "litres",
    "liters",
    "pieces",
    "pièces",
    "rounds",
    "doses",
    "pills",
    "tablets",
    "packets",
    "bags",
    "boxes",
    "kgs",
];

/// Words before the number of a law, a page, a case: what follows counts nothing.
pub(super) const NUMBERED: &[&str] = &[
    "article",
    "articles",
    "art",
    "section",
    "sections",
    "paragraph",
    "paragraphs",
    "paragraphe",
    "paragraphes",
    "alinéa",
    "clause",
    "chapter",
    "chapitre",
    "page",
    "pages",
    "law",
    "loi",
    "lois",
    "decree",
    "décret",
    "dahir",
    "resolution",
    "résolution",
    "rule",
    "no",
    "n",
    "nr",
    "number",
    "numéro",
    "phase",
    "level",
    "niveau",
    "version",
    "act",
    "case",
    "dossier",
    "file",
    "figure",
    "table",
    "tableau",
    "volume",
    "tome",
    "issue",
    "flight",
    "vol",
    "route",
    "room",
    "unit",
];

const ENGLISH_SMALL: &[(&str, u64)] = &[
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("one", 1),
];

const FRENCH_SMALL: &[(&str, u64)] = &[
    ("un", 1),
    ("une", 1),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("six", 6),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("treize", 13),
    ("quatorze", 14),
    ("quinze", 15),
    ("seize", 16),
    ("vingt", 20),
    ("vingts", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante", 60),
    ("septante", 70),
    ("nonante", 90),
];

const FRENCH_COLLECTIVE: &[(&str, u64)] = &[
    ("dizaine", 10),
    ("douzaine", 12),
    ("quinzaine", 15),
    ("vingtaine", 20),
    ("trentaine", 30),
    ("quarantaine", 40),
    ("cinquantaine", 50),
    ("soixantaine", 60),
    ("centaine", 100),
    ("millier", 1_000),
];

/// Plurals that no ending tells, and words for the many.
const PLURALS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "police",
    "personnel",
    "staff",
    "dead",
    "killed",
    "wounded",
    "injured",
    "arrested",
    "detained",
    "missing",
    "aircraft",
    "officials",
    "percent",
    "gens",
    "morts",
    "pays",
    "blessés",
    "kg",
];

const ENGLISH_FUNCTION: &[&str] = &[
    "a", "about", "across", "after", "against", "all", "also", "among", "an", "and", "are", "around", "as", "at",
    "be", "because", "been", "before", "between", "both", "but", "by", "can", "could", "did", "does", "during",
    "each", "for", "from", "had", "has", "have", "he", "her", "his", "in", "into", "is", "it", "its", "may", "more",
    "most", "near", "not", "of", "on", "or", "over", "per", "said", "says", "she", "since", "so", "than", "that",
    "the", "their", "them", "then", "they", "this", "times", "to", "under", "until", "was", "were", "when", "where",
    "which", "while", "who", "whom", "will", "with", "within", "without", "would", "years", "year", "months",
    "weeks", "days", "hours", "minutes",
];

const FRENCH_FUNCTION: &[&str] = &[
    "a", "ai", "ans", "après", "au", "aux", "avec", "avant", "ce", "ces", "ceux", "chez", "contre", "dans", "de",
    "des", "depuis", "d'", "du", "elle", "elles", "en", "entre", "est", "et", "eu", "fois", "heures", "il", "ils",
    "jours", "jusqu'à", "l'", "la", "le", "les", "leur", "leurs", "lors", "mais", "minutes", "mois", "n'", "ne",
    "ont", "ou", "où", "par", "pas", "pendant", "plus", "pour", "qu'", "que", "qui", "s'", "sa", "sans", "se",
    "selon", "semaines", "ses", "son", "sont", "sous", "sur", "tous", "toutes", "une", "un", "vers", "été", "était",
    "étaient",
];

const ENGLISH_BOUNDS: &[(&[&str], Bound)] = &[
    (&["no", "fewer", "than"], Bound::MoreThan),
    (&["no", "less", "than"], Bound::MoreThan),
    (&["not", "less", "than"], Bound::MoreThan),
    (&["no", "more", "than"], Bound::LessThan),
    (&["not", "more", "than"], Bound::LessThan),
    (&["in", "excess", "of"], Bound::MoreThan),
    (&["more", "than"], Bound::MoreThan),
    (&["greater", "than"], Bound::MoreThan),
    (&["at", "least"], Bound::MoreThan),
    (&["upwards", "of"], Bound::MoreThan),
    (&["less", "than"], Bound::LessThan),
    (&["fewer", "than"], Bound::LessThan),
    (&["up", "to"], Bound::LessThan),
    (&["at", "most"], Bound::LessThan),
    (&["close", "to"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["over"], Bound::MoreThan),
    (&["above"], Bound::MoreThan),
    (&["exceeding"], Bound::MoreThan),
    (&["under"], Bound::LessThan),
    (&["below"], Bound::LessThan),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["some"], Bound::About),
    (&["approximately"], Bound::About),
    (&["roughly"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["only"], Bound::Only),
    (&["just"], Bound::Only),
];

const FRENCH_BOUNDS: &[(&[&str], Bound)] = &[
    (&["pas", "moins", "de"], Bound::MoreThan),
    (&["pas", "moins", "d'"], Bound::MoreThan),
    (&["pas", "plus", "de"], Bound::LessThan),
    (&["pas", "plus", "d'"], Bound::LessThan),
    (&["plus", "de"], Bound::MoreThan),
    (&["plus", "d'"], Bound::MoreThan),
    (&["au", "moins"], Bound::MoreThan),
    (&["au", "minimum"], Bound::MoreThan),
    (&["moins", "de"], Bound::LessThan),
    (&["moins", "d'"], Bound::LessThan),
    (&["au", "plus"], Bound::LessThan),
    (&["au", "maximum"], Bound::LessThan),
    (&["près", "de"], Bound::About),
    (&["près", "d'"], Bound::About),
    (&["autour", "de"], Bound::About),
    (&["autour", "d'"], Bound::About),
    (&["à", "peine"], Bound::Only),
    (&["jusqu'à"], Bound::LessThan),
    (&["environ"], Bound::About),
    (&["quelque"], Bound::About),
    (&["presque"], Bound::About),
    (&["seulement"], Bound::Only),
];
