//! Bringing a record back that a transaction took away, with what was attached to it: marks and rulings that went with
//! it, evidence, participants, places and links in other records that had to forget it.
//!
//! The state just before the transaction is merged into the project as it is now, with the state just after it as the
//! base; of what the transaction did only what concerns this record counts as changed. So whatever happened to the
//! other records since stays as it is, and marks follow their words into a text that was corrected since. What this
//! does *not* do: it does not undo the rest of the transaction.

use super::links::Links;
use super::merge::{Choices, Merged, merge};
use super::{Edit, Project, Swap, Tabled};
use crate::model::{Code, Document, Entity, Event, Mark, RecordId, Ruling, View};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The project with the record; `after` is what the transaction of these `edits` left. `None`: it is there, or that
/// transaction did not take it away.
#[must_use]
pub fn revive(now: &Project, after: &Project, edits: &[Edit], record: RecordId) -> Option<Merged> {
    let removed = edits.iter().any(|edit| edit.record() == record && removes(edit));
    if now.has(record) || after.has(record) || !removed {
        return None;
    }
    Some(merge(after, now, &with(after, edits, record), &Choices::default()))
}

/// What `revive` brings back beside the record itself, out of the same transaction, sorted.
#[must_use]
pub fn attached(edits: &[Edit], record: RecordId) -> BTreeSet<RecordId> {
    let mut wanted = BTreeSet::from([record]);
    for edit in edits {
        match edit {
            Edit::Mark(id, Swap { before: Some(mark), after: None }) if record == mark.document.into() => {
                wanted.insert((*id).into());
            }
            _ => {}
        }
    }
    for edit in edits {
        match edit {
            Edit::Ruling(id, Swap { before: Some(ruling), after: None })
                if ruling.about.records().iter().any(|about| wanted.contains(about)) =>
            {
                wanted.insert((*id).into());
            }
            _ => {}
        }
    }
    wanted.remove(&record);
    wanted
}

/// Whether an edit takes a record away.
#[must_use]
pub fn removes(edit: &Edit) -> bool {
    fn gone<T>(swap: &Swap<T>) -> bool {
        swap.before.is_some() && swap.after.is_none()
    }
    match edit {
        Edit::Document(_, swap) => gone(swap),
        Edit::Text(..) => false,
        Edit::Mark(_, swap) => gone(swap),
        Edit::Event(_, swap) => gone(swap),
        Edit::Entity(_, swap) => gone(swap),
        Edit::Code(_, swap) => gone(swap),
        Edit::View(_, swap) => gone(swap),
        Edit::Ruling(_, swap) => gone(swap),
    }
}

/// The state after the transaction, with the record and what was attached to it.
fn with(after: &Project, edits: &[Edit], record: RecordId) -> Project {
    let mut wanted = attached(edits, record);
    wanted.insert(record);
    let mut theirs = after.clone();
    for edit in edits {
        match edit {
            Edit::Text(id, patch) if wanted.contains(&(*id).into()) => {
                // It was applied to what `after` has, so it fits backwards.
                let _ = theirs.apply(&Edit::Text(*id, patch.inverse()));
            }
            Edit::Text(..) => {}
            Edit::Document(id, swap) => take(&mut theirs, *id, swap, &wanted),
            Edit::Mark(id, swap) => take(&mut theirs, *id, swap, &wanted),
            Edit::Event(id, swap) => take(&mut theirs, *id, swap, &wanted),
            Edit::Entity(id, swap) => take(&mut theirs, *id, swap, &wanted),
            Edit::Code(id, swap) => take(&mut theirs, *id, swap, &wanted),
            Edit::View(id, swap) => take(&mut theirs, *id, swap, &wanted),
            Edit::Ruling(id, swap) => take(&mut theirs, *id, swap, &wanted),
        }
    }
    for edit in edits {
        match edit {
            Edit::Text(..) => {}
            Edit::Document(id, _) => tidy::<Document>(&mut theirs, *id, after),
            Edit::Mark(id, _) => tidy::<Mark>(&mut theirs, *id, after),
            Edit::Event(id, _) => tidy::<Event>(&mut theirs, *id, after),
            Edit::Entity(id, _) => tidy::<Entity>(&mut theirs, *id, after),
            Edit::Code(id, _) => tidy::<Code>(&mut theirs, *id, after),
            Edit::View(id, _) => tidy::<View>(&mut theirs, *id, after),
            Edit::Ruling(id, _) => tidy::<Ruling>(&mut theirs, *id, after),
        }
    }
    theirs
}

/// Takes the record as it was before, if it is wanted or had to forget one that is.
fn take<T: Tabled + Links>(theirs: &mut Project, id: T::Id, swap: &Swap<T>, wanted: &BTreeSet<RecordId>) {
    let Some(before) = &swap.before else { return };
    let record: RecordId = id.into();
    let forgot = swap.after.is_some() && before.links().iter().any(|link| wanted.contains(link));
    if wanted.contains(&record) || forgot {
        theirs.put(id, Some(Arc::clone(before)));
    }
}

/// Forgets what went with the same transaction and does not come back.
fn tidy<T: Tabled + Links>(theirs: &mut Project, id: T::Id, names: &Project) {
    let Some(row) = T::table(theirs).get(id).cloned() else { return };
    let gone: BTreeSet<RecordId> = row.links().into_iter().filter(|link| !theirs.has(*link)).collect();
    if !gone.is_empty() {
        let mut row = T::clone(&row);
        row.forget(&gone, names);
        theirs.put(id, Some(Arc::new(row)));
    }
}
