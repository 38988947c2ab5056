//! What the figures of charts have in common on the standard output: the day, numbers, and what stands beside the bars.

use super::output::{self, Column};
use super::report::Trouble;
use crate::model::EventId;
use crate::project::Project;
use crate::query::series::amount_in_words;
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

/// A number in a cell of a table.
pub(super) fn cell(amount: f64) -> String {
    if amount < 0.0 { format!("−{}", amount_in_words(-amount)) } else { amount_in_words(amount) }
}
