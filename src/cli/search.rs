//! `entente search`: every place where words stand, with what stands around them.

use super::output::{self, Column, Format};
use super::places::{Place, Ruler};
use super::report::{self, Answer, Trouble};
use super::{args, open};
use crate::files::export::figures_csv::cell;
use crate::model::DocumentId;
use crate::project::Project;
use crate::query::concordance::{Line, Order, concordance, sorted};
use crate::query::search::{Edges, KWIC_CHARS, Syntax};
use crate::query::{Hit, Question, Search};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

const ABOUT: &str = "\
Find words in all documents, each hit with its context

Case, accents and typographic variants do not matter: gerald finds Gérald and GÉRALD, and a blank finds a line break. With --regex the text is taken as it stands, but for case. Zones that are not the article are left out. Hits come by date of publication, then by place, or as --sort says: left and right are the words beside the hit, the nearest first.

CSV: the columns document, title, outlet, published, file, start_char, end_char, before, words, after, code; JSON: an array of {document, title, outlet, published, file, start_char, end_char, before, words, after, code}; places count Unicode code points, the end not included; before and after are at most 40 code points of the same line; code names the innermost mark that the hit lies in.

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
    /// Leave out hits that begin or end inside a word.
    #[arg(long)]
    whole_word: bool,
    /// The order of the hits.
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,
    /// Print CSV instead of a table.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    format: Format,
}

/// What the hits are sorted by.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Sort {
    /// Outlet, then title.
    Document,
    /// Date of publication.
    #[default]
    Date,
    /// What stands to the left, the nearest word first.
    Left,
    /// The words found.
    Words,
    /// What stands to the right, the nearest word first.
    Right,
    /// The code, hits without one first.
    Code,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Document => Self::Document,
            Sort::Date => Self::Published,
            Sort::Left => Self::Left,
            Sort::Words => Self::Words,
            Sort::Right => Self::Right,
            Sort::Code => Self::Code,
        }
    }
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
    code: Option<String>,
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
        let project = session.project();
        let found = concordance(project, &self.search()?, usize::MAX);
        let order = sorted(project, &found.lines, self.sort.into());
        let rows = rows(project, &found.lines, &order);
        if self.csv {
            csv(&rows)?;
        } else {
            output::rows(self.format, &rows, &COLUMNS, cells)?;
        }
        if rows.is_empty() {
            report::remark(&format!("“{}” does not occur in “{}”.", self.text, self.project.display()));
            return Ok(Answer::No);
        }
        Ok(Answer::Yes)
    }

    fn search(&self) -> Result<Search, Trouble> {
        let question = Question {
            words: self.text.clone(),
            syntax: if self.regex { Syntax::Regex } else { Syntax::Plain },
            edges: if self.whole_word { Edges::WholeWords } else { Edges::Anywhere },
        };
        question.prepare().map_err(|bad| Trouble::new(report::sentence(&bad.to_string())))
    }
}

/// The lines in their order. A text is measured once, however its hits are scattered over the order.
fn rows(project: &Project, lines: &[Line], order: &[usize]) -> Vec<Row> {
    let mut rulers: BTreeMap<DocumentId, Ruler<'_>> = BTreeMap::new();
    let mut row = |line: &Line| {
        let id = line.hit.document;
        let ruler = rulers.entry(id).or_insert_with(|| Ruler::new(project.text(id)));
        row(project, line, ruler)
    };
    order.iter().filter_map(|at| row(lines.get(*at)?)).collect()
}

fn row(project: &Project, line: &Line, ruler: &Ruler<'_>) -> Option<Row> {
    let Hit { document: id, span } = line.hit;
    let document = project.documents().get(id)?;
    let context = line.hit.context(project.text(id), KWIC_CHARS);
    Some(Row {
        document: id.to_string(),
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        published: document.published.as_ref().map(|published| published.when.to_string()),
        file: document.file.clone(),
        place: ruler.place(span)?,
        before: context.before.to_owned(),
        words: context.words.to_owned(),
        after: context.after.to_owned(),
        code: line.decided.map(|code| project.label(code.into()).to_owned()),
    })
}

/// The rows as CSV (RFC 4180), everything that JSON has.
fn csv(rows: &[Row]) -> Result<(), Trouble> {
    let mut text =
        String::from("document,title,outlet,published,file,start_char,end_char,before,words,after,code\r\n");
    for row in rows {
        let (start, end) = (row.place.start_char.to_string(), row.place.end_char.to_string());
        let published = row.published.as_deref().unwrap_or_default();
        let code = row.code.as_deref().unwrap_or_default();
        let cells = [&row.document, &row.title, &row.outlet, published, &row.file, &start, &end];
        let cells = cells.into_iter().chain([&*row.before, &row.words, &row.after, code]).map(cell);
        text += &cells.collect::<Vec<_>>().join(",");
        text += "\r\n";
    }
    output::put(&text)
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
