//! Which events may be the same as one, with what speaks for it and what against.
//!
//! It proposes and decides nothing. What has been decided is not proposed: events that somebody said are not the same,
//! and events that are linked to each other in any way.
//!
//! A score is a sum of evidence (`compare`) bent into 0 … 1; a few differences hold it down whatever else agrees, such
//! as two exact dates that lie more than some days apart. That words are the same is the weakest evidence of all: two
//! articles write “second trip in less than a year” of different trips.
//!
//! It does not read the whole project: events near in time and events of the same actors are looked at, at most
//! `MOST_LOOKED_AT` of each (`gather`), and only the likeliest of those have their sentences read.

mod compare;
mod gather;
mod reasons;
mod side;

use crate::model::EventId;
use crate::project::Project;
use crate::project::links::events_apart;
use side::Side;
use std::collections::BTreeSet;

/// An event that may be the same as another.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub event: EventId,
    /// How likely it is, 0 … 1; see [`LIKELY`].
    pub score: f64,
    /// What speaks for it, the strongest kind of evidence first: “same type”, “2 of 3 actors”.
    pub because: Vec<String>,
    /// What speaks against it, the event that was asked about first: “10 March 2025, the other 5 March 2025”.
    pub differs: Vec<String>,
}

/// From this score on a person is asked.
pub const LIKELY: f64 = 0.35;
/// Below this score nothing is named at all.
const LEAST: f64 = 0.01;
/// So many are named.
const MOST: usize = 20;
/// So many events are looked at for each reason to look at one.
const MOST_LOOKED_AT: usize = 10_000;
/// So many of those have their sentences compared.
const MOST_READ: usize = 100;

/// The events that may be the same as this one, the likeliest first, at most 20; empty if there is no such event.
#[must_use]
pub fn candidates(project: &Project, id: EventId) -> Vec<Candidate> {
    let Some(mut asked) = Side::of(project, id) else { return Vec::new() };
    let decided = decided(project, id);
    let near = gather::near(project, &asked);
    let near = near.into_iter().filter(|other| !decided.contains(other));
    let mut likely: Vec<(f64, Side<'_>)> = near
        .filter_map(|other| Side::of(project, other))
        .map(|other| (compare::facts(project, &asked, &other).at_best(), other))
        .filter(|(score, _)| *score >= LEAST)
        .collect();
    likely.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.id.cmp(&other.id)));
    likely.truncate(MOST_READ);
    asked.read(project);
    let mut found: Vec<Candidate> = likely
        .into_iter()
        .map(|(_, mut other)| {
            other.read(project);
            compare::all(project, &asked, &other).candidate(other.id)
        })
        .filter(|candidate| candidate.score >= LEAST)
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.event.cmp(&b.event)));
    found.truncate(MOST);
    found
}

/// The event itself, those that are said not to be it, and those that it is linked to or that are linked to it.
fn decided(project: &Project, id: EventId) -> BTreeSet<EventId> {
    let mut decided = events_apart(project, id);
    decided.insert(id);
    let related = project.events().get(id).into_iter().flat_map(|event| &event.relations);
    decided.extend(related.map(|relation| relation.to));
    let related = project.index().referrers_but_marks(id.into()).filter_map(|from| match from {
        crate::model::RecordId::Event(other) => Some(other),
        _ => None,
    });
    let leads_here = |other: &EventId| {
        let relations = project.events().get(*other).map(|event| event.relations.as_slice());
        relations.unwrap_or_default().iter().any(|relation| relation.to == id)
    };
    decided.extend(related.filter(leads_here));
    decided
}

#[cfg(test)]
mod tests;
