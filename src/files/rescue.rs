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
use super::store::{REPAIR, replace_whole};
use super::{elsewhere, read, repair, write};
use crate::model::{CodeId, Document, DocumentId, Made, RecordId, TxId};
use crate::project::check::text_sha256;
use crate::project::{Edit, Project, Swap, Tabled, Tx, diff};
use std::collections::{BTreeMap, BTreeSet};
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
    let log = elsewhere::log_of(disk, path);
    let mut rescued = of_bytes(&bytes, log, made).map_err(fails)?;
    if !rescued.problems.is_empty() {
        rescued.problems.extend(elsewhere::whole_backup(disk, path).map(|backup| backup.remark()));
    }
    Ok(rescued)
}

/// The same for bytes that were read; `log` is what stands beside the file.
///
/// # Errors
/// If neither has a single record that can be read.
pub fn of_bytes(bytes: &[u8], log: Option<Log>, made: &Made) -> Result<Rescued, Why> {
    let header = log.as_ref().and_then(|log| log.header);
    let (mut codes_damaged, mut removed) = (false, BTreeSet::new());
    let (mut project, last, mut past, mut problems, spoilt, id_known) =
        match (read::read(bytes, header.map(|header| header.project)), header) {
            // A sound file of a newer program would only lose what this one does not know of.
            (Ok(read::Read { newer: Some(found), .. }), _) => {
                return Err(Why::Newer { found, known: super::format::FORMAT });
            }
            (Ok(read), _) => {
                codes_damaged = read.codes_damaged;
                (read.project, read.last, read.past, read.problems, read.spoilt, true)
            }
            (Err(why), None) => return Err(why),
            (Err(_), Some(header)) => {
                let what = "nothing in the file itself can be read; everything is from its log";
                (Project::new(header.project), None, Vec::new(), vec![Problem::general(what)], BTreeSet::new(), false)
            }
        };
    let mut from_log = Taken::default();
    let (is_damaged, mut log_is_whole) = (!problems.is_empty(), false);
    if let Some(log) = log {
        let begins_with_project = header.is_some_and(|header| header.after.is_none() && !header.lost);
        log_is_whole = log.problems.is_empty() && log.gaps.is_empty() && begins_with_project;
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
        log_is_whole &= known && !foreign;
        if !foreign {
            past.extend(log.transactions.iter().map(|tx| tx.id));
            removed = removed_codes(&log.transactions);
            let since = since(&log.transactions, last, known);
            // A log that ends before the file was saved may have a record as it was long ago.
            let spoilt = if known { spoilt } else { BTreeSet::new() };
            from_log = take_from_log(&mut project, &log.transactions, since, &spoilt);
        }
    }
    past.extend(last);
    // What is missing may be in a colleague's copy. Where the two had a state in common it would count as removed here.
    if is_damaged && !log_is_whole {
        past.clear();
    }
    problems.extend(from_log.said());
    let standard = elsewhere::codes_of_standard(&mut project, &problems, (codes_damaged, &removed));
    problems.extend(standard);
    let repaired = repair::repair(&project, made);
    problems.extend(repaired.problems);
    if kinds(&repaired.project).iter().all(|(_, count)| *count == 0) {
        return Err(Why::NotAProject);
    }
    Ok(Rescued { project: repaired.project, from_log: from_log.records, problems, past })
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

/// The codes that a log removed and did not bring back.
fn removed_codes(transactions: &[Tx]) -> BTreeSet<CodeId> {
    let mut removed = BTreeSet::new();
    for edit in transactions.iter().flat_map(|tx| &tx.edits) {
        if let Edit::Code(id, swap) = edit {
            if swap.after.is_none() {
                removed.insert(*id)
            } else {
                removed.remove(id)
            };
        }
    }
    removed
}

/// What was taken from a log.
#[derive(Default)]
struct Taken {
    records: BTreeSet<RecordId>,
    /// Why, where it is not simply that the file has lost it.
    why: BTreeMap<RecordId, &'static str>,
}

impl Taken {
    fn said(&self) -> Vec<Problem> {
        let why = |id: &RecordId| self.why.get(id).copied().unwrap_or("it was taken from the log");
        let all: BTreeSet<&RecordId> = self.records.iter().chain(self.why.keys()).collect();
        all.into_iter().map(|id| Problem::of(*id, why(id))).collect()
    }
}

/// Takes from the log what the project lacks or has `spoilt`, and what was changed from transaction number `since` on.
fn take_from_log(project: &mut Project, transactions: &[Tx], since: usize, spoilt: &BTreeSet<RecordId>) -> Taken {
    let mut logged = Project::new(project.id());
    let mut sure_of_text: BTreeSet<DocumentId> = BTreeSet::new();
    let (mut touched, mut newer) = (BTreeSet::new(), BTreeSet::new());
    let mut unfit = Unfit::of(project);
    for (place, tx) in transactions.iter().enumerate() {
        // What was made of the damage when it was opened is made anew here, with more to go by.
        if place >= since && tx.title == REPAIR {
            continue;
        }
        for edit in &tx.edits {
            touched.insert(edit.record());
            if place >= since {
                newer.insert(edit.record());
            }
            force(&mut logged, edit, &mut sure_of_text);
            unfit.look_at(edit, &logged);
        }
    }
    let mut taken = Taken::default();
    unfit.restore(project, &logged, &mut taken);
    for id in touched {
        let (is_newer, before) = (newer.contains(&id), project.clone());
        let is_spoilt = spoilt.contains(&id);
        if is_newer || ((!project.has(id) || is_spoilt) && logged.has(id)) {
            copy(&logged, project, id);
        }
        if let RecordId::Document(id) = id
            && project.has(id.into())
        {
            if sure_of_text.contains(&id) && (is_newer || project.text(id).is_empty()) {
                set_text(project, id, logged.text(id));
            } else if is_newer && let Some(text) = later_text(project.text(id), transactions, since, id) {
                set_text(project, id, &text);
            }
        }
        if !diff::of_record(&before, project, id).is_empty() {
            taken.records.insert(id);
            if is_spoilt && !is_newer {
                taken.why.insert(id, "words in it were lost; it was taken from the log");
            }
        }
    }
    taken
}

/// Texts that are not those that their hashes were made of, and what of that the log can put right.
struct Unfit {
    hashes: BTreeMap<DocumentId, String>,
    fitting: BTreeMap<DocumentId, String>,
}

impl Unfit {
    fn of(project: &Project) -> Self {
        let rows = project.documents().iter();
        let unfit = rows.filter(|(id, row)| row.text_sha256 != text_sha256(project.text(*id)));
        Self { hashes: unfit.map(|(id, row)| (id, row.text_sha256.clone())).collect(), fitting: BTreeMap::new() }
    }

    /// Keeps the text that the log had after this edit, if it is the one that is looked for.
    fn look_at(&mut self, edit: &Edit, logged: &Project) {
        if let Edit::Text(id, _) = edit
            && self.hashes.get(id).is_some_and(|hash| *hash == text_sha256(logged.text(*id)))
        {
            self.fitting.insert(*id, logged.text(*id).to_owned());
        }
    }

    fn restore(self, project: &mut Project, logged: &Project, taken: &mut Taken) {
        for id in self.hashes.into_keys() {
            if let Some(text) = self.fitting.get(&id) {
                set_text(project, id, text);
                taken.records.insert(id.into());
                let what =
                    "its text is not the one that its hash was made of; the log has that one, and it was taken";
                taken.why.insert(id.into(), what);
                continue;
            }
            let hash = text_sha256(project.text(id));
            let row = project.documents().get(id).cloned();
            let of_log = logged.documents().get(id).is_some_and(|row| row.text_sha256 == hash);
            if let Some(row) = row.filter(|_| of_log && !project.text(id).is_empty()) {
                project.insert_read(id, Document { text_sha256: hash, ..Document::clone(&row) });
                let what =
                    "the hash of its text was damaged; the log has that of the text that is here, and it was taken";
                taken.why.insert(id.into(), what);
            }
        }
    }
}

fn set_text(project: &mut Project, id: DocumentId, text: &str) {
    // It was made for the text that is there.
    let _ = project.apply(&Edit::Text(id, diff::change(project.text(id), text)));
}

/// A text after the later transactions of a log that does not have its beginning; `None` if they do not fit it.
fn later_text(text: &str, transactions: &[Tx], since: usize, id: DocumentId) -> Option<String> {
    let edits = transactions.iter().skip(since).flat_map(|tx| &tx.edits);
    let mut patches = edits.filter_map(|edit| match edit {
        Edit::Text(of, patch) if *of == id => Some(patch),
        _ => None,
    });
    patches.try_fold(text.to_owned(), |text, patch| patch.apply(&text).ok())
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
