//! `entente timeline`: every event at its days, in lanes, and the picture of them.

use super::args;
use super::chart::Common;
use super::figures;
use super::filters;
use super::output::{self, Column};
use super::report::{Answer, Trouble};
use crate::files::export::figures_csv::timeline_csv;
use crate::files::export::json::timeline_json;
use crate::files::export::svg::timeline_svg;
use crate::model::{ChartKind, ChartSpec, LanesBy};
use crate::project::Project;
use crate::query::Facts;
use crate::query::timeline::{Item, Timeline};
use chrono::NaiveDate;
use clap::Args;

const ABOUT: &str = "\
Set every event at its days, in lanes

Each event that the filter lets through stands in at least one lane, or is listed as undated or set aside. from and to are the first and the last day on which it can have been, certain the days on which it certainly was; null is open or not known. A storyline is all that is linked to one another, but for contradictions, named after the event that most others are parts of, or else after the first. What is planned for a day that has passed is overdue. Only what happened is shown, unless --status asks for more; documents set aside and zones are left out.

JSON: {title, heading, unit, filter, date, split_at, badge, days: [from, to], lanes: [{name, events: [id]}], events: [{event, title, when, from, certain: [from, to], to, pieces: {each or one_of: [[from, to]]}, doubtful: [beginning, end], status, nature, type, part_of, overdue, lanes: [NAME]}], links: [{from, to, kind, in_words, certainty}], to_come, overdue: [id], undated: [id], set_aside: [id]}. nature is single, goes on (ongoing, a state, or open on a side) or sum. Links are those between events that are both shown, read from the first to the second.

CSV: a row for each event and lane: kind, lane, event, title, when, from, certain_from, certain_to, to, status, type, part_of, overdue, unit, filter, date, chart. The kind is event, or else undated or set aside, without a lane.

Exit code: 0 shown, also if there is nothing to show; 2 it could not be done.";

/// Set every event at its days, in lanes
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Line {
    #[command(flatten)]
    common: Common,
    /// What the lanes stand for; types unless said otherwise.
    #[arg(long, value_name = "PART", value_parser = args::one_of(&LanesBy::ALL))]
    lanes: Option<LanesBy>,
    /// The first day of what is to come; today unless said otherwise.
    #[arg(long, value_name = "DAY", value_parser = args::day)]
    split_at: Option<NaiveDate>,
    /// Draw no links between events.
    #[arg(long)]
    without_links: bool,
    /// Two that both take part, themselves or by their parts: FR-MA, by name, identifier or spelling.
    #[arg(long, value_name = "ONE-OTHER")]
    dyad: Option<String>,
}

impl Line {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = self.common.open()?;
        let project = session.project();
        let date = figures::today();
        let found = Facts::of(project).timeline(&self.spec(project)?, date);
        self.common.give(
            date,
            |style| timeline_svg(project, &found, style),
            || timeline_csv(project, &found, date),
            || timeline_json(project, &found, date),
            || print(project, &found),
        )
    }

    fn spec(&self, project: &Project) -> Result<ChartSpec, Trouble> {
        let mut spec = self.common.begin(project, "timeline", |chart| chart.timeline().is_some())?;
        let mut asked = spec.timeline().cloned().unwrap_or_default();
        asked.lanes = self.lanes.unwrap_or(asked.lanes);
        asked.split_at = self.split_at.or(asked.split_at);
        asked.without_links |= self.without_links;
        spec.kind = ChartKind::Timeline(asked);
        filters::pair(project, &mut spec.filter, self.dyad.as_ref())?;
        Ok(spec)
    }
}

fn print(project: &Project, found: &Timeline) -> Result<(), Trouble> {
    output::put(&format!("{}\n{}\n", found.title, found.badge))?;
    let columns = [Column::Left("when"), Column::Left("status"), Column::Left("title"), Column::Left("event")];
    let row = |item: &Item| {
        let when = project.events().get(item.event).and_then(|event| event.when()).map(ToString::to_string);
        let status = if item.is_overdue { "planned (overdue)".to_owned() } else { item.status.to_string() };
        let title = project.label(item.event.into()).to_owned();
        vec![when.unwrap_or_default(), status, title, item.event.to_string()]
    };
    for lane in &found.lanes {
        output::put(&format!("\n{}: {}\n", lane.name, lane.items.len()))?;
        let items = lane.items.iter().filter_map(|at| found.items.get(*at));
        output::list(&columns, items.map(row).collect())?;
    }
    output::put(&format!("\nTo come, from {} on: {}\n", found.split_at, found.to_come))?;
    figures::beside(project, "Planned, and the day has passed", &found.overdue)?;
    figures::beside(project, "Undated", &found.undated)?;
    figures::beside(project, "Reported only by what is set aside", &found.set_aside)
}
