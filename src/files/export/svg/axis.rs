//! Where the axes carry signs: round numbers on the left, dates below that do not run into one another.

use crate::model::Step;
use crate::query::Bin;
use crate::query::calendar::{month_name, quarter};
use chrono::{Datelike, NaiveDate};

/// Room between two labels of the first row, in pixels.
const GAP_PX: f64 = 8.0;

/// Room between two labels of the second row: more, because a line stands between them.
const LOWER_GAP_PX: f64 = 16.0;

/// What stands below one bin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tick {
    /// The bin's place on the axis.
    pub bin: usize,
    /// In the first row, centred below the bin.
    pub upper: Option<String>,
    /// In the second row, beginning where the bin begins: a year, or a month where bins are days.
    pub lower: Option<String>,
}

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

/// The ticks of bins that are `slot_px` wide; `width_px` measures a label.
pub(super) fn date_ticks(step: Step, bins: &[Bin], slot_px: f64, width_px: impl Fn(&str) -> f64) -> Vec<Tick> {
    let stride = upper_stride(step, slot_px, &width_px);
    let group_stride = lower_stride(step, slot_px, &width_px);
    let mut ticks = Vec::new();
    let mut previous = None;
    for (place, bin) in bins.iter().enumerate() {
        let upper = stride.filter(|stride| is_upper(step, bin.first, *stride)).map(|_| upper(step, bin.first));
        let group = group(step, bin.first);
        let starts = previous.replace(group).is_some_and(|before| before != group);
        let lower = (starts && group.rem_euclid(group_stride) == 0).then(|| lower(step, bin.first));
        let lower = lower.filter(|label| !label.is_empty());
        if upper.is_some() || lower.is_some() {
            ticks.push(Tick { bin: place, upper, lower });
        }
    }
    name_the_beginning(step, bins, slot_px, &width_px, &mut ticks);
    ticks
}

/// An axis that begins in the middle of a year says so, if there is room before the next year.
fn name_the_beginning(
    step: Step,
    bins: &[Bin],
    slot_px: f64,
    width_px: &impl Fn(&str) -> f64,
    ticks: &mut Vec<Tick>,
) {
    let Some(first) = bins.first().map(|bin| lower(step, bin.first)).filter(|label| !label.is_empty()) else {
        return;
    };
    let next = ticks.iter().find(|tick| tick.lower.is_some()).map_or(usize::MAX, |tick| tick.bin);
    if next == 0 || super::real(next) * slot_px < width_px(&first) + LOWER_GAP_PX {
        return;
    }
    match ticks.first_mut().filter(|tick| tick.bin == 0) {
        Some(tick) => tick.lower = Some(first),
        None => ticks.insert(0, Tick { bin: 0, upper: None, lower: Some(first) }),
    }
}

/// Every how many units there is room for an upper label; `None`: for none.
fn upper_stride(step: Step, slot_px: f64, width_px: &impl Fn(&str) -> f64) -> Option<u32> {
    let (strides, widest): (&[u32], &str) = match step {
        Step::Day => (&[1, 2, 5, 10], "30"),
        Step::Week => (&[1, 2, 4, 13], "W53"),
        Step::Month => (&[1, 2, 3, 6], "Mar"),
        Step::Quarter => (&[1, 2], "Q4"),
        Step::Year => (&[1, 2, 5, 10, 20, 50, 100, 200, 500], "2025"),
    };
    strides.iter().copied().find(|stride| f64::from(*stride) * slot_px >= width_px(widest) + GAP_PX)
}

fn lower_stride(step: Step, slot_px: f64, width_px: &impl Fn(&str) -> f64) -> i32 {
    let (bins_a_group, widest, strides): (f64, &str, &[i32]) = match step {
        Step::Day => (30.4, "Mar 2025", &[1, 2, 3, 6, 12, 24, 60]),
        Step::Week => (52.2, "2025", &[1, 2, 5, 10, 20, 50]),
        Step::Month => (12.0, "2025", &[1, 2, 5, 10, 20, 50]),
        Step::Quarter | Step::Year => (4.0, "2025", &[1, 2, 5, 10, 20, 50, 100]),
    };
    let room = |stride: &i32| f64::from(*stride) * bins_a_group * slot_px >= width_px(widest) + LOWER_GAP_PX;
    strides.iter().copied().find(room).unwrap_or(500)
}

/// The last label before a month or year begins anew is left out where it would stand too near.
fn is_upper(step: Step, first: NaiveDate, stride: u32) -> bool {
    match step {
        Step::Day => first.day0().is_multiple_of(stride) && first.day() + stride <= 32,
        Step::Week => {
            let week = first.iso_week().week();
            (week - 1).is_multiple_of(stride) && week + stride <= 54
        }
        Step::Month => first.month0().is_multiple_of(stride),
        Step::Quarter => (quarter(first) - 1).is_multiple_of(stride),
        Step::Year => first.year().unsigned_abs().is_multiple_of(stride),
    }
}

fn upper(step: Step, first: NaiveDate) -> String {
    match step {
        Step::Day => first.day().to_string(),
        Step::Week => format!("W{}", first.iso_week().week()),
        Step::Month => month_name(first.month()).to_owned(),
        Step::Quarter => format!("Q{}", quarter(first)),
        Step::Year => first.year().to_string(),
    }
}

fn lower(step: Step, first: NaiveDate) -> String {
    match step {
        Step::Day => format!("{} {}", month_name(first.month()), first.year()),
        Step::Week => first.iso_week().year().to_string(),
        Step::Month | Step::Quarter => first.year().to_string(),
        Step::Year => String::new(),
    }
}

/// Bins with the same number share a lower label.
fn group(step: Step, first: NaiveDate) -> i32 {
    match step {
        Step::Day => first.year() * 12 + i32::try_from(first.month0()).unwrap_or(0),
        Step::Week => first.iso_week().year(),
        Step::Month | Step::Quarter | Step::Year => first.year(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::calendar::bins;

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

    fn labels(step: Step, from: &str, to: &str, slot_px: f64) -> String {
        let bins = bins(step, from.parse().expect(from), to.parse().expect(to), 5_000);
        let ticks = date_ticks(step, &bins, slot_px, |label| 7.0 * label.len() as f64);
        let words = ticks.iter().map(|tick| match (&tick.upper, &tick.lower) {
            (Some(upper), Some(lower)) => format!("{upper}/{lower}"),
            (upper, lower) => {
                upper.clone().unwrap_or_default() + &lower.as_ref().map_or(String::new(), |l| format!("/{l}"))
            }
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn dates_are_thinned_to_what_has_room() {
        assert_eq!(labels(Step::Month, "2024-11-01", "2025-03-01", 40.0), "Nov/2024 Dec Jan/2025 Feb Mar");
        assert_eq!(
            labels(Step::Month, "2024-11-01", "2025-03-01", 11.0),
            "Jan/2025",
            "no room for 2024, nor for Nov"
        );
        assert_eq!(labels(Step::Month, "2023-01-01", "2025-01-01", 1.0), "/2025");
        assert_eq!(labels(Step::Day, "2025-02-25", "2025-03-04", 30.0), "25/Feb 2025 26 27 28 1/Mar 2025 2 3 4");
        assert_eq!(labels(Step::Week, "2020-12-20", "2021-01-12", 40.0), "W51/2020 W52 W53 W1/2021 W2");
        assert_eq!(labels(Step::Quarter, "2024-12-01", "2025-04-01", 50.0), "Q4/2024 Q1/2025 Q2");
        assert_eq!(labels(Step::Year, "1998-12-01", "2011-04-01", 8.0), "2000 2005 2010");
    }

    #[test]
    fn no_two_labels_meet_at_any_width() {
        for step in Step::ALL {
            let bins = bins(step, "2019-11-17".parse().unwrap(), "2023-02-03".parse().unwrap(), 5_000);
            for slot in 1..200 {
                let slot_px = f64::from(slot) * 0.5;
                let width_px = |label: &str| 7.0 * label.len() as f64;
                let ticks = date_ticks(step, &bins, slot_px, width_px);
                let mut upper_end = f64::MIN;
                let mut lower_end = f64::MIN;
                for tick in ticks {
                    let left = tick.bin as f64 * slot_px;
                    if let Some(label) = &tick.upper {
                        let start = left + slot_px / 2.0 - width_px(label) / 2.0;
                        assert!(start > upper_end, "{step} {slot_px} {label}");
                        upper_end = start + width_px(label);
                    }
                    if let Some(label) = &tick.lower {
                        assert!(left > lower_end, "{step} {slot_px} {label}");
                        lower_end = left + width_px(label);
                    }
                }
            }
        }
    }
}
