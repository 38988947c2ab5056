//! What the reader paints: the marks of one document in lanes, with the colours of their codes.
//!
//! The marks in sight are looked up in every frame, for there are few of them. The map beside the scroll bar is of
//! the whole document: it is computed when the project or the document has changed, beside the frames if it is large.

use super::spoken;
use crate::base::span::Span;
use crate::model::{Anchor, CodeKind, Colour, DocumentId, Mark, MarkId, Pattern, RecordId};
use crate::project::Project;
use crate::query::layers::{Run, runs_over};
use crate::ui::computed::Computed;
use crate::ui::reader::{Highlight, Highlights, Look, Stripe};
use crate::ui::theme;
use crate::ui::view::View;
use egui::Color32;

/// The map of a document: where its marks are.
#[derive(Default)]
pub struct Map {
    stripes: Computed<(u64, DocumentId), Vec<Stripe>>,
    revision: u64,
}

/// A map has at most so many stripes: more than any screen has rows of pixels.
const MOST_STRIPES: usize = 4_096;

impl Map {
    /// Sees to it that it fits the project and the document, now or soon.
    pub fn refresh(&mut self, ctx: &egui::Context, view: View<'_>, document: DocumentId) {
        let question = (view.session.revision(), document);
        if self.stripes.refresh(ctx, view, question, move |project| stripes(project, document)) {
            self.revision += 1;
        }
    }

    /// Whether a newer one is on its way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.stripes.is_running()
    }
}

/// The marks of one document in one frame, ready to be painted.
pub struct Painted<'a> {
    /// The project.
    pub view: View<'a>,
    /// The document.
    pub document: DocumentId,
    /// Its map.
    pub map: &'a Map,
    /// The events and entities of which every mark is lit up.
    pub lit: &'a [RecordId],
}

impl Highlights for Painted<'_> {
    fn between(&self, span: Span, out: &mut Vec<Highlight>) {
        let project = self.view.project();
        out.extend(runs_over(project, self.document, span).into_iter().filter_map(|run| {
            let Paint { colour, pattern, look } = paint(project, project.marks().get(run.mark)?);
            let Run { mark, piece, lane, first, last } = run;
            Some(Highlight { mark, piece, lane, colour, pattern, look, first, last })
        }));
    }

    fn is_doubtful(&self, mark: MarkId) -> bool {
        self.view.project().marks().get(mark).is_some_and(|mark| mark.anchor == Anchor::Doubtful)
    }

    fn is_lit(&self, mark: MarkId) -> bool {
        let mark = self.view.project().marks().get(mark);
        mark.is_some_and(|mark| super::lights::proven(mark).any(|record| self.lit.contains(&record)))
    }

    fn name(&self, mark: MarkId) -> String {
        spoken::name(self.view, mark).unwrap_or_default()
    }

    fn proposal(&self, words: Span) -> String {
        spoken::proposal(self.view, words).unwrap_or_default()
    }

    fn stripes(&self) -> &[Stripe] {
        self.map.stripes.get().map_or(&[], Vec::as_slice)
    }

    fn revision(&self) -> u64 {
        self.map.revision
    }
}

struct Paint {
    colour: Color32,
    pattern: Pattern,
    look: Look,
}

fn paint(project: &Project, mark: &Mark) -> Paint {
    let Some(code) = mark.code.and_then(|code| project.codes().get(code)) else {
        return Paint { colour: theme::of_code(Colour::default()), pattern: Pattern::Plain, look: Look::Plain };
    };
    let look = if code.kind == CodeKind::EntityKind { Look::Entity } else { Look::Event };
    Paint { colour: theme::of_code(code.colour), pattern: code.pattern, look }
}

/// The marks of a whole document but for names.
fn stripes(project: &Project, document: DocumentId) -> Vec<Stripe> {
    let marks = project.index().marks_in(document).filter_map(|(hull, id)| Some((hull, project.marks().get(id)?)));
    // Names are everywhere; the map shows where the events are.
    let events = marks.filter(|(_, mark)| paint(project, mark).look != Look::Entity).map(|(_, mark)| &**mark);
    stripes_of(project, document, events)
}

/// One stripe for each of these marks of a document that has a place, in their order; where there are too many, one for
/// each part of the text, in the colour of its first mark.
#[must_use]
pub fn stripes_of<'p>(project: &Project, document: DocumentId, marks: impl Iterator<Item = &'p Mark>) -> Vec<Stripe> {
    let placed = marks.filter(|mark| mark.document == document && mark.anchor != Anchor::Lost);
    let stripe = |mark: &Mark| Stripe { byte: mark.pieces.hull().start(), colour: paint(project, mark).colour };
    let mut stripes: Vec<Stripe> = placed.map(stripe).collect();
    if stripes.len() > MOST_STRIPES {
        let part = project.text(document).len() / MOST_STRIPES + 1;
        stripes.sort_by_key(|stripe| stripe.byte);
        stripes.dedup_by_key(|stripe| stripe.byte / part);
    }
    stripes
}
