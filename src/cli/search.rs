//! `entente search`: every place where words stand, with what stands around them.

use super::output::{self, Column, Format};
use super::places::{Place, Ruler};
use super::report::{self, Answer, Trouble};
use super::{args, open};
use crate::model::DocumentId;
use crate::project::Project;
use crate::query::search::KWIC_CHARS;
use crate::query::{Hit, Search, search};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

const ABOUT: &str = "\
Find words in all documents, each hit with its context

Case, accents and typographic variants do not matter: gerald finds Gérald and GÉRALD, and a blank finds a line break. With --regex the text is taken as it stands, but for case. Zones that are not the article are left out. Hits come by date of publication, then by place.

JSON: an array of {document, title, outlet, published, file, start_char, end_char, before, words, after}; places count Unicode code points, the end not included; before and after are at most 40 code points of the same line.

Exit code: 0 something was found, 1 nothing was found, 2 it could not be searched.";

/// Find words in all documents, each hit with its context
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Find {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// The words.
    #[arg(value_parser = args::words, allow_hyphen_values = true)]
    text: String,
    /// Take TEXT as a regular expression, in the syntax of docs.rs/regex.
    #[arg(long)]
    regex: bool,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    document: String,
    title: String,
    outlet: String,
    published: Option<String>,
    file: String,
    #[serde(flatten)]
    place: Place,
    before: String,
    words: String,
    after: String,
}

const COLUMNS: [Column; 6] = [
    Column::Left("document"),
    Column::Left("published"),
    Column::Right("place"),
    Column::Right("before"),
    Column::Left("words"),
    Column::Left("after"),
];

impl Find {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let wanted = if self.regex { self.expression()? } else { Search::text(&self.text) };
        let hits = search(session.project(), &wanted, usize::MAX);
        output::rows(self.format, &rows(session.project(), &hits), &COLUMNS, cells)?;
        if hits.is_empty() {
            report::remark(&format!("“{}” does not occur in “{}”.", self.text, self.project.display()));
            return Ok(Answer::No);
        }
        Ok(Answer::Yes)
    }

    fn expression(&self) -> Result<Search, Trouble> {
        Search::regex(&self.text).map_err(|bad| Trouble::new(report::sentence(&bad.to_string())))
    }
}

/// The hits of one document stand together, so its text is measured once.
fn rows(project: &Project, hits: &[Hit]) -> Vec<Row> {
    let of_documents = hits.chunk_by(|a, b| a.document == b.document);
    let rows = of_documents.filter_map(|hits| Some(of_document(project, hits.first()?.document, hits)));
    rows.flatten().collect()
}

fn of_document(project: &Project, id: DocumentId, hits: &[Hit]) -> Vec<Row> {
    let Some(document) = project.documents().get(id) else { return Vec::new() };
    let text = project.text(id);
    let ruler = Ruler::new(text);
    let row = |hit: &Hit| {
        let context = hit.context(text, KWIC_CHARS);
        Some(Row {
            document: id.to_string(),
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            published: document.published.as_ref().map(|published| published.when.to_string()),
            file: document.file.clone(),
            place: ruler.place(hit.span)?,
            before: context.before.to_owned(),
            words: context.words.to_owned(),
            after: context.after.to_owned(),
        })
    };
    hits.iter().filter_map(row).collect()
}

fn cells(row: &Row) -> Vec<String> {
    vec![
        row.document.clone(),
        row.published.clone().unwrap_or_default(),
        row.place.to_string(),
        row.before.clone(),
        row.words.clone(),
        row.after.clone(),
    ]
}
