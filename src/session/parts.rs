//! What commands are made of: places in documents, documents that are not there yet, and what new records are for.

use crate::base::span::Pieces;
use crate::model::{CodeId, CodeKind, DocumentId, EntityId, EventId, MarkId, ZoneKind};
use crate::ops::document::DocumentChange;
use serde::{Deserialize, Serialize};

/// Which event an accepted date belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DateOf {
    /// One that is there.
    Event(EventId),
    /// A new one.
    New {
        /// Its type.
        code: CodeId,
        /// The words that are evidence of it.
        words: At,
    },
}

/// What a new record is used for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Purpose {
    /// A code to tag words with; makes what it stands for, as [`super::Command::TagNew`] does.
    Tag {
        /// Where.
        document: DocumentId,
        /// The words.
        at: At,
        /// An event type or an entity kind.
        kind: CodeKind,
    },
    /// A code for a mark.
    MarkCode {
        /// Which mark.
        mark: MarkId,
        /// An event type or an entity kind.
        kind: CodeKind,
    },
    /// A code to tag many places with, as [`super::Command::TagEach`] does.
    TagEach {
        /// Where.
        places: Vec<Spot>,
        /// An event type or an entity kind.
        kind: CodeKind,
    },
    /// An event that a mark is evidence of, instead of any other.
    Evidence(MarkId),
    /// An event that words are evidence of.
    EvidenceAt {
        /// Where.
        document: DocumentId,
        /// The words.
        at: At,
    },
    /// The type of an event.
    EventType(EventId),
    /// One more area of an event.
    Area(EventId),
    /// The role of a participant, counted from 0.
    Role(EventId, usize),
    /// An entity that takes part in an event.
    Participant(EventId),
    /// The kind of an entity.
    EntityKind(EntityId),
    /// What an entity is part of.
    PartOf(EntityId),
    /// Of what an office of an entity is, counted from 0.
    OfficeOf(EntityId, usize),
    /// Whose the figure at this place of an event is, counted from 0.
    FigureOf(EventId, usize),
}

/// A document that is not in the project yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDocument {
    /// The whole text, its headline included.
    pub text: String,
    /// What is known of it.
    #[serde(default)]
    pub changes: Vec<DocumentChange>,
}

/// A document that is brought in with what was found about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrival {
    /// The document.
    pub document: NewDocument,
    /// The parts of it that are not the article.
    #[serde(default)]
    pub zones: Vec<Part>,
    /// Which of the others, counted from 0, it is a copy of; one that is in the project already is named by the
    /// document's changes.
    #[serde(default)]
    pub copy_of: Option<usize>,
}

/// A part of a text that is not the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The words; one piece.
    pub at: At,
    /// What stands there.
    pub kind: ZoneKind,
    /// Why.
    #[serde(default)]
    pub note: String,
}

/// A zone to be drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewZone {
    /// Where.
    pub document: DocumentId,
    /// What.
    pub part: Part,
}

/// A place and its document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// In which document.
    pub document: DocumentId,
    /// The words.
    pub at: At,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum At {
    /// UTF-8 bytes, half-open: what the window uses.
    Bytes(Pieces),
    /// Unicode code points, half-open, counted from 0.
    Chars(Vec<(usize, usize)>),
    /// By its words.
    Quote {
        /// The words, exactly.
        quote: String,
        /// Which of the places that have these words, counted from 1.
        #[serde(default = "first")]
        occurrence: usize,
        /// Further pieces of a discontinuous mark, each the next place after the one before it.
        #[serde(default)]
        then: Vec<String>,
    },
}

fn first() -> usize {
    1
}
