//! Putting one code in the place of others, everywhere they are used: marks, events, entities, other codes, saved
//! views. What thereby comes to say the same thing twice says it once.

use super::{Draft, Refused};
use crate::model::{Code, CodeId, Entity, Event, Mark, Participant, RecordId, RelationKind, RoleRule, View};
use crate::ops::mark::join_twins;
use std::collections::BTreeSet;

/// Lets everything that uses one of the codes in `from` use `to`.
pub(super) fn recode(draft: &mut Draft, from: &BTreeSet<CodeId>, to: CodeId) -> Result<(), Refused> {
    let referrers = |code: &CodeId| draft.project().index().referrers((*code).into());
    let users: BTreeSet<RecordId> = from.iter().flat_map(referrers).collect();
    users.into_iter().try_for_each(|user| user_of(draft, user, from, to))
}

fn user_of(draft: &mut Draft, user: RecordId, from: &BTreeSet<CodeId>, to: CodeId) -> Result<(), Refused> {
    match user {
        // Its twin may have taken it in already.
        RecordId::Mark(id) if draft.project().marks().get(id).is_none() => {}
        RecordId::Mark(id) => {
            draft.change(id, |mark: &mut Mark| one(&mut mark.code, from, to))?;
            join_twins(draft, id)?;
        }
        RecordId::Event(id) => drop(draft.change(id, |row: &mut Event| event(row, from, to))?),
        RecordId::Entity(id) => drop(draft.change(id, |row: &mut Entity| entity(row, from, to))?),
        RecordId::Code(id) => drop(draft.change(id, |row: &mut Code| code(row, id, from, to))?),
        RecordId::View(id) => {
            draft.change(id, |row: &mut View| row.filters_mut().for_each(|filter| filter.turn_codes(from, to)))?;
        }
        RecordId::Document(_) | RecordId::Ruling(_) => {}
    }
    Ok(())
}

fn one(slot: &mut Option<CodeId>, from: &BTreeSet<CodeId>, to: CodeId) {
    if slot.is_some_and(|code| from.contains(&code)) {
        *slot = Some(to);
    }
}

fn set(codes: &mut BTreeSet<CodeId>, from: &BTreeSet<CodeId>, to: CodeId) {
    let before = codes.len();
    codes.retain(|code| !from.contains(code));
    if codes.len() < before {
        codes.insert(to);
    }
}

/// The codes of an event: its type, areas, roles and kinds of links.
pub(super) fn event(event: &mut Event, from: &BTreeSet<CodeId>, to: CodeId) {
    one(&mut event.kind, from, to);
    set(&mut event.areas, from, to);
    let mut moved = false;
    for participant in &mut event.participants {
        let before = participant.role;
        one(&mut participant.role, from, to);
        moved |= participant.role != before;
    }
    if moved {
        drop_repeated(&mut event.participants, |a: &Participant, b| {
            (a.role, &a.who) == (b.role, &b.who) && (b.office.is_empty() || a.office == b.office)
        });
    }
    let mut moved = false;
    for relation in &mut event.relations {
        if matches!(relation.kind, RelationKind::Other(code) if from.contains(&code)) {
            relation.kind = RelationKind::Other(to);
            moved = true;
        }
    }
    if moved {
        drop_repeated(&mut event.relations, |a, b| (a.kind, a.to) == (b.kind, b.to));
    }
    // What it has absorbed may come back, and the codes that go will not be there then.
    for absorbed in &mut event.absorbed {
        self::event(&mut absorbed.was, from, to);
        self::event(&mut absorbed.gave, from, to);
    }
}

/// The kind of an entity, and of those that it has absorbed.
fn entity(entity: &mut Entity, from: &BTreeSet<CodeId>, to: CodeId) {
    one(&mut entity.kind, from, to);
    for absorbed in &mut entity.absorbed {
        self::entity(&mut absorbed.was, from, to);
        self::entity(&mut absorbed.gave, from, to);
    }
}

/// The codes that a code refers to. It is never a role or a parent of itself.
fn code(code: &mut Code, own: CodeId, from: &BTreeSet<CodeId>, to: CodeId) {
    one(&mut code.parent, from, to);
    code.parent = code.parent.filter(|parent| *parent != own);
    for rule in &mut code.roles {
        if from.contains(&rule.role) {
            rule.role = to;
        }
        for kind in &mut rule.kinds {
            if from.contains(kind) {
                *kind = to;
            }
        }
    }
    tidy(&mut code.roles, own);
}

/// Each role once, each kind once, and the code itself nowhere.
pub(super) fn tidy(rules: &mut Vec<RoleRule>, own: CodeId) {
    rules.retain(|rule| rule.role != own);
    for rule in rules.iter_mut() {
        rule.kinds.retain(|kind| *kind != own);
        drop_repeated(&mut rule.kinds, |a, b| a == b);
    }
    drop_repeated(rules, |a, b| a.role == b.role);
}

/// Of several that are alike only the first stays.
fn drop_repeated<T: Clone>(list: &mut Vec<T>, alike: impl Fn(&T, &T) -> bool) {
    let mut kept: Vec<T> = Vec::with_capacity(list.len());
    for item in list.drain(..) {
        if !kept.iter().any(|other| alike(other, &item)) {
            kept.push(item);
        }
    }
    *list = kept;
}
