//! Saves on another thread while changes go on, with a disk that fails at every operation; backups and the alarm.

use super::generated::{add_document, small};
use super::stores::{open, options};
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::faulty::{Afterwards, Fault, FaultyDisk};
use crate::files::store::{Keeping, Seen};
use crate::files::{Disk, RealDisk, Store, Why, backup};
use crate::project::{Edit, Project, Swap};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

fn prepare(path: &Path) {
    drop(Store::create(Arc::new(RealDisk), path, &small(), "AL", Stamp::default()).unwrap());
}

/// One change, a save that begins, one change before it is written and one after; then another save.
/// Gives the project as it was acknowledged, and what was doubtful when the disk died, if anything was.
fn work(disk: Arc<dyn Disk>, path: &Path) -> (Project, Option<Project>) {
    let opened = Store::open(disk, path, &options(true)).unwrap();
    let (mut store, mut project, mut last) = (opened.store, opened.project, opened.last);
    let mut ids = Ids::from_seed(21);
    let mut doubtful = None;
    let mut change = |store: &mut Store, project: &mut Project, last: &mut Option<crate::model::TxId>, text: &str| {
        let before = project.clone();
        let tx = add_document(project, &mut ids, text);
        if store.append(&tx).is_ok() {
            *last = Some(tx.id);
        } else {
            doubtful.get_or_insert(project.clone());
            *project = before;
        }
    };
    change(&mut store, &mut project, &mut last, "before the save");
    for round in 0..2 {
        let Ok(saving) = store.begin_save(&project, last, Keeping::Backups, Stamp::default()) else { continue };
        change(&mut store, &mut project, &mut last, &format!("{round} while it waits"));
        let written = std::thread::spawn(move || saving.run()).join().unwrap();
        change(&mut store, &mut project, &mut last, &format!("{round} before it is noted"));
        let _ = store.end_save(written);
        assert!(!store.is_saving());
    }
    (project, doubtful)
}

#[test]
fn what_comes_during_a_save_is_in_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ron");
    prepare(&path);
    let (project, doubtful) = work(Arc::new(RealDisk), &path);
    assert_eq!(doubtful, None);
    let file = crate::files::read::read(&std::fs::read(&path).unwrap(), None).unwrap();
    assert_eq!(file.project.documents().len() + 2, project.documents().len(), "the file is of the last beginning");
    let again = open(&path);
    assert_eq!((again.problems, again.replayed, again.project), (vec![], 2, project));
}

#[test]
fn a_disk_that_fails_at_every_operation_of_a_save() {
    let dir = tempfile::tempdir().unwrap();
    prepare(&dir.path().join("a.ron"));
    let counting = Arc::new(FaultyDisk::counting());
    work(counting.clone(), &dir.path().join("a.ron"));
    assert!(counting.changes() >= 14, "{}", counting.changes());
    for fail_at in 0..counting.changes() {
        for fault in [Fault::Refused, Fault::Torn, Fault::Unsynced] {
            for afterwards in [Afterwards::Recovers, Afterwards::Dead] {
                let dir = tempfile::tempdir().unwrap();
                let path = dir.path().join("a.ron");
                prepare(&path);
                let disk = Arc::new(FaultyDisk::new(fail_at, fault, afterwards, ErrorKind::StorageFull));
                let (acknowledged, doubtful) = work(disk, &path);
                let opened = open(&path);
                let found = opened.project == acknowledged
                    || (afterwards == Afterwards::Dead && doubtful.is_some_and(|one| opened.project == one));
                assert!(found, "operation {fail_at}, {fault:?}, then {afterwards:?}: {:?}", opened.problems);
                for kept in backup::list(&RealDisk, &path) {
                    let file = crate::files::read::read(&std::fs::read(&kept.path).unwrap(), None);
                    let whole = file.is_ok_and(|file| file.problems.is_empty());
                    assert!(whole || fault == Fault::Torn, "operation {fail_at}, {fault:?}: a backup is whole");
                }
            }
        }
    }
}

#[test]
fn one_save_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ron");
    prepare(&path);
    let mut opened = open(&path);
    let begun = opened.store.begin_save(&opened.project, opened.last, Keeping::Nothing, Stamp::default()).unwrap();
    let second = opened.store.save(&opened.project, opened.last, Stamp::default()).unwrap_err();
    assert!(second.to_string().contains("being saved already"), "{second}");
    opened.store.end_save(begun.run()).unwrap();
    opened.store.save(&opened.project, opened.last, Stamp::default()).unwrap();
}

#[test]
fn a_save_keeps_what_it_replaces() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ron");
    prepare(&path);
    let before = std::fs::read(&path).unwrap();
    let opened = open(&path);
    let (mut store, mut project) = (opened.store, opened.project);
    let tx = add_document(&mut project, &mut Ids::from_seed(4), "more");
    store.append(&tx).unwrap();
    assert!(backup::list(&RealDisk, &path).is_empty(), "opening and changing keep nothing");
    store.save(&project, Some(tx.id), Stamp::default()).unwrap();
    let kept = backup::list(&RealDisk, &path);
    assert_eq!(kept.len(), 1);
    assert_eq!(std::fs::read(&kept[0].path).unwrap(), before);
    assert_ne!(std::fs::read(&path).unwrap(), before, "the file has another inode");
}

#[test]
fn a_save_that_would_drop_much_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ron");
    let mut project = small();
    let mut ids = Ids::from_seed(8);
    for number in 0..20 {
        add_document(&mut project, &mut ids, &format!("number {number}"));
    }
    drop(Store::create(Arc::new(RealDisk), &path, &project, "AL", Stamp::default()).unwrap());
    let opened = open(&path);
    assert_eq!(opened.store.would_drop(&opened.project), []);
    let mut fewer = opened.project.clone();
    let rows: Vec<_> = fewer.documents().iter().map(|(id, row)| (id, row.clone())).collect();
    for (gone, (id, row)) in rows.into_iter().enumerate().take(10) {
        let kept = opened.store.would_drop(&fewer).is_empty();
        assert!(kept, "{gone} fewer are nothing to ask about");
        fewer.apply(&Edit::Document(id, Swap { before: Some(row), after: None })).unwrap();
    }
    let dropped = opened.store.would_drop(&fewer);
    assert_eq!(dropped.len(), 1);
    assert_eq!((dropped[0].what, dropped[0].before - dropped[0].after), ("documents", 10));
}

#[test]
fn what_somebody_else_wrote_is_seen_and_can_be_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ron");
    prepare(&path);
    let opened = open(&path);
    let (mut store, mut project) = (opened.store, opened.project);
    let tx = add_document(&mut project, &mut Ids::from_seed(4), "mine");
    store.append(&tx).unwrap();
    let look = |store: &Store| store.outside().unwrap().look().unwrap();
    assert!(matches!(look(&store), Seen::Same));
    let theirs = std::fs::read(&path).unwrap();
    // Touched, and the same: nobody is bothered.
    std::fs::write(&path, &theirs).unwrap();
    assert!(matches!(look(&store), Seen::Same));
    std::fs::write(&path, [&theirs[..], b"\n"].concat()).unwrap();
    std::fs::write(crate::files::disk::beside(&path, ".log"), "not ours").unwrap();
    let Seen::Changed(seen) = look(&store) else { panic!("it is another file") };
    let refused = store.save(&project, Some(tx.id), Stamp::default()).unwrap_err();
    assert_eq!(refused.why, Why::ChangedOnDisk);
    store.accept(seen, std::iter::once(&tx), Stamp::default()).unwrap();
    store.save(&project, Some(tx.id), Stamp::default()).unwrap();
    drop(store);
    let again = open(&path);
    assert_eq!((again.problems, again.project), (vec![], project));
    assert_eq!(again.transactions, [tx], "the log is written anew, and theirs is beside it");
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(look(&again.store), Seen::Gone));
}
