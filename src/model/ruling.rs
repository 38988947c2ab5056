//! A ruling: what a person decided about something that the program proposed, so that it is never proposed again.
//!
//! What was accepted is in the other records: a name as an entity, a date in an event. Here is what was declined, and
//! what was said to be all right although it looks like a flaw in the coding.

use super::id::{DocumentId, RecordId, RulingId};
use super::mark::Context;
use super::{Made, is_default, record};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A decision to leave something as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// What was decided.
    pub about: Matter,
    /// Why, if somebody said so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// Who decided it.
    pub made: Made,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Option<Made>,
}

record!(Ruling, RulingId, "ruling", |ruling| ruling.about.words());

/// What a ruling decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Matter {
    /// This spelling is no name that is worth an entity, in any document; case does not matter.
    NotAName(String),
    /// Two spellings that do not name the same, in any document; the smaller one first.
    NotOneName(String, String),
    /// These words are no date to be recorded. Found again by their quote and what stands around it, so that a
    /// corrected text does not bring them back.
    NotADate {
        /// In which document.
        document: DocumentId,
        /// The words.
        quote: String,
        /// What stands around them.
        context: Context,
    },
    /// Lines that look as if they were not the article belong to it.
    NotAZone {
        /// In which document.
        document: DocumentId,
        /// The words with which they begin.
        begins: String,
    },
    /// Two documents that look alike were written independently; the smaller id first.
    NotACopy(DocumentId, DocumentId),
    /// The coding is all right as it is, although it looks like this flaw. Holds until what the flaw rests on changes.
    Accepted {
        /// What it looks like.
        flaw: Flaw,
        /// In which records, sorted.
        records: Vec<RecordId>,
        /// What was the case: “2025-05-10 after 2025-03-11”; empty where there is nothing that could change.
        #[serde(default, skip_serializing_if = "is_default")]
        rests_on: String,
    },
    /// What coders see differently stays as it is: these marks or events, sorted. It holds for just these; what is
    /// marked later at the same place is in question again.
    Disagreement {
        /// What they have.
        records: Vec<RecordId>,
    },
}

impl Matter {
    /// The words that it is about; empty for documents.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::NotAName(name) | Self::NotOneName(name, _) => name,
            Self::NotADate { quote, .. } => quote,
            Self::NotAZone { begins, .. } => begins,
            Self::NotACopy(..) => "",
            Self::Disagreement { .. } => "disagreement",
            Self::Accepted { flaw, .. } => flaw.name(),
        }
    }

    /// The records that it is about: it goes when one of them is deleted.
    #[must_use]
    pub fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Accepted { records, .. } | Self::Disagreement { records } => records.clone(),
            _ => self.documents().into_iter().map(RecordId::from).collect(),
        }
    }

    /// The records that it is about besides documents, to be changed where one becomes part of another.
    #[must_use]
    pub fn records_mut(&mut self) -> Option<&mut Vec<RecordId>> {
        match self {
            Self::Accepted { records, .. } | Self::Disagreement { records } => Some(records),
            _ => None,
        }
    }

    /// The documents that it is about; none if it holds for all of them.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentId> {
        match self {
            Self::NotADate { document, .. } | Self::NotAZone { document, .. } => vec![*document],
            Self::NotACopy(a, b) => vec![*a, *b],
            Self::NotAName(_) | Self::NotOneName(..) | Self::Accepted { .. } | Self::Disagreement { .. } => {
                Vec::new()
            }
        }
    }
}

/// What “Check my coding” looks for. A flaw is a question, never an error: it may be all right as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Flaw {
    /// An event without a date.
    NoDate,
    /// An event in which nobody takes part.
    NoActor,
    /// An event that no mark proves.
    NoEvidence,
    /// Two marks of one place with the same code, or evidence of the same thing.
    SameSpan,
    /// One spelling of two entities.
    SharedName,
    /// An entity that is used once, or nowhere.
    UsedOnce,
    /// An event that is said to have happened after it was reported.
    AfterPublication,
    /// Somebody in a role that entities of this kind do not fill.
    WrongKind,
    /// Too few or too many in a role.
    HowMany,
    /// Links between events that cannot all be right.
    Contradiction,
    /// A figure that does not say what it counts.
    NoUnit,
    /// A document that is done, with suggestions that nobody has decided.
    StillOpen,
    /// A code without a definition.
    NoDefinition,
}

impl Flaw {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 13] = [
        Self::NoDate,
        Self::NoActor,
        Self::NoEvidence,
        Self::SameSpan,
        Self::SharedName,
        Self::UsedOnce,
        Self::AfterPublication,
        Self::WrongKind,
        Self::HowMany,
        Self::Contradiction,
        Self::NoUnit,
        Self::StillOpen,
        Self::NoDefinition,
    ];

    /// Its name, as lists have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoDate => "event without a date",
            Self::NoActor => "event without participants",
            Self::NoEvidence => "event without evidence",
            Self::SameSpan => "same words marked twice",
            Self::SharedName => "one spelling of two entities",
            Self::UsedOnce => "entity used once",
            Self::AfterPublication => "happened after it was reported",
            Self::WrongKind => "kind that the role does not allow",
            Self::HowMany => "too few or too many in a role",
            Self::Contradiction => "contradictory links",
            Self::NoUnit => "figure without a unit",
            Self::StillOpen => "done with open suggestions",
            Self::NoDefinition => "code without a definition",
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
