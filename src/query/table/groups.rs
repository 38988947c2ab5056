//! Rows put together by something that they have in common.

use super::Group;
use crate::base::when::When;
use crate::model::{
    CodeId, EntityId, Event, EventId, GroupBy, HANDLINGS, ListOf, Mark, RecordId, Somewhere, Status, Step, Who,
};
use crate::project::Project;
use crate::query::calendar::bin_of;
use crate::query::fold::fold;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What rows have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Record(RecordId),
    Words(String),
    Rank(usize, String),
    Bin(NaiveDate, String),
    /// Dated, but not to one bin.
    Wide,
    None,
}

/// The rows, group after group, in the order in which they came; and the groups.
pub(super) fn grouped(project: &Project, of: ListOf, by: GroupBy, ids: &[RecordId]) -> (Vec<RecordId>, Vec<Group>) {
    let mut groups: BTreeMap<Key, Vec<RecordId>> = BTreeMap::new();
    for id in ids {
        let keys = keys(project, *id, by);
        if keys.is_empty() {
            groups.entry(Key::None).or_default().push(*id);
        }
        keys.into_iter().for_each(|key| groups.entry(key).or_default().push(*id));
    }
    let named = groups.into_iter().map(|(key, rows)| (name(project, of, by, &key), key, rows));
    let mut named: Vec<(String, Key, Vec<RecordId>)> = named.collect();
    named.sort_by_cached_key(|(name, key, _)| (order(name, key), key.clone()));
    let mut all = Vec::new();
    let mut groups = Vec::with_capacity(named.len());
    for (name, _, rows) in named {
        let from = all.len();
        all.extend(rows);
        groups.push(Group { name, rows: from..all.len() });
    }
    (all, groups)
}

/// What has an order of its own stands in it, the rest by name; then what is too wide, and what has nothing.
fn order(name: &str, key: &Key) -> (u8, usize, Option<NaiveDate>, String) {
    match key {
        Key::Rank(rank, _) => (0, *rank, None, String::new()),
        Key::Bin(first, _) => (0, 0, Some(*first), String::new()),
        Key::Record(_) | Key::Words(_) => (0, 0, None, fold(name)),
        Key::Wide => (1, 0, None, String::new()),
        Key::None => (2, 0, None, String::new()),
    }
}

fn name(project: &Project, of: ListOf, by: GroupBy, key: &Key) -> String {
    match key {
        Key::Record(id) => project.label(*id).to_owned(),
        Key::Words(words) | Key::Rank(_, words) | Key::Bin(_, words) => words.clone(),
        Key::Wide => format!("more than one {by}"),
        Key::None => match by {
            GroupBy::Month | GroupBy::Year => "no date".to_owned(),
            GroupBy::PartOf => "part of nothing".to_owned(),
            by => format!("no {}", by.label(of)),
        },
    }
}

fn keys(project: &Project, id: RecordId, by: GroupBy) -> BTreeSet<Key> {
    match id {
        RecordId::Event(id) => project.events().get(id).map(|event| of_event(project, id, event, by)),
        RecordId::Mark(id) => project.marks().get(id).map(|mark| of_mark(project, mark, by)),
        RecordId::Entity(id) => project.entities().get(id).map(|entity| match by {
            GroupBy::Type => entity.kind.into_iter().map(code).collect(),
            GroupBy::PartOf => entity.part_of.iter().map(|whole| Key::Record(whole.entity.into())).collect(),
            GroupBy::Coder => words(&entity.made.by),
            _ => BTreeSet::new(),
        }),
        _ => None,
    }
    .unwrap_or_default()
}

fn of_event(project: &Project, id: EventId, event: &Event, by: GroupBy) -> BTreeSet<Key> {
    match by {
        GroupBy::Type => event.kind.into_iter().map(code).collect(),
        GroupBy::Area => event.areas.iter().copied().map(code).collect(),
        GroupBy::Status => BTreeSet::from([status(event.status)]),
        GroupBy::Actor => event.participants.iter().flat_map(|participant| actor(&participant.who)).collect(),
        GroupBy::Place => places(event).collect(),
        GroupBy::Outlet => {
            let documents = project.index().documents_of_event(id);
            let rows = documents.iter().filter_map(|id| project.documents().get(*id));
            rows.flat_map(|row| words(&row.outlet)).collect()
        }
        GroupBy::Month => event.when().map(|when| bin(Step::Month, when)).into_iter().collect(),
        GroupBy::Year => event.when().map(|when| bin(Step::Year, when)).into_iter().collect(),
        GroupBy::Coder => words(&event.made.by),
        GroupBy::Certainty => BTreeSet::from([Key::Rank(event.certainty as usize, event.certainty.to_string())]),
        GroupBy::Handling => {
            let rank = |label| HANDLINGS.iter().position(|other| *other == label).unwrap_or_default();
            event.handling.map(|label| Key::Rank(rank(label), label.to_string())).into_iter().collect()
        }
        GroupBy::Document | GroupBy::Event | GroupBy::PartOf => BTreeSet::new(),
    }
}

fn of_mark(project: &Project, mark: &Mark, by: GroupBy) -> BTreeSet<Key> {
    let document = project.documents().get(mark.document);
    let published = document.and_then(|row| row.published.as_ref()).map(|published| &published.when);
    match by {
        GroupBy::Type => mark.code.into_iter().map(code).collect(),
        GroupBy::Event => mark.events().map(|event| Key::Record(event.into())).collect(),
        GroupBy::Actor => mark.entities().map(|entity| Key::Record(entity.into())).collect(),
        GroupBy::Document => BTreeSet::from([Key::Record(mark.document.into())]),
        GroupBy::Outlet => document.map(|row| words(&row.outlet)).unwrap_or_default(),
        GroupBy::Month => published.map(|when| bin(Step::Month, when)).into_iter().collect(),
        GroupBy::Year => published.map(|when| bin(Step::Year, when)).into_iter().collect(),
        GroupBy::Status => mark.status.map(status).into_iter().collect(),
        GroupBy::Certainty => {
            let links = mark.evidence.iter().map(|evidence| evidence.link);
            links.map(|link| Key::Rank(link as usize, link.to_string())).collect()
        }
        GroupBy::Coder => words(&mark.made.by),
        GroupBy::Area | GroupBy::Place | GroupBy::Handling | GroupBy::PartOf => BTreeSet::new(),
    }
}

fn code(code: CodeId) -> Key {
    Key::Record(code.into())
}

fn status(status: Status) -> Key {
    Key::Rank(status as usize, status.to_string())
}

fn words(text: &str) -> BTreeSet<Key> {
    (!text.is_empty()).then(|| Key::Words(text.to_owned())).into_iter().collect()
}

fn actor(who: &Who) -> BTreeSet<Key> {
    match who {
        Who::Entity(entity) => BTreeSet::from([Key::Record((*entity).into())]),
        Who::Unnamed { text, .. } => words(text),
    }
}

fn places(event: &Event) -> impl Iterator<Item = Key> + '_ {
    somewhere(event).map(|place| match place {
        Somewhere::Entity(entity) => entity_key(entity),
        Somewhere::Words(text) => Key::Words(text),
    })
}

fn entity_key(entity: EntityId) -> Key {
    Key::Record(entity.into())
}

/// Where an event took place, as a filter says it: for each place the entity, or else the words.
pub fn somewhere(event: &Event) -> impl Iterator<Item = Somewhere> + '_ {
    event.places.iter().filter_map(|place| {
        let words = || (!place.text.is_empty()).then(|| Somewhere::Words(place.text.clone()));
        place.entity.map(Somewhere::Entity).or_else(words)
    })
}

/// The bin that a date certainly lies in.
fn bin(step: Step, when: &When) -> Key {
    let bin = when.earliest().and_then(|day| bin_of(step, day));
    let lies_in = bin.filter(|bin| when.within(bin.first, bin.last));
    lies_in.map_or(Key::Wide, |bin| Key::Bin(bin.first, bin.label))
}
