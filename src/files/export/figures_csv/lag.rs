//! How late outlets report: one row for each report.

use super::cell;
use crate::query::lag::Lags;
use chrono::NaiveDate;
use std::fmt::Write;

/// How late each report is, with a header: `outlet,days,event,document,filter,date,chart`; reports of which the event or the
/// document has no single day have no days and no outlet, events that nothing reports no document either.
#[must_use]
pub fn lags_csv(lags: &Lags, date: NaiveDate) -> String {
    let mut rows = String::from("outlet,days,event,document,filter,date,chart\r\n");
    let said = format!("{},{date},{}", cell(&lags.filter), cell(&lags.title));
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
    for event in &lags.unreported {
        let _ = write!(rows, ",,{event},,{said}\r\n");
    }
    rows
}
