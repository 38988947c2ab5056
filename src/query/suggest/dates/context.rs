//! What stands around an expression: whether it is a date at all, part of a name, the end of a range, open.
//!
//! Promises: it looks at a few tokens on either side, so its work grows with the expressions only. What it does
//! *not* do: it resolves no expression anew.

use super::lexicon::Class;
use super::pattern::Found;
use super::resolve::{Meaning, Resolved};
use super::rules::{Rules, Verb};
use super::token::{Case, Make, Token};
use super::value::{self, Modifier};
use super::{Expression, Flag, Kind, Timex};
use crate::base::span::Span;
use crate::base::when::When;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// An expression before its surroundings were looked at.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Tokens, half-open.
    extent: (usize, usize),
    resolved: Resolved,
    modifier: Modifier,
}

impl Draft {
    pub(super) fn new(found: &Found<'_>, resolved: Resolved) -> Self {
        let modifier = Modifier::numbered(found.slots.get(Class::Mod).unwrap_or(0));
        Self { extent: found.extent, resolved, modifier }
    }
}

/// Whether what a rule found is a name or another word: “May” in “he may”, “April Jones”, a bare “2000” of things.
pub(super) fn is_no_date(rules: &Rules, tokens: &[Token], found: &Found<'_>) -> bool {
    let (from, to) = found.extent;
    let single = to == from + 1;
    let Some(first) = tokens.get(from).filter(|_| single && found.rule.verb == Verb::Date) else {
        return false;
    };
    let before = from.checked_sub(1).and_then(|before| tokens.get(before));
    let led = before.is_some_and(|token| rules.lexicon.is(*token, Class::Preposition));
    if first.make != Make::Word {
        let led = led || is_after_name(rules, tokens, from);
        return is_no_year(rules, tokens, from, led);
    }
    let named = tokens.get(to).is_some_and(|next| next.make == Make::Word && next.case == Case::Capital);
    let shy = rules.lexicon.value(*first, Class::Shy);
    shy.is_some_and(|shy| named || (shy == 1 && !led))
}

/// “Coupe du monde 2030”: the year follows directly, and a little before it a noun with a capital begins the name.
fn is_after_name(rules: &Rules, tokens: &[Token], at: usize) -> bool {
    /// Words of a name before its year.
    const REACH: usize = 4;
    let before = tokens.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let led = before.last().is_none_or(|last| rules.lexicon.is(*last, Class::Preposition));
    let mut words = before.iter().rev().take_while(|token| token.make == Make::Word);
    !led && words.any(|token| token.case == Case::Capital && rules.lexicon.is(*token, Class::Named))
}

/// A bare number of four digits counts things, unless it stands as years do: “2000 people”, “Highway 1999”.
fn is_no_year(rules: &Rules, tokens: &[Token], at: usize, led: bool) -> bool {
    let neighbour = |place: Option<usize>| place.and_then(|place| tokens.get(place));
    let (before, behind) = (neighbour(at.checked_sub(1)), neighbour(at.checked_add(1)));
    let hyphen_before = tokens.get(at).is_some_and(|token| token.glued)
        && before
            .is_some_and(|token| matches!(token.make, Make::Sign('-' | '/' | '_' | '.' | '@' | '=')) && token.glued);
    let counts = behind.is_some_and(|next| {
        next.make == Make::Word
            && next.case == Case::Small
            && !led
            && !rules.lexicon.is(*next, Class::Named)
            && !rules.lexicon.is(*next, Class::Preposition)
    });
    let unit =
        behind.is_some_and(|next| rules.lexicon.is(*next, Class::Unit) || rules.lexicon.is(*next, Class::Multiplier));
    let glued_behind = behind.is_some_and(|next| next.glued && next.make == Make::Word);
    // “The 1996 campaign”: few things are counted so exactly without a comma.
    let near_now = |token: Option<&Token>| {
        token.and_then(|token| token.number()).is_some_and(|year| (1900..2050).contains(&year) && year % 100 != 0)
    };
    let round = tokens.get(at).and_then(|token| token.number()).is_some_and(|year| !(1700..2100).contains(&year));
    hyphen_before || glued_behind || unit || (counts && !near_now(tokens.get(at))) || (round && !led)
}

/// A paragraph's tokens, and what is counted from.
pub(super) struct Around<'a> {
    pub(super) rules: &'a Rules,
    pub(super) tokens: &'a [Token],
    pub(super) reference: Option<NaiveDate>,
}

impl Around<'_> {
    /// The expressions of the drafts, in order; two that are the ends of a range become one.
    pub(super) fn expressions(&self, drafts: Vec<Draft>) -> Vec<Expression> {
        let mut expressions: Vec<(Expression, (usize, usize))> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let extent = draft.extent;
            let Some(expression) = self.expression(draft) else { continue };
            let joined =
                expressions.last().and_then(|(last, before)| self.joined(last, *before, &expression, extent));
            match joined {
                Some(range) => {
                    let start = expressions.pop().map_or(extent.0, |(_, before)| before.0);
                    expressions.push((range, (start, extent.1)));
                }
                None => expressions.push((expression, extent)),
            }
        }
        expressions.into_iter().map(|(expression, extent)| self.opened(expression, extent)).collect()
    }

    fn expression(&self, draft: Draft) -> Option<Expression> {
        let Draft { extent, resolved: Resolved { meaning, because, absolute }, modifier } = draft;
        let value = value::when(&meaning, modifier, self.reference);
        let mut flags = BTreeSet::new();
        let place =
            matches!(meaning, Meaning::At { .. } | Meaning::Between(..) | Meaning::OneOf(..) | Meaning::Somewhere(_));
        flags.extend((place && !absolute).then_some(Flag::Relative));
        flags.extend(matches!(meaning, Meaning::Reference(_)).then_some(Flag::Vague));
        flags.extend(matches!(meaning, Meaning::Between(..)).then_some(Flag::Range));
        flags.extend((absolute && self.is_in_name(extent)).then_some(Flag::InName));
        let ahead = self.reference.zip(value.as_ref().and_then(When::earliest));
        flags.extend(ahead.is_some_and(|(today, first)| first > today).then_some(Flag::Future));
        let timex = value::timex(&meaning, modifier);
        Some(Expression {
            span: self.span(extent)?,
            value,
            kind: timex.kind,
            flags,
            timex,
            ends: Vec::new(),
            because,
        })
    }

    fn span(&self, (from, to): (usize, usize)) -> Option<Span> {
        Some(Span::new(self.tokens.get(from)?.start, self.tokens.get(to.checked_sub(1)?)?.end))
    }

    fn is(&self, place: Option<usize>, class: Class) -> bool {
        let token = place.and_then(|place| self.tokens.get(place));
        token.is_some_and(|token| self.rules.lexicon.is(*token, class))
    }

    /// Whether a noun behind it is named by it: “2030 FIFA World Cup”, “the May 2024 action plan”; or one before it:
    /// “Horizon 2020”.
    fn is_in_name(&self, (from, to): (usize, usize)) -> bool {
        /// Words between a year and the noun that it names.
        const REACH: usize = 5;
        let behind = self.tokens.get(to..self.tokens.len().min(to + REACH)).unwrap_or_default();
        let words = behind.iter().take_while(|token| {
            let hyphen = token.is_glued_sign('-');
            (token.make == Make::Word && !self.rules.lexicon.is(**token, Class::Preposition)) || hyphen
        });
        words.into_iter().any(|token| self.rules.lexicon.is(*token, Class::Named))
            || is_after_name(self.rules, self.tokens, from)
    }

    /// One expression of two, if words before and between say that they are a range.
    fn joined(
        &self,
        first: &Expression,
        before: (usize, usize),
        second: &Expression,
        extent: (usize, usize),
    ) -> Option<Expression> {
        let between = self.tokens.get(before.1..extent.0)?;
        let [joint] = between else { return None };
        let dash = joint.is_glued_sign('-') && self.tokens.get(extent.0).is_some_and(|token| token.glued);
        let framed = self.is(before.0.checked_sub(1), Class::From) && self.rules.lexicon.is(*joint, Class::To);
        let dates = first.kind == Kind::Date && second.kind == Kind::Date && first.ends.is_empty();
        if !(dates && (dash || framed)) {
            return None;
        }
        let (from, to) = (first.value.as_ref()?, second.value.as_ref()?);
        let forwards = from.earliest()? <= to.latest()?;
        let value = forwards.then(|| value::between(from, to)).flatten()?;
        let mut flags: BTreeSet<Flag> = first.flags.union(&second.flags).copied().collect();
        flags.insert(Flag::Range);
        Some(Expression {
            span: Span::new(first.span.start(), second.span.end()),
            kind: Kind::Date,
            flags,
            timex: Timex { value: format!("{}/{}", first.timex.value, second.timex.value), ..first.timex.clone() },
            ends: vec![(first.span, first.timex.clone()), (second.span, second.timex.clone())],
            because: format!("from {} to {}", from.human(), to.human()),
            value: Some(value),
        })
    }

    /// The same with an open end, if the word before it says so.
    fn opened(&self, expression: Expression, (from, to): (usize, usize)) -> Expression {
        let Some(whole) = expression.value.as_ref().filter(|_| expression.ends.is_empty()) else {
            return expression;
        };
        let before = from.checked_sub(1);
        // “After Tuesday's meeting” is not after Tuesday.
        let owned = self.tokens.get(to).is_some_and(|token| token.is_glued_sign('\''));
        // “Shortly after 3 p.m.” is on the same day.
        let beside = !owned && expression.kind == Kind::Date;
        let (value, why) = if self.is(before, Class::Since) {
            (value::since(whole), "since")
        } else if self.is(before, Class::Until) {
            (value::until(whole), "until")
        } else if !owned && self.is(before, Class::By) {
            (value::until(whole), "by")
        } else if beside && self.is(before, Class::Before) {
            (value::beside(whole, "before"), "before")
        } else if beside && self.is(before, Class::After) {
            (value::beside(whole, "after"), "after")
        } else {
            return expression;
        };
        let because = format!("{why} {}: {}", whole.human(), expression.because);
        match value {
            Some(value) => {
                let mut flags = expression.flags;
                flags.insert(Flag::Open);
                Expression { value: Some(value), flags, because, ..expression }
            }
            None => expression,
        }
    }
}
