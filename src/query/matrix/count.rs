//! The numbers of a matrix, and how many of the events behind each are of another status.

use super::crossing::{Crossing, Put};
use super::store::{Found, Store};
use crate::model::{Status, Unit};
use crate::query::facts::Facts;
use crate::query::facts::packed::small;
use crate::query::series::{Item, Sums};

/// The numbers of all cells and sums, and whether the cells add up to more than the sums.
pub(super) fn count(crossing: &Crossing<'_>, unit: Unit, is_spread: bool) -> (Store, bool) {
    let (rows, columns) = (crossing.rows.lines.len(), crossing.columns().lines.len());
    let cells = (rows + 1) * (columns + 1);
    let mut counting = Counting {
        facts: crossing.facts,
        stride: small(columns + 1),
        sums: Sums::new(crossing.facts, unit, is_spread, cells),
        others: vec![Others::default(); cells],
    };
    crossing.walk(&mut counting);
    let Counting { sums, others, .. } = counting;
    let found: Vec<Found> = sums
        .settled()
        .into_iter()
        .zip(others)
        .map(|(sum, others)| Found {
            count: sum.count as usize,
            amount: sum.amount,
            not_happened: others.count as usize,
        })
        .collect();
    let mut store = Store::default();
    let mut multiple = false;
    let mut of_columns = vec![0.0; columns];
    for (row, of_row) in found.chunks(columns + 1).enumerate() {
        let mut across = 0.0;
        for (column, found) in of_row.iter().enumerate().filter(|(_, found)| found.count > 0) {
            match (row < rows, of_columns.get_mut(column)) {
                (true, Some(down)) => {
                    across += found.amount;
                    *down += found.amount;
                }
                (true, None) => multiple |= across > found.amount + 1e-6,
                (false, Some(down)) => multiple |= *down > found.amount + 1e-6,
                (false, None) => {}
            }
            store.push((row, column), *found);
        }
    }
    (store, multiple)
}

/// The events of a cell that did not simply happen.
#[derive(Clone, Copy)]
struct Others {
    count: u32,
    /// The event that was met last, by row: what comes of one stands together.
    last: u32,
}

impl Default for Others {
    fn default() -> Self {
        Self { count: 0, last: u32::MAX }
    }
}

struct Counting<'f> {
    facts: &'f Facts,
    stride: u32,
    sums: Sums<'f>,
    others: Vec<Others>,
}

impl Put for Counting<'_> {
    fn put(&mut self, (row, column): (u32, u32), item: Item, event: u32, share: f64) {
        let at = row * self.stride + column;
        self.sums.put(at, item, share);
        let status = self.facts.rows.get(event as usize).map(|row| row.status);
        if status != Some(Status::Happened)
            && let Some(others) = self.others.get_mut(at as usize)
        {
            others.count += u32::from(std::mem::replace(&mut others.last, event) != event);
        }
    }
}
