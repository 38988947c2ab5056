//! Does a series rise or fall? The test of Mann and Kendall, and Sen's slope.
//!
//! - S, its variance with ties, z with the correction for continuity, and the two-sided p of the normal distribution:
//!   Mann (1945), Nonparametric tests against trend, *Econometrica* 13(3), 245–259; Kendall (1975), *Rank Correlation
//!   Methods*, 4th ed.
//! - Slope: Sen (1968), Estimates of the regression coefficient based on Kendall's tau, *Journal of the American
//!   Statistical Association* 63(324), 1379–1389, with the interval of his section 4.
//! - Intercept: Conover (1980), *Practical Nonparametric Statistics*, 2nd ed.: the line passes through the medians.
//!
//! Promises: refuses fewer than [`LEAST_FOR_TREND`] bins; only the order of the values decides S and p, so no value
//! that stands out can make a trend. It does *not* correct p for serial dependence: it measures it on what is left
//! when the line is taken away, and says so where it is high.
//!
//! O(n²) in time and memory.

use super::lowess::median;
use super::normal::{Z_95, two_sided_p};
use super::words::{number, probability};
use super::{LEAST_FOR_TREND, LEVEL, NotComputable, checked, mean};
use std::cmp::Ordering;

/// The quantile of the normal distribution for one side and 5 %, in the bound for serial correlation.
const Z_ONE_SIDED: f64 = 1.645;

/// Where a series goes, as far as its test tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// Upwards, with p below [`LEVEL`].
    Rising,
    /// Downwards, with p below [`LEVEL`].
    Falling,
    /// Not distinguishable from no trend.
    Unclear,
}

/// A tested trend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Bins.
    pub bins: usize,
    /// Kendall's S: pairs of bins of which the later is greater, less those of which it is smaller.
    pub s: i64,
    /// The variance of S if there were no trend, corrected for ties; above 0.
    pub variance: f64,
    /// S in standard deviations, one step nearer to 0 (correction for continuity).
    pub z: f64,
    /// How likely a z as far from 0 is if there is no trend and the bins are independent; two-sided, 0 to 1.
    pub p: f64,
    /// Kendall's τ-a: S of all pairs, −1 to 1.
    pub tau: f64,
    /// Kendall's τ-b: S of the pairs that differ, corrected for ties in the values, −1 to 1.
    pub tau_b: f64,
    /// Sen's slope: the median of the slopes between all pairs of bins, in units of the values per bin.
    pub slope: f64,
    /// The 95 % interval of the slope, if the bins are independent.
    pub slope_interval: (f64, f64),
    /// Where Sen's line stands at the first bin.
    pub intercept: f64,
    /// The correlation of each bin with the one before, after Sen's line is taken away; −1 to 1. 0 if nothing is left.
    pub serial_correlation: f64,
    /// The serial correlation that independent bins exceed in one series of twenty: Anderson (1942), Distribution of
    /// the serial correlation coefficient, *Annals of Mathematical Statistics* 13(1), 1–13.
    pub serial_bound: f64,
}

impl Trend {
    /// Where it goes.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self.s.signum() {
            _ if self.p >= LEVEL => Direction::Unclear,
            1.. => Direction::Rising,
            _ => Direction::Falling,
        }
    }

    /// Whether neighbouring bins resemble each other more than chance lets them, so that p is too small: Yue, Pilon &
    /// Cavadias (2002), *Journal of Hydrology* 259, 254–271.
    #[must_use]
    pub fn is_serial(&self) -> bool {
        self.serial_correlation > self.serial_bound
    }

    /// Where Sen's line stands at a bin, counted from 0.
    #[must_use]
    pub fn line_at(&self, bin: usize) -> f64 {
        self.intercept + self.slope * bin as f64
    }

    /// Such as “Rising: Mann–Kendall S = 51 over 12 bins, p = 0.000521; Sen's slope 0.5 per month, 95 % interval 0.375
    /// to 0.571.”
    #[must_use]
    pub fn sentence(&self, step: &str) -> String {
        let direction = match self.direction() {
            Direction::Rising => "Rising",
            Direction::Falling => "Falling",
            Direction::Unclear => "Not distinguishable from no trend",
        };
        let (low, high) = self.slope_interval;
        let s = number(self.s as f64);
        let mut sentence = format!(
            "{direction}: Mann–Kendall S = {s} over {} bins, {}; Sen's slope {} per {step}, 95 % interval {} to {}.",
            self.bins,
            probability(self.p),
            number(self.slope),
            number(low),
            number(high),
        );
        if self.direction() != Direction::Unclear && self.slope.abs() <= 0.0 {
            sentence.push_str(" The slope is 0 because most pairs of bins are equal; S counts those that are not.");
        }
        if self.is_serial() {
            let r = number(self.serial_correlation);
            sentence.push_str(" Neighbouring bins resemble each other (lag-1 correlation ");
            sentence.push_str(&r);
            sentence.push_str("), so p is probably too small.");
        }
        sentence
    }

    /// The same in a few words, for a row of a table: “rising by 0.3 per month (p = 0.01)”, “no trend distinguishable
    /// (p = 0.913)”.
    #[must_use]
    pub fn brief(&self, step: &str) -> String {
        let direction = match self.direction() {
            Direction::Rising => "rising",
            Direction::Falling => "falling",
            Direction::Unclear => return format!("no trend distinguishable ({})", probability(self.p)),
        };
        let slope = self.slope.abs();
        let by = if slope > 0.0 { format!(" by {} per {step}", number(slope)) } else { String::new() };
        let doubt = if self.is_serial() { ", probably too small" } else { "" };
        format!("{direction}{by} ({}{doubt})", probability(self.p))
    }
}

/// Tests a series for a trend that rises or falls throughout.
///
/// # Errors
/// If there are fewer than [`LEAST_FOR_TREND`] or more than [`super::MOST_BINS`] bins, a value is not finite, or all
/// are the same.
pub fn trend(values: &[f64]) -> Result<Trend, NotComputable> {
    let places: Vec<usize> = (0..values.len()).collect();
    trend_at(&places, values)
}

/// The same for values that do not stand in every bin: `places` are those of their bins, counted from 0, ascending, as many
/// as there are values. The slope is that of all bins, those without a value included.
///
/// # Errors
/// As [`trend`].
pub fn trend_at(places: &[usize], values: &[f64]) -> Result<Trend, NotComputable> {
    checked(values, LEAST_FOR_TREND)?;
    let places: Vec<f64> = places.iter().map(|place| *place as f64).collect();
    Ok(measured(&places, values))
}

/// The figures of a series of two bins or more that are not all the same.
fn measured(places: &[f64], values: &[f64]) -> Trend {
    let n = values.len() as f64;
    let pairs = n * (n - 1.0) / 2.0;
    let s = kendall_s(values);
    let ties = ties(values);
    let tied = |of: &dyn Fn(f64) -> f64| ties.iter().map(|size| of(*size as f64)).sum::<f64>();
    let spread = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let variance = (spread(n) - tied(&spread)) / 18.0;
    let z = (s - s.signum()) as f64 / variance.sqrt();
    let untied = pairs - tied(&|t| t * (t - 1.0) / 2.0);
    let (slope, slope_interval) = sen(places, values, variance);
    let intercept = median(values).unwrap_or_default() - slope * median(places).unwrap_or_default();
    Trend {
        bins: values.len(),
        s,
        variance,
        z,
        p: two_sided_p(z),
        tau: s as f64 / pairs,
        tau_b: s as f64 / (pairs * untied).sqrt(),
        slope,
        slope_interval,
        intercept,
        serial_correlation: serial_correlation(places, values, slope),
        serial_bound: (Z_ONE_SIDED * (n - 2.0).sqrt() - 1.0) / (n - 1.0),
    }
}

fn kendall_s(values: &[f64]) -> i64 {
    let sign = |later: &f64, earlier: &f64| match later.partial_cmp(earlier) {
        Some(Ordering::Greater) => 1,
        Some(Ordering::Less) => -1,
        _ => 0,
    };
    let with_earlier = |(at, later): (usize, &f64)| values.iter().take(at).map(|earlier| sign(later, earlier)).sum();
    values.iter().enumerate().map(with_earlier).collect::<Vec<i64>>().iter().sum()
}

/// How many values there are of each that occurs, in order of the values.
fn ties(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    // −0 stands beside 0 and is the same.
    sorted.chunk_by(|a, b| a >= b).map(<[f64]>::len).collect()
}

/// The median slope and its 95 % interval: the slopes that lie z·√variance/2 ranks below and above the middle.
fn sen(places: &[f64], values: &[f64], variance: f64) -> (f64, (f64, f64)) {
    let mut slopes: Vec<f64> = Vec::with_capacity(values.len() * values.len().saturating_sub(1) / 2);
    for (count, (at, later)) in places.iter().zip(values).enumerate() {
        let earlier = places.iter().zip(values).take(count);
        slopes.extend(earlier.map(|(before, value)| (later - value) / (at - before)));
    }
    let last = slopes.len().saturating_sub(1);
    let middle = f64::midpoint(ranked(&mut slopes, last / 2), ranked(&mut slopes, last.div_ceil(2)));
    let (count, margin) = (slopes.len() as f64, Z_95 * variance.sqrt());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "kept between the first and the last"
    )]
    let rank = |of: f64| of.clamp(0.0, last as f64) as usize;
    let low = rank(f64::midpoint(count, -margin).round_ties_even() - 1.0);
    let high = rank(f64::midpoint(count, margin).round_ties_even());
    (middle, (ranked(&mut slopes, low), ranked(&mut slopes, high)))
}

/// The value that would stand at `rank` if they were sorted; 0 of nothing.
fn ranked(values: &mut [f64], rank: usize) -> f64 {
    if rank >= values.len() {
        return 0.0;
    }
    *values.select_nth_unstable_by(rank, f64::total_cmp).1
}

fn serial_correlation(places: &[f64], values: &[f64], slope: f64) -> f64 {
    let rest: Vec<f64> = places.iter().zip(values).map(|(at, value)| value - slope * at).collect();
    let mean = mean(&rest);
    let total: f64 = rest.iter().map(|value| (value - mean).powi(2)).sum();
    let shared: f64 = rest.iter().zip(rest.iter().skip(1)).map(|(a, b)| (a - mean) * (b - mean)).sum();
    // What rounding leaves of a straight line is no correlation.
    let scale: f64 = values.iter().map(|value| value * value).sum();
    if total <= scale * 1e-24 { 0.0 } else { shared / total }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Chance, NILE, close};
    use super::*;

    /// Compared with `pymannkendall` 1.4 and, for τ-b and the interval, `scipy` 1.12.
    #[test]
    fn seven_values_with_a_tie_are_those_of_the_reference() {
        let values = [5.0, 4.0, 6.0, 7.0, 8.0, 7.0, 9.0];
        let places: Vec<f64> = (0..values.len()).map(|at| at as f64).collect();
        let found = measured(&places, &values);
        assert_eq!(found.s, 16);
        close(found.variance, 43.333_3, 4e-5);
        close(found.z, 2.278_664, 5e-7);
        close(found.p, 0.022_687_1, 5e-8);
        close(found.tau, 0.761_905, 5e-7);
        close(found.tau_b, 0.780_720_058_358_826_5, 1e-14);
        close(found.slope, 0.75, 1e-15);
        close(found.intercept, 4.75, 1e-15);
        close(found.slope_interval.0, 1.0 / 3.0, 1e-15);
        close(found.slope_interval.1, 4.0 / 3.0, 1e-15);
        close(found.serial_correlation, -0.424_153_166_421_207_76, 1e-14);
        close(found.serial_bound, 0.446_388_637_164_525_76, 1e-14);
        assert_eq!(trend(&values), Err(NotComputable::TooFewBins { least: 8, there: 7 }));
    }

    #[test]
    fn twelve_counts_with_many_ties_are_those_of_the_reference() {
        let found = trend(&[0, 1, 0, 2, 1, 3, 2, 4, 3, 5, 4, 6].map(f64::from)).unwrap();
        assert_eq!((found.s, found.bins, found.direction()), (51, 12, Direction::Rising));
        close(found.variance, 207.666_7, 4e-5);
        close(found.z, 3.469_657_515_444_187, 1e-13);
        close(found.p, 0.000_521_122_399_776_308_1, 1e-15);
        close(found.tau, 0.772_727, 3e-7);
        close(found.tau_b, 0.803_772_773_015_380_6, 1e-14);
        close(found.slope, 0.5, 1e-15);
        close(found.intercept, -0.25, 1e-15);
        close(found.slope_interval.0, 0.375, 1e-15);
        close(found.slope_interval.1, 4.0 / 7.0, 1e-15);
        assert_eq!(
            found.sentence("month"),
            "Rising: Mann–Kendall S = 51 over 12 bins, p = 0.000521; Sen's slope 0.5 per month, 95 % interval 0.375 to \
             0.571."
        );
    }

    #[test]
    fn the_nile_fell_as_the_reference_says() {
        let found = trend(&NILE).unwrap();
        assert_eq!((found.s, found.direction()), (-1387, Direction::Falling));
        close(found.variance, 112_728.333, 4e-4);
        close(found.z, -4.128_066_522_844_101, 1e-13);
        close(found.p, 3.658_262_921_657_496e-5, 1e-16);
        close(found.tau, -0.280_202, 3e-7);
        close(found.tau_b, -0.280_741_334_724_613_1, 1e-14);
        close(found.slope, -2.6, 1e-13);
        close(found.intercept, 1_022.2, 1e-10);
        close(found.slope_interval.0, -3.627_906_976_744_186, 1e-12);
        close(found.slope_interval.1, -1.428_571_428_571_428_6, 1e-12);
        close(found.serial_correlation, 0.374_943_522_119_703_55, 1e-12);
        assert_eq!(
            found.sentence("year"),
            "Falling: Mann–Kendall S = −1387 over 100 bins, p < 0.0001; Sen's slope −2.6 per year, 95 % interval −3.63 \
             to −1.43. Neighbouring bins resemble each other (lag-1 correlation 0.375), so p is probably too small."
        );
    }

    #[test]
    fn what_is_not_clear_is_not_called_a_trend() {
        let found = trend(&[3, 1, 2, 5, 1, 4, 2, 3].map(f64::from)).unwrap();
        assert_eq!(found.direction(), Direction::Unclear);
        let sentence = found.sentence("week");
        assert!(
            sentence.starts_with("Not distinguishable from no trend: Mann–Kendall S = 3 over 8 bins"),
            "{sentence}"
        );
    }

    #[test]
    fn a_slope_of_nothing_is_explained() {
        let mut values = [0.0; 30];
        values[24..].fill(1.0);
        let found = trend(&values).unwrap();
        assert_eq!((found.direction(), found.slope), (Direction::Rising, 0.0));
        assert!(found.sentence("month").contains("The slope is 0 because"));
    }

    #[test]
    fn a_perfect_line_is_as_clear_as_can_be() {
        for (n, pairs) in [(8, 28), (9, 36), (50, 1_225)] {
            let found = trend(&(0..n).map(|at| 7.0 - 0.1 * f64::from(at)).collect::<Vec<_>>()).unwrap();
            assert_eq!(found.s, -pairs);
            close(found.tau, -1.0, 0.0);
            close(found.tau_b, -1.0, 1e-14);
            close(found.slope, -0.1, 1e-12);
            close(found.line_at(3), 6.7, 1e-12);
            assert!(found.p < LEVEL && !found.is_serial());
        }
    }

    /// Reversed and mirrored series turn the trend round; stretched ones keep it.
    #[test]
    fn symmetries_hold() {
        let mut chance = Chance::new(3);
        for _ in 0..60 {
            let n = 8 + chance.below(40);
            let values: Vec<f64> = chance.counts(n).into_iter().map(|count| count as f64).collect();
            let Ok(found) = trend(&values) else { continue };
            let reversed: Vec<f64> = values.iter().rev().copied().collect();
            let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
            let stretched: Vec<f64> = values.iter().map(|value| 3.0 * value + 2.0).collect();
            for turned in [reversed, mirrored].map(|values| trend(&values).unwrap()) {
                assert_eq!(turned.s, -found.s);
                close(turned.slope, -found.slope, 1e-12);
                close(turned.p, found.p, 1e-14);
            }
            let stretched = trend(&stretched).unwrap();
            assert_eq!(stretched.s, found.s);
            close(stretched.slope, 3.0 * found.slope, 1e-12);
            close(stretched.slope_interval.0, 3.0 * found.slope_interval.0, 1e-12);
            assert!(found.slope_interval.0 <= found.slope && found.slope <= found.slope_interval.1);
            assert!((0.0..=1.0).contains(&found.p) && found.tau.abs() <= found.tau_b.abs() + 1e-15);
        }
    }

    /// Of series without a trend about one in twenty seems to have one.
    #[test]
    fn chance_alone_seldom_makes_a_trend() {
        let mut chance = Chance::new(42);
        let series = 2_000;
        let found = (0..series).filter(|_| trend(&chance.values(20)).unwrap().p < LEVEL).count();
        assert!((60..=140).contains(&found), "{found} of {series}");
    }

    /// Every second bin is empty: the slope is that of a bin, and not of a value.
    #[test]
    fn bins_without_a_value_count_as_time() {
        let values: Vec<f64> = (0..12).map(|at| f64::from(at) * 3.0).collect();
        let places: Vec<usize> = (0..12).map(|at| at * 2).collect();
        let (all, gaps) = (trend(&values).unwrap(), trend_at(&places, &values).unwrap());
        assert_eq!((all.s, gaps.s), (66, 66), "the order is the same");
        close(all.slope, 3.0, 1e-12);
        close(gaps.slope, 1.5, 1e-12);
        close(gaps.line_at(22), 33.0, 1e-12);
    }
}
