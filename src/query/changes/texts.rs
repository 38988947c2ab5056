//! What became of a text, line by line.

use super::{Detail, Names};
use crate::base::diff::by_line;
use crate::base::patch::Patch;
use crate::model::DocumentId;
use std::ops::Range;

/// One detail for each stretch of lines that differs; the label says which line it is, counted from 1.
///
/// Where the two texts are not at hand the patch itself says what was taken out and put in.
pub(super) fn details(id: DocumentId, patch: &Patch, names: &Names<'_>) -> Vec<Detail> {
    let (before, after) = names.texts(id);
    if before == after {
        let hunks = patch.hunks().iter().filter(|hunk| hunk.removed != hunk.inserted);
        return hunks.map(|hunk| detail("text", None, &hunk.removed, &hunk.inserted)).collect();
    }
    let mut details = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for (a, b) in by_line(before, after) {
        line += part(after, counted..b.start).matches('\n').count();
        counted = b.start;
        details.push(detail("line", Some(line), part(before, a), part(after, b)));
    }
    details
}

fn part(text: &str, bytes: Range<usize>) -> &str {
    text.get(bytes).unwrap_or_default()
}

fn detail(label: &'static str, line: Option<usize>, before: &str, after: &str) -> Detail {
    let value = |part: &str| (!part.is_empty()).then(|| part.strip_suffix('\n').unwrap_or(part).to_owned());
    Detail { field: "text", label, line, before: value(before), after: value(after), prose: true }
}
