//! Running totals and moving averages.
//!
//! Promises one value for each bin, and that an average of fewer bins than the window has says so. It does *not* fill
//! bins beyond the ends of the series, and it claims nothing about a trend.

use super::words::{counted, number};
use std::num::NonZeroUsize;

/// The sum of each value and all before it. O(n).
#[must_use]
pub fn cumulative(values: &[f64]) -> Vec<f64> {
    let add = |sum: &mut f64, value: &f64| {
        *sum += value;
        Some(*sum)
    };
    values.iter().scan(0.0, add).collect()
}

/// What a running total says, such as “Running total: 96 after 24 months.”
#[must_use]
pub fn cumulative_sentence(totals: &[f64], step: &str) -> String {
    match totals.last() {
        None => "Running total: nothing yet.".to_owned(),
        Some(total) => format!("Running total: {} after {}.", number(*total), counted(totals.len(), step)),
    }
}

/// Where the window of an average lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Alignment {
    /// As many bins before as after. An even window reaches half a bin further on both sides, whose bins count half:
    /// the “2×k moving average” that leaves no season behind (Hyndman & Athanasopoulos, *Forecasting*, 3.3).
    Centred,
    /// The bin and those before it: what was known at the time.
    Trailing,
}

/// The average at one bin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Average {
    /// The weighted mean of the bins of the window that there are.
    pub value: f64,
    /// How many bins of the window there are, the halves at the ends of an even centred one as halves.
    pub present: f64,
    /// Whether the window reaches beyond an end of the series: the value is less steady than the others.
    pub is_partial: bool,
}

/// A moving average over a whole series.
#[derive(Clone, Debug, PartialEq)]
pub struct MovingAverage {
    /// Bins of a full window.
    pub window: usize,
    /// Where it lies.
    pub alignment: Alignment,
    /// One for each bin that has a value.
    pub averages: Vec<Average>,
    /// Whether some bins have none.
    pub has_gaps: bool,
}

impl MovingAverage {
    /// Such as “Mean of 3 months, centred; 2 of 12 values at the ends are means of fewer.”
    #[must_use]
    pub fn sentence(&self, step: &str) -> String {
        let place = match self.alignment {
            Alignment::Centred => "centred",
            Alignment::Trailing => "of each and those before it",
        };
        let all = self.averages.len();
        let where_ = if self.has_gaps { "at the ends or beside bins without one" } else { "at the ends" };
        let head = format!("Mean of {}, {place}", counted(self.window, step));
        match self.averages.iter().filter(|average| average.is_partial).count() {
            0 => format!("{head}."),
            1 => format!("{head}; 1 of {all} values {where_} is a mean of fewer."),
            partial => format!("{head}; {partial} of {all} values {where_} are means of fewer."),
        }
    }
}

/// The mean of each bin and its neighbours, with a window of `window` bins. O(n · window).
#[must_use]
pub fn moving_average(values: &[f64], window: NonZeroUsize, alignment: Alignment) -> MovingAverage {
    let places: Vec<usize> = (0..values.len()).collect();
    moving_average_at(&places, values, window, alignment)
}

/// The same for values that do not stand in every bin: `places` are those of their bins, counted from 0, ascending, as many
/// as there are values. The window is of bins, with or without a value; one that lacks some is partial.
#[must_use]
pub fn moving_average_at(
    places: &[usize],
    values: &[f64],
    window: NonZeroUsize,
    alignment: Alignment,
) -> MovingAverage {
    let window = window.get();
    let averages = places.iter().map(|at| average((places, values), window, alignment, *at)).collect();
    let has_gaps = places.last().is_some_and(|last| last + 1 > places.len());
    MovingAverage { window, alignment, averages, has_gaps }
}

fn average((places, values): (&[usize], &[f64]), window: usize, alignment: Alignment, at: usize) -> Average {
    let (before, after) = match alignment {
        Alignment::Centred => (window / 2, window / 2),
        Alignment::Trailing => (window - 1, 0),
    };
    let is_halved = alignment == Alignment::Centred && window.is_multiple_of(2);
    let first = places.partition_point(|place| *place < at.saturating_sub(before));
    let inside = places.iter().zip(values).skip(first).take_while(|(place, _)| **place <= at + after);
    let (mut sum, mut present, mut count) = (0.0, 0.0, 0);
    for (place, value) in inside {
        let is_end = at.checked_sub(*place) == Some(before) || place.checked_sub(at) == Some(after);
        let weight = if is_halved && is_end { 0.5 } else { 1.0 };
        sum += weight * value;
        present += weight;
        count += 1;
    }
    Average { value: sum / present, present, is_partial: count < before + after + 1 }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Chance, close};
    use super::*;

    fn averages(values: &[f64], window: usize, alignment: Alignment) -> Vec<(f64, f64, bool)> {
        let averages = moving_average(values, NonZeroUsize::new(window).unwrap(), alignment).averages;
        averages.into_iter().map(|average| (average.value, average.present, average.is_partial)).collect()
    }

    #[test]
    fn a_total_runs() {
        assert_eq!(cumulative(&[1.0, 0.0, 2.0, -1.0]), [1.0, 1.0, 3.0, 2.0]);
        assert!(cumulative(&[]).is_empty());
        assert_eq!(cumulative_sentence(&[1.0, 3.0], "month"), "Running total: 3 after 2 months.");
        assert_eq!(cumulative_sentence(&[], "month"), "Running total: nothing yet.");
    }

    #[test]
    fn an_odd_window_lies_around_its_bin() {
        let expected = [(2.0, 2.0, true), (3.0, 3.0, false), (5.0, 3.0, false), (6.5, 2.0, true)];
        assert_eq!(averages(&[1.0, 3.0, 5.0, 7.0 + 1.0], 3, Alignment::Centred)[..2], expected[..2]);
        assert_eq!(
            averages(&[1.0, 3.0, 5.0, 7.0], 3, Alignment::Centred)[2..],
            [(5.0, 3.0, false), (6.0, 2.0, true)]
        );
    }

    #[test]
    fn a_trailing_window_knows_nothing_of_later() {
        let expected = [(4.0, 1.0, true), (3.0, 2.0, true), (4.0, 3.0, false), (5.0, 3.0, false)];
        assert_eq!(averages(&[4.0, 2.0, 6.0, 7.0], 3, Alignment::Trailing), expected);
    }

    /// Four quarters of a season and a straight line: only the line is left.
    #[test]
    fn an_even_centred_window_leaves_no_season() {
        let season = [3.0, -1.0, -4.0, 2.0];
        let values: Vec<f64> = (0_u8..16).map(|at| f64::from(at) + season[usize::from(at) % 4]).collect();
        for (at, (value, present, is_partial)) in averages(&values, 4, Alignment::Centred).into_iter().enumerate() {
            assert_eq!(is_partial, !(2..14).contains(&at));
            if !is_partial {
                close(value, at as f64, 1e-12);
                close(present, 4.0, 0.0);
            }
        }
        let ends = averages(&values, 4, Alignment::Centred);
        close(ends[0].1, 2.5, 0.0);
        close(ends[1].1, 3.5, 0.0);
    }

    #[test]
    fn a_window_of_one_changes_nothing_and_a_wide_one_is_the_mean() {
        let mut chance = Chance::new(7);
        for n in 1..40 {
            let values = chance.values(n);
            let mean = values.iter().sum::<f64>() / n as f64;
            for alignment in [Alignment::Centred, Alignment::Trailing] {
                for ((value, ..), expected) in averages(&values, 1, alignment).into_iter().zip(&values) {
                    close(value, *expected, 0.0);
                }
            }
            for (value, present, is_partial) in averages(&values, 2 * n + 1, Alignment::Centred) {
                close(value, mean, 1e-12);
                close(present, n as f64, 0.0);
                assert!(is_partial);
            }
        }
        assert!(averages(&[], 3, Alignment::Centred).is_empty());
        assert_eq!(averages(&[1.0, 2.0, 6.0], usize::MAX, Alignment::Trailing)[2], (3.0, 3.0, true));
        assert_eq!(averages(&[1.0, 2.0, 6.0], usize::MAX, Alignment::Centred)[2], (3.0, 3.0, true));
    }

    #[test]
    fn a_sentence_says_how_many_are_partial() {
        let sentence = |window: usize, alignment| {
            moving_average(&[1.0; 12], NonZeroUsize::new(window).unwrap(), alignment).sentence("month")
        };
        assert_eq!(
            sentence(3, Alignment::Centred),
            "Mean of 3 months, centred; 2 of 12 values at the ends are means of fewer."
        );
        assert_eq!(
            sentence(2, Alignment::Trailing),
            "Mean of 2 months, of each and those before it; 1 of 12 values at the ends is a mean of fewer."
        );
        assert_eq!(sentence(1, Alignment::Centred), "Mean of 1 month, centred.");
    }

    #[test]
    fn a_window_is_of_bins_whether_they_have_a_value_or_not() {
        let three = NonZeroUsize::new(3).unwrap();
        let found = moving_average_at(&[0, 1, 4, 5, 6], &[1.0, 3.0, 8.0, 10.0, 12.0], three, Alignment::Centred);
        let means: Vec<(f64, bool)> = found.averages.iter().map(|one| (one.value, one.is_partial)).collect();
        assert_eq!(means, [(2.0, true), (2.0, true), (9.0, true), (10.0, false), (11.0, true)]);
        assert!(found.sentence("month").contains("4 of 5 values at the ends or beside bins without one"));
    }
}
