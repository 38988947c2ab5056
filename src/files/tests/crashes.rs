//! Disks that fail and logs that end anywhere: what was acknowledged is there, and a file is old or new, never half.

use super::generated::{add_document, small};
use super::stores::{open, options};
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::disk::beside;
use crate::files::faulty::{Afterwards, Fault, FaultyDisk};
use crate::files::{RealDisk, Store};
use crate::model::TxId;
use crate::project::Project;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// Four transactions; after each, the project and the length of the log.
fn logged(path: &Path) -> Vec<(Project, usize)> {
    let mut project = small();
    let mut store = Store::create(Arc::new(RealDisk), path, &project, "AL", Stamp::default()).unwrap();
    let mut ids = Ids::from_seed(3);
    let mut states = vec![(project.clone(), 0)];
    for text in ["one", "deux\n«é»", "\"three\"", ""] {
        store.append(&add_document(&mut project, &mut ids, text)).unwrap();
        states.push((project.clone(), std::fs::read(beside(path, ".log")).unwrap().len()));
    }
    states
}

#[test]
fn the_log_cut_at_every_byte() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ron");
    let states = logged(&path);
    let log = beside(&path, ".log");
    let bytes = std::fs::read(&log).unwrap();
    for cut in 0..=bytes.len() {
        std::fs::write(&log, &bytes[..cut]).unwrap();
        let opened = open(&path);
        let (expected, _) = states.iter().rev().find(|(_, len)| *len <= cut).unwrap();
        assert_eq!(&opened.project, expected, "cut at {cut}");
        let whole = cut == 0 || bytes[cut - 1] == b'\n';
        assert_eq!(opened.problems.is_empty(), whole, "cut at {cut}: {:?}", opened.problems);
        let torn = bytes[..cut].rsplit(|byte| *byte == b'\n').next().unwrap();
        check_goes_on(opened.project, opened.store, &path, torn, cut);
    }
}

/// The next change is added behind the last whole line, and what was torn is kept in a copy.
fn check_goes_on(mut project: Project, mut store: Store, path: &Path, torn: &[u8], cut: usize) {
    let tx = add_document(&mut project, &mut Ids::from_seed(77), "after the crash");
    store.append(&tx).unwrap();
    drop(store);
    let again = open(path);
    assert_eq!((again.problems, again.project), (vec![], project), "cut at {cut}");
    let copies = std::fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let copies: Vec<_> = copies.filter(|path| path.to_str().unwrap().contains(".torn-")).collect();
    assert_eq!(copies.len(), usize::from(!torn.is_empty()), "cut at {cut}");
    for copy in copies {
        assert_eq!(std::fs::read(&copy).unwrap(), torn);
        std::fs::remove_file(copy).unwrap();
    }
}

/// A working day: changes and saves; a change that was refused is taken back, as the session does.
/// Returns the project after the last acknowledged change, and before it the one that was being written, if any.
fn work(disk: Arc<FaultyDisk>, path: &Path) -> (Project, Option<Project>) {
    let opened = Store::open(disk, path, &options(true)).unwrap();
    let (mut store, mut project) = (opened.store, opened.project);
    let mut ids = Ids::from_seed(11);
    let mut last: Option<TxId> = opened.transactions.last().map(|tx| tx.id);
    let mut doubtful = None;
    for round in 0..3 {
        for step in 0..2 {
            let before = project.clone();
            let tx = add_document(&mut project, &mut ids, &format!("text {round} {step}\n"));
            match store.append(&tx) {
                Ok(()) => {
                    last = Some(tx.id);
                    doubtful = None;
                }
                Err(error) => {
                    assert!(error.to_string().contains("was taken back"), "{error}");
                    doubtful.get_or_insert(project);
                    project = before;
                }
            }
        }
        // A failed save loses nothing; the next one may work.
        let _ = store.save(&project, last, Stamp::default());
    }
    (project, doubtful)
}

fn prepare(path: &Path) {
    let store = Store::create(Arc::new(RealDisk), path, &small(), "AL", Stamp::default()).unwrap();
    drop(store);
}

#[test]
fn a_disk_that_fails_at_every_operation() {
    let dir = tempfile::tempdir().unwrap();
    prepare(&dir.path().join("a.ron"));
    let counting = Arc::new(FaultyDisk::counting());
    work(counting.clone(), &dir.path().join("a.ron"));
    let operations = counting.changes();
    assert!(operations > 15, "{operations}");
    for fail_at in 0..operations {
        for fault in [Fault::Refused, Fault::Torn, Fault::Unsynced] {
            for afterwards in [Afterwards::Recovers, Afterwards::Dead] {
                check_one_failure(fail_at, fault, afterwards);
            }
        }
    }
}

fn check_one_failure(fail_at: usize, fault: Fault, afterwards: Afterwards) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ron");
    prepare(&path);
    let disk = Arc::new(FaultyDisk::new(fail_at, fault, afterwards, ErrorKind::StorageFull));
    let (acknowledged, doubtful) = work(disk, &path);
    let opened = open(&path);
    let what = format!("operation {fail_at}, {fault:?}, then {afterwards:?}: {:?}", opened.problems);
    // A change that was refused because the disk died under it may be found again; one that was shown as done must be.
    let found = opened.project == acknowledged
        || (afterwards == Afterwards::Dead && doubtful.is_some_and(|doubtful| opened.project == doubtful));
    assert!(found, "{what}");
    let torn_only = opened.problems.iter().all(|problem| problem.what.contains("cut short"));
    assert!(torn_only && (opened.problems.is_empty() || afterwards == Afterwards::Dead), "{what}");
}

#[test]
fn a_new_project_on_a_failing_disk_is_whole_or_not_there() {
    for fail_at in 0..3 {
        for fault in [Fault::Refused, Fault::Torn, Fault::Unsynced] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("a.ron");
            let disk = Arc::new(FaultyDisk::new(fail_at, fault, Afterwards::Dead, ErrorKind::StorageFull));
            let error = Store::create(disk, &path, &small(), "AL", Stamp::default()).unwrap_err();
            assert!(error.to_string().contains("the disk is full"), "{error}");
            assert!(!path.exists() || open(&path).project == small());
        }
    }
}
