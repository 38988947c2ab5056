//! How many independent sources report something: outlets that copy one agency count once.

use crate::model::{Document, DocumentId};
use crate::project::Project;
use std::collections::BTreeSet;

/// Where a document's words come from: the last link of its chain of origin, else its outlet, else the document
/// itself. Case and outer spaces do not count.
#[must_use]
pub fn of(id: DocumentId, document: &Document) -> String {
    let named = document.origin.last().map_or(document.outlet.as_str(), String::as_str).trim();
    if named.is_empty() { id.to_string() } else { named.to_lowercase() }
}

/// Distinct origins among these documents.
#[must_use]
pub fn count(project: &Project, documents: &[DocumentId]) -> usize {
    let origins = documents.iter().filter_map(|id| Some(of(*id, project.documents().get(*id)?)));
    origins.collect::<BTreeSet<_>>().len()
}
