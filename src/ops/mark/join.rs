//! Making several marks of one place one mark.

use super::{Draft, Refused, cite, edit, twin};
use crate::model::{Anchor, Mark, MarkId, RecordId};
use std::collections::BTreeSet;

/// Joins marks of one place: `keep` is evidence of what any of them was evidence of, and what events had from the
/// others they have from it. Its code, status, attribution and note are its own, or those of the first that has one.
///
/// # Errors
/// If one of them is not there or stands elsewhere, there is no other one, or it would be the same as a further mark.
pub fn join(draft: &mut Draft, keep: MarkId, others: &[MarkId]) -> Result<(), Refused> {
    let gone: BTreeSet<MarkId> = others.iter().copied().filter(|other| *other != keep).collect();
    if gone.is_empty() {
        return Err(Refused::because("There is no other mark to join it with"));
    }
    let mut joined = Mark::clone(draft.get::<Mark>(keep)?);
    for other in others.iter().filter(|other| gone.contains(other)) {
        let other = draft.get::<Mark>(*other)?;
        let place = |mark: &Mark| (mark.document, mark.pieces.clone());
        if place(other) != place(&joined) || other.anchor == Anchor::Lost || joined.anchor == Anchor::Lost {
            return Err(Refused::because("Only marks of the same words can be joined"));
        }
        take_in(&mut joined, other);
    }
    let says: BTreeSet<RecordId> =
        gone.iter().flat_map(|mark| draft.project().index().referrers((*mark).into())).collect();
    says.into_iter().try_for_each(|record| cite::instead(draft, record, &gone, keep))?;
    let records: Vec<RecordId> = gone.into_iter().map(RecordId::from).collect();
    crate::ops::delete::delete(draft, &records)?;
    edit(draft, keep, |mark| *mark = joined)?;
    Ok(())
}

fn take_in(mark: &mut Mark, other: &Mark) {
    mark.code = mark.code.or(other.code);
    mark.status = mark.status.or(other.status);
    mark.speech = mark.speech.or(other.speech);
    mark.in_error |= other.in_error;
    if mark.attribution.is_empty() {
        mark.attribution.clone_from(&other.attribution);
    }
    if mark.note.is_empty() {
        mark.note.clone_from(&other.note);
    } else if !other.note.is_empty() && mark.note != other.note {
        mark.note = format!("{}\n{}", mark.note, other.note);
    }
    for evidence in &other.evidence {
        if !mark.evidence.iter().any(|mine| mine.of == evidence.of) {
            mark.evidence.push(evidence.clone());
        }
    }
}

/// Joins a mark with those that say the same of its place, if there are any; the oldest stays.
pub(in crate::ops) fn join_twins(draft: &mut Draft, id: MarkId) -> Result<(), Refused> {
    let mark = draft.get::<Mark>(id)?;
    if mark.anchor == Anchor::Lost {
        return Ok(());
    }
    let project = draft.project();
    let near = project.index().marks_over(mark.document, mark.pieces.hull());
    let rows = near.into_iter().filter_map(|(_, other)| Some((other, project.marks().get(other)?)));
    let mut twins: Vec<_> = rows.filter(|(_, row)| twin::same(row, mark)).collect();
    twins.sort_by_key(|(id, row)| (row.made.at, *id));
    let twins: Vec<MarkId> = twins.into_iter().map(|(id, _)| id).collect();
    match twins.as_slice() {
        [keep, others @ ..] if !others.is_empty() => join(draft, *keep, others),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, Proves, Source, StatedWhen};
    use crate::project::testing::World;

    #[test]
    fn joined_marks_keep_all_evidence_and_what_events_have_from_them() {
        let mut world = World::new();
        let text = world.document("Wire", "", "Both were arrested. Later.");
        let (one, two) = (world.event("One", "", None, &[]), world.event("Two", "", None, &[]));
        let a = world.mark(text, "Both were arrested", &[Proves::Event(one)]);
        let b = world.mark(text, "Both were arrested", &[Proves::Event(two)]);
        let c = world.mark(text, "Later", &[]);
        world.change::<Mark>(b, |mark| mark.note = "see page 2".into());
        world.change::<Event>(two, |row| {
            row.stated.push(StatedWhen { source: Source::Mark(b), ..StatedWhen::default() });
        });
        assert!(world.draft(|draft| join(draft, a, &[c])).is_err(), "other words");
        assert!(world.draft(|draft| join(draft, a, &[a])).is_err());
        world.draft(|draft| join(draft, a, &[b])).expect("joined");
        let mark = world.project.marks().get(a).expect("it");
        assert_eq!(mark.events().collect::<Vec<_>>(), [one, two]);
        assert_eq!((&*mark.note, world.project.marks().len()), ("see page 2", 2));
        assert_eq!(world.project.events().get(two).expect("it").stated[0].source, Source::Mark(a));
        let found = crate::project::check::check(&world.project);
        assert!(found.iter().all(|finding| finding.record == text.into()), "only a hash is missing");
    }
}
