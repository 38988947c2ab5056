//! What the sources count: one row for each figure.

use super::cell;
use crate::query::quantities::{Quantities, Quantity};
use chrono::NaiveDate;
use std::fmt::Write;

/// The figures that sources give, with a header. `counted` is `no` for those that only what is left out of counts
/// states. Nothing is added up: units and bounds are in the rows.
#[must_use]
pub fn quantities_csv(found: &Quantities, date: NaiveDate) -> String {
    let mut rows = String::from(
        "id,counted,event,title,when,status,bound,value,currency,unit,what,of,period,words,outlet,published,mark,quote,\
         filter,date\r\n",
    );
    let mut put = |one: &Quantity, counted: &str| {
        let said = one.source.as_ref();
        let some = |text: Option<String>| text.unwrap_or_default();
        let cells = [
            one.id(),
            counted.to_owned(),
            one.event.to_string(),
            one.title.clone(),
            some(one.when.as_ref().map(ToString::to_string)),
            one.status.to_string(),
            one.bound().to_owned(),
            one.figure.value.normalize().to_string(),
            one.figure.currency.clone(),
            one.figure.unit.clone(),
            one.figure.what.clone(),
            one.of.clone(),
            some(one.figure.when.as_ref().map(ToString::to_string)),
            one.words.clone(),
            some(said.map(|said| said.outlet.clone())),
            some(said.and_then(|said| said.date.as_ref()).map(ToString::to_string)),
            some(said.map(|said| said.mark.to_string())),
            some(said.map(|said| said.quote.clone())),
            found.filter.clone(),
            date.to_string(),
        ];
        // Writing to a String cannot fail.
        let _ = write!(rows, "{}\r\n", cells.map(|text| cell(&text)).join(","));
    };
    found.list.iter().for_each(|one| put(one, "yes"));
    found.left_out.iter().for_each(|one| put(one, "no"));
    rows
}
