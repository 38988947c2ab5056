//! `entente activity`: the counts behind the chart, and the chart itself.

use super::args;
use super::chart::Common;
use super::figures;
use super::filters;
use super::output::{self, Column};
use super::report::{self, Answer, Trouble};
use crate::files::export::figures_csv::{activity_csv, lags_csv};
use crate::files::export::json::{activity_json, lags_json};
use crate::files::export::svg::{SvgStyle, activity_svg, lag_svg};
use crate::model::{Arranged, ChartKind, ChartSpec, DateRule, Drawn, SplitBy, Step, Unit};
use crate::project::Project;
use crate::query::lag::{Lags, OutletLag};
use crate::query::{Activity, Cell, Facts};
use clap::Args;

const ABOUT: &str = "\
Count events, marks, documents or independent origins over time

Every number is one of the chart in the window. What becomes of an event whose date does not certainly fall into one bin is said by --imprecise: strict lists it as spanning; start counts it where its date begins; proportional gives each bin the share of its days. Events without a date are listed as undated; what goes on or is open on one side, as bands; sums over many events, as annotations. None of these is in a bar. Only what happened is counted, unless --status asks for more. Documents set aside and zones are left out of all counts.

JSON: {title, heading, unit, rule, rule_in_words, filter, date, badge, total, bins: [{from, to, label, partial, total, split: {NAME: n}, events: [id], split_events: {NAME: [id]}}], series: [{name, hatched, total}], undated: [id], spanning: [id], across: [id], outside: {earlier: [id], partly: [id], amount}, remarks: [sentence], bands: [{event, title, from, to}], annotations: [{event, title, from, to}], set_aside: [id], unmarked: [id], multiple, documents: {bins: [n], spanning: [id], outside: [id], undated: [id], set_aside: [id]}, caution}. from and to are days, both included; null is open. With --period the bins are those of the period; partial are those that it covers only partly. outside is what lies beside it: earlier are events that begin before it and, with start, are in no bin; partly are events that proportional dates spread over its edge, and amount is their share beside it, so that of events the bins and amount add up to total. across are events that are counted although they span bins; documents are those published in each bin. In a split by area, entity, actor, dyad, role or outlet one item can stand in several series, so that they may add up to more than the total. With proportional dates numbers have up to six decimals.

With --lag the answer is how many days after the events their reports were published: {title, unit, filter, date, n} and an array of {outlet, n, median, min, max, reports: [{event, document, days}]} under outlets, with what has no single day under unknown, what nothing reports under unreported, and sums over many events under annotations. What only counts in bins (--by, --split, --unit, --imprecise, --drawn, --arranged, --denominator) does not go with --lag.

Exit code: 0 counted, also if there is nothing to count; 2 it could not be done.";

/// Count events, marks, documents or independent origins over time
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Chart {
    #[command(flatten)]
    common: Common,
    /// Width of a bin.
    #[arg(long, value_name = "STEP", required_unless_present_any = ["view", "lag"], value_parser = args::one_of(&Step::ALL))]
    by: Option<Step>,
    /// What a bar is cut into.
    #[arg(long, value_name = "PART", value_parser = args::one_of(&SplitBy::ALL))]
    split: Option<SplitBy>,
    /// What is counted; events unless said otherwise.
    #[arg(long, value_name = "UNIT", value_parser = args::one_of(&Unit::ALL))]
    unit: Option<Unit>,
    /// What becomes of a date that is wider than a bin; strict unless said otherwise.
    #[arg(long, alias = "rule", value_name = "RULE", value_parser = args::one_of(&DateRule::ALL))]
    imprecise: Option<DateRule>,
    /// Two that both take part, themselves or by their parts: FR-MA, by name, identifier or spelling.
    #[arg(long, value_name = "ONE-OTHER")]
    dyad: Option<String>,
    /// Bars or lines, in the picture.
    #[arg(long, value_name = "HOW", value_parser = args::one_of(&Drawn::ALL))]
    drawn: Option<Drawn>,
    /// Stacked, grouped or as shares of 100 %, in the picture.
    #[arg(long, value_name = "HOW", value_parser = args::one_of(&Arranged::ALL))]
    arranged: Option<Arranged>,
    /// Draw the documents published in each bin as a line, in the picture.
    #[arg(long)]
    denominator: bool,
    /// Instead of counting, say how late each outlet reports.
    #[arg(long, conflicts_with_all = ["by", "split", "unit", "imprecise", "drawn", "arranged", "denominator"])]
    lag: bool,
}

impl Chart {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = self.common.open()?;
        let spec = self.spec(session.project())?;
        let facts = Facts::of(session.project());
        if self.lag {
            return self.give_lags(session.project(), &facts.lags(&spec.filter), &spec);
        }
        let counted = facts.activity(&spec);
        let counted = counted.map_err(|many| Trouble::new(report::sentence(&many.to_string())))?;
        let date = figures::today();
        self.common.give(
            date,
            |style| activity_svg(&counted, style),
            || activity_csv(&counted, date),
            || activity_json(&counted, date),
            || print(session.project(), &counted),
        )
    }

    fn spec(&self, project: &Project) -> Result<ChartSpec, Trouble> {
        let mut spec = self.common.begin(project, "chart", |chart| chart.kind == ChartKind::Activity)?;
        spec.by = self.by.unwrap_or(spec.by);
        spec.split = self.split.or(spec.split);
        spec.unit = self.unit.unwrap_or(spec.unit);
        spec.rule = self.imprecise.unwrap_or(spec.rule);
        spec.drawn = self.drawn.unwrap_or(spec.drawn);
        spec.arranged = self.arranged.unwrap_or(spec.arranged);
        spec.denominator |= self.denominator;
        filters::pair(project, &mut spec.filter, self.dyad.as_ref())?;
        Ok(spec)
    }

    fn give_lags(&self, project: &Project, lags: &Lags, spec: &ChartSpec) -> Result<Answer, Trouble> {
        let date = figures::today();
        let svg = |style: &SvgStyle| lag_svg(lags, spec, style);
        let print = || print_lags(project, lags);
        self.common.give(date, svg, || lags_csv(lags, date), || lags_json(lags, date), print)
    }
}

fn print_lags(project: &Project, lags: &Lags) -> Result<(), Trouble> {
    let columns = [
        Column::Left("outlet"),
        Column::Right("n"),
        Column::Right("median"),
        Column::Right("min"),
        Column::Right("max"),
    ];
    let row = |of: &OutletLag| {
        let name = if of.outlet.is_empty() { "No outlet" } else { &of.outlet };
        let days = [of.median_days, of.least_days as f64, of.most_days as f64].map(figures::cell);
        [name.to_owned(), of.reports.len().to_string()].into_iter().chain(days).collect()
    };
    output::put(&format!("{}\n\n", lags.title))?;
    let names = columns.iter().map(|column| column.name().to_uppercase()).collect();
    output::table(&columns, names, lags.outlets.iter().map(row).collect())?;
    output::put(&format!(
        "\nReports of which the event or the document has no single day: {}\nEvents that nothing reports: {}\n",
        lags.unknown.len(),
        lags.unreported.len()
    ))?;
    let sums: Vec<_> = lags.annotations.iter().map(|sum| sum.event).collect();
    figures::beside(project, "Sums over many events", &sums)
}

fn print(project: &Project, activity: &Activity) -> Result<(), Trouble> {
    output::put(&format!("{}\n{}\n", activity.title, activity.badge))?;
    output::put(&activity.caution.as_ref().map_or_else(String::new, |caution| format!("{caution}.\n")))?;
    figures::remarks(&activity.remarks)?;
    output::put("\n")?;
    // Without a split the only series is the total.
    let series = if activity.series.len() > 1 || activity.spec.split.is_some() { &activity.series[..] } else { &[] };
    let names: Vec<String> = ["BIN", "TOTAL"]
        .into_iter()
        .map(str::to_owned)
        .chain(series.iter().map(|series| series.name.clone()))
        .collect();
    let mut columns = vec![Column::Left("bin"), Column::Right("total")];
    columns.extend(series.iter().map(|_| Column::Series));
    let row = |(place, bin): (usize, &crate::query::Bin)| {
        let count = |cells: &[Cell]| figures::cell(cells.get(place).map_or(0.0, |cell| cell.amount));
        let totals = [figures::bin(&activity.spec, bin), count(&activity.totals)];
        totals.into_iter().chain(series.iter().map(|series| count(&series.cells))).collect()
    };
    if !activity.bins.is_empty() {
        output::table(&columns, names, activity.bins.iter().enumerate().map(row).collect())?;
    }
    let bands: Vec<_> = activity.bands.iter().map(|band| band.event).collect();
    let sums: Vec<_> = activity.annotations.iter().map(|sum| sum.event).collect();
    figures::beside(project, "Undated", &activity.undated)?;
    figures::beside(project, "Spanning several bins", &activity.spanning)?;
    figures::outside(project, &activity.outside)?;
    figures::beside(project, "Counted, although they span several bins", &activity.across)?;
    figures::beside(project, "Going on, or open on one side", &bands)?;
    figures::beside(project, "Sums over many events", &sums)?;
    figures::beside(project, "Without a mark that counts", &activity.unmarked)?;
    figures::beside(project, "Reported only by what is set aside", &activity.set_aside)
}
