//! The ids of a project's records, one type each.

use crate::base::id::typed_id;
use serde::{Deserialize, Serialize};
use std::fmt;

typed_id!(
    /// Names a project for life: its log carries the same id, so that a log of another project is noticed.
    ProjectId, 'p', "a project"
);
typed_id!(
    /// Names a document and its text.
    DocumentId, 'd', "a document"
);
typed_id!(
    /// Names a zone inside its document.
    ZoneId, 'z', "a zone"
);
typed_id!(
    /// Names a mark.
    MarkId, 'm', "a mark"
);
typed_id!(
    /// Names an event.
    EventId, 'e', "an event"
);
typed_id!(
    /// Names an entity: a person, organisation, place, instrument …
    EntityId, 'n', "an entity"
);
typed_id!(
    /// Names an entry of the codebook.
    CodeId, 'c', "a code"
);
typed_id!(
    /// Names a saved chart or filter.
    ViewId, 'v', "a view"
);
typed_id!(
    /// Names a ruling: what was declined.
    RulingId, 'r', "a ruling"
);
typed_id!(
    /// Names a transaction.
    TxId, 't', "a transaction"
);

/// Any record of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordId {
    /// A document (its row and its text).
    Document(DocumentId),
    /// A mark.
    Mark(MarkId),
    /// An event.
    Event(EventId),
    /// An entity.
    Entity(EntityId),
    /// A code.
    Code(CodeId),
    /// A saved view.
    View(ViewId),
    /// A ruling.
    Ruling(RulingId),
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(id) => id.fmt(f),
            Self::Mark(id) => id.fmt(f),
            Self::Event(id) => id.fmt(f),
            Self::Entity(id) => id.fmt(f),
            Self::Code(id) => id.fmt(f),
            Self::View(id) => id.fmt(f),
            Self::Ruling(id) => id.fmt(f),
        }
    }
}

macro_rules! into_record {
    ($($variant:ident($id:ty)),*) => {$(
        impl From<$id> for RecordId {
            fn from(id: $id) -> Self {
                Self::$variant(id)
            }
        }
    )*};
}
into_record!(
    Document(DocumentId),
    Mark(MarkId),
    Event(EventId),
    Entity(EntityId),
    Code(CodeId),
    View(ViewId),
    Ruling(RulingId)
);
