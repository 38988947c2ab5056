//! A table: records by id, shared, in the order of their ids.
//!
//! It is persistent: a clone costs nothing and shares everything, so that figures can be computed from a project as it
//! was while somebody goes on changing it (`docs/decisions/010`).

use crate::model::Record;
use imbl::OrdMap;
use std::sync::Arc;

/// Records by id. Iteration is always in the order of the ids, so that files and reports are the same every time.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T: Record>(OrdMap<T::Id, Arc<T>>);

impl<T: Record> Default for Table<T> {
    fn default() -> Self {
        Self(OrdMap::new())
    }
}

impl<T: Record> Table<T> {
    /// A table of these records, sorted by id.
    pub(super) fn of_sorted(rows: &[(T::Id, Arc<T>)]) -> Self {
        Self(rows.iter().cloned().collect())
    }

    /// The record, if it is there.
    #[must_use]
    pub fn get(&self, id: T::Id) -> Option<&Arc<T>> {
        self.0.get(&id)
    }

    /// All records with their ids, in the order of the ids.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (T::Id, &Arc<T>)> {
        self.0.iter().map(|(id, record)| (*id, record))
    }

    /// The ids, in order.
    #[must_use]
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = T::Id> + '_ {
        self.0.iter().map(|(id, _)| *id)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts a record in, or takes it out; what was there before.
    pub(super) fn set(&mut self, id: T::Id, record: Option<Arc<T>>) -> Option<Arc<T>> {
        match record {
            Some(record) => self.0.insert(id, record),
            None => self.0.remove(&id),
        }
    }
}
