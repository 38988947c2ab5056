//! `entente log`: every change that the log of a project has.

use super::diff::{Row as ChangeRow, ended};
use super::open;
use super::output::{self, Format};
use super::report::{self, Answer, Trouble};
use crate::base::number::counted;
use crate::files::log::Gap;
use crate::files::store::Beginning;
use crate::model::RecordId;
use crate::project::{Cause, Project, Tx};
use crate::query::changes::{Change, changes};
use crate::session::Session;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

const ABOUT: &str = "\
List every change of a project

From the last to the first: when, who, what, and under it what became of which records. With --record only what concerns one record, by its id or its whole name; records that are gone are found as well. At the end stands where the history begins: a project that came without its log has none. Where lines of the log are missing because it was damaged, it says so at their place. Moments are in UTC.

JSON: {begins, after, gaps, transactions}; begins is “project” if the log has every change since the project was made, “handed-over” if it was begun when the file contained the transaction after, “lost” if there is no log, “unknown” if the line that says it could not be read; gaps is an array of {after, lines}, where lines are missing from the log: after is the transaction before them, null if they stand before the first one; transactions is an array of {id, at, by, title, undoes, redoes, merged, changes}, the last one first, where changes is what “entente diff --json” has.

Exit code: 0 it was listed, 1 there is nothing to list, 2 the project could not be read or has no such record.";

/// List every change of a project
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Log {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// Only what concerns this record.
    #[arg(long, value_name = "ID|NAME")]
    record: Option<String>,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Whole<'l> {
    begins: &'static str,
    after: Option<String>,
    gaps: Vec<Missing>,
    transactions: Vec<Row<'l>>,
}

/// Lines that are missing.
#[derive(Serialize)]
struct Missing {
    after: Option<String>,
    lines: usize,
}

#[derive(Serialize)]
struct Row<'l> {
    id: String,
    at: String,
    by: &'l str,
    title: &'l str,
    undoes: Option<String>,
    redoes: Option<String>,
    merged: Vec<String>,
    changes: Vec<ChangeRow<'l>>,
}

/// A transaction and what it did, in words.
struct Entry {
    tx: Arc<Tx>,
    changes: Vec<Change>,
    /// How many of all stand before it.
    place: usize,
}

impl Log {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::copy(&self.project)?;
        let mut entries = entries(&session);
        if let Some(wanted) = &self.record {
            let named = named(session.project(), &entries, wanted);
            for entry in &mut entries {
                entry.changes.retain(|change| named.contains(&change.record));
            }
            entries.retain(|entry| !entry.changes.is_empty());
            if entries.is_empty() && !is_there(session.project(), wanted) {
                return Err(Trouble::new(format!(
                    "There is no record “{wanted}” in this project or in its log. Nothing was changed. “entente show” \
                     lists what is there; give an id or a whole name."
                )));
            }
        }
        if self.format.json {
            output::json(&whole(&session, &entries))?;
        } else {
            output::put(&listed(&entries, &session))?;
        }
        Ok(if entries.is_empty() { Answer::No } else { Answer::Yes })
    }
}

/// The last first. Going back, each transaction is taken back, so that everything has the name that it had then.
fn entries(session: &Session) -> Vec<Entry> {
    let mut after = session.project().clone();
    let of_one = |(place, tx): (usize, &Arc<Tx>)| {
        let mut before = after.clone();
        // Where a line of the log is missing the way back ends: names are then those of today.
        let fits = before.apply_all(&tx.inverse_edits()).is_ok();
        let changes = changes(&tx.edits, &before, &after);
        if fits {
            after = before;
        }
        Entry { tx: Arc::clone(tx), changes, place }
    };
    session.transactions().iter().enumerate().rev().map(of_one).collect()
}

/// The changes, where others are missing between them, and where all begins.
fn listed(entries: &[Entry], session: &Session) -> String {
    let mut gaps = session.gaps().iter().rev().peekable();
    let mut text = String::new();
    for entry in entries {
        while let Some(gap) = gaps.next_if(|gap| gap.before > entry.place) {
            text.push_str(&missing(gap));
        }
        text.push_str(&drawn(entry));
    }
    gaps.for_each(|gap| text.push_str(&missing(gap)));
    text.push_str(&beginning(session.begins()));
    text + "\n"
}

fn missing(gap: &Gap) -> String {
    let (lines, was) = (counted(gap.lines, "line"), if gap.lines == 1 { "was" } else { "were" });
    format!("-- {lines} of the log {was} damaged here. What stood there is not listed.\n")
}

/// The records that are, or were once, called so.
fn named(project: &Project, entries: &[Entry], wanted: &str) -> BTreeSet<RecordId> {
    let changes = entries.iter().flat_map(|entry| &entry.changes);
    let is_named = |change: &&Change| {
        is_wanted(change, wanted) || (project.has(change.record) && project.label(change.record) == wanted)
    };
    changes.filter(is_named).map(|change| change.record).collect()
}

fn is_wanted(change: &Change, wanted: &str) -> bool {
    change.name == wanted || change.record.to_string() == wanted
}

fn is_there(project: &Project, wanted: &str) -> bool {
    crate::query::changes::between(&Project::new(project.id()), project)
        .iter()
        .any(|change| is_wanted(change, wanted))
}

fn whole<'l>(session: &Session, entries: &'l [Entry]) -> Whole<'l> {
    let (begins, after) = match session.begins() {
        Beginning::WithProject => ("project", None),
        Beginning::After(after) => ("handed-over", Some(after.to_string())),
        Beginning::Lost => ("lost", None),
        Beginning::Unknown => ("unknown", None),
    };
    let id_before = |place: usize| session.transactions().get(place.checked_sub(1)?).map(|tx| tx.id.to_string());
    let gaps = session.gaps().iter().map(|gap| Missing { after: id_before(gap.before), lines: gap.lines }).collect();
    Whole { begins, after, gaps, transactions: entries.iter().map(row).collect() }
}

fn row(entry: &Entry) -> Row<'_> {
    let tx = &entry.tx;
    let (undoes, redoes) = match tx.cause {
        Cause::Change => (None, None),
        Cause::Undo(id) => (Some(id.to_string()), None),
        Cause::Redo(id) => (None, Some(id.to_string())),
    };
    Row {
        id: tx.id.to_string(),
        at: tx.at.to_string(),
        by: &tx.by,
        title: &tx.title,
        undoes,
        redoes,
        merged: tx.merged.iter().map(ToString::to_string).collect(),
        changes: entry.changes.iter().map(ChangeRow::from).collect(),
    }
}

fn drawn(entry: &Entry) -> String {
    let tx = &entry.tx;
    let by = if tx.by.is_empty() { "somebody" } else { &tx.by };
    let head = report::harmless(&format!("{}  {by}  {}", tx.at, tx.title));
    let under = ended("    ", entry.changes.iter().flat_map(Change::lines));
    format!("{head}\n{under}")
}

fn beginning(begins: Beginning) -> String {
    match begins {
        Beginning::WithProject => "The history begins with the project.".to_owned(),
        Beginning::After(after) => format!(
            "The history begins after {after}: what came before is in another log, that of whoever handed the project over \
             or one that was here and is gone."
        ),
        Beginning::Lost => {
            "The history is not here: the file came without its log. What it holds is complete.".to_owned()
        }
        Beginning::Unknown => {
            "It is not known where the history begins: the line of the log that says it was damaged.".to_owned()
        }
    }
}
