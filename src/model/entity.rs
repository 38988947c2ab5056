//! An entity: a person, organisation, place, instrument … with every spelling that the sources use.

use super::absorbed::AbsorbedEntity;
use super::event::Source;
use super::id::{CodeId, EntityId};
use super::{Made, is_default, record};
use crate::base::when::When;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// What is known of an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Its kind, a code (person, state, agency …).
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: Option<CodeId>,
    /// Every spelling; the first is the one that lists show.
    pub names: Vec<Name>,
    /// Identifiers in other systems.
    #[serde(default, skip_serializing_if = "is_default")]
    pub external: Vec<ExternalId>,
    /// What it belongs to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub part_of: Vec<Membership>,
    /// Offices held.
    #[serde(default, skip_serializing_if = "is_default")]
    pub offices: Vec<Office>,
    /// Entities that look like this one and are not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_same: BTreeSet<EntityId>,
    /// Entities that turned out to be this one, as they were.
    #[serde(default, skip_serializing_if = "is_default")]
    pub absorbed: Vec<AbsorbedEntity>,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Who made it.
    pub made: Made,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Option<Made>,
}

record!(Entity, EntityId, "entity", |entity| entity.names.first().map_or("", |name| &name.text));

impl Entity {
    /// Where its values come from, but for those of what it has absorbed.
    #[must_use]
    pub fn all_sources(&self) -> Vec<Source> {
        let names = self.names.iter().map(|name| name.source);
        let memberships = self.part_of.iter().map(|membership| membership.source);
        names.chain(memberships).chain(self.offices.iter().map(|office| office.source)).collect()
    }

    /// The same, to be changed.
    pub fn all_sources_mut(&mut self) -> Vec<&mut Source> {
        let names = self.names.iter_mut().map(|name| &mut name.source);
        let memberships = self.part_of.iter_mut().map(|membership| &mut membership.source);
        names.chain(memberships).chain(self.offices.iter_mut().map(|office| &mut office.source)).collect()
    }
}

/// One spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The spelling.
    pub text: String,
    /// BCP 47 tag of the language it is written in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: String,
    /// Outlets that spell it so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub used_by: BTreeSet<String>,
    /// Such as “nickname”, “former name”.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

impl Name {
    /// A spelling and nothing more.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// An identifier in another system.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExternalId {
    /// The system: `wikidata`, `geonames`, `plover`, `cameo` …
    pub scheme: String,
    /// The identifier there.
    pub value: String,
}

/// Belonging to something, perhaps for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The larger thing.
    pub entity: EntityId,
    /// When.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: Option<When>,
    /// As what, in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

/// An office held, perhaps for a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its title: “interior minister”.
    pub title: String,
    /// The state or body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub of: Option<EntityId>,
    /// When.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: Option<When>,
    /// How high.
    #[serde(default, skip_serializing_if = "is_default")]
    pub level: Option<Level>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

/// How high an office is: what “actors by level” groups by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// King, president.
    HeadOfState,
    /// Prime minister.
    HeadOfGovernment,
    /// Minister.
    Minister,
    /// Head of an agency, of a court, prosecutor general.
    AgencyHead,
    /// Ambassador.
    Ambassador,
    /// Any other official.
    Official,
}

impl Level {
    /// All of them, the highest first.
    pub const ALL: [Self; 6] = [
        Self::HeadOfState,
        Self::HeadOfGovernment,
        Self::Minister,
        Self::AgencyHead,
        Self::Ambassador,
        Self::Official,
    ];
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HeadOfState => "head of state",
            Self::HeadOfGovernment => "head of government",
            Self::Minister => "minister",
            Self::AgencyHead => "agency head",
            Self::Ambassador => "ambassador",
            Self::Official => "official",
        })
    }
}
