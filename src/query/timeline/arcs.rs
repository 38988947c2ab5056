//! Which glyphs the links between events lead from and to.

use super::{Layout, Timeline};
use crate::model::RelationKind;
use std::collections::BTreeMap;

/// Where a glyph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The lane, counted from 0.
    pub lane: usize,
    /// The row of the lane, counted from 0.
    pub row: usize,
    /// The place in the row, counted from 0.
    pub place: usize,
}

/// A link as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// A place in [`Timeline::links`].
    pub link: usize,
    /// The glyph that it begins at: what came first, the part, or one of two that are alike.
    pub from: Spot,
    /// The glyph that it leads to: what came of it, or the whole.
    pub to: Spot,
}

/// Whether the two ends of a link of this kind are alike, so that it has no direction.
#[must_use]
pub fn is_mutual(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::SameOccasion | RelationKind::Contradicts)
}

/// The links that lead from one glyph to another, in their order. Events that stand in one lane are linked there; a part
/// that stands below its whole needs no arc, and neither does what shares a glyph.
#[must_use]
pub fn arcs(timeline: &Timeline, layout: &Layout) -> Vec<Arc> {
    let mut spots: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
    for link in &timeline.links {
        spots.entry(link.from).or_default();
        spots.entry(link.to).or_default();
    }
    if spots.is_empty() {
        return Vec::new();
    }
    for (lane, (members, rows)) in timeline.lanes.iter().zip(&layout.lanes).enumerate() {
        for (item, (row, place)) in members.items.iter().zip(&rows.spots) {
            if let Some(spots) = spots.get_mut(item) {
                spots.push(Spot { lane, row: *row, place: *place });
            }
        }
    }
    let arc = |(at, link): (usize, &super::Link)| {
        let (one, other) = (spots.get(&link.from)?, spots.get(&link.to)?);
        let shared = one.iter().find_map(|one| Some((*one, *other.iter().find(|other| other.lane == one.lane)?)));
        let (one, other) = shared.or_else(|| Some((*one.first()?, *other.first()?)))?;
        let nests =
            || layout.lanes.get(one.lane).is_some_and(|rows| rows.nests.iter().any(|nest| nest.item == link.to));
        let is_nested = link.kind == RelationKind::PartOf && one.lane == other.lane && nests();
        if one == other || is_nested {
            return None;
        }
        let comes_after = matches!(link.kind, RelationKind::Follows | RelationKind::BuildsOn);
        let (from, to) = if comes_after { (other, one) } else { (one, other) };
        Some(Arc { link: at, from, to })
    };
    timeline.links.iter().enumerate().filter_map(arc).collect()
}
