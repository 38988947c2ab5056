//! Whether a project is sound: every reference leads somewhere, every mark lies in its text and says what stands
//! there. Empty after every transaction; a file edited by hand may bring findings.

use super::links::Links;
use super::{Project, Tabled};
use crate::base::parallel::in_parallel;
use crate::model::{
    Anchor, Code, CodeId, Document, DocumentId, Entity, EntityId, Event, EventId, Mark, MarkId, RecordId, Ruling,
    RulingId, View, ViewId,
};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub record: RecordId,
    /// What, in words.
    pub what: String,
}

/// The hash that a document's row carries for its text: SHA-256 of the UTF-8 bytes, in hexadecimal.
#[must_use]
pub fn text_sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// So many records are one piece of work for a core: all records of a project are looked at whenever it is opened.
const PIECE: usize = 2_048;

/// Everything that does not hold, sorted by record.
#[must_use]
pub fn check(project: &Project) -> Vec<Finding> {
    let records = records(project);
    let pieces: Vec<&[Row<'_>]> = records.chunks(PIECE).collect();
    let of_piece = |piece: &[Row<'_>]| {
        let mut findings = Vec::new();
        piece.iter().for_each(|row| check_row(project, row, &mut findings));
        findings
    };
    let findings = in_parallel(pieces.len(), |number| pieces.get(number).map(|piece| of_piece(piece)));
    let mut findings = findings.map_or_else(|| of_piece(&records), |findings| findings.concat());
    findings.sort();
    findings
}

/// What there is to be looked at.
enum Row<'p> {
    Document(DocumentId, &'p Document),
    Text(DocumentId),
    Mark(MarkId, &'p Mark),
    Event(EventId, &'p Event),
    Entity(EntityId, &'p Entity),
    Code(CodeId, &'p Code),
    View(ViewId, &'p View),
    Ruling(RulingId, &'p Ruling),
}

fn records(project: &Project) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::with_capacity(project.marks.len() + project.events.len());
    rows.extend(project.documents.iter().map(|(id, row)| Row::Document(id, row)));
    rows.extend(project.texts().map(|(id, _)| Row::Text(id)));
    rows.extend(project.marks.iter().map(|(id, row)| Row::Mark(id, row)));
    rows.extend(project.events.iter().map(|(id, row)| Row::Event(id, row)));
    rows.extend(project.entities.iter().map(|(id, row)| Row::Entity(id, row)));
    rows.extend(project.codes.iter().map(|(id, row)| Row::Code(id, row)));
    rows.extend(project.views.iter().map(|(id, row)| Row::View(id, row)));
    rows.extend(project.rulings.iter().map(|(id, row)| Row::Ruling(id, row)));
    rows
}

fn check_row(project: &Project, row: &Row<'_>, findings: &mut Vec<Finding>) {
    match row {
        Row::Document(id, row) => {
            links_of(project, *id, *row, findings);
            check_document(project, *id, row, findings);
        }
        Row::Text(id) => {
            if project.documents.get(*id).is_none() {
                findings.push(Finding { record: (*id).into(), what: "a text without its document".to_owned() });
            }
        }
        Row::Mark(id, row) => {
            links_of(project, *id, *row, findings);
            check_mark(project, *id, row, findings);
        }
        Row::Event(id, row) => links_of(project, *id, *row, findings),
        Row::Entity(id, row) => links_of(project, *id, *row, findings),
        Row::Code(id, row) => {
            links_of(project, *id, *row, findings);
            if is_its_own_ancestor(project, *id) {
                let what = "a code that is its own ancestor".to_owned();
                findings.push(Finding { record: (*id).into(), what });
            }
        }
        Row::View(id, row) => links_of(project, *id, *row, findings),
        Row::Ruling(id, row) => links_of(project, *id, *row, findings),
    }
}

fn links_of<T: Tabled + Links>(project: &Project, id: T::Id, record: &T, findings: &mut Vec<Finding>) {
    for link in record.links() {
        if !project.has(link) {
            findings.push(Finding { record: id.into(), what: format!("refers to {link}, which does not exist") });
        } else if link == id.into() {
            findings.push(Finding { record: id.into(), what: "refers to itself".to_owned() });
        }
    }
}

fn check_document(project: &Project, id: DocumentId, document: &Document, findings: &mut Vec<Finding>) {
    let text = project.text(id);
    let mut find = |what: String| findings.push(Finding { record: id.into(), what });
    if document.text_sha256 != text_sha256(text) {
        find("its text is not the one that its hash was made of".to_owned());
    }
    for zone in &document.zones {
        if zone.span.is_empty() || zone.span.text(text).is_none() {
            find(format!("the zone {} lies outside the text or cuts a character", zone.id));
        }
    }
    if !document.zones.is_sorted_by_key(|zone| zone.span) {
        find("its zones are not sorted".to_owned());
    }
}

fn check_mark(project: &Project, id: MarkId, mark: &Mark, findings: &mut Vec<Finding>) {
    if mark.anchor == Anchor::Lost {
        return;
    }
    let what = match mark.pieces.quote(project.text(mark.document)) {
        None => "lies outside its text or cuts a character",
        Some(quote) if mark.anchor == Anchor::Placed && quote != mark.quote => {
            "its quote is not what stands in its place"
        }
        Some(_) => return,
    };
    findings.push(Finding { record: id.into(), what: what.to_owned() });
}

/// Whether going up from a code leads back to it.
pub(super) fn is_its_own_ancestor(project: &Project, id: CodeId) -> bool {
    let parent_of = |id: CodeId| project.codes.get(id).and_then(|code| code.parent);
    // A chain longer than the codebook has gone round.
    let mut ancestor = parent_of(id);
    for _ in 0..=project.codes.len() {
        match ancestor {
            None => return false,
            Some(found) if found == id => return true,
            Some(found) => ancestor = parent_of(found),
        }
    }
    false
}
