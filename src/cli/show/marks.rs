//! The rows of `entente show … marks`.

use super::{Hand, Reference, edtf, joined, variant};
use crate::cli::output::Column;
use crate::cli::places::{Place, Ruler};
use crate::model::{Anchor, DocumentId, Mark, MarkId, Proves, RecordId};
use crate::project::Project;
use crate::session::Session;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct Row {
    id: String,
    document: Reference,
    outlet: String,
    published: Option<String>,
    start_char: Option<usize>,
    end_char: Option<usize>,
    pieces: Vec<Place>,
    quote: String,
    anchor: String,
    words_now: Option<String>,
    score: Option<f64>,
    code: Option<Reference>,
    events: Vec<Proof>,
    entities: Vec<Proof>,
    status: Option<String>,
    speech: Option<String>,
    attribution: Vec<String>,
    in_error: bool,
    note: String,
    made: Hand,
    changed: Option<Hand>,
}

#[derive(Serialize)]
struct Proof {
    #[serde(flatten)]
    of: Reference,
    certainty: String,
}

pub(super) const COLUMNS: [Column; 6] = [
    Column::Left("id"),
    Column::Left("document"),
    Column::Right("place"),
    Column::Left("code"),
    Column::Left("quote"),
    Column::Left("evidence of"),
];

/// The rows of these marks, in this order. Each text is read once.
pub(super) fn rows(session: &Session, ids: impl Iterator<Item = MarkId>) -> Vec<Row> {
    let project = session.project();
    let mut rulers: BTreeMap<DocumentId, Ruler<'_>> = BTreeMap::new();
    let of_mark = |id: MarkId| {
        let mark = project.marks().get(id)?;
        let ruler = rulers.entry(mark.document).or_insert_with(|| Ruler::new(project.text(mark.document)));
        Some(row(project, ruler, id, mark))
    };
    ids.filter_map(of_mark).collect()
}

fn row(project: &Project, ruler: &Ruler, id: MarkId, mark: &Mark) -> Row {
    let spans = if mark.anchor == Anchor::Lost { &[] } else { mark.pieces.spans() };
    let pieces: Vec<Place> = spans.iter().filter_map(|span| ruler.place(*span)).collect();
    let (doubtful, text) = (mark.anchor == Anchor::Doubtful, project.text(mark.document));
    let document = project.documents().get(mark.document);
    Row {
        id: id.to_string(),
        document: Reference::to(project, mark.document),
        outlet: document.map(|row| row.outlet.clone()).unwrap_or_default(),
        published: edtf(document.and_then(|row| row.published.as_ref()).map(|published| &published.when)),
        start_char: pieces.first().map(|place| place.start_char),
        end_char: pieces.last().map(|place| place.end_char),
        pieces,
        quote: mark.quote.clone(),
        anchor: variant(&mark.anchor),
        words_now: doubtful.then(|| mark.pieces.quote(text)).flatten(),
        score: doubtful.then(|| (mark.score(text) * 100.0).round() / 100.0),
        code: Reference::maybe(project, mark.code),
        events: proofs(project, mark, |of| matches!(of, RecordId::Event(_))),
        entities: proofs(project, mark, |of| matches!(of, RecordId::Entity(_))),
        status: mark.status.map(|status| status.to_string()),
        speech: mark.speech.as_ref().map(variant),
        attribution: mark.attribution.clone(),
        in_error: mark.in_error,
        note: mark.note.clone(),
        made: (&mark.made).into(),
        changed: mark.changed.as_ref().map(Hand::from),
    }
}

fn proofs(project: &Project, mark: &Mark, wanted: fn(&RecordId) -> bool) -> Vec<Proof> {
    let proofs = mark.evidence.iter().map(|evidence| {
        let of = match evidence.of {
            Proves::Event(event) => RecordId::from(event),
            Proves::Entity(entity) => RecordId::from(entity),
        };
        (of, evidence.link)
    });
    let wanted = proofs.filter(|(of, _)| wanted(of));
    wanted.map(|(of, link)| Proof { of: Reference::to(project, of), certainty: link.to_string() }).collect()
}

pub(super) fn cells(row: &Row) -> Vec<String> {
    let place = row.start_char.zip(row.end_char).map(|(start, end)| format!("{start}–{end}"));
    let proofs = row.events.iter().chain(&row.entities).map(|proof| proof.of.name.as_str());
    vec![
        row.id.clone(),
        row.document.id.clone(),
        place.map_or_else(|| "lost".to_owned(), |place| if row.words_now.is_some() { place + " ?" } else { place }),
        Reference::name_of(row.code.as_ref()),
        row.quote.clone(),
        joined(proofs),
    ]
}
