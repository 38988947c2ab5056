//! What was counted: one row for each bin and series, the zeros included, so that a pivot table or a script finds the
//! whole grid; then one row for each sum, and for each reason why events are in no bin.

use super::{cell, number};
use crate::query::series::is_partial;
use crate::query::{Activity, Bin};
use chrono::NaiveDate;
use std::fmt::Write;

/// The figures, with a header: `kind,bin,first,last,series,count,unit,rule,filter,date,chart`. The kind is `cell`; `bin`,
/// `series` or `all` for sums, which count each item once, so that cells may add up to more; `shown` for the events in all
/// bins; `outside` for what these have beside the period, `partial` for the bins that it covers only partly; or why events
/// are in no bin, such as `undated`.
#[must_use]
pub fn activity_csv(activity: &Activity, date: NaiveDate) -> String {
    let mut rows = String::from("kind,bin,first,last,series,count,unit,rule,filter,date,chart\r\n");
    let of_all = [activity.spec.rule.to_string(), activity.filter.clone()].map(|text| cell(&text)).join(",");
    let of_all = format!("{of_all},{date},{}", cell(&activity.title));
    let mut put = |kind: &str, bin: Option<&Bin>, series: &str, count: String, unit: &str| {
        let [label, first, last] =
            bin.map_or_else(Default::default, |bin| [cell(&bin.label), bin.first.to_string(), bin.last.to_string()]);
        // Writing to a String cannot fail.
        let _ = write!(rows, "{kind},{label},{first},{last},{},{count},{unit},{of_all}\r\n", cell(series));
    };
    let unit = cell(&activity.spec.unit.to_string());
    for (place, bin) in activity.bins.iter().enumerate() {
        for series in &activity.series {
            let count = number(series.cells.get(place).map_or(0.0, |cell| cell.amount));
            put("cell", Some(bin), &series.name, count, &unit);
        }
    }
    for (bin, total) in activity.bins.iter().zip(&activity.totals) {
        put("bin", Some(bin), "", number(total.amount), &unit);
    }
    for series in &activity.series {
        put("series", None, &series.name, series.total.to_string(), &unit);
    }
    put("all", None, "", activity.total.to_string(), &unit);
    put("outside", None, "", number(activity.outside.amount), &unit);
    for bin in activity.bins.iter().filter(|bin| is_partial(&activity.spec, bin)) {
        put("partial", Some(bin), "", "1".to_owned(), "bins");
    }
    let beside = [
        ("shown", activity.shown_events),
        ("undated", activity.undated.len()),
        ("spanning", activity.spanning.len()),
        ("earlier", activity.outside.earlier.len()),
        ("bands", activity.bands.len()),
        ("annotations", activity.annotations.len()),
        ("set aside", activity.set_aside.len()),
        ("unmarked", activity.unmarked.len()),
    ];
    for (kind, count) in beside {
        put(kind, None, "", count.to_string(), "events");
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
        let header = "kind,bin,first,last,series,count,unit,rule,filter,date,chart\r\n";
        assert!(rows.starts_with(&format!("{header}cell,Q1 2024,2024-01-01,2024-03-31,")), "{rows}");
        let (bins, series) = (activity.bins.len(), activity.series.len());
        assert_eq!(rows.lines().count(), 1 + bins * series + bins + series + 2 + 8);
        let all = format!("\r\nall,,,,,{},marks,strict,happened,", activity.total);
        assert!(rows.contains(&all), "{rows}");
        let bin = format!("\r\nbin,Q1 2024,2024-01-01,2024-03-31,,{},marks,", activity.totals[0].amount);
        assert!(rows.contains(&bin), "{rows}");
        assert!(rows.contains("\r\nundated,,,,,4,events,strict,happened,1970-01-01,"), "{rows}");
        assert!(rows.contains(",'=Wire & Co <1>,"), "{rows}");
    }
}
