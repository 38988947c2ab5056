//! Tries rules on tokens.
//!
//! Promises: an attempt looks at no more tokens than the rule has items, or a few more where a number is written in
//! words; of several rules that fit, the one that takes in most tokens wins, then the earlier one in the file.

use super::lexicon::{Class, Lexicon};
use super::number;
use super::rules::{Atom, Item, Rule, Rules};
use super::token::{Make, Token};

/// What a rule found.
#[derive(Clone, Debug)]
pub(super) struct Found<'r> {
    pub(super) rule: &'r Rule,
    /// The expression, tokens half-open.
    pub(super) extent: (usize, usize),
    /// The first token that is none of the rule's.
    pub(super) end: usize,
    /// What was read, in the order in which it stands; the rule's own last.
    pub(super) slots: Slots,
}

/// Values by class. A class may come twice: `10 to 12 March`.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots(Vec<(Class, i32)>);

impl Slots {
    /// The first value of a class.
    pub(super) fn get(&self, class: Class) -> Option<i32> {
        self.nth(class, 0)
    }

    /// The second value of a class.
    pub(super) fn second(&self, class: Class) -> Option<i32> {
        self.nth(class, 1)
    }

    pub(super) fn has(&self, class: Class) -> bool {
        self.get(class).is_some()
    }

    fn nth(&self, class: Class, place: usize) -> Option<i32> {
        self.0.iter().filter(|(own, _)| *own == class).nth(place).map(|(_, value)| *value)
    }
}

/// The best rule that fits at a token.
pub(super) fn best<'r>(rules: &'r Rules, tokens: &[Token], at: usize) -> Option<Found<'r>> {
    let first = tokens.get(at)?;
    let candidates = match first.make {
        Make::Number(_) => rules.of_number(),
        Make::Word | Make::Sign(_) => rules.of_word(first.word),
    };
    let mut best: Option<Found<'r>> = None;
    let mut slots = Slots::default();
    for number in candidates {
        let Some(rule) = rules.all.get(usize::from(*number)) else { continue };
        slots.0.clear();
        let Some((extent, end)) = attempt(rule, &rules.lexicon, tokens, at, &mut slots) else { continue };
        if best.as_ref().is_none_or(|best| end > best.end) {
            slots.0.extend(&rule.presets);
            best = Some(Found { rule, extent, end, slots: std::mem::take(&mut slots) });
        }
    }
    best
}

fn attempt(
    rule: &Rule,
    lexicon: &Lexicon,
    tokens: &[Token],
    start: usize,
    slots: &mut Slots,
) -> Option<((usize, usize), usize)> {
    let mut at = start;
    let (mut from, mut to) = (start, start);
    for (place, item) in rule.items.iter().enumerate() {
        if place == rule.extent.0 {
            from = at;
        }
        at = step(item, lexicon, tokens, at, slots)?;
        if place + 1 == rule.extent.1 {
            to = at;
        }
    }
    Some(((from, to), at))
}

/// The token after the item; `None` if it is not there.
fn step(item: &Item, lexicon: &Lexicon, tokens: &[Token], at: usize, slots: &mut Slots) -> Option<usize> {
    let token = *tokens.get(at)?;
    if item.glued && !token.glued {
        return None;
    }
    item.atoms.iter().find_map(|atom| match atom {
        Atom::Word(word) => (token.word == *word).then_some(at + 1),
        Atom::Class(class) => {
            let (value, used) = read(*class, lexicon, tokens, at)?;
            slots.0.push((kept_as(*class), value));
            Some(at + used)
        }
    })
}

fn kept_as(class: Class) -> Class {
    match class {
        Class::MonthNumber => Class::Month,
        Class::DayNumber => Class::Day,
        same => same,
    }
}

/// The value of a class at a token, and how many tokens it takes.
fn read(class: Class, lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    match class {
        Class::Count => number::count(lexicon, tokens, at),
        Class::Day => number::day(lexicon, tokens, at),
        Class::Year => number::year(lexicon, tokens, at),
        Class::Decade => number::decade(lexicon, tokens, at),
        Class::MonthNumber => number::up_to(tokens, at, 12),
        Class::DayNumber => number::up_to(tokens, at, 31),
        Class::ShortYear => number::digits(tokens, at, 2),
        Class::Clock => number::clock(tokens, at),
        Class::Digits => number::digits(tokens, at, 1).or_else(|| number::digits(tokens, at, 2)),
        word => lexicon.value(*tokens.get(at)?, word).map(|value| (value, 1)),
    }
}
