//! What a version control system leaves in a file when it could not merge two versions.
//!
//! Between its markers stand both versions. Each is read by itself, with every byte of the file in its old place, and the
//! two are brought together: what only one has is taken, and where they differ the first counts. The version that both
//! come from, which some markers hold as well, is left out. What this does *not* do: it does not know what was removed
//! on purpose, so nothing counts as removed; merging two whole files is a command.

use super::problem::Problem;
use crate::model::RecordId;
use crate::project::merge::{Choices, Remark, merge};
use crate::project::{Edit, Project, diff};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A conflict: the lines of its first and last marker, counted from 1.
pub type Lines = (usize, usize);

/// The versions that stand in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions<'t> {
    /// The text with everything else than the first version of each conflict blanked out.
    pub first: Cow<'t, str>,
    /// The same of the second version; `None` if there is no conflict.
    pub second: Option<String>,
    /// Where they were.
    pub conflicts: Vec<Lines>,
}

/// The versions of a text, each with its bytes in their old places.
#[must_use]
pub fn versions(text: &str) -> Versions<'_> {
    if !text.lines().any(|line| marker(line) == Some(Marker::Begin)) {
        return Versions { first: Cow::Borrowed(text), second: None, conflicts: Vec::new() };
    }
    let (mut first, mut second) = (String::with_capacity(text.len()), String::with_capacity(text.len()));
    let mut conflicts: Vec<Lines> = Vec::new();
    let mut side = Side::Both;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let found = marker(line);
        side = match (found, side) {
            (Some(Marker::Begin), _) => {
                conflicts.push((number + 1, number + 1));
                Side::First
            }
            (Some(Marker::Base), Side::First) => Side::Base,
            (Some(Marker::Middle), Side::First | Side::Base) => Side::Second,
            (Some(Marker::End), Side::First | Side::Base | Side::Second) => Side::Both,
            (_, side) => side,
        };
        if let Some(conflict) = conflicts.last_mut().filter(|_| found.is_some()) {
            conflict.1 = number + 1;
        }
        let in_first = found.is_none() && matches!(side, Side::Both | Side::First);
        let in_second = found.is_none() && matches!(side, Side::Both | Side::Second);
        if in_first {
            first.push_str(line);
        } else {
            blank(line, &mut first);
        }
        if in_second { second.push_str(line) } else { blank(line, &mut second) }
    }
    Versions { first: Cow::Owned(first), second: Some(second), conflicts }
}

/// Brings two versions together, and names every record that they do not share.
#[must_use]
pub fn join(first: &Project, second: &Project) -> (Project, Vec<Problem>) {
    let merged = merge(&Project::new(first.id()), first, second, &Choices::default());
    let mut problems = Vec::new();
    let differ: BTreeSet<RecordId> = diff::diff(first, second).iter().map(Edit::record).collect();
    for id in differ {
        match (first.has(id), second.has(id)) {
            (true, false) => {
                problems.push(Problem::of(id, "only the first of the two versions has it; it was taken"));
            }
            (false, true) => {
                problems.push(Problem::of(id, "only the second of the two versions has it; it was taken"));
            }
            _ => {}
        }
    }
    problems.extend(merged.notes.iter().map(|note| Problem::of(note.record, said(&note.what))));
    (merged.project, problems)
}

fn said(remark: &Remark) -> String {
    match remark {
        Remark::Clash { field, .. } => {
            format!("the two versions have another “{field}”; where they differ the first was taken")
        }
        Remark::Unsettled(_) => {
            "its words are not, or not surely, in the text that was taken of the two; look at it".to_owned()
        }
        Remark::ZoneGone(words) => {
            format!("a zone of the second version has no place in the text that was taken: “{words}”")
        }
        Remark::KeptChanged { .. } | Remark::KeptNeeded { .. } | Remark::Removed { .. } => {
            "only one of the two versions has it; it was taken".to_owned()
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    First,
    Base,
    Second,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Begin,
    Base,
    Middle,
    End,
}

fn marker(line: &str) -> Option<Marker> {
    let line = line.trim_end();
    let is = |sign: &str| line.strip_prefix(sign).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if is("<<<<<<<") {
        Some(Marker::Begin)
    } else if is("|||||||") {
        Some(Marker::Base)
    } else if is("=======") {
        Some(Marker::Middle)
    } else if is(">>>>>>>") {
        Some(Marker::End)
    } else {
        None
    }
}

/// As many spaces as there are bytes, with the line's end where it was.
fn blank(line: &str, out: &mut String) {
    out.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_is_read_by_itself_and_nothing_moves() {
        let text = "a\n<<<<<<< ours\nb é\n||||||| base\nx\n=======\nc\n>>>>>>> theirs\nd\n";
        let versions = versions(text);
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&versions.first), "abéd");
        let second = versions.second.as_deref().unwrap_or_default();
        assert_eq!(letters(second), "acd");
        for version in [&*versions.first, second] {
            assert_eq!((version.len(), version.find('d')), (text.len(), text.rfind("d\n")));
        }
        assert_eq!(versions.conflicts, [(2, 8)]);
        let none = super::versions("a\n=======\nb");
        assert_eq!((none.conflicts, none.second), (vec![], None));
    }
}
