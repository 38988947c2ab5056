//! Locks of the system, and notes where there are none.

use super::note::COUNTS_SECS;
use super::*;
use crate::files::disk::RealDisk;
use crate::files::faulty::FaultyDisk;
use std::path::PathBuf;

const BEGIN: i64 = 1_741_600_000;

struct Folder {
    _dir: tempfile::TempDir,
    path: PathBuf,
    disk: Arc<dyn Disk>,
}

impl Folder {
    fn on(disk: Arc<dyn Disk>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { path: dir.path().join("a.ron"), _dir: dir, disk }
    }

    fn without_locks() -> Self {
        Self::on(Arc::new(FaultyDisk::without_locks()))
    }

    fn take(&self, by: &str, secs: i64) -> Result<Lock, FileError> {
        Lock::take(&self.disk, &self.path, Doing::Open, by, Stamp::from_unix_secs(secs))
    }

    fn refused(&self, by: &str, secs: i64) -> Busy {
        match self.take(by, secs).unwrap_err().why {
            Why::Busy(busy) => busy,
            other => panic!("{other:?}"),
        }
    }

    fn lock_file(&self) -> PathBuf {
        beside(&self.path, ".lock")
    }

    fn leave(&self, words: &Busy) {
        std::fs::write(self.lock_file(), note::written(words)).unwrap();
    }

    fn files(&self) -> Vec<PathBuf> {
        self.disk.list(self.path.parent().unwrap()).unwrap()
    }
}

/// A process that was there and is gone.
fn gone() -> u32 {
    let mut child = std::process::Command::new(std::env::current_exe().unwrap())
        .arg("--list")
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    child.wait().unwrap();
    child.id()
}

fn crashed(host: String, pid: u32) -> Busy {
    let since = Some(Stamp::from_unix_secs(BEGIN));
    Busy { who: "AL".to_owned(), host, pid, since, seen: since, opening: 1 }
}

#[test]
fn the_second_is_told_who_the_first_is_and_may_come_when_the_first_is_gone() {
    for folder in [Folder::on(Arc::new(RealDisk)), Folder::without_locks()] {
        let first = folder.take("AL", BEGIN).unwrap();
        assert_eq!(folder.refused("AL", BEGIN).who, "AL", "the same program, in the same second");
        let error = folder.take("BK", BEGIN + 60).unwrap_err();
        let Why::Busy(busy) = &error.why else { panic!("{error:?}") };
        assert_eq!((busy.who.as_str(), busy.pid), ("AL", std::process::id()));
        assert!(error.to_string().contains("AL has it open for writing"), "{error}");
        drop(first);
        assert!(folder.take("BK", BEGIN + 120).is_ok());
    }
}

#[test]
fn a_lock_file_left_behind_locks_nobody_out() {
    for folder in [Folder::on(Arc::new(RealDisk)), Folder::without_locks()] {
        for left in ["\0garbage", ""] {
            std::fs::write(folder.lock_file(), left).unwrap();
            assert!(folder.take("AL", BEGIN).is_ok());
        }
    }
}

#[test]
fn a_file_system_says_in_several_ways_that_it_knows_no_locks() {
    let errors = [std::io::Error::from(std::io::ErrorKind::Unsupported)].into_iter();
    #[cfg(unix)]
    let errors = errors.chain(
        [rustix::io::Errno::NOLCK, rustix::io::Errno::OPNOTSUPP, rustix::io::Errno::NOSYS].map(std::io::Error::from),
    );
    for error in errors {
        assert!(crate::files::disk::knows_no_locks(&error), "{error:?}");
    }
    for kind in [std::io::ErrorKind::WouldBlock, std::io::ErrorKind::PermissionDenied] {
        assert!(!crate::files::disk::knows_no_locks(&kind.into()), "{kind:?}");
    }
}

#[test]
fn a_note_is_there_as_long_as_the_project_is_open() {
    let folder = Folder::without_locks();
    let lock = folder.take("AL", BEGIN).unwrap();
    assert!(lock.is_note());
    assert_eq!(folder.files(), [folder.lock_file()]);
    drop(lock);
    assert_eq!(folder.files(), Vec::<PathBuf>::new());
    let lock = Folder::on(Arc::new(RealDisk));
    assert!(!lock.take("AL", BEGIN).unwrap().is_note());
}

#[test]
#[cfg(unix)]
fn a_note_of_a_program_that_crashed_here_is_taken_over_at_once() {
    let folder = Folder::without_locks();
    folder.leave(&crashed(host(&*folder.disk), gone()));
    let lock = folder.take("BK", BEGIN + 1).unwrap();
    assert_eq!(note::standing(&*folder.disk, &folder.lock_file()).unwrap().who, "BK");
    assert_eq!(folder.files(), [folder.lock_file()], "nothing else is left");
    drop(lock);
    // The process that runs this is there, whatever the time.
    folder.leave(&crashed(host(&*folder.disk), std::process::id()));
    assert_eq!(folder.refused("BK", BEGIN + 10 * COUNTS_SECS).who, "AL");
}

#[test]
fn a_note_from_another_computer_counts_for_a_night() {
    let folder = Folder::without_locks();
    folder.leave(&crashed("elsewhere".to_owned(), 4));
    assert_eq!(folder.refused("BK", BEGIN + COUNTS_SECS - 1).host, "elsewhere");
    assert_eq!(folder.refused("BK", BEGIN - 3_600).host, "elsewhere", "clocks differ");
    drop(folder.take("BK", BEGIN + COUNTS_SECS).unwrap());
    // For a computer that can lock it counts as well.
    let folder = Folder::on(Arc::new(RealDisk));
    folder.leave(&crashed("elsewhere".to_owned(), 4));
    assert_eq!(folder.refused("BK", BEGIN + 60).host, "elsewhere");
    drop(folder.take("BK", BEGIN + COUNTS_SECS).unwrap());
    // What a lock of the system has left says nothing there.
    folder.leave(&Busy { seen: None, ..crashed("elsewhere".to_owned(), 4) });
    assert!(folder.take("BK", BEGIN + 60).is_ok());
}

#[test]
fn changes_are_signs_of_life_and_find_out_that_somebody_took_over() {
    let folder = Folder::without_locks();
    let mut lock = folder.take("AL", BEGIN).unwrap();
    let seen = || note::standing(&*folder.disk, &folder.lock_file()).unwrap().seen.unwrap().unix_secs();
    lock.confirm(Stamp::from_unix_secs(BEGIN + 10)).unwrap();
    assert_eq!(seen(), BEGIN, "not for every change");
    lock.confirm(Stamp::from_unix_secs(BEGIN + 3_600)).unwrap();
    assert_eq!(seen(), BEGIN + 3_600);
    std::fs::remove_file(folder.lock_file()).unwrap();
    lock.confirm(Stamp::from_unix_secs(BEGIN + 3_700)).unwrap();
    assert_eq!(seen(), BEGIN + 3_700, "a note that was removed is written again");
    assert_eq!(folder.files(), [folder.lock_file()]);
    let theirs = Busy { who: "BK".to_owned(), ..crashed("elsewhere".to_owned(), 4) };
    folder.leave(&theirs);
    assert_eq!(lock.confirm(Stamp::from_unix_secs(BEGIN + 60)), Err(Why::Busy(theirs.clone())));
    drop(lock);
    assert_eq!(note::standing(&*folder.disk, &folder.lock_file()), Some(theirs), "their note stays");
}

#[test]
fn of_many_who_find_a_stale_note_at_once_one_goes_on() {
    for _ in 0..40 {
        let folder = Folder::without_locks();
        folder.leave(&crashed("elsewhere".to_owned(), 4));
        let now = BEGIN + 2 * COUNTS_SECS;
        let start = std::sync::Barrier::new(8);
        let names: Vec<String> = (0..8).map(|at| format!("P{at}")).collect();
        let mut holding: Vec<Lock> = std::thread::scope(|scope| {
            let tries: Vec<_> = names
                .iter()
                .map(|name| {
                    let (folder, start) = (&folder, &start);
                    scope.spawn(move || {
                        start.wait();
                        folder.take(name, now).ok()
                    })
                })
                .collect();
            tries.into_iter().filter_map(|tried| tried.join().unwrap()).collect()
        });
        // Somebody may have to try again; never do two of them write.
        let writing = holding.iter_mut().filter_map(|lock| lock.confirm(Stamp::from_unix_secs(now)).ok()).count();
        assert!(writing <= 1, "{writing} of them write");
    }
}
