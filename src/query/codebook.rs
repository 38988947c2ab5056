//! The tree of codes: in the order in which it is shown, who stands below whom, and what uses each.
//!
//! A codebook edited by hand may hold a code whose parent is gone, is of another kind, or is its own descendant. No
//! code is ever left out for that: those stand at the top.

use super::fold::{fold, has_words};
use crate::base::number::counted;
use crate::model::{Code, CodeId, CodeKind, DocumentId, EntityId, EventId, MarkId, RecordId};
use crate::project::Project;
use crate::project::links::Links;
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

/// What uses a code itself, not one of its descendants; each list sorted by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Marks that are tagged with it.
    pub marks: Vec<MarkId>,
    /// Events of this type, in this area, with somebody in this role, with a link of this kind.
    pub events: Vec<EventId>,
    /// Entities of this kind.
    pub entities: Vec<EntityId>,
    /// Codes that name it as a role or as a kind that may fill one.
    pub codes: Vec<CodeId>,
}

impl Uses {
    /// What uses a code.
    #[must_use]
    pub fn of(project: &Project, code: CodeId) -> Self {
        let mut uses = Self::default();
        let is_child = |id: CodeId| {
            let row = project.codes().get(id);
            row.is_some_and(|row| !row.roles.iter().any(|rule| rule.role == code || rule.kinds.contains(&code)))
        };
        let event = |id| project.events().get(id).is_some_and(|row| row.links().contains(&code.into()));
        let entity = |id| project.entities().get(id).is_some_and(|row| row.kind == Some(code));
        for user in project.index().referrers(code.into()) {
            match user {
                RecordId::Mark(id) => uses.marks.push(id),
                // One that only remembers it, in what it has absorbed, does not use it.
                RecordId::Event(id) if event(id) => uses.events.push(id),
                RecordId::Entity(id) if entity(id) => uses.entities.push(id),
                RecordId::Code(id) if !is_child(id) => uses.codes.push(id),
                _ => {}
            }
        }
        uses
    }

    /// How many marks, events and entities.
    #[must_use]
    pub fn count(&self) -> usize {
        self.marks.len() + self.events.len() + self.entities.len()
    }

    /// All marks, events and entities.
    pub fn records(&self) -> impl Iterator<Item = RecordId> + '_ {
        let marks = self.marks.iter().copied().map(RecordId::from);
        let events = self.events.iter().copied().map(RecordId::from);
        marks.chain(events).chain(self.entities.iter().copied().map(RecordId::from))
    }

    /// “2 events, 3 marks”; “not used” if nothing does.
    #[must_use]
    pub fn words(&self) -> String {
        let parts = [(self.events.len(), "event"), (self.marks.len(), "mark")];
        let mut parts: Vec<String> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(count, noun)).collect();
        match self.entities.len() {
            0 => {}
            1 => parts.push("1 entity".to_owned()),
            many => parts.push(format!("{} entities", crate::base::number::thousands(many))),
        }
        if parts.is_empty() { "not used".to_owned() } else { parts.join(", ") }
    }

    /// The sentences behind the number: the marks themselves, the evidence of the events, the mentions of the entities;
    /// each once, by document and place.
    #[must_use]
    pub fn sentences(&self, project: &Project) -> Vec<MarkId> {
        let index = project.index();
        let mut marks: BTreeSet<MarkId> = self.marks.iter().copied().collect();
        marks.extend(self.events.iter().flat_map(|event| index.marks_of_event(*event)));
        marks.extend(self.entities.iter().flat_map(|entity| index.marks_of_entity(*entity)));
        let place = |id: &MarkId| project.marks().get(*id).map(|mark| (mark.document, mark.pieces.hull()));
        let mut sorted: Vec<(Option<(DocumentId, crate::base::span::Span)>, MarkId)> =
            marks.into_iter().map(|id| (place(&id), id)).collect();
        sorted.sort_unstable();
        sorted.into_iter().map(|(_, id)| id).collect()
    }
}

/// A code of the tree as a list shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub code: CodeId,
    /// 0 at the top.
    pub depth: usize,
    /// How many marks, events and entities use it.
    pub uses: usize,
    /// It fits what was looked for; one that does not is there because one below it does.
    pub fits: bool,
}

/// The codes of a kind that hold all words of `text` in name, definition or references, and those above them, in display
/// order. No words: all codes.
#[must_use]
pub fn listed(project: &Project, kind: CodeKind, text: &str) -> Vec<Listed> {
    let mut shown = Vec::new();
    // From below: a code is shown if it fits, or if one below it is shown.
    let mut wanted_above = None;
    for (id, depth) in codebook(project, kind).into_iter().rev() {
        let Some(code) = project.codes().get(id) else { continue };
        let fits = fits(code, text);
        if fits || wanted_above.is_some_and(|above| depth < above) {
            wanted_above = Some(depth);
            shown.push(Listed { code: id, depth, uses: Uses::of(project, id).count(), fits });
        }
    }
    shown.reverse();
    shown
}

fn fits(code: &Code, text: &str) -> bool {
    let references = code.external.iter().flat_map(|id| [id.scheme.as_str(), id.value.as_str()]);
    has_words(text, [code.name.as_str(), &code.definition].into_iter().chain(references))
}

/// The codes beside a code, itself among them, in display order.
#[must_use]
pub fn siblings(project: &Project, id: CodeId) -> Vec<CodeId> {
    let Some(code) = project.codes().get(id) else { return Vec::new() };
    children(project, code.kind, code.parent)
}

/// The codes of a kind under one code, or at the top, in display order.
#[must_use]
pub fn children(project: &Project, kind: CodeKind, parent: Option<CodeId>) -> Vec<CodeId> {
    Family::of(project, kind).0.remove(&parent).unwrap_or_default()
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
    fn a_search_keeps_what_stands_above_and_uses_are_counted() {
        let mut world = World::new();
        let contact = world.event_type("Contact");
        let visit = world.code(CodeKind::EventType, "Visit", Some(contact));
        let help = world.event_type("Help");
        let course = world.code(CodeKind::EventType, "Course", Some(help));
        world.change::<Code>(course, |code| {
            code.external.push(crate::model::ExternalId { scheme: "cameo".into(), value: "070".into() });
        });
        let event = world.event("One", "", Some(visit), &[]);
        let text = world.document("Wire", "", "He came.");
        let mark = world.mark(text, "He came", &[crate::model::Proves::Event(event)]);
        let list = |text: &str| -> Vec<(CodeId, usize, bool)> {
            listed(&world.project, CodeKind::EventType, text)
                .iter()
                .map(|row| (row.code, row.uses, row.fits))
                .collect()
        };
        assert_eq!(list("visit"), [(contact, 0, false), (visit, 1, true)]);
        assert_eq!(list("CAMEO 070"), [(help, 0, false), (course, 0, true)]);
        assert_eq!((list("").len(), list("nothing like it").len()), (4, 0));
        let uses = Uses::of(&world.project, visit);
        assert_eq!((uses.words().as_str(), uses.sentences(&world.project)), ("1 event", vec![mark]));
        assert_eq!(Uses::of(&world.project, contact), Uses::default(), "a child is no use");
        assert_eq!(siblings(&world.project, help), [contact, help]);
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
