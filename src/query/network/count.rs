//! The counting: rows that the filter lets through, brought to actors and to pairs of them.
//!
//! Everything is done in numbers, and pairs are gathered by sorting, so that nothing depends on the order of a table.

use super::{Kind, MAX_NODES, MAX_TIES, Network, Node, Tie, Weaker, Weight, words};
use crate::model::{ChartSpec, CodeKind, EventId, Filter, NetworkSpec, Status, Unit};
use crate::query::codebook::codebook;
use crate::query::facts::packed::small;
use crate::query::facts::{Dated, FactSieve, Facts};
use crate::query::fold::fold;
use crate::query::series::{behind, tell_apart};
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
    let by_actor = counter.by_actor(rows);
    let mut nodes = counter.nodes(&by_actor, &sizes, drawn);
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
    let (shown_marks, shown_documents) = behind(facts, shown.iter().copied());
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
        others: counter.nodes(&by_actor, &sizes, others),
        weaker,
        frame: frame.into_iter().filter_map(|(actor, amount)| Some((id(actor)?, amount))).collect(),
        events: counter.ids(shown.iter().copied()),
        alone: facts.by_date(alone),
        only_others: facts.by_date(only_others),
        nobody: facts.by_date(found.nobody),
        set_aside: facts.by_date(found.set_aside),
        annotations: facts.annotations(found.annotations),
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
    annotations: Vec<u32>,
    unmarked: Vec<u32>,
}

/// An event that two actors share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    /// The places of both, the smaller one first.
    ends: (u32, u32),
    row: u32,
}

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
            } else if row.status == Status::Aggregate {
                &mut sorted.annotations
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
        for (size, rows) in sizes.iter_mut().zip(&self.by_actor(rows)) {
            *size = items.count(rows.iter().copied());
        }
        sizes
    }

    /// The rows of each actor, by the number of the actor; in the order of their own.
    fn by_actor(&self, rows: &[u32]) -> Vec<Vec<u32>> {
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); self.facts.entities.values().len()];
        for row in rows {
            for actor in self.actors(*row) {
                if let Some(list) = of.get_mut(*actor as usize) {
                    list.push(*row);
                }
            }
        }
        of
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
    fn nodes(&self, by_actor: &[Vec<u32>], sizes: &[usize], actors: &[u32]) -> Vec<Node> {
        let project = &self.facts.project;
        let kinds = codebook(project, CodeKind::EntityKind);
        let node = |actor: &u32| {
            let entity = self.facts.entities.value(*actor).copied()?;
            let rows = by_actor.get(*actor as usize)?;
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
                amount: size(sizes, *actor),
                events: self.ids(rows.iter().copied()),
                ties: 0,
            })
        };
        let mut nodes: Vec<Node> = actors.iter().filter_map(node).collect();
        tell_apart(nodes.iter_mut().map(|node| &mut node.name));
        nodes
    }

    /// The lines between actors that have a place, and those that are too weak.
    fn ties(&self, rows: &[u32], places: &[u32]) -> (Vec<Tie>, Weaker) {
        let pairs = self.pairs(rows, places);
        let mut items = Items::new(self);
        let found: Vec<(usize, &[Shared])> = pairs
            .chunk_by(|a, b| a.ends == b.ends)
            .map(|shared| (items.count(shared.iter().map(|shared| shared.row)), shared))
            .collect();
        let ends = |shared: &[Shared]| shared.first().map(|shared| shared.ends);
        // Most pairs of many actors meet once: they are not put in order if they are not drawn.
        let (mut strong, mut weak): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(amount, _)| *amount >= self.asked.least as usize);
        let order = |(amount, shared): &(usize, &[Shared])| (Reverse(*amount), ends(shared));
        if strong.len() > MAX_TIES {
            strong.select_nth_unstable_by_key(MAX_TIES, order);
            weak.extend(strong.split_off(MAX_TIES));
        }
        strong.sort_unstable_by_key(order);
        let mut is_weak = vec![false; self.facts.rows.len()];
        for shared in weak.iter().flat_map(|(_, shared)| *shared) {
            if let Some(weak) = is_weak.get_mut(shared.row as usize) {
                *weak = true;
            }
        }
        let weak_rows = (0..).zip(is_weak).filter_map(|(row, is_weak)| is_weak.then_some(row));
        let ties = strong.into_iter().filter_map(|(amount, shared)| {
            let (one, other) = ends(shared)?;
            Some(self.tie((one as usize, other as usize), amount, shared))
        });
        (ties.collect(), Weaker { count: weak.len(), events: self.ids(weak_rows) })
    }

    /// Every two actors with a place that share an event, by their places and then by row.
    fn pairs(&self, rows: &[u32], places: &[u32]) -> Vec<Shared> {
        let place = |actor: &u32| places.get(*actor as usize).copied().filter(|place| *place < u32::MAX);
        let mut pairs: Vec<Shared> = Vec::with_capacity(rows.len());
        let mut here: Vec<u32> = Vec::new();
        for row in rows {
            here.clear();
            here.extend(self.actors(*row).iter().filter_map(place));
            here.sort_unstable();
            for (at, one) in here.iter().enumerate() {
                pairs.extend(here.iter().skip(at + 1).map(|other| Shared { ends: (*one, *other), row: *row }));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    fn tie(&self, ends: (usize, usize), amount: usize, shared: &[Shared]) -> Tie {
        let rows = || shared.iter().filter_map(|shared| self.facts.rows.get(shared.row as usize));
        let weights: Vec<f64> = rows().filter_map(|row| row.weight).collect();
        let weight = (!weights.is_empty()).then(|| Weight { sum: weights.iter().sum(), n: weights.len() });
        let not_happened = rows().filter(|row| row.status != Status::Happened).count();
        let events = self.ids(shared.iter().map(|shared| shared.row));
        Tie { ends, amount, events, weight, not_happened }
    }

    fn ids(&self, rows: impl Iterator<Item = u32>) -> Vec<EventId> {
        // Rows stand by id.
        rows.filter_map(|row| self.facts.ids.get(row as usize).copied()).collect()
    }

    fn is_undated(&self, row: u32) -> bool {
        self.facts.rows.get(row as usize).is_some_and(|row| row.dated == Dated::Not)
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

    fn count(&mut self, rows: impl Iterator<Item = u32>) -> usize {
        if self.unit == Unit::Events {
            return rows.count();
        }
        self.stamp += 1;
        let mut found = 0;
        if self.unit == Unit::Marks {
            for row in rows {
                let (alone, shared) = self.facts.marks_by_company(row as usize);
                found += alone as usize + shared.iter().filter(|mark| self.is_new(**mark)).count();
            }
            return found;
        }
        for (mark, document) in rows.flat_map(|row| self.facts.marks_of.of(row as usize)) {
            let item = match self.unit {
                Unit::Events | Unit::Marks => *mark,
                Unit::Documents => *document,
                Unit::Origins => self.facts.papers.get(*document as usize).map_or(0, |paper| paper.origin),
            };
            found += usize::from(self.is_new(item));
        }
        found
    }

    fn is_new(&mut self, item: u32) -> bool {
        let stamp = self.stamps.get_mut(item as usize);
        stamp.is_some_and(|stamp| std::mem::replace(stamp, self.stamp) != self.stamp)
    }
}

fn size(sizes: &[usize], actor: u32) -> usize {
    sizes.get(actor as usize).copied().unwrap_or(0)
}
