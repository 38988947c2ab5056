//! Links between events that cannot all be right: circles of “part of” and of what comes after what, events that follow
//! what is dated after them, and links that deny each other.

use super::{Finding, Repair, named};
use crate::model::{Event, EventId, Flaw, RecordId, Relation, RelationKind};
use crate::project::Project;
use crate::query::words::of_link;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn find(project: &Project) -> Vec<Finding> {
    let mut found = circles(project, "part of each other", |relation| match relation.kind {
        RelationKind::PartOf => Some(Way::Along),
        _ => None,
    });
    found.extend(circles(project, "before and after each other", after));
    for (id, event) in project.events().iter() {
        found.extend(event.relations.iter().filter_map(|relation| out_of_time(project, id, event, relation)));
        found.extend(event.relations.iter().filter_map(|relation| denied(project, id, event, relation)));
    }
    found
}

/// Which way a link leads in a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// From its event to the other one.
    Along,
    /// From the other one to its event.
    Against,
}

/// What comes after what: an event is after what it follows and what it builds on, and before what it causes.
fn after(relation: &Relation) -> Option<Way> {
    match relation.kind {
        RelationKind::Follows | RelationKind::BuildsOn => Some(Way::Along),
        RelationKind::Causes => Some(Way::Against),
        _ => None,
    }
}

fn circles(project: &Project, how: &str, way: impl Fn(&Relation) -> Option<Way>) -> Vec<Finding> {
    let mut graph: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
    for (id, event) in project.events().iter() {
        for relation in &event.relations {
            match way(relation) {
                Some(Way::Along) => graph.entry(id).or_default().push(relation.to),
                Some(Way::Against) => graph.entry(relation.to).or_default().push(id),
                None => {}
            }
        }
    }
    let circles = strongly_connected(&graph).into_iter().filter(|circle| circle.len() > 1);
    let finding = |circle: BTreeSet<EventId>| {
        let names: Vec<String> = circle.iter().take(3).map(|id| named(project, (*id).into())).collect();
        let more = match circle.len().saturating_sub(names.len()) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let links = links_in(project, &circle, &way);
        let rests_on: Vec<String> =
            links.iter().map(|(from, link)| format!("{from} {} {}", word(link.kind), link.to)).collect();
        let records = circle.iter().copied().map(RecordId::from).collect();
        let what = format!("{}{more} are {how}", names.join(" and "));
        let finding = Finding::new(Flaw::Contradiction, records, what);
        finding.rests_on(rests_on.join(", ")).repaired_by(latest(project, &links))
    };
    circles.map(finding).collect()
}

fn links_in<'p>(
    project: &'p Project,
    circle: &BTreeSet<EventId>,
    way: &impl Fn(&Relation) -> Option<Way>,
) -> Vec<(EventId, &'p Relation)> {
    let rows = circle.iter().filter_map(|id| Some((*id, project.events().get(*id)?)));
    let links = rows.flat_map(|(id, event)| event.relations.iter().map(move |relation| (id, relation)));
    links.filter(|(_, relation)| circle.contains(&relation.to) && way(relation).is_some()).collect()
}

/// The link of the event that was changed last is the one that closed the circle, as far as anybody can tell.
fn latest(project: &Project, links: &[(EventId, &Relation)]) -> Option<Repair> {
    let at = |id: EventId| {
        let event = project.events().get(id)?;
        Some(event.changed.as_ref().unwrap_or(&event.made).at)
    };
    let (event, relation) = links.iter().max_by_key(|(id, relation)| (at(*id), *id, relation.kind, relation.to))?;
    Some(Repair::RemoveRelation { event: *event, kind: relation.kind, to: relation.to })
}

fn word(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::PartOf => "part of",
        RelationKind::Follows => "follows",
        RelationKind::Causes => "causes",
        RelationKind::BuildsOn => "builds on",
        RelationKind::SameOccasion => "same occasion",
        RelationKind::Contradicts => "contradicts",
        RelationKind::Other(_) => "other",
    }
}

/// An event that certainly ended before that began which it comes after.
fn out_of_time(project: &Project, id: EventId, event: &Event, relation: &Relation) -> Option<Finding> {
    let other = project.events().get(relation.to)?;
    let (later, earlier) = match after(relation)? {
        Way::Along => (event, &**other),
        Way::Against => (&**other, event),
    };
    let (ends, begins) = (later.when()?.latest()?, earlier.when()?.earliest()?);
    if ends >= begins {
        return None;
    }
    let what = format!(
        "{} {} {}, but the dates are the other way round",
        named(project, id.into()),
        of_link(project, relation.kind),
        named(project, relation.to.into())
    );
    let finding = Finding::new(Flaw::Contradiction, vec![id.into(), relation.to.into()], what);
    let repair = Repair::RemoveRelation { event: id, kind: relation.kind, to: relation.to };
    Some(finding.rests_on(format!("{} {ends} before {begins}", word(relation.kind))).repaired_by(Some(repair)))
}

/// Two events that contradict each other and still belong together.
fn denied(project: &Project, id: EventId, event: &Event, relation: &Relation) -> Option<Finding> {
    if relation.kind != RelationKind::Contradicts {
        return None;
    }
    let together = |kind: RelationKind| {
        matches!(kind, RelationKind::PartOf | RelationKind::SameOccasion | RelationKind::BuildsOn)
    };
    let back = project.events().get(relation.to)?;
    let mut here = event.relations.iter().filter(|link| link.to == relation.to).map(|link| link.kind);
    let mut there = back.relations.iter().filter(|link| link.to == id).map(|link| link.kind);
    let kind = here.find(|kind| together(*kind)).or_else(|| there.find(|kind| together(*kind)))?;
    let what = format!(
        "{} contradicts {}, and one {} the other",
        named(project, id.into()),
        named(project, relation.to.into()),
        of_link(project, kind)
    );
    let finding = Finding::new(Flaw::Contradiction, vec![id.into(), relation.to.into()], what);
    let repair = Repair::RemoveRelation { event: id, kind: RelationKind::Contradicts, to: relation.to };
    Some(finding.rests_on(format!("contradicts, {}", word(kind))).repaired_by(Some(repair)))
}

/// The strongly connected parts of a graph (Tarjan 1972), without recursion: a chain of events may be long.
fn strongly_connected(graph: &BTreeMap<EventId, Vec<EventId>>) -> Vec<BTreeSet<EventId>> {
    let mut state = Tarjan::default();
    for root in graph.keys() {
        if !state.index.contains_key(root) {
            state.walk(graph, *root);
        }
    }
    state.parts
}

#[derive(Default)]
struct Tarjan {
    index: BTreeMap<EventId, usize>,
    low: BTreeMap<EventId, usize>,
    on_stack: BTreeSet<EventId>,
    stack: Vec<EventId>,
    parts: Vec<BTreeSet<EventId>>,
}

impl Tarjan {
    fn walk(&mut self, graph: &BTreeMap<EventId, Vec<EventId>>, root: EventId) {
        let below = |id: EventId| graph.get(&id).map_or(&[][..], Vec::as_slice);
        let mut path: Vec<(EventId, usize)> = vec![(root, 0)];
        self.enter(root);
        while let Some((id, at)) = path.last_mut() {
            let id = *id;
            if let Some(next) = below(id).get(*at).copied() {
                *at += 1;
                if !self.index.contains_key(&next) {
                    self.enter(next);
                    path.push((next, 0));
                } else if self.on_stack.contains(&next) {
                    self.lower(id, self.index.get(&next).copied());
                }
                continue;
            }
            path.pop();
            if let Some((above, _)) = path.last() {
                self.lower(*above, self.low.get(&id).copied());
            }
            self.leave(id);
        }
    }

    fn enter(&mut self, id: EventId) {
        let number = self.index.len();
        self.index.insert(id, number);
        self.low.insert(id, number);
        self.stack.push(id);
        self.on_stack.insert(id);
    }

    fn lower(&mut self, id: EventId, to: Option<usize>) {
        if let (Some(low), Some(to)) = (self.low.get_mut(&id), to) {
            *low = (*low).min(to);
        }
    }

    /// Takes a part off the stack if this was where it began.
    fn leave(&mut self, id: EventId) {
        if self.low.get(&id) != self.index.get(&id) {
            return;
        }
        let mut part = BTreeSet::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack.remove(&member);
            part.insert(member);
            if member == id {
                break;
            }
        }
        self.parts.push(part);
    }
}
