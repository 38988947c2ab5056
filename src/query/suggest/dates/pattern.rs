//! Tries rules on tokens.
//!
//! Promises: an attempt looks at no more tokens than the rule has items, or a few more where a number is written in
//! words; of several rules that fit, the one that takes in most tokens wins, then the earlier one in the file.

use super::lexicon::{Class, Lexicon, WordId};
use super::number;
use super::rules::{Rule, Rules};
use super::token::{Make, Token};
use super::tree::{Node, ROOT};

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

/// The best rule that fits at a token. One that wants words before its expression does not hide another that takes in
/// more without them: “by 5:30” in “by 5:30 p.m.”
pub(super) fn best<'r>(rules: &'r Rules, tokens: &[Token], at: usize) -> Option<Found<'r>> {
    let found = longest(rules, tokens, at)?;
    let inner = || longest(rules, tokens, found.extent.0).filter(|inner| inner.end > found.end);
    if found.extent.0 > at { inner().or(Some(found)) } else { Some(found) }
}

fn longest<'r>(rules: &'r Rules, tokens: &[Token], at: usize) -> Option<Found<'r>> {
    let first = tokens.get(at)?;
    let can_begin = matches!(first.make, Make::Number(_)) || rules.can_begin(first.word);
    if !can_begin {
        return None;
    }
    let mut walk = Walk { rules, tokens, path: Vec::new(), slots: Slots::default(), best: None };
    walk.visit(ROOT, at);
    walk.best.map(|(_, found)| found)
}

/// A way through the tree of patterns, along the tokens.
struct Walk<'r, 't> {
    rules: &'r Rules,
    tokens: &'t [Token],
    /// The token that each item of the way so far begins at, and the one behind the last.
    path: Vec<usize>,
    slots: Slots,
    /// With the rule's place among all.
    best: Option<(u16, Found<'r>)>,
}

impl Walk<'_, '_> {
    fn visit(&mut self, node: usize, at: usize) {
        let Some(node) = self.rules.tree.node(node) else { return };
        self.path.push(at);
        if let Some(number) = node.rule {
            self.consider(number, at);
        }
        if let Some(token) = self.tokens.get(at) {
            self.follow(node, *token, at);
        }
        self.path.pop();
    }

    fn follow(&mut self, node: &Node, token: Token, at: usize) {
        if token.word != WordId::NONE {
            for step in node.steps(token.word).filter(|step| token.glued || !step.glued) {
                self.visit(step.to, at + 1);
            }
        } else if token.make == Make::Word {
            // A word that no rule knows belongs to no class.
            return;
        }
        for step in node.classes.iter().filter(|step| token.glued || !step.glued) {
            if let Some((value, used)) = read(step.want, &self.rules.lexicon, self.tokens, at) {
                self.slots.0.push((kept_as(step.want), value));
                self.visit(step.to, at + used);
                self.slots.0.pop();
            }
        }
    }

    fn consider(&mut self, number: u16, end: usize) {
        let worse = |(own, best): &(u16, Found<'_>)| (end, *own) > (best.end, number);
        if !self.best.as_ref().is_none_or(worse) {
            return;
        }
        let Some(rule) = self.rules.all.get(usize::from(number)) else { return };
        let place = |item: usize| self.path.get(item).copied();
        let Some(extent) = place(rule.extent.0).zip(place(rule.extent.1)) else { return };
        let mut slots = self.slots.clone();
        slots.0.extend(&rule.presets);
        self.best = Some((number, Found { rule, extent, end, slots }));
    }
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
