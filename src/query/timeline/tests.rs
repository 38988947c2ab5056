//! Lanes, items and rows of small projects.

use super::*;
use crate::model::{ChartKind, Event, Filter, Relation, Source};
use crate::project::testing::World;
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

fn link(world: &mut World, from: EventId, kind: RelationKind, to: EventId) {
    let relation = Relation { kind, to, certainty: Certainty::Certain, note: String::new(), source: Source::Analyst };
    world.change::<Event>(from, |row| row.relations.push(relation));
}

fn by(lanes: LanesBy) -> ChartSpec {
    let kind = ChartKind::Timeline(TimelineSpec { lanes, ..TimelineSpec::default() });
    ChartSpec { kind, filter: Filter::everything(), ..ChartSpec::default() }
}

fn ask(world: &World, lanes: LanesBy) -> Timeline {
    timeline(&world.project, &by(lanes), day("2025-06-01"))
}

/// Each lane as `name: titles`.
fn lanes(world: &World, found: &Timeline) -> Vec<String> {
    let title = |item: &usize| world.project.label(found.items[*item].event.into()).to_owned();
    let lane =
        |lane: &Lane| format!("{}: {}", lane.name, lane.items.iter().map(title).collect::<Vec<_>>().join(", "));
    found.lanes.iter().map(lane).collect()
}

/// A visit with two parts, talks that follow it, an arrest beside them, and what has no place on an axis.
fn picture() -> World {
    let mut world = World::new();
    let (visit, talks) = (world.event_type("Visit"), world.event_type("Talks"));
    let (france, morocco) = (world.entity(&["France"]), world.entity(&["Morocco"]));
    let whole = world.event("State visit", "2025-03-10/2025-03-12", Some(visit), &[france, morocco]);
    let dinner = world.event("Dinner", "2025-03-10", Some(talks), &[france]);
    let signing = world.event("Signing", "2025-03-12", Some(talks), &[]);
    let later = world.event("Follow-up", "2025-04", Some(talks), &[morocco]);
    let next = world.event("Next visit", "2025-05-20", Some(visit), &[france]);
    world.status(next, Status::Planned);
    let planned = world.event("Autumn visit", "2025-10", Some(visit), &[france]);
    world.status(planned, Status::Planned);
    world.event("An arrest", "2025-03-11", None, &[]);
    let sum = world.event("Over 200 cells", "2002/2025-01-01", None, &[]);
    world.status(sum, Status::Aggregate);
    world.event("Joint patrols", "2024-05-02/..", None, &[]);
    world.event("Undated", "", None, &[]);
    link(&mut world, dinner, RelationKind::PartOf, whole);
    link(&mut world, signing, RelationKind::PartOf, whole);
    link(&mut world, later, RelationKind::Follows, whole);
    world
}

#[test]
fn every_event_is_an_item_in_lanes_or_in_a_tray() {
    let world = picture();
    let found = ask(&world, LanesBy::Type);
    assert_eq!(
        lanes(&world, &found),
        [
            "Talks: Dinner, Signing, Follow-up",
            "Visit: State visit, Next visit, Autumn visit",
            "No type: Over 200 cells, Joint patrols, An arrest"
        ]
        .map(str::to_owned)
    );
    assert_eq!((found.items.len(), found.undated.len(), found.set_aside.len()), (9, 1, 0));
    assert_eq!(
        found.days,
        Some((day("2025-03-10"), day("2025-10-31"))),
        "what is open or sums up makes no axis long"
    );
    assert_eq!(
        (found.title.as_str(), found.badge.as_str()),
        ("Timeline of events by type, any status", "0 marks = 9 events")
    );
    let names: Vec<&str> = found.overdue.iter().map(|id| world.project.label((*id).into())).collect();
    assert_eq!((names.as_slice(), found.to_come), (&["Next visit"][..], 1));
    assert_eq!(found.kinds.iter().map(|kind| kind.count).sum::<usize>(), 9);
}

#[test]
fn an_item_says_what_is_certain_of_its_date() {
    let mut world = World::new();
    world.event("Raid", "[2025-03-10,2025-03-14]", None, &[]);
    world.event("Meetings", "{2025-03-11,2025-03-13}", None, &[]);
    world.event("Campaign", "2025-03-12/2025-05", None, &[]);
    world.event("Since long", "../2025-03-20", None, &[]);
    let found = ask(&world, LanesBy::Nothing);
    let certain: Vec<_> = found.items.iter().map(|item| item.certain).collect();
    assert_eq!(
        certain,
        [None, None, Some((day("2025-03-12"), day("2025-05-01"))), Some((NaiveDate::MIN, day("2025-03-20")))]
    );
    let days = |one: &str, other: &str| vec![(day(one), day(one)), (day(other), day(other))];
    assert_eq!(found.pieces[&0], Pieces::OneOf(days("2025-03-10", "2025-03-14")));
    assert_eq!(found.pieces[&1], Pieces::Each(days("2025-03-11", "2025-03-13")));
    assert_eq!(found.items[3].nature, Nature::GoesOn);
}

#[test]
fn a_storyline_is_what_is_linked_and_is_named_after_its_whole() {
    let mut world = picture();
    let found = ask(&world, LanesBy::Storyline);
    let told = lanes(&world, &found);
    assert_eq!(told[0], "State visit: Dinner, State visit, Signing, Follow-up");
    assert!(told[1].starts_with("No storyline: Over 200") && told.len() == 2, "{told:?}");
    assert_eq!(found.links.len(), 3);
    let [dinner, arrest] = ["Dinner", "An arrest"].map(|title| {
        let mut all = world.project.events().iter();
        all.find(|(_, row)| row.title == title).map(|(id, _)| id).expect(title)
    });
    link(&mut world, arrest, RelationKind::Contradicts, dinner);
    assert_eq!(lanes(&world, &ask(&world, LanesBy::Storyline)), told, "a contradiction makes no story");
    link(&mut world, arrest, RelationKind::Causes, dinner);
    assert!(lanes(&world, &ask(&world, LanesBy::Storyline))[0].contains("An arrest"));
}

#[test]
fn parts_of_each_other_lead_round_no_circle() {
    let mut world = World::new();
    let ids = ["2025-01-01", "2025-01-02", "2025-01-03"].map(|date| world.event(date, date, None, &[]));
    for at in 0..3 {
        link(&mut world, ids[at], RelationKind::PartOf, ids[(at + 1) % 3]);
    }
    let found = ask(&world, LanesBy::Nothing);
    assert_eq!(found.items.iter().map(|item| item.whole).collect::<Vec<_>>(), [Some(1), Some(2), None]);
    assert_eq!(stand(&found, 40.0, 6).len(), 1, "and all of them are drawn");
}

#[test]
fn a_split_day_of_its_own_goes_before_today() {
    let world = picture();
    let mut spec = by(LanesBy::Type);
    spec.kind = ChartKind::Timeline(TimelineSpec { split_at: Some(day("2025-01-01")), ..TimelineSpec::default() });
    let found = timeline(&world.project, &spec, day("2025-06-01"));
    assert_eq!((found.split_at, found.overdue.len()), (day("2025-01-01"), 0));
}

#[test]
fn an_item_is_described_with_its_links() {
    let world = picture();
    let found = ask(&world, LanesBy::Type);
    let at =
        found.items.iter().position(|item| world.project.label(item.event.into()) == "Dinner").expect("a dinner");
    assert_eq!(
        described(&world.project, &found, at),
        [
            "Dinner",
            "10 March 2025 · happened",
            "Talks · France",
            "It is part of “State visit”",
            "0 marks in 0 documents"
        ]
    );
    let at = found.items.iter().position(|item| item.is_overdue).expect("one");
    assert!(described(&world.project, &found, at)[1].contains("planned, and its day has passed"));
}

/// The lanes at a scale, each row as its glyphs: how many items, and from where to where in pixels.
fn stand(found: &Timeline, day_px: f64, rows: usize) -> Vec<Rows> {
    let scale = Scale { day_px, point_px: 9.0, letter_px: 6.0, rows };
    let packed = layout(found, &scale, &BTreeSet::new());
    for (lane, packed) in found.lanes.iter().zip(&packed.lanes) {
        sound(lane, packed, &scale);
    }
    packed.lanes
}

/// Each item is in one glyph, no two glyphs of a row touch, and each knows the next.
fn sound(lane: &Lane, packed: &Rows, scale: &Scale) {
    let mut all: Vec<usize> = packed.rows.iter().flatten().flat_map(Glyph::items).collect();
    all.sort_unstable();
    assert_eq!(all, lane.items);
    let half = |glyph: &Glyph| if glyph.mould == Mould::Point { scale.point_px / 2.0 / scale.day_px } else { 0.0 };
    for row in &packed.rows {
        for pair in row.windows(2) {
            assert!(pair[0].to + half(&pair[0]) <= pair[1].from - half(&pair[1]) + 1e-9, "{pair:?}");
            assert!((pair[0].next - (pair[1].from - half(&pair[1]))).abs() < 1e-9);
        }
    }
    for (item, (row, place)) in lane.items.iter().zip(&packed.spots) {
        assert!(packed.rows[*row][*place].items().any(|one| one == *item));
    }
}

#[test]
fn parts_stand_below_their_whole_or_share_its_glyph() {
    let world = picture();
    let found = ask(&world, LanesBy::Storyline);
    let near = &stand(&found, 40.0, 3)[0];
    let nest = near.nests[0];
    assert_eq!((nest.top, nest.bottom, near.nests.len()), (0, 2, 1));
    assert_eq!(found.items[near.rows[nest.top][0].item].whole, None);
    let far = &stand(&found, 1.0, 3)[0];
    assert_eq!((far.nests.len(), far.rows[0][0].count()), (0, 3), "a visit of three days is one glyph in a year");
    assert_eq!(world.project.label(found.items[far.rows[0][0].item].event.into()), "State visit");
}

#[test]
fn what_finds_no_room_is_counted_together() {
    let mut world = World::new();
    for number in 0..400 {
        let date = format!("2025-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
        world.event(&format!("E{number}"), &date, None, &[]);
        if number % 40 == 0 {
            world.event(&format!("L{number}"), &format!("2025-{:02}-01/..", number % 12 + 1), None, &[]);
            world.event(&format!("M{number}"), &format!("2025-{:02}", number % 12 + 1), None, &[]);
        }
    }
    let found = ask(&world, LanesBy::Nothing);
    for day_px in [0.01, 0.3, 2.0, 9.0, 60.0, 400.0] {
        for rows in [1, 3, 9] {
            let packed = &stand(&found, day_px, rows)[0];
            assert!(packed.rows.len() <= MOST_LANE_ROWS, "{} rows at {day_px}", packed.rows.len());
        }
    }
    let folded = layout(&found, &Scale { day_px: 2.0, point_px: 9.0, letter_px: 6.0, rows: 5 }, &BTreeSet::from([0]));
    assert!(folded.lanes[0].rows.len() <= 8, "one row, beside those of what has no end");
    let all = stand(&found, 60.0, 9);
    assert!(all[0].rows.iter().flatten().all(|glyph| glyph.mould != Mould::Several || glyph.to == f64::INFINITY));
    let seen: usize = (0..all[0].rows.len()).map(|row| all[0].in_sight(row, 739_300.0, 739_330.0).len()).sum();
    assert!(seen > 10 && seen < 90, "{seen}");
}

/// Sixteen for long bars, six for what has no end, and those asked for.
const MOST_LANE_ROWS: usize = 31;
