//! A chart's figures as CSV (RFC 4180): one row for each bin and series, the zeros included, so that a pivot table or
//! a script finds the whole grid.
//!
//! Dates are ISO 8601, both ends inclusive. A cell that a spreadsheet would take for a formula is defused with an
//! apostrophe. It holds no totals: where an item stands in several series, adding up a bin's rows counts it twice.

use crate::query::Activity;
use std::fmt::Write;

/// The figures, with a header: `bin,first,last,series,count`.
#[must_use]
pub fn activity_csv(activity: &Activity) -> String {
    let mut rows = String::from("bin,first,last,series,count\r\n");
    for (place, bin) in activity.bins.iter().enumerate() {
        for series in &activity.series {
            let count = series.cells.get(place).map_or(0, |cell| cell.count);
            let (first, last) = (bin.first.to_string(), bin.last.to_string());
            let cells = [&bin.label, &first, &last, &series.name].map(|text| cell(text));
            // Writing to a String cannot fail.
            let _ = write!(rows, "{},{count}\r\n", cells.join(","));
        }
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
        let rows = activity_csv(&activity);
        assert!(rows.starts_with("bin,first,last,series,count\r\nQ1 2024,2024-01-01,2024-03-31,"), "{rows}");
        assert_eq!(rows.lines().count(), 1 + activity.bins.len() * activity.series.len());
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
