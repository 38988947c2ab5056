//! `entente import`: brings articles into a project, which is made if there is none.

use super::output::{self, Column, Format};
use super::report::{self, Answer, Trouble};
use super::{args, open};
use crate::base::when::When;
use crate::files::import::{Batch, Imported, LeftOut, read_batch};
use crate::files::{Disk, RealDisk};
use crate::model::{DocumentId, RecordId};
use crate::project::Project;
use crate::session::intake::{self, Fate, Given};
use crate::session::{Command, Session};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Add .txt and .md files and folders to a project

Makes the project if there is none. Folders are searched at any depth. Texts are kept as they are but for encoding, line ends and byte order mark; title, date and language are guessed where the text or the file's name says so. A text that the project has already is skipped. All of it is one step that the window can undo.

JSON: an array of {path, result, document, title, published, language, note}; result is “new”, “duplicate”, “refused” or “passed over”; document is the id of the new document, or of the one with the same text.

Exit code: 0 all texts are in the project, 1 some files were refused, 2 nothing could be brought in.";

/// Add .txt and .md files and folders to a project
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Import {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// Files and folders.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Who published them.
    #[arg(long)]
    outlet: Option<String>,
    /// When they were published, as people write it: 2025-03-10, 10 March 2025, March 2025.
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    published: Option<When>,
    /// Their language, as a BCP 47 tag: en, fr, ar.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// The name that the new documents carry; else that of the settings.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    path: String,
    result: &'static str,
    document: Option<String>,
    title: String,
    published: Option<String>,
    language: String,
    note: String,
}

const COLUMNS: [Column; 7] = [
    Column::Left("result"),
    Column::Left("document"),
    Column::Left("published"),
    Column::Left("language"),
    Column::Left("path"),
    Column::Left("title"),
    Column::Left("note"),
];

impl Import {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let batch = read_batch(&RealDisk, &self.paths);
        if batch.texts.is_empty() {
            self.print(&beside(&batch))?;
            return Err(self.nothing_to_do(&batch));
        }
        let mut session = self.session()?;
        let mut rows = self.bring_in(&mut session, &batch)?;
        rows.extend(beside(&batch));
        self.print(&rows)?;
        let refused = rows.iter().any(|row| row.result == "refused");
        Ok(if refused { Answer::No } else { Answer::Yes })
    }

    fn session(&self) -> Result<Session, Trouble> {
        let by = open::coder(self.by.as_ref());
        let missing = RealDisk.stat(&self.project).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound);
        if missing { open::creating(&self.project, &by) } else { open::writing(&self.project, &by) }
    }

    fn bring_in(&self, session: &mut Session, batch: &Batch) -> Result<Vec<Row>, Trouble> {
        let documents = batch.texts.iter().map(|text| intake::document(text.clone(), &self.given())).collect();
        let outcome = session.perform(&Command::AddDocuments(documents), open::now())?;
        open::save(session)?;
        let made: Vec<DocumentId> = outcome.made.iter().filter_map(|id| document_of(*id)).collect();
        let texts: Vec<&str> = batch.texts.iter().map(|text| text.text.text.as_str()).collect();
        let fates = intake::sort(session.project(), &made, &texts);
        Ok(batch.texts.iter().zip(fates).map(|(text, fate)| row(session.project(), text, fate)).collect())
    }

    fn given(&self) -> Given {
        Given { outlet: self.outlet.clone(), published: self.published.clone(), language: self.language.clone() }
    }

    fn print(&self, rows: &[Row]) -> Result<(), Trouble> {
        output::rows(self.format, rows, &COLUMNS, cells)?;
        let count = |result: &str| rows.iter().filter(|row| row.result == result).count();
        let (new, twins) = (count("new"), count("duplicate"));
        let (refused, passed) = (count("refused"), count("passed over"));
        report::remark(&format!(
            "{new} new, {twins} skipped as duplicates, {refused} refused, {passed} passed over."
        ));
        Ok(())
    }

    fn nothing_to_do(&self, batch: &Batch) -> Trouble {
        let failed = match batch.refused.len() {
            0 => "There is no .txt or .md file among these".to_owned(),
            1 => "The file could not be brought in; the row above says why".to_owned(),
            several => format!("None of the {several} files could be brought in; the rows above say why"),
        };
        let holds = if RealDisk.exists(&self.project) { "was not changed" } else { "was not made" };
        Trouble::new(format!(
            "{failed}. “{}” {holds}. Name plain text files, or folders that hold some.",
            self.project.display()
        ))
    }
}

fn document_of(id: RecordId) -> Option<DocumentId> {
    match id {
        RecordId::Document(id) => Some(id),
        _ => None,
    }
}

fn row(project: &Project, text: &Imported, fate: Fate) -> Row {
    let (result, id) = match fate {
        Fate::New(id) => ("new", Some(id)),
        Fate::Duplicate(id) => ("duplicate", Some(id)),
        Fate::Refused => ("refused", None),
    };
    let document = id.and_then(|id| project.documents().get(id));
    let notes: Vec<String> = text.notes.iter().map(ToString::to_string).collect();
    Row {
        path: shown(&text.path),
        result,
        document: id.map(|id| id.to_string()),
        title: document.map(|document| document.title.clone()).unwrap_or_default(),
        published: document.and_then(|document| Some(document.published.as_ref()?.when.to_string())),
        language: document.map(|document| document.language.clone()).unwrap_or_default(),
        note: if result == "new" { notes.join("; ") } else { String::new() },
    }
}

/// Rows for what gave no text.
fn beside(batch: &Batch) -> Vec<Row> {
    let empty = |path: &Path, result, note: &str| Row {
        path: shown(path),
        result,
        document: None,
        title: String::new(),
        published: None,
        language: String::new(),
        note: note.to_owned(),
    };
    let refused = batch.refused.iter().map(|LeftOut { path, why }| empty(path, "refused", why));
    let passed = batch.passed_over.iter().map(|path| empty(path, "passed over", "not .txt or .md"));
    refused.chain(passed).collect()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn cells(row: &Row) -> Vec<String> {
    vec![
        row.result.to_owned(),
        row.document.clone().unwrap_or_default(),
        row.published.clone().unwrap_or_default(),
        row.language.clone(),
        row.path.clone(),
        row.title.clone(),
        row.note.clone(),
    ]
}
