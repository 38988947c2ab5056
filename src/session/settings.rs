//! What the program remembers of a person between two starts. Never anything of a project that is not in its file.

use crate::files::disk::Disk;
use crate::model::{DocumentId, ProjectId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Settings and remembered places. Unknown fields are passed over and missing ones have defaults, so that an older
/// and a newer program can share one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Name or initials that new records carry.
    pub coder: String,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// Whether things may move: a flash on a fresh mark.
    pub reduced_motion: bool,
    /// The whole window, 1 is 100 %.
    pub zoom: f32,
    /// The article.
    pub reading: Reading,
    /// Which panels are open, and how large.
    pub panels: Panels,
    /// Keys that this person changed: by the name of an action its key as the window writes it (“Ctrl+Shift+F”), or
    /// `None` if it is to have none. Names that this program does not know are passed over, and kept.
    pub keys: BTreeMap<String, Option<String>>,
    /// Projects opened, latest first.
    pub recent: Vec<PathBuf>,
    /// Where somebody was reading.
    pub places: BTreeMap<ProjectId, ReadingPlace>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            coder: String::new(),
            theme: Theme::default(),
            reduced_motion: false,
            zoom: 1.0,
            reading: Reading::default(),
            panels: Panels::default(),
            keys: BTreeMap::new(),
            recent: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How the article is set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// A serif made for long reading, or the sans of the interface.
    pub serif: bool,
    /// Points.
    pub size: f32,
}

impl Default for Reading {
    fn default() -> Self {
        Self { serif: true, size: 16.0 }
    }
}

/// Which panels are open, and how large, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// Documents on the left.
    pub library: bool,
    /// Details on the right.
    pub inspector: bool,
    /// Charts and lists below.
    pub lower: bool,
    /// Width of the documents.
    pub library_width: f32,
    /// Width of the details.
    pub inspector_width: f32,
    /// Height of the charts and lists.
    pub lower_height: f32,
}

impl Default for Panels {
    fn default() -> Self {
        Self {
            library: true,
            inspector: true,
            lower: true,
            library_width: 264.0,
            inspector_width: 348.0,
            lower_height: 260.0,
        }
    }
}

/// Where somebody was reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingPlace {
    /// The document.
    pub document: DocumentId,
    /// The byte of its text that stood at the top.
    pub byte: usize,
}

/// How many projects are remembered.
const MOST_RECENT: usize = 12;

impl Settings {
    /// Where they lie.
    #[must_use]
    pub fn path(config: &Path) -> PathBuf {
        config.join("settings.ron")
    }

    /// Reads them; defaults if there are none. A file that cannot be read is set aside under another name, and the
    /// second value says so.
    #[must_use]
    pub fn read(disk: &dyn Disk, config: &Path) -> (Self, Option<String>) {
        let path = Self::path(config);
        let Ok(bytes) = disk.read(&path) else { return (Self::default(), None) };
        let source = String::from_utf8_lossy(&bytes);
        match crate::files::format::options().from_str(&source) {
            Ok(settings) => (settings, None),
            Err(error) => {
                let aside = path.with_extension("ron.unreadable");
                let kept = disk.replace(&path, &aside).is_ok();
                let kept = if kept { format!("; they are kept as {}", aside.display()) } else { String::new() };
                (Self::default(), Some(format!("The settings cannot be read ({error}){kept}. The usual ones apply.")))
            }
        }
    }

    /// Writes them.
    ///
    /// # Errors
    /// What the system says, if the folder or the file cannot be written.
    pub fn write(&self, disk: &dyn Disk, config: &Path) -> std::io::Result<()> {
        disk.create_dir_all(config)?;
        let pretty = ron::ser::PrettyConfig::new();
        let source = crate::files::format::options().to_string_pretty(self, pretty).unwrap_or_default();
        let (path, beside) = (Self::path(config), config.join("settings.ron.new"));
        // A leftover of a write that was cut short is in the way and worth nothing.
        let _ = disk.remove(&beside);
        disk.write_new(&beside, source.as_bytes())?;
        disk.replace(&beside, &path)
    }

    /// Notes that a project was opened.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MOST_RECENT);
    }
}
