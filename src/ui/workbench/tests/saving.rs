//! Saving beside the frames: work goes on meanwhile, leaving waits, time saves, and much less is asked about.

use super::*;
use crate::files::backup;
use crate::files::faulty::FaultyDisk;
use crate::session::Command;

/// A window on a project file with one visit, on a disk that can be held.
fn held() -> (tempfile::TempDir, std::path::PathBuf, Arc<FaultyDisk>, Desk) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = file_with_visit(&dir);
    let faulty = Arc::new(FaultyDisk::counting());
    let disk: Arc<dyn Disk> = faulty.clone();
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk));
    desk.open(&FIRST);
    (dir, path, faulty, desk)
}

fn retitle(desk: &mut Desk, title: &str) {
    let (event, _) = desk.event();
    let changes = vec![crate::ops::event::EventChange::Title(title.to_owned())];
    desk.0.state_mut().wish(Wish::Do(Command::ChangeEvent { event, changes }));
    desk.0.run();
}

fn read(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).expect("the file")
}

fn close(desk: &mut Desk) -> bool {
    let viewport = desk.0.input_mut().viewports.get_mut(&egui::ViewportId::ROOT).expect("the window");
    viewport.events.push(egui::ViewportEvent::Close);
    desk.0.step();
    let commands = &desk.0.output().viewport_output[&egui::ViewportId::ROOT].commands;
    !commands.contains(&egui::ViewportCommand::CancelClose)
}

#[test]
fn work_goes_on_while_the_file_is_written() {
    let (_dir, path, disk, mut desk) = held();
    retitle(&mut desk, "First title");
    disk.hold();
    desk.0.key_press_modifiers(CTRL, Key::S);
    desk.0.run();
    assert!(desk.session().is_saving() && desk.shows("saving…"));
    retitle(&mut desk, "Second title");
    assert_eq!(desk.event().1.title, "Second title", "frames and changes go on");
    assert!(!read(&path).contains("First title"));
    disk.release();
    desk.settle();
    let file = read(&path);
    assert!(file.contains("First title") && !file.contains("Second title"), "as it was when the save began");
    assert_eq!(desk.session().unsaved(), 1);
    assert!(desk.notice().starts_with("Saved "), "{}", desk.notice());
    // Asked for during a save, it is saved again.
    disk.hold();
    desk.0.key_press_modifiers(CTRL, Key::S);
    desk.0.run();
    retitle(&mut desk, "Third title");
    desk.0.key_press_modifiers(CTRL, Key::S);
    desk.0.run();
    disk.release();
    desk.settle();
    assert!(read(&path).contains("Third title"));
    assert_eq!(desk.session().unsaved(), 0);
    assert!(!backup::list(&RealDisk, &path).is_empty(), "what was replaced is kept");
}

#[test]
fn closing_waits_for_the_file_and_says_so() {
    let (_dir, path, disk, mut desk) = held();
    retitle(&mut desk, "Last title");
    disk.hold();
    assert!(!close(&mut desk), "not yet");
    desk.0.run();
    assert!(desk.shows("Saving study.ron…"));
    let revision = desk.session().revision();
    desk.0.key_press_modifiers(CTRL, Key::E);
    desk.0.run();
    assert_eq!(desk.session().revision(), revision, "nothing is done to a project that is being left");
    disk.release();
    while desk.session().is_saving() {
        std::thread::sleep(std::time::Duration::from_millis(1));
        desk.0.step();
    }
    let commands = &desk.0.output().viewport_output[&egui::ViewportId::ROOT].commands;
    assert!(commands.contains(&egui::ViewportCommand::Close), "then it closes: {commands:?}");
    assert!(close(&mut desk));
    assert!(read(&path).contains("Last title"));
}

#[test]
fn after_a_while_the_file_is_written_by_itself() {
    let (_dir, path, _disk, mut desk) = held();
    desk.0.state_mut().settings.saving.after_mins = 1;
    retitle(&mut desk, "Kept by itself");
    let delay = desk.0.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(delay > std::time::Duration::from_secs(30), "an idle window asks for one frame then: {delay:?}");
    assert!(!read(&path).contains("Kept by itself"));
    let later = desk.0.ctx.input(|input| input.time) + 61.0;
    desk.0.input_mut().time = Some(later);
    desk.0.step();
    desk.settle();
    assert!(read(&path).contains("Kept by itself"));
    assert!(desk.notice().starts_with("Change event"), "nobody asked, so nothing is said: {}", desk.notice());
    desk.0.state_mut().settings.saving.after_mins = 0;
    retitle(&mut desk, "Only when asked for");
    let later = desk.0.ctx.input(|input| input.time) + 10_000.0;
    desk.0.input_mut().time = Some(later);
    desk.0.step();
    desk.settle();
    assert_eq!(desk.session().unsaved(), 1);
}

/// A project file with 16 articles, in a window where 12 of them have just been deleted.
fn emptied() -> (tempfile::TempDir, std::path::PathBuf, Desk) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("study.ron");
    saved(&path);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut session = opened(&path, &disk, true);
    let new =
        |number: usize| crate::session::intake::pasted(&format!("Article {number}\n\nWords of article {number}."));
    session.perform(&Command::AddDocuments((0..14).map(new).collect()), Stamp::default()).expect("added");
    session.perform(&Command::Save, Stamp::default()).expect("saved");
    let gone: Vec<RecordId> = session.project().documents().ids().take(12).map(RecordId::from).collect();
    session.perform(&Command::Delete(gone), Stamp::default()).expect("deleted");
    (dir, path, Desk::new(workbench(session, disk)))
}

#[test]
fn a_file_that_would_lose_much_is_written_only_after_a_question() {
    let (_dir, path, mut desk) = emptied();
    let before = read(&path);
    desk.chord(CTRL, Key::S);
    assert!(desk.shows("12 of 16 documents would go; 4 would be left."));
    desk.key(Key::Escape);
    assert_eq!((read(&path), desk.session().unsaved() > 0), (before.clone(), true), "nothing is written");
    // The first button has the keyboard, and it is the harmless one.
    desk.chord(CTRL, Key::S);
    desk.key(Key::Enter);
    assert!(desk.workbench().dialog.is_none());
    assert_eq!(read(&path), before);
    desk.chord(CTRL, Key::S);
    desk.click("Save all the same");
    assert_ne!(read(&path), before);
    let kept = backup::list(&RealDisk, &path);
    assert!(kept.iter().any(|backup| read(&backup.path) == before), "the file before is a backup");
    assert_eq!(desk.session().unsaved(), 0);
}

#[test]
fn closing_asks_too_and_the_file_can_be_left_as_it_is() {
    let (_dir, path, mut desk) = emptied();
    let before = read(&path);
    assert!(!close(&mut desk));
    desk.settle();
    assert!(desk.shows("would go; 4 would be left."));
    desk.button("Leave the file as it is").focus();
    desk.0.run();
    desk.0.key_press_modifiers(Modifiers::NONE, Key::Enter);
    desk.0.run();
    assert!(close(&mut desk), "now it closes");
    assert_eq!(read(&path), before);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    drop(desk);
    assert_eq!(opened(&path, &disk, true).project().documents().len(), 4, "the log has it");
}

#[test]
fn time_alone_does_not_write_what_loses_much() {
    let (_dir, path, mut desk) = emptied();
    let before = read(&path);
    let later = desk.0.ctx.input(|input| input.time) + 400.0;
    desk.0.input_mut().time = Some(later);
    desk.0.step();
    desk.settle();
    assert_eq!(read(&path), before);
    assert!(desk.notice().contains("was not saved by itself"), "{}", desk.notice());
}

#[test]
fn backups_are_listed_and_open_for_looking() {
    let (_dir, path, _disk, mut desk) = held();
    retitle(&mut desk, "A newer title");
    desk.chord(CTRL, Key::S);
    desk.palette("saving and backups");
    desk.click("10 minutes");
    assert_eq!(desk.workbench().settings.saving.after_mins, 10);
    let at = backup::list(&RealDisk, &path)[0].at.utc().with_timezone(&chrono::Local);
    let row = at.format("%-d %B %Y, ").to_string();
    let listed =
        |node: &egui_kittest::kittest::AccessKitNode<'_>| node.label().is_some_and(|label| label.starts_with(&row));
    let pos = desk.0.query_all_by(listed).next().expect("a backup").rect().center();
    desk.click_at(pos);
    assert!(desk.session().read_only().is_some());
    assert_ne!(desk.event().1.title, "A newer title");
}

/// Lets frames go by until half a second has passed on the window's clock.
fn half_a_second(desk: &mut Desk) {
    for _ in 0..10 {
        desk.0.step();
    }
}

#[test]
fn saving_under_another_name_runs_beside_the_frames_and_nothing_is_lost_meanwhile() {
    let (dir, path, disk, mut desk) = held();
    retitle(&mut desk, "Before the copy");
    let other = dir.path().join("other.ron");
    disk.hold();
    let ctx = desk.0.ctx.clone();
    desk.0.state_mut().use_paths(&ctx, Purpose::SaveAs, vec![other.clone()]);
    desk.0.step();
    assert_eq!(desk.event().1.title, "Before the copy", "the project is shown meanwhile");
    half_a_second(&mut desk);
    assert!(desk.shows("Saving as other.ron…"));
    assert!(!desk.shows("Cancel"), "what is half written cannot be given up");
    let revision = desk.session().revision();
    desk.0.state_mut().wish(Wish::Do(Command::Undo));
    desk.0.step();
    assert_eq!(desk.session().revision(), revision);
    assert!(desk.notice().contains("Nothing can be changed until that is done"), "{}", desk.notice());
    assert!(!close(&mut desk), "closing waits");
    disk.release();
    while desk.session().path() != Some(other.as_path()) || desk.session().read_only().is_some() {
        std::thread::sleep(std::time::Duration::from_millis(1));
        desk.0.step();
    }
    let commands = &desk.0.output().viewport_output[&egui::ViewportId::ROOT].commands;
    assert!(commands.contains(&egui::ViewportCommand::Close), "then it closes: {commands:?}");
    assert!(read(&other).contains("Before the copy"));
    assert_eq!(desk.session().unsaved(), 0);
    assert!(!desk.shows("Saving as"));
    assert!(desk.session().transactions().len() > 1, "with its history");
    assert_ne!(path, other);
    retitle(&mut desk, "In the copy");
    assert_eq!(desk.event().1.title, "In the copy", "and work goes on there");
}

#[test]
fn opening_runs_beside_the_frames_and_can_be_given_up() {
    let (dir, path, disk, mut desk) = held();
    let other = dir.path().join("other.ron");
    saved(&other);
    let open = |desk: &mut Desk| {
        let ctx = desk.0.ctx.clone();
        desk.0.state_mut().use_paths(&ctx, Purpose::Open, vec![other.clone()]);
        half_a_second(desk);
    };
    disk.hold();
    open(&mut desk);
    assert!(desk.shows("Opening other.ron…"));
    assert_eq!(desk.session().path(), Some(path.as_path()));
    desk.0.key_press_modifiers(CTRL, Key::E);
    desk.0.step();
    assert_eq!(desk.events().len(), 1, "no key reaches what is behind");
    desk.0.key_press_modifiers(Modifiers::NONE, Key::Escape);
    desk.0.step();
    desk.0.step();
    assert!(!desk.shows("Opening other.ron…"));
    disk.release();
    desk.settle();
    assert_eq!(desk.session().path(), Some(path.as_path()), "what came too late was let go of");
    assert!(desk.notice().starts_with("Nothing else was opened"), "{}", desk.notice());
    retitle(&mut desk, "Still here");
    // By Enter, too: the button has the keyboard. What is unsaved would be written first.
    desk.chord(CTRL, Key::S);
    assert_eq!(desk.session().unsaved(), 0);
    disk.hold();
    open(&mut desk);
    assert!(desk.shows("Opening other.ron…"));
    desk.0.key_press_modifiers(Modifiers::NONE, Key::Enter);
    desk.0.step();
    desk.0.step();
    disk.release();
    desk.settle();
    assert_eq!(desk.event().1.title, "Still here");
    retitle(&mut desk, "Written before it is left");
    open(&mut desk);
    desk.settle();
    assert_eq!(desk.session().path(), Some(other.as_path()));
    assert_eq!((desk.events().len(), desk.session().read_only()), (0, None));
    assert!(read(&path).contains("Written before it is left"));
}
