//! Places for the nodes of one connected graph, such that distances on the sheet are those of the graph.
//!
//! Classical scaling (Torgerson, “Multidimensional scaling”, Psychometrika 17, 1952) gives the first places: the two
//! directions in which the distances differ most. From there the stress of the drawing, `Σ (|x_i − x_j| − d_ij)² / d_ij²`,
//! is brought down by stochastic gradient descent, one pair at a time (Zheng, Pawar & Goodman, “Graph drawing by
//! stochastic gradient descent”, IEEE TVCG 25(9), 2019, arXiv 1710.04626), with first steps so short that it stays near.
//!
//! It promises the same places for the same graph on every machine: chance is a hash of the ids, and nothing but the
//! four operations and the square root is used, which IEEE 754 prescribes to the last bit. A graph that changes a little
//! moves little. What it does *not* do: it knows no size of a node, and nothing of several components.

use crate::query::suggest::hash::mixed;

/// A place on the sheet, x to the right and y down; 1 is the length of a tie of two small neighbours.
pub(super) type Place = [f32; 2];

/// How often all pairs are visited, less one. A power of two: the step shrinks by a root that is taken so often.
const HALVINGS: u32 = 5;

/// By what share of their disagreement the nearest pair moves in the last round (ε in the paper).
const LEFT: f32 = 0.1;

/// By what share of it the farthest pair moves in the first round: 1 in the paper, which begins with places by chance.
const FIRST: f32 = 0.05;

/// Rounds of the power iteration; the directions need not be exact, since they are only where the descent begins.
const TURNS: usize = 40;

/// A tie: the numbers of both ends, and how long it should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spring {
    pub ends: (usize, usize),
    pub length: f32,
}

/// Places for nodes with these ids. The graph has to be connected; what is not would be thrown far away.
pub(super) fn places(ids: &[u64], springs: &[Spring]) -> Vec<Place> {
    let distances = distances(ids.len(), springs);
    let mut places = first_places(ids, &distances);
    let pairs = pairs(ids, &distances);
    let (mut least, mut most) = (f32::INFINITY, 0.0_f32);
    for (_, _, distance) in &pairs {
        (least, most) = (least.min(*distance), most.max(*distance));
    }
    if pairs.is_empty() {
        return places;
    }
    // The weight of a pair is 1/d².
    let (first, last) = (FIRST * most * most, LEFT * least * least);
    let last = last.min(first);
    let mut ratio = last / first;
    for _ in 0..HALVINGS {
        ratio = ratio.sqrt();
    }
    let mut step = first;
    for round in 0..=1_u32 << HALVINGS {
        let visit = |places: &mut [Place], pair: &(u32, u32, f32)| settle(places, *pair, step);
        if round.is_multiple_of(2) {
            pairs.iter().for_each(|pair| visit(&mut places, pair));
        } else {
            pairs.iter().rev().for_each(|pair| visit(&mut places, pair));
        }
        step *= ratio;
    }
    places
}

/// Moves both ends of a pair towards, or away from, each other.
fn settle(places: &mut [Place], (one, other, distance): (u32, u32, f32), step: f32) {
    let (one, other) = (one as usize, other as usize);
    let (Some(a), Some(b)) = (places.get(one).copied(), places.get(other).copied()) else { return };
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    let apart = (dx * dx + dy * dy).sqrt().max(1e-6);
    let share = (step / (distance * distance)).min(1.0);
    let by = share * (apart - distance) / (2.0 * apart);
    if let Some(place) = places.get_mut(one) {
        *place = [a[0] - by * dx, a[1] - by * dy];
    }
    if let Some(place) = places.get_mut(other) {
        *place = [b[0] + by * dx, b[1] + by * dy];
    }
}

/// Two numbers from −½ to ½ that depend on the id alone.
fn chance(id: u64) -> Place {
    let bits = mixed(id);
    let part = |bits: u64| f32::from(u16::try_from(bits & 0xFFFF).unwrap_or(0)) / 65_536.0 - 0.5;
    [part(bits), part(bits >> 16)]
}

/// Classical scaling: the first two eigenvectors of −½ J D² J, found by power iteration. Nodes whose distances are the
/// same would have one place, so each is put a little aside.
fn first_places(ids: &[u64], distances: &[f32]) -> Vec<Place> {
    let count = ids.len();
    let mut centred: Vec<f32> = distances.iter().map(|distance| distance * distance * -0.5).collect();
    let means: Vec<f32> = centred.chunks_exact(count.max(1)).map(mean).collect();
    let whole = mean(&means);
    for (row, own) in centred.chunks_exact_mut(count.max(1)).zip(&means) {
        row.iter_mut().zip(&means).for_each(|(cell, other)| *cell += whole - own - other);
    }
    let one = direction(&centred, ids.iter().map(|id| chance(*id)[0]).collect(), None);
    let other = direction(&centred, ids.iter().map(|id| chance(*id)[1]).collect(), Some(&one.0));
    let aside = |id: &u64| chance(mixed(*id)).map(|part| part * 0.5);
    let place = |((x, y), id): ((&f32, &f32), &u64)| {
        let [right, down] = aside(id);
        [x * one.1 + right, y * other.1 + down]
    };
    one.0.iter().zip(&other.0).zip(ids).map(place).collect()
}

/// An eigenvector of length 1, at right angles to another one, and the root of its eigenvalue.
fn direction(matrix: &[f32], mut vector: Vec<f32>, beside: Option<&[f32]>) -> (Vec<f32>, f32) {
    let mut value = 0.0;
    for _ in 0..TURNS {
        if let Some(other) = beside {
            let along = dot(&vector, other);
            vector.iter_mut().zip(other).for_each(|(cell, other)| *cell -= along * other);
        }
        let length = dot(&vector, &vector).sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|cell| *cell /= length);
        }
        let next: Vec<f32> = matrix.chunks_exact(vector.len().max(1)).map(|row| dot(row, &vector)).collect();
        value = dot(&next, &vector);
        if value <= 0.0 {
            break;
        }
        vector = next;
    }
    let length = dot(&vector, &vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|cell| *cell /= length);
    }
    (vector, value.max(0.0).sqrt())
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn mean(numbers: &[f32]) -> f32 {
    numbers.iter().sum::<f32>() / numbers.len().max(1) as f32
}

/// All pairs with their distance, in an order that depends on nothing but their ids.
fn pairs(ids: &[u64], distances: &[f32]) -> Vec<(u32, u32, f32)> {
    let count = ids.len();
    let mut keyed = Vec::with_capacity(count * count / 2);
    for (one, id) in ids.iter().enumerate() {
        for (other, of_other) in ids.iter().enumerate().skip(one + 1) {
            let distance = distances.get(one * count + other).copied().unwrap_or(f32::INFINITY);
            if distance.is_finite() {
                let key = mixed(mixed(*id.min(of_other)) ^ *id.max(of_other));
                keyed.push((key, number(one), number(other), distance));
            }
        }
    }
    keyed.sort_unstable_by_key(|(key, one, other, _)| (*key, *one, *other));
    keyed.into_iter().map(|(_, one, other, distance)| (one, other, distance)).collect()
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The shortest way between all pairs (Floyd and Warshall), row by row: at the sizes that are drawn it is quicker than
/// one search for each node, since its innermost loop is a minimum of two rows.
fn distances(count: usize, springs: &[Spring]) -> Vec<f32> {
    let mut all = vec![f32::INFINITY; count * count];
    for node in 0..count {
        if let Some(own) = all.get_mut(node * count + node) {
            *own = 0.0;
        }
    }
    for Spring { ends: (one, other), length } in springs {
        for at in [one * count + other, other * count + one] {
            if let Some(known) = all.get_mut(at) {
                *known = known.min(*length);
            }
        }
    }
    for through in 0..count {
        let Some(via) = all.get(through * count..(through + 1) * count).map(<[f32]>::to_vec) else { continue };
        for row in all.chunks_exact_mut(count) {
            let to = row.get(through).copied().unwrap_or(f32::INFINITY);
            if to.is_finite() {
                row.iter_mut().zip(&via).for_each(|(known, from)| *known = known.min(to + from));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: Place, b: Place) -> f32 {
        ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
    }

    fn path(count: usize) -> Vec<Spring> {
        (1..count).map(|at| Spring { ends: (at - 1, at), length: 1.0 }).collect()
    }

    #[test]
    fn ways_are_the_shortest() {
        let mut springs = path(4);
        springs.push(Spring { ends: (0, 3), length: 2.5 });
        let found = distances(4, &springs);
        let is = |(found, wanted): (&f32, f32)| (found - wanted).abs() < f32::EPSILON;
        assert!(found.iter().zip([0.0, 1.0, 2.0, 2.5]).all(is), "2.5 and not 3: {found:?}");
    }

    #[test]
    fn distances_on_the_sheet_are_those_of_the_graph() {
        let ids: Vec<u64> = (10..18).collect();
        let found = places(&ids, &path(8));
        assert!((apart(found[0], found[7]) - 7.0).abs() < 0.5, "a path is a line: {found:?}");
        assert!((0..7).all(|at| (apart(found[at], found[at + 1]) - 1.0).abs() < 0.2), "{found:?}");
    }

    #[test]
    fn the_same_graph_has_the_same_places_and_one_that_grows_moves_little() {
        let ids: Vec<u64> = (100..140).collect();
        let mut springs: Vec<Spring> = (1..40).map(|at| Spring { ends: (at / 3, at), length: 1.0 }).collect();
        let before = places(&ids, &springs);
        assert_eq!(before, places(&ids, &springs));
        springs.push(Spring { ends: (38, 39), length: 1.0 });
        let after = places(&ids, &springs);
        let moved = before.iter().zip(&after).map(|(a, b)| apart(*a, *b)).sum::<f32>() / 40.0;
        let size = before.iter().flat_map(|a| before.iter().map(|b| apart(*a, *b))).fold(0.0, f32::max);
        assert!(moved < size / 6.0, "{moved} of {size}");
    }

    #[test]
    fn nothing_and_one_have_places() {
        assert_eq!(places(&[], &[]), Vec::<Place>::new());
        assert_eq!(places(&[7], &[]).len(), 1);
    }
}
