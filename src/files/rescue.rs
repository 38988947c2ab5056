//! Getting out of a damaged project file whatever can be read, and out of its log what the file has lost.
//!
//! The file counts; the log, which was written first, gives back records that are missing in the file and what was
//! changed after the file was saved. Then the project is made sound ([`super::repair`]): marks are placed by their words,
//! references that lead nowhere are dropped. Everything that was not there as it should be is said. What this does *not*
//! do: it writes nothing, and it does not touch the damaged file.

use super::disk::{Disk, beside, folder};
use super::error::{Doing, FileError, Why};
use super::log::{self, Log};
use super::problem::Problem;
use super::store::replace_whole;
use super::{read, repair, write};
use crate::model::{DocumentId, Made, RecordId, TxId};
use crate::project::{Edit, Project, Swap, Tabled, Tx};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What was got out of a damaged file.
#[derive(Clone, Debug)]
pub struct Rescued {
    /// The project, sound.
    pub project: Project,
    /// Records and texts that only the log still had, or had as they were changed last.
    pub from_log: BTreeSet<RecordId>,
    /// What could not be read, what was missing, and what was done about it; empty if nothing was wrong.
    pub problems: Vec<Problem>,
    /// Transactions that the result contains as far as could be read: a copy elsewhere may know them.
    pub past: Vec<TxId>,
}

impl Rescued {
    /// The bytes of a project file and of a log that begins here; `last` is an id that nobody has. What was lost must not
    /// look as if somebody had removed it: then the file names nothing of its past, and merging it with another copy
    /// brings back what that one has.
    ///
    /// # Errors
    /// None that is known: the types of a project hold nothing that RON cannot write.
    pub fn files(&self, last: TxId) -> Result<(String, String), ron::Error> {
        let past: &[TxId] = if self.problems.is_empty() { &self.past } else { &[] };
        let file = write::project_file_of(&self.project, Some(last), past)?;
        Ok((file, log::header(self.project.id(), Some(last))?))
    }

    /// Writes both under a name that is not taken; `last` is an id that nobody has.
    ///
    /// # Errors
    /// If there is something of that name, or it cannot be written; nothing is left of it then.
    pub fn write(&self, disk: &dyn Disk, path: &Path, last: TxId) -> Result<(), FileError> {
        let fails = |error: &std::io::Error| FileError::io(path, Doing::Repair, error);
        let beside = beside(path, ".log");
        if disk.exists(path) || disk.exists(&beside) {
            return Err(FileError::new(path, Doing::Repair, Why::Exists));
        }
        let (file, log) =
            self.files(last).map_err(|error| FileError::new(path, Doing::Repair, Why::Io(error.to_string())))?;
        // The project last: it is there whole and with its log, or it is not there.
        let put =
            replace_whole(disk, &beside, log.as_bytes()).and_then(|()| replace_whole(disk, path, file.as_bytes()));
        if put.is_err() && !disk.exists(path) {
            // A log without its project helps nobody.
            let _ = disk.remove(&beside);
        }
        put.and_then(|()| disk.sync_dir(folder(path))).map_err(|error| fails(&error))
    }
}

/// Reads a damaged project file and its log; `made` signs what has to be made up.
///
/// # Errors
/// If there is no such file, or if neither it nor its log has a single record that can be read.
pub fn rescue(disk: &dyn Disk, path: &Path, made: &Made) -> Result<Rescued, FileError> {
    let fails = |why: Why| FileError::new(path, Doing::Repair, why);
    let bytes = disk.read(path).map_err(|error| FileError::io(path, Doing::Repair, &error))?;
    let log = disk.read(&beside(path, ".log")).ok().map(|bytes| log::read(&bytes));
    of_bytes(&bytes, log, made).map_err(fails)
}

/// The same for bytes that were read; `log` is what stands beside the file.
///
/// # Errors
/// If neither has a single record that can be read.
pub fn of_bytes(bytes: &[u8], log: Option<Log>, made: &Made) -> Result<Rescued, Why> {
    let header = log.as_ref().and_then(|log| log.header);
    let (mut project, last, mut past, mut problems, id_known) =
        match (read::read(bytes, header.map(|header| header.project)), header) {
            // A sound file of a newer program would only lose what this one does not know of.
            (Ok(read::Read { newer: Some(found), .. }), _) => {
                return Err(Why::Newer { found, known: super::format::FORMAT });
            }
            (Ok(read), _) => (read.project, read.last, read.past, read.problems, true),
            (Err(why), None) => return Err(why),
            (Err(_), Some(header)) => {
                let what = "nothing in the file itself can be read; everything is from its log";
                (Project::new(header.project), None, Vec::new(), vec![Problem::general(what)], false)
            }
        };
    let mut from_log = BTreeSet::new();
    if let Some(log) = log {
        problems.extend(log.problems.iter().cloned());
        let foreign = log.header.is_some_and(|header| header.project != project.id());
        let known = last.is_none_or(|last| {
            log.transactions.iter().any(|tx| tx.id == last) || header.is_some_and(|header| header.after == Some(last))
        });
        if foreign {
            problems
                .push(Problem::general("the log beside it belongs to another project; nothing was taken from it"));
        } else if !known && id_known {
            problems.push(Problem::general("its log ends before the file was saved; only what is missing was taken"));
        }
        if !foreign {
            past.extend(log.transactions.iter().map(|tx| tx.id));
            let since = since(&log.transactions, last, known);
            from_log = take_from_log(&mut project, &log.transactions, since);
        }
    }
    past.extend(last);
    let repaired = repair::repair(&project, made);
    problems.extend(from_log.iter().map(|id| Problem::of(*id, "it was taken from the log")));
    problems.extend(repaired.problems);
    if kinds(&repaired.project).iter().all(|(_, count)| *count == 0) {
        return Err(Why::NotAProject);
    }
    Ok(Rescued { project: repaired.project, from_log, problems, past })
}

/// How many records of each kind there are, by the names of the sections of the file.
#[must_use]
pub fn kinds(project: &Project) -> [(&'static str, usize); 8] {
    [
        ("documents", project.documents().len()),
        ("texts", project.texts().count()),
        ("marks", project.marks().len()),
        ("events", project.events().len()),
        ("entities", project.entities().len()),
        ("codes", project.codes().len()),
        ("views", project.views().len()),
        ("rulings", project.rulings().len()),
    ]
}

/// How many transactions of the log the file contains; where it does not say, none.
fn since(transactions: &[Tx], last: Option<TxId>, known: bool) -> usize {
    match last {
        _ if !known => transactions.len(),
        None => 0,
        Some(last) => transactions.iter().position(|tx| tx.id == last).map_or(0, |at| at + 1),
    }
}

/// Takes from the log what the project lacks, and what was changed from transaction number `since` on.
fn take_from_log(project: &mut Project, transactions: &[Tx], since: usize) -> BTreeSet<RecordId> {
    let mut logged = Project::new(project.id());
    let mut sure_of_text: BTreeSet<DocumentId> = BTreeSet::new();
    let (mut touched, mut newer) = (BTreeSet::new(), BTreeSet::new());
    for (place, tx) in transactions.iter().enumerate() {
        for edit in &tx.edits {
            touched.insert(edit.record());
            if place >= since {
                newer.insert(edit.record());
            }
            force(&mut logged, edit, &mut sure_of_text);
        }
    }
    let mut taken = BTreeSet::new();
    for id in touched {
        let (is_newer, before) = (newer.contains(&id), project.clone());
        if is_newer || (!project.has(id) && logged.has(id)) {
            copy(&logged, project, id);
        }
        if let RecordId::Document(id) = id
            && sure_of_text.contains(&id)
            && (is_newer || project.text(id).is_empty())
            && project.has(id.into())
        {
            let patch = crate::project::diff::change(project.text(id), logged.text(id));
            // It was made for the text that is there.
            let _ = project.apply(&Edit::Text(id, patch));
        }
        if !crate::project::diff::of_record(&before, project, id).is_empty() {
            taken.insert(id);
        }
    }
    taken
}

/// Makes a record as the edit leaves it, whatever was there before.
fn force(project: &mut Project, edit: &Edit, sure_of_text: &mut BTreeSet<DocumentId>) {
    match edit {
        Edit::Document(id, swap) => put(project, *id, swap.after.as_ref()),
        Edit::Text(id, patch) => {
            let begins = patch.hunks().iter().all(|hunk| hunk.removed.is_empty() && hunk.at == 0);
            let fits = project.apply(&Edit::Text(*id, patch.clone())).is_ok();
            if fits && begins && !sure_of_text.contains(id) {
                sure_of_text.insert(*id);
            } else if !fits {
                sure_of_text.remove(id);
            }
        }
        Edit::Mark(id, swap) => put(project, *id, swap.after.as_ref()),
        Edit::Event(id, swap) => put(project, *id, swap.after.as_ref()),
        Edit::Entity(id, swap) => put(project, *id, swap.after.as_ref()),
        Edit::Code(id, swap) => put(project, *id, swap.after.as_ref()),
        Edit::View(id, swap) => put(project, *id, swap.after.as_ref()),
        Edit::Ruling(id, swap) => put(project, *id, swap.after.as_ref()),
    }
}

fn put<T: Tabled>(project: &mut Project, id: T::Id, after: Option<&Arc<T>>) {
    let before = T::table(project).get(id).cloned();
    // What is there is what it replaces, so it fits.
    let _ = project.apply(&T::edit(id, Swap { before, after: after.cloned() }));
}

fn copy(from: &Project, to: &mut Project, id: RecordId) {
    fn one<T: Tabled>(from: &Project, to: &mut Project, id: T::Id) {
        put::<T>(to, id, T::table(from).get(id));
    }
    match id {
        RecordId::Document(id) => one::<crate::model::Document>(from, to, id),
        RecordId::Mark(id) => one::<crate::model::Mark>(from, to, id),
        RecordId::Event(id) => one::<crate::model::Event>(from, to, id),
        RecordId::Entity(id) => one::<crate::model::Entity>(from, to, id),
        RecordId::Code(id) => one::<crate::model::Code>(from, to, id),
        RecordId::View(id) => one::<crate::model::View>(from, to, id),
        RecordId::Ruling(id) => one::<crate::model::Ruling>(from, to, id),
    }
}
