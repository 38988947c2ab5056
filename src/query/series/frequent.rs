//! Which keys of a split are frequent enough to be shown, and the items that stand behind each of them.

use super::keys::{Item, Keys};
use super::{SeriesKey, tally};
use crate::model::Unit;
use crate::query::facts::Facts;
use crate::query::facts::packed::small;
use std::cmp::Reverse;

/// The keys of rows, with the items that they have there.
pub(in crate::query) struct Visits {
    pairs: Vec<(u32, Item)>,
    /// Where those of each row end.
    ends: Vec<u32>,
}

impl Visits {
    /// Of these rows, by number.
    pub fn of(facts: &Facts, keys: &Keys<'_>, shown: impl ExactSizeIterator<Item = u32>) -> Self {
        let mut visits = Self { pairs: Vec::with_capacity(shown.len()), ends: Vec::with_capacity(shown.len()) };
        for number in shown {
            if let Some(row) = facts.rows.get(number as usize) {
                keys.visit(number as usize, row, &mut |key, item| visits.pairs.push((key, item)));
            }
            visits.ends.push(small(visits.pairs.len()));
        }
        visits
    }

    /// Of the row at a place among those that were asked for: its keys, each with its items behind one another.
    pub fn of_row(&self, at: usize) -> &[(u32, Item)] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        self.pairs.get(at.checked_sub(1).map_or(0, end)..end(at)).unwrap_or_default()
    }

    /// How many keys with an item there are in all.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }
}

/// The keys that are shown.
pub(in crate::query) struct Frequent {
    /// The greatest first.
    pub keys: Vec<u32>,
    /// How many rarer ones there are, which stand together.
    pub rest: usize,
    /// How many different items each key of the split has.
    pub sizes: Vec<u32>,
}

impl Frequent {
    /// All keys that have items; of more than `most` the greatest, one fewer than that.
    pub fn of(keys: &Keys<'_>, visits: &Visits, unit: Unit, most: usize) -> Self {
        Self::of_sizes(keys, sizes(keys, visits, unit), most)
    }

    /// As [`Self::of`], where it is known how many items each key has.
    pub fn of_sizes(keys: &Keys<'_>, sizes: Vec<u32>, most: usize) -> Self {
        let mut found: Vec<u32> = (0..small(sizes.len())).filter(|key| size(&sizes, *key) > 0).collect();
        let mut rest = 0;
        let wanted = most.saturating_sub(1).max(1);
        if found.len() > most.max(2) {
            rest = found.len() - wanted;
            found = greatest(keys, found, &sizes, wanted);
        }
        found.sort_by_cached_key(|key| (Reverse(size(&sizes, *key)), keys.tie(*key)));
        Self { keys: found, rest, sizes }
    }

    /// The keys in the order of the codebook, where they have one; what has no key stands last.
    pub fn arranged(mut self, keys: &Keys<'_>) -> Self {
        let order = keys.order();
        let place = |key: &SeriesKey| order.get(key).copied().unwrap_or(usize::MAX);
        if !order.is_empty() {
            self.keys.sort_by_cached_key(|key| place(&keys.key(*key)));
        }
        self.keys.sort_by_key(|key| keys.key(*key) == SeriesKey::None);
        self
    }
}

/// The `wanted` greatest keys, at least one. Of those that are equally great where that ends, those that come first by
/// name; a hundred thousand pairs that were met once each are not worth their names: beyond a thousand, the order in
/// which they were met decides.
fn greatest(keys: &Keys<'_>, mut found: Vec<u32>, sizes: &[u32], wanted: usize) -> Vec<u32> {
    const WORTH_NAMES: usize = 1_000;
    let (_, border, _) = found.select_nth_unstable_by_key(wanted - 1, |key| Reverse(size(sizes, *key)));
    let border = size(sizes, *border);
    let mut clear: Vec<u32> = found.iter().copied().filter(|key| size(sizes, *key) > border).collect();
    let mut tied: Vec<u32> = found.into_iter().filter(|key| size(sizes, *key) == border).collect();
    if tied.len() > WORTH_NAMES {
        tied.select_nth_unstable(wanted);
    } else {
        tied.sort_by_cached_key(|key| keys.tie(*key));
    }
    let more = wanted - clear.len();
    clear.extend(tied.into_iter().take(more));
    clear
}

/// How many different items each key has.
fn sizes(keys: &Keys<'_>, visits: &Visits, unit: Unit) -> Vec<u32> {
    let count = keys.count() + 1;
    if unit != Unit::Events {
        return tally::sizes(&visits.pairs, count, keys.item_count());
    }
    // An event stands in a series once.
    let mut sizes = vec![0; count];
    for (key, _) in &visits.pairs {
        if let Some(size) = sizes.get_mut(*key as usize) {
            *size += 1;
        }
    }
    sizes
}

fn size(sizes: &[u32], key: u32) -> u32 {
    sizes.get(key as usize).copied().unwrap_or(0)
}
