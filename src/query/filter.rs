//! Which events a filter lets through, and lists of them in an order.
//!
//! Each field of a [`Filter`] that says something must agree; an empty one lets everything through. Types let their
//! descendants through as well. An event without a date is in no period.

use super::codebook::with_descendants;
use super::fold::{fold, has_words};
use crate::model::{CodeId, Event, EventId, Filter};
use crate::project::Project;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Whether an event is there and the filter lets it through. For many events build one [`Sieve`].
#[must_use]
pub fn matches(project: &Project, event: EventId, filter: &Filter) -> bool {
    project.events().get(event).is_some_and(|event| Sieve::new(project, filter).passes(event))
}

/// A filter made ready to be asked many times.
#[derive(Clone, Debug)]
pub struct Sieve<'f> {
    filter: &'f Filter,
    types: BTreeSet<CodeId>,
}

impl<'f> Sieve<'f> {
    /// Looks up the descendants of the types once.
    #[must_use]
    pub fn new(project: &Project, filter: &'f Filter) -> Self {
        Self { filter, types: with_descendants(project, &filter.types) }
    }

    /// Whether the event goes through.
    #[must_use]
    pub fn passes(&self, event: &Event) -> bool {
        let Filter { text, types, entities, statuses, period } = self.filter;
        (statuses.is_empty() || statuses.contains(&event.status))
            && (types.is_empty() || event.kind.is_some_and(|kind| self.types.contains(&kind)))
            && (entities.is_empty() || event.entities().any(|entity| entities.contains(&entity)))
            && period.as_ref().is_none_or(|period| event.when().is_some_and(|when| when.overlaps(period)))
            && has_words(text, [event.title.as_str()])
    }
}

/// What a list of events is sorted by. Ties are always settled by date, title and id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventOrder {
    /// Earliest first; those without a beginning last.
    #[default]
    When,
    /// By title, without case and accents.
    Title,
    /// By the name of the type; those without one last.
    Type,
    /// In the order of [`crate::model::Status::ALL`].
    Status,
    /// Most marks first.
    Marks,
    /// Most documents first.
    Documents,
}

/// The events that the filter lets through, sorted.
#[must_use]
pub fn events(project: &Project, filter: &Filter, order: EventOrder) -> Vec<EventId> {
    let sieve = Sieve::new(project, filter);
    let mut passed: Vec<(EventId, &Event)> =
        project.events().iter().filter(|(_, event)| sieve.passes(event)).map(|(id, event)| (id, &**event)).collect();
    passed.sort_by_cached_key(|(id, event)| (rank(project, *id, event, order), by_date(event), *id));
    passed.into_iter().map(|(id, _)| id).collect()
}

/// First by number, then by words: each order uses what it needs.
type Rank = (Reverse<usize>, Missing<String>);

fn rank(project: &Project, id: EventId, event: &Event, order: EventOrder) -> Rank {
    let none = (Reverse(0), Missing(None));
    match order {
        EventOrder::When => none,
        EventOrder::Title => (Reverse(0), Missing(Some(fold(&event.title)))),
        EventOrder::Type => {
            let code = event.kind.and_then(|kind| project.codes().get(kind));
            (Reverse(0), Missing(code.map(|code| fold(&code.name))))
        }
        EventOrder::Status => (Reverse(usize::MAX - event.status as usize), Missing(None)),
        EventOrder::Marks => (Reverse(project.index().evidence_count(id)), Missing(None)),
        EventOrder::Documents => (Reverse(project.index().documents_of_event(id).len()), Missing(None)),
    }
}

fn by_date(event: &Event) -> (Missing<NaiveDate>, Missing<NaiveDate>, String) {
    let (first, last) = event.when().map_or((None, None), |when| (when.earliest(), when.latest()));
    (Missing(first), Missing(last), fold(&event.title))
}

/// An event's place in time, as a sort key; an event that is not there comes last.
pub(super) fn date_key(project: &Project, event: EventId) -> impl Ord + use<> {
    Missing(project.events().get(event).map(|event| by_date(event)))
}

/// A sort key that puts what is not there last instead of first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missing<T>(pub Option<T>);

impl<T: Ord> Ord for Missing<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    }
}

impl<T: Ord> PartialOrd for Missing<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CodeKind, Proves, Status};
    use crate::project::testing::{World, when};

    #[test]
    fn each_field_that_says_something_must_agree() {
        let mut world = World::new();
        let meeting = world.event_type("Meeting");
        let visit = world.code(CodeKind::EventType, "Visit", Some(meeting));
        let arrest = world.event_type("Arrest");
        let (darmanin, daki) = (world.entity(&["Darmanin"]), world.entity(&["Daki"]));
        let event = world.event("Visite de Gérald Darmanin", "2025-03", Some(visit), &[darmanin]);
        let passes = |world: &World, filter: Filter| matches(&world.project, event, &filter);
        let words = |text: &str| Filter { text: text.into(), ..Filter::default() };
        let types = |types: &[CodeId]| Filter { types: types.iter().copied().collect(), ..Filter::default() };
        let period = |date: &str| Filter { period: when(date), ..Filter::default() };
        assert!(passes(&world, Filter::default()));
        assert!(passes(&world, words("GERALD visite")));
        assert!(!passes(&world, words("gerald Ouahbi")));
        assert!(passes(&world, types(&[meeting])), "a visit is a meeting");
        assert!(passes(&world, types(&[arrest, visit])));
        assert!(!passes(&world, types(&[arrest])));
        let with = |entity| Filter { entities: BTreeSet::from([entity]), ..Filter::default() };
        assert!(passes(&world, with(darmanin)) && !passes(&world, with(daki)));
        assert!(passes(&world, period("2025-03-10")) && passes(&world, period("2025-01/2025-03-01")));
        assert!(!passes(&world, period("2024")));
        assert!(!passes(&world, Filter { types: BTreeSet::from([visit]), ..words("Madrid") }));
        world.status(event, Status::Planned);
        assert!(!passes(&world, Filter::default()) && passes(&world, Filter::everything()));
    }

    #[test]
    fn an_event_without_a_date_is_in_no_period() {
        let mut world = World::new();
        let event = world.event("Talks", "", None, &[]);
        assert!(!matches(&world.project, event, &Filter { period: when("2025"), ..Filter::default() }));
    }

    #[test]
    fn lists_are_sorted_and_ties_settled_by_date() {
        let mut world = World::new();
        let (visit, arrest) = (world.event_type("visit"), world.event_type("Arrest"));
        let c = world.event("Charlie", "", Some(visit), &[]);
        let b = world.event("bravo", "2025-03-10", Some(visit), &[]);
        let e = world.event("Écho", "2025-03-10", Some(arrest), &[]);
        let a = world.event("alpha", "2024", None, &[]);
        world.status(a, Status::Planned);
        let text = world.document("Wire", "", "They met.");
        world.mark(text, "met", &[Proves::Event(c)]);
        let list = |order| events(&world.project, &Filter::everything(), order);
        assert_eq!(list(EventOrder::When), [a, b, e, c]);
        assert_eq!(list(EventOrder::Title), [a, b, c, e]);
        assert_eq!(list(EventOrder::Type), [e, b, c, a]);
        assert_eq!(list(EventOrder::Status), [b, e, c, a]);
        assert_eq!(list(EventOrder::Marks), [c, a, b, e]);
        assert_eq!(list(EventOrder::Documents), [c, a, b, e]);
    }
}
