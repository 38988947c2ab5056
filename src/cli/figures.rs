//! What the figures of charts have in common on the standard output: numbers, what stands beside the bars, documents.

use super::output::{self, Column};
use super::report::Trouble;
use crate::model::{DocumentId, EventId};
use crate::project::Project;
use crate::query::series::{Annotation, Band, Denominator, amount_in_words};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

/// Today, as files that are given on say it.
pub(super) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// A number in JSON: whole if it is, else to six decimals.
pub(super) fn number(amount: f64) -> Value {
    let rounded = (amount * 1e6).round() / 1e6;
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a small whole number")]
    if rounded.fract() == 0.0 && rounded.abs() < 1e15 {
        return Value::from(rounded as i64);
    }
    Value::from(rounded)
}

/// Ids, in the order given.
pub(super) fn ids(events: &[EventId]) -> Vec<String> {
    events.iter().map(ToString::to_string).collect()
}

/// Something that is no bar.
#[derive(Serialize)]
pub(super) struct Stretch {
    event: String,
    title: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

pub(super) fn bands(bands: &[Band]) -> Vec<Stretch> {
    let one = |band: &Band| Stretch {
        event: band.event.to_string(),
        title: band.label.clone(),
        from: band.from,
        to: band.to,
    };
    bands.iter().map(one).collect()
}

pub(super) fn annotations(sums: &[Annotation]) -> Vec<Stretch> {
    let one = |sum: &Annotation| Stretch {
        event: sum.event.to_string(),
        title: sum.label.clone(),
        from: sum.from,
        to: sum.to,
    };
    sums.iter().map(one).collect()
}

/// The documents of the project along the axis.
#[derive(Serialize)]
pub(super) struct Documents {
    bins: Vec<usize>,
    spanning: Vec<String>,
    outside: Vec<String>,
    undated: Vec<String>,
    set_aside: Vec<String>,
}

pub(super) fn documents(all: &Denominator) -> Documents {
    let ids = |ids: &[DocumentId]| ids.iter().map(ToString::to_string).collect();
    Documents {
        bins: all.bins.iter().map(Vec::len).collect(),
        spanning: ids(&all.spanning),
        outside: ids(&all.outside),
        undated: ids(&all.undated),
        set_aside: ids(&all.set_aside),
    }
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
