//! The traps: events that look alike and are not, and those that do not and are.

use super::*;
use crate::model::{
    CodeId, CodeKind, EntityId, Event, Figure, Place, Proves, Relation, RelationKind, Source, Status,
};
use crate::project::testing::{World, takes_part};
use std::collections::BTreeSet;

/// A project with a codebook of three types under one, four actors and an outlet a day.
struct Desk {
    world: World,
    visit: CodeId,
    extradition: CodeId,
    people: [EntityId; 4],
}

fn desk() -> Desk {
    let mut world = World::new();
    let cooperation = world.event_type("Cooperation");
    let visit = world.code(CodeKind::EventType, "Visit", Some(cooperation));
    let extradition = world.code(CodeKind::EventType, "Extradition", Some(cooperation));
    let people = ["Lerouge", "Benali", "Arcadia", "Morvania"].map(|name| world.entity(&[name]));
    Desk { world, visit, extradition, people }
}

impl Desk {
    /// An event with a sentence of an article of that day.
    fn reported(
        &mut self,
        (title, when, kind): (&str, &str, CodeId),
        day: &str,
        sentence: &str,
        who: &[usize],
    ) -> EventId {
        let who: Vec<EntityId> = who.iter().map(|at| self.people[*at]).collect();
        let event = self.world.event(title, when, Some(kind), &who);
        let text = format!("{title} as told on {day}. {sentence}.");
        let document = self.world.document("Echo", day, &text);
        self.world.mark(document, sentence, &[Proves::Event(event)]);
        event
    }

    fn place(&mut self, event: EventId, text: &str) {
        let place = Place { text: text.to_owned(), ..Place::default() };
        self.world.change::<Event>(event, |row| row.places.push(place));
    }

    /// What is said of `other` when `event` is asked about.
    fn said(&self, event: EventId, other: EventId) -> Option<Candidate> {
        candidates(&self.world.project, event).into_iter().find(|candidate| candidate.event == other)
    }

    /// As [`Self::said`], and the same the other way round but for who comes first.
    #[track_caller]
    fn both(&self, one: EventId, two: EventId) -> Candidate {
        let (here, there) = (self.said(one, two).expect("a candidate"), self.said(two, one).expect("both ways"));
        assert!((here.score - there.score).abs() < 1e-9, "{here:?} {there:?}");
        here
    }
}

#[test]
fn one_visit_from_five_articles_of_uneven_precision_is_found_from_each() {
    let mut desk = desk();
    let visit = desk.visit;
    let told = [
        ("Lerouge visits Rabat", "2025-03-10", "2025-03-11", "Lerouge came to Rabat for talks with Benali", "Rabat"),
        ("Minister in Rabat", "2025-03", "2025-03-12", "The minister was in Rabat this month to see Benali", "Rabat"),
        ("Visite à Rabat", "2025-03-10", "2025-03-11", "Lerouge a rencontré Benali lundi", "Rabat, ministère"),
        ("Benali receives a guest", "", "2025-03-13", "Benali received his colleague for talks", ""),
        ("A day in the capital", "2025-03-09/2025-03-11", "2025-03-14", "Talks were held in the capital", "Rabat"),
    ];
    let mut events = Vec::new();
    for (title, when, day, sentence, place) in told {
        let event = desk.reported((title, when, visit), day, sentence, &[0, 1]);
        if !place.is_empty() {
            desk.place(event, place);
        }
        events.push(event);
    }
    for one in &events {
        for two in events.iter().filter(|two| *two != one) {
            let candidate = desk.both(*one, *two);
            assert!(candidate.score >= LIKELY, "{candidate:?}");
        }
    }
    let exact = desk.both(events[0], events[2]);
    assert!(exact.score > 0.9, "{exact:?}");
    for reason in ["same type", "same day", "same 2 actors"] {
        assert!(exact.because.iter().any(|because| because == reason), "{reason}: {exact:?}");
    }
    let month = desk.both(events[0], events[1]);
    assert!(month.because.iter().any(|because| because == "10 March 2025 fits March 2025"), "{month:?}");
    assert!(month.differs.is_empty(), "{month:?}");
}

#[test]
fn visits_that_began_months_apart_are_two_though_no_end_is_known() {
    let mut desk = desk();
    let visit = desk.visit;
    let mut begun = |since: &str, day: &str, sentence: &str| {
        desk.reported(("A visit to Morvania", since, visit), day, sentence, &[0, 3])
    };
    let one = begun("2025-04-13/..", "2025-04-14", "Lerouge began a visit to Morvania");
    let two = begun("2026-02-02/..", "2026-02-03", "Lerouge began his visit to Morvania");
    let candidate = desk.both(one, two);
    assert!(candidate.score < LIKELY, "{candidate:?}");
    assert!(candidate.differs.iter().any(|differs| differs.contains("the other")), "{candidate:?}");
}

#[test]
fn the_same_wording_of_different_visits_does_not_join_them() {
    let mut desk = desk();
    let visit = desk.visit;
    let sentence = "It is his second trip to the capital in less than a year";
    let first = desk.reported(("Second trip to Rabat", "2025-03-05", visit), "2025-03-06", sentence, &[0, 1]);
    let second = desk.reported(("Second trip to Rabat", "2025-03-10", visit), "2025-03-11", sentence, &[0, 1]);
    [first, second].into_iter().for_each(|event| desk.place(event, "Rabat"));
    let candidate = desk.both(first, second);
    assert!(candidate.score <= 0.25, "{candidate:?}");
    assert!(candidate.because.iter().any(|because| because.starts_with("words in common: ")), "{candidate:?}");
    let said = desk.said(second, first).expect("a candidate");
    assert_eq!(said.differs, ["10 March 2025, the other 5 March 2025"]);
    // A year apart they are not even named, unless their actors make somebody look.
    let late = desk.reported(("Second trip to Rabat", "2026-02-02", visit), "2026-02-03", sentence, &[0, 1]);
    let ranked: Vec<EventId> = candidates(&desk.world.project, late).into_iter().map(|one| one.event).collect();
    let scores: Vec<f64> = candidates(&desk.world.project, late).iter().map(|one| one.score).collect();
    assert!(scores.iter().all(|score| *score < LIKELY), "{ranked:?} {scores:?}");
}

#[test]
fn wording_alone_is_no_reason_to_ask() {
    let mut desk = desk();
    let (visit, extradition) = (desk.visit, desk.extradition);
    let sentence = "A new stage in the cooperation of both countries has begun";
    let one = desk.reported(("A new stage", "", visit), "2025-03-06", sentence, &[0]);
    let two = desk.reported(("A new stage", "", extradition), "2024-01-11", sentence, &[1]);
    assert!(desk.said(one, two).is_none_or(|candidate| candidate.score < LIKELY));
}

#[test]
fn hoped_for_in_march_and_done_in_february_is_one_with_a_history() {
    let mut desk = desk();
    let extradition = desk.extradition;
    let hoped = desk.reported(
        ("Hand-over of Benali hoped for", "", extradition),
        "2025-03-11",
        "Arcadia hopes that Benali will be handed over",
        &[1, 2, 3],
    );
    let done = desk.reported(
        ("Benali handed over to Arcadia", "2026-02-03", extradition),
        "2026-02-04",
        "Benali was handed over to Arcadia",
        &[1, 2, 3],
    );
    desk.world.status(hoped, Status::HopedFor);
    let candidate = desk.both(hoped, done);
    assert!(candidate.score >= LIKELY, "{candidate:?}");
    assert!(candidate.because.iter().any(|why| why == "perhaps one with a history: hoped for, then happened"));
    assert!(candidate.differs.contains(&"hoped for here, happened there".to_owned()), "{candidate:?}");
    // Somebody else's hand-over between the same states is another event.
    let another = desk.reported(
        ("Lerouge handed over to Arcadia", "2026-02-10", extradition),
        "2026-02-11",
        "Lerouge was handed over to Arcadia",
        &[0, 2, 3],
    );
    let said = desk.said(hoped, another);
    assert!(said.as_ref().is_none_or(|said| said.score < candidate.score), "{said:?}");
}

#[test]
fn what_was_decided_is_not_asked_again() {
    let mut desk = desk();
    let visit = desk.visit;
    let mut tell = |title: &str| desk.reported((title, "2025-03-10", visit), "2025-03-11", title, &[0, 1]);
    let [one, two, part, occasion, same] = ["Visit one", "Visit two", "A part", "A dinner", "Again"].map(&mut tell);
    desk.world.change::<Event>(two, |row| row.not_same = BTreeSet::from([one]));
    let relation = |kind, to| Relation {
        kind,
        to,
        certainty: crate::model::Certainty::Certain,
        note: String::new(),
        source: crate::model::Source::Analyst,
    };
    desk.world.change::<Event>(part, |row| row.relations.push(relation(RelationKind::PartOf, one)));
    desk.world.change::<Event>(one, |row| row.relations.push(relation(RelationKind::SameOccasion, occasion)));
    let found: Vec<EventId> = candidates(&desk.world.project, one).into_iter().map(|one| one.event).collect();
    assert_eq!(found, [same]);
    let found: BTreeSet<EventId> = candidates(&desk.world.project, part).into_iter().map(|one| one.event).collect();
    assert_eq!(found, BTreeSet::from([two, occasion, same]));
}

#[test]
fn places_agencies_and_figures_count() {
    let mut desk = desk();
    let visit = desk.visit;
    let [lerouge, _, arcadia, _] = desk.people;
    let police = desk.world.entity(&["Arcadian police"]);
    desk.world.change::<crate::model::Entity>(police, |row| {
        row.part_of.push(crate::model::Membership {
            entity: arcadia,
            when: None,
            note: String::new(),
            source: Source::Analyst,
        });
    });
    let state = desk.reported(("Seizure", "2025-03-10", visit), "2025-03-11", "Arcadia seized drugs", &[2]);
    let agency = desk.world.event("Seizure in port", "2025-03-10", Some(visit), &[police]);
    let figure = |value: u32| Figure { value: value.into(), unit: "kg".into(), ..Figure::default() };
    desk.world.change::<Event>(state, |row| row.figures.push(figure(49)));
    desk.world.change::<Event>(agency, |row| row.figures.push(figure(49)));
    let candidate = desk.both(state, agency);
    for reason in ["Arcadian police belongs to Arcadia", "same figure: 49 kg"] {
        assert!(candidate.because.iter().any(|because| because == reason), "{reason}: {candidate:?}");
    }
    desk.place(state, "Madrid");
    desk.place(agency, "Rabat");
    let elsewhere = desk.said(state, agency).expect("still named");
    assert!(elsewhere.score < candidate.score);
    assert!(elsewhere.differs.contains(&"Madrid, the other Rabat".to_owned()), "{elsewhere:?}");
    desk.world.change::<Event>(agency, |row| row.participants = vec![takes_part(lerouge)]);
    let others = desk.said(state, agency);
    assert!(others.is_none_or(|others| others.score < LIKELY));
}

#[test]
fn one_article_that_tells_of_two_talks_tells_of_two() {
    let mut desk = desk();
    let visit = desk.visit;
    let one = desk.reported(
        ("Talks with Benali", "2025-03-10", visit),
        "2025-03-11",
        "He met Benali in the morning",
        &[0, 1],
    );
    let two = desk.world.event("Dinner at the palace", "2025-03-10", Some(visit), &[desk.people[0], desk.people[1]]);
    let document = desk.world.document("Post", "2025-03-11", "He met Benali in the morning. The king gave a dinner.");
    desk.world.mark(document, "The king gave a dinner", &[Proves::Event(two)]);
    let apart = desk.both(one, two);
    assert!(apart.score > LIKELY, "{apart:?}");
    desk.world.mark(document, "He met Benali in the morning", &[Proves::Event(one)]);
    let together = desk.both(one, two);
    assert!(together.score < LIKELY, "{together:?}");
    assert!(together.differs.contains(&"told apart in one article".to_owned()), "{together:?}");
}

#[test]
fn a_sum_over_many_events_is_none_of_them() {
    let mut desk = desk();
    let visit = desk.visit;
    let one = desk.reported(("Visit", "2025-03-10", visit), "2025-03-11", "He came", &[0, 1]);
    let sum = desk.reported(("Visits", "2025", visit), "2025-12-11", "He came seven times", &[0, 1]);
    desk.world.status(sum, Status::Aggregate);
    assert!(desk.said(one, sum).is_none_or(|said| said.score < LIKELY));
}

#[test]
fn an_event_that_is_not_there_has_no_candidates_and_one_of_which_nothing_is_known_neither() {
    let mut desk = desk();
    let bare = desk.world.event("New event", "", None, &[]);
    desk.world.event("New event", "", None, &[]);
    assert_eq!(candidates(&desk.world.project, bare), []);
    let gone = desk.world.event("Gone", "", None, &[]);
    desk.world.draft(|draft| draft.remove::<Event>(gone)).expect("an event");
    assert_eq!(candidates(&desk.world.project, gone), []);
}
