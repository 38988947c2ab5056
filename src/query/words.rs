//! A filter in words, as titles and exports say it: “happened, between France and Morocco, in 2025”.
//!
//! It leaves out what the filter does not ask for, and nothing else.

use crate::model::{CodeId, EntityId, Filter, Presence, RecordId, RelationKind, Somewhere, Status};
use crate::project::Project;
use std::collections::BTreeSet;
use std::fmt::Display;

/// What a filter asks for, statuses first, each in a few words.
#[must_use]
pub fn filter_in_words(project: &Project, filter: &Filter) -> Vec<String> {
    filter_called(filter, &|id| project.label(id).to_owned())
}

/// The same, where records are called by `name`.
pub(super) fn filter_called(filter: &Filter, name: &dyn Fn(RecordId) -> String) -> Vec<String> {
    let codes = |set: &BTreeSet<crate::model::CodeId>| any(set.iter().map(|id| name((*id).into())));
    let mut words = vec![statuses(&filter.statuses)];
    let mut add = |there: bool, said: &dyn Fn() -> String| {
        if there {
            words.push(said());
        }
    };
    add(!filter.text.trim().is_empty(), &|| format!("“{}” in the title", filter.text.trim()));
    add(!filter.types.is_empty(), &|| format!("type {}", codes(&filter.types)));
    add(!filter.areas.is_empty(), &|| format!("area {}", codes(&filter.areas)));
    add(!filter.entities.is_empty() || !filter.wholes.is_empty(), &|| {
        let own = filter.entities.iter().map(|id| name((*id).into()));
        let wholes = filter.wholes.iter().map(|id| format!("{} with its parts", name((*id).into())));
        format!("with {}", any(own.chain(wholes)))
    });
    if let Some((one, other)) = filter.dyad {
        add(true, &|| format!("between {} and {}", name(one.into()), name(other.into())));
    }
    add(!filter.roles.is_empty(), &|| {
        any(filter.roles.iter().map(|role| match role.entity {
            Some(entity) => format!("{} as {}", name(entity.into()), name(role.role.into())),
            None => format!("somebody as {}", name(role.role.into())),
        }))
    });
    if let Some(period) = &filter.period {
        add(true, &|| format!("period {}", period.human()));
    }
    add(!filter.places.is_empty(), &|| {
        let places = filter.places.iter().map(|place| match place {
            Somewhere::Entity(id) => name((*id).into()),
            Somewhere::Words(words) => format!("“{words}”"),
        });
        format!("place {}", any(places))
    });
    add(!filter.outlets.is_empty(), &|| format!("reported by {}", any(filter.outlets.iter())));
    add(!filter.coders.is_empty(), &|| format!("coded by {}", any(filter.coders.iter())));
    add(!filter.certainties.is_empty(), &|| any(filter.certainties.iter()));
    add(!filter.handlings.is_empty(), &|| any(filter.handlings.iter()));
    if let Some(evidence) = filter.evidence {
        add(true, &|| present(evidence, "with a mark", "without a mark").to_owned());
    }
    if let Some(date) = filter.date {
        add(true, &|| present(date, "dated", "undated").to_owned());
    }
    add(filter.origins > 0, &|| format!("from {} or more independent origins", filter.origins));
    words
}

/// “between France and Morocco”.
#[must_use]
pub fn between(project: &Project, one: EntityId, other: EntityId) -> String {
    format!("between {} and {}", project.label(one.into()), project.label(other.into()))
}

/// “happened or planned”; “any status” if all go through.
#[must_use]
pub fn statuses(statuses: &BTreeSet<Status>) -> String {
    if statuses.is_empty() { "any status".to_owned() } else { any(statuses.iter()) }
}

/// What a kind of link between events is called in a sentence: “follows”.
#[must_use]
pub fn of_link(project: &Project, kind: RelationKind) -> String {
    link(kind).map_or_else(|code| project.label(code.into()).to_lowercase(), str::to_owned)
}

/// The same, or the code whose name it is.
pub(super) fn link(kind: RelationKind) -> Result<&'static str, CodeId> {
    match kind {
        RelationKind::PartOf => Ok("is part of"),
        RelationKind::Follows => Ok("follows"),
        RelationKind::Causes => Ok("causes"),
        RelationKind::BuildsOn => Ok("builds on"),
        RelationKind::SameOccasion => Ok("is of the same occasion as"),
        RelationKind::Contradicts => Ok("contradicts"),
        RelationKind::Other(code) => Err(code),
    }
}

fn present(presence: Presence, there: &'static str, not: &'static str) -> &'static str {
    match presence {
        Presence::Present => there,
        Presence::Absent => not,
    }
}

fn any(names: impl Iterator<Item = impl Display>) -> String {
    let names: Vec<String> = names.map(|name| name.to_string()).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Certainty, CodeKind, InRole};
    use crate::project::testing::{World, when};

    #[test]
    fn a_filter_says_all_that_it_asks_for() {
        let mut world = World::new();
        assert_eq!(filter_in_words(&world.project, &Filter::everything()), ["any status"]);
        let (visit, talks) = (world.event_type("Visit"), world.event_type("Talks"));
        let host = world.code(CodeKind::Role, "Host", None);
        let (france, morocco) = (world.entity(&["France"]), world.entity(&["Morocco"]));
        let filter = Filter {
            text: " talks ".into(),
            types: BTreeSet::from([visit, talks]),
            entities: BTreeSet::from([france]),
            wholes: BTreeSet::from([morocco]),
            dyad: Some((france, morocco)),
            roles: BTreeSet::from([InRole { role: host, entity: Some(france) }]),
            statuses: BTreeSet::from([Status::Happened, Status::Planned, Status::Denied]),
            period: when("2025-03"),
            places: BTreeSet::from([Somewhere::Words("port".into())]),
            outlets: BTreeSet::from(["Wire".into()]),
            coders: BTreeSet::from(["ab".into()]),
            certainties: BTreeSet::from([Certainty::Certain]),
            evidence: Some(Presence::Present),
            date: Some(Presence::Absent),
            origins: 2,
            ..Filter::default()
        };
        let words = filter_in_words(&world.project, &filter).join("; ");
        let types = if visit < talks { "Visit or Talks" } else { "Talks or Visit" };
        assert_eq!(
            words,
            format!(
                "happened, planned or denied; “talks” in the title; type {types}; with France or Morocco with its \
                 parts; between France and Morocco; France as Host; period March 2025; place “port”; reported by \
                 Wire; coded by ab; certain; with a mark; undated; from 2 or more independent origins"
            )
        );
    }
}
