//! Saved timelines, matrices, networks and publication lags for a page or a report: the picture, and every number of it
//! with the events behind it.
//!
//! What it does *not* do: an empty one has no picture, and [`super::charts`] says so.

use super::charts::{Chart, Drawn, Figure, Figures, named};
use crate::base::number::counted;
use crate::files::export::svg::{SvgStyle, lag_svg, matrix_svg, network_svg, timeline_svg};
use crate::model::{ChartSpec, EventId};
use crate::query::Facts;
use crate::query::lag::OutletLag;
use crate::query::matrix::Matrix;
use crate::query::network::{Layout, Network};
use crate::query::series::amount_in_words;
use crate::query::timeline::Timeline;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The two pictures of a chart: for a wide screen and paper, and for a telephone.
type Styles = [SvgStyle; 2];

/// A timeline; without a date of its own, what is to come begins on `as_of`.
pub(super) fn timeline(facts: &Facts, spec: &ChartSpec, as_of: Option<NaiveDate>, styles: Styles) -> Drawn {
    let timeline = facts.timeline(spec, as_of.unwrap_or_default());
    let beside = kept([
        ("Undated", &timeline.undated),
        ("Planned for a day that has passed", &timeline.overdue),
        ("Set aside", &timeline.set_aside),
    ]);
    if timeline.items.is_empty() && beside.is_empty() {
        return Drawn::Empty;
    }
    let [wide, narrow] = styles.map(|style| timeline_svg(facts.project(), &timeline, &style));
    let title = named(spec, &timeline.title);
    let (bins, findings) = (of_timeline(facts, &timeline), vec![format!("{}.", timeline.badge)]);
    Drawn::Chart(Box::new(Chart { title, wide, narrow, bins, beside, findings }))
}

fn of_timeline(facts: &Facts, timeline: &Timeline) -> Vec<Figures> {
    let project = facts.project();
    let item = |place: &usize| {
        let event = timeline.items.get(*place)?.event;
        let when = project.events().get(event).and_then(|row| row.when());
        let amount = when.map_or_else(|| "no date".to_owned(), crate::base::when::When::human);
        Some(Figure { name: project.label(event.into()).to_owned(), amount, events: vec![event] })
    };
    let lane = |lane: &crate::query::timeline::Lane| Figures {
        label: lane.name.clone(),
        total: counted(lane.items.len(), "event"),
        parts: lane.items.iter().filter_map(item).collect(),
    };
    timeline.lanes.iter().map(lane).collect()
}

/// A matrix.
pub(super) fn matrix(facts: &Facts, spec: &ChartSpec, styles: Styles) -> Drawn {
    let matrix = match facts.matrix(spec) {
        Ok(matrix) => matrix,
        Err(why) => return Drawn::No(why.to_string()),
    };
    let bands: Vec<EventId> = matrix.bands.iter().map(|band| band.event).collect();
    let sums: Vec<EventId> = matrix.annotations.iter().map(|sum| sum.event).collect();
    let beside = kept([
        ("Undated", &matrix.undated),
        ("In no single bin", &matrix.spanning),
        ("Begin before the period, not counted", &matrix.outside.earlier),
        ("Going on or open, not counted", &bands),
        ("Sums, not counted", &sums),
        ("Set aside", &matrix.set_aside),
        ("Without a mark", &matrix.unmarked),
    ]);
    if matrix.total().count == 0 && beside.is_empty() {
        return Drawn::Empty;
    }
    let [wide, narrow] = styles.map(|style| matrix_svg(&matrix, &style));
    let title = named(spec, &matrix.title);
    let findings = [&matrix.badge, &matrix.rule].into_iter().chain(&matrix.remarks).filter(|said| !said.is_empty());
    let findings = findings.map(|said| format!("{}.", said.trim_end_matches('.'))).collect();
    Drawn::Chart(Box::new(Chart { title, wide, narrow, bins: of_matrix(facts, &matrix), beside, findings }))
}

fn of_matrix(facts: &Facts, matrix: &Matrix) -> Vec<Figures> {
    let mut behind = facts.behind_all(matrix);
    let mut parts: BTreeMap<usize, Vec<Figure>> = BTreeMap::new();
    for ((row, column), found) in matrix.cells() {
        let Some(name) = matrix.columns.get(column).map(|line| line.name.clone()) else { continue };
        let events = behind.remove(&(row, column)).unwrap_or_default().events;
        parts.entry(row).or_default().push(Figure { name, amount: amount_in_words(found.amount), events });
    }
    let row = |(row, parts): (usize, Vec<Figure>)| {
        let label = matrix.rows.get(row)?.name.clone();
        let total = format!("{}, {} in all", matrix.unit, amount_in_words(matrix.row_total(row).amount));
        Some(Figures { label, total, parts })
    };
    parts.into_iter().filter_map(row).collect()
}

/// A network.
pub(super) fn network(facts: &Facts, spec: &ChartSpec, styles: Styles) -> Drawn {
    let network = facts.network(spec);
    let sums: Vec<EventId> = network.annotations.iter().map(|sum| sum.event).collect();
    let others: Vec<EventId> = network.others.iter().flat_map(|node| node.events.iter().copied()).collect();
    let beside = kept([
        ("Of one actor alone", &network.alone),
        ("Of actors too small to be drawn", &others),
        ("Without an actor", &network.nobody),
        ("Undated", &network.undated),
        ("Sums, not counted", &sums),
        ("Set aside", &network.set_aside),
        ("Without a mark", &network.unmarked),
    ]);
    if network.nodes.is_empty() && beside.is_empty() {
        return Drawn::Empty;
    }
    let layout = Layout::of(facts, spec.network().is_some_and(|asked| asked.folded));
    let [wide, narrow] = styles.map(|style| network_svg(facts, &network, &layout, &style));
    let title = named(spec, &network.title);
    let findings = vec![format!(
        "{}; {}, {}.",
        network.badge,
        counted(network.nodes.len(), "actor"),
        counted(network.ties.len(), "tie")
    )];
    Drawn::Chart(Box::new(Chart { title, wide, narrow, bins: of_network(&network), beside, findings }))
}

fn of_network(network: &Network) -> Vec<Figures> {
    let node = |(place, node): (usize, &crate::query::network::Node)| {
        let tie = |tie: &crate::query::network::Tie| {
            let other = if tie.ends.0 == place { tie.ends.1 } else { tie.ends.0 };
            let name = format!("with {}", network.nodes.get(other)?.name);
            Some(Figure { name, amount: tie.amount.to_string(), events: tie.events.clone() })
        };
        let own = network.ties.iter().filter(|tie| tie.ends.0 == place || tie.ends.1 == place);
        let all = Figure { name: "all".to_owned(), amount: node.amount.to_string(), events: node.events.clone() };
        let parts = std::iter::once(all).chain(own.filter_map(tie)).collect();
        Figures { label: node.name.clone(), total: network.spec.unit.to_string(), parts }
    };
    network.nodes.iter().enumerate().map(node).collect()
}

/// How late each outlet reports.
pub(super) fn lag(facts: &Facts, spec: &ChartSpec, styles: Styles) -> Drawn {
    let lags = facts.lags(&spec.filter);
    let unknown: Vec<EventId> = lags.unknown.iter().map(|(event, _)| *event).collect();
    let beside = kept([("Not dated to the day", &unknown), ("Without a report that counts", &lags.unreported)]);
    if lags.outlets.is_empty() && beside.is_empty() {
        return Drawn::Empty;
    }
    let [wide, narrow] = styles.map(|style| lag_svg(&lags, spec, &style));
    let (title, bins) = (named(spec, &lags.title), lags.outlets.iter().map(of_outlet).collect());
    Drawn::Chart(Box::new(Chart { title, wide, narrow, bins, beside, findings: Vec::new() }))
}

fn of_outlet(outlet: &OutletLag) -> Figures {
    let spot = |spot: crate::query::lag::Spot| {
        let reports = outlet.reports.get(spot.reports.clone()).unwrap_or_default();
        let days = counted(usize::try_from(spot.days.unsigned_abs()).unwrap_or(usize::MAX), "day");
        let name = match spot.days {
            0 => "the same day".to_owned(),
            1.. => format!("{days} after"),
            _ => format!("{days} before"),
        };
        let events = reports.iter().map(|report| report.event).collect();
        Figure { name, amount: counted(reports.len(), "report"), events }
    };
    let label = if outlet.outlet.is_empty() { "no outlet".to_owned() } else { outlet.outlet.clone() };
    let total = format!("median {} days, n = {}", amount_in_words(outlet.median_days), outlet.reports.len());
    Figures { label, total, parts: outlet.spots().into_iter().map(spot).collect() }
}

/// Those that there are, each event once.
fn kept<const N: usize>(all: [(&str, &Vec<EventId>); N]) -> Vec<(String, Vec<EventId>)> {
    let once = |events: &Vec<EventId>| -> Vec<EventId> {
        let events: std::collections::BTreeSet<EventId> = events.iter().copied().collect();
        events.into_iter().collect()
    };
    all.into_iter()
        .filter(|(_, events)| !events.is_empty())
        .map(|(why, events)| (why.to_owned(), once(events)))
        .collect()
}
