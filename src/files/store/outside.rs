//! What somebody else did to the project file while it was open: a folder that is synced, a copy that came by mail and
//! was put in its place.
//!
//! To look costs one `stat` as long as nothing has happened; only a file that looks different is read. It needs no
//! store, so it can be done on another thread. What this does *not* do: it does not say what is different, and it takes
//! nothing over; `session` merges, and [`Store::accept`] notes that a person has decided.

use super::{Beginning, Known, LogState, OpenError, OpenOptions, Opened, Store, open};
use crate::base::stamp::Stamp;
use crate::files::disk::{Disk, Stat, beside, folder};
use crate::files::error::{Doing, FileError};
use crate::files::log;
use crate::project::Tx;
use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the file looked like when it was read or written here last.
#[derive(Clone, Debug)]
pub struct Outside {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    known: Known,
}

/// What is there now.
#[derive(Clone, Debug)]
pub enum Seen {
    /// The same.
    Same,
    /// Nothing.
    Gone,
    /// Something else; its bytes are not kept, but known again.
    Changed(Mark),
}

/// How a file looked, to know it again.
#[derive(Clone, Debug)]
pub struct Mark(Known);

impl PartialEq for Mark {
    fn eq(&self, other: &Self) -> bool {
        self.0.sha256 == other.0.sha256
    }
}

impl Outside {
    /// Looks; reads the file only if it looks different.
    ///
    /// # Errors
    /// What the system says if the file can neither be seen nor missed.
    pub fn look(&self) -> io::Result<Seen> {
        look(&*self.disk, &self.path, &self.known)
    }
}

impl Store {
    /// What has to be remembered to see later whether somebody changed the file; `None` if there is no file yet.
    #[must_use]
    pub fn outside(&self) -> Option<Outside> {
        let known = self.known.clone()?;
        Some(Outside { disk: Arc::clone(&self.disk), path: self.path.clone(), known })
    }

    /// A person has seen what somebody else wrote and decided: the next save may replace it. If the log is not the one
    /// that was left here, it is put aside, and one with all of `transactions`, oldest first, takes its place.
    ///
    /// # Errors
    /// If the log cannot be written; the file then counts as changed by somebody else still.
    pub fn accept<'t>(
        &mut self,
        seen: Mark,
        transactions: impl Iterator<Item = &'t Tx>,
        now: Stamp,
    ) -> Result<(), FileError> {
        if self.log_is_not_ours() {
            self.log_anew(transactions, now).map_err(|error| self.io_error(Doing::Append, &error))?;
        }
        self.known = Some(seen.0);
        Ok(())
    }

    /// Takes that back: what was decided came to nothing, so the file counts as it did when `before` was taken.
    pub fn dispute(&mut self, before: Outside) {
        self.known = Some(before.known);
    }

    fn log_anew<'t>(&mut self, transactions: impl Iterator<Item = &'t Tx>, now: Stamp) -> io::Result<()> {
        let header = match self.begins {
            Beginning::After(after) => log::header(self.project, Some(after)),
            Beginning::WithProject => log::header(self.project, None),
            Beginning::Lost | Beginning::Unknown => log::header_of_lost(self.project, None),
        };
        let mut lines = header.map_err(io::Error::other)?;
        let missing = |lines: &mut String, place: usize| {
            self.gaps.iter().filter(|gap| gap.before == place).try_for_each(|gap| {
                lines.push_str(&log::missing(gap).map_err(io::Error::other)?);
                Ok::<(), io::Error>(())
            })
        };
        let mut place = 0;
        for tx in transactions {
            missing(&mut lines, place)?;
            lines.push_str(&log::line(tx).map_err(io::Error::other)?);
            place += 1;
        }
        missing(&mut lines, place)?;
        if self.disk.exists(&self.log_path()) {
            self.log = LogState::Foreign;
            self.mend_log(now)?;
        }
        let path = beside(&self.path, ".log");
        super::replace_whole(&*self.disk, &path, lines.as_bytes())?;
        self.log = LogState::Ready { len: u64::try_from(lines.len()).unwrap_or(u64::MAX), gap: false };
        self.disk.sync_dir(folder(&path))
    }
}

impl Store {
    /// Opens a project file by itself, for reading, as if its log were not beside it: what somebody else wrote in the
    /// place of a file has another history than the log that lies there. With it comes what [`Store::accept`] wants.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn open_alone(disk: Arc<dyn Disk>, path: &Path, options: &OpenOptions) -> Result<(Opened, Mark), OpenError> {
        let path = disk.resolve(path);
        let fails = |error: &io::Error| FileError::io(&path, Doing::Open, error);
        let stat = disk.stat(&path).map_err(|error| fails(&error))?;
        let bytes = disk.read(&path).map_err(|error| fails(&error))?;
        let (read, sha256) = open::read(bytes, None).map_err(|why| FileError::new(&path, Doing::Open, why))?;
        let known = Known { stat, sha256 };
        let store = Self::of_read(disk, path, None, (&read, known.clone()));
        Ok((store.replay(read, None, options), Mark(known)))
    }
}

/// Looks at a file that was known.
pub(super) fn look(disk: &dyn Disk, path: &Path, known: &Known) -> io::Result<Seen> {
    let stat: Stat = match disk.stat(path) {
        Ok(stat) => stat,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Seen::Gone),
        Err(error) => return Err(error),
    };
    if stat == known.stat && stat.modified.is_some() {
        return Ok(Seen::Same);
    }
    let sha256: [u8; 32] = Sha256::digest(disk.read(path)?).into();
    Ok(if sha256 == known.sha256 { Seen::Same } else { Seen::Changed(Mark(Known { stat, sha256 })) })
}
