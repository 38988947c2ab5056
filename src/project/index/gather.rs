//! An index of many records at once: gathered, sorted, and then built from the smallest member to the largest.
//!
//! It promises to be the one that filing record after record gives (a test compares them). A file of 100,000 marks comes
//! in the order of random ids; filed one by one, each mark looks for its five places all over memory. What this does *not* do: it changes nothing that is there already.

use super::{Entry, Groups, Index, Least, Size};
use crate::base::span::Span;
use crate::model::{CodeId, DocumentId, EntityId, EventId, MarkId, RecordId};
use crate::project::{Rows, Tabled};
use chrono::NaiveDate;
use imbl::OrdMap;
use std::sync::Arc;
use std::thread::ScopedJoinHandle;

/// Entries in the order in which they came.
#[derive(Default)]
struct Gathered {
    document_marks: Vec<(DocumentId, (Span, MarkId))>,
    places: Vec<(DocumentId, Size, Span, MarkId)>,
    event_marks: Vec<(EventId, (DocumentId, MarkId))>,
    entity_marks: Vec<(EntityId, MarkId)>,
    code_marks: Vec<(CodeId, MarkId)>,
    entity_events: Vec<(EntityId, EventId)>,
    code_events: Vec<(CodeId, EventId)>,
    unsettled: Vec<(DocumentId, MarkId)>,
    names: Vec<(Box<str>, EntityId)>,
    referrers: Vec<(RecordId, RecordId)>,
    dated: Vec<(Size, NaiveDate, EventId)>,
}

impl Index {
    /// The index of these records.
    pub(in crate::project) fn of_rows(rows: &Rows) -> Self {
        // Marks are most of the work: they have a thread to themselves.
        std::thread::scope(|scope| {
            let of_marks = scope.spawn(|| Gathered::of(&rows.marks).sorted());
            let mut others = Gathered::of(&rows.documents);
            others.add(&rows.events);
            others.add(&rows.entities);
            others.add(&rows.codes);
            others.add(&rows.views);
            others.add(&rows.rulings);
            let others = others.sorted();
            let Index { document_marks, places, event_marks, entity_marks, code_marks, unsettled, .. } =
                joined(of_marks);
            Index { document_marks, places, event_marks, entity_marks, code_marks, unsettled, ..others }
        })
    }
}

impl Gathered {
    fn of<T: Tabled>(rows: &[(T::Id, Arc<T>)]) -> Self {
        let mut gathered = Self::default();
        gathered.add(rows);
        gathered
    }

    fn add<T: Tabled>(&mut self, rows: &[(T::Id, Arc<T>)]) {
        rows.iter().for_each(|(id, row)| row.entries(*id, &mut |entry| self.push(entry)));
    }

    fn push(&mut self, entry: Entry) {
        match entry {
            Entry::MarkIn(document, place) => self.document_marks.push((document, place)),
            Entry::Place(place) => self.places.push(place),
            Entry::Unsettled(mark) => self.unsettled.push(mark),
            Entry::MarkOfEvent(event, mark) => self.event_marks.push((event, mark)),
            Entry::MarkOfEntity(entity, mark) => self.entity_marks.push((entity, mark)),
            Entry::MarkWithCode(code, mark) => self.code_marks.push((code, mark)),
            Entry::EventOfEntity(entity, event) => self.entity_events.push((entity, event)),
            Entry::EventWithCode(code, event) => self.code_events.push((code, event)),
            Entry::Dated(day) => self.dated.push(day),
            Entry::Name(name, entity) => self.names.push((name, entity)),
            Entry::Reference(to, from) => self.referrers.push((to, from)),
        }
    }

    /// Each part by itself; what marks make most of, at the same time.
    fn sorted(self) -> Index {
        let Self { document_marks, places, event_marks, entity_marks, code_marks, .. } = self;
        std::thread::scope(|scope| {
            let document_marks = scope.spawn(|| groups(document_marks));
            let places = scope.spawn(|| sorted(places).into_iter().collect());
            let event_marks = scope.spawn(|| groups(event_marks));
            Index {
                entity_marks: groups(entity_marks),
                code_marks: groups(code_marks),
                entity_events: groups(self.entity_events),
                code_events: groups(self.code_events),
                unsettled: sorted(self.unsettled).into_iter().collect(),
                names: groups(self.names),
                referrers: groups(self.referrers),
                dated: sorted(self.dated).into_iter().collect(),
                document_marks: joined(document_marks),
                places: joined(places),
                event_marks: joined(event_marks),
            }
        })
    }
}

/// What a thread has made; if it panicked, so does this one.
fn joined<T>(made: ScopedJoinHandle<'_, T>) -> T {
    made.join().unwrap_or_else(|panicked| std::panic::resume_unwind(panicked))
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

fn groups<K: Ord + Clone, V: Ord + Copy + Least>(members: Vec<(K, V)>) -> Groups<K, V> {
    let members = sorted(members);
    let groups = members.chunk_by(|a, b| a.0 == b.0);
    let counts: OrdMap<K, usize> = groups.filter_map(|group| Some((group.first()?.0.clone(), group.len()))).collect();
    Groups { members: members.into_iter().collect(), counts }
}
