//! What was counted in each bin, and how late outlets report.

use super::{Beside, Documents, Named, Stretch, annotations, bands, documents, ids, number, outside};
use crate::query::lag::{Lags, OutletLag, Report};
use crate::query::series::is_partial;
use crate::query::{Activity, Cell};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Counts<'a> {
    title: &'a str,
    heading: &'a str,
    unit: String,
    rule: String,
    rule_in_words: &'a str,
    filter: &'a str,
    date: NaiveDate,
    badge: &'a str,
    total: usize,
    bins: Vec<Bar<'a>>,
    series: Vec<Legend<'a>>,
    undated: Vec<String>,
    spanning: Vec<String>,
    across: Vec<String>,
    outside: Beside,
    remarks: &'a [String],
    bands: Vec<Stretch>,
    annotations: Vec<Stretch>,
    set_aside: Vec<String>,
    unmarked: Vec<String>,
    multiple: bool,
    documents: Documents,
    caution: Option<&'a str>,
}

#[derive(Serialize)]
struct Bar<'a> {
    from: NaiveDate,
    to: NaiveDate,
    label: &'a str,
    partial: bool,
    total: Value,
    split: Named<Value>,
    events: Vec<String>,
    split_events: Named<Vec<String>>,
}

#[derive(Serialize)]
struct Legend<'a> {
    name: &'a str,
    hatched: bool,
    total: usize,
}

/// The figures of an activity chart; `date` is the day on which they were taken.
#[must_use]
pub fn activity_json(activity: &Activity, date: NaiveDate) -> impl Serialize + use<'_> {
    let series = activity.series.iter();
    Counts {
        title: &activity.title,
        heading: &activity.heading,
        unit: activity.spec.unit.to_string(),
        rule: activity.spec.rule.to_string(),
        rule_in_words: &activity.rule,
        filter: &activity.filter,
        date,
        badge: &activity.badge,
        total: activity.total,
        bins: (0..activity.bins.len()).filter_map(|place| bar(activity, place)).collect(),
        series: series
            .map(|series| Legend { name: &series.name, hatched: series.hatched, total: series.total })
            .collect(),
        undated: ids(&activity.undated),
        spanning: ids(&activity.spanning),
        across: ids(&activity.across),
        outside: outside(&activity.outside),
        remarks: &activity.remarks,
        bands: bands(&activity.bands),
        annotations: annotations(&activity.annotations),
        set_aside: ids(&activity.set_aside),
        unmarked: ids(&activity.unmarked),
        multiple: activity.multiple,
        documents: documents(&activity.denominator),
        caution: activity.caution.as_deref(),
    }
}

fn bar(activity: &Activity, place: usize) -> Option<Bar<'_>> {
    let bin = activity.bins.get(place)?;
    let total = activity.totals.get(place)?;
    let cells: Vec<(&String, &Cell)> =
        activity.series.iter().filter_map(|series| Some((&series.name, series.cells.get(place)?))).collect();
    Some(Bar {
        from: bin.first,
        to: bin.last,
        label: &bin.label,
        partial: is_partial(&activity.spec, bin),
        total: number(total.amount),
        split: Named(cells.iter().map(|(name, cell)| ((*name).clone(), number(cell.amount))).collect()),
        events: ids(&total.events),
        split_events: Named(cells.iter().map(|(name, cell)| ((*name).clone(), ids(&cell.events))).collect()),
    })
}

/// The days between events and their reports, by outlet.
#[must_use]
pub fn lags_json(lags: &Lags, date: NaiveDate) -> Value {
    let outlet = |of: &OutletLag| {
        let report = |report: &Report| {
            json!({
                "event": report.event.to_string(), "document": report.document.to_string(), "days": report.days
            })
        };
        json!({
            "outlet": of.outlet, "n": of.reports.len(), "median": number(of.median_days), "min": of.least_days,
            "max": of.most_days, "reports": of.reports.iter().map(report).collect::<Vec<_>>()
        })
    };
    let unknown = lags
        .unknown
        .iter()
        .map(|(event, document)| json!({"event": event.to_string(), "document": document.to_string()}));
    json!({
        "title": lags.title,
        "unit": "days",
        "filter": lags.filter,
        "date": date,
        "n": lags.outlets.iter().map(|of| of.reports.len()).sum::<usize>(),
        "outlets": lags.outlets.iter().map(outlet).collect::<Vec<_>>(),
        "unknown": unknown.collect::<Vec<_>>(),
        "unreported": ids(&lags.unreported),
        "annotations": annotations(&lags.annotations),
    })
}
