//! What went wrong with a file, in three parts: what failed, what still holds, what to do.
//!
//! An error keeps the path, what was being done and why it failed; the words are made here and nowhere else, so that
//! the window and the commands say the same. It does *not* hold what was read before it failed.

use super::lock::Busy;
use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be done with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {} {}", self.failed(), self.holds(), self.advice())]
pub struct FileError {
    /// The file.
    pub path: PathBuf,
    /// What was being done.
    pub doing: Doing,
    /// Why it failed.
    pub why: Why,
}

/// What was being done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading a project.
    Open,
    /// Making a new project.
    Create,
    /// Replacing the project file by what is on screen.
    Save,
    /// Writing one change to the log.
    Append,
    /// Reading a text to bring in.
    Import,
    /// Reading a file of commands.
    Perform,
    /// Reading a codebook to take over.
    Codebook,
    /// Getting out of a damaged project what can be read.
    Repair,
    /// Writing tables or pictures.
    Export,
}

/// Why it failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no such file.
    NotFound,
    /// It is a folder.
    IsDirectory,
    /// The file or its folder may not be read or written by this user.
    Denied,
    /// The disk is full, or the user's share of it is.
    Full,
    /// It has no bytes at all.
    Empty,
    /// It is not text; the name of what it looks like, such as “a JPEG picture”.
    NotText(&'static str),
    /// It is text, but not a project.
    NotAProject,
    /// It is text, but no codes are in it.
    NotACodebook,
    /// It was written by a newer version of the program and cannot be read by this one.
    Newer {
        /// The format of the file.
        found: u32,
        /// The newest format that this program reads.
        known: u32,
    },
    /// Somebody else is writing to this project.
    Busy(Busy),
    /// The file on disk is not the one that was opened.
    ChangedOnDisk,
    /// A file is already there.
    Exists,
    /// The project was opened for reading only.
    ReadOnly,
    /// Anything else, in the words of the system.
    Io(String),
}

impl FileError {
    /// An error of the system.
    #[must_use]
    pub fn io(path: &Path, doing: Doing, error: &io::Error) -> Self {
        Self::new(path, doing, Why::from(error))
    }

    /// An error.
    #[must_use]
    pub fn new(path: &Path, doing: Doing, why: Why) -> Self {
        Self { path: path.to_owned(), doing, why }
    }

    /// What failed, and why.
    #[must_use]
    pub fn failed(&self) -> String {
        let what = match self.doing {
            Doing::Open => "could not be opened",
            Doing::Create => "could not be made",
            Doing::Save => "could not be saved",
            Doing::Append => "could not take the change",
            Doing::Import => "could not be brought in",
            Doing::Perform => "could not be read as commands",
            Doing::Codebook => "could not be taken over as a codebook",
            Doing::Repair => "could not be repaired",
            Doing::Export => "could not be written",
        };
        format!("“{}” {what}: {}.", self.path.display(), self.reason())
    }

    /// What still holds.
    #[must_use]
    pub fn holds(&self) -> &'static str {
        match self.doing {
            Doing::Open if matches!(self.why, Why::Busy(_)) => "Nothing was changed, and it can still be read.",
            Doing::Open | Doing::Import | Doing::Perform | Doing::Codebook | Doing::Repair => "Nothing was changed.",
            Doing::Create => "No project was made, and no other file was touched.",
            Doing::Save => "The changes made so far are kept in the log beside the project and in this program.",
            Doing::Append => "The change was taken back; everything before it is safe.",
            Doing::Export => "The project itself is untouched.",
        }
    }

    /// What to do now.
    #[must_use]
    pub fn advice(&self) -> String {
        match &self.why {
            Why::NotFound => match self.doing {
                Doing::Open | Doing::Import | Doing::Perform | Doing::Codebook | Doing::Repair => {
                    "Check the name, or whether the file was moved or renamed.".into()
                }
                _ => "Check that the folder still exists and that its drive is connected.".into(),
            },
            Why::IsDirectory => match self.doing {
                Doing::Open => "Choose a project file (NAME.ron) inside it.".into(),
                _ => "Choose another name.".into(),
            },
            Why::Denied => match self.doing {
                Doing::Open => "Open it for reading only, or ask for the right to write in that folder.".into(),
                Doing::Import | Doing::Perform | Doing::Codebook | Doing::Repair => {
                    "Ask for the right to read it.".into()
                }
                _ => "Save under another name in a folder that you may write to.".into(),
            },
            Why::Full => "Make room on that disk, or save under another name on another disk.".into(),
            Why::Empty | Why::NotText(_) | Why::NotAProject if self.doing == Doing::Perform => {
                "Choose a file of commands; docs/commands.md says what one looks like.".into()
            }
            Why::Empty | Why::NotText(_) | Why::NotAProject | Why::NotACodebook if self.doing == Doing::Codebook => {
                "Choose a codebook, such as “entente codebook export” writes, or a project.".into()
            }
            Why::Empty | Why::NotText(_) | Why::NotAProject if self.doing == Doing::Repair => {
                "Look for its log, its copies or a backup in the same folder, and repair one of those.".into()
            }
            Why::Empty if self.doing == Doing::Import => "Choose a file that has a text in it.".into(),
            Why::Empty => "If it was a project, look for its log, its copies or a backup in the same folder.".into(),
            Why::NotText(_) | Why::NotAProject if self.doing == Doing::Import => {
                "Save it as plain text (.txt or .md) first.".into()
            }
            Why::NotText(_) | Why::NotAProject | Why::NotACodebook => {
                "Choose a project file (NAME.ron); to bring a text into a project, import it.".into()
            }
            Why::Newer { .. } => "Open it with a newer version of Entente.".into(),
            Why::Busy(_) if self.doing != Doing::Open => {
                "Save under another name to go on working, then compare or merge the two.".into()
            }
            Why::Busy(busy) if busy.seen.is_some() => {
                let lock = super::disk::beside(&self.path, ".lock");
                format!(
                    "Open it for reading only, or ask for it to be closed there. Its folder knows no locks: if it is \
                     surely no longer open there, remove “{}” and try again.",
                    lock.display()
                )
            }
            Why::Busy(_) => "Open it for reading only, or ask for it to be closed there.".into(),
            Why::ChangedOnDisk => {
                "Save under another name, then compare or merge the two; or reopen to see what is there.".into()
            }
            Why::Exists => "Choose another name, or move that file away first.".into(),
            Why::ReadOnly => "Save under another name to go on working.".into(),
            Why::Io(_) => "Check the drive and the connection to it, then try again.".into(),
        }
    }

    fn reason(&self) -> String {
        match &self.why {
            Why::NotFound => "there is no such file or folder".into(),
            Why::IsDirectory => "it is a folder, not a file".into(),
            Why::Denied => match self.doing {
                Doing::Import | Doing::Perform | Doing::Codebook => "it may not be read".into(),
                _ => "this file or its folder may not be read or written".into(),
            },
            Why::Full => "the disk is full".into(),
            Why::Empty => "it is empty (0 bytes)".into(),
            Why::NotText(kind) => format!("it is not text but {kind}"),
            Why::NotAProject => "it is not an Entente project".into(),
            Why::NotACodebook => "no codes are in it".into(),
            Why::Newer { found, known } => {
                format!("it has format {found}, and this version reads formats up to {known}")
            }
            Why::Busy(busy) => busy.to_string(),
            Why::ChangedOnDisk => "another program has changed it on disk since it was opened here".into(),
            Why::Exists => "a file of that name is already there".into(),
            Why::ReadOnly => "it was opened for reading only".into(),
            Why::Io(words) => words.clone(),
        }
    }
}

impl From<&io::Error> for Why {
    fn from(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            // A path below a file: there is nothing of that name, and there cannot be.
            Kind::NotFound | Kind::NotADirectory => Self::NotFound,
            Kind::IsADirectory => Self::IsDirectory,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::Denied,
            Kind::StorageFull | Kind::QuotaExceeded => Self::Full,
            Kind::AlreadyExists => Self::Exists,
            _ => Self::Io(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_three_parts() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let error = FileError::io(Path::new("/a/b.ron"), Doing::Save, &full);
        assert_eq!(
            error.to_string(),
            "“/a/b.ron” could not be saved: the disk is full. The changes made so far are kept in the log beside the \
             project and in this program. Make room on that disk, or save under another name on another disk."
        );
    }

    #[test]
    fn both_formats_are_named() {
        let why = Why::Newer { found: 7, known: 1 };
        let message = FileError::new(Path::new("b.ron"), Doing::Open, why).to_string();
        assert!(message.contains("format 7") && message.contains("up to 1"), "{message}");
    }
}
