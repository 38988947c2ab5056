//! The disk: the few operations that project files need, and their real implementation.
//!
//! They are a trait because the promises about crashes and full disks are worth nothing untested:
//! [`super::faulty::FaultyDisk`] fails at a chosen operation. Every operation that writes returns only when the bytes
//! are on the disk, as far as the system can say. What it does *not* do: it makes no promise over several operations;
//! that is the business of [`super::store`].

#[cfg(unix)]
use crate::base::parallel::in_parallel;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::sync::Mutex;
use std::thread::{Builder, Scope, ScopedJoinHandle};
use std::time::SystemTime;

/// What can be seen of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Length in bytes.
    pub len: u64,
    /// When it was last written; `None` where the file system does not say.
    pub modified: Option<SystemTime>,
    /// Whether it is a folder.
    pub is_dir: bool,
    /// Whether it is a file with bytes of its own: neither a folder nor a pipe or a device, which may have no end.
    pub is_file: bool,
}

/// A lock that is held until this is dropped, or until the process ends.
#[derive(Debug)]
pub struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        // While it is still locked: whoever sees words in the file knows that their writer has not put it away.
        let _ = self.0.set_len(0);
    }
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locking {
    /// It is held now.
    Held(Held),
    /// Somebody else holds it.
    Taken,
    /// The file system does not know locks.
    Unknown,
}

/// The operations.
///
/// # Errors
/// All of them return what the system says; none of them panics.
#[expect(clippy::missing_errors_doc, reason = "said once, above, for all of them")]
pub trait Disk: Send + Sync + std::fmt::Debug {
    /// All bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Length and time of a file.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// Makes a file that does not exist yet, lets `write` write it, and syncs it.
    fn write_with(&self, path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()>;
    /// Puts `from` in the place of `to` in one step, with the permissions that `to` had.
    fn replace(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes renames and new files in a folder last.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Adds bytes at the end of a file, making it if need be, and syncs it.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Cuts a file to its first `len` bytes, and syncs it.
    fn cut(&self, path: &Path, len: u64) -> io::Result<()>;
    /// Copies a file to a name that does not exist yet, and syncs the copy.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a second name, which does not exist yet; where the file system has no such thing, copies it. What is
    /// put in the place of one of the two by [`Disk::replace`] leaves the other as it was.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder and those above it.
    fn create_dir_all(&self, dir: &Path) -> io::Result<()>;
    /// What is in a folder, sorted.
    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>>;
    /// Takes a lock and, if it is held, writes `owner` into its file.
    fn lock(&self, path: &Path, owner: &[u8]) -> io::Result<Locking>;
    /// Where a path really leads, so that saving through a link keeps the link.
    fn resolve(&self, path: &Path) -> PathBuf;

    /// Writes a file that does not exist yet, and syncs it.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write_with(path, &mut |out| out.write_all(bytes))
    }

    /// Whether there is something of that name.
    fn exists(&self, path: &Path) -> bool {
        self.stat(path).is_ok()
    }
}

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let len = fs::metadata(path)?.len();
        if len >= MANY { read_together(path, len) } else { fs::read(path) }
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let metadata = fs::metadata(path)?;
        let (is_dir, is_file) = (metadata.is_dir(), metadata.is_file());
        Ok(Stat { len: metadata.len(), modified: metadata.modified().ok(), is_dir, is_file })
    }

    fn write_with(&self, path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        std::thread::scope(|scope| {
            let mut flowing = Flowing { file: &file, scope, since: 0, syncing: None };
            write(&mut flowing)?;
            flowing.arrived()
        })?;
        file.sync_all()
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        if let Ok(metadata) = fs::metadata(to) {
            // A file system without permissions says no here, and nothing is lost by it.
            let _ = fs::set_permissions(from, metadata.permissions());
        }
        fs::rename(from, to)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        // Only Unix can open a folder; elsewhere the rename itself is as lasting as it gets.
        if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn cut(&self, path: &Path, len: u64) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(len)?;
        file.sync_all()
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.write_new(to, &fs::read(from)?)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => self.copy(from, to),
            other => other,
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn create_dir_all(&self, dir: &Path) -> io::Result<()> {
        fs::create_dir_all(dir)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths: Vec<PathBuf> = fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        paths.sort();
        Ok(paths)
    }

    fn lock(&self, path: &Path, owner: &[u8]) -> io::Result<Locking> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(Locking::Taken),
            Err(TryLockError::Error(error)) if knows_no_locks(&error) => return Ok(Locking::Unknown),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // Who holds the lock is a courtesy to others: a full disk is no reason to refuse.
        let _ = file.set_len(0).and_then(|()| file.write_all(owner));
        Ok(Locking::Held(Held(file)))
    }

    fn resolve(&self, path: &Path) -> PathBuf {
        fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }
}

/// A file of so many bytes is read by all cores: half of the time goes into finding memory for them.
const MANY: u64 = 32 << 20;

#[cfg(unix)]
fn read_together(path: &Path, len: u64) -> io::Result<Vec<u8>> {
    use std::os::unix::fs::FileExt;
    const PART: usize = 4 << 20;
    let file = File::open(path)?;
    let mut bytes = vec![0; usize::try_from(len).map_err(io::Error::other)?];
    let parts: Vec<Mutex<&mut [u8]>> = bytes.chunks_mut(PART).map(Mutex::new).collect();
    let read = in_parallel(parts.len(), |number| {
        let mut part = parts.get(number)?.lock().ok()?;
        file.read_exact_at(&mut part, u64::try_from(number * PART).ok()?).ok()
    });
    drop(parts);
    // Somebody changes it, or it cannot be read: to be read once more from its beginning, or to say why not.
    if read.is_none() || file.metadata()?.len() != len { fs::read(path) } else { Ok(bytes) }
}

#[cfg(not(unix))]
fn read_together(path: &Path, _: u64) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// So many bytes are on their way to the disk while the next are made.
const FLOW: usize = 8 << 20;

/// A file whose bytes flow to the disk while more are written: to wait for all of them at the end would take as long again
/// as making them (`examples/speed.rs`).
struct Flowing<'s, 'e> {
    file: &'e File,
    scope: &'s Scope<'s, 'e>,
    /// Bytes that were written since the last ones were sent on their way.
    since: usize,
    syncing: Option<ScopedJoinHandle<'s, io::Result<()>>>,
}

impl Flowing<'_, '_> {
    /// Waits for what is on its way. The system tells an error of the disk once, to whoever syncs first.
    fn arrived(&mut self) -> io::Result<()> {
        let syncing = self.syncing.take().map(ScopedJoinHandle::join);
        syncing.unwrap_or(Ok(Ok(()))).unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
    }
}

impl Write for Flowing<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = (&mut &*self.file).write(bytes)?;
        self.since += written;
        if self.since >= FLOW && self.syncing.as_ref().is_none_or(ScopedJoinHandle::is_finished) {
            self.arrived()?;
            self.since = 0;
            let file = self.file;
            // Without a thread to give, everything waits for the sync at the end.
            self.syncing = Builder::new().spawn_scoped(self.scope, move || file.sync_data()).ok();
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        (&mut &*self.file).flush()
    }
}

/// Whether a lock failed because the file system has none: some network folders and many that live in user space.
#[must_use]
pub fn knows_no_locks(error: &io::Error) -> bool {
    // What the system calls “no locks available”, which has no kind of its own: ENOLCK on Linux, on macOS and the BSDs;
    // on Windows the function or the request that a driver does not know.
    const NO_LOCKS: &[i32] = if cfg!(windows) {
        &[1, 50]
    } else if cfg!(target_os = "linux") || cfg!(target_os = "android") {
        &[37]
    } else {
        &[77]
    };
    error.kind() == io::ErrorKind::Unsupported || error.raw_os_error().is_some_and(|code| NO_LOCKS.contains(&code))
}

/// The folder that a file is in; `.` for a bare name.
#[must_use]
pub fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    }
}

/// `path` with something added to its name: `a.ron` and `.log` give `a.ron.log`.
#[must_use]
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The first of `path`, `path-2`, `path-3` … that is not taken.
#[must_use]
pub fn free_name(disk: &dyn Disk, path: PathBuf) -> PathBuf {
    if !disk.exists(&path) {
        return path;
    }
    let numbered = (2..10_000).map(|number| beside(&path, &format!("-{number}")));
    numbered.into_iter().find(|candidate| !disk.exists(candidate)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_read_together_is_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        let bytes: Vec<u8> = (0..9_500_001_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
        fs::write(&path, &bytes).unwrap();
        assert!(read_together(&path, bytes.len() as u64).unwrap() == bytes);
        // It grew or shrank after somebody looked at it.
        assert!(read_together(&path, 5).unwrap() == bytes);
        assert!(read_together(&path, 9_999_999).unwrap() == bytes);
    }

    #[test]
    fn what_flows_to_the_disk_is_there_and_an_error_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        let part = vec![7; 3 << 20];
        let written = RealDisk.write_with(&path, &mut |out| (0..7).try_for_each(|_| out.write_all(&part)));
        written.unwrap();
        assert_eq!(fs::metadata(&path).unwrap().len(), 7 * part.len() as u64);
        let refused = RealDisk.write_with(&folder.path().join("other"), &mut |_| Err(io::ErrorKind::Other.into()));
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::Other);
        assert_eq!(RealDisk.write_new(&path, b"x").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }
}
