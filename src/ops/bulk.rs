//! Changing many records at once: what is chosen in a list. One transaction, whatever it touches; records on which
//! nothing would change are left alone and counted.

use super::entity::EntityChange;
use super::event::EventChange;
use super::mark::MarkChange;
use super::{Draft, Refused};
use crate::model::{
    Certainty, Code, CodeId, Entity, EntityId, Event, EventId, Handling, Mark, MarkId, Participant, Status,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One change of many events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EventsChange {
    /// Their type.
    Kind(Option<CodeId>),
    /// One more area.
    AddArea(CodeId),
    /// They do not belong to this area.
    RemoveArea(CodeId),
    /// Whether they happened.
    Status(Status),
    /// How sure the analyst is.
    Certainty(Certainty),
    /// TLP label.
    Handling(Option<Handling>),
    /// Somebody takes part; nothing changes where the same one does already in this role, or, if no role is given, in
    /// any.
    AddParticipant(Participant),
}

/// One change of many marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MarksChange {
    /// Another code; what only one of them is evidence of takes it, too ([`super::mark::retype`]).
    Retype(CodeId),
    /// What these sentences say of the event's reality.
    Status(Option<Status>),
}

/// What came of a bulk change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bulk {
    /// How many records changed.
    pub changed: usize,
    /// How many were so already.
    pub same: usize,
    /// How many marks would be the same as another one.
    pub twins: usize,
}

impl Bulk {
    fn note(&mut self, changed: Changed) {
        match changed {
            Changed::Yes => self.changed += 1,
            Changed::No => self.same += 1,
            Changed::Twin => self.twins += 1,
        }
    }
}

#[derive(Clone, Copy)]
enum Changed {
    Yes,
    No,
    Twin,
}

impl From<bool> for Changed {
    fn from(changed: bool) -> Self {
        if changed { Self::Yes } else { Self::No }
    }
}

/// Changes many events.
///
/// # Errors
/// If none is given, or one of them or a record that they are to refer to is not there. Then none is changed.
pub fn events(draft: &mut Draft, events: &[EventId], changes: &[EventsChange]) -> Result<Bulk, Refused> {
    each(events, |id| {
        let event = draft.get::<Event>(id)?;
        let own: Vec<EventChange> = changes.iter().filter_map(|change| for_one(event, change)).collect();
        if own.is_empty() { Ok(Changed::No) } else { super::event::change(draft, id, &own).map(Changed::from) }
    })
}

/// What a change means for one event; `None` if it is so already.
fn for_one(event: &Event, change: &EventsChange) -> Option<EventChange> {
    match change {
        EventsChange::Kind(kind) => (event.kind != *kind).then_some(EventChange::Kind(*kind)),
        EventsChange::AddArea(area) => {
            let areas: BTreeSet<CodeId> = event.areas.iter().copied().chain([*area]).collect();
            (areas != event.areas).then_some(EventChange::Areas(areas))
        }
        EventsChange::RemoveArea(area) => {
            let areas: BTreeSet<CodeId> = event.areas.iter().copied().filter(|other| other != area).collect();
            (areas != event.areas).then_some(EventChange::Areas(areas))
        }
        EventsChange::Status(status) => (event.status != *status).then_some(EventChange::Status(*status)),
        EventsChange::Certainty(certainty) => {
            (event.certainty != *certainty).then_some(EventChange::Certainty(*certainty))
        }
        EventsChange::Handling(handling) => (event.handling != *handling).then_some(EventChange::Handling(*handling)),
        EventsChange::AddParticipant(new) => {
            let same = |old: &Participant| old.who == new.who && (new.role.is_none() || old.role == new.role);
            (!event.participants.iter().any(same)).then(|| EventChange::AddParticipant(new.clone()))
        }
    }
}

/// Changes many entities.
///
/// # Errors
/// If none is given, one of them or a record that they are to refer to is not there, or one would be left without a
/// name. Then none is changed.
pub fn entities(draft: &mut Draft, entities: &[EntityId], changes: &[EntityChange]) -> Result<Bulk, Refused> {
    each(entities, |id| {
        draft.get::<Entity>(id)?;
        super::entity::change(draft, id, changes).map(Changed::from)
    })
}

/// Changes many marks; one that would be the same as another mark is left alone and counted.
///
/// # Errors
/// If none is given, or one of them or the code is not there. Then none is changed.
pub fn marks(draft: &mut Draft, marks: &[MarkId], changes: &[MarksChange]) -> Result<Bulk, Refused> {
    for change in changes {
        if let MarksChange::Retype(code) = change {
            draft.get::<Code>(*code)?;
        }
    }
    each(marks, |id| {
        draft.get::<Mark>(id)?;
        let mut changed = false;
        for change in changes {
            let done = match change {
                MarksChange::Retype(code) => super::mark::retype(draft, id, *code),
                MarksChange::Status(status) => super::mark::change(draft, id, &[MarkChange::Status(*status)]),
            };
            // The mark and the code are there: what is refused is a second mark of the same place and code.
            match done {
                Ok(done) => changed |= done,
                Err(_) if changed => {}
                Err(_) => return Ok(Changed::Twin),
            }
        }
        Ok(changed.into())
    })
}

/// Each record once, however often it was given.
fn each<I: Copy + Ord>(ids: &[I], mut change: impl FnMut(I) -> Result<Changed, Refused>) -> Result<Bulk, Refused> {
    if ids.is_empty() {
        return Err(Refused::because("There is nothing to change"));
    }
    let mut bulk = Bulk::default();
    for id in ids.iter().copied().collect::<BTreeSet<I>>() {
        bulk.note(change(id)?);
    }
    Ok(bulk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CodeKind, Proves, Who};
    use crate::project::testing::{World, takes_part};

    fn bulk(changed: usize, same: usize, twins: usize) -> Bulk {
        Bulk { changed, same, twins }
    }

    #[test]
    fn what_is_so_already_is_left_alone_and_counted() {
        let mut world = World::new();
        let (visit, area) = (world.event_type("Visit"), world.code(CodeKind::Area, "Crime", None));
        let other = world.code(CodeKind::Area, "Ports", None);
        let daki = world.entity(&["Daki"]);
        let a = world.event("a", "", Some(visit), &[daki]);
        let b = world.event("b", "", None, &[]);
        world.change::<Event>(a, |row| row.areas = BTreeSet::from([other]));
        let mut perform = |change: EventsChange| world.draft(|draft| events(draft, &[a, b, a], &[change]));
        assert_eq!(perform(EventsChange::Kind(Some(visit))), Ok(bulk(1, 1, 0)));
        assert_eq!(perform(EventsChange::AddArea(area)), Ok(bulk(2, 0, 0)));
        assert_eq!(perform(EventsChange::RemoveArea(other)), Ok(bulk(1, 1, 0)));
        assert_eq!(perform(EventsChange::Status(Status::Happened)), Ok(bulk(0, 2, 0)));
        assert_eq!(perform(EventsChange::Handling(Some(Handling::Red))), Ok(bulk(2, 0, 0)));
        assert_eq!(perform(EventsChange::AddParticipant(takes_part(daki))), Ok(bulk(1, 1, 0)));
        let role = world.code(CodeKind::Role, "Host", None);
        let host = Participant { role: Some(role), ..takes_part(daki) };
        let done = world.draft(|draft| events(draft, &[a, b], &[EventsChange::AddParticipant(host)]));
        assert_eq!(done, Ok(bulk(2, 0, 0)), "in another role it is somebody else");
        let row = world.project.events().get(b).expect("an event");
        assert_eq!((row.kind, row.areas.len(), row.participants.len()), (Some(visit), 1, 2));
        assert_eq!(row.participants[0].who, Who::Entity(daki));
    }

    #[test]
    fn one_that_is_not_there_stops_all() {
        let mut world = World::new();
        let a = world.event("a", "", None, &[]);
        let gone = world.event("b", "", None, &[]);
        world.draft(|draft| draft.remove::<Event>(gone)).expect("removed");
        let change = [EventsChange::Status(Status::Denied)];
        assert!(world.draft(|draft| events(draft, &[a, gone], &change)).is_err());
        assert!(world.draft(|draft| events(draft, &[], &change)).is_err());
    }

    #[test]
    fn a_mark_that_would_be_the_same_as_another_stays() {
        let mut world = World::new();
        let (visit, arrest) = (world.event_type("Visit"), world.event_type("Arrest"));
        let text = world.document("Wire", "", "They met in Rabat.");
        let event = world.event("Talks", "", None, &[]);
        let one = world.mark(text, "met", &[Proves::Event(event)]);
        let twin = world.mark(text, "met", &[Proves::Event(event)]);
        let other = world.mark(text, "Rabat", &[]);
        world.change::<Mark>(one, |row| row.code = Some(visit));
        world.change::<Mark>(twin, |row| row.code = Some(arrest));
        let done = world.draft(|draft| marks(draft, &[one, twin, other], &[MarksChange::Retype(arrest)]));
        assert_eq!(done, Ok(bulk(1, 1, 1)));
        assert_eq!(world.project.marks().get(other).and_then(|mark| mark.code), Some(arrest));
        assert_eq!(world.project.marks().get(one).and_then(|mark| mark.code), Some(visit));
    }

    #[test]
    fn entities_get_a_kind() {
        let mut world = World::new();
        let person = world.code(CodeKind::EntityKind, "Person", None);
        let both = [world.entity(&["Daki"]), world.entity(&["Ouahbi"])];
        world.change::<Entity>(both[0], |row| row.kind = Some(person));
        let done = world.draft(|draft| entities(draft, &both, &[EntityChange::Kind(Some(person))]));
        assert_eq!(done, Ok(bulk(1, 1, 0)));
    }
}
