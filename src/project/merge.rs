//! Bringing two changed copies of one project together: record by record, then field by field, then item by item.
//!
//! What only one side changed is taken from that side. Where both changed one thing to different things, the value of
//! the side that [`Choices`] name stays, and a [`Note`] says so. What one side removed and the other changed, or still
//! leads to, stays, and is named too: nothing is left dangling. Texts are brought together line by line, and marks
//! follow their words. So two sound projects give a sound one, and nothing goes without a note.
//!
//! Without a common base, give an empty project: then nothing counts as removed, and where both have different values
//! for one thing they clash.
//!
//! What this does *not* do: it does not see that two records of different ids mean the same (`query::same` proposes
//! that), and it finds no words for what it did (`query::merged` does).

mod choice;
mod documents;
mod fields;
mod items;
mod lift;
mod list;
mod marks;
mod places;
mod restore;
mod rows;

pub use choice::{Choices, Note, Remark, Side};
pub use lift::lift;

use super::{Project, edit};
use crate::model::{Code, Entity, Event, RecordId, Ruling, View};
use fields::Fields;
use rows::Row;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Two copies brought together.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The result.
    pub project: Project,
    /// What the result does not show, sorted by record.
    pub notes: BTreeSet<Note>,
}

impl Merged {
    /// The records about which the two disagree.
    #[must_use]
    pub fn conflicts(&self) -> BTreeSet<RecordId> {
        self.notes.iter().filter(|note| note.what.is_conflict()).map(|note| note.record).collect()
    }

    fn note(&mut self, record: impl Into<RecordId>, what: Remark) {
        self.notes.insert(Note { record: record.into(), what });
    }
}

/// The three projects, and whose values stay.
#[derive(Clone, Copy)]
struct Three<'m> {
    base: &'m Project,
    mine: &'m Project,
    theirs: &'m Project,
    choices: &'m Choices,
}

impl<'m> Three<'m> {
    fn side(&self, side: Side) -> &'m Project {
        match side {
            Side::Mine => self.mine,
            Side::Theirs => self.theirs,
        }
    }
}

/// Brings `mine` and `theirs` together, which both come from `base`. The result has the id of `mine`.
#[must_use]
pub fn merge(base: &Project, mine: &Project, theirs: &Project, choices: &Choices) -> Merged {
    let three = Three { base, mine, theirs, choices };
    let mut merged = Merged { project: mine.clone(), notes: BTreeSet::new() };
    let ways = documents::merge(&three, &mut merged);
    let courses = places::Courses::of(&ways);
    marks::merge(&three, &courses, &mut merged);
    merge_table::<Event>(&three, &mut merged);
    merge_table::<Entity>(&three, &mut merged);
    merge_table::<Code>(&three, &mut merged);
    merge_table::<View>(&three, &mut merged);
    merge_table::<Ruling>(&three, &mut merged);
    restore::make_sound(&three, &courses, &mut merged);
    merged
}

/// What becomes of a record.
enum Take<T> {
    /// It is as mine has it.
    Mine,
    /// It is as theirs has it.
    Theirs(Option<Arc<T>>),
    /// Both changed it: base, mine and theirs.
    Join(Option<Arc<T>>, Arc<T>, Arc<T>),
}

fn merge_table<T: Row>(three: &Three<'_>, merged: &mut Merged) {
    let same = |a: Option<&Arc<T>>, b: Option<&Arc<T>>| edit::same(a, b);
    for id in ids::<T>(three) {
        let (b, m, t) = (T::table(three.base).get(id), T::table(three.mine).get(id), T::table(three.theirs).get(id));
        let changed = (!same(b, m), !same(b, t));
        match take(id.into(), (b, m, t), changed, merged) {
            Take::Theirs(record) => merged.project.put(id, record),
            Take::Join(base, mine, theirs) if mine != theirs => {
                let mut fields = Fields::new(id, three.choices);
                let joined = T::join(base.as_deref(), &mine, &theirs, &mut fields);
                merged.project.put(id, Some(Arc::new(joined)));
                note_clashes(id.into(), &fields, merged);
            }
            Take::Mine | Take::Join(..) => {}
        }
    }
}

/// The ids that base or theirs have: what only mine has stays as it is.
fn ids<T: Row>(three: &Three<'_>) -> BTreeSet<T::Id> {
    T::table(three.base).ids().chain(T::table(three.theirs).ids()).collect()
}

type OfThree<'t, T> = (Option<&'t Arc<T>>, Option<&'t Arc<T>>, Option<&'t Arc<T>>);

fn take<T>(record: RecordId, (b, m, t): OfThree<'_, T>, changed: (bool, bool), merged: &mut Merged) -> Take<T> {
    match (m, t, changed) {
        (None, None, _) | (Some(_), Some(_), (_, false)) => Take::Mine,
        // Only mine has it, and nobody had it before.
        (Some(_), None, _) if b.is_none() => Take::Mine,
        (Some(_), None, (false, _)) => {
            merged.note(record, Remark::Removed { by: Side::Theirs });
            Take::Theirs(None)
        }
        (Some(_), None, _) => {
            merged.note(record, Remark::KeptChanged { removed_by: Side::Theirs });
            Take::Mine
        }
        (None, Some(theirs), _) if b.is_none() => Take::Theirs(Some(Arc::clone(theirs))),
        (None, Some(_), (_, false)) => {
            merged.note(record, Remark::Removed { by: Side::Mine });
            Take::Mine
        }
        (None, Some(theirs), _) => {
            merged.note(record, Remark::KeptChanged { removed_by: Side::Mine });
            Take::Theirs(Some(Arc::clone(theirs)))
        }
        (Some(_), Some(theirs), (false, _)) => Take::Theirs(Some(Arc::clone(theirs))),
        (Some(mine), Some(theirs), _) => Take::Join(b.cloned(), Arc::clone(mine), Arc::clone(theirs)),
    }
}

fn note_clashes(record: RecordId, fields: &Fields<'_>, merged: &mut Merged) {
    for (field, kept) in &fields.clashes {
        merged.note(record, Remark::Clash { field, kept: *kept });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
