//! One record without what stays: notes, names of coders, values that only a left-out mark states, and references to
//! what is not there.
//!
//! What it does *not* do: decide which records go out.

use super::{Choice, LeftOut, Part};
use crate::base::span::Pieces;
use crate::model::{Anchor, Context, Document, Entity, EntityId, Event, Made, Mark, Proves, Source};
use std::collections::BTreeSet;

/// The names of coders that were taken away.
type Coders = BTreeSet<String>;

impl Choice<'_> {
    pub(super) fn bare_document(&self, row: &mut Document, left: &mut LeftOut, coders: &mut Coders) {
        // Where it lay on somebody's disk is nobody else's business.
        row.file.clear();
        self.no_note(&mut row.note, left);
        for zone in &mut row.zones {
            self.no_note(&mut zone.note, left);
            self.nobody(&mut zone.made, coders);
        }
        self.nobodies(&mut row.made, &mut row.changed, coders);
    }

    pub(super) fn bare_mark(&self, row: &mut Mark, left: &mut LeftOut, coders: &mut Coders) {
        row.evidence.retain(|evidence| match evidence.of {
            Proves::Event(event) => self.events.contains(&event),
            Proves::Entity(_) => true,
        });
        self.leave_zones_out(row);
        // The words around a quote are of the article.
        if self.redaction.texts == Part::LeftOut {
            row.context = Context::default();
        }
        self.no_note(&mut row.note, left);
        self.nobodies(&mut row.made, &mut row.changed, coders);
    }

    /// What a mark that reaches across a zone has of it is no more given away than the zone.
    fn leave_zones_out(&self, row: &mut Mark) {
        let zones = self.project.documents().get(row.document).map(|document| document.zones.as_slice());
        let zones = Pieces::new(zones.unwrap_or_default().iter().map(|zone| zone.span).collect());
        let Some(zones) = zones.filter(|zones| row.pieces.shared(zones).is_some()) else { return };
        // Words that stand nowhere any more cannot be told from those of the zone.
        let outside = row.pieces.without(&zones).filter(|_| row.anchor == Anchor::Placed);
        let kept = outside.and_then(|pieces| Some((pieces.quote(self.project.text(row.document))?, pieces)));
        match kept {
            Some((quote, pieces)) => (row.quote, row.pieces) = (quote, pieces),
            None => row.quote.clear(),
        }
        row.context = Context::default();
    }

    pub(super) fn bare_event(&self, row: &mut Event, left: &mut LeftOut, coders: &mut Coders) {
        let before = stated_values(row);
        // What only a mark above the level says goes.
        row.keep_values(|source| self.is_public(source));
        left.values += before - stated_values(row);
        row.absorbed.clear();
        row.assessed_before.clear();
        row.not_same.retain(|event| self.events.contains(event));
        row.relations.retain(|link| self.events.contains(&link.to));
        row.all_sources_mut().into_iter().for_each(|source| self.settle(source));
        if let Some(assessed) = &mut row.assessed {
            self.no_note(&mut assessed.reason, left);
        }
        row.relations.iter_mut().for_each(|link| self.no_note(&mut link.note, left));
        self.no_note(&mut row.note, left);
        self.nobodies(&mut row.made, &mut row.changed, coders);
    }

    pub(super) fn bare_entity(
        &self,
        row: &mut Entity,
        entities: &BTreeSet<EntityId>,
        left: &mut LeftOut,
        coders: &mut Coders,
    ) {
        let count = |row: &Entity| row.names.len() + row.part_of.len() + row.offices.len();
        let before = count(row);
        row.names.retain(|name| self.is_public(name.source));
        row.part_of.retain(|part| self.is_public(part.source));
        row.offices.retain(|office| self.is_public(office.source));
        left.values += before - count(row);
        row.part_of.retain(|part| entities.contains(&part.entity));
        for office in &mut row.offices {
            office.of = office.of.filter(|of| entities.contains(of));
        }
        let outlets: BTreeSet<&str> =
            self.documents.iter().filter_map(|id| Some(self.project.documents().get(*id)?.outlet.as_str())).collect();
        row.names.iter_mut().for_each(|name| name.used_by.retain(|outlet| outlets.contains(outlet.as_str())));
        row.absorbed.clear();
        row.not_same.retain(|other| entities.contains(other));
        row.all_sources_mut().into_iter().for_each(|source| self.settle(source));
        self.no_note(&mut row.note, left);
        self.nobodies(&mut row.made, &mut row.changed, coders);
    }

    /// Whether a value may be known from there.
    pub(super) fn is_public(&self, source: Source) -> bool {
        source.mark().is_none_or(|mark| !self.secret_marks.contains(&mark))
    }

    /// A value that a mark states which is not in the copy is the analyst's there.
    fn settle(&self, source: &mut Source) {
        if source.mark().is_some_and(|mark| !self.marks.contains(&mark)) {
            *source = Source::Analyst;
        }
    }

    fn no_note(&self, note: &mut String, left: &mut LeftOut) {
        if self.redaction.notes == Part::LeftOut && !note.is_empty() {
            note.clear();
            left.notes += 1;
        }
    }

    fn nobodies(&self, made: &mut Made, changed: &mut Option<Made>, coders: &mut Coders) {
        self.nobody(made, coders);
        changed.iter_mut().for_each(|changed| self.nobody(changed, coders));
    }

    fn nobody(&self, made: &mut Made, coders: &mut Coders) {
        if self.redaction.coders == Part::LeftOut && !made.by.is_empty() {
            coders.insert(std::mem::take(&mut made.by));
        }
    }
}

/// Values that a mark can state.
fn stated_values(row: &Event) -> usize {
    row.all_sources().len() - row.assessed_before.len()
}
