//! A saved view: a chart or a list under a name, and the filter that both share.

use super::chart::{Arranged, ChartKind, Drawn, NetworkSpec, TimelineSpec, TrendSpec};
use super::document::Handling;
use super::event::{Certainty, Status};
use super::id::{CodeId, EntityId, ViewId};
use super::list::ListSpec;
use super::matrix::MatrixSpec;
use super::{Made, is_default, record};
use crate::base::when::When;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A chart or a list under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Its name.
    pub name: String,
    /// What it shows, if it is no list.
    pub chart: ChartSpec,
    /// The list that it is, if it is one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub list: Option<ListSpec>,
    /// Who made it.
    pub made: Made,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Option<Made>,
}

record!(View, ViewId, "view", |view| &view.name);

impl View {
    /// Its filters: that of the chart, those of the series that it compares, and that of the list.
    pub fn filters_mut(&mut self) -> impl Iterator<Item = &mut Filter> {
        let ChartSpec { filter, kind, .. } = &mut self.chart;
        let compared = match kind {
            ChartKind::Trend(trend) => &mut trend.compare[..],
            _ => &mut [],
        };
        let compared = compared.iter_mut().map(|compared| &mut compared.filter);
        std::iter::once(filter).chain(compared).chain(self.list.as_mut().map(|list| &mut list.filter))
    }

    /// As [`View::filters_mut`], to read.
    pub fn filters(&self) -> impl Iterator<Item = &Filter> {
        let compared =
            self.chart.trend().into_iter().flat_map(|trend| &trend.compare).map(|compared| &compared.filter);
        std::iter::once(&self.chart.filter).chain(compared).chain(self.list.as_ref().map(|list| &list.filter))
    }
}

/// What a chart counts, how it is cut and how it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "super::stored::Chart")]
pub struct ChartSpec {
    /// What kind of chart it is.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: ChartKind,
    /// Width of a bin.
    #[serde(skip_serializing_if = "is_default")]
    pub by: Step,
    /// What a bar is cut into.
    #[serde(skip_serializing_if = "is_default")]
    pub split: Option<SplitBy>,
    /// What is counted.
    #[serde(skip_serializing_if = "is_default")]
    pub unit: Unit,
    /// How a date that does not fit one bin is treated.
    #[serde(skip_serializing_if = "is_default")]
    pub rule: DateRule,
    /// Which events.
    #[serde(skip_serializing_if = "is_default")]
    pub filter: Filter,
    /// Bars or lines.
    #[serde(skip_serializing_if = "is_default")]
    pub drawn: Drawn,
    /// Stacked, grouped or as shares of 100 %.
    #[serde(skip_serializing_if = "is_default")]
    pub arranged: Arranged,
    /// Whether the documents published in each bin are drawn beside the figures.
    #[serde(skip_serializing_if = "is_default")]
    pub denominator: bool,
    /// A title in the place of the one that says what is counted, which then stands below it; empty: none.
    #[serde(skip_serializing_if = "is_default")]
    pub title: String,
    /// What the reader is to see in it; empty: nothing is said.
    #[serde(skip_serializing_if = "is_default")]
    pub caption: String,
}

impl ChartSpec {
    /// What a trend is asked, if it is one.
    #[must_use]
    pub fn trend(&self) -> Option<&TrendSpec> {
        match &self.kind {
            ChartKind::Trend(trend) => Some(trend),
            _ => None,
        }
    }

    /// What a timeline is asked, if it is one.
    #[must_use]
    pub fn timeline(&self) -> Option<&TimelineSpec> {
        match &self.kind {
            ChartKind::Timeline(timeline) => Some(timeline),
            _ => None,
        }
    }

    /// What a matrix is asked, if it is one.
    #[must_use]
    pub fn matrix(&self) -> Option<&MatrixSpec> {
        match &self.kind {
            ChartKind::Matrix(matrix) => Some(matrix),
            _ => None,
        }
    }

    /// What a network is asked, if it is one.
    #[must_use]
    pub fn network(&self) -> Option<&NetworkSpec> {
        match &self.kind {
            ChartKind::Network(network) => Some(network),
            _ => None,
        }
    }
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
    /// By the class of its type: words or deeds, cooperation or conflict.
    Class,
    /// By actor: a participant counts as the state that it belonged to at the date of the event, if it did to one.
    Actor,
    /// By pair of actors; an event of three actors stands in three.
    Dyad,
    /// By the roles that somebody fills.
    Role,
    /// By place: the entity, or else the words.
    Place,
    /// By status.
    Status,
    /// By who made the record.
    Coder,
}

impl SplitBy {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Type,
        Self::Area,
        Self::Class,
        Self::Entity,
        Self::Actor,
        Self::Dyad,
        Self::Role,
        Self::Place,
        Self::Outlet,
        Self::Status,
        Self::Coder,
    ];
}

impl fmt::Display for SplitBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "type",
            Self::Area => "area",
            Self::Entity => "entity",
            Self::Outlet => "outlet",
            Self::Class => "class",
            Self::Actor => "actor",
            Self::Dyad => "dyad",
            Self::Role => "role",
            Self::Place => "place",
            Self::Status => "status",
            Self::Coder => "coder",
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
    /// Independent origins: outlets that copy one agency are one, and so are copies of one article.
    Origins,
}

impl Unit {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Events, Self::Marks, Self::Documents, Self::Origins];
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Events => "events",
            Self::Marks => "marks",
            Self::Documents => "documents",
            Self::Origins => "origins",
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
    /// A date is spread over the days on which it can have been: each bin gets its share.
    Proportional,
}

impl DateRule {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Strict, Self::Start, Self::Proportional];
}

impl fmt::Display for DateRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Strict => "strict",
            Self::Start => "start",
            Self::Proportional => "proportional",
        })
    }
}

/// Which events are looked at; an empty field lets everything through.
///
/// In a list of marks or entities, fields that these have themselves (words, code or kind, coder, outlet …) are theirs,
/// and all others speak of the events that they are evidence of or take part in (`query::table`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Words in the title, in any order and case.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// Event types, with what stands below them; the codes of marks, the kinds of entities.
    #[serde(default, skip_serializing_if = "is_default")]
    pub types: BTreeSet<CodeId>,
    /// Participants, of whom at least one takes part.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entities: BTreeSet<EntityId>,
    /// Participants for whom their parts may stand, those of the date of the event: a state, its ministries and their
    /// directorates. At least one of these or of [`Filter::entities`] takes part.
    #[serde(default, skip_serializing_if = "is_default")]
    pub wholes: BTreeSet<EntityId>,
    /// Two that both take part, each itself or by what was part of it at the date of the event.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dyad: Option<(EntityId, EntityId)>,
    /// Roles, of which at least one is filled.
    #[serde(default, skip_serializing_if = "is_default")]
    pub roles: BTreeSet<InRole>,
    /// Areas, with what stands below them, of which it belongs to at least one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub areas: BTreeSet<CodeId>,
    /// Statuses; empty lets all through. Only what happened, unless said otherwise.
    pub statuses: BTreeSet<Status>,
    /// A period that the event's date overlaps.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: Option<When>,
    /// Where it took place.
    #[serde(default, skip_serializing_if = "is_default")]
    pub places: BTreeSet<Somewhere>,
    /// Outlets, of which at least one reports it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outlets: BTreeSet<String>,
    /// Who made the record.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coders: BTreeSet<String>,
    /// How sure the analyst is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub certainties: BTreeSet<Certainty>,
    /// With whom it may be shared.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handlings: BTreeSet<Handling>,
    /// Whether a mark is evidence of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Option<Presence>,
    /// Whether it has a date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: Option<Presence>,
    /// From so many independent origins on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub origins: usize,
}

/// A role, filled by anybody or by somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InRole {
    /// The role, a code; what stands below it counts as well.
    pub role: CodeId,
    /// Who fills it; `None`: whoever it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entity: Option<EntityId>,
}

/// A place to filter by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Somewhere {
    /// An entity, or a part of it.
    Entity(EntityId),
    /// Words of the place, in any case.
    Words(String),
}

/// Whether there is something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Presence {
    /// There is.
    Present,
    /// There is not.
    Absent,
}

impl Presence {
    /// Whether that is so of a thing that is there or not.
    #[must_use]
    pub fn is_so(self, there: bool) -> bool {
        (self == Self::Present) == there
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self { statuses: BTreeSet::from([Status::Happened]), ..Self::everything() }
    }
}

impl Filter {
    /// Lets everything through, whatever its status.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            text: String::new(),
            types: BTreeSet::new(),
            entities: BTreeSet::new(),
            wholes: BTreeSet::new(),
            dyad: None,
            roles: BTreeSet::new(),
            areas: BTreeSet::new(),
            statuses: BTreeSet::new(),
            period: None,
            places: BTreeSet::new(),
            outlets: BTreeSet::new(),
            coders: BTreeSet::new(),
            certainties: BTreeSet::new(),
            handlings: BTreeSet::new(),
            evidence: None,
            date: None,
            origins: 0,
        }
    }

    /// Asks for one code instead of others.
    pub fn turn_codes(&mut self, from: &BTreeSet<CodeId>, to: CodeId) {
        let turned = |code: CodeId| if from.contains(&code) { to } else { code };
        self.types = self.types.iter().copied().map(turned).collect();
        self.areas = self.areas.iter().copied().map(turned).collect();
        self.roles = self.roles.iter().map(|role| InRole { role: turned(role.role), ..*role }).collect();
    }

    /// Asks for one entity instead of another one. Of a pair that becomes one, nothing is left.
    pub fn turn_entity(&mut self, from: EntityId, to: EntityId) {
        let turned = |entity: EntityId| if entity == from { to } else { entity };
        self.entities = self.entities.iter().copied().map(turned).collect();
        self.wholes = self.wholes.iter().copied().map(turned).collect();
        self.dyad = self.dyad.map(|(one, other)| (turned(one), turned(other))).filter(|(one, other)| one != other);
        self.roles = self.roles.iter().map(|role| InRole { entity: role.entity.map(turned), ..*role }).collect();
        let place = |place: &Somewhere| match place {
            Somewhere::Entity(entity) => Somewhere::Entity(turned(*entity)),
            words @ Somewhere::Words(_) => words.clone(),
        };
        self.places = self.places.iter().map(place).collect();
    }

    /// Whether it lets everything through.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::everything()
    }
}
