//! A disk that fails on purpose, for tests.
//!
//! It passes everything on to the real file system, counts the operations that change something, and fails at the
//! chosen one: before it does anything, or after half of the bytes. After that it either recovers (a full disk that
//! was cleared) or stays dead (the power went). It does *not* lose bytes that were never synced: no portable test
//! can.

use super::disk::{Disk, Locking, RealDisk, Stat};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

/// What happens at the chosen operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is done.
    Refused,
    /// Half of the bytes are written; operations without bytes are refused.
    Torn,
    /// All is done, and still an error comes back, as from an fsync that fails.
    Unsynced,
}

/// What happens after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// Everything works again.
    Recovers,
    /// Every later change is refused.
    Dead,
}

/// The disk.
#[derive(Debug)]
pub struct FaultyDisk {
    fail_at: usize,
    fault: Fault,
    afterwards: Afterwards,
    kind: io::ErrorKind,
    knows_locks: bool,
    done: AtomicUsize,
    held: Mutex<bool>,
    released: Condvar,
}

impl FaultyDisk {
    /// Fails at the change number `fail_at`, counted from 0.
    #[must_use]
    pub fn new(fail_at: usize, fault: Fault, afterwards: Afterwards, kind: io::ErrorKind) -> Self {
        let (held, released) = (Mutex::new(false), Condvar::new());
        Self { fail_at, fault, afterwards, kind, knows_locks: true, done: AtomicUsize::new(0), held, released }
    }

    /// A disk that never fails and counts.
    #[must_use]
    pub fn counting() -> Self {
        Self::new(usize::MAX, Fault::Refused, Afterwards::Recovers, io::ErrorKind::Other)
    }

    /// A disk that never fails, in a folder that knows no locks.
    #[must_use]
    pub fn without_locks() -> Self {
        Self { knows_locks: false, ..Self::counting() }
    }

    /// How many changes were asked for so far.
    pub fn changes(&self) -> usize {
        self.done.load(Ordering::SeqCst)
    }

    /// From now on nothing is read or put in the place of anything until [`FaultyDisk::release`]: opening and saving take
    /// that long.
    pub fn hold(&self) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }

    /// Lets what is held go on.
    pub fn release(&self) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.released.notify_all();
    }

    fn wait(&self) {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.released.wait_while(held, |held| *held).unwrap_or_else(PoisonError::into_inner));
    }

    /// Runs `whole`, or on the chosen occasion `half` or nothing.
    fn change(
        &self,
        whole: impl FnOnce() -> io::Result<()>,
        half: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let number = self.done.fetch_add(1, Ordering::SeqCst);
        let failure = || Err(io::Error::from(self.kind));
        if number < self.fail_at || (number > self.fail_at && self.afterwards == Afterwards::Recovers) {
            return whole();
        }
        if number == self.fail_at {
            match self.fault {
                Fault::Refused => {}
                Fault::Torn => half()?,
                Fault::Unsynced => whole()?,
            }
        }
        failure()
    }
}

/// Half of the bytes, not fewer than one if there is one.
fn half(bytes: &[u8]) -> &[u8] {
    bytes.get(..bytes.len().div_ceil(2)).unwrap_or_default()
}

impl Disk for FaultyDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.wait();
        RealDisk.read(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        RealDisk.stat(path)
    }

    fn write_with(&self, path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        self.change(|| RealDisk.write_new(path, &bytes), || fs::write(path, half(&bytes)))
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.wait();
        self.change(|| RealDisk.replace(from, to), || Ok(()))
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.change(|| RealDisk.sync_dir(dir), || Ok(()))
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let torn = || OpenOptions::new().append(true).create(true).open(path)?.write_all(half(bytes));
        self.change(|| RealDisk.append(path, bytes), torn)
    }

    fn cut(&self, path: &Path, len: u64) -> io::Result<()> {
        self.change(|| RealDisk.cut(path, len), || Ok(()))
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let torn = || fs::write(to, half(&fs::read(from)?));
        self.change(|| RealDisk.copy(from, to), torn)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let torn = || fs::write(to, half(&fs::read(from)?));
        self.change(|| RealDisk.link(from, to), torn)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.change(|| RealDisk.remove(path), || Ok(()))
    }

    fn create_dir_all(&self, dir: &Path) -> io::Result<()> {
        self.change(|| RealDisk.create_dir_all(dir), || Ok(()))
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>> {
        RealDisk.list(dir)
    }

    fn lock(&self, path: &Path, owner: &[u8]) -> io::Result<Locking> {
        if self.knows_locks { RealDisk.lock(path, owner) } else { Ok(Locking::Unknown) }
    }

    fn resolve(&self, path: &Path) -> PathBuf {
        RealDisk.resolve(path)
    }
}
