//! Nothing lost: the history and the project as it was, the trash, a file that somebody else changed, copies beside the
//! project, merging with conflicts, a damaged file.

use super::*;
use crate::ops::event::EventChange::{Note, Title};
use crate::session::Command;
use crate::ui::view::Wish;
use std::path::{Path, PathBuf};

const ALT: Modifiers = Modifiers::ALT;

fn title(desk: &mut Desk, title: &str) {
    desk.fill_in("Title", title);
    desk.key(Key::Enter);
}

/// Presses a button that has the keyboard.
fn press(desk: &mut Desk, name: &str) {
    desk.button(name).focus();
    desk.settle();
    desk.key(Key::Enter);
    desk.wait();
}

#[test]
fn the_history_says_what_each_change_did_and_shows_what_was() {
    let mut desk = with_visit();
    let before = desk.event().1.title;
    title(&mut desk, "A visit to Rabat");
    desk.chord(ALT, Key::Z);
    desk.wait();
    let row = "Change event “A visit to Rabat”";
    assert!(desk_row(&desk, row).contains("AL, 1 event"));
    assert!(desk.shows("title ") && desk.shows("→ “A visit to Rabat”"), "the latest change stands beside the list");

    desk.click("… before it");
    desk.wait();
    assert!(desk.shows("You are looking at the project as it was on"));
    assert!(desk.shows("you are here"));
    assert_eq!(desk.event().1.title, before);
    let revision = desk.session().revision();
    desk.chord(CTRL, Key::E);
    assert_eq!(desk.session().revision(), revision, "nothing can be changed there");
    assert!(desk.notice().contains("as it was"), "{}", desk.notice());
    desk.click("Back to now");
    assert_eq!(desk.event().1.title, "A visit to Rabat");
    assert!(!desk.shows("You are looking at"));

    // By keyboard alone: look, and make it so.
    press(&mut desk, "… before it");
    press(&mut desk, "Restore everything as shown");
    assert!(!desk.shows("You are looking at"));
    assert_eq!(desk.event().1.title, before);
    assert!(desk.notice().starts_with("Restore everything as it was on"), "{}", desk.notice());
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.event().1.title, "A visit to Rabat", "one step of undo");
}

#[test]
fn one_record_goes_back_and_the_others_stay() {
    let mut desk = with_visit();
    let before = desk.event().1.title;
    title(&mut desk, "A visit to Rabat");
    desk.chord(CTRL, Key::E);
    assert_eq!(desk.events().len(), 2);
    desk.chord(ALT, Key::Z);
    desk.wait();
    let row = desk_row(&desk, "Change event “A visit");
    press(&mut desk, &row);
    let back = desk_row(&desk, "As before: ");
    press(&mut desk, &back);
    assert_eq!(desk.events().len(), 2, "what came later stays");
    assert!(desk.events().iter().any(|(_, event)| event.title == before));
    assert!(!desk.events().iter().any(|(_, event)| event.title == "A visit to Rabat"));
}

/// The whole name of the button that begins so.
fn desk_row(desk: &Desk, begins: &str) -> String {
    desk.button_from(begins).accesskit_node().label().expect("a name")
}

#[test]
fn the_history_says_where_it_begins_and_where_lines_are_missing() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("news.ron");
    saved(&path);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), Arc::clone(&disk)));
    for title in ["A visit to Rabat", "The visit to Rabat"] {
        let made = Command::AddEvent { changes: vec![Title(title.to_owned())], evidence: Vec::new() };
        desk.0.state_mut().wish(Wish::Do(made));
        desk.settle();
    }
    desk.chord(ALT, Key::Z);
    desk.wait();
    assert!(desk.shows("Here the project begins"));
    drop(desk);
    let log_path = crate::files::disk::beside(&path, ".log");
    let log = std::fs::read_to_string(&log_path).expect("the log");
    let damaged = log.replacen("\"A visit", "\"B visit", 1);
    assert_ne!(log, damaged);
    std::fs::write(&log_path, damaged).expect("hurt");
    let other = dir.path().join("other.ron");
    saved(&other);
    let mut desk = Desk::new(workbench(opened(&other, &disk, true), disk));
    desk.open_file(&path);
    desk.chord(ALT, Key::Z);
    desk.wait();
    assert!(desk.shows("1 line of the log was damaged here: what stood there is not listed"));
}

#[test]
fn changes_are_found_by_words_and_by_record() {
    let mut desk = with_visit();
    title(&mut desk, "A visit to Rabat");
    let (event, _) = desk.event();
    desk.chord(CTRL, Key::E);
    desk.chord(ALT, Key::Z);
    desk.wait();
    let rows =
        |desk: &Desk| desk.0.query_all_by(|node| node.label().is_some_and(|label| label.contains(", AL, "))).count();
    let all = rows(&desk);
    assert!(all >= 4, "{all}");
    desk.fill_in("Find changes", "rabat CHANGE");
    desk.wait();
    assert_eq!(rows(&desk), 1);
    assert!(desk.shows("1 of "));
    desk.fill_in("Find changes", "nothing of the kind");
    desk.wait();
    desk.click("Show all");
    desk.wait();
    assert_eq!(rows(&desk), all);
    desk.0.state_mut().session.selection.show(event);
    desk.settle();
    desk.chord(Modifiers { shift: true, ..ALT }, Key::Z);
    desk.wait();
    assert_eq!(rows(&desk), 2, "it was made, and changed");
}

#[test]
fn what_was_deleted_comes_back_with_its_evidence() {
    let mut desk = with_visit();
    let (event, row) = desk.event();
    desk.0.state_mut().wish(crate::ui::view::Wish::Do(Command::Delete(vec![event.into()])));
    desk.settle();
    assert!(desk.events().is_empty());
    assert!(desk.marks()[0].1.evidence.is_empty());
    let document = desk.document(&SECOND);
    desk.0.state_mut().wish(crate::ui::view::Wish::Do(Command::Delete(vec![document.into()])));
    desk.settle();
    desk.palette("show the trash");
    desk.wait();
    assert!(desk.shows("Trash 2") && desk.shows(SECOND.0));
    let name = format!("Bring back {}", row.title);
    press(&mut desk, &name);
    assert_eq!(desk.event(), (event, row));
    assert_eq!(desk.session().index().evidence_count(event), 1, "its evidence is back");
    desk.click(&format!("Bring back {}", SECOND.0));
    desk.wait();
    assert_eq!(desk.document(&SECOND), document);
    assert_eq!(desk.project().text(document), SECOND.3);
    assert!(desk.shows("The trash is empty"));
    desk.chord(CTRL, Key::Z);
    assert!(desk.project().documents().get(document).is_none());
}

/// A copy of a project file, without its log, in which the event has another title and a note.
fn colleague(path: &Path, to: &Path, title: &str) {
    let alone = to.with_extension("elsewhere");
    std::fs::create_dir_all(&alone).expect("a folder");
    let hers = alone.join("hers.ron");
    std::fs::copy(path, &hers).expect("a copy");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let options = crate::files::OpenOptions { by: "BK".to_owned(), now: Stamp::default(), write: true };
    let (mut session, _) =
        Session::open(disk, &hers, &options, crate::base::id::Ids::from_seed(77)).expect("her copy opens");
    let event = session.project().events().ids().next().expect("an event");
    let changes = vec![Title(title.to_owned()), Note("Seen in two papers".to_owned())];
    session.perform(&Command::ChangeEvent { event, changes }, Stamp::default()).expect("changed");
    session.perform(&Command::Save, Stamp::default()).expect("saved");
    drop(session);
    std::fs::copy(&hers, to).expect("handed over");
    std::fs::remove_dir_all(&alone).expect("tidied up");
}

fn at_work(dir: &tempfile::TempDir) -> (PathBuf, Desk) {
    let path = file_with_visit(dir);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk));
    desk.open(&FIRST);
    let mark = desk.words("interior").center();
    desk.click_at(mark);
    (path, desk)
}

#[test]
fn arrows_go_through_conflicts_and_what_stands_beside_them_follows() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = at_work(&dir);
    let (event, _) = desk.event();
    let mine = vec![Title("My title".to_owned()), Note("Seen in one".to_owned())];
    desk.0.state_mut().wish(Wish::Do(Command::ChangeEvent { event, changes: mine }));
    desk.settle();
    colleague(&path, &path, "Her title");
    desk.0.event(egui::Event::WindowFocused(true));
    desk.settle();
    desk.click("Merge…");
    desk.wait();
    assert!(desk.shows("note added: “Seen in one”") && !desk.shows("→ “Her title”"), "the first one, by name");
    desk.key(Key::ArrowDown);
    desk.settle();
    assert!(desk.shows("→ “Her title”") && !desk.shows("note added: “Seen in one”"));
    desk.letter('t');
    desk.wait();
    assert!(desk.shows("→ “Her title”") && desk.shows("Theirs is kept"));
    press(&mut desk, "Merge");
    let (_, row) = desk.event();
    assert_eq!((row.title.as_str(), row.note.as_str()), ("Her title", "Seen in one"));
}

#[test]
fn a_file_that_somebody_else_changed_is_noticed_and_merged() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = at_work(&dir);
    title(&mut desk, "My title");
    colleague(&path, &path, "Her title");
    desk.0.event(egui::Event::WindowFocused(true));
    desk.settle();
    assert!(desk.shows("Another program has changed the file of this project"));
    desk.chord(CTRL, Key::S);
    assert!(desk.notice().contains("another program has changed it"), "{}", desk.notice());
    desk.click("Dismiss");

    desk.click("Merge…");
    desk.wait();
    assert!(desk.shows("1 conflict · compared with the state that both contain"));
    assert!(desk.shows("Mine is kept"));
    assert_eq!(desk.event().1.title, "My title", "nothing has been changed yet");
    assert!(desk.shows("Theirs is not taken"));
    assert!(desk.shows(&format!("“{QUOTE}”")), "what to decide by");
    // By key: the row of the conflict has the keyboard.
    desk.letter('t');
    desk.wait();
    assert!(desk.shows("Theirs is kept"));
    press(&mut desk, "Merge");
    let (_, event) = desk.event();
    assert_eq!((event.title.as_str(), event.note.as_str()), ("Her title", "Seen in two papers"));
    assert!(!desk.shows("Another program has changed"), "it is answered");
    desk.chord(CTRL, Key::S);
    assert_eq!(desk.session().unsaved(), 0, "and the file can be saved again");
    let file = std::fs::read_to_string(&path).expect("the file");
    assert!(file.contains("Her title"));
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.event().1.title, "My title", "the merge is one step of undo");
}

#[test]
fn mine_can_be_kept_and_theirs_is_a_backup() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = at_work(&dir);
    title(&mut desk, "My title");
    colleague(&path, &path, "Her title");
    let hers = std::fs::read(&path).expect("her file");
    // Noticed by the save itself.
    desk.chord(CTRL, Key::S);
    desk.settle();
    assert_eq!(std::fs::read(&path).expect("her file"), hers, "nothing is replaced");
    press(&mut desk, "Keep mine");
    desk.chord(CTRL, Key::S);
    assert_eq!(desk.session().unsaved(), 0);
    let kept = crate::files::backup::list(&RealDisk, &path);
    assert!(kept.iter().any(|backup| std::fs::read(&backup.path).expect("a backup") == hers));
}

#[test]
fn a_conflicted_copy_beside_the_project_is_offered() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = file_with_visit(&dir);
    colleague(&path, &dir.path().join("study (conflicted copy).ron"), "Her title");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk));
    desk.settle();
    assert!(desk.shows("“study (conflicted copy).ron” beside this project is a copy of it"));
    desk.click("Merge…");
    desk.wait();
    assert!(desk.shows("no conflict"));
    desk.click("Merge");
    desk.wait();
    assert_eq!(desk.event().1.title, "Her title");
    assert!(!desk.shows("beside this project"));
    // Once taken in it is no news.
    desk.chord(CTRL, Key::S);
    drop(desk);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk));
    desk.settle();
    assert!(!desk.shows("beside this project"));
}

#[test]
fn another_project_is_no_copy() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, mut desk) = at_work(&dir);
    let other = dir.path().join("other.ron");
    let made =
        Session::create(Arc::new(RealDisk), &other, "AL", Stamp::default(), crate::base::id::Ids::from_seed(99));
    drop(made.expect("another project"));
    desk.palette("merge a copy");
    desk.type_in(&other.display().to_string());
    desk.key(Key::Enter);
    desk.wait();
    assert!(desk.notice().contains("is another project, not a copy of this one"), "{}", desk.notice());
}

/// A window in which another project is open, and then this file of which the title of the event cannot be read.
fn at_a_damaged_file(dir: &tempfile::TempDir) -> (PathBuf, Desk) {
    let path = file_with_visit(dir);
    std::fs::remove_file(crate::files::disk::beside(&path, ".log")).expect("no log");
    let source = std::fs::read_to_string(&path).expect("the file");
    let hurt = source.replacen("title: \"Minister visits Rabat\"", "title: \"Minister visits", 1);
    std::fs::write(&path, hurt).expect("hurt");
    let other = dir.path().join("other.ron");
    saved(&other);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&other, &disk, true), disk));
    desk.open_file(&path);
    (path, desk)
}

#[test]
fn a_damaged_file_is_saved_over_only_after_a_question() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = at_a_damaged_file(&dir);
    let damaged = std::fs::read(&path).expect("the file");
    let now = |path: &Path| std::fs::read(path).expect("the file");
    desk.chord(CTRL, Key::S);
    desk.wait();
    assert!(desk.shows("Save over a damaged file?") && desk.shows("could not be read, and would not be in the file"));
    assert!(desk.shows("under another name"));
    // The safe answer has the keyboard.
    desk.key(Key::Enter);
    desk.wait();
    assert!(!desk.shows("Save over a damaged file?"));
    assert_eq!(now(&path), damaged, "nothing was written");
    // A repaired copy instead.
    desk.chord(CTRL, Key::S);
    press(&mut desk, "Save repaired…");
    let sound = dir.path().join("sound.ron");
    desk.type_in(&sound.display().to_string());
    desk.key(Key::Enter);
    desk.wait();
    assert!(desk.shows("What could be read is in"));
    desk.key(Key::Escape);
    assert_eq!(now(&path), damaged, "nor now");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    drop(opened(&sound, &disk, true));
    // Leaving asks as well, and may leave the file as it is.
    let made = Command::AddEvent { changes: vec![Title("Talks".to_owned())], evidence: Vec::new() };
    desk.0.state_mut().wish(Wish::Do(made));
    desk.settle();
    desk.open_file(&sound);
    assert!(desk.shows("Save over a damaged file?"));
    press(&mut desk, "Leave the file as it is");
    assert_eq!(now(&path), damaged);
    assert_eq!(desk.session().path(), Some(sound.as_path()));
    // What was changed is in the log; and if it is to be so, the copy stays.
    desk.open_file(&path);
    assert!(desk.events().iter().any(|(_, event)| event.title == "Talks"));
    desk.chord(CTRL, Key::S);
    press(&mut desk, "Save what was read");
    assert!(desk.notice().contains(".ron.damaged-"), "{}", desk.notice());
    assert_ne!(now(&path), damaged);
    assert!(!desk.shows("This file was damaged"));
    let kept = std::fs::read_dir(dir.path()).expect("the folder").filter_map(Result::ok).map(|entry| entry.path());
    let kept: Vec<PathBuf> = kept.filter(|path| path.display().to_string().contains(".ron.damaged-")).collect();
    assert_eq!(kept.iter().map(|path| now(path)).collect::<Vec<_>>(), [damaged]);
    desk.chord(CTRL, Key::S);
    desk.wait();
    assert!(!desk.shows("Save over a damaged file?"), "it is whole now");
}

#[test]
fn a_damaged_file_says_what_is_wrong_and_is_repaired_into_another() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, mut desk) = at_a_damaged_file(&dir);
    assert!(desk.shows("This file was damaged: "), "{}", desk.notice());
    let damaged = std::fs::read(&path).expect("the file");
    let later = desk.0.ctx.input(|input| input.time) + 10_000.0;
    desk.0.input_mut().time = Some(later);
    desk.0.step();
    desk.wait();
    assert_eq!(std::fs::read(&path).expect("the file"), damaged, "it is not written over by itself");
    press(&mut desk, "What was wrong");
    assert!(desk.shows("What was wrong with this file"));
    desk.key(Key::Escape);
    press(&mut desk, "Write a repaired copy…");
    let sound = dir.path().join("sound.ron");
    desk.type_in(&sound.display().to_string());
    desk.key(Key::Enter);
    desk.wait();
    assert!(desk.shows("What could be read is in") && desk.shows("Saved: "));
    desk.key(Key::Escape);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    assert_eq!(opened(&sound, &disk, true).project().events().len(), 1);
    // A file of which nothing can be read is offered for repair too, and stays as it is.
    let hopeless = dir.path().join("hopeless.ron");
    std::fs::write(&hopeless, "no project at all").expect("a file");
    desk.open_file(&hopeless);
    assert!(desk.shows("“hopeless.ron” could not be opened"));
}
