//! Writes files that leave the program, and replaces none that is there unless that was asked for.

use super::report::Trouble;
use crate::files::export::write_file;
use crate::files::{Disk, Doing, FileError, Why};
use std::path::{Path, PathBuf};

/// What to do with a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Old {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced.
    Replace,
}

impl Old {
    /// From `--force`.
    pub fn from_force(force: bool) -> Self {
        if force { Self::Replace } else { Self::Keep }
    }
}

/// Refuses, naming them, if some of the files are there and are to stay.
pub fn may_write(disk: &dyn Disk, paths: &[PathBuf], old: Old) -> Result<(), Trouble> {
    let there: Vec<String> = paths
        .iter()
        .filter(|path| old == Old::Keep && disk.exists(path))
        .map(|path| format!("“{}”", path.display()))
        .collect();
    match there.as_slice() {
        [] => Ok(()),
        [one] => Err(Trouble::new(format!(
            "{one} is there already. Nothing was written. Choose another name, or replace it with --force."
        ))),
        several => Err(Trouble::new(format!(
            "{} are there already. Nothing was written. Choose another folder, or replace them with --force.",
            several.join(", ")
        ))),
    }
}

/// Writes a file, whole or not at all.
pub fn file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if disk.stat(path).is_ok_and(|stat| stat.is_dir) {
        return Err(FileError::new(path, Doing::Export, Why::IsDirectory));
    }
    write_file(disk, path, bytes)
}
