//! What stands in the cells of a matrix.

use super::{Stretch, annotations, bands, ids, number};
use crate::model::MarkId;
use crate::query::matrix::{Found, Matrix};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Crossed<'a> {
    title: &'a str,
    heading: &'a str,
    unit: &'a str,
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

/// The numbers of a matrix; `date` is the day on which they were taken.
#[must_use]
pub fn matrix_json(found: &Matrix, date: NaiveDate) -> impl Serialize + use<'_> {
    fn line<'a>(name: &'a str, sum: Found<'_>) -> Line<'a> {
        Line { name, total: number(sum.amount), events: ids(sum.events), marks: mark_ids(sum.marks) }
    }
    let cell = |((row, column), found): ((usize, usize), Found<'_>)| Cell {
        row,
        column,
        count: number(found.amount),
        not_happened: found.not_happened,
        events: ids(found.events),
        marks: mark_ids(found.marks),
    };
    let total = found.total();
    Crossed {
        title: &found.title,
        heading: &found.heading,
        unit: &found.unit,
        rule_in_words: &found.rule,
        filter: &found.filter,
        date,
        badge: &found.badge,
        symmetric: found.is_symmetric,
        multiple: found.multiple,
        total: number(total.amount),
        events: ids(total.events),
        marks: mark_ids(total.marks),
        rows: found.rows.iter().enumerate().map(|(at, row)| line(&row.name, found.row_total(at))).collect(),
        columns: found.columns.iter().enumerate().map(|(at, one)| line(&one.name, found.column_total(at))).collect(),
        cells: found.cells().map(cell).collect(),
        undated: ids(&found.undated),
        without_date: ids(&found.without_date),
        spanning: ids(&found.spanning),
        across: ids(&found.across),
        bands: bands(&found.bands),
        annotations: annotations(&found.annotations),
        set_aside: ids(&found.set_aside),
        unmarked: ids(&found.unmarked),
        uncoded: mark_ids(&found.uncoded),
        unplaced: mark_ids(&found.unplaced),
    }
}
