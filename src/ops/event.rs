//! Events: recording what happened, field by field.

use super::{Draft, Refused};
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
    /// The date as assessed.
    When(Option<Assessed>),
    /// The dates as stated.
    Stated(Vec<StatedWhen>),
    /// One more date as stated.
    AddStated(StatedWhen),
    /// Where.
    Place(Option<Place>),
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
    /// What an earlier source said.
    AddStatusStep(StatusStep),
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
    /// A link to another event.
    AddRelation(Relation),
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
/// If a record that it refers to is not there, or a position is not in its list.
pub fn add(draft: &mut Draft, changes: &[EventChange], evidence: &[MarkId]) -> Result<EventId, Refused> {
    let mut event = Event { made: draft.made(), ..Event::default() };
    changes.iter().try_for_each(|change| apply(&mut event, change))?;
    let id = draft.add(event)?;
    links_exist(draft, id)?;
    for mark in evidence {
        draft.change(*mark, |mark: &mut Mark| mark.evidence.push(Evidence::certain(Proves::Event(id))))?;
    }
    Ok(id)
}

/// Changes an event.
///
/// # Errors
/// If it, or a record that it is to refer to, is not there, or a position is not in its list.
pub fn change(draft: &mut Draft, id: EventId, changes: &[EventChange]) -> Result<bool, Refused> {
    let mut outcome = Ok(());
    let changed = draft.change(id, |event: &mut Event| {
        outcome = changes.iter().try_for_each(|change| apply(event, change));
    })?;
    outcome?;
    links_exist(draft, id)?;
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
        EventChange::When(assessed) => event.assessed.clone_from(assessed),
        EventChange::Stated(stated) => event.stated.clone_from(stated),
        EventChange::AddStated(stated) => event.stated.push(stated.clone()),
        EventChange::Place(place) => event.place.clone_from(place),
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
        EventChange::Certainty(certainty) => event.certainty = *certainty,
        EventChange::Likelihood(word) => event.likelihood.clone_from(word),
        EventChange::Grade(grade) => event.grade = *grade,
        EventChange::Handling(handling) => event.handling = *handling,
        EventChange::Unspecified(fields) => event.unspecified.clone_from(fields),
        EventChange::Source(field, source) => {
            event.sources.insert(*field, *source);
        }
        EventChange::AddRelation(relation) => event.relations.push(relation.clone()),
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
