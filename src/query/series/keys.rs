//! What a bar is cut into: the series that an event stands in, in numbers, and what these are called.

use super::SeriesKey;
use super::count::capitalised;
use crate::model::{Class, CodeKind, SplitBy, Status, Unit};
use crate::project::Project;
use crate::query::codebook::codebook;
use crate::query::facts::packed::small;
use crate::query::facts::{At, Facts, Row};
use crate::query::fold::fold;
use std::collections::BTreeMap;

const CLASSES: [Class; 4] =
    [Class::VerbalCooperation, Class::MaterialCooperation, Class::VerbalConflict, Class::MaterialConflict];

/// Something that is counted, or several such things that come and go together, under the number of one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::query) struct Item {
    pub number: u32,
    pub times: u32,
}

/// The keys of a split, as a chart, a legend and a timeline have them: numbers below [`Keys::count`], and that number for what has none.
pub(in crate::query) struct Keys<'f> {
    facts: &'f Facts,
    split: Option<SplitBy>,
    unit: Unit,
}

impl<'f> Keys<'f> {
    pub fn new(facts: &'f Facts, split: Option<SplitBy>, unit: Unit) -> Self {
        Self { facts, split, unit }
    }

    pub fn project(&self) -> &Project {
        &self.facts.project
    }

    /// How many keys there are, those of nothing not counted.
    pub fn count(&self) -> usize {
        let facts = self.facts;
        match self.split {
            None => 1,
            Some(SplitBy::Type | SplitBy::Area | SplitBy::Role) => facts.codes.values().len(),
            Some(SplitBy::Class) => CLASSES.len(),
            Some(SplitBy::Entity | SplitBy::Actor) => facts.entities.values().len(),
            Some(SplitBy::Dyad) => facts.dyads.values().len(),
            Some(SplitBy::Place) => facts.places.values().len(),
            Some(SplitBy::Outlet) => facts.outlets.values().len(),
            Some(SplitBy::Status) => Status::ALL.len(),
            Some(SplitBy::Coder) => facts.coders.values().len(),
        }
    }

    /// An event stands in the series of all its outlets, a mark, a document or an origin only in those of its own.
    pub fn is_by_document(&self) -> bool {
        self.split == Some(SplitBy::Outlet) && self.unit != Unit::Events
    }

    /// Calls `found` with every key that the row stands in and every item that it has there, maybe more than once.
    pub fn visit(&self, number: usize, row: &Row, found: &mut impl FnMut(u32, Item)) {
        let none = small(self.count());
        if self.is_by_document() {
            for marks in self.facts.marks_of.of(number).chunk_by(|a, b| a.1 == b.1) {
                let document = marks.first().and_then(|(_, document)| self.facts.papers.get(*document as usize));
                let key = document.and_then(|paper| paper.outlet).unwrap_or(none);
                self.items_of(marks, &mut |item| found(key, item));
            }
            return;
        }
        let mut any = false;
        self.keys(number, row, &mut |key| {
            any = true;
            self.items(number, &mut |item| found(key, item));
        });
        if !any {
            self.items(number, &mut |item| found(none, item));
        }
    }

    /// Calls `found` with every item of the row, maybe more than once.
    pub fn items(&self, number: usize, found: &mut impl FnMut(Item)) {
        if self.unit == Unit::Events {
            return found(Item { number: small(number), times: 1 });
        }
        let marks = self.facts.marks_of.of(number);
        if self.unit != Unit::Marks {
            return self.items_of(marks, found);
        }
        let (alone, shared) = self.facts.marks_by_company(number);
        shared.iter().for_each(|mark| found(Item { number: *mark, times: 1 }));
        if let Some((mark, _)) = marks.iter().find(|(mark, _)| !shared.contains(mark)) {
            found(Item { number: *mark, times: alone });
        }
    }

    /// Marks that prove nothing else are one item together: nobody else brings them in.
    fn items_of(&self, marks: &[(u32, u32)], found: &mut impl FnMut(Item)) {
        if self.unit != Unit::Marks {
            return marks.iter().for_each(|(mark, document)| {
                found(Item { number: self.item(*mark, *document), times: 1 });
            });
        }
        let mut alone: Option<Item> = None;
        for (mark, _) in marks {
            if self.facts.is_shared.get(*mark as usize).copied().unwrap_or(true) {
                found(Item { number: *mark, times: 1 });
            } else {
                alone.get_or_insert(Item { number: *mark, times: 0 }).times += 1;
            }
        }
        alone.into_iter().for_each(found);
    }

    /// How many different items there can be.
    pub fn item_count(&self) -> usize {
        match self.unit {
            Unit::Events => self.facts.rows.len(),
            Unit::Marks => self.facts.marks.values().len(),
            Unit::Documents => self.facts.papers.len(),
            Unit::Origins => self.facts.origins.values().len(),
        }
    }

    /// How many events of the project each key has, whatever a filter lets through.
    pub fn events_of_each(&self) -> Vec<u32> {
        let mut events = vec![0; self.count()];
        for (number, row) in self.facts.rows.iter().enumerate() {
            self.keys(number, row, &mut |key| {
                if let Some(events) = events.get_mut(key as usize) {
                    *events += 1;
                }
            });
        }
        events
    }

    fn item(&self, mark: u32, document: u32) -> u32 {
        match self.unit {
            Unit::Events | Unit::Marks => mark,
            Unit::Documents => document,
            Unit::Origins => self.facts.papers.get(document as usize).map_or(0, |paper| paper.origin),
        }
    }

    fn keys(&self, number: usize, row: &Row, found: &mut impl FnMut(u32)) {
        let facts = self.facts;
        let list: &[u32] = match self.split {
            None => &[0],
            Some(SplitBy::Area) => facts.areas.of(number),
            Some(SplitBy::Role) => facts.roles_of.of(number),
            Some(SplitBy::Entity) => facts.entities_of.of(number),
            Some(SplitBy::Actor) => facts.actors_of.of(number),
            Some(SplitBy::Dyad) => facts.dyads_of.of(number),
            Some(SplitBy::Outlet) => facts.outlets_of.of(number),
            Some(SplitBy::Type) => return row.kind.into_iter().for_each(found),
            Some(SplitBy::Class) => return row.class.map(|class| class as u32).into_iter().for_each(found),
            Some(SplitBy::Place) => facts.places_of.of(number),
            Some(SplitBy::Status) => return found(row.status as u32),
            Some(SplitBy::Coder) => {
                let name = facts.coders.value(row.coder).filter(|name| !name.is_empty());
                return name.map(|_| row.coder).into_iter().for_each(found);
            }
        };
        list.iter().copied().for_each(found);
    }

    /// What a number stands for.
    pub fn key(&self, number: u32) -> SeriesKey {
        let facts = self.facts;
        let found = match self.split {
            None => Some(SeriesKey::All).filter(|_| number == 0),
            Some(SplitBy::Type | SplitBy::Area | SplitBy::Role) => {
                facts.codes.value(number).map(|id| SeriesKey::Code(*id))
            }
            Some(SplitBy::Class) => CLASSES.get(number as usize).map(|class| SeriesKey::Class(*class)),
            Some(SplitBy::Entity | SplitBy::Actor) => facts.entities.value(number).map(|id| SeriesKey::Entity(*id)),
            Some(SplitBy::Dyad) => facts.dyads.value(number).map(|(one, other)| SeriesKey::Pair(*one, *other)),
            Some(SplitBy::Place) => facts.places.value(number).map(|place| match place {
                At::Entity(id) => SeriesKey::Entity(*id),
                At::Words(words) => SeriesKey::Words(words.clone()),
            }),
            Some(SplitBy::Outlet) => facts.outlets.value(number).map(|name| SeriesKey::Outlet(name.clone())),
            Some(SplitBy::Status) => Status::ALL.get(number as usize).map(|status| SeriesKey::Status(*status)),
            Some(SplitBy::Coder) => facts.coders.value(number).map(|name| SeriesKey::Coder(name.clone())),
        };
        found.unwrap_or(SeriesKey::None)
    }

    /// How a legend names it.
    pub fn name(&self, key: &SeriesKey) -> String {
        let project = &self.facts.project;
        match key {
            SeriesKey::All => capitalised(self.unit),
            SeriesKey::Code(id) => project.label((*id).into()).to_owned(),
            SeriesKey::Entity(id) => project.label((*id).into()).to_owned(),
            SeriesKey::Pair(one, other) => pair(project.label((*one).into()), project.label((*other).into())),
            SeriesKey::Class(class) => capitalised(class),
            SeriesKey::Words(words) => self.spelling(words),
            SeriesKey::Outlet(name) | SeriesKey::Coder(name) => name.clone(),
            SeriesKey::Status(status) => capitalised(status),
            SeriesKey::None => self.split.map_or_else(String::new, |split| format!("No {split}")),
            SeriesKey::Other => "Others".to_owned(),
        }
    }

    /// The words of a place as the first event spells them.
    fn spelling(&self, words: &str) -> String {
        let number = self.facts.places.find(&At::Words(words.to_owned()));
        let here = |at: usize| number.is_some_and(|number| self.facts.places_of.of(at).contains(&number));
        let event = (0..self.facts.rows.len())
            .find(|at| here(*at))
            .and_then(|at| self.facts.event(self.facts.rows.get(at)?.id));
        let place = event.and_then(|event| event.places.iter().find(|place| fold(&place.text) == words));
        place.map_or_else(|| words.to_owned(), |place| place.text.clone())
    }

    /// The order of a legend, where that is not one of size.
    pub fn order(&self) -> BTreeMap<SeriesKey, usize> {
        match self.split {
            Some(SplitBy::Type) => in_codebook(&self.facts.project, CodeKind::EventType),
            Some(SplitBy::Area) => in_codebook(&self.facts.project, CodeKind::Area),
            Some(SplitBy::Role) => in_codebook(&self.facts.project, CodeKind::Role),
            Some(SplitBy::Class) => CLASSES.into_iter().map(SeriesKey::Class).zip(0..).collect(),
            Some(SplitBy::Status) => Status::ALL.into_iter().map(SeriesKey::Status).zip(0..).collect(),
            _ => BTreeMap::new(),
        }
    }

    /// What settles which of two equally frequent ones comes first.
    pub fn tie(&self, number: u32) -> (String, SeriesKey) {
        let key = self.key(number);
        (fold(&self.name(&key)), key)
    }
}

/// Two names in the order of the alphabet.
fn pair(one: &str, other: &str) -> String {
    if fold(one) <= fold(other) { format!("{one} – {other}") } else { format!("{other} – {one}") }
}

fn in_codebook(project: &Project, kind: CodeKind) -> BTreeMap<SeriesKey, usize> {
    codebook(project, kind).into_iter().enumerate().map(|(place, (code, _))| (SeriesKey::Code(code), place)).collect()
}
