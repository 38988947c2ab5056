//! What the sources count: one row for each figure, then one for each unit in which they count together.

use super::cell;
use crate::query::quantities::{Quantities, Quantity};
use chrono::NaiveDate;
use std::fmt::Write;

/// The figures that sources give, with a header. `counted` is `no` for those that only what is left out of counts
/// states. The kind is `figure`, or `sum` for those that count in one unit: with the value of the sum, how
/// many figures it is of under `n`, and under `words` the sum with what speaks against it; without a value where they
/// cannot be added up.
#[must_use]
pub fn quantities_csv(found: &Quantities, date: NaiveDate) -> String {
    let mut rows = String::from(
        "kind,id,counted,event,title,when,status,bound,value,currency,unit,what,of,period,words,outlet,published,mark,quote,\
         n,filter,date,chart\r\n",
    );
    let mut put = |one: &Quantity, counted: &str| {
        let said = one.source.as_ref();
        let some = |text: Option<String>| text.unwrap_or_default();
        let cells = [
            "figure".to_owned(),
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
            "1".to_owned(),
            found.filter.clone(),
            date.to_string(),
            found.title.clone(),
        ];
        // Writing to a String cannot fail.
        let _ = write!(rows, "{}\r\n", cells.map(|text| cell(&text)).join(","));
    };
    found.list.iter().for_each(|one| put(one, "yes"));
    found.left_out.iter().for_each(|one| put(one, "no"));
    for group in found.groups.iter().filter(|group| group.figures.len() > 1) {
        let value = group.sum.as_ref().map(|sum| sum.value.normalize().to_string()).unwrap_or_default();
        let words: Vec<String> = std::iter::once(group.words()).chain(group.caveats.iter().cloned()).collect();
        sum(&mut rows, (&value, &group.unit, &words.join("; "), group.figures.len()), found, date);
    }
    rows
}

fn sum(rows: &mut String, (value, unit, words, n): (&str, &str, &str, usize), found: &Quantities, date: NaiveDate) {
    let (unit, words, filter, title) = (cell(unit), cell(words), cell(&found.filter), cell(&found.title));
    let _ = write!(rows, "sum,,yes,,,,,,{value},,{unit},,,,{words},,,,,{n},{filter},{date},{title}\r\n");
}
