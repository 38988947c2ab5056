//! Which spellings are one person, body or place, across all documents, and why.
//!
//! Two spellings come together if a key of theirs is equal (`super::keys`), if the text says so (an acronym in brackets),
//! or if one is the family name of the only person with it. Everything goes through hashes of keys, never through all
//! pairs. Two entities of a project, and what a person keeps apart, never come together.

mod clusters;
mod join;
mod places;
mod shape;

use super::keys::reason;
use super::{Alias, Decisions, Kind, Mention, Office, Reading, Suggestion};
use crate::model::{DocumentId, EntityId};
use crate::project::Project;
use crate::query::fold::fold;
use clusters::Clusters;
use join::Spellings;
use places::{At, kind_of, places};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Groups the names of all documents; the names of the project's entities are found here, everywhere.
///
/// `readings` holds the answer of [`super::read`] for each document. Those with most mentions come first.
#[must_use]
pub fn group(project: &Project, readings: &[(DocumentId, Arc<Reading>)], decisions: &Decisions) -> Vec<Suggestion> {
    let places = places(project, readings, decisions);
    let spellings = Spellings::read(&places);
    let mut clusters = Clusters::new(&spellings.keys(), decisions);
    spellings.join(&mut clusters);
    suggestions(project, &places, &spellings, &mut clusters)
}

fn suggestions(
    project: &Project,
    places: &[At<'_>],
    spellings: &Spellings,
    clusters: &mut Clusters,
) -> Vec<Suggestion> {
    let mut members: BTreeMap<usize, Vec<&At<'_>>> = BTreeMap::new();
    for (place, spelling) in places.iter().zip(&spellings.of_place) {
        members.entry(clusters.root(*spelling)).or_default().push(place);
    }
    let marked = super::learnt::marked(project);
    let mut suggestions: Vec<Suggestion> =
        members.values().map(|members| suggestion(project, members, &marked)).collect();
    suggestions.sort_by_cached_key(|one| (std::cmp::Reverse(one.mentions.len()), fold(&one.name), one.kind));
    suggestions
}

type Marked = BTreeMap<DocumentId, Vec<crate::base::span::Span>>;

fn suggestion(project: &Project, members: &[&At<'_>], marked: &Marked) -> Suggestion {
    let entity = members.iter().find_map(|at| at.entity);
    let kind = entity.and_then(|id| kind_of(project, id)).unwrap_or_else(|| most_common_kind(members));
    let name = name(project, entity, kind, members);
    let texts: BTreeSet<&str> = members.iter().map(|at| at.text.as_ref()).filter(|text| *text != name).collect();
    let alias = |text: &str| Alias { text: text.to_owned(), because: because_alias(&name, kind, text, members) };
    let aliases = texts.into_iter().map(alias).collect();
    let mut mentions: Vec<Mention> = members.iter().map(|at| mention(at, marked)).collect();
    mentions.sort();
    let because = because(project, entity, kind, members);
    Suggestion { aliases, mentions, because, entity, offices: offices(members), name, kind }
}

/// What a document says of a spelling is the better reason; else what the letters say.
fn because_alias(name: &str, kind: Kind, text: &str, members: &[&At<'_>]) -> String {
    let long = members.iter().filter(|at| at.text == text).find_map(|at| at.found?.short_for.as_ref());
    long.map_or_else(|| reason(name, text, kind), |long| format!("stands in brackets after “{long}”"))
}

fn mention(at: &At<'_>, marked: &Marked) -> Mention {
    let spans = marked.get(&at.document).map_or(&[][..], Vec::as_slice);
    // Marks of entities are short and hardly ever nested: those that begin before the end of this place are few.
    let from = spans.partition_point(|span| span.start() < at.span.end());
    let near = spans.get(from.saturating_sub(8)..from).unwrap_or_default();
    Mention {
        document: at.document,
        span: at.span,
        office: at.found.and_then(|found| found.office.clone()),
        marked: near.iter().any(|span| span.overlaps(at.span)),
    }
}

fn most_common_kind(members: &[&At<'_>]) -> Kind {
    // A capital alone says nothing of the kind, unless nothing else is known.
    let clear = members.iter().any(|at| !at.is_doubtful());
    let says = |at: &&&At<'_>| !(clear && at.is_doubtful());
    let count = |kind: &Kind| members.iter().filter(says).filter(|at| at.kind == *kind).count();
    // The first of equals, in the order of lists.
    let most = Kind::ALL.iter().map(count).max().unwrap_or(0);
    Kind::ALL.into_iter().find(|kind| count(kind) == most).unwrap_or(Kind::Other)
}

/// The name of the entity, or the fullest spelling; of equals that which is used most, then the first by alphabet.
fn name(project: &Project, entity: Option<EntityId>, kind: Kind, members: &[&At<'_>]) -> String {
    if let Some(entity) = entity {
        return project.label(entity.into()).to_owned();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    members.iter().for_each(|at| *counts.entry(at.text.as_ref()).or_default() += 1);
    let rank = |text: &str, count: usize| {
        let shouted = !text.chars().any(char::is_lowercase);
        let initials = text.split(' ').any(|word| word.ends_with('.') || word.chars().count() == 1);
        let words = if kind == Kind::Place { 0 } else { text.split(' ').count().min(12) };
        (!shouted, !initials, words, count)
    };
    let best = counts.iter().rev().max_by_key(|(text, count)| rank(text, **count));
    best.map_or_else(String::new, |(text, _)| (*text).to_owned())
}

fn offices(members: &[&At<'_>]) -> Vec<Office> {
    let office = |at: &&At<'_>| {
        let found = at.found?;
        Some(Office { title: found.office.clone()?, of: found.of.map(str::to_owned) })
    };
    members.iter().filter_map(office).collect::<BTreeSet<_>>().into_iter().collect()
}

fn because(project: &Project, entity: Option<EntityId>, kind: Kind, members: &[&At<'_>]) -> Vec<String> {
    let mut reasons: Vec<String> =
        entity.iter().map(|id| format!("a spelling of “{}”", project.label((*id).into()))).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in members.iter().filter(|at| at.kind == kind).filter_map(|at| at.found) {
        *counts.entry(found.because).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    reasons.extend(counts.into_iter().map(|(reason, _)| format!("{kind}: {reason}")));
    reasons
}
