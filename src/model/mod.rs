//! Floor 1: what a project is made of.
//!
//! Plain rows with public fields and nothing clever: what they are called here is what they are called in the file
//! (`docs/format.md`), in the commands and in the window. Every record keeps who made it and when, and who changed
//! it last. How records are stored and changed is [`crate::project`]'s business; what follows from them is
//! [`crate::query`]'s.

pub mod absorbed;
pub mod chart;
pub mod code;
pub mod colour;
pub mod document;
pub mod entity;
pub mod event;
pub mod id;
pub mod list;
pub mod mark;
pub mod matrix;
mod one_or_many;
pub mod ruling;
mod stored;
pub mod view;

pub use absorbed::{AbsorbedEntity, AbsorbedEvent, Became, MovedMark, Reference, Trail, Turned, Twin};
pub use chart::{
    Arranged, Average, ChartKind, Compared, Drawn, LanesBy, NetworkSpec, TiesBy, TimelineSpec, TrendOf, TrendSpec,
    Window,
};
pub use code::{Class, Code, CodeKind, RoleRule};
pub use colour::{Colour, Pattern};
pub use document::{Document, DocumentState, Grade, Handling, HowKnown, Published, Zone, ZoneKind};
pub use entity::{Entity, ExternalId, Level, Membership, Name, Office};
pub use event::{
    Assessed, Bound, Certainty, Event, Field, Figure, Participant, Place, Relation, RelationKind, Source, StatedWhen,
    Status, StatusStep, Who,
};
pub use id::{CodeId, DocumentId, EntityId, EventId, MarkId, ProjectId, RecordId, RulingId, TxId, ViewId, ZoneId};
pub use list::{CERTAINTIES, Direction, GroupBy, HANDLINGS, ListColumn, ListOf, ListSpec, Sorting};
pub use mark::{Anchor, Context, DOUBTFUL, Evidence, Mark, PLACED, Proves, Speech};
pub use matrix::{LineOrder, MatrixOf, MatrixSpec, Side, Within};
pub use ruling::{Flaw, Matter, Ruling};
pub use view::{ChartSpec, DateRule, Filter, InRole, Presence, Somewhere, SplitBy, Step, Unit, View};

use crate::base::stamp::Stamp;
use one_or_many::one_or_many;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Who did something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// The name or initials that this person chose in the settings.
    pub by: String,
    /// When, to the second, UTC.
    pub at: Stamp,
}

/// What all records have in common.
pub trait Record: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The type of its id.
    type Id: Copy + Ord + std::fmt::Debug + std::fmt::Display + Into<RecordId>;
    /// What a message calls it, such as “event”.
    const NOUN: &'static str;
    /// Who made it.
    fn made(&self) -> &Made;
    /// Who changed it last; `None` while it is as it was made.
    fn changed(&self) -> Option<&Made>;
    /// Notes who changed it last.
    fn set_changed(&mut self, changed: Option<Made>);
    /// How a list names it: a title, a name, the first words; may be empty.
    fn label(&self) -> &str;
}

/// Implements [`Record`] for a row with the fields `made` and `changed`.
macro_rules! record {
    ($type:ty, $id:ty, $noun:literal, $label:expr) => {
        impl $crate::model::Record for $type {
            type Id = $id;
            const NOUN: &'static str = $noun;
            fn made(&self) -> &$crate::model::Made {
                &self.made
            }
            fn changed(&self) -> Option<&$crate::model::Made> {
                self.changed.as_ref()
            }
            fn set_changed(&mut self, changed: Option<$crate::model::Made>) {
                self.changed = changed;
            }
            fn label(&self) -> &str {
                let label: fn(&$type) -> &str = $label;
                label(self)
            }
        }
    };
}
pub(crate) use record;

/// Whether a field is left out of the file because it says nothing.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
