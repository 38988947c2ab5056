//! Stories: commands as a person would give them, and the project that they lead to, told in words.
//!
//! `tests/stories/NAME.ron` is a file for `entente perform`; `NAME.snap` beside it says what each step answered and
//! what the project holds at the end. A story is told three times: straight through, closed and reopened after every
//! step, and with every step undone and done again. It must read the same. To accept a new end, read it and run the
//! test with `INSTA_UPDATE=always`.

use super::summary::summary;
use super::world::{World, at, folder, make_file};
use entente::base::id::Fresh;
use entente::model::ProjectId;
use entente::project::Project;
use entente::project::check::check;
use entente::session::script::{Names, Script};
use entente::session::{Command, Session};
use regex::Regex;
use std::fmt::Write;
use std::path::PathBuf;

#[test]
fn visit() {
    check_story("visit");
}

#[test]
fn correction() {
    check_story("correction");
}

#[test]
fn edition() {
    check_story("edition");
}

#[test]
fn undo() {
    check_story("undo");
}

#[test]
fn pieces() {
    check_story("pieces");
}

#[test]
fn edges() {
    check_story("edges");
}

#[test]
fn same() {
    check_story("same");
}

#[test]
fn no_story_is_forgotten() {
    let here = include_str!("stories.rs");
    for entry in std::fs::read_dir(folder_of_stories()).expect("the stories") {
        let path = entry.expect("a story").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let Some(name) = name.strip_suffix(".ron") else { continue };
        assert!(here.contains(&format!("check_story(\"{name}\")")), "{name} is not told");
    }
}

fn folder_of_stories() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories")
}

/// Compares with a text that lies in `tests/stories`.
pub fn assert_reads(name: &str, told: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder_of_stories());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, told));
}

fn check_story(name: &str) {
    let script = script(name);
    let told = tell(&script, empty(), |session, _| session);
    assert_reads(name, &told);
    assert_eq!(closed_and_reopened(&script), told, "{name}: closed and reopened after every step");
    assert_eq!(tell(&script, empty(), back_and_forth), told, "{name}: every step undone and done again");
}

/// The steps of a story.
pub fn script(name: &str) -> Script {
    let source = std::fs::read_to_string(folder_of_stories().join(format!("{name}.ron"))).expect("the story");
    Script::parse(&source).unwrap_or_else(|refused| panic!("{name}: {refused}"))
}

fn empty() -> Session {
    World::of(Project::new(ProjectId::from_bits(7)), 1).session
}

/// Performs the steps; `between` may do something to the session after each, or exchange it.
pub fn tell(script: &Script, mut session: Session, mut between: impl FnMut(Session, usize) -> Session) -> String {
    let mut names = Names::default();
    let mut told = String::from("What the steps answered\n");
    for number in 0..script.len() {
        let (name, command) = script.step(number, &names, session.project()).expect("a step");
        let answer = match session.perform(&command, at(i64::try_from(number).expect("a small number"))) {
            Ok(outcome) => {
                names.note(name, &outcome.made);
                if outcome.changed { outcome.said } else { "(nothing to do)".to_owned() }
            }
            Err(failure) => format!("REFUSED: {failure}"),
        };
        assert_eq!(check(session.project()), [], "step {}", number + 1);
        writeln!(told, "  {}. {}", number + 1, without_ids(&answer)).expect("room");
        session = between(session, number);
    }
    told + "\n" + &summary(session.project())
}

fn closed_and_reopened(script: &Script) -> String {
    let folder = folder();
    let path = folder.path().join("a.ron");
    make_file(&path);
    let open = |seed| {
        let (world, problems) = World::open(&path, seed);
        assert_eq!(problems, []);
        world.session
    };
    tell(script, open(1), |mut session, number| {
        if number % 3 == 1 {
            session.perform(&Command::Save, at(0)).expect("it is saved");
        }
        drop(session);
        open(1000 + u64::try_from(number).expect("a small number"))
    })
}

fn back_and_forth(mut session: Session, _: usize) -> Session {
    if session.perform(&Command::Undo, at(0)).expect("it is undone").changed {
        session.perform(&Command::Redo, at(0)).expect("it is done again");
    }
    session
}

/// Ids are random: what a person reads must not depend on them.
fn without_ids(text: &str) -> String {
    let id = Regex::new(r"\b[a-z][0-9a-hjkmnp-tv-z]{10}\b").expect("a pattern");
    id.replace_all(text, "<id>").into_owned()
}
