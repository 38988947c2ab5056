//! What a matrix is asked: what stands in its rows, what in its columns, and in which order.
//!
//! Plain values that are saved with a chart. What they come to is decided by `query::matrix`.

use super::is_default;
use super::view::SplitBy;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A matrix: two things crossed, a number in each cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatrixSpec {
    /// What is crossed with what.
    #[serde(default, skip_serializing_if = "is_default")]
    pub of: MatrixOf,
    /// The order of the rows; where rows and columns are the same, of both.
    #[serde(default, skip_serializing_if = "is_default")]
    pub row_order: LineOrder,
    /// The order of the columns.
    #[serde(default, skip_serializing_if = "is_default")]
    pub column_order: LineOrder,
    /// So many rows and so many columns at most, at least 2; what is rarer goes into one called “others”. Periods are
    /// always all there.
    #[serde(default = "usual_most", skip_serializing_if = "is_usual_most")]
    pub most: u16,
}

/// Rows and columns of a matrix for which nobody chose a number.
const USUAL_MOST: u16 = 30;

fn usual_most() -> u16 {
    USUAL_MOST
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_usual_most(most: &u16) -> bool {
    *most == USUAL_MOST
}

impl Default for MatrixSpec {
    fn default() -> Self {
        Self {
            of: MatrixOf::default(),
            row_order: LineOrder::default(),
            column_order: LineOrder::default(),
            most: USUAL_MOST,
        }
    }
}

/// What is crossed with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MatrixOf {
    /// Two properties of events; one with itself: how often two of them stand in one event.
    Pivot {
        /// What stands in the rows.
        rows: Side,
        /// What stands in the columns.
        columns: Side,
    },
    /// Codes of marks with each other, where they stand together.
    Codes(Within),
}

impl Default for MatrixOf {
    /// Actors with each other.
    fn default() -> Self {
        Self::Pivot { rows: Side::By(SplitBy::Actor), columns: Side::By(SplitBy::Actor) }
    }
}

impl MatrixOf {
    /// Whether time is on one of its sides.
    #[must_use]
    pub fn is_timed(self) -> bool {
        matches!(self, Self::Pivot { rows, columns } if rows == Side::Period || columns == Side::Period)
    }

    /// Whether rows and columns are the same, so that each cell has a twin.
    #[must_use]
    pub fn is_symmetric(self) -> bool {
        match self {
            Self::Pivot { rows, columns } => rows == columns,
            Self::Codes(_) => true,
        }
    }
}

/// What stands in the rows, or in the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    /// The bins of the chart, such as months.
    Period,
    /// What a bar can be cut into.
    By(SplitBy),
}

impl Side {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Period,
        Self::By(SplitBy::Type),
        Self::By(SplitBy::Area),
        Self::By(SplitBy::Class),
        Self::By(SplitBy::Entity),
        Self::By(SplitBy::Actor),
        Self::By(SplitBy::Dyad),
        Self::By(SplitBy::Role),
        Self::By(SplitBy::Place),
        Self::By(SplitBy::Outlet),
        Self::By(SplitBy::Status),
        Self::By(SplitBy::Coder),
    ];
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Period => f.write_str("period"),
            Self::By(split) => split.fmt(f),
        }
    }
}

/// Where two codes stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Within {
    /// Their marks overlap.
    Overlap,
    /// Their marks stand in one sentence.
    #[default]
    Sentence,
    /// In one paragraph.
    Paragraph,
    /// In one document.
    Document,
}

impl Within {
    /// All of them, narrowest first.
    pub const ALL: [Self; 4] = [Self::Overlap, Self::Sentence, Self::Paragraph, Self::Document];
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overlap => "overlap",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Document => "document",
        })
    }
}

/// In which order rows or columns stand. Periods always follow one another; “none” and “others” are always last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LineOrder {
    /// The greatest total first.
    #[default]
    Total,
    /// By name.
    Name,
    /// As in the codebook; what is in none, by total.
    Codebook,
}

impl LineOrder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Total, Self::Name, Self::Codebook];
}

impl fmt::Display for LineOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Total => "total",
            Self::Name => "name",
            Self::Codebook => "codebook",
        })
    }
}
