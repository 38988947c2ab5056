//! The charts of a page or a report: pictures, and every number of them with the events behind it.
//!
//! One of the activity and one of the trend come first, then what the project has saved under a name. What it does
//! *not* do: choose what is interesting; a saved chart with nothing in it is left out,
//! and that is said.

use super::kinds;
use crate::files::export::svg::{SvgStyle, activity_svg, trend_svg};
use crate::model::{ChartKind, ChartSpec, EventId, SplitBy, Step, TrendSpec};
use crate::project::Project;
use crate::query::series::{amount_in_words, units_in_words};
use crate::query::trend::Trend;
use crate::query::{Activity, Facts};
use chrono::NaiveDate;

/// A chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What it says about itself.
    pub title: String,
    /// The picture, for a wide screen and for paper.
    pub wide: String,
    /// The picture for a telephone.
    pub narrow: String,
    /// Its numbers, one bin after the other; bins without an event are left out.
    pub bins: Vec<Figures>,
    /// Events that are in no bin, under the reason.
    pub beside: Vec<(String, Vec<EventId>)>,
    /// Sentences that belong to it.
    pub findings: Vec<String>,
}

/// The numbers of one bin.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Such as “Mar 2025”.
    pub label: String,
    /// All of it; empty where several lines have nothing in common.
    pub total: String,
    /// One for each series that has something here.
    pub parts: Vec<Figure>,
}

/// One number.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The series.
    pub name: String,
    /// The number as a person reads it.
    pub amount: String,
    /// The events behind it, sorted by id.
    pub events: Vec<EventId>,
}

/// More bars than that do not fit a page.
const MOST_BINS: usize = 48;

const WIDE: SvgStyle = SvgStyle { width: 960, height: 440, dark: false, date: None };
const NARROW: SvgStyle = SvgStyle { width: 360, height: 420, dark: false, date: None };

/// All charts. One that cannot be drawn is said in `left_out`.
pub(super) fn charts(project: &Project, as_of: Option<NaiveDate>, left_out: &mut Vec<String>) -> Vec<Chart> {
    let facts = Facts::of(project);
    let pen = Pen { facts: &facts, as_of };
    let mut charts = Vec::new();
    let usual = ChartSpec { split: Some(SplitBy::Type), ..ChartSpec::default() };
    charts.extend(pen.fitting(&usual, Pen::activity));
    charts.extend(pen.fitting(&ChartSpec { kind: ChartKind::Trend(TrendSpec::default()), ..usual }, Pen::trend));
    for (_, view) in project.views().iter().filter(|(_, view)| view.list.is_none()) {
        let mut spec = view.chart.clone();
        if spec.title.trim().is_empty() {
            spec.title.clone_from(&view.name);
        }
        let why = match pen.draw(&spec) {
            Drawn::Chart(chart) => {
                let same = charts.iter().find(|other: &&Chart| other.wide == chart.wide);
                let Some(same) = same.map(|other| format!("it is the same picture as “{}”", other.title)) else {
                    charts.push(*chart);
                    continue;
                };
                same
            }
            Drawn::Empty => "nothing that it asks for is left".to_owned(),
            Drawn::No(why) => why,
        };
        left_out.push(format!("The saved chart “{}” is not here: {why}.", view.name));
    }
    charts
}

/// What came of a chart.
pub(super) enum Drawn {
    Chart(Box<Chart>),
    Empty,
    No(String),
}

struct Pen<'f> {
    facts: &'f Facts,
    as_of: Option<NaiveDate>,
}

impl Pen<'_> {
    fn draw(&self, spec: &ChartSpec) -> Drawn {
        match spec.kind {
            ChartKind::Activity => self.activity(spec),
            ChartKind::Trend(_) => self.trend(spec),
            ChartKind::Timeline(_) => kinds::timeline(self.facts, spec, self.as_of, self.styles()),
            ChartKind::Matrix(_) => kinds::matrix(self.facts, spec, self.styles()),
            ChartKind::Network(_) => kinds::network(self.facts, spec, self.styles()),
            ChartKind::Lag => kinds::lag(self.facts, spec, self.styles()),
        }
    }

    /// With the narrowest bins that fit a page.
    fn fitting(&self, spec: &ChartSpec, draw: fn(&Self, &ChartSpec) -> Drawn) -> Option<Chart> {
        for by in [Step::Month, Step::Quarter, Step::Year] {
            let spec = ChartSpec { by, ..spec.clone() };
            let bins = self.facts.activity(&spec).map(|activity| activity.bins.len());
            if bins.is_ok_and(|bins| bins <= MOST_BINS) || by == Step::Year {
                return match draw(self, &spec) {
                    Drawn::Chart(chart) => Some(*chart),
                    Drawn::Empty | Drawn::No(_) => None,
                };
            }
        }
        None
    }

    fn styles(&self) -> [SvgStyle; 2] {
        [WIDE, NARROW].map(|style| SvgStyle { date: self.as_of, ..style })
    }

    fn activity(&self, spec: &ChartSpec) -> Drawn {
        let activity = match self.facts.activity(spec) {
            Ok(activity) => activity,
            Err(why) => return Drawn::No(why.to_string()),
        };
        let beside = beside(&activity);
        if activity.total == 0 && beside.is_empty() {
            return Drawn::Empty;
        }
        let [wide, narrow] = self.styles().map(|style| activity_svg(&activity, &style));
        let findings =
            activity.remarks.iter().chain(&activity.caution).map(|caution| format!("{caution}.")).collect();
        let title = named(spec, &activity.title);
        Drawn::Chart(Box::new(Chart { title, wide, narrow, bins: of_activity(&activity), beside, findings }))
    }

    fn trend(&self, spec: &ChartSpec) -> Drawn {
        let trend = match self.facts.trend(spec) {
            Ok(trend) => trend,
            Err(why) => return Drawn::No(why.to_string()),
        };
        if trend.lines.iter().all(|line| line.events == 0) {
            return Drawn::Empty;
        }
        let [wide, narrow] = self.styles().map(|style| trend_svg(&trend, &style));
        let is_one = trend.lines.len() == 1;
        let said = |line: &crate::query::trend::Line| {
            let name = if is_one { String::new() } else { format!("{}: ", line.name) };
            line.findings.iter().map(move |found| format!("{name}{found}")).collect::<Vec<_>>()
        };
        let mut findings = vec![format!("{}.", trend.weighing.trim_end_matches('.'))];
        findings.extend(trend.lines.iter().flat_map(said));
        findings.extend(trend.caution.iter().map(|caution| format!("{caution}.")));
        let title = named(spec, &trend.title);
        let (bins, beside) = (of_trend(&trend), beside_trend(&trend));
        Drawn::Chart(Box::new(Chart { title, wide, narrow, bins, beside, findings }))
    }
}

/// What a chart is called: by its own title first.
pub(super) fn named(spec: &ChartSpec, title: &str) -> String {
    let own = spec.title.trim();
    if own.is_empty() { title.to_owned() } else { format!("{own}: {title}") }
}

fn of_activity(activity: &Activity) -> Vec<Figures> {
    let bin = |(place, bin): (usize, &crate::query::Bin)| {
        let part = |series: &crate::query::Series| {
            let cell = series.cells.get(place).filter(|cell| !cell.events.is_empty())?;
            let amount = amount_in_words(cell.amount);
            Some(Figure { name: series.name.clone(), amount, events: cell.events.clone() })
        };
        let parts: Vec<Figure> = activity.series.iter().filter_map(part).collect();
        let total = activity.totals.get(place).map_or(0.0, |cell| cell.amount);
        (!parts.is_empty()).then(|| Figures {
            label: bin.label.clone(),
            total: units_in_words(total, activity.spec.unit),
            parts,
        })
    };
    activity.bins.iter().enumerate().filter_map(bin).collect()
}

fn of_trend(trend: &Trend) -> Vec<Figures> {
    let bin = |(place, bin): (usize, &crate::query::Bin)| {
        let part = |line: &crate::query::trend::Line| {
            let point = line.points.get(place).filter(|point| !point.events.is_empty())?;
            let value = point.value.map_or_else(|| "no value".to_owned(), signed);
            let amount = format!("{value} (n = {})", amount_in_words(point.n));
            Some(Figure { name: line.name.clone(), amount, events: point.events.clone() })
        };
        let parts: Vec<Figure> = trend.lines.iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| Figures { label: bin.label.clone(), total: String::new(), parts })
    };
    trend.bins.iter().enumerate().filter_map(bin).collect()
}

/// A number with a true minus.
fn signed(value: f64) -> String {
    if value < 0.0 { format!("−{}", amount_in_words(-value)) } else { amount_in_words(value) }
}

fn beside(activity: &Activity) -> Vec<(String, Vec<EventId>)> {
    let Activity { undated, spanning, bands, annotations, set_aside, unmarked, outside, .. } = activity;
    let all = [
        ("Undated".to_owned(), undated.clone()),
        (format!("In no single {}", activity.spec.by), spanning.clone()),
        ("Begin before the period, not counted".to_owned(), outside.earlier.clone()),
        ("Going on or open, not counted".to_owned(), bands.iter().map(|band| band.event).collect()),
        ("Sums, not counted".to_owned(), annotations.iter().map(|sum| sum.event).collect()),
        ("Set aside".to_owned(), set_aside.clone()),
        ("Without a mark".to_owned(), unmarked.clone()),
    ];
    all.into_iter().filter(|(_, events): &(String, Vec<EventId>)| !events.is_empty()).collect()
}

fn beside_trend(trend: &Trend) -> Vec<(String, Vec<EventId>)> {
    let mut all: Vec<(String, Vec<EventId>)> = Vec::new();
    for line in &trend.lines {
        let name = |why: &str| if trend.lines.len() == 1 { why.to_owned() } else { format!("{}: {why}", line.name) };
        all.extend([
            (name("Without a weight"), line.unweighted.clone()),
            (name("Undated"), line.undated.clone()),
            (name(&format!("In no single {}", trend.spec.by)), line.spanning.clone()),
            (name("Begin before the period, not counted"), line.outside.earlier.clone()),
            (name("Going on or open, not counted"), line.bands.iter().map(|band| band.event).collect()),
            (name("Sums, not counted"), line.annotations.iter().map(|sum| sum.event).collect()),
            (name("Set aside"), line.set_aside.clone()),
        ]);
    }
    all.retain(|(_, events)| !events.is_empty());
    all
}
