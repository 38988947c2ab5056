//! The words of a network: what is counted, of whom, and what a tie is.

use super::{Network, Node, Roles, Tie, Weight};
use crate::base::number::{counted, thousands};
use crate::model::{ChartSpec, CodeId, EntityId, NetworkSpec, Unit};
use crate::project::Project;
use crate::query::words::statuses;
use std::fmt::Write;

/// “Actors by shared events, agencies as their state, happened”.
pub(super) fn heading(spec: &ChartSpec, asked: &NetworkSpec) -> String {
    format!("{}, {}", counting(spec, asked), statuses(&spec.filter.statuses))
}

/// The heading with everything that the filter asks for.
pub(super) fn title(spec: &ChartSpec, asked: &NetworkSpec, filter: &str) -> String {
    format!("{}, {filter}", counting(spec, asked))
}

fn counting(spec: &ChartSpec, asked: &NetworkSpec) -> String {
    let unit = match spec.unit {
        Unit::Events => "shared events",
        Unit::Marks => "marks of shared events",
        Unit::Documents => "documents on shared events",
        Unit::Origins => "independent origins of shared events",
    };
    let folded = if asked.folded { ", agencies as their state" } else { "" };
    format!("Actors by {unit}{folded}")
}

/// “412 marks = 96 events”.
pub(super) fn badge(marks: usize, events: usize) -> String {
    format!("{} = {}", counted(marks, "mark"), counted(events, "event"))
}

/// “1 event”, “12 marks”.
#[must_use]
pub fn amount_in_unit(amount: usize, unit: Unit) -> String {
    counted(
        amount,
        match unit {
            Unit::Events => "event",
            Unit::Marks => "mark",
            Unit::Documents => "document",
            Unit::Origins => "origin",
        },
    )
}

/// “sum 12.5, mean 2.5 of 5 weighed events”, with a true minus.
#[must_use]
pub fn weight_in_words(weight: &Weight) -> String {
    format!("sum {}, mean {} of {}", signed(weight.sum), signed(weight.mean()), counted(weight.n, "weighed event"))
}

fn signed(number: f64) -> String {
    let words = crate::query::series::amount_in_words(number.abs());
    if number < 0.0 && words != "0" { format!("−{words}") } else { words }
}

/// So many pairs of roles, and so many who stand behind an actor, are named.
const NAMED: usize = 6;

/// All that an actor says, in lines: its kind, how many, and who takes part as it, of which [`super::Facts::parts`] are
/// given.
#[must_use]
pub fn node_in_words(project: &Project, network: &Network, node: &Node, parts: &[(EntityId, usize)]) -> String {
    let kind = node.kind.as_ref().map_or_else(String::new, |kind| format!(" ({})", kind.name));
    let amount = amount_in_unit(node.amount, network.spec.unit);
    let mut words = format!("{}{kind}: {amount}, {}", node.name, counted(node.ties, "tie"));
    for (part, events) in parts.iter().take(NAMED) {
        // Writing to a String cannot fail.
        let _ = write!(words, "\n{}: {}", project.label((*part).into()), counted(*events, "event"));
    }
    if parts.len() > NAMED {
        let _ = write!(words, "\n… and {} more that count as it", thousands(parts.len() - NAMED));
    }
    words
}

/// All that a tie says, in lines: who, how many, of which weight, and as what both took part, of which
/// [`super::Facts::roles`] are given.
#[must_use]
pub fn tie_in_words(project: &Project, network: &Network, tie: &Tie, roles: &[Roles]) -> String {
    let name = |at: usize| network.nodes.get(at).map_or("", |node| node.name.as_str());
    let (one, other) = (name(tie.ends.0), name(tie.ends.1));
    let mut words = format!("{one} – {other}: {}", amount_in_unit(tie.amount, network.spec.unit));
    if network.spec.unit != Unit::Events {
        let _ = write!(words, " of {}", counted(tie.events.len(), "event"));
    }
    if tie.not_happened > 0 {
        let _ = write!(words, ", {} of another status than happened", thousands(tie.not_happened));
    }
    match &tie.weight {
        Some(weight) => {
            let _ = write!(words, "\nWeight: {}", weight_in_words(weight));
        }
        None => words.push_str("\nNo type of these events has a weight"),
    }
    let called = |of: Option<CodeId>| of.map_or("no role", |of| project.label(of.into()));
    for roles in roles.iter().filter(|roles| roles.of != (None, None)).take(NAMED) {
        let (of_one, of_other) = (called(roles.of.0), called(roles.of.1));
        let _ = write!(words, "\n{one}: {of_one}, {other}: {of_other} · {}", counted(roles.events.len(), "event"));
    }
    if roles.len() > NAMED {
        let _ = write!(words, "\n… and {} more pairs of roles", thousands(roles.len() - NAMED));
    }
    words
}
