//! Floor 2: the tables of a project, and the only way in which they change.
//!
//! A [`Project`] is a value: tables of shared records. Outside this folder it can only be read. It is changed by
//! applying an [`Edit`] (a record before and after), and edits are made by a [`Draft`], which collects them into a
//! [`Tx`]. Because an edit carries both sides there is one [`Project::apply`], one [`Edit::inverse`], one
//! [`diff::diff`] and one [`merge::merge`], whatever the verb was.
//!
//! Invariants, each a property test in `tests/it/laws.rs`: applying a transaction and its inverse gives back the
//! identical project; an edit whose `before` does not fit changes nothing; [`check::check`] is empty after every
//! transaction.

pub mod check;
pub mod diff;
pub mod draft;
pub mod edit;
pub mod history;
pub mod index;
pub mod links;
pub mod merge;
pub mod revive;
mod rows;
pub mod table;
#[cfg(test)]
pub(crate) mod testing;
pub mod tx;

pub use draft::{Draft, Refused};
pub use edit::{Conflict, Edit, Swap};
pub use history::History;
pub use index::Index;
pub use rows::Rows;
pub use table::Table;
pub use tx::{Cause, Transactions, Tx};

use crate::model::{
    Code, CodeId, Document, DocumentId, Entity, EntityId, Event, EventId, Mark, MarkId, ProjectId, Record, RecordId,
    Ruling, RulingId, View, ViewId,
};
use imbl::OrdMap;
use index::Filed;
use std::sync::Arc;

/// Everything that one project file holds, and an index of it. A clone costs nothing: everything is shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    id: ProjectId,
    documents: Table<Document>,
    texts: OrdMap<DocumentId, Arc<str>>,
    marks: Table<Mark>,
    events: Table<Event>,
    entities: Table<Entity>,
    codes: Table<Code>,
    views: Table<View>,
    rulings: Table<Ruling>,
    index: Index,
}

impl Project {
    /// A project with nothing in it.
    #[must_use]
    pub fn new(id: ProjectId) -> Self {
        Self {
            id,
            documents: Table::default(),
            texts: OrdMap::new(),
            marks: Table::default(),
            events: Table::default(),
            entities: Table::default(),
            codes: Table::default(),
            views: Table::default(),
            rulings: Table::default(),
            index: Index::default(),
        }
    }

    /// Its id, the same for life.
    #[must_use]
    pub fn id(&self) -> ProjectId {
        self.id
    }

    /// The rows of the documents.
    #[must_use]
    pub fn documents(&self) -> &Table<Document> {
        &self.documents
    }

    /// The text of a document; empty if there is none.
    #[must_use]
    pub fn text(&self, document: DocumentId) -> &str {
        self.texts.get(&document).map_or("", |text| text)
    }

    /// The text of a document, shared; `None` if it is empty or there is no such document.
    #[must_use]
    pub fn shared_text(&self, document: DocumentId) -> Option<Arc<str>> {
        self.texts.get(&document).cloned()
    }

    /// All texts that are not empty, by document.
    pub fn texts(&self) -> impl Iterator<Item = (DocumentId, &Arc<str>)> {
        self.texts.iter().map(|(id, text)| (*id, text))
    }

    /// The marks.
    #[must_use]
    pub fn marks(&self) -> &Table<Mark> {
        &self.marks
    }

    /// The events.
    #[must_use]
    pub fn events(&self) -> &Table<Event> {
        &self.events
    }

    /// The entities.
    #[must_use]
    pub fn entities(&self) -> &Table<Entity> {
        &self.entities
    }

    /// The codebook.
    #[must_use]
    pub fn codes(&self) -> &Table<Code> {
        &self.codes
    }

    /// The saved views.
    #[must_use]
    pub fn views(&self) -> &Table<View> {
        &self.views
    }

    /// What was declined.
    #[must_use]
    pub fn rulings(&self) -> &Table<Ruling> {
        &self.rulings
    }

    /// Who belongs to whom.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Whether a record is there.
    #[must_use]
    pub fn has(&self, id: RecordId) -> bool {
        match id {
            RecordId::Document(id) => self.documents.get(id).is_some(),
            RecordId::Mark(id) => self.marks.get(id).is_some(),
            RecordId::Event(id) => self.events.get(id).is_some(),
            RecordId::Entity(id) => self.entities.get(id).is_some(),
            RecordId::Code(id) => self.codes.get(id).is_some(),
            RecordId::View(id) => self.views.get(id).is_some(),
            RecordId::Ruling(id) => self.rulings.get(id).is_some(),
        }
    }

    /// How a list names a record; empty if there is none.
    #[must_use]
    pub fn label(&self, id: RecordId) -> &str {
        fn of<T: Record>(table: &Table<T>, id: T::Id) -> &str {
            table.get(id).map_or("", |record| record.label())
        }
        match id {
            RecordId::Document(id) => of(&self.documents, id),
            RecordId::Mark(id) => of(&self.marks, id),
            RecordId::Event(id) => of(&self.events, id),
            RecordId::Entity(id) => of(&self.entities, id),
            RecordId::Code(id) => of(&self.codes, id),
            RecordId::View(id) => of(&self.views, id),
            RecordId::Ruling(id) => of(&self.rulings, id),
        }
    }

    /// Puts a record in while a file is being read, past every check: only for [`crate::files`].
    pub(crate) fn insert_read<T: Tabled>(&mut self, id: T::Id, record: T) {
        self.put(id, Some(Arc::new(record)));
    }

    /// Puts a record in, or takes it out, past every check; the index follows.
    fn put<T: Tabled>(&mut self, id: T::Id, record: Option<Arc<T>>) {
        let before = T::table_mut(self).set(id, record.clone());
        match (before, record) {
            (Some(before), Some(after)) => after.file_instead_of(&before, id, &mut self.index),
            (Some(before), None) => before.unfile(id, &mut self.index),
            (None, after) => after.into_iter().for_each(|after| after.file(id, &mut self.index)),
        }
    }

    /// Puts a text in while a file is being read: only for [`crate::files`].
    pub(crate) fn insert_text_read(&mut self, id: DocumentId, text: String) {
        if !text.is_empty() {
            self.texts.insert(id, text.into());
        }
    }
}

/// Says which table a kind of record lives in, so that one piece of code serves all of them.
pub trait Tabled: Record + Filed {
    /// Its table.
    fn table(project: &Project) -> &Table<Self>;
    #[doc(hidden)]
    fn table_mut(project: &mut Project) -> &mut Table<Self>;
    /// The edit that swaps such a record.
    fn edit(id: Self::Id, swap: Swap<Self>) -> Edit;
}

macro_rules! tabled {
    ($($type:ident($id:ty) in $field:ident),*) => {$(
        impl Tabled for $type {
            fn table(project: &Project) -> &Table<Self> {
                &project.$field
            }
            fn table_mut(project: &mut Project) -> &mut Table<Self> {
                &mut project.$field
            }
            fn edit(id: $id, swap: Swap<Self>) -> Edit {
                Edit::$type(id, swap)
            }
        }
    )*};
}
tabled!(
    Document(DocumentId) in documents,
    Mark(MarkId) in marks,
    Event(EventId) in events,
    Entity(EntityId) in entities,
    Code(CodeId) in codes,
    View(ViewId) in views,
    Ruling(RulingId) in rulings
);
