//! The normal distribution, as far as a test needs it.
//!
//! Promises a relative error below 1e-12 down to p of about 1e-300. It does *not* give quantiles.

use std::f64::consts::{FRAC_2_SQRT_PI, PI, SQRT_2};

/// The quantile that leaves 2.5 % above it.
pub(super) const Z_95: f64 = 1.959_963_984_540_054;

/// Where the continued fraction takes over from the series: each is exact on its own side.
const BORDER: f64 = 2.0;

/// Terms of the continued fraction; at the border 100 give all digits of an `f64`.
const TERMS: u32 = 100;

/// The probability that a standard normal variable lies as far from 0 as `z`, on either side.
pub(super) fn two_sided_p(z: f64) -> f64 {
    erfc(z.abs() / SQRT_2).clamp(0.0, 1.0)
}

/// The complementary error function of x ≥ 0.
///
/// Abramowitz & Stegun (1964), *Handbook of Mathematical Functions*, 7.1.6 (series) and 7.1.14 (continued fraction).
fn erfc(x: f64) -> f64 {
    if x < BORDER {
        return 1.0 - erf(x);
    }
    let below = (1..=TERMS).rev().fold(x, |below, k| x + f64::from(k) / 2.0 / below);
    (-x * x).exp() / (below * PI.sqrt())
}

/// The error function of a small x ≥ 0: all terms are positive, so that nothing is lost.
fn erf(x: f64) -> f64 {
    let (mut term, mut sum, mut odd) = (x, x, 1.0);
    while term > sum * f64::EPSILON / 8.0 {
        odd += 2.0;
        term *= 2.0 * x * x / odd;
        sum += term;
    }
    FRAC_2_SQRT_PI * (-x * x).exp() * sum
}

#[cfg(test)]
mod tests {
    use super::super::testing::close;
    use super::*;

    /// Against values of mpmath with 30 digits.
    #[test]
    fn tails_are_those_of_the_tables() {
        close(two_sided_p(0.0), 1.0, 1e-15);
        close(two_sided_p(1.0), 0.317_310_507_862_914_1, 1e-14);
        close(two_sided_p(Z_95), 0.05, 1e-14);
        close(two_sided_p(-Z_95), 0.05, 1e-14);
        close(two_sided_p(3.0) / 0.002_699_796_063_260_189_4, 1.0, 1e-12);
        close(two_sided_p(6.0) / 1.973_175_290_075_396e-9, 1.0, 1e-12);
        close(two_sided_p(20.0) / 5.507_248_237_212_467e-89, 1.0, 1e-12);
    }

    #[test]
    fn both_ways_of_computing_meet() {
        let (series, fraction) = (1.0 - erf(BORDER), erfc(BORDER));
        close(series / fraction, 1.0, 1e-12);
        assert!(erfc(BORDER - 1e-9) > erfc(BORDER) && erfc(BORDER) > erfc(BORDER + 1e-9));
    }
}
