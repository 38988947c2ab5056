//! Which events are worth comparing with one: those near in time, those of the same actors, and for one without either
//! those of its type.

use super::MOST_LOOKED_AT;
use super::side::Side;
use crate::model::{EntityId, EventId};
use crate::project::Project;
use chrono::Days;
use std::collections::BTreeSet;

/// So many days before and after a date an event may have been by another source.
const DAYS_AROUND: u64 = 10;

/// Events to compare with, sorted by id, without the event itself.
pub fn near(project: &Project, asked: &Side<'_>) -> BTreeSet<EventId> {
    let mut near = BTreeSet::new();
    if let Some((first, last)) = asked.range() {
        let first = first.checked_sub_days(Days::new(DAYS_AROUND)).unwrap_or(first);
        let last = last.checked_add_days(Days::new(DAYS_AROUND)).unwrap_or(last);
        near.extend(project.index().events_between(first, last, MOST_LOOKED_AT));
    }
    near.extend(of_the_same_actors(project, asked));
    if asked.range().is_none() || asked.actors.is_empty() {
        let kind = asked.event.kind.into_iter();
        near.extend(kind.flat_map(|kind| project.index().events_with_code(kind).take(MOST_LOOKED_AT)));
    }
    near.remove(&asked.id);
    near
}

/// Actors that take part in few events first: a state that takes part in most of them says little.
fn of_the_same_actors(project: &Project, asked: &Side<'_>) -> Vec<EventId> {
    let mut actors: Vec<EntityId> = asked.actors.iter().copied().collect();
    let parts = actors.iter().filter_map(|actor| project.entities().get(*actor));
    let wholes: Vec<EntityId> = parts.flat_map(|entity| entity.part_of.iter().map(|part| part.entity)).collect();
    actors.extend(wholes);
    actors.sort_by_key(|actor| (project.index().participation_count(*actor), *actor));
    actors.dedup();
    let events = actors.into_iter().flat_map(|actor| project.index().events_of_entity(actor));
    events.take(MOST_LOOKED_AT).collect()
}
