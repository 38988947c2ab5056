//! One or two: merging events and entities that are the same, taking them apart again, keeping apart those that are
//! not, and splitting one that was two.
//!
//! Merging loses nothing. What the other one knows is united with the kept one (`unite`), its evidence moves (`marks`),
//! whoever referred to it refers to the kept one (`turn`), and it stays inside the kept record as it was
//! ([`crate::model::absorbed`]). [`take_apart`] goes the same way back, and leaves with the kept one whatever came to
//! it since. Decision 016 says why it is so.

mod follow;
mod marks;
mod split;
mod turn;
mod unite;

pub use split::{split_entity, split_event};

use super::{Draft, Refused};
use crate::model::{
    AbsorbedEntity, AbsorbedEvent, Entity, EntityId, Event, EventId, MarkId, RecordId, Source, Trail,
};
use crate::project::links::{Cites, entities_apart, events_apart};
use crate::project::{Project, Tabled};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use unite::Said;

/// Two records of one sort. Where one is kept or holds the other, it is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pair {
    /// Two events.
    Events(EventId, EventId),
    /// Two entities.
    Entities(EntityId, EntityId),
}

impl Pair {
    /// The first.
    #[must_use]
    pub fn first(self) -> RecordId {
        match self {
            Self::Events(first, _) => first.into(),
            Self::Entities(first, _) => first.into(),
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> RecordId {
        match self {
            Self::Events(_, other) => other.into(),
            Self::Entities(_, other) => other.into(),
        }
    }

    /// What a message calls them.
    fn noun(self) -> &'static str {
        match self {
            Self::Events(..) => "event",
            Self::Entities(..) => "entity",
        }
    }
}

/// What a merge does where somebody has said that two are not the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rulings {
    /// It is refused.
    #[default]
    Heed,
    /// It knows, and goes on.
    Overrule,
}

/// Whether somebody has said that the two are not the same, of them or of what they have absorbed; in words.
#[must_use]
pub fn why_apart(project: &Project, pair: Pair) -> Option<String> {
    let are_apart = match pair {
        Pair::Events(one, other) => events_apart(project, one).contains(&other),
        Pair::Entities(one, other) => entities_apart(project, one).contains(&other),
    };
    are_apart.then(|| {
        let (one, other) = (named(project, pair.first()), named(project, pair.other()));
        let through = through(project, pair).or_else(|| through(project, turned_round(pair)));
        format!("{one} and {other} were said not to be the same{}", through.unwrap_or_default())
    })
}

fn turned_round(pair: Pair) -> Pair {
    match pair {
        Pair::Events(one, other) => Pair::Events(other, one),
        Pair::Entities(one, other) => Pair::Entities(other, one),
    }
}

/// If it was said of something that the first has absorbed: of what.
fn through(project: &Project, pair: Pair) -> Option<String> {
    let label = match pair {
        Pair::Events(one, other) => {
            let mut theirs = ids_in_event(project.events().get(other)?);
            theirs.insert(other);
            let absorbed = &project.events().get(one)?.absorbed;
            let said = absorbed.iter().find(|absorbed| !absorbed.was.not_same.is_disjoint(&theirs))?;
            said.was.title.clone()
        }
        Pair::Entities(one, other) => {
            let mut theirs = ids_in_entity(project.entities().get(other)?);
            theirs.insert(other);
            let absorbed = &project.entities().get(one)?.absorbed;
            let said = absorbed.iter().find(|absorbed| !absorbed.was.not_same.is_disjoint(&theirs))?;
            said.was.names.first()?.text.clone()
        }
    };
    Some(format!(": it was said of “{label}”, which {} has absorbed", named(project, pair.first())))
}

fn ids_in_event(event: &Event) -> BTreeSet<EventId> {
    event.absorbed.iter().flat_map(|one| ids_in_event(&one.was).into_iter().chain([one.id])).collect()
}

fn ids_in_entity(entity: &Entity) -> BTreeSet<EntityId> {
    entity.absorbed.iter().flat_map(|one| ids_in_entity(&one.was).into_iter().chain([one.id])).collect()
}

fn named(project: &Project, id: RecordId) -> String {
    format!("“{}”", project.label(id))
}

/// Remembers for good, on both sides, that two records are not the same.
///
/// # Errors
/// If one is not there, they are one, or it is known already.
pub fn keep_apart(draft: &mut Draft, pair: Pair) -> Result<bool, Refused> {
    are_two(draft, pair)?;
    let changed = match pair {
        Pair::Events(one, other) => is_not(draft, one, other)? | is_not(draft, other, one)?,
        Pair::Entities(one, other) => is_nobody(draft, one, other)? | is_nobody(draft, other, one)?,
    };
    if changed { Ok(true) } else { Err(Refused::because("This has been decided already")) }
}

/// Takes back, on both sides, that two records are not the same.
///
/// # Errors
/// If one is not there, they are one, or nobody said so.
pub fn reconsider(draft: &mut Draft, pair: Pair) -> Result<bool, Refused> {
    are_two(draft, pair)?;
    let changed = match pair {
        Pair::Events(one, other) => {
            may_be::<Event>(draft, one, |row| row.not_same.remove(&other))?
                | may_be::<Event>(draft, other, |row| row.not_same.remove(&one))?
        }
        Pair::Entities(one, other) => {
            may_be::<Entity>(draft, one, |row| row.not_same.remove(&other))?
                | may_be::<Entity>(draft, other, |row| row.not_same.remove(&one))?
        }
    };
    if changed { Ok(true) } else { Err(Refused::because("Nobody has said that they are not the same")) }
}

fn may_be<T: Tabled>(draft: &mut Draft, id: T::Id, forget: impl FnOnce(&mut T) -> bool) -> Result<bool, Refused> {
    let mut forgot = false;
    draft.change(id, |row: &mut T| forgot = forget(row))?;
    Ok(forgot)
}

fn is_not(draft: &mut Draft, one: EventId, other: EventId) -> Result<bool, Refused> {
    draft.change(one, |row: &mut Event| {
        row.not_same.insert(other);
    })
}

fn is_nobody(draft: &mut Draft, one: EntityId, other: EntityId) -> Result<bool, Refused> {
    draft.change(one, |row: &mut Entity| {
        row.not_same.insert(other);
    })
}

fn are_two(draft: &Draft, pair: Pair) -> Result<(), Refused> {
    match pair {
        Pair::Events(one, other) => {
            draft.get::<Event>(one)?;
            draft.get::<Event>(other)?;
        }
        Pair::Entities(one, other) => {
            draft.get::<Entity>(one)?;
            draft.get::<Entity>(other)?;
        }
    }
    if pair.first() == pair.other() {
        return Err(Refused::because(format!("Choose two; this is one and the same {}", pair.noun())));
    }
    Ok(())
}

fn may_merge(draft: &Draft, pair: Pair, rulings: Rulings) -> Result<(), Refused> {
    are_two(draft, pair)?;
    match why_apart(draft.project(), pair) {
        Some(why) if rulings == Rulings::Heed => Err(Refused::because(format!("{why}. Nothing was merged"))),
        _ => Ok(()),
    }
}

/// Merges events into one, one after the other.
///
/// # Errors
/// If one is not there or is the kept one, none is given, or two were said not to be the same and `rulings` heeds it.
pub fn merge_events(
    draft: &mut Draft,
    kept: EventId,
    others: &[EventId],
    rulings: Rulings,
) -> Result<EventId, Refused> {
    if others.is_empty() {
        return Err(Refused::because("There is no event to merge"));
    }
    others.iter().try_for_each(|other| {
        may_merge(draft, Pair::Events(kept, *other), rulings)?;
        absorb_event(draft, kept, *other, Becoming::Merged)
    })?;
    Ok(kept)
}

/// Makes one of two events that are the same, as two coders entered it, where somebody decided whose type and date hold:
/// those of the kept one, also where it has none. All marks stay, also those of both coders that are the same by now:
/// each is what one of them saw.
///
/// # Errors
/// If one is not there, the two are one, or were said not to be the same.
pub fn settle_events(draft: &mut Draft, kept: EventId, other: EventId) -> Result<(), Refused> {
    may_merge(draft, Pair::Events(kept, other), Rulings::Heed)?;
    absorb_event(draft, kept, other, Becoming::Settled)
}

/// Merges entities into one, one after the other.
///
/// # Errors
/// As [`merge_events`].
pub fn merge_entities(
    draft: &mut Draft,
    kept: EntityId,
    others: &[EntityId],
    rulings: Rulings,
) -> Result<EntityId, Refused> {
    if others.is_empty() {
        return Err(Refused::because("There is no entity to merge"));
    }
    others.iter().try_for_each(|other| {
        may_merge(draft, Pair::Entities(kept, *other), rulings)?;
        absorb_entity(draft, kept, *other)
    })?;
    Ok(kept)
}

/// How two records become one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Becoming {
    /// One person thinks that they are the same.
    Merged,
    /// Of two coders' one was taken.
    Settled,
}

fn absorb_event(draft: &mut Draft, kept: EventId, id: EventId, becoming: Becoming) -> Result<(), Refused> {
    let pair = Pair::Events(kept, id);
    let was = Event::clone(draft.get::<Event>(id)?);
    let said = said(draft.project(), kept, id);
    let mut trail = Trail { made: draft.made(), ..Trail::default() };
    trail.turned = follow::turn_all(draft, pair)?;
    marks::move_all(draft, pair, becoming, &mut trail)?;
    let mut known = without_ties(&was, kept);
    trail.twins.iter().for_each(|twin| known.cite_instead(&[twin.id].into(), twin.stands));
    draft.remove::<Event>(id)?;
    draft.change(kept, |row: &mut Event| {
        if becoming == Becoming::Settled {
            unite::without_type_and_date(row, &mut known);
        }
        let (gave, stood) = unite::events(row, &known, &said);
        row.absorbed.push(AbsorbedEvent { id, was, gave, stood, trail });
    })?;
    Ok(())
}

/// What an event brings to the one that absorbs it: all but its links to that one, and what it has absorbed itself.
fn without_ties(was: &Event, kept: EventId) -> Event {
    let mut known = Event { absorbed: Vec::new(), ..was.clone() };
    known.relations.retain(|relation| relation.to != kept);
    known.not_same.remove(&kept);
    known
}

/// What the sources of both say last, and who of them.
fn said(project: &Project, kept: EventId, other: EventId) -> Said {
    let [ours, theirs] = [kept, other].map(|event| last_report(project, event));
    Said { latest: [ours.0, theirs.0], marks: [ours.1, theirs.1] }
}

fn last_report(project: &Project, event: EventId) -> (Option<crate::base::when::When>, Source) {
    let stated = project.events().get(event).and_then(|event| event.sources.get(&crate::model::Field::Status));
    let mut last: Option<(&crate::base::when::When, MarkId)> = None;
    for (document, mark) in project.index().places_of_event(event) {
        let published = project.documents().get(document).and_then(|row| row.published.as_ref());
        if let Some(published) = published
            && last.is_none_or(|(when, _)| when.latest() < published.when.latest())
        {
            last = Some((&published.when, mark));
        }
    }
    let mark = last.map(|(_, mark)| Source::Mark(mark));
    (last.map(|(when, _)| when.clone()), stated.copied().or(mark).unwrap_or_default())
}

fn absorb_entity(draft: &mut Draft, kept: EntityId, id: EntityId) -> Result<(), Refused> {
    let pair = Pair::Entities(kept, id);
    let was = Entity::clone(draft.get::<Entity>(id)?);
    let mut trail = Trail { made: draft.made(), ..Trail::default() };
    trail.turned = follow::turn_all(draft, pair)?;
    marks::move_all(draft, pair, Becoming::Merged, &mut trail)?;
    let mut known = Entity { absorbed: Vec::new(), ..was.clone() };
    known.part_of.retain(|part| part.entity != kept);
    known.offices.retain(|office| office.of != Some(kept));
    known.not_same.remove(&kept);
    trail.twins.iter().for_each(|twin| known.cite_instead(&[twin.id].into(), twin.stands));
    draft.remove::<Entity>(id)?;
    draft.change(kept, |row: &mut Entity| {
        let (gave, outlets) = unite::entities(row, &known);
        row.absorbed.push(AbsorbedEntity { id, was, gave, outlets, trail });
    })?;
    Ok(())
}

/// Makes an absorbed record one of its own again, with its id, its marks and its references. What came to the kept one
/// since stays there.
///
/// # Errors
/// If the first of the pair is not there or has not absorbed the other, or there is another record of that id by now.
pub fn take_apart(draft: &mut Draft, pair: Pair) -> Result<RecordId, Refused> {
    match pair {
        Pair::Events(kept, id) => part_event(draft, kept, id)?,
        Pair::Entities(kept, id) => part_entity(draft, kept, id)?,
    }
    Ok(pair.other())
}

fn part_event(draft: &mut Draft, kept: EventId, id: EventId) -> Result<(), Refused> {
    let pair = Pair::Events(kept, id);
    let position = draft.get::<Event>(kept)?.absorbed.iter().position(|absorbed| absorbed.id == id);
    let at = position.ok_or_else(|| never_absorbed(draft, pair))?;
    let mut row = Event::clone(draft.get::<Event>(kept)?);
    let mut absorbed = row.absorbed.remove(at);
    follow::wake(draft.project(), kept.into(), &mut absorbed.gave);
    let (was, trail) = (absorbed.was.clone(), absorbed.trail.clone());
    unite::part_events(&mut row, absorbed);
    draft.change(kept, |event: &mut Event| *event = row)?;
    draft.adopt(id, was)?;
    marks::part_twins(draft, &trail)?;
    marks::move_back(draft, pair, &trail)?;
    follow::turn_all_back(draft, pair, &trail.turned)?;
    follow::follow::<Event>(draft, id)?;
    follow::follow::<Event>(draft, kept)
}

fn part_entity(draft: &mut Draft, kept: EntityId, id: EntityId) -> Result<(), Refused> {
    let pair = Pair::Entities(kept, id);
    let position = draft.get::<Entity>(kept)?.absorbed.iter().position(|absorbed| absorbed.id == id);
    let at = position.ok_or_else(|| never_absorbed(draft, pair))?;
    let mut row = Entity::clone(draft.get::<Entity>(kept)?);
    let mut absorbed = row.absorbed.remove(at);
    follow::wake(draft.project(), kept.into(), &mut absorbed.gave);
    let (was, trail) = (absorbed.was.clone(), absorbed.trail.clone());
    unite::part_entities(&mut row, absorbed);
    draft.change(kept, |entity: &mut Entity| *entity = row)?;
    draft.adopt(id, was)?;
    marks::part_twins(draft, &trail)?;
    marks::move_back(draft, pair, &trail)?;
    follow::turn_all_back(draft, pair, &trail.turned)?;
    follow::follow::<Entity>(draft, id)?;
    follow::follow::<Entity>(draft, kept)
}

fn never_absorbed(draft: &Draft, pair: Pair) -> Refused {
    let kept = named(draft.project(), pair.first());
    Refused::because(format!("{kept} has not absorbed the {} {}", pair.noun(), pair.other()))
}

#[cfg(test)]
mod tests;
