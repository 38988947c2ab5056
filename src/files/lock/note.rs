//! Who has a project open, where the file system knows no locks: a note in the lock file is all there is.
//!
//! The note names computer, process, and when its writer last gave a sign of life; every change that is written down is
//! one, at most every few minutes. It is removed when the project is closed. A note that was left behind by a crash no
//! longer counts as soon as its process is gone, if that can be asked on this computer; one from elsewhere after
//! [`COUNTS_SECS`]. Before each change its holder looks whether the note still stands, so that of two who take each
//! other for gone only one can go on.
//!
//! What a note does *not* do: it does not hinder anybody. That a file or a log which somebody else has changed is not
//! overwritten is the business of [`crate::files::store`], and holds with and without notes.

use super::Busy;
use crate::base::stamp::Stamp;
use crate::files::disk::{Disk, beside};
use crate::files::error::Why;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// So long a note from another computer counts without a sign of life, in seconds: longer than a night.
pub const COUNTS_SECS: i64 = 16 * 60 * 60;

/// So long one sign of life is enough, in seconds.
const SIGN_SECS: i64 = 5 * 60;

/// How many notes this process has left: two openings by it within a second are two.
static OPENINGS: AtomicU32 = AtomicU32::new(1);

/// So often it is tried to be the one whose note stands, where several come at the same moment.
const ATTEMPTS: usize = 8;

/// A note of this process, which stands until this is dropped.
#[derive(Debug)]
pub(super) struct Note {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    words: Busy,
}

impl Note {
    /// Leaves a note at `path`, unless one of somebody else stands there and counts: then that one.
    pub(super) fn leave(
        disk: Arc<dyn Disk>,
        path: &Path,
        owner: &Busy,
        now: Stamp,
    ) -> io::Result<Result<Self, Busy>> {
        let opening = OPENINGS.fetch_add(1, Ordering::Relaxed);
        let words = Busy { seen: Some(now), opening, ..owner.clone() };
        let note = Self { disk, path: path.to_owned(), words };
        let disk = &*note.disk;
        // What was written counts only when it has been read: another program may have taken the note for an empty one
        // just before the words were in it, put it away, and be putting it back.
        for _ in 0..ATTEMPTS {
            let Some(there) = bytes(disk, path)? else {
                note.begin()?;
                continue;
            };
            match read(&there) {
                Some(other) if other == note.words => return Ok(Ok(note)),
                Some(other) if other.counts(owner, now) => return Ok(Err(other)),
                _ => put_away(disk, path, &there, &note.words)?,
            }
        }
        Ok(Err(standing(disk, path).filter(|there| *there != note.words).unwrap_or_default()))
    }

    /// Writes the note where there is none; if somebody else was quicker, it is theirs that stands.
    fn begin(&self) -> io::Result<()> {
        match self.disk.write_new(&self.path, &written(&self.words)) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                if standing(&*self.disk, &self.path).is_none() {
                    // Half a note would be nobody's.
                    let _ = self.disk.remove(&self.path);
                }
                Err(error)
            }
            _ => Ok(()),
        }
    }

    /// Looks whether the note still stands, and gives a sign of life if the last one is a while ago.
    pub(super) fn confirm(&mut self, now: Stamp) -> Result<(), Why> {
        match bytes(&*self.disk, &self.path).map_err(|error| Why::from(&error))? {
            Some(there) => match read(&there) {
                Some(there) if self.is_of(&there) => {}
                Some(other) if other.counts(&self.words, now) => return Err(Why::Busy(other)),
                _ => self.stand_again(now)?,
            },
            None => self.stand_again(now)?,
        }
        if now.unix_secs() - self.words.seen.unwrap_or_default().unix_secs() >= SIGN_SECS {
            let words = Busy { seen: Some(now), ..self.words.clone() };
            // One that could not be given is given with the next change: what stands there is still this program's.
            if self.put(&words).is_ok() {
                self.words = words;
            }
        }
        Ok(())
    }

    /// Somebody removed or spoilt the note, and nobody has taken the place.
    fn stand_again(&mut self, now: Stamp) -> Result<(), Why> {
        match Self::leave(Arc::clone(&self.disk), &self.path, &self.words, now) {
            Ok(Ok(mut again)) => {
                std::mem::swap(self, &mut again);
                // The old one is dropped here, and has nothing to take away.
                again.words = Busy::default();
                Ok(())
            }
            Ok(Err(other)) => Err(Why::Busy(other)),
            Err(error) => Err(Why::from(&error)),
        }
    }

    /// Puts other words in its place, in one step.
    fn put(&self, words: &Busy) -> io::Result<()> {
        let new = own_name(&self.path, words);
        if self.disk.exists(&new) {
            self.disk.remove(&new)?;
        }
        self.disk.write_new(&new, &written(words)).and_then(|()| self.disk.replace(&new, &self.path)).inspect_err(
            |_| {
                let _ = self.disk.remove(&new);
            },
        )
    }

    /// Whether a note is this one, whatever the last sign of life in it.
    fn is_of(&self, there: &Busy) -> bool {
        Busy { seen: None, ..there.clone() } == Busy { seen: None, ..self.words.clone() }
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        if standing(&*self.disk, &self.path).is_some_and(|there| self.is_of(&there)) {
            // Left where it is, it no longer counts once this process is gone.
            let _ = self.disk.remove(&self.path);
        }
    }
}

impl Busy {
    /// Whether what the lock file says still counts, for somebody else at that time.
    pub(super) fn counts(&self, asking: &Self, now: Stamp) -> bool {
        let is_here = !self.host.is_empty() && self.host == asking.host;
        let lives = if is_here { process_lives(self.pid) } else { None };
        lives.unwrap_or_else(|| {
            let last = self.seen.or(self.since).unwrap_or_default();
            now.unix_secs().saturating_sub(last.unix_secs()) < COUNTS_SECS
        })
    }
}

/// What the lock file says; `None` if it says nothing that can be read.
pub(super) fn standing(disk: &dyn Disk, path: &Path) -> Option<Busy> {
    read(&disk.read(path).ok()?)
}

fn read(bytes: &[u8]) -> Option<Busy> {
    ron::de::from_bytes(bytes).ok()
}

/// What is to be in the lock file.
pub(super) fn written(words: &Busy) -> Vec<u8> {
    // Plain values: the only way for this to fail is a formatter that fails, and an empty note is good enough.
    ron::to_string(words).unwrap_or_default().into_bytes()
}

/// All that is in a file; `None` if there is none.
fn bytes(disk: &dyn Disk, path: &Path) -> io::Result<Option<Vec<u8>>> {
    match disk.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a lock file that no longer counts; if it no longer is the one that was looked at, it is put back.
fn put_away(disk: &dyn Disk, path: &Path, before: &[u8], words: &Busy) -> io::Result<()> {
    let aside = own_name(path, words);
    match disk.replace(path, &aside) {
        Ok(()) => {}
        // Somebody else was quicker.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    }
    if disk.read(&aside)? != before {
        // If there is a third one meanwhile, that one counts.
        let _ = disk.link(&aside, path);
    }
    disk.remove(&aside)
}

/// A name beside the lock file that nobody else uses.
fn own_name(path: &Path, words: &Busy) -> PathBuf {
    beside(path, &format!(".{:08x}", crc32fast::hash(&written(words))))
}

/// Whether there is a process of that number on this computer; `None` where that cannot be asked.
#[cfg(unix)]
fn process_lives(pid: u32) -> Option<bool> {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let pid = Pid::from_raw(i32::try_from(pid).ok()?)?;
    match test_kill_process(pid) {
        // It is there, and belongs to somebody else.
        Ok(()) | Err(Errno::PERM) => Some(true),
        Err(Errno::SRCH) => Some(false),
        Err(_) => None,
    }
}

/// Whether there is a process of that number on this computer; `None` where that cannot be asked.
#[cfg(not(unix))]
fn process_lives(_pid: u32) -> Option<bool> {
    None
}
