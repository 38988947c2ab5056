//! Splitting a record that was two: some of its evidence, and what that evidence says, become a record of their own.

use super::super::{Draft, Refused};
use super::Pair;
use crate::model::{Entity, EntityId, Event, EventId, Evidence, Mark, MarkId, Name, Proves, RecordId, Source, Who};
use std::collections::BTreeSet;

/// Makes a second event of some marks of an event. It has its type and areas, and whatever those marks say; the two are
/// remembered as not the same. Values of which the analyst is the source stay with the first.
///
/// # Errors
/// If the event is not there, no mark is given or none would stay, or one is not evidence of the event.
pub fn split_event(draft: &mut Draft, id: EventId, marks: &[MarkId], title: &str) -> Result<EventId, Refused> {
    let chosen = chosen(draft, Proves::Event(id), marks)?;
    if draft.project().index().evidence_count(id) == chosen.len() {
        return Err(Refused::because("At least one sentence has to stay with the event"));
    }
    let mut stays = Event::clone(draft.get::<Event>(id)?);
    let new = said_by(&mut stays, &chosen);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = if title.is_empty() { stays.title.clone() } else { title };
    let new = draft.add(Event { title, made: draft.made(), ..new })?;
    draft.change(id, |event: &mut Event| *event = stays)?;
    move_evidence(draft, (Proves::Event(id), Proves::Event(new)), &chosen)?;
    super::keep_apart(draft, Pair::Events(id, new))?;
    Ok(new)
}

/// Takes out of an event what these marks say.
fn said_by(event: &mut Event, marks: &BTreeSet<MarkId>) -> Event {
    let by = |source: Source| matches!(source, Source::Mark(mark) if marks.contains(&mark));
    let mut new = Event { kind: event.kind, areas: event.areas.clone(), ..Event::default() };
    new.stated = event.stated.extract_if(.., |stated| by(stated.source)).collect();
    new.participants = event.participants.extract_if(.., |participant| by(participant.source)).collect();
    new.figures = event.figures.extract_if(.., |figure| by(figure.source)).collect();
    new.status_history = event.status_history.extract_if(.., |step| by(step.source)).collect();
    new.relations = event.relations.extract_if(.., |relation| by(relation.source)).collect();
    new.assessed = event.assessed.take_if(|assessed| by(assessed.source));
    new.assessed_before = event.assessed_before.extract_if(.., |assessed| by(assessed.source)).collect();
    new.places = event.places.extract_if(.., |place| by(place.source)).collect();
    let (theirs, ours) = event.sources.iter().partition(|(_, source)| by(**source));
    (new.sources, event.sources) = (theirs, ours);
    if new.sources.contains_key(&crate::model::Field::Status) {
        new.status = event.status;
    }
    new
}

/// Makes a second entity of some mentions of an entity: of the same kind, under these names. Events that it takes part
/// in because these marks say so have the new one instead; the two are remembered as not the same. A name that both
/// bear stays with the first as well if it has no other.
///
/// # Errors
/// If the entity is not there, no name is given, or a mark is no mention of it.
pub fn split_entity(
    draft: &mut Draft,
    id: EntityId,
    names: &[String],
    marks: &[MarkId],
) -> Result<EntityId, Refused> {
    let chosen = if marks.is_empty() { BTreeSet::new() } else { chosen(draft, Proves::Entity(id), marks)? };
    let wanted: Vec<&str> = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    if wanted.is_empty() {
        return Err(Refused::because("An entity needs a name"));
    }
    let mut stays = Entity::clone(draft.get::<Entity>(id)?);
    let names = take_names(&mut stays, &wanted);
    let new = Entity { kind: stays.kind, names, made: draft.made(), ..Entity::default() };
    let new = draft.add(new)?;
    draft.change(id, |entity: &mut Entity| *entity = stays)?;
    move_evidence(draft, (Proves::Entity(id), Proves::Entity(new)), &chosen)?;
    for event in draft.project().index().events_of_entity(id).collect::<Vec<_>>() {
        draft.change(event, |event: &mut Event| take_part_instead(event, (id, new), &chosen))?;
    }
    super::keep_apart(draft, Pair::Entities(id, new))?;
    Ok(new)
}

fn take_names(entity: &mut Entity, wanted: &[&str]) -> Vec<Name> {
    let (mut names, stay): (Vec<Name>, Vec<Name>) =
        entity.names.iter().cloned().partition(|name| wanted.contains(&name.text.as_str()));
    if !stay.is_empty() {
        entity.names = stay;
    }
    let new = wanted.iter().filter(|name| !names.iter().any(|known| known.text == **name));
    let new: Vec<Name> = new.map(|name| Name::plain(*name)).collect();
    names.extend(new);
    names
}

fn take_part_instead(event: &mut Event, (from, to): (EntityId, EntityId), marks: &BTreeSet<MarkId>) {
    for participant in &mut event.participants {
        let by = matches!(participant.source, Source::Mark(mark) if marks.contains(&mark));
        if by && participant.who == Who::Entity(from) {
            participant.who = Who::Entity(to);
        }
    }
}

/// The marks that are to go.
fn chosen(draft: &Draft, of: Proves, marks: &[MarkId]) -> Result<BTreeSet<MarkId>, Refused> {
    let record: RecordId = match of {
        Proves::Event(id) => draft.get::<Event>(id).map(|_| id.into())?,
        Proves::Entity(id) => draft.get::<Entity>(id).map(|_| id.into())?,
    };
    for mark in marks {
        if !draft.get::<Mark>(*mark)?.evidence.iter().any(|evidence| evidence.of == of) {
            let label = draft.project().label(record);
            return Err(Refused::because(format!("The mark {mark} is not evidence of “{label}”")));
        }
    }
    if marks.is_empty() {
        return Err(Refused::because("Choose the sentences that are about something else"));
    }
    Ok(marks.iter().copied().collect())
}

fn move_evidence(draft: &mut Draft, (from, to): (Proves, Proves), marks: &BTreeSet<MarkId>) -> Result<(), Refused> {
    for mark in marks {
        draft.change(*mark, |mark: &mut Mark| {
            let of = mark.evidence.iter_mut().filter(|evidence: &&mut Evidence| evidence.of == from);
            of.for_each(|evidence| evidence.of = to);
        })?;
    }
    Ok(())
}
