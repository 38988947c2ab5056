//! Actors: an entity looked at alone, or together with its parts as one.
//!
//! What is part of what is asked at a date: a membership without a period holds always, one with a period where the
//! date can lie in it, and where no date is given all of them hold. A circle of memberships is walked once, so every
//! question has an end. An event is never counted twice for an actor, however many of its parts take part; each
//! [`Participation`] says who of them did.
//!
//! What it does *not* do: decide what is a state. That is a kind of entity of a usual name, or one below it in the
//! codebook.

use super::codebook::with_descendants;
use super::filter::date_key;
use super::fold::fold as folded;
use crate::base::when::When;
use crate::model::{CodeId, CodeKind, Entity, EntityId, Event, EventId, MarkId, Membership, RecordId, Who};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};

/// What codebooks call a state, in small letters.
pub const STATES: [&str; 4] = ["state", "country", "état", "pays"];

/// How actors are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// Each entity for itself.
    #[default]
    Apart,
    /// An entity and all its parts as one.
    AsOne,
}

/// An event that an actor takes part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// The event.
    pub event: EventId,
    /// Who of the actor takes part, and as what, in the order of the event's form; at least one.
    pub capacities: Vec<Capacity>,
}

/// As what somebody takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Who: the actor itself or one of its parts.
    pub entity: EntityId,
    /// The role.
    pub role: Option<CodeId>,
    /// The office held at that date, in words; may be empty.
    pub office: String,
}

/// An entity with what is looked at as one with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The entity.
    pub entity: EntityId,
    /// What belongs to it, by name: in [`as_one`] what counts as it.
    pub parts: Vec<EntityId>,
    /// The marks that name it or one of its parts, by id.
    pub marks: Vec<MarkId>,
    /// The events that it or one of its parts takes part in, by date.
    pub events: Vec<Participation>,
}

/// What belongs to an entity at a date, directly or through something between; not the entity itself.
#[must_use]
pub fn parts(project: &Project, whole: EntityId, at: Option<&When>) -> BTreeSet<EntityId> {
    walk(whole, |above| direct_parts(project, above, at))
}

/// What belongs to an entity directly at a date, by name.
#[must_use]
pub fn own_parts(project: &Project, whole: EntityId, at: Option<&When>) -> Vec<EntityId> {
    by_name(project, direct_parts(project, whole, at))
}

/// What an entity belongs to at a date, directly or through something between; not the entity itself.
#[must_use]
pub fn wholes(project: &Project, part: EntityId, at: Option<&When>) -> BTreeSet<EntityId> {
    walk(part, |below| direct_wholes(project, below, at).collect())
}

/// The state that an entity belongs to at a date: the uppermost one, where states lie in states. `None` for what
/// belongs to no state or to several that are not parts of one.
#[must_use]
pub fn state_of(project: &Project, entity: EntityId, at: Option<&When>) -> Option<EntityId> {
    States::of(project).above(project, entity, at)
}

/// The actor that an entity is at a date, where a state and its agencies are one: its state, or else itself.
#[must_use]
pub fn fold(project: &Project, entity: EntityId, at: Option<&When>) -> EntityId {
    state_of(project, entity, at).unwrap_or(entity)
}

/// The kinds of entities that are states. Made once where many entities are folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States(BTreeSet<CodeId>);

impl States {
    /// The kinds of a usual name and those below them in the codebook.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        let kinds = project.codes().iter().filter(|(_, code)| code.kind == CodeKind::EntityKind);
        let states = kinds.filter(|(_, code)| STATES.contains(&code.name.trim().to_lowercase().as_str()));
        Self(with_descendants(project, &states.map(|(id, _)| id).collect()))
    }

    /// As [`fold`].
    #[must_use]
    pub fn fold(&self, project: &Project, entity: EntityId, at: Option<&When>) -> EntityId {
        self.above(project, entity, at).unwrap_or(entity)
    }

    fn above(&self, project: &Project, entity: EntityId, at: Option<&When>) -> Option<EntityId> {
        let is_state = |id: &EntityId| {
            project.entities().get(*id).and_then(|entity| entity.kind).is_some_and(|kind| self.0.contains(&kind))
        };
        let mut states = wholes(project, entity, at);
        states.insert(entity);
        states.retain(is_state);
        let is_inner = |state: &EntityId| {
            let above = wholes(project, *state, at);
            // States that are parts of each other, which a repaired file may hold, are all of them the uppermost.
            above.iter().any(|other| states.contains(other) && !wholes(project, *other, at).contains(state))
        };
        let mut uppermost = states.iter().filter(|state| !is_inner(state));
        match (uppermost.next(), uppermost.next()) {
            (Some(state), None) => Some(*state),
            _ => None,
        }
    }
}

/// The events of an actor, by date; those without a date last. Looked at as one, a part counts where it belonged to
/// the actor at the date of the event.
#[must_use]
pub fn participations(project: &Project, actor: EntityId, look: Look) -> Vec<Participation> {
    let mut who = BTreeSet::from([actor]);
    if look == Look::AsOne {
        who.extend(parts(project, actor, None));
    }
    let events: BTreeSet<EventId> = who.iter().flat_map(|id| project.index().events_of_entity(*id)).collect();
    let found = events.into_iter().filter_map(|id| {
        let event = project.events().get(id)?;
        // Who is no part of it at all need not be asked about the date.
        let of_actor = |entity: EntityId| {
            entity == actor || (who.contains(&entity) && wholes(project, entity, event.when()).contains(&actor))
        };
        participation(id, event, of_actor)
    });
    sorted(project, found.collect())
}

/// An entity as an actor for itself, with all that belongs to it, whenever, beside it: marks and events are its own.
#[must_use]
pub fn alone(project: &Project, entity: EntityId) -> Actor {
    Actor {
        entity,
        parts: by_name(project, parts(project, entity, None)),
        marks: project.index().marks_of_entity(entity).collect(),
        events: participations(project, entity, Look::Apart),
    }
}

/// All entities as actors, where a state and its agencies are one, by name. Every participation is in just one actor:
/// somebody who served a state for some years is a part of it for the events of those years, and else for himself.
#[must_use]
pub fn as_one(project: &Project) -> Vec<Actor> {
    let states = States::of(project);
    let mut actors: BTreeMap<EntityId, Actor> = BTreeMap::new();
    for id in project.entities().ids() {
        let entity = states.fold(project, id, None);
        let actor = actors.entry(entity).or_insert_with(|| nothing_yet(entity));
        if entity != id {
            actor.parts.push(id);
        }
        actor.marks.extend(project.index().marks_of_entity(id));
    }
    for (id, event) in project.events().iter() {
        let who: BTreeSet<EntityId> = event.entities().collect();
        let of = who.into_iter().map(|entity| (entity, states.fold(project, entity, event.when())));
        let of: BTreeMap<EntityId, EntityId> = of.collect();
        for actor in of.values().copied().collect::<BTreeSet<_>>() {
            let found = participation(id, event, |entity| of.get(&entity) == Some(&actor));
            actors.entry(actor).or_insert_with(|| nothing_yet(actor)).events.extend(found);
        }
    }
    let order = by_name(project, actors.keys().copied().collect());
    order.into_iter().filter_map(|id| Some(settled(project, actors.remove(&id)?))).collect()
}

fn nothing_yet(entity: EntityId) -> Actor {
    Actor { entity, parts: Vec::new(), marks: Vec::new(), events: Vec::new() }
}

fn settled(project: &Project, mut actor: Actor) -> Actor {
    actor.parts = by_name(project, actor.parts.into_iter().collect());
    // A mark may name two parts.
    actor.marks.sort_unstable();
    actor.marks.dedup();
    actor.events = sorted(project, actor.events);
    actor
}

fn participation(id: EventId, event: &Event, is_one: impl Fn(EntityId) -> bool) -> Option<Participation> {
    let capacities = event.participants.iter().filter_map(|participant| match participant.who {
        Who::Entity(entity) if is_one(entity) => {
            Some(Capacity { entity, role: participant.role, office: participant.office.clone() })
        }
        _ => None,
    });
    let capacities: Vec<Capacity> = capacities.collect();
    (!capacities.is_empty()).then_some(Participation { event: id, capacities })
}

fn sorted(project: &Project, mut found: Vec<Participation>) -> Vec<Participation> {
    found.sort_by_cached_key(|found| (date_key(project, found.event), found.event));
    found
}

fn by_name(project: &Project, entities: BTreeSet<EntityId>) -> Vec<EntityId> {
    let mut entities: Vec<EntityId> = entities.into_iter().collect();
    entities.sort_by_cached_key(|id| (folded(project.label((*id).into())), *id));
    entities
}

/// Everything that is reached from `start` in one step or more; `start` itself is left out.
fn walk(start: EntityId, next: impl Fn(EntityId) -> BTreeSet<EntityId>) -> BTreeSet<EntityId> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        open.extend(next(at).into_iter().filter(|id| *id != start && found.insert(*id)));
    }
    found
}

fn direct_parts(project: &Project, whole: EntityId, at: Option<&When>) -> BTreeSet<EntityId> {
    let referrers = project.index().referrers_but_marks(whole.into());
    let is_part = |entity: &Entity| entity.part_of.iter().any(|of| of.entity == whole && holds(of, at));
    let parts = referrers.filter_map(|from| match from {
        RecordId::Entity(id) => project.entities().get(id).filter(|entity| is_part(entity)).map(|_| id),
        _ => None,
    });
    parts.collect()
}

fn direct_wholes<'p>(
    project: &'p Project,
    part: EntityId,
    at: Option<&'p When>,
) -> impl Iterator<Item = EntityId> + use<'p> {
    let memberships = project.entities().get(part).map_or(&[][..], |entity| &entity.part_of);
    memberships.iter().filter(move |of| holds(of, at)).map(|of| of.entity)
}

fn holds(membership: &Membership, at: Option<&When>) -> bool {
    match (&membership.when, at) {
        (Some(period), Some(at)) => period.overlaps(at),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;
    use crate::project::testing::{World, takes_part, when};

    fn join(world: &mut World, part: EntityId, whole: EntityId, period: &str) {
        let membership =
            Membership { entity: whole, when: when(period), note: String::new(), source: Source::Analyst };
        world.change::<Entity>(part, |row| row.part_of.push(membership));
    }

    fn of_kind(world: &mut World, name: &str, kind: CodeId) -> EntityId {
        let entity = world.entity(&[name]);
        world.change::<Entity>(entity, |row| row.kind = Some(kind));
        entity
    }

    /// A state with a ministry, a police force in it and a minister; another state; a kingdom within the first.
    struct Picture {
        world: World,
        france: EntityId,
        morocco: EntityId,
        ministry: EntityId,
        police: EntityId,
        minister: EntityId,
    }

    fn picture() -> Picture {
        let mut world = World::new();
        let body = world.code(CodeKind::EntityKind, "Body", None);
        let state = world.code(CodeKind::EntityKind, "State", Some(body));
        let kingdom = world.code(CodeKind::EntityKind, "Kingdom", Some(state));
        let (france, morocco) = (of_kind(&mut world, "France", state), of_kind(&mut world, "Morocco", kingdom));
        let (ministry, police) = (of_kind(&mut world, "Ministry", body), world.entity(&["Police"]));
        let minister = world.entity(&["Minister"]);
        join(&mut world, ministry, france, "");
        join(&mut world, police, ministry, "2020/..");
        join(&mut world, minister, ministry, "2022/2024");
        Picture { world, france, morocco, ministry, police, minister }
    }

    #[test]
    fn parts_are_those_of_a_date() {
        let Picture { world, france, ministry, police, minister, .. } = picture();
        let at = |date: &str| parts(&world.project, france, when(date).as_ref());
        assert_eq!(at(""), BTreeSet::from([ministry, police, minister]));
        assert_eq!(at("2019"), BTreeSet::from([ministry]));
        assert_eq!(at("2023-05"), BTreeSet::from([ministry, police, minister]));
        assert_eq!(at("2025-01-01"), BTreeSet::from([ministry, police]));
        assert_eq!(own_parts(&world.project, ministry, None), [minister, police]);
        assert_eq!(wholes(&world.project, police, when("2021").as_ref()), BTreeSet::from([ministry, france]));
    }

    #[test]
    fn everything_folds_into_its_state() {
        let Picture { mut world, france, morocco, police, minister, .. } = picture();
        let fold_at = |world: &World, id, date: &str| fold(&world.project, id, when(date).as_ref());
        assert_eq!(fold_at(&world, police, "2021"), france);
        assert_eq!(fold_at(&world, minister, "2025"), minister, "no longer in office");
        assert_eq!(fold_at(&world, france, ""), france);
        let union = world.entity(&["Union"]);
        join(&mut world, france, union, "");
        assert_eq!(fold_at(&world, police, "2021"), france, "a union is no state");
        let kingdom = world.project.entities().get(morocco).and_then(|row| row.kind).expect("a kind");
        let realm = of_kind(&mut world, "Realm", kingdom);
        join(&mut world, morocco, realm, "");
        assert_eq!(fold_at(&world, morocco, ""), realm, "the uppermost state");
        join(&mut world, police, morocco, "2024");
        assert_eq!(state_of(&world.project, police, when("2024-05").as_ref()), None, "two states are not one actor");
        assert_eq!(fold_at(&world, police, "2021"), france);
    }

    #[test]
    fn a_circle_has_an_end() {
        let Picture { mut world, france, ministry, police, minister, morocco } = picture();
        join(&mut world, france, police, "");
        assert_eq!(parts(&world.project, france, None), BTreeSet::from([ministry, police, minister]));
        assert_eq!(fold(&world.project, police, None), france);
        join(&mut world, france, morocco, "");
        join(&mut world, morocco, france, "");
        assert_eq!(fold(&world.project, police, None), police, "neither state is above the other");
        assert_eq!(as_one(&world.project).len(), 5);
    }

    #[test]
    fn an_event_of_two_parts_is_one_event_of_the_whole() {
        let Picture { mut world, france, morocco, police, minister, .. } = picture();
        let host = world.code(CodeKind::Role, "Host", None);
        let raid = world.event("Raid", "2023-02", None, &[police, minister, morocco]);
        let visit = world.event("Visit", "2023-01", None, &[france]);
        let memoir = world.event("Memoir", "2025", None, &[minister]);
        let undated = world.event("Talks", "", None, &[minister]);
        world.change::<Event>(raid, |row| {
            row.participants.push(crate::model::Participant {
                role: Some(host),
                office: "interior minister".into(),
                ..takes_part(minister)
            });
        });
        let list = |actor, look| -> Vec<(EventId, Vec<EntityId>)> {
            let found = participations(&world.project, actor, look).into_iter();
            found.map(|of| (of.event, of.capacities.into_iter().map(|who| who.entity).collect())).collect()
        };
        assert_eq!(list(france, Look::Apart), [(visit, vec![france])]);
        let as_one_events =
            [(visit, vec![france]), (raid, vec![police, minister, minister]), (undated, vec![minister])];
        assert_eq!(list(france, Look::AsOne), as_one_events);
        assert_eq!(list(minister, Look::AsOne).iter().map(|of| of.0).collect::<Vec<_>>(), [raid, memoir, undated]);
        let raid_of_minister = participations(&world.project, minister, Look::Apart).swap_remove(0).capacities;
        assert_eq!((raid_of_minister[1].role, &*raid_of_minister[1].office), (Some(host), "interior minister"));
    }

    #[test]
    fn looked_at_as_one_every_participation_has_one_actor() {
        let Picture { mut world, france, morocco, ministry, police, minister } = picture();
        let raid = world.event("Raid", "2023-02", None, &[police, minister, morocco]);
        let memoir = world.event("Memoir", "2025", None, &[minister]);
        let text = world.document("Wire", "", "The Police of France");
        let mark = world.mark(text, "Police of France", &[]);
        let names = [police, france].map(|id| crate::model::Evidence::certain(crate::model::Proves::Entity(id)));
        world.change::<crate::model::Mark>(mark, |row| row.evidence = names.to_vec());
        let actors = as_one(&world.project);
        let seen: Vec<_> =
            actors.iter().map(|actor| (actor.entity, actor.events.iter().map(|of| of.event))).collect();
        let seen: Vec<(EntityId, Vec<EventId>)> =
            seen.into_iter().map(|(id, events)| (id, events.collect())).collect();
        assert_eq!(seen, [(france, vec![raid]), (minister, vec![memoir]), (morocco, vec![raid])]);
        assert_eq!(actors[0].parts, [minister, ministry, police]);
        assert_eq!(actors[0].marks, [mark], "a mark that names two parts is one mark");
        let whole: usize = actors.iter().flat_map(|actor| &actor.events).map(|of| of.capacities.len()).sum();
        assert_eq!(whole, 4);
    }
}
