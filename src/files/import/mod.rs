//! Texts from other programs: which files, what they say, and what can be guessed about them.
//!
//! [`collect`] finds the files, [`text::read_text`] makes a text of the bytes of one, [`guess`] proposes title, date
//! and language, and [`batch`] does all of that for many files at once. Nothing here changes a project, and a guess
//! always says what it rests on.

pub mod batch;
pub mod guess;
pub mod text;
pub mod timeml;

use super::disk::Disk;
use super::error::{Doing, FileError};
use std::path::{Path, PathBuf};

pub use batch::{Batch, Imported, LeftOut, read_all, read_batch, read_one};
pub use guess::Guess;
pub use text::{ImportedText, Note, Refusal, read_text};

/// How deep folders are searched: a link that leads back to its own folder ends here.
const DEPTH: usize = 32;

/// The texts among files and folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Text files, sorted, each once.
    pub files: Vec<PathBuf>,
    /// What could not be read.
    pub errors: Vec<FileError>,
    /// Files in folders that are not `.txt` or `.md`, sorted.
    pub passed_over: Vec<PathBuf>,
}

/// Finds `.txt` and `.md` files in folders, at any depth. A file that is named itself is taken whatever its name;
/// hidden files and folders inside a folder are passed over.
#[must_use]
pub fn collect(disk: &dyn Disk, paths: &[PathBuf]) -> Collected {
    let mut found = Collected::default();
    for path in paths {
        match disk.stat(path) {
            Ok(stat) if stat.is_dir => folder(disk, path, DEPTH, &mut found),
            Ok(_) => found.files.push(path.clone()),
            Err(error) => found.errors.push(FileError::io(path, Doing::Import, &error)),
        }
    }
    found.files.sort();
    found.files.dedup();
    found.passed_over.sort();
    found
}

fn folder(disk: &dyn Disk, dir: &Path, depth: usize, found: &mut Collected) {
    let entries = match disk.list(dir) {
        Ok(entries) => entries,
        Err(error) => return found.errors.push(FileError::io(dir, Doing::Import, &error)),
    };
    for path in entries {
        match disk.stat(&path) {
            Ok(stat) if stat.is_dir && depth > 0 && !is_hidden(&path) => folder(disk, &path, depth - 1, found),
            Ok(stat) if stat.is_file && is_text(&path) => found.files.push(path),
            Ok(_) => found.passed_over.push(path),
            Err(error) => found.errors.push(FileError::io(&path, Doing::Import, &error)),
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    !is_hidden(path) && ["txt", "md"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::RealDisk;

    #[test]
    fn folders_are_searched_and_what_is_missing_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        std::fs::create_dir_all(at("b/c")).unwrap();
        for name in ["b/c/z.TXT", "b/a.md", "b/p.jpg", "b/.hidden.txt", "named.html"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let found = collect(&RealDisk, &[at("b"), at("named.html"), at("b/a.md"), at("no")]);
        assert_eq!(found.files, [at("b/a.md"), at("b/c/z.TXT"), at("named.html")]);
        assert_eq!(found.passed_over, [at("b/.hidden.txt"), at("b/p.jpg")]);
        assert_eq!(found.errors.len(), 1);
    }
}
