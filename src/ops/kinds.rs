//! Whether codes are of the kind that their places want: a role is no event type, an area no role.
//!
//! Only what a change brings is asked: a file that somebody wrote by hand may hold a code in a wrong place, and what
//! else is known there can still be changed.

use super::{Draft, Refused};
use crate::model::{Code, CodeId, CodeKind, Entity, Event, RelationKind};
use std::collections::BTreeSet;

/// Codes, each with the kind that its place wants.
pub(super) type Wanted = BTreeSet<(CodeId, CodeKind)>;

/// The codes that an event uses.
pub(super) fn of_event(event: &Event) -> Wanted {
    let mut wanted = Wanted::new();
    wanted.extend(event.kind.map(|code| (code, CodeKind::EventType)));
    wanted.extend(event.areas.iter().map(|code| (*code, CodeKind::Area)));
    wanted.extend(event.participants.iter().filter_map(|participant| Some((participant.role?, CodeKind::Role))));
    wanted.extend(event.relations.iter().filter_map(|relation| match relation.kind {
        RelationKind::Other(code) => Some((code, CodeKind::RelationKind)),
        _ => None,
    }));
    wanted
}

/// The codes that an entity uses.
pub(super) fn of_entity(entity: &Entity) -> Wanted {
    entity.kind.map(|code| (code, CodeKind::EntityKind)).into_iter().collect()
}

/// The codes that a code uses.
pub(super) fn of_code(code: &Code) -> Wanted {
    let kinds = code.roles.iter().flat_map(|rule| rule.kinds.iter().map(|kind| (*kind, CodeKind::EntityKind)));
    code.roles.iter().map(|rule| (rule.role, CodeKind::Role)).chain(kinds).collect()
}

/// Refuses a code that came in since `before` and does not fit its place.
///
/// # Errors
/// With the code, what it is and what it should be; or if it is not there.
pub(super) fn fit(draft: &Draft, before: &Wanted, after: &Wanted) -> Result<(), Refused> {
    for (id, kind) in after.difference(before) {
        let code = draft.get::<Code>(*id)?;
        if code.kind != *kind {
            let (is, wanted) = (with_article(code.kind), with_article(*kind));
            return Err(Refused::because(format!("“{}” is {is}; here {wanted} is needed", code.name)));
        }
    }
    Ok(())
}

fn with_article(kind: CodeKind) -> String {
    let article = if kind.to_string().starts_with(['a', 'e']) { "an" } else { "a" };
    format!("{article} {kind}")
}

#[cfg(test)]
mod tests {
    use crate::model::{CodeKind, Event};
    use crate::ops::event::{EventChange, change};
    use crate::project::testing::World;

    #[test]
    fn a_role_is_no_event_type_and_what_was_wrong_before_stays_changeable() {
        let mut world = World::new();
        let role = world.code(CodeKind::Role, "Host", None);
        let event = world.event("Visit", "", None, &[]);
        let refused = world.draft(|draft| change(draft, event, &[EventChange::Kind(Some(role))]));
        assert_eq!(refused.unwrap_err().to_string(), "“Host” is a role; here an event type is needed");
        world.change::<Event>(event, |row| row.kind = Some(role));
        assert!(world.draft(|draft| change(draft, event, &[EventChange::Note("seen".into())])).is_ok());
    }
}
