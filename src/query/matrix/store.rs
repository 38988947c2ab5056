//! Cells in one list: most of those of a large matrix are empty.

use crate::query::facts::packed::small;

/// A number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Found {
    /// How many items stand in it, be it with a part.
    pub count: usize,
    /// The number that is shown: their shares added up. As `count`, unless dates are spread.
    pub amount: f64,
    /// How many of the events did not simply happen: they are planned, alleged, denied …
    pub not_happened: usize,
}

/// All cells that hold something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Store {
    /// By row and column.
    cells: Vec<((u32, u32), Found)>,
}

impl Store {
    /// Adds a cell; row by row, and from the left.
    pub fn push(&mut self, (row, column): (usize, usize), found: Found) {
        self.cells.push(((small(row), small(column)), found));
    }

    /// A cell, or nothing where there is none.
    pub fn found(&self, row: usize, column: usize) -> Found {
        let wanted = (small(row), small(column));
        let at = self.cells.binary_search_by_key(&wanted, |(at, _)| *at);
        at.ok().and_then(|at| self.cells.get(at)).map(|(_, found)| *found).unwrap_or_default()
    }

    /// All of them, by row and column.
    pub fn all(&self) -> impl Iterator<Item = ((usize, usize), Found)> {
        self.cells.iter().map(|((row, column), found)| ((*row as usize, *column as usize), *found))
    }
}
