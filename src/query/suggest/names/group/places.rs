//! Where names stand in all documents: those that were found, and those of entities, merged.

use crate::base::span::Span;
use crate::model::{DocumentId, EntityId};
use crate::project::Project;
use crate::query::suggest::names::keys::plain;
use crate::query::suggest::names::learnt::{Learnt, kind_of_code};
use crate::query::suggest::names::{Decisions, Found, Kind};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A name in a document, and the entity that it is already.
pub struct At<'f> {
    pub document: DocumentId,
    /// Bytes of its text, half-open.
    pub span: Span,
    pub found: Option<&'f Found>,
    /// The words, with single blanks.
    pub text: String,
    pub kind: Kind,
    pub entity: Option<EntityId>,
}

/// The names that were found and those of entities, by document and place; where both stand, the longer one, or else
/// the entity.
pub fn places<'f>(project: &Project, found: &'f [(DocumentId, Arc<[Found]>)], decisions: &Decisions) -> Vec<At<'f>> {
    let learnt = Learnt::of(project);
    let rejected: BTreeSet<String> = decisions.not_names.iter().map(|name| plain(name)).collect();
    let mut places = Vec::new();
    for (document, found) in found {
        let open = found.iter().filter(|found| rejected.is_empty() || !rejected.contains(&plain(&found.text)));
        let mut here: Vec<At<'f>> = open.map(|found| at(*document, found)).collect();
        here.extend(of_entities(project, *document, &learnt));
        places.extend(apart(here));
    }
    places
}

fn at(document: DocumentId, found: &Found) -> At<'_> {
    At { document, span: found.span, found: Some(found), text: found.text.clone(), kind: found.kind, entity: None }
}

fn of_entities<'f>(project: &Project, document: DocumentId, learnt: &Learnt<'_>) -> Vec<At<'f>> {
    let text = project.text(document);
    let row = project.documents().get(document);
    let zones: Vec<Span> = row.iter().flat_map(|row| row.zones.iter().map(|zone| zone.span)).collect();
    let known = learnt.places(text, &zones, row.map_or("", |row| row.language.as_str()));
    let at = |(span, entity): (Span, EntityId)| {
        let words: Vec<&str> = span.text(text).unwrap_or_default().split_whitespace().collect();
        let kind = kind_of(project, entity).unwrap_or(Kind::Other);
        At { document, span, found: None, text: words.join(" "), kind, entity: Some(entity) }
    };
    known.into_iter().map(at).collect()
}

/// Keeps the longest of what overlaps; of equals the entity, with what was found at the same place.
fn apart(mut here: Vec<At<'_>>) -> Vec<At<'_>> {
    here.sort_by_key(|at| (Reverse(at.span.len()), at.entity.is_none(), at.span.start()));
    let mut kept: std::collections::BTreeMap<usize, At<'_>> = std::collections::BTreeMap::new();
    for at in here {
        let before = kept.range_mut(..at.span.end()).next_back().map(|(_, kept)| kept);
        match before.filter(|before| before.span.overlaps(at.span)) {
            Some(same) if same.span == at.span => same.found = same.found.or(at.found),
            Some(_) => {}
            None => {
                kept.insert(at.span.start(), at);
            }
        }
    }
    kept.into_values().collect()
}

/// What an entity is, if its code says so.
pub fn kind_of(project: &Project, entity: EntityId) -> Option<Kind> {
    let code = project.entities().get(entity)?.kind?;
    kind_of_code(project.label(code.into()))
}
