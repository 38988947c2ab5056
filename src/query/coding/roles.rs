//! Who takes part how, held against what the codebook says of the event's type.
//!
//! A type that says nothing of roles has those of the nearest type above it that does. An entity whose kind nobody has
//! chosen, and somebody unnamed, can be anything.

use super::{Finding, Repair, named};
use crate::model::{CodeId, Event, EventId, Field, Flaw, Participant, RoleRule, Status, Who};
use crate::project::Project;
use crate::query::codebook::with_descendants;
use std::collections::{BTreeMap, BTreeSet};

/// What a type says of a role, with the kinds below those that it names.
struct Rule {
    role: CodeId,
    kinds: BTreeSet<CodeId>,
    at_least: usize,
    at_most: Option<usize>,
}

pub(super) fn find(project: &Project) -> Vec<Finding> {
    let mut types: BTreeMap<CodeId, Vec<Rule>> = BTreeMap::new();
    let mut found = Vec::new();
    for (id, event) in project.events().iter() {
        let Some(kind) = event.kind else { continue };
        let rules = types.entry(kind).or_insert_with(|| rules_of(project, kind));
        for rule in rules.iter() {
            found.extend(wrong_kinds(project, id, event, rule));
            found.extend(how_many(project, id, event, rule));
        }
    }
    found
}

fn rules_of(project: &Project, kind: CodeId) -> Vec<Rule> {
    let rule = |rule: &RoleRule| Rule {
        role: rule.role,
        kinds: with_descendants(project, &rule.kinds.iter().copied().collect()),
        at_least: rule.at_least.into(),
        at_most: rule.at_most.map(usize::from),
    };
    let mut seen = BTreeSet::new();
    let mut next = Some(kind);
    while let Some(id) = next.filter(|id| seen.insert(*id)) {
        let Some(code) = project.codes().get(id) else { break };
        if !code.roles.is_empty() {
            return code.roles.iter().map(rule).collect();
        }
        next = code.parent;
    }
    Vec::new()
}

fn wrong_kinds<'p>(
    project: &'p Project,
    id: EventId,
    event: &'p Event,
    rule: &'p Rule,
) -> impl Iterator<Item = Finding> + 'p {
    let filled = event.participants.iter().enumerate().filter(|(_, one)| one.role == Some(rule.role));
    filled.filter_map(move |(at, participant)| {
        let Who::Entity(entity) = participant.who else { return None };
        let kind = project.entities().get(entity)?.kind?;
        if rule.kinds.is_empty() || rule.kinds.contains(&kind) {
            return None;
        }
        let what = format!(
            "{}: {} is of the kind {}, which is not for the role {}",
            named(project, id.into()),
            named(project, entity.into()),
            project.label(kind.into()).to_lowercase(),
            project.label(rule.role.into()).to_lowercase()
        );
        let repair = Repair::LeaveRoleOpen { event: id, at, entity, role: rule.role };
        let finding = Finding::new(Flaw::WrongKind, vec![id.into(), entity.into()], what);
        Some(finding.rests_on(format!("{kind} as {}", rule.role)).repaired_by(Some(repair)))
    })
}

/// Nothing is asked of an event in which nobody takes part yet: that is a flaw of its own.
fn how_many(project: &Project, id: EventId, event: &Event, rule: &Rule) -> Option<Finding> {
    let open = event.status == Status::Generic || event.unspecified.contains(&Field::Participants);
    if event.participants.is_empty() || open {
        return None;
    }
    let count = |one: &Participant| match one.who {
        Who::Unnamed { count: Some(count), .. } => usize::try_from(count).unwrap_or(usize::MAX),
        _ => 1,
    };
    let filled = event.participants.iter().filter(|one| one.role == Some(rule.role));
    let filled: usize = filled.map(count).fold(0, usize::saturating_add);
    let wanted = match rule.at_most {
        _ if filled < rule.at_least => format!("at least {}", rule.at_least),
        Some(most) if filled > most => format!("at most {most}"),
        _ => return None,
    };
    let role = project.label(rule.role.into()).to_lowercase();
    let what = format!("{} has {filled} in the role {role}; the codebook has {wanted}", named(project, id.into()));
    Some(Finding::new(Flaw::HowMany, vec![id.into()], what).rests_on(format!("{filled} as {}", rule.role)))
}
