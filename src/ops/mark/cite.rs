//! Marks as the source of what is known: one cited where another was, and a mark that spells a name cited for it.

use super::{Draft, Refused};
use crate::model::{Entity, EntityId, Event, Mark, MarkId, RecordId, Source};
use crate::project::links::Cites;
use std::collections::BTreeSet;

/// Lets a record cite the mark `to` wherever it cites one of those in `from`; other records than events and entities
/// cite no marks.
///
/// # Errors
/// If the record is not there.
pub(in crate::ops) fn instead(
    draft: &mut Draft,
    record: RecordId,
    from: &BTreeSet<MarkId>,
    to: MarkId,
) -> Result<(), Refused> {
    match record {
        RecordId::Event(event) => draft.change(event, |event: &mut Event| event.cite_instead(from, to))?,
        RecordId::Entity(entity) => draft.change(entity, |entity: &mut Entity| entity.cite_instead(from, to))?,
        _ => false,
    };
    Ok(())
}

/// Lets a mark be the source of a spelling of an entity that stands in it word for word and that only the analyst knew.
///
/// # Errors
/// If one of them is not there.
pub(in crate::ops) fn for_spelling(draft: &mut Draft, entity: EntityId, mark: MarkId) -> Result<(), Refused> {
    let quote = draft.get::<Mark>(mark)?.quote.clone();
    draft.change(entity, |entity: &mut Entity| {
        let names = entity.names.iter_mut().filter(|name| name.text == quote && name.source == Source::Analyst);
        names.for_each(|name| name.source = Source::Mark(mark));
    })?;
    Ok(())
}
