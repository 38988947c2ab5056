//! Where every actor of a project stands, whatever is asked of it: the layout is of all events that count, of every
//! status and time, so that a filter or a period takes nodes and lines away and moves none.
//!
//! Each connected part of the graph is laid out for itself ([`super::stress`]), then the parts are put side by side,
//! the largest first. Of a graph of more than [`MAX_NODES`] nodes the biggest are laid out, and each of the others is put
//! beside the neighbours that it has among them. Actors without a tie stand in rows below.

use super::stress::{self, Place, Spring};
use super::{MAX_NODES, Network};
use crate::model::EntityId;
use crate::query::facts::Facts;
use crate::query::suggest::hash::mixed;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Room around a part of the graph, in lengths of a tie.
const GAP: f32 = 1.0;

/// The whole sheet is about so many times as wide as it is high: windows and pages are.
const WIDE: f32 = 2.0;

/// Ties of actors with many neighbours are longer, up to so many times, and strong ones shorter.
const LONGEST: f32 = 4.0;

/// So many neighbours stand around an actor in a ring that is one tie wide.
const RING: f32 = 5.0;

/// Places of all actors of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    places: BTreeMap<EntityId, Place>,
}

/// Actors, by number, with their places.
type Part = Vec<(usize, Place)>;

/// The graph of a project: actors by id, with how many events each has, and ties with how many they share.
struct Graph {
    actors: Vec<(EntityId, usize)>,
    ties: Vec<(usize, usize, usize)>,
}

impl Layout {
    /// Lays out all actors; with agencies folded into their state, these.
    #[must_use]
    pub fn of(facts: &Facts, folded: bool) -> Self {
        let graph = Graph::of(facts, folded);
        let laid = graph.biggest();
        let parts = graph.parts(&laid);
        let mut places = BTreeMap::new();
        for (node, place) in side_by_side(parts) {
            if let Some((id, _)) = graph.actors.get(node) {
                places.insert(*id, place);
            }
        }
        graph.put_others(&mut places);
        Self { places }
    }

    /// Where an actor stands, x to the right and y down, in lengths of a short tie; `None`: it takes part in nothing.
    #[must_use]
    pub fn place(&self, actor: EntityId) -> Option<[f32; 2]> {
        self.places.get(&actor).copied()
    }

    /// Whether every node of a network has a place here: if not, it is of another state of the project.
    #[must_use]
    pub fn fits(&self, network: &Network) -> bool {
        network.nodes.iter().all(|node| self.places.contains_key(&node.entity))
    }
}

impl Graph {
    fn of(facts: &Facts, folded: bool) -> Self {
        let list = if folded { &facts.actors_of } else { &facts.entities_of };
        let mut pairs: Vec<(EntityId, EntityId)> = Vec::new();
        let mut met: Vec<EntityId> = Vec::new();
        for (at, row) in facts.rows.iter().enumerate() {
            if row.proven && facts.marks_of.of(at).is_empty() {
                continue;
            }
            let mut here: Vec<EntityId> =
                list.of(at).iter().filter_map(|actor| facts.entities.value(*actor).copied()).collect();
            here.sort_unstable();
            for (place, one) in here.iter().enumerate() {
                pairs.extend(here.iter().skip(place + 1).map(|other| (*one, *other)));
            }
            met.extend(here);
        }
        met.sort_unstable();
        pairs.sort_unstable();
        let counted = |same: &[EntityId]| Some((*same.first()?, same.len()));
        let actors: Vec<(EntityId, usize)> = met.chunk_by(|a, b| a == b).filter_map(counted).collect();
        let find = |id: EntityId| actors.binary_search_by_key(&id, |(actor, _)| *actor).ok();
        let ties = pairs.chunk_by(|a, b| a == b).filter_map(|same| {
            let (one, other) = *same.first()?;
            Some((find(one)?, find(other)?, same.len()))
        });
        Self { ties: ties.collect(), actors }
    }

    /// The numbers of those that are laid out, in order.
    fn biggest(&self) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.actors.len()).collect();
        all.sort_by_key(|at| self.actors.get(*at).map(|(id, events)| (Reverse(*events), *id)));
        all.truncate(MAX_NODES);
        all.sort_unstable();
        all
    }

    /// The connected parts of the graph of some actors, each laid out, the largest first.
    fn parts(&self, laid: &[usize]) -> Vec<Part> {
        let mut of = vec![None; self.actors.len()];
        for (number, actor) in laid.iter().enumerate() {
            if let Some(slot) = of.get_mut(*actor) {
                *slot = Some(number);
            }
        }
        let number = |actor: usize| of.get(actor).copied().flatten();
        let ties: Vec<(usize, usize, usize)> = self
            .ties
            .iter()
            .filter_map(|(one, other, events)| Some((number(*one)?, number(*other)?, *events)))
            .collect();
        let mut roots: Vec<usize> = (0..laid.len()).collect();
        for (one, other, _) in &ties {
            let (one, other) = (root(&mut roots, *one), root(&mut roots, *other));
            if let Some(above) = roots.get_mut(one.max(other)) {
                *above = one.min(other);
            }
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in 0..laid.len() {
            members.entry(root(&mut roots, node)).or_default().push(node);
        }
        let mut parts: Vec<Vec<usize>> = members.into_values().collect();
        parts.sort_by_key(|nodes| (Reverse(nodes.len()), nodes.first().copied()));
        parts.iter().map(|nodes| self.laid_out(laid, nodes, &ties)).collect()
    }

    fn laid_out(&self, laid: &[usize], nodes: &[usize], ties: &[(usize, usize, usize)]) -> Part {
        let local = |node: usize| nodes.binary_search(&node).ok();
        let own: Vec<(usize, usize, usize)> =
            ties.iter().filter_map(|(one, other, events)| Some((local(*one)?, local(*other)?, *events))).collect();
        let mut degrees = vec![0_usize; nodes.len()];
        for end in own.iter().flat_map(|(one, other, _)| [*one, *other]) {
            if let Some(degree) = degrees.get_mut(end) {
                *degree += 1;
            }
        }
        let degree = |node: usize| degrees.get(node).copied().unwrap_or(1);
        let springs: Vec<Spring> = own
            .iter()
            .map(|(one, other, events)| {
                let (one_degree, other_degree) = (degree(*one), degree(*other));
                let between = (one_degree.min(other_degree) as f32).sqrt();
                // Around a hub stand all of its neighbours: the more, the wider the ring that has room for their names.
                let around = (one_degree.max(other_degree) as f32 / RING).sqrt();
                let crowd = between.max(around);
                let strength = (*events as f32).sqrt().sqrt();
                Spring { ends: (*one, *other), length: (crowd / strength).clamp(1.0, LONGEST) }
            })
            .collect();
        let actor = |node: usize| laid.get(node).copied().unwrap_or_default();
        let id = |node: &usize| self.actors.get(actor(*node)).map_or(0, |(id, _)| id.bits());
        let ids: Vec<u64> = nodes.iter().map(id).collect();
        nodes.iter().map(|node| actor(*node)).zip(stress::places(&ids, &springs)).collect()
    }

    /// Puts those that were too many beside the middle of their neighbours.
    fn put_others(&self, places: &mut BTreeMap<EntityId, Place>) {
        if places.len() == self.actors.len() {
            return;
        }
        let mut sums: BTreeMap<EntityId, (Place, f32)> = BTreeMap::new();
        let id = |actor: usize| self.actors.get(actor).map(|(id, _)| *id);
        for (one, other, _) in &self.ties {
            let (Some(one), Some(other)) = (id(*one), id(*other)) else { continue };
            for (own, neighbour) in [(one, other), (other, one)] {
                if let (None, Some(place)) = (places.get(&own), places.get(&neighbour)) {
                    let (sum, count) = sums.entry(own).or_insert(([0.0; 2], 0.0));
                    *sum = [sum[0] + place[0], sum[1] + place[1]];
                    *count += 1.0;
                }
            }
        }
        let lowest = places.values().map(|place| place[1]).fold(0.0, f32::max);
        let widest = places.values().map(|place| place[0]).fold(1.0, f32::max);
        for (id, _) in &self.actors {
            if places.contains_key(id) {
                continue;
            }
            let (x, y) = beside(id.bits());
            let place = match sums.get(id) {
                Some((sum, count)) => [sum[0] / count + x, sum[1] / count + y],
                None => [(x + 0.5) * widest, lowest + 1.0 + y],
            };
            places.insert(*id, place);
        }
    }
}

/// A small step aside that depends on the id.
fn beside(bits: u64) -> (f32, f32) {
    let bits = mixed(bits);
    let part = |bits: u64| f32::from(u16::try_from(bits & 0xFFFF).unwrap_or(0)) / 65_536.0 - 0.5;
    (part(bits), part(bits >> 16))
}

fn root(roots: &mut [usize], mut node: usize) -> usize {
    while let Some(above) = roots.get(node).copied().filter(|above| *above != node) {
        let next = roots.get(above).copied().unwrap_or(above);
        if let Some(slot) = roots.get_mut(node) {
            *slot = next;
        }
        node = above;
    }
    node
}

/// Puts parts side by side in rows, so that the sheet is [`WIDE`]; what has one node stands closer.
fn side_by_side(parts: Vec<Part>) -> Part {
    let boxed: Vec<(Part, [f32; 2])> = parts.into_iter().map(boxed).collect();
    let area: f32 = boxed.iter().map(|(_, size)| size[0] * size[1]).sum();
    let widest = boxed.iter().map(|(_, size)| size[0]).fold(0.0, f32::max);
    let width = (area * WIDE).sqrt().max(widest);
    let mut placed = Vec::new();
    let (mut x, mut y, mut height) = (0.0, 0.0, 0.0_f32);
    for (nodes, size) in boxed {
        if x > 0.0 && x + size[0] > width {
            (x, y, height) = (0.0, y + height, 0.0);
        }
        placed.extend(nodes.into_iter().map(|(node, place)| (node, [place[0] + x, place[1] + y])));
        x += size[0];
        height = height.max(size[1]);
    }
    placed
}

/// A part moved to the corner of a box with room around it, and the size of that box.
fn boxed(nodes: Part) -> (Part, [f32; 2]) {
    let fold = |axis: usize, pick: fn(f32, f32) -> f32, from: f32| {
        nodes.iter().map(|(_, place)| place[axis]).fold(from, pick)
    };
    let low = [fold(0, f32::min, f32::INFINITY), fold(1, f32::min, f32::INFINITY)];
    let high = [fold(0, f32::max, f32::NEG_INFINITY), fold(1, f32::max, f32::NEG_INFINITY)];
    let moved = |place: Place| [place[0] - low[0] + GAP / 2.0, place[1] - low[1] + GAP / 2.0];
    let size = [high[0] - low[0] + GAP, high[1] - low[1] + GAP];
    (nodes.into_iter().map(|(node, place)| (node, moved(place))).collect(), size)
}
