//! The facts that both charts ask: read once for each revision of the project, whatever is asked of them afterwards.

use crate::project::Project;
use crate::query::Facts;
use std::sync::{Arc, Mutex, PoisonError};

/// Where the facts of the latest revision that was asked for are kept; clones are the same place.
#[derive(Clone, Default)]
pub struct Shelf(Arc<Mutex<Option<Kept>>>);

/// A revision, and its facts.
type Kept = (u64, Arc<Facts>);

impl Shelf {
    /// The facts of a project at a revision. Whoever comes while they are being read waits for them; so this is for the
    /// thread that computes a chart.
    pub fn facts(&self, revision: u64, project: &Project) -> Arc<Facts> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, facts)) if *of == revision => Arc::clone(facts),
            _ => Arc::clone(&kept.insert((revision, Arc::new(Facts::of(project)))).1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::World;

    #[test]
    fn facts_are_read_once_for_a_revision() {
        let world = World::new();
        let (shelf, same) = (Shelf::default(), Shelf::default());
        let first = shelf.facts(1, &world.project);
        assert!(Arc::ptr_eq(&first, &shelf.clone().facts(1, &world.project)));
        assert!(!Arc::ptr_eq(&first, &shelf.facts(2, &world.project)), "of another revision");
        assert!(!Arc::ptr_eq(&first, &same.facts(1, &world.project)), "another place");
    }
}
