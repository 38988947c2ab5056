//! `entente grid`: what each document says of one event, field by field.

use super::open;
use super::output::{self, Column as Shown, Format};
use super::places::Ruler;
use super::report::{Answer, Trouble};
use crate::base::when::When;
use crate::model::{Event, EventId, MarkId};
use crate::project::Project;
use crate::query::grid::{By, Cell, Grid as Found, Row, grid};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

const ABOUT: &str = "\
Compare what the documents say of an event

One row a field, one column a document: what its marks state, with the quote. Outlets that copy one agency are one origin and corroborate once. Documents set aside and marks in zones say nothing.

JSON: {event, title, origins, contradictions, documents: [{id, outlet, date, origin}], rows: [{field, label, accepted, by, origins, cells: [{document, value, quote, mark, start_char, end_char, accepted, contradicts}]}]}. field is type, when, place, role, figure or status; accepted is what the event has, \"\" if nothing; by is documents, analyst (no document says so) or nobody; origins says how many distinct origins state it; contradicts lists the ids of the documents that say what cannot be so as well. Documents of one number in origin are one origin. Places count Unicode code points, the end not included; they are null where the words are gone from the text.

Exit code: 0 the event is there; 2 it could not be done.";

/// Compare what the documents say of an event
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Grid {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// The event: its id or its whole title.
    #[arg(value_name = "EVENT")]
    event: String,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Answered {
    event: String,
    title: String,
    origins: usize,
    contradictions: usize,
    documents: Vec<Document>,
    rows: Vec<Line>,
}

#[derive(Serialize)]
struct Document {
    id: String,
    outlet: String,
    date: Option<String>,
    origin: usize,
}

#[derive(Serialize)]
struct Line {
    field: &'static str,
    label: String,
    accepted: String,
    by: &'static str,
    origins: usize,
    cells: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    document: String,
    value: String,
    quote: String,
    mark: String,
    start_char: Option<usize>,
    end_char: Option<usize>,
    accepted: bool,
    contradicts: Vec<String>,
}

impl Grid {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let project = session.project();
        let (id, event) = find(project, &self.event)?;
        let found = grid(project, id).ok_or_else(|| missing(&self.event))?;
        if self.format.json {
            output::json(&answered(project, event, &found))?;
        } else {
            table(&found)?;
        }
        Ok(Answer::Yes)
    }
}

/// The event with this id or this title.
fn find<'p>(project: &'p Project, asked: &str) -> Result<(EventId, &'p Event), Trouble> {
    if let Some((id, event)) = asked.parse().ok().and_then(|id: EventId| Some((id, project.events().get(id)?))) {
        return Ok((id, event));
    }
    let mut titled = project.events().iter().filter(|(_, event)| event.title == asked);
    match (titled.next(), titled.next()) {
        (Some((id, event)), None) => Ok((id, event)),
        (Some(_), Some(_)) => Err(Trouble::new(format!(
            "Several events are called “{asked}”. Nothing was printed. Name the one that you mean by its id; \
             “entente show PROJECT.ron events” lists them."
        ))),
        (None, _) => Err(missing(asked)),
    }
}

fn missing(asked: &str) -> Trouble {
    Trouble::new(format!(
        "There is no event “{asked}” in this project. Nothing was printed. “entente show PROJECT.ron events” lists the \
         ids and titles of all events."
    ))
}

fn answered(project: &Project, event: &Event, found: &Found) -> Answered {
    let documents = found.columns.iter().map(|column| Document {
        id: column.document.to_string(),
        outlet: column.outlet.clone(),
        date: column.date.as_ref().map(When::to_string),
        origin: column.origin,
    });
    Answered {
        event: found.event.to_string(),
        title: event.title.clone(),
        origins: found.origins,
        contradictions: found.contradictions(),
        documents: documents.collect(),
        rows: found.rows.iter().map(|row| line(project, found, row)).collect(),
    }
}

fn line(project: &Project, found: &Found, row: &Row) -> Line {
    let by = match row.by {
        By::Nobody => "nobody",
        By::Analyst => "analyst",
        By::Documents => "documents",
    };
    Line {
        field: row.topic.name(),
        label: row.label.clone(),
        accepted: row.accepted.clone(),
        by,
        origins: row.origins,
        cells: row.cells.iter().map(|cell| value(project, found, cell)).collect(),
    }
}

fn value(project: &Project, found: &Found, cell: &Cell) -> Said {
    let document = |column: usize| found.columns.get(column).map(|column| column.document.to_string());
    let place = place(project, cell.mark);
    Said {
        document: document(cell.column).unwrap_or_default(),
        value: cell.value.clone(),
        quote: cell.quote.clone(),
        mark: cell.mark.to_string(),
        start_char: place.map(|place| place.start_char),
        end_char: place.map(|place| place.end_char),
        accepted: cell.accepted,
        contradicts: cell.contradicts.iter().filter_map(|column| document(*column)).collect(),
    }
}

/// The whole reach of a mark whose words are in the text.
fn place(project: &Project, mark: MarkId) -> Option<super::places::Place> {
    let mark = project.marks().get(mark).filter(|mark| mark.anchor != crate::model::Anchor::Lost)?;
    Ruler::new(project.text(mark.document)).place(mark.pieces.hull())
}

fn table(found: &Found) -> Result<(), Trouble> {
    let mut shown = vec![Shown::Left("field"), Shown::Left("accepted"), Shown::Right("origins")];
    let mut names: Vec<String> = ["FIELD", "ACCEPTED", "ORIGINS"].map(str::to_owned).to_vec();
    for column in &found.columns {
        shown.push(Shown::Left("document"));
        let date = column.date.as_ref().map(|date| format!(" {date}")).unwrap_or_default();
        names.push(format!("{}{date}", column.outlet));
    }
    output::table(&shown, names, found.rows.iter().map(|row| cells(found, row)).collect())
}

fn cells(found: &Found, row: &Row) -> Vec<String> {
    let accepted = match row.by {
        By::Analyst => format!("{} (analyst)", row.accepted),
        By::Nobody | By::Documents => row.accepted.clone(),
    };
    let of = |column: usize| {
        let cells = row.cells.iter().filter(|cell| cell.column == column);
        let sign = |cell: &Cell| if cell.contradicts.is_empty() { "" } else { "≠ " };
        cells.map(|cell| format!("{}{}", sign(cell), cell.value)).collect::<Vec<_>>().join("; ")
    };
    let head = [row.label.clone(), accepted, row.origins.to_string()];
    head.into_iter().chain((0..found.columns.len()).map(of)).collect()
}
