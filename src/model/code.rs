//! A code: an entry of the codebook.
//!
//! Event types, areas, roles, entity kinds and relation kinds are all codes, so that all of them have a definition,
//! examples, a place in a tree and a key.

use super::colour::{Colour, Pattern};
use super::entity::ExternalId;
use super::id::CodeId;
use super::{Made, is_default, record};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An entry of the codebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// What it classifies.
    pub kind: CodeKind,
    /// Its name, sentence case.
    pub name: String,
    /// The broader code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parent: Option<CodeId>,
    /// What it means.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: String,
    /// A sentence that it fits.
    #[serde(default, skip_serializing_if = "is_default")]
    pub good_example: String,
    /// A sentence that it seems to fit and does not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bad_example: String,
    /// The letter or digit that tags with it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub key: Option<char>,
    /// Its colour.
    #[serde(default, skip_serializing_if = "is_default")]
    pub colour: Colour,
    /// Its pattern: colour is never the only sign.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pattern: Pattern,
    /// For an event type: how much it adds to or takes from cooperation, −10 … 10.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weight: Option<Decimal>,
    /// For an event type: words or deeds, cooperation or conflict.
    #[serde(default, skip_serializing_if = "is_default")]
    pub class: Option<Class>,
    /// For an event type: who takes part.
    #[serde(default, skip_serializing_if = "is_default")]
    pub roles: Vec<RoleRule>,
    /// The same thing in other schemes (PLOVER, CAMEO …).
    #[serde(default, skip_serializing_if = "is_default")]
    pub external: Vec<ExternalId>,
    /// Place among its siblings; equal places are sorted by name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub order: i32,
    /// Who made it; a codebook that is written by hand may leave it out.
    #[serde(default)]
    pub made: Made,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Option<Made>,
}

record!(Code, CodeId, "code", |code| &code.name);

/// What a code classifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CodeKind {
    /// Events.
    EventType,
    /// What cooperation is about.
    Area,
    /// Who takes part how.
    Role,
    /// Entities.
    EntityKind,
    /// Links between events.
    RelationKind,
}

impl CodeKind {
    /// All of them, in the order in which the codebook shows them.
    pub const ALL: [Self; 5] = [Self::EventType, Self::Area, Self::Role, Self::EntityKind, Self::RelationKind];
}

impl fmt::Display for CodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EventType => "event type",
            Self::Area => "area",
            Self::Role => "role",
            Self::EntityKind => "entity kind",
            Self::RelationKind => "relation kind",
        })
    }
}

/// Words or deeds, cooperation or conflict (the “quad class” of event data).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// Cooperation in words.
    VerbalCooperation,
    /// Cooperation in deeds.
    MaterialCooperation,
    /// Conflict in words.
    VerbalConflict,
    /// Conflict in deeds.
    MaterialConflict,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::VerbalCooperation => "verbal cooperation",
            Self::MaterialCooperation => "material cooperation",
            Self::VerbalConflict => "verbal conflict",
            Self::MaterialConflict => "material conflict",
        })
    }
}

/// Who may fill a role in an event of some type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleRule {
    /// The role, a code.
    pub role: CodeId,
    /// Entity kinds that may fill it; empty: any.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kinds: Vec<CodeId>,
    /// At least so many; fewer is a question, never an error.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at_least: u8,
    /// At most so many; `None`: any number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at_most: Option<u8>,
}
