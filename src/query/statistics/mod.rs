//! What a trend chart says of a series of values, one for each bin, in order of time.
//!
//! - [`cumulative`], [`moving_average`], [`lowess()`]: curves, which describe and claim nothing.
//! - [`trend`]: does it rise or fall? The test of Mann and Kendall, and Sen's slope.
//! - [`change_point`]: is there one shift of the level, and where? Least squares, and the test of Pettitt.
//! - [`poisson_scan`]: the same of small counts, by likelihood, with an exact p.
//!
//! Promises: pure functions of numbers, the same answer each time, no chance in them; every formula names its source;
//! a test refuses with [`NotComputable`] where it would have nothing to say, and each result has a `sentence` that
//! claims no more than was computed. A p of [`LEVEL`] or more is “not distinguishable from” nothing having happened,
//! which is not to say that nothing did.
//!
//! What it does *not* do: it does not know what was counted, how bins follow one another or how dates fell into them,
//! it corrects no p for having looked at several series, and it does not model seasons or serial dependence; where
//! [`Trend::serial_correlation`] is high, it only says so.
//!
//! The tests take bins to be independent of one another. News seldom is: one story makes reports on many days. Count
//! events, not reports, and take bins wide enough.

mod change;
mod lowess;
mod mann_kendall;
mod normal;
mod poisson;
mod smooth;
#[cfg(test)]
mod testing;
mod words;

pub use change::{ChangePoint, LeastSquares, Pettitt, change_point, least_squares, pettitt};
pub use lowess::{Lowess, lowess, lowess_of_bins};
pub use mann_kendall::{Direction, Trend, trend, trend_at};
pub use poisson::{MOST_EVENTS, PoissonScan, poisson_scan};
pub use smooth::{
    Alignment, Average, MovingAverage, cumulative, cumulative_sentence, moving_average, moving_average_at,
};

use std::cmp::Ordering;
use std::fmt;

/// From this p on, a result is not distinguishable from chance.
pub const LEVEL: f64 = 0.05;

/// Bins that a trend needs. The distribution of S is close enough to a normal one from 8 values on (Mann 1945,
/// Kendall 1975).
pub const LEAST_FOR_TREND: usize = 8;

/// Bins that a change point needs. With fewer, hardly any shift of the level could be told from chance.
pub const LEAST_FOR_CHANGE: usize = 12;

/// Bins on either side of a change point: one bin that stands out is not a level.
pub const LEAST_LEVEL: usize = 2;

/// Bins that a test takes: all pairs of them are compared, and all slopes between them are held at once.
pub const MOST_BINS: usize = 5_000;

/// How far the likelihood ratio of a break may lie below the best one within the confidence set of 95 %:
/// −2 ln(1 − √0.95).
///
/// Hansen (2000), Sample splitting and threshold estimation, *Econometrica* 68(3), Theorem 2 and Table I; for breaks
/// in time Siegmund (1988), Confidence sets in change-point problems, *International Statistical Review* 56(1), and Eo &
/// Morley (2015), Likelihood-ratio-based confidence sets for the timing of structural breaks, *Quantitative Economics*
/// 6(2), 463–497.
pub const SET_BOUND: f64 = 7.352_276_694_155_74;

/// Why a statistic was not computed. Nothing is wrong with the chart: its bars stand as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotComputable {
    /// Fewer bins than the statistic needs.
    TooFewBins {
        /// How many it needs.
        least: usize,
        /// How many there are.
        there: usize,
    },
    /// More bins than the statistic takes.
    TooManyBins {
        /// How many it takes.
        most: usize,
        /// How many there are.
        there: usize,
    },
    /// More events than the exact scan of counts takes.
    TooManyEvents {
        /// How many it takes.
        most: usize,
        /// How many there are.
        there: usize,
    },
    /// Every bin has the same value.
    NoVariation,
    /// A value is infinite or not a number.
    NotFinite {
        /// Its place, counted from 0.
        at: usize,
    },
    /// Places on the axis and values are not equally many.
    NotPaired {
        /// Places on the axis.
        places: usize,
        /// Values.
        values: usize,
    },
    /// The places on the axis go back.
    NotInOrder {
        /// The first place that lies before its neighbour, counted from 0.
        at: usize,
    },
    /// The share of the bins leaves a smooth curve too few points to look at.
    FewInWindow {
        /// How many points each fit needs.
        least: usize,
        /// How many the share gives it.
        there: usize,
    },
    /// The share of the bins that a smooth curve looks at does not lie above 0 and at most at 1.
    ShareOutOfRange,
}

impl fmt::Display for NotComputable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewBins { least, there } => write!(
                f,
                "At least {least} bins are needed and there {}. Choose a narrower step or a longer period",
                words::are(*there)
            ),
            Self::TooManyBins { most, there } => write!(
                f,
                "At most {most} bins can be compared and there {}. Choose a wider step or a shorter period",
                words::are(*there)
            ),
            Self::TooManyEvents { most, there } => write!(
                f,
                "At most {most} events can be scanned and there {}. Use the change point by least squares",
                words::are(*there)
            ),
            Self::NoVariation => write!(f, "Every bin has the same value: there is nothing to tell apart"),
            Self::NotFinite { at } => write!(f, "The value of bin {} is not a finite number", at + 1),
            Self::NotPaired { places, values } => {
                write!(f, "There are {places} places on the axis for {values} values")
            }
            Self::NotInOrder { at } => write!(f, "Place {} on the axis lies before its neighbour", at + 1),
            Self::FewInWindow { least, there } => write!(
                f,
                "Each point of a smooth curve looks at {least} bins or more, and this share gives it {there}. Choose a \
                 greater share, a narrower step or a longer period"
            ),
            Self::ShareOutOfRange => {
                write!(f, "The share of the bins that a smooth curve looks at lies above 0 and at most at 1")
            }
        }
    }
}

impl std::error::Error for NotComputable {}

/// Refuses too few, too many, what is not finite, and what is all the same.
fn checked(values: &[f64], least: usize) -> Result<(), NotComputable> {
    let there = values.len();
    if there < least {
        return Err(NotComputable::TooFewBins { least, there });
    }
    if there > MOST_BINS {
        return Err(NotComputable::TooManyBins { most: MOST_BINS, there });
    }
    all_finite(values)?;
    let is_first =
        |value: &f64| values.first().is_some_and(|first| first.partial_cmp(value).is_some_and(Ordering::is_eq));
    if values.iter().all(is_first) {
        return Err(NotComputable::NoVariation);
    }
    Ok(())
}

fn all_finite(values: &[f64]) -> Result<(), NotComputable> {
    values.iter().position(|value| !value.is_finite()).map_or(Ok(()), |at| Err(NotComputable::NotFinite { at }))
}

/// The mean; 0 of nothing.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_least_and_what_there_was() {
        let refusal = checked(&[1.0, 2.0], 8).unwrap_err();
        assert_eq!(refusal, NotComputable::TooFewBins { least: 8, there: 2 });
        assert_eq!(
            refusal.to_string(),
            "At least 8 bins are needed and there are 2. Choose a narrower step or a longer period"
        );
        let refusal = checked(&[0.0], 8).unwrap_err().to_string();
        assert!(refusal.contains("there is 1."), "{refusal}");
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        assert_eq!(checked(&[3.0; 12], 12), Err(NotComputable::NoVariation));
        assert_eq!(checked(&[0.0, -0.0], 2), Err(NotComputable::NoVariation));
        assert_eq!(checked(&[1.0, f64::NAN], 2), Err(NotComputable::NotFinite { at: 1 }));
        assert_eq!(checked(&[1.0, f64::INFINITY], 2), Err(NotComputable::NotFinite { at: 1 }));
        let there = MOST_BINS + 1;
        assert_eq!(checked(&vec![1.0; there], 2), Err(NotComputable::TooManyBins { most: MOST_BINS, there }));
        assert_eq!(checked(&[1.0, 2.0], 2), Ok(()));
    }

    #[test]
    fn the_bound_of_the_confidence_set_is_that_of_hansen() {
        let bound = -2.0 * (1.0 - 0.95_f64.sqrt()).ln();
        assert!((bound - SET_BOUND).abs() < 1e-12, "{bound}");
    }
}
