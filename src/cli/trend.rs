//! `entente trend`: the weighted index behind the trend chart, its tests, and the chart itself.

use super::args;
use super::chart::Common;
use super::figures;
use super::filters;
use super::output::{self, Column};
use super::report::{self, Answer, Trouble};
use crate::base::number::counted;
use crate::files::export::figures_csv::trend_csv;
use crate::files::export::json::trend_json;
use crate::files::export::svg::trend_svg;
use crate::model::{Average, ChartKind, ChartSpec, Compared, DateRule, Filter, Step, TrendOf, TrendSpec, Window};
use crate::project::Project;
use crate::query::Facts;
use crate::query::trend::{Point, Trend};
use clap::Args;
use std::collections::BTreeSet;

const ABOUT: &str = "\
Follow how cooperation moves: a weighted index over time, with its tests

Each event adds the weight that the codebook gives its type, from −10 (hostile) to 10 (the closest cooperation). --of says what is followed: their sum, their mean (never without n, the number of events), or only the count of events. An arrest for a partner weighs as its own type in the codebook says. Events whose type has no weight are left out and named. Imprecise dates, statuses and filters are those of “entente activity”.

With several --dyad, or with --compare, each pair or actor is a line of its own: --dyad FR-MA --dyad ES-MA, or --compare France --compare \"Ministry of Justice\" for one actor at several levels. All other options hold for every line.

What is said beside: the running total; a moving average (--average), with the partial windows at the ends flagged; a LOWESS curve (--lowess); the test of Mann and Kendall with Sen's slope; one change point by least squares and Pettitt's test; of counts a Poisson scan as well. A test that would have nothing to say refuses with a reason, below 8 bins the trend, below 12 the change point.

JSON: {title, of, unit, weighing, rule, rule_in_words, filter, date, bins: [{from, to, label, partial}], lines: [{name, filter, n, points: [{n, sum, mean, thin, value, cumulative, average, partial, lowess, events: [id]}], trend, change, scan, findings: [sentence], unweighted: [id], undated: [id], spanning: [id], across: [id], outside: {earlier: [id], partly: [id], amount}, bands, annotations, set_aside: [id]}], documents, caution}; the points of a line are those of the bins, in order. A bin is partial if the period covers only a part of it, a point if its moving average looks at fewer bins than asked for. A mean is thin if it is of less than half an event (n < 0.5), as proportional dates make them: then more probably no event was in that bin than one. outside is as in “entente activity”. trend is {s, variance, z, p, tau, tau_b, slope, slope_from, slope_to, intercept, serial_correlation, is_serial}, change {after, before_mean, after_mean, set: [label], pettitt_after, pettitt_k, pettitt_p}, scan {after, before_rate, after_rate, likelihood_ratio, p, set: [label]}, or {refused}.

Exit code: 0 computed, also if there is nothing to compute; 2 it could not be done.";

/// Follow how cooperation moves: a weighted index over time, with its tests
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Index {
    #[command(flatten)]
    common: Common,
    /// Width of a bin.
    #[arg(long, value_name = "STEP", required_unless_present = "view", value_parser = args::one_of(&Step::ALL))]
    by: Option<Step>,
    /// Which number is followed; the sum unless said otherwise.
    #[arg(long, value_name = "NUMBER", value_parser = args::one_of(&TrendOf::ALL))]
    of: Option<TrendOf>,
    /// Draw the running total instead of the number of each bin; of means there is none.
    #[arg(long)]
    cumulative: bool,
    /// What becomes of a date that is wider than a bin; strict unless said otherwise.
    #[arg(long, alias = "rule", value_name = "RULE", value_parser = args::one_of(&DateRule::ALL))]
    imprecise: Option<DateRule>,
    /// Two that both take part: FR-MA, by name, identifier or spelling; several are compared.
    #[arg(long, value_name = "ONE-OTHER")]
    dyad: Vec<String>,
    /// An actor with its parts, as a line of its own; can be repeated.
    #[arg(long, value_name = "ENTITY")]
    compare: Vec<String>,
    /// A moving average over so many bins.
    #[arg(long, value_name = "BINS", value_parser = clap::value_parser!(u16).range(1..))]
    average: Option<u16>,
    /// Which bins the moving average looks at: those around, or those before.
    #[arg(long, value_name = "WHERE", requires = "average", value_parser = args::one_of(&Window::ALL))]
    window: Option<Window>,
    /// A LOWESS curve of which each point looks at so many percent of the bins; 67 is usual.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    lowess: Option<u8>,
}

impl Index {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = self.common.open()?;
        let spec = self.spec(session.project())?;
        let found = Facts::of(session.project()).trend(&spec);
        let found = found.map_err(|why| Trouble::new(report::sentence(&why.to_string())))?;
        let date = figures::today();
        self.common.give(
            date,
            |style| trend_svg(&found, style),
            || trend_csv(&found, date),
            || trend_json(&found, date),
            || print(session.project(), &found),
        )
    }

    fn spec(&self, project: &Project) -> Result<ChartSpec, Trouble> {
        let mut spec = self.common.begin(project, "trend", |chart| chart.trend().is_some())?;
        spec.by = self.by.unwrap_or(spec.by);
        spec.rule = self.imprecise.unwrap_or(spec.rule);
        let mut trend = spec.trend().cloned().unwrap_or_default();
        trend.of = self.of.unwrap_or(trend.of);
        trend.cumulative |= self.cumulative;
        trend.lowess_percent = self.lowess.or(trend.lowess_percent);
        let average = self.average.map(|bins| Average { bins, window: self.window.unwrap_or_default() });
        trend.average = average.or(trend.average);
        self.compare(project, &mut spec.filter, &mut trend)?;
        spec.kind = ChartKind::Trend(trend);
        Ok(spec)
    }

    /// One pair narrows the filter; several, and actors, are lines of their own.
    fn compare(&self, project: &Project, filter: &mut Filter, trend: &mut TrendSpec) -> Result<(), Trouble> {
        let pairs = self.dyad.iter().map(|pair| filters::dyad(project, std::slice::from_ref(pair)));
        let pairs: Vec<_> = pairs.collect::<Result<_, Trouble>>()?;
        let name = |id: crate::model::EntityId| project.label(id.into()).to_owned();
        match pairs.as_slice() {
            [] => {}
            [one] => filter.dyad = Some(*one),
            several => trend.compare.extend(several.iter().map(|(one, other)| Compared {
                name: format!("{} – {}", name(*one), name(*other)),
                filter: Filter { dyad: Some((*one, *other)), ..Filter::everything() },
            })),
        }
        for actor in &self.compare {
            let id = filters::entity(project, actor)?;
            let filter = Filter { wholes: BTreeSet::from([id]), ..Filter::everything() };
            trend.compare.push(Compared { name: name(id), filter });
        }
        Ok(())
    }
}

fn print(project: &Project, found: &Trend) -> Result<(), Trouble> {
    output::put(&format!("{}\n{}.\n", found.title, found.weighing))?;
    output::put(&found.caution.as_ref().map_or_else(String::new, |caution| format!("{caution}.\n")))?;
    let columns = [
        Column::Left("bin"),
        Column::Right("n"),
        Column::Right("sum"),
        Column::Right("mean"),
        Column::Right("total"),
    ];
    for line in &found.lines {
        output::put(&format!("\n{}: {}\n", line.name, counted(line.events, "event")))?;
        let row = |(place, (bin, point)): (usize, (&crate::query::Bin, &Point))| {
            let known = line.known.binary_search(&place).ok();
            let total = known.and_then(|known| line.cumulative.as_ref()?.get(known).copied());
            let some = |value: Option<f64>| value.map(figures::cell).unwrap_or_default();
            vec![bin.label.clone(), figures::cell(point.n), figures::cell(point.sum), some(point.mean()), some(total)]
        };
        let names = columns.iter().map(|column| column.name().to_uppercase()).collect();
        let rows = found.bins.iter().zip(&line.points).enumerate().map(row).collect();
        output::table(&columns, names, rows)?;
        output::put(&format!("\n{}\n", line.findings.join("\n")))?;
        figures::beside(project, "Without a weight", &line.unweighted)?;
        figures::beside(project, "Undated", &line.undated)?;
        figures::beside(project, "Spanning several bins", &line.spanning)?;
        figures::outside(project, &line.outside)?;
    }
    Ok(())
}
