//! What the figures of charts have in common on the standard output: the day, numbers, and what stands beside the bars.

use super::output::{self, Column};
use super::report::Trouble;
use crate::model::{ChartSpec, EventId};
use crate::project::Project;
use crate::query::Bin;
use crate::query::series::{Outside, amount_in_words, is_partial};
use chrono::NaiveDate;

/// Today, as files that are given on say it.
pub(super) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// Prints the events that are in no bar.
pub(super) fn beside(project: &Project, what: &str, events: &[EventId]) -> Result<(), Trouble> {
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

/// Prints what lies beside the period that was asked for.
pub(super) fn outside(project: &Project, outside: &Outside) -> Result<(), Trouble> {
    beside(project, "Beginning before the period, and not counted", &outside.earlier)?;
    let partly = format!("Partly beside the period, with {} there", cell(outside.amount));
    beside(project, &partly, &outside.partly)
}

/// Prints what there is to know about the numbers, each in a line of its own.
pub(super) fn remarks(remarks: &[String]) -> Result<(), Trouble> {
    remarks.iter().try_for_each(|remark| output::put(&format!("{remark}.\n")))
}

/// The name of a bin, with a sign if the period covers only a part of it.
pub(super) fn bin(spec: &ChartSpec, bin: &Bin) -> String {
    if is_partial(spec, bin) { format!("{} (partial)", bin.label) } else { bin.label.clone() }
}

/// A number in a cell of a table.
pub(super) fn cell(amount: f64) -> String {
    if amount < 0.0 { format!("−{}", amount_in_words(-amount)) } else { amount_in_words(amount) }
}
