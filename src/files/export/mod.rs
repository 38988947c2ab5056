//! What leaves the program: one file a format. An export never changes the project.

pub mod csv;
pub mod docx;
pub mod dossier;
pub mod figures_csv;
pub mod html;
pub mod json;
pub mod markdown;
pub mod png;
pub mod publish;
pub mod redact;
pub mod svg;
mod values;

use super::disk::{Disk, folder, free_name};
use super::error::{Doing, FileError};
use std::path::Path;

/// Writes a file that a person asked for by name, in the place of one that is there.
///
/// # Errors
/// If it cannot be written; a file that was there is then still whole.
pub fn write_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |error: std::io::Error| FileError::io(path, Doing::Export, &error);
    let beside = free_name(disk, super::disk::beside(path, ".new"));
    let put = disk.write_new(&beside, bytes).and_then(|()| disk.replace(&beside, path));
    put.and_then(|()| disk.sync_dir(folder(path))).map_err(|error| {
        // The leftover is of no use to anybody, and may be what fills the disk; the error is what counts.
        let _ = disk.remove(&beside);
        failed(error)
    })
}
