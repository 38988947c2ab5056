//! Giving a mark another code.

use super::{Draft, Refused, edit};
use crate::model::{Code, CodeId, CodeKind, Entity, Event, Mark, MarkId, Proves};

/// Tags a mark as something else. Its place, links and notes stay; evidence is never dropped.
///
/// Somebody who pressed the wrong key wants what that key made to be right as well. So an event that only this mark
/// speaks of, and whose type is still the one that the mark gave it, takes the new type too, if the new code is an
/// event type; an entity likewise takes a new kind. An event with other evidence, or whose type was chosen by hand,
/// keeps it.
///
/// # Errors
/// If the mark or the code is not there, or it would be the same as another mark.
pub fn retype(draft: &mut Draft, id: MarkId, code: CodeId) -> Result<bool, Refused> {
    let kind = draft.get::<Code>(code)?.kind;
    let mark = Mark::clone(draft.get::<Mark>(id)?);
    if mark.code == Some(code) {
        return Ok(false);
    }
    edit(draft, id, |mark| mark.code = Some(code))?;
    let [only] = mark.evidence.as_slice() else { return Ok(true) };
    if mark.code.is_some() && !others_speak_of(draft, id, only.of) {
        follow(draft, only.of, kind, mark.code, code)?;
    }
    Ok(true)
}

/// Gives what a mark was evidence of the new code, if it had the old one.
fn follow(draft: &mut Draft, of: Proves, kind: CodeKind, old: Option<CodeId>, new: CodeId) -> Result<bool, Refused> {
    match (of, kind) {
        (Proves::Event(event), CodeKind::EventType) if draft.get::<Event>(event)?.kind == old => {
            draft.change(event, |event: &mut Event| event.kind = Some(new))
        }
        (Proves::Entity(entity), CodeKind::EntityKind) if draft.get::<Entity>(entity)?.kind == old => {
            draft.change(entity, |entity: &mut Entity| entity.kind = Some(new))
        }
        _ => Ok(false),
    }
}

fn others_speak_of(draft: &Draft, id: MarkId, of: Proves) -> bool {
    let index = draft.project().index();
    match of {
        Proves::Event(event) => index.marks_of_event(event).any(|other| other != id),
        Proves::Entity(entity) => index.marks_of_entity(entity).any(|other| other != id),
    }
}
