//! Damaged logs: where lines are missing is known, and stays known when the log is written anew.

use super::generated::{add_document, small};
use super::stores::open;
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::disk::beside;
use crate::files::log::Gap;
use crate::files::store::Beginning;
use crate::files::{RealDisk, Store};
use crate::project::{Project, Tx};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A project with four changes, of which the file has the first three, or all of them.
fn with_log(dir: &Path, all: usize) -> (PathBuf, Project, Vec<Tx>) {
    let path = dir.canonicalize().unwrap().join("a.ron");
    let (mut project, mut ids, mut done) = (small(), Ids::from_seed(1), Vec::new());
    let mut store = Store::create(Arc::new(RealDisk), &path, &project, "AL", Stamp::default()).unwrap();
    for number in 0..4 {
        let tx = add_document(&mut project, &mut ids, &format!("text {number}"));
        store.append(&tx).unwrap();
        done.push(tx);
        if done.len() == all {
            store.save(&project, done.last().map(|tx| tx.id), Stamp::default()).unwrap();
        }
    }
    (path, project, done)
}

/// Turns a letter in these lines of the log into another one.
fn damage(path: &Path, numbers: &[usize]) {
    let log = std::fs::read_to_string(beside(path, ".log")).unwrap();
    let turned = |(number, line): (usize, &str)| {
        if numbers.contains(&number) { line.replacen('p', "q", 1).replacen('t', "x", 1) } else { line.to_owned() }
    };
    let log: String = log.split_inclusive('\n').enumerate().map(turned).collect();
    std::fs::write(beside(path, ".log"), log).unwrap();
}

fn check_known(numbers: &[usize], begins: Beginning, expected: &[(usize, usize)]) {
    let dir = tempfile::tempdir().unwrap();
    let (path, project, done) = with_log(dir.path(), 4);
    damage(&path, numbers);
    let left: Vec<&Tx> =
        done.iter().zip(1..).filter(|(_, number)| !numbers.contains(number)).map(|(tx, _)| tx).collect();
    let check = |opened: &crate::files::Opened, when: &str| {
        let gaps: Vec<(usize, usize)> = opened.store.gaps().iter().map(|gap| (gap.before, gap.lines)).collect();
        assert_eq!((opened.store.begins(), gaps.as_slice()), (begins, expected), "{numbers:?} {when}");
        assert_eq!(opened.project, project, "{numbers:?} {when}");
        assert_eq!(opened.transactions.iter().collect::<Vec<_>>(), left, "{numbers:?} {when}");
    };
    let mut opened = open(&path);
    assert_eq!(opened.problems.len(), numbers.len(), "{:?}", opened.problems);
    check(&opened, "damaged");
    opened.store.save(&project, opened.last, Stamp::default()).unwrap();
    drop(opened);
    for when in ["written anew", "saved again"] {
        let mut opened = open(&path);
        assert_eq!(opened.problems, [], "{numbers:?} {when}");
        check(&opened, when);
        opened.store.save(&project, opened.last, Stamp::default()).unwrap();
    }
    // Under another name as well.
    let mut opened = open(&path);
    let (other, last) = (path.with_file_name("b.ron"), opened.last);
    opened.store.save_as(&other, &project, last, None, "AL", Stamp::default()).unwrap();
    drop(opened);
    check(&open(&other), "under another name");
}

#[test]
fn wherever_a_line_was_damaged_it_is_known_for_good() {
    check_known(&[1], Beginning::WithProject, &[(0, 1)]);
    check_known(&[2], Beginning::WithProject, &[(1, 1)]);
    check_known(&[2, 3], Beginning::WithProject, &[(1, 2)]);
    check_known(&[1, 3], Beginning::WithProject, &[(0, 1), (1, 1)]);
    // The last line: the file names a change that the log does not have any more.
    check_known(&[4], Beginning::WithProject, &[(3, 1)]);
    check_known(&[1, 2, 3, 4], Beginning::WithProject, &[(0, 4)]);
}

#[test]
fn where_a_log_without_its_header_began_is_not_known() {
    check_known(&[0], Beginning::Unknown, &[]);
    check_known(&[0, 1], Beginning::Unknown, &[(0, 1)]);
    check_known(&[0, 4], Beginning::Unknown, &[(3, 1)]);
    check_known(&[0, 1, 2, 3, 4], Beginning::Unknown, &[(0, 4)]);
}

#[test]
fn a_log_that_lost_its_beginning_keeps_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    let (path, project, done) = with_log(dir.path(), 4);
    let log = std::fs::read_to_string(beside(&path, ".log")).unwrap();
    let rest: String = log.split_inclusive('\n').skip(3).collect();
    std::fs::write(beside(&path, ".log"), rest).unwrap();
    for problems in [1, 0] {
        let mut opened = open(&path);
        assert_eq!(opened.problems.len(), problems, "{:?}", opened.problems);
        assert_eq!((opened.store.begins(), &opened.project), (Beginning::Unknown, &project));
        assert_eq!(opened.transactions, done[2..]);
        opened.store.save(&project, opened.last, Stamp::default()).unwrap();
    }
}

#[test]
fn what_is_added_after_a_gap_is_replayed_and_what_the_file_has_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let (path, project, done) = with_log(dir.path(), 3);
    damage(&path, &[3]);
    // The fourth stands only in the log; nothing is saved while a new one comes.
    let opened = open(&path);
    assert_eq!((&opened.project, opened.replayed, opened.store.unsaved()), (&project, 1, 1));
    let (mut store, mut later) = (opened.store, project.clone());
    let tx = add_document(&mut later, &mut Ids::from_seed(9), "fifth");
    let saving = store.begin_save(&project, opened.last, crate::files::store::Keeping::Backups, Stamp::default());
    store.append(&tx).unwrap();
    let written = saving.unwrap().run();
    store.end_save(written).unwrap();
    drop(store);
    let opened = open(&path);
    assert_eq!(opened.problems, []);
    assert_eq!((&opened.project, opened.replayed), (&later, 1));
    assert_eq!(opened.transactions, [&done[..2], &[done[3].clone(), tx]].concat());
    assert_eq!(opened.store.gaps(), [Gap { before: 2, lines: 1, last: None }]);
}
