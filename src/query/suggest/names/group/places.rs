//! Where names stand in all documents: those that were found, and those of entities, merged.

use crate::base::span::Span;
use crate::model::{DocumentId, EntityId};
use crate::project::Project;
use crate::query::suggest::names::keys::plain;
use crate::query::suggest::names::learnt::{Learnt, kind_of_code};
use crate::query::suggest::names::segment::ONLY_A_CAPITAL;
use crate::query::suggest::names::{Decisions, Found, Kind, Reading};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A name in a document, and the entity that it is already.
pub struct At<'f> {
    pub document: DocumentId,
    /// Bytes of its text, half-open.
    pub span: Span,
    pub found: Option<&'f Found>,
    /// The words, with single blanks.
    pub text: Cow<'f, str>,
    /// The words as spellings are compared.
    pub plain: Cow<'f, str>,
    pub kind: Kind,
    pub entity: Option<EntityId>,
}

impl At<'_> {
    /// Whether only a capital says that it is a name.
    pub fn is_doubtful(&self) -> bool {
        self.entity.is_none() && self.found.is_some_and(|found| found.because == ONLY_A_CAPITAL)
    }
}

/// The names that were found and those of entities, by document and place; where both stand, the longer one, or else
/// the entity.
pub fn places<'f>(
    project: &Project,
    readings: &'f [(DocumentId, Arc<Reading>)],
    decisions: &Decisions,
) -> Vec<At<'f>> {
    let known = Known { project, learnt: Learnt::of(project), kinds: kinds(project) };
    let rejected: BTreeSet<String> = decisions.not_names.iter().map(|name| plain(name)).collect();
    let mut places = Vec::new();
    for (document, reading) in readings {
        let open = reading.found.iter().filter(|found| !rejected.contains(&found.plain));
        let found = open.map(|found| at(*document, found)).collect();
        places.extend(merged(found, known.places(*document, reading)));
    }
    places
}

fn at(document: DocumentId, found: &Found) -> At<'_> {
    let (text, plain) = (Cow::Borrowed(found.text.as_str()), Cow::Borrowed(found.plain.as_str()));
    At { document, span: found.span, found: Some(found), text, plain, kind: found.kind, entity: None }
}

/// What the project knows of names.
struct Known<'p> {
    project: &'p Project,
    learnt: Learnt<'p>,
    kinds: BTreeMap<EntityId, Kind>,
}

impl Known<'_> {
    /// Where the names of entities stand.
    fn places<'f>(&self, document: DocumentId, reading: &Reading) -> Vec<At<'f>> {
        let text = self.project.text(document);
        let at = |(span, entity): (Span, EntityId)| {
            let words: Vec<&str> = span.text(text).unwrap_or_default().split_whitespace().collect();
            let words = words.join(" ");
            let kind = self.kinds.get(&entity).copied().unwrap_or(Kind::Other);
            let plain = Cow::Owned(plain(&words));
            At { document, span, found: None, text: Cow::Owned(words), plain, kind, entity: Some(entity) }
        };
        self.learnt.places(text, &reading.words).into_iter().map(at).collect()
    }
}

fn kinds(project: &Project) -> BTreeMap<EntityId, Kind> {
    let of = |(id, _)| Some((id, kind_of(project, id)?));
    project.entities().iter().filter_map(of).collect()
}

/// Both, by place; most texts hold no name of an entity.
fn merged<'f>(found: Vec<At<'f>>, known: Vec<At<'f>>) -> Vec<At<'f>> {
    if known.is_empty() {
        return found;
    }
    apart(found.into_iter().chain(known).collect())
}

/// Keeps the longest of what overlaps; of equals the entity, with what was found at the same place.
fn apart(mut here: Vec<At<'_>>) -> Vec<At<'_>> {
    here.sort_by_key(|at| (Reverse(at.span.len()), at.entity.is_none(), at.span.start()));
    let mut kept: BTreeMap<usize, At<'_>> = BTreeMap::new();
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
