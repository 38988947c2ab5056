//! What is asked of one actor or one tie at a time: who stands behind an actor, and as what two took part.

use super::{Network, Node, Roles, Tie};
use crate::model::{EntityId, EventId};
use crate::query::facts::Facts;
use std::cmp::Reverse;

/// The roles of two actors, by number.
type Pair = (Option<u32>, Option<u32>);

pub(super) fn roles(facts: &Facts, network: &Network, tie: &Tie) -> Vec<Roles> {
    let actor = |at: usize| network.nodes.get(at).and_then(|node| facts.entities.find(&node.entity));
    let (Some(one), Some(other)) = (actor(tie.ends.0), actor(tie.ends.1)) else { return Vec::new() };
    let mut met: Vec<(Pair, EventId)> = Vec::new();
    for event in &tie.events {
        let Ok(row) = facts.ids.binary_search(event) else { continue };
        let as_other = roles_of(facts, network, row, other);
        for as_one in roles_of(facts, network, row, one) {
            met.extend(as_other.iter().map(|as_other| ((as_one, *as_other), *event)));
        }
    }
    met.sort_unstable();
    met.dedup();
    let code = |role: Option<u32>| role.and_then(|role| facts.codes.value(role).copied());
    let mut found: Vec<Roles> = met
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| {
            let ((one, other), _) = same.first()?;
            Some(Roles { of: (code(*one), code(*other)), events: same.iter().map(|(_, event)| *event).collect() })
        })
        .collect();
    found.sort_by_key(|roles| (Reverse(roles.events.len()), roles.of));
    found
}

pub(super) fn parts(facts: &Facts, network: &Network, node: &Node) -> Vec<(EntityId, usize)> {
    let Some(actor) = facts.entities.find(&node.entity).filter(|_| is_folded(network)) else { return Vec::new() };
    let mut met: Vec<u32> = Vec::new();
    for row in node.events.iter().filter_map(|event| facts.ids.binary_search(event).ok()) {
        let own = facts.parts.of(row).iter().zip(facts.parts_as.of(row)).filter(|(_, whom)| **whom == Some(actor));
        let mut here: Vec<u32> = own.filter_map(|((_, entity), _)| *entity).collect();
        here.sort_unstable();
        here.dedup();
        met.extend(here);
    }
    met.sort_unstable();
    if met.iter().all(|entity| *entity == actor) {
        return Vec::new();
    }
    let counted = met.chunk_by(|a, b| a == b);
    let mut parts: Vec<(EntityId, usize)> =
        counted.filter_map(|times| Some((facts.entities.value(*times.first()?).copied()?, times.len()))).collect();
    parts.sort_by_key(|(entity, times)| (Reverse(*times), *entity));
    parts
}

fn is_folded(network: &Network) -> bool {
    network.spec.network().is_some_and(|asked| asked.folded)
}

/// The roles of an actor in an event.
fn roles_of(facts: &Facts, network: &Network, row: usize, actor: u32) -> Vec<Option<u32>> {
    let folded = is_folded(network);
    let parts = facts.parts.of(row).iter().zip(facts.parts_as.of(row));
    let own = parts.filter(|((_, entity), whom)| if folded { **whom } else { *entity } == Some(actor));
    own.map(|((role, _), _)| *role).collect()
}
