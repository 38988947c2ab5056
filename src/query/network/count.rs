//! The counting: rows that the filter lets through, brought to actors and to pairs of them.
//!
//! Everything is done in numbers, and pairs are gathered by sorting, so that nothing depends on the order of a table.

use super::{Kind, MAX_NODES, MAX_TIES, Network, Node, Roles, Tie, Weaker, Weight, words};
use crate::model::{ChartSpec, CodeKind, EntityId, EventId, Filter, MarkId, NetworkSpec, Status, Unit};
use crate::query::codebook::codebook;
use crate::query::facts::packed::small;
use crate::query::facts::{Dated, FactSieve, Facts};
use crate::query::fold::fold;
use crate::query::words::filter_in_words;
use std::cmp::Reverse;

/// So many actors are put in the order of their names where they are of equal size; beyond, ids decide.
const WORTH_NAMES: usize = 5_000;

/// Counts a network.
pub(super) fn network(facts: &Facts, spec: &ChartSpec) -> Network {
    let asked = spec.network().cloned().unwrap_or_default();
    let counter = Counter { facts, spec, asked: &asked };
    let found = counter.sort();
    let timeless = spec.filter.period.as_ref().map(|_| counter.without_period());
    let (rows, timeless) = (&found.counted, timeless.as_ref());
    let sizes = counter.sizes(rows);
    let order = counter.order(&sizes);
    let most = usize::from(asked.most).min(MAX_NODES).min(order.len());
    let (drawn, others) = order.split_at(most);
    let frame = match timeless {
        None => drawn.iter().map(|actor| (*actor, size(&sizes, *actor))).collect(),
        Some(timeless) => {
            let sizes = counter.sizes(&timeless.counted);
            let order = counter.order(&sizes).into_iter().take(usize::from(asked.most).min(MAX_NODES));
            order.map(|actor| (actor, size(&sizes, actor))).collect::<Vec<_>>()
        }
    };
    let mut places = vec![u32::MAX; facts.entities.values().len()];
    for (place, actor) in drawn.iter().enumerate() {
        if let Some(slot) = places.get_mut(*actor as usize) {
            *slot = small(place);
        }
    }
    let (ties, weaker) = counter.ties(rows, &places);
    let mut nodes = counter.nodes(rows, drawn);
    for end in ties.iter().flat_map(|tie| [tie.ends.0, tie.ends.1]) {
        if let Some(node) = nodes.get_mut(end) {
            node.ties += 1;
        }
    }
    let is_shown = |row: &&u32| {
        counter.actors(**row).iter().any(|actor| places.get(*actor as usize).is_some_and(|place| *place < u32::MAX))
    };
    let (shown, only_others): (Vec<u32>, Vec<u32>) = rows.iter().partition(is_shown);
    let alone = shown.iter().copied().filter(|row| counter.actors(*row).len() == 1).collect();
    let (shown_marks, shown_documents) = counter.behind(&shown);
    let undated = match timeless {
        None => found.counted.iter().copied().filter(|row| counter.is_undated(*row)).collect(),
        Some(timeless) => timeless.counted.iter().copied().filter(|row| counter.is_undated(*row)).collect(),
    };
    let filter = filter_in_words(&facts.project, &spec.filter).join(", ");
    let id = |actor: u32| facts.entities.value(actor).copied();
    Network {
        title: words::title(spec, &asked, &filter),
        heading: words::heading(spec, &asked),
        badge: words::badge(shown_marks, shown.len()),
        spec: spec.clone(),
        filter,
        nodes,
        ties,
        others: counter.nodes(rows, others),
        weaker,
        frame: frame.into_iter().filter_map(|(actor, amount)| Some((id(actor)?, amount))).collect(),
        events: counter.ids(&shown),
        alone: facts.by_date(alone),
        only_others: facts.by_date(only_others),
        nobody: facts.by_date(found.nobody),
        set_aside: facts.by_date(found.set_aside),
        unmarked: facts.by_date(found.unmarked),
        undated: facts.by_date(undated),
        shown_marks,
        shown_documents,
    }
}

/// The rows that a filter lets through, each in one place; by number, and so by id.
#[derive(Default)]
struct Sorted {
    counted: Vec<u32>,
    nobody: Vec<u32>,
    set_aside: Vec<u32>,
    unmarked: Vec<u32>,
}

/// The roles of two actors, by number.
type RolePair = (Option<u32>, Option<u32>);

struct Counter<'a> {
    facts: &'a Facts,
    spec: &'a ChartSpec,
    asked: &'a NetworkSpec,
}

impl Counter<'_> {
    /// The rows that the filter lets through.
    fn sort(&self) -> Sorted {
        self.sort_by(&self.spec.filter)
    }

    /// Those that all of the filter but the period lets through.
    fn without_period(&self) -> Sorted {
        self.sort_by(&Filter { period: None, ..self.spec.filter.clone() })
    }

    fn sort_by(&self, filter: &Filter) -> Sorted {
        let sieve = FactSieve::new(self.facts, filter);
        let mut sorted = Sorted::default();
        for (at, row) in self.facts.rows.iter().enumerate() {
            if !sieve.passes(at, row) {
                continue;
            }
            let is_marked = !self.facts.marks_of.of(at).is_empty();
            let into = if row.proven && !is_marked {
                &mut sorted.set_aside
            } else if self.spec.unit != Unit::Events && !is_marked {
                &mut sorted.unmarked
            } else if self.actors(small(at)).is_empty() {
                &mut sorted.nobody
            } else {
                &mut sorted.counted
            };
            into.push(small(at));
        }
        sorted
    }

    /// The actors of a row, each once.
    fn actors(&self, row: u32) -> &[u32] {
        let of = if self.asked.folded { &self.facts.actors_of } else { &self.facts.entities_of };
        of.of(row as usize)
    }

    /// How many items each actor has, by number.
    fn sizes(&self, rows: &[u32]) -> Vec<usize> {
        let mut sizes = vec![0; self.facts.entities.values().len()];
        if self.spec.unit == Unit::Events {
            for actor in rows.iter().flat_map(|row| self.actors(*row)) {
                if let Some(size) = sizes.get_mut(*actor as usize) {
                    *size += 1;
                }
            }
            return sizes;
        }
        let mut items = Items::new(self);
        for (actor, rows) in self.by_actor(rows) {
            if let Some(size) = sizes.get_mut(actor as usize) {
                *size = items.count(&rows);
            }
        }
        sizes
    }

    /// The rows of each actor that has any, both in the order of their numbers.
    fn by_actor(&self, rows: &[u32]) -> Vec<(u32, Vec<u32>)> {
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); self.facts.entities.values().len()];
        for row in rows {
            for actor in self.actors(*row) {
                if let Some(list) = of.get_mut(*actor as usize) {
                    list.push(*row);
                }
            }
        }
        (0..).zip(of).filter(|(_, rows)| !rows.is_empty()).collect()
    }

    /// Actors that have something, the biggest first.
    fn order(&self, sizes: &[usize]) -> Vec<u32> {
        let mut found: Vec<u32> = (0..small(sizes.len())).filter(|actor| size(sizes, *actor) > 0).collect();
        let id = |actor: u32| self.facts.entities.value(actor).copied();
        if found.len() > WORTH_NAMES {
            found.sort_unstable_by_key(|actor| (Reverse(size(sizes, *actor)), id(*actor)));
        } else {
            found.sort_by_cached_key(|actor| {
                let id = id(*actor);
                let name = id.map(|id| fold(self.facts.project.label(id.into())));
                (Reverse(size(sizes, *actor)), name, id)
            });
        }
        found
    }

    /// The nodes of these actors, in their order.
    fn nodes(&self, rows: &[u32], actors: &[u32]) -> Vec<Node> {
        let project = &self.facts.project;
        let kinds = codebook(project, CodeKind::EntityKind);
        let by_actor = self.by_actor(rows);
        let mut items = Items::new(self);
        let node = |actor: &u32| {
            let entity = self.facts.entities.value(*actor).copied()?;
            let at = by_actor.binary_search_by_key(actor, |(other, _)| *other).ok()?;
            let (_, rows) = by_actor.get(at)?;
            let kind = project.entities().get(entity).and_then(|row| row.kind);
            let kind = kind.and_then(|code| {
                let row = project.codes().get(code)?;
                let place = kinds.iter().position(|(other, _)| *other == code).unwrap_or(kinds.len());
                Some(Kind { code, name: row.name.clone(), colour: row.colour, place })
            });
            Some(Node {
                entity,
                name: project.label(entity.into()).to_owned(),
                kind,
                amount: items.count(rows),
                events: self.ids(rows),
                marks: self.marks(&mut items, rows),
                parts: self.parts(*actor, rows),
                ties: 0,
            })
        };
        actors.iter().filter_map(node).collect()
    }

    /// Who takes part as an actor, the most frequent first.
    fn parts(&self, actor: u32, rows: &[u32]) -> Vec<(EntityId, usize)> {
        if !self.asked.folded {
            return Vec::new();
        }
        let mut met: Vec<u32> = Vec::new();
        for row in rows {
            let row = *row as usize;
            let parts = self.facts.parts.of(row).iter().zip(self.facts.parts_as.of(row));
            let mut own: Vec<u32> =
                parts.filter(|(_, whom)| **whom == Some(actor)).filter_map(|((_, entity), _)| *entity).collect();
            own.sort_unstable();
            own.dedup();
            met.extend(own);
        }
        met.sort_unstable();
        let mut parts: Vec<(EntityId, usize)> = met
            .chunk_by(|a, b| a == b)
            .filter_map(|times| Some((*self.facts.entities.value(*times.first()?)?, times.len())))
            .collect();
        parts.sort_by_key(|(entity, times)| (Reverse(*times), *entity));
        if parts.iter().all(|(entity, _)| self.facts.entities.find(entity) == Some(actor)) {
            Vec::new()
        } else {
            parts
        }
    }

    /// The lines between actors that have a place, and those that are too weak.
    fn ties(&self, rows: &[u32], places: &[u32]) -> (Vec<Tie>, Weaker) {
        let place = |actor: &u32| places.get(*actor as usize).copied().filter(|place| *place < u32::MAX);
        let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
        for row in rows {
            let mut here: Vec<u32> = self.actors(*row).iter().filter_map(place).collect();
            here.sort_unstable();
            for (at, one) in here.iter().enumerate() {
                pairs.extend(here.iter().skip(at + 1).map(|other| (*one, *other, *row)));
            }
        }
        pairs.sort_unstable();
        let mut items = Items::new(self);
        let mut found: Vec<(usize, (u32, u32), Vec<u32>)> = pairs
            .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
            .filter_map(|pairs| {
                let (one, other, _) = *pairs.first()?;
                let rows: Vec<u32> = pairs.iter().map(|(_, _, row)| *row).collect();
                Some((items.count(&rows), (one, other), rows))
            })
            .collect();
        found.sort_by_key(|(amount, ends, _)| (Reverse(*amount), *ends));
        let enough = found.partition_point(|(amount, ..)| *amount >= self.asked.least as usize).min(MAX_TIES);
        let weak = found.split_off(enough);
        let mut weak_rows: Vec<u32> = weak.iter().flat_map(|(_, _, rows)| rows).copied().collect();
        weak_rows.sort_unstable();
        weak_rows.dedup();
        let mut actors = vec![u32::MAX; places.len()];
        for (actor, place) in (0..).zip(places) {
            if let Some(slot) = actors.get_mut(*place as usize) {
                *slot = actor;
            }
        }
        let actor = |place: u32| actors.get(place as usize).copied().unwrap_or(u32::MAX);
        let ties = found.into_iter().map(|(amount, (one, other), rows)| {
            let marks = self.marks(&mut items, &rows);
            let roles = self.roles(&rows, actor(one), actor(other));
            self.tie((one as usize, other as usize), amount, &rows, marks, roles)
        });
        (ties.collect(), Weaker { count: weak.len(), events: self.ids(&weak_rows) })
    }

    fn tie(&self, ends: (usize, usize), amount: usize, rows: &[u32], marks: Vec<MarkId>, roles: Vec<Roles>) -> Tie {
        let row = |row: &u32| self.facts.rows.get(*row as usize);
        let weights: Vec<f64> = rows.iter().filter_map(|number| row(number)?.weight).collect();
        let weight = (!weights.is_empty()).then(|| Weight { sum: weights.iter().sum(), n: weights.len() });
        let not_happened = rows.iter().filter_map(row).filter(|row| row.status != Status::Happened).count();
        Tie { ends, amount, events: self.ids(rows), marks, weight, not_happened, roles }
    }

    /// As what two actors took part in some rows.
    fn roles(&self, rows: &[u32], one: u32, other: u32) -> Vec<Roles> {
        let mut met: Vec<(RolePair, u32)> = Vec::new();
        for number in rows {
            let row = *number as usize;
            let parts = self.facts.parts.of(row);
            let whom = |at: usize| {
                let entity = parts.get(at).and_then(|(_, entity)| *entity);
                if self.asked.folded { self.facts.parts_as.of(row).get(at).copied().flatten() } else { entity }
            };
            let roles_of = |actor: u32| {
                let own = (0..parts.len()).filter(move |at| whom(*at) == Some(actor));
                own.filter_map(|at| parts.get(at).map(|(role, _)| *role))
            };
            for role in roles_of(one) {
                met.extend(roles_of(other).map(|of_other| ((role, of_other), *number)));
            }
        }
        met.sort_unstable();
        met.dedup();
        let code = |role: Option<u32>| role.and_then(|role| self.facts.codes.value(role).copied());
        let mut found: Vec<Roles> = met
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|same| {
                let ((one, other), _) = same.first()?;
                let rows: Vec<u32> = same.iter().map(|(_, row)| *row).collect();
                Some(Roles { of: (code(*one), code(*other)), events: self.ids(&rows) })
            })
            .collect();
        found.sort_by_key(|roles| (Reverse(roles.events.len()), roles.of));
        found
    }

    fn marks(&self, items: &mut Items<'_>, rows: &[u32]) -> Vec<MarkId> {
        if self.spec.unit != Unit::Marks {
            return Vec::new();
        }
        let mut marks: Vec<MarkId> =
            items.distinct(rows).into_iter().filter_map(|mark| self.facts.marks.value(mark).copied()).collect();
        marks.sort_unstable();
        marks
    }

    fn ids(&self, rows: &[u32]) -> Vec<EventId> {
        // Rows stand by id.
        rows.iter().filter_map(|row| Some(self.facts.rows.get(*row as usize)?.id)).collect()
    }

    fn is_undated(&self, row: u32) -> bool {
        self.facts.rows.get(row as usize).is_some_and(|row| row.dated == Dated::Not)
    }

    /// The distinct marks and documents behind rows.
    fn behind(&self, rows: &[u32]) -> (usize, usize) {
        let places = rows.iter().flat_map(|row| self.facts.marks_of.of(*row as usize));
        let (mut marks, mut documents): (Vec<u32>, Vec<u32>) = places.copied().unzip();
        for list in [&mut marks, &mut documents] {
            list.sort_unstable();
            list.dedup();
        }
        (marks.len(), documents.len())
    }
}

/// Counts the distinct items of rows, by a stamp on each item that was met.
struct Items<'a> {
    facts: &'a Facts,
    unit: Unit,
    stamps: Vec<u32>,
    stamp: u32,
}

impl<'a> Items<'a> {
    fn new(counter: &Counter<'a>) -> Self {
        let (facts, unit) = (counter.facts, counter.spec.unit);
        let items = match unit {
            Unit::Events => 0,
            Unit::Marks => facts.marks.values().len(),
            Unit::Documents => facts.papers.len(),
            Unit::Origins => facts.origins.values().len(),
        };
        Self { facts, unit, stamps: vec![0; items], stamp: 0 }
    }

    fn count(&mut self, rows: &[u32]) -> usize {
        if self.unit == Unit::Events { rows.len() } else { self.distinct(rows).len() }
    }

    fn distinct(&mut self, rows: &[u32]) -> Vec<u32> {
        self.stamp += 1;
        let mut found = Vec::new();
        for (mark, document) in rows.iter().flat_map(|row| self.facts.marks_of.of(*row as usize)) {
            let item = match self.unit {
                Unit::Events | Unit::Marks => *mark,
                Unit::Documents => *document,
                Unit::Origins => self.facts.papers.get(*document as usize).map_or(0, |paper| paper.origin),
            };
            let Some(stamp) = self.stamps.get_mut(item as usize) else { continue };
            if std::mem::replace(stamp, self.stamp) != self.stamp {
                found.push(item);
            }
        }
        found
    }
}

fn size(sizes: &[usize], actor: u32) -> usize {
    sizes.get(actor as usize).copied().unwrap_or(0)
}
