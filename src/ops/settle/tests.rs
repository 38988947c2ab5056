//! What is taken stays, what is not goes, and evidence of both is kept.

use super::*;
use crate::model::{Assessed, Event, HowKnown, Mark, Proves, Source, StatedWhen};
use crate::project::testing::{World, when};

/// One meeting, as two coders entered it: with other types, participants and dates.
struct Meeting {
    world: World,
    events: [EventId; 2],
    marks: [MarkId; 2],
}

fn meeting(dates: [&str; 2]) -> Meeting {
    let mut world = World::new();
    let kinds = ["Visit", "Talks"].map(|name| world.event_type(name));
    let who = ["Darmanin", "Ouahbi"].map(|name| world.entity(&[name]));
    let titles = ["The minister in Rabat", "Talks in Rabat"];
    let mut at = [0, 1].into_iter();
    let events = titles.map(|title| {
        let at = at.next().unwrap();
        world.event(title, dates[at], Some(kinds[at]), &[who[at]])
    });
    let document = world.document("Herald", "2025-03-11", "Darmanin came to Rabat on Monday. They spoke.");
    let marks = [
        world.mark(document, "Darmanin came to Rabat on Monday", &[Proves::Event(events[0])]),
        world.mark(document, "came to Rabat", &[Proves::Event(events[1])]),
    ];
    Meeting { world, events, marks }
}

impl Meeting {
    fn settle(&mut self, take: Take) {
        let [first, second] = self.events;
        self.world.draft(|draft| settle(draft, Dispute::Events(Some(first), Some(second)), take)).unwrap();
    }

    fn event(&self, at: usize) -> &Event {
        self.world.project.events().get(self.events[at]).unwrap()
    }

    fn count(&self) -> usize {
        self.world.project.events().len()
    }

    /// The events that a mark is evidence of.
    fn proved(&self, mark: usize) -> Vec<EventId> {
        self.world.project.marks().get(self.marks[mark]).unwrap().events().collect()
    }
}

#[test]
fn the_type_and_date_that_are_taken_hold_and_all_else_of_both_stays() {
    for (take, at) in [(Take::First, 0), (Take::Second, 1)] {
        let mut meeting = meeting(["2025-03-10", "2025-03-11"]);
        let before = meeting.event(at).clone();
        meeting.settle(take);
        assert_eq!(meeting.count(), 1);
        let event = meeting.event(at);
        assert_eq!((event.kind, event.when(), &event.title), (before.kind, before.when(), &before.title));
        assert_eq!(event.participants.len(), 2, "of both");
        assert_eq!((meeting.proved(0), meeting.proved(1)), (vec![meeting.events[at]], vec![meeting.events[at]]));
        assert_eq!(event.absorbed.len(), 1, "and the other one can be taken out again");
    }
}

#[test]
fn what_both_marked_the_same_stays_marked_by_both() {
    let mut meeting = meeting(["2025-03-10", "2025-03-11"]);
    let [first, second] = meeting.marks.map(|mark| Mark::clone(meeting.world.project.marks().get(mark).unwrap()));
    meeting.world.change::<Mark>(meeting.marks[1], |row| *row = Mark { evidence: second.evidence, ..first });
    meeting.settle(Take::First);
    assert_eq!(meeting.world.project.marks().len(), 2, "else the second would have found nothing any more");
    assert_eq!(meeting.proved(1), [meeting.events[0]]);
}

#[test]
fn what_has_no_date_and_no_type_stays_so_if_it_is_taken() {
    let mut meeting = meeting(["", "2025-03-11"]);
    let [first, second] = meeting.events;
    let mark = meeting.marks[1];
    meeting.world.change::<Event>(first, |row| row.kind = None);
    meeting.world.change::<Event>(second, |row| {
        row.assessed = Some(Assessed { known: HowKnown::Inferred, ..Assessed::plain(when("2025-03-11").unwrap()) });
        row.stated.push(StatedWhen { text: "Tuesday".into(), when: when("2025-03-11"), source: Source::Mark(mark) });
    });
    let was = meeting.event(1).clone();
    meeting.settle(Take::First);
    let event = meeting.event(0);
    assert_eq!((event.kind, event.when()), (None, None));
    assert_eq!(event.stated[0].text, "Tuesday", "the words of the source stay");
    assert_eq!(event.assessed_before.len(), 1, "and what somebody concluded");
    // Taken apart again, both are what they were.
    meeting
        .world
        .draft(|draft| super::super::merging::take_apart(draft, Pair::Events(first, second)).map(|_| ()))
        .unwrap();
    assert_eq!((meeting.event(1), meeting.event(0).stated.len()), (&was, 0));
}

#[test]
fn a_stated_date_that_is_taken_is_not_displaced_by_one_that_the_other_typed() {
    let mut meeting = meeting(["", "2025-03-11"]);
    let mark = meeting.marks[0];
    meeting.world.change::<Event>(meeting.events[0], |row| {
        row.stated.push(StatedWhen { text: "Monday".into(), when: when("2025-03-10"), source: Source::Mark(mark) });
    });
    meeting.settle(Take::First);
    assert_eq!(meeting.event(0).when(), when("2025-03-10").as_ref());
}

#[test]
fn both_are_two_for_good_and_neither_leaves_the_sentences() {
    let mut meeting = meeting(["2025-03-10", "2025-03-11"]);
    meeting.settle(Take::Both);
    assert_eq!(meeting.count(), 2);
    assert!(meeting.event(0).not_same.contains(&meeting.events[1]));
    meeting.settle(Take::Neither);
    assert_eq!(meeting.count(), 0);
    assert_eq!((meeting.proved(0), meeting.proved(1)), (vec![], vec![]), "the marks are there, of nothing yet");
}

#[test]
fn what_only_one_has_is_kept_or_deleted() {
    for (take, left) in [(Take::First, 2), (Take::Second, 1), (Take::Both, 2), (Take::Neither, 1)] {
        let mut meeting = meeting(["2025-03-10", "2025-03-11"]);
        let first = meeting.events[0];
        meeting.world.draft(|draft| settle(draft, Dispute::Events(Some(first), None), take)).unwrap();
        assert_eq!(meeting.count(), left, "{take:?}");
    }
    for (take, left) in [(Take::First, [true, false]), (Take::Second, [false, true]), (Take::Both, [true, true])] {
        let mut meeting = meeting(["2025-03-10", "2025-03-11"]);
        let [first, second] = meeting.marks;
        meeting.world.draft(|draft| settle(draft, Dispute::Marks(Some(first), Some(second)), take)).unwrap();
        let there = meeting.marks.map(|mark| meeting.world.project.has(mark.into()));
        assert_eq!(there, left, "{take:?}");
    }
}

#[test]
fn nothing_one_and_the_same_and_what_is_gone_are_refused() {
    let mut meeting = meeting(["2025-03-10", "2025-03-11"]);
    let [first, second] = meeting.events.map(Some);
    for dispute in [Dispute::Events(None, None), Dispute::Events(first, first), Dispute::Marks(None, None)] {
        assert!(meeting.world.draft(|draft| settle(draft, dispute, Take::First)).is_err());
    }
    meeting.settle(Take::Neither);
    let gone = Dispute::Events(first, second);
    let refused = meeting.world.draft(|draft| settle(draft, gone, Take::First)).unwrap_err();
    assert!(refused.to_string().contains("not there any more"), "{refused}");
    assert!(meeting.world.draft(|draft| draft.get::<Mark>(meeting.marks[0]).map(|_| ())).is_ok());
}

#[test]
fn what_stays_is_remembered_and_goes_with_what_it_is_about() {
    let mut meeting = meeting(["2025-03-10", "2025-03-11"]);
    let [first, second] = meeting.marks;
    let dispute = Dispute::Marks(Some(first), Some(second));
    meeting.world.draft(|draft| settle(draft, dispute, Take::Both)).unwrap();
    let about =
        |world: &World| -> Vec<Matter> { world.project.rulings().iter().map(|(_, row)| row.about.clone()).collect() };
    let mut records = vec![RecordId::from(first), second.into()];
    records.sort_unstable();
    assert_eq!(about(&meeting.world), [Matter::Disagreement { records }]);
    let again = meeting.world.draft(|draft| settle(draft, dispute, Take::Both));
    assert!(again.unwrap_err().to_string().contains("decided already"));
    meeting.world.draft(|draft| settle(draft, dispute, Take::First)).unwrap();
    assert_eq!(about(&meeting.world), [Matter::Disagreement { records: vec![first.into()] }], "of what is left");
    meeting.world.draft(|draft| settle(draft, Dispute::Marks(Some(first), None), Take::Neither)).unwrap();
    assert_eq!(about(&meeting.world), []);
}
