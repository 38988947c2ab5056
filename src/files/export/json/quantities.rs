//! The figures that sources give.

use crate::query::quantities::{Group, NoRatio, Quantities, Quantity, Ratio};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Listed<'a> {
    title: &'a str,
    filter: &'a str,
    date: NaiveDate,
    events: usize,
    undated: usize,
    figures: Vec<Value>,
    groups: Vec<Value>,
    left_out: Vec<Value>,
    ratio: Option<Value>,
}

fn one_in_json(one: &Quantity) -> Value {
    let said = one.source.as_ref();
    json!({
        "id": one.id(), "event": one.event.to_string(), "title": one.title,
        "when": one.when.as_ref().map(ToString::to_string), "status": one.status.to_string(),
        "value": one.figure.value.normalize().to_string(), "bound": one.bound(),
        "unit": one.figure.unit, "currency": one.figure.currency, "what": one.figure.what, "of": one.of,
        "period": one.figure.when.as_ref().map(ToString::to_string), "words": one.words,
        "mark": said.map(|said| said.mark.to_string()), "outlet": said.map(|said| said.outlet.as_str()),
        "published": said.and_then(|said| said.date.as_ref()).map(ToString::to_string),
        "quote": said.map(|said| said.quote.as_str()),
    })
}

/// The figures that sources give, and the ratio that was asked for; `date` is the day on which they were taken.
#[must_use]
pub fn quantities_json<'a>(
    found: &'a Quantities,
    answered: Option<&Result<Ratio, NoRatio>>,
    date: NaiveDate,
) -> impl Serialize + use<'a> {
    let group = |group: &Group| {
        let ids = group.figures.iter().filter_map(|at| found.list.get(*at)).map(Quantity::id);
        json!({
            "unit": group.unit, "n": group.figures.len(),
            "sum": group.sum.map(|sum| sum.value.normalize().to_string()),
            "sum_in_words": group.words(), "caveats": group.caveats, "figures": ids.collect::<Vec<_>>(),
        })
    };
    let ratio = answered.map(|answered| match answered {
        Ok(ratio) => json!({
            "words": ratio.words, "value": ratio.value.value.to_string(), "caveats": ratio.caveats,
        }),
        Err(why) => json!({"refused": why.to_string()}),
    });
    Listed {
        title: &found.title,
        filter: &found.filter,
        date,
        events: found.events,
        undated: found.undated,
        figures: found.list.iter().map(one_in_json).collect(),
        groups: found.groups.iter().map(group).collect(),
        left_out: found.left_out.iter().map(one_in_json).collect(),
        ratio,
    }
}
