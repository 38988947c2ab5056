//! Taking a colleague's copy in: as one transaction, like everything else.

use super::{Failure, Outcome, Session};
use crate::base::stamp::Stamp;
use crate::files::ancestor::{Common, Trail, common};
use crate::files::store::{Beginning, Store};
use crate::model::TxId;
use crate::ops::Refused;
use crate::project::diff::diff;
use crate::project::merge::{Choices, Merged, merge};
use crate::project::{Cause, Project, Tx};
use std::sync::Arc;

impl Session {
    /// Every transaction of the log and of this session, oldest first.
    #[must_use]
    pub fn transactions(&self) -> &[Arc<Tx>] {
        &self.transactions
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
        let (project, transactions, last) = (&self.project, self.transactions.as_slice(), self.last);
        Trail { project, transactions, last, past, begins: self.begins() }
    }

    /// The state that this project and a copy of it have in common; `None` if no log leads there.
    #[must_use]
    pub fn common_with(&self, theirs: &Session) -> Option<Common> {
        common(&self.trail(), &theirs.trail())
    }

    /// What taking a copy in would come to; without a base nothing counts as removed.
    #[must_use]
    pub fn would_merge(&self, base: Option<&Project>, theirs: &Project, choices: &Choices) -> Merged {
        let none = Project::new(self.project.id());
        merge(base.unwrap_or(&none), &self.project, theirs, choices)
    }

    /// Takes a copy in, as one transaction that can be undone. `merged` is what [`Session::would_merge`] answered.
    ///
    /// # Errors
    /// If the project is open for reading only, has changed since, or the change cannot be written down; then nothing has
    /// changed.
    pub fn take_in(&mut self, merged: &Merged, theirs: &Trail<'_>, now: Stamp) -> Result<Outcome, Failure> {
        self.writable()?;
        let edits = diff(&self.project, &merged.project);
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
