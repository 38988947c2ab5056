//! What trends promise.

use super::*;
use crate::model::{
    Average, ChartKind, Code, CodeId, CodeKind, DateRule, EntityId, EventId, Filter, Proves, Status, Step, TrendOf,
    Window,
};
use crate::project::testing::{World, when};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

struct Picture {
    world: World,
    sides: [EntityId; 4],
    types: [CodeId; 3],
}

/// Visits weigh 3, arrests for a partner 7.5, plain arrests nothing at all.
fn picture() -> Picture {
    let mut world = World::new();
    let types = ["Visit", "Arrest for a partner", "Arrest"].map(|name| world.event_type(name));
    for (code, tenths) in types.iter().zip([30, 75]) {
        world.change::<Code>(*code, |row| row.weight = Some(Decimal::new(tenths, 1)));
    }
    let sides = ["France", "Morocco", "Spain", "Ministry"].map(|name| world.entity(&[name]));
    let [france, morocco, spain, ministry] = sides;
    let membership = crate::model::Membership {
        entity: france,
        when: None,
        note: String::new(),
        source: crate::model::Source::Analyst,
    };
    world.change::<crate::model::Entity>(ministry, |row| row.part_of.push(membership));
    let [visit, wanted, arrest] = types;
    world.event("a", "2025-01-10", Some(visit), &[france, morocco]);
    world.event("b", "2025-01-20", Some(wanted), &[ministry, morocco]);
    world.event("c", "2025-03-03", Some(arrest), &[morocco]);
    world.event("d", "2025-03-30/2025-04-02", Some(visit), &[spain, morocco]);
    world.event("e", "", Some(visit), &[spain, morocco]);
    world.event("f", "2025-02-02", None, &[spain, morocco]);
    Picture { world, sides, types }
}

fn ask(world: &World, spec: &ChartSpec) -> Trend {
    trend(&world.project, spec).expect("a trend")
}

fn spec(of: TrendOf) -> ChartSpec {
    ChartSpec { kind: ChartKind::Trend(TrendSpec { of, ..TrendSpec::default() }), ..ChartSpec::default() }
}

/// `label n sum value`, and what is beside by title.
fn table(world: &World, spec: &ChartSpec) -> Vec<String> {
    let found = ask(world, spec);
    let mut lines = Vec::new();
    for line in &found.lines {
        for (bin, point) in found.bins.iter().zip(&line.points) {
            lines.push(format!("{} {} {} {:?}", bin.label, point.n, point.sum, point.value));
        }
        for (what, events) in
            [("unweighted", &line.unweighted), ("undated", &line.undated), ("spanning", &line.spanning)]
        {
            let titles: Vec<&str> = events.iter().map(|id| world.project.label((*id).into())).collect();
            lines.push(format!("{what}: {}", titles.join(", ")));
        }
    }
    lines
}

#[test]
fn weights_are_those_of_the_codebook() {
    let Picture { world, .. } = picture();
    assert_eq!(
        table(&world, &spec(TrendOf::Sum)),
        [
            "Jan 2025 2 10.5 Some(10.5)",
            "Feb 2025 0 0 Some(0.0)",
            "Mar 2025 0 0 Some(0.0)",
            "unweighted: f, c",
            "undated: e",
            "spanning: d"
        ]
    );
    let mean = ask(&world, &spec(TrendOf::Mean));
    let values: Vec<_> = mean.lines[0].points.iter().map(|point| (point.n, point.value)).collect();
    assert_eq!(values, [(2.0, Some(5.25)), (0.0, None), (0.0, None)]);
    assert_eq!((&mean.lines[0].known[..], &mean.lines[0].cumulative), (&[0][..], &None));
    assert!(mean.weighing.contains("arrest for a partner") && mean.weighing.contains("number n"));
    assert_eq!(mean.title, "Cooperation index per month, mean weight, happened; strict dates");
    let spread = ChartSpec { rule: DateRule::Proportional, ..spec(TrendOf::Count) };
    assert_eq!(
        table(&world, &spread)[..4],
        [
            "Jan 2025 2 10.5 Some(2.0)",
            "Feb 2025 1 0 Some(1.0)",
            "Mar 2025 1.5 1.5 Some(1.5)",
            "Apr 2025 0.5 1.5 Some(0.5)"
        ]
    );
}

#[test]
fn pairs_and_levels_are_compared_on_one_axis() {
    let Picture { world, sides: [france, morocco, spain, ministry], .. } = picture();
    let pair = |name: &str, one| Compared {
        name: name.into(),
        filter: Filter { dyad: Some((one, morocco)), ..Filter::everything() },
    };
    let whole = |name: &str, id| Compared {
        name: name.into(),
        filter: Filter { wholes: BTreeSet::from([id]), ..Filter::everything() },
    };
    let compare =
        vec![pair("FR–MA", france), pair("ES–MA", spain), whole("France", france), whole("Ministry", ministry)];
    let asked = TrendSpec { of: TrendOf::Count, compare, ..TrendSpec::default() };
    let found =
        ask(&world, &ChartSpec { rule: DateRule::Start, kind: ChartKind::Trend(asked), ..ChartSpec::default() });
    let counts: Vec<(&str, Vec<f64>)> = found
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.points.iter().map(|point| point.n).collect()))
        .collect();
    assert_eq!(
        counts,
        [
            ("FR–MA", vec![2.0, 0.0, 0.0]),
            ("ES–MA", vec![0.0, 1.0, 1.0]),
            ("France", vec![2.0, 0.0, 0.0]),
            ("Ministry", vec![1.0, 0.0, 0.0])
        ]
    );
    assert_eq!(found.lines[1].filter, "between Spain and Morocco");
    assert_eq!(found.lines[1].across.len(), 1);
}

#[test]
fn a_running_total_names_all_that_is_in_it_and_is_none_of_means() {
    let Picture { world, .. } = picture();
    let asked = |of| TrendSpec { of, cumulative: true, ..TrendSpec::default() };
    let chart = |of| ChartSpec { rule: DateRule::Start, kind: ChartKind::Trend(asked(of)), ..ChartSpec::default() };
    let found = ask(&world, &chart(TrendOf::Count));
    let line = &found.lines[0];
    let mut so_far = 0.0;
    for (bin, point) in line.points.iter().enumerate() {
        so_far += point.n;
        assert_eq!((line.drawn(bin), line.behind(bin).len() as f64), (Some(so_far), so_far));
    }
    assert!(so_far > 1.0 && line.drawn(line.points.len()).is_none());
    assert!(found.title.contains("Running total of events"));
    let refused = Facts::of(&world.project).trend(&chart(TrendOf::Mean)).unwrap_err().to_string();
    assert!(refused.contains("do not add up"), "{refused}");
}

#[test]
fn tests_refuse_what_they_cannot_say_and_name_what_they_can() {
    let Picture { mut world, types: [visit, ..], .. } = picture();
    let short = ask(&world, &spec(TrendOf::Sum));
    assert!(short.lines[0].trend.is_err() && short.lines[0].change.is_err());
    assert!(short.lines[0].findings.iter().any(|said| said.starts_with("Trend not computed. At least 8 bins")));
    let brief = short.lines[0].brief(&short.bins, "month");
    assert!(brief.len() == 2 && brief[1].starts_with("nothing tested: At least 8 bins are needed"), "{brief:?}");
    for month in 1..=14_usize {
        for _ in 0..month {
            let date = format!("{}-{:02}-05", 2023 + (month - 1) / 12, (month - 1) % 12 + 1);
            world.event("more", &date, Some(visit), &[]);
        }
    }
    let asked = TrendSpec {
        of: TrendOf::Sum,
        average: Some(Average { bins: 3, window: Window::Trailing }),
        lowess_percent: Some(67),
        ..TrendSpec::default()
    };
    let filter = Filter { period: when("2023-01/2024-02"), ..Filter::default() };
    let found = ask(&world, &ChartSpec { filter, kind: ChartKind::Trend(asked), ..ChartSpec::default() });
    let line = &found.lines[0];
    let tested = line.trend.as_ref().expect("a trend");
    assert_eq!((line.points.len(), tested.s, tested.slope), (14, 91, 3.0));
    let average = line.average.as_ref().expect("an average");
    assert!(average.averages[0].is_partial && (average.averages[13].value - 39.0).abs() < 1e-9);
    assert!(line.lowess.as_ref().is_some_and(Result::is_ok) && line.change.is_ok());
    assert_eq!(line.cumulative.as_ref().and_then(|totals| totals.last().copied()), Some(315.0));
    assert!(line.findings.iter().any(|said| said.contains("Sen's slope 3 per month")), "{:?}", line.findings);
    assert_eq!(
        line.brief(&found.bins, "month"),
        [
            "total 315",
            "rising by 3 per month (p < 0.0001)",
            "level changes after Jul 2023, from 12 to 33 (p = 0.0149)"
        ]
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let Picture { world, .. } = picture();
    let refused = |spec: &ChartSpec| trend(&world.project, spec).unwrap_err().to_string();
    let marks = ChartSpec { unit: Unit::Marks, ..spec(TrendOf::Sum) };
    assert!(refused(&marks).starts_with("A trend is of events: marks have no weight"));
    let average = Some(Average { bins: 0, window: Window::Centred });
    let none =
        ChartSpec { kind: ChartKind::Trend(TrendSpec { average, ..TrendSpec::default() }), ..ChartSpec::default() };
    assert!(refused(&none).starts_with("A moving average is over one bin or more"));
    let share = TrendSpec { lowess_percent: Some(0), ..TrendSpec::default() };
    assert!(refused(&ChartSpec { kind: ChartKind::Trend(share), ..ChartSpec::default() }).contains("not 0"));
    let days = ChartSpec { by: Step::Day, rule: DateRule::Start, ..spec(TrendOf::Count) };
    let Picture { mut world, .. } = picture();
    world.event("old", "1900", None, &[]);
    assert!(trend(&world.project, &days).unwrap_err().to_string().contains("more than 2000 bars"));
}

#[test]
fn no_event_vanishes_from_a_trend() {
    let Picture { mut world, types: [visit, wanted, arrest], .. } = picture();
    let dates =
        ["2025-03", "2024/2025", "", "../2020", "[2024-01-31,2024-02-01]", "2023-05/..", "2024-12-30/2025-01-02"];
    let document = world.document("Wire", "2025-01-02", "They met.");
    for (number, date) in dates.iter().cycle().take(40).enumerate() {
        let event = world.event("x", date, [Some(visit), Some(wanted), Some(arrest), None][number % 4], &[]);
        world.status(event, Status::ALL[number % 9]);
        if number % 11 == 0 {
            world.mark(document, "met", &[Proves::Event(event)]);
        }
    }
    world.set_aside(document);
    assert!(world.project.codes().iter().any(|(_, code)| code.kind == CodeKind::EventType));
    for of in TrendOf::ALL {
        for rule in DateRule::ALL {
            let found = ask(&world, &ChartSpec { rule, filter: Filter::everything(), ..spec(of) });
            let line = &found.lines[0];
            let mut shown: Vec<EventId> = line.points.iter().flat_map(|point| &point.events).copied().collect();
            shown.sort();
            shown.dedup();
            assert_eq!(shown.len(), line.events);
            let whole: f64 = line.points.iter().map(|point| point.n).sum();
            assert!((whole - line.events as f64).abs() < 1e-9, "{of} {rule}");
            let beside = [&line.unweighted, &line.undated, &line.spanning, &line.set_aside].into_iter().flatten();
            let bands = line.bands.iter().map(|band| band.event);
            let sums = line.annotations.iter().map(|sum| sum.event);
            let mut all: Vec<EventId> = shown.into_iter().chain(beside.copied()).chain(bands).chain(sums).collect();
            all.sort();
            assert_eq!(all, world.project.events().ids().collect::<Vec<_>>(), "{of} {rule}");
        }
    }
}

#[test]
fn edges_of_a_period_and_means_of_next_to_nothing_are_said() {
    let mut world = World::new();
    let visit = world.event_type("Visit");
    world.change::<Code>(visit, |row| row.weight = Some(Decimal::from(3)));
    world.event("Long", "2025-03-20/2025-06-30", Some(visit), &[]);
    world.event("May", "2025-05-10", Some(visit), &[]);
    let filter = Filter { period: when("2025-03-25/2025-05"), ..Filter::default() };
    let asked = TrendSpec { of: TrendOf::Mean, ..TrendSpec::default() };
    let kind = ChartKind::Trend(asked);
    let spec = ChartSpec { kind, filter, rule: DateRule::Proportional, by: Step::Month, ..ChartSpec::default() };
    let found = ask(&world, &spec);
    let line = &found.lines[0];
    assert_eq!(line.points.iter().map(Point::is_thin).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(line.points[0].mean().map(f64::round), Some(3.0), "a mean of next to nothing looks like any other");
    assert_eq!(
        line.findings[..3],
        [
            "Mar 2025 lies only partly in the period from 25 Mar 2025 to 31 May 2025 and cannot be compared with whole \
             bins; the tests take them as whole.",
            "1 event lies partly beside the period; what lies there comes to 0.34 events and is not drawn.",
            "In 2 bins the mean is of less than half an event (n < 0.5), more probably of none: read it with its n.",
        ]
    );
    let strict = ask(&world, &ChartSpec { rule: DateRule::Strict, ..spec });
    assert!(strict.lines[0].points.iter().all(|point| !point.is_thin()));
}
