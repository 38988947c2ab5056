//! A network's figures as CSV (RFC 4180): a row for each actor, drawn or not, then one for each tie that is drawn, then
//! one for each reason why events are behind none.
//!
//! Every row says unit, filter and day, and whether agencies are folded. An actor has no `other`; a tie has no kind of actor.
//! Cells that a spreadsheet would take for a formula are defused as in all of these.

use super::{cell, number};
use crate::model::CodeId;
use crate::query::Facts;
use crate::query::network::{Network, Node, Tie};
use chrono::NaiveDate;
use std::fmt::Write;

const HEADER: &str = "kind,actor,actor_id,other,other_id,actor_kind,count,events,ties,weight_sum,weight_mean,weight_n,\
                      not_happened,roles,unit,folded,filter,date,chart\r\n";

/// The figures, with a header; `facts` are what they were counted from. The roles of a tie are “role – role: number of events”, several with semicolons
/// between them.
#[must_use]
pub fn network_csv(facts: &Facts, network: &Network, date: NaiveDate) -> String {
    let mut rows = HEADER.to_owned();
    let folded = network.spec.network().is_some_and(|asked| asked.folded);
    let (filter, title) = (cell(&network.filter), cell(&network.title));
    let said = format!("{},{folded},{filter},{date},{title}", network.spec.unit);
    for (row, nodes) in [("actor", &network.nodes), ("other actor", &network.others)] {
        nodes.iter().for_each(|node| actor(&mut rows, row, node, &said));
    }
    network.ties.iter().for_each(|drawn| tie(&mut rows, facts, network, drawn, &said));
    let beside = [
        ("weaker ties", network.weaker.count, network.weaker.events.len()),
        ("undated", network.undated.len(), network.undated.len()),
        ("only other actors", network.only_others.len(), network.only_others.len()),
        ("no actor", network.nobody.len(), network.nobody.len()),
        ("set aside", network.set_aside.len(), network.set_aside.len()),
        ("annotations", network.annotations.len(), network.annotations.len()),
        ("unmarked", network.unmarked.len(), network.unmarked.len()),
    ];
    for (name, count, events) in beside {
        // Writing to a String cannot fail.
        let _ = write!(rows, "{name},,,,,,{count},{events},,,,,,,{said}\r\n");
    }
    rows
}

fn actor(rows: &mut String, row: &str, node: &Node, said: &str) {
    let kind = node.kind.as_ref().map_or("", |kind| kind.name.as_str());
    let (name, id, kind) = (cell(&node.name), node.entity, cell(kind));
    let (amount, events, ties) = (node.amount, node.events.len(), node.ties);
    let _ = write!(rows, "{row},{name},{id},,,{kind},{amount},{events},{ties},,,,,,{said}\r\n");
}

fn tie(rows: &mut String, facts: &Facts, network: &Network, tie: &Tie, said: &str) {
    let end = |at: usize| {
        let node = network.nodes.get(at);
        node.map_or_else(|| ",".to_owned(), |node| format!("{},{}", cell(&node.name), node.entity))
    };
    let weight = tie.weight.as_ref().map_or_else(
        || ",,".to_owned(),
        |weight| format!("{},{},{}", number(weight.sum), number(weight.mean()), weight.n),
    );
    let role = |of: Option<CodeId>| of.map_or("no role", |of| facts.project().label(of.into()));
    let roles: Vec<String> = facts
        .roles(network, tie)
        .iter()
        .map(|roles| format!("{} – {}: {}", role(roles.of.0), role(roles.of.1), roles.events.len()))
        .collect();
    let (one, other, roles) = (end(tie.ends.0), end(tie.ends.1), cell(&roles.join("; ")));
    let (amount, events, not_happened) = (tie.amount, tie.events.len(), tie.not_happened);
    let _ = write!(rows, "tie,{one},{other},,{amount},{events},,{weight},{not_happened},{roles},{said}\r\n");
}
