//! Many small groups of sorted members in one set.

use crate::base::id::Fresh;
use crate::base::span::Span;
use crate::model::{DocumentId, MarkId, RecordId};
use imbl::{OrdMap, OrdSet};
use std::ops::Bound;

/// The least value of a type: where the members of a key begin.
pub(super) trait Least {
    fn least() -> Self;
}

impl<T: Fresh> Least for T {
    fn least() -> Self {
        Self::from_bits(0)
    }
}

impl Least for RecordId {
    fn least() -> Self {
        Self::Document(DocumentId::least())
    }
}

impl Least for (Span, MarkId) {
    fn least() -> Self {
        (Span::EMPTY, MarkId::least())
    }
}

impl Least for (DocumentId, MarkId) {
    fn least() -> Self {
        (DocumentId::least(), MarkId::least())
    }
}

/// Sorted members under sorted keys, in one set so that ten thousand small groups cost no more than a large one; and
/// how many each key has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Groups<K: Ord + Clone, V: Ord + Clone> {
    pub members: OrdSet<(K, V)>,
    pub counts: OrdMap<K, usize>,
}

impl<K: Ord + Clone, V: Ord + Clone> Default for Groups<K, V> {
    fn default() -> Self {
        Self { members: OrdSet::new(), counts: OrdMap::new() }
    }
}

impl<K: Ord + Clone, V: Ord + Copy + Least> Groups<K, V> {
    pub fn put(&mut self, key: K, member: V) {
        if self.members.insert((key.clone(), member)).is_none() {
            *self.counts.entry(key).or_insert(0) += 1;
        }
    }

    pub fn take(&mut self, key: &K, member: V) {
        if self.members.remove(&(key.clone(), member)).is_none() {
            return;
        }
        match self.counts.get_mut(key) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(self.counts.remove(key)),
        }
    }

    pub fn of(&self, key: K) -> impl Iterator<Item = V> + '_ {
        self.members
            .range((key.clone(), V::least())..)
            .take_while(move |(other, _)| *other == key)
            .map(|(_, member)| *member)
    }

    pub fn after(&self, key: &K, member: V) -> Option<V> {
        let range = (Bound::Excluded((key.clone(), member)), Bound::Unbounded);
        self.members.range(range).next().filter(|(other, _)| other == key).map(|(_, member)| *member)
    }

    pub fn before(&self, key: &K, member: V) -> Option<V> {
        let range = ..(key.clone(), member);
        self.members.range(range).next_back().filter(|(other, _)| other == key).map(|(_, member)| *member)
    }

    pub fn count(&self, key: &K) -> usize {
        self.counts.get(key).copied().unwrap_or(0)
    }
}
