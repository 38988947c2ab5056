//! A list of events, entities or marks: which, in which columns, sorted and grouped how.
//!
//! The window, a saved view and `entente show` ask for lists in these words. What is in a cell, and in which order the
//! rows come, is decided by `query::table`.

use super::event::Certainty;
use super::view::Filter;
use super::{Handling, is_default};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a list shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSpec {
    /// Of what.
    pub of: ListOf,
    /// The columns, from the left; none: the usual ones.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns: Vec<ListColumn>,
    /// What it is sorted by; `None`: events by date, entities by name, marks by document and place.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sort: Option<Sorting>,
    /// What its rows are put together by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub group: Option<GroupBy>,
    /// Which rows.
    #[serde(default = "Filter::everything", skip_serializing_if = "Filter::is_everything")]
    pub filter: Filter,
}

impl ListSpec {
    /// All of them, in the usual columns and order.
    #[must_use]
    pub fn new(of: ListOf) -> Self {
        Self { of, columns: Vec::new(), sort: None, group: None, filter: Filter::everything() }
    }

    /// The columns that are shown: those of the list that it can have, or the usual ones.
    #[must_use]
    pub fn shown(&self) -> Vec<ListColumn> {
        let fitting: Vec<ListColumn> =
            self.columns.iter().copied().filter(|column| self.of.columns().contains(column)).collect();
        if fitting.is_empty() { self.of.usual_columns().to_vec() } else { fitting }
    }
}

/// Of what a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListOf {
    /// Events.
    Events,
    /// Entities.
    Entities,
    /// Marks.
    Marks,
}

impl fmt::Display for ListOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Events => "events",
            Self::Entities => "entities",
            Self::Marks => "marks",
        })
    }
}

impl ListOf {
    /// The columns that it can have, in the order in which they are offered.
    #[must_use]
    pub fn columns(self) -> &'static [ListColumn] {
        use ListColumn as C;
        match self {
            Self::Events => &[
                C::When,
                C::Type,
                C::Title,
                C::Who,
                C::Place,
                C::Areas,
                C::Status,
                C::Certainty,
                C::Documents,
                C::Origins,
                C::Marks,
                C::Coder,
                C::Changed,
                C::Handling,
                C::Note,
            ],
            Self::Entities => &[
                C::Name,
                C::Kind,
                C::PartOf,
                C::Spellings,
                C::Marks,
                C::Events,
                C::First,
                C::Last,
                C::Coder,
                C::Changed,
                C::Note,
            ],
            Self::Marks => &[
                C::Document,
                C::Outlet,
                C::Date,
                C::Quote,
                C::Code,
                C::Event,
                C::Entity,
                C::Status,
                C::Certainty,
                C::Anchor,
                C::Coder,
                C::Changed,
                C::Note,
            ],
        }
    }

    /// The columns that are shown unless somebody chooses others.
    #[must_use]
    pub fn usual_columns(self) -> &'static [ListColumn] {
        use ListColumn as C;
        match self {
            Self::Events => &[C::When, C::Type, C::Title, C::Who, C::Status, C::Documents, C::Marks],
            Self::Entities => &[C::Name, C::Kind, C::Spellings, C::Marks, C::Events],
            Self::Marks => &[C::Document, C::Date, C::Quote, C::Code, C::Event, C::Entity],
        }
    }

    /// What it can be grouped by.
    #[must_use]
    pub fn groups(self) -> &'static [GroupBy] {
        use GroupBy as G;
        match self {
            Self::Events => &[
                G::Type,
                G::Area,
                G::Status,
                G::Actor,
                G::Place,
                G::Outlet,
                G::Month,
                G::Year,
                G::Coder,
                G::Certainty,
                G::Handling,
            ],
            Self::Entities => &[G::Type, G::PartOf, G::Coder],
            Self::Marks => &[
                G::Type,
                G::Event,
                G::Actor,
                G::Document,
                G::Outlet,
                G::Month,
                G::Year,
                G::Status,
                G::Certainty,
                G::Coder,
            ],
        }
    }
}

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListColumn {
    /// The date of an event.
    When,
    /// Its type.
    Type,
    /// Its title.
    Title,
    /// Who takes part.
    Who,
    /// Where.
    Place,
    /// The areas that it belongs to.
    Areas,
    /// Whether it happened; of a mark: what this sentence says.
    Status,
    /// How sure the analyst is; of a mark: how surely it speaks of this one.
    Certainty,
    /// How many documents report it.
    Documents,
    /// How many independent origins report it.
    Origins,
    /// How many marks are evidence of it, or name it.
    Marks,
    /// Who made it.
    Coder,
    /// When it was changed last, or made.
    Changed,
    /// With whom it may be shared.
    Handling,
    /// The analyst's note.
    Note,
    /// The document of a mark.
    Document,
    /// Who published that.
    Outlet,
    /// When that was published.
    Date,
    /// The words.
    Quote,
    /// What they were tagged as.
    Code,
    /// The events that they are evidence of.
    Event,
    /// The entities that they name.
    Entity,
    /// Whether the words still stand there.
    Anchor,
    /// The name of an entity.
    Name,
    /// Its kind.
    Kind,
    /// What it belongs to.
    PartOf,
    /// Its other spellings.
    Spellings,
    /// In how many events it takes part.
    Events,
    /// The first day of these.
    First,
    /// The last day of these.
    Last,
}

impl ListColumn {
    /// All of them.
    pub const ALL: [Self; 30] = [
        Self::When,
        Self::Type,
        Self::Title,
        Self::Who,
        Self::Place,
        Self::Areas,
        Self::Status,
        Self::Certainty,
        Self::Documents,
        Self::Origins,
        Self::Marks,
        Self::Coder,
        Self::Changed,
        Self::Handling,
        Self::Note,
        Self::Document,
        Self::Outlet,
        Self::Date,
        Self::Quote,
        Self::Code,
        Self::Event,
        Self::Entity,
        Self::Anchor,
        Self::Name,
        Self::Kind,
        Self::PartOf,
        Self::Spellings,
        Self::Events,
        Self::First,
        Self::Last,
    ];

    /// The column that settings call so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.to_string() == name)
    }

    /// Whether its cells are counts.
    #[must_use]
    pub fn is_count(self) -> bool {
        matches!(self, Self::Documents | Self::Origins | Self::Marks | Self::Events)
    }
}

impl fmt::Display for ListColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::When => "when",
            Self::Type => "type",
            Self::Title => "title",
            Self::Who => "who",
            Self::Place => "place",
            Self::Areas => "areas",
            Self::Status => "status",
            Self::Certainty => "certainty",
            Self::Documents => "documents",
            Self::Origins => "origins",
            Self::Marks => "marks",
            Self::Coder => "coder",
            Self::Changed => "changed",
            Self::Handling => "handling",
            Self::Note => "note",
            Self::Document => "document",
            Self::Outlet => "outlet",
            Self::Date => "date",
            Self::Quote => "quote",
            Self::Code => "code",
            Self::Event => "event",
            Self::Entity => "entity",
            Self::Anchor => "anchor",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::PartOf => "part of",
            Self::Spellings => "spellings",
            Self::Events => "events",
            Self::First => "first",
            Self::Last => "last",
        })
    }
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sorting {
    /// The column.
    pub by: ListColumn,
    /// Which way.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Smallest, earliest first.
    #[default]
    Up,
    /// Largest, latest first.
    Down,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// What the rows of a list are put together by. A row that has several values stands in several groups, one that has
/// none in the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum GroupBy {
    /// The type of an event, the code of a mark, the kind of an entity.
    Type,
    /// The area.
    Area,
    /// The status.
    Status,
    /// Who takes part; of a mark: whom it names.
    Actor,
    /// The place.
    Place,
    /// The outlet.
    Outlet,
    /// The month, if the date lies in one; of a mark: that of its document.
    Month,
    /// The year, if the date lies in one; of a mark: that of its document.
    Year,
    /// Who made it.
    Coder,
    /// How sure the analyst is.
    Certainty,
    /// With whom it may be shared.
    Handling,
    /// The document of a mark.
    Document,
    /// The event that a mark is evidence of.
    Event,
    /// What an entity belongs to.
    PartOf,
}

impl GroupBy {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Type,
        Self::Area,
        Self::Status,
        Self::Actor,
        Self::Place,
        Self::Outlet,
        Self::Month,
        Self::Year,
        Self::Coder,
        Self::Certainty,
        Self::Handling,
        Self::Document,
        Self::Event,
        Self::PartOf,
    ];

    /// What a list calls it.
    #[must_use]
    pub fn label(self, of: ListOf) -> String {
        match (self, of) {
            (Self::Type, ListOf::Entities) => "kind".to_owned(),
            (Self::Type, ListOf::Marks) => "code".to_owned(),
            (Self::Actor, ListOf::Marks) => "entity".to_owned(),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for GroupBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "type",
            Self::Area => "area",
            Self::Status => "status",
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Outlet => "outlet",
            Self::Month => "month",
            Self::Year => "year",
            Self::Coder => "coder",
            Self::Certainty => "certainty",
            Self::Handling => "handling",
            Self::Document => "document",
            Self::Event => "event",
            Self::PartOf => "part of",
        })
    }
}

/// Every certainty, the surest first.
pub const CERTAINTIES: [Certainty; 3] = [Certainty::Certain, Certainty::Probable, Certainty::Possible];

/// Every label of the Traffic Light Protocol, the freest first.
pub const HANDLINGS: [Handling; 5] =
    [Handling::Clear, Handling::Green, Handling::Amber, Handling::AmberStrict, Handling::Red];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_has_a_name_of_its_own_and_a_list() {
        let names: BTreeSet<String> = ListColumn::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), ListColumn::ALL.len());
        for column in ListColumn::ALL {
            assert_eq!(ListColumn::named(&column.to_string()), Some(column));
            let lists = [ListOf::Events, ListOf::Entities, ListOf::Marks];
            assert!(lists.iter().any(|of| of.columns().contains(&column)), "{column}");
            assert!(lists.iter().all(|of| of.usual_columns().iter().all(|usual| of.columns().contains(usual))));
        }
        for group in GroupBy::ALL {
            let lists = [ListOf::Events, ListOf::Entities, ListOf::Marks];
            assert!(lists.iter().any(|of| of.groups().contains(&group)), "{group}");
        }
    }

    #[test]
    fn columns_that_a_list_cannot_have_are_not_shown() {
        let columns = vec![ListColumn::Quote, ListColumn::Title];
        assert_eq!(ListSpec { columns, ..ListSpec::new(ListOf::Events) }.shown(), [ListColumn::Title]);
        let columns = vec![ListColumn::Quote];
        let usual = ListOf::Events.usual_columns();
        assert_eq!(ListSpec { columns, ..ListSpec::new(ListOf::Events) }.shown(), usual);
    }
}
