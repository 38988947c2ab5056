//! The bins of a time axis: days, ISO 8601 weeks, months, quarters, years.
//!
//! Bins of one step never overlap and leave no day out. Weeks run from Monday to Sunday and belong to the year that
//! ISO 8601 gives them: 30 December 2024 lies in the first week of 2025.

use crate::model::Step;
use chrono::{Datelike, Days, NaiveDate};

/// One stretch of the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day, inclusive.
    pub last: NaiveDate,
    /// How it is called on its own: `10 Mar 2025`, `2025-W11`, `Mar 2025`, `Q1 2025`, `2025`.
    pub label: String,
}

/// The bin that a day lies in; `None` only at the ends of the calendar, in the year 262,000.
#[must_use]
pub fn bin_of(step: Step, day: NaiveDate) -> Option<Bin> {
    let (first, last) = match step {
        Step::Day => (day, day),
        Step::Week => {
            let monday = day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))?;
            (monday, monday.checked_add_days(Days::new(6))?)
        }
        Step::Month => months(day.year(), day.month(), 1)?,
        Step::Quarter => months(day.year(), quarter(day) * 3 - 2, 3)?,
        Step::Year => months(day.year(), 1, 12)?,
    };
    Some(Bin { first, last, label: label(step, first) })
}

/// The number of the bin that a day lies in; bins that follow one another have numbers that do. Only numbers of one
/// step can be compared.
#[must_use]
pub fn number_of(step: Step, day: NaiveDate) -> i32 {
    match step {
        Step::Day => day.num_days_from_ce(),
        // The first day of the calendar was a Monday.
        Step::Week => (day.num_days_from_ce() - 1).div_euclid(7),
        Step::Month => day.year() * 12 + day.month0().cast_signed(),
        Step::Quarter => day.year() * 4 + (day.month0() / 3).cast_signed(),
        Step::Year => day.year(),
    }
}

/// The bins from the one that holds `from` to the one that holds `to`, without a gap; at most `limit` of them.
#[must_use]
pub fn bins(step: Step, from: NaiveDate, to: NaiveDate, limit: usize) -> Vec<Bin> {
    let following = |bin: &Bin| bin_of(step, bin.last.succ_opt()?).filter(|next| next.first <= to);
    std::iter::successors(bin_of(step, from), following).take(limit).collect()
}

/// About how many bins lie between two days: exact for days, a little over for the others.
#[must_use]
pub fn about_bins(step: Step, from: NaiveDate, to: NaiveDate) -> u64 {
    let days = to.signed_duration_since(from).num_days().unsigned_abs();
    let days_each = match step {
        Step::Day => 1,
        Step::Week => 7,
        Step::Month => 30,
        Step::Quarter => 91,
        Step::Year => 365,
    };
    days / days_each + 1
}

/// The quarter of a day, 1–4.
#[must_use]
pub fn quarter(day: NaiveDate) -> u32 {
    day.month0() / 3 + 1
}

/// The name of a month, 1–12, in three letters; empty for any other number.
#[must_use]
pub fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    place.and_then(|place| NAMES.get(place)).copied().unwrap_or_default()
}

/// A day as lists and charts write it: `10 Mar 2025`.
#[must_use]
pub fn day_label(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

/// `count` months from the first day of a month to the last day of the last one.
fn months(year: i32, month: u32, count: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(chrono::Months::new(count))?.pred_opt()?))
}

fn label(step: Step, first: NaiveDate) -> String {
    match step {
        Step::Day => day_label(first),
        Step::Week => format!("{}-W{:02}", first.iso_week().year(), first.iso_week().week()),
        Step::Month => format!("{} {}", month_name(first.month()), first.year()),
        Step::Quarter => format!("Q{} {}", quarter(first), first.year()),
        Step::Year => first.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    fn check(step: Step, of: &str, label: &str, first: &str, last: &str) {
        let bin = Bin { first: day(first), last: day(last), label: label.into() };
        assert_eq!(bin_of(step, day(of)), Some(bin), "{step} of {of}");
    }

    #[test]
    fn a_day_lies_in_one_bin_of_each_step() {
        check(Step::Day, "2024-02-29", "29 Feb 2024", "2024-02-29", "2024-02-29");
        check(Step::Month, "2024-02-10", "Feb 2024", "2024-02-01", "2024-02-29");
        check(Step::Month, "2100-02-28", "Feb 2100", "2100-02-01", "2100-02-28");
        check(Step::Month, "2025-12-31", "Dec 2025", "2025-12-01", "2025-12-31");
        check(Step::Quarter, "2025-06-30", "Q2 2025", "2025-04-01", "2025-06-30");
        check(Step::Year, "2025-06-30", "2025", "2025-01-01", "2025-12-31");
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        check(Step::Week, "2021-01-03", "2020-W53", "2020-12-28", "2021-01-03");
        check(Step::Week, "2021-01-04", "2021-W01", "2021-01-04", "2021-01-10");
        check(Step::Week, "2024-12-30", "2025-W01", "2024-12-30", "2025-01-05");
        check(Step::Week, "2024-02-29", "2024-W09", "2024-02-26", "2024-03-03");
    }

    #[test]
    fn bins_follow_one_another_without_a_gap() {
        for step in Step::ALL {
            let all = bins(step, day("2019-11-17"), day("2025-02-03"), 10_000);
            assert!(all.windows(2).all(|pair| pair[0].last.succ_opt() == Some(pair[1].first)), "{step}");
            let numbers: Vec<i32> = all.iter().map(|bin| number_of(step, bin.first)).collect();
            assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{step}");
            assert!(all.iter().all(|bin| number_of(step, bin.first) == number_of(step, bin.last)), "{step}");
            assert!(all[0].first <= day("2019-11-17") && all[all.len() - 1].last >= day("2025-02-03"));
            assert!(about_bins(step, day("2019-11-17"), day("2025-02-03")).abs_diff(all.len() as u64) < 3, "{step}");
        }
        assert_eq!(bins(Step::Day, day("2000-01-01"), day("2025-01-01"), 7).len(), 7);
        assert_eq!(bins(Step::Year, NaiveDate::MAX, NaiveDate::MAX, 7), [], "the end of the calendar");
    }
}
