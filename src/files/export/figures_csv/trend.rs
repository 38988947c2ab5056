//! What a trend follows: one row for each bin and line, then what all bins of a line come to, what the tests say, and one
//! row for each reason why events are in no bin.

use super::{cell, number};
use crate::model::TrendOf;
use crate::query::Bin;
use crate::query::series::is_partial;
use crate::query::trend::{Line, Trend};
use chrono::NaiveDate;
use std::fmt::Write;

const HEADER: &str = "kind,bin,first,last,partial,series,n,sum,mean,thin,of_bin,running_total,average,average_partial,\
                      lowess,finding,unit,weighing,rule,filter,date,chart\r\n";

/// The columns between the name of the series and the finding.
const FIGURES: usize = 9;

/// The figures of a trend, with a header:
/// `kind,bin,first,last,partial,series,n,sum,mean,thin,of_bin,running_total,average,average_partial,lowess,finding,unit,weighing,rule,filter,date,chart`.
/// What is not known is empty.
///
/// The kind is `point`; `all` for all bins of a line together; `outside` for what lies beside the period that was asked for;
/// `finding` for a sentence about the line; or why events are in no bin, with their number under `n`. A point is `partial`
/// if the period covers only a part of its bin, `average_partial` if its moving average looks at fewer bins than asked for,
/// and its mean is `thin` if it is of less than half an event.
#[must_use]
pub fn trend_csv(trend: &Trend, date: NaiveDate) -> String {
    let mut rows = HEADER.to_owned();
    for (place, bin) in trend.bins.iter().enumerate() {
        for line in &trend.lines {
            let cells = point(trend, line, (place, bin)).unwrap_or_default();
            // Writing to a String cannot fail.
            let _ = write!(rows, "point,{},{}\r\n", cells.join(","), said(trend, line, date));
        }
    }
    for line in &trend.lines {
        let mut put = |kind: &str, figures: &[String], finding: &str| {
            let mut figures = figures.to_vec();
            figures.resize(FIGURES, String::new());
            let (name, figures, finding) = (cell(&line.name), figures.join(","), cell(finding));
            let _ = write!(rows, "{kind},,,,,{name},{figures},{finding},{}\r\n", said(trend, line, date));
        };
        let n: f64 = line.points.iter().map(|point| point.n).sum();
        let sum: f64 = line.points.iter().map(|point| point.sum).sum();
        let mean = if n > 0.0 { number(sum / n) } else { String::new() };
        put("all", &[number(n), number(sum), mean], "");
        put("outside", &[number(line.outside.amount)], "");
        line.findings.iter().for_each(|finding| put("finding", &[], finding));
        let beside = [
            ("shown", line.events),
            ("undated", line.undated.len()),
            ("spanning", line.spanning.len()),
            ("earlier", line.outside.earlier.len()),
            ("bands", line.bands.len()),
            ("annotations", line.annotations.len()),
            ("without a weight", line.unweighted.len()),
            ("set aside", line.set_aside.len()),
        ];
        beside.iter().for_each(|(kind, count)| put(kind, &[count.to_string()], ""));
    }
    rows
}

/// The cells of a point, from its bin on.
fn point(trend: &Trend, line: &Line, (place, bin): (usize, &Bin)) -> Option<[String; 15]> {
    let point = line.points.get(place)?;
    let known = line.known.binary_search(&place).ok();
    let at = |values: &[f64]| known.and_then(|known| values.get(known).copied());
    let average = known.and_then(|known| line.average.as_ref()?.averages.get(known));
    let some = |value: Option<f64>| value.map(number).unwrap_or_default();
    Some([
        cell(&bin.label),
        bin.first.to_string(),
        bin.last.to_string(),
        is_partial(&trend.spec, bin).to_string(),
        cell(&line.name),
        number(point.n),
        number(point.sum),
        some(point.mean()),
        point.is_thin().to_string(),
        some(point.value),
        some(line.cumulative.as_deref().and_then(at)),
        some(average.map(|average| average.value)),
        average.map(|average| average.is_partial.to_string()).unwrap_or_default(),
        some(line.lowess.as_ref().and_then(|curve| at(&curve.as_ref().ok()?.values))),
        String::new(),
    ])
}

/// What every row of a line says at its end.
fn said(trend: &Trend, line: &Line, date: NaiveDate) -> String {
    let unit = match trend.spec.trend().map(|trend| trend.of).unwrap_or_default() {
        TrendOf::Sum | TrendOf::Mean => "weights",
        TrendOf::Count => "events",
    };
    let filter = [trend.filter.as_str(), &line.filter].join(", ");
    let cells = [trend.weighing.as_str(), &trend.spec.rule.to_string(), filter.trim_end_matches(", ")].map(cell);
    format!("{unit},{},{date},{}", cells.join(","), cell(&trend.title))
}
