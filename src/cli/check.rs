//! `entente check`: whether a project file and what is in it are sound. It writes nothing, whatever it finds.

use super::open;
use super::output::{self, Column, Format};
use super::report::{Answer, Trouble};
use crate::files::Problem;
use crate::model::Anchor;
use crate::project::{Project, check};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

const ABOUT: &str = "\
Say what is wrong with a project file and its contents

Reads the file, its log and every record, and lists what could not be read, what does not fit together and what would be repaired on opening. Nothing is written.

Marks that are doubtful or lost since a text was changed are counted; they are no fault.

JSON: an array of {line, column, record, what}; line and column are null where the problem is not about a place in the file, record where it is not about one. Empty if all is sound.

Exit code: 0 sound, 1 problems were found, 2 it is no project that this program can read.";

/// Say what is wrong with a project file and its contents
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Check {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    line: Option<usize>,
    column: Option<usize>,
    record: Option<String>,
    what: String,
}

impl From<Problem> for Row {
    fn from(problem: Problem) -> Self {
        let record = problem.record.map(|id| id.to_string());
        Self { line: problem.line, column: problem.column, record, what: problem.what }
    }
}

const COLUMNS: [Column; 4] =
    [Column::Right("line"), Column::Right("column"), Column::Left("record"), Column::Left("what")];

impl Check {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let (session, problems) = open::quietly(&self.project)?;
        let found =
            check::check(session.project()).into_iter().map(|finding| Problem::of(finding.record, finding.what));
        let rows: Vec<Row> = problems.into_iter().chain(found).map(Row::from).collect();
        output::rows(self.format, &rows, &COLUMNS, cells)?;
        if !rows.is_empty() {
            return Ok(Answer::No);
        }
        if !self.format.json {
            let (name, project) = (self.project.display(), session.project());
            output::put(&format!("“{name}” is sound: {}.{}\n", counts(project), to_check(project)))?;
        }
        Ok(Answer::Yes)
    }
}

fn cells(row: &Row) -> Vec<String> {
    let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![number(row.line), number(row.column), row.record.clone().unwrap_or_default(), row.what.clone()]
}

/// Marks whose words were changed or are gone: the file is sound, but somebody should look.
fn to_check(project: &Project) -> String {
    let count = |anchor: Anchor| project.marks().iter().filter(|(_, mark)| mark.anchor == anchor).count();
    match (count(Anchor::Doubtful), count(Anchor::Lost)) {
        (0, 0) => String::new(),
        (doubtful, lost) => format!(" Marks to check: {doubtful} doubtful, {lost} lost."),
    }
}

fn counts(project: &Project) -> String {
    let counts = [
        (project.documents().len(), "document", "documents"),
        (project.marks().len(), "mark", "marks"),
        (project.events().len(), "event", "events"),
        (project.entities().len(), "entity", "entities"),
        (project.codes().len(), "code", "codes"),
        (project.views().len(), "view", "views"),
        (project.rulings().len(), "ruling", "rulings"),
    ];
    let counted = counts.map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }));
    counted.join(", ")
}
