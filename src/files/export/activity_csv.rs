//! A chart's figures as CSV (RFC 4180): one row for each bin and series, the zeros included, so that a pivot table or
//! a script finds the whole grid; then one row for each reason why events are in no bin.
//!
//! Dates are ISO 8601, both ends inclusive. Every row says unit, rule, filter and day, so that none is taken for
//! something else. A cell that a spreadsheet would take for a formula is defused with an apostrophe. It holds no totals:
//! where an item stands in several series, adding up a bin's rows counts it twice.

use crate::query::Activity;
use crate::query::lag::Lags;
use crate::query::trend::Trend;
use chrono::NaiveDate;
use std::fmt::Write;

/// The figures, with a header: `bin,first,last,series,count,unit,rule,filter,date`. Rows of events that are in no bin
/// have a bin such as `undated` without days, and no series.
#[must_use]
pub fn activity_csv(activity: &Activity, date: NaiveDate) -> String {
    let mut rows = String::from("bin,first,last,series,count,unit,rule,filter,date\r\n");
    let said = [activity.spec.unit.to_string(), activity.spec.rule.to_string(), activity.filter.clone()];
    let said = format!("{},{date}", said.map(|text| cell(&text)).join(","));
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

/// The figures of a trend, with a header: `bin,first,last,series,n,sum,mean,value,cumulative,average,partial,lowess,rule,filter,date`.
/// What is not known is empty.
#[must_use]
pub fn trend_csv(trend: &Trend, date: NaiveDate) -> String {
    let mut rows =
        String::from("bin,first,last,series,n,sum,mean,value,cumulative,average,partial,lowess,rule,filter,date\r\n");
    for (place, bin) in trend.bins.iter().enumerate() {
        for line in &trend.lines {
            let Some(point) = line.points.get(place) else { continue };
            let known = line.known.binary_search(&place).ok();
            let at = |values: &[f64]| known.and_then(|known| values.get(known).copied());
            let average = known.and_then(|known| line.average.as_ref()?.averages.get(known));
            let some = |value: Option<f64>| value.map(number).unwrap_or_default();
            let filter = [trend.filter.as_str(), &line.filter].join(", ");
            let cells = [
                cell(&bin.label),
                bin.first.to_string(),
                bin.last.to_string(),
                cell(&line.name),
                number(point.n),
                number(point.sum),
                some(point.mean()),
                some(point.value),
                some(line.cumulative.as_deref().and_then(at)),
                some(average.map(|average| average.value)),
                average.map(|average| average.is_partial.to_string()).unwrap_or_default(),
                some(line.lowess.as_ref().and_then(|curve| at(&curve.as_ref().ok()?.values))),
                trend.spec.rule.to_string(),
                cell(filter.trim_end_matches(", ")),
                date.to_string(),
            ];
            let _ = write!(rows, "{}\r\n", cells.join(","));
        }
    }
    rows
}

/// At most six decimals, none that say nothing.
fn number(amount: f64) -> String {
    let written = format!("{amount:.6}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// How late each report is, with a header: `outlet,days,event,document,filter,date`; reports of which the event or the
/// document has no single day have no days and no outlet.
#[must_use]
pub fn lags_csv(lags: &Lags, date: NaiveDate) -> String {
    let mut rows = String::from("outlet,days,event,document,filter,date\r\n");
    let said = format!("{},{date}", cell(&lags.filter));
    for of in &lags.outlets {
        for report in &of.reports {
            // Writing to a String cannot fail.
            let _ =
                write!(rows, "{},{},{},{},{said}\r\n", cell(&of.outlet), report.days, report.event, report.document);
        }
    }
    for (event, document) in &lags.unknown {
        let _ = write!(rows, ",,{event},{document},{said}\r\n");
    }
    rows
}

/// One cell: defused, then quoted if it has to be.
#[must_use]
pub fn cell(text: &str) -> String {
    let defused = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    if defused.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", defused.replace('"', "\"\"")) } else { defused }
}

/// Blanks before the sign do not stop every spreadsheet.
fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
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
            rows.starts_with("bin,first,last,series,count,unit,rule,filter,date\r\nQ1 2024,2024-01-01,2024-03-31,"),
            "{rows}"
        );
        assert_eq!(rows.lines().count(), 1 + activity.bins.len() * activity.series.len() + 6);
        assert!(rows.contains("\r\nundated,,,,4,events,strict,happened,1970-01-01\r\n"), "{rows}");
        assert!(rows.contains(",'=Wire & Co <1>,"), "{rows}");
    }

    #[test]
    fn a_formula_is_only_words() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell(" @SUM(A1)"), "' @SUM(A1)");
        assert_eq!(cell("-2,5"), "\"'-2,5\"");
        assert_eq!(cell("He said \"no\""), "\"He said \"\"no\"\"\"");
        assert_eq!(cell("Le Monde"), "Le Monde");
    }
}
