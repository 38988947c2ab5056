//! What a record has absorbed: another one that turned out to be the same, kept as it was, so that the two can be
//! taken apart again.
//!
//! Nothing in here counts, and nothing in here is turned or forgotten while it is asleep, but for what is deleted: a
//! deleted entity stays as words, as everywhere. Where an id inside leads to a record that was itself absorbed, it is
//! followed when the record comes back.

use super::entity::{Entity, Membership, Office};
use super::event::{Certainty, Event, Figure, Participant, Place, Relation, Status};
use super::id::{EntityId, EventId, MarkId, RecordId};
use super::mark::Mark;
use super::view::Filter;
use super::{Made, is_default};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An event that was the same as the one that holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsorbedEvent {
    /// Its id, under which it can come back.
    pub id: EventId,
    /// The event as it was, with what it had absorbed itself.
    pub was: Event,
    /// Of its values, those that the other did not have and took over.
    pub gave: Event,
    /// The status of the other before, if it took over this one's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stood: Option<Status>,
    /// What led to it.
    pub trail: Trail,
}

/// An entity that was the same as the one that holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsorbedEntity {
    /// Its id, under which it can come back.
    pub id: EntityId,
    /// The entity as it was, with what it had absorbed itself.
    pub was: Entity,
    /// Of its values, those that the other did not have and took over.
    pub gave: Entity,
    /// For spellings that both had, the outlets that only this one knew.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outlets: BTreeMap<String, BTreeSet<String>>,
    /// What led to it.
    pub trail: Trail,
}

/// What led to a record before it was absorbed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trail {
    /// The marks that were evidence of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub marks: Vec<MovedMark>,
    /// Marks that became one with another mark of the same place and code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub twins: Vec<Twin>,
    /// The references of other records.
    #[serde(default, skip_serializing_if = "is_default")]
    pub turned: Vec<Turned>,
    /// Who merged the two, and when.
    pub made: Made,
}

/// A mark that was evidence of an absorbed record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovedMark {
    /// Which.
    pub mark: MarkId,
    /// How sure its link was.
    #[serde(default, skip_serializing_if = "is_default")]
    pub link: Certainty,
    /// What became of the link.
    #[serde(default, skip_serializing_if = "is_default")]
    pub became: Became,
}

/// A mark that another one stands for since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Twin {
    /// Its id, under which it can come back.
    pub id: MarkId,
    /// The mark as it was; its place is that of the other one by now.
    pub was: Mark,
    /// The mark of the same place that stands for it.
    pub stands: MarkId,
}

/// A reference that was turned from an absorbed record to the one that absorbed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turned {
    /// Whose reference.
    pub record: RecordId,
    /// The reference as it was.
    pub was: Reference,
    /// What became of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub became: Became,
}

/// One reference to an event or an entity, with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reference {
    /// It takes part in an event.
    Participant(Participant),
    /// It is the place of an event: as files up to format 2 say it.
    Place,
    /// It is a place of an event.
    PlaceOf(Place),
    /// A figure of an event is its.
    Figure(Figure),
    /// An event is linked to it.
    Relation(Relation),
    /// A record looks like it and is not.
    NotSame,
    /// An entity belongs to it.
    PartOf(Membership),
    /// An office of it is held.
    Office(Office),
    /// A saved chart looks at it: as files up to format 2 say it.
    Filter,
    /// The filters of a saved chart or list as they were, in the order of [`super::View::filters`].
    Filters(Vec<Filter>),
    /// A ruling is about it.
    Ruling,
}

/// What became of a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Became {
    /// It leads to the record that absorbed the other.
    #[default]
    Turned,
    /// The same reference to that record was there already.
    Joined,
    /// It would have led from that record to itself.
    Dropped,
}
