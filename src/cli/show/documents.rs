//! The rows of `entente show … documents`, by date of publication.

use super::{Hand, Reference, edtf, variant};
use crate::cli::output::Column;
use crate::cli::places::{Place, Ruler};
use crate::model::{Document, DocumentId, ExternalId};
use crate::query::{DocumentFilter, DocumentOrder, documents};
use crate::session::Session;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    title: String,
    outlet: String,
    author: String,
    url: String,
    published: Option<String>,
    published_known: Option<String>,
    published_reason: String,
    language: String,
    state: String,
    origin: Vec<String>,
    syndicated_from: Option<Reference>,
    grade: Option<String>,
    handling: Option<String>,
    tags: Vec<String>,
    note: String,
    file: String,
    external: Vec<ExternalId>,
    chars: usize,
    text_sha256: String,
    marks: usize,
    zones: Vec<Zone>,
    made: Hand,
    changed: Option<Hand>,
}

#[derive(Serialize)]
struct Zone {
    id: String,
    kind: String,
    #[serde(flatten)]
    place: Option<Place>,
    note: String,
}

pub(super) const COLUMNS: [Column; 7] = [
    Column::Left("id"),
    Column::Left("published"),
    Column::Left("outlet"),
    Column::Left("title"),
    Column::Left("language"),
    Column::Left("state"),
    Column::Right("marks"),
];

pub(super) fn rows(session: &Session) -> Vec<Row> {
    let project = session.project();
    let order = documents(project, &DocumentFilter::default(), DocumentOrder::Published);
    order.into_iter().filter_map(|id| Some(row(session, id, project.documents().get(id)?))).collect()
}

fn row(session: &Session, id: DocumentId, document: &Document) -> Row {
    let text = session.project().text(id);
    let published = document.published.as_ref();
    Row {
        id: id.to_string(),
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        author: document.author.clone(),
        url: document.url.clone(),
        published: edtf(published.map(|published| &published.when)),
        published_known: published.map(|published| variant(&published.known)),
        published_reason: published.map(|published| published.reason.clone()).unwrap_or_default(),
        language: document.language.clone(),
        state: document.state.to_string(),
        origin: document.origin.clone(),
        syndicated_from: Reference::maybe(session.project(), document.syndicated_from),
        grade: document.grade.map(|grade| grade.to_string()),
        handling: document.handling.map(|handling| handling.to_string()),
        tags: document.tags.iter().cloned().collect(),
        note: document.note.clone(),
        file: document.file.clone(),
        external: document.external.clone(),
        chars: text.chars().count(),
        text_sha256: document.text_sha256.clone(),
        marks: session.index().mark_count(id),
        zones: zones(text, document),
        made: (&document.made).into(),
        changed: document.changed.as_ref().map(Hand::from),
    }
}

fn zones(text: &str, document: &Document) -> Vec<Zone> {
    if document.zones.is_empty() {
        return Vec::new();
    }
    let ruler = Ruler::new(text);
    let zone = |zone: &crate::model::Zone| Zone {
        id: zone.id.to_string(),
        kind: zone.kind.to_string(),
        place: ruler.place(zone.span),
        note: zone.note.clone(),
    };
    document.zones.iter().map(zone).collect()
}

pub(super) fn cells(row: &Row) -> Vec<String> {
    vec![
        row.id.clone(),
        row.published.clone().unwrap_or_default(),
        row.outlet.clone(),
        row.title.clone(),
        row.language.clone(),
        row.state.clone(),
        row.marks.to_string(),
    ]
}
