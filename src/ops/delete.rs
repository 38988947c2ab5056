//! Deleting: records go, and whoever refers to them forgets them, in one transaction that undo takes back whole.

use super::{Draft, Refused};
use crate::base::patch::Patch;
use crate::model::{Code, Document, DocumentId, Entity, Event, Mark, RecordId, Ruling, View};
use crate::project::links::Links;
use crate::project::{Project, Tabled};
use std::collections::BTreeSet;

/// Deletes records. Marks go with their document, rulings with what they are about; everything else that refers to them stays and forgets them,
/// keeping the name of a participant or place as words.
///
/// # Errors
/// If one of them is not there.
pub fn delete(draft: &mut Draft, ids: &[RecordId]) -> Result<(), Refused> {
    let mut gone: BTreeSet<RecordId> = ids.iter().copied().collect();
    gone.extend(bound_to(draft.project(), ids));
    // The names are needed while the records are already going; a clone of a project shares everything in it.
    let names = draft.project().clone();
    let concerned: BTreeSet<RecordId> = gone.iter().flat_map(|id| names.index().referrers(*id)).collect();
    for id in concerned.difference(&gone) {
        match *id {
            RecordId::Document(id) => forget::<Document>(draft, id, &gone, &names)?,
            RecordId::Mark(id) => forget::<Mark>(draft, id, &gone, &names)?,
            RecordId::Event(id) => forget::<Event>(draft, id, &gone, &names)?,
            RecordId::Entity(id) => forget::<Entity>(draft, id, &gone, &names)?,
            RecordId::Code(id) => forget::<Code>(draft, id, &gone, &names)?,
            RecordId::View(id) => forget::<View>(draft, id, &gone, &names)?,
            RecordId::Ruling(id) => forget::<Ruling>(draft, id, &gone, &names)?,
        }
    }
    gone.into_iter().try_for_each(|id| remove(draft, id))
}

/// The marks on documents, and the rulings about any of the records or of those marks: they mean nothing without them.
fn bound_to(project: &Project, ids: &[RecordId]) -> BTreeSet<RecordId> {
    let referrers = |id: &RecordId| project.index().referrers(*id);
    let documents = ids.iter().filter(|id| matches!(id, RecordId::Document(_)));
    let marks = documents.flat_map(referrers).filter(|id| matches!(id, RecordId::Mark(_)));
    let mut bound: BTreeSet<RecordId> = marks.collect();
    let about: Vec<RecordId> = ids.iter().chain(&bound).flat_map(referrers).collect();
    bound.extend(about.into_iter().filter(|id| matches!(id, RecordId::Ruling(_))));
    bound
}

fn forget<T: Tabled + Links>(
    draft: &mut Draft,
    id: T::Id,
    gone: &BTreeSet<RecordId>,
    names: &Project,
) -> Result<(), Refused> {
    draft.change(id, |record: &mut T| record.forget(gone, names)).map(|_| ())
}

fn remove(draft: &mut Draft, id: RecordId) -> Result<(), Refused> {
    match id {
        RecordId::Document(id) => remove_document(draft, id),
        RecordId::Mark(id) => draft.remove::<Mark>(id),
        RecordId::Event(id) => draft.remove::<Event>(id),
        RecordId::Entity(id) => draft.remove::<Entity>(id),
        RecordId::Code(id) => draft.remove::<Code>(id),
        RecordId::View(id) => draft.remove::<View>(id),
        RecordId::Ruling(id) => draft.remove::<Ruling>(id),
    }
}

fn remove_document(draft: &mut Draft, id: DocumentId) -> Result<(), Refused> {
    let text = draft.project().text(id).to_owned();
    draft.remove::<Document>(id)?;
    draft.patch(id, Patch::remove_all(&text))
}
