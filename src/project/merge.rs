//! Bringing two changed copies of one project together, record by record.
//!
//! A record that only one side changed is taken from that side. Where both changed it to different things, `mine`
//! stays and the record is named as a conflict. A record that one side removed while the other still leads to it
//! stays, and is named too: nothing is left dangling. Where the two took codes under each other, mine stays. A mark
//! on a text that the other side corrected follows its words, and is named if they were changed. So two sound
//! projects give a sound one.
//!
//! It does not yet look inside records: two people who changed different fields of one event get a conflict.

use super::links::Links;
use super::{Project, Tabled, check, edit};
use crate::base::anchor::{Course, Search};
use crate::base::diff::between;
use crate::model::{Anchor, Code, CodeId, Document, DocumentId, Entity, Event, Mark, MarkId, RecordId, Ruling, View};
use std::collections::BTreeSet;
use std::sync::Arc;

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
    merge_table::<Ruling>(base, mine, theirs, &mut merged);
    while restore_what_is_needed(mine, theirs, &mut merged) || open_circles(mine, &mut merged) {}
    follow_texts(mine, theirs, &mut merged);
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
            Take::Theirs => merged.project.put(id, t.cloned()),
            Take::Disputed => {
                merged.conflicts.insert(id.into());
            }
        }
    }
}

/// A document's row carries the hash of its text and the zones in it, so the two are taken from one side together.
/// The marks on it follow, see [`follow_texts`].
fn merge_documents(base: &Project, mine: &Project, theirs: &Project, merged: &mut Merged) {
    let ids: BTreeSet<DocumentId> = base.documents.ids().chain(theirs.documents.ids()).collect();
    for id in ids {
        let differ = |a: &Project, b: &Project| {
            !edit::same(a.documents.get(id), b.documents.get(id)) || a.text(id) != b.text(id)
        };
        match choose(differ(base, mine), differ(base, theirs), !differ(mine, theirs)) {
            Take::Mine => {}
            Take::Theirs => {
                merged.project.put(id, theirs.documents.get(id).cloned());
                merged.project.set_text(id, theirs.shared_text(id));
            }
            Take::Disputed => {
                merged.conflicts.insert(id.into());
            }
        }
    }
}

/// Puts back what one side removed but the other refers to, as that side has it; says whether there was any.
fn restore_what_is_needed(mine: &Project, theirs: &Project, merged: &mut Merged) -> bool {
    let mut needed = BTreeSet::new();
    dangling::<Document>(&merged.project, &mut needed);
    dangling::<Mark>(&merged.project, &mut needed);
    dangling::<Event>(&merged.project, &mut needed);
    dangling::<Entity>(&merged.project, &mut needed);
    dangling::<Code>(&merged.project, &mut needed);
    dangling::<View>(&merged.project, &mut needed);
    dangling::<Ruling>(&merged.project, &mut needed);
    needed.retain(|id| mine.has(*id) || theirs.has(*id));
    for id in &needed {
        let side = if mine.has(*id) { mine } else { theirs };
        restore(side, &mut merged.project, *id);
    }
    let restored = !needed.is_empty();
    merged.conflicts.extend(needed);
    restored
}

fn dangling<T: Tabled + Links>(project: &Project, needed: &mut BTreeSet<RecordId>) {
    let links = T::table(project).iter().flat_map(|(_, record)| record.links());
    needed.extend(links.filter(|link| !project.has(*link)));
}

fn restore(side: &Project, project: &mut Project, id: RecordId) {
    fn put<T: Tabled>(side: &Project, project: &mut Project, id: T::Id) {
        project.put(id, T::table(side).get(id).cloned());
    }
    match id {
        RecordId::Document(id) => {
            put::<Document>(side, project, id);
            project.set_text(id, side.shared_text(id));
        }
        RecordId::Mark(id) => put::<Mark>(side, project, id),
        RecordId::Event(id) => put::<Event>(side, project, id),
        RecordId::Entity(id) => put::<Entity>(side, project, id),
        RecordId::Code(id) => put::<Code>(side, project, id),
        RecordId::View(id) => put::<View>(side, project, id),
        RecordId::Ruling(id) => put::<Ruling>(side, project, id),
    }
}

/// Two moves in the codebook, each sound by itself, can make a circle: then mine stays. Says whether there was one.
fn open_circles(mine: &Project, merged: &mut Merged) -> bool {
    let is_theirs = |id: &CodeId| {
        let (ours, now) = (mine.codes.get(*id), merged.project.codes.get(*id));
        ours.is_some() && !edit::same(ours, now) && check::is_its_own_ancestor(&merged.project, *id)
    };
    let codes: Vec<CodeId> = merged.project.codes.ids().filter(is_theirs).collect();
    for id in &codes {
        merged.project.put(*id, mine.codes.get(*id).cloned());
        merged.conflicts.insert((*id).into());
    }
    !codes.is_empty()
}

/// The place of a mark is a place in the text of the side that it comes from. Where the text was taken from the other
/// side, the mark follows its words, as it does when a text is corrected.
fn follow_texts(mine: &Project, theirs: &Project, merged: &mut Merged) {
    let marks: Vec<(MarkId, Arc<Mark>)> =
        merged.project.marks.iter().map(|(id, mark)| (id, Arc::clone(mark))).collect();
    for (id, mark) in marks {
        let text = merged.project.text(mark.document);
        let sides = [mine, theirs].into_iter().filter(|side| edit::same(side.marks.get(id), Some(&mark)));
        let mut texts = sides.map(|side| side.text(mark.document));
        let Some(of_mark) = texts.next().filter(|first| *first != text && texts.all(|other| other != text)) else {
            continue;
        };
        let mut moved = Mark::clone(&mark);
        let patch = between(of_mark, text);
        moved.follow(&Course::new(of_mark, text, &patch, Search::Near));
        if moved.anchor != mark.anchor || moved.anchor == Anchor::Doubtful {
            merged.conflicts.insert(id.into());
        }
        merged.project.marks.set(id, Some(Arc::new(moved)));
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
