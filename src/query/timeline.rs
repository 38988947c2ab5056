//! A timeline: every event at its days, in lanes.
//!
//! It promises that nothing vanishes: an event that the filter lets through is an item in at least one lane, or else in
//! exactly one of
//!
//! * `undated`: it has no date, or one that is open on both sides;
//! * `set_aside`: all that reports it is left out by [`super::scope`].
//!
//! Each item says on which days its event can have been and on which it certainly was, so that what is uncertain can be
//! drawn so. What is *ongoing*, a *state* or open on a side, and what sums up many events, are items like the others
//! and say what they are ([`Nature`]).
//!
//! Beside it: `gather` collects the items, `lanes` parts them, `layout` packs them into rows for a scale, `parts` says
//! what of a bar is certain, `arcs` finds the ends of links, `words` says what an item is. What it does *not* do: read
//! the clock (who asks says which day it is), or draw.

mod arcs;
mod gather;
mod lanes;
mod layout;
mod parts;
mod words;

pub use arcs::{Arc, Spot, arcs, is_mutual};
pub use layout::{Glyph, Layout, Mould, Nest, Rows, Scale, layout};
pub use parts::{Part, Shade, parts, sign};
pub use words::{described, link_words, status_words};

use super::facts::{FactSieve, Facts};
use super::series::{SeriesKey, badge, behind};
use super::words::{filter_in_words, statuses};
use crate::model::{
    Certainty, ChartSpec, CodeId, Colour, EventId, LanesBy, Pattern, RelationKind, Status, TimelineSpec,
};
use crate::project::Project;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// More lanes than anybody looks through; what is rarer shares one.
pub const MAX_LANES: usize = 60;

/// A timeline's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// What was asked.
    pub spec: ChartSpec,
    /// The first day of what is to come.
    pub split_at: NaiveDate,
    /// Such as “Timeline of events by type, happened, between France and Morocco”: lanes and filter.
    pub title: String,
    /// As the title, for where there is little room: without the filter, but for the statuses.
    pub heading: String,
    /// The filter in words.
    pub filter: String,
    /// Such as “412 marks = 96 events”: what is shown, in both units.
    pub badge: String,
    /// The events, each once, by date: the earliest first, those without a beginning last.
    pub items: Vec<Item>,
    /// Where those items certainly or possibly are that have several stretches, by place in `items`.
    pub pieces: BTreeMap<usize, Pieces>,
    /// From the top to the bottom; none if there is nothing to show.
    pub lanes: Vec<Lane>,
    /// The types of the items, in the order of the codebook; those without a type last.
    pub kinds: Vec<Kind>,
    /// Links between events that are both shown, by the place of their first event.
    pub links: Vec<Link>,
    /// From the first day to the last of what has a beginning and an end and is no sum, and as far beyond as something
    /// that goes on begins or ends near by; or else of whatever is known; at least a period that the filter asks for.
    /// `None`: nothing is shown and nothing asked.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Events without a date, in order of their title.
    pub undated: Vec<EventId>,
    /// Events that only left-out documents or zones report, earliest first.
    pub set_aside: Vec<EventId>,
    /// Planned events whose last possible day has passed, earliest first.
    pub overdue: Vec<EventId>,
    /// How many items lie wholly in what is to come.
    pub to_come: usize,
    /// Distinct marks behind the items.
    pub shown_marks: usize,
    /// Distinct documents behind them.
    pub shown_documents: usize,
}

/// An event on the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// The event.
    pub event: EventId,
    /// Its first possible day; `None`: open or not known.
    pub from: Option<NaiveDate>,
    /// Its last possible day, inclusive; `None`: open or not known.
    pub to: Option<NaiveDate>,
    /// The days, both inclusive, on which it certainly was; an open end is the end of the calendar. `None`: no day is
    /// certain, or there are several stretches ([`Timeline::pieces`]).
    pub certain: Option<(NaiveDate, NaiveDate)>,
    /// Whether its beginning and its end are approximate, uncertain or not known.
    pub doubtful: (bool, bool),
    /// What kind of item it is.
    pub nature: Nature,
    /// Its status.
    pub status: Status,
    /// Its type: a place in [`Timeline::kinds`].
    pub kind: usize,
    /// The item that it is a part of: a place in [`Timeline::items`]. These never lead round in a circle.
    pub whole: Option<usize>,
    /// Whether it is planned for a time that has passed.
    pub is_overdue: bool,
    /// About how many letters its title has.
    pub letters: u16,
}

/// What kind of item an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// One event.
    Single,
    /// Something that goes on: ongoing, a state of affairs, or open on a side.
    GoesOn,
    /// A sum over many events (“over 200 since 2002”).
    Sum,
}

/// The stretches of a date that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pieces {
    /// It was on each of these.
    Each(Vec<(NaiveDate, NaiveDate)>),
    /// It was on one of these.
    OneOf(Vec<(NaiveDate, NaiveDate)>),
}

/// A lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it stands for.
    pub key: LaneKey,
    /// How it is named.
    pub name: String,
    /// The code's colour, if it has one of its own.
    pub colour: Option<Colour>,
    /// The code's pattern.
    pub pattern: Pattern,
    /// Its items: places in [`Timeline::items`], ascending, each once.
    pub items: Vec<usize>,
}

/// What a lane stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneKey {
    /// As a series of a chart.
    Series(SeriesKey),
    /// The storyline of this event, the first of those that are linked.
    Storyline(EventId),
}

/// A type of events as the legend has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The type; `None`: without one.
    pub code: Option<CodeId>,
    /// Its name.
    pub name: String,
    /// Its colour, if it has one of its own.
    pub colour: Option<Colour>,
    /// Its pattern.
    pub pattern: Pattern,
    /// How many items are of it.
    pub count: usize,
}

/// A link between two items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The item that says so: a place in [`Timeline::items`].
    pub from: usize,
    /// The other one.
    pub to: usize,
    /// What it means, read from the first to the second.
    pub kind: RelationKind,
    /// How sure it is.
    pub certainty: Certainty,
}

/// The timeline that a chart asks for; of a chart that asks for none, the usual one. For several questions about one
/// state of a project make [`Facts`] once.
#[must_use]
pub fn timeline(project: &Project, spec: &ChartSpec, today: NaiveDate) -> Timeline {
    Facts::of(project).timeline(spec, today)
}

impl Facts {
    /// The timeline that a chart asks for, in some milliseconds for 100,000 events; of a chart that asks for none, the
    /// usual one. Without a day of its own it parts what was from what is to come at `today`.
    #[must_use]
    pub fn timeline(&self, spec: &ChartSpec, today: NaiveDate) -> Timeline {
        let asked = spec.timeline().cloned().unwrap_or_default();
        let split_at = asked.split_at.unwrap_or(today);
        let gathered = gather::gather(self, &FactSieve::new(self, &spec.filter), split_at);
        let lanes = lanes::lanes(self, asked.lanes, &gathered.rows, &gathered.items);
        let filter = filter_in_words(&self.project, &spec.filter).join(", ");
        let (shown_marks, shown_documents) = behind(self, gathered.rows.iter().copied());
        let by = by(&asked);
        Timeline {
            split_at,
            title: format!("Timeline of events{by}, {filter}"),
            heading: format!("Timeline{by}, {}", statuses(&spec.filter.statuses)),
            badge: badge(shown_marks, gathered.items.len()),
            filter,
            lanes,
            links: gathered.links,
            days: gather::extent(&gathered.items, spec.filter.period.as_ref()),
            undated: self.by_date(gathered.undated),
            set_aside: self.by_date(gathered.set_aside),
            overdue: gathered.items.iter().filter(|item| item.is_overdue).map(|item| item.event).collect(),
            to_come: gathered.items.iter().filter(|item| item.from.is_some_and(|day| day >= split_at)).count(),
            kinds: gathered.kinds,
            pieces: gathered.pieces,
            items: gathered.items,
            shown_marks,
            shown_documents,
            spec: spec.clone(),
        }
    }
}

fn by(asked: &TimelineSpec) -> String {
    match asked.lanes {
        LanesBy::Nothing => String::new(),
        lanes => format!(" by {lanes}"),
    }
}

impl Timeline {
    /// The events of a lane, by date.
    #[must_use]
    pub fn events_of(&self, lane: &Lane) -> Vec<EventId> {
        lane.items.iter().filter_map(|item| Some(self.items.get(*item)?.event)).collect()
    }

    /// All events on it, by date.
    #[must_use]
    pub fn events(&self) -> Vec<EventId> {
        self.items.iter().map(|item| item.event).collect()
    }
}

#[cfg(test)]
mod tests;
