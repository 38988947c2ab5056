//! What is found in texts before they are brought in: parts that are not the article, and texts like them, in the
//! project and among themselves. Nothing is done about it unless somebody says so ([`arrivals`]).
//!
//! Promises: as many findings as texts, in their order; the same project and texts give the same findings. A text that
//! will be left out because it is here already has none. What it does *not* do: remember anything between two calls.

use super::parts::{Arrival, At, NewDocument, Part};
use crate::base::span::Pieces;
use crate::model::{Document, DocumentId};
use crate::ops::document::{DocumentChange, apply_all};
use crate::project::Project;
use crate::project::check::text_sha256;
use crate::query::suggest::copies::{Likeness, Pair, Signature, Signatures};
use crate::query::suggest::zones::{Blocks, Proposal, zones};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was found in one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Parts that could be left out.
    pub zones: Vec<Proposal>,
    /// Texts that are like it.
    pub alike: Vec<Alike>,
    /// Which of them it is best called a copy of.
    pub original: Option<Other>,
}

/// A text that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Which.
    pub other: Other,
    /// How alike.
    pub likeness: Likeness,
    /// From 0 to 1; see [`Pair::share`].
    pub share: f64,
    /// In words.
    pub because: String,
}

/// Another text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Other {
    /// One of the project.
    Here(DocumentId),
    /// One that comes with it, counted from 0.
    Coming(usize),
}

/// What becomes of proposed zones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zones {
    /// They are said.
    #[default]
    Propose,
    /// They are drawn.
    Accept,
}

/// What becomes of near copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// They are said.
    #[default]
    Report,
    /// They are linked to their original.
    Link,
}

/// Looks at texts that are about to be brought in.
#[must_use]
pub fn find(project: &Project, coming: &[NewDocument]) -> Vec<Findings> {
    let mut here = Signatures::default();
    here.follow(project);
    let mut texts: Signatures<Other> = here.rekeyed(Other::Here);
    let mut blocks = Blocks::default();
    blocks.follow(project);
    let rows: Vec<Document> = coming.iter().map(row).collect();
    let fresh = fresh(project, &rows);
    for at in fresh.iter().copied() {
        let Some((new, row)) = coming.get(at).zip(rows.get(at)) else { continue };
        blocks.add(&row.text_sha256, &new.text);
        texts.add(Other::Coming(at), Arc::new(Signature::of(row, &new.text)));
    }
    let dates = |other: Other| match other {
        Other::Here(id) => project.documents().get(id).map(|row| &**row),
        Other::Coming(at) => rows.get(at),
    };
    let findings = |(at, new): (usize, &NewDocument)| {
        if !fresh.contains(&at) {
            return Findings::default();
        }
        Findings {
            zones: zones(&new.text, &[], &blocks),
            alike: texts.pairs_of(Other::Coming(at)).map(|pair| alike(pair, Other::Coming(at))).collect(),
            original: original(&texts, Other::Coming(at), dates),
        }
    };
    coming.iter().enumerate().map(findings).collect()
}

/// The documents with what is to be done about the findings.
#[must_use]
pub fn arrivals(coming: Vec<NewDocument>, found: &[Findings], zones: Zones, copies: Copies) -> Vec<Arrival> {
    let arrival = |(mut document, found): (NewDocument, &Findings)| {
        let original = found.original.filter(|_| copies == Copies::Link);
        if let Some(Other::Here(id)) = original {
            document.changes.push(DocumentChange::SyndicatedFrom(Some(id)));
        }
        let copy_of = original.and_then(|original| match original {
            Other::Coming(at) => Some(at),
            Other::Here(_) => None,
        });
        let drawn = found.zones.iter().filter(|_| zones == Zones::Accept);
        Arrival { document, zones: drawn.filter_map(part).collect(), copy_of }
    };
    coming.into_iter().zip(found).map(arrival).collect()
}

/// A proposed zone as a command has it.
#[must_use]
pub fn part(proposal: &Proposal) -> Option<Part> {
    let at = At::Bytes(Pieces::one(proposal.span)?);
    Some(Part { at, kind: proposal.kind, note: proposal.because.clone() })
}

fn row(new: &NewDocument) -> Document {
    let mut row = Document { text_sha256: text_sha256(&new.text), ..Document::default() };
    apply_all(&mut row, &new.changes);
    row
}

/// The texts that the project does not have, each once.
fn fresh(project: &Project, rows: &[Document]) -> BTreeSet<usize> {
    let mut known: BTreeSet<&str> = project.documents().iter().map(|(_, row)| row.text_sha256.as_str()).collect();
    rows.iter().enumerate().filter(|(_, row)| known.insert(&row.text_sha256)).map(|(at, _)| at).collect()
}

fn alike(pair: &Pair<Other>, one: Other) -> Alike {
    let Pair { likeness, share, because, .. } = pair;
    Alike { other: pair.other(one), likeness: *likeness, share: *share, because: because.clone() }
}

/// The earliest of the copies of a text, if it is earlier than the text itself: by date of publication, dated ones
/// first; then those of the project, then in the order of coming. The order is total, so that no chain goes round.
fn original<'r>(texts: &Signatures<Other>, one: Other, row: impl Fn(Other) -> Option<&'r Document>) -> Option<Other> {
    let order = |other: Other| {
        let day = row(other).and_then(|row| row.published.as_ref()?.when.earliest());
        (day.is_none(), day, other)
    };
    let copies = texts.pairs_of(one).filter(|pair| pair.likeness != Likeness::LooksAlike).map(|pair| pair.other(one));
    copies.filter(|other| order(*other) < order(one)).min_by_key(|other| order(*other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::stamp::Stamp;
    use crate::model::RecordId;
    use crate::session::{Command, Session, codebook::new_project, intake};

    const BODY: &str = "The harbour master of Tangier resigned on Friday after eleven years in office, the port said.\n\
        He gave no reason for it and has not spoken to reporters since the evening of that day.\n\
        A successor will be named in the spring, once the new quay has been opened to the ferries from Spain.";

    fn session() -> Session {
        Session::in_memory(new_project(crate::base::id::Ids::from_seed(1).fresh()), "AL", 1)
    }

    fn bring_in(session: &mut Session, texts: &[String], zones: Zones, copies: Copies) -> Vec<DocumentId> {
        let coming: Vec<NewDocument> = texts.iter().map(|text| intake::pasted(text)).collect();
        let found = find(session.project(), &coming);
        let command = Command::BringIn(arrivals(coming, &found, zones, copies));
        let outcome = session.perform(&command, Stamp::default()).expect("performed");
        let id = |record: &RecordId| match record {
            RecordId::Document(id) => Some(*id),
            _ => None,
        };
        outcome.made.iter().filter_map(id).collect()
    }

    #[test]
    fn copies_are_linked_to_the_earliest_within_one_batch_and_to_those_that_are_here() {
        let mut session = session();
        let late = format!("Master out\n\nTANGIER, 9 June 2024 (Wire) — {BODY}");
        let early = format!("Master resigns\n\nTANGIER, 8 June 2024 (Courier) — {BODY}\nREAD: Ferries run late");
        let made = bring_in(&mut session, &[late, early], Zones::Accept, Copies::Link);
        let row = |session: &Session, id| Document::clone(session.project().documents().get(id).expect("a document"));
        assert_eq!(row(&session, made[0]).syndicated_from, Some(made[1]));
        assert_eq!((row(&session, made[1]).syndicated_from, row(&session, made[1]).zones.len()), (None, 1));
        let third = bring_in(&mut session, &[format!("Resigned\n\n{BODY}")], Zones::Propose, Copies::Link);
        assert_eq!(row(&session, third[0]).syndicated_from, Some(made[1]));
        assert_eq!(crate::query::origins::count(session.project(), &[made[0], made[1], third[0]]), 1);
        session.perform(&Command::Undo, Stamp::default()).expect("undone");
        assert_eq!(session.project().documents().len(), 2);
    }

    #[test]
    fn nothing_is_done_unless_it_is_asked_for_and_twins_have_no_findings() {
        let mut session = session();
        let text = format!("Master resigns\n\n{BODY}\nTags: ports");
        let made = bring_in(&mut session, std::slice::from_ref(&text), Zones::Propose, Copies::Report);
        assert!(session.project().documents().get(made[0]).expect("a document").zones.is_empty());
        let again = [intake::pasted(&text), intake::pasted(&text.replace("Tags: ports", "By whom?"))];
        let found = find(session.project(), &again);
        assert_eq!(found[0], Findings::default());
        assert_eq!(found[1].original, Some(Other::Here(made[0])));
        assert!(bring_in(&mut session, &[text], Zones::Accept, Copies::Link).is_empty());
    }
}
