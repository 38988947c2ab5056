//! The lines of a list on the screen: heads of groups and the rows of those that are open. Made anew when a group is
//! folded, at the cost of the number of groups; finding a line costs its logarithm.

use super::Rows;
use crate::model::RecordId;
use std::collections::BTreeSet;

/// What stands in which line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The line of each head; empty if there are no groups.
    heads: Vec<usize>,
    open: Vec<bool>,
    count: usize,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The head of a group, counted from 0.
    Head(usize),
    /// A row, by its place in [`Rows::ids`].
    Row(usize),
}

impl Lines {
    /// The lines of a list in which the groups of these names are folded.
    #[must_use]
    pub fn of(rows: &Rows, folded: &BTreeSet<String>) -> Self {
        if rows.groups.is_empty() {
            return Self { heads: Vec::new(), open: Vec::new(), count: rows.ids.len() };
        }
        let mut lines = Self::default();
        for group in &rows.groups {
            let open = !folded.contains(&group.name);
            lines.heads.push(lines.count);
            lines.open.push(open);
            lines.count += 1 + if open { group.rows.len() } else { 0 };
        }
        lines
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether a group is open.
    #[must_use]
    pub fn is_open(&self, group: usize) -> bool {
        self.open.get(group).copied().unwrap_or(true)
    }

    /// The line of the head of a group.
    #[must_use]
    pub fn head(&self, group: usize) -> usize {
        self.heads.get(group).copied().unwrap_or_default()
    }

    /// The group that a line belongs to, if there are groups.
    #[must_use]
    pub fn group_at(&self, line: usize) -> Option<usize> {
        self.heads.partition_point(|head| *head <= line).checked_sub(1)
    }

    /// What stands in a line.
    #[must_use]
    pub fn at(&self, rows: &Rows, line: usize) -> Option<Line> {
        if line >= self.count {
            return None;
        }
        let Some(group) = self.group_at(line) else { return Some(Line::Row(line)) };
        match line.checked_sub(self.head(group))?.checked_sub(1) {
            None => Some(Line::Head(group)),
            Some(within) => Some(Line::Row(rows.groups.get(group)?.rows.start + within)),
        }
    }

    /// The first line in which a record stands; `None` if it is not listed or its groups are folded.
    #[must_use]
    pub fn find(&self, rows: &Rows, id: RecordId) -> Option<usize> {
        let mut places = rows.ids.iter().enumerate().filter(|(_, other)| **other == id).map(|(place, _)| place);
        places.find_map(|place| self.line_of(rows, place))
    }

    /// The line of a row.
    fn line_of(&self, rows: &Rows, place: usize) -> Option<usize> {
        if rows.groups.is_empty() {
            return Some(place);
        }
        let group = rows.groups.partition_point(|group| group.rows.start <= place).checked_sub(1)?;
        self.is_open(group).then(|| self.head(group) + 1 + place - rows.groups.get(group).map_or(0, |g| g.rows.start))
    }
}
