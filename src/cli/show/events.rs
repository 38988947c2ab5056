//! The rows of `entente show … events`.

use super::{Hand, Reference, edtf, joined, variant};
use crate::cli::output::Column;
use crate::model::{Event, EventId, Figure, Participant, Relation, RelationKind, Source, StatusStep, Who};
use crate::project::Project;
use crate::query::origins;
use crate::session::Session;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    title: String,
    #[serde(rename = "type")]
    kind: Option<Reference>,
    areas: Vec<Reference>,
    when: Option<String>,
    earliest: Option<String>,
    latest: Option<String>,
    precision: Option<String>,
    stated: Vec<Stated>,
    assessed: Option<Assessed>,
    assessed_before: Vec<Assessed>,
    places: Vec<Place>,
    participants: Vec<Part>,
    figures: Vec<Number>,
    status: String,
    status_history: Vec<Step>,
    certainty: String,
    likelihood: String,
    grade: Option<String>,
    handling: Option<String>,
    unspecified: Vec<String>,
    sources: Vec<Sourced>,
    relations: Vec<Link>,
    not_same: Vec<String>,
    marks: Vec<String>,
    documents: Vec<String>,
    origins: usize,
    note: String,
    made: Hand,
    changed: Option<Hand>,
}

#[derive(Serialize)]
struct Stated {
    text: String,
    when: Option<String>,
    source: Option<String>,
}

#[derive(Serialize)]
struct Assessed {
    when: String,
    known: String,
    reason: String,
    source: Option<String>,
}

#[derive(Serialize)]
struct Place {
    entity: Option<Reference>,
    text: String,
    source: Option<String>,
}

#[derive(Serialize)]
struct Step {
    status: String,
    when: Option<String>,
    source: Option<String>,
}

#[derive(Serialize)]
struct Sourced {
    field: String,
    source: Option<String>,
}

#[derive(Serialize)]
struct Part {
    role: Option<Reference>,
    entity: Option<Reference>,
    text: String,
    count: Option<u32>,
    office: String,
    certainty: String,
    source: Option<String>,
}

#[derive(Serialize)]
struct Number {
    value: String,
    unit: String,
    currency: String,
    bound: String,
    what: String,
    of: Option<Reference>,
    when: Option<String>,
    source: Option<String>,
}

#[derive(Serialize)]
struct Link {
    kind: String,
    to: Reference,
    certainty: String,
    note: String,
    source: Option<String>,
}

pub(super) const COLUMNS: [Column; 8] = [
    Column::Left("id"),
    Column::Left("when"),
    Column::Left("type"),
    Column::Left("title"),
    Column::Left("status"),
    Column::Left("participants"),
    Column::Right("marks"),
    Column::Right("documents"),
];

/// The rows of these events, in this order.
pub(super) fn rows(session: &Session, ids: impl Iterator<Item = EventId>) -> Vec<Row> {
    ids.filter_map(|id| Some(row(session, id, session.project().events().get(id)?))).collect()
}

fn row(session: &Session, id: EventId, event: &Event) -> Row {
    let project = session.project();
    let when = event.when();
    let documents = session.index().documents_of_event(id);
    Row {
        id: id.to_string(),
        title: event.title.clone(),
        kind: Reference::maybe(project, event.kind),
        areas: event.areas.iter().map(|area| Reference::to(project, *area)).collect(),
        when: edtf(when),
        earliest: when.and_then(|when| Some(when.earliest()?.to_string())),
        latest: when.and_then(|when| Some(when.latest()?.to_string())),
        precision: when.map(|when| variant(&when.precision())),
        stated: stated(event),
        assessed: event.assessed.as_ref().map(assessed),
        assessed_before: event.assessed_before.iter().map(assessed).collect(),
        places: event.places.iter().map(|place| place_of(project, place)).collect(),
        participants: event.participants.iter().map(|participant| part(project, participant)).collect(),
        figures: event.figures.iter().map(|figure| number(project, figure)).collect(),
        status: event.status.to_string(),
        status_history: event.status_history.iter().map(step).collect(),
        certainty: event.certainty.to_string(),
        likelihood: event.likelihood.clone(),
        grade: event.grade.map(|grade| grade.to_string()),
        handling: event.handling.map(|handling| handling.to_string()),
        unspecified: event.unspecified.iter().map(variant).collect(),
        sources: event
            .sources
            .iter()
            .map(|(field, from)| Sourced { field: variant(field), source: source(*from) })
            .collect(),
        not_same: event.not_same.iter().map(ToString::to_string).collect(),
        relations: event.relations.iter().map(|relation| link(project, relation)).collect(),
        marks: session.index().marks_of_event(id).map(|mark| mark.to_string()).collect(),
        documents: documents.iter().map(ToString::to_string).collect(),
        origins: origins::count(project, &documents),
        note: event.note.clone(),
        made: (&event.made).into(),
        changed: event.changed.as_ref().map(Hand::from),
    }
}

fn stated(event: &Event) -> Vec<Stated> {
    let stated = event.stated.iter().map(|stated| Stated {
        text: stated.text.clone(),
        when: edtf(stated.when.as_ref()),
        source: source(stated.source),
    });
    stated.collect()
}

fn assessed(assessed: &crate::model::Assessed) -> Assessed {
    Assessed {
        when: assessed.when.to_string(),
        known: variant(&assessed.known),
        reason: assessed.reason.clone(),
        source: source(assessed.source),
    }
}

fn place_of(project: &Project, place: &crate::model::Place) -> Place {
    let entity = Reference::maybe(project, place.entity);
    Place { entity, text: place.text.clone(), source: source(place.source) }
}

fn step(step: &StatusStep) -> Step {
    Step { status: step.status.to_string(), when: edtf(step.when.as_ref()), source: source(step.source) }
}

/// The mark that says so; `None` where the analyst does.
pub(super) fn source(source: Source) -> Option<String> {
    source.mark().map(|mark| mark.to_string())
}

fn part(project: &Project, participant: &Participant) -> Part {
    let (entity, text, count) = match &participant.who {
        Who::Entity(entity) => (Some(Reference::to(project, *entity)), String::new(), None),
        Who::Unnamed { text, count } => (None, text.clone(), *count),
    };
    let role = Reference::maybe(project, participant.role);
    let (office, certainty) = (participant.office.clone(), participant.certainty.to_string());
    Part { role, entity, text, count, office, certainty, source: source(participant.source) }
}

fn number(project: &Project, figure: &Figure) -> Number {
    Number {
        value: figure.value.to_string(),
        unit: figure.unit.clone(),
        currency: figure.currency.clone(),
        bound: variant(&figure.bound),
        what: figure.what.clone(),
        of: Reference::maybe(project, figure.of),
        when: edtf(figure.when.as_ref()),
        source: source(figure.source),
    }
}

fn link(project: &Project, relation: &Relation) -> Link {
    let kind = match relation.kind {
        RelationKind::Other(code) => project.label(code.into()).to_owned(),
        known => variant(&known),
    };
    let to = Reference::to(project, relation.to);
    let (certainty, note) = (relation.certainty.to_string(), relation.note.clone());
    Link { kind, to, certainty, note, source: source(relation.source) }
}

pub(super) fn cells(row: &Row) -> Vec<String> {
    let names = row.participants.iter().map(|part| part.entity.as_ref().map_or(&part.text, |entity| &entity.name));
    vec![
        row.id.clone(),
        row.when.clone().unwrap_or_default(),
        Reference::name_of(row.kind.as_ref()),
        row.title.clone(),
        row.status.clone(),
        joined(names.map(String::as_str)),
        row.marks.len().to_string(),
        row.documents.len().to_string(),
    ]
}
