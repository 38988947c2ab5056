//! A chart's figures as CSV (RFC 4180): one row for each bin and series, the zeros included, so that a pivot table or
//! a script finds the whole grid; then one row for each reason why events are in no bin.
//!
//! Dates are ISO 8601, both ends inclusive. Every row says unit, rule, filter and day, so that none is taken for
//! something else. A cell that a spreadsheet would take for a formula is defused with an apostrophe. It holds no totals:
//! where an item stands in several series, adding up a bin's rows counts it twice.

use crate::query::Activity;
use crate::query::lag::Lags;
use crate::query::matrix::Matrix;
use crate::query::quantities::{Quantities, Quantity};
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

/// The figures of a matrix, with a header: `kind,row,column,count,unit,rule,filter,date`. The kind is `cell`, with the
/// zeros; `row`, `column` or `all` for sums, which count each item once; or why something is in no cell, such as
/// `undated`.
#[must_use]
pub fn matrix_csv(matrix: &Matrix, date: NaiveDate) -> String {
    let mut rows = String::from("kind,row,column,count,unit,rule,filter,date\r\n");
    let said = |unit: &str| {
        let cells = [unit, &matrix.rule, &matrix.filter].map(cell);
        format!("{},{date}", cells.join(","))
    };
    let of_all = said(&matrix.unit);
    let mut put = |kind: &str, row: &str, column: &str, amount: f64, said: &str| {
        // Writing to a String cannot fail.
        let _ = write!(rows, "{kind},{},{},{},{said}\r\n", cell(row), cell(column), number(amount));
    };
    for (at, row) in matrix.rows.iter().enumerate() {
        for (place, column) in matrix.columns.iter().enumerate() {
            put("cell", &row.name, &column.name, matrix.cell(at, place).amount, &of_all);
        }
    }
    for (at, row) in matrix.rows.iter().enumerate() {
        put("row", &row.name, "", matrix.row_total(at).amount, &of_all);
    }
    for (at, column) in matrix.columns.iter().enumerate() {
        put("column", "", &column.name, matrix.column_total(at).amount, &of_all);
    }
    put("all", "", "", matrix.total().amount, &of_all);
    let beside = [
        ("undated", matrix.undated.len(), "events"),
        ("undated but counted", matrix.without_date.len(), "events"),
        ("spanning", matrix.spanning.len(), "events"),
        ("bands", matrix.bands.len(), "events"),
        ("annotations", matrix.annotations.len(), "events"),
        ("set aside", matrix.set_aside.len(), "events"),
        ("unmarked", matrix.unmarked.len(), "events"),
        ("uncoded", matrix.uncoded.len(), "marks"),
        ("unplaced", matrix.unplaced.len(), "marks"),
    ];
    for (kind, count, unit) in beside {
        put(kind, "", "", count as f64, &said(unit));
    }
    rows
}

/// The figures that sources give, with a header. `counted` is `no` for those that only what is left out of counts
/// states. Nothing is added up: units and bounds are in the rows.
#[must_use]
pub fn quantities_csv(found: &Quantities, date: NaiveDate) -> String {
    let mut rows = String::from(
        "id,counted,event,title,when,status,bound,value,currency,unit,what,of,period,words,outlet,published,mark,quote,\
         filter,date\r\n",
    );
    let mut put = |one: &Quantity, counted: &str| {
        let said = one.source.as_ref();
        let some = |text: Option<String>| text.unwrap_or_default();
        let cells = [
            one.id(),
            counted.to_owned(),
            one.event.to_string(),
            one.title.clone(),
            some(one.when.as_ref().map(ToString::to_string)),
            one.status.to_string(),
            one.bound().to_owned(),
            one.figure.value.normalize().to_string(),
            one.figure.currency.clone(),
            one.figure.unit.clone(),
            one.figure.what.clone(),
            one.of.clone(),
            some(one.figure.when.as_ref().map(ToString::to_string)),
            one.words.clone(),
            some(said.map(|said| said.outlet.clone())),
            some(said.and_then(|said| said.date.as_ref()).map(ToString::to_string)),
            some(said.map(|said| said.mark.to_string())),
            some(said.map(|said| said.quote.clone())),
            found.filter.clone(),
            date.to_string(),
        ];
        // Writing to a String cannot fail.
        let _ = write!(rows, "{}\r\n", cells.map(|text| cell(&text)).join(","));
    };
    found.list.iter().for_each(|one| put(one, "yes"));
    found.left_out.iter().for_each(|one| put(one, "no"));
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
