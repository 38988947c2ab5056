//! The laws of charts over random verbs: whatever is counted, nothing vanishes and every number names its events.
//!
//! Filters are those of the charts and lists that the verbs saved, beside the usual ones.

use super::world::{World, cases, command, steps};
use entente::model::{
    ChartKind, ChartSpec, DateRule, EventId, Filter, LanesBy, ListOf, MarkId, MatrixOf, MatrixSpec, NetworkSpec,
    Side, SplitBy, Step, TimelineSpec, TrendOf, TrendSpec, Unit, Within,
};
use entente::project::Project;
use entente::query::matrix::{Behind, Found, Matrix};
use entente::query::network::{Arrangement, Layout, Network};
use entente::query::scope;
use entente::query::series::{Annotation, Band};
use entente::query::timeline::{Scale, layout};
use entente::query::{Activity, EventOrder, Facts, events};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The filters that somebody saved, and those that everybody begins with.
fn filters(project: &Project) -> Vec<Filter> {
    let mut all = vec![Filter::default(), Filter::everything()];
    for (_, view) in project.views().iter() {
        all.extend(view.list.iter().filter(|list| list.of == ListOf::Events).map(|list| list.filter.clone()));
        all.extend(view.list.is_none().then(|| view.chart.filter.clone()));
        all.extend(view.chart.trend().into_iter().flat_map(|trend| &trend.compare).map(|of| of.filter.clone()));
    }
    all.truncate(8);
    all
}

fn sorted(project: &Project, filter: &Filter) -> Vec<EventId> {
    let mut passed = events(project, filter, EventOrder::When);
    passed.sort();
    passed
}

fn beside(bands: &[Band], annotations: &[Annotation]) -> Vec<EventId> {
    bands.iter().map(|band| band.event).chain(annotations.iter().map(|sum| sum.event)).collect()
}

/// Where each event of a chart is, sorted; those in bins once.
fn places(figures: &Activity) -> Vec<EventId> {
    let mut shown: Vec<EventId> = figures.totals.iter().flat_map(|cell| &cell.events).copied().collect();
    shown.sort();
    shown.dedup();
    let lists =
        [&figures.undated, &figures.spanning, &figures.outside.earlier, &figures.set_aside, &figures.unmarked];
    shown.extend(lists.into_iter().flatten());
    shown.extend(beside(&figures.bands, &figures.annotations));
    shown.sort();
    shown
}

fn check(figures: &Activity) -> Result<(), TestCaseError> {
    let spec = &figures.spec;
    for (bin, total) in figures.totals.iter().enumerate() {
        let cells = || figures.series.iter().map(|series| &series.cells[bin]);
        let mut of_series: Vec<EventId> = cells().flat_map(|cell| cell.events.clone()).collect();
        of_series.sort();
        of_series.dedup();
        prop_assert_eq!(&of_series, &total.events, "{:?}", spec);
        for cell in cells().chain([total]) {
            prop_assert_eq!(cell.count == 0, cell.events.is_empty(), "{:?}", spec);
            prop_assert!((0.0..=cell.count as f64 + 1e-9).contains(&cell.amount), "{:?}", spec);
        }
    }
    if spec.unit == Unit::Events {
        let whole: f64 = figures.totals.iter().map(|cell| cell.amount).sum();
        prop_assert!((whole + figures.outside.amount - figures.total as f64).abs() < 1e-6, "{:?}", spec);
        prop_assert_eq!(figures.total, figures.shown_events);
    }
    Ok(())
}

/// What is behind each number of a matrix.
type AllBehind = BTreeMap<(usize, usize), Behind>;

/// Where each event of a matrix is, sorted; those in cells once.
fn places_in(found: &Matrix, behind: &AllBehind) -> Vec<EventId> {
    let mut shown = united(found.cells().map(|(at, _)| behind[&at].events.clone()));
    let lists = [&found.undated, &found.spanning, &found.outside.earlier, &found.set_aside, &found.unmarked];
    shown.extend(lists.into_iter().flatten());
    shown.extend(beside(&found.bands, &found.annotations));
    shown.sort();
    shown
}

fn united<T: Ord + Copy>(lists: impl Iterator<Item = Vec<T>>) -> Vec<T> {
    let mut all: Vec<T> = lists.flatten().collect();
    all.sort();
    all.dedup();
    all
}

/// Every sum is of just what its cells hold, and every number names what it was counted from.
fn check_matrix(facts: &Facts, found: &Matrix, behind: &AllBehind) -> Result<(), TestCaseError> {
    let (rows, columns) = (found.rows.len(), found.columns.len());
    let at = |row: usize| (0..columns).map(move |column| (row, column));
    let sums =
        (0..rows)
            .map(|row| ((row, columns), found.row_total(row), at(row).collect::<Vec<_>>()))
            .chain((0..columns).map(|column| {
                ((rows, column), found.column_total(column), (0..rows).map(|row| (row, column)).collect())
            }))
            .chain([((rows, columns), found.total(), (0..rows).flat_map(at).collect())]);
    let nothing = Behind::default();
    let of_cell = |at: &(usize, usize)| behind.get(at).unwrap_or(&nothing);
    for (place, sum, cells) in sums {
        let of = |(row, column): &(usize, usize)| found.cell(*row, *column);
        let events = united(cells.iter().map(|cell| of_cell(cell).events.clone()));
        let marks: Vec<MarkId> = united(cells.iter().map(|cell| of_cell(cell).marks.clone()));
        let of_sum = of_cell(&place);
        prop_assert_eq!(sum.count == 0, *of_sum == nothing, "{:?}", found.spec);
        if matches!(found.asked.of, MatrixOf::Codes(_)) {
            // A cell of two codes holds the marks of both, the sum those of the one.
            prop_assert!(of_sum.marks.iter().all(|mark| marks.binary_search(mark).is_ok()), "{:?}", found.spec);
        } else {
            prop_assert_eq!(&events, &of_sum.events, "{:?}", found.spec);
            prop_assert_eq!(&marks, &of_sum.marks, "{:?}", found.spec);
        }
        // Overlaps are pairs of marks, and the sums are of marks: three marks over three others are nine pairs.
        let most = cells.iter().map(|cell| of(cell).amount).fold(0.0, f64::max);
        let are_pairs = found.asked.of == MatrixOf::Codes(Within::Overlap);
        prop_assert!(are_pairs || sum.amount + 1e-9 >= most, "{:?}", found.spec);
        let whole: f64 = cells.iter().map(|cell| of(cell).amount).sum();
        let whole = whole + found.outside.amount;
        prop_assert!(found.is_symmetric || sum.amount <= whole + 1e-6, "{:?}", found.spec);
    }
    for ((row, column), cell) in found.cells() {
        let own = of_cell(&(row, column));
        prop_assert_eq!(own, &facts.behind(found, (Some(row), Some(column))), "{:?}", found.spec);
        let named = !own.events.is_empty() || !own.marks.is_empty();
        if found.spec.unit == Unit::Events && !matches!(found.asked.of, MatrixOf::Codes(_)) {
            prop_assert_eq!(cell.count, own.events.len(), "{:?}", found.spec);
        }
        if found.spec.unit == Unit::Marks && !matches!(found.asked.of, MatrixOf::Codes(_)) {
            prop_assert_eq!(cell.count, own.marks.len(), "{:?}", found.spec);
        }
        prop_assert!(cell.count > 0 && named && cell.amount <= cell.count as f64 + 1e-9, "{:?}", found.spec);
        if found.is_diagonal(row, column) {
            prop_assert_eq!(found.row_total(row), cell, "{:?}", found.spec);
        }
        if found.is_symmetric {
            let twin: Found = found.cell(column, row);
            prop_assert_eq!(twin, cell, "{:?}", found.spec);
        }
        if found.spec.unit == Unit::Marks || !found.uncoded.is_empty() {
            prop_assert!(!own.marks.is_empty(), "{:?}", found.spec);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(60))]

    /// The same of matrices, whatever is crossed; and of codes: every mark that counts is in a cell or in a list.
    #[test]
    fn nothing_vanishes_from_a_matrix(steps in steps(60), most in 2_u16..8) {
        let mut world = World::new();
        for step in &steps {
            let command = command(world.project(), step);
            let _ = world.perform(&command);
        }
        let facts = Facts::of(world.project());
        let chart = |of, by, unit, rule, filter: &Filter| ChartSpec {
            kind: ChartKind::Matrix(MatrixSpec { of, most, ..MatrixSpec::default() }),
            by,
            unit,
            rule,
            filter: filter.clone(),
            ..ChartSpec::default()
        };
        for filter in filters(world.project()) {
            let passed = sorted(world.project(), &filter);
            for (number, rows) in Side::ALL.into_iter().enumerate() {
                let columns = Side::ALL[(number * 5 + usize::from(most)) % Side::ALL.len()];
                for columns in [columns, rows, Side::Period] {
                    let of = MatrixOf::Pivot { rows, columns };
                    let unit = Unit::ALL[(number + usize::from(most)) % 4];
                    let spec = chart(of, Step::ALL[2 + number % 3], unit, DateRule::ALL[number % 3], &filter);
                    // Time on both sides, and a date in the year 200, are refused with advice.
                    let Ok(found) = facts.matrix(&spec) else { continue };
                    let behind = facts.behind_all(&found);
                    prop_assert_eq!(places_in(&found, &behind), passed.clone(), "{:?}", spec);
                    check_matrix(&facts, &found, &behind)?;
                }
            }
        }
        let project = world.project();
        let all = Filter::everything();
        for within in Within::ALL {
            let spec = chart(MatrixOf::Codes(within), Step::Month, Unit::Events, DateRule::Strict, &all);
            let found = facts.matrix(&spec).expect("codes");
            let behind = facts.behind_all(&found);
            check_matrix(&facts, &found, &behind)?;
            let mut marks: Vec<MarkId> = united(found.cells().map(|(at, _)| behind[&at].marks.clone()));
            marks.extend(found.uncoded.iter().chain(&found.unplaced));
            marks.sort();
            let counted = project.marks().iter().filter(|(_, mark)| scope::mark_counts(project, mark));
            prop_assert_eq!(marks, counted.map(|(id, _)| id).collect::<Vec<_>>(), "{:?}", within);
        }
    }

    /// An event that the filter lets through is in a bin or in exactly one list, under all rules, units and splits.
    #[test]
    fn nothing_vanishes_from_a_chart(steps in steps(60)) {
        let mut world = World::new();
        for step in &steps {
            let command = command(world.project(), step);
            let _ = world.perform(&command);
        }
        let facts = Facts::of(world.project());
        for filter in filters(world.project()) {
            let passed = sorted(world.project(), &filter);
            let splits = std::iter::once(None).chain(SplitBy::ALL.map(Some));
            for (number, split) in splits.enumerate() {
                for (unit, rule) in Unit::ALL.into_iter().flat_map(|unit| DateRule::ALL.map(|rule| (unit, rule))) {
                    let by = Step::ALL[2 + number % 3];
                    let spec = ChartSpec { by, unit, rule, split, filter: filter.clone(), ..ChartSpec::default() };
                    // A date in the year 200 is refused with advice, not dropped.
                    let Ok(figures) = facts.activity(&spec) else { continue };
                    prop_assert_eq!(places(&figures), passed.clone(), "{:?}", spec);
                    check(&figures)?;
                }
            }
        }
    }

    /// Of a timeline: an event is an item in a lane, or in exactly one tray; at any scale each item of a lane is in one
    /// glyph; links lead from item to item.
    #[test]
    fn nothing_vanishes_from_a_timeline(steps in steps(60)) {
        let mut world = World::new();
        for step in &steps {
            let command = command(world.project(), step);
            let _ = world.perform(&command);
        }
        let facts = Facts::of(world.project());
        let today = "2025-03-11".parse().expect("a day");
        for filter in filters(world.project()) {
            let passed = sorted(world.project(), &filter);
            for lanes in LanesBy::ALL {
                let kind = ChartKind::Timeline(TimelineSpec { lanes, ..TimelineSpec::default() });
                let spec = ChartSpec { kind, filter: filter.clone(), ..ChartSpec::default() };
                let found = facts.timeline(&spec, today);
                let mut all: Vec<EventId> = found.items.iter().map(|item| item.event).collect();
                all.extend(found.undated.iter().chain(&found.set_aside));
                all.sort();
                prop_assert_eq!(&all, &passed, "{:?}", lanes);
                let mut in_lanes: Vec<usize> = found.lanes.iter().flat_map(|lane| lane.items.clone()).collect();
                in_lanes.sort_unstable();
                in_lanes.dedup();
                prop_assert_eq!(in_lanes, (0..found.items.len()).collect::<Vec<_>>(), "{:?}", lanes);
                prop_assert!(found.links.iter().all(|link| link.from.max(link.to) < found.items.len()));
                for day_px in [0.05, 4.0, 90.0] {
                    let scale = Scale { day_px, point_px: 10.0, letter_px: 6.0, rows: 3 };
                    let packed = layout(&found, &scale, &BTreeSet::new());
                    for (lane, rows) in found.lanes.iter().zip(&packed.lanes) {
                        let mut shown: Vec<usize> =
                            rows.rows.iter().flatten().flat_map(|glyph| glyph.items().collect::<Vec<_>>()).collect();
                        shown.sort_unstable();
                        prop_assert_eq!(&shown, &lane.items, "{:?} at {}", lanes, day_px);
                    }
                }
            }
        }
    }

    /// The same of trends.
    #[test]
    fn nothing_vanishes_from_a_trend(steps in steps(60)) {
        let mut world = World::new();
        for step in &steps {
            let command = command(world.project(), step);
            let _ = world.perform(&command);
        }
        let facts = Facts::of(world.project());
        for filter in filters(world.project()) {
            let passed = sorted(world.project(), &filter);
            for (of, rule) in TrendOf::ALL.into_iter().flat_map(|of| DateRule::ALL.map(|rule| (of, rule))) {
                let kind = ChartKind::Trend(TrendSpec { of, ..TrendSpec::default() });
                let spec = ChartSpec { kind, by: Step::Year, rule, filter: filter.clone(), ..ChartSpec::default() };
                let Ok(found) = facts.trend(&spec) else { continue };
                let line = &found.lines[0];
                let mut all: Vec<EventId> = line.points.iter().flat_map(|point| &point.events).copied().collect();
                all.sort();
                all.dedup();
                prop_assert_eq!(all.len(), line.events);
                let lists = [&line.unweighted, &line.undated, &line.spanning, &line.outside.earlier, &line.set_aside];
                all.extend(lists.into_iter().flatten());
                all.extend(beside(&line.bands, &line.annotations));
                all.sort();
                prop_assert_eq!(&all, &passed, "{:?}", spec);
            }
        }
    }

    /// The same of networks; and whoever is drawn has a place, the same however much of the project is looked at.
    #[test]
    fn nothing_vanishes_from_a_network(steps in steps(60)) {
        let mut world = World::new();
        for step in &steps {
            let command = command(world.project(), step);
            let _ = world.perform(&command);
        }
        let facts = Facts::of(world.project());
        for folded in [false, true] {
            let layout = Layout::of(&facts, folded);
            prop_assert_eq!(&layout, &Layout::of(&Facts::of(world.project()), folded));
            for filter in filters(world.project()) {
                let passed = sorted(world.project(), &filter);
                for (unit, most) in Unit::ALL.into_iter().flat_map(|unit| [1, 60].map(|most| (unit, most))) {
                    let asked = NetworkSpec { folded, most, least: 1 + u32::from(most == 1), ..NetworkSpec::default() };
                    let kind = ChartKind::Network(asked);
                    let spec = ChartSpec { kind, unit, filter: filter.clone(), ..ChartSpec::default() };
                    let found = facts.network(&spec);
                    prop_assert_eq!(&behind(&found), &passed, "{:?}", spec);
                    check_network(&facts, &found)?;
                    prop_assert!(layout.fits(&found));
                    let places = Arrangement::of(&found, &layout, [600.0, 300.0], 20.0).places;
                    prop_assert!(places.iter().flatten().all(|length| (0.0..=600.0).contains(length)), "{:?}", places);
                }
            }
        }
    }
}

/// Where each event of a network is, sorted; those behind several nodes once.
fn behind(found: &Network) -> Vec<EventId> {
    let mut all: Vec<EventId> = found.nodes.iter().flat_map(|node| &node.events).copied().collect();
    all.sort();
    all.dedup();
    let lists = [&found.only_others, &found.nobody, &found.set_aside, &found.unmarked];
    all.extend(lists.into_iter().flatten());
    all.extend(found.annotations.iter().map(|one| one.event));
    all.sort();
    all
}

fn check_network(facts: &Facts, found: &Network) -> Result<(), TestCaseError> {
    let unit = found.spec.unit;
    for node in found.nodes.iter().chain(&found.others) {
        prop_assert!(node.amount > 0 && !node.events.is_empty());
        prop_assert!(unit != Unit::Events || node.amount == node.events.len());
        prop_assert!(unit != Unit::Marks || node.amount == facts.marks_of_events(&node.events).len());
        prop_assert!(node.events.is_sorted());
    }
    let mut counted = vec![0; found.nodes.len()];
    for tie in &found.ties {
        let (one, other) = (&found.nodes[tie.ends.0], &found.nodes[tie.ends.1]);
        let both = |event: &EventId| one.events.contains(event) && other.events.contains(event);
        prop_assert!(!tie.events.is_empty() && tie.events.iter().all(both), "a tie is of events of both ends");
        prop_assert_eq!(tie.events.len(), one.events.iter().filter(|event| other.events.contains(event)).count());
        prop_assert!(unit != Unit::Marks || tie.amount == facts.marks_of_events(&tie.events).len());
        let roles = facts.roles(found, tie);
        prop_assert!(roles.iter().all(|roles| roles.events.iter().all(|event| tie.events.contains(event))));
        prop_assert_eq!(united(roles.into_iter().map(|roles| roles.events)), tie.events.clone());
        prop_assert!(tie.not_happened <= tie.events.len());
        prop_assert!(tie.weight.is_none_or(|weight| weight.n > 0 && weight.n <= tie.events.len()));
        counted[tie.ends.0] += 1;
        counted[tie.ends.1] += 1;
    }
    prop_assert_eq!(counted, found.nodes.iter().map(|node| node.ties).collect::<Vec<_>>());
    prop_assert!(found.ties.is_sorted_by(|a, b| a.amount >= b.amount));
    Ok(())
}
