//! Where the axis of numbers carries signs: round numbers on the left. Those of dates are in [`crate::query::ticks`].

/// Which numbers an axis may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Only whole ones: half an event is nothing.
    Whole,
    /// Fractions as well.
    Any,
}

/// Round numbers from at most `low` up to at least `high`, in about `most` steps.
pub(super) fn value_ticks(low: f64, high: f64, most: usize, numbers: Numbers) -> Vec<f64> {
    let (low, high) = (low.min(0.0), if high > low { high } else { low + 1.0 });
    let rough = (high - low) / super::real(most.max(1));
    let power = 10_f64.powf(rough.log10().floor());
    let nice =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| *step >= rough * (1.0 - 1e-9));
    let step = nice.unwrap_or(power * 10.0);
    let step = if numbers == Numbers::Whole { step.max(1.0) } else { step };
    let (first, last) = ((low / step).floor(), (high / step - 1e-9).ceil());
    // Never so many that an axis of nothing but infinities would fill the memory.
    let count = (last - first).clamp(1.0, 1_000.0);
    std::iter::successors(Some(0.0), |at| Some(at + 1.0))
        .take_while(|at| *at <= count)
        .map(|at| (first + at) * step)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_round_steps() {
        let whole = |high: f64, most| value_ticks(0.0, high, most, Numbers::Whole);
        assert_eq!(whole(0.0, 5), [0.0, 1.0]);
        assert_eq!(whole(3.0, 5), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(whole(9.0, 5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(whole(412.0, 5), [0.0, 100.0, 200.0, 300.0, 400.0, 500.0]);
        assert_eq!(whole(1e15, 1).len(), 2);
        assert_eq!(value_ticks(0.0, 0.5, 5, Numbers::Any).len(), 6);
        assert_eq!(value_ticks(-7.0, 12.0, 4, Numbers::Any), [-10.0, -5.0, 0.0, 5.0, 10.0, 15.0]);
        assert_eq!(value_ticks(-3.0, 0.0, 3, Numbers::Any), [-3.0, -2.0, -1.0, 0.0]);
    }
}
