//! Where each event stands on both sides, and so in which cells: the one walk that numbers and what is behind them come
//! from.

use super::lines::Lines;
use crate::query::facts::Facts;
use crate::query::facts::packed::small;
use crate::query::series::{Axis, Item, Keys, Spot, shares};

/// Everything that is crossed.
pub(super) struct Crossing<'a> {
    pub facts: &'a Facts,
    pub axis: Option<Axis>,
    pub rows: Lines<'a>,
    /// `None`: they are the rows.
    pub columns: Option<Lines<'a>>,
    /// The events in cells, by row.
    pub shown: Vec<(u32, Spot)>,
    /// The items of an event at all.
    pub items: Keys<'a>,
}

/// Takes what is in cells.
pub(super) trait Put {
    /// An item that an event brings into a cell, with the share of it that lies there; maybe more than once. Rows and
    /// columns are counted from 0; the number of lines stands for their sum. Events come one after the other.
    fn put(&mut self, cell: (u32, u32), item: Item, event: u32, share: f64);
}

impl<'a> Crossing<'a> {
    /// The lines on the other side.
    pub fn columns(&self) -> &Lines<'a> {
        self.columns.as_ref().unwrap_or(&self.rows)
    }

    /// Hands out what stands in each cell and in each sum.
    pub fn walk(&self, into: &mut impl Put) {
        let (last_row, last_column) = (small(self.rows.lines.len()), small(self.columns().lines.len()));
        let (mut of_row, mut of_column, mut items) = (Standing::default(), Standing::default(), Vec::new());
        for (at, (number, spot)) in self.shown.iter().enumerate() {
            self.stand(&self.rows, at, (*number, *spot), &mut of_row);
            if let Some(columns) = &self.columns {
                self.stand(columns, at, (*number, *spot), &mut of_column);
            }
            let of_column = if self.columns.is_some() { &of_column } else { &of_row };
            items.clear();
            self.items.items(*number as usize, &mut |item| items.push(item));
            let mut put = |row, column, item, share| into.put((row, column), item, *number, share);
            cross(&of_row, of_column, &items, &mut put);
            for_each(&of_row, &items, &mut |row, item, share| put(row, last_column, item, share));
            for_each(of_column, &items, &mut |column, item, share| put(last_row, column, item, share));
            items.iter().for_each(|item| put(last_row, last_column, *item, 1.0));
        }
    }

    fn stand(&self, side: &Lines<'_>, at: usize, event: (u32, Spot), found: &mut Standing) {
        found.whole.clear();
        found.by_item.clear();
        let Some(keyed) = &side.keyed else {
            if let Some(axis) = &self.axis {
                shares(self.facts, axis, event, &mut found.whole);
            }
            return;
        };
        let line = |key: u32| keyed.of.get(key as usize).copied().unwrap_or(0);
        for (key, item) in keyed.visits.of_row(at) {
            let line = line(*key);
            if side.is_by_document() {
                if !found.by_item.contains(&(line, *item)) {
                    found.by_item.push((line, *item));
                }
            } else if !found.whole.iter().any(|(met, _)| *met == line) {
                found.whole.push((line, 1.0));
            }
        }
    }
}

/// Where an event stands on a side: lines for all its items, or for each item its lines.
#[derive(Default)]
struct Standing {
    /// With the share of the event that lies there.
    whole: Vec<(u32, f64)>,
    by_item: Vec<(u32, Item)>,
}

/// Every row with every column that an item stands in.
fn cross(rows: &Standing, columns: &Standing, items: &[Item], put: &mut impl FnMut(u32, u32, Item, f64)) {
    for (row, of_row) in &rows.whole {
        for (column, of_column) in &columns.whole {
            // At most one side is time; the other one has every share.
            items.iter().for_each(|item| put(*row, *column, *item, of_row * of_column));
        }
        columns.by_item.iter().for_each(|(column, item)| put(*row, *column, *item, *of_row));
    }
    for (row, item) in &rows.by_item {
        columns.whole.iter().for_each(|(column, share)| put(*row, *column, *item, *share));
        let same = columns.by_item.iter().filter(|(_, other)| other == item);
        same.for_each(|(column, _)| put(*row, *column, *item, 1.0));
    }
}

/// Every line of one side that an item stands in.
fn for_each(side: &Standing, items: &[Item], put: &mut impl FnMut(u32, Item, f64)) {
    for (line, share) in &side.whole {
        items.iter().for_each(|item| put(*line, *item, *share));
    }
    side.by_item.iter().for_each(|(line, item)| put(*line, *item, 1.0));
}
