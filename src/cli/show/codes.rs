//! The rows of `entente show … codes`: kind by kind, each as a tree in the order of the codebook.

use super::{Hand, Reference, variant};
use crate::cli::output::Column;
use crate::model::{Code, CodeId, CodeKind, ExternalId, RoleRule};
use crate::project::Project;
use crate::query::codebook;
use crate::session::Session;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    kind: String,
    name: String,
    parent: Option<Reference>,
    depth: usize,
    key: Option<char>,
    colour: String,
    pattern: String,
    weight: Option<String>,
    class: Option<String>,
    definition: String,
    good_example: String,
    bad_example: String,
    roles: Vec<Part>,
    external: Vec<ExternalId>,
    marks: usize,
    events: usize,
    made: Hand,
    changed: Option<Hand>,
}

#[derive(Serialize)]
struct Part {
    role: Reference,
    kinds: Vec<Reference>,
    at_least: u8,
    at_most: Option<u8>,
}

pub(super) const COLUMNS: [Column; 8] = [
    Column::Left("id"),
    Column::Left("kind"),
    Column::Left("key"),
    Column::Left("name"),
    Column::Right("weight"),
    Column::Right("marks"),
    Column::Right("events"),
    Column::Left("definition"),
];

pub(super) fn rows(session: &Session) -> Vec<Row> {
    let project = session.project();
    let shown = CodeKind::ALL.into_iter().flat_map(|kind| codebook(project, kind));
    shown.filter_map(|(id, depth)| Some(row(session, id, project.codes().get(id)?, depth))).collect()
}

fn row(session: &Session, id: CodeId, code: &Code, depth: usize) -> Row {
    let project = session.project();
    Row {
        id: id.to_string(),
        kind: code.kind.to_string(),
        name: code.name.clone(),
        parent: Reference::maybe(project, code.parent),
        depth,
        key: code.key,
        colour: code.colour.to_string(),
        pattern: variant(&code.pattern),
        weight: code.weight.map(|weight| weight.to_string()),
        class: code.class.map(|class| class.to_string()),
        definition: code.definition.clone(),
        good_example: code.good_example.clone(),
        bad_example: code.bad_example.clone(),
        roles: code.roles.iter().map(|rule| role(project, rule)).collect(),
        external: code.external.clone(),
        marks: session.index().code_count(id),
        events: session.index().events_with_code(id).count(),
        made: (&code.made).into(),
        changed: code.changed.as_ref().map(Hand::from),
    }
}

fn role(project: &Project, rule: &RoleRule) -> Part {
    Part {
        role: Reference::to(project, rule.role),
        kinds: rule.kinds.iter().map(|kind| Reference::to(project, *kind)).collect(),
        at_least: rule.at_least,
        at_most: rule.at_most,
    }
}

pub(super) fn cells(row: &Row) -> Vec<String> {
    vec![
        row.id.clone(),
        row.kind.clone(),
        row.key.map(String::from).unwrap_or_default(),
        format!("{}{}", "  ".repeat(row.depth), row.name),
        row.weight.clone().unwrap_or_default(),
        row.marks.to_string(),
        row.events.to_string(),
        row.definition.clone(),
    ]
}
