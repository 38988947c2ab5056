//! Check my coding: what looks like a flaw in what people coded, why, and how it could be put right.
//!
//! A finding is a question, never an error: somebody may say why it is all right as it is, and it is not asked again
//! until what it rests on changes. Promises: the same project gives the same findings in the same order; time grows with
//! the project, and texts that were read before are not read again ([`Cache`]). What it does *not* do: it changes
//! nothing. A [`Repair`] says what could be done; a command is made of it where commands are known.

mod entities;
mod events;
mod marks;
mod open;
mod relations;
mod roles;

pub use open::Cache;

use super::fold::fold;
use crate::model::{CodeId, DocumentId, EntityId, EventId, Flaw, MarkId, Matter, RecordId, RelationKind, RulingId};
use crate::project::Project;
use std::collections::BTreeMap;

/// Something that looks like a flaw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like.
    pub flaw: Flaw,
    /// In which records; the one to look at first.
    pub records: Vec<RecordId>,
    /// What is the matter, in words.
    pub what: String,
    /// What was the case: somebody who says that it is all right says so about this. Empty where nothing can change.
    pub rests_on: String,
    /// How it could be put right, where there is one way that suggests itself.
    pub repair: Option<Repair>,
    /// The decision that it is all right as it is.
    pub ignored: Option<RulingId>,
}

/// A way to put something right; each is one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Makes marks of the same words one mark.
    JoinMarks {
        /// The one that stays.
        keep: MarkId,
        /// Those that go.
        others: Vec<MarkId>,
    },
    /// Lets one entity have a spelling; the others lose it.
    GiveName {
        /// The spelling.
        name: String,
        /// Who keeps it.
        to: EntityId,
    },
    /// Deletes an entity that is used nowhere.
    DeleteEntity(EntityId),
    /// Says that the event is planned.
    SetPlanned(EventId),
    /// Leaves open in which role somebody took part.
    LeaveRoleOpen {
        /// In which event.
        event: EventId,
        /// Which participant, counted from 0.
        at: usize,
        /// Who that is, in case the list has changed meanwhile.
        entity: EntityId,
        /// The role.
        role: CodeId,
    },
    /// Removes a link between events.
    RemoveRelation {
        /// From which event.
        event: EventId,
        /// Of which kind.
        kind: RelationKind,
        /// To which event.
        to: EventId,
    },
    /// Puts a document back into work.
    BackToWork(DocumentId),
}

impl Repair {
    /// What it does, in a few words.
    #[must_use]
    pub fn words(&self, project: &Project) -> String {
        match self {
            Self::JoinMarks { others, .. } if others.len() == 1 => "Join the two marks".to_owned(),
            Self::JoinMarks { others, .. } => format!("Join the {} marks", others.len() + 1),
            Self::GiveName { name, to } => {
                format!("Leave “{}” to {}", name, named(project, (*to).into()))
            }
            Self::DeleteEntity(_) => "Delete the entity".to_owned(),
            Self::SetPlanned(_) => "Set the status to planned".to_owned(),
            Self::LeaveRoleOpen { .. } => "Leave the role open".to_owned(),
            Self::RemoveRelation { event, kind, to } => format!(
                "Remove “{} {} {}”",
                short(project.label((*event).into())),
                crate::query::words::of_link(project, *kind),
                short(project.label((*to).into()))
            ),
            Self::BackToWork(_) => "Set the document to in work".to_owned(),
        }
    }
}

impl Finding {
    fn new(flaw: Flaw, records: Vec<RecordId>, what: String) -> Self {
        Self { flaw, records, what, rests_on: String::new(), repair: None, ignored: None }
    }

    fn rests_on(self, rests_on: impl Into<String>) -> Self {
        Self { rests_on: rests_on.into(), ..self }
    }

    fn repaired_by(self, repair: Option<Repair>) -> Self {
        Self { repair, ..self }
    }

    /// The decision that it is all right, to be recorded.
    #[must_use]
    pub fn accepted(&self) -> Matter {
        let mut records = self.records.clone();
        records.sort_unstable();
        records.dedup();
        Matter::Accepted { flaw: self.flaw, records, rests_on: self.rests_on.clone() }
    }
}

/// Everything that looks like a flaw, by flaw, then by what it says; what was said to be all right is named as such.
#[must_use]
pub fn coding(project: &Project, cache: &mut Cache) -> Vec<Finding> {
    let mut found = events::find(project);
    found.extend(marks::find(project));
    found.extend(entities::find(project));
    found.extend(roles::find(project));
    found.extend(relations::find(project));
    found.extend(cache.find(project));
    found.extend(undefined(project));
    ignore(project, &mut found);
    found.sort_by_cached_key(|finding| (finding.flaw, fold(&finding.what), finding.records.clone()));
    found
}

/// Codes without a definition.
fn undefined(project: &Project) -> Vec<Finding> {
    let blank = project.codes().iter().filter(|(_, code)| code.definition.trim().is_empty());
    let finding = |(id, code): (_, &std::sync::Arc<crate::model::Code>)| {
        let what = format!("The {} “{}” has no definition", code.kind, short(&code.name));
        Finding::new(Flaw::NoDefinition, vec![RecordId::Code(id)], what)
    };
    blank.map(finding).collect()
}

/// Notes which findings somebody has said to be all right, as they are now.
fn ignore(project: &Project, found: &mut [Finding]) {
    type Key<'p> = (Flaw, &'p [RecordId], &'p str);
    let rulings = project.rulings().iter().filter_map(|(id, ruling)| match &ruling.about {
        Matter::Accepted { flaw, records, rests_on } => Some(((*flaw, &records[..], rests_on.as_str()), id)),
        _ => None,
    });
    let accepted: BTreeMap<Key<'_>, RulingId> = rulings.collect();
    if accepted.is_empty() {
        return;
    }
    for finding in found {
        if let Matter::Accepted { flaw, records, rests_on } = finding.accepted() {
            finding.ignored = accepted.get(&(flaw, &records[..], rests_on.as_str())).copied();
        }
    }
}

/// What a sentence calls a record: its label in quotes, or its type if it has none.
fn named(project: &Project, id: RecordId) -> String {
    let label = project.label(id).trim();
    if !label.is_empty() {
        return format!("“{}”", short(label));
    }
    let kind = match id {
        RecordId::Event(event) => project.events().get(event).and_then(|event| event.kind),
        _ => None,
    };
    kind.map_or_else(|| "One without a name".to_owned(), |kind| format!("“{}”", project.label(kind.into())))
}

/// At most 60 characters, on one line.
fn short(label: &str) -> String {
    const MOST_CHARS: usize = 60;
    let line = label.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_CHARS) {
        None => line,
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
    }
}

#[cfg(test)]
mod tests;
