//! A file of commands: `entente perform PROJECT.ron COMMANDS.ron`.
//!
//! The file is a RON list of steps, each with a [`Command`] and, if later steps speak of what it
//! makes, a name:
//!
//! ```ron
//! [
//!     (name: "visit", do: AddEvent(changes: [Title("Minister visits Rabat")])),
//!     (do: ChangeEvent(event: "$visit", changes: [Note("Four articles report it.")])),
//! ]
//! ```
//!
//! A string that is nothing but `$name` stands for the id of that record. Names that no step has given are looked
//! up among the records of the project by their exact label (`"$Visit"` is the code of that name), if just one has
//! it; `$name.mark` is the mark that a step (`TagNew`, `AddFor`) made beside its event or entity. A string that really begins
//! with a dollar is written `$$…`.
//!
//! Names are replaced before a step is read, so that a command itself knows only ids.

use super::command::Command;
use crate::model::RecordId;
use crate::ops::Refused;
use crate::project::{Project, Tabled};
use ron::value::RawValue;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A step as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    #[serde(default)]
    name: String,
    #[serde(rename = "do")]
    command: Box<RawValue>,
}

/// The steps of a file, not yet read as commands.
#[derive(Debug)]
pub struct Script {
    steps: Vec<RawStep>,
}

/// What the names of a script stand for so far.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, RecordId>);

impl Names {
    /// Notes what a step made: the record itself under its name, its mark under `name.mark`.
    pub fn note(&mut self, name: &str, made: &[RecordId]) {
        if name.is_empty() {
            return;
        }
        if let Some(principal) = made.first() {
            self.0.insert(name.to_owned(), *principal);
        }
        if let Some(mark) = made.iter().find(|id| matches!(id, RecordId::Mark(_))) {
            self.0.insert(format!("{name}.mark"), *mark);
        }
    }
}

impl Script {
    /// Reads a file of steps.
    ///
    /// # Errors
    /// With line and column if it is not a list of steps.
    pub fn parse(source: &str) -> Result<Self, Refused> {
        let steps = crate::files::format::options().from_str::<Vec<RawStep>>(source.trim_start_matches('\u{feff}'));
        let steps = steps.map_err(|error| {
            let at = place(&error);
            Refused::because(format!("The commands cannot be read: {at}: {}", error.code))
        })?;
        Ok(Self { steps })
    }

    /// How many steps.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is no step.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The name of step number `at` (from 0); empty if it has none.
    #[must_use]
    pub fn name(&self, at: usize) -> &str {
        self.steps.get(at).map_or("", |step| &step.name)
    }

    /// Step number `at` (from 0): its name and its command, with all names replaced.
    ///
    /// # Errors
    /// If a name stands for nothing or for several records, or the command cannot be read.
    pub fn step(&self, at: usize, names: &Names, project: &Project) -> Result<(&str, Command), Refused> {
        let step = self.steps.get(at).ok_or_else(|| Refused::because("There is no such step"))?;
        let source = replace_names(step.command.get_ron(), names, project)?;
        let command = crate::files::format::options().from_str(&source);
        let command = command.map_err(|error| {
            let at = place(&error);
            Refused::because(format!("It is not a command: {at} of the step: {}", error.code))
        })?;
        Ok((&step.name, command))
    }
}

fn place(error: &ron::error::SpannedError) -> String {
    format!("line {}, column {}", error.span.start.line, error.span.start.col)
}

/// Replaces every string literal that is nothing but `$name`.
fn replace_names(source: &str, names: &Names, project: &Project) -> Result<String, Refused> {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = next_literal(rest) {
        let (before, literal) = rest.split_at(start);
        let Some(end) = end_of_literal(literal) else { break };
        let (literal, after) = literal.split_at(end);
        out.push_str(before);
        match literal.trim_matches('"').strip_prefix('$') {
            Some(dollar) if dollar.starts_with('$') => {
                out.push('"');
                out.push_str(dollar);
                out.push('"');
            }
            Some(name) => out.extend(["\"", &find(name, names, project)?.to_string(), "\""]),
            None => out.push_str(literal),
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The byte at which the next string literal begins; quotes in `//` comments do not count.
fn next_literal(source: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = source.get(from..)?;
        let quote = rest.find('"')?;
        // Only up to the quote: looking further each time would cost the square of a long list of ids.
        match rest.get(..quote)?.find("//") {
            None => return Some(from + quote),
            Some(comment) => from += comment + rest.get(comment..)?.find('\n')?,
        }
    }
}

/// Bytes of a string literal that begins with its opening quote, both quotes included.
fn end_of_literal(literal: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in literal.char_indices().skip(1) {
        match character {
            '"' if !escaped => return Some(at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

fn find(name: &str, names: &Names, project: &Project) -> Result<RecordId, Refused> {
    if let Some(id) = names.0.get(name) {
        return Ok(*id);
    }
    let mut found = labelled(project, name).into_iter();
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id),
        (None, _) => Err(Refused::because(format!("No step and no record has the name “{name}”"))),
        (Some(_), Some(_)) => {
            Err(Refused::because(format!("Several records have the name “{name}”; write the id of the one meant")))
        }
    }
}

/// The records with this label. Marks are left out: their label is a quote.
fn labelled(project: &Project, name: &str) -> Vec<RecordId> {
    fn of<T: Tabled>(project: &Project, name: &str, found: &mut Vec<RecordId>) {
        let records = T::table(project).iter().filter(|(_, record)| record.label() == name);
        found.extend(records.map(|(id, _)| id.into()));
    }
    let mut found = Vec::new();
    of::<crate::model::Code>(project, name, &mut found);
    of::<crate::model::Entity>(project, name, &mut found);
    of::<crate::model::Event>(project, name, &mut found);
    of::<crate::model::Document>(project, name, &mut found);
    of::<crate::model::View>(project, name, &mut found);
    found
}
