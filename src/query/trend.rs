//! The cooperation trend: one number for each bin, what smooths it, and what tests it.
//!
//! The number is the sum or the mean of the weights that the codebook gives to the types of events, or their count. It
//! promises that a mean never stands without the number of events that it is of, that every number keeps these events,
//! and that nothing vanishes: an event that the filter of a line lets through is in its points, or in exactly one of
//! `unweighted` (its type has no weight, or it has no type), `undated`, `spanning`, `outside.earlier`, `bands`, `annotations` and
//! `set_aside`, as in [`super::series`]. Tests that would have nothing to say refuse with a reason.
//!
//! What it does *not* do: decide what counts as cooperation. That an arrest for a partner is a service rendered, and no
//! act of conflict, is said by the weight of its type in the codebook, where it can be changed.

mod line;
mod words;

pub use line::{Line, Point, THIN};

use super::calendar::Bin;
use super::facts::{FactSieve, Facts};
use super::series::{Axis, Denominator, Placed, TooManyBins, denominator, tell_apart};
use super::words::filter_in_words;
use crate::model::{ChartSpec, Compared, Filter, TrendOf, TrendSpec, Unit};
use crate::project::Project;

/// A trend's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// What was asked.
    pub spec: ChartSpec,
    /// Such as “Cooperation index per month, sum of weights, happened; strict dates”.
    pub title: String,
    /// How events are weighed, in sentences without a last stop.
    pub weighing: String,
    /// How imprecise dates are treated, in a sentence without a stop.
    pub rule: String,
    /// The filter that all lines share, in words.
    pub filter: String,
    /// The axis without a gap, shared by all lines.
    pub bins: Vec<Bin>,
    /// The series, in the order in which they were asked for; just one if none are compared.
    pub lines: Vec<Line>,
    /// The documents of the project by their date of publication.
    pub denominator: Denominator,
    /// If the corpus itself grew or shrank with the number of events of all lines: what that may mean.
    pub caution: Option<String>,
}

/// Why there is no trend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTrend {
    /// The step is too narrow.
    #[error(transparent)]
    TooManyBins(#[from] TooManyBins),
    /// Something else than events was asked for.
    #[error("A trend is of events: {0} have no weight. Choose events as what is counted; nothing is lost")]
    NotEvents(Unit),
    /// A moving average over no bins.
    #[error("A moving average is over one bin or more. Choose how many; nothing is lost")]
    NoWindow,
    /// A running total of means.
    #[error(
        "Means do not add up to a running total. Follow the sum of weights or the number of events; nothing is lost"
    )]
    NoTotal,
    /// LOWESS looks at a share of the bins that there is not.
    #[error("A LOWESS curve looks at 1 to 100 percent of the bins, not {0}. Choose another share; nothing is lost")]
    NoShare(u8),
}

/// Computes a trend. For several questions about one state of a project make [`Facts`] once.
///
/// # Errors
/// If it is not of events, if there would be too many bins, or if a curve has no window.
pub fn trend(project: &Project, spec: &ChartSpec) -> Result<Trend, NoTrend> {
    Facts::of(project).trend(spec)
}

impl Facts {
    /// Computes the trend that a chart asks for; of a chart that asks for none, the usual one.
    ///
    /// # Errors
    /// If it is not of events, if there would be too many bins, or if a curve has no window.
    pub fn trend(&self, spec: &ChartSpec) -> Result<Trend, NoTrend> {
        let asked = spec.trend().cloned().unwrap_or_default();
        refuse(spec, &asked)?;
        let filter = filter_in_words(&self.project, &spec.filter).join(", ");
        let one = [Compared { name: words::name(&asked), filter: Filter::everything() }];
        let compared = if asked.compare.is_empty() { &one[..] } else { &asked.compare };
        let common = FactSieve::new(self, &spec.filter);
        let placed: Vec<Placed> = compared
            .iter()
            .map(|line| Placed::of(self, spec, &[&common, &FactSieve::new(self, &line.filter)]))
            .collect();
        let days = placed.iter().filter_map(|placed| placed.days);
        let axis = Axis::new(spec, days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))))?;
        let mut lines: Vec<Line> = compared
            .iter()
            .zip(placed)
            .map(|(compared, placed)| line::line(self, &axis, (spec, &asked), compared, placed))
            .collect();
        tell_apart(lines.iter_mut().map(|line| &mut line.name));
        let denominator = denominator::denominator(self, &axis);
        let of_bin = |bin: usize| lines.iter().filter_map(|line| line.points.get(bin)).map(|point| point.n).sum();
        let numbers: Vec<f64> = (0..axis.bins.len()).map(of_bin).collect();
        Ok(Trend {
            spec: spec.clone(),
            title: words::title(spec, &asked, &filter),
            weighing: words::weighing(asked.of),
            rule: super::series::rule_in_words(spec.rule, spec.by),
            filter,
            caution: denominator::caution(&numbers, &denominator),
            denominator,
            bins: axis.bins,
            lines,
        })
    }
}

fn refuse(spec: &ChartSpec, asked: &TrendSpec) -> Result<(), NoTrend> {
    if spec.unit != Unit::Events {
        return Err(NoTrend::NotEvents(spec.unit));
    }
    if asked.cumulative && asked.of == TrendOf::Mean {
        return Err(NoTrend::NoTotal);
    }
    if asked.average.is_some_and(|average| average.bins == 0) {
        return Err(NoTrend::NoWindow);
    }
    match asked.lowess_percent {
        Some(share) if !(1..=100).contains(&share) => Err(NoTrend::NoShare(share)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
