//! A project on disk: the file, its log and its lock, as one thing. This is what the session uses.
//!
//! Promises: when [`Store::append`] returns without an error the change survives a crash; [`Store::save`] leaves
//! either the old file or the new one, whole; a file that could not be read completely, or that somebody else has
//! changed, is never overwritten without a copy. Between opening and the first change nothing is written.
//!
//! What it does *not* do: it holds no project. The session hands it what is to be written.

mod journal;
mod open;
mod outside;
mod parted;
mod past;
mod saving;

pub use open::{NO_LOG, REPAIR};
pub use outside::{Mark, Outside, Seen};
pub use parted::Parted;
pub use saving::{Dropped, Keeping, Saving, Written};

use super::disk::{Disk, Stat, beside};
use super::error::{Doing, FileError, Why};
use super::lock::{Busy, Lock, NO_LOCKS};
use super::log::Gap;
use super::problem::Problem;
use super::{log, read, rescue};
use crate::base::stamp::Stamp;
use crate::model::{ProjectId, TxId};
use crate::project::{Project, Tx};
use past::Past;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How to open a project.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// Who opens it: for the lock's message and for repairs.
    pub by: String,
    /// The time.
    pub now: Stamp,
    /// Whether to take the lock; without it the project can be read and saved under another name.
    pub write: bool,
}

/// An open project.
#[derive(Debug)]
pub struct Opened {
    /// Where its changes go.
    pub store: Store,
    /// The project, sound, with every change of the log.
    pub project: Project,
    /// The whole log, oldest first, for the history.
    pub transactions: Vec<Tx>,
    /// The last transaction that `project` contains; it need not be in the log, which may be lost.
    pub last: Option<TxId>,
    /// How many of them the project file did not contain yet.
    pub replayed: usize,
    /// What is to be told: what was left out, repaired, or is missing from the log.
    pub problems: Vec<Problem>,
    /// If the file was replaced while nobody had it open: what its log has beyond it.
    pub parted: Option<Parted>,
}

/// Why a project could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Somebody else is writing to it; it can be opened for reading.
    #[error("{error}")]
    Busy {
        /// Who.
        by: Busy,
        /// The whole message.
        error: Box<FileError>,
    },
    /// Anything else.
    #[error(transparent)]
    File(#[from] FileError),
}

/// What a save did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Bytes of the file.
    pub bytes: usize,
    /// Copies that were made of damaged files before they were replaced.
    pub copies: Vec<PathBuf>,
    /// Why the file before could not be kept as a backup; `None` if it was, or if there was nothing to keep.
    pub no_backup: Option<String>,
}

/// The place that changes go to.
#[derive(Debug)]
pub struct Store {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    project: ProjectId,
    /// `None`: for reading only.
    lock: Option<Lock>,
    /// Not all of the file could be read, or it is newer than this program.
    damaged: bool,
    /// How many places of the file could not be read when it was opened.
    unread: usize,
    /// The file as it was read or written last; `None` if there is none yet.
    known: Option<Known>,
    /// The last transaction that the file contains.
    contained: Option<TxId>,
    log: LogState,
    /// A repair that is not in the log yet; it goes there before the next change.
    pending: Option<Tx>,
    /// Transactions that the file does not contain, oldest first.
    tail: Vec<TxId>,
    /// What tells a copy of this project where it parted from this one.
    past: Past,
    begins: Beginning,
    /// Where transactions are missing from the log.
    gaps: Vec<Gap>,
    /// How many records of each kind the file holds.
    holds: Holds,
    /// Whether a save is under way.
    saving: bool,
}

/// How many records of each kind, by the names of the sections of the file.
type Holds = [(&'static str, usize); 8];

/// Where the history of a project begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beginning {
    /// The log has every change since the project was made.
    #[default]
    WithProject,
    /// The log was begun when the file contained this transaction: what came before is in another log.
    After(TxId),
    /// There is no log of this project beside the file.
    Lost,
    /// The first line of the log, which would say it, could not be read.
    Unknown,
}

/// What the file looked like.
#[derive(Clone, Debug)]
struct Known {
    stat: Stat,
    sha256: [u8; 32],
}

/// What has to be done to the log before the next line can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LogState {
    /// Nothing.
    Ready { len: u64, gap: bool },
    /// It has to be made.
    Missing,
    /// It belongs to something else and has to be put aside.
    Foreign,
    /// Its last line was cut short: kept in a copy if somebody else wrote it, cut away if this store did.
    Torn { len: u64, gap: bool, copy: bool },
}

impl Store {
    /// Opens a project.
    ///
    /// # Errors
    /// [`OpenError::Busy`] if it is to be written and somebody else has the lock; [`OpenError::File`] if it cannot be
    /// read, or if its folder may not be written to. Nothing has been changed then.
    pub fn open(disk: Arc<dyn Disk>, path: &Path, options: &OpenOptions) -> Result<Opened, OpenError> {
        let path = disk.resolve(path);
        let fails = |error: &std::io::Error| FileError::io(&path, Doing::Open, error);
        let stat = disk.stat(&path).map_err(|error| fails(&error))?;
        if stat.is_dir {
            return Err(FileError::new(&path, Doing::Open, Why::IsDirectory).into());
        }
        let lock =
            options.write.then(|| open::lock(&disk, &path, Doing::Open, &options.by, options.now)).transpose()?;
        // Again: whoever held the lock until now may have written.
        let stat = disk.stat(&path).map_err(|error| fails(&error))?;
        let bytes = disk.read(&path).map_err(|error| fails(&error))?;
        let log_bytes = open::read_log(&*disk, &path).map_err(|error| fails(&error))?;
        let log = log_bytes.as_deref().map(log::read);
        let fallback = log.as_ref().and_then(|log| log.header).map(|header| header.project);
        let (read, sha256) = open::read(bytes, fallback).map_err(|why| FileError::new(&path, Doing::Open, why))?;
        let known = Known { stat, sha256 };
        let store = Self::of_read(disk, path, lock, (&read, known));
        let without_locks = store.is_without_locks();
        let mut opened = store.replay(read, log, options);
        if without_locks {
            opened.problems.push(Problem::general(NO_LOCKS));
        }
        Ok(opened)
    }

    /// Makes a new project file with its log and lock.
    ///
    /// # Errors
    /// If there is a file of that name already ([`Why::Exists`]), or if it cannot be written.
    pub fn create(
        disk: Arc<dyn Disk>,
        path: &Path,
        project: &Project,
        by: &str,
        now: Stamp,
    ) -> Result<Self, FileError> {
        let mut store = Self::claim(disk, path, project.id(), Doing::Create, by, now)?;
        store.write(project, None, Doing::Create)?;
        Ok(store)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether changes are refused.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.lock.is_none()
    }

    /// How many places of the file could not be read when it was opened. What stood there is missing, which does not mean
    /// that somebody removed it.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Whether the next save replaces a file of which not all could be read (a copy of it is kept).
    #[must_use]
    pub fn would_replace_damage(&self) -> bool {
        self.damaged && self.unread > 0
    }

    /// Whether its folder knows no locks, so that only a note says that it is open here ([`NO_LOCKS`]).
    #[must_use]
    pub fn is_without_locks(&self) -> bool {
        self.lock.as_ref().is_some_and(Lock::is_note)
    }

    /// Transactions that this project contained when it was saved or handed over, oldest first, and those of copies
    /// that it took in: what a colleague's copy may be found to share with it.
    #[must_use]
    pub fn past(&self) -> &[TxId] {
        self.past.ids()
    }

    /// Where the history of this project begins.
    #[must_use]
    pub fn begins(&self) -> Beginning {
        self.begins
    }

    /// Where transactions are missing from its log, oldest first.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// How many transactions the file does not contain yet.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.tail.len()
    }

    /// Whether all that the file does not contain is the repair that was made on opening, which the next opening makes
    /// again.
    #[must_use]
    pub fn has_only_its_repair(&self) -> bool {
        self.pending.is_some() && self.tail.len() == 1
    }

    /// Adds a transaction to the log. Without an error it is on the disk.
    ///
    /// # Errors
    /// If it could not be written. The store can still be used; the caller takes the change back.
    pub fn append(&mut self, tx: &Tx) -> Result<(), FileError> {
        if self.is_read_only() {
            return Err(self.error(Doing::Append, Why::ReadOnly));
        }
        self.confirm_lock(Doing::Append, tx.at)?;
        let mut lines = String::new();
        for tx in self.pending.iter().chain([tx]) {
            lines.push_str(&log::line(tx).map_err(|error| self.ron_error(Doing::Append, &error))?);
        }
        self.mend_log(tx.at).map_err(|error| self.io_error(Doing::Append, &error))?;
        self.append_lines(lines).map_err(|error| self.io_error(Doing::Append, &error))?;
        self.pending = None;
        self.tail.push(tx.id);
        self.past.take(tx);
        Ok(())
    }

    /// Writes the project and its log under another name, and goes on there; works for what is open for reading only.
    /// `also` is a transaction that `project` contains and no log has yet; then it is `last`.
    ///
    /// # Errors
    /// If there is a file of that name already ([`Why::Exists`]), or if it cannot be written. The store then stays
    /// where it is.
    pub fn save_as(
        &mut self,
        path: &Path,
        project: &Project,
        last: Option<TxId>,
        also: Option<&Tx>,
        by: &str,
        now: Stamp,
    ) -> Result<Saved, FileError> {
        let mut other = Self::claim(self.disk.clone(), path, project.id(), Doing::Save, by, now)?;
        match self.carry_over(&mut other, (project, last), also, now) {
            Ok(bytes) => {
                *self = other;
                Ok(Saved { bytes, ..Saved::default() })
            }
            Err(error) => {
                // A log without its project helps nobody; the one that is copied stays where it is.
                if !other.disk.exists(&other.path) {
                    let _ = other.disk.remove(&other.log_path());
                }
                Err(error)
            }
        }
    }

    /// Writes the log first and the project last: it is there with all of its history, or it is not there.
    fn carry_over(
        &self,
        other: &mut Self,
        (project, last): (&Project, Option<TxId>),
        also: Option<&Tx>,
        now: Stamp,
    ) -> Result<usize, FileError> {
        let logged = last.filter(|_| also.is_none() && self.pending.is_none());
        other.copy_log(&self.path, self.log, logged).map_err(|error| other.io_error(Doing::Save, &error))?;
        other.pending.clone_from(&self.pending);
        other.past.clone_from(&self.past);
        (other.contained, other.begins, other.gaps) = (self.contained, self.begins, self.gaps.clone());
        other.log_pending(now).map_err(|error| other.io_error(Doing::Save, &error))?;
        also.map_or(Ok(()), |tx| other.append(tx))?;
        other.write(project, last, Doing::Save)
    }
}

/// Making one.
impl Store {
    /// A store for a file that was read.
    fn of_read(disk: Arc<dyn Disk>, path: PathBuf, lock: Option<Lock>, (read, known): (&read::Read, Known)) -> Self {
        Self {
            project: read.project.id(),
            lock: lock.filter(|_| read.newer.is_none()),
            damaged: !read.problems.is_empty(),
            unread: read.problems.len(),
            known: Some(known),
            contained: read.last,
            log: LogState::Missing,
            pending: None,
            tail: Vec::new(),
            past: Past::new(read.past.clone()),
            begins: Beginning::default(),
            gaps: Vec::new(),
            holds: rescue::kinds(&read.project),
            saving: false,
            disk,
            path,
        }
    }

    /// A store for a file that does not exist yet.
    fn claim(
        disk: Arc<dyn Disk>,
        path: &Path,
        project: ProjectId,
        doing: Doing,
        by: &str,
        now: Stamp,
    ) -> Result<Self, FileError> {
        if disk.exists(path) {
            return Err(FileError::new(path, doing, Why::Exists));
        }
        let lock = Lock::take(&disk, path, doing, by, now)?;
        let mut store = Self {
            disk,
            path: path.to_owned(),
            project,
            lock: Some(lock),
            damaged: false,
            unread: 0,
            known: None,
            contained: None,
            log: LogState::Missing,
            pending: None,
            tail: Vec::new(),
            past: Past::default(),
            begins: Beginning::default(),
            gaps: Vec::new(),
            holds: rescue::kinds(&Project::new(project)),
            saving: false,
        };
        if store.disk.exists(&store.log_path()) {
            // A log without its project is what is left of something: it is kept under another name.
            store.log = LogState::Foreign;
            store.mend_log(now).map_err(|error| store.io_error(doing, &error))?;
        }
        Ok(store)
    }

    /// Where locks are only notes: that nobody else has taken it over.
    fn confirm_lock(&mut self, doing: Doing, now: Stamp) -> Result<(), FileError> {
        let confirmed = self.lock.as_mut().map_or(Ok(()), |lock| lock.confirm(now));
        confirmed.map_err(|why| self.error(doing, why))
    }

    fn log_path(&self) -> PathBuf {
        beside(&self.path, ".log")
    }

    fn error(&self, doing: Doing, why: Why) -> FileError {
        FileError::new(&self.path, doing, why)
    }

    fn io_error(&self, doing: Doing, error: &std::io::Error) -> FileError {
        FileError::io(&self.path, doing, error)
    }

    fn ron_error(&self, doing: Doing, error: &ron::Error) -> FileError {
        self.error(doing, Why::Io(error.to_string()))
    }
}

/// Writes a file beside the old one and puts it in its place. What an earlier attempt left behind goes first.
pub(super) fn replace_whole(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    replace_with(disk, path, &mut |out| out.write_all(bytes))
}

/// The same with what `write` writes.
fn replace_with(
    disk: &dyn Disk,
    path: &Path,
    write: &mut dyn FnMut(&mut dyn std::io::Write) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let new = beside(path, ".new");
    if disk.exists(&new) {
        disk.remove(&new)?;
    }
    let put = disk.write_with(&new, write).and_then(|()| disk.replace(&new, path));
    if put.is_err() {
        // Half a file helps nobody, and it may be what fills the disk.
        let _ = disk.remove(&new);
    }
    put
}

/// `20250310-093000`.
fn in_a_name(now: Stamp) -> String {
    now.utc().format("%Y%m%d-%H%M%S").to_string()
}
