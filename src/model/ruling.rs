//! A ruling: what a person decided about something that the program proposed, so that it is never proposed again.
//!
//! What was accepted is in the other records: a name as an entity, a date in an event. Here is what was declined.

use super::id::{DocumentId, RulingId};
use super::mark::Context;
use super::{Made, is_default, record};
use serde::{Deserialize, Serialize};

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
        }
    }

    /// The documents that it is about; none if it holds for all of them.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentId> {
        match self {
            Self::NotADate { document, .. } | Self::NotAZone { document, .. } => vec![*document],
            Self::NotACopy(a, b) => vec![*a, *b],
            Self::NotAName(_) | Self::NotOneName(..) => Vec::new(),
        }
    }
}
