//! The project that Entente shows at its first start: a copy, so that it can be changed without touching the
//! original.

use super::home;
use crate::files::disk::Disk;
use crate::files::{Doing, FileError};
use std::path::{Path, PathBuf};

/// The finished sample project, inside the program: it opens from whatever folder the program is started in.
const SAMPLE: &str = include_str!("../../saves/france-morocco.ron");

/// Where the copy lies in the folder for the program's own data.
#[must_use]
pub fn path(home: &home::Home) -> PathBuf {
    home.data.join("france-morocco.ron")
}

/// Puts the copy there, unless there is one already: that one may hold somebody's work.
///
/// # Errors
/// If the folder or the file cannot be written.
pub fn put(disk: &dyn Disk, path: &Path) -> Result<(), FileError> {
    if disk.exists(path) {
        return Ok(());
    }
    let folder = path.parent().map_or(Ok(()), |folder| disk.create_dir_all(folder));
    let written = folder.and_then(|()| disk.write_new(path, SAMPLE.as_bytes()));
    written.map_err(|error| FileError::io(path, Doing::Create, &error))
}
