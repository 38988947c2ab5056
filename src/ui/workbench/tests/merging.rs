//! Merging a copy: events that both entered become one, or are kept apart, with the merge itself; and a file that was
//! replaced by another copy while it was closed.

use super::*;
use crate::model::EventId;
use std::path::Path;

/// How the row of the two begins.
const TWINS: &str = "“Interior minister travelled to Rabat on Monday” and";

fn date(desk: &mut Desk, day: &str) {
    desk.fill_in("When", day);
    desk.key(Key::Enter);
    desk.let_go();
    desk.wait();
}

/// Her copy of the project, with its log: she tagged the visit in the second article.
fn hers(path: &Path) {
    saved(path);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let options = crate::files::OpenOptions { by: "BK".to_owned(), now: Stamp::default(), write: true };
    let ids = crate::base::id::Ids::from_seed(77);
    let (session, _) = Session::open(disk.clone(), path, &options, ids).expect("her copy opens");
    let mut desk = Desk::new(workbench(session, disk));
    desk.open(&SECOND);
    desk.take_sentence("received");
    desk.letter('v');
    date(&mut desk, "10 March 2025");
    desk.chord(CTRL, Key::S);
    assert_eq!(desk.session().unsaved(), 0);
}

/// My copy, with the visit in the first article, and what would come of merging hers.
fn merging(dir: &tempfile::TempDir) -> Desk {
    let (mine, other) = (dir.path().join("study.ron"), dir.path().join("hers.ron"));
    hers(&other);
    saved(&mine);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&mine, &disk, true), disk));
    desk.open(&FIRST);
    desk.tag(VISIT.0, VISIT.1, 'v');
    date(&mut desk, "10 March 2025");
    desk.palette("merge a copy");
    desk.type_in(&other.display().to_string());
    desk.key(Key::Enter);
    desk.wait();
    assert!(desk.shows("Perhaps entered twice 1"), "{:?}", desk.sentences());
    assert!(desk.shows("1 event perhaps entered twice"));
    desk
}

/// Gives the keyboard to the row of the two events.
fn at_twins(desk: &mut Desk) {
    desk.button_from(TWINS).focus();
    desk.settle();
}

fn mine(desk: &Desk) -> EventId {
    let document = desk.document(&FIRST);
    let mark = desk.marks().into_iter().find(|(_, mark)| mark.document == document).expect("a mark");
    mark.1.events().next().expect("an event")
}

#[test]
fn twins_become_one_within_the_merge_by_key() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut desk = merging(&dir);
    let before = desk.project().clone();
    at_twins(&mut desk);
    assert!(desk.shows("Undecided they stay two"));
    assert!(desk.shows("“Last Monday a French guest was received in the Moroccan capital”"), "with its sentence");
    desk.letter('s');
    desk.wait();
    assert!(desk.shows("They become one with this merge"));
    assert!(!desk.shows("perhaps entered twice ·"));
    assert_eq!(desk.project(), &before, "nothing has been changed yet");
    // Once more takes it back; then again.
    desk.letter('s');
    desk.wait();
    assert!(desk.shows("Undecided they stay two"));
    desk.letter('s');
    desk.wait();

    let button = desk.button("Merge");
    button.focus();
    desk.settle();
    desk.key(Key::Enter);
    desk.wait();
    let (event, row) = desk.event();
    assert_eq!(row.absorbed.len(), 1, "the other one is inside it");
    assert_eq!(desk.session().index().evidence_count(event), 2, "with both sentences");
    assert!(!desk.shows("Perhaps entered twice"), "nothing is left to decide");
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.project(), &before, "one step of undo");
    desk.chord(CTRL, Key::Y);
    assert_eq!(desk.events().len(), 1);
}

#[test]
fn twins_that_are_kept_are_remembered_as_two_by_pointer() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut desk = merging(&dir);
    let first = mine(&desk);
    desk.button_from(TWINS).click();
    desk.wait();
    desk.click("Keep both");
    desk.wait();
    assert!(desk.shows("Both are kept, and nobody is asked again"));
    desk.click("Merge");
    desk.wait();
    assert_eq!(desk.events().len(), 2);
    let others: Vec<EventId> = desk.events().iter().map(|(id, _)| *id).filter(|id| *id != first).collect();
    assert!(desk.project().events().get(first).expect("mine").not_same.contains(&others[0]));
    assert!(!desk.shows("Perhaps entered twice"));
}

#[test]
fn undecided_twins_stay_two_and_are_left_to_look_at() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut desk = merging(&dir);
    desk.click("Merge");
    desk.wait();
    assert_eq!(desk.events().len(), 2);
    assert!(desk.shows("Perhaps entered twice 1"), "only they are left");
    at_twins(&mut desk);
    desk.letter('s');
    desk.wait();
    assert_eq!(desk.events().len(), 2, "the keys are for a merge that is still to come");
    desk.click("Look at it: same event?");
    desk.wait();
    assert!(desk.shows("Same event? "), "the form asks");
}

/// My project with the visit in the first article, closed; then her file was put in the place of mine. What the window
/// shows when it opens it.
fn replaced(dir: &tempfile::TempDir) -> (std::path::PathBuf, Desk) {
    let (mine, other) = (dir.path().join("study.ron"), dir.path().join("hers.ron"));
    hers(&other);
    saved(&mine);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&mine, &disk, true), disk.clone()));
    desk.open(&FIRST);
    desk.tag(VISIT.0, VISIT.1, 'v');
    date(&mut desk, "10 March 2025");
    desk.chord(CTRL, Key::S);
    drop(desk);
    std::fs::copy(&other, &mine).expect("put in its place");
    std::fs::remove_file(&other).expect("only there");
    let options = crate::files::OpenOptions { by: "AL".to_owned(), now: Stamp::default(), write: true };
    let (session, remarks) = open_session(&disk, &mine, &options, Which::Mine).expect("opens");
    let mut bench = workbench(session, disk);
    bench.opened_with(remarks);
    let mut desk = Desk::new(bench);
    desk.wait();
    (mine, desk)
}

const REPLACED: &str =
    "This file was replaced by another copy while it was closed. You see yours, with 2 changes of its own";

#[test]
fn a_file_that_was_replaced_while_it_was_closed_is_merged() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = replaced(&dir);
    assert!(desk.shows(REPLACED), "{:?}", desk.sentences());
    assert_eq!(desk.events().len(), 1, "mine is shown, with its history");
    assert_eq!(desk.session().transactions().len(), 3);
    let theirs = std::fs::read(&path).expect("the file");
    desk.chord(CTRL, Key::S);
    assert_eq!(std::fs::read(&path).expect("the file"), theirs, "nothing is replaced unasked");
    desk.click("Dismiss");
    desk.click("Merge…");
    desk.wait();
    assert!(desk.shows("compared with the state that both contain"));
    at_twins(&mut desk);
    desk.letter('s');
    desk.wait();
    desk.click("Merge");
    desk.wait();
    let (event, row) = desk.event();
    assert_eq!((row.absorbed.len(), desk.session().index().evidence_count(event)), (1, 2));
    assert!(!desk.shows(REPLACED), "it is answered");
    desk.chord(CTRL, Key::S);
    assert_eq!(desk.session().unsaved(), 0);
    drop(desk);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk));
    assert_eq!((desk.events().len(), desk.session().transactions().len()), (1, 4), "the whole history is there");
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.event().1.absorbed.len(), 0, "and the merge is one step of undo");
}

#[test]
fn the_other_copy_can_be_opened_instead_and_my_log_is_put_aside() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = replaced(&dir);
    let first = mine(&desk);
    let log = std::fs::read(crate::files::disk::beside(&path, ".log")).expect("my log");
    desk.button("Open the other one").focus();
    desk.settle();
    desk.key(Key::Enter);
    desk.wait();
    assert!(!desk.shows(REPLACED));
    assert_eq!(desk.events().len(), 1);
    assert_ne!(desk.event().0, first, "hers");
    assert_eq!((desk.session().read_only(), desk.session().transactions().len()), (None, 0));
    assert!(desk.notice().contains("2 changes in it are not in this file"), "{}", desk.notice());
    desk.chord(CTRL, Key::E);
    let names = std::fs::read_dir(dir.path()).expect("the folder").map(|entry| entry.expect("a file").path());
    let aside: Vec<_> = names.filter(|name| name.to_string_lossy().contains(".log.other-")).collect();
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert_eq!(std::fs::read(&aside[0]).expect("the log"), log);
}

#[test]
fn mine_is_kept_and_the_other_copy_is_a_backup() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = replaced(&dir);
    let first = mine(&desk);
    let theirs = std::fs::read(&path).expect("the file");
    desk.click("Keep mine");
    assert!(!desk.shows(REPLACED));
    desk.chord(CTRL, Key::S);
    assert_eq!(desk.session().unsaved(), 0);
    let kept = crate::files::backup::list(&RealDisk, &path);
    assert!(kept.iter().any(|backup| std::fs::read(&backup.path).expect("a backup") == theirs));
    drop(desk);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    assert_eq!(opened(&path, &disk, true).project().events().ids().collect::<Vec<_>>(), [first]);
}

#[test]
fn what_was_not_answered_is_left_as_it_was_found_and_asked_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = replaced(&dir);
    let theirs = std::fs::read(&path).expect("the file");
    let elsewhere = dir.path().join("elsewhere.ron");
    saved(&elsewhere);
    desk.click("Later");
    assert!(!desk.shows(REPLACED));
    desk.open_file(&elsewhere);
    assert_eq!(desk.session().path(), Some(elsewhere.as_path()), "leaving asks nothing: all of it is in the log");
    assert_eq!(std::fs::read(&path).expect("the file"), theirs);
    desk.open_file(&path);
    desk.wait();
    assert!(desk.shows(REPLACED), "it is asked again");
    assert_eq!(desk.events().len(), 1);
}
