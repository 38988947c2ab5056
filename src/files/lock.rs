//! One writer for each project: a lock beside the file, and who holds it.
//!
//! `NAME.ron.lock` is locked by the operating system as long as a program has the project open for writing; when that
//! program ends, however it ends, the lock is gone. The file itself stays and means nothing by itself: removing it
//! would let two programs lock two different files of the same name. What is written in it is for the message only.
//!
//! Where the file system knows no locks (some network folders), what is written in it is what counts ([`note`]), and the
//! person is told. What a lock does *not* do: it does not stop other programs, nor other computers on drives that take
//! a lock and do not pass it on.

pub mod note;

use super::disk::{Disk, Held, Locking, beside};
use super::error::{Doing, FileError, Why};
use crate::base::stamp::Stamp;
use note::Note;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Who holds the lock, as far as the lock file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Busy {
    /// The name in that person's settings.
    pub who: String,
    /// The computer.
    pub host: String,
    /// The process there.
    pub pid: u32,
    /// Since when; `None` if the lock file does not say.
    pub since: Option<Stamp>,
    /// Where the file system knows no locks: when this person's program last gave a sign of life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Stamp>,
    /// There: which of the openings by that process it was, from 1.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub opening: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.who.is_empty() { "somebody" } else { &self.who };
        write!(f, "{who} has it open for writing")?;
        if !self.host.is_empty() {
            write!(f, " on {} (process {})", self.host, self.pid)?;
        }
        if let Some(since) = self.since {
            write!(f, " since {since}")?;
        }
        Ok(())
    }
}

/// What is said of a project in a folder that knows no locks.
pub const NO_LOCKS: &str = "its folder knows no locks: a note in its .lock file says who has it open, so that nobody else \
                            should open it for writing at the same moment";

/// The right to write to a project, until it is dropped.
#[derive(Debug)]
pub struct Lock(Kind);

#[derive(Debug)]
enum Kind {
    System(#[expect(dead_code, reason = "it is held, not looked at")] Held),
    Note(Note),
}

impl Lock {
    /// Takes the lock of the project at `path`.
    ///
    /// # Errors
    /// [`Why::Busy`] if somebody holds it; what the system says if the lock file cannot be made.
    pub fn take(disk: &Arc<dyn Disk>, path: &Path, doing: Doing, by: &str, now: Stamp) -> Result<Self, FileError> {
        let lock = beside(path, ".lock");
        let pid = std::process::id();
        let owner = Busy { who: by.to_owned(), host: host(&**disk), pid, since: Some(now), ..Busy::default() };
        let busy = |other: Busy| FileError::new(path, doing, Why::Busy(other));
        // Somebody who could only leave a note does so also for those who can lock.
        let noted = note::standing(&**disk, &lock).filter(|other| other.seen.is_some() && other.counts(&owner, now));
        if let Some(other) = noted {
            return Err(busy(other));
        }
        let fails = |error: std::io::Error| FileError::io(path, doing, &error);
        match disk.lock(&lock, &note::written(&owner)).map_err(fails)? {
            Locking::Held(held) => Ok(Self(Kind::System(held))),
            Locking::Taken => Err(busy(note::standing(&**disk, &lock).unwrap_or_default())),
            Locking::Unknown => {
                let note = Note::leave(Arc::clone(disk), &lock, &owner, now).map_err(fails)?;
                note.map(|note| Self(Kind::Note(note))).map_err(busy)
            }
        }
    }

    /// Looks whether it is still held; a lock of the system is, until it is dropped.
    ///
    /// # Errors
    /// [`Why::Busy`] if somebody else took this program for gone; what the system says if the lock file cannot be read.
    pub fn confirm(&mut self, now: Stamp) -> Result<(), Why> {
        match &mut self.0 {
            Kind::System(_) => Ok(()),
            Kind::Note(note) => note.confirm(now),
        }
    }

    /// Whether it is only a note, because the folder knows no locks ([`NO_LOCKS`]).
    #[must_use]
    pub fn is_note(&self) -> bool {
        matches!(self.0, Kind::Note(_))
    }
}

/// The name of this computer, as far as it is known without asking the network.
fn host(disk: &dyn Disk) -> String {
    let from_file = || disk.read(Path::new("/etc/hostname")).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let name = std::env::var("COMPUTERNAME").ok().or_else(from_file).unwrap_or_default();
    name.trim().to_owned()
}

#[cfg(test)]
mod tests;
