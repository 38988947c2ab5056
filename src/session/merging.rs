//! Taking a colleague's copy in: as one transaction, like everything else.

use super::{Failure, Outcome, Session};
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::ancestor::{Common, Trail, common};
use crate::files::store::{Beginning, Mark, OpenError, OpenOptions, Opened, Store};
use crate::files::{Disk, FileError};
use crate::model::TxId;
use crate::ops::Refused;
use crate::project::diff::diff;
use crate::project::merge::{Choices, Merged, merge};
use crate::project::{Cause, History, Project, Transactions, Tx};
use std::path::Path;
use std::sync::Arc;

impl Session {
    /// Every transaction of the log and of this session, oldest first; while somebody codes blind, those that touch
    /// nothing hidden.
    #[must_use]
    pub fn transactions(&self) -> &Transactions {
        self.seen_transactions()
    }

    /// Where its history begins.
    #[must_use]
    pub fn begins(&self) -> Beginning {
        self.store.as_ref().map(Store::begins).unwrap_or_default()
    }

    /// What is known of how this project came to be.
    #[must_use]
    pub fn trail(&self) -> Trail<'_> {
        let past = self.store.as_ref().map(Store::past).unwrap_or_default();
        let (project, transactions, last) = (&self.project, &self.transactions, self.last);
        Trail { project, transactions, last, past, begins: self.begins() }
    }

    /// The state that this project and a copy of it have in common; `None` if no log leads there.
    #[must_use]
    pub fn common_with(&self, theirs: &Session) -> Option<Common> {
        common(&self.trail(), &theirs.trail())
    }

    /// Opens what somebody else wrote in the place of a project file, without the log beside it, which is another one's.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn open_alone(
        disk: Arc<dyn Disk>,
        path: &Path,
        options: &OpenOptions,
        ids: Ids,
    ) -> Result<(Self, Mark), OpenError> {
        let (Opened { store, project, last, .. }, mark) = Store::open_alone(disk, path, options)?;
        let mut session = Self::assemble(project, History::default(), Some(store), &options.by, ids);
        session.last = last;
        Ok((session, mark))
    }

    /// A person has decided about what somebody else wrote: the next save may replace it.
    ///
    /// # Errors
    /// If a log of one's own cannot be written where somebody has replaced that, too.
    pub fn accept(&mut self, seen: Mark, now: Stamp) -> Result<(), FileError> {
        let transactions = self.transactions.iter().map(|tx| &**tx);
        self.store.as_mut().map_or(Ok(()), |store| store.accept(seen, transactions, now))
    }

    /// What taking a copy in would come to; without a base nothing counts as removed.
    #[must_use]
    pub fn would_merge(&self, base: Option<&Project>, theirs: &Project, choices: &Choices) -> Merged {
        let none = Project::new(self.project.id());
        merge(base.unwrap_or(&none), &self.project, theirs, choices)
    }

    /// Takes a copy in, as one transaction that can be undone. `result` is the project of what [`Session::would_merge`]
    /// answered, or what [`super::twins::settle`] made of it.
    ///
    /// # Errors
    /// If the project is open for reading only, has changed since, or the change cannot be written down; then nothing has
    /// changed.
    pub fn take_in(&mut self, result: &Project, theirs: &Trail<'_>, now: Stamp) -> Result<Outcome, Failure> {
        self.writable()?;
        self.sees_all("Merging")?;
        let edits = diff(&self.project, result);
        let known = self.trail().known();
        let of_theirs = theirs.past.iter().copied().chain(theirs.last);
        let merged: Vec<TxId> = of_theirs.filter(|id| !known.contains(id)).collect();
        if edits.is_empty() && merged.is_empty() {
            return Ok(Outcome::default());
        }
        self.project.apply_all(&edits).map_err(Refused::from)?;
        let (id, title) = (self.ids.fresh(), "Merge a copy".to_owned());
        let said = title.clone();
        self.commit(Tx { id, at: now, by: self.by.clone(), title, cause: Cause::Change, merged, edits })?;
        Ok(Outcome { said, changed: true, ..Outcome::default() })
    }
}
