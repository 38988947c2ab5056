//! Where a value of an event or an entity comes from: the mark that somebody works with, or another one that is chosen.
//!
//! Every value has a source. One that is set while a mark is selected that is evidence of the event comes from that
//! mark, any other from the analyst.

use super::Target;
use crate::model::{
    Assessed, EntityId, Event, EventId, Field, Figure, MarkId, Membership, Name, Office, Participant, Place,
    RecordId, Relation, Source, StatedWhen, StatusStep,
};
use crate::ops::entity::EntityChange;
use crate::ops::event::EventChange;
use crate::ui::icons;
use crate::ui::view::View;
use crate::ui::widgets::picker::{Choice, Picker};

/// A value of an event that has a source. Places in its lists count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Valued {
    /// A field of one value: type, areas, title, status, certainty.
    Field(Field),
    /// A date as stated.
    Stated(usize),
    /// The date as assessed.
    Assessed,
    /// What it was assessed as before.
    Before(usize),
    /// A place.
    Place(usize),
    /// A participant.
    Participant(usize),
    /// A figure.
    Figure(usize),
    /// What another source said of its reality.
    Step(usize),
    /// A link to another event.
    Relation(usize),
}

/// The source of a value that is set now.
#[must_use]
pub fn source_now(view: View<'_>, event: EventId) -> Source {
    let mark = view
        .session
        .selection
        .mark
        .filter(|mark| view.project().marks().get(*mark).is_some_and(|mark| mark.proves_event(event)));
    mark.map_or(Source::Analyst, Source::Mark)
}

/// A change of a field, with the source of its new value; a field that was left open is not any more.
#[must_use]
pub fn sourced(event: &Event, field: Field, change: EventChange, source: Source) -> Vec<EventChange> {
    let mut changes = vec![change];
    let is_single = matches!(field, Field::Kind | Field::Areas | Field::Title | Field::Status | Field::Certainty);
    if is_single && event.sources.get(&field).copied().unwrap_or_default() != source {
        changes.push(EventChange::Source(field, source));
    }
    if event.unspecified.contains(&field) {
        let mut left = event.unspecified.clone();
        left.remove(&field);
        changes.push(EventChange::Unspecified(left));
    }
    changes
}

/// What gives a value another source; `None` if there is no such value.
#[must_use]
pub fn change(event: &Event, valued: Valued, source: Source) -> Option<EventChange> {
    Some(match valued {
        Valued::Field(field) => EventChange::Source(field, source),
        Valued::Stated(at) => EventChange::SetStated(at, StatedWhen { source, ..event.stated.get(at)?.clone() }),
        Valued::Before(at) => {
            EventChange::SetAssessedBefore(at, Assessed { source, ..event.assessed_before.get(at)?.clone() })
        }
        Valued::Assessed => EventChange::When(Some(Assessed { source, ..event.assessed.clone()? })),
        Valued::Place(at) => EventChange::SetPlace(at, Place { source, ..event.places.get(at)?.clone() }),
        Valued::Participant(at) => {
            EventChange::SetParticipant(at, Participant { source, ..event.participants.get(at)?.clone() })
        }
        Valued::Figure(at) => EventChange::SetFigure(at, Figure { source, ..event.figures.get(at)?.clone() }),
        Valued::Step(at) => {
            EventChange::SetStatusStep(at, StatusStep { source, ..event.status_history.get(at)?.clone() })
        }
        Valued::Relation(at) => EventChange::SetRelation(at, Relation { source, ..event.relations.get(at)?.clone() }),
    })
}

/// A value of an entity that has a source. Places in its lists count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A spelling.
    Name(usize),
    /// What it is part of.
    Membership(usize),
    /// An office.
    Office(usize),
}

/// The source of a value of an entity that is set now.
#[must_use]
pub fn known_now(view: View<'_>, entity: EntityId) -> Source {
    let names_it = |mark: &MarkId| {
        view.project().marks().get(*mark).is_some_and(|mark| mark.entities().any(|other| other == entity))
    };
    view.session.selection.mark.filter(names_it).map_or(Source::Analyst, Source::Mark)
}

/// What gives a value of an entity another source; `None` if there is no such value.
#[must_use]
pub fn change_known(view: View<'_>, entity: EntityId, known: Known, source: Source) -> Option<EntityChange> {
    let entity = view.project().entities().get(entity)?;
    Some(match known {
        Known::Name(at) => EntityChange::SetName(at, Name { source, ..entity.names.get(at)?.clone() }),
        Known::Membership(at) => {
            EntityChange::SetMembership(at, Membership { source, ..entity.part_of.get(at)?.clone() })
        }
        Known::Office(at) => EntityChange::SetOffice(at, Office { source, ..entity.offices.get(at)?.clone() }),
    })
}

/// So much evidence can be chosen from.
const MOST_MARKS: usize = 200;

/// The list: the evidence of an event or the mentions of an entity, then the analyst.
pub(super) fn picker(view: View<'_>, of: RecordId) -> Picker<Target> {
    let analyst = Choice {
        value: Target::Analyst,
        name: "The analyst".to_owned(),
        depth: 0,
        detail: "no sentence says so".to_owned(),
        icon: Some((icons::USER, None)),
    };
    let marks: Vec<MarkId> = match of {
        RecordId::Event(event) => view.index().marks_of_event(event).take(MOST_MARKS).collect(),
        RecordId::Entity(entity) => view.index().marks_of_entity(entity).take(MOST_MARKS).collect(),
        _ => Vec::new(),
    };
    let mut choices: Vec<Choice<Target>> = marks.into_iter().filter_map(|mark| choice(view, mark)).collect();
    choices.push(analyst);
    Picker::new("Who says so?", "Words of the sentence, or the outlet…", choices)
}

fn choice(view: View<'_>, id: MarkId) -> Option<Choice<Target>> {
    let mark = view.project().marks().get(id)?;
    let document = view.project().documents().get(mark.document)?;
    let outlet = if document.outlet.is_empty() { &document.title } else { &document.outlet };
    let date = document.published.as_ref().map(|published| format!(" · {}", published.when.short()));
    Some(Choice {
        value: Target::Record(RecordId::Mark(id)),
        name: mark.quote.clone(),
        depth: 0,
        detail: format!("{outlet}{}", date.unwrap_or_default()),
        icon: Some((icons::HIGHLIGHTER, None)),
    })
}
