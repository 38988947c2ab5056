//! Reads many texts at once, and says of every file what became of it.
//!
//! Promises: each file is either a text, refused with a reason, or passed over; a file that cannot be read costs
//! itself and no other. What it does *not* do: it does not know which texts a project has already.

use super::text::{ImportedText, LONGEST, Note, Refusal, read_text};
use super::{Collected, collect};
use crate::files::disk::{Disk, RealDisk};
use crate::files::error::{Doing, FileError};
use std::path::{Path, PathBuf};

/// A text that was read, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The file.
    pub path: PathBuf,
    /// The text and what can be guessed about it.
    pub text: ImportedText,
    /// What is worth knowing about how it was read.
    pub notes: Vec<Note>,
}

impl Imported {
    /// The name of the file, without its folder.
    #[must_use]
    pub fn file_name(&self) -> String {
        file_name(&self.path)
    }
}

/// A file that gave no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file or folder.
    pub path: PathBuf,
    /// Why, as a sentence.
    pub why: String,
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The texts, in the order of their paths.
    pub texts: Vec<Imported>,
    /// What could not be read.
    pub refused: Vec<LeftOut>,
    /// Files in folders that are not `.txt` or `.md`.
    pub passed_over: Vec<PathBuf>,
}

/// Reads the texts among files and folders.
#[must_use]
pub fn read_batch(disk: &dyn Disk, paths: &[PathBuf]) -> Batch {
    let Collected { files, errors, passed_over } = collect(disk, paths);
    let refused = errors.iter().map(|error| LeftOut { path: error.path.clone(), why: error.to_string() });
    let mut batch = Batch { texts: Vec::new(), refused: refused.collect(), passed_over };
    for path in files {
        match read_one(disk, &path) {
            Ok(imported) => batch.texts.push(imported),
            Err(why) => batch.refused.push(LeftOut { path, why }),
        }
    }
    batch
}

/// Reads the texts among files and folders of the file system; the second value says, in sentences for a person, what
/// was refused and what was assumed.
#[must_use]
pub fn read_all(paths: &[PathBuf]) -> (Vec<Imported>, Vec<String>) {
    let batch = read_batch(&RealDisk, paths);
    let mut notes: Vec<String> = batch.refused.into_iter().map(|left_out| left_out.why).collect();
    for imported in &batch.texts {
        let file = imported.file_name();
        // Line ends are everybody's business and nobody's news.
        let news = imported.notes.iter().filter(|note| **note != Note::LineEnds);
        notes.extend(news.map(|note| format!("“{file}”: {note}.")));
    }
    notes.extend(said_of_passed_over(batch.passed_over.len()));
    (batch.texts, notes)
}

fn said_of_passed_over(files: usize) -> Option<String> {
    match files {
        0 => None,
        1 => Some("One file that is not .txt or .md was passed over.".to_owned()),
        _ => Some(format!("{files} files that are not .txt or .md were passed over.")),
    }
}

/// Reads one file, whatever its name.
///
/// # Errors
/// Why it gives no text, as a sentence.
pub fn read_one(disk: &dyn Disk, path: &Path) -> Result<Imported, String> {
    // Before a byte of it is in memory.
    if let Some(stat) = disk.stat(path).ok().filter(|stat| stat.len > LONGEST) {
        return Err(format!("{}.", Refusal::TooLong { file: file_name(path), mib: stat.len.div_ceil(1 << 20) }));
    }
    let bytes = disk.read(path).map_err(|error| FileError::io(path, Doing::Import, &error).to_string())?;
    let (text, notes) = read_text(&bytes, &file_name(path)).map_err(|refusal| format!("{refusal}."))?;
    Ok(Imported { path: path.to_owned(), text, notes })
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_accounted_for() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        let write = |name: &str, bytes: &[u8]| std::fs::write(at(name), bytes).unwrap();
        write("a.txt", b"Talks\n\nThey met.");
        write("b.txt", b"");
        write("c.txt", b"\xFF\xD8\xFF\xE0");
        write("d.pdf", b"%PDF-");
        write("e.txt", b"Une r\xE9union \xE0 Rabat\r\n");
        let batch = read_batch(&RealDisk, &[dir.path().to_owned(), at("gone.txt")]);
        let names: Vec<String> = batch.texts.iter().map(Imported::file_name).collect();
        assert_eq!(names, ["a.txt", "e.txt"]);
        let refused: Vec<&Path> = batch.refused.iter().map(|left_out| left_out.path.as_path()).collect();
        assert_eq!(refused, [at("gone.txt"), at("b.txt"), at("c.txt")]);
        assert_eq!(batch.passed_over, [at("d.pdf")]);
        let (texts, notes) = read_all(&[dir.path().to_owned(), at("gone.txt")]);
        assert_eq!((texts.len(), notes.len()), (2, 5), "{notes:#?}");
        assert!(notes.iter().any(|note| note.starts_with("“e.txt”: it is not UTF-8")), "{notes:#?}");
    }

    #[test]
    fn a_file_that_is_too_long_is_refused_unread() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        // A file with nothing but a hole in it takes no room, and would take as much memory as it says.
        std::fs::File::create(&path).unwrap().set_len(LONGEST + 1).unwrap();
        let refused = read_batch(&RealDisk, &[path]).refused;
        assert_eq!(
            refused[0].why,
            "“a.txt” has 65 MiB, and one text may have 64 MiB; split it into its articles first."
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_among_the_texts_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let batch = read_batch(&RealDisk, &[dir.path().to_owned()]);
        assert_eq!((batch.texts.len(), batch.passed_over), (0, vec![path]));
    }
}
