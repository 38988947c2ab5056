//! What is open in a project: zones that could be drawn, and documents that are copies of each other or look it.
//!
//! Promises: what a person declined does not come back; what was done is not proposed again; sorted by document and
//! place. What it does *not* do: it finds nothing itself ([`super::zones`] and [`super::copies`] do).

use super::copies::{Likeness, Pair, Signatures, original};
use super::zones::{Blocks, Proposal, zones};
use crate::base::span::Span;
use crate::model::{DocumentId, Matter};
use crate::project::Project;
use crate::query::origins;
use std::collections::BTreeSet;

/// What is kept from one time to the next, so that one document more costs one document.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    blocks: Blocks,
    signatures: Signatures,
}

/// What could be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposals {
    /// Zones, by document and place.
    pub zones: Vec<(DocumentId, Proposal)>,
    /// Copies that are not linked: the copy, its original, and why.
    pub copies: Vec<(DocumentId, DocumentId, Pair)>,
    /// Pairs that look like copies and are none.
    pub false_friends: Vec<Pair>,
}

impl Proposals {
    /// How many there are to decide on.
    #[must_use]
    pub fn len(&self) -> usize {
        self.zones.len() + self.copies.len()
    }

    /// Whether there is nothing to decide.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How lines that are to stay part of the article are remembered.
#[must_use]
pub fn not_a_zone(project: &Project, document: DocumentId, proposal: &Proposal) -> Matter {
    Matter::NotAZone { document, begins: proposal.key(project.text(document)) }
}

/// How two documents that only look like copies are remembered.
#[must_use]
pub fn not_a_copy(a: DocumentId, b: DocumentId) -> Matter {
    Matter::NotACopy(a.min(b), a.max(b))
}

/// What was declined.
struct Declined<'p> {
    zones: BTreeSet<(DocumentId, &'p str)>,
    copies: BTreeSet<(DocumentId, DocumentId)>,
}

impl<'p> Declined<'p> {
    fn in_project(project: &'p Project) -> Self {
        let mut declined = Self { zones: BTreeSet::new(), copies: BTreeSet::new() };
        for (_, ruling) in project.rulings().iter() {
            match &ruling.about {
                Matter::NotAZone { document, begins } => drop(declined.zones.insert((*document, begins))),
                Matter::NotACopy(a, b) => drop(declined.copies.insert((*a, *b))),
                Matter::NotAName(_)
                | Matter::NotOneName(..)
                | Matter::NotADate { .. }
                | Matter::Accepted { .. }
                | Matter::Disagreement { .. } => {}
            }
        }
        declined
    }

    fn has_zone(&self, document: DocumentId, key: &str) -> bool {
        self.zones.contains(&(document, key))
    }

    fn has_pair(&self, pair: &Pair) -> bool {
        self.copies.contains(&(pair.a.min(pair.b), pair.a.max(pair.b)))
    }
}

/// What is open in a project; `memory` is brought up to date.
#[must_use]
pub fn proposals(project: &Project, memory: &mut Memory) -> Proposals {
    memory.blocks.follow(project);
    memory.signatures.follow(project);
    let declined = Declined::in_project(project);
    let mut open = Proposals::default();
    for (id, row) in project.documents().iter() {
        let drawn: Vec<Span> = row.zones.iter().map(|zone| zone.span).collect();
        let text = project.text(id);
        let found = zones(text, &drawn, &memory.blocks).into_iter();
        open.zones.extend(found.filter(|zone| !declined.has_zone(id, &zone.key(text))).map(|zone| (id, zone)));
    }
    for pair in memory.signatures.pairs().filter(|pair| !declined.has_pair(pair)) {
        if pair.likeness == Likeness::LooksAlike {
            open.false_friends.push(pair.clone());
        } else if origins::original(project, pair.a) != origins::original(project, pair.b) {
            let rows = project.documents().get(pair.a).zip(project.documents().get(pair.b));
            open.copies.extend(rows.map(|(a, b)| {
                let (original, copy) = original((pair.a, a), (pair.b, b));
                (copy, original, pair.clone())
            }));
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Fresh;
    use crate::model::{Document, Made, Ruling};
    use crate::project::check::text_sha256;

    const BODY: &str =
        "The harbour master of Tangier resigned on Friday after eleven years in office, the port said.";

    fn project(texts: &[String]) -> Project {
        let mut project = Project::new(Fresh::from_bits(1));
        for (number, text) in (0..).zip(texts) {
            let id = DocumentId::from_bits(number);
            project.insert_read(id, Document { text_sha256: text_sha256(text), ..Document::default() });
            project.insert_text_read(id, text.clone());
        }
        project
    }

    fn rule(project: &mut Project, bits: u64, about: Matter) {
        let ruling = Ruling { about, reason: String::new(), made: Made::default(), changed: None };
        project.insert_read(Fresh::from_bits(bits), ruling);
    }

    #[test]
    fn two_documents_that_were_written_independently_stay_apart() {
        let mut project = project(&[format!("One\n{BODY}"), format!("Two\n{BODY}")]);
        let mut memory = Memory::default();
        assert_eq!(proposals(&project, &mut memory).copies.len(), 1);
        rule(&mut project, 1, not_a_copy(DocumentId::from_bits(1), DocumentId::from_bits(0)));
        assert!(proposals(&project, &mut memory).is_empty());
    }

    #[test]
    fn what_was_declined_or_done_is_not_proposed() {
        let mut project = project(&[format!("One\n{BODY}\nTags: ports"), format!("Two\n{BODY}")]);
        let mut memory = Memory::default();
        let open = proposals(&project, &mut memory);
        let (id, zone) = open.zones.first().cloned().expect("a zone");
        assert_eq!((open.zones.len(), open.copies.len(), open.len()), (1, 1, 2));
        let (copy, original, _) = open.copies[0].clone();
        let row = Document::clone(project.documents().get(copy).expect("a document"));
        project.insert_read(copy, Document { syndicated_from: Some(original), ..row });
        let about = not_a_zone(&project, id, &zone);
        rule(&mut project, 1, about);
        assert!(proposals(&project, &mut memory).is_empty());
    }
}
