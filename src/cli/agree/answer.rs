//! The answer as JSON has it.
//!
//! What it does *not* do: round. Scripts get what was computed.

use crate::query::agreement::{Agreement, Exclusion, NotComputable, PairwiseSpans};
use crate::query::reliability::{Disagreement, EventsFound, Group, Reliability, Said};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// All of it.
pub(super) fn answer(found: &Reliability) -> Value {
    let names = &found.coders;
    let documents: Vec<Value> = found
        .documents
        .iter()
        .map(|document| {
            let ids: Map<String, Value> =
                names.iter().zip(&document.ids).map(|(name, id)| (name.clone(), json!(id.to_string()))).collect();
            json!({
                "title": document.title, "documents": ids, "chars": document.length, "in_zones": document.in_zones,
            })
        })
        .collect();
    let left_out: Vec<Value> = found
        .left_out
        .documents
        .iter()
        .map(|(title, why)| json!({ "title": title, "why": why.to_string() }))
        .collect();
    let marks: Map<String, Value> =
        found.left_out.marks.iter().map(|(why, count)| (why.to_string(), json!(count))).collect();
    json!({
        "coders": names,
        "compared": {
            "documents": documents,
            "chars": found.documents.iter().map(|document| document.length - document.in_zones).sum::<usize>(),
            "in_zones": found.documents.iter().map(|document| document.in_zones).sum::<usize>(),
        },
        "left_out": { "documents": left_out, "marks": marks },
        "in_all": found.in_all,
        "groups": found.groups.iter().map(|group| of_group(found, group, true)).collect::<Vec<_>>(),
        "codes": found.by_code.iter().zip(&found.codes).map(|(group, code)| {
            let mut value = of_group(found, group, false);
            let kind = code.kind.map(|kind| kind.to_string());
            value.as_object_mut().into_iter().for_each(|object| drop(object.insert("kind".to_owned(), json!(kind))));
            value
        }).collect::<Vec<_>>(),
        "events": found.events.iter().map(|events| of_events(names, events)).collect::<Vec<_>>(),
        "disagreements": found.disagreements.iter().map(|one| of_disagreement(found, one)).collect::<Vec<_>>(),
    })
}

fn of_group(found: &Reliability, group: &Group, of_codes: bool) -> Value {
    let names = &found.coders;
    let marks: Map<String, Value> =
        names.iter().zip(&group.units).map(|(name, count)| (name.clone(), json!(count))).collect();
    let units = &group.unitising;
    let nominal = &group.nominal;
    let code = |at: &usize| {
        if of_codes {
            found.codes.get(*at).map(|code| code.name.clone()).unwrap_or_default()
        } else if *at == 1 {
            group.name.clone()
        } else {
            "another".to_owned()
        }
    };
    let confusion: Vec<Value> = nominal
        .confusion
        .iter()
        .map(|((one, other), table)| {
            json!({
                "rows": names.get(*one), "columns": names.get(*other),
                "codes": table.categories.iter().map(code).collect::<Vec<_>>(),
                "counts": table.counts, "left_out": excluded(&table.excluded),
            })
        })
        .collect();
    let alone: Map<String, Value> = names
        .iter()
        .zip(&nominal.alone)
        .map(|(name, counts)| {
            let counts = counts.iter().zip(&found.codes).filter(|(count, _)| **count > 0);
            let own: Map<String, Value> = counts.map(|(count, code)| (code.name.clone(), json!(count))).collect();
            (name.clone(), json!(own))
        })
        .collect();
    let (value, why) = either(units.value);
    json!({
        "name": group.name,
        "marks": marks,
        "f1_exact": of_spans(names, &group.exact),
        "f1_overlap": of_spans(names, &group.overlap),
        "alpha_u": {
            "value": value, "why": why, "chars": units.length, "units": units.units, "coders": units.coders,
            "observed_disagreement": units.disagreement.map(|both| both.0),
            "expected_disagreement": units.disagreement.map(|both| both.1),
            "left_out": excluded(&units.excluded),
        },
        "percent": of_measure(&nominal.percent),
        "cohen_kappa": nominal.cohen.as_ref().map(of_measure),
        "fleiss_kappa": of_measure(&nominal.fleiss),
        "krippendorff_alpha": of_measure(&nominal.alpha),
        "gwet_ac1": of_measure(&nominal.ac1),
        "confusion": confusion,
        "alone": alone,
    })
}

fn of_spans(names: &[String], found: &PairwiseSpans) -> Value {
    let (value, why) = either(found.value);
    let pairs: Vec<Value> = found
        .pairs
        .iter()
        .map(|((one, other), pair)| {
            let (value, why) = either(pair.value);
            json!({
                "coders": [names.get(*one), names.get(*other)], "value": value, "why": why,
                "matched": pair.matched.len(), "marks": [pair.first, pair.second],
                "left_out": excluded(&pair.excluded),
            })
        })
        .collect();
    json!({ "value": value, "why": why, "pairs": pairs })
}

fn of_measure(found: &Agreement) -> Value {
    let (value, why) = either(found.value);
    json!({
        "value": value, "why": why, "observed": found.observed, "expected": found.expected, "coders": found.coders,
        "items": found.items, "pairs": found.pairs, "left_out": excluded(&found.excluded),
    })
}

fn of_events(names: &[String], found: &EventsFound) -> Value {
    let (value, why) = either(found.value);
    let ids = |ids: &[crate::model::EventId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "coders": [names.get(found.coders.0), names.get(found.coders.1)],
        "events": [found.found.0, found.found.1],
        "f1": value, "why": why,
        "both": found.both.len(),
        "same_type": found.count(|pair| pair.same_type),
        "same_date": found.count(|pair| pair.same_date),
        "dates_meet": found.count(|pair| pair.dates_meet),
        "pairs": found.both.iter().map(|pair| json!([pair.first.to_string(), pair.second.to_string()])).collect::<Vec<_>>(),
        "only_first": ids(&found.only_first),
        "only_second": ids(&found.only_second),
        "said_to_be_two": found.apart.iter().map(|(first, second)| json!([first.to_string(), second.to_string()])).collect::<Vec<_>>(),
    })
}

fn of_disagreement(found: &Reliability, one: &Disagreement) -> Value {
    let document = one.document.and_then(|at| found.documents.get(at));
    let said = |said: &Said| {
        json!({
            "mark": said.mark.map(|id| id.to_string()), "event": said.event.map(|id| id.to_string()),
            "value": said.value, "quote": said.quote,
            "start_char": said.chars.map(|chars| chars.0), "end_char": said.chars.map(|chars| chars.1),
        })
    };
    let coders: Map<String, Value> =
        found.coders.iter().zip(&one.said).map(|(name, own)| (name.clone(), json!(own.as_ref().map(said)))).collect();
    json!({
        "what": one.kind.to_string(),
        "document": document.and_then(|document| document.ids.first()).map(ToString::to_string),
        "title": document.map(|document| document.title.clone()),
        "start_char": one.chars.map(|chars| chars.0),
        "end_char": one.chars.map(|chars| chars.1),
        "said": coders,
    })
}

fn either(value: Result<f64, NotComputable>) -> (Option<f64>, Option<String>) {
    (value.ok(), value.err().map(|why| why.to_string()))
}

fn excluded(excluded: &BTreeMap<Exclusion, usize>) -> Map<String, Value> {
    excluded.iter().map(|(why, count)| (why.to_string(), json!(count))).collect()
}
