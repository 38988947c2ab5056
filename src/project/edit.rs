//! An edit: one record before and after, or one change of a text. The only way in which a project changes.

use super::links::Links;
use super::{Project, Tabled};
use crate::base::patch::Patch;
use crate::model::{
    Code, CodeId, Document, DocumentId, Entity, EntityId, Event, EventId, Mark, MarkId, RecordId, Ruling, RulingId,
    View, ViewId,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A record before and after; `None`: it does not exist on that side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swap<T> {
    /// What was there.
    pub before: Option<Arc<T>>,
    /// What is there now.
    pub after: Option<Arc<T>>,
}

impl<T> Swap<T> {
    fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// A document's row.
    Document(DocumentId, Swap<Document>),
    /// A document's text; a text that does not exist is empty.
    Text(DocumentId, Patch),
    /// A mark.
    Mark(MarkId, Swap<Mark>),
    /// An event.
    Event(EventId, Swap<Event>),
    /// An entity.
    Entity(EntityId, Swap<Entity>),
    /// A code.
    Code(CodeId, Swap<Code>),
    /// A saved view.
    View(ViewId, Swap<View>),
    /// A ruling.
    Ruling(RulingId, Swap<Ruling>),
}

/// An edit does not fit: what it would replace is not what is there. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{record:?} has changed since; nothing was done")]
pub struct Conflict {
    /// The record in question.
    pub record: RecordId,
}

impl Edit {
    /// The edit that takes it back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Document(id, swap) => Self::Document(*id, swap.inverse()),
            Self::Text(id, patch) => Self::Text(*id, patch.inverse()),
            Self::Mark(id, swap) => Self::Mark(*id, swap.inverse()),
            Self::Event(id, swap) => Self::Event(*id, swap.inverse()),
            Self::Entity(id, swap) => Self::Entity(*id, swap.inverse()),
            Self::Code(id, swap) => Self::Code(*id, swap.inverse()),
            Self::View(id, swap) => Self::View(*id, swap.inverse()),
            Self::Ruling(id, swap) => Self::Ruling(*id, swap.inverse()),
        }
    }

    /// Whether it takes its record away.
    #[must_use]
    pub fn removes(&self) -> bool {
        match self {
            Self::Document(_, swap) => swap.after.is_none(),
            Self::Text(..) => false,
            Self::Mark(_, swap) => swap.after.is_none(),
            Self::Event(_, swap) => swap.after.is_none(),
            Self::Entity(_, swap) => swap.after.is_none(),
            Self::Code(_, swap) => swap.after.is_none(),
            Self::View(_, swap) => swap.after.is_none(),
            Self::Ruling(_, swap) => swap.after.is_none(),
        }
    }

    /// The records that its record leads to or remembers, before or after; in no particular order.
    #[must_use]
    pub fn links(&self) -> Vec<RecordId> {
        fn of<T: Links>(swap: &Swap<T>) -> Vec<RecordId> {
            let sides = swap.before.iter().chain(&swap.after);
            sides.flat_map(|row| row.links().into_iter().chain(row.remembered())).collect()
        }
        match self {
            Self::Document(_, swap) => of(swap),
            Self::Text(..) => Vec::new(),
            Self::Mark(_, swap) => of(swap),
            Self::Event(_, swap) => of(swap),
            Self::Entity(_, swap) => of(swap),
            Self::Code(_, swap) => of(swap),
            Self::View(_, swap) => of(swap),
            Self::Ruling(_, swap) => of(swap),
        }
    }

    /// The record that it touches.
    #[must_use]
    pub fn record(&self) -> RecordId {
        match self {
            Self::Document(id, _) | Self::Text(id, _) => (*id).into(),
            Self::Mark(id, _) => (*id).into(),
            Self::Event(id, _) => (*id).into(),
            Self::Entity(id, _) => (*id).into(),
            Self::Code(id, _) => (*id).into(),
            Self::View(id, _) => (*id).into(),
            Self::Ruling(id, _) => (*id).into(),
        }
    }
}

impl Project {
    /// Applies one edit if it fits.
    ///
    /// # Errors
    /// [`Conflict`] if the record is not as `before` says; the project is then as it was.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), Conflict> {
        match edit {
            Edit::Document(id, swap) => self.swap(*id, swap),
            Edit::Text(id, patch) => self.patch(*id, patch),
            Edit::Mark(id, swap) => self.swap(*id, swap),
            Edit::Event(id, swap) => self.swap(*id, swap),
            Edit::Entity(id, swap) => self.swap(*id, swap),
            Edit::Code(id, swap) => self.swap(*id, swap),
            Edit::View(id, swap) => self.swap(*id, swap),
            Edit::Ruling(id, swap) => self.swap(*id, swap),
        }
    }

    /// Applies all edits in order, or none.
    ///
    /// # Errors
    /// [`Conflict`] of the first edit that does not fit; the project is then as it was.
    pub fn apply_all(&mut self, edits: &[Edit]) -> Result<(), Conflict> {
        for (done, edit) in edits.iter().enumerate() {
            if let Err(conflict) = self.apply(edit) {
                self.take_back(edits.iter().take(done));
                return Err(conflict);
            }
        }
        Ok(())
    }

    /// Undoes edits that have just been applied, latest first. They cannot fail to fit.
    pub(super) fn take_back<'e>(&mut self, applied: impl DoubleEndedIterator<Item = &'e Edit>) {
        for edit in applied.rev() {
            let undone = self.apply(&edit.inverse());
            debug_assert!(undone.is_ok(), "an edit that was just applied fits backwards");
        }
    }

    fn swap<T: Tabled>(&mut self, id: T::Id, swap: &Swap<T>) -> Result<(), Conflict> {
        if !same(T::table(self).get(id), swap.before.as_ref()) {
            return Err(Conflict { record: id.into() });
        }
        self.put(id, swap.after.clone());
        Ok(())
    }

    fn patch(&mut self, id: DocumentId, patch: &Patch) -> Result<(), Conflict> {
        let after = patch.apply(self.text(id)).map_err(|_| Conflict { record: id.into() })?;
        if after.is_empty() {
            self.texts.remove(&id);
        } else {
            self.texts.insert(id, after.into());
        }
        Ok(())
    }
}

/// Equal by value; the same `Arc` is equal without a look inside.
pub(super) fn same<T: PartialEq>(a: Option<&Arc<T>>, b: Option<&Arc<T>>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
        _ => false,
    }
}
