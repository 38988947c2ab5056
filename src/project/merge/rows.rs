//! Which field of which record is brought together how. A field that is missing here does not compile.

use super::fields::Fields;
use crate::model::{Code, Document, Entity, Event, Mark, Ruling, View};
use crate::project::Tabled;

/// A record that two people changed.
pub(super) trait Row: Tabled {
    /// One record out of two; `base` is missing if both added it.
    fn join(base: Option<&Self>, mine: &Self, theirs: &Self, fields: &mut Fields<'_>) -> Self;
}

/// A record, field by field: `how` is a method of [`Fields`].
macro_rules! row {
    ($type:ident { $($field:ident: $how:ident),* $(,)? }) => {
        impl Row for $type {
            fn join(base: Option<&Self>, mine: &Self, theirs: &Self, fields: &mut Fields<'_>) -> Self {
                Self {$(
                    $field: fields.$how(
                        stringify!($field),
                        base.map(|base| &base.$field),
                        &mine.$field,
                        &theirs.$field,
                    ),
                )*}
            }
        }
    };
}

// Zones and hash are decided together with the text.
row!(Document {
    title: blank,
    outlet: blank,
    author: blank,
    url: blank,
    published: blank,
    language: blank,
    state: one,
    origin: blank,
    syndicated_from: blank,
    grade: blank,
    handling: blank,
    tags: set,
    note: lines,
    file: blank,
    external: list,
    text_sha256: mine,
    zones: mine,
    made: made,
    changed: latest,
});

// Document, place, words and context are decided together.
row!(Mark {
    document: mine,
    pieces: mine,
    quote: mine,
    context: mine,
    anchor: mine,
    code: blank,
    evidence: list,
    status: blank,
    speech: blank,
    attribution: blank,
    in_error: blank,
    note: lines,
    made: made,
    changed: latest,
});

row!(Event {
    kind: blank,
    areas: set,
    title: blank,
    stated: list,
    assessed: blank,
    assessed_before: list,
    places: list,
    participants: list,
    figures: list,
    status: one,
    status_history: list,
    certainty: one,
    likelihood: blank,
    grade: blank,
    handling: blank,
    unspecified: set,
    sources: map,
    relations: list,
    not_same: set,
    absorbed: list,
    note: lines,
    made: made,
    changed: latest,
});

row!(Entity {
    kind: blank,
    names: list,
    external: list,
    part_of: list,
    offices: list,
    not_same: set,
    absorbed: list,
    note: lines,
    made: made,
    changed: latest,
});

row!(Code {
    kind: one,
    name: blank,
    parent: blank,
    definition: lines,
    good_example: lines,
    bad_example: lines,
    key: blank,
    colour: blank,
    pattern: blank,
    weight: blank,
    class: blank,
    roles: list,
    external: list,
    order: blank,
    made: made,
    changed: latest,
});

row!(View { name: blank, chart: one, list: blank, made: made, changed: latest });

row!(Ruling { about: one, reason: lines, made: made, changed: latest });
