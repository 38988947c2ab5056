//! The vocabulary of typed dates, English and French, and the cutting of a text into [`Token`]s.
//!
//! It promises that case, accents, digits of other scripts and kinds of dashes make no difference after [`tidy`] and
//! [`plain`]. It knows words, not grammar: that is in `typed`.

use super::calendar::grouping;
use super::point::Third;
use chrono::Weekday;

/// A meaningful piece of a typed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// One or two digits, or a number word.
    Small(u8),
    /// `1st`, `1er`, `second`.
    Ordinal(u8),
    /// Exactly four digits.
    Year(i32),
    /// `1990s`: its first year.
    Decade(i32),
    /// “century” after an ordinal.
    Century,
    /// “années” before a decade.
    Years,
    Month(u8),
    /// EDTF 21–41.
    Grouping(u8),
    /// “quarter” or “half” after an ordinal: the EDTF code of the first one, and how many there are.
    Part(u8, u8),
    Weekday(Weekday),
    /// Today, yesterday and their like, in days after the reference.
    Days(i32),
    Unit(Unit),
    Turn(Turn),
    Ago,
    /// “a” as in “a week ago”.
    Article,
    /// `/`, `.` or `-` between two numbers.
    Mark(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Which of the recurring ones: the last, the next, or this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Last,
    This,
    Next,
}

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
    ("up to ", Side::Until),
    ("jusqu'a ", Side::Until),
    ("jusqu'au ", Side::Until),
    ("jusqu'en ", Side::Until),
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
    &["probably ", "possibly ", "perhaps ", "maybe ", "probablement ", "peut-etre "];
pub(super) const APPROXIMATE_BEHIND: &[&str] = &["~", " or so", " environ", "(approximate)"];
pub(super) const UNCERTAIN_BEHIND: &[&str] = &["(uncertain)", "(incertain)", "(?)", "?"];

pub(super) const THIRDS: &[(&str, Third)] = &[
    ("early ", Third::Early),
    ("early-", Third::Early),
    ("beginning of ", Third::Early),
    ("start of ", Third::Early),
    ("debut ", Third::Early),
    ("mid ", Third::Mid),
    ("mid-", Third::Mid),
    ("middle of ", Third::Mid),
    ("mi ", Third::Mid),
    ("mi-", Third::Mid),
    ("milieu ", Third::Mid),
    ("late ", Third::Late),
    ("late-", Third::Late),
    ("end of ", Third::Late),
    ("fin ", Third::Late),
];

/// One kind of digits and dashes and single spaces, but the case and accents of the writer: fit to be quoted.
///
/// Long dashes get spaces around them: they always stand between two dates, never inside one.
pub(super) fn tidy(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    for character in typed.chars() {
        match character {
            '\u{660}'..='\u{669}' => text.push(western_digit(character, '\u{660}')),
            '\u{6F0}'..='\u{6F9}' => text.push(western_digit(character, '\u{6F0}')),
            '–' | '—' | '―' | '‒' => text.push_str(" - "),
            '‐' | '\u{2011}' | '−' => text.push('-'),
            '’' | 'ʼ' => text.push('\''),
            '\u{200E}' | '\u{200F}' | '\u{FEFF}' => {}
            other => text.push(other),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn western_digit(digit: char, zero: char) -> char {
    char::from_digit(u32::from(digit).saturating_sub(u32::from(zero)), 10).unwrap_or(digit)
}

/// Lower case without accents, and with set phrases made into one word.
pub(super) fn plain(tidy: &str) -> String {
    const PHRASES: &[(&str, &str)] = &[
        ("day before yesterday", "avanthier"),
        ("avant-hier", "avanthier"),
        ("day after tomorrow", "apresdemain"),
        ("apres-demain", "apresdemain"),
        ("aujourd'hui", "today"),
        ("l'an dernier", "last year"),
        ("l'an passe", "last year"),
        ("il y a un an", "1 year ago"),
        ("il y a une ", "il y a 1 "),
        ("il y a un ", "il y a 1 "),
        ("il y a ", "ago "),
    ];
    let lower = tidy.to_lowercase();
    let bare: String = lower.chars().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).map(without_accent).collect();
    PHRASES.iter().fold(bare, |text, (phrase, word)| text.replace(phrase, word))
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

/// The tokens of a text that [`plain`] has been over; `None` if a word means nothing here.
pub(super) fn tokens(plain: &str) -> Option<Vec<Token>> {
    let pieces = pieces(plain);
    let mut rest = pieces.as_slice();
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        let (token, left) = next_token(rest)?;
        tokens.extend(token);
        rest = left;
    }
    Some(joined(&tokens))
}

/// A run of digits, a run of letters, or a single other character.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Digits(&'a str),
    Letters(&'a str),
    Other(char),
    Space,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same: fn(char) -> bool =
            if first.is_ascii_digit() { |c| c.is_ascii_digit() } else { char::is_alphabetic };
        let run = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (piece, left) = rest.split_at_checked(run).unwrap_or((rest, ""));
        pieces.push(match first {
            ' ' => Piece::Space,
            _ if first.is_ascii_digit() => Piece::Digits(piece),
            _ if first.is_alphabetic() => Piece::Letters(piece),
            other => Piece::Other(other),
        });
        rest = left;
    }
    pieces
}

/// The next token, if the piece means something, and the pieces behind it.
fn next_token<'p, 'a>(pieces: &'p [Piece<'a>]) -> Option<(Option<Token>, &'p [Piece<'a>])> {
    match pieces {
        [Piece::Digits(digits), Piece::Letters("s"), rest @ ..] => Some((Some(Token::Decade(decade(digits)?)), rest)),
        [Piece::Digits(digits), Piece::Letters("st" | "nd" | "rd" | "th" | "er" | "re" | "e" | "eme"), rest @ ..] => {
            Some((Some(Token::Ordinal(small(digits)?)), rest))
        }
        [Piece::Digits(digits), rest @ ..] => Some((Some(number(digits)?), rest)),
        [Piece::Letters(letter @ ("q" | "t" | "h" | "s")), Piece::Digits(digits), rest @ ..] => {
            Some((Some(lettered(letter, digits)?), rest))
        }
        [Piece::Letters(word), rest @ ..] => Some((word_token(word)?, rest)),
        [Piece::Other(mark @ ('/' | '.' | '-')), rest @ ..] => Some((Some(Token::Mark(*mark)), rest)),
        [Piece::Space | Piece::Other(',' | '\''), rest @ ..] => Some((None, rest)),
        [Piece::Other(_), ..] | [] => None,
    }
}

fn small(digits: &str) -> Option<u8> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

fn number(digits: &str) -> Option<Token> {
    match digits.len() {
        1 | 2 => small(digits).map(Token::Small),
        4 => digits.parse().ok().map(Token::Year),
        _ => None,
    }
}

fn decade(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    (digits.len() == 4 && year % 10 == 0).then_some(year)
}

/// `Q2`, French `T2`; `H1` and `S1` for half-years.
fn lettered(letter: &str, digits: &str) -> Option<Token> {
    let count = small(digits)?;
    let part = if matches!(letter, "q" | "t") { Token::Part(33, 4) } else { Token::Part(40, 2) };
    counted_part(count, part)
}

fn counted_part(count: u8, part: Token) -> Option<Token> {
    let Token::Part(first, parts) = part else { return None };
    let code = (1..=parts).contains(&count).then(|| first + count - 1)?;
    grouping(code).map(|_| Token::Grouping(code))
}

/// Joins “second quarter” and “années 1990”, and drops dots and dashes that do not stand between two numbers.
fn joined(tokens: &[Token]) -> Vec<Token> {
    let mut rest = tokens;
    let mut result: Vec<Token> = Vec::new();
    while let [token, left @ ..] = rest {
        rest = left;
        let pair = left.first().and_then(|next| pair(*token, *next));
        if let Some(one) = pair {
            result.push(one);
            rest = left.get(1..).unwrap_or_default();
        } else if !matches!(token, Token::Mark(_)) || between_numbers(result.last(), left.first()) {
            result.push(*token);
        }
    }
    result
}

fn pair(token: Token, next: Token) -> Option<Token> {
    match (token, next) {
        (Token::Ordinal(count) | Token::Small(count), part @ Token::Part(..)) => counted_part(count, part),
        (Token::Years, Token::Year(year)) if year % 10 == 0 => Some(Token::Decade(year)),
        _ => None,
    }
}

fn between_numbers(before: Option<&Token>, after: Option<&Token>) -> bool {
    let is_number = |token: Option<&Token>| matches!(token, Some(Token::Small(_) | Token::Year(_)));
    is_number(before) && is_number(after)
}

/// `Some(None)` for a word that carries nothing, `None` for a stranger.
#[expect(clippy::option_option, reason = "a stranger, an empty word and a token are three cases")]
fn word_token(word: &str) -> Option<Option<Token>> {
    const EMPTY: &[&str] =
        &["of", "the", "in", "on", "le", "la", "l", "les", "de", "du", "d", "des", "en", "au", "ce"];
    if EMPTY.contains(&word) {
        return Some(None);
    }
    let small = || number_word(word).map(Token::Small);
    let token = month(word).map(Token::Month).or_else(|| weekday(word).map(Token::Weekday));
    token.or_else(|| relative(word)).or_else(|| part(word)).or_else(small).map(Some)
}

fn month(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" | "janvier" | "janv" => 1,
        "february" | "feb" | "febr" | "fevrier" | "fevr" | "fev" => 2,
        "march" | "mar" | "mars" => 3,
        "april" | "apr" | "avril" | "avr" => 4,
        "may" | "mai" => 5,
        "june" | "jun" | "juin" => 6,
        "july" | "jul" | "juillet" | "juil" => 7,
        "august" | "aug" | "aout" => 8,
        "september" | "sept" | "sep" | "septembre" => 9,
        "october" | "oct" | "octobre" => 10,
        "november" | "nov" | "novembre" => 11,
        "december" | "dec" | "decembre" => 12,
        _ => return None,
    })
}

fn weekday(word: &str) -> Option<Weekday> {
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

fn relative(word: &str) -> Option<Token> {
    Some(match word {
        "avanthier" => Token::Days(-2),
        "yesterday" | "hier" => Token::Days(-1),
        "today" => Token::Days(0),
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

fn part(word: &str) -> Option<Token> {
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
        _ => return None,
    })
}

fn number_word(word: &str) -> Option<u8> {
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
