//! `entente codebook`: the codebook of a project as a file, written and taken over.

use super::open;
use super::output::{self, Column, Format};
use super::put::{self, Old};
use super::report::{self, Answer, Trouble};
use crate::files::codebook::{codebook_file, read_file};
use crate::files::{Doing, FileError, RealDisk, Why};
use crate::model::{Code, CodeId, Made};
use crate::project::Project;
use crate::session::{Command, Session};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::PathBuf;

const ABOUT: &str = "\
Write the codebook to a file, or take one over

A codebook is a map of codes by their ids, in the notation of a project file; assets/codebooks/cooperation.ron is one. The ids say which codes are the same, so that a colleague's codebook changes yours where they differ.";

/// Write the codebook to a file, or take one over
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Codebook {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Export(Export),
    Import(Import),
}

impl Codebook {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        match self.verb {
            Verb::Export(export) => export.run(),
            Verb::Import(import) => import.run(),
        }
    }
}

const EXPORT: &str = "\
Write the codebook of a project to a file

A file that is there already stays, unless --force is given.

JSON: an array with one {file, codes, bytes}.

Exit code: 0 written, 2 it could not be written.";

/// Write the codebook of a project to a file
#[derive(Args)]
#[command(long_about = EXPORT)]
struct Export {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// The codebook.
    #[arg(value_name = "OUT.ron")]
    out: PathBuf,
    /// Replace a file that is there already.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Written {
    file: String,
    codes: usize,
    bytes: usize,
}

impl Export {
    fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let file = codebook_file(session.project());
        let file = file.map_err(|error| FileError::new(&self.out, Doing::Export, Why::Io(error.to_string())))?;
        put::may_write(&RealDisk, std::slice::from_ref(&self.out), Old::from_force(self.force))?;
        put::file(&RealDisk, &self.out, file.as_bytes())?;
        let codes = session.project().codes().len();
        let row = Written { file: self.out.display().to_string(), codes, bytes: file.len() };
        let columns = [Column::Left("file"), Column::Right("codes"), Column::Right("bytes")];
        output::rows(self.format, &[row], &columns, |row| {
            vec![row.file.clone(), row.codes.to_string(), row.bytes.to_string()]
        })
    }
}

const IMPORT: &str = "\
Take over a codebook

New codes are added under their own ids, known ones are changed where they differ, and none is deleted. All of it is one step that the window can undo. What cannot be read, or does not fit into the project, is left out and named with its place; a project file can be given as a codebook too.

JSON: an array of {id, name, did, fields}; did is added or changed, fields are those that differ, and codes that are as they were have no row.

Exit code: 0 all of it was taken over, 1 something was left out, 2 it could not be done.";

/// Take over a codebook
#[derive(Args)]
#[command(long_about = IMPORT)]
struct Import {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// The codebook.
    #[arg(value_name = "IN.ron")]
    codebook: PathBuf,
    /// Say what would happen, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// The name that changed codes carry; else that of the settings.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    did: &'static str,
    fields: Vec<&'static str>,
}

impl Import {
    fn run(self) -> Result<Answer, Trouble> {
        let read = read_file(&RealDisk, &self.codebook)?;
        let mut session = self.session()?;
        let before = session.project().clone();
        let ids: Vec<CodeId> = read.codes.keys().copied().collect();
        let outcome = session.perform(&Command::AdoptCodes(read.codes), open::now())?;
        if !self.dry_run {
            open::save(&mut session)?;
        }
        let rows: Vec<Row> = ids.into_iter().filter_map(|id| row(&before, session.project(), id)).collect();
        output::rows(self.format, &rows, &COLUMNS, cells)?;
        let name = self.codebook.display();
        for problem in &read.problems {
            report::remark(&report::sentence(&format!("“{name}”: {problem}")));
        }
        for left_out in &outcome.left_out {
            report::remark(&report::sentence(&format!("Left out: {left_out}")));
        }
        if rows.is_empty() {
            report::remark("The codebook of the project is as it was.");
        } else if self.dry_run {
            report::remark("Nothing was written: this was a dry run.");
        }
        let all = read.problems.is_empty() && outcome.left_out.is_empty();
        Ok(if all { Answer::Yes } else { Answer::No })
    }

    fn session(&self) -> Result<Session, Trouble> {
        let by = open::coder(self.by.as_ref());
        if !self.dry_run {
            return open::writing(&self.project, &by);
        }
        let project = open::reading(&self.project)?.project().clone();
        Ok(Session::in_memory(project, &by, fastrand::u64(..)))
    }
}

const COLUMNS: [Column; 4] = [Column::Left("id"), Column::Left("name"), Column::Left("did"), Column::Left("fields")];

/// What became of a code; `None` if it is as it was.
fn row(before: &Project, after: &Project, id: CodeId) -> Option<Row> {
    let code = after.codes().get(id)?;
    let row = |did, fields| Some(Row { id: id.to_string(), name: code.name.clone(), did, fields });
    match before.codes().get(id) {
        None => row("added", Vec::new()),
        Some(old) => {
            let fields = differing(old, code);
            if fields.is_empty() { None } else { row("changed", fields) }
        }
    }
}

/// The fields in which two codes differ, but for who made and changed them.
fn differing(a: &Code, b: &Code) -> Vec<&'static str> {
    let plain = |code: &Code| Code { made: Made::default(), changed: None, ..code.clone() };
    let (a, b) = (plain(a), plain(b));
    let fields = [
        ("name", a.name == b.name),
        ("parent", a.parent == b.parent),
        ("definition", a.definition == b.definition),
        ("good example", a.good_example == b.good_example),
        ("bad example", a.bad_example == b.bad_example),
        ("key", a.key == b.key),
        ("colour", a.colour == b.colour),
        ("pattern", a.pattern == b.pattern),
        ("weight", a.weight == b.weight),
        ("class", a.class == b.class),
        ("roles", a.roles == b.roles),
        ("external", a.external == b.external),
        ("order", a.order == b.order),
    ];
    fields.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}

fn cells(row: &Row) -> Vec<String> {
    vec![row.id.clone(), row.name.clone(), row.did.to_owned(), row.fields.join(", ")]
}
