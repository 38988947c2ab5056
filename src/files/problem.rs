//! Something in a file that is not as it should be: where, which record, and what was done about it.

use crate::model::RecordId;
use crate::project::Project;
use crate::query::changes::noun;
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

impl Problem {
    /// The remark with the name of its record, where `project` knows one: “event “Visit to Rabat” (e0123456789): …”.
    #[must_use]
    pub fn named(&self, project: &Project) -> String {
        let name = self.record.filter(|record| project.has(*record)).map(|record| (record, project.label(record)));
        match name.filter(|(_, name)| !name.is_empty()) {
            Some((record, name)) => format!("{}{} “{name}” ({record}): {}", self.place(), noun(record), self.what),
            None => self.to_string(),
        }
    }

    fn place(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("line {line}, column {column}: "),
            (Some(line), None) => format!("line {line}: "),
            _ => String::new(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place())?;
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
        let mut world = crate::project::testing::World::new();
        let event = world.event("Visit to Rabat", "2025-03", None, &[]);
        let named = Problem::of(event, "left out").named(&world.project);
        assert_eq!(named, format!("event “Visit to Rabat” ({event}): left out"));
        assert_eq!(problem.named(&world.project), problem.to_string(), "nobody knows it");
    }
}
