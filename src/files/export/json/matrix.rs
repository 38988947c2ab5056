//! What stands in the cells of a matrix.

use super::{Beside, Stretch, annotations, bands, ids, number, outside};
use crate::model::MarkId;
use crate::query::Facts;
use crate::query::matrix::{self, Found, Head, Matrix};
use crate::query::series::is_partial;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Crossed<'a> {
    title: &'a str,
    heading: &'a str,
    unit: &'a str,
    rule: Option<String>,
    rule_in_words: &'a str,
    filter: &'a str,
    date: NaiveDate,
    badge: &'a str,
    symmetric: bool,
    multiple: bool,
    total: Value,
    events: Vec<String>,
    marks: Vec<String>,
    rows: Vec<Line<'a>>,
    columns: Vec<Line<'a>>,
    cells: Vec<Cell>,
    undated: Vec<String>,
    without_date: Vec<String>,
    spanning: Vec<String>,
    across: Vec<String>,
    outside: Beside,
    remarks: &'a [String],
    bands: Vec<Stretch>,
    annotations: Vec<Stretch>,
    set_aside: Vec<String>,
    unmarked: Vec<String>,
    uncoded: Vec<String>,
    unplaced: Vec<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    partial: bool,
    total: Value,
    events: Vec<String>,
    marks: Vec<String>,
}

#[derive(Serialize)]
struct Cell {
    row: usize,
    column: usize,
    count: Value,
    not_happened: usize,
    events: Vec<String>,
    marks: Vec<String>,
}

fn mark_ids(marks: &[MarkId]) -> Vec<String> {
    marks.iter().map(ToString::to_string).collect()
}

/// The numbers of a matrix with what is behind each; `facts` are what it was counted from, `date` is the day on which
/// that was done.
#[must_use]
pub fn matrix_json<'m>(facts: &Facts, found: &'m Matrix, date: NaiveDate) -> impl Serialize + use<'m> {
    let behind = facts.behind_all(found);
    let of = |at: (usize, usize)| {
        behind.get(&at).map(|behind| (ids(&behind.events), mark_ids(&behind.marks))).unwrap_or_default()
    };
    let (all_rows, all_columns) = (found.rows.len(), found.columns.len());
    let line = |line: &'m matrix::Line, sum: Found, at| {
        let (events, marks) = of(at);
        let partial = matches!(&line.head, Head::Bin(bin) if is_partial(&found.spec, bin));
        Line { name: &line.name, partial, total: number(sum.amount), events, marks }
    };
    let cell = |(at, cell): ((usize, usize), Found)| {
        let (events, marks) = of(at);
        let (row, column) = at;
        Cell { row, column, count: number(cell.amount), not_happened: cell.not_happened, events, marks }
    };
    let row = |(at, row)| line(row, found.row_total(at), (at, all_columns));
    let column = |(at, column)| line(column, found.column_total(at), (all_rows, at));
    let (events, marks) = of((all_rows, all_columns));
    Crossed {
        title: &found.title,
        heading: &found.heading,
        unit: &found.unit,
        rule: found.asked.of.is_timed().then(|| found.spec.rule.to_string()),
        rule_in_words: &found.rule,
        filter: &found.filter,
        date,
        badge: &found.badge,
        symmetric: found.is_symmetric,
        multiple: found.multiple,
        total: number(found.total().amount),
        events,
        marks,
        rows: found.rows.iter().enumerate().map(row).collect(),
        columns: found.columns.iter().enumerate().map(column).collect(),
        cells: found.cells().map(cell).collect(),
        undated: ids(&found.undated),
        without_date: ids(&found.without_date),
        spanning: ids(&found.spanning),
        across: ids(&found.across),
        outside: outside(&found.outside),
        remarks: &found.remarks,
        bands: bands(&found.bands),
        annotations: annotations(&found.annotations),
        set_aside: ids(&found.set_aside),
        unmarked: ids(&found.unmarked),
        uncoded: mark_ids(&found.uncoded),
        unplaced: mark_ids(&found.unplaced),
    }
}
