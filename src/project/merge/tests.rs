//! Two people change one record.

use super::*;
use crate::model::{Anchor, Assessed, Certainty, Document, Entity, EventId, Mark, MarkId, Name, Proves, Status};
use crate::project::check::{check, text_sha256};
use crate::project::diff;
use crate::project::testing::{World, takes_part, when};

/// A world with one visit, one sentence that proves it, and one minister.
struct Visit {
    base: World,
    event: EventId,
    mark: MarkId,
    minister: crate::model::EntityId,
    document: crate::model::DocumentId,
}

const TEXT: &str = "Visit to Rabat\n\nHe met his colleague.\nThey left.\nThe end.\n";

fn visit() -> Visit {
    let mut base = World::new();
    let minister = base.entity(&["Gérald Vasseur"]);
    let event = base.event("Visit to Rabat", "2025-03", None, &[minister]);
    let document = base.document("Courier", "2025-03-11", TEXT);
    base.change::<Document>(document, |row| row.text_sha256 = text_sha256(TEXT));
    let mark = base.mark(document, "They left", &[Proves::Event(event)]);
    Visit { base, event, mark, minister, document }
}

/// Replaces the text as a correction does: the marks follow.
fn correct(world: &mut World, id: crate::model::DocumentId, text: &str) {
    let before = world.project.text(id).to_owned();
    let patch = crate::base::diff::between(&before, text);
    let marks: Vec<(MarkId, Mark)> = world.project.marks().iter().map(|(id, mark)| (id, Mark::clone(mark))).collect();
    world.draft(|draft| draft.patch(id, patch.clone())).unwrap();
    world.change::<Document>(id, |row| row.text_sha256 = text_sha256(text));
    let course = crate::base::anchor::Course::new(&before, text, &patch, crate::base::anchor::Search::Near);
    for (id, mut mark) in marks {
        mark.follow(&course);
        world.change::<Mark>(id, |row| *row = mark);
    }
}

/// Does one thing to each of two copies and brings them together.
fn merged(world: &Visit, mine: impl FnOnce(&mut World), theirs: impl FnOnce(&mut World)) -> Merged {
    let copy = |change: &mut dyn FnMut(&mut World)| {
        let mut copy = World::new();
        copy.project = world.base.project.clone();
        change(&mut copy);
        copy.project
    };
    let (mut mine, mut theirs) = (Some(mine), Some(theirs));
    let mine = copy(&mut |world| mine.take().unwrap()(world));
    let theirs = copy(&mut |world| theirs.take().unwrap()(world));
    let merged = merge(&world.base.project, &mine, &theirs, &Choices::default());
    assert_eq!(check(&merged.project), []);
    let other = merge(&world.base.project, &theirs, &mine, &Choices::default());
    assert_eq!(merged.conflicts(), other.conflicts());
    if merged.conflicts().is_empty() {
        assert_eq!(merged.project, other.project, "the order of the sides does not matter");
    }
    merged
}

fn date(edtf: &str) -> Option<Assessed> {
    when(edtf).map(Assessed::plain)
}

#[test]
fn different_fields_of_one_event() {
    let world = visit();
    let id = world.event;
    let merged = merged(
        &world,
        |copy| copy.change::<Event>(id, |event| event.assessed = date("2025-03-10")),
        |copy| copy.change::<Event>(id, |event| event.status = Status::Planned),
    );
    let event = merged.project.events().get(id).unwrap();
    assert_eq!((&event.assessed, event.status), (&date("2025-03-10"), Status::Planned));
    assert!(merged.notes.is_empty(), "{:?}", merged.notes);
}

#[test]
fn the_same_field_is_a_clash_and_the_choice_counts() {
    let world = visit();
    let id = world.event;
    let copy = |edtf: &str| {
        let mut copy = world.base.project.clone();
        let mut event = Event::clone(copy.events().get(id).unwrap());
        event.assessed = date(edtf);
        event.note = "the same".to_owned();
        copy.put(id, Some(Arc::new(event)));
        copy
    };
    let (mine, theirs) = (copy("2025-03-10"), copy("2025-03-11"));
    let of = |choices: &Choices| {
        let merged = merge(&world.base.project, &mine, &theirs, choices);
        let [note] = &merged.notes.iter().collect::<Vec<_>>()[..] else { panic!("{:?}", merged.notes) };
        let Remark::Clash { field: "assessed", kept } = note.what else { panic!("{note:?}") };
        (merged.project.events().get(id).unwrap().assessed.clone(), kept)
    };
    assert_eq!(of(&Choices::default()), (date("2025-03-10"), Side::Mine));
    assert_eq!(of(&Choices::theirs()), (date("2025-03-11"), Side::Theirs));
    let mut one = Choices::default();
    one.each.insert((id.into(), Some("assessed".to_owned())), Side::Theirs);
    assert_eq!(of(&one).1, Side::Theirs);
    one.each.insert((id.into(), Some("assessed".to_owned())), Side::Mine);
    one.each.insert((id.into(), None), Side::Theirs);
    assert_eq!(of(&one).1, Side::Mine);
}

#[test]
fn lists_are_merged_item_by_item() {
    let world = visit();
    let (id, minister) = (world.event, world.minister);
    let merged = merged(
        &world,
        |copy| {
            let other = copy.entity(&["Nadia Benali"]);
            copy.change::<Event>(id, |event| event.participants.push(takes_part(other)));
        },
        |copy| {
            copy.change::<Event>(id, |event| event.participants[0].office = "minister".to_owned());
            copy.change::<Entity>(minister, |entity| entity.names.push(Name::plain("Vasseur")));
        },
    );
    let event = merged.project.events().get(id).unwrap();
    assert_eq!((event.participants.len(), event.participants[0].office.as_str()), (2, "minister"));
    assert!(merged.notes.is_empty(), "{:?}", merged.notes);
}

#[test]
fn an_item_that_one_removed_and_the_other_changed_stays_and_is_a_clash() {
    let world = visit();
    let id = world.event;
    let merged = merged(
        &world,
        |copy| copy.change::<Event>(id, |event| event.participants.clear()),
        |copy| copy.change::<Event>(id, |event| event.participants[0].certainty = Certainty::Possible),
    );
    assert_eq!(merged.project.events().get(id).unwrap().participants.len(), 1);
    assert_eq!(merged.conflicts(), BTreeSet::from([id.into()]));
}

#[test]
fn texts_are_merged_by_line_and_marks_follow() {
    let world = visit();
    let (id, mark) = (world.document, world.mark);
    let merged = merged(
        &world,
        |copy| correct(copy, id, &TEXT.replace("Visit to Rabat", "The second visit to Rabat")),
        |copy| correct(copy, id, &TEXT.replace("The end.", "It ends.")),
    );
    assert_eq!(merged.project.text(id), "The second visit to Rabat\n\nHe met his colleague.\nThey left.\nIt ends.\n");
    assert_eq!(merged.project.marks().get(mark).unwrap().anchor, Anchor::Placed);
    assert!(merged.notes.is_empty(), "{:?}", merged.notes);
}

#[test]
fn a_line_that_both_changed_is_a_clash_and_no_mark_is_lost_in_silence() {
    let world = visit();
    let (id, mark) = (world.document, world.mark);
    let mut theirs_mark = None;
    let merged = merged(
        &world,
        |copy| correct(copy, id, &TEXT.replace("They left.", "Nobody knows what happened.")),
        |copy| {
            correct(copy, id, &TEXT.replace("They left.", "They left at noon, all of them."));
            theirs_mark = Some(copy.mark(id, "at noon, all of them", &[]));
        },
    );
    assert!(merged.project.text(id).contains("Nobody knows"));
    let notes: Vec<RecordId> = merged.notes.iter().map(|note| note.record).collect();
    assert!(notes.contains(&id.into()) && notes.contains(&theirs_mark.unwrap().into()), "{:?}", merged.notes);
    assert!(merged.project.marks().get(mark).is_some());
}

#[test]
fn an_event_that_one_removed_and_the_other_changed_stays_with_its_evidence() {
    let world = visit();
    let (id, mark) = (world.event, world.mark);
    let merged = merged(
        &world,
        |copy| {
            copy.change::<Mark>(mark, |mark| mark.evidence.clear());
            copy.draft(|draft| draft.remove::<Event>(id)).unwrap();
        },
        |copy| copy.change::<Event>(id, |event| event.note = "Important".to_owned()),
    );
    assert!(merged.project.events().get(id).is_some());
    assert!(merged.project.marks().get(mark).unwrap().proves_event(id));
    let note = merged.notes.iter().find(|note| note.record == id.into()).unwrap();
    assert!(matches!(note.what, Remark::KeptChanged { .. }), "{note:?}");
}

#[test]
fn a_mark_may_be_deleted_while_the_other_corrects_its_text() {
    let world = visit();
    let (id, mark) = (world.document, world.mark);
    let merged = merged(
        &world,
        |copy| copy.draft(|draft| draft.remove::<Mark>(mark)).unwrap(),
        |copy| correct(copy, id, &TEXT.replace("Visit to Rabat", "The second visit to Rabat")),
    );
    assert!(merged.project.marks().get(mark).is_none());
    let notes: Vec<&Remark> = merged.notes.iter().map(|note| &note.what).collect();
    assert!(matches!(notes[..], [Remark::Removed { .. }]), "{notes:?}");
}

#[test]
fn without_a_base_nothing_is_removed() {
    let world = visit();
    let nothing = Project::new(world.base.project.id());
    let mut other = World::new();
    other.project = world.base.project.clone();
    other.change::<Event>(world.event, |event| event.note = "More".to_owned());
    let united = merge(&nothing, &nothing, &other.project, &Choices::default());
    assert_eq!(diff::diff(&other.project, &united.project), []);
    let united = merge(&nothing, &world.base.project, &other.project, &Choices::default());
    assert_eq!(united.project.events().get(world.event).unwrap().note, "More");
    assert_eq!(united.conflicts(), BTreeSet::new());
}

/// Files that were mended may have one mark in two documents: its place there goes with the document.
#[test]
fn a_mark_that_stands_in_another_document_takes_its_place_along() {
    let mut world = visit();
    let short = "They left.\n";
    let other = world.base.document("Herald", "2025-03-12", short);
    world.base.change::<Document>(other, |row| row.text_sha256 = text_sha256(short));
    let mut mine = World::new();
    mine.project = world.base.project.clone();
    mine.change::<Mark>(world.mark, |mark| {
        mark.document = other;
        mark.pieces = crate::base::span::Pieces::one(crate::base::span::Span::new(0, 9)).unwrap();
    });
    for base in [Project::new(world.base.project.id()), world.base.project.clone()] {
        for side in [Side::Mine, Side::Theirs] {
            let choices = Choices { otherwise: side, ..Choices::default() };
            let merged = merge(&base, &mine.project, &world.base.project, &choices);
            assert_eq!(check(&merged.project), []);
            let document = merged.project.marks().get(world.mark).unwrap().document;
            let theirs = base.marks().get(world.mark).is_none() && side == Side::Theirs;
            assert_eq!(document, if theirs { world.document } else { other });
        }
    }
}

#[test]
fn what_lost_its_source_or_its_name_is_not_a_second_one() {
    use crate::model::{Figure, Participant, Place, Source, StatedWhen, StatusStep, Who};
    let mut world = visit();
    let (id, mark, minister) = (world.event, world.mark, world.minister);
    world.base.change::<Event>(id, |event| {
        let source = Source::Mark(mark);
        event.stated = vec![StatedWhen { text: "on Friday".into(), when: when("2025-03-07"), source }];
        event.places = vec![Place { entity: Some(minister), text: String::new(), source }];
        event.figures = vec![Figure { value: 2.into(), unit: "people".into(), source, ..Figure::default() }];
        event.status_history = vec![StatusStep { status: Status::Planned, when: None, source }];
        event.participants[0].source = source;
    });
    let whole = world.base.project.clone();
    // As a repair leaves it where the mark and the entity were lost.
    let mut worn = World::new();
    worn.project = whole.clone();
    worn.change::<Event>(id, |event| {
        event.stated[0].source = Source::Analyst;
        event.places[0] = Place::default();
        event.figures[0].source = Source::Analyst;
        event.status_history[0].source = Source::Analyst;
        let who = Who::Unnamed { text: String::new(), count: None };
        event.participants[0] = Participant { who, source: Source::Analyst, ..event.participants[0].clone() };
    });
    let none = Project::new(whole.id());
    for (mine, theirs) in [(&whole, &worn.project), (&worn.project, &whole)] {
        let merged = merge(&none, mine, theirs, &Choices::default());
        assert_eq!(merged.project.events().get(id), whole.events().get(id));
        assert!(merged.conflicts().is_empty(), "{:?}", merged.notes);
    }
    // What two people said of one thing is two things.
    let mut other = World::new();
    other.project = worn.project.clone();
    other.change::<Event>(id, |event| event.figures[0].value = 3.into());
    let merged = merge(&none, &whole, &other.project, &Choices::default());
    assert_eq!(merged.project.events().get(id).unwrap().figures.len(), 2);
}
