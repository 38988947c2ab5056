//! Places in texts: how those of one side become places in the text of the result.

use super::Three;
use super::choice::Side;
use crate::base::anchor::{Course, Search};
use crate::base::diff::between;
use crate::base::patch::Patch;
use crate::base::span::Pieces;
use crate::model::{Anchor, Context, DocumentId, Mark};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The way from one text to another.
pub(super) struct Way {
    pub(super) before: Arc<str>,
    pub(super) after: Arc<str>,
    pub(super) patch: Patch,
}

impl Way {
    /// `None` if the two are the same text.
    fn new(before: Option<Arc<str>>, after: Option<Arc<str>>) -> Option<Self> {
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let patch = (!Arc::ptr_eq(&before, &after) && before != after).then(|| between(&before, &after))?;
        Some(Self { before, after, patch })
    }
}

/// The ways for all texts that are not everywhere the same.
#[derive(Default)]
pub(super) struct Ways {
    /// From the text of a side to that of the result.
    to_result: BTreeMap<(DocumentId, Side), Way>,
    /// From the text of the base to that of a side.
    from_base: BTreeMap<(DocumentId, Side), Way>,
}

impl Ways {
    /// Notes the ways of a document of which this is the text in the result.
    pub(super) fn note(&mut self, three: &Three<'_>, id: DocumentId, text: Option<&Arc<str>>) {
        if self.to_result.contains_key(&(id, Side::Mine)) || self.to_result.contains_key(&(id, Side::Theirs)) {
            return;
        }
        let has_it = |side: &Side| three.side(*side).documents.get(id).is_some();
        for side in [Side::Mine, Side::Theirs].into_iter().filter(has_it) {
            let of_side = three.side(side).shared_text(id);
            let from_base = Way::new(three.base.shared_text(id), of_side.clone());
            self.from_base.extend(from_base.map(|way| ((id, side), way)));
            self.to_result.extend(Way::new(of_side, text.cloned()).map(|way| ((id, side), way)));
        }
    }

    /// The way from the text of this side to that of the result; `None` if they are the same.
    pub(super) fn of(&self, id: DocumentId, side: Side) -> Option<&Way> {
        self.to_result.get(&(id, side))
    }
}

/// The ways, ready for marks to follow.
pub(super) struct Courses<'w> {
    to_result: BTreeMap<(DocumentId, Side), Course<'w>>,
    from_base: BTreeMap<(DocumentId, Side), Course<'w>>,
}

impl<'w> Courses<'w> {
    pub(super) fn of(ways: &'w Ways) -> Self {
        type All<'w> = BTreeMap<(DocumentId, Side), Course<'w>>;
        let all = |ways: &'w BTreeMap<(DocumentId, Side), Way>| -> All<'w> {
            let course = |way: &'w Way| Course::new(&way.before, &way.after, &way.patch, Search::Near);
            ways.iter().map(|(key, way)| (*key, course(way))).collect()
        };
        Self { to_result: all(&ways.to_result), from_base: all(&ways.from_base) }
    }

    /// Whether the text of this side is that of the result.
    pub(super) fn is_there(&self, document: DocumentId, side: Side) -> bool {
        !self.to_result.contains_key(&(document, side))
    }

    /// The mark of a side in the text of the result.
    pub(super) fn followed(&self, mark: &Mark, side: Side) -> Mark {
        let mut mark = mark.clone();
        if let Some(course) = self.to_result.get(&(mark.document, side)) {
            mark.follow(course);
        }
        mark
    }

    /// Whether the mark is where the one of the base came by following the text of this side: nobody moved it.
    pub(super) fn only_followed(&self, base: &Mark, mark: &Mark, side: Side) -> bool {
        let mut expected = base.clone();
        if let Some(course) = self.from_base.get(&(base.document, side)) {
            expected.follow(course);
        }
        expected.document == mark.document && expected.pieces == mark.pieces && expected.anchor == mark.anchor
    }
}

/// Where a mark is, and what makes it findable again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) document: DocumentId,
    pub(super) pieces: Pieces,
    pub(super) quote: String,
    pub(super) context: Context,
    pub(super) anchor: Anchor,
}

impl Place {
    pub(super) fn of(mark: &Mark) -> Self {
        let Mark { document, pieces, quote, context, anchor, .. } = mark.clone();
        Self { document, pieces, quote, context, anchor }
    }

    pub(super) fn put(self, mark: &mut Mark) {
        let Self { document, pieces, quote, context, anchor } = self;
        (mark.document, mark.pieces, mark.quote) = (document, pieces, quote);
        (mark.context, mark.anchor) = (context, anchor);
    }
}
