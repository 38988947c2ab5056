//! The time that a filter leaves to look at, whatever period it asks for: bins from the first event to the last, and
//! how many events begin in each. What a period is chosen from.
//!
//! An event stands at the first day on which it can have been; one without a date, or with one that is open on a side,
//! stands nowhere here. That is enough to see where there is something; what is counted, the charts say.

use super::calendar::{Bin, about_bins, bins, number_of};
use super::facts::{Dated, FactSieve, Facts};
use crate::base::when::When;
use crate::model::{Filter, Step};
use chrono::NaiveDate;

/// As many bins as a finger can tell apart.
const MOST: u64 = 120;

/// More years than anybody slides through.
const MOST_YEARS: usize = 2_000;

/// Bins of time, with how many events begin in each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Width of a bin.
    pub step: Step,
    /// Without a gap, in order; none if no event has a date.
    pub bins: Vec<Bin>,
    /// Events that begin in each bin.
    pub counts: Vec<usize>,
}

impl Facts {
    /// The extent of what a filter lets through, its period left aside.
    #[must_use]
    pub fn extent(&self, filter: &Filter) -> Extent {
        let filter = Filter { period: None, ..filter.clone() };
        let sieve = FactSieve::new(self, &filter);
        let passing = self.rows.iter().enumerate().filter(|(at, row)| sieve.passes(*at, row));
        let days: Vec<(NaiveDate, NaiveDate)> = passing
            .filter(|(_, row)| row.dated == Dated::Bounded)
            .filter_map(|(_, row)| Some((row.first?, row.last?)))
            .collect();
        let first = days.iter().map(|(first, _)| *first).min();
        let last = days.iter().map(|(_, last)| *last).max();
        let Some((first, last)) = first.zip(last) else { return Extent::default() };
        let fits = |step: &Step| about_bins(*step, first, last) <= MOST;
        let step = Step::ALL.into_iter().find(fits).unwrap_or(Step::Year);
        let bins = bins(step, first, last, MOST_YEARS);
        let from = number_of(step, first);
        let mut counts = vec![0; bins.len()];
        for (day, _) in days {
            let place = usize::try_from(number_of(step, day) - from).ok();
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count += 1;
            }
        }
        Extent { step, bins, counts }
    }
}

impl Extent {
    /// The bins that a period touches, from the first to the last, both inclusive; all of them without a period. `None`:
    /// there are no bins, or the period lies beside them.
    #[must_use]
    pub fn within(&self, period: Option<&When>) -> Option<(usize, usize)> {
        let end = self.bins.len().checked_sub(1)?;
        let Some(period) = period else { return Some((0, end)) };
        let (from, to) = (period.earliest(), period.latest());
        let first = from.map_or(0, |from| self.bins.partition_point(|bin| bin.last < from));
        let after = to.map_or(end + 1, |to| self.bins.partition_point(|bin| bin.first <= to));
        let last = after.checked_sub(1)?;
        (first <= last).then_some((first, last))
    }

    /// The period of the bins from one to another, both inclusive; `None` for all of them, or none.
    #[must_use]
    pub fn period(&self, first: usize, last: usize) -> Option<When> {
        if first == 0 && last + 1 >= self.bins.len() {
            return None;
        }
        let (from, to) = (self.bins.get(first)?.first, self.bins.get(last)?.last);
        format!("{from}/{to}").parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::{World, when};

    fn extent(dates: &[&str], filter: &Filter) -> Extent {
        let mut world = World::new();
        for date in dates {
            world.event("Talks", date, None, &[]);
        }
        Facts::of(&world.project).extent(filter)
    }

    #[test]
    fn the_period_asked_for_does_not_narrow_it() {
        let dates = ["2024-01-10", "2024-01-11", "2025-03", "", "2026/.."];
        let filter = Filter { period: when("2025"), ..Filter::default() };
        let found = extent(&dates, &filter);
        assert_eq!((found.step, found.bins.len(), found.counts.iter().sum::<usize>()), (Step::Week, 65, 3));
        assert_eq!(found, extent(&dates, &Filter::default()));
        assert_eq!(extent(&["", "2026/.."], &Filter::default()), Extent::default());
    }

    #[test]
    fn periods_and_bins_lead_to_each_other() {
        let found = extent(&["2010-02-01", "2024-11-30"], &Filter::default());
        assert_eq!((found.step, found.bins.len()), (Step::Quarter, 60));
        assert_eq!(found.within(None), Some((0, 59)));
        assert_eq!(found.period(0, 59), None, "all of it is no period");
        let period = found.period(4, 7).expect("a period");
        assert_eq!(period.to_string(), "2011-01-01/2011-12-31");
        assert_eq!(found.within(Some(&period)), Some((4, 7)));
        assert_eq!(found.within(when("2011-06/..").as_ref()), Some((5, 59)));
        assert_eq!(found.within(when("1999").as_ref()), None, "before all of it");
        assert_eq!(found.within(when("2030").as_ref()), None, "after all of it");
    }
}
