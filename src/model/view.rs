//! A saved view: a chart or a filter under a name.

use super::event::Status;
use super::id::{CodeId, EntityId, ViewId};
use super::{Made, is_default, record};
use crate::base::when::When;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A chart under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub chart: ChartSpec,
    /// Who made it.
    pub made: Made,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Option<Made>,
}

record!(View, ViewId, "view", |view| &view.name);

/// What an activity chart counts and how it is cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSpec {
    /// Width of a bin.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: Step,
    /// What a bar is cut into.
    #[serde(default, skip_serializing_if = "is_default")]
    pub split: Option<SplitBy>,
    /// What is counted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: Unit,
    /// How a date that does not fit one bin is treated.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rule: DateRule,
    /// Which events.
    #[serde(default, skip_serializing_if = "is_default")]
    pub filter: Filter,
}

/// Width of a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Step {
    /// A day.
    Day,
    /// An ISO 8601 week, Monday to Sunday.
    Week,
    /// A calendar month.
    #[default]
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl Step {
    /// All of them, narrowest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        })
    }
}

/// What a bar is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SplitBy {
    /// By event type.
    Type,
    /// By area; an event in two areas stands in both.
    Area,
    /// By participant; an event with two stands in both.
    Entity,
    /// By the outlets that report it; an event in two stands in both.
    Outlet,
}

impl SplitBy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Type, Self::Area, Self::Entity, Self::Outlet];
}

impl fmt::Display for SplitBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "type",
            Self::Area => "area",
            Self::Entity => "entity",
            Self::Outlet => "outlet",
        })
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Events: one visit reported by five articles is one.
    #[default]
    Events,
    /// Marks: every sentence that reports it.
    Marks,
    /// Documents: every article that reports it.
    Documents,
}

impl Unit {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Events, Self::Marks, Self::Documents];
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Events => "events",
            Self::Marks => "marks",
            Self::Documents => "documents",
        })
    }
}

/// How a date that does not fit one bin is treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DateRule {
    /// Only dates that certainly fall into one bin are counted; the others are listed beside the chart.
    #[default]
    Strict,
    /// A date counts where it starts.
    Start,
}

/// Which events are looked at; an empty field lets everything through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Words in the title, in any order and case.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// Event types.
    #[serde(default, skip_serializing_if = "is_default")]
    pub types: BTreeSet<CodeId>,
    /// Participants, of whom at least one takes part.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entities: BTreeSet<EntityId>,
    /// Statuses; empty lets all through. Only what happened, unless said otherwise.
    pub statuses: BTreeSet<Status>,
    /// A period that the event's date overlaps.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: Option<When>,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            text: String::new(),
            types: BTreeSet::new(),
            entities: BTreeSet::new(),
            statuses: BTreeSet::from([Status::Happened]),
            period: None,
        }
    }
}

impl Filter {
    /// Lets everything through, whatever its status.
    #[must_use]
    pub fn everything() -> Self {
        Self { statuses: BTreeSet::new(), ..Self::default() }
    }
}
