//! Copies of a project that lie beside it: what a folder that is synced leaves when two computers wrote at once
//! (“news (conflicted copy 2025-03-10).ron”, “news.sync-conflict-….ron”), and what somebody copied by hand.
//!
//! A copy is known by the beginning of its name and, surely, by the project that it names; one that contains nothing
//! that is not known here is no news. What this does *not* do: it reads no more than the head of each, and opens none.

use super::disk::{Disk, folder};
use crate::model::{ProjectId, TxId};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// So many files are looked at.
const MOST: usize = 24;
/// The head of a file stands in so many bytes; what it knows of its past makes it long.
const HEAD_BYTES: usize = 16_384;

/// The copies of a project beside its file that contain a transaction of which nothing is `known` here, sorted.
#[must_use]
pub fn copies(disk: &dyn Disk, path: &Path, project: ProjectId, known: &BTreeSet<TxId>) -> Vec<PathBuf> {
    let beside = disk.list(folder(path)).unwrap_or_default();
    let candidates = beside.into_iter().filter(|other| is_called_like(other, path)).take(MOST);
    let is_news = |other: &PathBuf| {
        let Ok(bytes) = disk.read(other) else { return false };
        let head = String::from_utf8_lossy(bytes.get(..HEAD_BYTES).unwrap_or(&bytes));
        let same = value(&head, "project").and_then(|id| id.parse().ok()) == Some(project);
        let last = last_in(&head);
        same && last.is_some_and(|last| !known.contains(&last))
    };
    candidates.filter(is_news).collect()
}

/// `news (1).ron` is called like `news.ron`; `newspapers.ron` is not.
fn is_called_like(other: &Path, path: &Path) -> bool {
    let names = (other.file_name().and_then(|name| name.to_str()), path.file_stem().and_then(|stem| stem.to_str()));
    let (Some(name), Some(stem)) = names else { return false };
    let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(".ron"));
    rest.is_some_and(|rest| rest.chars().next().is_some_and(|first| !first.is_alphanumeric()))
}

/// The last transaction that a file says that it contains, from its head alone.
pub(super) fn last_of(bytes: &[u8]) -> Option<TxId> {
    last_in(&String::from_utf8_lossy(bytes.get(..HEAD_BYTES).unwrap_or(bytes)))
}

fn last_in(head: &str) -> Option<TxId> {
    value(head, "last").and_then(|id| id.parse().ok())
}

/// The value of a field in the head of a file.
fn value<'h>(head: &'h str, field: &str) -> Option<&'h str> {
    let (_, rest) = head.split_once(&format!("\n    {field}: \""))?;
    rest.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_of_copies() {
        let path = Path::new("/a/news.ron");
        for like in [
            "news (conflicted copy 2025-03-10).ron",
            "news.sync-conflict-20250310-1.ron",
            "news (1).ron",
            "news-2.ron",
        ] {
            assert!(is_called_like(&Path::new("/a").join(like), path), "{like}");
        }
        for other in ["news.ron", "newspapers.ron", "news.ron.log", "old news.ron", "news (1).txt"] {
            assert!(!is_called_like(&Path::new("/a").join(other), path), "{other}");
        }
    }

    #[test]
    fn only_a_copy_with_something_of_its_own_is_news() {
        let dir = tempfile::tempdir().unwrap();
        let mut ids = crate::base::id::Ids::from_seed(5);
        let (project, other) = (ids.fresh::<ProjectId>(), ids.fresh::<ProjectId>());
        let (known, new) = (ids.fresh::<TxId>(), ids.fresh::<TxId>());
        let put = |name: &str, project: ProjectId, last: Option<TxId>| {
            let file = crate::files::write::project_file(&crate::project::Project::new(project), last).unwrap();
            std::fs::write(dir.path().join(name), file).unwrap();
        };
        put("a.ron", project, Some(known));
        put("a (old).ron", project, Some(known));
        put("a (new).ron", project, Some(new));
        put("a (empty).ron", project, None);
        put("a (other).ron", other, Some(new));
        std::fs::write(dir.path().join("a (text).ron"), "not a project").unwrap();
        let found = copies(&crate::files::RealDisk, &dir.path().join("a.ron"), project, &BTreeSet::from([known]));
        assert_eq!(found, [dir.path().join("a (new).ron")]);
    }
}
