//! Bringing together the values of one field: plain ones, sets, texts, and lists item by item.
//!
//! Whatever is decided here without a clash does not depend on which side is called mine.

use super::choice::{Choices, Side};
use crate::base::three::{Stretch, by_lines};
use crate::model::{Made, RecordId, Source, Who};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// Decides for one record, and remembers where the sides clash.
pub(super) struct Fields<'c> {
    record: RecordId,
    choices: &'c Choices,
    pub(super) clashes: BTreeMap<&'static str, Side>,
}

/// A value of a list that is known again, although parts of it changed.
pub(super) trait Item: Clone + PartialEq + Debug {
    /// How sure it is that the other is the same item.
    fn likeness(&self, other: &Self) -> Likeness;
    /// One item out of two that are the same; `base` is missing if both added it.
    fn join(base: Option<&Self>, mine: &Self, theirs: &Self, field: &'static str, fields: &mut Fields<'_>) -> Self;
}

/// How sure it is that two items are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// They are not.
    None,
    /// Perhaps: enough to see what one side changed.
    Loose,
    /// As sure as can be.
    Close,
}

impl Likeness {
    pub(super) fn of(close: bool, loose: bool) -> Self {
        match (close, loose) {
            (true, _) => Self::Close,
            (_, true) => Self::Loose,
            _ => Self::None,
        }
    }
}

impl<'c> Fields<'c> {
    pub(super) fn new(record: impl Into<RecordId>, choices: &'c Choices) -> Self {
        Self { record: record.into(), choices, clashes: BTreeMap::new() }
    }

    /// Notes that the sides clash; says whose value stays.
    pub(super) fn clash(&mut self, field: &'static str) -> Side {
        let side = self.choices.of(self.record, field);
        self.clashes.insert(field, side);
        side
    }

    /// A value that always says something.
    pub(super) fn one<V: Clone + PartialEq>(
        &mut self,
        field: &'static str,
        base: Option<&V>,
        mine: &V,
        theirs: &V,
    ) -> V {
        let side = match (mine == theirs, base == Some(mine), base == Some(theirs)) {
            (true, ..) | (_, _, true) => Side::Mine,
            (_, true, _) => Side::Theirs,
            _ => self.clash(field),
        };
        (if side == Side::Mine { mine } else { theirs }).clone()
    }

    /// A value that may be left out: without a common base, one that is there stands against none.
    pub(super) fn blank<V: Clone + PartialEq + Default>(
        &mut self,
        field: &'static str,
        base: Option<&V>,
        mine: &V,
        theirs: &V,
    ) -> V {
        self.one(field, Some(base.unwrap_or(&V::default())), mine, theirs)
    }

    /// Somebody's words, line by line.
    #[expect(clippy::ptr_arg, reason = "called like its sisters, by a macro")]
    pub(super) fn lines(
        &mut self,
        field: &'static str,
        base: Option<&String>,
        mine: &String,
        theirs: &String,
    ) -> String {
        let stretches = by_lines(base.map_or("", String::as_str), mine, theirs);
        let take = |stretch: &Stretch<'_>| match stretch {
            Stretch::Agreed(words) => (*words).to_owned(),
            Stretch::Clash { mine, theirs } => match self.clash(field) {
                Side::Mine => (*mine).to_owned(),
                Side::Theirs => (*theirs).to_owned(),
            },
        };
        stretches.iter().map(take).collect()
    }

    /// What either added, without what either took out.
    #[expect(clippy::unused_self, reason = "called like its sisters, by a macro")]
    pub(super) fn set<V: Ord + Clone>(
        &mut self,
        _: &'static str,
        base: Option<&BTreeSet<V>>,
        mine: &BTreeSet<V>,
        theirs: &BTreeSet<V>,
    ) -> BTreeSet<V> {
        let was = |value: &&V| base.is_some_and(|base| base.contains(*value));
        let stays = |value: &&V| (mine.contains(*value) && theirs.contains(*value)) || !was(value);
        mine.union(theirs).filter(stays).cloned().collect()
    }

    /// Pairs, each decided by itself.
    pub(super) fn map<K: Ord + Clone, V: Clone + PartialEq>(
        &mut self,
        field: &'static str,
        base: Option<&BTreeMap<K, V>>,
        mine: &BTreeMap<K, V>,
        theirs: &BTreeMap<K, V>,
    ) -> BTreeMap<K, V> {
        let keys: BTreeSet<&K> = mine.keys().chain(theirs.keys()).collect();
        let mut value = |key: &K| {
            let was = base.and_then(|base| base.get(key)).cloned();
            self.blank(field, Some(&was), &mine.get(key).cloned(), &theirs.get(key).cloned())
        };
        keys.into_iter().filter_map(|key| Some((key.clone(), value(key)?))).collect()
    }

    /// A list, item by item: both may have added, changed and removed different ones.
    pub(super) fn list<V: Item>(
        &mut self,
        field: &'static str,
        base: Option<&Vec<V>>,
        mine: &Vec<V>,
        theirs: &Vec<V>,
    ) -> Vec<V> {
        let base = base.map_or(&[] as &[V], Vec::as_slice);
        if mine == theirs || theirs == base {
            return mine.clone();
        }
        if mine == base {
            return theirs.clone();
        }
        let lists = super::list::Lists::new(base, mine, theirs);
        lists.merged(field, self)
    }

    /// Who says a value: if both found it, the sentence with the smaller id.
    pub(super) fn source(
        &mut self,
        field: &'static str,
        base: Option<&Source>,
        mine: &Source,
        theirs: &Source,
    ) -> Source {
        match (base, mine, theirs) {
            (None, Source::Mark(a), Source::Mark(b)) => Source::Mark(*a.min(b)),
            _ => self.blank(field, base, mine, theirs),
        }
    }

    /// Somebody: without a common base, a name stands against none.
    pub(super) fn who(&mut self, field: &'static str, base: Option<&Who>, mine: &Who, theirs: &Who) -> Who {
        let none = Who::Unnamed { text: String::new(), count: None };
        self.one(field, Some(base.unwrap_or(&none)), mine, theirs)
    }

    /// Decided elsewhere, see `documents` and `marks`.
    #[expect(clippy::unused_self, reason = "called like its sisters, by a macro")]
    pub(super) fn mine<V: Clone>(&mut self, _: &'static str, _: Option<&V>, mine: &V, _: &V) -> V {
        mine.clone()
    }

    /// Who made a record, where two say so: the earlier.
    #[expect(clippy::unused_self, reason = "called like its sisters, by a macro")]
    pub(super) fn made(&mut self, _: &'static str, _: Option<&Made>, mine: &Made, theirs: &Made) -> Made {
        (if age(mine) <= age(theirs) { mine } else { theirs }).clone()
    }

    /// Who changed it last: the later.
    #[expect(clippy::unused_self, clippy::ref_option, reason = "called like its sisters, by a macro")]
    pub(super) fn latest(
        &mut self,
        _: &'static str,
        _: Option<&Option<Made>>,
        mine: &Option<Made>,
        theirs: &Option<Made>,
    ) -> Option<Made> {
        (if mine.as_ref().map(age) >= theirs.as_ref().map(age) { mine } else { theirs }).clone()
    }
}

fn age(made: &Made) -> (crate::base::stamp::Stamp, &str) {
    (made.at, made.by.as_str())
}
