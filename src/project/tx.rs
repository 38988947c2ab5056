//! A transaction: a titled list of edits, the unit of the log and of undo.

use super::Edit;
use crate::base::stamp::Stamp;
use crate::model::{RecordId, TxId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Transactions, oldest first. Persistent, as the tables are: a copy costs nothing, and to add one is cheap however many
/// there are.
pub type Transactions = imbl::Vector<Arc<Tx>>;

/// Everything that one command changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tx {
    /// Its id.
    pub id: TxId,
    /// When.
    pub at: Stamp,
    /// Who.
    pub by: String,
    /// What, in words that a menu can show: “Tag as visit”.
    pub title: String,
    /// Why it was made.
    #[serde(default)]
    pub cause: Cause,
    /// For a merge: transactions of the copy that was taken in, so that the next merge with it finds where the two were
    /// together last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<TxId>,
    /// What it changed, in the order in which it applies.
    pub edits: Vec<Edit>,
}

/// Why a transaction was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// Somebody changed something.
    #[default]
    Change,
    /// Somebody took that transaction back.
    Undo(TxId),
    /// Somebody did it again after all.
    Redo(TxId),
}

impl Tx {
    /// The edits that take it back, in the order in which they apply.
    #[must_use]
    pub fn inverse_edits(&self) -> Vec<Edit> {
        self.edits.iter().rev().map(Edit::inverse).collect()
    }

    /// The records that it touches, sorted.
    #[must_use]
    pub fn touched(&self) -> BTreeSet<RecordId> {
        self.edits.iter().map(Edit::record).collect()
    }
}
