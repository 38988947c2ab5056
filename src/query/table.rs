//! The rows of a list of events, entities or marks: which, in which order, put together how. One answer for the window
//! and for `entente show`.
//!
//! It promises that every record that the filter lets through is in the rows, once, or once in each of its groups;
//! that a group's number is the number of its rows; that what has no value for a column comes last, whichever way the
//! list is sorted; and that ties are settled by what is nearest in meaning and at last by the id, so that a list never
//! jumps. What stands in a cell is in [`cells`], and which marks and entities a filter means in `sieves`.
//!
//! What it does *not* do: decide what counts. A list shows what is there, also what `scope` leaves out.

pub mod cells;
mod groups;
mod keys;
mod lines;
mod sieves;
pub mod undated;

pub use cells::{cell, count};
pub use groups::somewhere;
pub use lines::{Line, Lines};

use super::period::of_period;
use crate::base::when::When;
use crate::model::{Direction, EntityId, ListColumn, ListOf, ListSpec, RecordId};
use crate::project::Project;
use chrono::NaiveDate;
use keys::{Key, Tie};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

/// The rows of a list, computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The records in order, group after group.
    pub ids: Vec<RecordId>,
    /// The groups in order; none if the list is not grouped.
    pub groups: Vec<Group>,
    /// How many records there are, each once.
    pub count: usize,
    /// The first and the last day of the events of each entity; only if a column asks for them.
    pub reach: Reach,
}

/// The first and the last day on which an entity certainly took part in something dated.
pub type Reach = BTreeMap<EntityId, (NaiveDate, NaiveDate)>;

/// Rows that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub name: String,
    /// Their places in [`Rows::ids`].
    pub rows: Range<usize>,
}

impl Rows {
    /// The records of a group, or of the whole list, each once.
    #[must_use]
    pub fn of_group(&self, group: usize) -> &[RecordId] {
        self.groups.get(group).and_then(|group| self.ids.get(group.rows.clone())).unwrap_or_default()
    }

    /// All records, each once, in order.
    #[must_use]
    pub fn distinct(&self) -> Vec<RecordId> {
        let mut seen = std::collections::BTreeSet::new();
        self.ids.iter().copied().filter(|id| seen.insert(*id)).collect()
    }
}

/// The rows that a list asks for.
#[must_use]
pub fn rows(project: &Project, spec: &ListSpec) -> Rows {
    rows_within(project, spec, None)
}

/// As [`rows`], but only those that have to do with a period ([`of_period`]).
#[must_use]
pub fn rows_within(project: &Project, spec: &ListSpec, period: Option<&When>) -> Rows {
    let needs_reach = |column: &ListColumn| matches!(column, ListColumn::First | ListColumn::Last);
    let sorted_by = spec.sort.map(|sort| sort.by).filter(|by| spec.of.columns().contains(by));
    let asked = spec.shown().iter().chain(&sorted_by).any(needs_reach);
    let reach = if asked { reach(project) } else { Reach::new() };
    let mut passed = sieves::passed(project, spec);
    if let Some(period) = period {
        let within = of_period(project, period);
        passed.retain(|id| within.contains(id));
    }
    let count = passed.len();
    let ids = sorted(project, spec, &reach, passed);
    match spec.group.filter(|by| spec.of.groups().contains(by)) {
        None => Rows { ids, groups: Vec::new(), count, reach },
        Some(by) => {
            let (ids, groups) = groups::grouped(project, spec.of, by, &ids);
            Rows { ids, groups, count, reach }
        }
    }
}

fn sorted(project: &Project, spec: &ListSpec, reach: &Reach, passed: Vec<RecordId>) -> Vec<RecordId> {
    let sort = spec.sort.filter(|sort| spec.of.columns().contains(&sort.by));
    let direction = sort.map(|sort| sort.direction).unwrap_or_default();
    let ties = keys::Ties::of(project, spec.of);
    let keyed = |id: RecordId| {
        let key = sort.and_then(|sort| keys::key(project, reach, id, sort.by));
        (key, ties.tie(project, id), id)
    };
    let mut keyed: Vec<(Option<Key>, Tie, RecordId)> = passed.into_iter().map(keyed).collect();
    keyed.sort_unstable_by(|a, b| {
        by_key(direction, a.0.as_ref(), b.0.as_ref()).then_with(|| (&a.1, a.2).cmp(&(&b.1, b.2)))
    });
    keyed.into_iter().map(|(_, _, id)| id).collect()
}

/// What has no value comes last, whichever way the others go.
fn by_key(direction: Direction, a: Option<&Key>, b: Option<&Key>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if direction == Direction::Down => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// One look at all events instead of one for each entity.
fn reach(project: &Project) -> Reach {
    let mut reach = Reach::new();
    for (_, event) in project.events().iter() {
        let Some(when) = event.when() else { continue };
        let (Some(first), Some(last)) = (when.earliest(), when.latest()) else { continue };
        for entity in event.entities() {
            let of = reach.entry(entity).or_insert((first, last));
            *of = (of.0.min(first), of.1.max(last));
        }
    }
    reach
}

/// How many records of this kind there are at all.
#[must_use]
pub fn total(project: &Project, of: ListOf) -> usize {
    match of {
        ListOf::Events => project.events().len(),
        ListOf::Entities => project.entities().len(),
        ListOf::Marks => project.marks().len(),
    }
}

#[cfg(test)]
mod tests;
