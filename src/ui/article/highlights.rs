//! What the reader paints: the marks of one document in lanes, with the colours of their codes.
//!
//! Computed when the project or the document changed; the reader asks for what is in sight.

use crate::base::span::Span;
use crate::model::{CodeKind, DocumentId, MarkId, RecordId};
use crate::query::layers::{Layers, Run, layers};
use crate::ui::reader::{Highlight, Highlights, Look, Stripe};
use crate::ui::theme;
use crate::ui::view::View;
use egui::Color32;
use std::collections::{BTreeMap, BTreeSet};

/// The marks of one document, ready to be painted.
#[derive(Default)]
pub struct Painted {
    made_for: Option<(u64, DocumentId)>,
    layers: Option<Layers>,
    paints: BTreeMap<MarkId, Paint>,
    stripes: Vec<Stripe>,
    lit: BTreeSet<MarkId>,
    lit_for: Option<(u64, Option<RecordId>)>,
}

#[derive(Clone, Copy)]
struct Paint {
    colour: Color32,
    pattern: crate::model::Pattern,
    look: Look,
}

impl Painted {
    /// Makes sure that it fits the project and the document.
    pub fn refresh(&mut self, view: View<'_>, document: DocumentId) {
        let key = (view.session.revision(), document);
        if self.made_for != Some(key) {
            let marks = view.index().marks_in(document);
            self.paints = marks.map(|(_, mark)| (mark, paint(view, mark))).collect();
            let layers = layers(view.project(), document);
            self.stripes = layers.runs().iter().filter_map(|run| self.stripe(run)).collect();
            self.layers = Some(layers);
            self.made_for = Some(key);
        }
        let lit_for = (view.session.revision(), view.session.selection.record);
        if self.lit_for != Some(lit_for) {
            self.lit = match view.session.selection.record {
                Some(RecordId::Event(event)) => view.index().marks_of_event(event).collect(),
                Some(RecordId::Entity(entity)) => view.index().marks_of_entity(entity).collect(),
                _ => BTreeSet::new(),
            };
            self.lit_for = Some(lit_for);
        }
    }

    /// The marks of the selected event or entity.
    #[must_use]
    pub fn lit(&self) -> &BTreeSet<MarkId> {
        &self.lit
    }

    fn stripe(&self, run: &Run) -> Option<Stripe> {
        let paint = self.paints.get(&run.mark)?;
        // Names are everywhere; the stripe beside the scroll bar shows where the events are.
        (paint.look == Look::Event).then_some(Stripe { byte: run.piece.start(), colour: paint.colour })
    }
}

impl Highlights for Painted {
    fn between(&self, span: Span, out: &mut Vec<Highlight>) {
        let Some(layers) = &self.layers else { return };
        out.extend(layers.between(span).into_iter().filter_map(|run| {
            let Paint { colour, pattern, look } = *self.paints.get(&run.mark)?;
            let Run { mark, piece, lane, first, last, .. } = run;
            Some(Highlight { mark, piece, lane, colour, pattern, look, first, last })
        }));
    }

    fn stripes(&self) -> &[Stripe] {
        &self.stripes
    }

    fn revision(&self) -> u64 {
        self.made_for.map_or(0, |(revision, document)| revision ^ document.bits())
    }
}

fn paint(view: View<'_>, mark: MarkId) -> Paint {
    let code = view.project().marks().get(mark).and_then(|mark| mark.code);
    let Some(code) = code.and_then(|code| view.project().codes().get(code)) else {
        let colour = theme::of_code(crate::model::Colour::default());
        return Paint { colour, pattern: crate::model::Pattern::Plain, look: Look::Plain };
    };
    let look = if code.kind == CodeKind::EntityKind { Look::Entity } else { Look::Event };
    Paint { colour: theme::of_code(code.colour), pattern: code.pattern, look }
}
