//! Bringing marks together: their fields, and their place.
//!
//! A place is one in the text of the side that it comes from. Where the result has another text, the mark follows its
//! words there, as it does when a text is corrected. That a mark only followed its text is no change of the mark.

use super::choice::{Remark, Side};
use super::fields::Fields;
use super::places::{Courses, Place};
use super::rows::Row;
use super::{Merged, Take, Three, edit, ids, note_clashes, take};
use crate::model::{Anchor, Mark, MarkId};
use crate::project::Tabled;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) fn merge(three: &Three<'_>, courses: &Courses<'_>, merged: &mut Merged) {
    let mine_alone = three.mine.marks.ids();
    let all: BTreeSet<MarkId> = ids::<Mark>(three).into_iter().chain(mine_alone).collect();
    for id in all {
        let (b, m, t) =
            (Mark::table(three.base).get(id), Mark::table(three.mine).get(id), Mark::table(three.theirs).get(id));
        let differs = |one: Option<&Arc<Mark>>, other: Option<&Arc<Mark>>, side| {
            let removed = other.is_none();
            let followed = || b.zip(one).is_some_and(|(b, one)| removed && is_followed(courses, b, one, side));
            !edit::same(b, one) && !followed()
        };
        let changed = (differs(m, t, Side::Mine), differs(t, m, Side::Theirs));
        let placed = match take(id.into(), (b, m, t), changed, merged) {
            Take::Mine => m.map(|mine| (Mark::clone(mine), sides(m, t, Side::Mine))),
            Take::Theirs(theirs) => {
                merged.project.put(id, theirs.clone());
                theirs.map(|theirs| (Mark::clone(&theirs), sides(t, m, Side::Theirs)))
            }
            Take::Join(base, mine, theirs) => {
                Some(join(three, id, (base.as_deref(), &mine, &theirs), courses, merged))
            }
        };
        if let Some((mark, sides)) = placed {
            settle(id, &mark, &sides, courses, merged);
        }
    }
}

/// Whether nothing but the place of the mark differs, and the place is where the text took it.
fn is_followed(courses: &Courses<'_>, base: &Mark, mark: &Mark, side: Side) -> bool {
    let mut placed = mark.clone();
    Place::of(base).put(&mut placed);
    placed.changed.clone_from(&base.changed);
    placed == *base && courses.only_followed(base, mark, side)
}

/// The sides in whose texts the mark is where it is.
fn sides(mark: Option<&Arc<Mark>>, other: Option<&Arc<Mark>>, side: Side) -> Vec<Side> {
    let place = |mark: Option<&Arc<Mark>>| mark.map(|mark| Place::of(mark));
    if place(mark) == place(other) { vec![side, side.other()] } else { vec![side] }
}

fn join(
    three: &Three<'_>,
    id: MarkId,
    (base, mine, theirs): (Option<&Mark>, &Mark, &Mark),
    courses: &Courses<'_>,
    merged: &mut Merged,
) -> (Mark, Vec<Side>) {
    let mut fields = Fields::new(id, three.choices);
    let mut mark = Mark::join(base, mine, theirs, &mut fields);
    let sides = place(base, mine, theirs, courses, &mut fields);
    let from = if sides.contains(&Side::Mine) { mine } else { theirs };
    Place::of(from).put(&mut mark);
    note_clashes(id.into(), &fields, merged);
    merged.project.put(id, Some(Arc::new(mark.clone())));
    (mark, sides)
}

/// Whose place it is.
fn place(
    base: Option<&Mark>,
    mine: &Mark,
    theirs: &Mark,
    courses: &Courses<'_>,
    fields: &mut Fields<'_>,
) -> Vec<Side> {
    let (was, ours, others) = (base.map(Place::of), Place::of(mine), Place::of(theirs));
    if ours == others {
        return vec![Side::Mine, Side::Theirs];
    }
    let followed = |mark, side| base.is_some_and(|base| courses.only_followed(base, mark, side));
    if was.as_ref() == Some(&others) {
        return vec![Side::Mine];
    }
    if was.as_ref() == Some(&ours) {
        return vec![Side::Theirs];
    }
    match (followed(mine, Side::Mine), followed(theirs, Side::Theirs)) {
        (false, true) => return vec![Side::Mine],
        (true, false) => return vec![Side::Theirs],
        _ => {}
    }
    let (here, there) = (courses.followed(mine, Side::Mine), courses.followed(theirs, Side::Theirs));
    let (first, second) = (rank(&here), rank(&there));
    let same_text = here.document == there.document;
    let same_words = same_text && (&here.pieces, &here.quote) == (&there.pieces, &there.quote);
    let agreed = followed(mine, Side::Mine) || same_words;
    match agreed {
        true if first <= second => vec![Side::Mine],
        true => vec![Side::Theirs],
        false if same_text => vec![fields.clash("pieces")],
        false => vec![fields.clash("document")],
    }
}

/// Of two places for one mark the smaller one is taken, whichever side it is from: a sure one before a doubtful one.
fn rank(mark: &Mark) -> (Anchor, usize, usize, String) {
    let hull = mark.pieces.hull();
    (mark.anchor, hull.start(), hull.end(), format!("{:?}{:?}{:?}", mark.pieces, mark.quote, mark.context))
}

/// Takes the mark to the text of the result, and says if its words are not surely there.
pub(super) fn settle(id: MarkId, mark: &Mark, sides: &[Side], courses: &Courses<'_>, merged: &mut Merged) {
    if sides.iter().any(|side| courses.is_there(mark.document, *side)) {
        return;
    }
    let places = sides.iter().map(|side| courses.followed(mark, *side));
    let Some(moved) = places.min_by_key(rank) else { return };
    if moved.anchor != mark.anchor || moved.anchor == Anchor::Doubtful {
        merged.note(id, Remark::Unsettled(moved.anchor));
    }
    merged.project.put(id, Some(Arc::new(moved)));
}
