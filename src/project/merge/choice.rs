//! Sides, what a person chose between them, and what is to be said about the result.

use crate::model::{Anchor, RecordId};
use std::collections::BTreeMap;

/// One of the two copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The one that takes the other in.
    #[default]
    Mine,
    /// The one that is taken in.
    Theirs,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Mine => Self::Theirs,
            Self::Theirs => Self::Mine,
        }
    }
}

/// Whose value stays where both changed it to different things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Where nothing else was chosen.
    pub otherwise: Side,
    /// For one record, or for one field of it under the name that the file gives it (`assessed`).
    pub each: BTreeMap<(RecordId, Option<String>), Side>,
}

impl Choices {
    /// Theirs everywhere.
    #[must_use]
    pub fn theirs() -> Self {
        Self { otherwise: Side::Theirs, each: BTreeMap::new() }
    }

    /// Whose value stays in this field.
    #[must_use]
    pub fn of(&self, record: RecordId, field: &str) -> Side {
        let field = self.each.get(&(record, Some(field.to_owned())));
        field.or_else(|| self.each.get(&(record, None))).copied().unwrap_or(self.otherwise)
    }
}

/// Something about a merge that its result does not show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Which record it is about.
    pub record: RecordId,
    /// What.
    pub what: Remark,
}

/// What is to be said about a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// Both changed this field to different things; one value stayed. For a list: one of its items.
    Clash {
        /// The field as the file calls it, or `text`.
        field: &'static str,
        /// Whose value stayed.
        kept: Side,
    },
    /// One side removed it and the other changed it: it stays, as the other has it.
    KeptChanged {
        /// Who removed it.
        removed_by: Side,
    },
    /// One side removed it and the other refers to it, or it belongs to a record that stayed: it stays.
    KeptNeeded {
        /// Who removed it.
        removed_by: Side,
    },
    /// One side removed it, and the other left it as it was: it is gone.
    Removed {
        /// Who removed it.
        by: Side,
    },
    /// A mark on a text that the other side changed: its words are not there any more, or not surely.
    Unsettled(Anchor),
    /// A zone of this document is gone: what stood in it was replaced by the other side. The words that it began with.
    ZoneGone(String),
}

impl Remark {
    /// Whether the two sides disagree, so that a person should look and may choose.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Clash { .. } | Self::KeptChanged { .. } | Self::KeptNeeded { .. })
    }
}
