//! The cutting of a typed date into [`Token`]s.
//!
//! It promises that case, accents, digits of other scripts and kinds of dashes make no difference after [`tidy`] and
//! [`plain`]. What a word means is in `lexicon`, how words go together in `typed`.

use super::calendar::grouping;
use super::lexicon::{EMPTY, PHRASES, month, number_word, part, relative, weekday};
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
    /// `1990s`, `90s`: its first year.
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
            '،' => text.push(','),
            '"' | '“' | '”' | '«' | '»' => text.push(' '),
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
        'أ' | 'إ' | 'آ' => 'ا',
        other => other,
    }
}

/// The tokens of a text that [`plain`] has been over; `None` if a word means nothing here.
pub(super) fn tokens(plain: &str) -> Option<Vec<Token>> {
    let pieces = whole_years(pieces(plain));
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
    /// Two digits that can only be a year, with their century.
    Year(i32),
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

/// Gives the year of `10/3/25`, `10-Mar-25` and `'25` its century; `March 25` keeps its day.
fn whole_years(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    use Piece::{Digits, Letters, Other, Space, Year};
    for place in 0..pieces.len() {
        let Some(Digits(digits)) = pieces.get(place) else { continue };
        let before = pieces.get(..place).unwrap_or_default();
        let is_short = |digits: &str| digits.len() <= 2;
        let is_year = match before {
            [.., Letters(_), Other('\'')] => false,
            [.., Other('\'')] => true,
            [.., Digits(a), Other(x @ ('/' | '.' | '-')), Digits(b), Other(y)] => {
                x == y && is_short(a) && is_short(b)
            }
            [.., Digits(day), Other('-'), Letters(name), Other('-')]
            | [.., Digits(day), Space, Letters(name), Space]
            | [.., Digits(day), Letters(name)] => is_short(day) && month(name).is_some(),
            _ => false,
        };
        let is_decade = matches!(pieces.get(place + 1), Some(Letters(_)));
        let year = digits.parse().ok().filter(|_| is_year && !is_decade && digits.len() == 2);
        if let (Some(year), Some(piece)) = (year.map(in_century), pieces.get_mut(place)) {
            *piece = Year(year);
        }
    }
    pieces
}

/// From 1950 to 2049: news looks back further than it looks ahead.
fn in_century(short: i32) -> i32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// The next token, if the piece means something, and the pieces behind it.
fn next_token<'p, 'a>(pieces: &'p [Piece<'a>]) -> Option<(Option<Token>, &'p [Piece<'a>])> {
    match pieces {
        [Piece::Year(year), rest @ ..] => Some((Some(Token::Year(*year)), rest)),
        [Piece::Digits(digits), Piece::Letters("s"), rest @ ..]
        | [Piece::Digits(digits), Piece::Other('\''), Piece::Letters("s"), rest @ ..] => {
            Some((Some(Token::Decade(decade(digits)?)), rest))
        }
        [Piece::Digits(digits), Piece::Letters("q"), rest @ ..] => Some((Some(lettered("q", digits)?), rest)),
        [Piece::Digits(digits), Piece::Letters("st" | "nd" | "rd" | "th" | "er" | "re" | "e" | "eme"), rest @ ..] => {
            Some((Some(Token::Ordinal(small(digits)?)), rest))
        }
        [Piece::Digits(digits), rest @ ..] => Some((Some(number(digits)?), rest)),
        [Piece::Letters(letter @ ("q" | "t" | "h" | "s")), Piece::Digits(digits), rest @ ..] => {
            Some((Some(lettered(letter, digits)?), rest))
        }
        [Piece::Letters(word), rest @ ..] => Some((word_token(word)?, rest)),
        [Piece::Other(mark @ ('/' | '.' | '-')), rest @ ..] => Some((Some(Token::Mark(*mark)), rest)),
        [Piece::Space | Piece::Other(',' | '\'' | '(' | ')'), rest @ ..] => Some((None, rest)),
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
    let number: i32 = digits.parse().ok()?;
    let year = match digits.len() {
        4 => number,
        // “the 30s” are behind us, “the 20s” are now.
        2 if number < 30 => 2000 + number,
        2 => 1900 + number,
        _ => return None,
    };
    (year % 10 == 0).then_some(year)
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

/// Joins “second quarter” and “années 1990”, drops the second of two names of one month (`آذار/مارس`), and drops dots
/// and dashes that do not stand between two numbers. A hyphen at the end is kept: `2019-` goes on.
fn joined(tokens: &[Token]) -> Vec<Token> {
    let mut rest = tokens;
    let mut result: Vec<Token> = Vec::new();
    while let [token, left @ ..] = rest {
        rest = left;
        let said_twice = matches!(token, Token::Month(_)) && result.last() == Some(token);
        let is_kept = !matches!(token, Token::Mark(_)) || is_kept(*token, result.last(), left.first());
        if let Some(one) = left.first().and_then(|next| pair(*token, *next)) {
            result.push(one);
            rest = left.get(1..).unwrap_or_default();
        } else if is_kept && !said_twice {
            result.push(*token);
        }
    }
    result
}

fn pair(token: Token, next: Token) -> Option<Token> {
    match (token, next) {
        (Token::Ordinal(count) | Token::Small(count), part @ Token::Part(..)) => counted_part(count, part),
        (Token::Years, Token::Year(year)) if year % 10 == 0 => Some(Token::Decade(year)),
        (Token::Years, Token::Small(year)) => decade(&year.to_string()).map(Token::Decade),
        _ => None,
    }
}

fn is_kept(mark: Token, before: Option<&Token>, after: Option<&Token>) -> bool {
    let is_number = |token: Option<&Token>| matches!(token, Some(Token::Small(_) | Token::Year(_)));
    let goes_on = mark == Token::Mark('-') && after.is_none();
    goes_on || is_number(before) && is_number(after)
}

/// `Some(None)` for a word that carries nothing, `None` for a stranger.
#[expect(clippy::option_option, reason = "a stranger, an empty word and a token are three cases")]
fn word_token(word: &str) -> Option<Option<Token>> {
    if EMPTY.contains(&word) {
        return Some(None);
    }
    let small = || number_word(word).map(Token::Small);
    let token = month(word).map(Token::Month).or_else(|| weekday(word).map(Token::Weekday));
    token.or_else(|| relative(word)).or_else(|| part(word)).or_else(small).map(Some)
}

/// “last” or “next” and what it belongs to, on either side: French puts it behind.
pub(super) fn turned(tokens: &[Token]) -> Option<(Turn, Token)> {
    match *tokens {
        [Token::Turn(turn), token] | [token, Token::Turn(turn)] => Some((turn, token)),
        _ => None,
    }
}
