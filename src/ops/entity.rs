//! Entities: persons, bodies, places and what else takes part.

use super::{Draft, Refused};
use crate::model::{CodeId, Entity, EntityId, ExternalId, Membership, Name, Office};
use crate::project::links::Links;
use serde::{Deserialize, Serialize};

/// One change of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EntityChange {
    /// Its kind.
    Kind(Option<CodeId>),
    /// All its spellings; the first is shown.
    Names(Vec<Name>),
    /// One more spelling, in words.
    AddName(String),
    /// This spelling is the one that lists show.
    ShowName(String),
    /// Identifiers in other systems.
    External(Vec<ExternalId>),
    /// What it belongs to.
    PartOf(Vec<Membership>),
    /// Offices held.
    Offices(Vec<Office>),
    /// It looks like that entity and is not.
    NotSame(EntityId),
    /// The analyst's note.
    Note(String),
}

fn apply(entity: &mut Entity, change: &EntityChange) {
    match change {
        EntityChange::Kind(kind) => entity.kind = *kind,
        EntityChange::Names(names) => entity.names.clone_from(names),
        EntityChange::AddName(text) => add_name(entity, text),
        EntityChange::ShowName(text) => {
            add_name(entity, text);
            entity.names.sort_by_key(|name| name.text != *text);
        }
        EntityChange::External(external) => entity.external.clone_from(external),
        EntityChange::PartOf(memberships) => entity.part_of.clone_from(memberships),
        EntityChange::Offices(offices) => entity.offices.clone_from(offices),
        EntityChange::NotSame(other) => {
            entity.not_same.insert(*other);
        }
        EntityChange::Note(note) => entity.note.clone_from(note),
    }
}

fn add_name(entity: &mut Entity, text: &str) {
    if !entity.names.iter().any(|name| name.text == text) {
        entity.names.push(Name::plain(text));
    }
}

/// Records an entity.
///
/// # Errors
/// If it would have no name, or refers to a record that is not there.
pub fn add(draft: &mut Draft, changes: &[EntityChange]) -> Result<EntityId, Refused> {
    let mut entity = Entity { made: draft.made(), ..Entity::default() };
    changes.iter().for_each(|change| apply(&mut entity, change));
    let id = draft.add(entity)?;
    is_sound(draft, id)?;
    Ok(id)
}

/// Changes an entity.
///
/// # Errors
/// If it, or a record that it is to refer to, is not there, or no name would be left.
pub fn change(draft: &mut Draft, id: EntityId, changes: &[EntityChange]) -> Result<bool, Refused> {
    let changed = draft.change(id, |entity: &mut Entity| changes.iter().for_each(|change| apply(entity, change)))?;
    is_sound(draft, id)?;
    Ok(changed)
}

fn is_sound(draft: &Draft, id: EntityId) -> Result<(), Refused> {
    let entity = draft.get::<Entity>(id)?;
    if entity.names.iter().all(|name| name.text.trim().is_empty()) {
        return Err(Refused::because("An entity needs a name"));
    }
    let links = entity.links();
    if links.contains(&id.into()) {
        return Err(Refused::because("An entity cannot be part of itself"));
    }
    match links.into_iter().find(|link| !draft.project().has(*link)) {
        Some(missing) => Err(Refused::because(format!("There is no record {missing} in this project"))),
        None => Ok(()),
    }
}
