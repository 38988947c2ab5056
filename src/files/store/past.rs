//! What a project file says of its past, so that a copy that comes back by mail, without its log, can be merged: the
//! receiver's log has a transaction that both know, and the project as it was then is what the two have in common.
//!
//! It does *not* hold the history. That is in the log; these are names to look up there.

use crate::model::TxId;
use crate::project::{Cause, Tx};
use std::collections::BTreeMap;

/// So many are kept; the oldest go first.
const MOST: usize = 256;

/// Transactions that a project contained at some time, and those of copies that it took in.
#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    ids: Vec<TxId>,
    /// What each merge took in: undone, it counts as never taken in.
    merges: BTreeMap<TxId, Vec<TxId>>,
}

impl Past {
    pub(super) fn new(ids: Vec<TxId>) -> Self {
        Self { ids, merges: BTreeMap::new() }
    }

    /// Oldest first.
    pub(super) fn ids(&self) -> &[TxId] {
        &self.ids
    }

    /// The file was saved with `last`; before, it contained `before`.
    pub(super) fn saved(&mut self, before: Option<TxId>, last: Option<TxId>) {
        if before != last {
            before.into_iter().for_each(|before| self.add(before));
        }
    }

    /// A transaction that it contained.
    pub(super) fn add(&mut self, id: TxId) {
        if !self.ids.contains(&id) {
            self.ids.push(id);
        }
        self.ids.drain(..self.ids.len().saturating_sub(MOST));
    }

    /// Notes what a transaction took in that the file contains already.
    pub(super) fn remember(&mut self, tx: &Tx) {
        if !tx.merged.is_empty() {
            self.merges.insert(tx.id, tx.merged.clone());
        }
    }

    /// Takes in what a transaction took in.
    pub(super) fn take(&mut self, tx: &Tx) {
        self.remember(tx);
        let of = |id: TxId| self.merges.get(&id).cloned().unwrap_or_default();
        match tx.cause {
            Cause::Change => tx.merged.iter().for_each(|id| self.add(*id)),
            Cause::Undo(id) => {
                let undone = of(id);
                self.ids.retain(|id| !undone.contains(id));
            }
            Cause::Redo(id) => of(id).into_iter().for_each(|id| self.add(id)),
        }
    }
}
