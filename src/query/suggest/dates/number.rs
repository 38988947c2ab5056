//! Numbers as news write them: `20,000`, `twenty four`, `a hundred`, `several`, `nineteen ninety-six`, `10th`.
//!
//! Each function gives the value and how many tokens it takes. Promises: never more than a handful of tokens.

use super::lexicon::{Class, Lexicon};
use super::token::{Make, Token};

/// A count that nobody knows: “several”, “a few”.
pub(super) const UNKNOWN: i32 = -1;

/// A number in digits or words, or [`UNKNOWN`].
pub(super) fn count(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let token = *tokens.get(at)?;
    if let Some(value) = token.number() {
        let (_, used) = thousands(value, tokens, at);
        if used == 1 && is_part(tokens, at) {
            return None;
        }
        return Some(thousands(value, tokens, at));
    }
    if let Some(value) = lexicon.value(token, Class::Some) {
        return Some((value, 1));
    }
    let (mut value, mut used) = match lexicon.value(token, Class::Multiplier) {
        Some(times) => (times, 1),
        None => below_hundred(lexicon, tokens, at)?,
    };
    if let Some(times) = tokens.get(at + used).and_then(|next| lexicon.value(*next, Class::Multiplier)) {
        value = value.checked_mul(times)?;
        used += 1;
    }
    Some((value, used))
}

/// `1,200`: a comma and three digits, glued.
fn thousands(value: i32, tokens: &[Token], at: usize) -> (i32, usize) {
    match tokens.get(at + 1..at + 3) {
        Some([comma, digits]) if comma.is_glued_sign(',') && digits.glued && digits.len() == 3 && value < 1000 => {
            digits.number().map_or((value, 1), |low| (value * 1000 + low, 3))
        }
        _ => (value, 1),
    }
}

/// Whether the digits are only a part of a number: `1.5`, `7:30`, `$1998`, `3/4`.
fn is_part(tokens: &[Token], at: usize) -> bool {
    let is_joint = |sign: &Token| matches!(sign.make, Make::Sign('.' | ',' | ':' | '/' | '%'));
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let glued = tokens.get(at).is_some_and(|token| token.glued);
    let earlier = at.checked_sub(2).and_then(|earlier| tokens.get(earlier));
    let inside = before.is_some_and(|sign| {
        let money = matches!(sign.make, Make::Sign('$' | '€' | '£' | '#'));
        money || (sign.glued && is_joint(sign) && earlier.is_some_and(|token| token.number().is_some()))
    });
    (glued && inside) || goes_on(tokens, at)
}

fn goes_on(tokens: &[Token], at: usize) -> bool {
    match tokens.get(at + 1..at + 3) {
        Some([sign, digits]) if sign.glued && digits.glued && digits.number().is_some() => match sign.make {
            Make::Sign(',') => digits.len() == 3,
            Make::Sign(joint) => matches!(joint, '.' | ':' | '/'),
            Make::Word | Make::Number(_) => false,
        },
        _ => tokens.get(at + 1).is_some_and(|sign| sign.is_glued_sign('%')),
    }
}

/// Whether four digits are the year of a date in digits: `22/03/2013`, `22.03.2013`, `2013/03/22`.
fn is_of_date(tokens: &[Token], at: usize) -> bool {
    let first = || is_date(tokens.get(at..at + 5), 0);
    let last = || at.checked_sub(4).is_some_and(|from| is_date(tokens.get(from..=at), 4));
    first() || last()
}

/// Three numbers that one sign joins; the year stands at a place of them.
fn is_date(tokens: Option<&[Token]>, year: usize) -> bool {
    let Some([_, sign, _, again, _]) = tokens else { return false };
    let joined = matches!(sign.make, Make::Sign('.' | '/')) && sign.make == again.make;
    let numbers = tokens.into_iter().flatten().enumerate().step_by(2);
    let short = numbers.filter(|(place, _)| *place != year);
    let glued = tokens.into_iter().flatten().skip(1).all(|token| token.glued);
    joined && glued && short.into_iter().all(|(_, token)| token.number().is_some() && token.len() <= 2)
}

/// `twelve`, `twenty`, `twenty-four`, `twenty four`.
fn below_hundred(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let value = lexicon.value(*tokens.get(at)?, Class::Number)?;
    if !(20..100).contains(&value) || value % 10 != 0 {
        return Some((value, 1));
    }
    let hyphen = tokens.get(at + 1).is_some_and(|token| token.is_glued_sign('-'));
    let place = if hyphen { at + 2 } else { at + 1 };
    let ones = tokens.get(place).and_then(|token| lexicon.value(*token, Class::Number));
    match ones.filter(|ones| (1..10).contains(ones)) {
        Some(ones) => Some((value + ones, place + 1 - at)),
        None => Some((value, 1)),
    }
}

/// A day of a month: `7`, `07`, `7th`, `1er`.
pub(super) fn day(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let token = *tokens.get(at)?;
    let value = token.number().filter(|day| (1..=31).contains(day) && token.len() <= 2)?;
    let ending = tokens.get(at + 1).is_some_and(|next| next.glued && lexicon.is(*next, Class::Ending));
    (!is_part(tokens, at)).then_some((value, if ending { 2 } else { 1 }))
}

/// A year: four digits from 1000 to 2199, or spoken: `nineteen ninety-six`.
pub(super) fn year(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let token = *tokens.get(at)?;
    match token.make {
        Make::Number(value) => {
            let year = value.filter(|year| token.len() == 4 && (1000..2200).contains(year))?;
            (!is_part(tokens, at) || is_of_date(tokens, at)).then_some((year, 1))
        }
        Make::Word => spoken_year(lexicon, tokens, at),
        Make::Sign(_) => None,
    }
}

fn spoken_year(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let first = lexicon.value(*tokens.get(at)?, Class::Number).filter(|first| (17..=20).contains(first))?;
    let (rest, used) = below_hundred(lexicon, tokens, at + 1).filter(|(rest, _)| (10..100).contains(rest))?;
    Some((first * 100 + rest, used + 1))
}

/// A number of exactly so many digits.
pub(super) fn digits(tokens: &[Token], at: usize, length: usize) -> Option<(i32, usize)> {
    let token = tokens.get(at)?;
    token.number().filter(|_| token.len() == length).map(|value| (value, 1))
}

/// A time of day in four digits: `0630`, as hours × 100 + minutes.
pub(super) fn clock(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    digits(tokens, at, 4).filter(|(time, _)| *time < 2400 && time % 100 < 60)
}

/// A number in digits from 1 to `most`, of one or two digits, whatever stands beside it.
pub(super) fn up_to(tokens: &[Token], at: usize, most: i32) -> Option<(i32, usize)> {
    let token = tokens.get(at)?;
    token.number().filter(|value| token.len() <= 2 && (1..=most).contains(value)).map(|value| (value, 1))
}

/// The first year of a decade: `1990s`, `1990's`, `'90s`.
pub(super) fn decade(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let token = *tokens.get(at)?;
    if token.make == Make::Sign('\'') {
        let short = tokens.get(at + 1).filter(|next| next.glued && next.len() == 2)?;
        let tens = short.number().filter(|tens| tens % 10 == 0)?;
        return plural(lexicon, tokens, at + 2).map(|used| (1900 + tens, 2 + used));
    }
    let year = token.number().filter(|year| token.len() == 4 && year % 10 == 0 && (1500..2100).contains(year))?;
    plural(lexicon, tokens, at + 1).map(|used| (year, 1 + used))
}

/// How many tokens the ending of a plural takes.
fn plural(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<usize> {
    let is_s = |place: usize| {
        let token = tokens.get(place).filter(|token| token.glued);
        token.is_some_and(|token| lexicon.is(*token, Class::Plural))
    };
    let apostrophe = tokens.get(at).is_some_and(|token| token.is_glued_sign('\''));
    if apostrophe { is_s(at + 1).then_some(2) } else { is_s(at).then_some(1) }
}
