//! Numbers instead of ids, and many short lists in one long one: what makes 100,000 events quick to go through.

use std::collections::HashMap;
use std::hash::Hash;

/// Values under small numbers, in the order in which they were met: that of the table that finds a number is never
/// looked at.
#[derive(Clone, Debug)]
pub struct Numbered<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Hash + Eq + Clone> Numbered<T> {
    /// The number of a value, a new one if it was not met yet.
    pub(in crate::query) fn number(&mut self, value: T) -> u32 {
        let next = small(self.values.len());
        *self.numbers.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            next
        })
    }

    /// The number of a value, if it was met.
    pub(in crate::query) fn find(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    /// The value of a number.
    pub(in crate::query) fn value(&self, number: u32) -> Option<&T> {
        self.values.get(number as usize)
    }

    /// All values, by number.
    pub(in crate::query) fn values(&self) -> &[T] {
        &self.values
    }

    /// Which numbers have a value that `is` one.
    pub(in crate::query) fn marked(&self, is: impl Fn(&T) -> bool) -> Vec<bool> {
        self.values.iter().map(is).collect()
    }
}

/// A list for each row, one behind the other.
#[derive(Clone, Debug)]
pub struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Adds the list of the next row.
    pub(in crate::query) fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.items.extend(items);
        self.ends.push(small(self.items.len()));
    }

    /// Whether all lists are empty.
    pub(in crate::query) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The list of a row; empty if there is no such row.
    pub(in crate::query) fn of(&self, row: usize) -> &[T] {
        let end = |row: usize| self.ends.get(row).map(|end| *end as usize);
        let from = row.checked_sub(1).map_or(Some(0), end);
        from.zip(end(row)).and_then(|(from, to)| self.items.get(from..to)).unwrap_or_default()
    }
}

/// A count as a number of a row; what does not fit would not fit into memory either.
pub(in crate::query) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_numbers() {
        let mut numbered = Numbered::default();
        assert_eq!(["b", "a", "b"].map(|value| numbered.number(value)), [0, 1, 0]);
        assert_eq!((numbered.find(&"a"), numbered.find(&"c"), numbered.value(1)), (Some(1), None, Some(&"a")));
        assert_eq!(numbered.marked(|value| *value == "a"), [false, true]);
    }

    #[test]
    fn each_row_has_its_list() {
        let mut lists = Lists::default();
        lists.push([1, 2]);
        lists.push([]);
        lists.push([3]);
        assert_eq!([0, 1, 2, 3].map(|row| lists.of(row).to_vec()), [vec![1, 2], vec![], vec![3], vec![]]);
    }
}
