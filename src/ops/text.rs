//! Correcting a text: the marks and zones on it follow their words.

use super::{Draft, Refused};
use crate::base::patch::{Mapped, Patch};
use crate::base::span::Span;
use crate::model::{Document, DocumentId, Mark, MarkId, Zone};
use crate::project::check::text_sha256;

/// Replaces the words at `span` by `with`.
///
/// Marks elsewhere move along. A mark of which words were changed keeps what is left and becomes
/// [`Anchor::Doubtful`]; one of which nothing is left becomes [`Anchor::Lost`] and keeps its quote.
///
/// # Errors
/// If the document is not there, the place cuts a character, or the text would be empty.
pub fn correct(draft: &mut Draft, id: DocumentId, span: Span, with: &str) -> Result<(), Refused> {
    draft.get::<Document>(id)?;
    let text = draft.project().text(id);
    let removed = span.text(text).ok_or_else(|| Refused::because("There are no words in this place of the text"))?;
    let patch = Patch::replace(span.start(), removed, with);
    if patch.apply(text).is_ok_and(|after| after.trim().is_empty()) {
        return Err(Refused::because("The text would be empty; delete the document instead"));
    }
    draft.patch(id, patch.clone())?;
    follow_in_row(draft, id, &patch)?;
    let marks: Vec<MarkId> = draft.project().index().marks_in(id).map(|(_, mark)| mark).collect();
    marks.into_iter().try_for_each(|mark| follow(draft, id, mark, &patch))
}

fn follow_in_row(draft: &mut Draft, id: DocumentId, patch: &Patch) -> Result<(), Refused> {
    let sha256 = text_sha256(draft.project().text(id));
    draft.change(id, |document: &mut Document| {
        document.text_sha256 = sha256;
        document.zones = document.zones.iter().filter_map(|zone| moved_zone(zone, patch)).collect();
    })?;
    Ok(())
}

fn moved_zone(zone: &Zone, patch: &Patch) -> Option<Zone> {
    match patch.map(zone.span) {
        Mapped::Kept(span) | Mapped::Touched(span) => Some(Zone { span, ..zone.clone() }),
        Mapped::Gone => None,
    }
}

fn follow(draft: &mut Draft, document: DocumentId, id: MarkId, patch: &Patch) -> Result<(), Refused> {
    let text = draft.project().shared_text(document).unwrap_or_default();
    draft.change(id, |mark: &mut Mark| mark.follow(patch, &text))?;
    Ok(())
}
