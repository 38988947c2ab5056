//! Cells in one list, what is behind them in others: most cells of a large matrix are empty.

use crate::model::{EventId, MarkId};
use crate::query::facts::packed::small;

/// A number with what is behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Found<'m> {
    /// How many items stand in it, be it with a part.
    pub count: usize,
    /// The number that is shown: their shares added up. As `count`, unless dates are spread.
    pub amount: f64,
    /// How many of the events did not simply happen: they are planned, alleged, denied …
    pub not_happened: usize,
    /// The events that they belong to, by id; of codes those that the marks are evidence of.
    pub events: &'m [EventId],
    /// The marks that were counted from, by id; none where events are counted.
    pub marks: &'m [MarkId],
}

/// All cells that hold something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Store {
    /// By row and column.
    cells: Vec<Stored>,
    events: Vec<EventId>,
    marks: Vec<MarkId>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Stored {
    at: (u32, u32),
    count: usize,
    amount: f64,
    not_happened: usize,
    /// Where its events and marks begin; they end where those of the next cell do.
    events: u32,
    marks: u32,
}

/// A cell to be stored.
#[derive(Default)]
pub(super) struct Counted {
    pub count: usize,
    pub amount: f64,
    pub not_happened: usize,
    /// By id, each once.
    pub events: Vec<EventId>,
    /// By id, each once.
    pub marks: Vec<MarkId>,
}

impl Store {
    /// Adds a cell; row by row, and from the left.
    pub fn push(&mut self, (row, column): (usize, usize), counted: &Counted) {
        self.cells.push(Stored {
            at: (small(row), small(column)),
            count: counted.count,
            amount: counted.amount,
            not_happened: counted.not_happened,
            events: small(self.events.len()),
            marks: small(self.marks.len()),
        });
        self.events.extend_from_slice(&counted.events);
        self.marks.extend_from_slice(&counted.marks);
    }

    /// A cell, or nothing where there is none.
    pub fn found(&self, row: usize, column: usize) -> Found<'_> {
        let wanted = (small(row), small(column));
        self.cells.binary_search_by_key(&wanted, |cell| cell.at).map_or_else(|_| Found::default(), |at| self.at(at))
    }

    /// All of them, by row and column.
    pub fn all(&self) -> impl Iterator<Item = ((usize, usize), Found<'_>)> {
        let place = |at: (u32, u32)| (at.0 as usize, at.1 as usize);
        self.cells.iter().enumerate().map(move |(number, cell)| (place(cell.at), self.at(number)))
    }

    fn at(&self, number: usize) -> Found<'_> {
        let Some(cell) = self.cells.get(number) else { return Found::default() };
        let next = self.cells.get(number + 1);
        let events = cell.events as usize..next.map_or(self.events.len(), |next| next.events as usize);
        let marks = cell.marks as usize..next.map_or(self.marks.len(), |next| next.marks as usize);
        Found {
            count: cell.count,
            amount: cell.amount,
            not_happened: cell.not_happened,
            events: self.events.get(events).unwrap_or_default(),
            marks: self.marks.get(marks).unwrap_or_default(),
        }
    }
}
