//! Where an axis of time carries dates: at natural ones, in two rows that do not run into one another.
//!
//! The first row names the bins (days, weeks, months …), the second what they lie in (months, years). Labels are thinned
//! to what there is room for. What it does *not* do: measure letters; whoever draws them does.

use super::calendar::{Bin, bins, month_name, quarter};
use crate::model::Step;
use chrono::{Datelike, NaiveDate};

/// Room between two labels of the first row, in pixels.
const GAP_PX: f64 = 8.0;

/// Room between two labels of the second row: more, because a line stands between them.
const LOWER_GAP_PX: f64 = 16.0;

/// What stands below one bin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tick {
    /// The bin's place on the axis.
    pub bin: usize,
    /// In the first row, centred below the bin.
    pub upper: Option<String>,
    /// In the second row, beginning where the bin begins: a year, or a month where bins are days.
    pub lower: Option<String>,
}

/// The ticks of bins that are `slot_px` wide; `width_px` measures a label.
#[must_use]
pub fn date_ticks(step: Step, bins: &[Bin], slot_px: f64, width_px: impl Fn(&str) -> f64) -> Vec<Tick> {
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
    if next == 0 || real(next) * slot_px < width_px(&first) + LOWER_GAP_PX {
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

/// The ticks of an axis on which time passes evenly, from one day to another, both inclusive: the bins from the one
/// that holds the first day, and their ticks. A day is `day_px` wide, and `width_px` measures a label. The finest step
/// of which there is room for labels is taken: days, months, or years, of which a label may stand for a hundred.
#[must_use]
pub fn even_ticks(
    (first, last): (NaiveDate, NaiveDate),
    day_px: f64,
    width_px: impl Fn(&str) -> f64,
) -> (Vec<Bin>, Vec<Tick>) {
    // Labels stand beside each other also where months are short.
    let (step, days) = match day_px {
        wide if wide >= width_px("30") / 5.0 => (Step::Day, 1.0),
        wide if wide * 28.0 >= width_px("Mar") / 5.0 => (Step::Month, 28.0),
        _ => (Step::Year, 365.0),
    };
    let bins = bins(step, first, last, MOST_BINS);
    let ticks = date_ticks(step, &bins, day_px * days, width_px);
    (bins, ticks)
}

/// More than any screen has pixels for.
const MOST_BINS: usize = 20_000;

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn an_even_axis_goes_from_centuries_to_days() {
        let day = |text: &str| text.parse::<NaiveDate>().expect(text);
        let width_px = |label: &str| 7.0 * label.len() as f64;
        let shown = |from: &str, to: &str, wide: f64| {
            let days = (day(to) - day(from)).num_days() as f64;
            let (bins, ticks) = even_ticks((day(from), day(to)), wide / days, width_px);
            let labels = ticks.iter().filter_map(|tick| tick.upper.clone()).collect::<Vec<_>>();
            (bins.len(), labels)
        };
        assert_eq!(
            shown("1800-01-01", "2000-01-01", 400.0).1,
            ["1800", "1820", "1840", "1860", "1880", "1900", "1920", "1940", "1960", "1980", "2000"]
        );
        assert_eq!(shown("2024-01-01", "2024-12-31", 400.0).1.len(), 12, "a month has 33 px and a name 21");
        assert_eq!(shown("2024-01-01", "2024-12-31", 250.0).1, ["Jan", "Mar", "May", "Jul", "Sep", "Nov"]);
        assert_eq!(shown("2024-03-01", "2024-03-10", 400.0).1.len(), 10);
        for wide in 1..400 {
            let (bins, ticks) = even_ticks((day("2019-01-15"), day("2025-02-01")), f64::from(wide) / 40.0, width_px);
            let x = |at: usize| f64::from(wide) / 40.0 * (bins[at].first - bins[0].first).num_days() as f64;
            let mut end = f64::MIN;
            for tick in ticks {
                let Some(label) = &tick.upper else { continue };
                let next = bins[tick.bin].last.succ_opt().expect("a day");
                let right = f64::from(wide) / 40.0 * (next - bins[0].first).num_days() as f64;
                let left = f64::midpoint(x(tick.bin), right) - width_px(label) / 2.0;
                assert!(left >= end, "{wide} {label}");
                end = left + width_px(label);
            }
        }
    }
}
