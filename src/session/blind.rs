//! Coding blind: a session that shows a person what everybody shares and what they coded themselves, and nothing else.
//!
//! While it does, [`Session::project`] is a project in which the rest is not there, so whoever reads the session cannot
//! show it. The file, the log and saving go on with the whole project. A command is carried out on what is seen, as
//! whoever gave it expects; what it changed is then brought into the whole. It promises that no record of anybody else
//! is changed, removed or left leading nowhere thereby: a command that would do so is refused. It never changes the file
//! by itself. What this does *not* do: it does not remember whether somebody codes blind (the settings of the window
//! do), and it does not guard the file against somebody who opens it elsewhere.

use super::{Failure, Session};
use crate::model::{DocumentId, RecordId, TxId};
use crate::ops::Refused;
use crate::project::merge::lift;
use crate::project::{Edit, Project, Transactions, Tx};
use crate::query::blind::{Blind as Eyes, Hidden};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is seen, kept up to date with every change. A clone shares the project and the changes.
#[derive(Clone)]
pub(super) struct Blind {
    seen: Project,
    hidden: Hidden,
    /// The changes that touch nothing hidden, as they look from here, oldest first.
    transactions: Transactions,
    /// Those of them that this person made.
    own: BTreeSet<TxId>,
}

const REST: &str = "What others coded rests on this, so it stays as it is while you code blind. Nothing was changed";
const TEXTS: &str = "While you code blind, texts stay as they are: coding can be compared only where all read the same \
                     text. Nothing was changed";
/// Why undo does nothing.
pub(super) const UNDO: &str = "The change before this one is somebody else's, or touches what others coded; it is not taken back \
                    while you code blind";
/// Why redo does nothing.
pub(super) const REDO: &str = "That change is somebody else's, or touches what others coded; it is not done again while you code \
                    blind";

/// What somebody is going to see who codes blind, for [`Session::put_on`].
pub struct Blindfold {
    session: Arc<()>,
    revision: u64,
    by: String,
    blind: Box<Blind>,
}

impl Blind {
    fn new(project: &Project, by: &str, transactions: &Transactions) -> Self {
        let eyes = Eyes::new(project, by);
        let others = others(transactions, &eyes);
        let open = |tx: &&Arc<Tx>| tx.merged.is_empty() && !tx.edits.iter().any(|edit| touches(edit, &eyes, &others));
        let seen_of_them: Transactions = transactions.iter().filter(open).cloned().collect();
        let own = seen_of_them.iter().filter(|tx| tx.by == by).map(|tx| tx.id).collect();
        Self { seen: eyes.whole(), hidden: eyes.hidden(), transactions: seen_of_them, own }
    }

    /// The project as it is seen.
    pub(super) fn project(&self) -> &Project {
        &self.seen
    }
}

impl Session {
    /// Works out what is to be seen, on any thread: that costs what the project and its log hold.
    pub fn blindfold(&self) -> impl FnOnce() -> Blindfold + Send + 'static {
        let (project, by, transactions) = (self.project.clone(), self.by.clone(), self.transactions.clone());
        let (session, revision) = (Arc::clone(&self.itself), self.revision);
        move || Blindfold { session, revision, blind: Box::new(Blind::new(&project, &by, &transactions)), by }
    }

    /// Whether it was made for this session, and not for one that was open before.
    #[must_use]
    pub fn is_for_this(&self, made: &Blindfold) -> bool {
        Arc::ptr_eq(&made.session, &self.itself)
    }

    /// Hides what others coded from now on. Says whether it does: not if the project, or whose it is, has changed since
    /// the blindfold was made.
    pub fn put_on(&mut self, made: Blindfold) -> bool {
        let fits = self.is_for_this(&made) && made.revision == self.revision && made.by == self.by;
        if fits {
            self.blind = Some(made.blind);
            self.seen_anew();
        }
        fits
    }

    /// Works it out, and hides what others coded.
    pub fn code_blind(&mut self) {
        self.blind = Some(Box::new(Blind::new(&self.project, &self.by, &self.transactions)));
        self.seen_anew();
    }

    /// Shows everything again.
    pub fn see_all(&mut self) {
        if self.blind.take().is_some() {
            self.seen_anew();
        }
    }

    /// How much is hidden while somebody codes blind. It does not change meanwhile.
    #[must_use]
    pub fn hidden(&self) -> Option<&Hidden> {
        self.blind.as_ref().map(|blind| &blind.hidden)
    }

    /// Whether what others coded is hidden.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.blind.is_some()
    }

    /// Everything that was computed of what was seen before is out of date.
    fn seen_anew(&mut self) {
        self.revision += 1;
        self.documents_revision = self.revision;
        self.repair_selection();
    }

    /// The project as it is seen.
    pub(super) fn seen(&self) -> &Project {
        self.blind.as_ref().map_or(&self.project, |blind| &blind.seen)
    }

    /// The changes as they are seen.
    pub(super) fn seen_transactions(&self) -> &Transactions {
        self.blind.as_ref().map_or(&self.transactions, |blind| &blind.transactions)
    }

    /// What undo would take back, if it may.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Arc<Tx>> {
        self.history.next_undo().filter(|tx| self.may_take_back(tx))
    }

    /// What redo would do again, if it may.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Arc<Tx>> {
        self.history.next_redo().filter(|tx| self.may_take_back(tx))
    }

    fn may_take_back(&self, tx: &Tx) -> bool {
        self.blind.as_ref().is_none_or(|blind| blind.own.contains(&tx.id))
    }

    /// Refuses to take back, or to do again, what is not this person's alone.
    pub(super) fn own_change(&self, tx: &Tx, otherwise: &str) -> Result<(), Failure> {
        if self.may_take_back(tx) { Ok(()) } else { Err(Refused::because(otherwise).into()) }
    }

    /// Refuses what would show, or bring in, what others coded.
    pub(super) fn sees_all(&self, what: &str) -> Result<(), Failure> {
        match self.blind {
            None => Ok(()),
            Some(_) => Err(Refused::because(format!(
                "{what} would show what others coded. End blind coding first; nothing was changed"
            ))
            .into()),
        }
    }

    /// What a change of what is seen does to the whole.
    pub(super) fn lifted(&self, tx: Tx) -> Result<Tx, Refused> {
        let eyes = Eyes::new(&self.project, &self.by);
        let mut edits = Vec::with_capacity(tx.edits.len());
        for edit in &tx.edits {
            if matches!(edit, Edit::Text(document, _) if !comes_or_goes(*document, &tx)) {
                return Err(Refused::because(TEXTS));
            }
            let mut by = self.project.index().referrers(edit.record()).into_iter();
            if edit.removes() && by.any(|record| eyes.hides(record)) {
                return Err(Refused::because(REST));
            }
            edits.push(lift(&self.project, edit).map_err(|_| Refused::because(REST))?);
        }
        if leads_nowhere(&self.project, &edits) {
            return Err(Refused::because(REST));
        }
        Ok(Tx { edits, ..tx })
    }

    /// Lets what is seen follow a change of the whole.
    pub(super) fn follow(&mut self, tx: &Tx) {
        let Some(blind) = &mut self.blind else { return };
        let eyes = Eyes::new(&self.project, &self.by);
        let mut edits = Vec::new();
        for edit in &tx.edits {
            let step = match edit {
                Edit::Text(..) => Some(edit.clone()),
                _ => eyes.step(&blind.seen, edit.record()),
            };
            if let Some(step) = step {
                let fits = blind.seen.apply(&step);
                debug_assert!(fits.is_ok(), "it was made for what is seen");
                edits.push(step);
            }
        }
        blind.own.insert(tx.id);
        blind.transactions.push_back(Arc::new(Tx { edits, ..tx.clone() }));
    }

    /// A session that has seen a change of another person's name: what is theirs now is another thing.
    pub(super) fn renamed(&mut self) {
        if self.blind.is_some() {
            self.code_blind();
        }
    }
}

/// Whether something that stays would lead to what goes: one's own record may do so by what only others' marks say, which
/// is not seen.
fn leads_nowhere(project: &Project, edits: &[Edit]) -> bool {
    let mut gone = edits.iter().filter(|edit| edit.removes()).map(Edit::record).peekable();
    if gone.peek().is_none() {
        return false;
    }
    let mut after = project.clone();
    after.apply_all(edits).is_err()
        || gone.any(|record| !after.has(record) && after.index().referrers(record).into_iter().next().is_some())
}

/// The records that others made, also those that are gone, as far as the log knows.
fn others(transactions: &Transactions, eyes: &Eyes<'_>) -> BTreeSet<RecordId> {
    let edits = transactions.iter().flat_map(|tx| &tx.edits);
    edits.filter(|edit| eyes.is_of_others(edit)).map(Edit::record).collect()
}

/// Whether an edit is of what others coded, or leads there.
fn touches(edit: &Edit, eyes: &Eyes<'_>, others: &BTreeSet<RecordId>) -> bool {
    let hidden = |record: RecordId| others.contains(&record) || eyes.hides(record);
    eyes.is_of_others(edit) || edit.links().into_iter().any(hidden)
}

/// A text that comes and goes with its document is no correction.
fn comes_or_goes(document: DocumentId, tx: &Tx) -> bool {
    tx.edits.iter().any(|edit| match edit {
        Edit::Document(id, swap) => *id == document && (swap.before.is_none() || swap.after.is_none()),
        _ => false,
    })
}
