//! One change of a record, brought into a version of that record that holds more.
//!
//! Somebody who sees only a part of a project changes what they see. What they changed is taken over, what they did not
//! see stays. What this does *not* do: it brings no texts together, and it does not look at who refers to what.

use super::Choices;
use super::fields::Fields;
use super::rows::Row;
use crate::project::{Conflict, Edit, Project, Swap, edit};
use std::sync::Arc;

/// The edit that does to `project` what `seen` does to a part of it. A record that holds more than `seen` knows keeps
/// what that does not know of.
///
/// # Errors
/// If `seen` adds a record that is there, or changes or removes one that is not there, or removes one that holds more
/// than it knows.
pub fn lift(project: &Project, seen: &Edit) -> Result<Edit, Conflict> {
    Ok(match seen {
        Edit::Text(..) => seen.clone(),
        Edit::Document(id, swap) => Edit::Document(*id, lifted(project, *id, swap)?),
        Edit::Mark(id, swap) => Edit::Mark(*id, lifted(project, *id, swap)?),
        Edit::Event(id, swap) => Edit::Event(*id, lifted(project, *id, swap)?),
        Edit::Entity(id, swap) => Edit::Entity(*id, lifted(project, *id, swap)?),
        Edit::Code(id, swap) => Edit::Code(*id, lifted(project, *id, swap)?),
        Edit::View(id, swap) => Edit::View(*id, lifted(project, *id, swap)?),
        Edit::Ruling(id, swap) => Edit::Ruling(*id, lifted(project, *id, swap)?),
    })
}

fn lifted<T: Row>(project: &Project, id: T::Id, seen: &Swap<T>) -> Result<Swap<T>, Conflict> {
    let whole = T::table(project).get(id);
    if edit::same(whole, seen.before.as_ref()) {
        return Ok(seen.clone());
    }
    let (Some(base), Some(mine), Some(whole)) = (&seen.before, &seen.after, whole) else {
        return Err(Conflict { record: id.into() });
    };
    // Where both changed one thing, what somebody just did stands.
    let choices = Choices::default();
    let mut joined = T::join(Some(base), mine, whole, &mut Fields::new(id, &choices));
    joined.set_changed(mine.changed().cloned());
    Ok(Swap { before: Some(Arc::clone(whole)), after: Some(Arc::new(joined)) })
}
