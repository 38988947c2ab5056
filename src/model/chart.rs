//! The kinds of charts and what each is asked, and how bars are drawn.
//!
//! Plain values that are saved with a chart. What they come to is decided by `query::series`, `query::trend`,
//! `query::timeline`, `query::network` and `query::matrix`.

use super::is_default;
use super::matrix::MatrixSpec;
use super::view::{Filter, SplitBy};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the figures of a bin are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Drawn {
    /// One bar a bin.
    #[default]
    Bars,
    /// One line a series.
    Lines,
}

impl Drawn {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Bars, Self::Lines];
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bars => "bars",
            Self::Lines => "lines",
        })
    }
}

/// How the series of one bin stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Arranged {
    /// One on the other.
    #[default]
    Stacked,
    /// Side by side.
    Grouped,
    /// One on the other, each bin stretched to 100 %.
    Share,
}

impl Arranged {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Stacked, Self::Grouped, Self::Share];
}

impl fmt::Display for Arranged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stacked => "stacked",
            Self::Grouped => "grouped",
            Self::Share => "share",
        })
    }
}

/// What kind of chart it is, with what only that kind is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChartKind {
    /// What was counted in each bin.
    #[default]
    Activity,
    /// One number a bin, smoothed and tested.
    Trend(TrendSpec),
    /// How many days after the events each outlet reports them.
    Lag,
    /// Every event where it stands in time.
    Timeline(TimelineSpec),
    /// Two things crossed, a number in each cell.
    Matrix(MatrixSpec),
    /// Who takes part in events with whom.
    Network(NetworkSpec),
}

/// A timeline: every event at its days, in lanes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineSpec {
    /// What its lanes stand for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lanes: LanesBy,
    /// The first day of what is to come; `None`: today, whenever it is looked at.
    #[serde(default, skip_serializing_if = "is_default")]
    pub split_at: Option<NaiveDate>,
    /// Whether links between events are left undrawn.
    #[serde(default, skip_serializing_if = "is_default")]
    pub without_links: bool,
}

/// What the lanes of a timeline stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LanesBy {
    /// Event types.
    #[default]
    Type,
    /// Areas; an event in two stands in both lanes.
    Area,
    /// Classes of types: words or deeds, cooperation or conflict.
    Class,
    /// Actors: a participant counts as the state that it belonged to at the date of the event, if it did to one.
    Actor,
    /// Participants as they are.
    Entity,
    /// Pairs of actors.
    Dyad,
    /// Places: the entity, or else the words.
    Place,
    /// Statuses.
    Status,
    /// Storylines: events that are linked to one another, directly or through others.
    Storyline,
    /// Nothing: there is one lane.
    Nothing,
}

impl LanesBy {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Type,
        Self::Area,
        Self::Class,
        Self::Actor,
        Self::Entity,
        Self::Dyad,
        Self::Place,
        Self::Status,
        Self::Storyline,
        Self::Nothing,
    ];

    /// The split of a bar that is cut in the same way; `None`: no bar is.
    #[must_use]
    pub fn as_split(self) -> Option<SplitBy> {
        match self {
            Self::Type => Some(SplitBy::Type),
            Self::Area => Some(SplitBy::Area),
            Self::Class => Some(SplitBy::Class),
            Self::Actor => Some(SplitBy::Actor),
            Self::Entity => Some(SplitBy::Entity),
            Self::Dyad => Some(SplitBy::Dyad),
            Self::Place => Some(SplitBy::Place),
            Self::Status => Some(SplitBy::Status),
            Self::Storyline | Self::Nothing => None,
        }
    }
}

impl fmt::Display for LanesBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_split() {
            Some(split) => split.fmt(f),
            None if *self == Self::Storyline => f.write_str("storyline"),
            None => f.write_str("nothing"),
        }
    }
}

/// A network of actors: who takes part in events with whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkSpec {
    /// Whether an agency counts as the state that it belonged to at the date of the event.
    #[serde(default, skip_serializing_if = "is_default")]
    pub folded: bool,
    /// At most so many actors are drawn, the biggest; the others are named.
    #[serde(default = "NetworkSpec::usual_most", skip_serializing_if = "NetworkSpec::is_usual_most")]
    pub most: u16,
    /// A tie of less than so many is not drawn.
    #[serde(default = "NetworkSpec::usual_least", skip_serializing_if = "NetworkSpec::is_usual_least")]
    pub least: u32,
    /// What the colours of ties say.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ties: TiesBy,
}

impl Default for NetworkSpec {
    fn default() -> Self {
        let (most, least) = (Self::usual_most(), Self::usual_least());
        Self { folded: false, most, least, ties: TiesBy::default() }
    }
}

impl NetworkSpec {
    const fn usual_most() -> u16 {
        60
    }

    const fn usual_least() -> u32 {
        1
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
    fn is_usual_most(most: &u16) -> bool {
        *most == Self::usual_most()
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
    fn is_usual_least(least: &u32) -> bool {
        *least == Self::usual_least()
    }
}

/// What the colours of ties say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TiesBy {
    /// Nothing: how strong a tie is, its width says.
    #[default]
    Amount,
    /// Cooperation or conflict, by the mean weight of the types of its events.
    Weight,
}

impl TiesBy {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Amount, Self::Weight];
}

impl fmt::Display for TiesBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Amount => "amount",
            Self::Weight => "weight",
        })
    }
}

/// A trend: one number a bin, and what smooths and tests it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendSpec {
    /// Which number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub of: TrendOf,
    /// Whether the running total is drawn instead of the number of each bin; of means there is none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cumulative: bool,
    /// A moving average, if one is drawn.
    #[serde(default, skip_serializing_if = "is_default")]
    pub average: Option<Average>,
    /// How much of the bins each point of a LOWESS curve looks at, in percent from 1 to 100; `None`: no curve.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lowess_percent: Option<u8>,
    /// The series that are compared, each with a filter of its own beside that of the chart; none: just one, of all
    /// that the filter of the chart lets through.
    #[serde(default, skip_serializing_if = "is_default")]
    pub compare: Vec<Compared>,
}

/// Which number of a bin a trend follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TrendOf {
    /// The weights of the event types, added up.
    #[default]
    Sum,
    /// Their mean; never shown without the number of events.
    Mean,
    /// The number of events, whatever they weigh.
    Count,
}

impl TrendOf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sum, Self::Mean, Self::Count];
}

impl fmt::Display for TrendOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Count => "count",
        })
    }
}

/// A moving average.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Average {
    /// Over how many bins, at least 1.
    pub bins: u16,
    /// Which bins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub window: Window,
}

/// Which bins a moving average looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Window {
    /// As many before as after.
    #[default]
    Centred,
    /// This one and those before.
    Trailing,
}

impl Window {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Centred, Self::Trailing];
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Centred => "centred",
            Self::Trailing => "trailing",
        })
    }
}

/// One of several series that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compared {
    /// How a legend names it.
    pub name: String,
    /// What goes into it, of what the filter of the chart lets through.
    #[serde(default = "Filter::everything", skip_serializing_if = "Filter::is_everything")]
    pub filter: Filter,
}
