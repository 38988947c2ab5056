//! Entities: persons, bodies, places and what else takes part.

use super::event::{nth, remove};
use super::{Draft, Refused, kinds};
use crate::base::identifier;
use crate::model::{CodeId, Entity, EntityId, ExternalId, Membership, Name, Office};
use crate::project::Project;
use crate::project::links::Links;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One change of an entity. Positions in its lists count from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EntityChange {
    /// Its kind.
    Kind(Option<CodeId>),
    /// All its spellings; the first is shown.
    Names(Vec<Name>),
    /// One more spelling, in words.
    AddName(String),
    /// One more spelling, with who says so; one that is there already stays as it is.
    AddSpelling(Name),
    /// This spelling is the one that lists show.
    ShowName(String),
    /// This spelling, its language or its note is different.
    SetName(usize, Name),
    /// This spelling goes.
    RemoveName(String),
    /// Identifiers in other systems.
    External(Vec<ExternalId>),
    /// One more identifier; kept in the one way in which its system writes it ([`identifier::read`]).
    AddExternal(ExternalId),
    /// This identifier goes.
    RemoveExternal(usize),
    /// What it belongs to.
    PartOf(Vec<Membership>),
    /// It belongs to one thing more.
    AddMembership(Membership),
    /// This belonging is different.
    SetMembership(usize, Membership),
    /// It does not belong to this.
    RemoveMembership(usize),
    /// Offices held.
    Offices(Vec<Office>),
    /// One more office; offices may overlap in time.
    AddOffice(Office),
    /// This office is different.
    SetOffice(usize, Office),
    /// This office goes.
    RemoveOffice(usize),
    /// It looks like that entity and is not.
    NotSame(EntityId),
    /// The analyst's note.
    Note(String),
}

/// Records an entity.
///
/// # Errors
/// If it would have no name, an identifier has not the form of its system, or it refers to a record that is not there.
pub fn add(draft: &mut Draft, changes: &[EntityChange]) -> Result<EntityId, Refused> {
    let mut entity = Entity { made: draft.made(), ..Entity::default() };
    changes.iter().try_for_each(|change| apply(&mut entity, change))?;
    let id = draft.add(entity)?;
    is_sound(draft, id, &Entity::default())?;
    Ok(id)
}

/// Changes an entity.
///
/// # Errors
/// If it, or a record that it is to refer to, is not there, no name would be left, a position is not in its list, an
/// identifier has not the form of its system, its kind is a code for something else, or the entity would become a part
/// of itself.
pub fn change(draft: &mut Draft, id: EntityId, changes: &[EntityChange]) -> Result<bool, Refused> {
    let before = draft.get::<Entity>(id)?.clone();
    let mut outcome = Ok(());
    let changed = draft.change(id, |entity: &mut Entity| {
        outcome = changes.iter().try_for_each(|change| apply(entity, change));
    })?;
    outcome?;
    is_sound(draft, id, &before)?;
    Ok(changed)
}

fn apply(entity: &mut Entity, change: &EntityChange) -> Result<(), Refused> {
    match change {
        EntityChange::Kind(kind) => entity.kind = *kind,
        EntityChange::Names(names) => entity.names.clone_from(names),
        EntityChange::AddName(text) => add_name(entity, &Name::plain(text)),
        EntityChange::AddSpelling(name) => add_name(entity, name),
        EntityChange::ShowName(text) => {
            add_name(entity, &Name::plain(text));
            entity.names.sort_by_key(|name| name.text != *text);
        }
        EntityChange::SetName(at, name) => set_name(entity, *at, name)?,
        EntityChange::RemoveName(text) => remove_name(entity, text)?,
        EntityChange::External(external) => set_external(entity, external)?,
        EntityChange::AddExternal(external) => add_external(entity, external)?,
        EntityChange::RemoveExternal(at) => remove(&mut entity.external, *at)?,
        EntityChange::PartOf(memberships) => entity.part_of.clone_from(memberships),
        EntityChange::AddMembership(membership) => push_new(&mut entity.part_of, membership),
        EntityChange::SetMembership(at, membership) => {
            *nth(&mut entity.part_of, *at)? = membership.clone();
        }
        EntityChange::RemoveMembership(at) => remove(&mut entity.part_of, *at)?,
        EntityChange::Offices(offices) => entity.offices.clone_from(offices),
        EntityChange::AddOffice(office) => push_new(&mut entity.offices, titled(office)?),
        EntityChange::SetOffice(at, office) => *nth(&mut entity.offices, *at)? = titled(office)?.clone(),
        EntityChange::RemoveOffice(at) => remove(&mut entity.offices, *at)?,
        EntityChange::NotSame(other) => {
            entity.not_same.insert(*other);
        }
        EntityChange::Note(note) => entity.note.clone_from(note),
    }
    Ok(())
}

fn add_name(entity: &mut Entity, new: &Name) {
    if !entity.names.iter().any(|name| name.text == new.text) {
        entity.names.push(new.clone());
    }
}

fn set_name(entity: &mut Entity, at: usize, name: &Name) -> Result<(), Refused> {
    let is_another = |(place, other): (usize, &Name)| place != at && other.text == name.text;
    if entity.names.iter().enumerate().any(is_another) {
        return Err(Refused::because(format!("“{}” is one of its spellings already", name.text)));
    }
    *nth(&mut entity.names, at)? = name.clone();
    Ok(())
}

fn remove_name(entity: &mut Entity, text: &str) -> Result<(), Refused> {
    let before = entity.names.len();
    entity.names.retain(|name| name.text != text);
    if entity.names.len() == before {
        return Err(Refused::because(format!("“{text}” is none of its spellings")));
    }
    Ok(())
}

/// What stood there already is not looked at: an identifier that an older file has stays until somebody changes it.
fn set_external(entity: &mut Entity, external: &[ExternalId]) -> Result<(), Refused> {
    let before = std::mem::take(&mut entity.external);
    let known = |external: &ExternalId| before.contains(external);
    let checked = |external: &ExternalId| if known(external) { Ok(external.clone()) } else { read(external) };
    entity.external = external.iter().map(checked).collect::<Result<_, _>>()?;
    Ok(())
}

fn add_external(entity: &mut Entity, external: &ExternalId) -> Result<(), Refused> {
    push_new(&mut entity.external, &read(external)?);
    Ok(())
}

fn read(external: &ExternalId) -> Result<ExternalId, Refused> {
    let (scheme, value) = identifier::read(&external.scheme, &external.value)
        .map_err(|malformed| Refused::because(malformed.to_string()))?;
    Ok(ExternalId { scheme, value })
}

fn titled(office: &Office) -> Result<&Office, Refused> {
    if office.title.trim().is_empty() {
        return Err(Refused::because("An office needs a title, such as interior minister"));
    }
    Ok(office)
}

/// One more, unless it is there already.
fn push_new<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) {
    if !list.contains(item) {
        list.push(item.clone());
    }
}

fn is_sound(draft: &Draft, id: EntityId, before: &Entity) -> Result<(), Refused> {
    let entity = draft.get::<Entity>(id)?;
    if entity.names.iter().all(|name| name.text.trim().is_empty()) {
        return Err(Refused::because("An entity needs a name"));
    }
    let links = entity.links();
    if links.contains(&id.into()) {
        return Err(Refused::because("An entity cannot be part of itself"));
    }
    if let Some(missing) = links.into_iter().find(|link| !draft.project().has(*link)) {
        return Err(Refused::because(format!("There is no record {missing} in this project")));
    }
    kinds::fit(draft, &kinds::of_entity(before), &kinds::of_entity(entity))?;
    let new = entity.part_of.iter().map(|membership| membership.entity);
    let new = new.filter(|whole| !before.part_of.iter().any(|membership| membership.entity == *whole));
    new.into_iter().try_for_each(|whole| leads_elsewhere(draft.project(), id, whole))
}

/// Refuses to make `part` a part of `whole` where that is a part of it, however indirectly and in whatever years. A
/// circle that an older file has, or that a merge brought, stays until somebody opens it: only what is new is looked at.
fn leads_elsewhere(project: &Project, part: EntityId, whole: EntityId) -> Result<(), Refused> {
    let mut seen = BTreeSet::from([whole]);
    let mut open = vec![whole];
    while let Some(above) = open.pop() {
        let memberships = project.entities().get(above).map_or(&[][..], |entity| &entity.part_of);
        for membership in memberships {
            if membership.entity == part {
                return Err(Refused::because(circle(project, part, whole, above)));
            }
            if seen.insert(membership.entity) {
                open.push(membership.entity);
            }
        }
    }
    Ok(())
}

fn circle(project: &Project, part: EntityId, whole: EntityId, above: EntityId) -> String {
    let name = |id: EntityId| project.label(id.into());
    let (part, whole, above_name) = (name(part), name(whole), name(above));
    if whole == above_name {
        return format!("“{part}” cannot be part of “{whole}”, which is part of it");
    }
    format!("“{part}” cannot be part of “{whole}”: that belongs to “{above_name}”, which is part of “{part}”")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;
    use crate::project::testing::{World, when};

    /// What is refused leaves nothing behind, as in a session.
    fn attempt(world: &mut World, id: EntityId, one: EntityChange) -> Result<bool, String> {
        let before = world.project.clone();
        let outcome = world.draft(|draft| change(draft, id, &[one]));
        if outcome.is_err() {
            world.project = before;
        }
        outcome.map_err(|refused| refused.to_string())
    }

    #[track_caller]
    fn does(world: &mut World, id: EntityId, change: EntityChange) {
        assert_eq!(attempt(world, id, change), Ok(true));
    }

    fn get(world: &World, id: EntityId) -> &Entity {
        world.project.entities().get(id).expect("an entity")
    }

    fn member(entity: EntityId) -> Membership {
        Membership { entity, when: None, note: String::new(), source: Source::Analyst }
    }

    fn office(title: &str, date: &str) -> Office {
        Office { title: title.into(), when: when(date), ..Office::default() }
    }

    #[test]
    fn spellings_are_changed_one_by_one() {
        let mut world = World::new();
        let daki = world.entity(&["El Hassan Daki", "Daki"]);
        does(&mut world, daki, EntityChange::AddName("Moulay El Hassan Daki".into()));
        let arabic = Name { language: "ar".into(), ..Name::plain("الداكي") };
        does(&mut world, daki, EntityChange::SetName(1, arabic));
        does(&mut world, daki, EntityChange::RemoveName("Moulay El Hassan Daki".into()));
        let names: Vec<_> = get(&world, daki).names.iter().map(|name| (&*name.text, &*name.language)).collect();
        assert_eq!(names, [("El Hassan Daki", ""), ("الداكي", "ar")]);
        let twice = EntityChange::SetName(1, Name::plain("El Hassan Daki"));
        assert_eq!(attempt(&mut world, daki, twice), Err("“El Hassan Daki” is one of its spellings already".into()));
        let unknown = EntityChange::RemoveName("Daki".into());
        assert_eq!(attempt(&mut world, daki, unknown), Err("“Daki” is none of its spellings".into()));
        does(&mut world, daki, EntityChange::RemoveName("الداكي".into()));
        let last = EntityChange::RemoveName("El Hassan Daki".into());
        assert_eq!(attempt(&mut world, daki, last), Err("An entity needs a name".into()));
    }

    #[test]
    fn offices_may_overlap_and_are_changed_by_place() {
        let mut world = World::new();
        let minister = world.entity(&["Darmanin"]);
        does(&mut world, minister, EntityChange::AddOffice(office("mayor", "2020/..")));
        does(&mut world, minister, EntityChange::AddOffice(office("minister", "2024")));
        let same = EntityChange::AddOffice(office("minister", "2024"));
        assert_eq!(attempt(&mut world, minister, same), Ok(false));
        does(&mut world, minister, EntityChange::SetOffice(1, office("interior minister", "2022/2024")));
        does(&mut world, minister, EntityChange::RemoveOffice(0));
        assert_eq!(get(&world, minister).offices, [office("interior minister", "2022/2024")]);
        let nowhere = EntityChange::SetOffice(1, office("minister", ""));
        assert!(attempt(&mut world, minister, nowhere).is_err_and(|said| said.contains("a list of 1")));
        let nameless = EntityChange::AddOffice(office(" ", "2024"));
        assert!(attempt(&mut world, minister, nameless).is_err_and(|said| said.contains("title")));
    }

    #[test]
    fn nothing_is_part_of_its_own_part() {
        let mut world = World::new();
        let [state, ministry, police] = ["France", "Interior ministry", "Police"].map(|name| world.entity(&[name]));
        does(&mut world, ministry, EntityChange::AddMembership(member(state)));
        does(&mut world, police, EntityChange::AddMembership(member(ministry)));
        let direct = EntityChange::AddMembership(member(ministry));
        assert_eq!(
            attempt(&mut world, state, direct),
            Err("“France” cannot be part of “Interior ministry”, which is part of it".into())
        );
        let around = EntityChange::PartOf(vec![member(police)]);
        assert_eq!(
            attempt(&mut world, state, around),
            Err(
                "“France” cannot be part of “Police”: that belongs to “Interior ministry”, which is part of “France”"
                    .into()
            )
        );
        let itself = EntityChange::AddMembership(member(police));
        assert_eq!(attempt(&mut world, police, itself), Err("An entity cannot be part of itself".into()));
        let dated = Membership { when: when("2019/.."), ..member(ministry) };
        does(&mut world, police, EntityChange::SetMembership(0, dated));
        does(&mut world, police, EntityChange::RemoveMembership(0));
        does(&mut world, ministry, EntityChange::RemoveMembership(0));
        does(&mut world, state, EntityChange::AddMembership(member(police)));
    }

    #[test]
    fn a_circle_that_is_there_already_does_not_stand_in_the_way() {
        let mut world = World::new();
        let (one, other) = (world.entity(&["One"]), world.entity(&["Other"]));
        world.change::<Entity>(one, |row| row.part_of.push(member(other)));
        world.change::<Entity>(other, |row| row.part_of.push(member(one)));
        does(&mut world, one, EntityChange::Note("they go round".into()));
        let dated = Membership { when: when("2024"), ..member(other) };
        does(&mut world, one, EntityChange::SetMembership(0, dated));
        does(&mut world, one, EntityChange::RemoveMembership(0));
    }

    #[test]
    fn identifiers_are_checked_when_they_come_in() {
        let mut world = World::new();
        let state = world.entity(&["France"]);
        let id = |scheme: &str, value: &str| ExternalId { scheme: scheme.into(), value: value.into() };
        let malformed = id("wikidata", "142");
        world.change::<Entity>(state, |row| row.external.push(malformed.clone()));
        does(&mut world, state, EntityChange::AddExternal(id("Wikidata", " q142 ")));
        does(&mut world, state, EntityChange::AddExternal(id("register", "F-1")));
        assert_eq!(attempt(&mut world, state, EntityChange::AddExternal(id("wikidata", "Q142"))), Ok(false));
        let wrong = EntityChange::AddExternal(id("wikidata", "Q0"));
        assert!(attempt(&mut world, state, wrong).is_err_and(|said| said.contains("such as Q142")));
        let all = EntityChange::External(vec![malformed.clone(), id("geonames", "3017382")]);
        does(&mut world, state, all);
        assert_eq!(get(&world, state).external, [malformed, id("geonames", "3017382")]);
        let wrong = EntityChange::External(vec![id("geonames", "x")]);
        assert!(attempt(&mut world, state, wrong).is_err_and(|said| said.contains("a number")));
        does(&mut world, state, EntityChange::RemoveExternal(0));
        assert_eq!(get(&world, state).external, [id("geonames", "3017382")]);
        let nothing: Result<EntityId, Refused> =
            world.draft(|draft| add(draft, &[EntityChange::AddName("X".into()), EntityChange::RemoveExternal(0)]));
        assert!(nothing.is_err());
    }
}
