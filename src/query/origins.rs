//! How many independent sources report something: outlets that copy one agency count once, and so do copies of one
//! article, whoever published them.

use crate::model::{Document, DocumentId};
use crate::project::Project;
use std::collections::BTreeSet;

/// Where a document's words come from: those of the article that it is a copy of, if it is one; else the last link of
/// its chain of origin, else its outlet, else the document itself. Case and outer spaces do not count.
#[must_use]
pub fn of(project: &Project, id: DocumentId) -> String {
    let id = original(project, id);
    let named = project.documents().get(id).map_or("", |document| named(document));
    if named.is_empty() { id.to_string() } else { named.to_lowercase() }
}

/// The first document of the chain of copies that a document ends; where the chain goes round, the smallest in it.
#[must_use]
pub fn original(project: &Project, id: DocumentId) -> DocumentId {
    let mut chain = vec![id];
    let mut at = id;
    while let Some(from) = project.documents().get(at).and_then(|document| document.syndicated_from) {
        if let Some(met) = chain.iter().position(|other| *other == from) {
            return chain.iter().skip(met).min().copied().unwrap_or(id);
        }
        chain.push(from);
        at = from;
    }
    at
}

fn named(document: &Document) -> &str {
    document.origin.last().map_or(document.outlet.as_str(), String::as_str).trim()
}

/// Distinct origins among these documents.
#[must_use]
pub fn count(project: &Project, documents: &[DocumentId]) -> usize {
    let there = documents.iter().filter(|id| project.has((**id).into()));
    there.map(|id| of(project, *id)).collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Fresh;

    /// Documents numbered from 0, each with its outlet and the one that it is a copy of.
    fn project(documents: &[(&str, Option<u64>)]) -> Project {
        let mut project = Project::new(Fresh::from_bits(1));
        for (number, (outlet, from)) in (0..).zip(documents) {
            let outlet = (*outlet).to_owned();
            let syndicated_from = from.map(DocumentId::from_bits);
            project.insert_read(
                DocumentId::from_bits(number),
                Document { outlet, syndicated_from, ..Document::default() },
            );
        }
        project
    }

    #[track_caller]
    fn check(documents: &[(&str, Option<u64>)], expected: usize) {
        let project = project(documents);
        let ids: Vec<DocumentId> = project.documents().ids().collect();
        assert_eq!(count(&project, &ids), expected);
    }

    #[test]
    fn a_copy_is_no_source_of_its_own() {
        check(&[("Atlas Wire", None), ("Daily Strait", None)], 2);
        check(&[("Atlas Wire", None), ("Daily Strait", Some(0))], 1);
        check(&[("Atlas Wire", None), ("Daily Strait", Some(0)), ("Courier", Some(1)), ("Other", None)], 2);
        check(&[("", None), ("Daily Strait", Some(0)), ("", None)], 2);
    }

    #[test]
    fn a_chain_that_goes_round_or_leads_nowhere_has_an_end() {
        check(&[("A", Some(1)), ("B", Some(0)), ("C", Some(1))], 1);
        check(&[("A", Some(0))], 1);
        check(&[("A", Some(9)), ("B", Some(9)), ("C", None)], 2);
    }
}
