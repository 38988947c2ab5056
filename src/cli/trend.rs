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
use crate::query::trend::{Line, Point, Trend};
use crate::query::{Bin, Facts};
use clap::Args;
use std::collections::BTreeSet;

const ABOUT: &str = "\
Follow how cooperation moves: a weighted index over time, with its tests

Each event adds the weight that the codebook gives its type, from −10 (hostile) to 10 (the closest cooperation). --of says what is followed: their sum, their mean (never without n, the number of events), or only the count of events. An arrest for a partner weighs as its own type in the codebook says. Events whose type has no weight are left out and named. Imprecise dates, statuses and filters are those of “entente activity”.

With several --dyad, or with --compare, each pair or actor is a line of its own: --dyad FR-MA --dyad ES-MA, or --compare France --compare \"Ministry of Justice\" for one actor at several levels. All other options hold for every line.

What is said beside: the running total; a moving average (--average), with the partial windows at the ends flagged; a LOWESS curve (--lowess); the test of Mann and Kendall with Sen's slope; one change point by least squares and Pettitt's test; of counts a Poisson scan as well. A test that would have nothing to say refuses with a reason, below 8 bins the trend, below 12 the change point.

JSON: {title, of, unit, weighing, rule, rule_in_words, filter, date, bins: [{from, to, label, partial}], lines: [{name, filter, n, drawn, points: [{n, sum, mean, thin, of_bin, running_total, average, partial, lowess, events: [id]}], trend, change, scan, findings: [sentence], unweighted: [id], undated: [id], spanning: [id], across: [id], outside: {earlier: [id], partly: [id], amount}, bands, annotations, set_aside: [id]}], documents, caution}; the points of a line are those of the bins, in order. of_bin is the number of the bin itself (their sum, mean or count), running_total what all bins up to this one add up to; drawn says which of the two the line shows. A bin is partial if the period covers only a part of it, a point if its moving average looks at fewer bins than asked for. A mean is thin if it is of less than half an event (n < 0.5), as proportional dates make them: then more probably no event was in that bin than one. outside is as in “entente activity”. trend is {s, variance, z, p, tau, tau_b, slope, slope_from, slope_to, intercept, serial_correlation, is_serial}, change {after, before_mean, after_mean, set: [label], pettitt_after, pettitt_k, pettitt_p}, scan {after, before_rate, after_rate, likelihood_ratio, p, set: [label]}, or {refused}.

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
    for line in &found.lines {
        output::put(&format!("\n{}: {}\n", line.name, counted(line.events, "event")))?;
        let curves = Curves::of(line);
        let row = |(place, (bin, point)): (usize, (&Bin, &Point))| {
            let mean = point.mean().map(figures::cell).unwrap_or_default();
            let mean = if point.is_thin() { format!("{mean} (thin)") } else { mean };
            let bin = figures::bin(&found.spec, bin);
            let known = line.known.binary_search(&place).ok();
            let cells = [bin, figures::cell(point.n), figures::cell(point.sum), mean];
            cells.into_iter().chain(curves.cells(known)).collect()
        };
        let all: Vec<Column> = columns().into_iter().chain(curves.columns()).collect();
        let names = all.iter().map(|column| column.name().to_uppercase()).collect();
        let rows = found.bins.iter().zip(&line.points).enumerate().map(row).collect();
        output::table(&all, names, rows)?;
        output::put(&format!("\n{}\n", line.findings.join("\n")))?;
        figures::beside(project, "Without a weight", &line.unweighted)?;
        figures::beside(project, "Undated", &line.undated)?;
        figures::beside(project, "Spanning several bins", &line.spanning)?;
        figures::outside(project, &line.outside)?;
    }
    Ok(())
}

fn columns() -> [Column; 4] {
    [Column::Left("bin"), Column::Right("n"), Column::Right("sum"), Column::Right("mean")]
}

/// What stands beside the numbers of each bin: the running total, and the curves that were asked for.
struct Curves<'l>(Vec<(&'static str, Vec<Drawn<'l>>)>);

/// A number of a curve, and whether it is of fewer bins than asked for.
type Drawn<'l> = (&'l f64, bool);

impl<'l> Curves<'l> {
    fn of(line: &'l Line) -> Self {
        let whole = |values: &'l [f64]| values.iter().map(|value| (value, false)).collect();
        let total = line.cumulative.as_deref().map(|values| ("total", whole(values)));
        let average = line.average.as_ref().map(|average| {
            let averages = average.averages.iter().map(|one| (&one.value, one.is_partial));
            ("average", averages.collect())
        });
        let lowess = line.lowess.as_ref().and_then(|curve| curve.as_ref().ok());
        let lowess = lowess.map(|curve| ("lowess", whole(&curve.values)));
        Self([total, average, lowess].into_iter().flatten().collect())
    }

    fn columns(&self) -> impl Iterator<Item = Column> {
        self.0.iter().map(|(name, _)| Column::Right(name))
    }

    /// Their cells at one of the bins that have a value.
    fn cells(&self, known: Option<usize>) -> impl Iterator<Item = String> {
        self.0.iter().map(move |(_, values)| match known.and_then(|known| values.get(known)) {
            Some((value, true)) => format!("{} (partial)", figures::cell(**value)),
            Some((value, false)) => figures::cell(**value),
            None => String::new(),
        })
    }
}
