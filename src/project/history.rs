//! What can be undone and redone.
//!
//! Two stacks of transactions, a pure function of the sequence of transactions that was recorded: reading a log
//! again gives the same stacks, so that undo reaches back across sessions. There is no limit, no timer and no list
//! of exceptions. A new change after an undo empties the redo stack, as everywhere; the log keeps what was undone.

use super::tx::{Cause, Tx};
use std::sync::Arc;

/// The two stacks.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Arc<Tx>>,
    redo: Vec<Arc<Tx>>,
}

impl History {
    /// Notes a transaction that has been applied.
    pub fn record(&mut self, tx: Arc<Tx>) {
        match tx.cause {
            Cause::Change => {
                self.undo.push(tx);
                self.redo.clear();
            }
            Cause::Undo(id) => shift(&mut self.undo, &mut self.redo, id),
            Cause::Redo(id) => shift(&mut self.redo, &mut self.undo, id),
        }
    }

    /// What undo would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Arc<Tx>> {
        self.undo.last()
    }

    /// What redo would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Arc<Tx>> {
        self.redo.last()
    }

    /// How many steps back are possible.
    #[must_use]
    pub fn undo_steps(&self) -> usize {
        self.undo.len()
    }
}

/// Moves the transaction `id` from the top of one stack to the other. A log that names another one (its beginning is
/// lost) leaves both as they are: what cannot be found cannot be undone.
fn shift(from: &mut Vec<Arc<Tx>>, to: &mut Vec<Arc<Tx>>, id: crate::model::TxId) {
    if from.last().is_some_and(|tx| tx.id == id)
        && let Some(tx) = from.pop()
    {
        to.push(tx);
    }
}
