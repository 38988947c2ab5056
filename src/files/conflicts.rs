//! What a version control system leaves in a file when it could not merge two versions.
//!
//! Between its markers stand both versions. The first one is taken and the second left out: what is left is a file
//! that can be read, with every byte in its old place. It does *not* merge; opening the two versions and merging them
//! is a command.

use std::borrow::Cow;

/// A conflict: the lines of its first and last marker, counted from 1.
pub type Lines = (usize, usize);

/// The text with the second version of each conflict and all markers blanked out, and where they were.
#[must_use]
pub fn take_first(text: &str) -> (Cow<'_, str>, Vec<Lines>) {
    if !text.lines().any(|line| marker(line) == Some(Marker::Begin)) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut kept = String::with_capacity(text.len());
    let mut conflicts: Vec<Lines> = Vec::new();
    let mut side = Side::Both;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let found = marker(line);
        side = match (found, side) {
            (Some(Marker::Begin), _) => {
                conflicts.push((number + 1, number + 1));
                Side::First
            }
            (Some(Marker::Base | Marker::Middle), Side::First | Side::Second) => Side::Second,
            (Some(Marker::End), Side::First | Side::Second) => Side::Both,
            (_, side) => side,
        };
        if let Some(conflict) = conflicts.last_mut().filter(|_| found.is_some()) {
            conflict.1 = number + 1;
        }
        if found.is_some() || side == Side::Second {
            blank(line, &mut kept);
        } else {
            kept.push_str(line);
        }
    }
    (Cow::Owned(kept), conflicts)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    First,
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
    fn the_first_version_is_taken_and_nothing_moves() {
        let text = "a\n<<<<<<< ours\nb é\n||||||| base\nx\n=======\nc\n>>>>>>> theirs\nd\n";
        let (kept, conflicts) = take_first(text);
        assert_eq!(kept.split_whitespace().collect::<String>(), "abéd");
        assert_eq!((kept.len(), kept.find('d')), (text.len(), text.rfind("d\n")));
        assert_eq!(conflicts, [(2, 8)]);
        assert_eq!(take_first("a\n=======\nb").1, []);
    }
}
