//! What rows are sorted by: the value of a column, and what settles ties.

use super::Reach;
use crate::base::span::Span;
use crate::model::{DocumentId, Entity, Event, ListColumn, ListOf, Mark, Record, RecordId};
use crate::project::Project;
use crate::query::filter::{Missing, by_date};
use crate::query::fold::fold;
use crate::query::lists::{DocumentFilter, DocumentOrder, documents};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The value of a column, comparable with that of other rows of the same column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(usize),
    Moment(i64),
    Days(NaiveDate, Missing<NaiveDate>),
    Words(String),
}

/// What settles ties: of events the date, then the title; of entities the name; of marks where they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    Event(Missing<NaiveDate>, Missing<NaiveDate>, String),
    Entity(String),
    Mark(Missing<usize>, Span),
    Gone,
}

/// Ties of the records of a list; documents are put in their order once.
pub(super) struct Ties(BTreeMap<DocumentId, usize>);

impl Ties {
    pub(super) fn of(project: &Project, of: ListOf) -> Self {
        if of != ListOf::Marks {
            return Self(BTreeMap::new());
        }
        let order = documents(project, &DocumentFilter::default(), DocumentOrder::Published);
        Self(order.into_iter().enumerate().map(|(place, id)| (id, place)).collect())
    }

    pub(super) fn tie(&self, project: &Project, id: RecordId) -> Tie {
        let tie = match id {
            RecordId::Event(id) => project.events().get(id).map(|event| {
                let (first, last, title) = by_date(event);
                Tie::Event(first, last, title)
            }),
            RecordId::Entity(id) => project.entities().get(id).map(|entity| Tie::Entity(fold(entity.label()))),
            RecordId::Mark(id) => {
                let place = |mark: &Mark| Missing(self.0.get(&mark.document).copied());
                project.marks().get(id).map(|mark| Tie::Mark(place(mark), mark.pieces.hull()))
            }
            _ => None,
        };
        tie.unwrap_or(Tie::Gone)
    }
}

/// The value of a column; `None` if there is none.
pub(super) fn key(project: &Project, reach: &Reach, id: RecordId, by: ListColumn) -> Option<Key> {
    match (id, by) {
        (_, by) if by.is_count() => super::count(project, id, by).map(Key::Number),
        (RecordId::Event(id), by) => project.events().get(id).and_then(|event| of_event(event, by)),
        (RecordId::Entity(id), ListColumn::First) => {
            reach.get(&id).map(|(first, _)| Key::Days(*first, Missing(None)))
        }
        (RecordId::Entity(id), ListColumn::Last) => reach.get(&id).map(|(_, last)| Key::Days(*last, Missing(None))),
        (RecordId::Entity(id), by) => project.entities().get(id).and_then(|entity| of_entity(entity, by)),
        (RecordId::Mark(id), by) => project.marks().get(id).and_then(|mark| of_mark(project, mark, by)),
        _ => None,
    }
    .or_else(|| words(project, reach, id, by))
}

fn of_event(event: &Event, by: ListColumn) -> Option<Key> {
    match by {
        ListColumn::When => {
            let when = event.when()?;
            Some(Key::Days(when.earliest()?, Missing(when.latest())))
        }
        ListColumn::Status => Some(Key::Number(event.status as usize)),
        ListColumn::Certainty => Some(Key::Number(event.certainty as usize)),
        ListColumn::Handling => event.handling.map(|label| Key::Number(label as usize)),
        ListColumn::Changed => Some(changed(event)),
        _ => None,
    }
}

fn of_entity(entity: &Entity, by: ListColumn) -> Option<Key> {
    (by == ListColumn::Changed).then(|| changed(entity))
}

fn of_mark(project: &Project, mark: &Mark, by: ListColumn) -> Option<Key> {
    match by {
        ListColumn::Date => {
            let when = &project.documents().get(mark.document)?.published.as_ref()?.when;
            Some(Key::Days(when.earliest()?, Missing(when.latest())))
        }
        ListColumn::Status => mark.status.map(|status| Key::Number(status as usize)),
        ListColumn::Certainty => mark.evidence.iter().map(|evidence| evidence.link as usize).max().map(Key::Number),
        ListColumn::Anchor => Some(Key::Number(mark.anchor as usize)),
        ListColumn::Changed => Some(changed(mark)),
        _ => None,
    }
}

fn changed<T: Record>(row: &T) -> Key {
    Key::Moment(row.changed().unwrap_or_else(|| row.made()).at.unix_secs())
}

/// What has an order of its own is not sorted by its words.
fn words(project: &Project, reach: &Reach, id: RecordId, by: ListColumn) -> Option<Key> {
    use ListColumn as C;
    let has_order =
        matches!(by, C::When | C::Date | C::First | C::Last | C::Status | C::Certainty | C::Handling | C::Changed);
    let words = if has_order { String::new() } else { fold(&super::cell(project, reach, id, by)) };
    (!words.is_empty()).then_some(Key::Words(words))
}
