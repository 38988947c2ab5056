//! One writer for each project: a lock beside the file, and who holds it.
//!
//! `NAME.ron.lock` is locked by the operating system as long as a program has the project open for writing; when that
//! program ends, however it ends, the lock is gone. The file itself stays and means nothing by itself: removing it
//! would let two programs lock two different files of the same name. What is written in it is for the message only.
//! What a lock does *not* do: it does not stop other programs, nor other computers on drives that do not pass locks on.

use super::disk::{Disk, Held, beside};
use super::error::{Doing, FileError, Why};
use crate::base::stamp::Stamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

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

/// The right to write to a project, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _held: Held,
}

impl Lock {
    /// Takes the lock of the project at `path`.
    ///
    /// # Errors
    /// [`Why::Busy`] if somebody holds it; what the system says if the lock file cannot be made.
    pub fn take(disk: &dyn Disk, path: &Path, doing: Doing, by: &str, now: Stamp) -> Result<Self, FileError> {
        let lock = beside(path, ".lock");
        let owner = Busy { who: by.to_owned(), host: host(disk), pid: std::process::id(), since: Some(now) };
        // Plain values: the only way for this to fail is a formatter that fails, and an empty note is good enough.
        let words = ron::to_string(&owner).unwrap_or_default();
        let held = disk.lock(&lock, words.as_bytes()).map_err(|error| FileError::io(path, doing, &error))?;
        match held {
            Some(held) => Ok(Self { _held: held }),
            None => Err(FileError::new(path, doing, Why::Busy(holder(disk, &lock)))),
        }
    }
}

/// What the lock file says; nothing if it cannot be read.
fn holder(disk: &dyn Disk, lock: &Path) -> Busy {
    let bytes = disk.read(lock).unwrap_or_default();
    ron::de::from_bytes(&bytes).unwrap_or_default()
}

/// The name of this computer, as far as it is known without asking the network.
fn host(disk: &dyn Disk) -> String {
    let from_file = || disk.read(Path::new("/etc/hostname")).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let name = std::env::var("COMPUTERNAME").ok().or_else(from_file).unwrap_or_default();
    name.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::disk::RealDisk;

    #[test]
    fn the_second_is_told_who_the_first_is_and_may_come_when_the_first_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.ron");
        let take = |by: &str| Lock::take(&RealDisk, &path, Doing::Open, by, Stamp::from_unix_secs(0));
        let first = take("AL").unwrap();
        let error = take("BK").unwrap_err();
        let Why::Busy(busy) = &error.why else { panic!("{error:?}") };
        assert_eq!((busy.who.as_str(), busy.pid), ("AL", std::process::id()));
        assert!(error.to_string().contains("AL has it open for writing"), "{error}");
        drop(first);
        assert!(take("BK").is_ok());
    }

    #[test]
    fn a_lock_file_left_behind_locks_nobody_out() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.ron");
        std::fs::write(beside(&path, ".lock"), "\0garbage").unwrap();
        assert!(Lock::take(&RealDisk, &path, Doing::Open, "AL", Stamp::default()).is_ok());
    }
}
