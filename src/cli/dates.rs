//! `entente dates`: the date expressions of a project's documents, or of a `TimeML` file, and what they mean.

use super::open;
use super::output::{self, Column, Format};
use super::places::{Place, Ruler};
use super::report::{Answer, Trouble};
use crate::base::span::Span;
use crate::base::when::When;
use crate::files::import::timeml;
use crate::project::Project;
use crate::query::suggest::dates::{Expression, Timex, dates};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Find date expressions and what they mean

Dates in English and French texts are counted from the date of their document: “last Monday” in an article of 11 March 2025 is 2025-03-10. In a document without a date, relative expressions have no value, and because says so. Zones that are not the article are left out. Nothing is changed.

JSON: an array of {document, file, start_char, end_char, text, value, kind, flags, because}, by document, then by place; places count Unicode code points, the end not included; value is EDTF or null; kind is date, time, duration or set; flags are in-name (part of a name such as “2030 World Cup”), vague, future, range, open, relative.

With --timeml the text of the element TEXT of a TimeML file is read instead, counted from its time of creation; a range that is named in two expressions is two rows, and each row has timex3_value and timex3_type too.";

/// Largest `TimeML` file that is read, in bytes: a file beyond it is no news text.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Find date expressions and what they mean
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Dates {
    /// The project file.
    #[arg(value_name = "PROJECT.ron", required_unless_present = "timeml")]
    project: Option<PathBuf>,
    /// Read a `TimeML` file instead of a project.
    #[arg(long, value_name = "FILE.tml", conflicts_with = "project")]
    timeml: Option<PathBuf>,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    document: String,
    file: String,
    #[serde(flatten)]
    place: Place,
    text: String,
    value: Option<String>,
    kind: String,
    flags: Vec<String>,
    because: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    timex3_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timex3_type: Option<String>,
}

const COLUMNS: [Column; 6] = [
    Column::Left("document"),
    Column::Right("place"),
    Column::Left("text"),
    Column::Left("value"),
    Column::Left("kind"),
    Column::Left("because"),
];

impl Dates {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let rows = match (&self.timeml, &self.project) {
            (Some(file), _) => of_timeml(file)?,
            (None, Some(project)) => of_project(open::reading(project)?.project()),
            (None, None) => Vec::new(),
        };
        output::rows(self.format, &rows, &COLUMNS, cells)
    }
}

fn of_project(project: &Project) -> Vec<Row> {
    let mut rows = Vec::new();
    for (id, document) in project.documents().iter() {
        let text = project.text(id);
        let zones: Vec<Span> = document.zones.iter().map(|zone| zone.span).collect();
        let reference = document.published.as_ref().map(|published| &published.when);
        let source = Source { document: id.to_string(), file: document.file.clone(), ruler: Ruler::new(text), text };
        let found = dates(text, &zones, reference, &document.language);
        rows.extend(found.iter().filter_map(|expression| source.row(expression.span, expression)));
    }
    rows
}

fn of_timeml(path: &Path) -> Result<Vec<Row>, Trouble> {
    let bytes = read_file(path)?;
    let source = String::from_utf8_lossy(&bytes);
    let read = timeml::read(&source).map_err(|error| refused(path, &error.to_string()))?;
    // A time of creation may have a time of day: the day is what dates are counted from.
    let day = read.created.split('T').next().unwrap_or_default();
    let reference: Option<When> = day.parse().ok();
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = read.text.as_str();
    let source = Source { document: String::new(), file, ruler: Ruler::new(text), text };
    let found = dates(text, &[], reference.as_ref(), "");
    Ok(found.iter().flat_map(|expression| source.timeml_rows(expression)).collect())
}

fn read_file(path: &Path) -> Result<Vec<u8>, Trouble> {
    let size = std::fs::metadata(path).map_err(|error| refused(path, &error.to_string()))?.len();
    if size > MOST_BYTES {
        return Err(refused(path, &format!("it has {size} bytes, more than the {MOST_BYTES} that are read")));
    }
    std::fs::read(path).map_err(|error| refused(path, &error.to_string()))
}

fn refused(path: &Path, why: &str) -> Trouble {
    Trouble::new(format!(
        "“{}” could not be read as TimeML: {why}. The file is untouched, and nothing was printed. Mend or replace it, \
         then ask again.",
        path.display()
    ))
}

/// A text and what its rows say about it.
struct Source<'t> {
    document: String,
    file: String,
    text: &'t str,
    ruler: Ruler<'t>,
}

impl Source<'_> {
    fn row(&self, span: Span, expression: &Expression) -> Option<Row> {
        Some(Row {
            document: self.document.clone(),
            file: self.file.clone(),
            place: self.ruler.place(span)?,
            text: span.text(self.text)?.to_owned(),
            value: expression.value.as_ref().map(When::to_string),
            kind: expression.kind.to_string(),
            flags: expression.flags.iter().map(ToString::to_string).collect(),
            because: expression.because.clone(),
            timex3_value: None,
            timex3_type: None,
        })
    }

    /// One row for each TIMEX3: corpora mark the two ends of a range apart.
    fn timeml_rows(&self, expression: &Expression) -> Vec<Row> {
        let whole = [(expression.span, expression.timex.clone())];
        let marked: &[(Span, Timex)] = if expression.ends.is_empty() { &whole } else { &expression.ends };
        let row = |(span, timex): &(Span, Timex)| {
            let timex3_type = Some(timex.kind.to_string().to_uppercase());
            Some(Row { timex3_value: Some(timex.value.clone()), timex3_type, ..self.row(*span, expression)? })
        };
        marked.iter().filter_map(row).collect()
    }
}

fn cells(row: &Row) -> Vec<String> {
    vec![
        row.document.clone(),
        row.place.to_string(),
        row.text.clone(),
        row.value.clone().unwrap_or_default(),
        row.kind.clone(),
        row.because.clone(),
    ]
}
