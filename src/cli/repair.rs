//! `entente repair`: everything that can be read of a damaged project, in a new file.

use super::open;
use super::output::{self, Column, Format};
use super::put::{self, Old};
use super::report::{self, Answer, Trouble};
use crate::files::disk::beside;
use crate::files::elsewhere::whole_backup;
use crate::files::export::json::Named;
use crate::files::rescue::{Rescued, kinds, rescue};
use crate::files::{Problem, RealDisk};
use crate::model::{Made, RecordId};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Get out of a damaged project whatever can be read

Reads every record that can be read, also out of a file that was cut off, has wrong bytes in it or was left with conflict markers (of both versions, and where they differ the first counts); takes what the file has lost, and texts that do not fit their hash, from the log beside it; takes codes that are gone from the standard codebook; places marks by their words and the words around them, and makes doubtful what these do not decide; drops references that lead nowhere. A copy NAME.ron.damaged-… is repaired with the log of NAME.ron. The latest backup that can be read whole is named. The result is a new, sound project. The damaged file and its log are not touched; the history stays with them. What could not be read, and what was put right, is listed with line and column.

JSON: {kept, from_log, problems}; kept and from_log say how many records of each kind there are and how many of them come from the log, problems is an array of {line, column, record, what}.

Exit code: 0 nothing was wrong, 1 something was, and the rest is saved, 2 nothing could be read or written.";

/// Get out of a damaged project whatever can be read
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Repair {
    /// The damaged file.
    #[arg(value_name = "DAMAGED.ron")]
    damaged: PathBuf,
    /// Where the sound project goes.
    #[arg(short, long, value_name = "OUT.ron")]
    output: PathBuf,
    /// Replace a file that is there.
    #[arg(long)]
    force: bool,
    /// The name that what has to be made up carries; else that of the settings.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Whole {
    kept: Named<usize>,
    from_log: Named<usize>,
    problems: Vec<Remark>,
}

#[derive(Serialize)]
struct Remark {
    line: Option<usize>,
    column: Option<usize>,
    record: Option<String>,
    what: String,
}

impl Repair {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        put::may_write(&RealDisk, std::slice::from_ref(&self.output), Old::from_force(self.force))?;
        put::not_one_of(&self.output, &[&self.damaged])?;
        let made = Made { by: open::coder(self.by.as_ref()), at: open::now() };
        let rescued = rescue(&RealDisk, &self.damaged, &made).inspect_err(|_| {
            let backup = whole_backup(&RealDisk, &self.damaged);
            backup.iter().for_each(|backup| report::remark(&backup.remark().what));
        })?;
        self.write(&rescued)?;
        self.say(&rescued)?;
        Ok(if rescued.problems.is_empty() { Answer::Yes } else { Answer::No })
    }

    /// The project, and a log that begins here; what stood there goes aside, and comes back if that fails.
    fn write(&self, rescued: &Rescued) -> Result<(), Trouble> {
        let log = beside(&self.output, ".log");
        let files = [self.output.clone(), log];
        let mut aside: Vec<(&Path, PathBuf)> = Vec::new();
        let mut put = || -> Result<(), Trouble> {
            for file in &files {
                aside.extend(put::aside(&RealDisk, file, open::now())?.map(|name| (file.as_path(), name)));
            }
            Ok(rescued.write(&RealDisk, &self.output, open::ids().fresh())?)
        };
        put().inspect_err(|_| aside.iter().for_each(|(file, name)| put::back(&RealDisk, name, file)))
    }

    fn say(&self, rescued: &Rescued) -> Result<(), Trouble> {
        let from_log = of_kinds(rescued);
        if self.format.json {
            let named = |counts: &[(&str, usize)]| {
                Named(counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect())
            };
            let problems = rescued.problems.iter().map(remark).collect();
            let kept = named(&kinds(&rescued.project));
            return output::json(&Whole { kept, from_log: named(&from_log), problems });
        }
        let columns = [Column::Left("records"), Column::Right("kept"), Column::Right("from the log")];
        let names = columns.iter().map(|column| column.name().to_uppercase()).collect();
        let rows = kinds(&rescued.project).into_iter().zip(&from_log);
        let rows = rows.map(|((kind, kept), (_, log))| vec![kind.to_owned(), kept.to_string(), log.to_string()]);
        output::table(&columns, names, rows.collect())?;
        let problems: String =
            rescued.problems.iter().map(|problem| report::harmless(&problem.to_string()) + "\n").collect();
        output::put(&problems)?;
        let end = if rescued.problems.is_empty() { "Nothing was wrong with it." } else { "" };
        let (from, to) = (self.damaged.display(), self.output.display());
        report::remark(&format!("{end} What could be read of “{from}” is in “{to}”; “{from}” was not touched."));
        Ok(())
    }
}

/// How many records of each kind come from the log, in the order of [`kinds`].
fn of_kinds(rescued: &Rescued) -> [(&'static str, usize); 8] {
    let count = |kind: fn(&RecordId) -> bool| rescued.from_log.iter().filter(|id| kind(id)).count();
    [
        ("documents", count(|id| matches!(id, RecordId::Document(_)))),
        ("texts", count(|id| matches!(id, RecordId::Document(_)))),
        ("marks", count(|id| matches!(id, RecordId::Mark(_)))),
        ("events", count(|id| matches!(id, RecordId::Event(_)))),
        ("entities", count(|id| matches!(id, RecordId::Entity(_)))),
        ("codes", count(|id| matches!(id, RecordId::Code(_)))),
        ("views", count(|id| matches!(id, RecordId::View(_)))),
        ("rulings", count(|id| matches!(id, RecordId::Ruling(_)))),
    ]
}

fn remark(problem: &Problem) -> Remark {
    let Problem { line, column, record, what } = problem.clone();
    Remark { line, column, record: record.map(|id| id.to_string()), what }
}
