//! `entente export`: tables for other programs.

use super::open;
use super::output::{self, Column, Format};
use super::put::{self, Old};
use super::report::{Answer, Trouble};
use crate::files::export::csv::{Table, csv_tables};
use crate::files::{Disk, Doing, FileError, RealDisk, Why};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Write tables for spreadsheets and statistics

Writes events.csv, marks.csv, participants.csv, entities.csv, values.csv (who says each value) and crosswalk.csv (which document reports which event) into a folder, which is made if need be. Every row has the ids of its records, so that the tables can be joined. A cell that a spreadsheet would take for a formula begins with an apostrophe.

Files that are there already are named and nothing is written, unless --force is given.

JSON: an array of {file, rows, bytes}.

Exit code: 0 written, 2 nothing or not all could be written.";

/// Write tables for spreadsheets and statistics
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Export {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// The format.
    #[arg(long, value_enum)]
    to: To,
    /// The folder for the tables.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum To {
    /// Comma-separated values, UTF-8.
    Csv,
}

#[derive(Serialize)]
struct Row {
    file: String,
    rows: usize,
    bytes: usize,
}

const COLUMNS: [Column; 3] = [Column::Left("file"), Column::Right("rows"), Column::Right("bytes")];

impl Export {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let tables = match self.to {
            To::Csv => csv_tables(session.project()).map_err(|error| self.not_made(&error))?,
        };
        let disk = RealDisk;
        let paths: Vec<PathBuf> = tables.iter().map(|(name, _)| self.folder.join(name)).collect();
        put::may_write(&disk, &paths, Old::from_force(self.force))?;
        make_folder(&disk, &self.folder)?;
        let mut rows = Vec::new();
        for (path, table) in paths.iter().zip(&tables) {
            put::file(&disk, path, &table.1)?;
            rows.push(row(path, table));
        }
        output::rows(self.format, &rows, &COLUMNS, |row| {
            vec![row.file.clone(), row.rows.to_string(), row.bytes.to_string()]
        })
    }

    fn not_made(&self, error: &csv::Error) -> Trouble {
        FileError::new(&self.folder, Doing::Export, Why::Io(error.to_string())).into()
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
    Row { file: path.display().to_string(), rows, bytes: bytes.len() }
}
