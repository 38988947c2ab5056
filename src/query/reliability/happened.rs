//! Whether coders found the same events, and gave them the same type and date.
//!
//! An event that two copies have under one id is the same; else two events are the same if their evidence lies in the
//! same places: the two that share most places first. Two of which somebody said that they are not the same are never
//! paired. What it does *not* do: compare titles or participants, nor events without a mark in what was compared.

use super::Coder;
use super::align::Item;
use super::shared::Material;
use crate::model::EventId;
use crate::query::agreement::NotComputable;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The events of two coders.
#[derive(Clone, Debug, PartialEq)]
pub struct EventsFound {
    /// The two, by their places.
    pub coders: (usize, usize),
    /// How many events each has.
    pub found: (usize, usize),
    /// F1 of the events that both found: 2 · both / (n₁ + n₂).
    pub value: Result<f64, NotComputable>,
    /// Those that both found.
    pub both: Vec<EventPair>,
    /// Those that only the first found.
    pub only_first: Vec<EventId>,
    /// Those that only the second found.
    pub only_second: Vec<EventId>,
    /// Of those that only one found, by the id of the first: pairs with sentences in the same place of which somebody
    /// said that they are two. They count as found by one, and are no disagreement any more.
    pub apart: Vec<(EventId, EventId)>,
}

/// An event as two coders have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPair {
    /// As the first has it.
    pub first: EventId,
    /// As the second has it.
    pub second: EventId,
    /// Whether the type has the same name; both without one is the same.
    pub same_type: bool,
    /// Whether the date is the same, to the letter; both without one is the same.
    pub same_date: bool,
    /// Whether the dates can be the same.
    pub dates_meet: bool,
}

impl EventsFound {
    /// How many of those that both found are the same in some way.
    #[must_use]
    pub fn count(&self, same: fn(&EventPair) -> bool) -> usize {
        self.both.iter().filter(|pair| same(pair)).count()
    }
}

/// The events that a coder's marks in the compared documents prove, by id.
#[must_use]
pub fn events_of(coder: &Coder<'_>, marks: impl IntoIterator<Item = crate::model::MarkId>) -> Vec<EventId> {
    let rows = marks.into_iter().filter_map(|id| coder.project.marks().get(id));
    rows.flat_map(|mark| mark.events().collect::<Vec<_>>()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// All pairs of coders.
pub(super) fn compared(coders: &[Coder<'_>], material: &Material, items: &[Item]) -> Vec<EventsFound> {
    let own: Vec<Vec<EventId>> = coders
        .iter()
        .zip(&material.units)
        .map(|(coder, units)| events_of(coder, units.iter().map(|unit| unit.mark)))
        .collect();
    let mut all = Vec::new();
    for (one, first) in own.iter().enumerate() {
        for (other, second) in own.iter().enumerate().skip(one + 1) {
            let (Some(a), Some(b)) = (coders.get(one), coders.get(other)) else { continue };
            let Pairs { same, apart } = paired(material, items, (one, a), (other, b), (first, second));
            let found = found((one, a), (other, b), (first, second), &same);
            let alone = |(x, y): &(EventId, EventId)| found.only_first.contains(x) && found.only_second.contains(y);
            let apart = apart.into_iter().filter(alone).collect();
            all.push(EventsFound { apart, ..found });
        }
    }
    all
}

fn found(
    (one, a): (usize, &Coder<'_>),
    (other, b): (usize, &Coder<'_>),
    (first, second): (&[EventId], &[EventId]),
    pairs: &[(EventId, EventId)],
) -> EventsFound {
    let all = first.len() + second.len();
    let value = if all == 0 { Err(NotComputable::NothingCoded) } else { Ok(2.0 * pairs.len() as f64 / all as f64) };
    let firsts: BTreeSet<EventId> = pairs.iter().map(|pair| pair.0).collect();
    let seconds: BTreeSet<EventId> = pairs.iter().map(|pair| pair.1).collect();
    EventsFound {
        coders: (one, other),
        found: (first.len(), second.len()),
        value,
        both: pairs.iter().map(|pair| compare(a, b, *pair)).collect(),
        only_first: first.iter().copied().filter(|id| !firsts.contains(id)).collect(),
        only_second: second.iter().copied().filter(|id| !seconds.contains(id)).collect(),
        apart: Vec::new(),
    }
}

fn compare(a: &Coder<'_>, b: &Coder<'_>, (first, second): (EventId, EventId)) -> EventPair {
    let (one, other) = (a.project.events().get(first), b.project.events().get(second));
    let kind = |coder: &Coder<'_>, kind: Option<crate::model::CodeId>| {
        kind.map(|kind| coder.project.label(kind.into()).trim().to_owned())
    };
    let kinds = (kind(a, one.and_then(|row| row.kind)), kind(b, other.and_then(|row| row.kind)));
    let dates = (one.and_then(|row| row.when()), other.and_then(|row| row.when()));
    let dates_meet = match dates {
        (Some(one), Some(other)) => one.overlaps(other),
        (None, None) => true,
        _ => false,
    };
    EventPair { first, second, same_type: kinds.0 == kinds.1, same_date: dates.0 == dates.1, dates_meet }
}

/// Pairs of events with sentences in the same places, by the id of the first.
struct Pairs {
    /// Those that are the same; each event at most once.
    same: Vec<(EventId, EventId)>,
    /// Those of which somebody said that they are not.
    apart: Vec<(EventId, EventId)>,
}

/// Whether somebody said, in either project, that two events are not the same.
fn are_apart(a: &Coder<'_>, b: &Coder<'_>, (x, y): (EventId, EventId)) -> bool {
    let says = |coder: &Coder<'_>, event: EventId, other: EventId| {
        coder.project.events().get(event).is_some_and(|row| row.not_same.contains(&other))
    };
    [a, b].into_iter().any(|coder| says(coder, x, y) || says(coder, y, x))
}

fn paired(
    material: &Material,
    items: &[Item],
    (one, a): (usize, &Coder<'_>),
    (other, b): (usize, &Coder<'_>),
    (first, second): (&[EventId], &[EventId]),
) -> Pairs {
    let known: BTreeSet<EventId> = second.iter().copied().collect();
    let mut pairs: Vec<(EventId, EventId)> =
        first.iter().filter(|id| known.contains(id)).map(|id| (*id, *id)).collect();
    let mut places: BTreeMap<(EventId, EventId), usize> = BTreeMap::new();
    for item in items {
        let (Some(x), Some(y)) = (item.unit(material, one), item.unit(material, other)) else { continue };
        for x in events_of(a, [x.mark]) {
            for y in events_of(b, [y.mark]) {
                *places.entry((x, y)).or_default() += 1;
            }
        }
    }
    let (apart, places): (Vec<_>, Vec<_>) = places.into_iter().partition(|(pair, _)| are_apart(a, b, *pair));
    let mut places: Vec<(Reverse<usize>, (EventId, EventId))> =
        places.into_iter().map(|(pair, count)| (Reverse(count), pair)).collect();
    places.sort_unstable();
    let mut firsts: BTreeSet<EventId> = pairs.iter().map(|pair| pair.0).collect();
    let mut seconds = firsts.clone();
    for (_, (x, y)) in places {
        if !firsts.contains(&x) && !seconds.contains(&y) {
            firsts.insert(x);
            seconds.insert(y);
            pairs.push((x, y));
        }
    }
    pairs.sort_unstable();
    Pairs { same: pairs, apart: apart.into_iter().map(|(pair, _)| pair).collect() }
}
