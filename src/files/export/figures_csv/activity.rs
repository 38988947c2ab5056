//! What was counted: one row for each bin and series, the zeros included, so that a pivot table or a script finds the
//! whole grid; then one row for each reason why events are in no bin. It holds no totals: where an item stands in several
//! series, adding up a bin's rows counts it twice.

use super::{cell, number};
use crate::query::Activity;
use chrono::NaiveDate;
use std::fmt::Write;

/// The figures, with a header: `bin,first,last,series,count,unit,rule,filter,date,chart`. Rows of events that are in no bin
/// have a bin such as `undated` without days, and no series; `shown` are all that are in one.
#[must_use]
pub fn activity_csv(activity: &Activity, date: NaiveDate) -> String {
    let mut rows = String::from("bin,first,last,series,count,unit,rule,filter,date,chart\r\n");
    let said = [activity.spec.unit.to_string(), activity.spec.rule.to_string(), activity.filter.clone()];
    let said = format!("{},{date},{}", said.map(|text| cell(&text)).join(","), cell(&activity.title));
    for (place, bin) in activity.bins.iter().enumerate() {
        for series in &activity.series {
            let count = number(series.cells.get(place).map_or(0.0, |cell| cell.amount));
            let (first, last) = (bin.first.to_string(), bin.last.to_string());
            let cells = [&bin.label, &first, &last, &series.name].map(|text| cell(text));
            // Writing to a String cannot fail.
            let _ = write!(rows, "{},{count},{said}\r\n", cells.join(","));
        }
    }
    let beside = [
        ("shown", activity.shown_events),
        ("undated", activity.undated.len()),
        ("spanning", activity.spanning.len()),
        ("bands", activity.bands.len()),
        ("annotations", activity.annotations.len()),
        ("set aside", activity.set_aside.len()),
        ("unmarked", activity.unmarked.len()),
    ];
    for (name, count) in beside {
        let events = cell("events");
        let rest = said.split_once(',').map_or("", |(_, rest)| rest);
        let _ = write!(rows, "{name},,,,{count},{events},{rest}\r\n");
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::export::svg::tests::talks;
    use crate::model::{SplitBy, Step, Unit};

    #[test]
    fn each_bin_and_series_has_a_row() {
        let activity = talks(Step::Quarter, Some(SplitBy::Outlet), Unit::Marks);
        let rows = activity_csv(&activity, NaiveDate::default());
        assert!(
            rows.starts_with(
                "bin,first,last,series,count,unit,rule,filter,date,chart\r\nQ1 2024,2024-01-01,2024-03-31,"
            ),
            "{rows}"
        );
        assert_eq!(rows.lines().count(), 1 + activity.bins.len() * activity.series.len() + 7);
        assert!(rows.contains("\r\nundated,,,,4,events,strict,happened,1970-01-01,"), "{rows}");
        assert!(rows.contains(",'=Wire & Co <1>,"), "{rows}");
    }
}
