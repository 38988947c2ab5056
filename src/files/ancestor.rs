//! Where two copies of one project were together last: the base of a merge.
//!
//! A log leads back to every state of its project. Which of them the other copy comes from is said by the transactions
//! that it names: its last one, those in its `past`, those of its own log. So the other copy needs no log, and a log on
//! either side is enough. What this does *not* do: it guesses nothing. If no log leads back to a common state, there is
//! no base, and whoever merges says so.

use super::store::Beginning;
use crate::model::TxId;
use crate::project::merge::{Choices, merge};
use crate::project::{Cause, Project, Transactions};
use std::collections::{BTreeMap, BTreeSet};

/// A copy of a project, and what is known of how it came to be.
#[derive(Clone, Copy, Debug)]
pub struct Trail<'t> {
    /// As it is now.
    pub project: &'t Project,
    /// Its log, oldest first.
    pub transactions: &'t Transactions,
    /// The last transaction that it contains.
    pub last: Option<TxId>,
    /// Others that it contained once.
    pub past: &'t [TxId],
    /// Where its log begins.
    pub begins: Beginning,
    /// From how many transactions on its log has no gap: what was before is not known for certain.
    pub unbroken: usize,
}

/// The state that two copies have in common.
#[derive(Clone, Debug)]
pub struct Common {
    /// The project as it was then, as far as the log says.
    pub project: Project,
    /// The last transaction that both contain; `None`: the project as it was made.
    pub at: Option<TxId>,
    /// How many transactions of that log came since.
    pub since: usize,
}

/// The latest state that both contain; `None` if no log leads there.
#[must_use]
pub fn common(mine: &Trail<'_>, theirs: &Trail<'_>) -> Option<Common> {
    if mine.project.id() != theirs.project.id() {
        return None;
    }
    let (ours, others) = (mine.known(), theirs.known());
    let shared = taken_in_last(mine, theirs);
    let shared = shared.or_else(|| mine.back_to_any(&others)).or_else(|| theirs.back_to_any(&ours));
    shared.or_else(|| mine.back_to_the_beginning()).or_else(|| theirs.back_to_the_beginning())
}

/// The state of one copy that the other one took in last: whatever stands there somebody has decided about already. It is
/// asked for where the copy that was taken in went on from there, or was sent once more.
fn taken_in_last(mine: &Trail<'_>, theirs: &Trail<'_>) -> Option<Common> {
    match (theirs.taken_in_by(mine), mine.taken_in_by(theirs)) {
        (Some((kept, _)), None) => theirs.surely_back_to(kept),
        (None, Some((kept, _))) => mine.surely_back_to(kept),
        // Of two merges that one counts which knew of the other.
        (Some((of_theirs, my_merge)), Some((of_mine, their_merge))) => {
            if my_merge < of_mine {
                mine.surely_back_to(of_mine)
            } else if their_merge < of_theirs {
                theirs.surely_back_to(of_theirs)
            } else {
                None
            }
        }
        (None, None) => None,
    }
}

impl Trail<'_> {
    /// How many transactions of this log `other` has taken in with the last merge that holds, and the place of that merge
    /// among those of `other`; `None` if it never did, or if the two were together later in another way.
    fn taken_in_by(&self, other: &Trail<'_>) -> Option<(usize, usize)> {
        let merges = other.merges();
        let own: BTreeMap<TxId, usize> = self.transactions.iter().zip(1..).map(|(tx, kept)| (tx.id, kept)).collect();
        // Where it came without its log, its last transaction is all that is known of its state.
        let whole = self.last.map(|last| (last, self.transactions.len()));
        let kept =
            |id: &TxId| own.get(id).copied().or_else(|| whole.filter(|(last, _)| last == id).map(|(_, all)| all));
        let found = other.transactions.iter().enumerate().filter(|(_, tx)| merges.contains(&tx.id));
        let found = found.filter_map(|(place, tx)| Some((tx.merged.iter().filter_map(kept).max()?, place))).max()?;
        let known = self.known();
        let shared = other.transactions.iter().rposition(|tx| known.contains(&tx.id));
        (shared < Some(found.1)).then_some(found)
    }

    /// Every transaction of which is known that this copy contains it.
    #[must_use]
    pub fn known(&self) -> BTreeSet<TxId> {
        let mut known: BTreeSet<TxId> = self.transactions.iter().map(|tx| tx.id).collect();
        known.extend(self.last);
        known.extend(self.past);
        if let Beginning::After(after) = self.begins {
            known.insert(after);
        }
        known
    }

    /// The project after the last transaction that the other copy knows.
    fn back_to_any(&self, others: &BTreeSet<TxId>) -> Option<Common> {
        if self.last.is_some_and(|last| others.contains(&last)) {
            return Some(Common { project: self.project.clone(), at: self.last, since: 0 });
        }
        let found = self.transactions.iter().rposition(|tx| others.contains(&tx.id));
        let kept = match (found, self.begins) {
            (Some(at), _) => at + 1,
            (None, Beginning::After(after)) if others.contains(&after) => 0,
            _ => return None,
        };
        let mut common = self.surely_back_to(kept)?;
        let merges = self.merges();
        for (place, tx) in self.transactions.iter().enumerate().skip(kept) {
            // The other copy has what was taken in from it then: that, and nothing of what was changed here.
            if merges.contains(&tx.id) && tx.merged.iter().any(|id| others.contains(id)) {
                let (before, after) = (self.back_to(place)?, self.back_to(place + 1)?);
                common.project = merge(&before.project, &common.project, &after.project, &Choices::default()).project;
            }
        }
        Some(common)
    }

    /// The merges that were not taken back.
    fn merges(&self) -> BTreeSet<TxId> {
        let mut merges = BTreeSet::new();
        for tx in self.transactions {
            match tx.cause {
                Cause::Change if tx.merged.is_empty() => false,
                Cause::Change => merges.insert(tx.id),
                Cause::Undo(id) => merges.remove(&id),
                Cause::Redo(id) => merges.insert(id),
            };
        }
        merges
    }

    fn back_to_the_beginning(&self) -> Option<Common> {
        let complete = self.begins == Beginning::WithProject && !self.transactions.is_empty();
        complete.then(|| self.surely_back_to(0)).flatten()
    }

    /// The project after so many transactions of its log, if nothing is missing since. What a missing line brought would
    /// count as if it had been there before, and be removed where the other copy does not have it.
    fn surely_back_to(&self, kept: usize) -> Option<Common> {
        (kept >= self.unbroken).then(|| self.back_to(kept)).flatten()
    }

    /// The project after so many transactions of its log, as far as its lines tell; `None` if they do not lead there.
    #[must_use]
    pub fn back_to(&self, kept: usize) -> Option<Common> {
        let mut project = self.project.clone();
        for tx in self.transactions.iter().skip(kept).rev() {
            project.apply_all(&tx.inverse_edits()).ok()?;
        }
        let at = match (kept.checked_sub(1), self.begins) {
            _ if kept == self.transactions.len() => self.last,
            (Some(last), _) => self.transactions.get(last).map(|tx| tx.id),
            (None, Beginning::After(after)) => Some(after),
            (None, _) => None,
        };
        Some(Common { project, at, since: self.transactions.len().saturating_sub(kept) })
    }
}
