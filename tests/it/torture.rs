//! A program that is killed while it carries out random commands, over and over, and a disk that fails under it: every
//! command that was acknowledged is there afterwards, the file is whole and sound, and nothing else has changed.
//!
//! The suite runs a few rounds; `cargo run --release --example torture -- 1000` runs as many as asked for. What this does
//! *not* try: pulling the plug. No portable test can lose what was written and not synced.

use super::world::{World, at, command, folder, make_file, steps};
use entente::files::disk::beside;
use entente::files::faulty::{Afterwards, Fault, FaultyDisk};
use entente::files::read::read;
use entente::files::{Disk, log};
use entente::model::TxId;
use entente::project::Project;
use entente::project::check::check;
use entente::session::Command;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::fmt;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::process::{Command as Program, Stdio};
use std::sync::Arc;
use std::time::Duration;

const ACKNOWLEDGED: &str = "acknowledged ";

/// A log that grows for ever makes every round slower, so a new project is begun after so many.
const ROUNDS_OF_ONE_PROJECT: usize = 40;

/// What the rounds came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// How often the program was killed, or its disk failed.
    pub rounds: usize,
    /// Commands that were acknowledged; all of them were there.
    pub acknowledged: usize,
    /// Commands that were there although the program was stopped before it could say so.
    pub in_between: usize,
    /// Lines of the log that were cut short; each was dropped, and said.
    pub cut_short: usize,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rounds, acknowledged, in_between, cut_short } = self;
        write!(f, "{rounds} rounds: {acknowledged} commands acknowledged, 0 of them lost; ")?;
        write!(f, "{in_between} done and not acknowledged; {cut_short} cut short and said")
    }
}

/// The program that is killed: opens the project, carries out random commands and acknowledges each. It never ends by
/// itself.
pub fn victim(path: &Path, seed: u64) {
    let (mut world, _) = World::open(path, seed);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    loop {
        let steps = steps(30).new_tree(&mut runner).expect("steps").current();
        // The file is written on another thread while commands are carried out, as the window does it.
        let saving = world.session.begin_save(at(90)).expect("nothing else is being saved");
        let writer = std::thread::spawn(move || saving.run());
        for step in steps {
            let command = command(world.project(), &step);
            if world.perform(&command).is_ok_and(|outcome| outcome.changed) {
                let done = world.session.transactions().last().expect("what was just done");
                println!("{ACKNOWLEDGED}{}.", done.id);
            }
        }
        world.session.end_save(writer.join().expect("it is written")).expect("saved");
    }
}

/// Kills the program so often at random moments, and looks after each time. `program` starts [`victim`].
pub fn kill(rounds: usize, seed: u64, program: impl Fn(&Path, u64) -> Program) -> Tally {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut tally = Tally::default();
    while tally.rounds < rounds {
        let folder = folder();
        let path = folder.path().join("a.ron");
        make_file(&path);
        let mut known: Vec<TxId> = Vec::new();
        for _ in 0..ROUNDS_OF_ONE_PROJECT.min(rounds - tally.rounds) {
            let child = program(&path, random.u64(..));
            let acknowledged = run_and_kill(child, Duration::from_micros(random.u64(0..60_000)));
            let what = format!("round {} of seed {seed}", tally.rounds);
            look_after(&path, &mut known, &acknowledged, &what, &mut tally);
            tally.rounds += 1;
        }
    }
    tally
}

fn run_and_kill(mut program: Program, after: Duration) -> Vec<TxId> {
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    let mut said = String::new();
    while !said.contains(ACKNOWLEDGED) {
        assert!(output.read_line(&mut said).expect("a line") > 0, "the program ended by itself: {said}");
    }
    std::thread::sleep(after);
    child.kill().expect("the program is killed");
    child.wait().expect("the program has ended");
    output.read_to_string(&mut said).expect("the rest of its output");
    // A line that the kill cut short has no full stop.
    let ids = said.lines().filter_map(|line| line.split_once(ACKNOWLEDGED)?.1.strip_suffix('.')?.parse().ok());
    ids.collect()
}

/// Opens the project and compares it with what is known of it.
fn look_after(path: &Path, known: &mut Vec<TxId>, acknowledged: &[TxId], what: &str, tally: &mut Tally) {
    let file = read(&std::fs::read(path).expect("the file"), None).expect("it is a project");
    assert_eq!(file.problems, [], "{what}: the file is whole");
    assert_eq!(check(&file.project), [], "{what}: and sound");
    let lines = log::read(&std::fs::read(beside(path, ".log")).unwrap_or_default());
    assert_eq!(lines.gap, None, "{what}: every line of the log but the last can be read");
    let (world, problems) = World::open(path, 1);
    assert!(problems.iter().all(|problem| problem.what.contains("cut short")), "{what}: {problems:?}");
    assert_eq!(check(world.project()), [], "{what}");
    let done: Vec<TxId> = world.session.transactions().iter().map(|tx| tx.id).collect();
    let expected: Vec<TxId> = known.iter().chain(acknowledged).copied().collect();
    assert!(done.starts_with(&expected), "{what}: an acknowledged command is not there");
    assert!(done.len() <= expected.len() + 1, "{what}: more was done than was asked for");
    // What is there is what the commands made of it, and nothing else: taken back, all of them leave nothing.
    let first = world.session.trail().back_to(0).expect("the log leads back");
    assert_eq!(first.project, Project::new(first.project.id()), "{what}");
    tally.acknowledged += acknowledged.len();
    tally.in_between += done.len() - expected.len();
    tally.cut_short += problems.len();
    *known = done;
}

/// Lets the disk fail so often, each time at another operation and in another way, and looks after each time.
pub fn fail(rounds: usize, seed: u64) -> Tally {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut tally = Tally::default();
    for round in 0..rounds {
        let folder = folder();
        let path = folder.path().join("a.ron");
        make_file(&path);
        let fault = [Fault::Refused, Fault::Torn, Fault::Unsynced][round % 3];
        let afterwards = [Afterwards::Dead, Afterwards::Recovers][round / 3 % 2];
        let kind = [ErrorKind::StorageFull, ErrorKind::Other][round / 6 % 2];
        let disk: Arc<dyn Disk> = Arc::new(FaultyDisk::new(random.usize(..60), fault, afterwards, kind));
        let what = format!("round {round} of seed {seed}: {fault:?}, then {afterwards:?}");
        let acknowledged = work_on(&disk, &path, random.u64(..));
        look_after(&path, &mut Vec::new(), &acknowledged, &what, &mut tally);
        tally.rounds += 1;
    }
    tally
}

/// Carries out some commands on a disk that fails; gives the transactions that were acknowledged.
fn work_on(disk: &Arc<dyn Disk>, path: &Path, seed: u64) -> Vec<TxId> {
    let (mut world, _) = World::open_on(disk, path, seed);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let steps = steps(40).new_tree(&mut runner).expect("steps").current();
    let mut saving = None;
    for (place, step) in steps.iter().enumerate() {
        let command = command(world.project(), step);
        let before = world.project().clone();
        if world.perform(&command).is_err() {
            assert_eq!(world.project(), &before, "what could not be written down was taken back");
        }
        match (place % 9, saving.take()) {
            (2, None) => saving = world.session.begin_save(at(90)).ok(),
            (5, Some(begun)) => drop(world.session.end_save(begun.run())),
            (8, None) => drop(world.session.perform(&Command::Save, at(90))),
            (_, begun) => saving = begun,
        }
    }
    world.session.transactions().iter().map(|tx| tx.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const VICTIM: &str = "ENTENTE_TEST_VICTIM";

    /// Not a test by itself: the program that is killed.
    #[test]
    fn a_victim() {
        let Some(path) = std::env::var_os(VICTIM) else { return };
        let seed = std::env::var("ENTENTE_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        victim(Path::new(&path), seed.expect("a seed"));
    }

    #[test]
    fn killed_at_random_moments() {
        let tally = kill(30, 11, |path, seed| {
            let mut program = Program::new(std::env::current_exe().expect("this program"));
            program.args(["--exact", "torture::tests::a_victim", "--nocapture"]);
            program.env(VICTIM, path).env("ENTENTE_TEST_SEED", seed.to_string());
            program
        });
        assert!(tally.acknowledged > 30, "the test shows nothing: {tally}");
    }

    #[test]
    fn a_disk_that_fails_at_random_operations() {
        let tally = fail(60, 5);
        assert!(tally.acknowledged > 60, "the test shows nothing: {tally}");
    }
}
