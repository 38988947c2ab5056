//! Going back without losing what came since: everything, or one record, as it was; a record that was deleted. Each is
//! one more transaction, and undone like any other.
//!
//! What is to be done is worked out by [`plan`], a pure function that another thread can run; [`Session::carry_out`]
//! does it, if nothing has changed meanwhile. [`Session::showing`] is a session on an earlier state, for looking only.

use super::{Failure, Frozen, Outcome, Session};
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::ancestor::Trail;
use crate::model::{Made, RecordId};
use crate::ops::{self, Refused};
use crate::project::check::check;
use crate::project::diff::diff;
use crate::project::merge::Remark;
use crate::project::revive::revive;
use crate::project::{Cause, Draft, Edit, History, Project, Tx};
use std::path::PathBuf;

/// What is to be as it was. Places are those in the list of all transactions, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restore {
    /// Everything, as it was after so many transactions.
    Everything {
        /// How many.
        after: usize,
    },
    /// One record that is there still, as it was after so many transactions.
    Record {
        /// Which.
        record: RecordId,
        /// How many.
        after: usize,
    },
    /// A record that is gone, with what was attached to it.
    BringBack {
        /// Which.
        record: RecordId,
        /// The place of the transaction that took it away.
        removed: usize,
    },
}

/// What has to be done for it.
#[derive(Clone, Debug)]
pub struct Plan {
    edits: Vec<Edit>,
    title: String,
    /// What could not be as it was.
    pub left_out: Vec<String>,
    revision: u64,
}

/// Works out what is to be done; `revision` is that of the session that the trail is of, `made` who asks and when.
///
/// # Errors
/// If the log does not lead back there, if there is nothing of the kind, or if the result would not be sound.
pub fn plan(trail: &Trail<'_>, revision: u64, restore: Restore, made: &Made) -> Result<Plan, Refused> {
    let back = |kept: usize| {
        let gap = "The log has a gap, and does not lead back there. Nothing was changed";
        trail.back_to(kept).map(|common| common.project).ok_or_else(|| Refused::because(gap))
    };
    let now = trail.project;
    let mut left_out = Vec::new();
    let (then, title) = match restore {
        Restore::Everything { after } => {
            (back(after)?, format!("Restore everything as it was {}", moment(trail, after)))
        }
        Restore::Record { record, after } => {
            let then = back(after)?;
            let title = format!("Restore “{}” as it was {}", then.label(record), moment(trail, after));
            (as_it_was(now, &then, record, made)?, title)
        }
        Restore::BringBack { record, removed } => {
            let tx = trail.transactions.get(removed).ok_or_else(|| Refused::because("There is no such change"))?;
            let (before, after) = (back(removed)?, back(removed + 1)?);
            let merged = revive(now, &after, &tx.edits, record)
                .ok_or_else(|| Refused::because("It is there already, or was not deleted by this change"))?;
            let disputed = |what: &Remark| !matches!(what, Remark::Removed { .. });
            left_out.extend(merged.notes.iter().filter(|note| disputed(&note.what)).map(|note| {
                let name = merged.project.label(note.record);
                format!("“{name}” was changed since and stays as it is where the two differ")
            }));
            (merged.project, format!("Bring back “{}”", before.label(record)))
        }
    };
    if let Some(finding) = check(&then).first() {
        return Err(Refused::because(format!(
            "It cannot be as it was by itself: “{}” {}. Restore everything as it was, or take it out of what absorbed it",
            then.label(finding.record),
            finding.what
        )));
    }
    let edits = diff(now, &then);
    left_out.dedup();
    Ok(Plan { edits, title, left_out, revision })
}

fn as_it_was(now: &Project, then: &Project, record: RecordId, made: &Made) -> Result<Project, Refused> {
    let (mut project, mut ids) = (now.clone(), Ids::from_seed(0));
    let mut draft = Draft::new(&mut project, &mut ids, made.clone());
    ops::restore::as_it_was(&mut draft, then, record)?;
    // Only what it changed counts; the transaction gets its id where it is carried out.
    let _ = draft.finish("");
    Ok(project)
}

/// “on 10 Mar 2025, 09:30” (UTC), or “at the beginning”.
fn moment(trail: &Trail<'_>, after: usize) -> String {
    match after.checked_sub(1).and_then(|last| trail.transactions.get(last)) {
        Some(tx) => format!("on {}, {}", tx.at.utc().format("%-d %b %Y"), tx.at.utc().format("%H:%M")),
        None => "at the beginning".to_owned(),
    }
}

impl Session {
    /// Does what was planned, as one transaction that can be undone.
    ///
    /// # Errors
    /// If the project is open for reading only, has changed since the plan was made, or the change cannot be written
    /// down; then nothing has changed.
    pub fn carry_out(&mut self, plan: Plan, now: Stamp) -> Result<Outcome, Failure> {
        self.writable()?;
        self.sees_all("Going back")?;
        if plan.revision != self.revision {
            return Err(Refused::because("The project was changed meanwhile. Nothing was done; ask again").into());
        }
        if plan.edits.is_empty() {
            return Err(Refused::because("It is as it was; there is nothing to restore").into());
        }
        self.project.apply_all(&plan.edits).map_err(Refused::from)?;
        let (id, by, said) = (self.ids.fresh(), self.by.clone(), plan.title.clone());
        let (cause, merged) = (Cause::Change, Vec::new());
        self.commit(Tx { id, at: now, by, title: plan.title, cause, merged, edits: plan.edits })?;
        Ok(Outcome { said, changed: true, left_out: plan.left_out, ..Outcome::default() })
    }

    /// A session that shows an earlier state of a project and changes nothing. `revision` tells it from every other
    /// state that is shown; `shown` is how many transactions it contains.
    #[must_use]
    pub fn showing(&self, project: Project, shown: usize, revision: u64, why: String) -> Self {
        let mut session = self.frozen(project, shown, revision, why);
        if self.is_blind() {
            session.code_blind();
            (session.revision, session.documents_revision) = (revision, revision);
        }
        session.repair_selection();
        session
    }

    fn frozen(&self, project: Project, shown: usize, revision: u64, why: String) -> Self {
        let path: Option<PathBuf> = self.path().map(std::path::Path::to_owned);
        let mut session = Self::assemble(project, History::default(), None, &self.by, Ids::from_seed(0));
        session.transactions = self.transactions.take(shown);
        session.last = session.transactions.last().map(|tx| tx.id);
        session.selection = self.selection.clone();
        (session.revision, session.documents_revision) = (revision, revision);
        session.frozen = Some(Frozen { why, path, shown: Some(shown) });
        session
    }

    /// A session that shows the same and changes nothing: it stands in the place of this one while this one is at work on
    /// another thread. What was computed of this one is true of it, and what it hides is hidden; nothing is worked out anew.
    #[must_use]
    pub fn stand_in(&self, why: String) -> Self {
        let mut session = self.frozen(self.project.clone(), self.transactions.len(), self.revision, why);
        session.documents_revision = self.documents_revision;
        session.blind.clone_from(&self.blind);
        session.repair_selection();
        session.frozen.iter_mut().for_each(|frozen| frozen.shown = None);
        session
    }

    /// Lets go of what was selected and is not there.
    pub fn repair_selection(&mut self) {
        let seen = self.blind.as_ref().map_or(&self.project, |blind| blind.project());
        self.selection.repair(seen);
    }

    /// If this is an earlier state: after how many transactions.
    #[must_use]
    pub fn as_of(&self) -> Option<usize> {
        self.frozen.as_ref().and_then(|frozen| frozen.shown)
    }
}
