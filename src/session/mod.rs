//! Floor 5: the whole application without a window.
//!
//! A [`Session`] holds one project, its history, its index and its file. Whatever a person asks for is a
//! [`Command`]; [`Session::perform`] carries it out as one transaction that is in the log before it is shown as
//! done. The window, the commands of the shell and the story tests all go through here.

mod arrive;
mod blind;
pub mod codebook;
pub mod coding;
pub mod command;
pub mod findings;
pub mod home;
pub mod intake;
mod merging;
pub mod notice;
mod one_or_two;
mod order;
mod parts;
mod perform;
pub mod place;
mod purpose;
mod restoring;
pub mod sample;
mod saving;
pub mod script;
pub mod selection;
pub mod settings;
mod settling;
pub mod twins;

pub use blind::Blindfold;
pub use command::Command;
pub use notice::{Gravity, Notice};
pub use parts::{Arrival, At, DateOf, NewDocument, NewZone, Part, Purpose, Spot};
pub use restoring::{Plan, Restore, plan};
pub use selection::Selection;
pub use settings::Settings;

use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::disk::Disk;
use crate::files::lock::NO_LOCKS;
use crate::files::store::{Keeping, OpenError, OpenOptions, Opened, Store};
use crate::files::{FileError, Problem};
use crate::model::{Made, ProjectId, RecordId, TxId};
use crate::ops::Refused;
use crate::project::Index;
use crate::project::{Cause, Draft, Edit, History, Project, Transactions, Tx};
use std::path::Path;
use std::sync::Arc;

/// One project at work.
pub struct Session {
    project: Project,
    history: History,
    /// Every transaction of the log and of this session, oldest first.
    transactions: Transactions,
    last: Option<TxId>,
    store: Option<Store>,
    ids: Ids,
    by: String,
    /// What is selected; the window reads and sets it.
    pub selection: Selection,
    /// Whether the file that a save replaces stays as a backup.
    pub keeping: Keeping,
    /// Why this is only to be looked at; `None` if it can be changed.
    frozen: Option<Frozen>,
    /// What is seen while somebody codes blind; `None`: everything.
    blind: Option<Box<blind::Blind>>,
    /// Tells it from every other session.
    itself: Arc<()>,
    revision: u64,
    documents_revision: u64,
}

/// What a session says that only shows something.
struct Frozen {
    why: String,
    path: Option<std::path::PathBuf>,
    /// After how many transactions; `None`: as it is, while the session itself is at work elsewhere.
    shown: Option<usize>,
}

/// What a command came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What happened, in words: “Tag as visit”, “Undo: Tag as visit”; empty if nothing changed.
    pub said: String,
    /// The records it made; the one that matters first.
    pub made: Vec<RecordId>,
    /// Whether it changed the project.
    pub changed: bool,
    /// What was left out, and why.
    pub left_out: Vec<String>,
    /// How many records a bulk change changed.
    pub touched: usize,
}

/// Why a command was not carried out. The project is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The verb said no.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// The file could not be written.
    #[error("{0}")]
    File(#[from] FileError),
}

impl Session {
    /// A session on a project in memory, without a file: for tests and for looking at something once.
    #[must_use]
    pub fn in_memory(project: Project, by: &str, seed: u64) -> Self {
        Self::assemble(project, History::default(), None, by, Ids::from_seed(seed))
    }

    /// Opens a project file and its log.
    ///
    /// # Errors
    /// See [`OpenError`]; nothing on disk has changed.
    pub fn open(
        disk: Arc<dyn Disk>,
        path: &Path,
        options: &OpenOptions,
        ids: Ids,
    ) -> Result<(Self, Vec<Problem>), OpenError> {
        Ok(Self::of_opened(Store::open(disk, path, options)?, options, ids))
    }

    /// As [`Session::open`]; but if somebody put another copy in the place of the file while nobody had it open, it opens
    /// what was here before, as far as older states of the file and the log tell, and says how many changes that has
    /// which the file does not contain. The file then counts as changed by somebody else.
    ///
    /// # Errors
    /// See [`OpenError`]; nothing on disk has changed.
    pub fn open_before(
        disk: Arc<dyn Disk>,
        path: &Path,
        options: &OpenOptions,
        ids: Ids,
    ) -> Result<(Self, Vec<Problem>, Option<usize>), OpenError> {
        let (opened, replaced) = Store::open(disk, path, options)?.before();
        let (session, problems) = Self::of_opened(opened, options, ids);
        Ok((session, problems, replaced))
    }

    fn of_opened(opened: Opened, options: &OpenOptions, ids: Ids) -> (Self, Vec<Problem>) {
        let Opened { store, project, transactions, last, problems, .. } = opened;
        let mut history = History::default();
        let transactions: Transactions = transactions.into_iter().map(Arc::new).collect();
        transactions.iter().for_each(|tx| history.record(Arc::clone(tx)));
        let mut session = Self::assemble(project, history, Some(store), &options.by, ids);
        (session.last, session.transactions) = (last, transactions);
        (session, problems)
    }

    /// Makes a project with the codebook that Entente comes with, and its file.
    ///
    /// # Errors
    /// If there is a file already, or it cannot be written.
    pub fn create(disk: Arc<dyn Disk>, path: &Path, by: &str, now: Stamp, mut ids: Ids) -> Result<Self, OpenError> {
        let project = codebook::new_project(ids.fresh::<ProjectId>());
        let store = Store::create(disk, path, &project, by, now)?;
        Ok(Self::assemble(project, History::default(), Some(store), by, ids))
    }

    /// A session like this one that writes nothing: what is done in it says what would come of doing it here.
    #[must_use]
    pub fn rehearsal(&self, seed: u64) -> Self {
        Self::assemble(self.project.clone(), self.history.clone(), None, &self.by, Ids::from_seed(seed))
    }

    fn assemble(project: Project, history: History, store: Option<Store>, by: &str, ids: Ids) -> Self {
        let by = by.to_owned();
        Self {
            project,
            history,
            transactions: Transactions::new(),
            last: None,
            store,
            ids,
            by,
            selection: Selection::default(),
            keeping: Keeping::default(),
            frozen: None,
            blind: None,
            itself: Arc::new(()),
            revision: 0,
            documents_revision: 0,
        }
    }

    /// The project, to read: all of it, or what is seen while somebody codes blind ([`Session::code_blind`]).
    #[must_use]
    pub fn project(&self) -> &Project {
        self.seen()
    }

    /// What can be looked up in it.
    #[must_use]
    pub fn index(&self) -> &Index {
        self.seen().index()
    }

    /// What can be undone and redone.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Goes up with every change: what was computed at the same revision is still true.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The revision at which a document was added, changed or removed last.
    #[must_use]
    pub fn documents_revision(&self) -> u64 {
        self.documents_revision
    }

    /// The project file, if there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        let shown = || self.frozen.as_ref().and_then(|frozen| frozen.path.as_deref());
        self.store.as_ref().map(Store::path).or_else(shown)
    }

    /// How many places of its file could not be read when it was opened: what stood there is missing, which does not mean
    /// that somebody removed it.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.store.as_ref().map_or(0, Store::unread)
    }

    /// Whether the next save replaces a file of which not all could be read (a copy of it is kept).
    #[must_use]
    pub fn would_replace_damage(&self) -> bool {
        self.store.as_ref().is_some_and(Store::would_replace_damage)
    }

    /// Whether the file is damaged and nobody has changed anything since: it can be left as it is.
    #[must_use]
    pub fn is_only_damaged(&self) -> bool {
        self.would_replace_damage() && self.store.as_ref().is_some_and(Store::has_only_its_repair)
    }

    /// Why nothing can be changed; `None` if changes are possible.
    #[must_use]
    pub fn read_only(&self) -> Option<String> {
        if let Some(frozen) = &self.frozen {
            return Some(frozen.why.clone());
        }
        let store = self.store.as_ref().filter(|store| store.is_read_only())?;
        let name = store.path().display();
        Some(format!("{name} is open for reading only. Nothing was changed; “Save as…” makes a copy that can be"))
    }

    /// What there is to say of the folder that the project is in; `None` if there is nothing.
    #[must_use]
    pub fn folder_remark(&self) -> Option<String> {
        let is_without_locks = self.store.as_ref().is_some_and(Store::is_without_locks);
        is_without_locks.then(|| format!("But {NO_LOCKS}"))
    }

    /// Shows what a mark is evidence of.
    pub fn show_mark(&mut self, mark: crate::model::MarkId) {
        let seen = self.blind.as_ref().map_or(&self.project, |blind| blind.project());
        self.selection.show_mark(seen, mark);
    }

    /// Changes that are in the log but not yet in the project file.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.store.as_ref().map_or(0, Store::unsaved)
    }

    /// Whose name new records carry.
    pub fn set_coder(&mut self, by: &str) {
        by.clone_into(&mut self.by);
        self.renamed();
    }

    /// Carries a command out, as one transaction.
    ///
    /// # Errors
    /// If it is refused or cannot be written down; then nothing has changed.
    pub fn perform(&mut self, command: &Command, now: Stamp) -> Result<Outcome, Failure> {
        match command {
            Command::Undo => self.undo(now),
            Command::Redo => self.redo(now),
            Command::Save => self.save(now),
            verb => self.edit(verb, now),
        }
    }

    fn edit(&mut self, command: &Command, now: Stamp) -> Result<Outcome, Failure> {
        self.writable()?;
        let made = Made { by: self.by.clone(), at: now };
        // Somebody who codes blind changes what they see; what came of it is then brought into the whole.
        let mut seen = self.blind.is_some().then(|| self.seen().clone());
        let mut draft = Draft::new(seen.as_mut().unwrap_or(&mut self.project), &mut self.ids, made);
        let mut done = perform::perform(&mut draft, command)?;
        let title = perform::title(draft.project(), command, &done);
        let Some(mut tx) = draft.finish(title) else {
            return Ok(Outcome { left_out: done.left_out, made: done.made, ..Outcome::default() });
        };
        if seen.is_some() {
            tx = self.lifted(tx)?;
            self.project.apply_all(&tx.edits).map_err(Refused::from)?;
        }
        done.said.clone_from(&tx.title);
        done.changed = true;
        self.commit(tx)?;
        Ok(done)
    }

    fn undo(&mut self, now: Stamp) -> Result<Outcome, Failure> {
        self.writable()?;
        let Some(tx) = self.history.next_undo().cloned() else { return Ok(Outcome::default()) };
        self.own_change(&tx, blind::UNDO)?;
        self.replay(format!("Undo: {}", tx.title), Cause::Undo(tx.id), tx.inverse_edits(), now)
    }

    fn redo(&mut self, now: Stamp) -> Result<Outcome, Failure> {
        self.writable()?;
        let Some(tx) = self.history.next_redo().cloned() else { return Ok(Outcome::default()) };
        self.own_change(&tx, blind::REDO)?;
        self.replay(format!("Redo: {}", tx.title), Cause::Redo(tx.id), tx.edits.clone(), now)
    }

    fn replay(&mut self, title: String, cause: Cause, edits: Vec<Edit>, now: Stamp) -> Result<Outcome, Failure> {
        self.project.apply_all(&edits).map_err(Refused::from)?;
        let said = title.clone();
        let id = self.ids.fresh();
        self.commit(Tx { id, at: now, by: self.by.clone(), title, cause, merged: Vec::new(), edits })?;
        Ok(Outcome { said, changed: true, ..Outcome::default() })
    }

    /// Writes a transaction that has been applied into the log; what cannot be written is taken back.
    fn commit(&mut self, tx: Tx) -> Result<(), Failure> {
        if let Some(store) = &mut self.store
            && let Err(error) = store.append(&tx)
        {
            self.take_back(Some(&tx));
            return Err(error.into());
        }
        self.note(tx);
        Ok(())
    }

    /// Takes back what was applied a moment ago, so that its inverse fits.
    fn take_back(&mut self, tx: Option<&Tx>) {
        let Some(tx) = tx else { return };
        let taken_back = self.project.apply_all(&tx.inverse_edits());
        debug_assert!(taken_back.is_ok(), "what was just applied can be taken back");
    }

    /// Notes a transaction that has been applied and written down.
    fn note(&mut self, tx: Tx) {
        self.follow(&tx);
        self.repair_selection();
        self.last = Some(tx.id);
        self.revision += 1;
        if tx.edits.iter().any(|edit| matches!(edit, Edit::Document(..))) {
            self.documents_revision = self.revision;
        }
        let tx = Arc::new(tx);
        self.transactions.push_back(Arc::clone(&tx));
        self.history.record(tx);
    }

    /// Saves the project, with its log, under another name and goes on there.
    ///
    /// # Errors
    /// If there is a file of that name already or it cannot be written; the session then stays where it is.
    pub fn save_as(&mut self, disk: Arc<dyn Disk>, path: &Path, now: Stamp) -> Result<Outcome, FileError> {
        match &mut self.store {
            Some(store) => {
                store.save_as(path, &self.project, self.last, None, &self.by, now)?;
            }
            None => self.store = Some(Store::create(disk, path, &self.project, &self.by, now)?),
        }
        let remark = self.folder_remark().map(|remark| format!(". {remark}")).unwrap_or_default();
        Ok(Outcome { said: format!("Saved as {}{remark}", path.display()), ..Outcome::default() })
    }

    fn writable(&self) -> Result<(), Refused> {
        match self.read_only() {
            Some(reason) => Err(Refused::because(reason)),
            None => Ok(()),
        }
    }
}
