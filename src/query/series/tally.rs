//! Items in cells: thrown in as they come, then sorted by cell in one pass, so that no cell is a list of its own.

use super::keys::Item;

/// Items as they come.
pub(in crate::query) struct Thrown {
    /// The cell of each entry.
    cells: Vec<u32>,
    entries: Vec<Entry>,
    /// The share of each entry; empty if all are whole.
    shares: Vec<f64>,
    is_spread: bool,
}

/// Items by cell, in the order in which they came.
pub(in crate::query) struct Tally {
    /// Where the entries of each cell begin; one more than there are cells.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    shares: Vec<f64>,
}

/// An item that an event brings into a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::query) struct Entry {
    pub item: u32,
    pub times: u32,
    pub row: u32,
}

impl Thrown {
    /// For about so many entries.
    pub fn new(about: usize, is_spread: bool) -> Self {
        let shares = Vec::with_capacity(if is_spread { about } else { 0 });
        Self { cells: Vec::with_capacity(about), entries: Vec::with_capacity(about), shares, is_spread }
    }

    pub fn put(&mut self, cell: u32, item: Item, row: u32, share: f64) {
        self.cells.push(cell);
        self.entries.push(Entry { item: item.number, times: item.times, row });
        if self.is_spread {
            self.shares.push(share);
        }
    }

    /// Sorts by cell.
    pub fn sorted(self, cells: usize) -> Tally {
        let mut starts = vec![0_u32; cells + 1];
        for cell in &self.cells {
            if let Some(count) = starts.get_mut(*cell as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut entries = vec![Entry::default(); self.entries.len()];
        let mut shares = vec![0.0; self.shares.len()];
        for (at, (cell, entry)) in self.cells.iter().zip(&self.entries).enumerate() {
            let Some(place) = next.get_mut(*cell as usize) else { continue };
            if let Some(into) = entries.get_mut(*place as usize) {
                *into = *entry;
            }
            if let (Some(into), Some(share)) = (shares.get_mut(*place as usize), self.shares.get(at)) {
                *into = *share;
            }
            *place += 1;
        }
        Tally { starts, entries, shares }
    }
}

impl Tally {
    fn range(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let start = |cell: usize| self.starts.get(cell).map_or(self.entries.len(), |start| *start as usize);
        start(from)..start(to)
    }

    /// The entries of a cell.
    pub fn cell(&self, cell: usize) -> &[Entry] {
        self.cells(cell, cell + 1)
    }

    /// The entries of the cells from one to before another.
    pub fn cells(&self, from: usize, to: usize) -> &[Entry] {
        self.entries.get(self.range(from, to)).unwrap_or_default()
    }

    /// The shares of the items of a cell; empty if all are whole.
    pub fn shares(&self, cell: usize) -> &[f64] {
        self.shares.get(self.range(cell, cell + 1)).unwrap_or_default()
    }
}

/// Which items were met, and in which cell last.
pub(in crate::query) struct Seen {
    stamps: Vec<u32>,
    largest: Vec<f64>,
    stamp: u32,
}

impl Seen {
    pub fn new(items: usize) -> Self {
        Self { stamps: vec![0; items], largest: Vec::new(), stamp: 0 }
    }

    pub fn begin(&mut self) {
        self.stamp += 1;
    }

    /// Whether the item is met for the first time since the beginning.
    pub fn is_new(&mut self, item: u32) -> bool {
        let Some(stamp) = self.stamps.get_mut(item as usize) else { return false };
        std::mem::replace(stamp, self.stamp) != self.stamp
    }

    /// How much a share of an item adds to the largest one that was met since the beginning.
    pub fn adds(&mut self, item: u32, is_new: bool, share: f64) -> f64 {
        if self.largest.is_empty() {
            self.largest = vec![0.0; self.stamps.len()];
        }
        let Some(largest) = self.largest.get_mut(item as usize) else { return 0.0 };
        let before = if is_new { 0.0 } else { *largest };
        *largest = share.max(before);
        *largest - before
    }
}

/// How many different items each key has; the keys are numbers below `keys`.
pub(in crate::query) fn sizes(pairs: &[(u32, Item)], keys: usize, items: usize) -> Vec<u32> {
    // With so few keys, those that an item was met with fit into one number.
    if keys <= u128::BITS as usize {
        let (mut met, mut sizes) = (vec![0_u128; items], vec![0; keys]);
        for (key, item) in pairs {
            let (Some(met), Some(size)) = (met.get_mut(item.number as usize), sizes.get_mut(*key as usize)) else {
                continue;
            };
            if *met >> *key & 1 == 0 {
                *met |= 1 << *key;
                *size += item.times;
            }
        }
        return sizes;
    }
    let mut thrown = Thrown::new(pairs.len(), false);
    pairs.iter().for_each(|(key, item)| thrown.put(*key, *item, 0, 1.0));
    let tally = thrown.sorted(keys);
    let mut seen = Seen::new(items);
    let distinct = |key: usize| {
        seen.begin();
        tally.cell(key).iter().filter(|entry| seen.is_new(entry.item)).map(|entry| entry.times).sum()
    };
    (0..keys).map(distinct).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(number: u32) -> Item {
        Item { number, times: 1 }
    }

    #[test]
    fn items_are_sorted_by_cell_and_keep_their_order() {
        let mut thrown = Thrown::new(4, true);
        for (cell, item, share) in [(2, 7, 0.5), (0, 1, 1.0), (2, 3, 0.25), (2, 7, 0.75)] {
            thrown.put(cell, one(item), item * 10, share);
        }
        let tally = thrown.sorted(3);
        let entry = |item| Entry { item, times: 1, row: item * 10 };
        assert_eq!((tally.cell(0), tally.cell(1)), (&[entry(1)][..], &[][..]));
        assert_eq!((tally.cell(2), tally.shares(2)), (&[entry(7), entry(3), entry(7)][..], &[0.5, 0.25, 0.75][..]));
        assert_eq!(tally.cells(0, 3).len(), 4);
    }

    #[test]
    fn few_keys_and_many_give_the_same_sizes() {
        let pairs = [(0, one(5)), (2, one(5)), (0, one(5)), (0, Item { number: 6, times: 3 })];
        assert_eq!(sizes(&pairs, 3, 9), [4, 0, 1]);
        assert_eq!(sizes(&pairs, 500, 9)[..3], [4, 0, 1]);
    }
}
