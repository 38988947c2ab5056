//! Sets that grow together, unless a person keeps them apart.

use crate::model::EntityId;
use crate::query::suggest::names::Decisions;
use crate::query::suggest::names::keys::plain;
use std::collections::{BTreeSet, HashMap};

/// A forest over numbered spellings.
pub struct Clusters {
    parent: Vec<usize>,
    entity: Vec<Option<EntityId>>,
    /// Of each root, the spellings that stand in a decision.
    decided: HashMap<usize, BTreeSet<usize>>,
    apart: BTreeSet<(usize, usize)>,
}

impl Clusters {
    /// Each spelling alone. `keys` are the plain forms of the spellings, with their entities.
    pub fn new(keys: &[(&str, Option<EntityId>)], decisions: &Decisions) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut apart = BTreeSet::new();
        for (a, b) in &decisions.apart {
            let mut number = |name: &str| {
                let next = numbers.len();
                *numbers.entry(plain(name)).or_insert(next)
            };
            let (a, b) = (number(a), number(b));
            apart.extend([(a, b), (b, a)]);
        }
        let stands =
            |(at, (key, _)): (usize, &(&str, Option<EntityId>))| Some((at, BTreeSet::from([*numbers.get(*key)?])));
        let decided =
            if numbers.is_empty() { HashMap::new() } else { keys.iter().enumerate().filter_map(stands).collect() };
        Self {
            parent: (0..keys.len()).collect(),
            entity: keys.iter().map(|(_, entity)| *entity).collect(),
            decided,
            apart,
        }
    }

    /// The spelling that stands for the set of this one.
    pub fn root(&mut self, mut at: usize) -> usize {
        while let Some(up) = self.parent.get(at).copied().filter(|up| *up != at) {
            let above = self.parent.get(up).copied().unwrap_or(up);
            if let Some(parent) = self.parent.get_mut(at) {
                *parent = above;
            }
            at = above;
        }
        at
    }

    /// Joins two sets, if nothing speaks against it; the one with the lower number stands for both.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || self.are_apart(a, b) {
            return;
        }
        let (low, high) = (a.min(b), a.max(b));
        if let Some(parent) = self.parent.get_mut(high) {
            *parent = low;
        }
        let entity = self.entity.get(high).copied().flatten();
        if let Some(of) = self.entity.get_mut(low) {
            *of = of.or(entity);
        }
        if let Some(more) = self.decided.remove(&high) {
            self.decided.entry(low).or_default().extend(more);
        }
    }

    fn are_apart(&self, a: usize, b: usize) -> bool {
        let entity = |at: usize| self.entity.get(at).copied().flatten();
        if entity(a).is_some_and(|a| entity(b).is_some_and(|b| a != b)) {
            return true;
        }
        let (Some(left), Some(right)) = (self.decided.get(&a), self.decided.get(&b)) else { return false };
        left.iter().any(|left| right.iter().any(|right| self.apart.contains(&(*left, *right))))
    }
}
