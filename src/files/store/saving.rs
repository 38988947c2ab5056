//! Replacing the project file, in three steps, so that the long one can run on another thread.
//!
//! [`Store::begin_save`] takes what is to be written, as it is now; [`Saving::run`] writes it and touches no store;
//! [`Store::end_save`] notes what came of it. Changes may be appended to the log in between: the file names the last
//! transaction that it contains, and what came later is in the log. The file that is replaced is kept as a backup.
//!
//! Promises: the file is the old one or the new one, whole; what could not be read of it, and what somebody else
//! wrote, is not replaced without a copy. What this does *not* do: it does not ask whether something should be saved
//! that drops much of what the file holds; [`Store::would_drop`] says so, and a person decides.

use super::outside::{Seen, look};
use super::{Holds, Known, LogState, Saved, Store, in_a_name, replace_with};
use crate::base::stamp::Stamp;
use crate::files::disk::{Disk, beside, folder, free_name};
use crate::files::error::{Doing, FileError, Why};
use crate::files::{backup, rescue, write};
use crate::model::TxId;
use crate::project::Project;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whether the file that is replaced stays as a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// It does, and older backups are thinned out.
    #[default]
    Backups,
    /// It does not.
    Nothing,
}

/// A kind of record of which a save would leave few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The name of its section in the file: “marks”.
    pub what: &'static str,
    /// How many the file holds.
    pub before: usize,
    /// How many it would hold.
    pub after: usize,
}

/// So many fewer records of a kind are worth a question …
const MANY: usize = 10;
/// … if they are at least one in so many.
const SHARE: usize = 4;

/// What is to be written, as it was when the save began.
#[derive(Debug)]
pub struct Saving {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    known: Option<Known>,
    damaged: bool,
    project: Project,
    last: Option<TxId>,
    past: Vec<TxId>,
    keeping: Keeping,
    now: Stamp,
}

/// What came of a save.
#[derive(Debug)]
pub struct Written {
    last: Option<TxId>,
    holds: Holds,
    /// The copy of a file that could not be read completely; made even if the save failed afterwards.
    copy: Option<PathBuf>,
    no_backup: Option<String>,
    outcome: Result<(Known, usize), FileError>,
    now: Stamp,
}

impl Store {
    /// Kinds of records of which the file holds many more than the project has.
    #[must_use]
    pub fn would_drop(&self, project: &Project) -> Vec<Dropped> {
        // What a document loses of its text, it loses with its marks.
        const ASKED: [&str; 4] = ["documents", "marks", "events", "entities"];
        let pairs = self.holds.iter().zip(rescue::kinds(project));
        let dropped = pairs.map(|((what, before), (_, after))| Dropped { what, before: *before, after });
        let is_much = |dropped: &Dropped| {
            let gone = dropped.before.saturating_sub(dropped.after);
            ASKED.contains(&dropped.what) && gone >= MANY && gone * SHARE >= dropped.before
        };
        dropped.filter(is_much).collect()
    }

    /// Begins to save: `last` is the last transaction that `project` contains. What comes back is to be run, on any
    /// thread, and handed to [`Store::end_save`].
    ///
    /// # Errors
    /// If it is open for reading only, if a save is under way, or if a repair cannot be written into the log.
    pub fn begin_save(
        &mut self,
        project: &Project,
        last: Option<TxId>,
        keeping: Keeping,
        now: Stamp,
    ) -> Result<Saving, FileError> {
        if self.is_read_only() {
            return Err(self.error(Doing::Save, Why::ReadOnly));
        }
        if self.saving {
            return Err(self.error(Doing::Save, Why::Io("it is being saved already".to_owned())));
        }
        self.confirm_lock(Doing::Save, now)?;
        // The file may name the repair as the last transaction that it contains, so the log has to have it.
        self.log_pending(now).map_err(|error| self.io_error(Doing::Save, &error))?;
        let mut past = self.past.clone();
        past.saved(self.contained, last);
        self.saving = true;
        Ok(Saving {
            disk: Arc::clone(&self.disk),
            path: self.path.clone(),
            known: self.known.clone(),
            damaged: self.damaged,
            project: project.clone(),
            last,
            past: past.ids().to_vec(),
            keeping,
            now,
        })
    }

    /// Ends what [`Store::begin_save`] began.
    ///
    /// # Errors
    /// If it could not be written, or if the file on disk is not the one that was read or written last
    /// ([`Why::ChangedOnDisk`]). The old file is then still there, or the new one is, whole.
    pub fn end_save(&mut self, written: Written) -> Result<Saved, FileError> {
        self.saving = false;
        let mut copies: Vec<PathBuf> = written.copy.into_iter().collect();
        if !copies.is_empty() {
            self.damaged = false;
        }
        let (known, bytes) = written.outcome?;
        self.damaged = false;
        (self.known, self.holds) = (Some(known), written.holds);
        self.note_written(written.last);
        copies.extend(self.renew_log(written.now).map_err(|error| self.io_error(Doing::Save, &error))?);
        Ok(Saved { bytes, copies, no_backup: written.no_backup })
    }

    /// Replaces the project file at once; `last` is the last transaction that `project` contains.
    ///
    /// # Errors
    /// As [`Store::begin_save`] and [`Store::end_save`].
    pub fn save(&mut self, project: &Project, last: Option<TxId>, now: Stamp) -> Result<Saved, FileError> {
        let written = self.begin_save(project, last, Keeping::Backups, now)?.run();
        self.end_save(written)
    }

    /// Whether a save is under way.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// Writes a file that is not there yet, or that may be replaced.
    pub(super) fn write(&mut self, project: &Project, last: Option<TxId>, doing: Doing) -> Result<usize, FileError> {
        let mut past = self.past.clone();
        past.saved(self.contained, last);
        let (known, bytes) = put(&*self.disk, &self.path, (project, last, past.ids()), doing)?;
        (self.known, self.holds) = (Some(known), rescue::kinds(project));
        self.note_written(last);
        Ok(bytes)
    }

    /// The file holds everything up to `last`.
    fn note_written(&mut self, last: Option<TxId>) {
        self.past.saved(self.contained, last);
        let contained = last.and_then(|last| self.tail.iter().position(|id| *id == last)).map_or(0, |at| at + 1);
        self.tail.drain(..contained);
        self.contained = last;
        if self.tail.is_empty() && self.log_is_not_ours() {
            // Somebody removed or changed the log; everything is in the file, so that a new one can begin.
            self.log = if self.disk.exists(&self.log_path()) { LogState::Foreign } else { LogState::Missing };
        }
    }
}

impl Saving {
    /// Writes it. What came of it belongs into [`Store::end_save`].
    #[must_use]
    pub fn run(self) -> Written {
        let (mut copy, mut no_backup) = (None, None);
        let outcome = self.write(&mut copy, &mut no_backup);
        Written { last: self.last, holds: rescue::kinds(&self.project), copy, no_backup, outcome, now: self.now }
    }

    fn write(
        &self,
        copied: &mut Option<PathBuf>,
        no_backup: &mut Option<String>,
    ) -> Result<(Known, usize), FileError> {
        let fails = |error: std::io::Error| FileError::io(&self.path, Doing::Save, &error);
        let disk = &*self.disk;
        let is_there = match &self.known {
            None => false,
            Some(known) => match look(disk, &self.path, known).map_err(fails)? {
                Seen::Same => true,
                // Somebody removed it: there is nothing to overwrite.
                Seen::Gone => false,
                Seen::Changed(_) => return Err(FileError::new(&self.path, Doing::Save, Why::ChangedOnDisk)),
            },
        };
        if is_there && self.damaged {
            let copy = free_name(disk, beside(&self.path, &format!(".damaged-{}", in_a_name(self.now))));
            disk.copy(&self.path, &copy).map_err(fails)?;
            *copied = Some(copy);
        } else if is_there && self.keeping == Keeping::Backups {
            // A backup that cannot be kept is no reason to leave the file as it is; it is said.
            *no_backup = backup::keep(disk, &self.path, self.now).err().map(|error| error.to_string());
        }
        put(disk, &self.path, (&self.project, self.last, &self.past), Doing::Save)
    }
}

/// Beside, synced, renamed, folder synced.
fn put(
    disk: &dyn Disk,
    path: &Path,
    (project, last, past): (&Project, Option<TxId>, &[TxId]),
    doing: Doing,
) -> Result<(Known, usize), FileError> {
    let (mut hasher, mut len) = (Sha256::new(), 0);
    let mut write = |out: &mut dyn std::io::Write| {
        (hasher, len) = (Sha256::new(), 0);
        write::write_project(project, last, past, |part| {
            hasher.update(part);
            len += part.len();
            out.write_all(part.as_bytes())
        })
    };
    let put = replace_with(disk, path, &mut write).and_then(|()| {
        let stat = disk.stat(path)?;
        disk.sync_dir(folder(path))?;
        Ok(stat)
    });
    let stat = put.map_err(|error| FileError::io(path, doing, &error))?;
    Ok((Known { stat, sha256: hasher.finalize().into() }, len))
}
