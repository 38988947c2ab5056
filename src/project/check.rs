//! Whether a project is sound: every reference leads somewhere, every mark lies in its text and says what stands
//! there. Empty after every transaction; a file edited by hand may bring findings.

use super::links::Links;
use super::{Project, Tabled};
use crate::model::{Anchor, Code, CodeId, Document, DocumentId, Entity, Event, Mark, MarkId, RecordId, Ruling, View};
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

/// Everything that does not hold, sorted by record.
#[must_use]
pub fn check(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    links_of::<Document>(project, &mut findings);
    links_of::<Mark>(project, &mut findings);
    links_of::<Event>(project, &mut findings);
    links_of::<Entity>(project, &mut findings);
    links_of::<Code>(project, &mut findings);
    links_of::<View>(project, &mut findings);
    links_of::<Ruling>(project, &mut findings);
    for (id, document) in project.documents.iter() {
        check_document(project, id, document, &mut findings);
    }
    for (id, _) in project.texts().filter(|(id, _)| project.documents.get(*id).is_none()) {
        findings.push(Finding { record: id.into(), what: "a text without its document".to_owned() });
    }
    for (id, mark) in project.marks.iter() {
        check_mark(project, id, mark, &mut findings);
    }
    for id in project.codes.ids().filter(|id| is_its_own_ancestor(project, *id)) {
        findings.push(Finding { record: id.into(), what: "a code that is its own ancestor".to_owned() });
    }
    findings.sort();
    findings
}

fn links_of<T: Tabled + Links>(project: &Project, findings: &mut Vec<Finding>) {
    for (id, record) in T::table(project).iter() {
        for link in record.links() {
            if !project.has(link) {
                findings.push(Finding { record: id.into(), what: format!("refers to {link}, which does not exist") });
            } else if link == id.into() {
                findings.push(Finding { record: id.into(), what: "refers to itself".to_owned() });
            }
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
