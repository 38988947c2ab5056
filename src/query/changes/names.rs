//! What records are called, also those that are gone: by the project after, the project before, or the edits.

use super::shorten;
use crate::model::{DocumentId, Record, RecordId, Source};
use crate::project::{Edit, Project, Swap};
use std::collections::BTreeMap;

/// Where names are looked up.
#[derive(Clone, Debug)]
pub struct Names<'p> {
    before: &'p Project,
    after: &'p Project,
    gone: BTreeMap<RecordId, String>,
}

impl<'p> Names<'p> {
    /// Names of the records of two projects; those of the second count.
    #[must_use]
    pub fn new(before: &'p Project, after: &'p Project) -> Self {
        Self { before, after, gone: BTreeMap::new() }
    }

    /// And of those that stand in neither, but in edits.
    #[must_use]
    pub fn with(mut self, edits: &[Edit]) -> Self {
        fn of<T: Record>(swap: &Swap<T>) -> Option<String> {
            swap.after.as_ref().or(swap.before.as_ref()).map(|record| record.label().to_owned())
        }
        for edit in edits.iter().filter(|edit| !self.before.has(edit.record()) && !self.after.has(edit.record())) {
            let name = match edit {
                Edit::Document(_, swap) => of(swap),
                Edit::Text(..) => None,
                Edit::Mark(_, swap) => of(swap),
                Edit::Event(_, swap) => of(swap),
                Edit::Entity(_, swap) => of(swap),
                Edit::Code(_, swap) => of(swap),
                Edit::View(_, swap) => of(swap),
                Edit::Ruling(_, swap) => of(swap),
            };
            self.gone.extend(name.map(|name| (edit.record(), name)));
        }
        self
    }

    /// What it is called; `None` if it has no name, or nobody knows it.
    #[must_use]
    pub fn label(&self, record: RecordId) -> Option<String> {
        let known = [self.after, self.before].into_iter().find(|project| project.has(record));
        let name = known.map(|project| project.label(record).to_owned()).or_else(|| self.gone.get(&record).cloned());
        name.filter(|name| !name.is_empty())
    }

    /// What it is called, else its id.
    pub(super) fn name(&self, record: impl Into<RecordId>) -> String {
        let record = record.into();
        self.label(record).unwrap_or_else(|| record.to_string())
    }

    /// Its name between quotation marks and short, else its id.
    pub(super) fn quoted(&self, record: impl Into<RecordId>) -> String {
        let record = record.into();
        self.label(record).map_or_else(|| record.to_string(), |name| format!("“{}”", shorten(&name, 60)))
    }

    /// “ (“on Monday”)” where a mark says it, else nothing.
    pub(super) fn said_by(&self, source: Source) -> String {
        source.mark().map(|mark| format!(" ({})", self.quoted(mark))).unwrap_or_default()
    }

    pub(super) fn texts(&self, document: DocumentId) -> (&'p str, &'p str) {
        (self.before.text(document), self.after.text(document))
    }
}
