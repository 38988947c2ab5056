//! The words of typed dates, English and French with some Arabic: which of them mean what.
//!
//! Everything here is lower case without accents, as `words::plain` leaves it. It is all tables: what may stand beside
//! what is decided in `typed`.

use super::point::Third;
use super::stretch::Half;
use super::words::{Token, Turn, Unit};
use chrono::Weekday;

/// Where an open date lies from the one that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
    Since,
    Until,
    /// The date itself or before.
    OrEarlier,
    OrLater,
}

/// Longer ones first where one begins with the other.
pub(super) const SIDES_BEFORE: &[(&str, Side)] = &[
    ("<=", Side::Until),
    ("≤", Side::Until),
    (">=", Side::Since),
    ("≥", Side::Since),
    ("<", Side::Before),
    (">", Side::After),
    ("before ", Side::Before),
    ("prior to ", Side::Before),
    ("earlier than ", Side::Before),
    ("avant ", Side::Before),
    ("after ", Side::After),
    ("later than ", Side::After),
    ("apres ", Side::After),
    ("since ", Side::Since),
    ("from ", Side::Since),
    ("starting ", Side::Since),
    ("depuis ", Side::Since),
    ("des ", Side::Since),
    ("a partir d'", Side::Since),
    ("a partir de ", Side::Since),
    ("a partir du ", Side::Since),
    ("until ", Side::Until),
    ("till ", Side::Until),
    ("up to and including ", Side::Until),
    ("up to ", Side::Until),
    ("jusqu'a ", Side::Until),
    ("jusqu'au ", Side::Until),
    ("jusqu'en ", Side::Until),
    ("as from ", Side::Since),
    ("with effect from ", Side::Since),
    ("effective ", Side::Since),
    ("a compter d'", Side::Since),
    ("a compter de ", Side::Since),
    ("a compter du ", Side::Since),
    ("not before ", Side::OrLater),
    ("not earlier than ", Side::OrLater),
    ("no earlier than ", Side::OrLater),
    ("at the earliest ", Side::OrLater),
    ("pas avant ", Side::OrLater),
    ("au plus tot ", Side::OrLater),
    ("not after ", Side::OrEarlier),
    ("not later than ", Side::OrEarlier),
    ("no later than ", Side::OrEarlier),
    ("at the latest ", Side::OrEarlier),
    ("by ", Side::OrEarlier),
    ("pas apres ", Side::OrEarlier),
    ("au plus tard ", Side::OrEarlier),
    ("d'ici a ", Side::OrEarlier),
    ("d'ici ", Side::OrEarlier),
    ("قبل ", Side::Before),
    ("بعد ", Side::After),
    ("منذ ", Side::Since),
    ("حتى ", Side::Until),
];

pub(super) const SIDES_BEHIND: &[(&str, Side)] = &[
    (" onwards", Side::Since),
    (" onward", Side::Since),
    (" to present", Side::Since),
    (" - present", Side::Since),
    ("-present", Side::Since),
    (" -", Side::Since),
    (" or earlier", Side::OrEarlier),
    (" or later", Side::OrLater),
    (" ou avant", Side::OrEarlier),
    (" ou apres", Side::OrLater),
    (" or before", Side::OrEarlier),
    (" or after", Side::OrLater),
    (" at the latest", Side::OrEarlier),
    (" at the earliest", Side::OrLater),
    (" au plus tard", Side::OrEarlier),
    (" au plus tot", Side::OrLater),
    ("-", Side::Since),
];

pub(super) const APPROXIMATE_BEFORE: &[&str] = &[
    "~",
    "approximately ",
    "approx. ",
    "approx ",
    "about ",
    "around ",
    "roughly ",
    "circa ",
    "ca. ",
    "ca ",
    "c.",
    "c ",
    "vers ",
    "environ ",
    "autour de ",
    "autour du ",
    "aux environs de ",
];
pub(super) const UNCERTAIN_BEFORE: &[&str] =
    &["probably ", "possibly ", "perhaps ", "maybe ", "probablement ", "peut-etre ", "sans doute "];
pub(super) const APPROXIMATE_BEHIND: &[&str] = &["~", " or so", " environ", "(approximate)"];
pub(super) const UNCERTAIN_BEHIND: &[&str] = &["(uncertain)", "(incertain)", "(?)", "?"];

pub(super) const THIRDS: &[(&str, Third)] = &[
    ("early ", Third::Early),
    ("early-", Third::Early),
    ("beginning of ", Third::Early),
    ("start of ", Third::Early),
    ("beginning ", Third::Early),
    ("start ", Third::Early),
    ("debut des ", Third::Early),
    ("debut ", Third::Early),
    ("اوائل ", Third::Early),
    ("مطلع ", Third::Early),
    ("mid ", Third::Mid),
    ("mid-", Third::Mid),
    ("middle of ", Third::Mid),
    ("mi ", Third::Mid),
    ("mi-", Third::Mid),
    ("milieu des ", Third::Mid),
    ("milieu ", Third::Mid),
    ("منتصف ", Third::Mid),
    ("late ", Third::Late),
    ("late-", Third::Late),
    ("end of ", Third::Late),
    ("end ", Third::Late),
    ("fin des ", Third::Late),
    ("fin ", Third::Late),
    ("اواخر ", Third::Late),
    ("نهاية ", Third::Late),
];

/// What may stand before a stretch of time and adds nothing to it. Longer ones first.
pub(super) const FILLERS: &[&str] =
    &["in the ", "at the ", "over the ", "during the ", "the ", "in ", "a la ", "le ", "la ", "l'", "au ", "en "];

pub(super) const SOME_TIME: &[&str] =
    &["some time in ", "some time ", "sometime in ", "sometime ", "at some point in ", "at some point ", "un jour "];

pub(super) const WEEK_OF: &[&str] =
    &["week of ", "week beginning ", "week commencing ", "week starting ", "semaine du ", "semaine commencant le "];

/// Weekends by the week that they end, counted from that of the reference. One without a word is the last one.
pub(super) const WEEKENDS: &[(&str, i32)] = &[
    ("weekend", -1),
    ("last weekend", -1),
    ("weekend dernier", -1),
    ("this weekend", 0),
    ("ce weekend", 0),
    ("next weekend", 1),
    ("weekend prochain", 1),
];

pub(super) const HALVES: &[(&str, Half)] = &[
    ("first half of ", Half::First),
    ("1st half of ", Half::First),
    ("premiere moitie ", Half::First),
    ("premiere quinzaine ", Half::First),
    ("1re quinzaine ", Half::First),
    ("1ere quinzaine ", Half::First),
    ("second half of ", Half::Second),
    ("2nd half of ", Half::Second),
    ("latter half of ", Half::Second),
    ("seconde moitie ", Half::Second),
    ("deuxieme moitie ", Half::Second),
    ("seconde quinzaine ", Half::Second),
    ("deuxieme quinzaine ", Half::Second),
    ("2e quinzaine ", Half::Second),
    ("2eme quinzaine ", Half::Second),
];

/// Set phrases, each with the one word that stands for it. Later ones see what earlier ones made.
pub(super) const PHRASES: &[(&str, &str)] = &[
    ("day before yesterday", "avanthier"),
    ("avant-hier", "avanthier"),
    ("day after tomorrow", "apresdemain"),
    ("apres-demain", "apresdemain"),
    ("apres-midi", "apresmidi"),
    ("week-end", "weekend"),
    ("aujourd'hui", "today"),
    ("this morning", "today"),
    ("this afternoon", "today"),
    ("this evening", "today"),
    ("ce matin", "today"),
    ("cet apresmidi", "today"),
    ("ce soir", "today"),
    ("last night", "yesterday"),
    ("l'an dernier", "last year"),
    ("l'an passe", "last year"),
    ("il y a un an", "1 year ago"),
    ("il y a une ", "il y a 1 "),
    ("il y a un ", "il y a 1 "),
    ("il y a ", "ago "),
    ("كانون الثاني", "يناير"),
    ("كانون الاول", "ديسمبر"),
    ("تشرين الاول", "اكتوبر"),
    ("تشرين الثاني", "نوفمبر"),
];

/// Words that carry nothing: articles, prepositions, and parts of the day, which EDTF cannot say.
pub(super) const EMPTY: &[&str] = &[
    "of",
    "the",
    "in",
    "on",
    "during",
    "course",
    "exactly",
    "either",
    "morning",
    "afternoon",
    "evening",
    "night",
    "le",
    "la",
    "l",
    "les",
    "de",
    "du",
    "d",
    "en",
    "au",
    "ce",
    "courant",
    "cours",
    "pendant",
    "exactement",
    "matin",
    "matinee",
    "apresmidi",
    "soir",
    "soiree",
    "nuit",
    "في",
];

pub(super) fn month(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" | "janvier" | "janv" | "يناير" | "جانفي" => 1,
        "february" | "feb" | "febr" | "fevrier" | "fevr" | "fev" | "فبراير" | "فيفري" | "شباط" => 2,
        "march" | "mar" | "mars" | "مارس" | "اذار" => 3,
        "april" | "apr" | "avril" | "avr" | "ابريل" | "افريل" | "نيسان" => 4,
        "may" | "mai" | "مايو" | "ماي" | "ايار" => 5,
        "june" | "jun" | "juin" | "يونيو" | "جوان" | "حزيران" => 6,
        "july" | "jul" | "juillet" | "juil" | "يوليو" | "يوليوز" | "جويلية" | "تموز" => 7,
        "august" | "aug" | "aout" | "اغسطس" | "غشت" | "اوت" | "اب" => 8,
        "september" | "sept" | "sep" | "septembre" | "سبتمبر" | "شتنبر" | "ايلول" => 9,
        "october" | "oct" | "octobre" | "اكتوبر" => 10,
        "november" | "nov" | "novembre" | "نوفمبر" | "نونبر" => 11,
        "december" | "dec" | "decembre" | "ديسمبر" | "دجنبر" => 12,
        _ => return None,
    })
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" | "lundi" => Weekday::Mon,
        "tuesday" | "tues" | "tue" | "mardi" => Weekday::Tue,
        "wednesday" | "wed" | "mercredi" => Weekday::Wed,
        "thursday" | "thurs" | "thur" | "thu" | "jeudi" => Weekday::Thu,
        "friday" | "fri" | "vendredi" => Weekday::Fri,
        "saturday" | "sat" | "samedi" => Weekday::Sat,
        "sunday" | "sun" | "dimanche" => Weekday::Sun,
        _ => return None,
    })
}

pub(super) fn relative(word: &str) -> Option<Token> {
    Some(match word {
        "avanthier" => Token::Days(-2),
        "yesterday" | "hier" => Token::Days(-1),
        "today" | "tonight" | "now" | "maintenant" => Token::Days(0),
        "tomorrow" | "demain" => Token::Days(1),
        "apresdemain" => Token::Days(2),
        "day" | "days" | "jour" | "jours" => Token::Unit(Unit::Day),
        "week" | "weeks" | "semaine" | "semaines" => Token::Unit(Unit::Week),
        "month" | "months" | "mois" => Token::Unit(Unit::Month),
        "year" | "years" | "ans" | "annee" => Token::Unit(Unit::Year),
        "last" | "dernier" | "derniere" | "passe" | "passee" => Token::Turn(Turn::Last),
        "this" | "cette" => Token::Turn(Turn::This),
        "next" | "prochain" | "prochaine" => Token::Turn(Turn::Next),
        "ago" => Token::Ago,
        "a" => Token::Article,
        _ => return None,
    })
}

pub(super) fn part(word: &str) -> Option<Token> {
    Some(match word {
        "spring" | "printemps" => Token::Grouping(21),
        "summer" | "ete" => Token::Grouping(22),
        "autumn" | "fall" | "automne" => Token::Grouping(23),
        "winter" | "hiver" => Token::Grouping(24),
        "quarter" | "trimestre" => Token::Part(33, 4),
        "half" | "semestre" | "semester" => Token::Part(40, 2),
        "century" | "siecle" => Token::Century,
        "annees" => Token::Years,
        "first" | "premier" | "premiere" => Token::Ordinal(1),
        "second" | "deuxieme" | "seconde" => Token::Ordinal(2),
        "third" | "troisieme" => Token::Ordinal(3),
        "fourth" | "quatrieme" => Token::Ordinal(4),
        "fifth" => Token::Ordinal(5),
        "sixth" => Token::Ordinal(6),
        "seventh" => Token::Ordinal(7),
        "eighth" => Token::Ordinal(8),
        "ninth" => Token::Ordinal(9),
        "tenth" => Token::Ordinal(10),
        "eleventh" => Token::Ordinal(11),
        "twelfth" => Token::Ordinal(12),
        "xvie" => Token::Ordinal(16),
        "xviie" => Token::Ordinal(17),
        "xviiie" => Token::Ordinal(18),
        "xixe" => Token::Ordinal(19),
        "xxe" => Token::Ordinal(20),
        "xxie" => Token::Ordinal(21),
        "thirties" => Token::Decade(1930),
        "forties" => Token::Decade(1940),
        "fifties" => Token::Decade(1950),
        "sixties" => Token::Decade(1960),
        "seventies" => Token::Decade(1970),
        "eighties" => Token::Decade(1980),
        "nineties" => Token::Decade(1990),
        _ => return None,
    })
}

pub(super) fn number_word(word: &str) -> Option<u8> {
    Some(match word {
        "one" | "une" => 1,
        "two" | "deux" => 2,
        "three" | "trois" => 3,
        "four" | "quatre" => 4,
        "five" | "cinq" => 5,
        "six" => 6,
        "seven" | "sept" => 7,
        "eight" | "huit" => 8,
        "nine" | "neuf" => 9,
        "ten" | "dix" => 10,
        "eleven" | "onze" => 11,
        "twelve" | "douze" => 12,
        _ => return None,
    })
}
