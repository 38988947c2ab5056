//! Who belongs to whom, so that a question does not read the whole project.
//!
//! It promises three things. It holds exactly what [`Index::new`] would make of the project: a property test changes
//! projects at random and compares. [`Index::refresh`] does work for the records that were touched and no others,
//! because the index keeps (shared, not copied) the very record that it filed. Every answer is sorted, so that two
//! runs say the same.
//!
//! It does *not* decide what counts: marks that lost their words, marks inside a zone and documents set aside are all
//! here, and [`super::scope`] leaves them out where something is counted.

use crate::base::span::Span;
use crate::model::{CodeId, DocumentId, EntityId, Event, EventId, Mark, MarkId, RecordId};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The index of one state of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// The marks and events as they were filed: what has to be taken out again when they change.
    filed_marks: BTreeMap<MarkId, Arc<Mark>>,
    filed_events: BTreeMap<EventId, Arc<Event>>,
    document_marks: Groups<DocumentId, (Span, MarkId)>,
    /// By event, document and mark, so that the documents of an event come out sorted and together.
    event_marks: Groups<EventId, (DocumentId, MarkId)>,
    entity_marks: Groups<EntityId, MarkId>,
    code_marks: Groups<CodeId, MarkId>,
    entity_events: Groups<EntityId, EventId>,
    code_events: Groups<CodeId, EventId>,
}

impl Index {
    /// Reads the whole project once.
    #[must_use]
    pub fn new(project: &Project) -> Self {
        let mut index = Self::default();
        for (id, mark) in project.marks().iter() {
            index.file_mark(id, mark);
        }
        for (id, event) in project.events().iter() {
            index.file_event(id, event);
        }
        index
    }

    /// Catches up with `project` after a change of the records in `touched`; records of other kinds cost nothing.
    pub fn refresh(&mut self, project: &Project, touched: &BTreeSet<RecordId>) {
        for record in touched {
            match *record {
                RecordId::Mark(id) => self.refresh_mark(id, project.marks().get(id)),
                RecordId::Event(id) => self.refresh_event(id, project.events().get(id)),
                RecordId::Document(_) | RecordId::Entity(_) | RecordId::Code(_) | RecordId::View(_) => {}
            }
        }
    }

    /// The marks of a document with their hulls (bytes, half-open), sorted by start, then end, then id.
    #[must_use]
    pub fn marks_in(&self, document: DocumentId) -> impl DoubleEndedIterator<Item = (Span, MarkId)> + '_ {
        self.document_marks.of(document)
    }

    /// How many marks a document has, those in zones and those that lost their words included.
    #[must_use]
    pub fn mark_count(&self, document: DocumentId) -> usize {
        self.document_marks.count(document)
    }

    /// The marks that are evidence of an event, by document and id.
    #[must_use]
    pub fn marks_of_event(&self, event: EventId) -> impl DoubleEndedIterator<Item = MarkId> + '_ {
        self.event_marks.of(event).map(|(_, mark)| mark)
    }

    /// The marks that are evidence of an event with their documents, by document and id.
    #[must_use]
    pub fn places_of_event(&self, event: EventId) -> impl DoubleEndedIterator<Item = (DocumentId, MarkId)> + '_ {
        self.event_marks.of(event)
    }

    /// How many marks are evidence of an event.
    #[must_use]
    pub fn evidence_count(&self, event: EventId) -> usize {
        self.event_marks.count(event)
    }

    /// The documents that report an event, each once, sorted by id.
    #[must_use]
    pub fn documents_of_event(&self, event: EventId) -> Vec<DocumentId> {
        let mut documents: Vec<DocumentId> = self.event_marks.of(event).map(|(document, _)| document).collect();
        documents.dedup();
        documents
    }

    /// The marks that name an entity, by id.
    #[must_use]
    pub fn marks_of_entity(&self, entity: EntityId) -> impl DoubleEndedIterator<Item = MarkId> + '_ {
        self.entity_marks.of(entity)
    }

    /// How many marks name an entity.
    #[must_use]
    pub fn mention_count(&self, entity: EntityId) -> usize {
        self.entity_marks.count(entity)
    }

    /// The marks tagged with a code, not with one of its descendants, by id.
    #[must_use]
    pub fn marks_with_code(&self, code: CodeId) -> impl DoubleEndedIterator<Item = MarkId> + '_ {
        self.code_marks.of(code)
    }

    /// How many marks are tagged with a code.
    #[must_use]
    pub fn code_count(&self, code: CodeId) -> usize {
        self.code_marks.count(code)
    }

    /// The events that an entity takes part in, in whatever role, by id.
    #[must_use]
    pub fn events_of_entity(&self, entity: EntityId) -> impl DoubleEndedIterator<Item = EventId> + '_ {
        self.entity_events.of(entity)
    }

    /// How many events an entity takes part in.
    #[must_use]
    pub fn participation_count(&self, entity: EntityId) -> usize {
        self.entity_events.count(entity)
    }

    /// The events of this type or in this area, not in one of its descendants, by id.
    #[must_use]
    pub fn events_with_code(&self, code: CodeId) -> impl DoubleEndedIterator<Item = EventId> + '_ {
        self.code_events.of(code)
    }

    fn refresh_mark(&mut self, id: MarkId, now: Option<&Arc<Mark>>) {
        if let Some(mark) = self.filed_marks.remove(&id) {
            self.unfile_mark(id, &mark);
        }
        if let Some(mark) = now {
            self.file_mark(id, mark);
        }
    }

    fn refresh_event(&mut self, id: EventId, now: Option<&Arc<Event>>) {
        if let Some(event) = self.filed_events.remove(&id) {
            self.unfile_event(id, &event);
        }
        if let Some(event) = now {
            self.file_event(id, event);
        }
    }

    fn file_mark(&mut self, id: MarkId, mark: &Arc<Mark>) {
        self.document_marks.put(mark.document, (mark.pieces.hull(), id));
        mark.events().for_each(|event| self.event_marks.put(event, (mark.document, id)));
        mark.entities().for_each(|entity| self.entity_marks.put(entity, id));
        mark.code.into_iter().for_each(|code| self.code_marks.put(code, id));
        self.filed_marks.insert(id, Arc::clone(mark));
    }

    fn unfile_mark(&mut self, id: MarkId, mark: &Mark) {
        self.document_marks.take(mark.document, (mark.pieces.hull(), id));
        mark.events().for_each(|event| self.event_marks.take(event, (mark.document, id)));
        mark.entities().for_each(|entity| self.entity_marks.take(entity, id));
        mark.code.into_iter().for_each(|code| self.code_marks.take(code, id));
    }

    fn file_event(&mut self, id: EventId, event: &Arc<Event>) {
        event.entities().for_each(|entity| self.entity_events.put(entity, id));
        codes_of(event).for_each(|code| self.code_events.put(code, id));
        self.filed_events.insert(id, Arc::clone(event));
    }

    fn unfile_event(&mut self, id: EventId, event: &Event) {
        event.entities().for_each(|entity| self.entity_events.take(entity, id));
        codes_of(event).for_each(|code| self.code_events.take(code, id));
    }
}

fn codes_of(event: &Event) -> impl Iterator<Item = CodeId> + '_ {
    event.kind.into_iter().chain(event.areas.iter().copied())
}

/// Sorted sets under sorted keys; a key without members is not kept, so that equal contents are equal groups.
#[derive(Clone, Debug, PartialEq)]
struct Groups<K: Ord, V: Ord>(BTreeMap<K, BTreeSet<V>>);

impl<K: Ord, V: Ord> Default for Groups<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Copy, V: Ord + Copy> Groups<K, V> {
    fn put(&mut self, key: K, member: V) {
        self.0.entry(key).or_default().insert(member);
    }

    fn take(&mut self, key: K, member: V) {
        let Some(members) = self.0.get_mut(&key) else { return };
        members.remove(&member);
        if members.is_empty() {
            self.0.remove(&key);
        }
    }

    fn of(&self, key: K) -> impl DoubleEndedIterator<Item = V> + '_ {
        self.0.get(&key).into_iter().flatten().copied()
    }

    fn count(&self, key: K) -> usize {
        self.0.get(&key).map_or(0, BTreeSet::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Pieces;
    use crate::model::{Anchor, CodeKind, Proves};
    use crate::query::testing::{World, probable, takes_part};
    use proptest::prelude::*;

    #[test]
    fn it_knows_who_belongs_to_whom() {
        let mut world = World::new();
        let darmanin = world.entity(&["Darmanin"]);
        let visit = world.event_type("Visit");
        let event = world.event("Visit to Rabat", "2025-03-10", Some(visit), &[darmanin]);
        let first = world.document("Strait", "2025-03-10", "Darmanin came to Rabat. He left.");
        let second = world.document("Wire", "2025-03-11", "The minister came.");
        let left = world.mark(first, "He left", &[Proves::Event(event)]);
        let came = world.mark(first, "Darmanin came to Rabat", &[Proves::Event(event)]);
        let name = world.mark(first, "Darmanin", &[Proves::Entity(darmanin)]);
        let other = world.mark(second, "came", &[Proves::Event(event)]);
        let index = Index::new(&world.project);
        let in_order: Vec<MarkId> = index.marks_in(first).map(|(_, id)| id).collect();
        assert_eq!(in_order, [name, came, left]);
        let mut documents = vec![first, second];
        documents.sort();
        assert_eq!(index.documents_of_event(event), documents);
        let mut evidence: Vec<MarkId> = index.marks_of_event(event).collect();
        evidence.sort();
        let mut expected = vec![left, came, other];
        expected.sort();
        assert_eq!(evidence, expected);
        assert_eq!(index.marks_of_entity(darmanin).collect::<Vec<_>>(), [name]);
        assert_eq!(index.events_of_entity(darmanin).collect::<Vec<_>>(), [event]);
        assert_eq!(index.events_with_code(visit).collect::<Vec<_>>(), [event]);
        assert_eq!((index.mark_count(first), index.evidence_count(event), index.mention_count(darmanin)), (3, 3, 1));
    }

    /// A change of the project, by numbers that are taken modulo what is there.
    #[derive(Clone, Debug)]
    enum Change {
        AddMark(usize, usize, usize),
        MoveMark(usize, usize),
        Retarget(usize, usize, usize),
        Recode(usize, usize),
        LoseMark(usize),
        RemoveMark(usize),
        AddEvent(usize),
        Participants(usize, usize),
        Retype(usize, usize),
        RemoveEvent(usize),
    }

    fn some_change() -> impl Strategy<Value = Change> {
        let n = || 0usize..12;
        prop_oneof![
            (n(), n(), n()).prop_map(|(a, b, c)| Change::AddMark(a, b, c)),
            (n(), n(), n()).prop_map(|(a, b, c)| Change::AddMark(a, b, c)),
            (n(), n()).prop_map(|(a, b)| Change::MoveMark(a, b)),
            (n(), n(), n()).prop_map(|(a, b, c)| Change::Retarget(a, b, c)),
            (n(), n()).prop_map(|(a, b)| Change::Recode(a, b)),
            n().prop_map(Change::LoseMark),
            n().prop_map(Change::RemoveMark),
            n().prop_map(Change::AddEvent),
            (n(), n()).prop_map(|(a, b)| Change::Participants(a, b)),
            (n(), n()).prop_map(|(a, b)| Change::Retype(a, b)),
            n().prop_map(Change::RemoveEvent),
        ]
    }

    fn pick<T: Copy>(all: impl Iterator<Item = T>, number: usize) -> Option<T> {
        let all: Vec<T> = all.collect();
        all.get(number.checked_rem(all.len())?).copied()
    }

    fn perform(world: &mut World, change: &Change) {
        const TEXT: [&str; 6] = ["Darmanin", "met", "Ouahbi in Rabat", "on Monday", "signed", "Rabat"];
        let project = world.project.clone();
        let mark = |n: &usize| pick(project.marks().ids(), *n);
        let event = |n: &usize| pick(project.events().ids(), *n);
        let entity = |n: &usize| pick(project.entities().ids(), *n);
        let code = |n: &usize| pick(project.codes().ids(), *n);
        match change {
            Change::AddMark(d, words, e) => {
                let document = pick(project.documents().ids(), *d).expect("documents");
                let of: Vec<Proves> = event(e).map(Proves::Event).into_iter().collect();
                world.mark(document, TEXT[words % TEXT.len()], &of);
            }
            Change::MoveMark(m, to) => {
                let Some(mark) = mark(m) else { return };
                let pieces = Pieces::one(Span::new(*to, to + 3)).expect("a piece");
                world.change::<Mark>(mark, |row| row.pieces = pieces);
            }
            Change::Retarget(m, a, b) => {
                let (Some(mark), Some(entity)) = (mark(m), entity(a)) else { return };
                let event = event(b);
                world.change::<Mark>(mark, |row| {
                    row.evidence = vec![probable(Proves::Entity(entity)), probable(Proves::Entity(entity))];
                    row.evidence.extend(event.map(|event| probable(Proves::Event(event))));
                });
            }
            Change::Recode(m, c) => {
                let Some(mark) = mark(m) else { return };
                let code = code(c).filter(|_| c % 3 > 0);
                world.change::<Mark>(mark, |row| row.code = code);
            }
            Change::LoseMark(m) => {
                let Some(mark) = mark(m) else { return };
                world.change::<Mark>(mark, |row| row.anchor = Anchor::Lost);
            }
            Change::RemoveMark(m) => {
                let Some(mark) = mark(m) else { return };
                world.draft(|draft| draft.remove::<Mark>(mark)).expect("a mark");
            }
            Change::AddEvent(a) => {
                let who: Vec<EntityId> = entity(a).into_iter().collect();
                world.event("An event", "2025-03", code(a), &who);
            }
            Change::Participants(e, a) => {
                let (Some(event), Some(entity)) = (event(e), entity(a)) else { return };
                world.change::<Event>(event, |row| row.participants.push(takes_part(entity)));
            }
            Change::Retype(e, c) => {
                let (Some(event), Some(code)) = (event(e), code(c)) else { return };
                world.change::<Event>(event, |row| {
                    row.kind = Some(code);
                    row.areas = BTreeSet::from([code]);
                });
            }
            Change::RemoveEvent(e) => {
                let Some(event) = event(e) else { return };
                world.draft(|draft| draft.remove::<Event>(event)).expect("an event");
            }
        }
    }

    proptest! {
        #[test]
        fn refreshed_is_the_same_as_rebuilt(changes in proptest::collection::vec(some_change(), 1..30)) {
            let mut world = World::new();
            for outlet in ["Strait", "Wire"] {
                world.document(outlet, "2025-03-10", "Darmanin met Ouahbi in Rabat on Monday and signed.");
            }
            for name in ["Darmanin", "Ouahbi"] {
                world.entity(&[name]);
                world.code(CodeKind::EventType, name, None);
            }
            let mut index = Index::new(&world.project);
            for change in changes {
                let before = world.project.clone();
                perform(&mut world, &change);
                let edits = crate::project::diff::diff(&before, &world.project);
                index.refresh(&world.project, &edits.iter().map(crate::project::Edit::record).collect());
                prop_assert_eq!(&index, &Index::new(&world.project));
            }
        }
    }
}
