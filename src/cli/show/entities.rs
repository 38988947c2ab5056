//! The rows of `entente show … entities`, by name: each entity for itself, or states and their agencies as one.

use super::events::source;
use super::{Hand, Reference, edtf, joined, variant};
use crate::cli::output::Column;
use crate::model::{Entity, EntityId, ExternalId, Name};
use crate::project::Project;
use crate::query::actors::{self, Actor, Capacity, Participation};
use crate::query::registry::{self, Spelling};
use crate::session::Session;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    name: String,
    names: Vec<Named>,
    also_marked: Vec<Marked>,
    kind: Option<Reference>,
    external: Vec<ExternalId>,
    part_of: Vec<Member>,
    parts: Vec<Reference>,
    offices: Vec<Office>,
    not_same: Vec<String>,
    marks: usize,
    events: usize,
    takes_part: Vec<Part>,
    note: String,
    made: Hand,
    changed: Option<Hand>,
}

/// Every field of it, also where it says nothing.
#[derive(Serialize)]
struct Named {
    text: String,
    language: String,
    used_by: Vec<String>,
    note: String,
    source: Option<String>,
    documents: Vec<Use>,
}

/// A spelling that no name is.
#[derive(Serialize)]
struct Marked {
    text: String,
    documents: Vec<Use>,
}

/// A document, and how many of its marks are spelled so.
#[derive(Serialize)]
struct Use {
    #[serde(flatten)]
    document: Reference,
    outlet: String,
    marks: usize,
}

#[derive(Serialize)]
struct Part {
    event: Reference,
    when: Option<String>,
    #[serde(rename = "as")]
    capacities: Vec<As>,
}

#[derive(Serialize)]
struct As {
    entity: Reference,
    role: Option<Reference>,
    office: String,
}

#[derive(Serialize)]
struct Member {
    of: Reference,
    when: Option<String>,
    note: String,
    source: Option<String>,
}

#[derive(Serialize)]
struct Office {
    title: String,
    of: Option<Reference>,
    when: Option<String>,
    level: Option<String>,
    source: Option<String>,
}

pub(super) const COLUMNS: [Column; 6] = [
    Column::Left("id"),
    Column::Left("kind"),
    Column::Left("name"),
    Column::Left("other names"),
    Column::Right("marks"),
    Column::Right("events"),
];

/// The rows of these entities, each for itself, in this order.
pub(super) fn rows(session: &Session, ids: impl Iterator<Item = EntityId>) -> Vec<Row> {
    let project = session.project();
    ids.filter_map(|id| row(project, &actors::alone(project, id))).collect()
}

/// The rows of all entities by name, states and their agencies as one.
pub(super) fn rows_as_one(session: &Session) -> Vec<Row> {
    let project = session.project();
    actors::as_one(project).iter().filter_map(|actor| row(project, actor)).collect()
}

fn row(project: &Project, actor: &Actor) -> Option<Row> {
    let id = actor.entity;
    let entity = project.entities().get(id)?;
    let spellings = registry::spellings(project, id);
    let (recorded, others) = spellings.split_at(entity.names.len());
    Some(Row {
        id: id.to_string(),
        name: project.label(id.into()).to_owned(),
        names: entity.names.iter().zip(recorded).map(|(name, used)| named(project, name, used)).collect(),
        also_marked: others
            .iter()
            .map(|other| Marked { text: other.text.clone(), documents: uses(project, other) })
            .collect(),
        kind: Reference::maybe(project, entity.kind),
        external: entity.external.clone(),
        part_of: members(project, entity),
        parts: actor.parts.iter().map(|part| Reference::to(project, *part)).collect(),
        offices: offices(project, entity),
        not_same: entity.not_same.iter().map(ToString::to_string).collect(),
        marks: actor.marks.len(),
        events: actor.events.len(),
        takes_part: actor.events.iter().filter_map(|found| part(project, found)).collect(),
        note: entity.note.clone(),
        made: (&entity.made).into(),
        changed: entity.changed.as_ref().map(Hand::from),
    })
}

fn named(project: &Project, name: &Name, used: &Spelling) -> Named {
    Named {
        text: name.text.clone(),
        language: name.language.clone(),
        used_by: name.used_by.iter().cloned().collect(),
        note: name.note.clone(),
        source: source(name.source),
        documents: uses(project, used),
    }
}

fn uses(project: &Project, spelling: &Spelling) -> Vec<Use> {
    let uses = spelling.uses.iter().map(|found| Use {
        document: Reference::to(project, found.document),
        outlet: project.documents().get(found.document).map(|row| row.outlet.clone()).unwrap_or_default(),
        marks: found.marks.len(),
    });
    uses.collect()
}

fn part(project: &Project, found: &Participation) -> Option<Part> {
    let event = project.events().get(found.event)?;
    Some(Part {
        event: Reference::to(project, found.event),
        when: edtf(event.when()),
        capacities: found.capacities.iter().map(|found| capacity(project, found)).collect(),
    })
}

fn capacity(project: &Project, capacity: &Capacity) -> As {
    As {
        entity: Reference::to(project, capacity.entity),
        role: Reference::maybe(project, capacity.role),
        office: capacity.office.clone(),
    }
}

fn members(project: &Project, entity: &Entity) -> Vec<Member> {
    let members = entity.part_of.iter().map(|member| Member {
        of: Reference::to(project, member.entity),
        when: edtf(member.when.as_ref()),
        note: member.note.clone(),
        source: source(member.source),
    });
    members.collect()
}

fn offices(project: &Project, entity: &Entity) -> Vec<Office> {
    let offices = entity.offices.iter().map(|office| Office {
        title: office.title.clone(),
        of: Reference::maybe(project, office.of),
        when: edtf(office.when.as_ref()),
        level: office.level.map(|level| variant(&level)),
        source: source(office.source),
    });
    offices.collect()
}

pub(super) fn cells(row: &Row) -> Vec<String> {
    let others = row.names.iter().skip(1).map(|name| name.text.as_str());
    vec![
        row.id.clone(),
        Reference::name_of(row.kind.as_ref()),
        row.name.clone(),
        joined(others),
        row.marks.to_string(),
        row.events.to_string(),
    ]
}
