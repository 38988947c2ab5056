//! Bringing two changed copies of one project together, record by record.
//!
//! A record that only one side changed is taken from that side. Where both changed it to different things, `mine`
//! stays and the record is named as a conflict. A record that one side removed while the other still leads to it
//! stays, and is named too: nothing is left dangling.
//!
//! It does not yet look inside records: two people who changed different fields of one event get a conflict.

use super::links::Links;
use super::{Project, Tabled, edit};
use crate::model::{Code, Document, DocumentId, Entity, Event, Mark, RecordId, View};
use std::collections::BTreeSet;

/// Two copies brought together.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The result.
    pub project: Project,
    /// Records about which the two disagree, sorted.
    pub conflicts: BTreeSet<RecordId>,
}

/// Brings `mine` and `theirs` together, which both come from `base`.
#[must_use]
pub fn merge(base: &Project, mine: &Project, theirs: &Project) -> Merged {
    let mut merged = Merged { project: mine.clone(), conflicts: BTreeSet::new() };
    merge_documents(base, mine, theirs, &mut merged);
    merge_table::<Mark>(base, mine, theirs, &mut merged);
    merge_table::<Event>(base, mine, theirs, &mut merged);
    merge_table::<Entity>(base, mine, theirs, &mut merged);
    merge_table::<Code>(base, mine, theirs, &mut merged);
    merge_table::<View>(base, mine, theirs, &mut merged);
    while restore_what_is_needed(base, &mut merged) {}
    merged
}

/// What a merge takes for one record.
enum Take {
    Mine,
    Theirs,
    /// Both changed it: mine, and a word about it.
    Disputed,
}

fn choose(mine_changed: bool, theirs_changed: bool, alike: bool) -> Take {
    match (mine_changed, theirs_changed) {
        (_, false) => Take::Mine,
        (false, true) => Take::Theirs,
        (true, true) if alike => Take::Mine,
        (true, true) => Take::Disputed,
    }
}

fn merge_table<T: Tabled>(base: &Project, mine: &Project, theirs: &Project, merged: &mut Merged) {
    let (base, mine, theirs) = (T::table(base), T::table(mine), T::table(theirs));
    let ids: BTreeSet<T::Id> = base.ids().chain(theirs.ids()).collect();
    for id in ids {
        let (b, m, t) = (base.get(id), mine.get(id), theirs.get(id));
        match choose(!edit::same(b, m), !edit::same(b, t), edit::same(m, t)) {
            Take::Mine => {}
            Take::Theirs => T::table_mut(&mut merged.project).set(id, t.cloned()),
            Take::Disputed => {
                merged.conflicts.insert(id.into());
            }
        }
    }
}

/// A document's row carries the hash of its text and the zones in it, so the two are taken from one side together,
/// and with them the marks, whose places are places in that text.
fn merge_documents(base: &Project, mine: &Project, theirs: &Project, merged: &mut Merged) {
    let ids: BTreeSet<DocumentId> = base.documents.ids().chain(theirs.documents.ids()).collect();
    for id in ids {
        let differ = |a: &Project, b: &Project| {
            !edit::same(a.documents.get(id), b.documents.get(id)) || a.text(id) != b.text(id)
        };
        match choose(differ(base, mine), differ(base, theirs), !differ(mine, theirs)) {
            Take::Mine => {}
            Take::Theirs => {
                merged.project.documents.set(id, theirs.documents.get(id).cloned());
                merged.project.set_text(id, theirs.shared_text(id));
            }
            Take::Disputed => {
                merged.conflicts.insert(id.into());
            }
        }
    }
}

/// Puts back from `base` what was removed but is still referred to; says whether there was any.
fn restore_what_is_needed(base: &Project, merged: &mut Merged) -> bool {
    let mut needed = BTreeSet::new();
    dangling::<Mark>(&merged.project, &mut needed);
    dangling::<Event>(&merged.project, &mut needed);
    dangling::<Entity>(&merged.project, &mut needed);
    dangling::<Code>(&merged.project, &mut needed);
    dangling::<View>(&merged.project, &mut needed);
    needed.retain(|id| base.has(*id));
    for id in &needed {
        restore(base, &mut merged.project, *id);
    }
    let restored = !needed.is_empty();
    merged.conflicts.extend(needed);
    restored
}

fn dangling<T: Tabled + Links>(project: &Project, needed: &mut BTreeSet<RecordId>) {
    let links = T::table(project).iter().flat_map(|(_, record)| record.links());
    needed.extend(links.filter(|link| !project.has(*link)));
}

fn restore(base: &Project, project: &mut Project, id: RecordId) {
    fn put<T: Tabled>(base: &Project, project: &mut Project, id: T::Id) {
        T::table_mut(project).set(id, T::table(base).get(id).cloned());
    }
    match id {
        RecordId::Document(id) => {
            put::<Document>(base, project, id);
            project.set_text(id, base.shared_text(id));
        }
        RecordId::Mark(id) => put::<Mark>(base, project, id),
        RecordId::Event(id) => put::<Event>(base, project, id),
        RecordId::Entity(id) => put::<Entity>(base, project, id),
        RecordId::Code(id) => put::<Code>(base, project, id),
        RecordId::View(id) => put::<View>(base, project, id),
    }
}

impl Project {
    fn set_text(&mut self, id: DocumentId, text: Option<std::sync::Arc<str>>) {
        match text {
            Some(text) => self.texts.insert(id, text),
            None => self.texts.remove(&id),
        };
    }
}
