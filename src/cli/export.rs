//! `entente export`: tables for other programs, pages and reports for other people.

use super::open;
use super::output::{self, Column, Format};
use super::put::{self, Old};
use super::report::{self, Answer, Trouble};
use crate::files::export::csv::{Table, csv_tables};
use crate::files::export::publish::{Form, publication};
use crate::files::export::redact::{Part, Redaction};
use crate::files::{Disk, Doing, FileError, RealDisk, Why};
use crate::model::Handling;
use crate::session::Session;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Write tables for programs, a page or a report for people

html: one page for those who have no Entente, with charts, events, entities and the articles with their highlights. It loads nothing, works without scripts, on a telephone and on paper.
md, docx: a report with charts, events, their quotes, and a list of sources.
csv: writes events.csv, marks.csv, participants.csv, entities.csv, values.csv (who says each value) and crosswalk.csv (which document reports which event) into a folder, which is made if need be. Every row has the ids of its records, so that the tables can be joined. A cell that a spreadsheet would take for a formula begins with an apostrophe.

A page or a report is written from a copy in which what is to be left out is not there; it says what it lacks. With --max-handling, documents and events above the label are left out, and all that only they say: their marks, values, events and entities. What has no label is taken as free to share. What counts nowhere (documents set aside, zones) is never given away.

Files that are there already are named and nothing is written, unless --force is given.

JSON: an array of {file, rows, bytes}; rows is null for a page or a report, and left_out has sentences.

Exit code: 0 written, 2 nothing or not all could be written.";

/// Write tables for programs, a page or a report for people
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Export {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// The format.
    #[arg(long, value_enum)]
    to: To,
    /// The file; for tables the folder.
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The title of a page or a report; without it the name of the project file.
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,
    /// The highest label that may be given away: clear, green, amber, amber-strict or red.
    #[arg(long, value_name = "TLP", value_parser = super::filters::handling)]
    max_handling: Option<Handling>,
    /// What else stays here; can be repeated, or given with commas.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    without: Vec<Without>,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// Tables of comma-separated values, UTF-8.
    Csv,
    /// One page.
    Html,
    /// A report in Markdown.
    Md,
    /// A report for Word and `LibreOffice`.
    Docx,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Without {
    /// Notes, and reasons for dates.
    Notes,
    /// Who made which record.
    Coders,
    /// The articles; their quotes stay.
    Texts,
}

#[derive(Serialize)]
struct Row {
    file: String,
    rows: Option<usize>,
    bytes: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
}

const COLUMNS: [Column; 3] = [Column::Left("file"), Column::Right("rows"), Column::Right("bytes")];

impl Export {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let rows = match self.to {
            To::Csv => self.tables(&session)?,
            To::Html => self.publication(&session, Form::Html)?,
            To::Md => self.publication(&session, Form::Markdown)?,
            To::Docx => self.publication(&session, Form::Docx)?,
        };
        output::rows(self.format, &rows, &COLUMNS, |row| {
            let rows = row.rows.map(|rows| rows.to_string()).unwrap_or_default();
            vec![row.file.clone(), rows, row.bytes.to_string()]
        })
    }

    fn tables(&self, session: &Session) -> Result<Vec<Row>, Trouble> {
        if self.max_handling.is_some() || !self.without.is_empty() || self.title.is_some() {
            return Err(Trouble::new(
                "Tables hold the whole project: --title, --max-handling and --without are for pages and reports. \
                 Nothing was written.",
            ));
        }
        let tables = csv_tables(session.project()).map_err(|error| self.not_made(error.to_string()))?;
        let disk = RealDisk;
        let paths: Vec<PathBuf> = tables.iter().map(|(name, _)| self.out.join(name)).collect();
        put::may_write(&disk, &paths, Old::from_force(self.force))?;
        make_folder(&disk, &self.out)?;
        let mut rows = Vec::new();
        for (path, table) in paths.iter().zip(&tables) {
            put::file(&disk, path, &table.1)?;
            rows.push(row(path, table));
        }
        Ok(rows)
    }

    fn publication(&self, session: &Session, form: Form) -> Result<Vec<Row>, Trouble> {
        put::may_write(&RealDisk, std::slice::from_ref(&self.out), Old::from_force(self.force))?;
        put::not_one_of(&self.out, &[&self.project])?;
        let part = |part: Without| if self.without.contains(&part) { Part::LeftOut } else { Part::Kept };
        let redaction = Redaction {
            max_handling: self.max_handling,
            notes: part(Without::Notes),
            coders: part(Without::Coders),
            texts: part(Without::Texts),
        };
        let stem = self.project.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let title = self.title.clone().unwrap_or(stem);
        let made = publication(session.project(), form, &title, redaction);
        let (bytes, left) = made.map_err(|why| self.not_made(why))?;
        put::file(&RealDisk, &self.out, &bytes)?;
        let left_out = left.sentences();
        left_out.iter().for_each(|sentence| report::remark(sentence));
        Ok(vec![Row { file: self.out.display().to_string(), rows: None, bytes: bytes.len(), left_out }])
    }

    fn not_made(&self, why: String) -> Trouble {
        FileError::new(&self.out, Doing::Export, Why::Io(why)).into()
    }
}

fn make_folder(disk: &dyn Disk, folder: &Path) -> Result<(), Trouble> {
    if disk.stat(folder).is_ok_and(|stat| !stat.is_dir) {
        let what =
            format!("“{}” is a file, not a folder. Nothing was written. Choose another name.", folder.display());
        return Err(Trouble::new(what));
    }
    disk.create_dir_all(folder).map_err(|error| FileError::io(folder, Doing::Export, &error).into())
}

fn row(path: &Path, (_, bytes): &Table) -> Row {
    let rows = csv::Reader::from_reader(bytes.as_slice()).records().count();
    Row { file: path.display().to_string(), rows: Some(rows), bytes: bytes.len(), left_out: Vec::new() }
}
