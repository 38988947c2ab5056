//! `entente check`: whether a project file and what is in it are sound; with `--coding`, what looks like a flaw in what
//! people coded. It writes nothing, whatever it finds.

use super::open;
use super::output::{self, Column, Format};
use super::report::{Answer, Trouble};
use crate::files::Problem;
use crate::model::Anchor;
use crate::project::{Project, check};
use crate::query::coding::{Cache, Finding, coding};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

const ABOUT: &str = "\
Say what is wrong with a project file and its contents

Reads the file, its log and every record, and lists what could not be read, what does not fit together and what would be repaired on opening. Nothing is written.

Marks that are doubtful or lost since a text was changed are counted; they are no fault.

With --coding it lists instead what looks like a flaw in the coding of a sound project: events without a date, participants or evidence, the same words marked twice, one spelling of two entities, entities used once, what happened after it was reported, roles, links and figures that cannot be right, codes without a definition, documents that are done with open suggestions. Each is a question: the window ignores it with a reason, and then it is listed as ignored.

JSON: an array of {line, column, record, what}; line and column are null where the problem is not about a place in the file, record where it is not about one. Empty if all is sound. With --coding: an array of {kind, records [id], what, rests_on, repair, ignored}; repair says what would put it right and is null where nothing suggests itself, ignored is the reason why it is all right and null while it is open.

Exit code: 0 sound, or with --coding nothing is open; 1 problems were found; 2 it is no project that this program can read.";

/// Say what is wrong with a project file and its contents
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Check {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// List what looks like a flaw in the coding.
    #[arg(long)]
    coding: bool,
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
        if self.coding {
            return self.of_coding();
        }
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
            let (counts, rest) = (counts(project), to_check(project) + &in_the_log(session.unsaved()));
            output::put(&format!("“{name}” is sound: {counts}.{rest}\n"))?;
        }
        Ok(Answer::Yes)
    }

    fn of_coding(&self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let project = session.project();
        let found = coding(project, &mut Cache::default());
        let open = found.iter().filter(|finding| finding.ignored.is_none()).count();
        let rows: Vec<Flawed> = found.iter().map(|finding| flawed(project, finding)).collect();
        output::rows(self.format, &rows, &FLAWED, flawed_cells)?;
        if open > 0 {
            return Ok(Answer::No);
        }
        if !self.format.json {
            let ignored = if rows.is_empty() { String::new() } else { format!(" {} ignored.", rows.len()) };
            output::put(&format!(
                "Nothing looks like a flaw in the coding of “{}”.{ignored}\n",
                self.project.display()
            ))?;
        }
        Ok(Answer::Yes)
    }
}

#[derive(Serialize)]
struct Flawed {
    kind: &'static str,
    records: Vec<String>,
    what: String,
    rests_on: String,
    repair: Option<String>,
    ignored: Option<String>,
}

const FLAWED: [Column; 4] =
    [Column::Left("kind"), Column::Left("what"), Column::Left("repair"), Column::Left("ignored")];

fn flawed(project: &Project, finding: &Finding) -> Flawed {
    let ruling = finding.ignored.and_then(|id| project.rulings().get(id));
    Flawed {
        kind: finding.flaw.name(),
        records: finding.records.iter().map(ToString::to_string).collect(),
        what: finding.what.clone(),
        rests_on: finding.rests_on.clone(),
        repair: finding.repair.as_ref().map(|repair| repair.words(project)),
        ignored: ruling.map(|ruling| ruling.reason.clone()),
    }
}

fn flawed_cells(row: &Flawed) -> Vec<String> {
    let or_nothing = |words: &Option<String>| words.clone().unwrap_or_default();
    vec![row.kind.to_owned(), row.what.clone(), or_nothing(&row.repair), or_nothing(&row.ignored)]
}

fn cells(row: &Row) -> Vec<String> {
    let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![number(row.line), number(row.column), row.record.clone().unwrap_or_default(), row.what.clone()]
}

/// Changes that were not saved into the file: nothing is lost, but the file alone does not have them.
fn in_the_log(unsaved: usize) -> String {
    match unsaved {
        0 => String::new(),
        1 => " 1 change stands in the log only.".to_owned(),
        many => format!(" {many} changes stand in the log only."),
    }
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
