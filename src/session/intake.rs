//! From files that were read to documents of a project: the same for the window and for `entente import`.
//!
//! What is guessed about a text becomes what is known of the document, unless a person gave it ([`Given`]). Whether
//! a text is in the project already is found out by adding it: [`sort`] says afterwards what became of each.

use super::parts::NewDocument;
use crate::base::when::When;
use crate::files::import::Imported;
use crate::files::import::guess::guess;
use crate::model::{DocumentId, HowKnown, Published};
use crate::ops::document::DocumentChange;
use crate::project::Project;
use crate::project::check::text_sha256;
use std::collections::BTreeMap;

/// What a person said about texts that are brought in; it counts more than any guess.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Who published them.
    pub outlet: Option<String>,
    /// When they were published.
    pub published: Option<When>,
    /// BCP 47 language tag.
    pub language: Option<String>,
}

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is this document now.
    New(DocumentId),
    /// This document had the same text already.
    Duplicate(DocumentId),
    /// It is not in the project.
    Refused,
}

/// The document that a text becomes.
#[must_use]
pub fn document(imported: Imported, given: &Given) -> NewDocument {
    let file = imported.file_name();
    let guess = imported.text.guess;
    let published = given.published.clone().map(by_hand).or(guess.published);
    let changes = [
        Some(DocumentChange::Title(guess.title)),
        given.outlet.clone().map(DocumentChange::Outlet),
        published.map(|published| DocumentChange::Published(Some(published))),
        Some(DocumentChange::Language(given.language.clone().unwrap_or(guess.language))),
        Some(DocumentChange::File(file)),
    ];
    NewDocument { text: imported.text.text, changes: changes.into_iter().flatten().collect() }
}

fn by_hand(when: When) -> Published {
    Published { when, known: HowKnown::Given, reason: String::new() }
}

impl From<Imported> for NewDocument {
    /// With what can be guessed and nothing else.
    fn from(imported: Imported) -> Self {
        document(imported, &Given::default())
    }
}

/// A text that was pasted or typed, with what can be guessed about it.
#[must_use]
pub fn pasted(text: &str) -> NewDocument {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let guess = guess(&text, "");
    let changes = [
        Some(DocumentChange::Title(guess.title)),
        guess.published.map(|published| DocumentChange::Published(Some(published))),
        Some(DocumentChange::Language(guess.language)),
    ];
    NewDocument { text, changes: changes.into_iter().flatten().collect() }
}

/// What became of each text, in the same order; `made` are the documents that adding them made.
#[must_use]
pub fn sort(project: &Project, made: &[DocumentId], texts: &[&str]) -> Vec<Fate> {
    let by_hash: BTreeMap<&str, DocumentId> =
        project.documents().iter().map(|(id, row)| (row.text_sha256.as_str(), id)).collect();
    let mut fresh: Vec<DocumentId> = made.to_vec();
    let fate = |text: &&str| match by_hash.get(text_sha256(text).as_str()) {
        None => Fate::Refused,
        Some(id) if fresh.contains(id) => {
            fresh.retain(|other| other != id);
            Fate::New(*id)
        }
        Some(id) => Fate::Duplicate(*id),
    };
    texts.iter().map(fate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::stamp::Stamp;
    use crate::files::import::read_text;
    use crate::model::{Document, RecordId};
    use crate::session::{Command, Session, codebook::new_project};

    fn imported(file: &str, text: &str) -> Imported {
        let (text, notes) = read_text(text.as_bytes(), file).expect("a text");
        Imported { path: file.into(), text, notes }
    }

    fn row(new: &NewDocument) -> Document {
        let mut row = Document::default();
        crate::ops::document::apply_all(&mut row, &new.changes);
        row
    }

    #[test]
    fn what_a_person_says_counts_more_than_a_guess() {
        let article = imported("wire/2025-03-10-talks.txt", "Talks in Rabat\n\nThe ministers met in the capital.");
        let guessed = row(&article.clone().into());
        assert_eq!((guessed.title.as_str(), guessed.file.as_str()), ("Talks in Rabat", "2025-03-10-talks.txt"));
        assert_eq!(guessed.published.map(|published| published.known), Some(HowKnown::FileName));
        let given = Given {
            outlet: Some("Atlas Wire".into()),
            published: "2025-03-11".parse().ok(),
            language: Some("fr".into()),
        };
        let told = row(&document(article, &given));
        assert_eq!((told.outlet.as_str(), told.language.as_str()), ("Atlas Wire", "fr"));
        let published = told.published.expect("a date");
        assert_eq!((published.when.to_string().as_str(), published.known), ("2025-03-11", HowKnown::Given));
    }

    #[test]
    fn each_text_is_told_what_became_of_it() {
        let mut session = Session::in_memory(new_project(crate::base::id::Ids::from_seed(1).fresh()), "AL", 1);
        let mut add = |texts: &[&str]| -> Vec<Fate> {
            let several = texts.iter().map(|text| imported("a.txt", text).into()).collect();
            let outcome = session.perform(&Command::AddDocuments(several), Stamp::default()).expect("performed");
            let documents = outcome.made.iter().filter_map(|id| match id {
                RecordId::Document(id) => Some(*id),
                _ => None,
            });
            sort(session.project(), &documents.collect::<Vec<_>>(), texts)
        };
        let first = add(&["one", "two", "one"]);
        let [Fate::New(one), Fate::New(two), Fate::Duplicate(twin)] = first[..] else { panic!("{first:?}") };
        assert_eq!(one, twin);
        let second = add(&["two", "three"]);
        assert!(matches!(second[..], [Fate::Duplicate(id), Fate::New(_)] if id == two), "{second:?}");
    }
}
