//! What is behind a number, looked up when somebody asks: most numbers are only looked at, and the lists behind all of
//! them would cost more than the counting.
//!
//! It promises to find what the number was counted from: both come from one walk.

use super::{Matrix, codes, pivot};
use crate::model::{EventId, MarkId, MatrixOf};
use crate::query::facts::Facts;
use std::collections::BTreeMap;

/// What a number was counted from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// The events that its items belong to, by id; of codes those that the marks are evidence of.
    pub events: Vec<EventId>,
    /// The marks that were counted from, by id; none where events are counted.
    pub marks: Vec<MarkId>,
}

impl Facts {
    /// What is behind a cell of a matrix that was counted from these facts. Rows and columns are counted from 0; `None`
    /// is the sum of all rows, or of all columns.
    #[must_use]
    pub fn behind(&self, matrix: &Matrix, at: (Option<usize>, Option<usize>)) -> Behind {
        let line =
            |line: Option<usize>, lines: usize| line.map_or(Some(lines), |line| (line < lines).then_some(line));
        match (line(at.0, matrix.rows.len()), line(at.1, matrix.columns.len())) {
            (Some(row), Some(column)) => {
                let mut found = self.behind_where(matrix, |cell| cell == (row, column));
                found.remove(&(row, column)).unwrap_or_default()
            }
            _ => Behind::default(),
        }
    }

    /// What is behind every number of a matrix that was counted from these facts, by row and column; the number of rows
    /// or columns stands for their sums.
    #[must_use]
    pub fn behind_all(&self, matrix: &Matrix) -> BTreeMap<(usize, usize), Behind> {
        self.behind_where(matrix, |_| true)
    }

    fn behind_where(
        &self,
        matrix: &Matrix,
        wanted: impl Fn((usize, usize)) -> bool,
    ) -> BTreeMap<(usize, usize), Behind> {
        match matrix.asked.of {
            MatrixOf::Codes(within) => codes::behind(self, matrix, within, wanted),
            MatrixOf::Pivot { rows, columns } => pivot::behind(self, matrix, (rows, columns), wanted),
        }
    }
}
