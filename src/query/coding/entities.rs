//! Spellings that two entities share, and entities that hardly anything uses.

use super::{Finding, Repair, named, short};
use crate::model::{Entity, EntityId, Flaw, Mark, RecordId};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn find(project: &Project) -> Vec<Finding> {
    let mut spelt: BTreeMap<String, BTreeSet<EntityId>> = BTreeMap::new();
    for (id, entity) in project.entities().iter() {
        for name in &entity.names {
            spelt.entry(name.text.to_lowercase()).or_default().insert(id);
        }
    }
    let shared = spelt.into_iter().filter(|(_, entities)| entities.len() > 1);
    let mut found: Vec<Finding> =
        shared.filter_map(|(name, entities)| shared_name(project, &name, &entities)).collect();
    found.extend(project.entities().ids().filter_map(|id| hardly_used(project, id)));
    found
}

/// One spelling of several entities, unless somebody said of each two of them that they are not the same.
fn shared_name(project: &Project, name: &str, entities: &BTreeSet<EntityId>) -> Option<Finding> {
    let row = |id: EntityId| project.entities().get(id);
    let apart = |a: EntityId, b: EntityId| row(a).is_some_and(|entity| entity.not_same.contains(&b));
    let settled = |a: &EntityId| entities.iter().filter(|b| *b > a).all(|b| apart(*a, *b) || apart(*b, *a));
    if entities.iter().all(settled) {
        return None;
    }
    let spelling = entities.iter().find_map(|id| spelling_of(row(*id)?, name)).unwrap_or(name);
    let owners: Vec<EntityId> = entities.iter().copied().filter(|id| is_first(project, *id, name)).collect();
    // An entity that lists call by it keeps it; with two of those, somebody has to say what they are.
    let to = match owners.as_slice() {
        [] => entities.iter().copied().max_by_key(|id| (mentions(project, *id, name), std::cmp::Reverse(*id))),
        [one] => Some(*one),
        _ => None,
    };
    let others: Vec<String> = entities.iter().map(|id| named(project, (*id).into())).collect();
    let what = if owners.len() > 1 {
        format!("{} entities are called “{}”", owners.len(), short(spelling))
    } else {
        format!("“{}” is a spelling of {}", short(spelling), others.join(" and of "))
    };
    let records = entities.iter().copied().map(RecordId::from).collect();
    let repair = to.map(|to| Repair::GiveName { name: spelling.to_owned(), to });
    Some(Finding::new(Flaw::SharedName, records, what).rests_on(name).repaired_by(repair))
}

fn spelling_of<'e>(entity: &'e Entity, name: &str) -> Option<&'e str> {
    entity.names.iter().map(|spelling| spelling.text.as_str()).find(|text| text.to_lowercase() == name)
}

fn is_first(project: &Project, id: EntityId, name: &str) -> bool {
    let first = project.entities().get(id).and_then(|entity| entity.names.first());
    first.is_some_and(|first| first.text.to_lowercase() == name)
}

/// How often marks that name the entity have these words.
fn mentions(project: &Project, id: EntityId, name: &str) -> usize {
    let marks = project.index().marks_of_entity(id).filter_map(|mark| project.marks().get(mark));
    marks.filter(|mark: &&std::sync::Arc<Mark>| mark.quote.to_lowercase() == name).count()
}

fn hardly_used(project: &Project, id: EntityId) -> Option<Finding> {
    let index = project.index();
    if index.mention_count(id) + index.participation_count(id) > 1 {
        return None;
    }
    let users = index.referrers(id.into()).into_iter().filter(|user| !matches!(user, RecordId::Ruling(_)));
    let users: Vec<RecordId> = users.take(2).collect();
    let (uses, repair) = match users.as_slice() {
        [] => ("nowhere", Some(Repair::DeleteEntity(id))),
        [_] => ("once", None),
        _ => return None,
    };
    let what = format!("{} is used {uses}", named(project, id.into()));
    Some(Finding::new(Flaw::UsedOnce, vec![id.into()], what).rests_on(uses).repaired_by(repair))
}
