//! Writes files that leave the program, and replaces none that is there unless that was asked for.

use super::report::Trouble;
use crate::base::stamp::Stamp;
use crate::files::disk::{beside, free_name};
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

/// Refuses to write a result over a file that it is made from, even if that was asked for.
pub fn not_one_of(output: &Path, sources: &[&Path]) -> Result<(), Trouble> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let found = sources.iter().find(|source| real(output).is_some() && real(output) == real(source));
    found.map_or(Ok(()), |source| {
        Err(Trouble::new(format!(
            "“{}” is what the result is made from. Nothing was written. Choose another name.",
            source.display()
        )))
    })
}

/// Puts a project that is to be replaced under another name beside it; gives that name, and says it.
pub fn aside(disk: &dyn Disk, path: &Path, now: Stamp) -> Result<Option<PathBuf>, Trouble> {
    if !disk.exists(path) {
        return Ok(None);
    }
    let name = free_name(disk, beside(path, &format!(".replaced-{}", now.utc().format("%Y%m%d-%H%M%S"))));
    disk.replace(path, &name).map_err(|error| FileError::io(path, Doing::Save, &error))?;
    super::report::remark(&format!("“{}” was there already; it is “{}” now.", path.display(), name.display()));
    Ok(Some(name))
}

/// Puts it back.
pub fn back(disk: &dyn Disk, aside: &Path, path: &Path) {
    if !disk.exists(path) && disk.replace(aside, path).is_err() {
        super::report::remark(&format!("“{}” is still there as “{}”.", path.display(), aside.display()));
    }
}
