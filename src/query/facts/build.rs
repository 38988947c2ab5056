//! Reads a project into facts.

use super::packed::{Lists, Numbered, small};
use super::{At, Dated, Facts, Paper, Row, date_order};
use crate::base::when::{Precision, When};
use crate::model::{CodeId, DocumentId, EntityId, Event, EventId, MarkId, Who};
use crate::project::Project;
use crate::query::actors::{States, wholes};
use crate::query::fold::fold;
use crate::query::{origins, scope};
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub(super) fn facts(project: &Project) -> Facts {
    let mut facts = nothing_yet(project);
    papers(project, &mut facts);
    let mut folds = Folds { project, states: States::of(project), always: BTreeMap::new() };
    for (id, event) in project.events().iter() {
        add(project, &mut facts, &mut folds, id, event);
    }
    company(&mut facts);
    super::links::add(project, &mut facts);
    facts.order = order(&facts);
    facts.ranks = ranks(&facts.order);
    facts
}

fn nothing_yet(project: &Project) -> Facts {
    Facts {
        project: project.clone(),
        rows: Vec::with_capacity(project.events().len()),
        ids: project.events().ids().collect(),
        stretches: BTreeMap::new(),
        certain_sets: BTreeMap::new(),
        links: Vec::new(),
        storylines: Vec::new(),
        order: Vec::new(),
        ranks: Vec::new(),
        titles: Lists::default(),
        letters: Vec::new(),
        areas: Lists::default(),
        parts: Lists::default(),
        parts_as: Lists::default(),
        entities_of: Lists::default(),
        actors_of: Lists::default(),
        dyads_of: Lists::default(),
        roles_of: Lists::default(),
        places_of: Lists::default(),
        places_said: Lists::default(),
        reported_by: Lists::default(),
        outlets_of: Lists::default(),
        marks_of: Lists::default(),
        codes: Numbered::default(),
        entities: Numbered::default(),
        dyads: Numbered::default(),
        places: Numbered::default(),
        outlets: Numbered::default(),
        coders: Numbered::default(),
        origins: Numbered::default(),
        marks: Numbered::default(),
        is_shared: Vec::new(),
        alone: Vec::new(),
        shared_marks: Lists::default(),
        documents: Numbered::default(),
        papers: Vec::new(),
        figured: Vec::new(),
        together: OnceLock::new(),
    }
}

fn papers(project: &Project, facts: &mut Facts) {
    for (id, row) in project.documents().iter() {
        facts.documents.number(id);
        let published = row.published.as_ref().map(|published| &published.when);
        let source = facts.outlets.number(row.outlet.clone());
        let paper = Paper {
            source,
            outlet: (!row.outlet.is_empty()).then_some(source),
            origin: facts.origins.number(origins::of(project, id)),
            counts: scope::document_counts(project, id),
            published: published.and_then(|when| Some((when.earliest()?, when.latest()?))),
        };
        facts.papers.push(paper);
    }
}

fn add(project: &Project, facts: &mut Facts, folds: &mut Folds<'_>, id: EventId, event: &Event) {
    let number = small(facts.rows.len());
    let when = event.when();
    let (first, last) = when.map_or((None, None), |when| (when.earliest(), when.latest()));
    let dated = match when {
        None => Dated::Not,
        Some(when) if when.is_open() || first.is_none() || last.is_none() => Dated::Open,
        Some(_) => Dated::Bounded,
    };
    if let Some(when) = when.filter(|when| when.precision() == Precision::Set || dated == Dated::Open) {
        facts.stretches.insert(number, when.stretches());
    }
    let certain = when.map(When::certain).unwrap_or_default();
    let (certain, certain_set) = match certain.as_slice() {
        [] => (None, None),
        [one] => (Some(*one), None),
        _ => (None, Some(certain)),
    };
    facts.certain_sets.extend(certain_set.map(|set| (number, set)));
    facts.figured.extend((!event.figures.is_empty()).then_some(number));
    let title = fold(&event.title);
    facts.letters.push(u16::try_from(title.chars().count()).unwrap_or(u16::MAX));
    facts.titles.push(title.into_bytes());
    facts.areas.push(event.areas.iter().map(|area| facts.codes.number(*area)).collect::<Vec<_>>());
    take_part(facts, folds, event);
    let reports: Vec<DocumentId> = project.index().documents_of_event(id);
    let (outlets, origins) = reporting(facts, &reports);
    facts.reported_by.push(outlets);
    let marks = scope::counted_marks(project, id);
    let marks: Vec<(u32, u32)> = marks
        .into_iter()
        .filter_map(|(mark, document)| {
            Some((mark_number(&mut facts.marks, &mut facts.is_shared, mark), facts.documents.find(&document)?))
        })
        .collect();
    let papers = marks.iter().filter_map(|(_, document)| facts.papers.get(*document as usize));
    let outlets = distinct(papers.filter_map(|paper| paper.outlet));
    facts.outlets_of.push(outlets);
    facts.marks_of.push(marks);
    places(facts, event);
    let code = event.kind.and_then(|kind| project.codes().get(kind));
    facts.rows.push(Row {
        id,
        first,
        last,
        dated,
        certain,
        doubtful: when.map_or((false, false), When::doubtful_ends),
        status: event.status,
        certainty: event.certainty,
        handling: event.handling,
        kind: event.kind.map(|kind| facts.codes.number(kind)),
        class: code.and_then(|code| code.class),
        weight: code.and_then(|code| code.weight).and_then(|weight| weight.to_f64()),
        coder: facts.coders.number(event.made.by.clone()),
        proven: !reports.is_empty(),
        origins,
    });
}

/// The number of a mark; one that has a number already is shared.
fn mark_number(marks: &mut Numbered<MarkId>, is_shared: &mut Vec<bool>, mark: MarkId) -> u32 {
    let number = marks.number(mark);
    match is_shared.get_mut(number as usize) {
        Some(shared) => *shared = true,
        None => is_shared.push(false),
    }
    number
}

/// Parts the marks of each event into those of its own and those of others too, which is known when all are read.
fn company(facts: &mut Facts) {
    for row in 0..facts.rows.len() {
        let is_shared = |mark: &u32| facts.is_shared.get(*mark as usize).copied().unwrap_or(true);
        let marks = facts.marks_of.of(row).iter().map(|(mark, _)| *mark);
        let (shared, alone): (Vec<u32>, Vec<u32>) = marks.partition(is_shared);
        facts.alone.push(small(alone.len()));
        facts.shared_marks.push(shared);
    }
}

/// The outlets of these documents, each once, and how many independent origins they have.
fn reporting(facts: &Facts, reports: &[DocumentId]) -> (Vec<u32>, u32) {
    let papers = reports.iter().filter_map(|id| facts.papers.get(facts.documents.find(id)? as usize));
    let papers: Vec<&Paper> = papers.collect();
    let outlets = distinct(papers.iter().map(|paper| paper.source));
    (outlets, small(distinct(papers.iter().map(|paper| paper.origin)).len()))
}

fn take_part(facts: &mut Facts, folds: &mut Folds<'_>, event: &Event) {
    let mut number = |entity: EntityId| facts.entities.number(entity);
    let parts: Vec<(Option<u32>, Option<u32>)> = event
        .participants
        .iter()
        .map(|part| {
            let entity = match part.who {
                Who::Entity(entity) => Some(number(entity)),
                Who::Unnamed { .. } => None,
            };
            (part.role.map(|role| facts.codes.number(role)), entity)
        })
        .collect();
    facts.entities_of.push(distinct(parts.iter().filter_map(|(_, entity)| *entity)));
    facts.roles_of.push(distinct(parts.iter().filter_map(|(role, _)| *role)));
    facts.parts.push(parts);
    let as_whom: Vec<Option<EntityId>> = event
        .participants
        .iter()
        .map(|part| match part.who {
            Who::Entity(entity) => Some(folds.fold(entity, event.when())),
            Who::Unnamed { .. } => None,
        })
        .collect();
    let actors: BTreeSet<EntityId> = as_whom.iter().copied().flatten().collect();
    facts
        .parts_as
        .push(as_whom.iter().map(|actor| actor.map(|actor| facts.entities.number(actor))).collect::<Vec<_>>());
    facts.actors_of.push(actors.iter().map(|actor| facts.entities.number(*actor)).collect::<Vec<_>>());
    let pairs = actors.iter().flat_map(|one| actors.range(one..).skip(1).map(|other| (*one, *other)));
    facts.dyads_of.push(pairs.map(|pair| facts.dyads.number(pair)).collect::<Vec<_>>());
}

/// The places to split by, each by its entity or else by its words; and all that is said of them.
fn places(facts: &mut Facts, event: &Event) {
    let numbers = event.places.iter().map(|place| {
        let entity = place.entity.map(|entity| facts.places.number(At::Entity(entity)));
        let words = (!place.text.is_empty()).then(|| facts.places.number(At::Words(fold(&place.text))));
        (entity, words)
    });
    let numbers: Vec<(Option<u32>, Option<u32>)> = numbers.collect();
    facts.places_of.push(distinct(numbers.iter().filter_map(|(entity, words)| entity.or(*words))));
    facts.places_said.push(distinct(numbers.iter().flat_map(|(entity, words)| [*entity, *words]).flatten()));
}

/// The rows by date, title and id.
fn order(facts: &Facts) -> Vec<u32> {
    let mut order: Vec<u32> = (0..small(facts.rows.len())).collect();
    order.sort_by_cached_key(|number| {
        let row = facts.rows.get(*number as usize);
        (row.map(date_order), facts.titles.of(*number as usize), *number)
    });
    order
}

/// The place of each row in an order.
fn ranks(order: &[u32]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    for (rank, number) in order.iter().enumerate() {
        if let Some(place) = ranks.get_mut(*number as usize) {
            *place = small(rank);
        }
    }
    ranks
}

fn distinct(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut all: Vec<u32> = numbers.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Who counts as whom; asked about the date only where that matters.
struct Folds<'p> {
    project: &'p Project,
    states: States,
    /// Those whose memberships have no period; `None`: the date matters.
    always: BTreeMap<EntityId, Option<EntityId>>,
}

impl Folds<'_> {
    fn fold(&mut self, entity: EntityId, at: Option<&When>) -> EntityId {
        let Self { project, states, always } = self;
        let known = always.entry(entity).or_insert_with(|| {
            let above = wholes(project, entity, None);
            let of = |id: &EntityId| project.entities().get(*id).is_some_and(|row| has_period(&row.part_of));
            let changes = above.iter().chain([&entity]).any(of);
            (!changes).then(|| states.fold(project, entity, None))
        });
        known.unwrap_or_else(|| states.fold(project, entity, at))
    }
}

fn has_period(memberships: &[crate::model::Membership]) -> bool {
    memberships.iter().any(|membership| membership.when.is_some())
}

impl Numbered<CodeId> {
    /// The numbers of these codes, as a table to look them up in.
    pub(super) fn table(&self, codes: &BTreeSet<CodeId>) -> Vec<bool> {
        self.marked(|code| codes.contains(code))
    }
}

impl Numbered<EntityId> {
    /// The numbers of these entities, as a table to look them up in.
    pub(super) fn table(&self, entities: &BTreeSet<EntityId>) -> Vec<bool> {
        self.marked(|entity| entities.contains(entity))
    }
}

/// The last day before, and the first after, that a table of days can hold.
pub(super) const EVER: (NaiveDate, NaiveDate) = (NaiveDate::MIN, NaiveDate::MAX);
