//! The store: open, append, save, reopen; other people's logs, locks and files.

use super::generated::{add_document, small};
use crate::base::id::{Fresh, Ids};
use crate::base::stamp::Stamp;
use crate::files::disk::beside;
use crate::files::faulty::{Afterwards, Fault, FaultyDisk};
use crate::files::store::Seen;
use crate::files::{OpenError, OpenOptions, Opened, RealDisk, Store, Why};
use crate::model::ProjectId;
use crate::project::{Project, Tx};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn options(write: bool) -> OpenOptions {
    OpenOptions { by: "AL".to_owned(), now: Stamp::from_unix_secs(1_741_600_000), write }
}

pub fn open(path: &Path) -> Opened {
    Store::open(Arc::new(RealDisk), path, &options(true)).unwrap()
}

fn create(path: &Path, project: &Project) -> Store {
    Store::create(Arc::new(RealDisk), path, project, "AL", Stamp::default()).unwrap()
}

struct Story {
    _dir: tempfile::TempDir,
    path: PathBuf,
    project: Project,
    ids: Ids,
    done: Vec<Tx>,
}

impl Story {
    fn new() -> (Self, Store) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().canonicalize().unwrap().join("a.ron");
        let project = small();
        let store = create(&path, &project);
        (Self { _dir: dir, path, project, ids: Ids::from_seed(1), done: Vec::new() }, store)
    }

    fn change(&mut self, store: &mut Store, text: &str) {
        let tx = add_document(&mut self.project, &mut self.ids, text);
        store.append(&tx).unwrap();
        self.done.push(tx);
    }

    fn last(&self) -> Option<crate::model::TxId> {
        self.done.last().map(|tx| tx.id)
    }

    /// Opens again and finds the same project, the same log and nothing to complain about.
    fn check_reopened(&self, replayed: usize) -> Store {
        let opened = open(&self.path);
        assert_eq!(opened.problems, []);
        assert_eq!((&opened.project, &opened.transactions, opened.replayed), (&self.project, &self.done, replayed));
        assert_eq!(opened.store.unsaved(), replayed);
        opened.store
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.path.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn changes_survive_without_saving_and_are_not_done_twice_after_it() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "first");
    story.change(&mut store, "second\nline");
    assert_eq!(store.unsaved(), 2);
    drop(store);
    let mut store = story.check_reopened(2);
    store.save(&story.project, story.last(), Stamp::default()).unwrap();
    assert_eq!(store.unsaved(), 0);
    story.change(&mut store, "third");
    drop(store);
    drop(story.check_reopened(1));
    assert_eq!(story.files(), ["a.ron", "a.ron.backups", "a.ron.lock", "a.ron.log"]);
}

#[test]
fn the_second_writer_is_told_and_may_read() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "first");
    let error = Store::open(Arc::new(RealDisk), &story.path, &options(true)).unwrap_err();
    assert!(matches!(&error, OpenError::Busy { by, .. } if by.who == "AL"), "{error:?}");
    let mut reading = Store::open(Arc::new(RealDisk), &story.path, &options(false)).unwrap();
    assert_eq!(reading.project, story.project);
    assert!(reading.store.is_read_only());
    assert_eq!(reading.store.append(&story.done[0]).unwrap_err().why, Why::ReadOnly);
    assert_eq!(reading.store.save(&story.project, None, Stamp::default()).unwrap_err().why, Why::ReadOnly);
}

#[test]
fn a_log_of_another_project_is_put_aside_and_not_applied() {
    let (mut story, store) = Story::new();
    drop(store);
    let other = story.path.with_file_name("b.ron");
    let mut elsewhere = Project::new(ProjectId::from_bits(99));
    let mut foreign = create(&other, &elsewhere);
    let tx = add_document(&mut elsewhere, &mut Ids::from_seed(5), "not here");
    foreign.append(&tx).unwrap();
    drop(foreign);
    let foreign_log = std::fs::read(beside(&other, ".log")).unwrap();
    std::fs::write(beside(&story.path, ".log"), &foreign_log).unwrap();
    let Opened { mut store, project, problems, .. } = open(&story.path);
    assert_eq!(project, story.project);
    assert!(problems[0].what.contains("belongs to another project (p000"), "{problems:?}");
    story.change(&mut store, "mine");
    drop(store);
    story.check_reopened(1);
    let aside = story.files().into_iter().find(|name| name.contains(".log.other-")).unwrap();
    assert_eq!(std::fs::read(story.path.with_file_name(aside)).unwrap(), foreign_log);
}

#[test]
fn a_lost_log_costs_history_only() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "first");
    store.save(&story.project, story.last(), Stamp::default()).unwrap();
    drop(store);
    std::fs::remove_file(beside(&story.path, ".log")).unwrap();
    let opened = open(&story.path);
    assert_eq!(opened.project, story.project);
    assert!(opened.problems[0].what.contains("without history"), "{:?}", opened.problems);
    let mut store = opened.store;
    story.done.clear();
    story.change(&mut store, "after");
    drop(store);
    story.check_reopened(1);
}

#[test]
fn a_log_that_is_removed_under_the_program_is_noticed() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "first");
    std::fs::remove_file(beside(&story.path, ".log")).unwrap();
    let mut other = story.project.clone();
    let tx = add_document(&mut other, &mut story.ids, "second");
    assert!(store.append(&tx).unwrap_err().to_string().contains("save the project to begin a new one"));
    store.save(&story.project, story.last(), Stamp::default()).unwrap();
    story.done.clear();
    story.change(&mut store, "second");
    drop(store);
    story.check_reopened(1);
}

#[test]
fn a_line_of_the_log_that_rotted_is_said_and_costs_what_depends_on_it() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "first");
    story.change(&mut store, "second");
    drop(store);
    let log = beside(&story.path, ".log");
    let rotten = std::fs::read_to_string(&log).unwrap().replacen("first", "fxrst", 1);
    std::fs::write(&log, &rotten).unwrap();
    let opened = open(&story.path);
    assert_eq!((opened.replayed, opened.problems[0].line), (1, Some(2)), "{:?}", opened.problems);
    let mut store = opened.store;
    let last = opened.transactions.last().map(|tx| tx.id);
    let saved = store.save(&opened.project, last, Stamp::default()).unwrap();
    let [copy] = &saved.copies[..] else { panic!("{saved:?}") };
    assert_eq!(std::fs::read_to_string(copy).unwrap(), rotten);
    drop(store);
    let again = open(&story.path);
    assert_eq!((again.problems, again.project), (vec![], opened.project));
}

#[test]
fn a_damaged_file_is_copied_before_it_is_replaced() {
    let (story, store) = Story::new();
    drop(store);
    let broken = std::fs::read_to_string(&story.path).unwrap().replace("title: \"Visit\"", "titel: \"Visit\"");
    std::fs::write(&story.path, &broken).unwrap();
    let Opened { mut store, project, problems, transactions, .. } = open(&story.path);
    assert!(problems.iter().any(|problem| problem.line.is_some()), "{problems:?}");
    assert_eq!(std::fs::read_to_string(&story.path).unwrap(), broken, "opening writes nothing");
    let last = transactions.last().map(|tx| tx.id);
    let saved = store.save(&project, last, Stamp::from_unix_secs(1_741_600_000)).unwrap();
    assert!(saved.copies[0].to_str().unwrap().ends_with("a.ron.damaged-20250310-094640"), "{saved:?}");
    assert_eq!(std::fs::read_to_string(&saved.copies[0]).unwrap(), broken);
    drop(store);
    assert_eq!(open(&story.path).project, project);
}

#[test]
fn changes_made_after_a_repair_are_replayed() {
    let (mut story, store) = Story::new();
    drop(store);
    let edited = std::fs::read_to_string(&story.path).unwrap();
    let edited = edited.replace("            \"Visite à Rabat\",", "            \"La visite à Rabat, hier\",");
    std::fs::write(&story.path, edited).unwrap();
    let Opened { mut store, project, .. } = open(&story.path);
    story.project = project;
    let mut draft = crate::project::Draft::new(&mut story.project, &mut story.ids, super::generated::made());
    let mark = draft.project().marks().ids().next().unwrap();
    draft.change(mark, |mark: &mut crate::model::Mark| mark.note = "seen".to_owned()).unwrap();
    let tx = draft.finish("Note").unwrap();
    store.append(&tx).unwrap();
    drop(store);
    let again = open(&story.path);
    assert_eq!((again.problems, again.project, again.replayed), (vec![], story.project, 2));
}

#[test]
fn a_repair_that_is_saved_is_in_the_log() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "first");
    store.save(&story.project, story.last(), Stamp::default()).unwrap();
    drop(store);
    let edited = std::fs::read_to_string(&story.path).unwrap();
    let edited = edited.replace("            \"Visite à Rabat\",", "            \"La visite à Rabat, hier\",");
    std::fs::write(&story.path, edited).unwrap();
    let Opened { mut store, project, transactions, .. } = open(&story.path);
    story.project = project;
    story.done = transactions;
    store.save(&story.project, story.last(), Stamp::default()).unwrap();
    assert_eq!(store.unsaved(), 0);
    drop(store);
    let mut store = story.check_reopened(0);
    let other = story.path.with_file_name("b.ron");
    store.save_as(&other, &story.project, story.last(), None, "AL", Stamp::default()).unwrap();
    drop(store);
    story.path = other;
    story.check_reopened(0);
}

#[test]
fn a_file_that_somebody_else_changed_is_not_overwritten() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "first");
    let theirs = std::fs::read_to_string(&story.path).unwrap().replace("\"Visit\"", "\"Travel\"");
    std::fs::write(&story.path, &theirs).unwrap();
    let error = store.save(&story.project, story.last(), Stamp::default()).unwrap_err();
    assert_eq!(error.why, Why::ChangedOnDisk);
    assert_eq!(std::fs::read_to_string(&story.path).unwrap(), theirs);
    // The same bytes with another time are the same file.
    let (mut story, mut store) = Story::new();
    let same = std::fs::read(&story.path).unwrap();
    std::fs::remove_file(&story.path).unwrap();
    std::fs::write(&story.path, same).unwrap();
    story.change(&mut store, "first");
    store.save(&story.project, story.last(), Stamp::default()).unwrap();
}

#[test]
fn saving_under_another_name_takes_the_log_along_and_overwrites_nothing() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "first");
    let other = story.path.with_file_name("b.ron");
    std::fs::write(&other, "mine").unwrap();
    let error = store.save_as(&other, &story.project, story.last(), None, "AL", Stamp::default()).unwrap_err();
    assert_eq!((error.why, store.path()), (Why::Exists, story.path.as_path()));
    std::fs::remove_file(&other).unwrap();
    store.save_as(&other, &story.project, story.last(), None, "AL", Stamp::default()).unwrap();
    assert_eq!(store.path(), other);
    story.path = other;
    story.change(&mut store, "second");
    drop(store);
    story.check_reopened(1);
}

#[test]
fn what_cannot_be_opened_is_refused_with_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    let why = |path: &Path| match Store::open(Arc::new(RealDisk), path, &options(true)) {
        Err(OpenError::File(error)) => error.why,
        other => panic!("{other:?}"),
    };
    let write = |bytes: &[u8]| {
        let path = dir.path().join("x.ron");
        std::fs::write(&path, bytes).unwrap();
        path
    };
    assert_eq!(why(&dir.path().join("no.ron")), Why::NotFound);
    assert_eq!(why(dir.path()), Why::IsDirectory);
    assert_eq!(why(&write(b"")), Why::Empty);
    assert_eq!(why(&write(b"\xFF\xD8\xFF\xE0")), Why::NotText("a JPEG picture"));
    assert_eq!(why(&write(b"(a: 1)")), Why::NotAProject);
}

/// Her copy of the file alone, changed once more, in the place of mine.
fn replace_by_hers(story: &Story) {
    let elsewhere = tempfile::tempdir().unwrap();
    let hers = elsewhere.path().join("hers.ron");
    std::fs::copy(&story.path, &hers).unwrap();
    let Opened { mut store, mut project, .. } = open(&hers);
    let tx = add_document(&mut project, &mut Ids::from_seed(77), "hers");
    store.append(&tx).unwrap();
    store.save(&project, Some(tx.id), Stamp::default()).unwrap();
    std::fs::copy(&hers, &story.path).unwrap();
}

#[test]
fn a_file_that_was_replaced_while_closed_is_taken_as_it_is_unless_mine_is_asked_for() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "one");
    store.save(&story.project, story.last(), Stamp::default()).unwrap();
    let mine = std::fs::read(&story.path).unwrap();
    story.change(&mut store, "two");
    drop(store);
    replace_by_hers(&story);
    let log = std::fs::read(beside(&story.path, ".log")).unwrap();

    let opened = open(&story.path);
    assert_eq!(opened.project.documents().len(), story.project.documents().len(), "hers has another second one");
    assert_ne!(opened.project, story.project);
    assert_eq!(opened.transactions, [], "the history of the log is not that of her file");
    assert_eq!(opened.parted.as_ref().map(|parted| parted.changes), Some(1));
    assert!(opened.problems[0].what.contains("1 change in it is not in this file"), "{:?}", opened.problems);

    let (opened, replaced) = opened.before();
    assert_eq!((replaced, opened.problems.len()), (Some(1), 0));
    assert_eq!((&opened.project, &opened.transactions), (&story.project, &story.done));
    assert_eq!(
        std::fs::read(beside(&story.path, ".log")).unwrap(),
        log,
        "nothing is written before the first change"
    );
    let mut store = opened.store;
    assert!(matches!(store.outside().unwrap().look().unwrap(), Seen::Changed(_)));
    let refused = store.save(&story.project, story.last(), Stamp::default()).unwrap_err();
    assert_eq!(refused.why, Why::ChangedOnDisk);
    // What is done now is in my log, and there again the next time.
    story.change(&mut store, "three");
    drop(store);
    let (opened, replaced) = open(&story.path).before();
    assert_eq!((replaced, &opened.project, &opened.transactions), (Some(2), &story.project, &story.done));
    drop(opened);

    // Without an older state of the file nothing is guessed.
    std::fs::remove_dir_all(crate::files::backup::folder_of(&story.path)).unwrap();
    let (opened, replaced) = open(&story.path).before();
    assert_eq!((replaced, opened.transactions.len(), opened.parted.is_some()), (None, 0, true));
    drop(opened);
    // The file as it was saved last is one that the log leads on from.
    std::fs::write(&story.path, mine).unwrap();
    story.check_reopened(2);
}

#[test]
fn a_copy_that_contains_all_of_mine_is_no_news() {
    let (mut story, mut store) = Story::new();
    story.change(&mut store, "one");
    store.save(&story.project, story.last(), Stamp::default()).unwrap();
    drop(store);
    replace_by_hers(&story);
    let opened = open(&story.path);
    assert!(opened.parted.is_none() && opened.problems.len() == 1, "{:?}", opened.problems);
    assert_eq!(opened.transactions, []);
}

/// A disk that fails at every operation of saving under another name: the first file and its log are as they were, and
/// what was begun under the other name is whole or said to have failed.
#[test]
fn saving_under_another_name_on_a_failing_disk_costs_nothing() {
    let mut whole = 0;
    for fail_at in 0..40 {
        for fault in [Fault::Refused, Fault::Torn, Fault::Unsynced] {
            let (mut story, mut first) = Story::new();
            story.change(&mut first, "first");
            drop(first);
            let before = std::fs::read(&story.path).unwrap();
            let disk = Arc::new(FaultyDisk::new(fail_at, fault, Afterwards::Dead, std::io::ErrorKind::StorageFull));
            let mut store = Store::open(disk, &story.path, &options(true)).unwrap().store;
            let other = story.path.with_file_name("b.ron");
            let saved = store.save_as(&other, &story.project, story.last(), None, "AL", Stamp::default());
            drop(store);
            assert_eq!(std::fs::read(&story.path).unwrap(), before, "operation {fail_at}, {fault:?}");
            story.check_reopened(1);
            if saved.is_ok() {
                whole += 1;
                assert_eq!(open(&other).project, story.project, "operation {fail_at}, {fault:?}");
            }
        }
    }
    assert!(whole > 3, "with a late enough failure it is saved");
}
