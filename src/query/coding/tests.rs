//! Small worlds, each with one flaw, and what is said about it.

use super::*;
use crate::model::{
    Code, CodeKind, Document, DocumentState, Entity, Event, Figure, Name, Participant, Proves, Relation, RoleRule,
    Ruling, Source, Status, Who,
};
use crate::project::testing::{World, takes_part};

/// What is found of one flaw, in words.
fn what(world: &World, flaw: Flaw) -> Vec<String> {
    of(world, flaw).into_iter().map(|finding| finding.what).collect()
}

fn of(world: &World, flaw: Flaw) -> Vec<Finding> {
    let mut found = coding(&world.project, &mut Cache::default());
    found.retain(|finding| finding.flaw == flaw);
    found
}

fn link(world: &mut World, from: EventId, kind: RelationKind, to: EventId) {
    let relation = Relation {
        kind,
        to,
        certainty: crate::model::Certainty::Certain,
        note: String::new(),
        source: Source::Analyst,
    };
    world.change::<Event>(from, |row| row.relations.push(relation));
}

#[test]
fn an_event_lacks_a_date_actors_and_evidence_unless_it_needs_none() {
    let mut world = World::new();
    let bare = world.event("Visit", "", None, &[]);
    let generic = world.event("Such visits are common", "", None, &[]);
    world.status(generic, Status::Generic);
    let left = world.event("Talks", "", None, &[]);
    world.change::<Event>(left, |row| {
        row.unspecified = [crate::model::Field::When, crate::model::Field::Participants].into();
    });
    assert_eq!(what(&world, Flaw::NoDate), ["“Visit” has no date"]);
    assert_eq!(what(&world, Flaw::NoActor), ["“Visit” has nobody who takes part"]);
    assert_eq!(what(&world, Flaw::NoEvidence).len(), 3);
    let text = world.document("Wire", "", "They came. Read also: they left.");
    world.zone(text, "Read also: they left");
    world.mark(text, "they left", &[Proves::Event(bare)]);
    assert!(what(&world, Flaw::NoEvidence).contains(&"“Visit” is proved only by marks that do not count".to_owned()));
    world.mark(text, "They came", &[Proves::Event(bare)]);
    assert_eq!(what(&world, Flaw::NoEvidence).len(), 2);
}

#[test]
fn what_happened_cannot_have_been_reported_before() {
    let mut world = World::new();
    let event = world.event("Final", "2025-06-01", None, &[]);
    let early = world.document("Wire", "2025-03-11", "The final will be played.");
    world.mark(early, "final", &[Proves::Event(event)]);
    let [finding] = of(&world, Flaw::AfterPublication).try_into().expect("one finding");
    assert_eq!(finding.what, "“Final” happened on 1 June 2025, but its last report is of 11 March 2025");
    assert_eq!(finding.rests_on, "2025-06-01 after 2025-03-11");
    assert_eq!(finding.repair, Some(Repair::SetPlanned(event)));
    let late = world.document("Wire", "2025-06", "The final was played.");
    world.mark(late, "final", &[Proves::Event(event)]);
    assert!(of(&world, Flaw::AfterPublication).is_empty(), "a later report says that it did");
    world.set_aside(late);
    world.status(event, Status::Planned);
    assert!(of(&world, Flaw::AfterPublication).is_empty());
}

#[test]
fn words_are_marked_twice_with_one_code_or_for_one_thing() {
    let mut world = World::new();
    let visit = world.event_type("Visit");
    let text = world.document("Wire", "", "He came to Rabat.");
    let (one, two) = (world.event("One", "", None, &[]), world.event("Two", "", None, &[]));
    let a = world.mark(text, "He came", &[Proves::Event(one)]);
    let b = world.mark(text, "He came", &[Proves::Event(two)]);
    world.mark(text, "Rabat", &[Proves::Event(one)]);
    assert!(of(&world, Flaw::SameSpan).is_empty(), "two things in one place");
    for mark in [a, b] {
        world.change::<crate::model::Mark>(mark, |row| row.code = Some(visit));
    }
    let [finding] = of(&world, Flaw::SameSpan).try_into().expect("one finding");
    assert_eq!((&*finding.what, finding.records.len()), ("“He came” is marked twice", 2));
    assert!(matches!(finding.repair, Some(Repair::JoinMarks { others, .. }) if others.len() == 1));
    world.change::<crate::model::Mark>(b, |row| row.code = None);
    assert!(of(&world, Flaw::SameSpan).is_empty());
    world.change::<crate::model::Mark>(b, |row| {
        row.evidence.push(crate::model::Evidence::certain(Proves::Event(one)));
    });
    assert_eq!(of(&world, Flaw::SameSpan).len(), 1, "evidence of the same thing");
}

#[test]
fn a_spelling_of_two_entities_goes_to_the_one_that_is_called_so() {
    let mut world = World::new();
    let police = world.entity(&["Judicial Police", "PJ"]);
    let port = world.entity(&["pj"]);
    let [finding] = of(&world, Flaw::SharedName).try_into().expect("one finding");
    assert_eq!(finding.repair, Some(Repair::GiveName { name: "PJ".into(), to: port }));
    world.change::<Entity>(police, |row| row.names.swap(0, 1));
    let [finding] = of(&world, Flaw::SharedName).try_into().expect("one finding");
    assert_eq!((&*finding.what, &finding.repair), ("2 entities are called “PJ”", &None));
    world.change::<Entity>(police, |row| row.not_same = [port].into());
    assert!(of(&world, Flaw::SharedName).is_empty(), "somebody said that they are not the same");
}

#[test]
fn an_entity_is_used_once_or_nowhere() {
    let mut world = World::new();
    let (nowhere, once, often) = (world.entity(&["A"]), world.entity(&["B"]), world.entity(&["C"]));
    world.event("Visit", "", None, &[once, often]);
    world.event("Talks", "", None, &[often]);
    assert_eq!(what(&world, Flaw::UsedOnce), ["“A” is used nowhere", "“B” is used once"]);
    assert_eq!(of(&world, Flaw::UsedOnce)[0].repair, Some(Repair::DeleteEntity(nowhere)));
    // A decision about it is no use of it.
    let about = of(&world, Flaw::UsedOnce)[0].accepted();
    world
        .draft(|draft| {
            crate::project::Draft::add(
                draft,
                Ruling { about, reason: "later".into(), made: crate::model::Made::default(), changed: None },
            )
        })
        .expect("a ruling");
    assert_eq!(what(&world, Flaw::UsedOnce)[0], "“A” is used nowhere");
}

#[test]
fn roles_are_held_against_the_codebook() {
    let mut world = World::new();
    let (state, person) =
        (world.code(CodeKind::EntityKind, "State", None), world.code(CodeKind::EntityKind, "Person", None));
    let republic = world.code(CodeKind::EntityKind, "Republic", Some(state));
    let host = world.code(CodeKind::Role, "Host", None);
    let contact = world.event_type("Contact");
    let visit = world.code(CodeKind::EventType, "Visit", Some(contact));
    let rule = RoleRule { role: host, kinds: vec![state], at_least: 1, at_most: Some(1) };
    world.change::<Code>(contact, |code| code.roles = vec![rule]);
    let (spain, ana) = (world.entity(&["Spain"]), world.entity(&["Ana"]));
    world.change::<Entity>(spain, |row| row.kind = Some(republic));
    world.change::<Entity>(ana, |row| row.kind = Some(person));
    let event = world.event("Visit", "", Some(visit), &[]);
    let as_host = |entity| Participant { role: Some(host), ..takes_part(entity) };
    let put = |world: &mut World, who: Vec<Participant>| world.change::<Event>(event, |row| row.participants = who);
    put(&mut world, vec![as_host(spain)]);
    assert!(of(&world, Flaw::WrongKind).is_empty() && of(&world, Flaw::HowMany).is_empty(), "a republic is a state");
    put(&mut world, vec![takes_part(spain), as_host(ana)]);
    let [finding] = of(&world, Flaw::WrongKind).try_into().expect("one finding");
    assert_eq!(finding.what, "“Visit”: “Ana” is of the kind person, which is not for the role host");
    assert_eq!(finding.repair, Some(Repair::LeaveRoleOpen { event, at: 1, entity: ana, role: host }));
    put(&mut world, vec![takes_part(ana)]);
    assert_eq!(what(&world, Flaw::HowMany), ["“Visit” has 0 in the role host; the codebook has at least 1"]);
    let two = Participant { who: Who::Unnamed { text: "two ministers".into(), count: Some(2) }, ..as_host(ana) };
    put(&mut world, vec![two]);
    assert_eq!(what(&world, Flaw::HowMany), ["“Visit” has 2 in the role host; the codebook has at most 1"]);
}

#[test]
fn links_that_cannot_all_be_right_are_found_as_one_circle() {
    let mut world = World::new();
    let [a, b, c] = ["A", "B", "C"].map(|title| world.event(title, "", None, &[]));
    link(&mut world, a, RelationKind::PartOf, b);
    link(&mut world, b, RelationKind::Follows, a);
    link(&mut world, c, RelationKind::Follows, b);
    assert!(of(&world, Flaw::Contradiction).is_empty());
    // B follows A, C follows B, and C brings A about.
    link(&mut world, c, RelationKind::Causes, a);
    let [finding] = of(&world, Flaw::Contradiction).try_into().expect("one finding");
    assert_eq!(finding.records.len(), 3);
    assert!(finding.what.ends_with("are before and after each other"), "{}", finding.what);
    assert!(matches!(finding.repair, Some(Repair::RemoveRelation { .. })));
    link(&mut world, b, RelationKind::PartOf, a);
    assert_eq!(of(&world, Flaw::Contradiction).len(), 2);
}

#[test]
fn links_that_dates_or_other_links_deny_are_found() {
    let mut world = World::new();
    let arrest = world.event("Arrest", "2024-05", None, &[]);
    let handover = world.event("Hand-over", "2024-03-02", None, &[]);
    link(&mut world, handover, RelationKind::Follows, arrest);
    assert_eq!(
        what(&world, Flaw::Contradiction),
        ["“Hand-over” follows “Arrest”, but the dates are the other way round"]
    );
    world.change::<Event>(handover, |row| row.relations.clear());
    link(&mut world, handover, RelationKind::Contradicts, arrest);
    link(&mut world, arrest, RelationKind::SameOccasion, handover);
    let [finding] = of(&world, Flaw::Contradiction).try_into().expect("one finding");
    assert_eq!(
        finding.repair,
        Some(Repair::RemoveRelation { event: handover, kind: RelationKind::Contradicts, to: arrest })
    );
}

#[test]
fn a_long_chain_of_events_is_walked_without_a_deep_stack() {
    let mut world = World::new();
    let events: Vec<EventId> = (0..2_000).map(|at| world.event(&format!("E{at}"), "", None, &[])).collect();
    for pair in events.windows(2) {
        link(&mut world, pair[1], RelationKind::Follows, pair[0]);
    }
    assert!(of(&world, Flaw::Contradiction).is_empty());
    link(&mut world, events[0], RelationKind::Follows, events[1_999]);
    assert_eq!(of(&world, Flaw::Contradiction)[0].records.len(), 2_000);
}

#[test]
fn figures_codes_and_done_documents_are_looked_at() {
    let mut world = World::new();
    world.code(CodeKind::Area, "Crime", None);
    assert_eq!(what(&world, Flaw::NoDefinition), ["The area “Crime” has no definition"]);
    let event = world.event("Raid", "", None, &[]);
    world.change::<Event>(event, |row| row.figures = vec![Figure { value: 12.into(), ..Figure::default() }]);
    assert_eq!(what(&world, Flaw::NoUnit), ["“Raid” counts 12, but not of what"]);
    let text = world.document("Wire", "2025-03-11", "They met on Monday and left for Lisbon. In Lisbon they slept.");
    assert!(of(&world, Flaw::StillOpen).is_empty(), "it is not done");
    world.change::<Document>(text, |row| row.state = DocumentState::Done);
    let [finding] = of(&world, Flaw::StillOpen).try_into().expect("one finding");
    assert!(finding.rests_on.starts_with("1 date"), "{}", finding.rests_on);
    assert_eq!(finding.repair, Some(Repair::BackToWork(text)));
}

#[test]
fn what_was_said_to_be_all_right_is_asked_again_when_it_changed() {
    let mut world = World::new();
    let event = world.event("Final", "2025-06-01", None, &[]);
    let text = world.document("Wire", "2025-03-11", "The final.");
    world.mark(text, "final", &[Proves::Event(event)]);
    let about = of(&world, Flaw::AfterPublication)[0].accepted();
    let ruling =
        Ruling { about, reason: "a slip of the paper".into(), made: crate::model::Made::default(), changed: None };
    let ruling = world.draft(|draft| draft.add(ruling)).expect("a ruling");
    assert_eq!(of(&world, Flaw::AfterPublication)[0].ignored, Some(ruling));
    world.change::<Event>(event, |row| row.note = "something else".into());
    assert_eq!(of(&world, Flaw::AfterPublication)[0].ignored, Some(ruling));
    let july = crate::project::testing::when("2025-07-01").expect("a date");
    world.change::<Event>(event, |row| row.assessed.as_mut().expect("a date").when = july);
    assert_eq!(of(&world, Flaw::AfterPublication)[0].ignored, None);
}

#[test]
fn the_same_project_gives_the_same_findings_with_a_warm_cache_too() {
    let mut world = World::new();
    for at in 0..4 {
        let text = world.document("Wire", "2025-03-11", &format!("Number {at}. They met on Monday in Rabat."));
        world.change::<Document>(text, |row| row.state = DocumentState::Done);
        world.entity(&["Name", &format!("Name {at}")]);
    }
    let first = world.project.entities().ids().next().expect("one");
    world.change::<Entity>(first, |row| row.names.push(Name::plain("X")));
    let mut cache = Cache::default();
    let first = coding(&world.project, &mut cache);
    assert_eq!(coding(&world.project, &mut cache), first);
    assert!(first.is_sorted_by_key(|finding| finding.flaw));
    assert!(first.iter().any(|finding| finding.flaw == Flaw::StillOpen));
}
