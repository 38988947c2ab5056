//! `entente same`: which events may be the same as one.

use super::open;
use super::output::{self, Column, Format};
use super::report::{self, Answer, Trouble};
use crate::model::EventId;
use crate::project::Project;
use crate::query::same::{Candidate, candidates};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

const ABOUT: &str = "\
List events that may be the same as one

The likeliest first, with what speaks for it and what against. Events that somebody said are not the same, and events that are linked to each other, are left out. Nothing is changed: in the window a person decides, in a file for “entente perform” the commands MergeEvents and KeepApart do.

JSON: an array of {event, score, because, differs}; event is an id, score goes from 0 to 1, because and differs are words. In differs the event that was asked about comes first: “10 March 2025, the other 5 March 2025”.

Exit code: 0 some may be the same, 1 none is, 2 there is no such event or the project could not be read.";

/// List events that may be the same as one
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Same {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// The event: its id, or its title exactly.
    #[arg(value_name = "EVENT")]
    event: String,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    event: String,
    score: f64,
    because: Vec<String>,
    differs: Vec<String>,
    #[serde(skip)]
    title: String,
}

const COLUMNS: [Column; 5] = [
    Column::Left("event"),
    Column::Right("score"),
    Column::Left("title"),
    Column::Left("because"),
    Column::Left("differs"),
];

impl Same {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let project = session.project();
        let event = find(project, &self.event)?;
        let rows: Vec<Row> = candidates(project, event).into_iter().map(|one| row(project, one)).collect();
        output::rows(self.format, &rows, &COLUMNS, cells)?;
        if rows.is_empty() {
            report::remark(&format!("No event seems to be the same as “{}”.", project.label(event.into())));
            return Ok(Answer::No);
        }
        Ok(Answer::Yes)
    }
}

fn find(project: &Project, wanted: &str) -> Result<EventId, Trouble> {
    let by_id = wanted.parse::<EventId>().ok().filter(|id| project.events().get(*id).is_some());
    if let Some(id) = by_id {
        return Ok(id);
    }
    let titled = project.events().iter().filter(|(_, event)| event.title == wanted).map(|(id, _)| id);
    match titled.collect::<Vec<_>>().as_slice() {
        [id] => Ok(*id),
        [] => Err(Trouble::new(format!(
            "There is no event “{wanted}” in this project. “entente show PROJECT.ron events” lists them; give an id or \
             a whole title."
        ))),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Trouble::new(format!(
                "Several events are called “{wanted}”: {}. Give the id of the one that is meant.",
                ids.join(", ")
            )))
        }
    }
}

fn row(project: &Project, one: Candidate) -> Row {
    let title = project.label(one.event.into()).to_owned();
    Row { event: one.event.to_string(), score: one.score, because: one.because, differs: one.differs, title }
}

fn cells(row: &Row) -> Vec<String> {
    vec![
        row.event.clone(),
        format!("{:.2}", row.score),
        row.title.clone(),
        row.because.join(" · "),
        row.differs.join(" · "),
    ]
}
