//! What a trend follows: one row for each bin and line.

use super::{cell, number};
use crate::query::trend::Trend;
use chrono::NaiveDate;
use std::fmt::Write;

/// The figures of a trend, with a header: `bin,first,last,series,n,sum,mean,value,cumulative,average,partial,lowess,rule,filter,date,chart`.
/// What is not known is empty.
#[must_use]
pub fn trend_csv(trend: &Trend, date: NaiveDate) -> String {
    let mut rows = String::from(
        "bin,first,last,series,n,sum,mean,value,cumulative,average,partial,lowess,rule,filter,date,chart\r\n",
    );
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
                cell(&trend.title),
            ];
            let _ = write!(rows, "{}\r\n", cells.join(","));
        }
    }
    for line in &trend.lines {
        let beside = [
            ("shown", line.events),
            ("undated", line.undated.len()),
            ("spanning", line.spanning.len()),
            ("bands", line.bands.len()),
            ("annotations", line.annotations.len()),
            ("without a weight", line.unweighted.len()),
            ("set aside", line.set_aside.len()),
        ];
        let filter = [trend.filter.as_str(), &line.filter].join(", ");
        let said = [trend.spec.rule.to_string(), filter.trim_end_matches(", ").to_owned(), date.to_string()];
        let said = format!("{},{}", said.map(|text| cell(&text)).join(","), cell(&trend.title));
        for (name, count) in beside {
            let _ = write!(rows, "{name},,,{},{count},,,,,,,,{said}\r\n", cell(&line.name));
        }
    }
    rows
}
