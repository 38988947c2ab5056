//! What lies elsewhere and helps where a project file is damaged: its log and backups, also those of the file of which a
//! damaged one is a copy, and the codes of the standard codebook.
//!
//! `NAME.ron.damaged-20250310-094640` is a copy that was kept of `NAME.ron` before that was replaced, so the log and the
//! backups of `NAME.ron` are those of the copy too. What this does *not* do: it takes nothing out of a backup; which of
//! the two states is wanted is for a person to say.

use super::backup::{self, Backup};
use super::codebook;
use super::disk::{Disk, beside};
use super::log::{self, Log};
use super::problem::Problem;
use super::read;
use crate::model::{Code, CodeId, Document, Entity, Event, Mark, RecordId, Ruling, View};
use crate::project::links::Links;
use crate::project::{Project, Tabled};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What stands in the name of a copy of a damaged file.
const DAMAGED: &str = ".damaged-";

/// The log of a damaged file: the one beside it, else that of the file of which it is a copy.
#[must_use]
pub fn log_of(disk: &dyn Disk, path: &Path) -> Option<Log> {
    let read = |path: &Path| disk.read(&beside(path, ".log")).ok();
    read(path).or_else(|| original(path).and_then(|path| read(&path))).map(|bytes| log::read(&bytes))
}

/// The file of which this one is a copy, by its name.
fn original(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let (stem, _) = name.rsplit_once(DAMAGED)?;
    (!stem.is_empty()).then(|| path.with_file_name(stem))
}

/// A backup that can be read whole.
#[derive(Clone, Debug)]
pub struct Whole(Backup);

impl Whole {
    /// What to do with it.
    #[must_use]
    pub fn remark(&self) -> Problem {
        let Backup { path, at, .. } = &self.0;
        let path = path.display();
        Problem::general(format!(
            "the latest backup that can be read whole is “{path}”, of {at}: “entente repair \"{path}\" -o NAME.ron” makes \
             a project of it; so does “Save as…” after it was opened in “Saving and backups…” in the window"
        ))
    }
}

/// The latest backup of a damaged file that can be read whole.
#[must_use]
pub fn whole_backup(disk: &dyn Disk, path: &Path) -> Option<Whole> {
    let mut backups = backup::list(disk, path);
    backups.extend(original(path).map(|path| backup::list(disk, &path)).unwrap_or_default());
    let is_whole = |backup: &Backup| {
        let read = disk.read(&backup.path).ok().and_then(|bytes| read::read(&bytes, None).ok());
        read.is_some_and(|read| read.problems.is_empty())
    };
    backups.into_iter().find(is_whole).map(Whole)
}

/// Puts in the codes of the standard codebook that are gone: those that records refer to, and those that `problems` name
/// as unreadable; what is to be said. `whole` asks for all of it, but for those that somebody `removed`: where the place
/// of the codes in the file is damaged, and what is left of them shows that they were those of the standard codebook.
#[must_use]
pub fn codes_of_standard(
    project: &mut Project,
    problems: &[Problem],
    (whole, removed): (bool, &BTreeSet<CodeId>),
) -> Vec<Problem> {
    let missing = |links: Vec<RecordId>, project: &Project| -> BTreeSet<CodeId> {
        let codes = links.into_iter().filter(|id| !project.has(*id));
        codes.filter_map(|id| if let RecordId::Code(id) = id { Some(id) } else { None }).collect()
    };
    let named = problems.iter().filter_map(|problem| problem.record);
    let mut wanted = missing(links(project).into_iter().chain(named).collect(), project);
    let (mut standard, mut taken) = (codebook::standard(), BTreeSet::new());
    let left: BTreeSet<CodeId> = project.codes().ids().chain(wanted.iter().copied()).collect();
    let of_standard = left.iter().filter(|id| standard.contains_key(id)).count();
    let unnamed: Vec<CodeId> = if whole && of_standard > 0 && of_standard * 2 >= left.len() {
        standard.keys().filter(|id| !left.contains(id) && !removed.contains(id)).copied().collect()
    } else {
        Vec::new()
    };
    // A code may lead to others: those above it, and the roles that it asks for.
    while let Some(id) = wanted.pop_first() {
        if let Some(code) = standard.remove(&id) {
            let links = code.links();
            project.insert_read(id, code);
            taken.insert(id);
            wanted.extend(missing(links, project));
        }
    }
    let say = |id: CodeId| Problem::of(id, "this code was gone; that of the standard codebook was taken");
    let said: Vec<Problem> = taken.iter().copied().map(say).collect();
    let mut given_back = Vec::new();
    for id in unnamed {
        if !taken.contains(&id)
            && let Some(code) = standard.remove(&id)
        {
            project.insert_read(id, code);
            given_back.push(Problem::of(id, UNNAMED));
        }
    }
    said.into_iter().chain(given_back).collect()
}

/// What is said of a code that nothing names.
const UNNAMED: &str = "this code of the standard codebook is not in the file, which is damaged where the codes stand; it \
                       was given back. Delete it if the project did not have it";

/// What the records of a project refer to.
fn links(project: &Project) -> Vec<RecordId> {
    fn of<T: Tabled + Links>(project: &Project) -> impl Iterator<Item = RecordId> + '_ {
        T::table(project).iter().flat_map(|(_, record)| record.links())
    }
    let rows = of::<Document>(project).chain(of::<Mark>(project)).chain(of::<Event>(project));
    let rest =
        of::<Entity>(project).chain(of::<Code>(project)).chain(of::<View>(project)).chain(of::<Ruling>(project));
    rows.chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_which_it_is_a_copy() {
        let copy = Path::new("/a/p.ron.damaged-20250310-094640");
        assert_eq!(original(copy), Some(PathBuf::from("/a/p.ron")));
        assert_eq!(original(Path::new("/a/p.ron.damaged-20250310-094640-2")), Some(PathBuf::from("/a/p.ron")));
        assert_eq!(original(Path::new("/a/p.ron")), None);
    }
}
