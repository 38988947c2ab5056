//! The sentences behind a number.
//!
//! One line for each mark that counts ([`super::scope`]) and is evidence of one of the events. An event that nobody
//! marked has no line: [`unproven`] names those, so that a list can say so instead of coming up short.

use super::filter::date_key;
use super::lists::published;
use super::scope;
use crate::base::when::When;
use crate::model::{DocumentId, EventId, Mark, MarkId};
use crate::project::Project;
use std::collections::BTreeSet;

/// One sentence and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceLine {
    /// What it is evidence of.
    pub event: EventId,
    /// The mark.
    pub mark: MarkId,
    /// The document.
    pub document: DocumentId,
    /// Who published it; empty if that is not known.
    pub outlet: String,
    /// When the document was published.
    pub date: Option<When>,
    /// The words.
    pub quote: String,
}

/// The evidence of some events: by date of the event, then event, date of publication, document and place.
#[must_use]
pub fn evidence(project: &Project, events: &[EventId]) -> Vec<EvidenceLine> {
    let mut events: Vec<EventId> = events.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    events.sort_by_cached_key(|id| (date_key(project, *id), *id));
    events.into_iter().flat_map(|event| lines(project, event)).collect()
}

/// Those of the events that have no mark that counts, in the given order.
#[must_use]
pub fn unproven(project: &Project, events: &[EventId]) -> Vec<EventId> {
    let has_none = |event: &&EventId| scope::counted_marks(project, **event).is_empty();
    events.iter().filter(has_none).copied().collect()
}

fn lines(project: &Project, event: EventId) -> Vec<EvidenceLine> {
    let counted = scope::counted_marks(project, event);
    let mut marks: Vec<_> = counted.into_iter().filter_map(|(id, _)| Some((id, project.marks().get(id)?))).collect();
    marks.sort_by_cached_key(|(id, mark)| {
        let date = project.documents().get(mark.document).map(|row| published(row));
        (date, mark.document, mark.pieces.hull(), *id)
    });
    marks.into_iter().filter_map(|(id, mark)| line(project, event, id, mark)).collect()
}

fn line(project: &Project, event: EventId, mark: MarkId, row: &Mark) -> Option<EvidenceLine> {
    let document = project.documents().get(row.document)?;
    Some(EvidenceLine {
        event,
        mark,
        document: row.document,
        outlet: document.outlet.clone(),
        date: document.published.as_ref().map(|published| published.when.clone()),
        quote: row.quote.clone(),
    })
}
