//! `entente merge`: brings two copies of one project together.

mod said;

use super::open;
use super::output::Format;
use super::put::{self, Old};
use super::report::{Answer, Trouble};
use crate::base::id::Ids;
use crate::files::RealDisk;
use crate::files::write::project_file_of;
use crate::model::{EventId, Made, RecordId, TxId};
use crate::project::Project;
use crate::project::merge::{Choices, Merged, Side};
use crate::query::changes::between;
use crate::query::merged::{self, Report};
use crate::session::Session;
use crate::session::twins::{Twin, Verdict, settle};
use clap::Args;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Bring two copies of one project together

  entente merge MINE.ron THEIRS.ron -o OUT.ron
  entente merge BASE.ron MINE.ron THEIRS.ron -o OUT.ron

Without BASE the last state that both copies contain is found in the log of MINE, or in that of THEIRS: a copy that came back by mail, without its log, is enough. Without any common state nothing counts as removed, and where both have different values they clash; the report says so.

What only one side changed is taken from that side: record by record, field by field, item by item, texts line by line. Where both changed one thing, mine is kept (--theirs: theirs), and the conflict is shown side by side. What one side removed and the other changed, stays. Events that both may have entered are named, and stay two unless --same makes them one. Marks follow their words; one whose words are gone is kept as lost, and named.

OUT.ron gets the log of MINE, and the merge as one change that can be undone. With --in-place that is MINE itself.

JSON: {base, since, conflicts [{record, kind, name, field, mine, theirs, quotes, kept, said}], taken, remarks [{record, what}], same [{theirs, mine, score, because, differs}], not_compared, written}; taken is what “entente diff --json” has, mine and theirs in a conflict are details as there, quotes the first sentences that the record rests on; base is “given”, “found”, “beginning” or “none”, since the transaction that both contain.

Exit code: 0 merged, 1 merged with conflicts that a person should look at, 2 it could not be done.";

/// Bring two copies of one project together
#[derive(Args)]
#[command(long_about = ABOUT)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the shell")]
pub struct Merge {
    /// BASE, MINE and THEIRS, or MINE and THEIRS.
    #[arg(value_name = "FILE.ron", num_args = 2..=3, required = true)]
    files: Vec<PathBuf>,
    /// Where the result goes.
    #[arg(short, long, value_name = "OUT.ron", required_unless_present_any = ["in_place", "dry_run"])]
    output: Option<PathBuf>,
    /// Change MINE itself.
    #[arg(long, conflicts_with = "output")]
    in_place: bool,
    /// Keep a copy of a file that is there already, and replace it.
    #[arg(long)]
    force: bool,
    /// Say what would come of it, and write nothing.
    #[arg(long, conflicts_with_all = ["output", "in_place"])]
    dry_run: bool,
    /// Where both changed one thing, keep theirs.
    #[arg(long)]
    theirs: bool,
    /// Keep this side's version of one record, or of one field of it: e0123456789=theirs, e0123456789.assessed=mine.
    #[arg(long, value_name = "RECORD[.FIELD]=SIDE", value_parser = preferred)]
    prefer: Vec<(String, Option<String>, Side)>,
    /// Two events that are one, mine and theirs: e0123456789=e9876543210. The one that was made first absorbs the other.
    #[arg(long, value_name = "EVENT=EVENT", value_parser = twin)]
    same: Vec<Twin>,
    /// Unite two projects that are not copies of one.
    #[arg(long)]
    unrelated: bool,
    /// Write the project file alone, without log and lock: for version control.
    #[arg(long)]
    file_only: bool,
    /// The name that the change carries; else that of the settings.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// The state that both come from.
struct Base {
    project: Option<Project>,
    found: said::Found,
    at: Option<TxId>,
}

impl Merge {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let (base, mine, theirs) = match self.files.as_slice() {
            [mine, theirs] => (None, mine, theirs),
            [base, mine, theirs] => (Some(base), mine, theirs),
            _ => return Err(Trouble::new("Give MINE and THEIRS, or BASE, MINE and THEIRS. Nothing was changed.")),
        };
        if let Some(output) = &self.output {
            put::may_write(&RealDisk, std::slice::from_ref(output), Old::from_force(self.force))?;
            put::not_one_of(output, &self.files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        }
        let writes_mine = self.in_place && !self.file_only;
        let by = open::coder(self.by.as_ref());
        let whole = |path: &Path| open::whole(path, open::copy(path)?);
        let mut ours = if writes_mine { open::writing(mine, &by)? } else { whole(mine)? };
        ours.set_coder(&by);
        let others = whole(theirs)?;
        self.refuse_strangers(&ours, &others)?;
        let base = base_of(base, &ours, &others)?;
        let choices = self.choices(&ours, &others)?;
        let merged = ours.would_merge(base.project.as_ref(), others.project(), &choices);
        let nothing = Project::new(ours.project().id());
        let before = base.project.as_ref().unwrap_or(&nothing);
        let mut report = merged::report(before, ours.project(), others.project(), &merged);
        let merged = self.settle(&ours, merged, &mut report, by)?;
        let written = self.write(mine, &mut ours, &others, &merged)?;
        said::say(self.format, &report, (base.found, base.at), (written.as_deref(), self.file_only))?;
        Ok(if report.has_conflicts() { Answer::No } else { Answer::Yes })
    }

    fn refuse_strangers(&self, mine: &Session, theirs: &Session) -> Result<(), Trouble> {
        let (ours, others) = (mine.project().id(), theirs.project().id());
        if ours == others || self.unrelated {
            return Ok(());
        }
        Err(Trouble::new(format!(
            "These are two projects ({ours} and {others}), not two copies of one. Nothing was changed. Check the names of \
             the files, or unite the two with --unrelated."
        )))
    }

    /// Makes one of those that were said to be the same.
    fn settle(&self, ours: &Session, merged: Merged, report: &mut Report, by: String) -> Result<Merged, Trouble> {
        if self.same.is_empty() {
            return Ok(merged);
        }
        let verdicts = self.same.iter().map(|twin| (*twin, Verdict::Same)).collect();
        let settled = settle(&merged.project, &verdicts, &Made { by, at: open::now() });
        if let Some(((mine, theirs), why)) = settled.left_out.first_key_value() {
            return Err(Trouble::new(format!("{mine} and {theirs} cannot become one: {why}. Nothing was changed.")));
        }
        report.taken = between(ours.project(), &settled.project);
        report.same.retain(|twins| !verdicts.contains_key(&(twins.mine, twins.theirs)));
        Ok(Merged { project: settled.project, ..merged })
    }

    fn choices(&self, mine: &Session, theirs: &Session) -> Result<Choices, Trouble> {
        let mut choices = if self.theirs { Choices::theirs() } else { Choices::default() };
        for (record, field, side) in &self.prefer {
            let id = record_of(record).filter(|id| mine.project().has(*id) || theirs.project().has(*id));
            let id = id.ok_or_else(|| {
                let advice = "Nothing was changed. Give an id as --dry-run shows it.";
                Trouble::new(format!("Neither project has a record “{record}”. {advice}"))
            })?;
            choices.each.insert((id, field.clone()), *side);
        }
        Ok(choices)
    }

    /// Writes the result; says where it is.
    fn write(
        &self,
        mine: &Path,
        ours: &mut Session,
        others: &Session,
        merged: &Merged,
    ) -> Result<Option<PathBuf>, Trouble> {
        let target = match &self.output {
            _ if self.dry_run => return Ok(None),
            Some(output) => output,
            None => mine,
        };
        if self.file_only {
            write_alone(target, ours, others, merged)?;
            return Ok(Some(target.to_owned()));
        }
        if self.output.is_some() {
            let replaced = put::aside(&RealDisk, target, open::now())?;
            if let Err(error) = ours.take_in_as(target, &merged.project, &others.trail(), open::now()) {
                replaced.iter().for_each(|aside| put::back(&RealDisk, aside, target));
                return Err(error.into());
            }
            return Ok(Some(target.to_owned()));
        }
        ours.take_in(&merged.project, &others.trail(), open::now())?;
        open::save(ours)?;
        Ok(Some(target.to_owned()))
    }
}

/// The file alone: its history is that of the version control, so it contains a transaction that no log has.
fn write_alone(target: &Path, mine: &Session, theirs: &Session, merged: &Merged) -> Result<(), Trouble> {
    let mut past: Vec<TxId> = Vec::new();
    for trail in [mine.trail(), theirs.trail()] {
        let ids = trail.past.iter().copied().chain(trail.last);
        past.extend(ids.filter(|id| !past.contains(id)).collect::<Vec<_>>());
    }
    let mut ids: Ids = open::ids();
    let file = project_file_of(&merged.project, Some(ids.fresh()), &past);
    let file = file.map_err(|why| Trouble::new(format!("The project could not be written: {why}.")))?;
    Ok(put::file(&RealDisk, target, file.as_bytes())?)
}

fn base_of(given: Option<&PathBuf>, mine: &Session, theirs: &Session) -> Result<Base, Trouble> {
    // Version control gives an empty file where both sides added theirs.
    let is_empty = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|file| file.len() == 0);
    match given {
        Some(path) if is_empty(path) => Ok(Base { project: None, found: said::Found::None, at: None }),
        Some(path) => {
            let base = open::whole(path, open::copy(path)?)?;
            Ok(Base { project: Some(base.project().clone()), found: said::Found::Given, at: base.trail().last })
        }
        None => Ok(match mine.common_with(theirs) {
            Some(common) => {
                let found = if common.at.is_some() { said::Found::InALog } else { said::Found::Beginning };
                Base { project: Some(common.project), found, at: common.at }
            }
            None => Base { project: None, found: said::Found::None, at: None },
        }),
    }
}

fn preferred(given: &str) -> Result<(String, Option<String>, Side), String> {
    let (what, side) = given.split_once('=').ok_or("write RECORD=theirs or RECORD.FIELD=theirs")?;
    let side = match side {
        "mine" => Side::Mine,
        "theirs" => Side::Theirs,
        other => return Err(format!("“{other}” is no side: mine or theirs")),
    };
    let (record, field) = match what.split_once('.') {
        Some((record, field)) => (record, Some(field.to_owned())),
        None => (what, None),
    };
    Ok((record.to_owned(), field, side))
}

fn twin(given: &str) -> Result<Twin, String> {
    let event = |id: &str| id.parse::<EventId>().map_err(|_| format!("“{id}” is not the id of an event"));
    let (mine, theirs) = given.split_once('=').ok_or("write MINE=THEIRS, two events by their ids")?;
    Ok((event(mine)?, event(theirs)?))
}

fn record_of(id: &str) -> Option<RecordId> {
    fn read<I: std::str::FromStr + Into<RecordId>>(id: &str) -> Option<RecordId> {
        id.parse::<I>().ok().map(Into::into)
    }
    read::<crate::model::EventId>(id)
        .or_else(|| read::<crate::model::EntityId>(id))
        .or_else(|| read::<crate::model::MarkId>(id))
        .or_else(|| read::<crate::model::DocumentId>(id))
        .or_else(|| read::<crate::model::CodeId>(id))
        .or_else(|| read::<crate::model::ViewId>(id))
        .or_else(|| read::<crate::model::RulingId>(id))
}
