//! A document: one text with a source, a publication date and a state.
//!
//! The row is here; the text is kept apart under the same id, because a row changes often and a text hardly ever.

use super::id::{DocumentId, ZoneId};
use super::{ExternalId, Made, is_default, record};
use crate::base::{span::Span, when::When};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The row of a document. Empty strings and `None` mean “not known”.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its headline, as a list shows it; the text keeps its own.
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outlet: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub author: String,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "is_default")]
    pub url: String,
    /// When it was published: the date that relative dates in its text are counted from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub published: Option<Published>,
    /// BCP 47 language tag, such as `en` or `ar`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: String,
    /// How far the work on it has come.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: DocumentState,
    /// Whose words it carries, nearest first: an agency, then the ministry whose statement the agency copied.
    ///
    /// Documents with the same last entry count once for corroboration.
    #[serde(default, skip_serializing_if = "is_default")]
    pub origin: Vec<String>,
    /// The document of this project that it is a copy of. Its outlet is then no source of its own: the origin is that
    /// of the original.
    #[serde(default, skip_serializing_if = "is_default")]
    pub syndicated_from: Option<DocumentId>,
    /// How far the source is trusted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub grade: Option<Grade>,
    /// With whom it may be shared.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handling: Option<Handling>,
    /// Free labels.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: BTreeSet<String>,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// The name of the file that it came from, without its folder.
    #[serde(default, skip_serializing_if = "is_default")]
    pub file: String,
    /// Identifiers in other systems, such as a permalink or an archive number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub external: Vec<ExternalId>,
    /// SHA-256 of its text in UTF-8, in hexadecimal: says whether a text was changed behind the program's back.
    pub text_sha256: String,
    /// Parts of the text that are not the article, sorted by place.
    #[serde(default, skip_serializing_if = "is_default")]
    pub zones: Vec<Zone>,
    /// Who brought it in.
    pub made: Made,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Option<Made>,
}

record!(Document, DocumentId, "document", |document| &document.title);

/// A publication date and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The date.
    pub when: When,
    /// How it is known.
    pub known: HowKnown,
    /// In words, such as “from the address …/2025/03/10/…”.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
}

/// How a publication date is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HowKnown {
    /// A person entered it.
    #[default]
    Given,
    /// The text says so: a dateline, a line of metadata.
    Stated,
    /// The address says so.
    Address,
    /// The file's name says so.
    FileName,
    /// Somebody worked it out.
    Inferred,
}

/// How far the work on a document has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentState {
    /// Not read yet.
    #[default]
    New,
    /// Being read.
    InWork,
    /// Read to its end.
    Done,
    /// Kept, but left out of every count.
    SetAside,
}

impl DocumentState {
    /// All of them, in the order of the work.
    pub const ALL: [Self; 4] = [Self::New, Self::InWork, Self::Done, Self::SetAside];
}

impl fmt::Display for DocumentState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "new",
            Self::InWork => "in work",
            Self::Done => "done",
            Self::SetAside => "set aside",
        })
    }
}

/// An Admiralty grade (NATO AJP-2.1): reliability of the source A–F, credibility of the information 1–6, rated
/// independently of each other. Written as in `B2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Grade {
    reliability: u8,
    credibility: u8,
}

impl std::str::FromStr for Grade {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.as_bytes() {
            [letter @ b'A'..=b'F', digit @ b'1'..=b'6'] => Ok(Self { reliability: *letter, credibility: *digit }),
            _ => Err(format!("“{text}” is not an Admiralty grade: a letter A–F and a digit 1–6, such as B2")),
        }
    }
}

impl TryFrom<String> for Grade {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Grade> for String {
    fn from(grade: Grade) -> Self {
        grade.to_string()
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", char::from(self.reliability), char::from(self.credibility))
    }
}

/// A label of the Traffic Light Protocol 2.0 (FIRST, 2022).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Handling {
    /// TLP:CLEAR: no limit.
    Clear,
    /// TLP:GREEN: the community.
    Green,
    /// TLP:AMBER: the organisation and its clients.
    Amber,
    /// TLP:AMBER+STRICT: the organisation only.
    AmberStrict,
    /// TLP:RED: those present only.
    Red,
}

impl fmt::Display for Handling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clear => "TLP:CLEAR",
            Self::Green => "TLP:GREEN",
            Self::Amber => "TLP:AMBER",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Red => "TLP:RED",
        })
    }
}

/// A part of a text that is not the article: left out of search, suggestions and counts, while offsets stay valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its id.
    pub id: ZoneId,
    /// Bytes of the text, half-open.
    pub span: Span,
    /// What stands there.
    pub kind: ZoneKind,
    /// Why, if that needs saying.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Who drew it.
    pub made: Made,
}

/// What stands in a zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ZoneKind {
    /// “Related articles”, “Read also”.
    #[default]
    Related,
    /// An advertisement.
    Advertisement,
    /// Menus, footers, legal lines.
    Boilerplate,
    /// Lines about the article rather than of it.
    Metadata,
}

impl ZoneKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Related, Self::Advertisement, Self::Boilerplate, Self::Metadata];
}

impl fmt::Display for ZoneKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Related => "related articles",
            Self::Advertisement => "advertisement",
            Self::Boilerplate => "boilerplate",
            Self::Metadata => "metadata",
        })
    }
}
