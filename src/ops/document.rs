//! Bringing documents in and changing what is known of them.

use super::{Draft, Refused};
use crate::base::patch::Patch;
use crate::base::span::Span;
use crate::model::{
    Document, DocumentId, DocumentState, ExternalId, Grade, Handling, Published, Zone, ZoneId, ZoneKind,
};
use crate::project::Project;
use crate::project::check::text_sha256;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One change of a document's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DocumentChange {
    /// Its headline.
    Title(String),
    /// Who published it.
    Outlet(String),
    /// Who wrote it.
    Author(String),
    /// Where it was found.
    Url(String),
    /// When it was published, and how that is known.
    Published(Option<Published>),
    /// BCP 47 language tag.
    Language(String),
    /// How far the work has come.
    State(DocumentState),
    /// Whose words it carries, nearest first.
    Origin(Vec<String>),
    /// The document that it is a copy of; never itself, nor one that comes from it.
    SyndicatedFrom(Option<DocumentId>),
    /// Admiralty grade.
    Grade(Option<Grade>),
    /// TLP label.
    Handling(Option<Handling>),
    /// Free labels.
    Tags(BTreeSet<String>),
    /// The analyst's note.
    Note(String),
    /// Name of the file that it came from.
    File(String),
    /// Identifiers in other systems.
    External(Vec<ExternalId>),
}

/// Applies changes to a row that is not in a project (yet).
pub(crate) fn apply_all(document: &mut Document, changes: &[DocumentChange]) {
    changes.iter().for_each(|change| apply(document, change));
}

fn apply(document: &mut Document, change: &DocumentChange) {
    match change {
        DocumentChange::Title(title) => document.title.clone_from(title),
        DocumentChange::Outlet(outlet) => document.outlet.clone_from(outlet),
        DocumentChange::Author(author) => document.author.clone_from(author),
        DocumentChange::Url(url) => document.url.clone_from(url),
        DocumentChange::Published(published) => document.published.clone_from(published),
        DocumentChange::Language(language) => document.language.clone_from(language),
        DocumentChange::State(state) => document.state = *state,
        DocumentChange::Origin(origin) => document.origin.clone_from(origin),
        DocumentChange::SyndicatedFrom(original) => document.syndicated_from = *original,
        DocumentChange::Grade(grade) => document.grade = *grade,
        DocumentChange::Handling(handling) => document.handling = *handling,
        DocumentChange::Tags(tags) => document.tags.clone_from(tags),
        DocumentChange::Note(note) => document.note.clone_from(note),
        DocumentChange::File(file) => document.file.clone_from(file),
        DocumentChange::External(external) => document.external.clone_from(external),
    }
}

/// Adds a document with its text, exactly as given.
///
/// # Errors
/// If the text is empty, a document with the same text is there already, or the one that it is a copy of is not.
pub fn add(draft: &mut Draft, text: &str, changes: &[DocumentChange]) -> Result<DocumentId, Refused> {
    if text.trim().is_empty() {
        return Err(Refused::because("The text is empty: there would be nothing to read"));
    }
    let text_sha256 = text_sha256(text);
    if let Some(twin) = with_text(draft, &text_sha256) {
        let title = draft.project().label(twin.into());
        return Err(Refused::because(format!("The same text is here already, as “{title}”")));
    }
    let mut document = Document { text_sha256, made: draft.made(), ..Document::default() };
    apply_all(&mut document, changes);
    if let Some(original) = document.syndicated_from {
        draft.get::<Document>(original)?;
    }
    let id = draft.add(document)?;
    draft.patch(id, Patch::create(text))?;
    Ok(id)
}

/// The document with a text of this hash.
fn with_text(draft: &Draft, sha256: &str) -> Option<DocumentId> {
    draft.project().documents().iter().find(|(_, document)| document.text_sha256 == sha256).map(|(id, _)| id)
}

/// Changes what is known of a document.
///
/// # Errors
/// If there is none, or if it would be a copy of itself, be it by way of others.
pub fn change(draft: &mut Draft, id: DocumentId, changes: &[DocumentChange]) -> Result<bool, Refused> {
    let changed = draft.change(id, |document: &mut Document| apply_all(document, changes))?;
    check_original(draft, id)?;
    Ok(changed)
}

fn check_original(draft: &Draft, id: DocumentId) -> Result<(), Refused> {
    if let Some(original) = draft.get::<Document>(id)?.syndicated_from {
        draft.get::<Document>(original)?;
    }
    if comes_from_itself(draft.project(), id) {
        return Err(Refused::because("A document cannot be syndicated from itself, nor from a copy of itself"));
    }
    Ok(())
}

/// Whether following a document to its originals leads back to it.
fn comes_from_itself(project: &Project, id: DocumentId) -> bool {
    let original = |id: &DocumentId| project.documents().get(*id)?.syndicated_from;
    // A chain longer than the list of documents has gone round somewhere else.
    std::iter::successors(original(&id), original).take(project.documents().len()).any(|other| other == id)
}

/// Marks a part of the text as not being the article.
///
/// # Errors
/// If the document is not there, the place is empty, cuts a character or overlaps another zone.
pub fn add_zone(draft: &mut Draft, id: DocumentId, span: Span, kind: ZoneKind) -> Result<ZoneId, Refused> {
    add_zone_because(draft, id, span, kind, "")
}

/// As [`add_zone`], with the reason why.
///
/// # Errors
/// As [`add_zone`].
pub fn add_zone_because(
    draft: &mut Draft,
    id: DocumentId,
    span: Span,
    kind: ZoneKind,
    note: &str,
) -> Result<ZoneId, Refused> {
    if span.is_empty() || span.text(draft.project().text(id)).is_none() {
        return Err(Refused::because("A zone needs words of this text"));
    }
    if draft.get::<Document>(id)?.zones.iter().any(|zone| zone.span.overlaps(span)) {
        return Err(Refused::because("There is a zone here already; remove it first"));
    }
    let zone = Zone { id: draft.fresh(), span, kind, note: note.to_owned(), made: draft.made() };
    let zone_id = zone.id;
    draft.change(id, |document: &mut Document| {
        document.zones.push(zone);
        document.zones.sort_by_key(|zone| zone.span);
    })?;
    Ok(zone_id)
}

/// Says anew what stands in a zone.
///
/// # Errors
/// If the document or the zone is not there.
pub fn change_zone(draft: &mut Draft, id: DocumentId, zone: ZoneId, kind: ZoneKind) -> Result<(), Refused> {
    if !draft.get::<Document>(id)?.zones.iter().any(|other| other.id == zone) {
        return Err(Refused::because(format!("There is no zone {zone} in this document")));
    }
    let change = |document: &mut Document| {
        document.zones.iter_mut().filter(|other| other.id == zone).for_each(|zone| zone.kind = kind);
    };
    draft.change(id, change).map(|_| ())
}

/// Makes a zone part of the article again.
///
/// # Errors
/// If the document or the zone is not there.
pub fn remove_zone(draft: &mut Draft, id: DocumentId, zone: ZoneId) -> Result<(), Refused> {
    let found = draft.change(id, |document: &mut Document| document.zones.retain(|other| other.id != zone))?;
    if found { Ok(()) } else { Err(Refused::because(format!("There is no zone {zone} in this document"))) }
}
