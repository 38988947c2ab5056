//! A mark: words of one document, and what they are evidence of.

use super::event::{Certainty, Status};
use super::id::{CodeId, DocumentId, EntityId, EventId, MarkId};
use super::{Made, is_default, record};
use crate::base::patch::{Mapped, Patch};
use crate::base::span::{Pieces, Span};
use serde::{Deserialize, Serialize};

/// One or more pieces of a document, with a code, a quote, and what it is evidence of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The document.
    pub document: DocumentId,
    /// Where, in bytes of its text. For a [`Anchor::Lost`] mark: where it was last.
    pub pieces: Pieces,
    /// The words, pieces joined by ` … `: what makes the mark readable without the text, and findable again.
    pub quote: String,
    /// The words around it.
    pub context: Context,
    /// Whether the words are still there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub anchor: Anchor,
    /// What it was tagged as: an event type or an entity kind; `None` for a plain highlight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub code: Option<CodeId>,
    /// What it is evidence of; several, where a plural (“both agreements”) speaks of two things at once.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<Evidence>,
    /// What this sentence says of the event's reality, where it differs from the event (hoped for here, done there).
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: Option<Status>,
    /// Who says so, nearest first: the outlet's own words are an empty list; “ministry statement → agency” is two.
    #[serde(default, skip_serializing_if = "is_default")]
    pub attribution: Vec<String>,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Who made it.
    pub made: Made,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Option<Made>,
}

record!(Mark, MarkId, "mark", |mark| &mark.quote);

impl Mark {
    /// Whether it is evidence of this event.
    #[must_use]
    pub fn proves_event(&self, event: EventId) -> bool {
        self.evidence.iter().any(|evidence| evidence.of == Proves::Event(event))
    }

    /// The events that it is evidence of.
    pub fn events(&self) -> impl Iterator<Item = EventId> + '_ {
        self.evidence.iter().filter_map(|evidence| match evidence.of {
            Proves::Event(event) => Some(event),
            Proves::Entity(_) => None,
        })
    }

    /// The entities that it names.
    pub fn entities(&self) -> impl Iterator<Item = EntityId> + '_ {
        self.evidence.iter().filter_map(|evidence| match evidence.of {
            Proves::Entity(entity) => Some(entity),
            Proves::Event(_) => None,
        })
    }

    /// Follows its words through a change of its text; `text` is the text after it.
    ///
    /// Where some of its words were changed it keeps what is left and becomes [`Anchor::Doubtful`]; where nothing is
    /// left it becomes [`Anchor::Lost`] and keeps its quote.
    pub fn follow(&mut self, patch: &Patch, text: &str) {
        if self.anchor == Anchor::Lost {
            return;
        }
        let mapped: Vec<Mapped> = self.pieces.spans().iter().map(|span| patch.map(*span)).collect();
        let touched = mapped.iter().any(|mapped| !matches!(mapped, Mapped::Kept(_)));
        let left = mapped.into_iter().filter_map(|mapped| match mapped {
            Mapped::Kept(span) | Mapped::Touched(span) => Some(span),
            Mapped::Gone => None,
        });
        let place = Pieces::new(left.collect()).and_then(|pieces| Some((pieces.words(text)?, pieces)));
        let Some((quote, pieces)) = place else {
            self.anchor = Anchor::Lost;
            return;
        };
        self.context = Context::around(text, pieces.hull());
        (self.pieces, self.quote) = (pieces, quote);
        if touched {
            self.anchor = Anchor::Doubtful;
        }
    }
}

/// Up to 32 code points on each side of a mark's hull: with the quote, enough to find it in another edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// What stands before.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix: String,
    /// What stands after.
    #[serde(default, skip_serializing_if = "is_default")]
    pub suffix: String,
}

impl Context {
    /// The words around `hull`.
    #[must_use]
    pub fn around(text: &str, hull: Span) -> Self {
        let before = text.get(..hull.start()).unwrap_or_default();
        let after = text.get(hull.end()..).unwrap_or_default();
        let start = before.char_indices().rev().take(CONTEXT_CHARS).last().map_or(hull.start(), |(at, _)| at);
        Self {
            prefix: before.get(start..).unwrap_or_default().to_owned(),
            suffix: after.chars().take(CONTEXT_CHARS).collect(),
        }
    }
}

/// Code points of context kept on each side.
pub const CONTEXT_CHARS: usize = 32;

/// Whether the words of a mark are still in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// They are where the pieces say.
    #[default]
    Placed,
    /// The text was corrected across an edge: the pieces are what is left, and a person should look.
    Doubtful,
    /// They were removed from the text; the quote keeps them.
    Lost,
}

/// That a mark speaks of something, and how surely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Of what.
    pub of: Proves,
    /// How sure it is that the sentence means this one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub link: Certainty,
}

impl Evidence {
    /// Certain evidence.
    #[must_use]
    pub fn certain(of: Proves) -> Self {
        Self { of, link: Certainty::Certain }
    }
}

/// What a mark can be evidence of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Proves {
    /// An event.
    Event(EventId),
    /// An entity.
    Entity(EntityId),
}
