//! How late outlets report: one row for each report.

use super::cell;
use crate::query::lag::Lags;
use chrono::NaiveDate;
use std::fmt::Write;

/// How late each report is, with a header: `kind,outlet,days,event,document,unit,filter,date,chart`. The kind is `report`;
/// `unknown`, without outlet and days, where the event or the document has no single day; `unreported`, without document
/// as well, of events that nothing reports; or `annotations` of sums over many events.
#[must_use]
pub fn lags_csv(lags: &Lags, date: NaiveDate) -> String {
    let mut rows = String::from("kind,outlet,days,event,document,unit,filter,date,chart\r\n");
    let said = format!("days,{},{date},{}", cell(&lags.filter), cell(&lags.title));
    for of in &lags.outlets {
        for report in &of.reports {
            // Writing to a String cannot fail.
            let _ = write!(
                rows,
                "report,{},{},{},{},{said}\r\n",
                cell(&of.outlet),
                report.days,
                report.event,
                report.document
            );
        }
    }
    for (event, document) in &lags.unknown {
        let _ = write!(rows, "unknown,,,{event},{document},{said}\r\n");
    }
    for event in &lags.unreported {
        let _ = write!(rows, "unreported,,,{event},,{said}\r\n");
    }
    for sum in &lags.annotations {
        let _ = write!(rows, "annotations,,,{},,{said}\r\n", sum.event);
    }
    rows
}
