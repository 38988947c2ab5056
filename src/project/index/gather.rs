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
        let (mut index, of_marks) = std::thread::scope(|scope| {
            let of_marks = scope.spawn(|| Gathered::of(&rows.marks).sorted());
            let mut others = Gathered::of(&rows.documents);
            others.add(&rows.events);
            others.add(&rows.entities);
            others.add(&rows.codes);
            others.add(&rows.views);
            others.add(&rows.rulings);
            let index = others.sorted();
            (index, of_marks.join().unwrap_or_else(|_| Gathered::of(&rows.marks).sorted()))
        });
        index.document_marks = of_marks.document_marks;
        index.places = of_marks.places;
        index.event_marks = of_marks.event_marks;
        index.entity_marks = of_marks.entity_marks;
        index.code_marks = of_marks.code_marks;
        index.unsettled = of_marks.unsettled;
        index
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

    fn sorted(self) -> Index {
        Index {
            document_marks: groups(self.document_marks),
            places: sorted(self.places).into_iter().collect(),
            event_marks: groups(self.event_marks),
            entity_marks: groups(self.entity_marks),
            code_marks: groups(self.code_marks),
            entity_events: groups(self.entity_events),
            code_events: groups(self.code_events),
            unsettled: sorted(self.unsettled).into_iter().collect(),
            names: groups(self.names),
            referrers: groups(self.referrers),
            dated: sorted(self.dated).into_iter().collect(),
        }
    }
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
