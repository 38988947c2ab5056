//! A smooth curve through a series: LOWESS, locally weighted regression that outliers do not pull.
//!
//! Cleveland (1979), Robust locally weighted regression and smoothing scatterplots, *Journal of the American
//! Statistical Association* 74(368), 829–836; step by step as in his routine `lowess`, which R has, with `delta = 0`:
//! every place is fitted, none interpolated. In each window a straight line with tricube weights; then, as often as
//! asked, the same again with bisquare weights from the residuals.
//!
//! Promises one finite value for each place, and the same value for equal places. It does *not* give a confidence
//! band or a test, and it does not sort.

use super::words::{counted, number};
use super::{NotComputable, all_finite};

/// Of the distance to the farthest neighbour (or of six times the median residual): what is nearer counts full, and
/// what is beyond the second share counts nothing. Cleveland's routine has them to keep clear of rounding.
const NEAR: f64 = 0.001;
const FAR: f64 = 0.999;

/// Fewer places in a window than that are no neighbourhood: through two of them every line fits, and the curve would only
/// repeat the values.
const LEAST_IN_WINDOW: usize = 3;

/// A smooth curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowess {
    /// Cleveland's f: the share of the places that each fit looks at, above 0 and at most 1.
    pub share: f64,
    /// Passes that weaken outliers.
    pub iterations: usize,
    /// The curve, one value for each place.
    pub values: Vec<f64>,
}

impl Lowess {
    /// Such as “Smooth curve (LOWESS): each point looks at 67 % of the bins, with 3 passes against outliers. It
    /// describes and does not test.”
    #[must_use]
    pub fn sentence(&self) -> String {
        let share = (100.0 * self.share).round();
        let passes = match self.iterations {
            0 => "no pass against outliers".to_owned(),
            1 => "1 pass against outliers".to_owned(),
            passes => format!("{passes} passes against outliers"),
        };
        let (share, bins) = (number(share), counted(self.values.len(), "bin"));
        format!(
            "Smooth curve (LOWESS): each point looks at {share} % of {bins}, with {passes}. It describes and does not \
             test."
        )
    }
}

/// LOWESS over bins of one width. See [`lowess()`].
///
/// # Errors
/// As [`lowess()`].
pub fn lowess_of_bins(values: &[f64], share: f64, iterations: usize) -> Result<Lowess, NotComputable> {
    let places: Vec<f64> = (0..values.len()).map(|at| at as f64).collect();
    lowess(&places, values, share, iterations)
}

/// LOWESS of `values` at `places`, which must not go back. R's default is a share of 2/3 and 3 iterations.
/// O(n² · share · iterations).
///
/// # Errors
/// If places and values are not equally many, a number is not finite, the places go back, the share does not lie
/// above 0 and at most at 1, or it gives a window fewer than three places.
pub fn lowess(places: &[f64], values: &[f64], share: f64, iterations: usize) -> Result<Lowess, NotComputable> {
    if places.len() != values.len() {
        return Err(NotComputable::NotPaired { places: places.len(), values: values.len() });
    }
    all_finite(places)?;
    all_finite(values)?;
    if let Some(at) = places.iter().zip(places.iter().skip(1)).position(|(a, b)| b < a) {
        return Err(NotComputable::NotInOrder { at: at + 1 });
    }
    if !(share > 0.0 && share <= 1.0) {
        return Err(NotComputable::ShareOutOfRange);
    }
    let width = neighbours(values.len(), share);
    if width < LEAST_IN_WINDOW {
        return Err(NotComputable::FewInWindow { least: LEAST_IN_WINDOW, there: width });
    }
    let mut trust = vec![1.0; values.len()];
    let mut curve = pass(places, values, &trust, width);
    for _ in 0..iterations {
        let residuals: Vec<f64> = values.iter().zip(&curve).map(|(value, fit)| (value - fit).abs()).collect();
        let Some(weights) = bisquare(&residuals) else { break };
        trust = weights;
        curve = pass(places, values, &trust, width);
    }
    Ok(Lowess { share, iterations, values: curve })
}

/// How many places a fit looks at.
fn neighbours(n: usize, share: f64) -> usize {
    // A share of 2/3 of 3 is 2, though the product falls just short of it.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to n")]
    let neighbours = (share * n as f64 + 1e-7) as usize;
    neighbours.min(n)
}

/// The curve with given trust in each value.
fn pass(places: &[f64], values: &[f64], trust: &[f64], width: usize) -> Vec<f64> {
    let range = places.first().zip(places.last()).map_or(0.0, |(first, last)| last - first);
    let mut curve: Vec<f64> = Vec::with_capacity(values.len());
    let mut left = 0;
    let mut before: Option<(f64, f64)> = None;
    for (&place, &value) in places.iter().zip(values) {
        if let Some((_, fit)) = before.filter(|(same, _)| place <= *same) {
            curve.push(fit);
            continue;
        }
        while let (Some(first), Some(next)) = (places.get(left), places.get(left + width)) {
            if place - first <= next - place {
                break;
            }
            left += 1;
        }
        let window = places.get(left..left + width).unwrap_or_default();
        let reach = window.first().zip(window.last()).map_or(0.0, |(first, last)| (place - first).max(last - place));
        // Places that are just as far as the farthest neighbour belong to the window as well.
        let points = places.iter().zip(values).zip(trust).skip(left);
        let points: Vec<Point> = points
            .take_while(|((x, _), _)| **x - place <= reach)
            .map(|((x, y), trust)| Point { x: *x, y: *y, weight: trust * tricube((x - place).abs(), reach) })
            .collect();
        let fit = fit(&points, place, reach, range).unwrap_or(value);
        before = Some((place, fit));
        curve.push(fit);
    }
    curve
}

/// A value in a window.
struct Point {
    x: f64,
    y: f64,
    weight: f64,
}

fn tricube(distance: f64, reach: f64) -> f64 {
    match distance {
        near if near <= NEAR * reach => 1.0,
        far if far > FAR * reach => 0.0,
        distance => (1.0 - (distance / reach).powi(3)).powi(3),
    }
}

/// The weighted straight line through the points, at `place`; their mean if they stand too close for a slope.
/// `None` if no point has any weight.
fn fit(points: &[Point], place: f64, reach: f64, range: f64) -> Option<f64> {
    let sum = |of: &dyn Fn(&Point) -> f64| points.iter().map(|point| point.weight * of(point)).sum::<f64>();
    let weight = sum(&|_| 1.0);
    if weight <= 0.0 {
        return None;
    }
    let centre = sum(&|point| point.x) / weight;
    let spread = sum(&|point| (point.x - centre).powi(2)) / weight;
    let mean = sum(&|point| point.y) / weight;
    if reach <= 0.0 || spread.sqrt() <= NEAR * range {
        return Some(mean);
    }
    let slope = sum(&|point| (point.x - centre) * point.y) / weight / spread;
    Some(mean + slope * (place - centre))
}

/// Trust in each value by its residual; `None` if the curve meets most values already.
fn bisquare(residuals: &[f64]) -> Option<Vec<f64>> {
    let reach = 6.0 * median(residuals)?;
    if reach < 1e-7 * super::mean(residuals) || reach <= 0.0 {
        return None;
    }
    let weight = |residual: &f64| match *residual {
        near if near <= NEAR * reach => 1.0,
        far if far > FAR * reach => 0.0,
        residual => (1.0 - (residual / reach).powi(2)).powi(2),
    };
    Some(residuals.iter().map(weight).collect())
}

/// The middle value, or the mean of the two in the middle; `None` of nothing.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (low, high) = (sorted.get(sorted.len().saturating_sub(1) / 2)?, sorted.get(sorted.len() / 2)?);
    Some(low.midpoint(*high))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Chance, close};
    use super::*;

    /// R's `cars`: speed and stopping distance of 50 cars (Ezekiel 1930).
    const SPEED: [u8; 50] = [
        4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17,
        17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25,
    ];
    const DISTANCE: [u8; 50] = [
        2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32, 40,
        32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85,
    ];

    fn cars(share: f64, iterations: usize) -> Vec<(u8, f64)> {
        let (speed, distance) = (SPEED.map(f64::from), DISTANCE.map(f64::from));
        let curve = lowess(&speed, &distance, share, iterations).unwrap().values;
        let mut curve: Vec<(u8, f64)> = SPEED.into_iter().zip(curve).collect();
        curve.dedup();
        curve
    }

    #[track_caller]
    fn check(found: &[(u8, f64)], expected: &[(u8, f64)], tolerance: f64) {
        assert_eq!(found.len(), expected.len());
        for ((x, found), (place, expected)) in found.iter().zip(expected) {
            assert_eq!(x, place);
            close(*found, *expected, tolerance);
        }
    }

    /// R: `lowess(cars)`, as printed.
    #[test]
    fn the_curve_through_the_cars_is_that_of_r() {
        let expected = [
            (4, 4.965_459),
            (7, 13.124_495),
            (8, 15.858_633),
            (9, 18.579_691),
            (10, 21.280_313),
            (11, 24.129_277),
            (12, 27.119_549),
            (13, 30.027_276),
            (14, 32.962_506),
            (15, 36.757_728),
            (16, 40.435_075),
            (17, 43.463_492),
            (18, 46.885_479),
            (19, 50.793_152),
            (20, 56.491_224),
            (22, 67.585_824),
            (23, 73.079_695),
            (24, 78.643_164),
            (25, 84.328_698),
        ];
        check(&cars(2.0 / 3.0, 3), &expected, 6e-7);
    }

    /// R: `lowess(cars, f = .2)`.
    #[test]
    fn the_narrow_curve_through_the_cars_is_that_of_r() {
        let expected = [
            (4, 6.030_408),
            (7, 12.678_893),
            (8, 15.383_796),
            (9, 18.668_847),
            (10, 22.227_571),
            (11, 23.306_483),
            (12, 21.525_372),
            (13, 34.882_735),
            (14, 47.059_947),
            (15, 37.937_118),
            (16, 36.805_260),
            (17, 46.267_862),
            (18, 65.399_825),
            (19, 48.982_482),
            (20, 51.001_919),
            (22, 66.000_000),
            (23, 71.873_554),
            (24, 82.353_574),
            (25, 92.725_141),
        ];
        check(&cars(0.2, 3), &expected, 6e-7);
    }

    /// The test values in the head of Cleveland's FORTRAN routine, to the three digits that it prints.
    #[test]
    fn clevelands_own_values_are_reached() {
        let places = [1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 50].map(f64::from);
        let values = [18, 2, 15, 6, 10, 4, 16, 11, 7, 3, 14, 17, 20, 12, 9, 13, 1, 8, 5, 19].map(f64::from);
        let plain = [13.659, 11.145, 8.701, 9.722, 10.0, 11.300, 13.0, 6.440, 5.596, 5.456, 18.998];
        let robust = [14.811, 12.115, 8.984, 9.676, 10.0, 11.346, 13.0, 6.734, 5.744, 5.415, 18.998];
        for (iterations, expected) in [(0, plain), (2, robust)] {
            let mut curve = lowess(&places, &values, 0.25, iterations).unwrap().values;
            curve.dedup();
            assert_eq!(curve.len(), expected.len());
            curve.iter().zip(expected).for_each(|(found, expected)| close(*found, expected, 6e-4));
        }
    }

    /// Values of statsmodels 0.15 with `delta = 0`.
    #[test]
    fn bins_give_the_curve_of_statsmodels() {
        let values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3].map(f64::from);
        let wide = [
            1.996_871_564,
            2.487_652_745,
            2.972_070_627,
            3.438_510_536,
            3.887_153_572,
            4.283_875_983,
            4.554_696_875,
            4.751_461_372,
            4.961_479_855,
            5.412_873_622,
            6.024_472_769,
            6.550_540_208,
            6.807_326_998,
            7.010_265_609,
            7.170_330_421,
            7.255_841_56,
        ];
        let plain = [
            1.745_927_738,
            2.339_408_349,
            3.003_660_923,
            3.722_490_402,
            4.296_641_521,
            4.770_273_697,
            5.131_616_858,
            4.887_415_458,
            4.652_344_136,
            5.188_371_354,
            5.909_196_428,
            6.637_529_882,
            7.303_851_08,
            6.912_593_447,
            6.393_983_12,
            5.743_223_143,
        ];
        // Its borders of near and far differ a little from Cleveland's once outliers are weakened.
        for (share, iterations, expected, tolerance) in [(2.0 / 3.0, 3, wide, 1e-6), (0.5, 0, plain, 1e-9)] {
            let curve = lowess_of_bins(&values, share, iterations).unwrap().values;
            curve.iter().zip(expected).for_each(|(found, expected)| close(*found, expected, tolerance));
        }
    }

    #[test]
    fn a_straight_line_stays_and_a_mirror_mirrors() {
        let mut chance = Chance::new(11);
        for n in 6..40 {
            let line: Vec<f64> = (0..n).map(|at| 3.0 - 0.25 * at as f64).collect();
            let curve = lowess_of_bins(&line, 0.5, 3).unwrap().values;
            curve.iter().zip(&line).for_each(|(found, expected)| close(*found, *expected, 1e-9));
            let values = chance.values(n);
            let curve = lowess_of_bins(&values, 0.6, 2).unwrap().values;
            let moved: Vec<f64> = values.iter().map(|value| 5.0 - 2.0 * value).collect();
            let moved = lowess_of_bins(&moved, 0.6, 2).unwrap().values;
            curve.iter().zip(moved).for_each(|(before, after)| close(after, 5.0 - 2.0 * before, 1e-7));
        }
    }

    #[test]
    fn an_outlier_hardly_pulls() {
        let mut values: Vec<f64> = (0..30).map(|at| f64::from(at) + f64::from(at % 3)).collect();
        let without = lowess_of_bins(&values, 0.5, 5).unwrap().values;
        values[15] += 500.0;
        let with = lowess_of_bins(&values, 0.5, 5).unwrap().values;
        without.iter().zip(with).for_each(|(without, with)| close(with, *without, 0.5));
    }

    #[test]
    fn little_and_odd_data_are_borne_or_refused() {
        let few = |n: usize, share| lowess_of_bins(&vec![4.0; n], share, 3);
        for (n, share, there) in [(0, 0.5, 0), (1, 1.0, 1), (30, 0.01, 0), (30, 0.09, 2), (5, 0.5, 2)] {
            assert_eq!(few(n, share), Err(NotComputable::FewInWindow { least: 3, there }), "{share} of {n}");
        }
        assert!(few(30, 0.1).is_ok() && few(3, 1.0).is_ok(), "three are enough");
        assert_eq!(lowess(&[1.0; 3], &[1.0, 2.0, 6.0], 1.0, 0).unwrap().values, [3.0; 3]);
        let refused = |places: &[f64], values: &[f64], share| lowess(places, values, share, 3).unwrap_err();
        assert_eq!(refused(&[1.0], &[], 0.5), NotComputable::NotPaired { places: 1, values: 0 });
        assert_eq!(refused(&[1.0, 0.0], &[1.0, 2.0], 0.5), NotComputable::NotInOrder { at: 1 });
        assert_eq!(refused(&[1.0, 2.0], &[1.0, f64::NAN], 0.5), NotComputable::NotFinite { at: 1 });
        for share in [0.0, -1.0, 1.5, f64::NAN] {
            assert_eq!(refused(&[1.0, 2.0], &[1.0, 2.0], share), NotComputable::ShareOutOfRange);
        }
    }

    #[test]
    fn a_sentence_says_what_the_curve_looks_at() {
        assert_eq!(
            lowess_of_bins(&[1.0; 12], 2.0 / 3.0, 3).unwrap().sentence(),
            "Smooth curve (LOWESS): each point looks at 67 % of 12 bins, with 3 passes against outliers. It describes \
             and does not test."
        );
    }
}
