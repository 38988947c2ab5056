//! What has to do with a period that somebody chose on a chart, so that every panel can be narrowed to it.
//!
//! What it does *not* do: ask when something was published or written. A period is one of events.

use crate::base::when::When;
use crate::model::RecordId;
use crate::project::Project;
use std::collections::BTreeSet;

/// The events whose date overlaps the period, the entities that take part in one, the marks that are evidence of one,
/// and the documents that these marks stand in. What has no date has to do with no period.
#[must_use]
pub fn of_period(project: &Project, period: &When) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::new();
    for (id, event) in project.events().iter() {
        if !event.when().is_some_and(|when| when.overlaps(period)) {
            continue;
        }
        found.insert(id.into());
        found.extend(event.entities().map(RecordId::from));
        for (document, mark) in project.index().places_of_event(id) {
            found.extend([RecordId::from(document), RecordId::from(mark)]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Proves;
    use crate::project::testing::{World, when};

    #[test]
    fn a_period_has_its_events_and_who_and_what_speaks_of_them() {
        let mut world = World::new();
        let (france, spain) = (world.entity(&["France"]), world.entity(&["Spain"]));
        let visit = world.event("Visit", "2025-03-10", None, &[france]);
        let talks = world.event("Talks", "2025-04", None, &[spain]);
        world.event("Undated", "", None, &[spain]);
        let paper = world.document("Wire", "2025-05-01", "They came. They talked.");
        let came = world.mark(paper, "came", &[Proves::Event(visit)]);
        let talked = world.mark(paper, "talked", &[Proves::Event(talks)]);
        let of = |period: &str| of_period(&world.project, &when(period).expect("a period"));
        let march: BTreeSet<RecordId> = [visit.into(), france.into(), paper.into(), came.into()].into();
        assert_eq!(of("2025-03"), march);
        let both: BTreeSet<RecordId> = march.into_iter().chain([talks.into(), spain.into(), talked.into()]).collect();
        assert_eq!(of("2025"), both);
        assert!(of("2024").is_empty());
    }
}
