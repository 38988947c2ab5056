//! The items of lists: what they are known again by, and how two of them become one. An item that has lost what it led to
//! is known again by the rest of it.

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
    |a, b| {
        let close = (&a.title, &a.when) == (&b.title, &b.when) && may_be(a.of.as_ref(), b.of.as_ref());
        Likeness::of(close, a.title == b.title)
    },
    { title: one, of: blank, when: blank, level: blank, source: source }
);
item!(
    StatedWhen,
    |a, b| {
        let said = a.source == b.source || a.when == b.when && may_be(a.source.mark(), b.source.mark());
        Likeness::of(a.text == b.text && said, a.text == b.text)
    },
    { text: one, when: blank, source: source }
);
item!(
    Place,
    |a, b| Likeness::of(
        a.entity == b.entity && a.text == b.text || is_empty(a) != is_empty(b),
        a.entity.is_some() && a.entity == b.entity || !a.text.is_empty() && a.text == b.text
    ),
    { entity: blank, text: blank, source: source }
);
item!(
    Participant,
    |a, b| {
        let nameless = is_nameless(&a.who) != is_nameless(&b.who) && a.office == b.office;
        Likeness::of((a.who == b.who || nameless) && a.role == b.role, same_one(&a.who, &b.who))
    },
    { role: blank, who: who, office: blank, certainty: one, source: source }
);
item!(
    Figure,
    |a, b| {
        let counted = (&a.unit, &a.currency, &a.what) == (&b.unit, &b.currency, &b.what);
        let lost = a.value == b.value && may_be(a.of, b.of) && may_be(a.source.mark(), b.source.mark());
        let close = a.when == b.when && (a.of == b.of && a.source == b.source || lost);
        Likeness::of(counted && close, counted && a.of == b.of)
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

item!(
    Assessed,
    |a, b| {
        let same = (&a.when, a.known, &a.reason) == (&b.when, b.known, &b.reason);
        Likeness::of(same && may_be(a.source.mark(), b.source.mark()), false)
    },
    { when: one, known: one, reason: one, source: source }
);
item!(
    StatusStep,
    |a, b| {
        let same = (a.status, &a.when) == (b.status, &b.when);
        Likeness::of(same && may_be(a.source.mark(), b.source.mark()), false)
    },
    { status: one, when: one, source: source }
);

whole!(ExternalId, |a, b| a == b);
whole!(AbsorbedEvent, |a, b| a.id == b.id);
whole!(AbsorbedEntity, |a, b| a.id == b.id);

/// A group of which somebody corrected the number is the same group.
fn same_one(a: &Who, b: &Who) -> bool {
    match (a, b) {
        (Who::Unnamed { text: one, .. }, Who::Unnamed { text: other, .. }) => one == other,
        _ => a == b,
    }
}

/// Whether two of which one may not be known can be the same. A file that was repaired has lost marks and entities, and
/// what they stood for in other records is not known any more: nothing new was said by that.
fn may_be<V: PartialEq + Copy>(a: Option<V>, b: Option<V>) -> bool {
    a == b || a.is_none() || b.is_none()
}

/// What is left of a place whose entity is gone.
fn is_empty(place: &Place) -> bool {
    place.entity.is_none() && place.text.is_empty()
}

/// What is left of somebody who is gone.
fn is_nameless(who: &Who) -> bool {
    matches!(who, Who::Unnamed { text, .. } if text.is_empty())
}
