//! A draft: where a verb makes its changes, and from where they can still be taken back.
//!
//! A verb is plain code on a `&mut Draft`. It sees its own changes at once. If it refuses, or panics, the draft is
//! dropped and everything is as it was; if it succeeds, [`Draft::finish`] turns the changes into one [`Tx`].

use super::{Cause, Conflict, Edit, Project, Swap, Tabled, Tx, edit};
use crate::base::id::{Fresh, Ids};
use crate::base::patch::Patch;
use crate::model::{Code, Document, DocumentId, Entity, Event, Made, Mark, RecordId, Ruling, View};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A verb's “no”, in words for a person: what could not be done, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl Refused {
    /// A refusal.
    #[must_use]
    pub fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// The record is not there (any more).
    #[must_use]
    pub fn missing<T: Tabled>(id: T::Id) -> Self {
        Self(format!("There is no {} {id} in this project", T::NOUN))
    }
}

impl From<Conflict> for Refused {
    fn from(conflict: Conflict) -> Self {
        Self(conflict.to_string())
    }
}

/// Changes in the making.
pub struct Draft<'p> {
    project: &'p mut Project,
    edits: Vec<Edit>,
    ids: &'p mut Ids,
    made: Made,
}

impl<'p> Draft<'p> {
    /// Begins to change `project`; `made` says who and when.
    pub fn new(project: &'p mut Project, ids: &'p mut Ids, made: Made) -> Self {
        Self { project, edits: Vec::new(), ids, made }
    }

    /// The project with the changes made so far.
    #[must_use]
    pub fn project(&self) -> &Project {
        self.project
    }

    /// Who and when: what a new record carries.
    #[must_use]
    pub fn made(&self) -> Made {
        self.made.clone()
    }

    /// A random id for something inside a record.
    pub fn fresh<T: Fresh>(&mut self) -> T {
        self.ids.fresh()
    }

    /// The record.
    ///
    /// # Errors
    /// If there is none.
    pub fn get<T: Tabled>(&self, id: T::Id) -> Result<&Arc<T>, Refused> {
        T::table(self.project).get(id).ok_or_else(|| Refused::missing::<T>(id))
    }

    /// Adds a record under a new id.
    ///
    /// # Errors
    /// Never in practice: the id is new.
    pub fn add<T: Tabled>(&mut self, record: T) -> Result<T::Id, Refused>
    where
        T::Id: Fresh,
    {
        let id = self.unused_id::<T>();
        self.swap(id, Some(Arc::new(record)))?;
        Ok(id)
    }

    /// Adds a record under the id that it has elsewhere, or had before.
    ///
    /// # Errors
    /// If there is one of this id already.
    pub fn adopt<T: Tabled>(&mut self, id: T::Id, record: T) -> Result<(), Refused> {
        if T::table(self.project).get(id).is_some() {
            return Err(Refused::because(format!("There is a {} {id} in this project already", T::NOUN)));
        }
        self.swap(id, Some(Arc::new(record)))
    }

    /// Changes a record; says whether that made a difference.
    ///
    /// # Errors
    /// If there is none.
    pub fn change<T: Tabled>(&mut self, id: T::Id, change: impl FnOnce(&mut T)) -> Result<bool, Refused> {
        let before = self.get::<T>(id)?.clone();
        let mut after = T::clone(&before);
        change(&mut after);
        if after == *before {
            return Ok(false);
        }
        after.set_changed(Some(self.made.clone()));
        self.swap(id, Some(Arc::new(after)))?;
        Ok(true)
    }

    /// Removes a record and nothing else; who refers to it is the verb's business.
    ///
    /// # Errors
    /// If there is none.
    pub fn remove<T: Tabled>(&mut self, id: T::Id) -> Result<(), Refused> {
        self.get::<T>(id)?;
        self.swap::<T>(id, None)
    }

    /// Changes a text.
    ///
    /// # Errors
    /// If the patch was made for another text.
    pub fn patch(&mut self, document: DocumentId, patch: Patch) -> Result<(), Refused> {
        self.push(Edit::Text(document, patch))
    }

    /// Ends the draft: one transaction, with at most one edit for each record, or `None` if nothing changed.
    #[must_use]
    pub fn finish(mut self, title: impl Into<String>) -> Option<Tx> {
        let edits = settle(std::mem::take(&mut self.edits));
        let id = self.ids.fresh();
        let Made { by, at } = self.made.clone();
        let (cause, merged) = (Cause::Change, Vec::new());
        (!edits.is_empty()).then(|| Tx { id, at, by, title: title.into(), cause, merged, edits })
    }

    fn unused_id<T: Tabled>(&mut self) -> T::Id
    where
        T::Id: Fresh,
    {
        loop {
            let id: T::Id = self.ids.fresh();
            if T::table(self.project).get(id).is_none() {
                return id;
            }
        }
    }

    fn swap<T: Tabled>(&mut self, id: T::Id, after: Option<Arc<T>>) -> Result<(), Refused> {
        let before = T::table(self.project).get(id).cloned();
        self.push(T::edit(id, Swap { before, after }))
    }

    fn push(&mut self, edit: Edit) -> Result<(), Refused> {
        self.project.apply(&edit)?;
        self.edits.push(edit);
        Ok(())
    }
}

impl Drop for Draft<'_> {
    /// What was not finished is taken back.
    fn drop(&mut self) {
        let edits = std::mem::take(&mut self.edits);
        self.project.take_back(edits.iter());
    }
}

/// First `before` and last `after` of each record; swaps that lead nowhere are dropped. Patches of a text stay as
/// they are, in order. Sorted by kind and id, rows of documents and texts first: the same changes, the same bytes.
fn settle(edits: Vec<Edit>) -> Vec<Edit> {
    let mut documents: BTreeMap<RecordId, Edit> = BTreeMap::new();
    let mut texts: Vec<Edit> = Vec::new();
    let mut others: BTreeMap<RecordId, Edit> = BTreeMap::new();
    for edit in edits {
        let slot = match &edit {
            Edit::Text(_, patch) if patch.is_empty() => continue,
            Edit::Text(..) => {
                texts.push(edit);
                continue;
            }
            Edit::Document(..) => &mut documents,
            _ => &mut others,
        };
        let record = edit.record();
        let joined = match slot.remove(&record) {
            Some(earlier) => join(earlier, edit),
            None => edit,
        };
        slot.insert(record, joined);
    }
    let rows = documents.into_values().chain(texts).chain(others.into_values());
    rows.filter(|edit| !leads_nowhere(edit)).collect()
}

/// `earlier` and then `later`, of the same record, as one edit.
fn join(earlier: Edit, later: Edit) -> Edit {
    fn both<T>(earlier: Swap<T>, later: Swap<T>) -> Swap<T> {
        Swap { before: earlier.before, after: later.after }
    }
    match (earlier, later) {
        (Edit::Document(id, a), Edit::Document(_, b)) => Edit::Document(id, both::<Document>(a, b)),
        (Edit::Mark(id, a), Edit::Mark(_, b)) => Edit::Mark(id, both::<Mark>(a, b)),
        (Edit::Event(id, a), Edit::Event(_, b)) => Edit::Event(id, both::<Event>(a, b)),
        (Edit::Entity(id, a), Edit::Entity(_, b)) => Edit::Entity(id, both::<Entity>(a, b)),
        (Edit::Code(id, a), Edit::Code(_, b)) => Edit::Code(id, both::<Code>(a, b)),
        (Edit::View(id, a), Edit::View(_, b)) => Edit::View(id, both::<View>(a, b)),
        (Edit::Ruling(id, a), Edit::Ruling(_, b)) => Edit::Ruling(id, both::<Ruling>(a, b)),
        // The two are of one record, so of one kind; texts are never joined.
        (_, later) => later,
    }
}

fn leads_nowhere(edit: &Edit) -> bool {
    fn still<T: PartialEq>(swap: &Swap<T>) -> bool {
        edit::same(swap.before.as_ref(), swap.after.as_ref())
    }
    match edit {
        Edit::Document(_, swap) => still(swap),
        Edit::Text(_, patch) => patch.is_empty(),
        Edit::Mark(_, swap) => still(swap),
        Edit::Event(_, swap) => still(swap),
        Edit::Entity(_, swap) => still(swap),
        Edit::Code(_, swap) => still(swap),
        Edit::View(_, swap) => still(swap),
        Edit::Ruling(_, swap) => still(swap),
    }
}
