//! Names in texts: who and what they speak of, and which spellings are one person, body or place.
//!
//! [`mentions`] reads one text, [`group`] brings the names of all texts together and learns from the project: the names
//! of its entities are found everywhere, its decisions are kept. Both are rules and lists (`assets/names`), so every
//! proposal can say why. Promises: places are on character boundaries, sorted, and do not overlap; the same input gives
//! the same answer; time grows with the text.
//!
//! What it does *not* do: change anything. A proposal is a proposal until a person makes an entity of it. Scripts
//! without capitals are found only by the names of entities.

mod group;
mod keys;
mod learnt;
mod lists;
mod organisation;
mod segment;
mod settle;
mod tokens;
mod words;

pub use group::group;

use crate::base::span::Span;
use crate::model::{DocumentId, DocumentState, EntityId};
use crate::project::Project;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A human being.
    Person,
    /// A body: a ministry, a company, a court, an armed group.
    Organisation,
    /// A state, town, region, water, building.
    Place,
    /// A treaty, a declaration, a plan.
    Agreement,
    /// An operation with a name of its own.
    Operation,
    /// Something else: a happening, a prize.
    Other,
}

impl Kind {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Organisation, Self::Place, Self::Agreement, Self::Operation, Self::Other];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Agreement => "agreement",
            Self::Operation => "operation",
            Self::Other => "other",
        })
    }
}

/// A name in one text, before it is known which names belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where, in bytes of the text, half-open.
    pub span: Span,
    /// The words, with single blanks.
    pub text: String,
    /// What it seems to name.
    pub kind: Kind,
    /// Why it seems so.
    pub because: &'static str,
    /// The office that stands before a person's name: “Interior Minister”.
    pub office: Option<String>,
    /// The state that is named beside it: “Moroccan”, “Morocco’s”.
    pub of: Option<&'static str>,
    /// The long form that stands before this acronym in brackets.
    pub short_for: Option<String>,
    /// The text as spellings are compared.
    plain: String,
}

/// A proposal: names that seem to be one person, body or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The fullest spelling, or that of the entity.
    pub name: String,
    /// What it seems to be.
    pub kind: Kind,
    /// The other spellings, sorted, each with the reason for which it belongs here.
    pub aliases: Vec<Alias>,
    /// Where it is named, by document and place.
    pub mentions: Vec<Mention>,
    /// Why it is proposed, as this kind.
    pub because: Vec<String>,
    /// The entity of the project that it is already.
    pub entity: Option<EntityId>,
    /// Offices that stand before the name, sorted.
    pub offices: Vec<Office>,
}

/// Another spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// The spelling.
    pub text: String,
    /// Why it belongs to the name.
    pub because: String,
}

/// A place where it is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The document.
    pub document: DocumentId,
    /// Where, in bytes of its text, half-open.
    pub span: Span,
    /// The office that stands before the name here.
    pub office: Option<String>,
    /// Whether a mark says already that an entity is named here.
    pub marked: bool,
}

/// An office beside a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// “Interior Minister”.
    pub title: String,
    /// The state whose office it is, if that is said.
    pub of: Option<String>,
}

/// What a person decided about names, besides making entities of them. Spellings are compared folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Spellings that are no names.
    pub not_names: BTreeSet<String>,
    /// Pairs of spellings that are not the same.
    pub apart: BTreeSet<(String, String)>,
}

/// What one text says of names. Whoever keeps it for every text reads only those again that have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The names, sorted and not overlapping.
    pub found: Vec<Found>,
    /// All words, among which the names of entities are looked up.
    words: words::Words,
}

/// Reads one text, outside its zones. `language` is a BCP 47 tag or empty.
#[must_use]
pub fn read(text: &str, zones: &[Span], language: &str) -> Reading {
    let tokens = tokens::tokens(text, zones, language);
    let guesses = segment::guesses(text, &tokens);
    Reading { found: settle::settle(text, &tokens, guesses), words: words::Words::of(text, &tokens) }
}

/// The names in one text, outside its zones, sorted and not overlapping. `language` is a BCP 47 tag or empty.
#[must_use]
pub fn mentions(text: &str, zones: &[Span], language: &str) -> Vec<Found> {
    read(text, zones, language).found
}

/// The names of all documents that are not set aside, grouped.
#[must_use]
pub fn names(project: &Project, decisions: &Decisions) -> Vec<Suggestion> {
    let rows = project.documents().iter().filter(|(_, row)| row.state != DocumentState::SetAside);
    let readings: Vec<(DocumentId, Arc<Reading>)> = rows
        .map(|(id, row)| {
            let zones: Vec<Span> = row.zones.iter().map(|zone| zone.span).collect();
            (id, read(project.text(id), &zones, &row.language).into())
        })
        .collect();
    group(project, &readings, decisions)
}

/// Whether a name is one of a state or territory in the lists, whatever its case and accents: “Maroc”, “Kingdom of
/// Morocco”. Demonyms are none.
#[must_use]
pub fn is_state(name: &str) -> bool {
    lists::lists().state_of_plain(&keys::plain(name)).is_some()
}

#[cfg(test)]
mod tests;
