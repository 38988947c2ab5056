//! The laws of charts over random verbs: whatever is counted, nothing vanishes and every number names its events.
//!
//! Filters are those of the charts and lists that the verbs saved, beside the usual ones.

use super::world::{World, cases, command, steps};
use entente::model::{
    ChartKind, ChartSpec, DateRule, EventId, Filter, ListOf, NetworkSpec, SplitBy, Step, TrendOf, TrendSpec, Unit,
};
use entente::project::Project;
use entente::query::network::{Arrangement, Layout, Network};
use entente::query::series::{Annotation, Band};
use entente::query::{Activity, EventOrder, Facts, events};
use proptest::prelude::*;

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
    let lists = [&figures.undated, &figures.spanning, &figures.set_aside, &figures.unmarked];
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
        prop_assert!((whole - figures.total as f64).abs() < 1e-6, "{:?}", spec);
        prop_assert_eq!(figures.total, figures.shown_events);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(60))]

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
                let lists = [&line.unweighted, &line.undated, &line.spanning, &line.set_aside];
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
                    check_network(&found)?;
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
    all.sort();
    all
}

fn check_network(found: &Network) -> Result<(), TestCaseError> {
    let unit = found.spec.unit;
    for node in found.nodes.iter().chain(&found.others) {
        prop_assert!(node.amount > 0 && !node.events.is_empty());
        prop_assert!(unit != Unit::Events || node.amount == node.events.len());
        prop_assert!(unit != Unit::Marks || node.amount == node.marks.len());
        prop_assert!(node.events.is_sorted() && node.marks.is_sorted());
    }
    let mut counted = vec![0; found.nodes.len()];
    for tie in &found.ties {
        let (one, other) = (&found.nodes[tie.ends.0], &found.nodes[tie.ends.1]);
        let both = |event: &EventId| one.events.contains(event) && other.events.contains(event);
        prop_assert!(!tie.events.is_empty() && tie.events.iter().all(both), "a tie is of events of both ends");
        prop_assert_eq!(tie.events.len(), one.events.iter().filter(|event| other.events.contains(event)).count());
        prop_assert!(unit != Unit::Marks || tie.amount == tie.marks.len());
        prop_assert!(tie.roles.iter().all(|roles| roles.events.iter().all(|event| tie.events.contains(event))));
        prop_assert!(tie.not_happened <= tie.events.len());
        prop_assert!(tie.weight.is_none_or(|weight| weight.n > 0 && weight.n <= tie.events.len()));
        counted[tie.ends.0] += 1;
        counted[tie.ends.1] += 1;
    }
    prop_assert_eq!(counted, found.nodes.iter().map(|node| node.ties).collect::<Vec<_>>());
    prop_assert!(found.ties.is_sorted_by(|a, b| a.amount >= b.amount));
    Ok(())
}
