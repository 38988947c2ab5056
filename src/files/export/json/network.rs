//! The actors and ties of a network.

use super::{ids, number};
use crate::model::{CodeId, EntityId};
use crate::project::Project;
use crate::query::network::{Network, Node, Roles, Tie, Weight};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

/// The figures of a network; `date` is the day on which they were taken.
#[must_use]
pub fn network_json(project: &Project, found: &Network, date: NaiveDate) -> impl Serialize + use<> {
    json!({
        "title": found.title,
        "heading": found.heading,
        "unit": found.spec.unit.to_string(),
        "filter": found.filter,
        "folded": found.spec.network().is_some_and(|asked| asked.folded),
        "date": date,
        "badge": found.badge,
        "nodes": nodes(project, &found.nodes),
        "edges": found.ties.iter().map(|tie| edge(project, found, tie)).collect::<Vec<_>>(),
        "others": nodes(project, &found.others),
        "weaker": {"count": found.weaker.count, "events": ids(&found.weaker.events)},
        "alone": ids(&found.alone),
        "only_others": ids(&found.only_others),
        "nobody": ids(&found.nobody),
        "set_aside": ids(&found.set_aside),
        "unmarked": ids(&found.unmarked),
        "undated": ids(&found.undated),
        "undated_count": found.spec.filter.period.is_none(),
    })
}

fn nodes(project: &Project, nodes: &[Node]) -> Vec<Value> {
    let part = |(id, events): &(EntityId, usize)| json!({"id": id.to_string(), "name": project.label((*id).into()), "events": events});
    let node = |node: &Node| {
        json!({
            "id": node.entity.to_string(),
            "name": node.name,
            "kind": node.kind.as_ref().map(|kind| &kind.name),
            "count": node.amount,
            "ties": node.ties,
            "parts": node.parts.iter().map(part).collect::<Vec<_>>(),
            "events": ids(&node.events),
            "marks": node.marks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    };
    nodes.iter().map(node).collect()
}

fn edge(project: &Project, found: &Network, tie: &Tie) -> Value {
    let end = |at: usize| found.nodes.get(at);
    let name = |at: usize| end(at).map(|node| &node.name);
    let id = |at: usize| end(at).map(|node| node.entity.to_string());
    let role = |of: Option<CodeId>| of.map(|of| project.label(of.into()).to_owned());
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
        "roles": tie.roles.iter().map(roles).collect::<Vec<_>>(),
        "events": ids(&tie.events),
        "marks": tie.marks.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
