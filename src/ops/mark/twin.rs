//! Two marks of one place that say the same are one mark too many.
//!
//! The one rule for all verbs that make or change marks. It does *not* look at notes, status or attribution: a second
//! mark that differs only there would be counted twice all the same. A lost mark stands nowhere, so it is no twin.

use super::{Draft, Refused};
use crate::model::{Anchor, Mark, MarkId};

/// Whether two marks have the same place, code and evidence.
pub(super) fn same(a: &Mark, b: &Mark) -> bool {
    (a.document, &a.pieces, a.code, a.anchor == Anchor::Lost)
        == (b.document, &b.pieces, b.code, b.anchor == Anchor::Lost)
        && a.evidence.len() == b.evidence.len()
        && a.evidence.iter().all(|evidence| b.evidence.contains(evidence))
}

/// The marks that are the same as this one; `id` is its own, if it has one already.
pub(in crate::ops) fn all(draft: &Draft, id: Option<MarkId>, mark: &Mark) -> Vec<MarkId> {
    if mark.anchor == Anchor::Lost {
        return Vec::new();
    }
    let project = draft.project();
    let near = project.index().marks_over(mark.document, mark.pieces.hull());
    let is_twin =
        |other: &MarkId| Some(*other) != id && project.marks().get(*other).is_some_and(|row| same(row, mark));
    near.into_iter().map(|(_, other)| other).filter(is_twin).collect()
}

/// Refuses a mark that is the same as another one.
///
/// # Errors
/// If there is such a mark.
pub(super) fn refuse(draft: &Draft, id: Option<MarkId>, mark: &Mark) -> Result<(), Refused> {
    match all(draft, id, mark).as_slice() {
        [] => Ok(()),
        _ => Err(Refused::because("This place is marked like this already")),
    }
}
