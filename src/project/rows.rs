//! All records of a project at once, as a file holds them.
//!
//! What they become is the project that putting them in one by one gives ([`Project::of_rows`]); tables and index are
//! built from sorted rows, which is faster. What this does *not* do: it checks nothing but that no id is
//! there twice.

use super::{Index, Project, Table};
use crate::model::{
    Code, CodeId, Document, DocumentId, Entity, EntityId, Event, EventId, Mark, MarkId, ProjectId, Ruling, RulingId,
    View, ViewId,
};
use std::sync::Arc;

/// Records and texts with their ids, in any order.
#[derive(Debug, Default)]
pub struct Rows {
    /// The codebook.
    pub codes: Vec<(CodeId, Arc<Code>)>,
    /// Entities.
    pub entities: Vec<(EntityId, Arc<Entity>)>,
    /// Documents without their texts.
    pub documents: Vec<(DocumentId, Arc<Document>)>,
    /// Events.
    pub events: Vec<(EventId, Arc<Event>)>,
    /// Marks.
    pub marks: Vec<(MarkId, Arc<Mark>)>,
    /// Views.
    pub views: Vec<(ViewId, Arc<View>)>,
    /// What was declined.
    pub rulings: Vec<(RulingId, Arc<Ruling>)>,
    /// Texts.
    pub texts: Vec<(DocumentId, Arc<str>)>,
}

impl Rows {
    /// Adds what another part of a file holds.
    pub fn append(&mut self, mut more: Self) {
        self.codes.append(&mut more.codes);
        self.entities.append(&mut more.entities);
        self.documents.append(&mut more.documents);
        self.events.append(&mut more.events);
        self.marks.append(&mut more.marks);
        self.views.append(&mut more.views);
        self.rulings.append(&mut more.rulings);
        self.texts.append(&mut more.texts);
    }

    /// Sorts them; whether each id is there once.
    fn in_order(&mut self) -> bool {
        fn once<I: Ord + Copy, T>(rows: &mut [(I, T)]) -> bool {
            rows.sort_by_key(|(id, _)| *id);
            rows.is_sorted_by(|a, b| a.0 < b.0)
        }
        once(&mut self.codes)
            && once(&mut self.entities)
            && once(&mut self.documents)
            && once(&mut self.events)
            && once(&mut self.marks)
            && once(&mut self.views)
            && once(&mut self.rulings)
            && once(&mut self.texts)
    }
}

impl Project {
    /// The project of these records; `None` if an id is there twice. As with a file that was edited by hand, nobody says
    /// that it is sound.
    pub(crate) fn of_rows(id: ProjectId, mut rows: Rows) -> Option<Self> {
        if !rows.in_order() {
            return None;
        }
        let index = || Index::of_rows(&rows);
        Some(std::thread::scope(|scope| {
            let indexed = scope.spawn(index);
            Self {
                id,
                documents: Table::of_sorted(&rows.documents),
                marks: Table::of_sorted(&rows.marks),
                codes: Table::of_sorted(&rows.codes),
                entities: Table::of_sorted(&rows.entities),
                events: Table::of_sorted(&rows.events),
                views: Table::of_sorted(&rows.views),
                rulings: Table::of_sorted(&rows.rulings),
                texts: rows.texts.iter().filter(|(_, text)| !text.is_empty()).cloned().collect(),
                index: indexed.join().unwrap_or_else(|_| index()),
            }
        }))
    }
}
