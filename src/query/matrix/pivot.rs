//! Events crossed by two of their properties. As in a chart, everything is done in numbers and in passes over lists.

use super::behind::Behind;
use super::count::count;
use super::crossing::{Crossing, Put};
use super::lines::Lines;
use super::{Matrix, NoMatrix, words};
use crate::base::number::counted;
use crate::model::{ChartSpec, DateRule, EventId, MarkId, MatrixSpec, Side, Status, Unit};
use crate::query::facts::packed::small;
use crate::query::facts::{Dated, FactSieve, Facts};
use crate::query::series::{Axis, Item, Keys, Outside, Placed, Spot, behind as behind_shown, edges};
use crate::query::words::filter_in_words;
use std::collections::BTreeMap;

/// Counts what the matrix asks for.
pub(super) fn matrix(
    facts: &Facts,
    spec: &ChartSpec,
    asked: MatrixSpec,
    sides: (Side, Side),
) -> Result<Matrix, NoMatrix> {
    let of = asked.of;
    let Crossed { crossing, placed, without_date, outside } = Crossed::of(facts, spec, &asked, sides)?;
    let is_spread = crossing.axis.is_some() && spec.rule == DateRule::Proportional;
    let (store, multiple) = count(&crossing, spec.unit, is_spread);
    let (shown_marks, shown_documents) = behind_shown(facts, crossing.shown.iter().map(|(number, _)| *number));
    let filter = filter_in_words(&facts.project, &spec.filter).join(", ");
    Ok(Matrix {
        title: words::title(spec, of, &filter),
        heading: words::heading(spec, of),
        unit: words::unit(spec, of),
        rule: words::rule(spec, of),
        filter,
        badge: format!("{} = {}", counted(shown_marks, "mark"), counted(crossing.shown.len(), "event")),
        columns: crossing.columns().lines.clone(),
        is_symmetric: crossing.columns.is_none(),
        multiple,
        remarks: crossing.axis.as_ref().map(|axis| edges(spec, &axis.bins, &outside)).unwrap_or_default(),
        outside,
        undated: facts.by_date(placed.undated),
        without_date: facts.by_date(without_date),
        spanning: facts.by_date(placed.spanning),
        across: facts.by_date(placed.across),
        bands: facts.bands(placed.bands),
        annotations: facts.annotations(placed.annotations),
        set_aside: facts.by_date(placed.set_aside),
        unmarked: facts.by_date(placed.unmarked),
        uncoded: Vec::new(),
        unplaced: Vec::new(),
        shown_events: crossing.shown.len(),
        shown_marks,
        shown_documents,
        rows: crossing.rows.lines,
        store,
        spec: spec.clone(),
        asked,
    })
}

/// What is behind each cell and sum that is `wanted`, by row and column; the number of lines stands for the sums.
pub(super) fn behind(
    facts: &Facts,
    matrix: &Matrix,
    sides: (Side, Side),
    wanted: impl Fn((usize, usize)) -> bool,
) -> BTreeMap<(usize, usize), Behind> {
    let Ok(Crossed { crossing, .. }) = Crossed::of(facts, &matrix.spec, &matrix.asked, sides) else {
        return BTreeMap::new();
    };
    let mut into = Events { wanted, cells: BTreeMap::new() };
    crossing.walk(&mut into);
    let lines = (matrix.rows.len(), matrix.columns.len());
    let behind = |(cell, events): ((usize, usize), Vec<u32>)| {
        let marks = match matrix.spec.unit {
            Unit::Events => Vec::new(),
            _ => marks(&crossing, lines, cell, &events),
        };
        let event = |number: u32| facts.ids.get(number as usize).copied();
        // Rows stand by id.
        let events: Vec<EventId> = events.into_iter().filter_map(event).collect();
        (cell, Behind { events, marks })
    };
    into.cells.into_iter().map(behind).collect()
}

/// The events of cells, by row.
struct Events<W> {
    wanted: W,
    cells: BTreeMap<(usize, usize), Vec<u32>>,
}

impl<W: Fn((usize, usize)) -> bool> Put for Events<W> {
    fn put(&mut self, (row, column): (u32, u32), _: Item, event: u32, _: f64) {
        let cell = (row as usize, column as usize);
        if (self.wanted)(cell) {
            let events = self.cells.entry(cell).or_default();
            // What comes of one event stands together.
            events.extend((events.last() != Some(&event)).then_some(event));
        }
    }
}

/// The marks of some events that stand in a cell: all that count, or where a side is by outlet those of its documents.
fn marks(
    crossing: &Crossing<'_>,
    (rows, columns): (usize, usize),
    (row, column): (usize, usize),
    events: &[u32],
) -> Vec<MarkId> {
    let facts = crossing.facts;
    let stands = |document: u32| {
        let is_in = |side: &Lines<'_>, line: usize, all: usize| line == all || side.has(line, document, facts);
        is_in(&crossing.rows, row, rows) && is_in(crossing.columns(), column, columns)
    };
    let of_events = events.iter().flat_map(|event| facts.marks_of.of(*event as usize));
    let found = of_events.filter(|(_, document)| stands(*document));
    let mut marks: Vec<MarkId> = found.filter_map(|(mark, _)| facts.marks.value(*mark).copied()).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// What is crossed, and what is not.
struct Crossed<'f> {
    crossing: Crossing<'f>,
    /// Without what is shown.
    placed: Placed,
    without_date: Vec<u32>,
    outside: Outside,
}

impl<'f> Crossed<'f> {
    fn of(
        facts: &'f Facts,
        spec: &ChartSpec,
        asked: &MatrixSpec,
        (rows, columns): (Side, Side),
    ) -> Result<Self, NoMatrix> {
        let sieve = FactSieve::new(facts, &spec.filter);
        let mut without_date = Vec::new();
        let mut placed = if asked.of.is_timed() {
            Placed::of(facts, spec, &[&sieve])
        } else {
            timeless(facts, spec, &sieve, &mut without_date)
        };
        let axis = if asked.of.is_timed() { Some(Axis::new(spec, placed.days)?) } else { None };
        let outside = Outside::of(facts, spec.unit, &placed, |_| true);
        let shown = std::mem::take(&mut placed.shown);
        let lines = |side, order| Lines::of(facts, spec, (side, order, asked.most), axis.as_ref(), &shown);
        let of_rows = lines(rows, asked.row_order);
        let of_columns = (rows != columns).then(|| lines(columns, asked.column_order));
        let items = Keys::new(facts, None, spec.unit);
        let crossing = Crossing { facts, rows: of_rows, columns: of_columns, axis, shown, items };
        Ok(Self { crossing, placed, without_date, outside })
    }
}

/// Where time is on no side, an event needs no date; a sum over many events is none all the same.
fn timeless(facts: &Facts, spec: &ChartSpec, sieve: &FactSieve<'_>, without_date: &mut Vec<u32>) -> Placed {
    let mut placed = Placed::default();
    for (at, row) in facts.rows.iter().enumerate() {
        if !sieve.passes(at, row) {
            continue;
        }
        let number = small(at);
        let is_marked = !facts.marks_of.of(at).is_empty();
        if row.proven && !is_marked {
            placed.set_aside.push(number);
        } else if row.status == Status::Aggregate {
            placed.annotations.push(number);
        } else if spec.unit != Unit::Events && !is_marked {
            placed.unmarked.push(number);
        } else {
            placed.shown.push((number, Spot::Undated));
            let is_undated = row.dated == Dated::Not || (row.first.is_none() && row.last.is_none());
            without_date.extend(is_undated.then_some(number));
        }
    }
    placed
}
