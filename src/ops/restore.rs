//! Putting a record back as it was at some earlier time, and nothing else.
//!
//! What the record led to then and what is gone now is forgotten, as deleting does it: an entity leaves its name. A text
//! that comes back is a new edition of the text: marks are looked for in it by their words. A mark keeps its place if the
//! text under it is another one by now. What this does *not* do: it brings back no record that is gone;
//! [`crate::project::revive`] does that, with what was attached to it.

use super::{Draft, Refused};
use crate::model::{Code, Document, Entity, Event, Mark, RecordId, Ruling, View};
use crate::project::links::Links;
use crate::project::{Project, Tabled};
use std::collections::BTreeSet;

/// Puts a record back as it was in `then`; says whether that made a difference.
///
/// # Errors
/// If it was not there then, or is not there now, or if its text of that time cannot be a text any more.
pub fn as_it_was(draft: &mut Draft, then: &Project, id: RecordId) -> Result<bool, Refused> {
    match id {
        RecordId::Document(id) => {
            let text = then.text(id);
            let turned = draft.project().text(id) != text;
            if turned {
                super::text::replace(draft, id, text)?;
            }
            Ok(put::<Document>(draft, then, id)? || turned)
        }
        RecordId::Mark(id) => mark(draft, then, id),
        RecordId::Event(id) => put::<Event>(draft, then, id),
        RecordId::Entity(id) => put::<Entity>(draft, then, id),
        RecordId::Code(id) => put::<Code>(draft, then, id),
        RecordId::View(id) => put::<View>(draft, then, id),
        RecordId::Ruling(id) => put::<Ruling>(draft, then, id),
    }
}

fn put<T: Tabled + Links>(draft: &mut Draft, then: &Project, id: T::Id) -> Result<bool, Refused> {
    let row = row::<T>(draft, then, id)?;
    draft.change(id, |record: &mut T| *record = row)
}

/// The record as it was, without what is gone by now.
fn row<T: Tabled + Links>(draft: &Draft, then: &Project, id: T::Id) -> Result<T, Refused> {
    let record: RecordId = id.into();
    let was = T::table(then).get(id);
    let was = was.ok_or_else(|| Refused::because(format!("There was no {} {record} then", T::NOUN)))?;
    let mut row = T::clone(was);
    let gone: BTreeSet<RecordId> = row.links().into_iter().filter(|link| !draft.project().has(*link)).collect();
    if !gone.is_empty() {
        row.forget(&gone, then);
    }
    Ok(row)
}

/// A place is one in a text: in another text it means nothing.
fn mark(draft: &mut Draft, then: &Project, id: crate::model::MarkId) -> Result<bool, Refused> {
    let mut row = row::<Mark>(draft, then, id)?;
    let now = draft.get::<Mark>(id)?.clone();
    if then.text(row.document) != draft.project().text(row.document) {
        (row.document, row.anchor) = (now.document, now.anchor);
        (row.pieces, row.quote, row.context) = (now.pieces.clone(), now.quote.clone(), now.context.clone());
    }
    draft.change(id, |mark: &mut Mark| *mark = row)
}
