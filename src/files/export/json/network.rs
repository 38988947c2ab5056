//! The actors and ties of a network.

use super::{annotations, ids, number};
use crate::model::{CodeId, EntityId, EventId, Unit};
use crate::query::Facts;
use crate::query::network::{Network, Node, Roles, Tie, Weight};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

/// The figures of a network; `facts` are what it was counted from, `date` is the day on which that was done.
#[must_use]
pub fn network_json(facts: &Facts, found: &Network, date: NaiveDate) -> impl Serialize + use<> {
    json!({
        "title": found.title,
        "heading": found.heading,
        "unit": found.spec.unit.to_string(),
        "filter": found.filter,
        "folded": found.spec.network().is_some_and(|asked| asked.folded),
        "date": date,
        "badge": found.badge,
        "nodes": nodes(facts, found, &found.nodes),
        "edges": found.ties.iter().map(|tie| edge(facts, found, tie)).collect::<Vec<_>>(),
        "others": nodes(facts, found, &found.others),
        "weaker": {"count": found.weaker.count, "events": ids(&found.weaker.events)},
        "alone": ids(&found.alone),
        "only_others": ids(&found.only_others),
        "nobody": ids(&found.nobody),
        "set_aside": ids(&found.set_aside),
        "annotations": annotations(&found.annotations),
        "unmarked": ids(&found.unmarked),
        "undated": ids(&found.undated),
        "undated_count": found.spec.filter.period.is_none(),
    })
}

/// The marks of some events, where marks are counted.
fn marks(facts: &Facts, found: &Network, events: &[EventId]) -> Vec<String> {
    match found.spec.unit {
        Unit::Marks => facts.marks_of_events(events).iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

fn nodes(facts: &Facts, found: &Network, nodes: &[Node]) -> Vec<Value> {
    let name = |id: EntityId| facts.project().label(id.into());
    let part = |(id, events): &(EntityId, usize)| json!({"id": id.to_string(), "name": name(*id), "events": events});
    let node = |node: &Node| {
        json!({
            "id": node.entity.to_string(),
            "name": node.name,
            "kind": node.kind.as_ref().map(|kind| &kind.name),
            "count": node.amount,
            "ties": node.ties,
            "parts": facts.parts(found, node).iter().map(part).collect::<Vec<_>>(),
            "events": ids(&node.events),
            "marks": marks(facts, found, &node.events),
        })
    };
    nodes.iter().map(node).collect()
}

fn edge(facts: &Facts, found: &Network, tie: &Tie) -> Value {
    let end = |at: usize| found.nodes.get(at);
    let name = |at: usize| end(at).map(|node| &node.name);
    let id = |at: usize| end(at).map(|node| node.entity.to_string());
    let role = |of: Option<CodeId>| of.map(|of| facts.project().label(of.into()).to_owned());
    let roles =
        |roles: &Roles| json!({"from": role(roles.of.0), "to": role(roles.of.1), "events": ids(&roles.events)});
    let weight = |of: &Weight| json!({"sum": number(of.sum), "mean": number(of.mean()), "n": of.n});
    json!({
        "from": name(tie.ends.0),
        "to": name(tie.ends.1),
        "from_id": id(tie.ends.0),
        "to_id": id(tie.ends.1),
        "count": tie.amount,
        "weight": tie.weight.as_ref().map(weight),
        "not_happened": tie.not_happened,
        "roles": facts.roles(found, tie).iter().map(roles).collect::<Vec<_>>(),
        "events": ids(&tie.events),
        "marks": marks(facts, found, &tie.events),
    })
}
