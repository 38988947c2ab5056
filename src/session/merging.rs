//! Taking a colleague's copy in: as one transaction, like everything else.

use super::{Failure, Outcome, Session};
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::ancestor::{Common, Trail, common};
use crate::files::log::Gap;
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

    /// Where transactions are missing from its log, by how many of all stand before.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        self.store.as_ref().map(Store::gaps).unwrap_or_default()
    }

    /// What is known of how this project came to be.
    #[must_use]
    pub fn trail(&self) -> Trail<'_> {
        let past = self.store.as_ref().map(Store::past).unwrap_or_default();
        let (project, transactions, last) = (&self.project, &self.transactions, self.last);
        let unbroken = self.gaps().last().map_or(0, |gap| gap.before + 1);
        Trail { project, transactions, last, past, begins: self.begins(), unbroken }
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
        let Some(tx) = self.taking_in(result, theirs, now)? else { return Ok(Outcome::default()) };
        let said = tx.title.clone();
        self.commit(tx)?;
        Ok(Outcome { said, changed: true, ..Outcome::default() })
    }

    /// The same for a copy that somebody put in the place of the file: the next save may replace it, if it could be taken
    /// in.
    ///
    /// # Errors
    /// As [`Session::accept`] and [`Session::take_in`]; the file then still counts as changed by somebody else.
    pub fn take_in_place(
        &mut self,
        seen: Mark,
        result: &Project,
        theirs: &Trail<'_>,
        now: Stamp,
    ) -> Result<Outcome, Failure> {
        let before = self.outside();
        self.accept(seen, now)?;
        let taken = self.take_in(result, theirs, now);
        if let (Err(_), Some(store), Some(before)) = (&taken, &mut self.store, before) {
            store.dispute(before);
        }
        taken
    }

    /// The same in a new file, with a log that has the history of this project and the merge; works for what is open for
    /// reading only. The session goes on there.
    ///
    /// # Errors
    /// If there is a file of that name already, or it cannot be written. The session then stays where it is; a file that
    /// is there nevertheless, because only the last step failed, is whole and has the merge in it.
    pub fn take_in_as(
        &mut self,
        path: &Path,
        result: &Project,
        theirs: &Trail<'_>,
        now: Stamp,
    ) -> Result<Outcome, Failure> {
        let tx = self.taking_in(result, theirs, now)?;
        let said = tx.as_ref().map(|tx| tx.title.clone()).unwrap_or_default();
        let Some(store) = &mut self.store else {
            return Err(Refused::because("This project has no file. Save it first").into());
        };
        let last = tx.as_ref().map(|tx| tx.id).or(self.last);
        if let Err(error) = store.save_as(path, &self.project, last, tx.as_ref(), &self.by, now) {
            self.take_back(tx.as_ref());
            return Err(error.into());
        }
        let changed = tx.is_some();
        tx.into_iter().for_each(|tx| self.note(tx));
        Ok(Outcome { said, changed, ..Outcome::default() })
    }

    /// What taking a copy in changes, carried out and not yet written down; `None` if it brings nothing.
    fn taking_in(&mut self, result: &Project, theirs: &Trail<'_>, now: Stamp) -> Result<Option<Tx>, Failure> {
        self.sees_all("Merging")?;
        let edits = diff(&self.project, result);
        let known = self.trail().known();
        let of_theirs = theirs.past.iter().copied().chain(theirs.last);
        let merged: Vec<TxId> = of_theirs.filter(|id| !known.contains(id)).collect();
        if edits.is_empty() && merged.is_empty() {
            return Ok(None);
        }
        self.project.apply_all(&edits).map_err(Refused::from)?;
        let (id, title) = (self.ids.fresh(), "Merge a copy".to_owned());
        Ok(Some(Tx { id, at: now, by: self.by.clone(), title, cause: Cause::Change, merged, edits }))
    }
}
