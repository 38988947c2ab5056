//! Changing the shape of the codebook: merging codes, splitting one, deleting one, putting siblings in order. No use of
//! a code is lost unless somebody says so.

use super::recode::{event, recode, tidy};
use super::{Draft, Refused, is_sound};
use crate::model::{Code, CodeId, Entity, Event, Mark, Proves, RecordId};
use std::collections::BTreeSet;

/// Merges codes into one that takes over all their uses. What `keep` does not say itself (definition, examples, key,
/// weight, class, roles, references) it has from the others, in their order.
///
/// # Errors
/// If one of them is not there or of another kind, or there is nothing to merge it with.
pub fn merge(draft: &mut Draft, keep: CodeId, others: &[CodeId]) -> Result<(), Refused> {
    let gone: BTreeSet<CodeId> = others.iter().copied().filter(|other| *other != keep).collect();
    if gone.is_empty() {
        return Err(Refused::because("There is no other code to merge it with"));
    }
    for other in &gone {
        same_kind(draft, keep, *other, "merged")?;
    }
    let rows = others.iter().filter(|other| gone.contains(other));
    let rows: Vec<Code> =
        rows.map(|other| Ok(Code::clone(draft.get::<Code>(*other)?))).collect::<Result<_, Refused>>()?;
    rise_above(draft, keep, &gone)?;
    recode(draft, &gone, keep)?;
    let records: Vec<RecordId> = gone.iter().copied().map(RecordId::from).collect();
    crate::ops::delete::delete(draft, &records)?;
    draft.change(keep, |code: &mut Code| {
        rows.into_iter().for_each(|row| take_in(code, row));
        code.roles.retain(|rule| !gone.contains(&rule.role));
        code.roles.iter_mut().for_each(|rule| rule.kinds.retain(|kind| !gone.contains(kind)));
        tidy(&mut code.roles, keep);
    })?;
    is_sound(draft, keep)
}

fn take_in(code: &mut Code, other: Code) {
    for (mine, theirs) in [
        (&mut code.definition, other.definition),
        (&mut code.good_example, other.good_example),
        (&mut code.bad_example, other.bad_example),
    ] {
        if mine.trim().is_empty() {
            *mine = theirs;
        }
    }
    code.key = code.key.or(other.key);
    code.weight = code.weight.or(other.weight);
    code.class = code.class.or(other.class);
    code.roles.extend(other.roles);
    let new: Vec<_> = other.external.into_iter().filter(|id| !code.external.contains(id)).collect();
    code.external.extend(new);
}

/// A code that stands below one of those that go takes the place of the topmost of them.
fn rise_above(draft: &mut Draft, keep: CodeId, gone: &BTreeSet<CodeId>) -> Result<(), Refused> {
    let mut ancestor = draft.get::<Code>(keep)?.parent;
    let mut place = None;
    while let Some(id) = ancestor {
        ancestor = draft.get::<Code>(id)?.parent;
        if gone.contains(&id) {
            place = Some(ancestor);
        }
    }
    if let Some(parent) = place {
        draft.change(keep, |code: &mut Code| code.parent = parent)?;
    }
    Ok(())
}

/// Splits a code: a new one of this name stands beside it and takes over some of its uses. With an event or entity go
/// the marks that carry the code and are evidence of nothing else.
///
/// # Errors
/// If it is not there, the name is empty, or nothing is to be taken over, or something that does not use the code.
pub fn split(draft: &mut Draft, code: CodeId, name: &str, uses: &[RecordId]) -> Result<CodeId, Refused> {
    let old = Code::clone(draft.get::<Code>(code)?);
    if uses.is_empty() {
        return Err(Refused::because("Choose what the new code takes over"));
    }
    let new = draft.add(Code {
        name: name.trim().to_owned(),
        key: None,
        definition: String::new(),
        good_example: String::new(),
        bad_example: String::new(),
        made: draft.made(),
        changed: None,
        ..old.clone()
    })?;
    is_sound(draft, new)?;
    let (from, chosen) = (BTreeSet::from([code]), uses.iter().copied().collect::<BTreeSet<_>>());
    for id in &chosen {
        let moved = match *id {
            RecordId::Mark(id) => draft.change(id, |mark: &mut Mark| {
                mark.code = if mark.code == Some(code) { Some(new) } else { mark.code };
            })?,
            RecordId::Event(id) => draft.change(id, |row: &mut Event| event(row, &from, new))?,
            RecordId::Entity(id) => draft.change(id, |row: &mut Entity| {
                row.kind = if row.kind == Some(code) { Some(new) } else { row.kind };
            })?,
            _ => false,
        };
        if !moved && !is_follower(draft, *id, new) {
            let label = draft.project().label(*id).to_owned();
            return Err(Refused::because(format!("“{label}” does not use “{}”", old.name)));
        }
        marks_follow(draft, *id, &chosen, code, new)?;
    }
    Ok(new)
}

/// Whether a mark has the new code already, because its event took it along.
fn is_follower(draft: &Draft, id: RecordId, new: CodeId) -> bool {
    let RecordId::Mark(id) = id else { return false };
    draft.project().marks().get(id).is_some_and(|mark| mark.code == Some(new))
}

fn marks_follow(
    draft: &mut Draft,
    id: RecordId,
    chosen: &BTreeSet<RecordId>,
    code: CodeId,
    new: CodeId,
) -> Result<(), Refused> {
    let index = draft.project().index();
    let marks: Vec<_> = match id {
        RecordId::Event(id) => index.marks_of_event(id).collect(),
        RecordId::Entity(id) => index.marks_of_entity(id).collect(),
        _ => Vec::new(),
    };
    for mark in marks {
        let row = draft.get::<Mark>(mark)?;
        let only = row.evidence.iter().all(|evidence| chosen.contains(&record(evidence.of)));
        if only && row.code == Some(code) {
            draft.change(mark, |mark: &mut Mark| mark.code = Some(new))?;
        }
    }
    Ok(())
}

fn record(of: Proves) -> RecordId {
    match of {
        Proves::Event(id) => id.into(),
        Proves::Entity(id) => id.into(),
    }
}

/// Deletes a code. Its uses go to `uses_to`, or lose the code; the codes below it move up to where it stood.
///
/// # Errors
/// If it or the other code is not there, or the other one is itself or of another kind.
pub fn delete(draft: &mut Draft, code: CodeId, uses_to: Option<CodeId>) -> Result<(), Refused> {
    let parent = draft.get::<Code>(code)?.parent;
    if let Some(to) = uses_to {
        if to == code {
            return Err(Refused::because("The uses of a code that goes cannot stay with it"));
        }
        same_kind(draft, code, to, "put in each other's place")?;
    }
    let below = draft.project().index().referrers(code.into()).into_iter().filter_map(|id| match id {
        RecordId::Code(id) => Some(id),
        _ => None,
    });
    for child in below.collect::<Vec<_>>() {
        draft.change(child, |row: &mut Code| {
            row.parent = if row.parent == Some(code) { parent } else { row.parent }
        })?;
    }
    if let Some(to) = uses_to {
        recode(draft, &BTreeSet::from([code]), to)?;
    }
    crate::ops::delete::delete(draft, &[code.into()])?;
    uses_to.map_or(Ok(()), |to| is_sound(draft, to))
}

/// Puts codes in this order, all of them under one code or at the top.
///
/// # Errors
/// If one is not there, or would stand under itself or under one of another kind.
pub fn order(draft: &mut Draft, under: Option<CodeId>, codes: &[CodeId]) -> Result<(), Refused> {
    // What stands above the place cannot be put under it; so nothing above it changes below.
    let mut above = under;
    while let Some(id) = above {
        let code = draft.get::<Code>(id)?;
        if codes.contains(&id) {
            return Err(Refused::because(format!("“{}” cannot stand under itself", code.name)));
        }
        above = code.parent;
    }
    for (at, id) in codes.iter().enumerate() {
        if let Some(parent) = under {
            same_kind(draft, *id, parent, "put under each other")?;
        }
        let place = i32::try_from(at).unwrap_or(i32::MAX);
        draft.change(*id, |code: &mut Code| (code.parent, code.order) = (under, place))?;
    }
    Ok(())
}

fn same_kind(draft: &Draft, one: CodeId, other: CodeId, what: &str) -> Result<(), Refused> {
    let (one, other) = (draft.get::<Code>(one)?, draft.get::<Code>(other)?);
    if one.kind == other.kind {
        return Ok(());
    }
    let (name, kind) = (&one.name, one.kind);
    let why = format!(
        "“{name}” is for {kind}s and “{}” for {}s: only codes of one kind can be {what}",
        other.name, other.kind
    );
    Err(Refused::because(why.replace("entitys", "entities")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CodeKind, Participant, RoleRule, View};
    use crate::project::check::check;
    use crate::project::testing::{World, takes_part};

    fn coded(world: &mut World, mark: crate::model::MarkId, code: CodeId) {
        world.change::<Mark>(mark, |row| row.code = Some(code));
    }

    #[test]
    fn a_merged_code_takes_over_every_use_and_what_it_lacks() {
        let mut world = World::new();
        let (visit, trip) = (world.event_type("Visit"), world.event_type("Trip"));
        let below = world.code(CodeKind::EventType, "State trip", Some(trip));
        world.change::<Code>(trip, |code| (code.key, code.definition) = (Some('t'), "Somebody travels.".into()));
        world.change::<Code>(visit, |code| code.good_example = "He came.".into());
        let text = world.document("Wire", "", "He came to Rabat. They met.");
        let event = world.event("Trip to Rabat", "2025", Some(trip), &[]);
        let both = [Proves::Event(event)];
        let (a, b) = (world.mark(text, "He came", &both), world.mark(text, "He came", &both));
        let c = world.mark(text, "They met", &both);
        for (mark, code) in [(a, visit), (b, trip), (c, trip)] {
            coded(&mut world, mark, code);
        }
        world.change::<Event>(event, |row| {
            row.stated.push(crate::model::StatedWhen { source: crate::model::Source::Mark(b), ..Default::default() });
        });
        let view = world.draft(|draft| draft.add(View::default())).expect("a view");
        world.change::<View>(view, |row| row.chart.filter.types = BTreeSet::from([trip]));
        world.draft(|draft| merge(draft, visit, &[trip])).expect("merged");
        let project = &world.project;
        assert!(project.codes().get(trip).is_none());
        assert_eq!(project.events().get(event).expect("it").kind, Some(visit));
        assert_eq!(project.codes().get(below).expect("it").parent, Some(visit));
        assert_eq!(project.views().get(view).expect("it").chart.filter.types, BTreeSet::from([visit]));
        assert_eq!(project.marks().len(), 2, "the two marks of one place became one");
        let kept = project.index().marks_in(text).next().expect("a mark").1;
        assert_eq!(project.events().get(event).expect("it").stated[0].source, crate::model::Source::Mark(kept));
        let row = project.codes().get(visit).expect("it");
        assert_eq!((row.key, &*row.definition, &*row.good_example), (Some('t'), "Somebody travels.", "He came."));
        assert!(check(project).iter().all(|finding| finding.record == text.into()), "only a hash is missing");
    }

    #[test]
    fn a_code_takes_the_place_of_a_broader_one_and_kinds_are_never_mixed() {
        let mut world = World::new();
        let top = world.event_type("Top");
        let broad = world.code(CodeKind::EventType, "Broad", Some(top));
        let middle = world.code(CodeKind::EventType, "Middle", Some(broad));
        let narrow = world.code(CodeKind::EventType, "Narrow", Some(middle));
        let area = world.code(CodeKind::Area, "Area", None);
        let refused = world.draft(|draft| merge(draft, narrow, &[area])).expect_err("another kind");
        assert!(refused.0.contains("event types") && refused.0.contains("areas"), "{refused}");
        assert!(world.draft(|draft| merge(draft, narrow, &[narrow])).is_err());
        world.draft(|draft| merge(draft, narrow, &[broad])).expect("merged");
        let parent = |id| world.project.codes().get(id).expect("it").parent;
        assert_eq!((parent(narrow), parent(middle)), (Some(top), Some(narrow)));
        assert_eq!(check(&world.project), []);
    }

    #[test]
    fn merged_roles_leave_nobody_twice_and_stand_once_in_a_rule() {
        let mut world = World::new();
        let (host, organiser) =
            (world.code(CodeKind::Role, "Host", None), world.code(CodeKind::Role, "Organiser", None));
        let talks = world.event_type("Talks");
        let rule = |role| RoleRule { role, kinds: vec![], at_least: 1, at_most: None };
        world.change::<Code>(talks, |code| code.roles = vec![rule(host), rule(organiser)]);
        let spain = world.entity(&["Spain"]);
        let event = world.event("Talks", "", Some(talks), &[]);
        let role = |role| Participant { role: Some(role), ..takes_part(spain) };
        world.change::<Event>(event, |row| row.participants = vec![role(host), role(organiser)]);
        world.draft(|draft| merge(draft, host, &[organiser])).expect("merged");
        assert_eq!(world.project.events().get(event).expect("it").participants, [role(host)]);
        assert_eq!(world.project.codes().get(talks).expect("it").roles, [rule(host)]);
    }

    #[test]
    fn a_split_takes_the_chosen_uses_and_their_own_marks() {
        let mut world = World::new();
        let visit = world.event_type("Visit");
        let text = world.document("Wire", "", "One came. Two came. Both came.");
        let (one, two) = (world.event("One", "", Some(visit), &[]), world.event("Two", "", Some(visit), &[]));
        let a = world.mark(text, "One came", &[Proves::Event(one)]);
        let both = world.mark(text, "Both came", &[Proves::Event(one), Proves::Event(two)]);
        for mark in [a, both] {
            coded(&mut world, mark, visit);
        }
        let new = world.draft(|draft| split(draft, visit, " State visit ", &[one.into(), a.into()])).expect("split");
        let project = &world.project;
        assert_eq!(project.label(new.into()), "State visit");
        let kinds = [one, two].map(|id| project.events().get(id).expect("it").kind);
        assert_eq!(kinds, [Some(new), Some(visit)]);
        let codes = [a, both].map(|id| project.marks().get(id).expect("it").code);
        assert_eq!(codes, [Some(new), Some(visit)], "a sentence about both stays");
        assert!(world.draft(|draft| split(draft, visit, "X", &[one.into()])).is_err(), "it does not use it any more");
        assert!(world.draft(|draft| split(draft, visit, " ", &[two.into()])).is_err());
        assert!(world.draft(|draft| split(draft, visit, "X", &[])).is_err());
    }

    #[test]
    fn a_deleted_code_leaves_its_uses_to_another_and_its_children_to_its_parent() {
        let mut world = World::new();
        let contact = world.event_type("Contact");
        let visit = world.code(CodeKind::EventType, "Visit", Some(contact));
        let state = world.code(CodeKind::EventType, "State visit", Some(visit));
        let event = world.event("One", "", Some(visit), &[]);
        world.draft(|draft| delete(draft, visit, Some(state))).expect("deleted");
        assert_eq!(world.project.events().get(event).expect("it").kind, Some(state));
        assert_eq!(world.project.codes().get(state).expect("it").parent, Some(contact));
        world.draft(|draft| delete(draft, state, None)).expect("deleted");
        assert_eq!(world.project.events().get(event).expect("it").kind, None);
        assert!(world.draft(|draft| delete(draft, contact, Some(contact))).is_err());
        assert_eq!(check(&world.project), []);
    }

    #[test]
    fn siblings_are_ordered_and_no_circle_is_made() {
        let mut world = World::new();
        let (a, b) = (world.event_type("A"), world.event_type("B"));
        let c = world.code(CodeKind::EventType, "C", Some(a));
        world.draft(|draft| order(draft, None, &[b, c, a])).expect("ordered");
        let order_of = |id| world.project.codes().get(id).map(|code| (code.parent, code.order));
        assert_eq!([b, c, a].map(order_of), [Some((None, 0)), Some((None, 1)), Some((None, 2))]);
        assert!(world.draft(|draft| order(draft, Some(a), &[c, a])).is_err());
        world.draft(|draft| order(draft, Some(a), &[c])).expect("ordered");
        assert!(world.draft(|draft| order(draft, Some(c), &[b, a])).is_err(), "C stands under A");
        assert_eq!(check(&world.project), []);
    }
}
