//! Lists of documents, filtered and sorted: the same for the window and for `entente show`. Those of events, entities
//! and marks are in [`super::table`].
//!
//! An empty field of a filter lets everything through. Ties are settled by what is nearest in meaning and at last by
//! the id, so that a list never jumps.

use super::filter::Missing;
use super::fold::{fold, has_words};
use crate::base::when::When;
use crate::model::{Document, DocumentId, DocumentState};
use crate::project::Project;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Which documents a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// Words of title, outlet, author or tags, in any order, case and accents.
    pub text: String,
    /// States.
    pub states: BTreeSet<DocumentState>,
}

/// What a list of documents is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentOrder {
    /// Earliest first; those without a date last.
    #[default]
    Published,
    /// By title, without case and accents.
    Title,
    /// By outlet, then date.
    Outlet,
    /// In the order of the work, then date.
    State,
    /// Most marks first.
    Marks,
}

/// The documents that the filter lets through, sorted.
#[must_use]
pub fn documents(project: &Project, filter: &DocumentFilter, order: DocumentOrder) -> Vec<DocumentId> {
    let mut passed: Vec<(DocumentId, &Document)> =
        project.documents().iter().map(|(id, row)| (id, &**row)).filter(|(_, row)| filter.passes(row)).collect();
    passed.sort_by_cached_key(|(id, row)| {
        (document_rank(project, *id, row, order), published(row), fold(&row.title), *id)
    });
    passed.into_iter().map(|(id, _)| id).collect()
}

impl DocumentFilter {
    fn passes(&self, row: &Document) -> bool {
        let words = [row.title.as_str(), &row.outlet, &row.author];
        let tags = row.tags.iter().map(String::as_str);
        (self.states.is_empty() || self.states.contains(&row.state))
            && has_words(&self.text, words.into_iter().chain(tags))
    }
}

fn document_rank(
    project: &Project,
    id: DocumentId,
    row: &Document,
    order: DocumentOrder,
) -> (Reverse<usize>, String) {
    match order {
        DocumentOrder::Published => (Reverse(0), String::new()),
        DocumentOrder::Title => (Reverse(0), fold(&row.title)),
        DocumentOrder::Outlet => (Reverse(0), fold(&row.outlet)),
        DocumentOrder::State => (Reverse(usize::MAX - row.state as usize), String::new()),
        DocumentOrder::Marks => (Reverse(project.index().mark_count(id)), String::new()),
    }
}

/// When a document was published, as a sort key: the beginning, then the end of its date.
pub(super) fn published(row: &Document) -> (Missing<NaiveDate>, Missing<NaiveDate>) {
    let when = row.published.as_ref().map(|published| &published.when);
    (Missing(when.and_then(When::earliest)), Missing(when.and_then(When::latest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::World;

    fn titles(world: &World, filter: &DocumentFilter, order: DocumentOrder) -> Vec<String> {
        let ids = documents(&world.project, filter, order);
        ids.into_iter().map(|id| world.project.label(id.into()).to_owned()).collect()
    }

    #[test]
    fn documents_are_filtered_and_sorted() {
        let mut world = World::new();
        world.document("Wire", "2025-03", "Écho.");
        let b = world.document("Strait", "2025-03-02", "beta.");
        let a = world.document("Atlas", "", "Alpha.");
        world.mark(b, "beta", &[]);
        world.set_aside(a);
        let all = DocumentFilter::default();
        assert_eq!(titles(&world, &all, DocumentOrder::Published), ["Écho", "beta", "Alpha"]);
        assert_eq!(titles(&world, &all, DocumentOrder::Title), ["Alpha", "beta", "Écho"]);
        assert_eq!(titles(&world, &all, DocumentOrder::Outlet), ["Alpha", "beta", "Écho"]);
        assert_eq!(titles(&world, &all, DocumentOrder::State), ["Écho", "beta", "Alpha"]);
        assert_eq!(titles(&world, &all, DocumentOrder::Marks), ["beta", "Écho", "Alpha"]);
        let wire = DocumentFilter { text: "echo WIRE".into(), ..DocumentFilter::default() };
        assert_eq!(titles(&world, &wire, DocumentOrder::Title), ["Écho"]);
        let new = DocumentFilter { states: BTreeSet::from([DocumentState::New]), ..DocumentFilter::default() };
        assert_eq!(titles(&world, &new, DocumentOrder::Title), ["beta", "Écho"]);
    }
}
