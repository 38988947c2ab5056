//! The grid in pictures: what two documents say, row by row.

use super::conflict::{figures_exclude, statuses_exclude};
use super::*;
use crate::model::{
    Assessed, CodeKind, Document, Entity, Event, Field, Mark, Membership, Proves, StatedWhen, StatusStep,
};
use crate::project::testing::{World, takes_part, when};

/// A row as `label: accepted (by, origins) | outlet: value, *accepted*, !contradicted columns`.
fn told(world: &World, event: EventId) -> Vec<String> {
    let grid = grid(&world.project, event).unwrap();
    let cell = |cell: &Cell| {
        let sign = if cell.accepted { "=" } else { "" };
        let against: Vec<&str> = cell.contradicts.iter().map(|column| grid.outlet(*column)).collect();
        let against = if against.is_empty() { String::new() } else { format!(" !{}", against.join("+")) };
        format!("{}: {sign}{}{against}", grid.outlet(cell.column), cell.value)
    };
    let row = |row: &Row| {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        let by = match row.by {
            By::Nobody => "nobody".to_owned(),
            By::Analyst => "analyst".to_owned(),
            By::Documents => format!("{}", row.origins),
        };
        format!("{}: {} ({by}) | {}", row.label, row.accepted, cells.join(" | "))
    };
    grid.rows.iter().map(row).collect()
}

/// Two documents that report one event, and their marks.
fn two() -> (World, EventId, [crate::model::MarkId; 2]) {
    let mut world = World::new();
    let first = world.document("Echo", "2025-03-11", "They met in Rabat on Monday.");
    let second = world.document("Strait", "2025-03-14", "They met in Tangier last Friday.");
    let event = world.event("Talks", "", None, &[]);
    let marks = [(first, "They met in Rabat on Monday"), (second, "They met in Tangier last Friday")];
    let marks = marks.map(|(document, words)| world.mark(document, words, &[Proves::Event(event)]));
    (world, event, marks)
}

fn stated(text: &str, date: &str, mark: crate::model::MarkId) -> StatedWhen {
    StatedWhen { text: text.into(), when: when(date), source: Source::Mark(mark) }
}

#[test]
fn dates_stand_under_their_documents_and_contradict_where_they_share_no_day() {
    let (mut world, event, [a, b]) = two();
    world.change::<Event>(event, |row| {
        row.stated =
            vec![stated("Monday", "2025-03-10", a), stated("last Friday", "2025-03-07", b), stated("soon", "", b)];
    });
    assert_eq!(
        told(&world, event),
        [
            "When: 10 March 2025 (1) | Echo: =10 March 2025 !Strait | Strait: 7 March 2025 !Echo | Strait: “soon”",
            "Status: happened (analyst) | ",
        ]
    );
    world.change::<Event>(event, |row| row.stated[1].when = when("2025-03"));
    assert_eq!(grid(&world.project, event).unwrap().contradictions(), 0, "a coarser date is no contradiction");
    world.change::<Event>(event, |row| {
        row.assessed = Some(Assessed::plain(when("2025-03-09").unwrap()));
    });
    assert!(told(&world, event)[0].starts_with("When: 9 March 2025 (analyst) | Echo: 10 March 2025 |"));
}

#[test]
fn places_named_in_the_evidence_are_said_there() {
    let (mut world, event, [a, _]) = two();
    let kind = world.code(CodeKind::EntityKind, "Place", None);
    let [rabat, tangier, morocco] = [["Rabat"], ["Tangier"], ["Morocco"]].map(|names| world.entity(&names));
    for entity in [rabat, tangier, morocco] {
        world.change::<Entity>(entity, |row| row.kind = Some(kind));
    }
    let documents = world.project.index().documents_of_event(event);
    world.mark(documents[0], "Rabat", &[Proves::Entity(rabat)]);
    world.mark(documents[1], "Tangier", &[Proves::Entity(tangier)]);
    world.change::<Event>(event, |row| {
        row.places.push(Place { entity: Some(rabat), text: "the court".into(), source: Source::Mark(a) });
    });
    let place = "Where: Rabat, the court (1) | Echo: =Rabat, the court !Strait | Strait: Tangier !Echo";
    assert_eq!(told(&world, event)[0], place);
    let inside = |entity| vec![Membership { entity, when: None, note: String::new(), source: Source::Analyst }];
    world.change::<Entity>(tangier, |row| row.part_of = inside(rabat));
    assert!(!told(&world, event)[0].contains('!'), "a part of it");
}

#[test]
fn who_took_part_is_said_by_every_document_that_names_them() {
    let (mut world, event, [a, _]) = two();
    let role = world.code(CodeKind::Role, "Host", None);
    let host = world.entity(&["Rabat"]);
    let mut participant = takes_part(host);
    (participant.role, participant.source) = (Some(role), Source::Mark(a));
    let group = Participant {
        role: Some(role),
        who: Who::Unnamed { text: "two guards".into(), count: Some(2) },
        office: String::new(),
        certainty: Certainty::Certain,
        source: Source::Analyst,
    };
    world.change::<Event>(event, |row| row.participants = vec![participant]);
    assert_eq!(told(&world, event)[0], "Host: Rabat (1) | Echo: =Rabat");
    let documents = world.project.index().documents_of_event(event);
    world.mark(documents[1], "Tangier", &[Proves::Entity(host)]);
    assert_eq!(told(&world, event)[0], "Host: Rabat (2) | Echo: =Rabat | Strait: =Rabat");
    world.change::<Event>(event, |row| row.participants.push(group));
    assert!(told(&world, event)[0].starts_with("Host: Rabat; two guards (2) (analyst) |"), "one that nobody states");
}

#[test]
fn figures_of_one_thing_exclude_each_other_within_their_bounds() {
    let (mut world, event, [a, b]) = two();
    let figure = |value: i64, bound, mark| Figure {
        value: value.into(),
        bound,
        what: "killed".into(),
        source: Source::Mark(mark),
        ..Figure::default()
    };
    world.change::<Event>(event, |row| {
        row.figures = vec![figure(2, Bound::Exactly, a), figure(3, Bound::MoreThan, b)];
    });
    let row = "killed: 2 killed (1) | Echo: =2 killed !Strait | Strait: more than 3 killed !Echo";
    assert_eq!(told(&world, event)[0], row);
    let excludes =
        |one: (i64, Bound), two: (i64, Bound)| figures_exclude(&figure(one.0, one.1, a), &figure(two.0, two.1, b));
    assert!(!excludes((200, Bound::MoreThan), (240, Bound::Exactly)));
    assert!(excludes((200, Bound::MoreThan), (150, Bound::Only)));
    assert!(!excludes((200, Bound::LessThan), (150, Bound::About)));
    assert!(!excludes((30, Bound::About), (28, Bound::Exactly)));
    assert!(excludes((30, Bound::About), (20, Bound::Exactly)));
    assert!(excludes((10, Bound::LessThan), (20, Bound::MoreThan)));
    let euros = Figure { currency: "EUR".into(), ..figure(3, Bound::Exactly, a) };
    assert!(!figures_exclude(&euros, &figure(4, Bound::Exactly, b)), "other things");
}

#[test]
fn a_hope_before_the_deed_is_history_and_a_denial_is_not() {
    let day = |date: &str| when(date);
    let (march, february) = (day("2025-03-10"), day("2026-02-02"));
    let said = |one, two| statuses_exclude((one, march.as_ref()), (two, february.as_ref()));
    assert!(!said(Status::HopedFor, Status::Happened));
    assert!(said(Status::Happened, Status::Planned));
    assert!(said(Status::Denied, Status::Happened) && said(Status::Happened, Status::Denied));
    assert!(!said(Status::Alleged, Status::Denied) && !said(Status::Planned, Status::Planned));
    let (mut world, event, [a, b]) = two();
    world.change::<Event>(event, |row| {
        row.sources.insert(Field::Status, Source::Mark(b));
        row.status_history = vec![StatusStep { status: Status::HopedFor, when: None, source: Source::Mark(a) }];
    });
    assert_eq!(told(&world, event), ["Status: happened (1) | Echo: hoped for | Strait: =happened"]);
    world.change::<Mark>(a, |mark| mark.status = Some(Status::Denied));
    assert_eq!(
        told(&world, event),
        ["Status: happened (1) | Echo: hoped for | Echo: denied !Strait | Strait: =happened !Echo"]
    );
}

#[test]
fn outlets_that_copy_one_agency_are_one_origin() {
    let (mut world, event, [a, b]) = two();
    let visit = world.event_type("Visit");
    for mark in [a, b] {
        world.change::<Mark>(mark, |row| row.code = Some(visit));
    }
    world.change::<Event>(event, |row| row.kind = Some(visit));
    assert_eq!(
        (told(&world, event)[0].as_str(), grid(&world.project, event).unwrap().origins),
        ("Type: Visit (2) | Echo: =Visit | Strait: =Visit", 2)
    );
    for document in world.project.index().documents_of_event(event) {
        world.change::<Document>(document, |row| row.origin = vec!["Desk".into(), "Agency".into()]);
    }
    let grid = grid(&world.project, event).unwrap();
    assert_eq!((grid.origins, grid.rows[0].origins, grid.columns[1].origin), (1, 1, 0));
}

#[test]
fn a_document_that_is_set_aside_says_nothing() {
    let (mut world, event, _) = two();
    let documents = world.project.index().documents_of_event(event);
    world.set_aside(documents[0]);
    let grid = grid(&world.project, event).unwrap();
    assert_eq!(grid.columns.iter().map(|column| column.document).collect::<Vec<_>>(), [documents[1]]);
}
