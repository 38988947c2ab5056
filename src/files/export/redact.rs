//! A copy of a project that may be given away: without what a person wants to keep.
//!
//! Pages and reports are written from this copy, never from the project itself. So nothing that was left out can slip
//! into them by another way: no number counts it, no list names it, no link leads to it. It promises to say what it
//! left out, in numbers and never by name, and that every reference of the copy leads somewhere.
//!
//! What counts nowhere is not given away either: documents set aside, marks in zones, and events that only these
//! report. What is above a level of handling takes along what was known from it alone: its marks, values that only
//! these state, events that nothing else reports, and entities that nothing else names. What has no label of handling
//! is taken as free to share. What this does *not* do: it reads no texts. Names, titles and quotes stay as they are.

mod bare;
mod said;

use crate::model::{
    Document, DocumentId, DocumentState, EntityId, Event, EventId, Handling, Mark, MarkId, Proves, RecordId, View,
};
use crate::project::Project;
use crate::project::links::Links;
use crate::query::scope;
use std::collections::BTreeSet;

/// What is to be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redaction {
    /// The highest label of the Traffic Light Protocol that may be given away; `None`: any.
    pub max_handling: Option<Handling>,
    /// What an analyst wrote for themselves: notes, and reasons for dates.
    pub notes: Part,
    /// Who made which record.
    pub coders: Part,
    /// The articles; their quotes stay.
    pub texts: Part,
}

/// Whether a part of a project goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// It does.
    #[default]
    Kept,
    /// It stays here.
    LeftOut,
}

/// How much was left out, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// What was asked for.
    pub asked: Redaction,
    /// Documents set aside.
    pub set_aside: usize,
    /// Marks that do not count: of documents set aside, or in zones.
    pub uncounted_marks: usize,
    /// Events that only such marks report.
    pub uncounted_events: usize,
    /// Documents above the level.
    pub documents: usize,
    /// Marks of such documents, or of such events alone.
    pub marks: usize,
    /// Events above the level, or reported only by documents above it.
    pub events: usize,
    /// Entities that only these name.
    pub entities: usize,
    /// Values that only these state.
    pub values: usize,
    /// Saved charts that ask for what was left out.
    pub charts: usize,
    /// Notes and reasons.
    pub notes: usize,
    /// People whose names stood on records.
    pub coders: usize,
    /// Texts of documents that are otherwise there.
    pub texts: usize,
}

/// The copy, and what it lacks.
#[must_use]
pub fn redacted(project: &Project, redaction: Redaction) -> (Project, LeftOut) {
    let choice = Choice::new(project, redaction);
    let mut left = LeftOut { asked: redaction, ..LeftOut::default() };
    let mut copy = Project::new(project.id());
    choice.count(&mut left);
    project.codes().iter().for_each(|(id, row)| copy.insert_read(id, (**row).clone()));
    let mut coders = BTreeSet::new();
    for (id, row) in project.documents().iter().filter(|(id, _)| choice.documents.contains(id)) {
        let mut row = (**row).clone();
        row.syndicated_from = row.syndicated_from.filter(|from| choice.documents.contains(from));
        choice.bare_document(&mut row, &mut left, &mut coders);
        copy.insert_read(id, row);
        let text = project.text(id);
        if redaction.texts == Part::Kept {
            copy.insert_text_read(id, text.to_owned());
        } else if !text.is_empty() {
            left.texts += 1;
        }
    }
    for (id, row) in project.marks().iter().filter(|(id, _)| choice.marks.contains(id)) {
        let mut row = (**row).clone();
        choice.bare_mark(&mut row, &mut left, &mut coders);
        copy.insert_read(id, row);
    }
    let mut named = BTreeSet::new();
    for (id, row) in project.events().iter().filter(|(id, _)| choice.events.contains(id)) {
        let mut row = (**row).clone();
        choice.bare_event(&mut row, &mut left, &mut coders);
        named.extend(row.links().into_iter().filter_map(as_entity));
        copy.insert_read(id, row);
    }
    named.extend(copy.marks().iter().flat_map(|(_, mark)| mark.entities().collect::<Vec<_>>()));
    let entities = choice.entities(&named);
    left.entities = project.entities().len() - entities.len();
    for (id, row) in project.entities().iter().filter(|(id, _)| entities.contains(id)) {
        let mut row = (**row).clone();
        choice.bare_entity(&mut row, &entities, &mut left, &mut coders);
        copy.insert_read(id, row);
    }
    for (id, view) in project.views().iter() {
        if choice.may_show(view, &entities) {
            copy.insert_read(id, (**view).clone());
        } else if view.list.is_none() {
            left.charts += 1;
        }
    }
    left.coders = coders.len();
    (copy, left)
}

/// Which records go out.
struct Choice<'p> {
    project: &'p Project,
    redaction: Redaction,
    documents: BTreeSet<DocumentId>,
    marks: BTreeSet<MarkId>,
    events: BTreeSet<EventId>,
    /// Marks that stay because of the level, not because they count nowhere.
    secret_marks: BTreeSet<MarkId>,
    secret_events: BTreeSet<EventId>,
}

impl<'p> Choice<'p> {
    fn new(project: &'p Project, redaction: Redaction) -> Self {
        let mut choice = Self {
            project,
            redaction,
            documents: BTreeSet::new(),
            marks: BTreeSet::new(),
            events: BTreeSet::new(),
            secret_marks: BTreeSet::new(),
            secret_events: BTreeSet::new(),
        };
        let documents = project.documents().iter();
        choice.documents = documents.filter(|(_, row)| choice.may_go(row)).map(|(id, _)| id).collect();
        let above = project.events().iter().filter(|(_, row)| choice.is_above(row.handling));
        choice.secret_events = above.map(|(id, _)| id).collect();
        for (id, mark) in project.marks().iter() {
            if choice.is_secret(mark) {
                choice.secret_marks.insert(id);
            } else if choice.documents.contains(&mark.document) && scope::mark_counts(project, mark) {
                choice.marks.insert(id);
            }
        }
        for (id, event) in project.events().iter() {
            if choice.is_above(event.handling) {
                continue;
            }
            let mut marks = project.index().marks_of_event(id).peekable();
            let alone = marks.peek().is_none();
            let (mut kept, mut secret) = (false, false);
            for mark in marks {
                kept |= choice.marks.contains(&mark);
                secret |= choice.secret_marks.contains(&mark);
            }
            if alone || kept {
                choice.events.insert(id);
            } else if secret {
                choice.secret_events.insert(id);
            }
        }
        choice
    }

    fn is_above(&self, handling: Option<Handling>) -> bool {
        self.redaction.max_handling.zip(handling).is_some_and(|(most, label)| label > most)
    }

    fn may_go(&self, row: &Document) -> bool {
        row.state != DocumentState::SetAside && !self.is_above(row.handling)
    }

    /// Whether it stands in a document above the level, or proves nothing but events above it.
    fn is_secret(&self, mark: &Mark) -> bool {
        let document = self.project.documents().get(mark.document);
        let above = |of: Proves| matches!(of, Proves::Event(event) if self.secret_events.contains(&event));
        document.is_some_and(|row| self.is_above(row.handling))
            || (!mark.evidence.is_empty() && mark.evidence.iter().all(|evidence| above(evidence.of)))
    }

    fn count(&self, left: &mut LeftOut) {
        let documents = self.project.documents();
        let aside = |row: &Document| row.state == DocumentState::SetAside && !self.is_above(row.handling);
        left.set_aside = documents.iter().filter(|(_, row)| aside(row)).count();
        left.documents = documents.iter().filter(|(_, row)| self.is_above(row.handling)).count();
        left.marks = self.secret_marks.len();
        left.uncounted_marks = self.project.marks().len() - self.marks.len() - left.marks;
        left.events = self.secret_events.len();
        left.uncounted_events = self.project.events().len() - self.events.len() - left.events;
    }

    /// Those that something in the copy names, with what they belong to; and those that nothing secret ever named.
    fn entities(&self, named: &BTreeSet<EntityId>) -> BTreeSet<EntityId> {
        let rows = self.project.entities();
        let mut found = BTreeSet::new();
        let mut open: Vec<EntityId> = named.iter().copied().collect();
        while let Some(entity) = open.pop() {
            if let Some(row) = rows.get(entity).filter(|_| found.insert(entity)) {
                let public = |part: &&crate::model::Membership| self.is_public(part.source);
                open.extend(row.part_of.iter().filter(public).map(|part| part.entity));
                open.extend(row.offices.iter().filter(|held| self.is_public(held.source)).filter_map(|held| held.of));
            }
        }
        let secret = self.secret_names();
        found.extend(rows.ids().filter(|id| !secret.contains(id)));
        found
    }

    fn secret_names(&self) -> BTreeSet<EntityId> {
        let marks = self.secret_marks.iter().filter_map(|id| self.project.marks().get(*id));
        let mut names: BTreeSet<EntityId> = marks.flat_map(|mark| mark.entities().collect::<Vec<_>>()).collect();
        let events = self.secret_events.iter().filter_map(|id| self.project.events().get(*id));
        names.extend(events.flat_map(|event: &std::sync::Arc<Event>| event.links()).filter_map(as_entity));
        names
    }

    /// Whether a saved chart asks for nothing that stayed behind.
    fn may_show(&self, view: &View, entities: &BTreeSet<EntityId>) -> bool {
        let known = |id: RecordId| match id {
            RecordId::Entity(id) => entities.contains(&id),
            RecordId::Event(id) => self.events.contains(&id),
            RecordId::Document(id) => self.documents.contains(&id),
            _ => true,
        };
        let names_coders = view.filters().any(|filter| !filter.coders.is_empty())
            || view.chart.split == Some(crate::model::SplitBy::Coder);
        view.list.is_none()
            && view.links().into_iter().all(known)
            && (self.redaction.coders == Part::Kept || !names_coders)
    }
}

fn as_entity(id: RecordId) -> Option<EntityId> {
    match id {
        RecordId::Entity(id) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
