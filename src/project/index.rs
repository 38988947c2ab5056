//! Who belongs to whom, so that no question and no verb reads the whole project.
//!
//! The index is a part of [`Project`]: every record that is put into a table, or taken out of one, is filed here in
//! the same step, so it can never lag behind. It promises that it holds exactly what [`Index::of`] would make of the
//! project (a law, tested over random verbs), that filing a record costs the logarithm of what is there, and that
//! every answer is sorted, so that two runs say the same. Like the tables it is persistent: a clone costs nothing and
//! shares everything.
//!
//! It does *not* decide what counts: marks that lost their words, marks inside a zone and documents set aside are all
//! here; `query::scope` leaves them out where something is counted.

mod gather;
mod groups;

use super::Project;
use super::links::Links;
use crate::base::span::Span;
use crate::model::{
    Anchor, Code, CodeId, Document, DocumentId, Entity, EntityId, Event, EventId, Mark, MarkId, Record, RecordId,
    Ruling, RulingId, View, ViewId,
};
use chrono::{Days, NaiveDate};
use groups::{Groups, Least};
use imbl::OrdSet;

/// The index of one state of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    document_marks: Groups<DocumentId, (Span, MarkId)>,
    /// Marks that have a place, by the size of their hull: what lies over a byte begins not far before it.
    places: OrdSet<(DocumentId, Size, Span, MarkId)>,
    /// By event, document and mark, so that the documents of an event come out sorted and together.
    event_marks: Groups<EventId, (DocumentId, MarkId)>,
    entity_marks: Groups<EntityId, MarkId>,
    code_marks: Groups<CodeId, MarkId>,
    entity_events: Groups<EntityId, EventId>,
    code_events: Groups<CodeId, EventId>,
    /// Marks that are not certainly where they stand.
    unsettled: OrdSet<(DocumentId, MarkId)>,
    /// Entities by each of their names in lower case.
    names: Groups<Box<str>, EntityId>,
    /// Who refers to a record or remembers it, but for marks: they are in the groups above.
    referrers: Groups<RecordId, RecordId>,
    /// Events that have a date, by the size of its range in days: what touches a day began not long before it.
    dated: OrdSet<(Size, NaiveDate, EventId)>,
}

/// The size class of a hull: 2^size is at least its length in bytes.
type Size = u8;

impl Index {
    /// Reads the whole project once.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        let mut index = Self::default();
        project.documents().iter().for_each(|(id, row)| row.file(id, &mut index));
        project.marks().iter().for_each(|(id, row)| row.file(id, &mut index));
        project.events().iter().for_each(|(id, row)| row.file(id, &mut index));
        project.entities().iter().for_each(|(id, row)| row.file(id, &mut index));
        project.codes().iter().for_each(|(id, row)| row.file(id, &mut index));
        project.views().iter().for_each(|(id, row)| row.file(id, &mut index));
        project.rulings().iter().for_each(|(id, row)| row.file(id, &mut index));
        index
    }

    /// The marks of a document with their hulls (bytes, half-open), sorted by start, then end, then id.
    pub fn marks_in(&self, document: DocumentId) -> impl Iterator<Item = (Span, MarkId)> + '_ {
        self.document_marks.of(document)
    }

    /// The first mark of a document after `last` in the order of [`Index::marks_in`].
    #[must_use]
    pub fn mark_after(&self, document: DocumentId, last: (Span, MarkId)) -> Option<(Span, MarkId)> {
        self.document_marks.after(&document, last)
    }

    /// The last mark of a document before `next` in the order of [`Index::marks_in`].
    #[must_use]
    pub fn mark_before(&self, document: DocumentId, next: (Span, MarkId)) -> Option<(Span, MarkId)> {
        self.document_marks.before(&document, next)
    }

    /// The first mark of a document.
    #[must_use]
    pub fn first_mark(&self, document: DocumentId) -> Option<(Span, MarkId)> {
        self.document_marks.of(document).next()
    }

    /// The last mark of a document.
    #[must_use]
    pub fn last_mark(&self, document: DocumentId) -> Option<(Span, MarkId)> {
        self.mark_before(document, (Span::new(usize::MAX, usize::MAX), MarkId::least()))
    }

    /// The marks whose hull (bytes, half-open) shares a byte with `span`, by start, then end, then id. Marks that
    /// lost their words have no place and are never among them. Costs what is found, and the logarithm of the rest.
    #[must_use]
    pub fn marks_over(&self, document: DocumentId, span: Span) -> Vec<(Span, MarkId)> {
        let mut found = Vec::new();
        let mut next = Some(0);
        while let Some(size) = next.and_then(|size| self.size_from(document, size)) {
            self.over(document, size, span, &mut found);
            next = size.checked_add(1);
        }
        found.sort_unstable();
        found
    }

    /// The smallest size from `size` on that a mark of the document has.
    fn size_from(&self, document: DocumentId, size: Size) -> Option<Size> {
        let least = (document, size, Span::EMPTY, MarkId::least());
        self.places.range(least..).next().filter(|place| place.0 == document).map(|place| place.1)
    }

    fn over(&self, document: DocumentId, size: Size, span: Span, found: &mut Vec<(Span, MarkId)>) {
        let reach = 1usize.checked_shl(u32::from(size)).unwrap_or(usize::MAX);
        let first = span.start().saturating_sub(reach);
        let least = (document, size, Span::new(first, first), MarkId::least());
        let near = self
            .places
            .range(least..)
            .take_while(|(other, of, hull, _)| (*other, *of) == (document, size) && hull.start() < span.end());
        found.extend(near.filter(|place| place.2.overlaps(span)).map(|(_, _, hull, mark)| (*hull, *mark)));
    }

    /// The marks that a change of a text left in doubt or without words, by document and id.
    pub fn unsettled(&self) -> impl Iterator<Item = MarkId> + '_ {
        self.unsettled.iter().map(|(_, mark)| *mark)
    }

    /// How many marks a change of a text left in doubt or without words.
    #[must_use]
    pub fn unsettled_count(&self) -> usize {
        self.unsettled.len()
    }

    /// How many marks a document has, those in zones and those that lost their words included.
    #[must_use]
    pub fn mark_count(&self, document: DocumentId) -> usize {
        self.document_marks.count(&document)
    }

    /// The marks that are evidence of an event, by document and id.
    pub fn marks_of_event(&self, event: EventId) -> impl Iterator<Item = MarkId> + '_ {
        self.event_marks.of(event).map(|(_, mark)| mark)
    }

    /// The marks that are evidence of an event with their documents, by document and id.
    pub fn places_of_event(&self, event: EventId) -> impl Iterator<Item = (DocumentId, MarkId)> + '_ {
        self.event_marks.of(event)
    }

    /// How many marks are evidence of an event.
    #[must_use]
    pub fn evidence_count(&self, event: EventId) -> usize {
        self.event_marks.count(&event)
    }

    /// The documents that report an event, each once, sorted by id.
    #[must_use]
    pub fn documents_of_event(&self, event: EventId) -> Vec<DocumentId> {
        let mut documents: Vec<DocumentId> = self.event_marks.of(event).map(|(document, _)| document).collect();
        documents.dedup();
        documents
    }

    /// The marks that name an entity, by id.
    pub fn marks_of_entity(&self, entity: EntityId) -> impl Iterator<Item = MarkId> + '_ {
        self.entity_marks.of(entity)
    }

    /// How many marks name an entity.
    #[must_use]
    pub fn mention_count(&self, entity: EntityId) -> usize {
        self.entity_marks.count(&entity)
    }

    /// The marks tagged with a code, not with one of its descendants, by id.
    pub fn marks_with_code(&self, code: CodeId) -> impl Iterator<Item = MarkId> + '_ {
        self.code_marks.of(code)
    }

    /// How many marks are tagged with a code.
    #[must_use]
    pub fn code_count(&self, code: CodeId) -> usize {
        self.code_marks.count(&code)
    }

    /// The events that an entity takes part in, in whatever role, by id.
    pub fn events_of_entity(&self, entity: EntityId) -> impl Iterator<Item = EventId> + '_ {
        self.entity_events.of(entity)
    }

    /// How many events an entity takes part in.
    #[must_use]
    pub fn participation_count(&self, entity: EntityId) -> usize {
        self.entity_events.count(&entity)
    }

    /// The events of this type or in this area, not in one of its descendants, by id.
    pub fn events_with_code(&self, code: CodeId) -> impl Iterator<Item = EventId> + '_ {
        self.code_events.of(code)
    }

    /// The entities of which a spelling is `name` but for upper and lower case, by id.
    pub fn entities_named(&self, name: &str) -> impl Iterator<Item = EntityId> + '_ {
        self.names.of(key_of_name(name))
    }

    /// Everybody who refers to a record: marks first, then the others; each once, by id. Those are among them that only
    /// remember it, in a record that they have absorbed.
    #[must_use]
    pub fn referrers(&self, to: RecordId) -> Vec<RecordId> {
        let mut marks: Vec<MarkId> = match to {
            RecordId::Document(id) => self.document_marks.of(id).map(|(_, mark)| mark).collect(),
            RecordId::Event(id) => self.marks_of_event(id).collect(),
            RecordId::Entity(id) => self.marks_of_entity(id).collect(),
            RecordId::Code(id) => self.marks_with_code(id).collect(),
            RecordId::Mark(_) | RecordId::View(_) | RecordId::Ruling(_) => Vec::new(),
        };
        marks.sort_unstable();
        marks.into_iter().map(RecordId::from).chain(self.referrers_but_marks(to)).collect()
    }

    /// As [`Self::referrers`], without marks; by id. Costs what is found, however many marks there are.
    pub fn referrers_but_marks(&self, to: RecordId) -> impl Iterator<Item = RecordId> + '_ {
        self.referrers.of(to)
    }

    /// The events whose date can touch a day from `first` to `last`, both inclusive: at most `most` of each length of
    /// dates, the shorter dates first, then by first day and id. A date that is open on one side counts as its other
    /// side. Costs what is found, and the logarithm of the rest.
    #[must_use]
    pub fn events_between(&self, first: NaiveDate, last: NaiveDate, most: usize) -> Vec<EventId> {
        let mut found = Vec::new();
        let mut next = Some(0);
        while let Some(size) = next.and_then(|size| self.length_from(size)) {
            let reach = 1u64.checked_shl(u32::from(size)).unwrap_or(u64::MAX);
            let from = first.checked_sub_days(Days::new(reach)).unwrap_or(NaiveDate::MIN);
            let near = self.dated.range((size, from, EventId::least())..);
            let near = near.take_while(|(of, day, _)| *of == size && *day <= last);
            found.extend(near.take(most).map(|(_, _, event)| *event));
            next = size.checked_add(1);
        }
        found
    }

    /// The smallest size from `size` on that the date of an event has.
    fn length_from(&self, size: Size) -> Option<Size> {
        let least = (size, NaiveDate::MIN, EventId::least());
        self.dated.range(least..).next().map(|dated| dated.0)
    }

    /// What was declined about a document, by id. Costs what is found, however many marks the document has.
    pub fn rulings_about(&self, document: DocumentId) -> impl Iterator<Item = RulingId> + '_ {
        self.referrers.of(document.into()).filter_map(|from| match from {
            RecordId::Ruling(ruling) => Some(ruling),
            _ => None,
        })
    }

    fn put(&mut self, entry: Entry) {
        match entry {
            Entry::MarkIn(document, place) => self.document_marks.put(document, place),
            Entry::Place(place) => drop(self.places.insert(place)),
            Entry::Unsettled(mark) => drop(self.unsettled.insert(mark)),
            Entry::MarkOfEvent(event, mark) => self.event_marks.put(event, mark),
            Entry::MarkOfEntity(entity, mark) => self.entity_marks.put(entity, mark),
            Entry::MarkWithCode(code, mark) => self.code_marks.put(code, mark),
            Entry::EventOfEntity(entity, event) => self.entity_events.put(entity, event),
            Entry::EventWithCode(code, event) => self.code_events.put(code, event),
            Entry::Dated(day) => drop(self.dated.insert(day)),
            Entry::Name(name, entity) => self.names.put(name, entity),
            Entry::Reference(to, from) => self.referrers.put(to, from),
        }
    }

    fn take(&mut self, entry: &Entry) {
        match entry {
            Entry::MarkIn(document, place) => self.document_marks.take(document, *place),
            Entry::Place(place) => drop(self.places.remove(place)),
            Entry::Unsettled(mark) => drop(self.unsettled.remove(mark)),
            Entry::MarkOfEvent(event, mark) => self.event_marks.take(event, *mark),
            Entry::MarkOfEntity(entity, mark) => self.entity_marks.take(entity, *mark),
            Entry::MarkWithCode(code, mark) => self.code_marks.take(code, *mark),
            Entry::EventOfEntity(entity, event) => self.entity_events.take(entity, *event),
            Entry::EventWithCode(code, event) => self.code_events.take(code, *event),
            Entry::Dated(day) => drop(self.dated.remove(day)),
            Entry::Name(name, entity) => self.names.take(name, *entity),
            Entry::Reference(to, from) => self.referrers.take(to, *from),
        }
    }
}

/// One thing that the index knows of a record. Where there is a pair, the record is found under the first.
#[derive(Debug, PartialEq)]
pub enum Entry {
    /// A mark of a document, by its hull.
    MarkIn(DocumentId, (Span, MarkId)),
    /// Where a mark lies.
    Place((DocumentId, Size, Span, MarkId)),
    /// A mark that is not certainly where it stands.
    Unsettled((DocumentId, MarkId)),
    /// A mark that is evidence of an event.
    MarkOfEvent(EventId, (DocumentId, MarkId)),
    /// A mark that names an entity.
    MarkOfEntity(EntityId, MarkId),
    /// A mark tagged with a code.
    MarkWithCode(CodeId, MarkId),
    /// An event that an entity takes part in.
    EventOfEntity(EntityId, EventId),
    /// An event of a type, or in an area.
    EventWithCode(CodeId, EventId),
    /// An event that has a date.
    Dated((Size, NaiveDate, EventId)),
    /// A spelling of an entity.
    Name(Box<str>, EntityId),
    /// What is referred to or remembered, and who does it.
    Reference(RecordId, RecordId),
}

/// A record that can be found through the index.
pub trait Filed: Record {
    /// Everything that the index knows of it.
    fn entries(&self, id: Self::Id, to: &mut impl FnMut(Entry));

    /// Puts it where it is looked for.
    fn file(&self, id: Self::Id, index: &mut Index) {
        self.entries(id, &mut |entry| index.put(entry));
    }

    /// Takes it out of there again.
    fn unfile(&self, id: Self::Id, index: &mut Index) {
        self.entries(id, &mut |entry| index.take(&entry));
    }

    /// Puts it where another version of it was. Most changes are of what nobody looks for, such as a status: there is
    /// nothing to do then.
    fn file_instead_of(&self, before: &Self, id: Self::Id, index: &mut Index) {
        let entries = |record: &Self| {
            let mut entries = Vec::new();
            record.entries(id, &mut |entry| entries.push(entry));
            entries
        };
        let (old, new) = (entries(before), entries(self));
        if old != new {
            old.iter().for_each(|entry| index.take(entry));
            new.into_iter().for_each(|entry| index.put(entry));
        }
    }
}

fn refer(from: RecordId, links: Vec<RecordId>, to: &mut impl FnMut(Entry)) {
    links.into_iter().for_each(|link| to(Entry::Reference(link, from)));
}

impl Filed for Document {
    fn entries(&self, id: DocumentId, to: &mut impl FnMut(Entry)) {
        refer(id.into(), self.links(), to);
    }
}

impl Filed for Mark {
    fn entries(&self, id: MarkId, to: &mut impl FnMut(Entry)) {
        let hull = self.pieces.hull();
        to(Entry::MarkIn(self.document, (hull, id)));
        if self.anchor != Anchor::Lost {
            to(Entry::Place((self.document, size(hull), hull, id)));
        }
        if self.anchor != Anchor::Placed {
            to(Entry::Unsettled((self.document, id)));
        }
        self.events().for_each(|event| to(Entry::MarkOfEvent(event, (self.document, id))));
        self.entities().for_each(|entity| to(Entry::MarkOfEntity(entity, id)));
        self.code.into_iter().for_each(|code| to(Entry::MarkWithCode(code, id)));
    }
}

impl Filed for Event {
    fn entries(&self, id: EventId, to: &mut impl FnMut(Entry)) {
        self.entities().for_each(|entity| to(Entry::EventOfEntity(entity, id)));
        codes_of(self).for_each(|code| to(Entry::EventWithCode(code, id)));
        if let Some((size, day)) = range_of(self) {
            to(Entry::Dated((size, day, id)));
        }
        refer(id.into(), self.links(), to);
        refer(id.into(), self.remembered(), to);
    }
}

impl Filed for Entity {
    fn entries(&self, id: EntityId, to: &mut impl FnMut(Entry)) {
        self.names.iter().for_each(|name| to(Entry::Name(key_of_name(&name.text), id)));
        refer(id.into(), self.links(), to);
        refer(id.into(), self.remembered(), to);
    }
}

impl Filed for Code {
    fn entries(&self, id: CodeId, to: &mut impl FnMut(Entry)) {
        refer(id.into(), self.links(), to);
    }
}

impl Filed for View {
    fn entries(&self, id: ViewId, to: &mut impl FnMut(Entry)) {
        refer(id.into(), self.links(), to);
    }
}

impl Filed for Ruling {
    fn entries(&self, id: RulingId, to: &mut impl FnMut(Entry)) {
        refer(id.into(), self.links(), to);
    }
}

fn codes_of(event: &Event) -> impl Iterator<Item = CodeId> + '_ {
    event.kind.into_iter().chain(event.areas.iter().copied())
}

/// The size of the range of an event's date in days, and the first day of it.
fn range_of(event: &Event) -> Option<(Size, NaiveDate)> {
    let when = event.when()?;
    let (first, last) = (when.earliest().or(when.latest())?, when.latest().or(when.earliest())?);
    let days = last.signed_duration_since(first).num_days().unsigned_abs();
    let bits = u64::BITS - days.leading_zeros();
    Some((Size::try_from(bits).unwrap_or(Size::MAX), first))
}

fn key_of_name(name: &str) -> Box<str> {
    name.to_lowercase().into()
}

fn size(hull: Span) -> Size {
    let bits = usize::BITS - hull.len().saturating_sub(1).leading_zeros();
    Size::try_from(bits).unwrap_or(Size::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Pieces;
    use crate::model::{Anchor, CodeKind, Proves};
    use crate::project::testing::{World, probable, takes_part};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

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
        let index = world.project.index();
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

    #[test]
    fn events_are_found_by_their_days() {
        let mut world = World::new();
        let mut event = |date: &str| world.event(date, date, None, &[]);
        let [day, month, year, open] = ["2025-03-10", "2025-03", "2025", "2025-03-20/.."].map(&mut event);
        event("");
        event("2024-12");
        let day_of = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let between = |from: &str, to: &str| -> BTreeSet<EventId> {
            let found = world.project.index().events_between(day_of(from), day_of(to), 9);
            let starts = |id: &EventId| world.project.events().get(*id).and_then(|row| row.when()?.latest());
            found.into_iter().filter(|id| starts(id).is_none_or(|last| last >= day_of(from))).collect()
        };
        assert_eq!(between("2025-03-08", "2025-03-12"), BTreeSet::from([day, month, year]));
        assert_eq!(between("2025-03-20", "2025-03-20"), BTreeSet::from([month, year, open]));
        assert_eq!(between("2025-12-31", "2026-03-20"), BTreeSet::from([year]));
        assert_eq!(world.project.index().events_between(day_of("2025-01-01"), day_of("2025-12-31"), 1).len(), 3);
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

    #[test]
    fn it_knows_who_refers_to_a_record() {
        let mut world = World::new();
        let visit = world.event_type("Visit");
        let darmanin = world.entity(&["Darmanin", "DARMANIN"]);
        let event = world.event("Visit to Rabat", "", Some(visit), &[darmanin]);
        let text = world.document("Wire", "", "Darmanin came.");
        let mark = world.mark(text, "Darmanin", &[Proves::Entity(darmanin)]);
        let index = world.project.index();
        assert_eq!(index.referrers(darmanin.into()), [RecordId::from(mark), event.into()]);
        assert_eq!(index.referrers(visit.into()), [RecordId::from(event)]);
        assert_eq!(index.referrers(text.into()), [RecordId::from(mark)]);
        assert_eq!(index.entities_named("darMANin").collect::<Vec<_>>(), [darmanin]);
        assert_eq!(index.entities_named("darm").count(), 0);
    }

    proptest! {
        #[test]
        fn what_lies_over_a_place_is_found(
            hulls in proptest::collection::vec((0usize..200, 1usize..90), 0..40),
            (start, length) in (0usize..220, 0usize..60),
        ) {
            let mut world = World::new();
            let text = world.document("Wire", "", &"a".repeat(300));
            for (from, length) in hulls {
                let mark = world.mark(text, "a", &[]);
                let pieces = Pieces::one(Span::new(from, from + length)).expect("a piece");
                world.change::<Mark>(mark, |row| row.pieces = pieces);
            }
            let (index, place) = (world.project.index(), Span::new(start, start + length));
            let plain: Vec<(Span, MarkId)> = index.marks_in(text).filter(|(hull, _)| hull.overlaps(place)).collect();
            prop_assert_eq!(index.marks_over(text, place), plain);
        }
    }

    proptest! {
        #[test]
        fn kept_is_the_same_as_rebuilt(changes in proptest::collection::vec(some_change(), 1..30)) {
            let mut world = World::new();
            for outlet in ["Strait", "Wire"] {
                world.document(outlet, "2025-03-10", "Darmanin met Ouahbi in Rabat on Monday and signed.");
            }
            for name in ["Darmanin", "Ouahbi"] {
                world.entity(&[name]);
                world.code(CodeKind::EventType, name, None);
            }
            for change in changes {
                perform(&mut world, &change);
                prop_assert_eq!(world.project.index(), &Index::of(&world.project));
            }
        }
    }
}
