//! A mark: words of one document, and what they are evidence of.

use super::event::{Certainty, Status};
use super::id::{CodeId, DocumentId, EntityId, EventId, MarkId};
use super::{Made, is_default, record};
use crate::base::anchor::{Course, Found, Search, Selector, same_letters, similarity, weighted};
use crate::base::span::{PIECES_JOINED_BY, Pieces, Span};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One or more pieces of a document, with a code, a quote, and what it is evidence of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The document.
    pub document: DocumentId,
    /// Where, in bytes of its text. For a [`Anchor::Lost`] mark: where it was last.
    pub pieces: Pieces,
    /// The words, pieces joined by ` … `: what makes the mark readable without the text, and findable again. They stand
    /// in the pieces while the mark is [`Anchor::Placed`]; otherwise they are those that somebody marked or confirmed.
    pub quote: String,
    /// The words around the quote.
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
    /// Whether it gives somebody's very words or reports them; `None` where the outlet speaks itself, or nobody said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub speech: Option<Speech>,
    /// Who says so, nearest first: the outlet's own words are an empty list; “ministry statement → agency” is two.
    #[serde(default, skip_serializing_if = "is_default")]
    pub attribution: Vec<String>,
    /// The analyst holds that the source is wrong here; the note says how.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_error: bool,
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

    /// Follows its words to another text.
    ///
    /// A correction ([`Search::Near`]) leaves it [`Anchor::Placed`] where its words were not changed, and, with the new
    /// words, where they are so like the old ones that the score is at least [`PLACED`]: somebody stood beside them.
    /// Another edition ([`Search::Everywhere`]) leaves it placed only where the same letters and digits stand with such
    /// a score: one other digit in a long sentence hardly lowers a score. Else it is [`Anchor::Doubtful`] at the best
    /// place and keeps quote and context as they were; below [`DOUBTFUL`] it is [`Anchor::Lost`] and keeps them too.
    /// One that was doubtful stays so until its own words stand there again; one that was lost is looked for word for
    /// word, in another edition.
    pub fn follow(&mut self, course: &Course<'_>) {
        let found = self.find_pieces(course);
        if found.iter().flatten().next().is_none() && self.anchor == Anchor::Lost {
            return;
        }
        let kept = found.iter().all(|found| found.is_some_and(|found| found.kept));
        let places = found.iter().flatten().map(|found| found.place).collect();
        let place = Pieces::new(places).and_then(|pieces| Some((pieces.words(course.after())?, pieces)));
        let Some((words, pieces)) = place else {
            self.anchor = Anchor::Lost;
            return;
        };
        let whole = pieces.spans().len() == self.pieces.spans().len() && found.iter().all(Option::is_some);
        let score = score(&self.quote, &self.context, &pieces, course.after());
        match self.verdict(course.search(), &words, Fit { score, kept, whole }) {
            Anchor::Lost => self.anchor = Anchor::Lost,
            Anchor::Doubtful => (self.pieces, self.anchor) = (pieces, Anchor::Doubtful),
            Anchor::Placed => self.settle(pieces, words, course.after()),
        }
    }

    /// Takes the words at a place as its own.
    pub fn settle(&mut self, pieces: Pieces, words: String, text: &str) {
        self.context = Context::around(text, pieces.hull());
        (self.pieces, self.quote, self.anchor) = (pieces, words, Anchor::Placed);
    }

    /// How well its place fits its quote and context, from 0 to 1; see [`crate::base::anchor`]. Of several pieces the
    /// worst counts.
    #[must_use]
    pub fn score(&self, text: &str) -> f64 {
        if self.anchor == Anchor::Lost { 0.0 } else { score(&self.quote, &self.context, &self.pieces, text) }
    }

    fn verdict(&self, search: Search, words: &str, fit: Fit) -> Anchor {
        let same = same_letters(&self.quote, words);
        match (self.anchor, search) {
            (Anchor::Placed, Search::Near) if fit.kept => Anchor::Placed,
            (Anchor::Placed, Search::Near) if fit.whole && fit.score >= PLACED => Anchor::Placed,
            (Anchor::Placed | Anchor::Lost, _) if fit.whole && same && fit.score >= PLACED => Anchor::Placed,
            (Anchor::Doubtful, _) if fit.whole && self.quote == words && fit.score >= PLACED => Anchor::Placed,
            // Where the patch left a doubtful mark alone nothing became worse.
            (Anchor::Doubtful, _) if fit.kept => Anchor::Doubtful,
            _ if fit.score >= DOUBTFUL => Anchor::Doubtful,
            _ => Anchor::Lost,
        }
    }

    /// Where each piece went. A quote that stands elsewhere by itself is no reason to look for one of several pieces.
    fn find_pieces(&self, course: &Course<'_>) -> Vec<Option<Found>> {
        let spans = self.pieces.spans();
        let quotes = parts(&self.quote, spans.len());
        let last = spans.len().saturating_sub(1);
        let find = |(at, span): (usize, &Span)| {
            let around = Context::around(course.before(), *span);
            let wanted = Selector {
                quote: quotes.get(at).copied().or_else(|| span.text(course.before()))?,
                prefix: if at == 0 { &self.context.prefix } else { &around.prefix },
                suffix: if at == last { &self.context.suffix } else { &around.suffix },
            };
            match (self.anchor, course.search()) {
                (Anchor::Lost, Search::Near) => None,
                (Anchor::Lost, Search::Everywhere) => course.find_exact(&wanted, *span),
                _ => course.find(&wanted, *span),
            }
        };
        spans.iter().enumerate().map(find).collect()
    }
}

/// From this score on a mark is placed without a question.
pub const PLACED: f64 = 0.8;
/// From this score on the best place is worth a question; below it the words are lost.
pub const DOUBTFUL: f64 = 0.5;

/// How the words of a mark were found.
#[derive(Clone, Copy)]
struct Fit {
    score: f64,
    /// The change left all of them alone.
    kept: bool,
    /// All pieces were found, and they are still as many.
    whole: bool,
}

/// The quotes of the pieces of a mark; empty if it does not say which words belong to which piece.
fn parts(quote: &str, pieces: usize) -> Vec<&str> {
    let parts: Vec<&str> = if pieces == 1 { vec![quote] } else { quote.split(PIECES_JOINED_BY).collect() };
    if parts.len() == pieces { parts } else { Vec::new() }
}

fn score(quote: &str, context: &Context, pieces: &Pieces, text: &str) -> f64 {
    let wanted = Selector { quote, prefix: &context.prefix, suffix: &context.suffix };
    let around = wanted.around(text, pieces.hull());
    let quotes = parts(quote, pieces.spans().len());
    let alike =
        quotes.iter().zip(pieces.spans()).map(|(quote, span)| similarity(quote, span.text(text).unwrap_or_default()));
    let worst = alike.min_by(f64::total_cmp);
    let words = worst.unwrap_or_else(|| similarity(quote, &pieces.quote(text).unwrap_or_default()));
    weighted(words, around)
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Anchor {
    /// They are where the pieces say.
    #[default]
    Placed,
    /// Other words stand there since the text was changed: the pieces are the best place, the quote keeps the words, and
    /// a person should look.
    Doubtful,
    /// They are not in the text any more; the quote keeps them, and the pieces are where they were last.
    Lost,
}

/// How a sentence gives what somebody said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Speech {
    /// Word for word, between quotation marks.
    Direct,
    /// In the outlet's words.
    Reported,
}

impl Speech {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Direct, Self::Reported];
}

impl fmt::Display for Speech {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Direct => "direct speech",
            Self::Reported => "reported speech",
        })
    }
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
