//! What charts promise.

use super::*;
use crate::base::when::When;
use crate::model::{
    CodeKind, DateRule, DocumentId, Entity, Event, Filter, InRole, Mark, MarkId, Place, Presence, Proves, Somewhere,
    SplitBy, Status, Step, Unit,
};
use crate::project::testing::{World, when};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

fn chart(by: Step) -> ChartSpec {
    ChartSpec { by, ..ChartSpec::default() }
}

fn ask(world: &World, spec: &ChartSpec) -> Activity {
    activity(&world.project, spec).expect("a chart that fits")
}

/// One line a bin, `label total: series count, …`, empty cells left out; then what is beside the chart.
fn table(world: &World, spec: &ChartSpec) -> Vec<String> {
    let activity = ask(world, spec);
    let mut lines = Vec::new();
    for (place, bin) in activity.bins.iter().enumerate() {
        let pieces: Vec<String> = activity
            .series
            .iter()
            .filter(|series| series.cells[place].count > 0)
            .map(|series| format!("{} {}", series.name, series.cells[place].count))
            .collect();
        let line = format!("{} {}: {}", bin.label, activity.totals[place].count, pieces.join(", "));
        lines.push(line.trim_end_matches(": ").to_owned());
    }
    let beside = [
        ("undated", &activity.undated),
        ("spanning", &activity.spanning),
        ("across", &activity.across),
        ("set aside", &activity.set_aside),
        ("unmarked", &activity.unmarked),
    ];
    let bands: Vec<EventId> = activity.bands.iter().map(|band| band.event).collect();
    let annotations: Vec<EventId> = activity.annotations.iter().map(|sum| sum.event).collect();
    let beside = beside.into_iter().chain([("bands", &bands), ("annotations", &annotations)]);
    for (what, events) in beside.filter(|(_, events)| !events.is_empty()) {
        let titles: Vec<&str> = events.iter().map(|id| world.project.label((*id).into())).collect();
        lines.push(format!("{what}: {}", titles.join(", ")));
    }
    lines
}

fn dated(dates: &[&str]) -> World {
    let mut world = World::new();
    for date in dates {
        world.event(&format!("E{date}"), date, None, &[]);
    }
    world
}

#[test]
fn months_are_counted_to_their_last_day_and_empty_ones_are_shown() {
    let world = dated(&["2024-01-31", "2024-02-01", "2024-02-29", "2024-05-01", "2024-04-30", "2024-05"]);
    assert_eq!(
        table(&world, &chart(Step::Month)),
        [
            "Jan 2024 1: Events 1",
            "Feb 2024 2: Events 2",
            "Mar 2024 0",
            "Apr 2024 1: Events 1",
            "May 2024 2: Events 2",
        ]
    );
    assert_eq!(table(&world, &chart(Step::Quarter)), ["Q1 2024 3: Events 3", "Q2 2024 3: Events 3"]);
    assert_eq!(table(&world, &chart(Step::Year)), ["2024 6: Events 6"]);
}

#[test]
fn week_53_belongs_to_the_year_that_it_began_in() {
    let world = dated(&["2020-12-31", "2021-01-03", "2021-01-04", "2020-12-27"]);
    assert_eq!(
        table(&world, &chart(Step::Week)),
        ["2020-W52 1: Events 1", "2020-W53 2: Events 2", "2021-W01 1: Events 1",]
    );
}

#[test]
fn the_leap_day_is_a_day() {
    let world = dated(&["2024-02-28", "2024-02-29", "2024-02-29T23:30:00-12", "2024-03-01"]);
    let lines = ["28 Feb 2024 1: Events 1", "29 Feb 2024 2: Events 2", "1 Mar 2024 1: Events 1"];
    assert_eq!(table(&world, &chart(Step::Day)), lines);
}

#[test]
fn a_date_that_does_not_fit_one_bin_is_beside_the_chart_or_counts_where_it_starts() {
    let world =
        dated(&["2025-03-10", "2025-03-30/2025-04-02", "[2025-03-10,2025-03-12]", "2025", "", "../2025-05-01"]);
    assert_eq!(
        table(&world, &chart(Step::Month)),
        ["Mar 2025 2: Events 2", "undated: E", "spanning: E2025, E2025-03-30/2025-04-02", "bands: E../2025-05-01"]
    );
    let start = ChartSpec { rule: DateRule::Start, ..chart(Step::Month) };
    assert_eq!(
        table(&world, &start),
        [
            "Jan 2025 1: Events 1",
            "Feb 2025 0",
            "Mar 2025 3: Events 3",
            "undated: E",
            "across: E2025, E2025-03-30/2025-04-02",
            "bands: E../2025-05-01"
        ]
    );
    assert_eq!(table(&world, &chart(Step::Year)), ["2025 4: Events 4", "undated: E", "bands: E../2025-05-01"]);
}

/// A visit reported by two outlets with three sentences, an arrest by one; both in March.
fn two_events() -> (World, [EventId; 2], [DocumentId; 2]) {
    let mut world = World::new();
    let (visit, arrest) = (world.event_type("Visit"), world.event_type("Arrest"));
    let (france, morocco) = (world.entity(&["France"]), world.entity(&["Morocco"]));
    let a = world.event("Visit to Rabat", "2025-03-10", Some(visit), &[france, morocco]);
    let b = world.event("Arrest", "2025-03-12", Some(arrest), &[morocco]);
    let strait = world.document("Strait", "2025-03-11", "He came to Rabat. They talked. Two were held.");
    let wire = world.document("Wire", "2025-04-01", "The minister had come in March.");
    world.mark(strait, "He came to Rabat", &[Proves::Event(a)]);
    world.mark(strait, "They talked", &[Proves::Event(a)]);
    world.mark(strait, "Two were held", &[Proves::Event(b)]);
    world.mark(wire, "The minister had come", &[Proves::Event(a)]);
    (world, [a, b], [strait, wire])
}

fn counts(world: &World, unit: Unit, split: Option<SplitBy>) -> Vec<String> {
    table(world, &ChartSpec { split, unit, ..chart(Step::Month) })
}

#[test]
fn one_event_with_marks_in_two_documents_is_one_event() {
    let (world, _, _) = two_events();
    assert_eq!(counts(&world, Unit::Events, None), ["Mar 2025 2: Events 2"]);
    assert_eq!(counts(&world, Unit::Marks, None), ["Mar 2025 4: Marks 4"]);
    assert_eq!(counts(&world, Unit::Documents, None), ["Mar 2025 2: Documents 2"]);
    let activity = ask(&world, &chart(Step::Month));
    assert_eq!((activity.shown_events, activity.shown_marks, activity.shown_documents), (2, 4, 2));
    assert_eq!(activity.badge, "4 marks = 2 events");
}

#[test]
fn totals_count_an_item_once_however_many_series_it_stands_in() {
    let (world, _, _) = two_events();
    let by = |unit, split| counts(&world, unit, Some(split));
    assert_eq!(by(Unit::Events, SplitBy::Type), ["Mar 2025 2: Arrest 1, Visit 1"]);
    assert_eq!(by(Unit::Events, SplitBy::Entity), ["Mar 2025 2: Morocco 2, France 1"]);
    assert_eq!(by(Unit::Events, SplitBy::Outlet), ["Mar 2025 2: Strait 2, Wire 1"]);
    assert_eq!(by(Unit::Events, SplitBy::Area), ["Mar 2025 2: No area 2"]);
    assert_eq!(by(Unit::Marks, SplitBy::Outlet), ["Mar 2025 4: Strait 3, Wire 1"]);
    assert_eq!(by(Unit::Marks, SplitBy::Entity), ["Mar 2025 4: Morocco 4, France 3"]);
    assert_eq!(by(Unit::Documents, SplitBy::Type), ["Mar 2025 2: Arrest 1, Visit 2"]);
    let multiple = |split| ask(&world, &ChartSpec { split: Some(split), ..chart(Step::Month) }).multiple;
    assert!(multiple(SplitBy::Entity) && multiple(SplitBy::Outlet) && !multiple(SplitBy::Type));
}

#[test]
fn a_mark_of_two_events_is_one_mark() {
    let (mut world, [a, b], [strait, _]) = two_events();
    world.mark(strait, "talked. Two", &[Proves::Event(a), Proves::Event(b)]);
    assert_eq!(counts(&world, Unit::Marks, Some(SplitBy::Type)), ["Mar 2025 5: Arrest 2, Visit 4"]);
    assert_eq!(ask(&world, &chart(Step::Month)).badge, "5 marks = 2 events");
}

#[test]
fn what_is_set_aside_or_in_a_zone_does_not_count_and_is_named() {
    let (mut world, _, [strait, wire]) = two_events();
    world.set_aside(wire);
    assert_eq!(counts(&world, Unit::Marks, None), ["Mar 2025 3: Marks 3"]);
    assert_eq!(counts(&world, Unit::Documents, None), ["Mar 2025 1: Documents 1"]);
    world.zone(strait, "Two were held.");
    assert_eq!(counts(&world, Unit::Marks, None), ["Mar 2025 2: Marks 2", "set aside: Arrest"]);
    let lost: Vec<MarkId> = world.project.marks().ids().collect();
    for mark in lost {
        world.change::<Mark>(mark, |row| row.anchor = crate::model::Anchor::Lost);
    }
    assert_eq!(counts(&world, Unit::Marks, None), ["Mar 2025 3: Marks 3"], "a lost mark keeps its quote");
    world.set_aside(strait);
    assert_eq!(counts(&world, Unit::Events, None), ["set aside: Visit to Rabat, Arrest"]);
    world.event("Entered by hand", "2025-05-02", None, &[]);
    assert_eq!(counts(&world, Unit::Events, None)[0], "May 2025 1: Events 1");
    assert_eq!(counts(&world, Unit::Marks, None), ["set aside: Visit to Rabat, Arrest", "unmarked: Entered by hand"]);
}

#[test]
fn every_number_keeps_the_events_behind_it() {
    let (world, events, _) = two_events();
    let mut sorted = events.to_vec();
    sorted.sort();
    for (unit, split) in Unit::ALL.into_iter().zip([SplitBy::Type, SplitBy::Entity, SplitBy::Outlet]) {
        let activity = ask(&world, &ChartSpec { unit, split: Some(split), ..chart(Step::Month) });
        assert_eq!(activity.totals[0].events, sorted, "{unit}");
        assert!(activity.series.iter().all(|series| !series.cells[0].events.is_empty()), "{unit}");
    }
    let lines = crate::query::evidence(&world.project, &[events[1], events[0]]);
    let quotes: Vec<(&str, &str)> = lines.iter().map(|line| (line.outlet.as_str(), line.quote.as_str())).collect();
    assert_eq!(
        quotes,
        [
            ("Strait", "He came to Rabat"),
            ("Strait", "They talked"),
            ("Wire", "The minister had come"),
            ("Strait", "Two were held"),
        ]
    );
}

/// Every event that the filter lets through is in one place, and every number is that of its events.
fn check_laws(world: &World, spec: &ChartSpec) {
    let figures = ask(world, spec);
    let lists =
        [&figures.undated, &figures.spanning, &figures.outside.earlier, &figures.set_aside, &figures.unmarked];
    let beside = lists.into_iter().flatten().copied();
    let bands = figures.bands.iter().map(|band| band.event);
    let annotations = figures.annotations.iter().map(|sum| sum.event);
    let mut shown: Vec<EventId> = figures.totals.iter().flat_map(|cell| &cell.events).copied().collect();
    shown.sort();
    if spec.rule != DateRule::Proportional {
        assert!(shown.windows(2).all(|pair| pair[0] != pair[1]), "in two bins: {spec:?}");
    }
    shown.dedup();
    assert_eq!(shown.len(), figures.shown_events);
    assert!(figures.across.iter().all(|event| shown.binary_search(event).is_ok()), "{spec:?}");
    let mut all: Vec<EventId> = beside.chain(bands).chain(annotations).chain(shown.iter().copied()).collect();
    all.sort();
    let passed = crate::query::events(&world.project, &spec.filter, crate::query::EventOrder::When);
    let mut passed: Vec<EventId> = passed;
    passed.sort();
    assert_eq!(all, passed, "{spec:?}");
    let whole: f64 = figures.totals.iter().map(|cell| cell.amount).sum();
    if spec.unit == Unit::Events {
        let whole = whole + figures.outside.amount;
        assert!((whole - figures.total as f64).abs() < 1e-9, "shares do not add up: {spec:?}");
    }
    assert!(figures.outside.partly.iter().all(|event| shown.binary_search(event).is_ok()), "{spec:?}");
    assert_eq!(figures.outside.amount > 0.0, !figures.outside.partly.is_empty(), "{spec:?}");
    let period = spec.filter.period.as_ref();
    let (from, to) = (period.and_then(When::earliest), period.and_then(When::latest));
    let ends = figures.bins.first().zip(figures.bins.last());
    if let Some((first, last)) = ends {
        assert!(from.is_none_or(|from| first.first <= from && from <= first.last), "{spec:?}");
        assert!(to.is_none_or(|to| last.first <= to && to <= last.last), "{spec:?}");
    }
    for (bin, total) in figures.totals.iter().enumerate() {
        let cells = || figures.series.iter().map(|series| &series.cells[bin]);
        let mut of_series: Vec<EventId> = cells().flat_map(|cell| cell.events.clone()).collect();
        of_series.sort();
        of_series.dedup();
        assert_eq!(of_series, total.events, "{spec:?}");
        for cell in cells().chain([total]) {
            assert_eq!(cell.count == 0, cell.events.is_empty(), "{spec:?}");
            assert!(cell.amount <= cell.count as f64 + 1e-9 && cell.amount >= 0.0, "{spec:?}");
            assert!(cell.events.windows(2).all(|pair| pair[0] < pair[1]), "{spec:?}");
            if spec.rule != DateRule::Proportional {
                assert!((cell.amount - cell.count as f64).abs() < 1e-12, "{spec:?}");
            }
        }
        let pieces: f64 = cells().map(|cell| cell.amount).sum();
        assert!(pieces >= total.amount - 1e-9, "{spec:?}");
    }
}

/// Events of every kind: with dates of all sorts, every status, sides, roles, places, marks inside and outside.
fn mixed() -> World {
    let (mut world, [a, _], [_, wire]) = two_events();
    let state = world.code(CodeKind::EntityKind, "State", None);
    let (host, guest) = (world.code(CodeKind::Role, "Host", None), world.code(CodeKind::Role, "Guest", None));
    let area = world.code(CodeKind::Area, "Police", None);
    let names = ["Spain", "Portugal", "Ministry", "Rabat"];
    let who: Vec<EntityId> = names.iter().map(|name| world.entity(&[name])).collect();
    world.change::<Entity>(who[0], |row| row.kind = Some(state));
    let membership = crate::model::Membership {
        entity: who[0],
        when: when("2020/2024"),
        note: String::new(),
        source: crate::model::Source::Analyst,
    };
    world.change::<Entity>(who[2], |row| row.part_of.push(membership));
    let dates = [
        "2025-03",
        "2024/2025",
        "",
        "../2020",
        "2024-02-29",
        "[2024-01-31,2024-02-01]",
        "[2023-01-02,2024-12-30]",
        "{2025-01-01,2025-06-01..2025-06-03}",
        "2023-05/..",
        "2024-12-30/2025-01-02",
        "2024-05~",
        "2023-21",
        "/2024",
        "[2024-03,2024-03-10]",
        "2025-03-10T10:00:00",
    ];
    let mut dice = fastrand::Rng::with_seed(3);
    for (number, date) in dates.iter().cycle().take(90).enumerate() {
        let sides: Vec<EntityId> = (0..number % 4).map(|_| who[dice.usize(0..3)]).collect();
        let event = world.event(&format!("E{number} à"), date, None, &sides);
        world.status(event, Status::ALL[dice.usize(0..Status::ALL.len())]);
        world.change::<Event>(event, |row| {
            row.areas.extend((number % 3 == 0).then_some(area));
            row.made.by = ["", "ab", "cd"][number % 3].to_owned();
            let text = ["", "The port", "the  PORT"][dice.usize(0..3)].to_owned();
            let entity = (number % 5 == 0).then_some(who[3]);
            row.places.extend((number % 2 == 0).then(|| Place { entity, text, ..Place::default() }));
            for part in &mut row.participants {
                part.role = [None, Some(host), Some(guest)][dice.usize(0..3)];
            }
        });
        if number % 3 == 0 {
            let document = world.document(["Wire", "", "Strait"][dice.usize(0..3)], "2025-01", "They met.");
            world.mark(document, "met", &[Proves::Event(event), Proves::Event(a)]);
            if number % 4 == 0 {
                world.set_aside(document);
            }
        }
    }
    world.set_aside(wire);
    world
}

#[test]
fn no_event_vanishes_whatever_is_asked() {
    let world = mixed();
    let splits = || std::iter::once(None).chain(SplitBy::ALL.map(Some));
    for unit in Unit::ALL {
        for rule in DateRule::ALL {
            for split in splits() {
                let spec = ChartSpec { unit, rule, split, filter: Filter::everything(), ..chart(Step::Month) };
                check_laws(&world, &spec);
            }
            for by in Step::ALL {
                check_laws(&world, &ChartSpec { unit, rule, split: Some(SplitBy::Type), ..chart(by) });
            }
        }
    }
}

#[test]
fn no_event_vanishes_at_the_edges_of_a_period() {
    let world = mixed();
    let mut dice = fastrand::Rng::with_seed(11);
    let mut day = || {
        let day =
            NaiveDate::from_ymd_opt(2023, 1, 1).and_then(|day| day.checked_add_days(Days::new(dice.u64(0..1_000))));
        day.expect("a day").to_string()
    };
    for number in 0..30 {
        let (mut from, mut to) = (day(), day());
        if to < from {
            std::mem::swap(&mut from, &mut to);
        }
        let period = [format!("{from}/{to}"), format!("{from}/.."), format!("../{to}")][number % 3].clone();
        let unit = Unit::ALL[number % Unit::ALL.len()];
        for rule in [DateRule::Start, DateRule::Proportional] {
            let by = Step::ALL[number % Step::ALL.len()];
            let filter = Filter { period: when(&period), ..Filter::everything() };
            check_laws(&world, &ChartSpec { rule, unit, filter: filter.clone(), ..chart(by) });
            let asked = crate::model::MatrixSpec {
                of: crate::model::MatrixOf::Pivot {
                    rows: crate::model::Side::By(SplitBy::Type),
                    columns: crate::model::Side::Period,
                },
                ..Default::default()
            };
            let kind = crate::model::ChartKind::Matrix(asked);
            let spec = ChartSpec { rule, filter: filter.clone(), kind, ..chart(by) };
            let found = crate::query::matrix::matrix(&world.project, &spec).expect("a matrix");
            let bins: f64 = (0..found.columns.len()).map(|at| found.column_total(at).amount).sum();
            let whole = found.total().amount;
            assert!((bins + found.outside.amount - whole).abs() < 1e-6, "{bins} of {whole}: {spec:?}");
            let of = crate::model::TrendOf::Count;
            let asked = crate::model::TrendSpec { of, ..Default::default() };
            let kind = crate::model::ChartKind::Trend(asked);
            let found = crate::query::trend::trend(&world.project, &ChartSpec { kind, ..spec }).expect("a trend");
            let line = &found.lines[0];
            let bins: f64 = line.points.iter().map(|point| point.n).sum();
            assert!((bins + line.outside.amount - line.events as f64).abs() < 1e-6, "{bins} of {}", line.events);
        }
    }
}

#[test]
fn bins_are_those_of_the_period_and_what_lies_beside_it_is_said() {
    let world = dated(&["2025-01-10/2025-06-10", "2025-03-20", "2025-04-25/2025-05-10", "2025-04-30/2025-05-04"]);
    let ask = |rule| {
        let filter = Filter { period: when("2025-03-15/2025-04-30"), ..Filter::default() };
        ask(&world, &ChartSpec { rule, filter, ..chart(Step::Month) })
    };
    let titles = |events: &[EventId]| -> Vec<String> {
        events.iter().map(|id| world.project.label((*id).into()).to_owned()).collect()
    };
    let start = ask(DateRule::Start);
    let labels: Vec<&str> = start.bins.iter().map(|bin| bin.label.as_str()).collect();
    assert_eq!(labels, ["Mar 2025", "Apr 2025"]);
    assert_eq!(start.totals.iter().map(|cell| cell.count).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(titles(&start.outside.earlier), ["E2025-01-10/2025-06-10"]);
    assert_eq!(
        start.remarks,
        [
            "Mar 2025 lies only partly in the period from 15 Mar 2025 to 30 Apr 2025 and cannot be compared with whole bins",
            "1 event begins before the period and is not counted"
        ]
    );
    assert_eq!(start.bins.iter().map(|bin| is_partial(&start.spec, bin)).collect::<Vec<_>>(), [true, false]);
    let spread = ask(DateRule::Proportional);
    // 17 and 30 of 152 days; 6 of 16 and 1 of 5.
    let (march, april) = (1.0 + 17.0 / 152.0, 30.0 / 152.0 + 6.0 / 16.0 + 1.0 / 5.0);
    assert!((spread.totals[0].amount - march).abs() < 1e-12 && (spread.totals[1].amount - april).abs() < 1e-12);
    assert!((spread.outside.amount - (4.0 - march - april)).abs() < 1e-12);
    assert_eq!((spread.bins.len(), spread.outside.partly.len(), spread.outside.earlier.len()), (2, 3, 0));
    assert_eq!(
        spread.remarks[1],
        "3 events lie partly beside the period; what lies there comes to 2.12 events and is not drawn"
    );
    assert_eq!(ask(DateRule::Strict).outside, Outside::default());
}

#[test]
fn facts_let_through_what_a_filter_does() {
    let world = mixed();
    let facts = Facts::of(&world.project);
    let ids: Vec<EntityId> = world.project.entities().ids().collect();
    let roles = world.project.codes().iter().filter(|(_, code)| code.kind == CodeKind::Role).map(|(id, _)| id);
    let roles: Vec<CodeId> = roles.collect();
    let codes: Vec<CodeId> = world.project.codes().ids().collect();
    let mut dice = fastrand::Rng::with_seed(9);
    let mut passed = 0;
    for _ in 0..3_000 {
        let mut filter = Filter::everything();
        for _ in 0..dice.usize(1..4) {
            let entity = ids[dice.usize(0..ids.len())];
            match dice.u8(0..17) {
                0 => filter.text = ["e1", "À", "e2 a", "xyz"][dice.usize(0..4)].into(),
                1 => _ = filter.types.insert(codes[dice.usize(0..codes.len())]),
                2 => _ = filter.entities.insert(entity),
                3 => _ = filter.wholes.insert(entity),
                4 => filter.dyad = Some((entity, ids[dice.usize(0..ids.len())])),
                5 => {
                    let who = (dice.bool()).then_some(entity);
                    filter.roles.insert(InRole { role: roles[dice.usize(0..roles.len())], entity: who });
                }
                6 => _ = filter.areas.insert(codes[dice.usize(0..codes.len())]),
                7 => _ = filter.statuses.insert(Status::ALL[dice.usize(0..9)]),
                8 => {
                    filter.period = when(["2024", "2024-06/..", "../2023", "[2024-02,2025-06-02]"][dice.usize(0..4)]);
                }
                9 => _ = filter.places.insert(Somewhere::Words("THE port".into())),
                10 => _ = filter.places.insert(Somewhere::Entity(entity)),
                11 => _ = filter.outlets.insert(["Wire", "Strait", "", "None"][dice.usize(0..4)].into()),
                12 => _ = filter.coders.insert(["ab", "", "zz"][dice.usize(0..3)].into()),
                13 => filter.evidence = Some([Presence::Present, Presence::Absent][dice.usize(0..2)]),
                14 => filter.date = Some([Presence::Present, Presence::Absent][dice.usize(0..2)]),
                15 => filter.origins = dice.usize(0..3),
                _ => _ = filter.certainties.insert(crate::model::Certainty::Certain),
            }
        }
        let sieve = crate::query::facts::FactSieve::new(&facts, &filter);
        for (number, row) in facts.rows.iter().enumerate() {
            let expected = crate::query::matches(&world.project, row.id, &filter);
            assert_eq!(sieve.passes(number, row), expected, "{filter:?} {:?}", facts.event(row.id));
            passed += usize::from(expected);
        }
    }
    assert!(passed > 10_000, "{passed}");
}

#[test]
fn dates_are_spread_by_days() {
    let spread = |dates: &[&str], by| {
        let spec = ChartSpec { rule: DateRule::Proportional, ..chart(by) };
        let figures = ask(&dated(dates), &spec);
        let bins = figures.bins.iter().zip(&figures.totals);
        bins.map(|(bin, cell)| format!("{} {}", bin.label, amount_in_words(cell.amount))).collect::<Vec<_>>()
    };
    assert_eq!(spread(&["2025-01-30/2025-02-02"], Step::Month), ["Jan 2025 0.5", "Feb 2025 0.5"]);
    assert_eq!(
        spread(&["2025-01-30/2025-02-02", "2025-02"], Step::Month),
        ["Jan 2025 0.5", "Feb 2025 1.5"],
        "what fits one bin counts there whole"
    );
    assert_eq!(
        spread(&["[2025-01-31,2025-03-01]"], Step::Month),
        ["Jan 2025 0.5", "Feb 2025 0", "Mar 2025 0.5"],
        "a choice between two days is not the time between them"
    );
    assert_eq!(spread(&["[2025-03,2025-03-10..2025-04-10]"], Step::Month), ["Mar 2025 0.76", "Apr 2025 0.24"]);
    assert_eq!(spread(&["2024"], Step::Quarter), ["Q1 2024 0.25", "Q2 2024 0.25", "Q3 2024 0.25", "Q4 2024 0.25"]);
    let figures = ask(&dated(&["2024-12/2025-01"]), &ChartSpec { rule: DateRule::Proportional, ..chart(Step::Year) });
    assert_eq!((figures.totals[0].count, figures.totals[1].count, figures.total), (1, 1, 1));
    assert_eq!(figures.across, figures.totals[0].events, "a part of a number names its event too");
}

#[test]
fn what_goes_on_and_what_sums_up_is_no_bar() {
    let mut world = dated(&["2025-03-10", "2024-01/.."]);
    let tension = world.event("Tension", "2021/2022", None, &[]);
    world.status(tension, Status::State);
    let cells = world.event("Over 200 cells", "2002/2025-03-10", None, &[]);
    world.status(cells, Status::Aggregate);
    let undated = world.event("Many", "", None, &[]);
    world.status(undated, Status::Aggregate);
    let figures = ask(&world, &ChartSpec { filter: Filter::everything(), ..chart(Step::Month) });
    let day = |text: &str| Some(text.parse::<chrono::NaiveDate>().expect(text));
    let bands: Vec<_> = figures.bands.iter().map(|band| (band.label.as_str(), band.from, band.to)).collect();
    assert_eq!(bands, [("Tension", day("2021-01-01"), day("2022-12-31")), ("E2024-01/..", day("2024-01-01"), None)]);
    assert_eq!(figures.annotations.iter().map(|sum| sum.event).collect::<Vec<_>>(), [cells]);
    assert_eq!((figures.undated.clone(), figures.total), (vec![undated], 1));
}

#[test]
fn what_did_not_simply_happen_is_hatched() {
    let (mut world, [_, arrest], _) = two_events();
    let kind = world.project.events().get(arrest).and_then(|row| row.kind);
    let planned = world.event("Arrest to come", "2025-04-02", kind, &[]);
    world.status(planned, Status::Planned);
    let series = |split, statuses: &[Status]| {
        let filter = Filter { statuses: statuses.iter().copied().collect(), ..Filter::everything() };
        let figures = ask(&world, &ChartSpec { split, filter, ..chart(Step::Month) });
        let names = figures.series.iter().map(|of| format!("{}{}", of.name, if of.hatched { " ///" } else { "" }));
        names.collect::<Vec<_>>()
    };
    let both = [Status::Happened, Status::Planned];
    assert_eq!(series(Some(SplitBy::Type), &both), ["Arrest", "Arrest (planned) ///", "Visit"]);
    assert_eq!(series(None, &both), ["Events", "Events (planned) ///"]);
    assert_eq!(series(None, &[]), ["Events", "Events (other status) ///"]);
    assert_eq!(series(Some(SplitBy::Status), &[]), ["Happened", "Planned ///"]);
    assert_eq!(series(Some(SplitBy::Type), &[Status::Happened]), ["Arrest", "Visit"]);
}

#[test]
fn actors_are_those_of_the_date_and_pairs_are_pairs_of_actors() {
    let mut world = World::new();
    let state = world.code(CodeKind::EntityKind, "State", None);
    let [france, morocco, ministry] = ["France", "Morocco", "Ministry"].map(|name| world.entity(&[name]));
    for id in [france, morocco] {
        world.change::<Entity>(id, |row| row.kind = Some(state));
    }
    let membership = crate::model::Membership {
        entity: france,
        when: when("2020/2024"),
        note: String::new(),
        source: crate::model::Source::Analyst,
    };
    world.change::<Entity>(ministry, |row| row.part_of.push(membership));
    world.event("Then", "2024-01-10", None, &[ministry, france, morocco]);
    world.event("Later", "2025-01-10", None, &[ministry, morocco]);
    let by = |split| table(&world, &ChartSpec { split: Some(split), ..chart(Step::Year) });
    assert_eq!(by(SplitBy::Entity), ["2024 1: Ministry 1, Morocco 1, France 1", "2025 1: Ministry 1, Morocco 1"]);
    assert_eq!(by(SplitBy::Actor), ["2024 1: Morocco 1, France 1", "2025 1: Morocco 1, Ministry 1"]);
    assert_eq!(by(SplitBy::Dyad), ["2024 1: France – Morocco 1", "2025 1: Ministry – Morocco 1"]);
}

#[test]
fn places_classes_coders_and_origins_are_series_too() {
    let (mut world, [visit, arrest], [strait, wire]) = two_events();
    let kind = world.project.events().get(visit).and_then(|row| row.kind).expect("a type");
    world.change::<crate::model::Code>(kind, |row| row.class = Some(Class::MaterialCooperation));
    let rabat = world.entity(&["Rabat"]);
    world.change::<Event>(visit, |row| {
        row.places.push(Place { entity: Some(rabat), ..Place::default() });
        row.made.by = "ab".into();
    });
    world.change::<Event>(arrest, |row| row.places.push(Place { text: "Old  port".into(), ..Place::default() }));
    let by = |unit, split| table(&world, &ChartSpec { unit, split: Some(split), ..chart(Step::Month) });
    assert_eq!(by(Unit::Events, SplitBy::Place), ["Mar 2025 2: Old  port 1, Rabat 1"]);
    assert_eq!(by(Unit::Events, SplitBy::Class), ["Mar 2025 2: Material cooperation 1, No class 1"]);
    assert_eq!(by(Unit::Events, SplitBy::Coder), ["Mar 2025 2: ab 1, No coder 1"]);
    assert_eq!(counts(&world, Unit::Origins, None), ["Mar 2025 2: Origins 2"]);
    world.change::<crate::model::Document>(wire, |row| row.syndicated_from = Some(strait));
    assert_eq!(counts(&world, Unit::Origins, None), ["Mar 2025 1: Origins 1"]);
    assert_eq!(counts(&world, Unit::Documents, None), ["Mar 2025 2: Documents 2"]);
}

#[test]
fn the_corpus_stands_beside_the_figures() {
    let (mut world, _, [strait, wire]) = two_events();
    let undated = world.document("Wire", "", "No date.");
    let year = world.document("Wire", "2025", "A year.");
    let aside = world.document("Wire", "2025-03-01", "Left out.");
    world.set_aside(aside);
    let found = ask(&world, &chart(Step::Month)).denominator;
    assert_eq!((found.bins, found.outside), (vec![vec![strait]], vec![wire]));
    assert_eq!((found.undated, found.spanning, found.set_aside), (vec![undated], vec![year], vec![aside]));
}

#[test]
fn the_rare_ones_become_others() {
    let mut world = World::new();
    for number in 0..20 {
        let entity = world.entity(&[&format!("N{number:02}")]);
        world.event("Meeting", "2025-03-10", None, &[entity]);
    }
    let activity = ask(&world, &ChartSpec { split: Some(SplitBy::Entity), ..chart(Step::Month) });
    let last = activity.series.last().expect("series");
    assert_eq!((activity.series.len(), last.name.as_str(), last.total), (MAX_SERIES, "9 others", 9));
}

#[test]
fn a_period_is_shown_whole() {
    let world = dated(&["2025-03-10"]);
    let filter = Filter { period: when("2025-02/2025-05"), ..Filter::default() };
    let lines = table(&world, &ChartSpec { filter, ..chart(Step::Month) });
    assert_eq!(lines, ["Feb 2025 0", "Mar 2025 1: Events 1", "Apr 2025 0", "May 2025 0"]);
    assert_eq!(table(&dated(&[]), &chart(Step::Month)), [""; 0]);
    for (period, first, last) in [("2025-02/..", "Feb 2025", "Mar 2025"), ("../2025-05", "Mar 2025", "May 2025")] {
        let filter = Filter { period: when(period), ..Filter::default() };
        let bins = ask(&world, &ChartSpec { filter, ..chart(Step::Month) }).bins;
        assert_eq!((bins[0].label.as_str(), bins[bins.len() - 1].label.as_str()), (first, last), "{period}");
    }
}

#[test]
fn a_period_that_has_no_room_is_refused_and_never_cut() {
    let world = dated(&["2025-03-10"]);
    let filter = Filter { period: when("1950/2025"), ..Filter::default() };
    let asked = ChartSpec { filter, ..chart(Step::Day) };
    let error = activity(&world.project, &asked).unwrap_err().to_string();
    assert!(error.starts_with("From 1 Jan 1950 to 31 Dec 2025 there are more than 2000 bars"), "{error}");
    assert_eq!(ask(&world, &ChartSpec { by: Step::Month, ..asked }).bins.len(), 76 * 12);
}

#[test]
fn what_goes_on_has_an_axis_where_nothing_is_counted() {
    let figures = ask(&dated(&["2024-03-10/.."]), &chart(Step::Month));
    assert_eq!((figures.bins.len(), figures.bands.len(), figures.total), (1, 1, 0));
    assert_eq!(figures.bins[0].label, "Mar 2024");
    let filter = Filter { period: when("2024-02/2024-05"), ..Filter::default() };
    let figures = ask(&dated(&["2024-03-10/.."]), &ChartSpec { filter, ..chart(Step::Month) });
    assert_eq!((figures.bins.len(), figures.bands.len()), (4, 1));
    assert_eq!(figures.series.len(), 0, "nothing is counted");
}

#[test]
fn entities_of_one_name_are_two_series() {
    let mut world = World::new();
    for day in ["2025-03-10", "2025-03-11"] {
        let ministry = world.entity(&["Ministry"]);
        world.event("Meeting", day, None, &[ministry]);
    }
    let figures = ask(&world, &ChartSpec { split: Some(SplitBy::Entity), ..chart(Step::Day) });
    let names: Vec<_> = figures.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["Ministry", "Ministry (2)"]);
}

#[test]
fn too_many_bins_are_refused_with_advice() {
    let world = dated(&["1956-03-02", "2025-03-10"]);
    let error = activity(&world.project, &chart(Step::Day)).unwrap_err();
    assert_eq!(error.wider, Step::Month);
    assert_eq!(
        error.to_string(),
        "From 2 Mar 1956 to 10 Mar 2025 there are more than 2000 bars of one day. \
        Choose a wider step, such as month, or a shorter period; nothing is lost"
    );
    assert_eq!(ask(&world, &chart(Step::Month)).bins.len(), 829);
}

#[test]
fn the_title_says_what_is_counted() {
    let mut world = dated(&["2025-03-10"]);
    let (france, morocco) = (world.entity(&["France"]), world.entity(&["Morocco"]));
    let figures = ask(&world, &ChartSpec::default());
    assert_eq!(figures.heading, "Events per month, happened");
    assert_eq!(figures.title, "Events per month, happened; strict dates");
    assert_eq!(figures.rule, "Only events whose date certainly falls into one month are counted");
    let statuses = BTreeSet::from([Status::Planned, Status::Happened, Status::Denied]);
    let filter = Filter { statuses, dyad: Some((france, morocco)), ..Filter::default() };
    let (unit, rule) = (Unit::Origins, DateRule::Proportional);
    let spec = ChartSpec { split: Some(SplitBy::Outlet), unit, rule, by: Step::Week, filter, ..ChartSpec::default() };
    let figures = ask(&world, &spec);
    assert_eq!(figures.heading, "Independent origins per week by outlet, happened, planned or denied");
    assert_eq!(
        figures.title,
        "Independent origins per week by outlet, happened, planned or denied, between France and Morocco; dates are \
         spread over their days"
    );
    assert_eq!(figures.filter, "happened, planned or denied, between France and Morocco");
    let everything = ask(&world, &ChartSpec { filter: Filter::everything(), ..chart(Step::Day) });
    assert_eq!(everything.heading, "Events per day, any status");
    assert_eq!(super::words::badge(1, 1), "1 mark = 1 event");
    assert_eq!(super::words::badge(1_234_567, 0), "1,234,567 marks = 0 events");
}

/// `cargo test --release -- --ignored --nocapture five_thousand` prints the figures.
#[test]
#[ignore = "measures"]
fn a_chart_of_five_thousand_events() {
    let mut world = World::new();
    let types: Vec<CodeId> = ["Visit", "Talks", "Arrest"].map(|name| world.event_type(name)).to_vec();
    let who: Vec<EntityId> = (0..200).map(|number| world.entity(&[&format!("N{number}")])).collect();
    let documents: Vec<DocumentId> =
        (0..100).map(|number| world.document(&format!("O{}", number % 9), "2024", "They met.")).collect();
    for number in 0..5_000 {
        let date = format!("{}-{:02}-{:02}", 2019 + number % 6, number % 12 + 1, number % 28 + 1);
        let event = world.event("Talks", &date, Some(types[number % 3]), &[who[number % 200], who[number % 7]]);
        for copy in 0..20 {
            world.mark(documents[(number + copy * 7) % 100], "met", &[Proves::Event(event)]);
        }
    }
    let clock = std::time::Instant::now();
    let index = crate::project::Index::of(&world.project);
    println!("index of {} marks: {:?}", world.project.marks().len(), clock.elapsed());
    assert_eq!(&index, world.project.index());
    for (unit, split) in Unit::ALL.into_iter().zip([None, Some(SplitBy::Entity), Some(SplitBy::Outlet)]) {
        let clock = std::time::Instant::now();
        let chart = activity(&world.project, &ChartSpec { split, unit, ..chart(Step::Month) });
        println!("{unit}: {:?}, {} bins", clock.elapsed(), chart.map_or(0, |chart| chart.bins.len()));
    }
}

#[test]
fn one_is_not_several() {
    let words = [0.0, 0.5, 1.0, 1_200.0].map(|amount| units_in_words(amount, Unit::Events));
    assert_eq!(words, ["0 events", "0.5 events", "1 event", "1,200 events"]);
}
