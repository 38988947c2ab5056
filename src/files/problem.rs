//! Something in a file that is not as it should be: where, which record, and what was done about it.

use crate::model::RecordId;
use std::fmt;

/// A remark about a file that was read. Lines and columns count from 1, columns in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The line, if the remark is about a place.
    pub line: Option<usize>,
    /// The column in that line.
    pub column: Option<usize>,
    /// The record, if it is about one.
    pub record: Option<RecordId>,
    /// What is the matter and what was done, as a sentence without its full stop.
    pub what: String,
}

impl Problem {
    /// A remark about the file as a whole.
    #[must_use]
    pub fn general(what: impl Into<String>) -> Self {
        Self { what: what.into(), ..Self::default() }
    }

    /// A remark about a record, wherever it stands.
    #[must_use]
    pub fn of(record: impl Into<RecordId>, what: impl Into<String>) -> Self {
        Self { record: Some(record.into()), what: what.into(), ..Self::default() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: ")?,
            (Some(line), None) => write!(f, "line {line}: ")?,
            _ => {}
        }
        if let Some(record) = self.record {
            write!(f, "{record}: ")?;
        }
        f.write_str(&self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Fresh;
    use crate::model::MarkId;

    #[test]
    fn a_problem_names_its_place_first() {
        let id = MarkId::from_bits(0);
        let problem = Problem { line: Some(3), column: Some(9), ..Problem::of(id, "left out") };
        assert_eq!(problem.to_string(), "line 3, column 9: m0000000000: left out");
        assert_eq!(Problem::general("the file ends early").to_string(), "the file ends early");
    }
}
