//! What the program remembers of a person between two starts. Never anything of a project that is not in its file.

use crate::files::disk::Disk;
use crate::model::{CodeId, DocumentId, ListColumn, ListOf, ProjectId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Whether what the texts propose is shown.
    pub suggestions: bool,
    /// When the project file is written, and what stays of the files before.
    pub saving: Saving,
    /// Which panels are open, and how large.
    pub panels: Panels,
    /// Keys that this person changed: by the name of an action its key as the window writes it (“Ctrl+Shift+F”), or
    /// `None` if it is to have none. Names that this program does not know are passed over, and kept.
    pub keys: BTreeMap<String, Option<String>>,
    /// Projects opened, latest first.
    pub recent: Vec<PathBuf>,
    /// Where somebody was reading.
    pub places: BTreeMap<ProjectId, ReadingPlace>,
    /// With which codes words were tagged last in each project, the latest first. By project, because two studies ask
    /// different questions even where they share a codebook.
    pub codes: BTreeMap<ProjectId, Vec<CodeId>>,
    /// The projects in which this person codes without seeing what others coded.
    pub blind: BTreeSet<ProjectId>,
    /// How the lists of events, entities and marks are set, by their name.
    pub lists: BTreeMap<String, ListLook>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            coder: String::new(),
            theme: Theme::default(),
            reduced_motion: false,
            zoom: 1.0,
            reading: Reading::default(),
            suggestions: true,
            saving: Saving::default(),
            panels: Panels::default(),
            keys: BTreeMap::new(),
            recent: Vec::new(),
            places: BTreeMap::new(),
            codes: BTreeMap::new(),
            blind: BTreeSet::new(),
            lists: BTreeMap::new(),
        }
    }
}

/// When the project file is written by itself, and what stays of the files before. The log is written at once, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saving {
    /// So many minutes after the first change that the file does not hold; 0: only when asked for, and at the end.
    pub after_mins: u32,
    /// Whether older states of the file are kept beside it.
    pub backups: bool,
}

impl Default for Saving {
    fn default() -> Self {
        Self { after_mins: 3, backups: true }
    }
}

impl Saving {
    /// What can be chosen, in minutes; 0: never.
    pub const MINUTES: [u32; 5] = [0, 1, 3, 10, 30];
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
    /// Size of the letters, in points.
    pub size: f32,
    /// Width of the column at most, in digits of the font.
    pub columns: u16,
    /// From row to row, as a multiple of the size.
    pub line_height: f32,
}

impl Default for Reading {
    fn default() -> Self {
        Self { serif: true, size: 16.0, columns: 72, line_height: 1.6 }
    }
}

/// What can be chosen for a column, narrow to wide; and from row to row, close to airy.
impl Reading {
    /// Sizes of the letters, in points.
    pub const SIZES: [f32; 9] = [12.0, 13.0, 14.0, 15.0, 16.0, 18.0, 20.0, 24.0, 28.0];
    /// Widths, in digits.
    pub const WIDTHS: [u16; 5] = [56, 64, 72, 84, 100];
    /// Multiples of the size.
    pub const SPACINGS: [f32; 4] = [1.4, 1.6, 1.8, 2.0];

    /// Larger letters, or smaller ones.
    pub fn step_size(&mut self, step: Step) {
        self.size = stepped(&Self::SIZES, self.size, step);
    }

    /// A wider column, or a narrower one.
    pub fn step_width(&mut self, step: Step) {
        self.columns = stepped(&Self::WIDTHS, self.columns, step);
    }

    /// More space between rows, or less.
    pub fn step_spacing(&mut self, step: Step) {
        self.line_height = stepped(&Self::SPACINGS, self.line_height, step);
    }
}

/// Which way along a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next larger value.
    Up,
    /// To the next smaller value.
    Down,
}

/// The next value of a rising scale; a value at its end, or beyond it, stays within.
fn stepped<T: Copy + PartialOrd>(scale: &[T], now: T, step: Step) -> T {
    let next = match step {
        Step::Up => scale.iter().find(|value| **value > now).or(scale.last()),
        Step::Down => scale.iter().rev().find(|value| **value < now).or(scale.first()),
    };
    next.copied().unwrap_or(now)
}

/// How a list is set. Columns stand here by name, so that one that this program does not know harms nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListLook {
    /// The columns, from the left; none: the usual ones.
    pub columns: Vec<String>,
    /// How wide somebody made a column, in points.
    pub widths: BTreeMap<String, f32>,
}

impl ListLook {
    /// The columns that a list of this kind can have; none: the usual ones.
    #[must_use]
    pub fn columns(&self, of: ListOf) -> Vec<ListColumn> {
        let known = self.columns.iter().filter_map(|name| ListColumn::named(name));
        known.filter(|column| of.columns().contains(column)).collect()
    }

    /// Chooses the columns.
    pub fn choose(&mut self, columns: &[ListColumn]) {
        self.columns = columns.iter().map(ToString::to_string).collect();
    }

    /// How wide a column was made, in points.
    #[must_use]
    pub fn width(&self, column: ListColumn) -> Option<f32> {
        self.widths.get(&column.to_string()).copied().filter(|width| width.is_finite() && *width > 0.0)
    }
}

/// Which panels are open, and how large, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each panel is open or closed by itself")]
pub struct Panels {
    /// Documents on the left.
    pub library: bool,
    /// Details on the right.
    pub inspector: bool,
    /// Charts and lists below.
    pub lower: bool,
    /// Whether they have the room of documents and article as well.
    pub lower_is_whole: bool,
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
            lower_is_whole: false,
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
/// How many codes are remembered for each project.
const MOST_CODES: usize = 8;

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

    /// The codes that words of a project were tagged with last, the latest first.
    #[must_use]
    pub fn recent_codes(&self, project: ProjectId) -> &[CodeId] {
        self.codes.get(&project).map_or(&[], Vec::as_slice)
    }

    /// Notes that words were tagged with a code.
    pub fn tagged(&mut self, project: ProjectId, code: CodeId) {
        let codes = self.codes.entry(project).or_default();
        codes.retain(|other| *other != code);
        codes.insert(0, code);
        codes.truncate(MOST_CODES);
    }

    /// How a list of this kind is set.
    #[must_use]
    pub fn list(&self, of: ListOf) -> ListLook {
        self.lists.get(&of.to_string()).cloned().unwrap_or_default()
    }

    /// Notes how a list of this kind is set.
    pub fn set_list(&mut self, of: ListOf, look: ListLook) {
        self.lists.insert(of.to_string(), look);
    }

    /// Notes that a project was opened.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MOST_RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Ids;

    #[test]
    fn the_code_used_last_stands_first_and_once() {
        let (mut settings, mut ids) = (Settings::default(), Ids::from_seed(4));
        let (project, other) = (ids.fresh::<ProjectId>(), ids.fresh::<ProjectId>());
        let codes: Vec<CodeId> = (0..10).map(|_| ids.fresh()).collect();
        codes.iter().for_each(|code| settings.tagged(project, *code));
        settings.tagged(project, codes[8]);
        let recent = settings.recent_codes(project);
        assert_eq!((recent.len(), recent[0], recent[1]), (MOST_CODES, codes[8], codes[9]));
        assert!(settings.recent_codes(other).is_empty());
    }

    #[test]
    fn columns_that_are_not_known_are_passed_over() {
        let mut settings = Settings::default();
        let mut look = settings.list(ListOf::Events);
        assert!(look.columns(ListOf::Events).is_empty());
        look.choose(&[ListColumn::Title, ListColumn::PartOf, ListColumn::When]);
        look.columns.push("moon phase".to_owned());
        look.widths.insert("title".to_owned(), 300.0);
        look.widths.insert("when".to_owned(), f32::NAN);
        settings.set_list(ListOf::Events, look);
        let look = settings.list(ListOf::Events);
        assert_eq!(look.columns(ListOf::Events), [ListColumn::Title, ListColumn::When]);
        assert_eq!((look.width(ListColumn::Title), look.width(ListColumn::When)), (Some(300.0), None));
    }

    #[test]
    fn a_scale_ends_where_it_ends() {
        let mut reading = Reading::default();
        reading.step_width(Step::Up);
        assert_eq!(reading.columns, 84);
        (0..9).for_each(|_| reading.step_width(Step::Down));
        assert_eq!(reading.columns, 56);
        reading.line_height = 1.7;
        reading.step_spacing(Step::Up);
        assert!((reading.line_height - 1.8).abs() < 1e-6, "from between two steps to the next");
        (0..9).for_each(|_| reading.step_size(Step::Up));
        assert!((reading.size - 28.0).abs() < 1e-6);
    }
}
