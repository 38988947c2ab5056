//! What cannot both be so: dates that share no day, figures that exclude each other, places apart, denials.
//!
//! Promises: what two documents say is a contradiction only if no state of affairs makes both true; different words
//! for one thing, a coarser date, a plan before its deed are none. What it does *not* do: it says nothing of who is right.

use super::{Cell, Said};
use crate::base::when::When;
use crate::model::{Bound, EntityId, Figure, Status};
use crate::project::Project;
use crate::query::fold::fold;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Notes in each cell which other columns it contradicts.
pub(super) fn mark(project: &Project, cells: &mut [Cell]) {
    let places = places(cells);
    let found: Vec<BTreeSet<usize>> = cells
        .iter()
        .map(|cell| {
            let others = cells.iter().filter(|other| other.column != cell.column);
            let against = others.filter(|other| excludes(project, cell, other, &places));
            against.map(|other| other.column).collect()
        })
        .collect();
    cells.iter_mut().zip(found).for_each(|(cell, columns)| cell.contradicts = columns);
}

/// The entities that each column gives as the place.
fn places(cells: &[Cell]) -> BTreeMap<usize, Vec<EntityId>> {
    let mut places: BTreeMap<usize, Vec<EntityId>> = BTreeMap::new();
    for cell in cells {
        if let Said::Place(place) = &cell.said {
            places.entry(cell.column).or_default().extend(place.entity);
        }
    }
    places
}

fn excludes(project: &Project, cell: &Cell, other: &Cell, places: &BTreeMap<usize, Vec<EntityId>>) -> bool {
    match (&cell.said, &other.said) {
        (Said::When(Some(one)), Said::When(Some(two))) => !one.overlaps(two),
        (Said::Figure(_, one), Said::Figure(_, two)) => figures_exclude(one, two),
        (Said::Status(one, first), Said::Status(two, second)) => {
            statuses_exclude((*one, first.as_ref()), (*two, second.as_ref()))
        }
        // Of an event in several places both may be right.
        (Said::Place(_), Said::Place(_)) if cell.accepted && other.accepted => false,
        (Said::Place(_), Said::Place(_)) => are_apart(project, cell.column, other.column, places),
        _ => false,
    }
}

/// Whether no number fits both.
pub(super) fn figures_exclude(one: &Figure, two: &Figure) -> bool {
    let same_unit = one.unit.is_empty() || two.unit.is_empty() || fold(&one.unit) == fold(&two.unit);
    if one.currency != two.currency || !same_unit {
        return false;
    }
    let (one, two) = (range(one), range(two));
    let below = |high: Option<Decimal>, low: Option<Decimal>| high.zip(low).is_some_and(|(high, low)| high < low);
    below(one.1, two.0) || below(two.1, one.0)
}

/// The least and the most that a figure can mean; `None`: there is no limit. “About” is taken as a tenth either way.
fn range(figure: &Figure) -> (Option<Decimal>, Option<Decimal>) {
    let value = figure.value;
    match figure.bound {
        Bound::Exactly | Bound::Only => (Some(value), Some(value)),
        Bound::MoreThan => (Some(value), None),
        Bound::LessThan => (None, Some(value)),
        Bound::About => {
            let tenth = value.abs() / Decimal::TEN;
            (value.checked_sub(tenth), value.checked_add(tenth))
        }
    }
}

/// Whether a thing cannot be as one source and as another says. A plan that came before its deed can.
pub(super) fn statuses_exclude(one: (Status, Option<&When>), two: (Status, Option<&When>)) -> bool {
    let is_real = |status: Status| matches!(status, Status::Happened | Status::Ongoing);
    if (one.0 == Status::Denied && is_real(two.0)) || (two.0 == Status::Denied && is_real(one.0)) {
        return true;
    }
    goes_back(one, two) || goes_back(two, one)
}

/// Whether `later` was said certainly after `earlier`, and of an earlier stage.
fn goes_back(earlier: (Status, Option<&When>), later: (Status, Option<&When>)) -> bool {
    let (Some(before), Some(after)) = (stage(earlier.0), stage(later.0)) else { return false };
    let said = earlier.1.and_then(When::latest).zip(later.1.and_then(When::earliest));
    after < before && said.is_some_and(|(first, then)| first < then)
}

fn stage(status: Status) -> Option<u8> {
    match status {
        Status::HopedFor | Status::Planned => Some(0),
        Status::Ongoing => Some(1),
        Status::Happened => Some(2),
        Status::Denied | Status::Alleged | Status::Generic | Status::Aggregate | Status::State => None,
    }
}

/// Whether two columns name places, and none of the one has to do with any of the other.
fn are_apart(project: &Project, one: usize, two: usize, places: &BTreeMap<usize, Vec<EntityId>>) -> bool {
    let of = |column: usize| places.get(&column).map_or(&[][..], Vec::as_slice);
    let (one, two) = (of(one), of(two));
    let related = |a: &EntityId| two.iter().any(|b| lies_in(project, *a, *b) || lies_in(project, *b, *a));
    !one.is_empty() && !two.is_empty() && !one.iter().any(related)
}

/// Whether a place is another one, or a part of it, near or far.
fn lies_in(project: &Project, inner: EntityId, outer: EntityId) -> bool {
    let mut open = vec![inner];
    let mut seen = BTreeSet::new();
    while let Some(at) = open.pop() {
        if at == outer {
            return true;
        }
        if seen.insert(at) {
            let row = project.entities().get(at);
            open.extend(row.into_iter().flat_map(|row| row.part_of.iter().map(|membership| membership.entity)));
        }
    }
    false
}
