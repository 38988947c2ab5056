//! A file that was replaced while nobody had it open: another copy of the project stands in its place, and the log
//! beside it has changes that this copy does not contain.
//!
//! [`Opened::parted`] says so. The file is then taken as it is, unless somebody wants what was here before:
//! [`Opened::before`] carries the log out on the latest older state of the file that is kept, and leaves the store as if
//! the file had been replaced while it was open, so that it can be merged or kept like that. What this does *not* do: it
//! writes nothing, and it guesses nothing: without such a state, or if the log does not fit it, the file stays what it is.

use super::{Beginning, Known, LogState, Opened, Past, Store};
use crate::files::disk::Stat;
use crate::files::log::{Gap, Header};
use crate::files::{backup, copies, read, repair};
use crate::model::{Made, TxId};
use crate::project::{Project, Tx};
use sha2::{Digest, Sha256};

/// What the log beside a file has, and the file has not.
#[derive(Debug)]
pub struct Parted {
    /// How many changes of the log the file does not contain.
    pub changes: usize,
    transactions: Vec<Tx>,
    gaps: Vec<Gap>,
    begun_after: Option<TxId>,
    begins: Beginning,
    log: LogState,
}

impl Parted {
    /// `None` if the file contains whatever the log has, as far as it names what it once contained.
    pub(super) fn of(
        (transactions, gaps): (Vec<Tx>, Vec<Gap>),
        header: Option<Header>,
        log: LogState,
        past: &[TxId],
    ) -> Option<Self> {
        let known = transactions.iter().rposition(|tx| past.contains(&tx.id)).map_or(0, |at| at + 1);
        let changes = transactions.len() - known;
        let begun_after = header.and_then(|header| header.after);
        let begins = header.map_or(Beginning::Unknown, |header| header.begins());
        (changes > 0).then_some(Self { changes, transactions, gaps, begun_after, begins, log })
    }

    /// How many of the transactions a state contains whose last one is this; `None` if it is none of them.
    fn contained(&self, last: Option<TxId>) -> Option<usize> {
        match last {
            Some(last) if self.begun_after == Some(last) => Some(0),
            Some(last) => self.transactions.iter().position(|tx| tx.id == last).map(|at| at + 1),
            None => self.begun_after.is_none().then_some(0),
        }
    }
}

/// An older state of the file, with what the log has beyond it.
struct Was {
    project: Project,
    past: Past,
    last: Option<TxId>,
    /// So many transactions of the log were in that state already.
    contained: usize,
    known: Known,
}

impl Opened {
    /// The project as it was here before another copy was put in the place of its file; as it is, if nothing tells. Says
    /// how many changes that has which the file does not contain.
    #[must_use]
    pub fn before(mut self) -> (Self, Option<usize>) {
        let Some(parted) = self.parted.take() else { return (self, None) };
        let Some(was) = was(&self.store, &parted) else {
            self.parted = Some(parted);
            return (self, None);
        };
        let store = &mut self.store;
        store.tail = parted.transactions.iter().skip(was.contained).map(|tx| tx.id).collect();
        (store.begins, store.gaps) = (parted.begins, parted.gaps);
        (store.known, store.contained, store.past) = (Some(was.known), was.last, was.past);
        (store.log, store.pending) = (parted.log, None);
        self.replayed = store.tail.len();
        self.last = store.tail.last().copied().or(was.last);
        (self.project, self.transactions, self.problems) = (was.project, parted.transactions, Vec::new());
        (self, Some(parted.changes))
    }
}

/// The latest older state that the log leads on from, and the project that it leads to.
fn was(store: &Store, parted: &Parted) -> Option<Was> {
    backup::list(&*store.disk, &store.path).into_iter().find_map(|backup| {
        let bytes = store.disk.read(&backup.path).ok()?;
        let last = copies::last_of(&bytes);
        let contained = parted.contained(last)?;
        let read = read::read(&bytes, None).ok()?;
        let sound = read.problems.is_empty() && read.newer.is_none() && read.project.id() == store.project;
        let mut was = Was {
            project: read.project,
            past: Past::new(read.past),
            last,
            contained,
            // Its own look, which is not that of the file: whoever looks sees that somebody has changed it.
            known: Known {
                stat: Stat { len: backup.len, modified: None, is_dir: false, is_file: true },
                sha256: Sha256::digest(&bytes).into(),
            },
        };
        (sound && lead_on(&mut was, parted)).then_some(was)
    })
}

/// Carries out what the log has beyond a state; says whether all of it fits and comes to a sound project.
fn lead_on(was: &mut Was, parted: &Parted) -> bool {
    parted.transactions.iter().take(was.contained).for_each(|tx| was.past.remember(tx));
    for tx in parted.transactions.iter().skip(was.contained) {
        if was.project.apply_all(&tx.edits).is_err() {
            return false;
        }
        was.past.take(tx);
    }
    if let Some(after) = parted.begun_after {
        was.past.add(after);
    }
    repair::repair(&was.project, &Made::default()).edits.is_empty()
}
