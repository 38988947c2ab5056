//! The items of lists: what they are known again by, and how two of them become one.

use super::fields::{Fields, Item, Likeness};
use crate::model::{
    AbsorbedEntity, AbsorbedEvent, Assessed, Evidence, ExternalId, Figure, Membership, Name, Office, Participant,
    Place, Relation, RoleRule, StatedWhen, StatusStep, Who,
};

/// An item, field by field: `how` is a method of [`Fields`].
macro_rules! item {
    ($type:ident, $likeness:expr, { $($field:ident: $how:ident),* $(,)? }) => {
        impl Item for $type {
            fn likeness(&self, other: &Self) -> Likeness {
                let likeness: fn(&$type, &$type) -> Likeness = $likeness;
                likeness(self, other)
            }
            fn join(base: Option<&Self>, mine: &Self, theirs: &Self, list: &'static str, fields: &mut Fields<'_>) -> Self {
                Self {$(
                    $field: fields.$how(list, base.map(|base| &base.$field), &mine.$field, &theirs.$field),
                )*}
            }
        }
    };
}

/// An item that is taken whole.
macro_rules! whole {
    ($type:ident, $likeness:expr) => {
        impl Item for $type {
            fn likeness(&self, other: &Self) -> Likeness {
                let same: fn(&$type, &$type) -> bool = $likeness;
                Likeness::of(same(self, other), false)
            }
            fn join(
                base: Option<&Self>,
                mine: &Self,
                theirs: &Self,
                list: &'static str,
                fields: &mut Fields<'_>,
            ) -> Self {
                fields.one(list, base, mine, theirs)
            }
        }
    };
}

item!(
    Name,
    |a, b| Likeness::of(a.text == b.text && a.language == b.language, a.text == b.text),
    { text: one, language: blank, used_by: set, note: blank, source: source }
);
item!(
    Membership,
    |a, b| Likeness::of(a.entity == b.entity && a.when == b.when, a.entity == b.entity),
    { entity: one, when: blank, note: blank, source: source }
);
item!(
    Office,
    |a, b| Likeness::of((&a.title, a.of, &a.when) == (&b.title, b.of, &b.when), a.title == b.title),
    { title: one, of: blank, when: blank, level: blank, source: source }
);
item!(
    StatedWhen,
    |a, b| Likeness::of(a.text == b.text && a.source == b.source, a.text == b.text),
    { text: one, when: blank, source: source }
);
item!(
    Place,
    |a, b| Likeness::of(
        a.entity == b.entity && a.text == b.text,
        a.entity.is_some() && a.entity == b.entity || !a.text.is_empty() && a.text == b.text
    ),
    { entity: blank, text: blank, source: source }
);
item!(
    Participant,
    |a, b| Likeness::of(a.who == b.who && a.role == b.role, same_one(&a.who, &b.who)),
    { role: blank, who: one, office: blank, certainty: one, source: source }
);
item!(
    Figure,
    |a, b| {
        let counted = (&a.unit, &a.currency, &a.what, a.of) == (&b.unit, &b.currency, &b.what, b.of);
        Likeness::of(counted && a.when == b.when && a.source == b.source, counted)
    },
    {
        value: one,
        unit: blank,
        currency: blank,
        bound: one,
        what: blank,
        of: blank,
        when: blank,
        source: source,
    }
);
item!(
    Relation,
    |a, b| Likeness::of(a.kind == b.kind && a.to == b.to, a.to == b.to),
    { kind: one, to: one, certainty: one, note: blank, source: source }
);
item!(
    RoleRule,
    |a, b| Likeness::of(a.role == b.role, false),
    { role: one, kinds: one, at_least: one, at_most: one }
);
item!(
    Evidence,
    |a, b| Likeness::of(a.of == b.of, false),
    { of: one, link: one }
);

whole!(ExternalId, |a, b| a == b);
whole!(Assessed, |a, b| a == b);
whole!(StatusStep, |a, b| a == b);
whole!(AbsorbedEvent, |a, b| a.id == b.id);
whole!(AbsorbedEntity, |a, b| a.id == b.id);

/// A group of which somebody corrected the number is the same group.
fn same_one(a: &Who, b: &Who) -> bool {
    match (a, b) {
        (Who::Unnamed { text: one, .. }, Who::Unnamed { text: other, .. }) => one == other,
        _ => a == b,
    }
}
