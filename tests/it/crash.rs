//! Crashes: the log cut at every byte, a program that is killed, a disk that fails at every operation.
//!
//! The promise is the same each time: what was shown as done is there again, nothing else has changed, and what was
//! cut short is said. What this cannot show is a disk that loses bytes after it said that they were written.

use super::world::{World, at, folder, make_file};
use entente::files::disk::beside;
use entente::files::faulty::{Afterwards, Fault, FaultyDisk};
use entente::files::read::read;
use entente::files::{Disk, log};
use entente::model::RecordId;
use entente::ops::document::DocumentChange;
use entente::ops::event::EventChange;
use entente::project::Project;
use entente::session::{At, Command, NewDocument, Session};
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::process::{Command as Program, Stdio};
use std::sync::Arc;
use std::time::Duration;

fn add_event(title: &str) -> Command {
    Command::AddEvent { changes: vec![EventChange::Title(title.to_owned())], evidence: Vec::new() }
}

fn add_document(text: &str) -> Command {
    let changes = vec![DocumentChange::Title(text.lines().next().unwrap_or_default().to_owned())];
    Command::AddDocument(NewDocument { text: text.to_owned(), changes })
}

/// A small session: a text, a mark on it, an event, a correction that moves the mark, a deletion, undo and redo.
fn small_session(world: &mut World, mut each: impl FnMut(&World)) {
    let RecordId::Document(document) = world.make(&add_document("Reçu à Rabat\nوزير العدل 😀")) else {
        panic!("a document")
    };
    each(world);
    let quote = |quote: &str| At::Quote { quote: quote.to_owned(), occurrence: 1, then: Vec::new() };
    let tag = Command::Tag { document, at: quote("Rabat"), code: None, evidence: Vec::new() };
    world.make(&tag);
    each(world);
    let event = world.make(&add_event("Visit\n\"quoted\" \\ back"));
    each(world);
    let correct = Command::CorrectText { document, at: quote("Reçu"), with: "Reçue hier".to_owned() };
    for command in [correct, Command::Delete(vec![event]), Command::Undo, Command::Undo, Command::Redo] {
        assert!(world.perform(&command).expect("it is done").changed, "{command:?}");
        each(world);
    }
}

/// The project at the end of each transaction, and how long the log was then.
fn lengths(path: &Path) -> Vec<(Project, usize)> {
    make_file(path);
    let (mut world, _) = World::open(path, 1);
    let mut states = vec![(world.project().clone(), 0)];
    small_session(&mut world, |world| {
        let length = std::fs::read(beside(path, ".log")).expect("the log").len();
        states.push((world.project().clone(), length));
    });
    states
}

#[test]
fn the_log_cut_at_every_byte() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    let states = lengths(&path);
    let (file, log) =
        (std::fs::read(&path).expect("the file"), std::fs::read(beside(&path, ".log")).expect("the log"));
    for cut in 0..=log.len() {
        std::fs::write(beside(&path, ".log"), &log[..cut]).expect("the log is cut");
        let (world, problems) = World::open(&path, 2);
        let (acknowledged, (expected, _)) =
            states.iter().enumerate().rfind(|(_, (_, length))| *length <= cut).expect("a state");
        assert_eq!(world.project(), expected, "cut at byte {cut}");
        assert_eq!(world.session.unsaved(), acknowledged, "cut at byte {cut}");
        let torn = cut > 0 && log[cut - 1] != b'\n';
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let cut_short = "the last change was cut short while it was being written, and had not been shown as done";
        assert_eq!(said, if torn { vec![cut_short] } else { vec![] }, "cut at byte {cut}");
        drop(world);
        assert_eq!(std::fs::read(beside(&path, ".log")).expect("the log"), log[..cut], "opening writes nothing");
        assert_eq!(std::fs::read(&path).expect("the file"), file, "opening writes nothing");
    }
}

/// The project file holds what was saved, however much of the log is lost.
#[test]
fn a_cut_log_takes_nothing_from_a_saved_file() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    make_file(&path);
    let (mut world, _) = World::open(&path, 1);
    small_session(&mut world, |_| ());
    world.save();
    let saved = world.project().clone();
    let length_at_save = std::fs::read(beside(&path, ".log")).expect("the log").len();
    world.make(&add_event("After the save"));
    let complete = world.project().clone();
    drop(world);
    let log = std::fs::read(beside(&path, ".log")).expect("the log");
    let first_line = log.iter().position(|byte| *byte == b'\n').expect("a line") + 1;
    for cut in (0..=log.len()).filter(|cut| *cut > length_at_save || cut % 11 == 0) {
        std::fs::write(beside(&path, ".log"), &log[..cut]).expect("the log is cut");
        let (world, problems) = World::open(&path, 2);
        let expected = if cut == log.len() { &complete } else { &saved };
        assert_eq!(world.project(), expected, "cut at byte {cut}");
        let all_there = cut == length_at_save || cut == log.len();
        // A log of which nothing is left is like that of a new project: that it was longer cannot be known from it.
        let nothing_left = cut == 0 || cut == first_line;
        assert_eq!(problems.is_empty(), all_there || nothing_left, "cut at byte {cut}: {problems:?}");
    }
}

/// Somebody is given the project file alone, saves it and gives it back: the log that stayed here is not replayed onto
/// what the file already contains.
#[test]
fn a_file_that_was_saved_elsewhere_goes_back_beside_its_log() {
    let folder = folder();
    let (here, there) = (folder.path().join("here.ron"), folder.path().join("there.ron"));
    make_file(&here);
    let (mut world, _) = World::open(&here, 1);
    small_session(&mut world, |_| ());
    world.save();
    drop(world);
    for changed in [false, true] {
        std::fs::copy(&here, &there).expect("a copy");
        let (mut world, problems) = World::open(&there, 2);
        assert!(problems.iter().all(|problem| problem.what.contains("without history")), "{problems:?}");
        if changed {
            let everything = world.project().events().ids().map(RecordId::from).collect();
            world.perform(&Command::Delete(everything)).expect("the event is deleted");
        }
        world.save();
        let project = world.project().clone();
        drop(world);
        std::fs::copy(&there, &here).expect("the file comes back");
        let (world, problems) = World::open(&here, 3);
        assert_eq!(world.project(), &project);
        assert_eq!(problems.len(), usize::from(changed), "{problems:?}");
        assert_eq!(world.session.unsaved(), 0);
        drop(world);
        for suffix in ["", ".log"] {
            let _ = std::fs::remove_file(beside(&there, suffix));
        }
    }
}

const CHILD: &str = "ENTENTE_TEST_CHILD";
const ACKNOWLEDGED: &str = "acknowledged ";

/// Not a test by itself: the program that [`a_killed_program_loses_nothing_that_it_acknowledged`] starts and kills.
#[test]
fn a_program_to_be_killed() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let path = Path::new(&path);
    let (mut world, _) = World::open(path, std::process::id().into());
    for number in world.project().events().len().. {
        world.perform(&add_event(&title(number))).expect("the event is recorded");
        println!("\n{ACKNOWLEDGED}{number}");
        if number % 7 == 3 {
            world.save();
        }
    }
}

fn title(number: usize) -> String {
    format!("Event {number}")
}

#[test]
fn a_killed_program_loses_nothing_that_it_acknowledged() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    make_file(&path);
    let mut ever = 0;
    // Milliseconds; where in its work that meets the program is up to the machine.
    let pauses = [1, 13, 4, 29, 7, 19, 2, 37, 5, 11, 23].map(Duration::from_millis);
    for round in 0..20 {
        let acknowledged = run_and_kill(&path, pauses[round % pauses.len()]);
        let (world, problems) = World::open(&path, 2);
        let events = world.project().events();
        let mut titles: Vec<&str> = events.iter().map(|(_, event)| event.title.as_str()).collect();
        titles.sort_by_key(|title| (title.len(), *title));
        let expected: Vec<String> = (0..titles.len()).map(title).collect();
        assert_eq!(titles, expected, "round {round}: the events are those of a beginning of the work");
        // The last one may have been written without having been acknowledged.
        let known = acknowledged.map_or(ever, |number| number + 1);
        assert!((known..=known + 1).contains(&titles.len()), "round {round}: {known} known, {} there", titles.len());
        assert!(problems.iter().all(|problem| problem.what.contains("cut short")), "{problems:?}");
        ever = titles.len();
    }
    assert!(ever > 20, "only {ever} events were recorded before the kills: the test shows nothing");
}

/// Starts the program, lets it work for so long after its first word, kills it, and says what it acknowledged last.
fn run_and_kill(path: &Path, after: Duration) -> Option<usize> {
    let this = std::env::current_exe().expect("this program");
    let mut child = Program::new(this)
        .args(["--exact", "crash::a_program_to_be_killed", "--nocapture"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    let mut line = String::new();
    while !line.starts_with(ACKNOWLEDGED) {
        line.clear();
        assert!(output.read_line(&mut line).expect("a line") > 0, "the program ended by itself");
    }
    std::thread::sleep(after);
    child.kill().expect("the program is killed");
    child.wait().expect("the program has ended");
    let mut rest = line;
    output.read_to_string(&mut rest).expect("the rest of its output");
    // A line that the kill cut short may be a part of a number.
    let whole = rest.rfind('\n').map_or("", |end| &rest[..end]);
    whole.lines().filter_map(|line| line.strip_prefix(ACKNOWLEDGED)?.parse().ok()).next_back()
}

/// A working day on one disk, and each state that was to be saved.
struct Day {
    session: Session,
    saved: Vec<Project>,
}

fn work(disk: Arc<FaultyDisk>, path: &Path) -> Day {
    let disk: Arc<dyn Disk> = disk;
    let (world, problems) = World::open_on(&disk, path, 3);
    assert_eq!(problems, []);
    let saved = vec![world.project().clone()];
    let mut day = Day { session: world.session, saved };
    for round in 0..3 {
        day.perform(&add_document(&format!("Text {round}\n\né")));
        day.perform(&add_event(&title(round)));
        day.perform(&if round == 1 { Command::Undo } else { add_event("Another") });
        day.perform(&Command::Save);
    }
    day
}

impl Day {
    fn perform(&mut self, command: &Command) {
        let before = (self.session.project().clone(), self.session.revision());
        let result = self.session.perform(command, at(1));
        let after = (self.session.project().clone(), self.session.revision());
        match (command, result) {
            // A save that failed may have put the new file in its place.
            (Command::Save, _) => {
                assert_eq!(before, after);
                self.saved.push(after.0);
            }
            // There may be nothing to undo, where the disk has refused everything.
            (_, Ok(outcome)) => assert!(outcome.changed || *command == Command::Undo, "{command:?}"),
            (_, Err(failure)) => {
                assert_eq!(before, after, "{command:?}: what cannot be written is taken back");
                assert!(failure.to_string().contains("was taken back"), "{failure}");
            }
        }
    }
}

#[test]
fn a_disk_that_fails_at_every_operation() {
    let counting = Arc::new(FaultyDisk::counting());
    let folder = folder();
    let path = folder.path().join("a.ron");
    make_file(&path);
    drop(work(counting.clone(), &path));
    let operations = counting.changes();
    assert!(operations > 18, "only {operations} operations");
    for fail_at in 0..operations {
        for fault in [Fault::Refused, Fault::Torn, Fault::Unsynced] {
            for afterwards in [Afterwards::Recovers, Afterwards::Dead] {
                fail_once(fail_at, fault, afterwards);
            }
        }
    }
}

fn fail_once(fail_at: usize, fault: Fault, afterwards: Afterwards) {
    let what = format!("operation {fail_at} {fault:?}, then the disk {afterwards:?}");
    let folder = folder();
    let path = folder.path().join("a.ron");
    make_file(&path);
    let disk = Arc::new(FaultyDisk::new(fail_at, fault, afterwards, ErrorKind::StorageFull));
    let Day { session, saved } = work(disk, &path);
    let project = session.project().clone();
    drop(session);
    // The file by itself is one that was saved, whole.
    let file = read(&std::fs::read(&path).expect("the file"), None).expect("it is a project");
    assert_eq!(file.problems, [], "{what}");
    assert!(saved.contains(&file.project), "{what}: the file is neither old nor new");
    let (world, problems) = World::open(&path, 4);
    let lines = log::read(&std::fs::read(beside(&path, ".log")).unwrap_or_default());
    assert_eq!(lines.gap, None, "{what}: every line of the log but the last one can be read");
    let mut found = world.project().clone();
    if found != project && afterwards == Afterwards::Dead {
        // The change under which the disk died may have reached it, although that could not be acknowledged any more.
        let last = lines.transactions.last().expect("a transaction");
        assert_eq!(found.apply_all(&last.inverse_edits()), Ok(()), "{what}");
    }
    assert_eq!(found, project, "{what}: {problems:?}");
    let cut_short = problems.iter().all(|problem| problem.what.contains("cut short"));
    assert!(cut_short && (problems.is_empty() || afterwards == Afterwards::Dead), "{what}: {problems:?}");
}
