//! The links between events, and which events they join into one storyline.
//!
//! A storyline is all that is linked to one another, whichever way and through however many links. That the sources of
//! two events contradict each other makes no story of them.

use super::packed::small;
use super::{Facts, Linked};
use crate::model::RelationKind;
use crate::project::Project;

/// Adds them to facts that have all their rows.
pub(super) fn add(project: &Project, facts: &mut Facts) {
    let row = |id| facts.ids.binary_search(&id).ok().map(small);
    let mut links = Vec::new();
    for ((_, event), from) in project.events().iter().zip(0..) {
        links.extend(event.relations.iter().filter_map(|relation| {
            let to = row(relation.to).filter(|to| *to != from)?;
            Some(Linked { from, to, kind: relation.kind, certainty: relation.certainty })
        }));
    }
    facts.storylines = storylines(facts.rows.len(), &links);
    facts.links = links;
}

/// For each row the least one that it is joined with.
fn storylines(rows: usize, links: &[Linked]) -> Vec<u32> {
    let mut above: Vec<u32> = (0..small(rows)).collect();
    for link in links.iter().filter(|link| link.kind != RelationKind::Contradicts) {
        let (one, other) = (least(&mut above, link.from), least(&mut above, link.to));
        if let Some(place) = above.get_mut(one.max(other) as usize) {
            *place = one.min(other);
        }
    }
    (0..small(rows)).map(|row| least(&mut above, row)).collect()
}

/// Follows a row to the least one; what lies on the way is led there directly from then on.
fn least(above: &mut [u32], row: u32) -> u32 {
    let mut at = row;
    while let Some(next) = above.get(at as usize).copied().filter(|next| *next != at) {
        let after = above.get(next as usize).copied().unwrap_or(next);
        if let Some(place) = above.get_mut(at as usize) {
            *place = after;
        }
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Certainty;

    #[test]
    fn what_is_linked_is_one_story() {
        let link = |from, to, kind| Linked { from, to, kind, certainty: Certainty::Certain };
        let links = [
            link(4, 5, RelationKind::Follows),
            link(5, 1, RelationKind::PartOf),
            link(6, 0, RelationKind::Contradicts),
            link(3, 2, RelationKind::Causes),
        ];
        assert_eq!(storylines(7, &links), [0, 1, 2, 2, 1, 1, 6]);
        assert_eq!(storylines(0, &[]), [] as [u32; 0]);
    }
}
