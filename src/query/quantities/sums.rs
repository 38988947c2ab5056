//! Figures of one unit together: how many there are, their sum, and what speaks against adding them up.

use super::{Bounded, Direction, Quantity};
use crate::base::number::counted;
use crate::model::{Bound, EventId, Relation, RelationKind, Status};
use crate::project::Project;
use crate::query::fold::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Figures that count in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The unit, as it is spelt first; empty: none is said.
    pub unit: String,
    /// Their places in the list of figures, in its order.
    pub figures: Vec<usize>,
    /// Their sum; `None` without a unit, or if it has too many digits.
    pub sum: Option<Bounded>,
    /// What speaks against it, each in a sentence without a stop; none if nothing does.
    pub caveats: Vec<String>,
}

impl Group {
    /// The sum in words: “more than about 212 arrests”, or why there is none.
    #[must_use]
    pub fn words(&self) -> String {
        let Some(sum) = &self.sum else {
            return if self.unit.is_empty() { "not added up: no unit is said" } else { "not computable" }.to_owned();
        };
        let unit = &self.unit;
        match sum.words() {
            Some(words) => format!("{words} {unit}"),
            None => format!("{} {unit} by the numbers alone, with bounds in both directions", sum.number()),
        }
    }
}

/// The figures by unit, the one with most of them first.
pub(super) fn groups(project: &Project, list: &[Quantity]) -> Vec<Group> {
    let mut by_unit: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, quantity) in list.iter().enumerate() {
        by_unit.entry(fold(&quantity.unit)).or_default().push(at);
    }
    let mut groups: Vec<Group> = by_unit.into_values().map(|figures| group(project, list, figures)).collect();
    groups.sort_by_cached_key(|group| (group.unit.is_empty(), Reverse(group.figures.len()), fold(&group.unit)));
    groups
}

fn group(project: &Project, list: &[Quantity], figures: Vec<usize>) -> Group {
    let of: Vec<&Quantity> = figures.iter().filter_map(|at| list.get(*at)).collect();
    let unit = of.first().map(|one| one.unit.clone()).unwrap_or_default();
    let sum = of.iter().map(|one| Bounded::of(&one.figure)).map(Some).reduce(|sum, next| sum?.plus(next?)).flatten();
    let caveats = if of.len() > 1 { caveats(project, &of) } else { Vec::new() };
    Group { sum: sum.filter(|_| !unit.is_empty()), unit, figures, caveats }
}

fn caveats(project: &Project, of: &[&Quantity]) -> Vec<String> {
    let mut said = Vec::new();
    let count = |is: &dyn Fn(&Quantity) -> bool| of.iter().filter(|one| is(one)).count();
    let mut tell = |count: usize, words: String| {
        if count > 0 {
            said.push(words);
        }
    };
    let bounded = count(&|one| !matches!(one.figure.bound, Bound::Exactly | Bound::Only));
    let sum = of.iter().map(|one| Bounded::of(&one.figure)).map(Some).reduce(|sum, next| sum?.plus(next?)).flatten();
    let against = sum.is_some_and(|sum| sum.direction == Direction::Either);
    let ways = if against { ", in both directions" } else { "" };
    tell(bounded, format!("{bounded} of {} {} not exact{ways}", of.len(), if bounded == 1 { "is" } else { "are" }));
    let several = repeated(of.iter().map(|one| one.event));
    tell(several, format!("{} more than one of these figures: sources may give the same thing twice", have(several)));
    let aggregates = count(&|one| one.status == Status::Aggregate);
    tell(aggregates, format!("{} up many events, which may be among the others", sums(aggregates)));
    let within = nested(project, of);
    tell(within, format!("{} part of another event here", is_are(within)));
    let other = count(&|one| !matches!(one.status, Status::Happened | Status::Aggregate));
    tell(other, format!("{} of what did not simply happen", is_are(other)));
    let silent = count(&|one| one.figure.when.is_none() && one.when.is_none());
    tell(silent, format!("{} said for no period", is_are(silent)));
    let overlapping = overlapping(of);
    tell(usize::from(overlapping), "some are said for periods that overlap".to_owned());
    let whats: BTreeSet<String> = of.iter().map(|one| fold(&one.figure.what)).collect();
    tell(whats.len().saturating_sub(1), "they count different things".to_owned());
    let owners: BTreeSet<&str> = of.iter().map(|one| one.of.as_str()).collect();
    tell(owners.len().saturating_sub(1), "they are of different owners, or of none that is said".to_owned());
    said
}

fn is_are(count: usize) -> String {
    if count == 1 { "1 is".to_owned() } else { format!("{count} are") }
}

fn have(count: usize) -> String {
    if count == 1 { "1 event has".to_owned() } else { format!("{} have", counted(count, "event")) }
}

fn sums(count: usize) -> String {
    if count == 1 { "1 sums".to_owned() } else { format!("{count} sum") }
}

/// How many events come up more than once.
fn repeated(events: impl Iterator<Item = EventId>) -> usize {
    let mut times: BTreeMap<EventId, usize> = BTreeMap::new();
    events.for_each(|event| *times.entry(event).or_default() += 1);
    times.values().filter(|times| **times > 1).count()
}

/// How many figures are of a part of another event of the list.
fn nested(project: &Project, of: &[&Quantity]) -> usize {
    let events: BTreeSet<EventId> = of.iter().map(|one| one.event).collect();
    let is_part = |link: &Relation| link.kind == RelationKind::PartOf && events.contains(&link.to);
    let of_part =
        |one: &&&Quantity| project.events().get(one.event).is_some_and(|row| row.relations.iter().any(is_part));
    of.iter().filter(of_part).count()
}

/// Whether two that are said for a period, or are of dated events, meet.
fn overlapping(of: &[&Quantity]) -> bool {
    let mut periods: Vec<_> = of
        .iter()
        .filter_map(|one| one.figure.when.as_ref())
        .filter_map(|when| Some((when.earliest()?, when.latest()?)))
        .collect();
    periods.sort_unstable();
    let mut until = None;
    periods.into_iter().any(|(from, to)| {
        let meets = until.is_some_and(|until| from <= until);
        until = until.max(Some(to));
        meets
    })
}
