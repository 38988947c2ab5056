//! The bins of a chart: those of the period asked for, and on a side that it leaves open from the first event or to the
//! last. Where that would be too many, no part of it is shown instead: what is asked for and what is drawn are never
//! different times.

use super::MAX_BINS;
use super::outside::stated;
use crate::model::{ChartSpec, Step};
use crate::query::calendar::{Bin, about_bins, bins, day_label, number_of};
use chrono::{Datelike, NaiveDate};

/// A step too narrow for the time it would have to show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "From {} to {} there are more than {MAX_BINS} bars of one {step}. Choose a wider step, such as {wider}, or a \
     shorter period; nothing is lost",
    day_label(*from), day_label(*to)
)]
pub struct TooManyBins {
    /// The step that was asked for.
    pub step: Step,
    /// The first day to be shown.
    pub from: NaiveDate,
    /// The last day to be shown.
    pub to: NaiveDate,
    /// A step that would do.
    pub wider: Step,
}

/// Bins that follow one another, and the number of the first.
#[derive(Clone, Debug)]
pub(in crate::query) struct Axis {
    pub bins: Vec<Bin>,
    /// The first and the last day of each bin, counted from the beginning of the calendar.
    days: Vec<(i32, i32)>,
    step: Step,
    first: i32,
}

impl Axis {
    /// From where the period of the filter begins to where it ends; on a side that it leaves open, as far as there are
    /// events. `None`: there are none.
    pub fn new(spec: &ChartSpec, counted: Option<(NaiveDate, NaiveDate)>) -> Result<Self, TooManyBins> {
        let (from, to) = stated(spec.filter.period.as_ref());
        let wanted = match counted {
            Some((first, last)) => {
                // What goes on may be known by a day beside the period alone: the side that is stated stays.
                let first = from.unwrap_or_else(|| to.map_or(first, |to| first.min(to)));
                Some((first, to.unwrap_or_else(|| last.max(first))))
            }
            None => from.zip(to),
        };
        let bins = match wanted {
            Some((from, to)) => bins(spec.by, from, to, MAX_BINS + 1),
            None => Vec::new(),
        };
        if let Some((from, to)) = wanted.filter(|_| bins.len() > MAX_BINS) {
            return Err(TooManyBins { step: spec.by, from, to, wider: wider(from, to) });
        }
        let first = bins.first().map_or(0, |bin| number_of(spec.by, bin.first));
        let days = bins.iter().map(|bin| (bin.first.num_days_from_ce(), bin.last.num_days_from_ce())).collect();
        Ok(Self { bins, days, step: spec.by, first })
    }

    /// The place on the axis of the bin that a day lies in; `None`: it lies beside it.
    pub fn place(&self, day: NaiveDate) -> Option<usize> {
        let place = usize::try_from(number_of(self.step, day).checked_sub(self.first)?).ok()?;
        (place < self.bins.len()).then_some(place)
    }

    /// Whether the axis lies between two days, so that it begins after the first and ends before the last.
    pub fn is_within(&self, first: NaiveDate, last: NaiveDate) -> bool {
        let ends = self.bins.first().zip(self.bins.last());
        ends.is_some_and(|(from, to)| first < from.first && to.last < last)
    }

    /// How many days from `first` to `last`, both inclusive, lie in each bin.
    pub fn days(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = (usize, u32)> + '_ {
        let from = self.place(first).unwrap_or(0);
        let (first, last) = (first.num_days_from_ce(), last.num_days_from_ce());
        let touched = self.days.iter().enumerate().skip(from).take_while(move |(_, bin)| bin.0 <= last);
        touched.filter_map(move |(place, bin)| {
            let days = last.min(bin.1) - first.max(bin.0) + 1;
            Some((place, u32::try_from(days).ok().filter(|days| *days > 0)?))
        })
    }
}

fn wider(from: NaiveDate, to: NaiveDate) -> Step {
    let fits = |step: &Step| about_bins(*step, from, to) <= MAX_BINS as u64;
    Step::ALL.into_iter().find(fits).unwrap_or(Step::Year)
}
