//! Events that lack something, or that happened before they could be reported.
//!
//! A generic statement (“such arrests are common”) needs neither date nor actors, and what the sources themselves leave
//! unspecified is not missing.

use super::{Finding, Repair, named};
use crate::model::{Event, EventId, Field, Flaw, Status};
use crate::project::Project;
use crate::query::scope;
use chrono::NaiveDate;

pub(super) fn find(project: &Project) -> Vec<Finding> {
    project.events().iter().flat_map(|(id, event)| of(project, id, event)).collect()
}

fn of(project: &Project, id: EventId, event: &Event) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut find = |flaw, what: &str| {
        found.push(Finding::new(flaw, vec![id.into()], format!("{} {what}", named(project, id.into()))));
    };
    let generic = event.status == Status::Generic;
    let open = |field| generic || event.unspecified.contains(&field);
    if event.when().is_none() && !open(Field::When) {
        find(Flaw::NoDate, if event.stated.is_empty() { "has no date" } else { "has a date in words only" });
    }
    if event.participants.is_empty() && !open(Field::Participants) {
        find(Flaw::NoActor, "has nobody who takes part");
    }
    let marks = scope::counted_marks(project, id);
    if marks.is_empty() {
        let any = project.index().evidence_count(id) > 0;
        let none = if any { "is proved only by marks that do not count" } else { "is proved by no mark" };
        find(Flaw::NoEvidence, none);
    }
    for (at, figure) in event.figures.iter().enumerate() {
        if [&figure.unit, &figure.currency, &figure.what].into_iter().all(|words| words.trim().is_empty()) {
            let what = format!("{} counts {}, but not of what", named(project, id.into()), figure.value);
            found.push(
                Finding::new(Flaw::NoUnit, vec![id.into()], what).rests_on(format!("figure {at}: {}", figure.value)),
            );
        }
    }
    let documents: Vec<_> = marks.iter().map(|(_, document)| *document).collect();
    found.extend(reported_before(project, id, event, &documents));
    found
}

/// An event that is said to have happened, and begins after the last report of it was published.
fn reported_before(
    project: &Project,
    id: EventId,
    event: &Event,
    documents: &[crate::model::DocumentId],
) -> Option<Finding> {
    if event.status != Status::Happened {
        return None;
    }
    let begins = event.when()?.earliest()?;
    let published = |document: &crate::model::DocumentId| -> Option<NaiveDate> {
        project.documents().get(*document)?.published.as_ref()?.when.latest()
    };
    let last = documents.iter().filter_map(published).max().filter(|last| *last < begins)?;
    let day = |date: NaiveDate| date.format("%-d %B %Y").to_string();
    let what =
        format!("{} happened on {}, but its last report is of {}", named(project, id.into()), day(begins), day(last));
    let finding = Finding::new(Flaw::AfterPublication, vec![id.into()], what);
    Some(finding.rests_on(format!("{begins} after {last}")).repaired_by(Some(Repair::SetPlanned(id))))
}
