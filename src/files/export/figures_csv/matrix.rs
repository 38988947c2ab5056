//! What two things have in common: one row for each cell, then for each sum, then for each reason why something is in no
//! cell.

use super::{cell, number};
use crate::query::matrix::{Head, Line, Matrix};
use crate::query::series::is_partial;
use chrono::NaiveDate;
use std::fmt::Write;

/// The figures of a matrix, with a header: `kind,row,column,count,unit,rule,filter,date,chart`. The kind is `cell`, with the
/// zeros; `row`, `column` or `all` for sums, which count each item once; `outside` for what these have beside the
/// period, `partial` for the bins that it covers only partly; or why something is in no cell, such as
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
    put("outside", "", "", matrix.outside.amount, &of_all);
    let is_partial = |line: &&Line| matches!(&line.head, Head::Bin(bin) if is_partial(&matrix.spec, bin));
    for row in matrix.rows.iter().filter(is_partial) {
        put("partial", &row.name, "", 1.0, &said("bins"));
    }
    for column in matrix.columns.iter().filter(is_partial) {
        put("partial", "", &column.name, 1.0, &said("bins"));
    }
    let beside = [
        ("undated", matrix.undated.len(), "events"),
        ("undated but counted", matrix.without_date.len(), "events"),
        ("spanning", matrix.spanning.len(), "events"),
        ("earlier", matrix.outside.earlier.len(), "events"),
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
