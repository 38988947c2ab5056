//! Documents that arrive with what was found about them, and several zones at once.
//!
//! Each is one step of undo. What is there already is left out and said; whatever else is wrong refuses the whole.

use super::parts::{Arrival, NewZone, Part};
use super::{Outcome, perform, place};
use crate::model::{Document, DocumentId};
use crate::ops::document::DocumentChange;
use crate::ops::{self, Refused};
use crate::project::Draft;

/// Adds the documents, then draws their zones, then links the copies.
pub(super) fn bring_in(draft: &mut Draft, arrivals: &[Arrival]) -> Result<Outcome, Refused> {
    let mut outcome = Outcome::default();
    let mut made: Vec<Option<DocumentId>> = Vec::new();
    for Arrival { document, zones, .. } in arrivals {
        let id = match ops::document::add(draft, &document.text, &document.changes) {
            Ok(id) => id,
            Err(refused) => {
                outcome.left_out.push(format!("{}: {refused}", perform::name_of(document)));
                made.push(None);
                continue;
            }
        };
        made.push(Some(id));
        outcome.made.push(id.into());
        zones.iter().try_for_each(|part| draw(draft, id, part))?;
    }
    for (copy, arrival) in made.iter().zip(arrivals) {
        let original = arrival.copy_of.and_then(|at| made.get(at).copied().flatten());
        if let Some((copy, original)) = copy.zip(original) {
            ops::document::change(draft, copy, &[DocumentChange::SyndicatedFrom(Some(original))])?;
        }
    }
    Ok(outcome)
}

/// Draws the zones that overlap none.
pub(super) fn add_zones(draft: &mut Draft, zones: &[NewZone]) -> Result<Outcome, Refused> {
    let mut outcome = Outcome::default();
    for NewZone { document, part } in zones {
        let span = place::span(draft.project().text(*document), &part.at)?;
        let there = draft.get::<Document>(*document)?.zones.iter().any(|zone| zone.span.overlaps(span));
        if there {
            outcome.left_out.push("there is a zone already".to_owned());
        } else {
            draw(draft, *document, part)?;
        }
    }
    Ok(outcome)
}

fn draw(draft: &mut Draft, document: DocumentId, part: &Part) -> Result<(), Refused> {
    let span = place::span(draft.project().text(document), &part.at)?;
    ops::document::add_zone_because(draft, document, span, part.kind, &part.note).map(|_| ())
}
