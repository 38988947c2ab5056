//! Where the nodes of a network stand on a canvas of some size, and how large they are: the places of a [`Layout`],
//! stretched to the canvas, drawn out where they are crowded, and moved apart where nodes would overlap.
//!
//! What the period changes does not change it: places and sizes follow from who would be drawn without one. Who is
//! drawn only because of the period is put beside the others. What it does *not* do: labels ([`super::labels`]).

use super::{Layout, Network};
use crate::model::EntityId;
use std::collections::{BTreeMap, BTreeSet};

/// Least free space between two nodes, in pixels; where there is room it is as wide as the largest node.
const GAP_PX: f32 = 6.0;

/// The largest node, in pixels, where there is room.
const LARGEST_PX: f32 = 22.0;

/// A layout is stretched in one direction more than in the other up to so many times.
const MOST_STRETCH: f32 = 3.5;

/// How far the nodes of a crowded part move into the empty ones, from 0, not at all, to 1: as if they were evenly spread
/// from left to right and from top to bottom.
const EVEN: f32 = 0.45;

/// Rounds in which overlapping nodes are moved apart.
const ROUNDS: usize = 80;

/// Places and sizes of the nodes of a network, in pixels of a canvas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// Width and height of the canvas.
    pub canvas: [f32; 2],
    /// The middle of each node, in the order of the network, x to the right and y down from the corner.
    pub places: Vec<[f32; 2]>,
    /// Half the width of each node; its corners reach [`Arrangement::CORNERS`] times as far.
    pub radii: Vec<f32>,
}

/// A node on its way to its place.
#[derive(Clone, Copy, Debug)]
struct Disc {
    at: [f32; 2],
    radius: f32,
    is_fixed: bool,
}

impl Arrangement {
    /// How far the corners of a form reach beyond a circle of the same half width.
    pub const CORNERS: f32 = 1.2;

    /// Arranges a network on a canvas that leaves room at its edges for nodes, and `label_px` for what stands beside
    /// them.
    #[must_use]
    pub fn of(network: &Network, layout: &Layout, canvas: [f32; 2], label_px: f32) -> Self {
        let most = network.frame.iter().map(|(_, amount)| *amount).max().unwrap_or(1).max(1) as f32;
        let count = network.frame.len().max(network.nodes.len()).max(1) as f32;
        let largest = ((canvas[0] * canvas[1] / count).sqrt() * 0.2).clamp(4.0, LARGEST_PX);
        let radius = |amount: usize| {
            let share = (amount as f32 / most).min(1.0);
            largest * (0.28 + 0.72 * share.sqrt())
        };
        let fit = Fit::of(network, layout, canvas, largest, label_px);
        let disc = |id: EntityId, amount: usize| Disc {
            at: fit.on_canvas(layout.place(id).unwrap_or_default()),
            radius: radius(amount),
            is_fixed: false,
        };
        let mut who: Vec<EntityId> = network.frame.iter().map(|(id, _)| *id).collect();
        let mut discs: Vec<Disc> = network.frame.iter().map(|(id, amount)| disc(*id, *amount)).collect();
        let gap = largest.max(GAP_PX);
        spread(&mut discs, canvas, gap);
        let known: BTreeSet<EntityId> = who.iter().copied().collect();
        let late: Vec<_> = network.nodes.iter().filter(|node| !known.contains(&node.entity)).collect();
        if !late.is_empty() {
            discs.iter_mut().for_each(|disc| disc.is_fixed = true);
            who.extend(late.iter().map(|node| node.entity));
            discs.extend(late.iter().map(|node| disc(node.entity, node.amount)));
            spread(&mut discs, canvas, gap);
        }
        let found: BTreeMap<EntityId, [f32; 2]> = who.into_iter().zip(discs.iter().map(|disc| disc.at)).collect();
        let places = network.nodes.iter().map(|node| found.get(&node.entity).copied().unwrap_or_default());
        Self {
            canvas,
            places: places.collect(),
            radii: network.nodes.iter().map(|node| radius(node.amount)).collect(),
        }
    }
}

/// How places of the layout come onto the canvas.
struct Fit {
    /// The places along either axis, sorted.
    sorted: [Vec<f32>; 2],
    low: [f32; 2],
    extent: [f32; 2],
    scale: [f32; 2],
    corner: [f32; 2],
}

impl Fit {
    fn of(network: &Network, layout: &Layout, canvas: [f32; 2], largest: f32, label_px: f32) -> Self {
        let late = network.nodes.iter().map(|node| node.entity);
        // Only where nobody would be drawn without the period does the picture follow the period.
        let framed = network.frame.iter().map(|(id, _)| *id);
        let who: Vec<EntityId> = if network.frame.is_empty() { late.collect() } else { framed.collect() };
        let places: Vec<[f32; 2]> = who.iter().filter_map(|id| layout.place(*id)).collect();
        let bound = |axis: usize, pick: fn(f32, f32) -> f32, from: f32| {
            places.iter().map(|place| place[axis]).fold(from, pick)
        };
        let low = [bound(0, f32::min, f32::INFINITY), bound(1, f32::min, f32::INFINITY)];
        let high = [bound(0, f32::max, f32::NEG_INFINITY), bound(1, f32::max, f32::NEG_INFINITY)];
        let extent = [(high[0] - low[0]).max(0.01), (high[1] - low[1]).max(0.01)];
        let (beside, above) = (largest + 4.0 + label_px, largest + 8.0);
        let room = [(canvas[0] - 2.0 * beside).max(20.0), (canvas[1] - 2.0 * above).max(20.0)];
        let wanted = [room[0] / extent[0], room[1] / extent[1]];
        let even = wanted[0].min(wanted[1]);
        let scale = wanted.map(|wanted| wanted.min(even * MOST_STRETCH));
        let corner = [0, 1].map(|axis| (canvas[axis] - extent[axis] * scale[axis]) / 2.0);
        let sorted = [0, 1].map(|axis| {
            let mut along: Vec<f32> = places.iter().map(|place| place[axis]).collect();
            along.sort_by(f32::total_cmp);
            along
        });
        Self { sorted, low: if places.is_empty() { [0.0; 2] } else { low }, extent, scale, corner }
    }

    fn on_canvas(&self, place: [f32; 2]) -> [f32; 2] {
        let [right, down] = [0, 1].map(|axis| {
            let along = (place[axis] - self.low[axis]) / self.extent[axis];
            let sorted = &self.sorted[axis];
            let even = if sorted.len() > 2 { rank(sorted, place[axis]) } else { along };
            self.corner[axis] + (along + (even - along) * EVEN) * self.extent[axis] * self.scale[axis]
        });
        [right, down]
    }
}

/// What share of the places lies before one, from 0 to 1; of those that are alike, half do.
fn rank(sorted: &[f32], place: f32) -> f32 {
    let before = sorted.partition_point(|other| *other < place);
    let until = sorted.partition_point(|other| *other <= place);
    let most = sorted.len().saturating_sub(1).max(1) as f32;
    (((before + until) as f32 - 1.0) / 2.0 / most).clamp(0.0, 1.0)
}

/// Moves discs apart until there are so many pixels between any two, or there is no room.
fn spread(discs: &mut [Disc], canvas: [f32; 2], gap: f32) {
    let widest = discs.iter().map(|disc| disc.radius).fold(0.0, f32::max);
    for _ in 0..ROUNDS {
        let mut order: Vec<usize> = (0..discs.len()).collect();
        let x = |at: usize| discs.get(at).map_or(0.0, |disc| disc.at[0]);
        order.sort_by(|a, b| x(*a).total_cmp(&x(*b)).then(a.cmp(b)));
        let mut has_moved = false;
        for (place, one) in order.iter().enumerate() {
            for other in order.iter().skip(place + 1) {
                let (Some(a), Some(b)) = (discs.get(*one).copied(), discs.get(*other).copied()) else { continue };
                if b.at[0] - a.at[0] > a.radius + widest + gap + 4.0 {
                    break;
                }
                if let Some((by_one, by_other)) = apart(&a, &b, gap) {
                    has_moved = true;
                    for (at, by) in [(*one, by_one), (*other, by_other)] {
                        if let Some(disc) = discs.get_mut(at) {
                            let inside = |axis: usize| {
                                let (low, high) = (disc.radius, canvas[axis] - disc.radius);
                                (disc.at[axis] + by[axis]).clamp(low.min(high), high.max(low))
                            };
                            disc.at = [inside(0), inside(1)];
                        }
                    }
                }
            }
        }
        if !has_moved {
            return;
        }
    }
}

/// By how much two discs have to move; `None`: they do not touch, or neither may move.
fn apart(a: &Disc, b: &Disc, gap: f32) -> Option<([f32; 2], [f32; 2])> {
    let wanted = a.radius + b.radius + gap;
    let (dx, dy) = (b.at[0] - a.at[0], b.at[1] - a.at[1]);
    let distance = (dx * dx + dy * dy).sqrt();
    if distance >= wanted - 0.01 || (a.is_fixed && b.is_fixed) {
        return None;
    }
    // Two at one place go to the right and to the left, and a little up and down, so that three are no row.
    let way = if distance > 0.01 { [dx / distance, dy / distance] } else { [0.8, 0.6] };
    let by = wanted - distance;
    let (first, second) = match (a.is_fixed, b.is_fixed) {
        (true, _) => (0.0, by),
        (_, true) => (by, 0.0),
        _ => (by / 2.0, by / 2.0),
    };
    Some((way.map(|part| -part * first), way.map(|part| part * second)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlaps(discs: &[Disc]) -> usize {
        let pairs = discs.iter().enumerate().flat_map(|(at, a)| discs.iter().skip(at + 1).map(move |b| (a, b)));
        pairs
            .filter(|(a, b)| {
                let (dx, dy) = (a.at[0] - b.at[0], a.at[1] - b.at[1]);
                (dx * dx + dy * dy).sqrt() < a.radius + b.radius
            })
            .count()
    }

    #[test]
    fn discs_are_moved_apart_and_stay_on_the_canvas() {
        let disc = |number: usize| Disc {
            at: [100.0 + (number % 7) as f32 * 3.0, 50.0 + (number / 7) as f32],
            radius: 4.0 + (number % 5) as f32,
            is_fixed: false,
        };
        let mut discs: Vec<Disc> = (0..60).map(disc).collect();
        spread(&mut discs, [400.0, 200.0], GAP_PX);
        assert_eq!(overlaps(&discs), 0);
        assert!(discs.iter().all(|disc| (0.0..400.0).contains(&disc.at[0]) && (0.0..200.0).contains(&disc.at[1])));
    }

    #[test]
    fn what_is_fixed_stays() {
        let fixed = Disc { at: [50.0, 50.0], radius: 10.0, is_fixed: true };
        let mut discs = [fixed, Disc { at: [52.0, 50.0], is_fixed: false, ..fixed }];
        spread(&mut discs, [200.0, 100.0], GAP_PX);
        assert!(discs[0].at.iter().zip(fixed.at).all(|(is, was)| (is - was).abs() < f32::EPSILON));
        assert_eq!(overlaps(&discs), 0);
    }
}
