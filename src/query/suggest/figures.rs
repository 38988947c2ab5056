//! Quantities of a text: “more than 200 cells”, “EUR 1.4 billion”, “une dizaine de suspects”, already read.
//!
//! Promises: values are exact; what comes out is sorted by place, does not overlap and begins and ends between
//! characters; time is linear in the text's length. A number counts only where the words around it say of what:
//! dates, lengths of time, numbers in names, of laws, pages and telephones, ages, scores and shares of a compound
//! (“a 12-member cell”) are no figures. A figure that is missing is typed; one that is wrong would be believed.
//!
//! What it does *not* do: it changes nothing, knows English and French only, and does not guess which dirham is meant.
//! `token` cuts the text up, `number` reads numbers, `words` has the lists.

mod number;
mod token;
mod words;

pub use words::Tongue;

use super::dates;
use crate::base::span::Span;
use crate::base::words as letters;
use crate::model::{Anchor, Bound, Figure, MarkId, Source};
use crate::project::Project;
use number::Number;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use token::{Make, Token};
use words::Beside;

/// A quantity and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Bytes of the text, half-open: from the word of its bound to its unit.
    pub span: Span,
    /// The number, written out.
    pub value: Decimal,
    /// How exactly it is meant.
    pub bound: Bound,
    /// ISO 4217 code; empty if it is no money, or nobody says which.
    pub currency: String,
    /// What is counted; empty if no word says so.
    pub unit: String,
    /// Of what, for a measure: “cocaine”.
    pub what: String,
}

impl Quantity {
    /// As an event records it.
    #[must_use]
    pub fn figure(&self, source: Source) -> Figure {
        Figure {
            value: self.value,
            unit: self.unit.clone(),
            currency: self.currency.clone(),
            bound: self.bound,
            what: self.what.clone(),
            source,
            ..Figure::default()
        }
    }
}

/// The language in which the figures of a document are read. `language`: a BCP 47 tag, empty to go by the text.
#[must_use]
pub fn tongue(language: &str, text: &str) -> Tongue {
    if dates::is_french(language, text) { Tongue::French } else { Tongue::English }
}

/// The quantities of a text. `not`: bytes in which no figure is looked for, such as dates, in any order.
#[must_use]
pub fn figures(text: &str, tongue: Tongue, not: &[Span]) -> Vec<Quantity> {
    let tokens = token::tokens(text);
    let reader = Reader { tokens: &tokens, tongue, not };
    let mut found = Vec::new();
    let (mut at, mut law_end, mut behind) = (0, None, 0);
    while at < tokens.len() {
        let Some(draft) = reader.draft(at) else {
            at += 1;
            continue;
        };
        if reader.is_numbered(at, law_end) {
            law_end = Some(draft.number.next);
            at = draft.number.next;
            continue;
        }
        match reader.judge(&draft, behind) {
            Some(quantity) => {
                found.push(quantity);
                at = draft.end;
                behind = at;
            }
            None => at = reader.behind_digits(draft.number.next),
        }
    }
    found
}

/// The quantities in the sentences that a mark touches, in places of the whole text. Costs the neighbourhood.
#[must_use]
pub fn of_mark(project: &Project, mark: MarkId) -> Vec<Quantity> {
    let Some(mark) = project.marks().get(mark).filter(|mark| mark.anchor != Anchor::Lost) else { return Vec::new() };
    let Some(row) = project.documents().get(mark.document) else { return Vec::new() };
    let text = project.text(mark.document);
    let hull = mark.pieces.hull();
    let last = letters::floor(text, hull.end().saturating_sub(1));
    let start = letters::sentence_at(text, hull.start()).start();
    let end = letters::sentence_at(text, last).end().min(start + MOST_BYTES);
    let window = Span::new(start, letters::floor(text, end).max(start));
    let Some(part) = window.text(text) else { return Vec::new() };
    let reference = row.published.as_ref().map(|published| &published.when);
    let tongue = tongue(&row.language, text);
    let language = if tongue == Tongue::French { "fr" } else { "en" };
    let not: Vec<Span> = dates::dates(part, &[], reference, language).into_iter().map(|date| date.span).collect();
    let mut found = figures(part, tongue, &not);
    for quantity in &mut found {
        quantity.span = Span::new(quantity.span.start() + start, quantity.span.end() + start);
    }
    found
}

/// Bytes of sentences that are looked through for a form.
const MOST_BYTES: usize = 10_000;

/// The ISO 4217 code of a word that names money, such as “euros”; `None` for every other word.
#[must_use]
pub fn currency_of(word: &str) -> Option<&'static str> {
    words::currency(word).or_else(|| words::currency(&word.to_lowercase()))
}

/// A quantity as somebody types it: “more than 200 cells”, “1.4 bn EUR”, “27”.
#[must_use]
pub fn typed(text: &str) -> Option<Quantity> {
    let either = [Tongue::English, Tongue::French].map(|tongue| (tongue, figures(text, tongue, &[])));
    let whole = |quantity: &Quantity| !quantity.unit.is_empty() || !quantity.currency.is_empty();
    let found = either.iter().flat_map(|(_, found)| found).find(|quantity| whole(quantity));
    let found = found.or(either.iter().flat_map(|(_, found)| found).next()).cloned();
    found.or_else(|| bare(text))
}

/// A number with nothing around it that says of what, or with a word that no list knows.
fn bare(text: &str) -> Option<Quantity> {
    let tokens = token::tokens(text);
    let reader = Reader { tokens: &tokens, tongue: Tongue::English, not: &[] };
    let draft = (0..tokens.len()).find_map(|at| reader.draft(at))?;
    let (from, bound) = reader.bound(draft.start);
    let rest = text.get(tokens.get(draft.end.saturating_sub(1))?.end..).unwrap_or_default().trim();
    let unit = if draft.unit.is_empty() { rest.to_owned() } else { draft.unit.clone() };
    // A number in the middle of other words is not what was typed.
    (from == 0).then(|| draft.quantity(&tokens, from, bound, unit))?
}

/// How many, where words begin with a number: “two suspects”, “12 people”, “une dizaine de suspects”.
#[must_use]
pub fn count(text: &str) -> Option<u32> {
    let tokens = token::tokens(text);
    [Tongue::English, Tongue::French].into_iter().find_map(|tongue| {
        let reader = Reader { tokens: &tokens, tongue, not: &[] };
        let first = (0..tokens.len().min(BOUND_WORDS + 1)).find(|at| reader.number_or_one(*at).is_some())?;
        let number = reader.number_or_one(first)?;
        let is_all_bound = reader.bound(first).0 == 0;
        let more = tokens.get(number.next).filter(|next| next.make == Make::Word && !next.is_glued());
        (is_all_bound && more.is_some()).then(|| number.value.to_u32())?
    })
}

/// The longest phrase that says how exactly a number is meant.
const BOUND_WORDS: usize = 3;
/// So many words can tell what is counted: “12 suspected foreign fighters”.
const UNIT_WORDS: usize = 3;

struct Reader<'a, 't> {
    tokens: &'a [Token<'t>],
    tongue: Tongue,
    not: &'a [Span],
}

/// A number with its money or unit, before anybody has asked whether it counts something.
struct Draft {
    /// The first token of number and money, and the one behind number, money and unit.
    start: usize,
    end: usize,
    number: Number,
    currency: &'static str,
    unit: String,
    what: String,
    /// The unit is a plural, a share or a measure: it says what is counted.
    plural: bool,
    /// “Or more” stands behind the number.
    or_more: bool,
}

impl Draft {
    fn quantity(&self, tokens: &[Token<'_>], from: usize, bound: Option<Bound>, unit: String) -> Option<Quantity> {
        let span = Span::new(tokens.get(from)?.start, tokens.get(self.end.checked_sub(1)?)?.end);
        let about = if self.number.about { Bound::About } else { Bound::Exactly };
        let bound = if self.or_more { Bound::MoreThan } else { bound.unwrap_or(about) };
        let (currency, what) = (self.currency.to_owned(), self.what.clone());
        Some(Quantity { span, value: self.number.value.normalize(), bound, currency, unit, what })
    }
}

impl Reader<'_, '_> {
    fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    fn number_or_one(&self, at: usize) -> Option<Number> {
        number::number(self.tokens, at, self.tongue, Beside::Nothing).or_else(|| {
            let one = self.tongue.is_one(self.lower(at));
            one.then(|| Number { value: Decimal::ONE, next: at + 1, about: false, digits: false, powers: false })
        })
    }

    /// Number, money and unit that begin at a token.
    fn draft(&self, start: usize) -> Option<Draft> {
        let before = self.currency_before(start);
        let (first, mut currency) = before.map_or((start, ""), |(first, code)| (first, code));
        let beside = if currency.is_empty() { Beside::Nothing } else { Beside::Money };
        let mut number = number::number(self.tokens, first, self.tongue, beside)?;
        let mut end = number.next;
        if currency.is_empty()
            && let Some((next, code)) = self.currency_behind(end)
        {
            (end, currency) = (next, code);
        } else if currency.is_empty()
            && let Some((more, next, code)) = self.millions_of_money(&number)
        {
            (number, end, currency) = (more, next, code);
        }
        let or_more = ["or", "ou"].contains(&self.lower(end)) && ["more", "plus"].contains(&self.lower(end + 1));
        let end = if or_more { end + 2 } else { end };
        let mut draft =
            Draft { start, end, number, currency, unit: String::new(), what: String::new(), plural: false, or_more };
        if draft.currency.is_empty() {
            self.add_unit(&mut draft);
        }
        Some(draft)
    }

    /// “EUR 1.4”, “€300”, “US$ 5”.
    fn currency_before(&self, at: usize) -> Option<(usize, &'static str)> {
        let token = self.tokens.get(at)?;
        let is_digit = |at: usize| self.tokens.get(at).is_some_and(|next| next.make == Make::Digits);
        if matches!(token.text, "US" | "C" | "A") && self.tokens.get(at + 1)?.is_sign("$") && is_digit(at + 2) {
            let code = match token.text {
                "US" => "USD",
                "C" => "CAD",
                _ => "AUD",
            };
            return Some((at + 2, code));
        }
        let code = words::currency(token.text).filter(|_| token.make == Make::Sign || token.text.len() == 3)?;
        is_digit(at + 1).then_some((at + 1, code))
    }

    /// “300 euros”, “300 €”, “1,4 milliard d'euros”, “5 Swiss francs”.
    fn currency_behind(&self, at: usize) -> Option<(usize, &'static str)> {
        let at = if self.tongue.is_of(self.lower(at)) { at + 1 } else { at };
        let token = self.tokens.get(at)?;
        if let Some(code) = words::currency_of_two(&token.lower, self.lower(at + 1)) {
            return Some((at + 2, code));
        }
        let word = if token.make == Make::Word && token.text.len() == 3 { token.text } else { token.lower.as_str() };
        Some((at + 1, words::currency(word)?))
    }

    /// “300 M€”, “300m euros”: a lone letter is a million only beside money.
    fn millions_of_money(&self, number: &Number) -> Option<(Number, usize, &'static str)> {
        let token = self.tokens.get(number.next).filter(|token| token.lower == "m")?;
        let (end, code) = self.currency_behind(number.next + 1)?;
        let beside = self.tokens.get(number.next + 1).is_some_and(|next| next.make == Make::Sign) || token.is_glued();
        let value = number.value.checked_mul(Decimal::from(1_000_000))?;
        beside.then_some((Number { value, next: number.next + 1, powers: true, ..*number }, end, code))
    }

    fn add_unit(&self, draft: &mut Draft) {
        let at = draft.end;
        if let Some(end) = self.percent(at) {
            (draft.unit, draft.end, draft.plural) = ("%".to_owned(), end, true);
            return;
        }
        let mut from = self.behind_of(at);
        while ["more", "other", "additional", "autres", "further"].contains(&self.lower(from)) {
            from += 1;
        }
        let Some((unit, end, plural)) = self.unit(from) else { return };
        (draft.unit, draft.end, draft.plural) = (unit, end, plural);
        if words::MEASURES.contains(&draft.unit.as_str()) {
            draft.plural = true;
            self.add_what(draft);
        }
    }

    /// Behind “of the”, “de”, “d'”, if such a word stands there.
    fn behind_of(&self, at: usize) -> usize {
        if !self.tongue.is_of(self.lower(at)) {
            return at;
        }
        let the = ["the", "its", "their", "these", "those", "ces", "ses", "leurs"];
        if the.contains(&self.lower(at + 1)) { at + 2 } else { at + 1 }
    }

    fn percent(&self, at: usize) -> Option<usize> {
        match (self.lower(at), self.lower(at + 1)) {
            ("%" | "percent", _) => Some(at + 1),
            ("per" | "pour", "cent") => Some(at + 2),
            _ => None,
        }
    }

    /// The words that are counted, up to the first plural; a single word that is none says too little.
    fn unit(&self, from: usize) -> Option<(String, usize, bool)> {
        let mut names: Vec<&str> = Vec::new();
        for at in from..from + UNIT_WORDS {
            let token = self.tokens.get(at).filter(|token| token.make == Make::Word)?;
            let glued_unit = at == from && words::GLUED_UNITS.contains(&token.lower.as_str());
            if token.is_glued() && !glued_unit && at > 0 && !self.lower(at - 1).ends_with('\'') {
                return None;
            }
            if glued_unit && (token.is_glued() || token.lower.len() > 1) {
                return Some((token.lower.clone(), at + 1, true));
            }
            if self.tongue.is_function(&token.lower) {
                return None;
            }
            names.push(token.text);
            if self.tongue.is_plural(&token.lower) && !token.is_capitalised() {
                return Some((names.join(" "), at + 1, true));
            }
        }
        None
    }

    /// “Of cocaine” behind a measure.
    fn add_what(&self, draft: &mut Draft) {
        if !self.tongue.is_of(self.lower(draft.end)) {
            return;
        }
        let at = draft.end + 1;
        let token = self.tokens.get(at).filter(|token| token.make == Make::Word && !token.is_capitalised());
        let Some(token) = token.filter(|token| !self.tongue.is_function(&token.lower)) else { return };
        (draft.what, draft.end) = (token.text.to_owned(), at + 1);
    }

    /// The first token of the phrase before a token that says how exactly its number is meant, and what it says.
    fn bound(&self, at: usize) -> (usize, Option<Bound>) {
        for (phrase, bound) in self.tongue.bounds() {
            let Some(from) = at.checked_sub(phrase.len()) else { continue };
            if phrase.iter().enumerate().all(|(place, word)| self.lower(from + place) == *word) {
                return (from, Some(*bound));
            }
        }
        (at, None)
    }

    /// Whether a number is that of a law, a page, a case, or comes after one in a list of such.
    fn is_numbered(&self, at: usize, law_end: Option<usize>) -> bool {
        let Some(mut before) = at.checked_sub(1) else { return false };
        while matches!(self.lower(before), "." | "°" | "º") && before > 0 {
            before -= 1;
        }
        let joins = ["and", "et", ",", "or", "ou", "to", "à", "-", "–"];
        let goes_on = joins.contains(&self.lower(at - 1)) && law_end == Some(at - 1);
        let sign = matches!(self.lower(at - 1), "#" | "№" | "§" | "°" | "º");
        goes_on || sign || words::NUMBERED.contains(&self.lower(before))
    }

    /// The quantity, if this counts something. `behind`: the first token that is not taken yet.
    fn judge(&self, draft: &Draft, behind: usize) -> Option<Quantity> {
        if self.is_part(draft) || self.is_date(draft) || self.is_name(draft) {
            return None;
        }
        let (from, bound) = self.bound(draft.start);
        let from = from.max(behind);
        let says = draft.plural || !draft.currency.is_empty() || bound.is_some() || draft.number.powers;
        says.then(|| draft.quantity(self.tokens, from, bound, draft.unit.clone()))?
    }

    /// Whether the number is only a part of something: a score, a telephone, a compound, one end of a range.
    fn is_part(&self, draft: &Draft) -> bool {
        let before = draft.start.checked_sub(1).and_then(|at| self.tokens.get(at));
        let first = self.tokens.get(draft.start);
        let glued = first.is_some_and(Token::is_glued);
        let joint = |token: &Token<'_>| matches!(token.text, "-" | "–" | "/" | ":" | "." | "," | "+" | "'" | "’");
        if before.is_some_and(|token| {
            (glued && (joint(token) || token.make == Make::Word) && !token.text.ends_with(['\'', '’']))
                || token.text == "+"
        }) {
            return true;
        }
        if before.is_some_and(|token| token.make == Make::Digits) {
            return true;
        }
        let next = self.tokens.get(draft.number.next);
        let taken = draft.end > draft.number.next;
        let Some(next) = next else { return false };
        match next.make {
            Make::Digits => true,
            Make::Word => next.is_glued() && !taken,
            Make::Sign => {
                let glued = self
                    .tokens
                    .get(draft.number.next + 1)
                    .is_some_and(|token| token.is_glued() && token.make != Make::Sign);
                next.is_glued() && glued && matches!(next.text, "-" | "–" | "/" | ":" | "." | "," | "'" | "’")
                    || next.text == "°"
            }
        }
    }

    fn is_date(&self, draft: &Draft) -> bool {
        let place = |at: usize| self.tokens.get(at);
        let (Some(first), Some(last)) = (place(draft.start), draft.number.next.checked_sub(1).and_then(place)) else {
            return true;
        };
        let span = Span::new(first.start, last.end);
        self.not.iter().any(|not| not.overlaps(span))
    }

    /// Whether the number belongs to a name or is a year: “Paris 2024”, “2030 World Cup”, “Boeing 737”.
    fn is_name(&self, draft: &Draft) -> bool {
        if !draft.currency.is_empty() || draft.number.powers {
            return false;
        }
        let before = draft.start.checked_sub(1).and_then(|at| self.tokens.get(at));
        let sentence_start = draft.start < 2
            || self.tokens.get(draft.start - 2).is_some_and(|token| matches!(token.text, "." | "!" | "?"));
        let (_, bound) = self.bound(draft.start);
        let after_name = before.is_some_and(Token::is_capitalised) && !sentence_start && bound.is_none();
        let year = draft.number.digits && self.is_year(draft);
        (after_name && (!draft.plural || year)) || (year && bound.is_none() && !draft.plural)
    }

    fn is_year(&self, draft: &Draft) -> bool {
        let one = self.tokens.get(draft.start).filter(|token| token.text.len() == 4);
        let value = draft.number.value.to_u32();
        one.is_some()
            && draft.number.next == draft.start + 1
            && value.is_some_and(|year| (1900..=2100).contains(&year))
    }

    /// Behind all digits of a telephone number or the like.
    fn behind_digits(&self, mut at: usize) -> usize {
        while self.tokens.get(at).is_some_and(|token| token.make == Make::Digits) {
            at += 1;
        }
        at
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
