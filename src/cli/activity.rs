//! `entente activity`: the counts behind the chart, and the chart itself.

use super::output::{self, Column, Format, Named};
use super::put::{self, Old};
use super::report::{self, Answer, Trouble};
use super::{args, open};
use crate::files::RealDisk;
use crate::files::export::activity_csv::activity_csv;
use crate::files::export::svg::{SvgStyle, activity_svg};
use crate::model::{ChartSpec, DateRule, EventId, Filter, SplitBy, Status, Step, Unit};
use crate::project::Project;
use crate::query::{Activity, activity};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
Count events, marks or documents over time

Every number is one of the chart in the window. An event whose date does not certainly fall into one bin is not counted but listed as spanning; with --rule start it counts where its date begins. Events without a date are listed as undated. Documents set aside and zones are left out of all counts.

JSON: {title, badge, total, bins: [{label, first, last, total, series: {NAME: count}}], undated: [event id], spanning: [event id], set_aside: [event id]}; first and last are days, both included; in a split by area, entity or outlet one item can stand in several series, so that they may add up to more than the total.

Exit code: 0 counted, also if there is nothing to count; 2 it could not be done.";

/// Count events, marks or documents over time
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Chart {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// Width of a bin.
    #[arg(long, value_name = "STEP", value_parser = args::one_of(&Step::ALL))]
    by: Step,
    /// What a bar is cut into.
    #[arg(long, value_name = "PART", value_parser = args::one_of(&SplitBy::ALL))]
    split: Option<SplitBy>,
    /// What is counted.
    #[arg(long, value_name = "UNIT", default_value = "events", value_parser = args::one_of(&Unit::ALL))]
    unit: Unit,
    /// Count events of this status; can be repeated; “all” for every status.
    #[arg(long, value_name = "STATUS", default_value = "happened", value_parser = args::one_of(&Wanted::ALL))]
    status: Vec<Wanted>,
    /// What becomes of a date that is wider than a bin.
    #[arg(long, value_enum, default_value = "strict")]
    rule: Rule,
    /// Print the counts as CSV: bin, first, last, series, count.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Write the chart as an SVG picture, too.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Replace the picture if it is there already.
    #[arg(long, requires = "svg")]
    force: bool,
    #[command(flatten)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Rule {
    /// It is not counted but listed as spanning.
    Strict,
    /// It counts where it begins.
    Start,
}

/// A status, or all of them.
#[derive(Clone, Copy)]
enum Wanted {
    All,
    Only(Status),
}

impl Wanted {
    const ALL: [Self; 10] = [
        Self::All,
        Self::Only(Status::Happened),
        Self::Only(Status::Planned),
        Self::Only(Status::HopedFor),
        Self::Only(Status::Ongoing),
        Self::Only(Status::Denied),
        Self::Only(Status::Alleged),
        Self::Only(Status::Generic),
        Self::Only(Status::Aggregate),
        Self::Only(Status::State),
    ];
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Only(status) => status.fmt(f),
        }
    }
}

#[derive(Serialize)]
struct Counts<'a> {
    title: &'a str,
    badge: &'a str,
    total: usize,
    bins: Vec<Bar<'a>>,
    undated: Vec<String>,
    spanning: Vec<String>,
    set_aside: Vec<String>,
}

#[derive(Serialize)]
struct Bar<'a> {
    label: &'a str,
    first: String,
    last: String,
    total: usize,
    series: Named<usize>,
}

impl Chart {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let counted = activity(session.project(), &self.spec());
        let counted = counted.map_err(|many| Trouble::new(report::sentence(&many.to_string())))?;
        if let Some(path) = &self.svg {
            write_picture(path, &counted, Old::from_force(self.force))?;
        }
        if self.csv {
            output::put(&activity_csv(&counted))?;
        } else if self.format.json {
            output::json(&counts(&counted))?;
        } else {
            print(session.project(), &counted)?;
        }
        Ok(Answer::Yes)
    }

    fn spec(&self) -> ChartSpec {
        let only = self.status.iter().map(|wanted| match wanted {
            Wanted::All => None,
            Wanted::Only(status) => Some(*status),
        });
        // An empty set lets every status through.
        let statuses: Option<BTreeSet<Status>> = only.collect();
        let rule = match self.rule {
            Rule::Strict => DateRule::Strict,
            Rule::Start => DateRule::Start,
        };
        let filter = Filter { statuses: statuses.unwrap_or_default(), ..Filter::default() };
        ChartSpec { by: self.by, split: self.split, unit: self.unit, rule, filter, ..ChartSpec::default() }
    }
}

fn write_picture(path: &Path, activity: &Activity, old: Old) -> Result<(), Trouble> {
    put::may_write(&RealDisk, &[path.to_owned()], old)?;
    put::file(&RealDisk, path, activity_svg(activity, &SvgStyle::default()).as_bytes())?;
    report::remark(&format!("The chart is in “{}”.", path.display()));
    Ok(())
}

fn counts(activity: &Activity) -> Counts<'_> {
    let ids = |events: &[EventId]| events.iter().map(ToString::to_string).collect();
    Counts {
        title: &activity.title,
        badge: &activity.badge,
        total: activity.total,
        bins: (0..activity.bins.len()).filter_map(|place| bar(activity, place)).collect(),
        undated: ids(&activity.undated),
        spanning: ids(&activity.spanning),
        set_aside: ids(&activity.set_aside),
    }
}

fn bar(activity: &Activity, place: usize) -> Option<Bar<'_>> {
    let bin = activity.bins.get(place)?;
    let series =
        activity.series.iter().filter_map(|series| Some((series.name.clone(), series.cells.get(place)?.count)));
    Some(Bar {
        label: &bin.label,
        first: bin.first.to_string(),
        last: bin.last.to_string(),
        total: activity.totals.get(place)?.count,
        series: Named(series.collect()),
    })
}

fn print(project: &Project, activity: &Activity) -> Result<(), Trouble> {
    output::put(&format!("{}\n{}\n\n", activity.title, activity.badge))?;
    // Without a split the only series is the total.
    let series = if activity.spec.split.is_some() { activity.series.as_slice() } else { &[] };
    let names: Vec<String> = ["BIN", "TOTAL"]
        .into_iter()
        .map(str::to_owned)
        .chain(series.iter().map(|series| series.name.clone()))
        .collect();
    let mut columns = vec![Column::Left("bin"), Column::Right("total")];
    columns.extend(series.iter().map(|_| Column::Series));
    let row = |(place, bin): (usize, &crate::query::Bin)| {
        let count = |cells: &[crate::query::Cell]| cells.get(place).map_or(0, |cell| cell.count).to_string();
        let totals = [bin.label.clone(), count(&activity.totals)];
        totals.into_iter().chain(series.iter().map(|series| count(&series.cells))).collect()
    };
    if !activity.bins.is_empty() {
        output::table(&columns, names, activity.bins.iter().enumerate().map(row).collect())?;
    }
    beside(project, "Undated", &activity.undated)?;
    beside(project, "Spanning several bins", &activity.spanning)?;
    beside(project, "Reported only by what is set aside", &activity.set_aside)
}

/// The events that are in no bin.
fn beside(project: &Project, what: &str, events: &[EventId]) -> Result<(), Trouble> {
    if events.is_empty() {
        return Ok(());
    }
    output::put(&format!("\n{what}: {}\n", events.len()))?;
    let row = |id: &EventId| {
        let when = project.events().get(*id).and_then(|event| event.when());
        let when = when.map(ToString::to_string).unwrap_or_default();
        vec![id.to_string(), when, project.label((*id).into()).to_owned()]
    };
    let columns = [Column::Left(""), Column::Left(""), Column::Left("")];
    output::list(&columns, events.iter().map(row).collect())
}
