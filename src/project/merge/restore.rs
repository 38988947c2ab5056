//! What keeps the result sound: nothing dangles, no code stands under itself, and what stays has its marks.

use super::choice::{Remark, Side};
use super::marks::settle;
use super::places::Courses;
use super::{Merged, Three};
use crate::model::{Code, CodeId, Document, Entity, Event, Mark, MarkId, Proves, RecordId, Ruling, View};
use crate::project::links::Links;
use crate::project::{Project, Tabled, check};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Puts back what is needed until nothing is missing any more.
pub(super) fn make_sound(three: &Three<'_>, courses: &Courses<'_>, merged: &mut Merged) {
    let mut done: BTreeSet<RecordId> = BTreeSet::new();
    while what_is_needed(three, courses, merged)
        || what_belongs_to_it(three, courses, &mut done, merged)
        || open_circles(three, merged)
    {}
}

/// Puts back what one side removed but the other refers to, as that side has it; says whether there was any.
fn what_is_needed(three: &Three<'_>, courses: &Courses<'_>, merged: &mut Merged) -> bool {
    let mut needed = BTreeSet::new();
    dangling::<Document>(&merged.project, &mut needed);
    dangling::<Mark>(&merged.project, &mut needed);
    dangling::<Event>(&merged.project, &mut needed);
    dangling::<Entity>(&merged.project, &mut needed);
    dangling::<Code>(&merged.project, &mut needed);
    dangling::<View>(&merged.project, &mut needed);
    dangling::<Ruling>(&merged.project, &mut needed);
    needed.retain(|id| three.mine.has(*id) || three.theirs.has(*id));
    for id in &needed {
        put_back(three, courses, *id, merged);
    }
    !needed.is_empty()
}

fn dangling<T: Tabled + Links>(project: &Project, needed: &mut BTreeSet<RecordId>) {
    let links = T::table(project).iter().flat_map(|(_, record)| record.links());
    needed.extend(links.filter(|link| !project.has(*link)));
}

/// As the side has it that did not remove it.
fn put_back(three: &Three<'_>, courses: &Courses<'_>, id: RecordId, merged: &mut Merged) {
    fn put<T: Tabled>(side: &Project, project: &mut Project, id: T::Id) {
        project.put(id, T::table(side).get(id).cloned());
    }
    let from = if three.mine.has(id) { Side::Mine } else { Side::Theirs };
    let side = three.side(from);
    match id {
        RecordId::Document(id) => {
            put::<Document>(side, &mut merged.project, id);
            merged.project.set_text(id, side.shared_text(id));
        }
        RecordId::Mark(id) => {
            put::<Mark>(side, &mut merged.project, id);
            if let Some(mark) = side.marks.get(id) {
                settle(id, mark, &[from], courses, merged);
            }
        }
        RecordId::Event(id) => put::<Event>(side, &mut merged.project, id),
        RecordId::Entity(id) => put::<Entity>(side, &mut merged.project, id),
        RecordId::Code(id) => put::<Code>(side, &mut merged.project, id),
        RecordId::View(id) => put::<View>(side, &mut merged.project, id),
        RecordId::Ruling(id) => put::<Ruling>(side, &mut merged.project, id),
    }
    merged.notes.retain(|note| note.record != id || !matches!(note.what, Remark::Removed { .. }));
    merged.note(id, Remark::KeptNeeded { removed_by: from.other() });
}

/// Gives the records that stayed, although one side removed them, their marks back: whoever removed a document removed
/// the marks on it, and whoever removed an event took it out of its evidence. Says whether there were any.
fn what_belongs_to_it(
    three: &Three<'_>,
    courses: &Courses<'_>,
    done: &mut BTreeSet<RecordId>,
    merged: &mut Merged,
) -> bool {
    let kept = merged.notes.iter().filter_map(|note| match note.what {
        Remark::KeptChanged { removed_by } | Remark::KeptNeeded { removed_by } => Some((note.record, removed_by)),
        _ => None,
    });
    let kept: Vec<(RecordId, Side)> = kept.filter(|(record, _)| !done.contains(record)).collect();
    for (record, removed_by) in &kept {
        done.insert(*record);
        let side = three.side(removed_by.other());
        match *record {
            RecordId::Document(document) => {
                let marks: Vec<MarkId> = side.index.marks_in(document).map(|(_, mark)| mark).collect();
                let missing = marks.into_iter().filter(|mark| merged.project.marks.get(*mark).is_none());
                for mark in missing.collect::<Vec<_>>() {
                    put_back(three, courses, mark.into(), merged);
                }
            }
            RecordId::Event(event) => {
                let marks = side.index.marks_of_event(event).collect();
                evidence_again(side, marks, Proves::Event(event), merged);
            }
            RecordId::Entity(entity) => {
                let marks = side.index.marks_of_entity(entity).collect();
                evidence_again(side, marks, Proves::Entity(entity), merged);
            }
            _ => {}
        }
    }
    !kept.is_empty()
}

fn evidence_again(side: &Project, marks: Vec<MarkId>, of: Proves, merged: &mut Merged) {
    let proves = |mark: &Mark| mark.evidence.iter().find(|evidence| evidence.of == of).cloned();
    for id in marks {
        let evidence = side.marks.get(id).and_then(|mark| proves(mark));
        let now = merged.project.marks.get(id).filter(|mark| proves(mark).is_none());
        let (Some(evidence), Some(now)) = (evidence, now) else { continue };
        let mut mark = Mark::clone(now);
        mark.evidence.push(evidence);
        merged.project.put(id, Some(Arc::new(mark)));
    }
}

/// Two moves in the codebook, each sound by itself, can make a circle: then the code stands where mine has it. Says
/// whether there was one.
fn open_circles(three: &Three<'_>, merged: &mut Merged) -> bool {
    let parent = |project: &Project, id: CodeId| project.codes.get(id).and_then(|code| code.parent);
    let is_theirs = |id: &CodeId| {
        three.mine.codes.get(*id).is_some()
            && parent(three.mine, *id) != parent(&merged.project, *id)
            && check::is_its_own_ancestor(&merged.project, *id)
    };
    let codes: Vec<CodeId> = merged.project.codes.ids().filter(is_theirs).collect();
    for id in &codes {
        let Some(code) = merged.project.codes.get(*id) else { continue };
        let mut code = Code { parent: parent(three.mine, *id), ..Code::clone(code) };
        // Where nothing else was changed, nobody has changed it.
        let mine = three.mine.codes.get(*id);
        let as_mine = mine.filter(|mine| Code { changed: mine.changed.clone(), ..code.clone() } == ***mine);
        code.changed = as_mine.map_or(code.changed.clone(), |mine| mine.changed.clone());
        merged.project.put(*id, Some(Arc::new(code)));
        merged.note(*id, Remark::Clash { field: "parent", kept: Side::Mine });
    }
    !codes.is_empty()
}

impl Project {
    pub(super) fn set_text(&mut self, id: crate::model::DocumentId, text: Option<Arc<str>>) {
        match text {
            Some(text) => self.texts.insert(id, text),
            None => self.texts.remove(&id),
        };
    }
}
