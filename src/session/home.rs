//! Where the program keeps what is not in a project: its settings and its copy of the sample.

use std::path::PathBuf;

/// Folders of this person on this machine; they need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Settings.
    pub config: PathBuf,
    /// The sample, and projects that were started without a name.
    pub data: PathBuf,
}

impl Home {
    /// The usual folders (XDG on Linux), or those below `ENTENTE_HOME` if that is set.
    ///
    /// `None` if the system names no home folder.
    #[must_use]
    pub fn find() -> Option<Self> {
        if let Some(folder) = std::env::var_os("ENTENTE_HOME").filter(|folder| !folder.is_empty()) {
            let folder = PathBuf::from(folder);
            return Some(Self { config: folder.clone(), data: folder });
        }
        let folders = directories::ProjectDirs::from("", "", "entente")?;
        Some(Self { config: folders.config_dir().to_owned(), data: folders.data_dir().to_owned() })
    }
}
