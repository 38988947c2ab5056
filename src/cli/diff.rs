//! `entente diff`: what is different between two projects, in words.

use super::open;
use super::output::{self, Format};
use super::report::{self, Answer, Trouble};
use crate::query::changes::{Change, between};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

const ABOUT: &str = "\
Say what is different between two projects

Every record that came, went or was changed, field by field, lists item by item, texts line by line: “event “Visit to Rabat”: date 2025-03 → 2025-03-10”. Who changed something and when is said by “entente log”. Nothing is written.

JSON: an array of {record, kind, name, what, details}; what is added, removed or changed; details is an array of {field, label, line, before, after}: field is the name in the file, before and after are words, null where there is nothing, line is that of a text and null elsewhere. Nothing is shortened in JSON.

Exit code: 0 the two are the same, 1 they are not, 2 one of them could not be read.";

/// Say what is different between two projects
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Diff {
    /// The one.
    #[arg(value_name = "A.ron")]
    a: PathBuf,
    /// The other.
    #[arg(value_name = "B.ron")]
    b: PathBuf,
    #[command(flatten)]
    format: Format,
}

/// A change as JSON has it.
#[derive(Serialize)]
pub(super) struct Row<'c> {
    record: String,
    kind: &'static str,
    name: &'c str,
    what: &'static str,
    details: Vec<Value<'c>>,
}

/// A detail as JSON has it.
#[derive(Serialize)]
pub(super) struct Value<'c> {
    field: &'static str,
    label: &'static str,
    line: Option<usize>,
    before: Option<&'c str>,
    after: Option<&'c str>,
}

impl<'c> From<&'c Change> for Row<'c> {
    fn from(change: &'c Change) -> Self {
        Self {
            record: change.record.to_string(),
            kind: change.noun,
            name: &change.name,
            what: change.what.name(),
            details: change.details.iter().map(Value::from).collect(),
        }
    }
}

impl<'c> From<&'c crate::query::changes::Detail> for Value<'c> {
    fn from(detail: &'c crate::query::changes::Detail) -> Self {
        let (before, after) = (detail.before.as_deref(), detail.after.as_deref());
        Self { field: detail.field, label: detail.label, line: detail.line, before, after }
    }
}

/// The lines of some changes, each ended.
pub(super) fn lines(changes: &[Change]) -> String {
    ended("", changes.iter().flat_map(Change::lines))
}

/// Lines behind some blanks, each ended, and none of them steers a terminal.
pub(super) fn ended(indent: &str, lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|line| [indent.to_owned(), report::harmless(&line), "\n".to_owned()]).collect()
}

impl Diff {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let (a, b) = (open::copy(&self.a)?, open::copy(&self.b)?);
        let changes = between(a.project(), b.project());
        if self.format.json {
            output::json(&changes.iter().map(Row::from).collect::<Vec<_>>())?;
        } else {
            output::put(&lines(&changes))?;
        }
        Ok(if changes.is_empty() { Answer::Yes } else { Answer::No })
    }
}
