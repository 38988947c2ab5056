//! The network of actors: who takes part in events, how often, and with whom.
//!
//! A node is an actor, a line between two of them a tie: the events in which both take part. Agencies can be folded
//! into the state that they belonged to at the date of the event ([`super::actors`]). It promises that every number
//! keeps the events that it was counted from ([`Facts::marks_of_events`] has their marks), and that nothing vanishes: an event that the filter lets through is
//! behind at least one node, or else in exactly one of
//!
//! * `only_others`: all who take part are among the `others`, who are too small to be drawn;
//! * `nobody`: no actor with a name takes part;
//! * `set_aside`: all that reports it is left out by [`super::scope`];
//! * `annotations`: it is a sum over many events (“over 200 since 2002”);
//! * `unmarked`: marks, documents or origins are counted and it has none.
//!
//! Time cuts nothing here, so an event without a date counts like any other, unless the filter asks for a period;
//! `undated` names those events in both cases. Ties have no direction, since no codebook says which role acts on which:
//! [`Facts::roles`] says who took part as what instead.
//!
//! Where the nodes stand is decided by [`Layout`], from the whole project and not from the filter, so that a period
//! that is moved does not shuffle the picture. What it does *not* do: draw.

mod count;
mod label;
mod layout;
mod look;
mod place;
mod roles;
mod stress;
mod words;

pub use label::{Area, Led, Spot, labels, led_labels};
pub use layout::Layout;
pub use look::{Dash, Stroke, corners, strongest_in_words};
pub use place::Arrangement;
pub use words::{amount_in_unit, node_in_words, tie_in_words, weight_in_words};

use super::facts::Facts;
use super::series::Annotation;
use crate::model::{ChartSpec, CodeId, Colour, EntityId, EventId};
use crate::project::Project;

/// More nodes than anybody can tell apart; a chart that asks for more gets so many.
pub const MAX_NODES: usize = 500;

/// More lines than anybody can tell apart; of more, the strongest are drawn.
pub const MAX_TIES: usize = 5_000;

/// A network's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// What was asked.
    pub spec: ChartSpec,
    /// Such as “Actors by shared events, agencies as their state, happened, period 2024”.
    pub title: String,
    /// As the title, for where there is little room: without the filter, but for the statuses.
    pub heading: String,
    /// The filter in words.
    pub filter: String,
    /// Such as “412 marks = 96 events”: what is shown, in both units.
    pub badge: String,
    /// Those that are drawn, the biggest first; of equal size by name.
    pub nodes: Vec<Node>,
    /// The lines that are drawn, the strongest first.
    pub ties: Vec<Tie>,
    /// Those that are too small to be drawn, the biggest first.
    pub others: Vec<Node>,
    /// Lines between those that are drawn which are not: they are weaker than what was asked for, or than the
    /// strongest [`MAX_TIES`].
    pub weaker: Weaker,
    /// Who would be drawn if no period were asked for, with the amount then: what decides place and scale.
    pub frame: Vec<(EntityId, usize)>,
    /// The events behind the nodes, each once, sorted by id.
    pub events: Vec<EventId>,
    /// Of those, the ones with one actor alone, which make no line; by date.
    pub alone: Vec<EventId>,
    /// Events all of whose actors are among `others`, by date.
    pub only_others: Vec<EventId>,
    /// Events in which no actor with a name takes part, by date.
    pub nobody: Vec<EventId>,
    /// Events that only left-out documents or zones report, by date.
    pub set_aside: Vec<EventId>,
    /// Sums over many events, which are none themselves, earliest first.
    pub annotations: Vec<Annotation>,
    /// Events without a mark, if it is not events that are counted; by date.
    pub unmarked: Vec<EventId>,
    /// Events without a date that all but the period lets through, by title: counted if no period is asked for.
    pub undated: Vec<EventId>,
    /// Distinct marks behind the nodes.
    pub shown_marks: usize,
    /// Distinct documents behind the nodes.
    pub shown_documents: usize,
}

/// An actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Who.
    pub entity: EntityId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Option<Kind>,
    /// How many items, each once: events, marks, documents or origins, as asked.
    pub amount: usize,
    /// The events that it takes part in, sorted by id.
    pub events: Vec<EventId>,
    /// How many lines end at it.
    pub ties: usize,
}

/// The kind of an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The code.
    pub code: CodeId,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Its place among all kinds of the codebook, from 0: what the form of a node is chosen by.
    pub place: usize,
}

/// Events in which two actors take part.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// The places of both among the nodes, the smaller one first.
    pub ends: (usize, usize),
    /// How many items, each once: events, marks, documents or origins, as asked.
    pub amount: usize,
    /// The events, sorted by id.
    pub events: Vec<EventId>,
    /// What the events weigh; `None` if the codebook gives none of their types a weight.
    pub weight: Option<Weight>,
    /// How many of the events did not simply happen: they are planned, alleged, denied …
    pub not_happened: usize,
}

/// The weights of some events, from −10 (hostile) to 10 (the closest cooperation).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// Added up.
    pub sum: f64,
    /// Of so many events; the others have a type without a weight, or none.
    pub n: usize,
}

impl Weight {
    /// The mean; never to be shown without `n`.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.sum / (self.n.max(1) as f64)
    }
}

/// As what the two actors of a tie took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// The role of each end; `None`: none is given.
    pub of: (Option<CodeId>, Option<CodeId>),
    /// The events, sorted by id.
    pub events: Vec<EventId>,
}

/// Lines that are not drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weaker {
    /// How many.
    pub count: usize,
    /// The events behind them, sorted by id.
    pub events: Vec<EventId>,
}

/// Counts the network that a chart asks for. For several questions about one state of a project make [`Facts`] once.
#[must_use]
pub fn network(project: &Project, spec: &ChartSpec) -> Network {
    Facts::of(project).network(spec)
}

impl Facts {
    /// Counts the network that a chart asks for; of a chart that asks for none, the usual one. It takes some
    /// milliseconds for 100,000 events.
    #[must_use]
    pub fn network(&self, spec: &ChartSpec) -> Network {
        count::network(self, spec)
    }

    /// As what the two ends of a tie took part, the most frequent pair of roles first; an event with several roles of
    /// one actor stands in several. It is looked up when somebody asks, in a network that was counted from these facts.
    #[must_use]
    pub fn roles(&self, network: &Network, tie: &Tie) -> Vec<Roles> {
        roles::roles(self, network, tie)
    }

    /// Who takes part as an actor, the most frequent first, with the number of events; none unless agencies are folded
    /// into it. Looked up as [`Facts::roles`] are.
    #[must_use]
    pub fn parts(&self, network: &Network, node: &Node) -> Vec<(EntityId, usize)> {
        roles::parts(self, network, node)
    }
}

#[cfg(test)]
mod tests;
