//! What two things have in common: one row for each cell, then for each sum, then for each reason why something is in no
//! cell.

use super::{cell, number};
use crate::query::matrix::Matrix;
use chrono::NaiveDate;
use std::fmt::Write;

/// The figures of a matrix, with a header: `kind,row,column,count,unit,rule,filter,date,chart`. The kind is `cell`, with the
/// zeros; `row`, `column` or `all` for sums, which count each item once; or why something is in no cell, such as
/// `undated`.
#[must_use]
pub fn matrix_csv(matrix: &Matrix, date: NaiveDate) -> String {
    let mut rows = String::from("kind,row,column,count,unit,rule,filter,date,chart\r\n");
    let said = |unit: &str| {
        let cells = [unit, &matrix.rule, &matrix.filter].map(cell);
        format!("{},{date},{}", cells.join(","), cell(&matrix.title))
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
