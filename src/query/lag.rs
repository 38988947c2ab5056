//! Publication lag: how many days after an event an outlet reported it.
//!
//! A report is an event and a document with a mark of it that counts. Its lag is the day of publication less the day
//! of the event, and is known only where both are single days: anything else would be a guess of the width of the
//! date. A sum over many events has no day of its own and stands beside. A negative lag is what a plan looks like, or a wrong date; a long one, a paragraph of background.

use super::facts::{Dated, FactSieve, Facts};
use super::series::Annotation;
use super::words::filter_in_words;
use crate::model::{DocumentId, EventId, Filter, Status};
use chrono::NaiveDate;
use std::ops::Range;

/// The lag of each outlet. Each report of an event that the filter lets through is in an outlet or in `unknown`,
/// unless the event is among `annotations`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lags {
    /// What is measured, of which events.
    pub title: String,
    /// The filter in words.
    pub filter: String,
    /// By name; documents without an outlet stand under an empty name, last.
    pub outlets: Vec<OutletLag>,
    /// Reports of which the event or the document has no single day, by event and document.
    pub unknown: Vec<(EventId, DocumentId)>,
    /// Sums over many events, earliest first.
    pub annotations: Vec<Annotation>,
    /// Events that no counted mark reports, by date.
    pub unreported: Vec<EventId>,
}

/// How late an outlet is.
#[derive(Clone, Debug, PartialEq)]
pub struct OutletLag {
    /// The outlet; may be empty.
    pub outlet: String,
    /// The middle of its lags in days; of an even number, halfway between the two in the middle.
    pub median_days: f64,
    /// The shortest, in days; negative: published before it happened.
    pub least_days: i64,
    /// The longest, in days.
    pub most_days: i64,
    /// What it was computed from, the shortest lag first; their number is the n to be shown with the median.
    pub reports: Vec<Report>,
}

/// A document that reports an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// Days from the event to the publication.
    pub days: i64,
    /// The event.
    pub event: EventId,
    /// The document.
    pub document: DocumentId,
}

/// Reports of one outlet that are equally late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// How late, in days.
    pub days: i64,
    /// Their places in [`OutletLag::reports`], half-open; at least one.
    pub reports: Range<usize>,
}

impl OutletLag {
    /// Its reports, put together where they are equally late, the shortest lag first.
    #[must_use]
    pub fn spots(&self) -> Vec<Spot> {
        let mut spots: Vec<Spot> = Vec::new();
        for (at, report) in self.reports.iter().enumerate() {
            match spots.last_mut().filter(|spot| spot.days == report.days) {
                Some(spot) => spot.reports.end = at + 1,
                None => spots.push(Spot { days: report.days, reports: at..at + 1 }),
            }
        }
        spots
    }
}

/// Where a number of days stands on an axis on which the days around 0 have room and years fit all the same:
/// ±ln(1 + days).
#[must_use]
pub fn place(days: f64) -> f64 {
    days.signum() * days.abs().ln_1p()
}

/// Days to be named on that axis.
pub const NAMED_DAYS: [i64; 13] = [-1_000, -365, -100, -30, -7, -1, 0, 1, 7, 30, 100, 365, 1_000];

impl Facts {
    /// How many days after the events that a filter lets through their reports were published.
    #[must_use]
    pub fn lags(&self, filter: &Filter) -> Lags {
        let sieve = FactSieve::new(self, filter);
        let words = filter_in_words(&self.project, filter).join(", ");
        let title = format!("Days from the event to its publication, by outlet, {words}");
        let mut lags = Lags { title, filter: words, ..Lags::default() };
        // By the number of the outlet; those without a name have none and come last.
        let mut outlets: Vec<Vec<Report>> = vec![Vec::new(); self.outlets.values().len() + 1];
        let (mut unreported, mut annotations) = (Vec::new(), Vec::new());
        for (number, row) in self.rows.iter().enumerate().filter(|(number, row)| sieve.passes(*number, row)) {
            if row.status == Status::Aggregate {
                annotations.push(super::facts::packed::small(number));
                continue;
            }
            let mut papers: Vec<u32> = self.marks_of.of(number).iter().map(|(_, document)| *document).collect();
            papers.dedup();
            if papers.is_empty() {
                unreported.push(super::facts::packed::small(number));
            }
            let happened = (row.dated == Dated::Bounded).then(|| row.first.zip(row.last)).flatten().and_then(one_day);
            for paper in papers {
                let Some(document) = self.documents.value(paper).copied() else { continue };
                let Some(row_of) = self.papers.get(paper as usize) else { continue };
                let Some((happened, published)) = happened.zip(row_of.published.and_then(one_day)) else {
                    lags.unknown.push((row.id, document));
                    continue;
                };
                let days = published.signed_duration_since(happened).num_days();
                let outlet = row_of.outlet.map_or(self.outlets.values().len(), |outlet| outlet as usize);
                if let Some(reports) = outlets.get_mut(outlet) {
                    reports.push(Report { days, event: row.id, document });
                }
            }
        }
        lags.unknown.sort_unstable();
        lags.unreported = self.by_date(unreported);
        lags.annotations = self.annotations(annotations);
        let names = self.outlets.values().iter().map(String::as_str).chain([""]);
        lags.outlets = names.zip(outlets).filter_map(|(outlet, reports)| of_outlet(outlet, reports)).collect();
        lags.outlets.sort_by(|a, b| (a.outlet.is_empty(), &a.outlet).cmp(&(b.outlet.is_empty(), &b.outlet)));
        lags
    }
}

fn one_day((first, last): (NaiveDate, NaiveDate)) -> Option<NaiveDate> {
    (first == last).then_some(first)
}

fn of_outlet(outlet: &str, mut reports: Vec<Report>) -> Option<OutletLag> {
    reports.sort_unstable();
    let at = |place: usize| reports.get(place).map(|report| report.days);
    let (low, high) = (at((reports.len().checked_sub(1)?) / 2)?, at(reports.len() / 2)?);
    Some(OutletLag {
        outlet: outlet.to_owned(),
        median_days: f64::midpoint(low as f64, high as f64),
        least_days: reports.first()?.days,
        most_days: reports.last()?.days,
        reports,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Proves;
    use crate::project::testing::World;

    #[test]
    fn a_lag_is_known_where_both_days_are() {
        let mut world = World::new();
        let visit = world.event("Visit", "2025-03-10", None, &[]);
        let month = world.event("Plan", "2025-03", None, &[]);
        let planned = world.event("Talks", "2025-04-01", None, &[]);
        let alone = world.event("Alone", "2025-01-01", None, &[]);
        let text = "They came and went, and met.";
        let reports = [("Wire", "2025-03-11"), ("Wire", "2025-03-14"), ("Strait", "2025-03"), ("", "2025-03-20")];
        let documents = reports.map(|(outlet, date)| world.document(outlet, date, text));
        for document in documents {
            world.mark(document, "came", &[Proves::Event(visit)]);
            world.mark(document, "went", &[Proves::Event(visit)]);
        }
        world.mark(documents[0], "met", &[Proves::Event(month), Proves::Event(planned)]);
        let sum = world.event("Over 200 visits", "2025-03-10", None, &[]);
        world.status(sum, Status::Aggregate);
        world.mark(documents[0], "met", &[Proves::Event(sum)]);
        let lags = Facts::of(&world.project).lags(&Filter::everything());
        assert_eq!(lags.annotations.iter().map(|one| one.event).collect::<Vec<_>>(), [sum], "a sum is no event");
        let seen: Vec<_> = lags
            .outlets
            .iter()
            .map(|of| (of.outlet.as_str(), of.reports.len(), of.median_days, of.least_days, of.most_days))
            .collect();
        assert_eq!(seen, [("Wire", 3, 1.0, -21, 4), ("", 1, 10.0, 10, 10)]);
        assert_eq!(lags.outlets[0].reports[0].event, planned, "published before it happened");
        let spots: Vec<_> = lags.outlets[0].spots().iter().map(|spot| (spot.days, spot.reports.len())).collect();
        assert_eq!(spots, [(-21, 1), (1, 1), (4, 1)]);
        assert!(place(0.0).abs() < 1e-12 && (place(7.0) + place(-7.0)).abs() < 1e-12 && place(30.0) > place(7.0));
        let mut unknown = vec![(visit, documents[2]), (month, documents[0])];
        unknown.sort();
        assert_eq!((lags.unknown, lags.unreported), (unknown, vec![alone]));
    }
}
