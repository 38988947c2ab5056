//! One series of a trend: its points, its curves, and what the tests say.

use super::super::series::{Placed, shares};
use crate::base::number::counted;
use crate::model::{ChartSpec, Compared, EventId, TrendOf, TrendSpec, Window};
use crate::query::calendar::Bin;
use crate::query::facts::Facts;
use crate::query::series::{Annotation, Axis, Band, Outside, amount_in_words, partial_in_words};
use crate::query::statistics::{
    Alignment, ChangePoint, Lowess, MovingAverage, NotComputable, PoissonScan, Trend as Tested, change_point,
    cumulative, cumulative_sentence, lowess, moving_average_at, poisson_scan, trend_at,
};
use crate::query::words::filter_in_words;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;

/// Passes of LOWESS that weaken outliers, as in R.
const LOWESS_PASSES: usize = 3;

/// A mean of fewer events is flagged. An event whose days are spread over bins has half of itself in a bin if it is as
/// likely to have been there as not; if a bin has less than that in all, it more probably has no event than one.
pub const THIN: f64 = 0.5;

/// One series of a trend.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How a legend names it.
    pub name: String,
    /// What it asks for beside the common filter, in words; empty: nothing.
    pub filter: String,
    /// One for each bin.
    pub points: Vec<Point>,
    /// The places of the bins that have a value, from 0. What smooths and tests looks at these alone, one for each.
    pub known: Vec<usize>,
    /// The running total, one for each of `known`; none of means.
    pub cumulative: Option<Vec<f64>>,
    /// Whether the running total is what is drawn. Curves and tests are about the values of the bins all the same.
    pub is_cumulative: bool,
    /// The moving average, one for each of `known`, if one was asked for.
    pub average: Option<MovingAverage>,
    /// The LOWESS curve, one value for each of `known`, if one was asked for.
    pub lowess: Option<Result<Lowess, NotComputable>>,
    /// The test of Mann and Kendall with Sen's slope.
    pub trend: Result<Tested, NotComputable>,
    /// One shift of the level: by least squares, and the test of Pettitt.
    pub change: Result<ChangePoint, NotComputable>,
    /// One shift of the rate of small counts, if whole events are counted.
    pub scan: Option<Result<PoissonScan, NotComputable>>,
    /// All of these in sentences, refusals included, each with its stop; before them what the edges of the period do to the
    /// numbers, and where a mean is of next to nothing.
    pub findings: Vec<String>,
    /// Events in its points, each once.
    pub events: usize,
    /// Events in a bin whose type has no weight, earliest first; none if events are counted.
    pub unweighted: Vec<EventId>,
    /// As in [`crate::query::Activity`].
    pub undated: Vec<EventId>,
    /// As in [`crate::query::Activity`].
    pub spanning: Vec<EventId>,
    /// As in [`crate::query::Activity`].
    pub across: Vec<EventId>,
    /// As in [`crate::query::Activity`]; of events that are in its points.
    pub outside: Outside,
    /// As in [`crate::query::Activity`].
    pub bands: Vec<Band>,
    /// As in [`crate::query::Activity`].
    pub annotations: Vec<Annotation>,
    /// As in [`crate::query::Activity`].
    pub set_aside: Vec<EventId>,
}

impl Line {
    /// What the line shows at a bin, counted from 0: its value, or the running total up to it.
    #[must_use]
    pub fn drawn(&self, bin: usize) -> Option<f64> {
        if !self.is_cumulative {
            return self.points.get(bin)?.value;
        }
        let known = self.known.binary_search(&bin).ok()?;
        self.cumulative.as_ref()?.get(known).copied()
    }

    /// What the tests say in a few words each, as a row of a table has room for: the total, the trend, the level, the rate.
    /// `bins` are those of its points, `step` their width in words.
    #[must_use]
    pub fn brief(&self, bins: &[Bin], step: &str) -> Vec<String> {
        let label = |at: usize| {
            let bin = self.known.get(at).and_then(|at| bins.get(*at));
            bin.map(|bin| bin.label.clone()).unwrap_or_default()
        };
        let total = self.cumulative.as_ref().and_then(|totals| totals.last());
        let minus = |amount: f64| if amount < 0.0 { "−" } else { "" };
        let in_words = |total: &f64| format!("total {}{}", minus(*total), amount_in_words(total.abs()));
        let mut said: Vec<String> = total.map(in_words).into_iter().collect();
        // What is too little for the trend is too little for everything.
        if let (Err(why), Err(_)) = (&self.trend, &self.change) {
            said.push(format!("nothing tested: {why}"));
            return said;
        }
        said.push(match &self.trend {
            Ok(trend) => trend.brief(step),
            Err(why) => format!("trend not computed: {why}"),
        });
        said.push(match &self.change {
            Ok(change) => change.brief(label),
            Err(why) => format!("change point not computed: {why}"),
        });
        said.extend(self.scan.as_ref().map(|scan| match scan {
            Ok(scan) => scan.brief(label),
            Err(why) => format!("change of the rate not computed: {why}"),
        }));
        said
    }

    /// The events behind what the line shows at a bin, sorted by id.
    #[must_use]
    pub fn behind(&self, bin: usize) -> Vec<EventId> {
        let from = if self.is_cumulative { 0 } else { bin };
        let points = self.points.get(from..=bin).unwrap_or_default();
        let events: BTreeSet<EventId> = points.iter().flat_map(|point| &point.events).copied().collect();
        events.into_iter().collect()
    }
}

/// The figures of one bin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// How many events: their shares added up.
    pub n: f64,
    /// Their weights, each times its share, added up; 0 where events are counted and have none.
    pub sum: f64,
    /// What the line shows; `None`: the mean of no event.
    pub value: Option<f64>,
    /// The events behind it, sorted by id.
    pub events: Vec<EventId>,
}

impl Point {
    /// The mean weight; `None` if there is no event. Never to be shown without `n`.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0.0).then(|| self.sum / self.n)
    }

    /// Whether its mean is of less than [`THIN`] events, as it can be where dates are spread over their days.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        self.n > 0.0 && self.n < THIN
    }
}

/// How many bins have a mean of next to nothing, in a sentence without a stop.
fn thin(points: &[Point]) -> Option<String> {
    let bins = points.iter().filter(|point| point.is_thin()).count();
    (bins > 0).then(|| {
        format!(
            "In {} the mean is of less than half an event (n < {THIN}), more probably of none: read it with its n",
            counted(bins, "bin")
        )
    })
}

/// The line of what was placed.
pub(super) fn line(
    facts: &Facts,
    axis: &Axis,
    (spec, asked): (&ChartSpec, &TrendSpec),
    compared: &Compared,
    placed: Placed,
) -> Line {
    let (points, unweighted) = points(facts, axis, asked.of, &placed);
    let known: Vec<usize> = (0..).zip(&points).filter(|(_, point)| point.value.is_some()).map(|(at, _)| at).collect();
    let values: Vec<f64> = points.iter().filter_map(|point| point.value).collect();
    let is_asked = !compared.filter.is_everything();
    let filter = if is_asked { filter_in_words(&facts.project, &compared.filter) } else { Vec::new() };
    let events = placed.shown.len() - unweighted.len();
    let outside = Outside::of(facts, spec.unit, &placed, |row| asked.of == TrendOf::Count || row.weight.is_some());
    let whole = |point: &Point| (point.n.fract() == 0.0).then_some(point.events.len());
    let counts: Option<Vec<usize>> = points.iter().map(whole).collect();
    let places: Vec<f64> = known.iter().map(|at| *at as f64).collect();
    let share = |percent: u8| lowess(&places, &values, f64::from(percent) / 100.0, LOWESS_PASSES);
    let mut line = Line {
        name: compared.name.clone(),
        // A comparison that says nothing of statuses takes those of the chart.
        filter: filter.into_iter().filter(|words| words != "any status").collect::<Vec<_>>().join(", "),
        is_cumulative: asked.cumulative,
        cumulative: (asked.of != TrendOf::Mean).then(|| cumulative(&values)),
        average: asked.average.and_then(|average| {
            let alignment = match average.window {
                Window::Centred => Alignment::Centred,
                Window::Trailing => Alignment::Trailing,
            };
            Some(moving_average_at(&known, &values, NonZeroUsize::new(average.bins.into())?, alignment))
        }),
        lowess: asked.lowess_percent.map(share),
        trend: trend_at(&known, &values),
        change: change_point(&values),
        scan: counts.filter(|_| asked.of == TrendOf::Count).map(|counts| poisson_scan(&counts)),
        findings: Vec::new(),
        outside,
        points,
        known,
        events,
        unweighted: facts.by_date(unweighted),
        undated: facts.by_date(placed.undated),
        spanning: facts.by_date(placed.spanning),
        across: facts.by_date(placed.across),
        bands: facts.bands(placed.bands),
        annotations: facts.annotations(placed.annotations),
        set_aside: facts.by_date(placed.set_aside),
    };
    line.findings = findings(&line, axis, (spec, asked));
    line
}

/// The points, and the rows that are in a bin and have no weight.
fn points(facts: &Facts, axis: &Axis, of: TrendOf, placed: &Placed) -> (Vec<Point>, Vec<u32>) {
    let mut points = vec![Point::default(); axis.bins.len()];
    let mut unweighted = Vec::new();
    let mut found = Vec::new();
    for (number, spot) in &placed.shown {
        let Some(row) = facts.rows.get(*number as usize) else { continue };
        if of != TrendOf::Count && row.weight.is_none() {
            unweighted.push(*number);
            continue;
        }
        shares(facts, axis, (*number, *spot), &mut found);
        for (bin, share) in &found {
            let Some(point) = points.get_mut(*bin as usize) else { continue };
            point.n += share;
            point.sum += share * row.weight.unwrap_or(0.0);
            point.events.push(row.id);
        }
    }
    for point in &mut points {
        point.value = match of {
            TrendOf::Sum => Some(point.sum),
            TrendOf::Mean => point.mean(),
            TrendOf::Count => Some(point.n),
        };
    }
    (points, unweighted)
}

fn findings(line: &Line, axis: &Axis, (spec, asked): (&ChartSpec, &TrendSpec)) -> Vec<String> {
    let step = spec.by.to_string();
    let label = |at: usize| {
        let bin = line.known.get(at).and_then(|at| axis.bins.get(*at));
        bin.map(|bin| bin.label.clone()).unwrap_or_default()
    };
    let mut said: Vec<String> = Vec::new();
    said.extend(partial_in_words(spec, &axis.bins).map(|words| format!("{words}; the tests take them as whole.")));
    said.extend(line.outside.in_words(spec.unit).into_iter().map(|words| format!("{words}.")));
    said.extend((asked.of == TrendOf::Mean).then(|| thin(&line.points)).flatten().map(|words| format!("{words}.")));
    let refused = |what: &str, why: NotComputable| format!("{what} not computed. {why}.");
    let totals = line.cumulative.as_ref().filter(|totals| !totals.is_empty());
    said.extend(totals.map(|totals| cumulative_sentence(totals, &step)));
    said.extend(line.average.as_ref().map(|average| average.sentence(&step)));
    said.extend(line.lowess.as_ref().map(|curve| match curve {
        Ok(curve) => curve.sentence(),
        Err(why) => refused("Smooth curve", *why),
    }));
    said.push(match &line.trend {
        Ok(trend) => trend.sentence(&step),
        Err(why) => refused("Trend", *why),
    });
    said.push(match &line.change {
        Ok(change) => change.sentence(label),
        Err(why) => refused("Change point", *why),
    });
    said.extend(line.scan.as_ref().map(|scan| match scan {
        Ok(scan) => scan.sentence(&step, label),
        Err(why) => refused("Change of the rate", *why),
    }));
    said
}
