//! Overlapping marks of one document, laid out in lanes and ready to be painted.
//!
//! A mark takes one lane for all its pieces, the lowest one that is free over its whole hull; at the same start the
//! longer mark goes first, so that the sentence lies in lane 0 and the name inside it in lane 1. Marks longer than
//! [`WIDE`] go before all others, so that a mark over half a text does not make the lanes of one screen depend on
//! thousands of marks above it. No two marks whose hulls overlap share a lane, but for lane [`DEEPEST`], where
//! everything piles up that found no room above.
//!
//! Nothing is kept and nothing has to be rebuilt: [`runs_over`] lays out what lies over a part of the text, with as
//! much before it as those marks hang together with, and gives the same lanes as laying out the whole document.
//!
//! What it does *not* do: lines, pixels, colours; that is the reader's. It never sees text.

use crate::base::span::{Pieces, Span};
use crate::model::{DocumentId, MarkId};
use crate::project::{Index, Project};
use std::cmp::Reverse;

/// The last lane; more than so many marks on one another share it.
pub const DEEPEST: u8 = 254;

/// Marks with a longer hull, in bytes, are laid out before all others.
pub const WIDE: usize = 4_096;

/// So many marks that hang together, one overlapping the next, are followed backwards. In a longer chain, which no
/// person makes, lanes may change while the text is scrolled.
const CHAIN: usize = 256;

/// One piece of a mark, in its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// Whose piece it is.
    pub mark: MarkId,
    /// Where, in bytes, half-open.
    pub piece: Span,
    /// In which lane, counted from 0.
    pub lane: u8,
    /// Whether it is the mark's first piece: where a label goes.
    pub first: bool,
    /// Whether it is the mark's last piece.
    pub last: bool,
}

/// The pieces that share a byte with `span`, sorted by start, then lane. Marks that lost their words have no place
/// and are left out. Costs what is found, and the logarithm of the rest.
#[must_use]
pub fn runs_over(project: &Project, document: DocumentId, span: Span) -> Vec<Run> {
    let index = project.index();
    let short = over(index, document, span, is_short);
    // A short mark that reaches out of the span may have to make way for a wide one that lies beside it.
    let reach = short
        .iter()
        .fold(span, |reach, (hull, _)| Span::new(reach.start().min(hull.start()), reach.end().max(hull.end())));
    let wide = over(index, document, reach, is_wide);
    let marks = wide.into_iter().chain(short).filter_map(|(_, id)| Some((id, &project.marks().get(id)?.pieces)));
    let mut runs = lay_out(marks);
    runs.retain(|run| run.piece.overlaps(span));
    runs
}

/// The marks of a kind over `span`, and those before it that their lanes depend on; by start.
fn over(index: &Index, document: DocumentId, span: Span, kind: fn(Span) -> bool) -> Vec<(Span, MarkId)> {
    let from = beginning(index, document, span.start(), kind);
    let mut found = index.marks_over(document, Span::new(from, span.end()));
    found.retain(|(hull, _)| kind(*hull));
    found
}

/// Where the chain of overlapping marks begins that reaches over `byte`; `byte` if there is none.
fn beginning(index: &Index, document: DocumentId, byte: usize, kind: fn(Span) -> bool) -> usize {
    let mut from = byte;
    for _ in 0..CHAIN {
        let here = index.marks_over(document, Span::new(from, from.saturating_add(1)));
        let earlier = here.iter().map(|(hull, _)| *hull).filter(|hull| kind(*hull)).map(Span::start).min();
        match earlier.filter(|earlier| *earlier < from) {
            Some(earlier) => from = earlier,
            None => break,
        }
    }
    from
}

fn is_wide(hull: Span) -> bool {
    hull.len() > WIDE
}

fn is_short(hull: Span) -> bool {
    !is_wide(hull)
}

/// Lays out marks of one document, in whatever order they come: all their pieces, sorted by start, then lane.
#[must_use]
pub fn lay_out<'a>(marks: impl IntoIterator<Item = (MarkId, &'a Pieces)>) -> Vec<Run> {
    let mut marks: Vec<(MarkId, &Pieces, Span)> =
        marks.into_iter().map(|(id, pieces)| (id, pieces, pieces.hull())).collect();
    marks.sort_unstable_by_key(|(id, _, hull)| (!is_wide(*hull), hull.start(), Reverse(hull.end()), *id));
    let mut lanes = Lanes::default();
    let mut runs = Vec::with_capacity(marks.len());
    for (mark, pieces, hull) in marks {
        let lane = lanes.place(hull);
        runs.extend(runs_of(mark, pieces, lane));
    }
    runs.sort_unstable_by_key(|run| (run.piece.start(), run.lane, run.piece.end(), run.mark));
    runs
}

fn runs_of(mark: MarkId, pieces: &Pieces, lane: u8) -> impl Iterator<Item = Run> + '_ {
    let spans = pieces.spans();
    spans.iter().enumerate().map(move |(number, piece)| Run {
        mark,
        piece: *piece,
        lane,
        first: number == 0,
        last: number + 1 == spans.len(),
    })
}

/// What is taken in each lane: the wide marks come first, then the short ones by ascending start.
#[derive(Default)]
struct Lanes(Vec<Lane>);

#[derive(Default)]
struct Lane {
    /// Hulls of wide marks, by ascending start; they do not overlap each other.
    wide: Vec<Span>,
    /// The byte at which it is free again of short ones.
    free: usize,
}

impl Lanes {
    fn place(&mut self, hull: Span) -> u8 {
        let free = self.0.iter().position(|lane| lane.is_free(hull));
        let number = free.unwrap_or(self.0.len()).min(usize::from(DEEPEST));
        if number == self.0.len() {
            self.0.push(Lane::default());
        }
        if let Some(lane) = self.0.get_mut(number) {
            lane.take(hull);
        }
        u8::try_from(number).unwrap_or(DEEPEST)
    }
}

impl Lane {
    fn is_free(&self, hull: Span) -> bool {
        let next = self.wide.partition_point(|wide| wide.end() <= hull.start());
        self.free <= hull.start() && self.wide.get(next).is_none_or(|wide| !wide.overlaps(hull))
    }

    fn take(&mut self, hull: Span) {
        if is_wide(hull) {
            self.wide.push(hull);
        } else {
            self.free = self.free.max(hull.end());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Fresh;
    use crate::base::testing::marked;
    use crate::model::{Anchor, Mark};
    use crate::project::testing::World;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn id(number: usize) -> MarkId {
        MarkId::from_bits(number as u64)
    }

    /// Marks numbered in the order of their opening brackets; `joined` lists brackets that are pieces of an earlier
    /// one, as (bracket, mark).
    fn layers_of(picture: &str, joined: &[(usize, usize)]) -> (String, Vec<Run>) {
        let (text, spans) = marked(picture);
        let mut marks: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for (number, span) in spans.into_iter().enumerate() {
            let owner = joined.iter().find(|(bracket, _)| *bracket == number).map_or(number, |(_, mark)| *mark);
            marks.entry(owner).or_default().push(span);
        }
        let marks: Vec<(MarkId, Pieces)> =
            marks.into_iter().map(|(number, spans)| (id(number), Pieces::new(spans).expect("pieces"))).collect();
        let runs = lay_out(marks.iter().rev().map(|(id, pieces)| (*id, pieces)));
        (text, runs)
    }

    /// One line a lane; `=` under each painted byte (ASCII pictures only).
    fn check_picture(picture: &str, joined: &[(usize, usize)], expected: &[&str]) {
        let (text, runs) = layers_of(picture, joined);
        let lanes = runs.iter().map(|run| usize::from(run.lane) + 1).max().unwrap_or(0);
        let mut drawn = vec![vec![b' '; text.len()]; lanes];
        for run in runs {
            let lane = &mut drawn[usize::from(run.lane)];
            for cell in &mut lane[run.piece.start()..run.piece.end()] {
                assert_eq!(*cell, b' ', "two runs of lane {} meet in {picture}", run.lane);
                *cell = b'=';
            }
        }
        let drawn: Vec<String> =
            drawn.into_iter().map(|line| String::from_utf8(line).expect("ASCII").trim_end().to_owned()).collect();
        assert_eq!(drawn, expected, "{text}");
    }

    #[test]
    fn marks_lie_in_the_lowest_lane_that_is_free() {
        check_picture(
            "[The [CTN] struck] and [left]",
            &[], // The CTN struck and left
            &["==============     ====", "    ==="],
        );
        check_picture("[[Ouahbi] met Darmanin] in Rabat", &[], &["===================", "======"]);
        check_picture("[one][two] [three]", &[], &["====== ====="]);
        check_picture("nothing", &[], &[]);
    }

    #[test]
    fn a_mark_of_two_pieces_keeps_its_lane_free_between_them() {
        check_picture(
            "[arrest] of [Bingui] and [his] brother",
            &[(2, 0)], // arrest … his; Bingui in between
            &["======               ===", "          ======"],
        );
        let (_, runs) = layers_of("[arrest] of [Bingui] and [his] brother", &[(2, 0)]);
        let ends: Vec<(bool, bool)> = runs.iter().map(|run| (run.first, run.last)).collect();
        assert_eq!(ends, [(true, false), (true, true), (false, true)]);
    }

    #[test]
    fn more_marks_than_lanes_share_the_last_one() {
        let pieces = Pieces::one(Span::new(0, 5)).expect("a piece");
        let runs = lay_out((0..400).map(|number| (id(number), &pieces)));
        let deepest = runs.iter().filter(|run| run.lane == DEEPEST).count();
        assert_eq!((runs.len(), deepest), (400, 400 - usize::from(DEEPEST)));
    }

    #[test]
    fn a_lost_mark_has_no_place() {
        let mut world = World::new();
        let text = world.document("Wire", "", "They met in Rabat.");
        let mark = world.mark(text, "met", &[]);
        assert_eq!(runs_over(&world.project, text, Span::new(5, 6)).len(), 1);
        assert_eq!(runs_over(&world.project, text, Span::new(8, 9)), [], "half-open");
        world.change::<Mark>(mark, |row| row.anchor = Anchor::Lost);
        assert_eq!(runs_over(&world.project, text, Span::new(5, 6)), []);
    }

    /// Marks of up to three pieces, one in eight of them wide.
    fn some_marks() -> impl Strategy<Value = Vec<Pieces>> {
        let length = prop_oneof![7 => 1usize..2_000, 1 => WIDE..3 * WIDE];
        let pieces = proptest::collection::vec((0usize..16_000, length), 1..4).prop_filter_map("pieces", |spans| {
            Pieces::new(spans.into_iter().map(|(start, length)| Span::new(start, start + length)).collect())
        });
        proptest::collection::vec(pieces, 0..30)
    }

    proptest! {
        #[test]
        fn no_two_overlapping_marks_share_a_lane(marks in some_marks()) {
            let runs = lay_out(marks.iter().enumerate().map(|(number, pieces)| (id(number), pieces)));
            let lane = |id: MarkId| {
                let mut lanes: Vec<u8> = runs.iter().filter(|run| run.mark == id).map(|run| run.lane).collect();
                lanes.dedup();
                assert_eq!(lanes.len(), 1, "all pieces in one lane");
                lanes[0]
            };
            for (a, pieces) in marks.iter().enumerate() {
                for (b, others) in marks.iter().enumerate().skip(a + 1) {
                    prop_assert!(!pieces.hull().overlaps(others.hull()) || lane(id(a)) != lane(id(b)));
                }
            }
        }

        #[test]
        fn a_part_has_the_lanes_of_the_whole(marks in some_marks(), start in 0usize..20_000, length in 0usize..3_000) {
            let mut world = World::new();
            let text = world.document("Wire", "", "Rabat");
            for pieces in marks {
                let mark = world.mark(text, "Rabat", &[]);
                world.change::<Mark>(mark, |row| row.pieces = pieces);
            }
            let place = Span::new(start, start + length);
            let mut whole = lay_out(world.project.marks().iter().map(|(id, row)| (id, &row.pieces)));
            whole.retain(|run| run.piece.overlaps(place));
            prop_assert_eq!(runs_over(&world.project, text, place), whole);
        }
    }
}
