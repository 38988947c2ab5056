//! Events: recording what happened, field by field.

use super::{Draft, Refused, kinds};
use crate::model::{
    Assessed, Certainty, CodeId, Event, EventId, Evidence, Field, Figure, Grade, Handling, Mark, MarkId, Participant,
    Place, Proves, Relation, RelationKind, Source, StatedWhen, Status, StatusStep,
};
use crate::project::links::Links;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One change of an event. Positions in its lists count from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EventChange {
    /// Its type.
    Kind(Option<CodeId>),
    /// Its areas.
    Areas(BTreeSet<CodeId>),
    /// How lists name it.
    Title(String),
    /// The date as assessed; what it was before is kept if it rested on something ([`Event::assess`]).
    When(Option<Assessed>),
    /// The dates as stated.
    Stated(Vec<StatedWhen>),
    /// One more date as stated.
    AddStated(StatedWhen),
    /// This stated date is different.
    SetStated(usize, StatedWhen),
    /// This stated date goes.
    RemoveStated(usize),
    /// This earlier assessment is different.
    SetAssessedBefore(usize, Assessed),
    /// An earlier assessment goes.
    RemoveAssessedBefore(usize),
    /// All its places.
    Places(Vec<Place>),
    /// One more place.
    AddPlace(Place),
    /// This place is different.
    SetPlace(usize, Place),
    /// It was not there.
    RemovePlace(usize),
    /// One more participant.
    AddParticipant(Participant),
    /// This participant is different.
    SetParticipant(usize, Participant),
    /// This participant does not take part.
    RemoveParticipant(usize),
    /// One more figure.
    AddFigure(Figure),
    /// This figure is different.
    SetFigure(usize, Figure),
    /// This figure goes.
    RemoveFigure(usize),
    /// Whether it happened, as of the latest source.
    Status(Status),
    /// What another source said.
    AddStatusStep(StatusStep),
    /// That source said something different.
    SetStatusStep(usize, StatusStep),
    /// That source said nothing of it.
    RemoveStatusStep(usize),
    /// How sure the analyst is.
    Certainty(Certainty),
    /// A likelihood word.
    Likelihood(String),
    /// Admiralty grade.
    Grade(Option<Grade>),
    /// TLP label.
    Handling(Option<Handling>),
    /// Fields that the sources leave open.
    Unspecified(BTreeSet<Field>),
    /// Where a field comes from.
    Source(Field, Source),
    /// A link to another event; there is one of a kind to each.
    AddRelation(Relation),
    /// This link is different.
    SetRelation(usize, Relation),
    /// That link goes.
    RemoveRelation {
        /// Its kind.
        kind: RelationKind,
        /// The other event.
        to: EventId,
    },
    /// It looks like that event and is not.
    NotSame(EventId),
    /// The analyst's note.
    Note(String),
}

/// Records an event, and which marks are evidence of it.
///
/// # Errors
/// If a record that it refers to is not there, a code is of another kind than its place wants, or a position is not in
/// its list.
pub fn add(draft: &mut Draft, changes: &[EventChange], evidence: &[MarkId]) -> Result<EventId, Refused> {
    let mut event = Event { made: draft.made(), ..Event::default() };
    changes.iter().try_for_each(|change| apply(&mut event, change))?;
    let id = draft.add(event)?;
    links_exist(draft, id)?;
    kinds::fit(draft, &kinds::Wanted::new(), &kinds::of_event(draft.get::<Event>(id)?))?;
    for mark in evidence {
        draft.change(*mark, |mark: &mut Mark| mark.evidence.push(Evidence::certain(Proves::Event(id))))?;
    }
    Ok(id)
}

/// Changes an event.
///
/// # Errors
/// If it, or a record that it is to refer to, is not there, a code is of another kind than its place wants, or a
/// position is not in its list.
pub fn change(draft: &mut Draft, id: EventId, changes: &[EventChange]) -> Result<bool, Refused> {
    let mut outcome = Ok(());
    let before = kinds::of_event(draft.get::<Event>(id)?);
    let changed = draft.change(id, |event: &mut Event| {
        outcome = changes.iter().try_for_each(|change| apply(event, change));
    })?;
    outcome?;
    links_exist(draft, id)?;
    kinds::fit(draft, &before, &kinds::of_event(draft.get::<Event>(id)?))?;
    Ok(changed)
}

fn links_exist(draft: &Draft, id: EventId) -> Result<(), Refused> {
    let links = draft.get::<Event>(id)?.links();
    if links.contains(&id.into()) {
        return Err(Refused::because("An event cannot be linked to itself"));
    }
    match links.into_iter().find(|link| !draft.project().has(*link)) {
        Some(missing) => Err(Refused::because(format!("There is no record {missing} in this project"))),
        None => Ok(()),
    }
}

fn apply(event: &mut Event, change: &EventChange) -> Result<(), Refused> {
    match change {
        EventChange::Kind(kind) => event.kind = *kind,
        EventChange::Areas(areas) => event.areas.clone_from(areas),
        EventChange::Title(title) => event.title.clone_from(title),
        EventChange::When(assessed) => event.assess(assessed.clone()),
        EventChange::Stated(stated) => event.stated.clone_from(stated),
        EventChange::AddStated(stated) => event.stated.push(stated.clone()),
        EventChange::SetStated(at, stated) => *nth(&mut event.stated, *at)? = stated.clone(),
        EventChange::RemoveStated(at) => remove(&mut event.stated, *at)?,
        EventChange::SetAssessedBefore(at, assessed) => *nth(&mut event.assessed_before, *at)? = assessed.clone(),
        EventChange::RemoveAssessedBefore(at) => remove(&mut event.assessed_before, *at)?,
        EventChange::Places(places) => event.places.clone_from(places),
        EventChange::AddPlace(place) => event.places.push(place.clone()),
        EventChange::SetPlace(at, place) => *nth(&mut event.places, *at)? = place.clone(),
        EventChange::RemovePlace(at) => remove(&mut event.places, *at)?,
        EventChange::AddParticipant(participant) => event.participants.push(participant.clone()),
        EventChange::SetParticipant(at, participant) => {
            *nth(&mut event.participants, *at)? = participant.clone();
        }
        EventChange::RemoveParticipant(at) => remove(&mut event.participants, *at)?,
        EventChange::AddFigure(figure) => event.figures.push(figure.clone()),
        EventChange::SetFigure(at, figure) => *nth(&mut event.figures, *at)? = figure.clone(),
        EventChange::RemoveFigure(at) => remove(&mut event.figures, *at)?,
        EventChange::Status(status) => event.status = *status,
        EventChange::AddStatusStep(step) => event.status_history.push(step.clone()),
        EventChange::SetStatusStep(at, step) => *nth(&mut event.status_history, *at)? = step.clone(),
        EventChange::RemoveStatusStep(at) => remove(&mut event.status_history, *at)?,
        EventChange::Certainty(certainty) => event.certainty = *certainty,
        EventChange::Likelihood(word) => event.likelihood.clone_from(word),
        EventChange::Grade(grade) => event.grade = *grade,
        EventChange::Handling(handling) => event.handling = *handling,
        EventChange::Unspecified(fields) => event.unspecified.clone_from(fields),
        // A field that is not listed is the analyst's.
        EventChange::Source(field, Source::Analyst) => {
            event.sources.remove(field);
        }
        EventChange::Source(field, source) => {
            event.sources.insert(*field, *source);
        }
        EventChange::AddRelation(relation) => {
            is_new(event, relation, None)?;
            event.relations.push(relation.clone());
        }
        EventChange::SetRelation(at, relation) => {
            is_new(event, relation, Some(*at))?;
            *nth(&mut event.relations, *at)? = relation.clone();
        }
        EventChange::RemoveRelation { kind, to } => {
            event.relations.retain(|relation| (relation.kind, relation.to) != (*kind, *to));
        }
        EventChange::NotSame(other) => {
            event.not_same.insert(*other);
        }
        EventChange::Note(note) => event.note.clone_from(note),
    }
    Ok(())
}

/// Refuses a second link of one kind to one event. `at`: the link that it is to replace.
fn is_new(event: &Event, relation: &Relation, at: Option<usize>) -> Result<(), Refused> {
    let same = |other: &Relation| (other.kind, other.to) == (relation.kind, relation.to);
    let twin = event.relations.iter().enumerate().any(|(place, other)| Some(place) != at && same(other));
    if twin { Err(Refused::because("The two events are linked so already")) } else { Ok(()) }
}

pub(super) fn nth<T>(list: &mut [T], at: usize) -> Result<&mut T, Refused> {
    let length = list.len();
    list.get_mut(at).ok_or_else(|| no_such_place(at, length))
}

pub(super) fn remove<T>(list: &mut Vec<T>, at: usize) -> Result<(), Refused> {
    if at >= list.len() {
        return Err(no_such_place(at, list.len()));
    }
    list.remove(at);
    Ok(())
}

fn no_such_place(at: usize, length: usize) -> Refused {
    Refused::because(format!("There is no entry {at} in a list of {length} (the first is 0)"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::{World, when};

    fn changed(world: &mut World, event: EventId, changes: &[EventChange]) -> Result<bool, Refused> {
        world.draft(|draft| change(draft, event, changes))
    }

    fn event_of(world: &World, event: EventId) -> Event {
        Event::clone(world.project.events().get(event).expect("an event"))
    }

    #[test]
    fn entries_of_lists_are_replaced_and_removed_by_their_place() {
        let mut world = World::new();
        let event = world.event("Talks", "", None, &[]);
        let stated = |text: &str| StatedWhen { text: text.into(), ..StatedWhen::default() };
        let step = |status| StatusStep { status, when: when("2025-03"), source: Source::Analyst };
        let done = changed(
            &mut world,
            event,
            &[
                EventChange::AddStated(stated("Monday")),
                EventChange::AddStated(stated("in March")),
                EventChange::SetStated(0, stated("last Monday")),
                EventChange::RemoveStated(1),
                EventChange::AddStatusStep(step(Status::Planned)),
                EventChange::AddStatusStep(step(Status::Alleged)),
                EventChange::SetStatusStep(1, step(Status::HopedFor)),
                EventChange::RemoveStatusStep(0),
            ],
        );
        assert_eq!(done, Ok(true));
        let row = event_of(&world, event);
        assert_eq!((row.stated, row.status_history), (vec![stated("last Monday")], vec![step(Status::HopedFor)]));
        let beyond = [
            EventChange::SetStated(1, stated("May")),
            EventChange::RemoveStated(1),
            EventChange::SetStatusStep(1, step(Status::Denied)),
            EventChange::RemoveStatusStep(1),
        ];
        for beyond in beyond {
            assert!(changed(&mut world, event, std::slice::from_ref(&beyond)).is_err(), "{beyond:?}");
        }
    }

    #[test]
    fn an_assessed_date_that_rested_on_something_is_kept_when_another_takes_its_place() {
        let mut world = World::new();
        let event = world.event("Talks", "", None, &[]);
        let date = |text: &str| Assessed::plain(when(text).expect("a date"));
        let mut set = |assessed: Option<Assessed>| {
            changed(&mut world, event, &[EventChange::When(assessed)]).expect("changed");
            event_of(&world, event).assessed_before
        };
        assert_eq!(set(Some(date("2025-06"))), [], "there was none");
        assert_eq!(set(Some(date("2025-07"))), [], "what was merely typed is not kept");
        let inferred = Assessed { known: crate::model::HowKnown::Inferred, ..date("2025-06") };
        assert_eq!(set(Some(inferred.clone())), []);
        let why = Assessed { reason: "from the date of the article".into(), ..inferred };
        assert_eq!(set(Some(why.clone())), [], "a reason for the same day");
        assert_eq!(set(Some(date("2025-06-12"))), std::slice::from_ref(&why));
        assert_eq!(set(None), std::slice::from_ref(&why), "without a reason, without a trace");
        assert_eq!(set(Some(why.clone())), std::slice::from_ref(&why), "and once is enough");
        assert_eq!(set(None), [why]);
        assert_eq!(changed(&mut world, event, &[EventChange::RemoveAssessedBefore(0)]), Ok(true));
        assert_eq!(event_of(&world, event).assessed_before, []);
    }

    #[test]
    fn two_events_have_one_link_of_a_kind() {
        let mut world = World::new();
        let [visit, talks] = ["Visit", "Talks"].map(|title| world.event(title, "", None, &[]));
        let link = |kind, note: &str| Relation {
            kind,
            to: visit,
            certainty: Certainty::Certain,
            note: note.into(),
            source: Source::Analyst,
        };
        let add = |kind| EventChange::AddRelation(link(kind, ""));
        assert_eq!(changed(&mut world, talks, &[add(RelationKind::PartOf), add(RelationKind::Follows)]), Ok(true));
        assert!(changed(&mut world, talks, &[add(RelationKind::PartOf)]).is_err(), "twice");
        let set = |at, kind| EventChange::SetRelation(at, link(kind, "why"));
        assert_eq!(changed(&mut world, talks, &[set(0, RelationKind::PartOf)]), Ok(true));
        assert!(changed(&mut world, talks, &[set(1, RelationKind::PartOf)]).is_err(), "twice");
        assert!(changed(&mut world, talks, &[set(2, RelationKind::Causes)]).is_err(), "no such link");
        assert_eq!(event_of(&world, talks).relations[0].note, "why");
    }

    #[test]
    fn a_field_that_is_the_analysts_again_is_not_listed() {
        let mut world = World::new();
        let document = world.document("Echo", "", "They met.");
        let event = world.event("Talks", "", None, &[]);
        let mark = world.mark(document, "They met", &[Proves::Event(event)]);
        let source = |source| EventChange::Source(Field::Status, source);
        assert_eq!(changed(&mut world, event, &[source(Source::Mark(mark))]), Ok(true));
        assert_eq!(changed(&mut world, event, &[source(Source::Analyst)]), Ok(true));
        assert!(event_of(&world, event).sources.is_empty());
    }
}
