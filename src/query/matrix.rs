//! Matrices: two things crossed, and in each cell how many events, marks, documents or origins belong to both.
//!
//! Actors with actors, types along time, areas with actors, or any two of what a chart can be cut into; and codes of
//! marks with each other, where they stand together in the text.
//!
//! It promises that the events behind every cell, every sum of a row or column and the sum of all can be asked for (and,
//! where something else than events is counted, the marks: [`Behind`]), that a sum counts each item once even where it
//! stands in several cells, and that nothing vanishes: an event that the filter lets through is in a cell, or in exactly one of
//!
//! * `undated`, `spanning`, `outside.earlier`, `bands`: as in [`super::series`], but only where time is on one side;
//! * `annotations`: it is a sum over many events;
//! * `set_aside`: all that reports it is left out by [`super::scope`];
//! * `unmarked`: marks, documents or origins are counted and it has none.
//!
//! Of codes: a mark that counts is in a cell, or else in `uncoded` or `unplaced`.
//!
//! Where rows and columns are the same, a cell counts what two have in common, each of the two twin cells the same, and
//! the diagonal what belongs to the one at all.
//!
//! What it does *not* do: it says nothing of what a cell would be by chance, and does not draw.

mod behind;
mod codes;
mod count;
mod crossing;
mod lines;
mod pivot;
mod shades;
mod store;
mod together;
mod words;

pub use behind::Behind;
pub use shades::Shades;
pub use store::Found;
pub(in crate::query) use together::Together;

use super::calendar::Bin;
use super::facts::Facts;
use super::series::{Annotation, Band, Outside, SeriesKey, TooManyBins};
use crate::model::{ChartSpec, Colour, EventId, MarkId, MatrixOf, MatrixSpec, Pattern, Side};
use crate::project::Project;
use store::Store;

/// More rows or columns than anybody reads, and than `most` of a [`MatrixSpec`] is listened to.
pub const MAX_LINES: u16 = 400;

/// A matrix with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// What was asked.
    pub spec: ChartSpec,
    /// What was asked of the matrix.
    pub asked: MatrixSpec,
    /// Such as “Events by type and month, happened; strict dates”: what is counted, filter and rule.
    pub title: String,
    /// As the title, for where there is little room: without rule and filter, but for the statuses.
    pub heading: String,
    /// What is counted: “events”, “marks”, “sentences”.
    pub unit: String,
    /// How imprecise dates are treated, or where codes stand together; in a sentence without a stop.
    pub rule: String,
    /// The filter in words.
    pub filter: String,
    /// Such as “412 marks = 96 events”.
    pub badge: String,
    /// From above.
    pub rows: Vec<Line>,
    /// From the left.
    pub columns: Vec<Line>,
    /// Whether rows and columns are the same.
    pub is_symmetric: bool,
    /// Whether some item stands in several rows or columns, so that cells add up to more than the sums say.
    pub multiple: bool,
    /// Events without a date that are *not* in a cell for that, in order of their title; none unless time is on a side.
    pub undated: Vec<EventId>,
    /// Events without a date that are in a cell, since time is on no side; in order of their title.
    pub without_date: Vec<EventId>,
    /// Events whose date does not certainly fall into one bin and that are not counted for that, earliest first.
    pub spanning: Vec<EventId>,
    /// Events that are counted although their date reaches over several bins, earliest first.
    pub across: Vec<EventId>,
    /// What lies beside the period that was asked for; nothing unless time is on a side.
    pub outside: Outside,
    /// What the edges of the period do to the numbers, in sentences without a stop; none unless time is on a side.
    pub remarks: Vec<String>,
    /// What goes on, or is open on one side, earliest first; none unless time is on a side.
    pub bands: Vec<Band>,
    /// Sums over many events, earliest first.
    pub annotations: Vec<Annotation>,
    /// Events that only left-out documents or zones report, earliest first.
    pub set_aside: Vec<EventId>,
    /// Events that add nothing because they have no mark, earliest first.
    pub unmarked: Vec<EventId>,
    /// Marks without a code, by id; only of codes.
    pub uncoded: Vec<MarkId>,
    /// Marks whose words are gone from the text, so that they stand in no sentence, by id; only of codes.
    pub unplaced: Vec<MarkId>,
    /// Distinct events shown.
    pub shown_events: usize,
    /// Distinct marks behind them.
    pub shown_marks: usize,
    /// Distinct documents behind them.
    pub shown_documents: usize,
    store: Store,
}

/// A row or a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it stands for.
    pub head: Head,
    /// How it is called.
    pub name: String,
    /// The code's colour, if it has one of its own.
    pub colour: Option<Colour>,
    /// The code's pattern.
    pub pattern: Pattern,
}

/// What a row or column stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// A type, an actor, …
    Key(SeriesKey),
    /// A stretch of time.
    Bin(Bin),
}

/// Why there is no matrix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMatrix {
    /// The step is too narrow.
    #[error(transparent)]
    TooManyBins(#[from] TooManyBins),
    /// Time on both sides.
    #[error("Time cannot be on both sides of a matrix. Choose something else for rows or columns; nothing is lost")]
    OnlyTime,
}

/// Counts what a matrix asks for. For several questions about one state of a project make [`Facts`] once.
///
/// # Errors
/// If time is on both sides, or if there would be too many bins.
pub fn matrix(project: &Project, spec: &ChartSpec) -> Result<Matrix, NoMatrix> {
    Facts::of(project).matrix(spec)
}

impl Facts {
    /// Counts what a matrix asks for, in some milliseconds for 100,000 events; of a chart that asks for none, the usual
    /// one. The first question about codes reads the texts around all marks, which takes longer.
    ///
    /// # Errors
    /// If time is on both sides, or if there would be too many bins.
    pub fn matrix(&self, spec: &ChartSpec) -> Result<Matrix, NoMatrix> {
        let mut asked = spec.matrix().cloned().unwrap_or_default();
        asked.most = asked.most.clamp(2, MAX_LINES);
        match asked.of {
            MatrixOf::Codes(within) => Ok(codes::matrix(self, spec, asked, within)),
            MatrixOf::Pivot { rows: Side::Period, columns: Side::Period } => Err(NoMatrix::OnlyTime),
            MatrixOf::Pivot { rows, columns } => pivot::matrix(self, spec, asked, (rows, columns)),
        }
    }
}

impl Matrix {
    /// The number of a cell; 0 where there is none. Rows and columns are counted from 0.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Found {
        let is_there = row < self.rows.len() && column < self.columns.len();
        if is_there { self.store.found(row, column) } else { Found::default() }
    }

    /// Everything in a row, each item once.
    #[must_use]
    pub fn row_total(&self, row: usize) -> Found {
        if row < self.rows.len() { self.store.found(row, self.columns.len()) } else { Found::default() }
    }

    /// Everything in a column, each item once.
    #[must_use]
    pub fn column_total(&self, column: usize) -> Found {
        if column < self.columns.len() { self.store.found(self.rows.len(), column) } else { Found::default() }
    }

    /// Everything, each item once.
    #[must_use]
    pub fn total(&self) -> Found {
        self.store.found(self.rows.len(), self.columns.len())
    }

    /// Whether a cell is of one thing with itself, and counts what belongs to it at all.
    #[must_use]
    pub fn is_diagonal(&self, row: usize, column: usize) -> bool {
        self.is_symmetric && row == column
    }

    /// The cells that hold something, by row and column; those of the sums left out.
    pub fn cells(&self) -> impl Iterator<Item = ((usize, usize), Found)> {
        let is_cell = |(row, column): &(usize, usize)| *row < self.rows.len() && *column < self.columns.len();
        self.store.all().filter(move |(at, _)| is_cell(at))
    }

    /// How dark which numbers are drawn; the diagonal has none.
    #[must_use]
    pub fn shades(&self) -> Shades {
        let amounts = self.cells().filter(|((row, column), _)| !self.is_diagonal(*row, *column));
        Shades::up_to(amounts.map(|(_, found)| found.amount).fold(0.0, f64::max))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::float_cmp)]
mod tests;
