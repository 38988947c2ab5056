//! The tree of codes: in the order in which it is shown, and who stands below whom.
//!
//! A codebook edited by hand may hold a code whose parent is gone, is of another kind, or is its own descendant. No
//! code is ever left out for that: those stand at the top.

use super::fold::fold;
use crate::model::{Code, CodeId, CodeKind};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};

/// The codes of a kind in display order, each with its depth (0 at the top): siblings by order, then by name.
#[must_use]
pub fn codebook(project: &Project, kind: CodeKind) -> Vec<(CodeId, usize)> {
    let family = Family::of(project, kind);
    let mut shown = Vec::new();
    let mut seen = BTreeSet::new();
    family.walk(None, 0, &mut seen, &mut shown);
    // What no walk from the top reaches goes round in a circle.
    for (id, _) in project.codes().iter().filter(|(_, code)| code.kind == kind) {
        if seen.insert(id) {
            shown.push((id, 0));
            family.walk(Some(id), 1, &mut seen, &mut shown);
        }
    }
    shown
}

/// The given codes and everything below them.
#[must_use]
pub fn with_descendants(project: &Project, codes: &BTreeSet<CodeId>) -> BTreeSet<CodeId> {
    let mut below: BTreeMap<CodeId, Vec<CodeId>> = BTreeMap::new();
    for (id, code) in project.codes().iter() {
        code.parent.into_iter().for_each(|parent| below.entry(parent).or_default().push(id));
    }
    let mut found = BTreeSet::new();
    let mut open: Vec<CodeId> = codes.iter().copied().collect();
    while let Some(code) = open.pop() {
        if found.insert(code) {
            open.extend(below.get(&code).into_iter().flatten());
        }
    }
    found
}

/// The children of each code of one kind, in display order.
struct Family(BTreeMap<Option<CodeId>, Vec<CodeId>>);

impl Family {
    fn of(project: &Project, kind: CodeKind) -> Self {
        let codes = project.codes();
        let is_same_kind = |id: &CodeId| codes.get(*id).is_some_and(|code| code.kind == kind);
        let mut sorted: Vec<(CodeId, &Code)> =
            codes.iter().filter(|(_, code)| code.kind == kind).map(|(id, code)| (id, &**code)).collect();
        sorted.sort_by_cached_key(|(id, code)| (code.order, fold(&code.name), *id));
        let mut children: BTreeMap<Option<CodeId>, Vec<CodeId>> = BTreeMap::new();
        for (id, code) in sorted {
            children.entry(code.parent.filter(is_same_kind)).or_default().push(id);
        }
        Self(children)
    }

    fn walk(
        &self,
        parent: Option<CodeId>,
        depth: usize,
        seen: &mut BTreeSet<CodeId>,
        shown: &mut Vec<(CodeId, usize)>,
    ) {
        for child in self.0.get(&parent).into_iter().flatten() {
            if seen.insert(*child) {
                shown.push((*child, depth));
                self.walk(Some(*child), depth + 1, seen, shown);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::World;

    fn tree(world: &World, kind: CodeKind) -> Vec<String> {
        let line = |(id, depth): (CodeId, usize)| format!("{}{}", "  ".repeat(depth), world.project.label(id.into()));
        codebook(&world.project, kind).into_iter().map(line).collect()
    }

    #[test]
    fn siblings_stand_by_order_then_by_name() {
        let mut world = World::new();
        let meeting = world.event_type("Meeting");
        let visit = world.code(CodeKind::EventType, "visit", Some(meeting));
        world.code(CodeKind::EventType, "Été", Some(meeting));
        world.code(CodeKind::EventType, "State visit", Some(visit));
        let last = world.event_type("Arrest");
        world.change::<Code>(last, |code| code.order = 1);
        world.code(CodeKind::Area, "Crime", None);
        assert_eq!(tree(&world, CodeKind::EventType), ["Meeting", "  Été", "  visit", "    State visit", "Arrest"]);
        assert_eq!(tree(&world, CodeKind::Area), ["Crime"]);
        let below = with_descendants(&world.project, &BTreeSet::from([visit]));
        assert_eq!(below.len(), 2);
    }

    #[test]
    fn a_damaged_tree_loses_no_code() {
        let mut world = World::new();
        let crime = world.code(CodeKind::Area, "Crime", None);
        let a = world.code(CodeKind::EventType, "a", Some(crime));
        let b = world.code(CodeKind::EventType, "b", None);
        let c = world.code(CodeKind::EventType, "c", Some(b));
        world.change::<Code>(b, |code| code.parent = Some(c));
        let mut shown: Vec<CodeId> =
            codebook(&world.project, CodeKind::EventType).into_iter().map(|(id, _)| id).collect();
        shown.sort();
        let mut all = vec![a, b, c];
        all.sort();
        assert_eq!(shown, all);
        assert_eq!(with_descendants(&world.project, &BTreeSet::from([b])).len(), 2);
    }
}
