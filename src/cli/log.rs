//! `entente log`: every change that the log of a project has.

use super::diff::{Row as ChangeRow, ended};
use super::open;
use super::output::{self, Format};
use super::report::{self, Answer, Trouble};
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

From the last to the first: when, who, what, and under it what became of which records. With --record only what concerns one record, by its id or its whole name; records that are gone are found as well. At the end stands where the history begins: a project that came without its log has none. Moments are in UTC.

JSON: {begins, after, transactions}; begins is “project” if the log has every change since the project was made, “handed-over” if it was begun when the file contained the transaction after, “lost” if there is no log; transactions is an array of {id, at, by, title, undoes, redoes, merged, changes}, the last one first, where changes is what “entente diff --json” has.

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
    transactions: Vec<Row<'l>>,
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
            let mut text: String = entries.iter().map(drawn).collect();
            text.push_str(&beginning(session.begins()));
            text.push('\n');
            output::put(&text)?;
        }
        Ok(if entries.is_empty() { Answer::No } else { Answer::Yes })
    }
}

/// The last first. Going back, each transaction is taken back, so that everything has the name that it had then.
fn entries(session: &Session) -> Vec<Entry> {
    let mut after = session.project().clone();
    let of_one = |tx: &Arc<Tx>| {
        let mut before = after.clone();
        // Where a line of the log is missing the way back ends: names are then those of today.
        let fits = before.apply_all(&tx.inverse_edits()).is_ok();
        let changes = changes(&tx.edits, &before, &after);
        if fits {
            after = before;
        }
        Entry { tx: Arc::clone(tx), changes }
    };
    session.transactions().iter().rev().map(of_one).collect()
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
    };
    Whole { begins, after, transactions: entries.iter().map(row).collect() }
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
            "The history begins after {after}: what came before is in the log of whoever handed the project over."
        ),
        Beginning::Lost => {
            "The history is not here: the file came without its log. What it holds is complete.".to_owned()
        }
    }
}
