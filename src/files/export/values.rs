//! The table of values: every value of an event or an entity, and who says so.
//!
//! Promises: one row for each value that can have a source, in the order of the form; a value that a mark states names
//! the mark, its document and its words. What it does *not* do: it does not say what other documents state; that is the
//! grid of sources.

use crate::model::{
    Assessed, Entity, Event, Field, HowKnown, Office, Record, RecordId, Relation, RelationKind, Source, StatedWhen,
    StatusStep,
};
use crate::project::Project;
use crate::query::grid::{figure_spelt, participant_words, place_words};

pub(super) const COLUMNS: [&str; 11] = [
    "record",
    "record_name",
    "field",
    "position",
    "value",
    "says",
    "mark",
    "document",
    "outlet",
    "published",
    "quote",
];

/// One value: its field, its place in a list (counted from 0; the table counts from 1) if it stands in one, its words, and who says so.
type Value = (&'static str, Option<usize>, String, Source);

/// The rows: events by id, then entities by id.
pub(super) fn rows(project: &Project) -> Vec<Vec<String>> {
    let events = project.events().iter().flat_map(|(id, event)| {
        let values = of_event(project, event);
        values.into_iter().map(move |value| row(project, (id.into(), &event.title), value))
    });
    let entities = project.entities().iter().flat_map(|(id, entity)| {
        let values = of_entity(project, entity);
        values.into_iter().map(move |value| row(project, (id.into(), entity.label()), value))
    });
    events.chain(entities).collect()
}

fn row(project: &Project, (record, name): (RecordId, &str), (field, position, value, source): Value) -> Vec<String> {
    let mark = source.mark().and_then(|id| Some((id, project.marks().get(id)?)));
    let document = mark.and_then(|(_, mark)| project.documents().get(mark.document));
    let published = document.and_then(|row| row.published.as_ref());
    vec![
        record.to_string(),
        name.to_owned(),
        field.to_owned(),
        position.map(|at| (at + 1).to_string()).unwrap_or_default(),
        value,
        if mark.is_some() { "mark" } else { "analyst" }.to_owned(),
        mark.map(|(id, _)| id.to_string()).unwrap_or_default(),
        mark.map(|(_, mark)| mark.document.to_string()).unwrap_or_default(),
        document.map(|row| row.outlet.clone()).unwrap_or_default(),
        published.map(|published| published.when.to_string()).unwrap_or_default(),
        mark.map(|(_, mark)| mark.quote.clone()).unwrap_or_default(),
    ]
}

fn of_event(project: &Project, event: &Event) -> Vec<Value> {
    let label = |id: RecordId| project.label(id).to_owned();
    let source = |field: Field| event.sources.get(&field).copied().unwrap_or_default();
    let mut values: Vec<Value> = Vec::new();
    values.extend(event.kind.map(|kind| ("type", None, label(kind.into()), source(Field::Kind))));
    values.push(("title", None, event.title.clone(), source(Field::Title)));
    values.push(("status", None, event.status.to_string(), source(Field::Status)));
    values.push(("certainty", None, event.certainty.to_string(), source(Field::Certainty)));
    let areas = event.areas.iter().enumerate();
    values.extend(areas.map(|(at, area)| ("area", Some(at), label((*area).into()), source(Field::Areas))));
    values.extend(event.assessed.iter().map(|now| ("when", None, assessed(now), now.source)));
    values.extend(listed("when_before", &event.assessed_before, |before| (assessed(before), before.source)));
    values.extend(listed("stated", &event.stated, |one| (stated(one), one.source)));
    values.extend(listed("place", &event.places, |place| (place_words(project, place), place.source)));
    values.extend(listed("participant", &event.participants, |who| {
        let role = who.role.map(|role| format!("{}: ", project.label(role.into()))).unwrap_or_default();
        (format!("{role}{}", participant_words(project, who)), who.source)
    }));
    values.extend(listed("figure", &event.figures, |figure| {
        (figure_spelt(project, figure, &figure.value.to_string()), figure.source)
    }));
    values.extend(listed("status_before", &event.status_history, |step| (status(step), step.source)));
    values.extend(listed("relation", &event.relations, |link| (relation(project, link), link.source)));
    values
}

fn of_entity(project: &Project, entity: &Entity) -> Vec<Value> {
    let mut values = listed("name", &entity.names, |name| (name.text.clone(), name.source));
    values.extend(listed("office", &entity.offices, |one| (office(project, one), one.source)));
    values.extend(listed("part_of", &entity.part_of, |part| {
        let when = part.when.as_ref().map(|when| format!(", {when}")).unwrap_or_default();
        (format!("{}{when}", project.label(part.entity.into())), part.source)
    }));
    values
}

fn listed<T>(field: &'static str, list: &[T], value: impl Fn(&T) -> (String, Source)) -> Vec<Value> {
    let row = |(at, item): (usize, &T)| {
        let (words, source) = value(item);
        (field, Some(at), words, source)
    };
    list.iter().enumerate().map(row).collect()
}

/// “2025-06, inferred: from the date of the article”.
fn assessed(assessed: &Assessed) -> String {
    let inferred = if assessed.known == HowKnown::Inferred { ", inferred" } else { "" };
    let reason = if assessed.reason.is_empty() { String::new() } else { format!(": {}", assessed.reason) };
    format!("{}{inferred}{reason}", assessed.when)
}

fn stated(stated: &StatedWhen) -> String {
    let when = stated.when.as_ref().map(|when| format!(" = {when}")).unwrap_or_default();
    format!("“{}”{when}", stated.text)
}

fn status(step: &StatusStep) -> String {
    let when = step.when.as_ref().map(|when| format!(" {when}")).unwrap_or_default();
    format!("{}{when}", step.status)
}

fn relation(project: &Project, relation: &Relation) -> String {
    let kind = match relation.kind {
        RelationKind::Other(code) => project.label(code.into()).to_owned(),
        kind => format!("{kind:?}"),
    };
    format!("{kind} {}", relation.to)
}

fn office(project: &Project, office: &Office) -> String {
    let of = office.of.map(|of| format!(", {}", project.label(of.into()))).unwrap_or_default();
    let when = office.when.as_ref().map(|when| format!(", {when}")).unwrap_or_default();
    format!("{}{of}{when}", office.title)
}
