//! What every chart asks of every event, read once for one state of a project.
//!
//! Going through 100,000 events as they are stored means following a hundred thousand pointers, and looking up marks,
//! documents and memberships for each. Here that is done once; every other question, whatever its bins, filter or
//! split, goes through rows of a few bytes. It promises to let through just what [`super::filter::Sieve`] does (a test
//! compares the two), and to count just what [`super::scope`] counts.
//!
//! It holds a clone of the project, which costs nothing, so that it can name what it found; it does *not* follow the
//! project: other contents need other facts.

mod build;
mod links;
pub(in crate::query) mod packed;
mod sieve;

pub(in crate::query) use sieve::FactSieve;

use super::filter::Missing;
use super::matrix::Together;
use crate::model::{
    Certainty, Class, CodeId, DocumentId, EntityId, Event, EventId, Handling, MarkId, RelationKind, Status,
};
use crate::project::Project;
use chrono::NaiveDate;
use packed::{Lists, Numbered};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The facts of one state of a project.
#[derive(Clone, Debug)]
pub struct Facts {
    pub(in crate::query) project: Project,
    /// The events, by id.
    pub(in crate::query) rows: Vec<Row>,
    /// Their ids once more, in little room: what most questions end with.
    pub(in crate::query) ids: Vec<EventId>,
    /// Where dates of several stretches, and those that chrono does not count, really lie, by row.
    pub(in crate::query) stretches: BTreeMap<u32, Vec<(NaiveDate, NaiveDate)>>,
    /// Where those certainly lie that have more than one such stretch, by row.
    pub(in crate::query) certain_sets: BTreeMap<u32, Vec<(NaiveDate, NaiveDate)>>,
    /// The links between events, by row and then as they are stored.
    pub(in crate::query) links: Vec<Linked>,
    /// The storyline of each row: the least row that it is linked to, directly or through others; its own if none is.
    pub(in crate::query) storylines: Vec<u32>,
    /// The rows, by date and title.
    pub(in crate::query) order: Vec<u32>,
    /// The place of each row among all, by date and title.
    pub(in crate::query) ranks: Vec<u32>,
    /// The titles, folded.
    pub(in crate::query) titles: Lists<u8>,
    /// How many letters each has.
    pub(in crate::query) letters: Vec<u16>,
    pub(in crate::query) areas: Lists<u32>,
    /// Who takes part, by role and entity; unnamed groups have no entity.
    pub(in crate::query) parts: Lists<(Option<u32>, Option<u32>)>,
    /// The actor that each of `parts` is at the date of the event, where a state and its agencies are one.
    pub(in crate::query) parts_as: Lists<Option<u32>>,
    pub(in crate::query) entities_of: Lists<u32>,
    pub(in crate::query) actors_of: Lists<u32>,
    pub(in crate::query) dyads_of: Lists<u32>,
    pub(in crate::query) roles_of: Lists<u32>,
    /// The places to split by.
    pub(in crate::query) places_of: Lists<u32>,
    /// Entities and words of the places, as a filter asks for them.
    pub(in crate::query) places_said: Lists<u32>,
    /// The outlets of all documents that report it, those that are left out of counts included.
    pub(in crate::query) reported_by: Lists<u32>,
    /// The outlets with a name of the documents that count.
    pub(in crate::query) outlets_of: Lists<u32>,
    /// The marks that count with their documents, by document.
    pub(in crate::query) marks_of: Lists<(u32, u32)>,
    pub(in crate::query) codes: Numbered<CodeId>,
    pub(in crate::query) entities: Numbered<EntityId>,
    pub(in crate::query) dyads: Numbered<(EntityId, EntityId)>,
    pub(in crate::query) places: Numbered<At>,
    pub(in crate::query) outlets: Numbered<String>,
    pub(in crate::query) coders: Numbered<String>,
    pub(in crate::query) origins: Numbered<String>,
    pub(in crate::query) marks: Numbered<MarkId>,
    /// Whether a mark is evidence of more than one event that counts, by number.
    pub(in crate::query) is_shared: Vec<bool>,
    /// How many marks are evidence of the event alone, by row.
    pub(in crate::query) alone: Vec<u32>,
    /// The marks that are evidence of other events too.
    pub(in crate::query) shared_marks: Lists<u32>,
    pub(in crate::query) documents: Numbered<DocumentId>,
    /// By the number of the document.
    pub(in crate::query) papers: Vec<Paper>,
    /// The events with figures, by row.
    pub(in crate::query) figured: Vec<u32>,
    /// Where marks stand in their texts; read when it is asked for first.
    pub(in crate::query) together: OnceLock<Together>,
}

/// An event.
#[derive(Clone, Debug)]
pub(in crate::query) struct Row {
    pub id: EventId,
    /// Its first possible day; `None`: open, unknown or without a date.
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
    pub dated: Dated,
    /// The days on which it certainly went on, as [`crate::base::when::When::certain`] has them; `None` also if there
    /// are several.
    pub certain: Option<(NaiveDate, NaiveDate)>,
    /// Whether its beginning and its end are in doubt.
    pub doubtful: (bool, bool),
    pub status: Status,
    pub certainty: Certainty,
    pub handling: Option<Handling>,
    pub kind: Option<u32>,
    pub class: Option<Class>,
    pub weight: Option<f64>,
    pub coder: u32,
    /// Whether a mark is evidence of it, be it one that does not count.
    pub proven: bool,
    /// Independent origins of all documents that report it.
    pub origins: u32,
}

/// A link from one event to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) struct Linked {
    /// Rows.
    pub from: u32,
    pub to: u32,
    pub kind: RelationKind,
    pub certainty: Certainty,
}

/// What an event has of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Dated {
    /// None.
    Not,
    /// One that is bounded on both sides.
    Bounded,
    /// One that is open or unknown on a side.
    Open,
}

/// Where an event took place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::query) enum At {
    Entity(EntityId),
    /// The words, folded.
    Words(String),
}

/// A document.
#[derive(Clone, Debug)]
pub(in crate::query) struct Paper {
    /// As a filter asks for it: it may have no name.
    pub source: u32,
    /// As a series: `None` without a name.
    pub outlet: Option<u32>,
    pub origin: u32,
    /// Whether it takes part in counts.
    pub counts: bool,
    /// The first and the last day on which it can have been published; `None`: not known, or open.
    pub published: Option<(NaiveDate, NaiveDate)>,
}

impl Facts {
    /// Reads a project: about a microsecond for each event and mark.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        build::facts(project)
    }

    /// The project that they are the facts of.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// How many events there are, whether a filter lets them through or not.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.rows.len()
    }

    /// The marks that count of some events, by id, each once.
    #[must_use]
    pub fn marks_of_events(&self, events: &[EventId]) -> Vec<MarkId> {
        let row = |event: &EventId| self.ids.binary_search(event).ok();
        let of_events = events.iter().filter_map(row).flat_map(|row| self.marks_of.of(row));
        let mut marks: Vec<MarkId> = of_events.filter_map(|(mark, _)| self.marks.value(*mark).copied()).collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// How many marks that count are evidence of this event alone, and the others.
    pub(in crate::query) fn marks_by_company(&self, row: usize) -> (u32, &[u32]) {
        (self.alone.get(row).copied().unwrap_or(0), self.shared_marks.of(row))
    }

    /// Rows as events, by date and title; those without a beginning last.
    pub(in crate::query) fn by_date(&self, mut rows: Vec<u32>) -> Vec<EventId> {
        rows.sort_unstable_by_key(|row| self.ranks.get(*row as usize));
        rows.iter().filter_map(|row| self.ids.get(*row as usize).copied()).collect()
    }

    /// The stretches of days on which a row can have been, from the first to the last.
    pub(in crate::query) fn stretches_of(&self, number: u32, row: &Row) -> Vec<(NaiveDate, NaiveDate)> {
        match self.stretches.get(&number) {
            Some(stretches) => stretches.clone(),
            None => vec![(row.first.unwrap_or(NaiveDate::MIN), row.last.unwrap_or(NaiveDate::MAX))],
        }
    }

    /// The event as it is stored.
    pub(in crate::query) fn event(&self, id: EventId) -> Option<&Event> {
        self.project.events().get(id).map(|event| &**event)
    }
}

/// As [`super::filter::by_date`], of what is packed.
pub(in crate::query) fn date_order(row: &Row) -> (Missing<NaiveDate>, Missing<NaiveDate>) {
    (Missing(row.first), Missing(row.last))
}
