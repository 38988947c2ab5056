//! Following references into what is asleep: a record that comes back may lead to one that has been absorbed since.

use super::super::{Draft, Refused};
use super::Pair;
use super::turn::Turn;
use crate::model::{
    AbsorbedEntity, AbsorbedEvent, Entity, EntityId, Event, EventId, RecordId, Ruling, Trail, Turned, View,
};
use crate::project::links::Links;
use crate::project::{Project, Tabled};
use std::collections::BTreeSet;

/// Who absorbed a record, who absorbed that one, and so on: the last kept one is there. `None`: nobody did.
pub fn path(project: &Project, id: RecordId) -> Option<Vec<Pair>> {
    let mut holders = project.index().referrers_but_marks(id);
    holders.find_map(|holder| match (holder, id) {
        (RecordId::Event(top), RecordId::Event(id)) => event_path(project.events().get(top)?, top, id),
        (RecordId::Entity(top), RecordId::Entity(id)) => entity_path(project.entities().get(top)?, top, id),
        _ => None,
    })
}

fn event_path(row: &Event, top: EventId, id: EventId) -> Option<Vec<Pair>> {
    row.absorbed.iter().find_map(|absorbed| {
        let mut path = if absorbed.id == id { Vec::new() } else { event_path(&absorbed.was, absorbed.id, id)? };
        path.push(Pair::Events(top, absorbed.id));
        Some(path)
    })
}

fn entity_path(row: &Entity, top: EntityId, id: EntityId) -> Option<Vec<Pair>> {
    row.absorbed.iter().find_map(|absorbed| {
        let mut path = if absorbed.id == id { Vec::new() } else { entity_path(&absorbed.was, absorbed.id, id)? };
        path.push(Pair::Entities(top, absorbed.id));
        Some(path)
    })
}

/// What lies at the inner end of a path, given the record at its outer end.
fn event_at<'r>(row: &'r mut Event, path: &[Pair]) -> Option<&'r mut AbsorbedEvent> {
    let (Pair::Events(_, id), inner) = path.split_last()? else { return None };
    let absorbed = row.absorbed.iter_mut().find(|absorbed| absorbed.id == *id)?;
    if inner.is_empty() { Some(absorbed) } else { event_at(&mut absorbed.was, inner) }
}

fn entity_at<'r>(row: &'r mut Entity, path: &[Pair]) -> Option<&'r mut AbsorbedEntity> {
    let (Pair::Entities(_, id), inner) = path.split_last()? else { return None };
    let absorbed = row.absorbed.iter_mut().find(|absorbed| absorbed.id == *id)?;
    if inner.is_empty() { Some(absorbed) } else { entity_at(&mut absorbed.was, inner) }
}

/// Notes what was turned at the inner end of a path.
fn remember(draft: &mut Draft, path: &[Pair], turned: &[Turned]) -> Result<(), Refused> {
    match path.last() {
        Some(Pair::Events(top, _)) => draft.change(*top, |row: &mut Event| {
            event_at(row, path).into_iter().for_each(|absorbed| note(&mut absorbed.trail, turned));
        })?,
        Some(Pair::Entities(top, _)) => draft.change(*top, |row: &mut Entity| {
            entity_at(row, path).into_iter().for_each(|absorbed| note(&mut absorbed.trail, turned));
        })?,
        None => false,
    };
    Ok(())
}

fn note(trail: &mut Trail, turned: &[Turned]) {
    trail.turned.extend_from_slice(turned);
}

/// Turns the references of a record that lead to absorbed ones to those that absorbed them, and forgets those that
/// lead nowhere at all.
pub fn follow<T: Tabled + Links + Turn>(draft: &mut Draft, id: T::Id) -> Result<(), Refused> {
    for link in dangling::<T>(draft, id)? {
        let Some(path) = path(draft.project(), link) else { continue };
        for (at, pair) in path.iter().enumerate() {
            let mut turned = Vec::new();
            draft.change(id, |record: &mut T| turned = record.turn(id.into(), *pair))?;
            remember(draft, path.get(at..).unwrap_or_default(), &turned)?;
        }
    }
    let gone = dangling::<T>(draft, id)?;
    if !gone.is_empty() {
        let names = draft.project().clone();
        draft.change(id, |record: &mut T| record.forget(&gone, &names))?;
    }
    Ok(())
}

/// Turns what leads to absorbed records to those that absorbed them, without a note: for values that are compared.
pub fn wake<T: Links + Turn>(project: &Project, own: RecordId, record: &mut T) {
    for link in record.links().into_iter().filter(|link| !project.has(*link)) {
        for pair in path(project, link).into_iter().flatten() {
            record.turn(own, pair);
        }
    }
}

fn dangling<T: Tabled + Links>(draft: &Draft, id: T::Id) -> Result<BTreeSet<RecordId>, Refused> {
    let links = draft.get::<T>(id)?.links();
    Ok(links.into_iter().filter(|link| !draft.project().has(*link)).collect())
}

/// Turns all references from the second of the pair to the first.
pub fn turn_all(draft: &mut Draft, pair: Pair) -> Result<Vec<Turned>, Refused> {
    let mut all = Vec::new();
    let referrers: Vec<RecordId> = draft.project().index().referrers_but_marks(pair.other()).collect();
    for record in referrers.into_iter().filter(|record| *record != pair.other()) {
        let mut turned = Vec::new();
        match record {
            RecordId::Event(id) => draft.change(id, |row: &mut Event| turned = row.turn(record, pair))?,
            RecordId::Entity(id) => draft.change(id, |row: &mut Entity| turned = row.turn(record, pair))?,
            RecordId::View(id) => draft.change(id, |row: &mut View| turned = row.turn(record, pair))?,
            RecordId::Ruling(id) => draft.change(id, |row: &mut Ruling| turned = row.turn(record, pair))?,
            // Marks are moved as evidence; nothing else refers to events and entities.
            RecordId::Document(_) | RecordId::Mark(_) | RecordId::Code(_) => false,
        };
        all.append(&mut turned);
    }
    Ok(all)
}

/// Turns references back to the second of the pair, also in records that have been absorbed since.
pub fn turn_all_back(draft: &mut Draft, pair: Pair, turned: &[Turned]) -> Result<(), Refused> {
    for turned in turned {
        let awake = draft.project().has(turned.record);
        let path = if awake { None } else { path(draft.project(), turned.record) };
        match (turned.record, path) {
            (RecordId::Event(id), _) if awake => back::<Event>(draft, id, pair, turned)?,
            (RecordId::Entity(id), _) if awake => back::<Entity>(draft, id, pair, turned)?,
            (RecordId::View(id), _) if awake => back::<View>(draft, id, pair, turned)?,
            (RecordId::Ruling(id), _) if awake => back::<Ruling>(draft, id, pair, turned)?,
            (_, Some(path)) => back_asleep(draft, &path, pair, turned)?,
            // The record was deleted.
            _ => {}
        }
    }
    Ok(())
}

fn back<T: Tabled + Links + Turn>(draft: &mut Draft, id: T::Id, pair: Pair, turned: &Turned) -> Result<(), Refused> {
    draft.change(id, |row: &mut T| row.turn_back(pair, turned))?;
    follow::<T>(draft, id)
}

/// The record is asleep: what it holds is turned back, and what the one that absorbed it has from it.
fn back_asleep(draft: &mut Draft, path: &[Pair], pair: Pair, turned: &Turned) -> Result<(), Refused> {
    match path.last() {
        Some(Pair::Events(top, _)) => {
            draft.change(*top, |row: &mut Event| {
                row.turn_back(pair, turned);
                if let Some(absorbed) = event_at(row, path) {
                    absorbed.was.turn_back(pair, turned);
                    absorbed.gave.turn_back(pair, turned);
                }
            })?;
            follow::<Event>(draft, *top)
        }
        Some(Pair::Entities(top, _)) => {
            draft.change(*top, |row: &mut Entity| {
                row.turn_back(pair, turned);
                if let Some(absorbed) = entity_at(row, path) {
                    absorbed.was.turn_back(pair, turned);
                    absorbed.gave.turn_back(pair, turned);
                }
            })?;
            follow::<Entity>(draft, *top)
        }
        None => Ok(()),
    }
}
