//! What a merge came to, in words: what was taken, where the sides clash, what went, and which events the two may both
//! have entered.
//!
//! It proposes and decides nothing: two events that look the same stay two until a person says so. What it does *not*
//! do: it does not repeat what mine had before.

use super::changes::{Change, Detail, between, called, changes, noun};
use super::same::{LIKELY, candidates};
use crate::model::{Anchor, EventId, MarkId, RecordId};
use crate::project::Project;
use crate::project::diff::of_record;
use crate::project::merge::{Merged, Remark, Side};

/// Events of theirs that are compared with events of mine.
pub const MOST_COMPARED: usize = 200;

/// Sentences of a record that are quoted.
pub const MOST_QUOTED: usize = 4;

/// Everything about a merge that a person should read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What the result has otherwise than mine.
    pub taken: Vec<Change>,
    /// Where both sides changed one thing.
    pub conflicts: Vec<Conflict>,
    /// What else is to be said of single records: what went, and marks and zones without their words.
    pub remarks: Vec<(RecordId, String)>,
    /// Events that only theirs had beside those of mine that they may be.
    pub same: Vec<Twins>,
    /// Events that only theirs had and that were not compared, because there are too many.
    pub not_compared: usize,
}

/// One thing that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The record.
    pub record: RecordId,
    /// How a list names it; may be empty.
    pub name: String,
    /// The field as the file calls it; `None`: one side removed the record.
    pub field: Option<&'static str>,
    /// What mine did to it.
    pub mine: Vec<Detail>,
    /// What theirs did to it.
    pub theirs: Vec<Detail>,
    /// The sentences that the record rests on, to decide by: of a mark its own, of an event and an entity those in the
    /// result, in the order of the documents; at most [`MOST_QUOTED`].
    pub quotes: Vec<String>,
    /// Whose version is in the result.
    pub kept: Side,
    /// What came of it, as a sentence without its full stop.
    pub said: String,
}

impl Conflict {
    /// “event “Visit to Rabat””.
    #[must_use]
    pub fn called(&self) -> String {
        called(self.record, &self.name)
    }
}

/// Two events that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Twins {
    /// The one that came with theirs.
    pub theirs: EventId,
    /// The one that was here.
    pub mine: EventId,
    /// How likely it is, from 0 to 1.
    pub score: f64,
    /// What speaks for it.
    pub because: Vec<String>,
    /// What speaks against it.
    pub differs: Vec<String>,
    /// What mine says, and then what theirs says.
    pub sides: [Account; 2],
}

/// What one of two events says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its values.
    pub values: Vec<Detail>,
    /// The sentences that it rests on, in the order of the documents; at most [`MOST_QUOTED`].
    pub quotes: Vec<String>,
}

/// What there is to say about a merge of these two; `base` is empty if there was none.
#[must_use]
pub fn report(base: &Project, mine: &Project, theirs: &Project, merged: &Merged) -> Report {
    let mut report = Report { taken: between(mine, &merged.project), ..Report::default() };
    for note in &merged.notes {
        let name = [&merged.project, mine, theirs].into_iter().find(|project| project.has(note.record));
        let name = name.map(|project| project.label(note.record).to_owned()).unwrap_or_default();
        let called = called(note.record, &name);
        let conflict = |field: Option<&'static str>, kept, said: String| Conflict {
            record: note.record,
            name: name.clone(),
            field,
            mine: of_side(known(base, theirs, note.record, field), mine, note.record, field),
            theirs: of_side(known(base, mine, note.record, field), theirs, note.record, field),
            quotes: quotes(&merged.project, note.record),
            kept,
            said,
        };
        match &note.what {
            Remark::Clash { field, kept } => {
                report.conflicts.push(conflict(Some(*field), *kept, format!("{} is kept", who(*kept))));
            }
            Remark::KeptChanged { removed_by } => {
                let (by, kept) = (who(*removed_by), removed_by.other());
                let said = format!("{by} removed it, {} changed it: it stays", who(kept));
                report.conflicts.push(conflict(None, kept, said));
            }
            Remark::KeptNeeded { removed_by } => {
                let (by, kept) = (who(*removed_by), removed_by.other());
                let said = format!("{by} removed it, and what {} has needs it: it stays", who(kept));
                report.conflicts.push(conflict(None, kept, said));
            }
            Remark::Removed { by } => {
                let said = format!("{called}: {} removed it, and nobody else changed it", who(*by));
                report.remarks.push((note.record, said));
            }
            Remark::Unsettled(anchor) => {
                let state = match anchor {
                    Anchor::Placed => "its words stand there again",
                    Anchor::Doubtful => "the text was changed there, so that its place is doubtful",
                    Anchor::Lost => "its words are not in the text any more; it is kept as lost",
                };
                report.remarks.push((note.record, format!("{called}: {state}")));
            }
            Remark::ZoneGone(words) => {
                let said = format!("{called}: the zone “{words}” is gone, what stood in it was replaced");
                report.remarks.push((note.record, said));
            }
        }
    }
    (report.same, report.not_compared) = twins(mine, theirs, &merged.project);
    report
}

fn who(side: Side) -> &'static str {
    match side {
        Side::Mine => "mine",
        Side::Theirs => "theirs",
    }
}

/// What a side is compared with: the base; of a text that the base does not have, the other side, since two whole texts
/// beside each other say nothing.
fn known<'p>(base: &'p Project, other: &'p Project, record: RecordId, field: Option<&str>) -> &'p Project {
    if field == Some("text") && !base.has(record) { other } else { base }
}

/// What one side did to a field of a record, or to all of it.
fn of_side(base: &Project, side: &Project, record: RecordId, field: Option<&str>) -> Vec<Detail> {
    let edits = of_record(base, side, record);
    let details = changes(&edits, base, side).into_iter().flat_map(|change| change.details);
    details.filter(|detail| field.is_none_or(|field| detail.field == field)).collect()
}

/// Events that came with theirs, beside those that only mine had.
fn twins(mine: &Project, theirs: &Project, merged: &Project) -> (Vec<Twins>, usize) {
    let only = |one: &Project, other: &Project| -> Vec<EventId> {
        one.events()
            .ids()
            .filter(|id| other.events().get(*id).is_none() && merged.events().get(*id).is_some())
            .collect()
    };
    let (ours, others) = (only(mine, theirs), only(theirs, mine));
    if ours.is_empty() {
        return (Vec::new(), 0);
    }
    let mut twins = Vec::new();
    for id in others.iter().take(MOST_COMPARED) {
        let likely = candidates(merged, *id).into_iter().filter(|one| one.score >= LIKELY);
        let of_mine = likely.filter(|one| ours.binary_search(&one.event).is_ok());
        twins.extend(of_mine.map(|one| Twins {
            theirs: *id,
            mine: one.event,
            score: one.score,
            because: one.because,
            differs: one.differs,
            sides: [one.event, *id].map(|event| account(merged, event)),
        }));
    }
    (twins, others.len().saturating_sub(MOST_COMPARED))
}

/// What an event says, and the sentences that prove it.
fn account(project: &Project, id: EventId) -> Account {
    let none = Project::new(project.id());
    let change = changes(&of_record(&none, project, id.into()), project, project).into_iter().next();
    // Which sentence says which value is more than one can read beside another event.
    let mut values = change.map(|change| change.details).unwrap_or_default();
    values.retain(|detail| detail.field != "sources");
    Account { values, quotes: quotes(project, id.into()) }
}

/// The sentences that a record rests on.
fn quotes(project: &Project, record: RecordId) -> Vec<String> {
    let index = project.index();
    let marks: Vec<MarkId> = match record {
        RecordId::Mark(id) => vec![id],
        RecordId::Event(id) => index.marks_of_event(id).take(MOST_QUOTED).collect(),
        RecordId::Entity(id) => index.marks_of_entity(id).take(MOST_QUOTED).collect(),
        RecordId::Document(_) | RecordId::Code(_) | RecordId::View(_) | RecordId::Ruling(_) => Vec::new(),
    };
    marks.into_iter().filter_map(|mark| project.marks().get(mark)).map(|mark| mark.quote.clone()).collect()
}

impl Report {
    /// Whether a person should decide something.
    #[must_use]
    pub fn has_conflicts(&self) -> bool {
        !self.conflicts.is_empty()
    }

    /// “2 events, 1 mark”: the records that the result has otherwise than mine.
    #[must_use]
    pub fn counts(&self) -> String {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for change in &self.taken {
            let name = noun(change.record);
            match counts.iter_mut().find(|(other, _)| *other == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
        counted(&counts)
    }
}

fn counted(counts: &[(&str, usize)]) -> String {
    let words = counts.iter().map(|(name, count)| match (*name, *count) {
        (name, 1) => format!("1 {name}"),
        ("entity", count) => format!("{count} entities"),
        (name, count) => format!("{count} {name}s"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::merge::{Choices, merge};
    use crate::project::testing::World;

    #[test]
    fn a_conflict_of_texts_without_a_base_shows_the_lines_that_differ() {
        let text = |line: &str| format!("Visit to Rabat\n\nHe met {line}.\nThey left.\n");
        let of = |line: &str| {
            let mut world = World::new();
            let document = world.document("Courier", "2025-03-11", &text(line));
            (world.project, document)
        };
        let ((mine, document), (theirs, same)) = (of("his colleague"), of("her deputy"));
        assert_eq!(document, same, "one document, written down twice");
        let base = Project::new(mine.id());
        let merged = merge(&base, &mine, &theirs, &Choices::default());
        let report = report(&base, &mine, &theirs, &merged);
        let of_text: Vec<&Conflict> =
            report.conflicts.iter().filter(|conflict| conflict.field == Some("text")).collect();
        let [conflict] = of_text.as_slice() else { panic!("{:?}", report.conflicts) };
        let lines = |details: &[Detail]| -> Vec<(Option<usize>, Option<String>, Option<String>)> {
            details.iter().map(|one| (one.line, one.before.clone(), one.after.clone())).collect()
        };
        let line = |words: &str| Some(format!("He met {words}."));
        assert_eq!(lines(&conflict.mine), [(Some(3), line("her deputy"), line("his colleague"))]);
        assert_eq!(lines(&conflict.theirs), [(Some(3), line("his colleague"), line("her deputy"))]);
        // What the base has is what both are compared with.
        let (base, _) = of("somebody");
        let merged = merge(&base, &mine, &theirs, &Choices::default());
        let report = super::report(&base, &mine, &theirs, &merged);
        let conflict = report.conflicts.iter().find(|conflict| conflict.field == Some("text")).unwrap();
        assert_eq!(lines(&conflict.mine), [(Some(3), line("somebody"), line("his colleague"))]);
    }
}
