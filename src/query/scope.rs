//! What counts: one place for the rule, so that a chart, a list and an export never disagree about a number.
//!
//! A mark counts unless its document is set aside or its words stand in a zone (“related articles”). A mark whose
//! words were lost still counts: its quote is the evidence, and its old place says nothing about zones. An event
//! counts unless it has marks and none of them counts; one that an analyst entered without a mark counts.

use crate::base::span::Span;
use crate::model::{Anchor, Document, DocumentId, DocumentState, EventId, Mark, MarkId, Zone};
use crate::project::Project;

/// Whether a document takes part in counts.
#[must_use]
pub fn document_counts(project: &Project, document: DocumentId) -> bool {
    project.documents().get(document).is_some_and(|row| row.state != DocumentState::SetAside)
}

/// Whether a mark takes part in counts.
#[must_use]
pub fn mark_counts(project: &Project, mark: &Mark) -> bool {
    match Scope::of(project, mark.document) {
        Scope::Whole => true,
        Scope::Nothing => false,
        Scope::Outside(zones) => !lies_in(zones, mark),
    }
}

/// Whether an event takes part in counts, given the marks of it that count.
#[must_use]
pub fn event_counts(project: &Project, event: EventId, counted: &[(MarkId, DocumentId)]) -> bool {
    !counted.is_empty() || project.index().evidence_count(event) == 0
}

/// The marks of an event that count with their documents, by document and id.
#[must_use]
pub fn counted_marks(project: &Project, event: EventId) -> Vec<(MarkId, DocumentId)> {
    let mut counted = Vec::new();
    let mut last = None;
    for (id, mark) in project.index().places_of_event(event) {
        let scope = match last {
            Some((document, scope)) if document == id => scope,
            _ => Scope::of(project, id),
        };
        last = Some((id, scope));
        let counts = match scope {
            Scope::Whole => true,
            Scope::Nothing => false,
            // Only here does the mark itself have to be looked at.
            Scope::Outside(zones) => project.marks().get(mark).is_some_and(|mark| !lies_in(zones, mark)),
        };
        if counts {
            counted.push((mark, id));
        }
    }
    counted
}

/// How much of a document counts.
#[derive(Clone, Copy)]
enum Scope<'p> {
    Whole,
    Nothing,
    Outside(&'p [Zone]),
}

impl<'p> Scope<'p> {
    fn of(project: &'p Project, document: DocumentId) -> Self {
        match project.documents().get(document) {
            None => Self::Nothing,
            Some(row) if row.state == DocumentState::SetAside => Self::Nothing,
            Some(row) if row.zones.is_empty() => Self::Whole,
            Some(row) => Self::Outside(&row.zones),
        }
    }
}

/// Whether the place lies in a zone of the document, be it with one byte.
#[must_use]
pub fn touches_zone(document: &Document, place: Span) -> bool {
    document.zones.iter().any(|zone| zone.span.overlaps(place))
}

/// A mark that reaches out of the zones with one piece is about the article; a lost one lies nowhere.
fn lies_in(zones: &[Zone], mark: &Mark) -> bool {
    let inside = |piece: &Span| zones.iter().any(|zone| zone.span.intersect(*piece) == Some(*piece));
    mark.anchor != Anchor::Lost && mark.pieces.spans().iter().all(inside)
}
