//! The rows of `entente show … entities`.

use super::{Hand, Reference, edtf, joined, variant};
use crate::cli::output::Column;
use crate::model::{Entity, EntityId, ExternalId, Name};
use crate::project::Project;
use crate::session::Session;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    name: String,
    names: Vec<Spelling>,
    kind: Option<Reference>,
    external: Vec<ExternalId>,
    part_of: Vec<Member>,
    offices: Vec<Office>,
    not_same: Vec<String>,
    marks: usize,
    events: usize,
    note: String,
    made: Hand,
    changed: Option<Hand>,
}

/// Every field of it, also where it says nothing.
#[derive(Serialize)]
struct Spelling {
    text: String,
    language: String,
    used_by: Vec<String>,
    note: String,
}

#[derive(Serialize)]
struct Member {
    of: Reference,
    when: Option<String>,
    note: String,
}

#[derive(Serialize)]
struct Office {
    title: String,
    of: Option<Reference>,
    when: Option<String>,
    level: Option<String>,
}

pub(super) const COLUMNS: [Column; 6] = [
    Column::Left("id"),
    Column::Left("kind"),
    Column::Left("name"),
    Column::Left("other names"),
    Column::Right("marks"),
    Column::Right("events"),
];

/// The rows of these entities, in this order.
pub(super) fn rows(session: &Session, ids: impl Iterator<Item = EntityId>) -> Vec<Row> {
    ids.filter_map(|id| Some(row(session, id, session.project().entities().get(id)?))).collect()
}

fn row(session: &Session, id: EntityId, entity: &Entity) -> Row {
    let project = session.project();
    Row {
        id: id.to_string(),
        name: project.label(id.into()).to_owned(),
        names: entity.names.iter().map(spelling).collect(),
        kind: Reference::maybe(project, entity.kind),
        external: entity.external.clone(),
        part_of: members(project, entity),
        offices: offices(project, entity),
        not_same: entity.not_same.iter().map(ToString::to_string).collect(),
        marks: session.index().mention_count(id),
        events: session.index().participation_count(id),
        note: entity.note.clone(),
        made: (&entity.made).into(),
        changed: entity.changed.as_ref().map(Hand::from),
    }
}

fn spelling(name: &Name) -> Spelling {
    Spelling {
        text: name.text.clone(),
        language: name.language.clone(),
        used_by: name.used_by.iter().cloned().collect(),
        note: name.note.clone(),
    }
}

fn members(project: &Project, entity: &Entity) -> Vec<Member> {
    let members = entity.part_of.iter().map(|member| Member {
        of: Reference::to(project, member.entity),
        when: edtf(member.when.as_ref()),
        note: member.note.clone(),
    });
    members.collect()
}

fn offices(project: &Project, entity: &Entity) -> Vec<Office> {
    let offices = entity.offices.iter().map(|office| Office {
        title: office.title.clone(),
        of: Reference::maybe(project, office.of),
        when: edtf(office.when.as_ref()),
        level: office.level.map(|level| variant(&level)),
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
