//! Cutting a mark in two.

use super::{Draft, Refused, edit, read, twin};
use crate::base::edges::tight;
use crate::base::span::Pieces;
use crate::model::{Anchor, Mark, MarkId};

/// Cuts a mark in two: the words in `off` become a mark of their own, with the same code, evidence and all else that
/// was said of the whole. What is loose at the cut (spaces, commas) goes with neither.
///
/// # Errors
/// If the mark is not there or lost, the words are not in it, or one of the two would have no words.
pub fn split(draft: &mut Draft, id: MarkId, off: &Pieces) -> Result<MarkId, Refused> {
    let whole = Mark::clone(draft.get::<Mark>(id)?);
    if whole.anchor == Anchor::Lost {
        return Err(Refused::because("The words of this mark are not in the text any more"));
    }
    let text = draft.project().text(whole.document);
    let refused = || Refused::because("Both parts of a split mark need at least one word of it");
    let kept = whole.pieces.without(off).and_then(|pieces| tight(text, &pieces)).ok_or_else(refused)?;
    let cut = whole.pieces.shared(off).and_then(|pieces| tight(text, &pieces)).ok_or_else(refused)?;
    let (kept_quote, kept_context) = read(text, &kept)?;
    let (quote, context) = read(text, &cut)?;
    edit(draft, id, |mark| (mark.pieces, mark.quote, mark.context) = (kept, kept_quote, kept_context))?;
    let part = Mark { pieces: cut, quote, context, made: draft.made(), changed: None, ..whole };
    twin::refuse(draft, None, &part)?;
    draft.add(part)
}
