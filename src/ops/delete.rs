//! Deleting: records go, and whoever refers to them forgets them, in one transaction that undo takes back whole.

use super::{Draft, Refused};
use crate::base::patch::Patch;
use crate::model::{Code, Document, DocumentId, Entity, Event, Mark, MarkId, RecordId, View};
use crate::project::links::Links;
use crate::project::{Project, Tabled};
use std::collections::BTreeSet;

/// Deletes records. Marks go with their document; everything else that refers to them stays and forgets them,
/// keeping the name of a participant or place as words.
///
/// # Errors
/// If one of them is not there.
pub fn delete(draft: &mut Draft, ids: &[RecordId]) -> Result<(), Refused> {
    let mut gone: BTreeSet<RecordId> = ids.iter().copied().collect();
    gone.extend(marks_of(draft.project(), &gone).into_iter().map(RecordId::from));
    // The names are needed while the records are already going; cloning a project shares everything in it.
    let names = draft.project().clone();
    forget::<Mark>(draft, &gone, &names)?;
    forget::<Event>(draft, &gone, &names)?;
    forget::<Entity>(draft, &gone, &names)?;
    forget::<Code>(draft, &gone, &names)?;
    forget::<View>(draft, &gone, &names)?;
    gone.into_iter().try_for_each(|id| remove(draft, id))
}

fn marks_of(project: &Project, gone: &BTreeSet<RecordId>) -> Vec<MarkId> {
    let goes = |mark: &Mark| gone.contains(&mark.document.into());
    project.marks().iter().filter(|(_, mark)| goes(mark)).map(|(id, _)| id).collect()
}

fn forget<T: Tabled + Links>(draft: &mut Draft, gone: &BTreeSet<RecordId>, names: &Project) -> Result<(), Refused> {
    let concerned =
        |id: T::Id, record: &T| !gone.contains(&id.into()) && record.links().iter().any(|link| gone.contains(link));
    let ids: Vec<T::Id> =
        T::table(draft.project()).iter().filter(|(id, record)| concerned(*id, record)).map(|(id, _)| id).collect();
    for id in ids {
        draft.change(id, |record: &mut T| record.forget(gone, names))?;
    }
    Ok(())
}

fn remove(draft: &mut Draft, id: RecordId) -> Result<(), Refused> {
    match id {
        RecordId::Document(id) => remove_document(draft, id),
        RecordId::Mark(id) => draft.remove::<Mark>(id),
        RecordId::Event(id) => draft.remove::<Event>(id),
        RecordId::Entity(id) => draft.remove::<Entity>(id),
        RecordId::Code(id) => draft.remove::<Code>(id),
        RecordId::View(id) => draft.remove::<View>(id),
    }
}

fn remove_document(draft: &mut Draft, id: DocumentId) -> Result<(), Refused> {
    let text = draft.project().text(id).to_owned();
    draft.remove::<Document>(id)?;
    draft.patch(id, Patch::remove_all(&text))
}
