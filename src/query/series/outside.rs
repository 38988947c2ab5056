//! Where the period that was asked for ends: which part of an event lies beside it, and which bins it covers only partly.
//!
//! It promises that what is counted beside the period and what stands in the bins add up to the whole, and that both
//! edges are said in words. What it does *not* do: decide which events a period lets through; that is the filter.

use super::count::{apart, days_in};
use super::{Item, Keys, Placed, Spot, Sums, units_in_words};
use crate::base::number::counted;
use crate::base::when::When;
use crate::model::{ChartSpec, EventId, Filter, Unit};
use crate::query::calendar::{Bin, day_label};
use crate::query::facts::{Facts, Row};
use chrono::NaiveDate;

/// What lies beside the period that was asked for; nothing without a period, and where the rule for dates is strict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// Events that begin before the period and reach into it: where dates count where they start, they are in no bin.
    /// Earliest first.
    pub earlier: Vec<EventId>,
    /// Events in bins of which some possible days lie beside the period, where dates are spread over their days.
    /// Earliest first.
    pub partly: Vec<EventId>,
    /// What these have beside the period: the shares that are in no bin, added up, in the unit that is counted. Of events
    /// the bins and this number add up to the events shown.
    pub amount: f64,
}

/// The days that were asked about; a side of which nothing is said is open.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::query) struct Limits {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl Limits {
    /// Those that all of these filters share.
    pub fn of<'f>(filters: impl Iterator<Item = &'f Filter>) -> Self {
        let mut limits = Self::default();
        for period in filters.filter_map(|filter| filter.period.as_ref()) {
            limits.from = limits.from.max(period.earliest());
            limits.to = match (limits.to, period.latest()) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        limits
    }

    /// Whether a day lies before them.
    pub fn begin_after(self, day: NaiveDate) -> bool {
        self.from.is_some_and(|from| day < from)
    }

    /// The part of a stretch of days that lies within; `None`: there is none.
    pub fn part(self, (first, last): (NaiveDate, NaiveDate)) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.from.map_or(first, |from| first.max(from));
        let last = self.to.map_or(last, |to| last.min(to));
        (first <= last).then_some((first, last))
    }
}

impl Outside {
    /// Of what was placed; of its rows in bins only those that count.
    pub(in crate::query) fn of(facts: &Facts, unit: Unit, placed: &Placed, counts: impl Fn(&Row) -> bool) -> Self {
        let is_partly = |spot: &Spot| matches!(spot, Spot::Partly(..));
        let partly = placed.shown.iter().filter(|(_, spot)| is_partly(spot));
        let partly: Vec<(u32, Spot)> =
            partly.filter(|(at, _)| facts.rows.get(*at as usize).is_some_and(&counts)).copied().collect();
        let mut amount = 0.0;
        if !partly.is_empty() {
            let keys = Keys::new(facts, None, unit);
            let mut sums = Sums::new(facts, unit, true, 1);
            for event in &partly {
                let share = share_beside(facts, *event);
                keys.items(event.0 as usize, &mut |item: Item| sums.put(0, item, share));
            }
            amount = sums.settled().first().map_or(0.0, |sum| sum.amount);
        }
        Self {
            earlier: facts.by_date(placed.earlier.clone()),
            partly: facts.by_date(partly.into_iter().map(|(at, _)| at).collect()),
            amount,
        }
    }

    /// What lies beside, in sentences without a stop.
    pub(in crate::query) fn in_words(&self, unit: Unit) -> Vec<String> {
        let mut said = Vec::new();
        let (earlier, partly) = (self.earlier.len(), self.partly.len());
        if earlier > 0 {
            let (begin, are) = if earlier == 1 { ("begins", "is") } else { ("begin", "are") };
            said.push(format!("{} {begin} before the period and {are} not counted", counted(earlier, "event")));
        }
        if partly > 0 {
            let verb = if partly == 1 { "lies" } else { "lie" };
            let amount = match self.amount {
                ..0.005 => format!("less than 0.01 {unit}"),
                amount => units_in_words(amount, unit),
            };
            said.push(format!(
                "{} {verb} partly beside the period; what lies there comes to {amount} and is not drawn",
                counted(partly, "event"),
            ));
        }
        said
    }
}

fn share_beside(facts: &Facts, (number, spot): (u32, Spot)) -> f64 {
    let Spot::Partly(first, last) = spot else { return 0.0 };
    let limits = Limits { from: Some(first), to: Some(last) };
    let stretches = apart(facts, number);
    let all: f64 = stretches.iter().copied().map(days_in).sum();
    let within: f64 = stretches.iter().filter_map(|stretch| limits.part(*stretch)).map(days_in).sum();
    1.0 - within / all
}

/// Whether the period that a chart asks for covers only a part of a bin.
#[must_use]
pub fn is_partial(spec: &ChartSpec, bin: &Bin) -> bool {
    let Some(period) = &spec.filter.period else { return false };
    period.earliest().is_some_and(|from| bin.first < from) || period.latest().is_some_and(|to| to < bin.last)
}

/// What the edges of the period do to the numbers of a chart, in sentences without a stop: bins that it covers only
/// partly, and what lies beside it.
pub(in crate::query) fn edges(spec: &ChartSpec, bins: &[Bin], outside: &Outside) -> Vec<String> {
    partial_in_words(spec, bins).into_iter().chain(outside.in_words(spec.unit)).collect()
}

/// Which bins are only partly in the period, in a sentence without a stop.
pub(in crate::query) fn partial_in_words(spec: &ChartSpec, bins: &[Bin]) -> Option<String> {
    let period = spec.filter.period.as_ref()?;
    let partial: Vec<&str> = bins.iter().filter(|bin| is_partial(spec, bin)).map(|bin| bin.label.as_str()).collect();
    let verb = if partial.len() == 1 { "lies" } else { "lie" };
    let from = period.earliest().map(|day| format!(" from {}", day_label(day)));
    let to = period.latest().map(|day| format!(" to {}", day_label(day)));
    (!partial.is_empty()).then(|| {
        format!(
            "{} {verb} only partly in the period{}{} and cannot be compared with whole bins",
            partial.join(" and "),
            from.unwrap_or_default(),
            to.unwrap_or_default()
        )
    })
}

/// The first day and the last one that a period states.
pub(super) fn stated(period: Option<&When>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (period.and_then(When::earliest), period.and_then(When::latest))
}
