//! Items in cells: thrown in as they come, then sorted by cell in one pass, so that no cell is a list of its own.

use super::keys::{Item, Keys};
use crate::model::Unit;
use crate::query::facts::Facts;

/// Entries as they come.
pub(in crate::query) struct Thrown<T> {
    /// The cell of each entry.
    cells: Vec<u32>,
    entries: Vec<T>,
}

/// Entries by cell, in the order in which they came.
pub(in crate::query) struct Tally<T> {
    /// Where the entries of each cell begin; one more than there are cells.
    starts: Vec<u32>,
    entries: Vec<T>,
}

impl<T: Copy + Default> Thrown<T> {
    /// For about so many entries.
    pub fn new(about: usize) -> Self {
        Self { cells: Vec::with_capacity(about), entries: Vec::with_capacity(about) }
    }

    pub fn put(&mut self, cell: u32, entry: T) {
        self.cells.push(cell);
        self.entries.push(entry);
    }

    /// Sorts by cell.
    pub fn sorted(self, cells: usize) -> Tally<T> {
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
        let mut entries = vec![T::default(); self.entries.len()];
        for (cell, entry) in self.cells.iter().zip(&self.entries) {
            let Some(place) = next.get_mut(*cell as usize) else { continue };
            if let Some(into) = entries.get_mut(*place as usize) {
                *into = *entry;
            }
            *place += 1;
        }
        Tally { starts, entries }
    }
}

impl<T> Tally<T> {
    /// The entries of a cell.
    pub fn cell(&self, cell: usize) -> &[T] {
        let start = |cell: usize| self.starts.get(cell).map_or(self.entries.len(), |start| *start as usize);
        self.entries.get(start(cell)..start(cell + 1)).unwrap_or_default()
    }
}

/// What is in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::query) struct Sum {
    /// How many different items, be it with a part.
    pub count: u32,
    /// Their shares added up, each item with its largest one; as `count`, unless dates are spread.
    pub amount: f64,
}

/// Adds up the items of cells, each item once in each cell.
///
/// An item that nobody else brings in is added as it comes. Of others a bit for each item and cell says whether it was
/// met; where these would be too many, or where the largest share of an item is wanted, they are thrown in and sorted.
pub(in crate::query) struct Sums<'f> {
    facts: &'f Facts,
    unit: Unit,
    is_spread: bool,
    cells: Vec<Sum>,
    items: usize,
    /// Empty: what is met is thrown.
    met: Vec<u64>,
    thrown: Thrown<(u32, f64)>,
}

impl<'f> Sums<'f> {
    /// 32 MB.
    const MOST_BITS: usize = 1 << 28;

    /// Of so many cells. Where dates are not spread, shares do not matter.
    pub fn new(facts: &'f Facts, unit: Unit, is_spread: bool, cells: usize) -> Self {
        let items = Keys::new(facts, None, unit).item_count();
        let bits = cells.saturating_mul(items);
        let is_alone = unit == Unit::Events || (unit == Unit::Marks && facts.shared_marks.is_empty());
        let wants_bits = !is_alone && !is_spread && bits <= Self::MOST_BITS;
        let met = vec![0; if wants_bits { bits.div_ceil(64) } else { 0 }];
        Self { facts, unit, is_spread, cells: vec![Sum::default(); cells], items, met, thrown: Thrown::new(0) }
    }

    /// Puts an item into a cell. An event stands in a cell once, and so do the marks that are evidence of it alone.
    pub fn put(&mut self, at: u32, item: Item, share: f64) {
        let Some(cell) = self.cells.get_mut(at as usize) else { return };
        let is_alone = match self.unit {
            Unit::Events => true,
            Unit::Marks => self.facts.is_shared.get(item.number as usize) == Some(&false),
            Unit::Documents | Unit::Origins => false,
        };
        if is_alone {
            cell.count += item.times;
            cell.amount += share * f64::from(item.times);
            return;
        }
        let bit = at as usize * self.items + item.number as usize;
        match self.met.get_mut(bit / 64) {
            None => self.thrown.put(at, (item.number, share)),
            Some(word) => {
                let mask = 1 << (bit % 64);
                cell.count += u32::from(*word & mask == 0);
                *word |= mask;
            }
        }
    }

    /// All cells.
    pub fn settled(self) -> Vec<Sum> {
        let Self { mut cells, thrown, is_spread, items, .. } = self;
        if !thrown.cells.is_empty() {
            let tally = thrown.sorted(cells.len());
            let mut seen = Seen::new(items);
            for (at, cell) in cells.iter_mut().enumerate() {
                seen.begin();
                for (item, share) in tally.cell(at) {
                    let is_new = seen.is_new(*item);
                    cell.count += u32::from(is_new);
                    if is_spread {
                        cell.amount += seen.adds(*item, is_new, *share);
                    }
                }
            }
        }
        if !is_spread {
            cells.iter_mut().for_each(|cell| cell.amount = f64::from(cell.count));
        }
        cells
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
    let mut thrown = Thrown::new(pairs.len());
    pairs.iter().for_each(|(key, item)| thrown.put(*key, *item));
    let tally = thrown.sorted(keys);
    let mut seen = Seen::new(items);
    let distinct = |key: usize| {
        seen.begin();
        tally.cell(key).iter().filter(|item| seen.is_new(item.number)).map(|item| item.times).sum()
    };
    (0..keys).map(distinct).collect()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::model::Proves;
    use crate::project::testing::World;

    fn one(number: u32) -> Item {
        Item { number, times: 1 }
    }

    #[test]
    fn entries_are_sorted_by_cell_and_keep_their_order() {
        let mut thrown = Thrown::new(4);
        for (cell, entry) in [(2, 7), (0, 1), (2, 3), (2, 7)] {
            thrown.put(cell, entry);
        }
        let tally = thrown.sorted(3);
        assert_eq!((tally.cell(0), tally.cell(1), tally.cell(2)), (&[1][..], &[][..], &[7, 3, 7][..]));
    }

    #[test]
    fn bits_and_shares_count_the_same() {
        let mut world = World::new();
        let texts = ["Post", "Wire"].map(|outlet| world.document(outlet, "2025", "They met."));
        let events = ["a", "b"].map(|title| world.event(title, "2025", None, &[]));
        for text in texts {
            world.mark(text, "They met", &events.map(Proves::Event));
        }
        let facts = Facts::of(&world.project);
        let sums = |is_spread| {
            let mut sums = Sums::new(&facts, Unit::Documents, is_spread, 2);
            for (cell, item, share) in [(0, 0, 0.5), (0, 0, 0.75), (1, 1, 0.5), (0, 1, 0.25)] {
                sums.put(cell, one(item), share);
            }
            sums.settled()
        };
        let counts = |sums: &[Sum]| sums.iter().map(|sum| sum.count).collect::<Vec<_>>();
        assert_eq!((counts(&sums(false)), counts(&sums(true))), (vec![2, 1], vec![2, 1]));
        let amounts: Vec<f64> = sums(true).iter().map(|sum| sum.amount).collect();
        assert!(
            (amounts[0] - 1.0).abs() < 1e-9 && (amounts[1] - 0.5).abs() < 1e-9,
            "the largest of an item: {amounts:?}"
        );
    }

    #[test]
    fn few_keys_and_many_give_the_same_sizes() {
        let pairs = [(0, one(5)), (2, one(5)), (0, one(5)), (0, Item { number: 6, times: 3 })];
        assert_eq!(sizes(&pairs, 3, 9), [4, 0, 1]);
        assert_eq!(sizes(&pairs, 500, 9)[..3], [4, 0, 1]);
    }
}
