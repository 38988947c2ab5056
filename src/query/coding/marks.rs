//! The same words marked twice: with the same code, or as evidence of the same thing. A name inside a sentence, or a
//! sentence that is an event and holds an entity, is no such thing.

use super::{Finding, Repair, short};
use crate::base::span::Span;
use crate::model::{Anchor, DocumentId, Flaw, Mark, MarkId, RecordId};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) fn find(project: &Project) -> Vec<Finding> {
    project.documents().ids().flat_map(|document| of(project, document)).collect()
}

fn of(project: &Project, document: DocumentId) -> Vec<Finding> {
    let rows = project.index().marks_in(document).filter_map(|(_, id)| Some((id, project.marks().get(id)?)));
    let mut places: BTreeMap<&[Span], Vec<(MarkId, &Arc<Mark>)>> = BTreeMap::new();
    for (id, mark) in rows.filter(|(_, mark)| mark.anchor != Anchor::Lost) {
        places.entry(mark.pieces.spans()).or_default().push((id, mark));
    }
    places.into_values().filter(|marks| marks.len() > 1).flat_map(|marks| of_place(&marks)).collect()
}

/// The groups of marks of one place that share a code or something that they prove.
fn of_place(marks: &[(MarkId, &Arc<Mark>)]) -> Vec<Finding> {
    let mut by_code: BTreeMap<_, Vec<MarkId>> = BTreeMap::new();
    let mut by_proof: BTreeMap<_, Vec<MarkId>> = BTreeMap::new();
    for (id, mark) in marks {
        mark.code.into_iter().for_each(|code| by_code.entry(code).or_default().push(*id));
        mark.evidence.iter().for_each(|evidence| by_proof.entry(evidence.of).or_default().push(*id));
    }
    let groups: BTreeSet<Vec<MarkId>> =
        by_code.into_values().chain(by_proof.into_values()).filter(|group| group.len() > 1).collect();
    let quote = marks.first().map(|(_, mark)| short(&mark.quote)).unwrap_or_default();
    let made = |id: &MarkId| marks.iter().find(|(other, _)| other == id).map(|(_, mark)| mark.made.at);
    let finding = |mut group: Vec<MarkId>| {
        // The oldest stays, and is the one to look at.
        group.sort_by_key(|id| (made(id), *id));
        let times = if group.len() == 2 { "twice".to_owned() } else { format!("{} times", group.len()) };
        let what = format!("“{quote}” is marked {times}");
        let records = group.iter().copied().map(RecordId::from).collect();
        let repair =
            group.split_first().map(|(keep, others)| Repair::JoinMarks { keep: *keep, others: others.to_vec() });
        Finding::new(Flaw::SameSpan, records, what).repaired_by(repair)
    };
    groups.into_iter().map(finding).collect()
}
