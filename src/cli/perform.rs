//! `entente perform`: carries out the session's own commands from a file.

use super::open;
use super::output::{self, Column, Format};
use super::report::{self, Answer, Trouble};
use crate::files::{Disk, Doing, FileError, RealDisk, Why};
use crate::ops::Refused;
use crate::session::script::{Names, Script};
use crate::session::{Command, Outcome, Session};
use clap::Args;
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Perform commands from a file

The file is a RON list of steps, each with a command and, if later steps refer to what it makes, a name:

  [
      (name: \"visit\", do: AddEvent(changes: [Title(\"Minister visits Rabat\")])),
      (do: ChangeEvent(event: \"$visit\", changes: [Note(\"See page 2.\")])),
  ]

docs/commands.md describes every command with an example. Each step is one transaction that the window can undo. All steps are tried on a copy first: if one is refused, nothing is done at all, so that the corrected file can be performed again.

JSON: an array of {step, name, said, made, left_out}; made are the ids of new records, the one that matters first; said is empty where nothing changed.

Exit code: 0 all steps are done, 2 one was refused or the file could not be read.";

/// Perform commands from a file
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Perform {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// The file of commands; - for the standard input.
    #[arg(value_name = "COMMANDS.ron")]
    commands: PathBuf,
    /// Say what would happen, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// The name that new records carry; else that of the settings.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    step: usize,
    name: String,
    said: String,
    made: Vec<String>,
    left_out: Vec<String>,
}

const COLUMNS: [Column; 4] =
    [Column::Right("step"), Column::Left("name"), Column::Left("said"), Column::Left("made")];

/// A step that was refused, and why.
struct Stopped {
    step: String,
    why: Trouble,
}

impl Perform {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let script = Script::parse(&read(&self.commands)?).map_err(|why| self.no_script(&why))?;
        let mut session = self.session()?;
        let mut rows = Vec::new();
        let mut copy = session.rehearsal(fastrand::u64(..));
        let refused = steps(&script, &mut copy, Place::Copy, &mut rows);
        if self.dry_run || refused.is_err() {
            if !self.dry_run {
                rows.clear();
            }
            output::rows(self.format, &rows, &COLUMNS, cells)?;
            return refused.map(|()| Answer::Yes).map_err(|stopped| stopped.on_a_copy(script.len()));
        }
        rows.clear();
        let stopped = steps(&script, &mut session, Place::Project, &mut rows);
        let saved = open::save(&mut session);
        output::rows(self.format, &rows, &COLUMNS, cells)?;
        stopped.map_err(|stopped| stopped.midway(rows.len(), script.len(), &saved))?;
        saved.map(|()| Answer::Yes)
    }

    fn no_script(&self, why: &Refused) -> Trouble {
        let advice = "Nothing was changed. Correct the file; docs/commands.md says what one looks like.";
        Trouble::new(format!("“{}”: {why}. {advice}", self.commands.display()))
    }

    fn session(&self) -> Result<Session, Trouble> {
        let by = open::coder(self.by.as_ref());
        if !self.dry_run {
            return open::writing(&self.project, &by);
        }
        let project = open::reading(&self.project)?.project().clone();
        Ok(Session::in_memory(project, &by, fastrand::u64(..)))
    }
}

/// Where steps are carried out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On a copy in memory: nothing is written.
    Copy,
    /// In the project.
    Project,
}

fn steps(script: &Script, session: &mut Session, place: Place, rows: &mut Vec<Row>) -> Result<(), Stopped> {
    let mut names = Names::default();
    for at in 0..script.len() {
        let name = script.name(at);
        let outcome = step(script, at, &names, session, place);
        let outcome = outcome.map_err(|why| Stopped { step: called(at, name), why })?;
        names.note(name, &outcome.made);
        rows.push(row(at, name, outcome));
    }
    Ok(())
}

fn step(script: &Script, at: usize, names: &Names, session: &mut Session, place: Place) -> Result<Outcome, Trouble> {
    let (_, command) = script.step(at, names, session.project())?;
    if place == Place::Copy && command == Command::Save {
        return Ok(Outcome { said: "Would save".to_owned(), ..Outcome::default() });
    }
    Ok(session.perform(&command, open::now())?)
}

impl Stopped {
    /// A step was refused before anything was done.
    fn on_a_copy(&self, steps: usize) -> Trouble {
        let advice = "Nothing was changed. Correct it and perform the file again.";
        Trouble::new(format!("{} of {steps} could not be done: {} {advice}", self.step, self.why))
    }

    /// Writing failed in the middle: every step was possible.
    fn midway(&self, done: usize, steps: usize, saved: &Result<(), Trouble>) -> Trouble {
        let holds = match (done, saved) {
            (0, _) => "Nothing was changed.".to_owned(),
            (1, Ok(())) => "The step before it is done and saved.".to_owned(),
            (done, Ok(())) => format!("The {done} steps before it are done and saved."),
            (done, Err(trouble)) => format!("The {done} steps before it are done and in the log. {trouble}"),
        };
        let advice = "Undo them, or perform a file of what follows, with the ids of what they made.";
        Trouble::new(format!("{} of {steps} could not be done: {} {holds} {advice}", self.step, self.why))
    }
}

fn read(path: &Path) -> Result<String, Trouble> {
    let fails = |why: Why| FileError::new(path, Doing::Perform, why);
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        RealDisk.read(path)
    };
    let bytes = bytes.map_err(|error| FileError::io(path, Doing::Perform, &error))?;
    if bytes.is_empty() {
        return Err(fails(Why::Empty).into());
    }
    if let Some(kind) = crate::files::sniff::not_text(&bytes) {
        return Err(fails(Why::NotText(kind)).into());
    }
    String::from_utf8(bytes).map_err(|_| fails(Why::NotText("something that is not UTF-8")).into())
}

/// “Step 3 (“visit”)”, counted from 1.
fn called(at: usize, name: &str) -> String {
    let name = if name.is_empty() { String::new() } else { format!(" (“{name}”)") };
    format!("Step {}{name}", at + 1)
}

fn row(at: usize, name: &str, outcome: Outcome) -> Row {
    let made = outcome.made.iter().map(ToString::to_string).collect();
    Row { step: at + 1, name: name.to_owned(), said: outcome.said, made, left_out: outcome.left_out }
}

fn cells(row: &Row) -> Vec<String> {
    let said = if row.said.is_empty() { "Nothing to change" } else { &row.said };
    let left_out: Vec<String> = row.left_out.iter().map(|why| report::sentence(why)).collect();
    let said = [&[said.to_owned()], left_out.as_slice()].concat().join("; left out: ");
    vec![row.step.to_string(), row.name.clone(), said, row.made.join(" ")]
}
