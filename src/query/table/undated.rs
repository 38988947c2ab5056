//! The tray of events without a usable date: they stay visible and countable until somebody gives them one.
//!
//! A date is usable if it certainly lies in one calendar year, so that the coarsest chart can place it. What has none
//! is listed with the reason.

use crate::model::{DocumentState, Event, EventId, Filter, Step};
use crate::project::Project;
use crate::query::calendar::bin_of;
use crate::query::filter::{Sieve, by_date};
use chrono::NaiveDate;
use std::fmt;

/// An event in the tray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undated {
    /// Which.
    pub event: EventId,
    /// Why it cannot be placed.
    pub why: Why,
}

/// Why an event cannot be placed in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody has said anything of its date.
    NoDate,
    /// Sources speak of its date, in words that come to none.
    OnlyWords(String),
    /// Its date has no beginning or no end.
    Open(String),
    /// Its date reaches over more than one year.
    Spans(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDate => f.write_str("no date"),
            Self::OnlyWords(words) => write!(f, "stated only as “{words}”"),
            Self::Open(date) => write!(f, "open: {date}"),
            Self::Spans(date) => write!(f, "spans years: {date}"),
        }
    }
}

/// The events of the tray that the filter lets through, in the order of a list of events.
#[must_use]
pub fn undated(project: &Project, filter: &Filter) -> Vec<Undated> {
    let sieve = Sieve::new(project, filter);
    let passed = project.events().iter().filter(|(id, event)| sieve.passes(*id, event));
    let mut tray: Vec<(Undated, &Event)> =
        passed.filter_map(|(event, row)| Some((Undated { event, why: why(row)? }, &**row))).collect();
    tray.sort_by_cached_key(|(undated, row)| (by_date(row), undated.event));
    tray.into_iter().map(|(undated, _)| undated).collect()
}

/// Why the date of an event cannot be used; `None` if it can.
#[must_use]
pub fn why(event: &Event) -> Option<Why> {
    let Some(when) = event.when() else {
        let words = event.stated.iter().map(|stated| stated.text.trim()).find(|text| !text.is_empty());
        return Some(words.map_or(Why::NoDate, |words| Why::OnlyWords(words.to_owned())));
    };
    let (Some(first), Some(_)) = (when.earliest(), when.latest()) else { return Some(Why::Open(when.human())) };
    let year = bin_of(Step::Year, first);
    let lies_in_one = year.is_some_and(|year| when.within(year.first, year.last));
    (!lies_in_one).then(|| Why::Spans(when.human()))
}

/// The day that “Monday” is counted from: the first day on which a document that reports the event was published.
#[must_use]
pub fn reference(project: &Project, event: EventId) -> Option<NaiveDate> {
    let documents = project.index().documents_of_event(event);
    let rows = documents.iter().filter_map(|id| project.documents().get(*id));
    let there = rows.filter(|row| row.state != DocumentState::SetAside);
    there.filter_map(|row| row.published.as_ref()?.when.earliest()).min()
}
