//! Is there one shift of the level, and where?
//!
//! - Where: the break after which two means fit best, by least squares. With it comes the confidence set of 95 %: all
//!   breaks whose sum of squares S lies so near the least one S* that n·ln(S/S*) ≤ [`SET_BOUND`] (sources there). In
//!   simulations with 12 to 100 normal values it held the true break in 93 to 99 of 100 series, most where the shift
//!   was clear.
//! - Whether: Pettitt (1979), A non-parametric approach to the change-point problem, *Journal of the Royal Statistical
//!   Society C* 28(2), 126–135: K = max |U|, where U compares the ranks before a break with those after it, and
//!   p ≈ 2·exp(−6K²/(n³ + n²)), which is good below 0.5 and too large where many values are equal.
//!
//! Promises: refuses fewer than [`LEAST_FOR_CHANGE`] bins; a level has at least [`LEAST_LEVEL`] bins, so one bin that
//! stands out is no change. It does *not* look for several shifts, and a small p says only that the level is not
//! constant: a steady trend has one too, and so has serial dependence.
//!
//! A break is named by the number of bins before it, which is also the place of the first bin after it. O(n log n).

use super::words::{number, probability, rarity};
use super::{LEAST_FOR_CHANGE, LEAST_LEVEL, LEVEL, NotComputable, SET_BOUND, checked, mean};

/// A sum of squares that is so small a share of the whole comes from rounding.
const ROUNDING: f64 = 1e-12;

/// A shift of the level, tested and placed.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangePoint {
    /// Where it is, if it is.
    pub squares: LeastSquares,
    /// Whether it is.
    pub pettitt: Pettitt,
}

/// The break after which two means fit best.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastSquares {
    /// Bins before the break.
    pub at: usize,
    /// The mean before it.
    pub before: f64,
    /// The mean after it.
    pub after: f64,
    /// What the two means leave: the sum of squared distances.
    pub sum_of_squares: f64,
    /// What one mean for all bins would leave.
    pub without_break: f64,
    /// The breaks in the confidence set of 95 %, in order, the best one among them. If there is no shift, it says
    /// nothing.
    pub set: Vec<usize>,
}

/// Pettitt's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pettitt {
    /// Bins before the break where |U| is greatest; the first of them.
    pub at: usize,
    /// The greatest |U|; whole or half if values are equal.
    pub k: f64,
    /// About how likely so great a K is if the level is constant and the bins are independent; two-sided, at most 1.
    pub p: f64,
}

impl ChangePoint {
    /// Such as “Level changes after 1898: mean 1098 before, 850 after; with 95 % confidence after 1896 to 1899. So
    /// clear a split is very rare where the level is constant (Pettitt: K = 1617, p < 0.0001), but a steady trend
    /// gives one too.” The label of a bin, counted from 0, is asked for.
    #[must_use]
    pub fn sentence(&self, label: impl Fn(usize) -> String) -> String {
        let after = |at: usize| label(at.saturating_sub(1));
        let LeastSquares { at, before, after: later, set, .. } = &self.squares;
        let Pettitt { at: ranked, k, p } = self.pettitt;
        let (best, before, later) = (after(*at), number(*before), number(*later));
        let test = format!("(Pettitt: K = {}, {})", number(k), probability(p));
        if p >= LEVEL {
            return format!(
                "Not distinguishable from a constant level {test}. The best single break would be after {best}: mean \
                 {before} before, {later} after."
            );
        }
        let elsewhere =
            if ranked == *at { String::new() } else { format!(" By ranks it lies after {}.", after(ranked)) };
        format!(
            "Level changes after {best}: mean {before} before, {later} after; {}. So clear a split is {} where the \
             level is constant {test}, but a steady trend gives one too.{elsewhere}",
            stretch(set, after),
            rarity(p)
        )
    }

    /// The same in a few words, for a row of a table: “level changes after 1898, from 1098 to 850 (p < 0.0001)”, “no
    /// shift distinguishable (p = 0.662)”.
    #[must_use]
    pub fn brief(&self, label: impl Fn(usize) -> String) -> String {
        let (LeastSquares { at, before, after, .. }, p) = (&self.squares, self.pettitt.p);
        if p >= LEVEL {
            return format!("no shift distinguishable ({})", probability(p));
        }
        let best = label(at.saturating_sub(1));
        format!("level changes after {best}, from {} to {} ({})", number(*before), number(*after), probability(p))
    }
}

/// Such as `with 95 % confidence after 1896 to 1899`.
pub(super) fn stretch(set: &[usize], after: impl Fn(usize) -> String) -> String {
    match (set.first(), set.last()) {
        (Some(first), Some(last)) if first < last => {
            format!("with 95 % confidence after {} to {}", after(*first), after(*last))
        }
        _ => "with 95 % confidence just there".to_owned(),
    }
}

/// Places and tests one shift of the level.
///
/// # Errors
/// If there are fewer than [`LEAST_FOR_CHANGE`] or more than [`super::MOST_BINS`] bins, a value is not finite, or all
/// are the same.
pub fn change_point(values: &[f64]) -> Result<ChangePoint, NotComputable> {
    Ok(ChangePoint { squares: least_squares(values)?, pettitt: pettitt(values)? })
}

/// Finds the break after which two means fit best; the first of equals. O(n).
///
/// # Errors
/// As [`change_point`].
pub fn least_squares(values: &[f64]) -> Result<LeastSquares, NotComputable> {
    checked(values, LEAST_FOR_CHANGE)?;
    let centre = mean(values);
    let without_break: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    let n = values.len() as f64;
    let mut sum = 0.0;
    let mut left: Vec<(usize, f64)> = Vec::with_capacity(values.len());
    for (at, value) in (1..).zip(values) {
        sum += value - centre;
        // Around the mean of all, the sum after the break is the one before it, turned round.
        let (before, after) = (at as f64, n - at as f64);
        left.push((at, (without_break - sum * sum * n / (before * after)).max(0.0)));
    }
    left.retain(|(at, _)| is_between_levels(*at, values.len()));
    let (at, sum_of_squares) = least(&left);
    let (before, after) = values.split_at(at.min(values.len()));
    let tolerance = without_break * ROUNDING;
    let bound = sum_of_squares * (SET_BOUND / n).exp() + tolerance;
    Ok(LeastSquares {
        at,
        before: mean(before),
        after: mean(after),
        sum_of_squares,
        without_break,
        set: left.into_iter().filter(|(_, squares)| *squares <= bound).map(|(at, _)| at).collect(),
    })
}

/// Whether there is a level on either side of a break.
pub(super) fn is_between_levels(at: usize, bins: usize) -> bool {
    (LEAST_LEVEL..=bins.saturating_sub(LEAST_LEVEL)).contains(&at)
}

/// The first break with the least sum; none has one if there are no breaks, which callers have refused.
fn least(left: &[(usize, f64)]) -> (usize, f64) {
    let smaller = |best: (usize, f64), next: &(usize, f64)| if next.1 < best.1 { *next } else { best };
    left.iter().fold((0, f64::INFINITY), smaller)
}

/// Pettitt's test for one shift. O(n log n).
///
/// # Errors
/// As [`change_point`].
pub fn pettitt(values: &[f64]) -> Result<Pettitt, NotComputable> {
    checked(values, LEAST_FOR_CHANGE)?;
    let n = values.len() as f64;
    let (mut at, mut k, mut u) = (0, 0.0, 0.0);
    for (place, rank) in (1..).zip(doubled_ranks(values)) {
        u += rank - (n + 1.0);
        if f64::abs(u) > k {
            (at, k) = (place, f64::abs(u));
        }
    }
    let p = 2.0 * (-6.0 * k * k / (n.powi(3) + n.powi(2))).exp();
    Ok(Pettitt { at, k, p: p.min(1.0) })
}

/// Twice the rank of each value, counted from 1; equal values share the middle of their ranks.
fn doubled_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = values.iter().copied().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let mut ranks: Vec<(usize, f64)> = Vec::with_capacity(values.len());
    let mut before = 0;
    // −0 stands beside 0 and is the same.
    for same in order.chunk_by(|(_, a), (_, b)| a >= b) {
        let doubled = (2 * before + same.len() + 1) as f64;
        ranks.extend(same.iter().map(|(at, _)| (*at, doubled)));
        before += same.len();
    }
    ranks.sort_unstable_by_key(|(at, _)| *at);
    ranks.into_iter().map(|(_, doubled)| doubled).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Chance, NILE, close, nile_year};
    use super::*;

    /// R's `strucchange` and Pettitt's K in the literature: after 1898, the year before the dam at Aswan was begun.
    #[test]
    fn the_nile_changed_after_1898() {
        let found = change_point(&NILE).unwrap();
        assert_eq!((found.squares.at, found.pettitt.at), (28, 28));
        close(found.squares.before, 1_097.75, 1e-9);
        close(found.squares.after, 849.972_222, 1e-6);
        close(found.squares.sum_of_squares, 1_597_457.194_444_444_5, 1e-6);
        close(found.squares.without_break, 2_835_156.75, 1e-6);
        assert_eq!(found.squares.set, [26, 27, 28, 29]);
        close(found.pettitt.k, 1_617.0, 0.0);
        close(found.pettitt.p, 3.591_022_176_936_292_7e-7, 1e-20);
        assert_eq!(
            found.sentence(nile_year),
            "Level changes after 1898: mean 1098 before, 850 after; with 95 % confidence after 1896 to 1899. So clear a \
             split is very rare where the level is constant (Pettitt: K = 1617, p < 0.0001), but a steady trend gives \
             one too."
        );
    }

    #[test]
    fn a_clean_step_is_found_exactly() {
        for at in 4..=12 {
            let values: Vec<f64> = (0..16).map(|bin| if bin < at { 0.1 } else { 3.3 }).collect();
            let found = change_point(&values).unwrap();
            assert_eq!((found.squares.at, found.squares.set.as_slice(), found.pettitt.at), (at, &[at][..], at));
            close(found.squares.sum_of_squares, 0.0, 1e-9);
        }
        let values: Vec<f64> = (0..16).map(|bin| if bin < 8 { 1.0 } else { 2.0 }).collect();
        let sentence = change_point(&values).unwrap().sentence(|at| format!("bin {at}"));
        assert!(
            sentence.contains("after bin 7: mean 1 before, 2 after; with 95 % confidence just there"),
            "{sentence}"
        );
    }

    #[test]
    fn one_bin_that_stands_out_is_not_a_level() {
        let mut values = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0];
        values[11] = 50.0;
        let found = change_point(&values).unwrap();
        assert_eq!(found.squares.at, 10);
        assert!(found.pettitt.p >= LEVEL);
        let sentence = found.sentence(|at| format!("bin {at}"));
        assert!(sentence.starts_with("Not distinguishable from a constant level (Pettitt: K = "), "{sentence}");
    }

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(doubled_ranks(&[3.0, 1.0, 3.0, 0.0, -0.0]), [9.0, 6.0, 9.0, 3.0, 3.0]);
    }

    #[test]
    fn too_little_is_refused() {
        assert_eq!(change_point(&[1.0; 11]), Err(NotComputable::TooFewBins { least: 12, there: 11 }));
        assert_eq!(pettitt(&[1.0; 12]), Err(NotComputable::NoVariation));
        assert_eq!(least_squares(&[]), Err(NotComputable::TooFewBins { least: 12, there: 0 }));
    }

    /// Against the definitions: U by all pairs, sums of squares by two passes.
    #[test]
    fn both_agree_with_their_definitions() {
        let mut chance = Chance::new(5);
        for _ in 0..60 {
            let n = 12 + chance.below(30);
            let values: Vec<f64> = chance.counts(n).into_iter().map(|count| count as f64).collect();
            let Ok(found) = change_point(&values) else { continue };
            let u = |at: usize| -> f64 {
                let (before, after) = values.split_at(at);
                let sign = |a: &f64, b: &f64| {
                    if a > b {
                        1.0
                    } else if a < b {
                        -1.0
                    } else {
                        0.0
                    }
                };
                before.iter().flat_map(|a| after.iter().map(move |b| sign(a, b))).sum()
            };
            let k = (1..n).map(|at| u(at).abs()).fold(0.0, f64::max);
            close(found.pettitt.k, k, 1e-9);
            close(u(found.pettitt.at).abs(), k, 1e-9);
            let squares = |values: &[f64]| values.iter().map(|value| (value - mean(values)).powi(2)).sum::<f64>();
            let left = |at: usize| squares(&values[..at]) + squares(&values[at..]);
            let best = (2..=n - 2).map(left).fold(f64::INFINITY, f64::min);
            close(found.squares.sum_of_squares, best, 1e-9);
            close(left(found.squares.at), best, 1e-9);
            assert!(found.squares.set.contains(&found.squares.at) && found.squares.set.is_sorted());
        }
    }

    #[test]
    fn scale_and_direction_of_time_do_not_matter() {
        let mut chance = Chance::new(8);
        for _ in 0..40 {
            let n = 12 + chance.below(30);
            let values = chance.values(n);
            let found = change_point(&values).unwrap();
            let moved: Vec<f64> = values.iter().rev().map(|value| 1e6 - 30.0 * value).collect();
            let moved = change_point(&moved).unwrap();
            assert_eq!(moved.squares.at, n - found.squares.at);
            close(moved.pettitt.k, found.pettitt.k, 1e-9);
            close(moved.pettitt.p, found.pettitt.p, 1e-12);
            let turned: Vec<usize> = moved.squares.set.iter().rev().map(|at| n - at).collect();
            assert_eq!(turned, found.squares.set);
        }
    }

    /// The set holds the true break about as often as it says, and p is not small more often than it may be.
    #[test]
    fn the_set_and_the_p_keep_their_word() {
        let mut chance = Chance::new(99);
        let series = 1_000;
        let (mut covered, mut small) = (0, 0);
        for _ in 0..series {
            let mut values = chance.values(40);
            small += usize::from(pettitt(&values).unwrap().p < LEVEL);
            values.iter_mut().skip(25).for_each(|value| *value += 1.0);
            covered += usize::from(least_squares(&values).unwrap().set.contains(&25));
        }
        assert!(covered >= 935, "{covered} of {series}");
        assert!(small <= 70, "{small} of {series}");
    }
}
