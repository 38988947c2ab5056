//! What a list of edits changed, in words: “event “Visit to Rabat”: date 2025-03 → 2025-03-10”.
//!
//! The comparison of two files, the log, the report of a merge and the history in the window all say it so. Every
//! kind of record is looked at field by field, lists item by item, texts line by line; who changed a record and when
//! is said by the transaction, and here only where nothing else differs. Records are named as they were at that time
//! (`names`). What this does *not* do: it does not shorten what a program gets, only what a person reads
//! ([`Detail::words`]).

mod fields;
mod names;
mod shorten;
mod texts;
mod values;

use crate::model::RecordId;
use crate::project::diff::diff;
use crate::project::{Edit, Project};
use std::collections::BTreeMap;

pub use names::Names;
pub use shorten::shorten;

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub record: RecordId,
    /// What a message calls such a record: “event”.
    pub noun: &'static str,
    /// How a list names it, whole; may be empty.
    pub name: String,
    /// Whether it came, went or was changed.
    pub what: What,
    /// Its fields, in the order of the file. Those of a record that came or went are the values that it has or had.
    pub details: Vec<Detail>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// It was there before and is there still.
    Changed,
}

impl What {
    /// “added”, “removed”, “changed”.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// One value before and after, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The field as the file calls it, such as `assessed`; `text` for the text of a document. Of a list several details
    /// have the same one.
    pub field: &'static str,
    /// The field as a person calls it, such as “date”.
    pub label: &'static str,
    /// For a text: the line, counted from 1, in the text that is there now.
    pub line: Option<usize>,
    /// What was there; `None`: nothing.
    pub before: Option<String>,
    /// What is there now; `None`: nothing.
    pub after: Option<String>,
    /// Whether the values are somebody's words, and stand between quotation marks.
    pub prose: bool,
}

/// What edits changed, one item for each record, in the order of the edits. `before` and `after` are the projects
/// without and with them; where one is not known any more, the nearest that is: names are then taken from the edits.
#[must_use]
pub fn changes(edits: &[Edit], before: &Project, after: &Project) -> Vec<Change> {
    let names = Names::new(before, after).with(edits);
    let with_ids = names.with_ids();
    let mut order: Vec<RecordId> = Vec::new();
    let mut found: BTreeMap<RecordId, Change> = BTreeMap::new();
    for edit in edits {
        let Some(change) = of_edit(edit, &names, &with_ids) else { continue };
        if let Some(first) = found.get_mut(&change.record) {
            // The row of a document and its text are one record.
            first.details.extend(change.details);
        } else {
            order.push(change.record);
            found.insert(change.record, change);
        }
    }
    order.iter().filter_map(|record| found.remove(record)).collect()
}

/// What leads from one project to the other.
#[must_use]
pub fn between(a: &Project, b: &Project) -> Vec<Change> {
    changes(&diff(a, b), a, b)
}

fn of_edit(edit: &Edit, names: &Names<'_>, with_ids: &Names<'_>) -> Option<Change> {
    let (what, mut details) = values(edit, names);
    let fields = |details: &[Detail]| details.iter().map(|detail| detail.field).collect::<Vec<_>>();
    // Where one record took the place of another of the same name, only their ids tell that something changed.
    let (_, exact) = values(edit, with_ids);
    if fields(&exact) != fields(&details) {
        details = exact;
    }
    let record = edit.record();
    let name = names.label(record).unwrap_or_default();
    (what != What::Changed || !details.is_empty()).then(|| Change { record, noun: noun(record), name, what, details })
}

fn values(edit: &Edit, names: &Names<'_>) -> (What, Vec<Detail>) {
    match edit {
        Edit::Document(_, swap) => fields::document(swap, names),
        Edit::Text(id, patch) => (What::Changed, texts::details(*id, patch, names)),
        Edit::Mark(_, swap) => fields::mark(swap, names),
        Edit::Event(_, swap) => fields::event(swap, names),
        Edit::Entity(_, swap) => fields::entity(swap, names),
        Edit::Code(_, swap) => fields::code(swap, names),
        Edit::View(_, swap) => fields::view(swap, names),
        Edit::Ruling(_, swap) => fields::ruling(swap, names),
    }
}

/// What a message calls a record of this kind.
#[must_use]
pub fn noun(record: RecordId) -> &'static str {
    match record {
        RecordId::Document(_) => "document",
        RecordId::Mark(_) => "mark",
        RecordId::Event(_) => "event",
        RecordId::Entity(_) => "entity",
        RecordId::Code(_) => "code",
        RecordId::View(_) => "view",
        RecordId::Ruling(_) => "ruling",
    }
}

/// “event “Visit to Rabat””, or “event e0123456789” where it has no name.
#[must_use]
pub fn called(record: RecordId, name: &str) -> String {
    match name.trim() {
        "" => format!("{} {record}", noun(record)),
        name => format!("{} “{}”", noun(record), shorten(name, MOST_OF_A_NAME)),
    }
}

/// Characters of a name in a line.
const MOST_OF_A_NAME: usize = 72;

impl Change {
    /// Its noun and its name.
    #[must_use]
    pub fn called(&self) -> String {
        called(self.record, &self.name)
    }

    /// One line for each value that differs; one for all of a record that came or went.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let called = self.called();
        match self.what {
            What::Changed => self.details.iter().map(|detail| format!("{called}: {}", detail.words())).collect(),
            What::Removed => vec![format!("{called} removed")],
            What::Added => {
                // Its name stands in front already.
                let is_name = |value: &String| value.trim_matches(['“', '”']) == self.name;
                let others = self.details.iter().filter(|detail| !detail.after.as_ref().is_some_and(is_name));
                let values: Vec<String> = others.filter_map(Detail::value).collect();
                let values = if values.is_empty() { String::new() } else { format!(": {}", values.join("; ")) };
                vec![format!("{called} added{values}")]
            }
        }
    }
}

impl Detail {
    /// “date 2025-03 → 2025-03-10”, “participant added: Gérald Vasseur”.
    #[must_use]
    pub fn words(&self) -> String {
        let label = match self.line {
            Some(line) => format!("{} {line}", self.label),
            None => self.label.to_owned(),
        };
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => {
                let (before, after) = shorten::apart(before, after);
                format!("{label} {} → {}", self.quoted(&before), self.quoted(&after))
            }
            (None, Some(after)) => format!("{label} added: {}", self.short(after)),
            (Some(before), None) => format!("{label} removed: {}", self.short(before)),
            (None, None) => label,
        }
    }

    /// “date 2025-03-10”: the value that is there now, or the one that was; `None` if there is neither.
    #[must_use]
    pub fn value(&self) -> Option<String> {
        let value = self.after.as_ref().or(self.before.as_ref())?;
        Some(format!("{} {}", self.label, self.short(value)))
    }

    fn short(&self, value: &str) -> String {
        self.quoted(&shorten(value, shorten::MOST))
    }

    fn quoted(&self, value: &str) -> String {
        if self.prose { format!("“{value}”") } else { value.to_owned() }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
