//! `entente import`: brings articles into a project, which is made if there is none.

mod found;

use super::output::{self, Column, Format};
use super::report::{self, Answer, Trouble};
use super::{args, open};
use crate::base::when::When;
use crate::files::import::{Batch, Imported, LeftOut, read_batch};
use crate::files::{Disk, RealDisk};
use crate::model::{DocumentId, RecordId};
use crate::project::Project;
use crate::session::intake::{self, Fate, Given};
use crate::session::{Command, NewDocument, Session, findings};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Add .txt and .md files and folders to a project

Makes the project if there is none. Folders are searched at any depth. Texts are kept as they are but for encoding, line ends and byte order mark; title, date and language are guessed where the text or the file's name says so. A text that the project has already is skipped. All of it is one step that the window can undo.

What is found in the texts is said and not done: zones, which are lines that are not the article (related articles, buttons, offers, lines that other documents have, too), and documents like them. “same text” has the same words in the same order, “near copy” so many that one was made from the other, “looks alike” only its headline or some passages. With --zones accept the zones are drawn, with --copies link a copy is linked to the earliest document that it is a copy of; its outlet then counts as no source of its own.

JSON: an array of {path, result, document, title, published, language, note, zones, alike, syndicated_from}; result is “new”, “duplicate”, “refused” or “passed over”; document is the id of the new document, or of the one with the same text; zones are [{start_char, end_char, kind, because}], in code points of the text; alike is [{likeness, share, document, title, because}], share from 0 to 1 of the shorter text; syndicated_from is the id of the document that it was linked to.

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
    /// What becomes of lines that are not the article.
    #[arg(long, value_enum, default_value_t)]
    zones: ZonesTo,
    /// What becomes of near copies.
    #[arg(long, value_enum, default_value_t)]
    copies: CopiesTo,
    /// The name that the new documents carry; else that of the settings.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum ZonesTo {
    /// They are said.
    #[default]
    Propose,
    /// They are drawn.
    Accept,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum CopiesTo {
    /// They are said.
    #[default]
    Report,
    /// They are linked to their original.
    Link,
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
    #[serde(flatten)]
    found: found::Found,
}

const COLUMNS: [Column; 8] = [
    Column::Left("result"),
    Column::Left("document"),
    Column::Left("published"),
    Column::Left("language"),
    Column::Left("path"),
    Column::Left("title"),
    Column::Left("found"),
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
        let coming: Vec<NewDocument> =
            batch.texts.iter().map(|text| intake::document(text.clone(), &self.given())).collect();
        let findings = findings::find(session.project(), &coming);
        let arrivals = findings::arrivals(coming, &findings, self.zones.into(), self.copies.into());
        let outcome = session.perform(&Command::BringIn(arrivals), open::now())?;
        open::save(session)?;
        let made: Vec<DocumentId> = outcome.made.iter().filter_map(|id| document_of(*id)).collect();
        let texts: Vec<&str> = batch.texts.iter().map(|text| text.text.text.as_str()).collect();
        let fates = intake::sort(session.project(), &made, &texts);
        let found = found::rows(session.project(), &texts, &fates, &findings);
        let rows = batch.texts.iter().zip(fates).zip(found);
        Ok(rows.map(|((text, fate), found)| row(session.project(), text, fate, found)).collect())
    }

    fn given(&self) -> Given {
        Given { outlet: self.outlet.clone(), published: self.published.clone(), language: self.language.clone() }
    }

    fn print(&self, rows: &[Row]) -> Result<(), Trouble> {
        output::rows(self.format, rows, &COLUMNS, cells)?;
        let count = |result: &str| rows.iter().filter(|row| row.result == result).count();
        let (new, twins) = (count("new"), count("duplicate"));
        let (refused, passed) = (count("refused"), count("passed over"));
        let found = found::summary(rows.iter().map(|row| &row.found));
        report::remark(&format!(
            "{new} new, {twins} skipped as duplicates, {refused} refused, {passed} passed over.{found}"
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

impl From<ZonesTo> for findings::Zones {
    fn from(to: ZonesTo) -> Self {
        match to {
            ZonesTo::Propose => Self::Propose,
            ZonesTo::Accept => Self::Accept,
        }
    }
}

impl From<CopiesTo> for findings::Copies {
    fn from(to: CopiesTo) -> Self {
        match to {
            CopiesTo::Report => Self::Report,
            CopiesTo::Link => Self::Link,
        }
    }
}

fn row(project: &Project, text: &Imported, fate: Fate, found: found::Found) -> Row {
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
        found,
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
        found: found::Found::default(),
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
        row.found.in_words(),
        row.note.clone(),
    ]
}
