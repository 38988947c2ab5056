//! Numbers in digits and in words: `1,400`, `1 400`, `1.4 billion`, `two hundred and fifty`, `quatre-vingt-dix`.
//!
//! Promises: values are exact, and a number takes a handful of tokens. A comma or a point before three digits parts
//! thousands where the language writes them so, and is a decimal sign elsewhere.

use super::token::{Make, Token};
use super::words::{self, Beside, Tongue};
use rust_decimal::Decimal;

/// A number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub value: Decimal,
    /// The token behind it.
    pub next: usize,
    /// The words mean about so many: “a dozen”.
    pub about: bool,
    /// It is written in digits.
    pub digits: bool,
    /// It has a magnitude: “million”.
    pub powers: bool,
}

/// The number that begins at a token, and what stands before it. A lone “one” is none.
pub(super) fn number(tokens: &[Token<'_>], at: usize, tongue: Tongue, before: Beside) -> Option<Number> {
    let first = tokens.get(at)?;
    let (value, next, about) = match first.make {
        Make::Digits => in_digits(tokens, at, tongue).map(|(value, next)| (value, next, false))?,
        Make::Word => in_words(tokens, at, tongue)?,
        Make::Sign => return None,
    };
    let digits = first.make == Make::Digits;
    let plain = Number { value, next, about, digits, powers: false };
    let behind = tokens.get(next).filter(|token| token.make == Make::Word);
    let power = behind.and_then(|token| words::magnitude(&token.lower, beside(token, before)));
    match power.and_then(|power| value.checked_mul(Decimal::from(power))) {
        Some(value) => Some(Number { value, next: next + 1, powers: true, ..plain }),
        // “A” and “one” count only before a magnitude.
        None if is_article(tokens, at, next, tongue) => None,
        None => Some(plain),
    }
}

fn beside(token: &Token<'_>, before: Beside) -> Beside {
    match before {
        Beside::Money => Beside::Money,
        Beside::Digits | Beside::Nothing if token.is_glued() => Beside::Digits,
        Beside::Digits | Beside::Nothing => Beside::Nothing,
    }
}

fn is_article(tokens: &[Token<'_>], at: usize, next: usize, tongue: Tongue) -> bool {
    next == at + 1 && tokens.get(at).is_some_and(|token| tongue.is_one(&token.lower))
}

fn in_digits(tokens: &[Token<'_>], at: usize, tongue: Tongue) -> Option<(Decimal, usize)> {
    let first = tokens.get(at)?;
    if first.text.len() > 1 && first.text.starts_with('0') {
        return None;
    }
    let mut written = first.text.to_owned();
    let mut next = at + 1;
    while first.text.len() <= 3 && is_group_behind_space(tokens, next, tongue) {
        written.push_str(tokens.get(next)?.text);
        next += 1;
    }
    let spaced = next > at + 1;
    while let Some((sign, group)) = joined(tokens, next) {
        let parts_thousands = match tongue {
            Tongue::English => sign.text == ",",
            Tongue::French => sign.text == ".",
        };
        let thousands = group.text.len() == 3 && first.text.len() <= 3 && !spaced && !written.contains('.');
        if thousands && (parts_thousands || is_repeated(tokens, next)) {
            written.push_str(group.text);
            next += 2;
            continue;
        }
        // A third part, as in “1.2.3”, makes it no number.
        if written.contains('.') {
            return None;
        }
        written.push('.');
        written.push_str(group.text);
        next += 2;
    }
    Some((written.parse().ok()?, next))
}

/// Three digits behind a space that may part thousands: a narrow or fixed one, in French any.
fn is_group_behind_space(tokens: &[Token<'_>], at: usize, tongue: Tongue) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.make == Make::Digits && token.text.len() == 3) else {
        return false;
    };
    match token.gap {
        "\u{a0}" | "\u{202f}" | "\u{2009}" => true,
        " " => tongue == Tongue::French,
        _ => false,
    }
}

/// A comma or a point and digits, all touching.
fn joined<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> Option<(&'a Token<'t>, &'a Token<'t>)> {
    let (sign, digits) = (tokens.get(at)?, tokens.get(at + 1)?);
    let is_joint = sign.is_glued() && (sign.is_sign(",") || sign.is_sign("."));
    (is_joint && digits.is_glued() && digits.make == Make::Digits).then_some((sign, digits))
}

/// Whether the same sign parts another three digits: then it parts thousands in any language.
fn is_repeated(tokens: &[Token<'_>], at: usize) -> bool {
    let (Some((sign, _)), Some((again, digits))) = (joined(tokens, at), joined(tokens, at + 2)) else { return false };
    sign.text == again.text && digits.text.len() == 3
}

/// A number in words, the token behind it, and whether it means about so many.
fn in_words(tokens: &[Token<'_>], at: usize, tongue: Tongue) -> Option<(Decimal, usize, bool)> {
    if let Some(found) = collective(tokens, at, tongue) {
        return Some(found);
    }
    let mut sum = Sum::default();
    let mut next = at;
    if tokens.get(at).is_some_and(|token| tongue.is_article(&token.lower) && tongue == Tongue::English) {
        sum.group = 1;
        next += 1;
        let behind = tokens.get(next)?;
        let is_larger =
            tongue.multiplier(&behind.lower).is_some() || words::magnitude(&behind.lower, Beside::Nothing).is_some();
        if !is_larger {
            return None;
        }
    }
    while let Some(token) = tokens.get(next).filter(|token| token.make == Make::Word) {
        if next > at && tongue.is_and(&token.lower) && sum.takes_and(tokens.get(next + 1), tongue) {
            next += 1;
            continue;
        }
        if !sum.take(&token.lower, tongue) {
            break;
        }
        next += 1;
    }
    (next > at).then(|| (Decimal::from(sum.total + sum.group), next, false))
}

/// “A dozen”, “half a dozen”, “two dozen”, “une dizaine”.
fn collective(tokens: &[Token<'_>], at: usize, tongue: Tongue) -> Option<(Decimal, usize, bool)> {
    let lower = |place: usize| tokens.get(place).map_or("", |token| token.lower.as_str());
    let half = tongue == Tongue::English && lower(at) == "half";
    let from = if half { at + 1 } else { at };
    let times = if tongue.is_article(lower(from)) { Some(1) } else { tongue.small(lower(from)) };
    let (times, each) = (times?, tongue.collective(lower(from + 1))?);
    let value = if half { each / 2 } else { times * each };
    Some((Decimal::from(value), from + 2, true))
}

/// A number that is being told, word by word.
#[derive(Default)]
struct Sum {
    total: u64,
    group: u64,
    /// What the last word was worth.
    last: u64,
}

impl Sum {
    /// Takes a word; says whether it belongs to the number.
    fn take(&mut self, word: &str, tongue: Tongue) -> bool {
        if tongue.is_and(word) {
            return false;
        }
        // “Twenty-four”, “quatre-vingt-dix”: all parts are numbers, or the word is none.
        let before = (self.total, self.group, self.last);
        let all = word.split('-').all(|part| tongue.is_and(part) || self.take_part(part, tongue));
        if !all {
            (self.total, self.group, self.last) = before;
        }
        all
    }

    fn take_part(&mut self, part: &str, tongue: Tongue) -> bool {
        if let Some(times) = tongue.multiplier(part) {
            return self.multiply(times);
        }
        let Some(value) = tongue.small(part) else { return false };
        // “Quatre-vingts” is four times twenty.
        if tongue == Tongue::French && value == 20 && self.last == 4 {
            self.group += 76;
            self.last = 80;
            return true;
        }
        let twenties = tongue == Tongue::French && matches!(self.last, 60 | 80) && value < 20;
        let fits = self.last == 0
            || self.last >= 100
            || (self.last >= 20 && value < 10)
            || twenties
            || (self.last == 10 && value < 10 && tongue == Tongue::French);
        if fits {
            self.group += value;
            self.last = value;
        }
        fits
    }

    fn multiply(&mut self, times: u64) -> bool {
        let group = self.group.max(1);
        if times == 1_000 {
            if self.total > 0 || group >= 1_000 {
                return false;
            }
            self.total = group * times;
            self.group = 0;
        } else {
            if group >= 100 {
                return false;
            }
            self.group = group * times;
        }
        self.last = times;
        true
    }

    /// Whether “and” goes on with the number: “two hundred and fifty”, “vingt et un”.
    fn takes_and(&self, next: Option<&Token<'_>>, tongue: Tongue) -> bool {
        let Some(value) = next.and_then(|next| tongue.small(next.lower.split('-').next().unwrap_or_default())) else {
            return false;
        };
        match tongue {
            Tongue::English => self.last >= 100,
            Tongue::French => self.last >= 20 && self.last < 100 && matches!(value, 1 | 11),
        }
    }
}
