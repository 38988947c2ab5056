//! Overlapping marks of one document, laid out in lanes and ready to be painted.
//!
//! A mark takes one lane for all its pieces, the lowest one that is free over its whole hull; at the same start the
//! longer mark goes first, so that the sentence lies in lane 0 and the name inside it in lane 1. No two marks whose
//! hulls overlap share a lane, but for lane [`DEEPEST`], where everything piles up that found no room above.
//!
//! Building is one sort and one pass. Asking is fast however long the marks are: the runs are sorted by start and a
//! tree of maxima over their ends skips whatever ends too early, so that one mark over the whole text does not make
//! every question a walk through all of them.
//!
//! What it does *not* do: lines, pixels, colours; that is the reader's. It never sees text.

use crate::base::span::{Pieces, Span};
use crate::model::{Anchor, DocumentId, MarkId};
use crate::project::Project;
use std::cmp::Reverse;

/// The last lane; more than so many marks on one another share it.
pub const DEEPEST: u8 = 254;

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
    /// Length of the mark's hull in bytes: how far out it lies among those at one place.
    reach: usize,
}

/// The runs of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    runs: Vec<Run>,
    lanes: u8,
    tops: Tops,
}

/// The layers of a document; marks that lost their words have no place and are left out.
#[must_use]
pub fn layers(project: &Project, document: DocumentId) -> Layers {
    let marks = project.index().marks_in(document).filter_map(|(_, id)| Some((id, project.marks().get(id)?)));
    let placed = marks.filter(|(_, mark)| mark.anchor != Anchor::Lost);
    Layers::new(placed.map(|(id, mark)| (id, &mark.pieces)))
}

impl Layers {
    /// Lays out marks of one document, in whatever order they come.
    #[must_use]
    pub fn new<'a>(marks: impl IntoIterator<Item = (MarkId, &'a Pieces)>) -> Self {
        let mut marks: Vec<(MarkId, &Pieces, Span)> =
            marks.into_iter().map(|(id, pieces)| (id, pieces, pieces.hull())).collect();
        marks.sort_unstable_by_key(|(id, _, hull)| (hull.start(), Reverse(hull.end()), *id));
        let mut lanes = Lanes::default();
        let mut runs = Vec::with_capacity(marks.len());
        for (mark, pieces, hull) in marks {
            let lane = lanes.place(hull);
            runs.extend(runs_of(mark, pieces, hull, lane));
        }
        runs.sort_unstable_by_key(|run| (run.piece.start(), run.lane, run.piece.end(), run.mark));
        let tops = Tops::new(runs.iter().map(|run| run.piece.end()));
        Self { runs, lanes: lanes.count(), tops }
    }

    /// All runs, sorted by start, then lane.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// How many lanes are in use.
    #[must_use]
    pub fn lanes(&self) -> u8 {
        self.lanes
    }

    /// The marks with a piece over the byte, innermost (shortest hull) first.
    #[must_use]
    pub fn at(&self, byte: usize) -> Vec<MarkId> {
        let mut found: Vec<(usize, Reverse<u8>, MarkId)> = Vec::new();
        self.visit(Span::new(byte, byte.saturating_add(1)), &mut |run| {
            found.push((run.reach, Reverse(run.lane), run.mark));
        });
        found.sort_unstable();
        found.into_iter().map(|(_, _, mark)| mark).collect()
    }

    /// The runs that share a byte with `place`, in the order of [`Layers::runs`].
    #[must_use]
    pub fn between(&self, place: Span) -> Vec<Run> {
        let mut found = Vec::new();
        self.visit(place, &mut |run| found.push(*run));
        found
    }

    fn visit(&self, place: Span, found: &mut impl FnMut(&Run)) {
        let before_end = self.runs.partition_point(|run| run.piece.start() < place.end());
        let meets = |run: &&Run| run.piece.overlaps(place);
        self.tops.above(place.start(), before_end, &mut |at| {
            self.runs.get(at).filter(meets).into_iter().for_each(&mut *found);
        });
    }
}

fn runs_of(mark: MarkId, pieces: &Pieces, hull: Span, lane: u8) -> impl Iterator<Item = Run> + '_ {
    let spans = pieces.spans();
    spans.iter().enumerate().map(move |(number, piece)| Run {
        mark,
        piece: *piece,
        lane,
        first: number == 0,
        last: number + 1 == spans.len(),
        reach: hull.len(),
    })
}

/// The byte at which each lane is free again, marks being placed by ascending start.
#[derive(Default)]
struct Lanes(Vec<usize>);

impl Lanes {
    fn place(&mut self, hull: Span) -> u8 {
        let free = self.0.iter().position(|end| *end <= hull.start());
        let lane = free.unwrap_or(self.0.len()).min(usize::from(DEEPEST));
        match self.0.get_mut(lane) {
            Some(end) => *end = hull.end().max(*end),
            None => self.0.push(hull.end()),
        }
        u8::try_from(lane).unwrap_or(DEEPEST)
    }

    fn count(&self) -> u8 {
        u8::try_from(self.0.len()).unwrap_or(u8::MAX)
    }
}

/// Values that one block of a [`Tops`] stands for.
const FAN: usize = 16;

/// Maxima over blocks of [`FAN`] values, then over blocks of those, up to a single one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tops {
    /// The first level holds the values themselves.
    levels: Vec<Vec<usize>>,
}

impl Tops {
    fn new(values: impl Iterator<Item = usize>) -> Self {
        let mut levels = vec![values.collect::<Vec<usize>>()];
        while let Some(level) = levels.last().filter(|level| level.len() > 1) {
            let next = level.chunks(FAN).map(|block| block.iter().copied().max().unwrap_or(0)).collect();
            levels.push(next);
        }
        Self { levels }
    }

    /// The places before `end` whose value is greater than `least`, ascending.
    fn above(&self, least: usize, end: usize, found: &mut impl FnMut(usize)) {
        self.descend(self.levels.len().saturating_sub(1), 0, least, end, found);
    }

    fn descend(&self, level: usize, at: usize, least: usize, end: usize, found: &mut impl FnMut(usize)) {
        let value = self.levels.get(level).and_then(|values| values.get(at));
        if value.is_none_or(|value| *value <= least) {
            return;
        }
        if level == 0 {
            return if at < end {
                found(at);
            };
        }
        let width = FAN.saturating_pow(u32::try_from(level - 1).unwrap_or(u32::MAX));
        for child in at * FAN..(at + 1) * FAN {
            if child.saturating_mul(width) >= end {
                return;
            }
            self.descend(level - 1, child, least, end, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::{Fresh, Ids};
    use crate::base::testing::marked;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn id(number: usize) -> MarkId {
        MarkId::from_bits(number as u64)
    }

    /// Marks numbered in the order of their opening brackets; `joined` lists brackets that are pieces of an earlier
    /// one, as (bracket, mark).
    fn layers_of(picture: &str, joined: &[(usize, usize)]) -> (String, Layers) {
        let (text, spans) = marked(picture);
        let mut marks: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for (number, span) in spans.into_iter().enumerate() {
            let owner = joined.iter().find(|(bracket, _)| *bracket == number).map_or(number, |(_, mark)| *mark);
            marks.entry(owner).or_default().push(span);
        }
        let marks: Vec<(MarkId, Pieces)> =
            marks.into_iter().map(|(number, spans)| (id(number), Pieces::new(spans).expect("pieces"))).collect();
        let layers = Layers::new(marks.iter().rev().map(|(id, pieces)| (*id, pieces)));
        (text, layers)
    }

    /// One line a lane; `=` under each painted byte (ASCII pictures only).
    fn check_picture(picture: &str, joined: &[(usize, usize)], expected: &[&str]) {
        let (text, layers) = layers_of(picture, joined);
        let mut drawn = vec![vec![b' '; text.len()]; usize::from(layers.lanes())];
        for run in layers.runs() {
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
        let (_, layers) = layers_of("[arrest] of [Bingui] and [his] brother", &[(2, 0)]);
        let ends: Vec<(bool, bool)> = layers.runs().iter().map(|run| (run.first, run.last)).collect();
        assert_eq!(ends, [(true, false), (true, true), (false, true)]);
    }

    #[test]
    fn a_click_finds_the_innermost_first_and_nothing_between_pieces() {
        let (text, layers) = layers_of("[he [met [Ouahbi] today]] and [left] at [noon]", &[(4, 3)]);
        let at = |word: &str| layers.at(text.find(word).expect("a word"));
        assert_eq!(at("Ouahbi"), [id(2), id(1), id(0)]);
        assert_eq!(at("today"), [id(1), id(0)]);
        assert_eq!(at(" and"), [], "half-open");
        assert_eq!(at("left"), [id(3)]);
        assert_eq!(at(" at"), [], "between two pieces");
        assert_eq!(at("noon"), [id(3)]);
        assert_eq!(layers.at(10_000), []);
    }

    #[test]
    fn more_marks_than_lanes_share_the_last_one() {
        let pieces = Pieces::one(Span::new(0, 5)).expect("a piece");
        let layers = Layers::new((0..400).map(|number| (id(number), &pieces)));
        assert_eq!((layers.lanes(), layers.runs().len(), layers.at(2).len()), (255, 400, 400));
    }

    fn some_marks() -> impl Strategy<Value = Vec<(MarkId, Pieces)>> {
        let pieces = proptest::collection::vec((0usize..60, 1usize..30), 1..4).prop_filter_map("pieces", |spans| {
            Pieces::new(spans.into_iter().map(|(start, length)| Span::new(start, start + length)).collect())
        });
        proptest::collection::vec(pieces, 0..40).prop_map(|all| {
            let mut ids = Ids::from_seed(3);
            all.into_iter().map(|pieces| (ids.fresh(), pieces)).collect()
        })
    }

    proptest! {
        #[test]
        fn no_two_overlapping_marks_share_a_lane(marks in some_marks()) {
            let layers = Layers::new(marks.iter().map(|(id, pieces)| (*id, pieces)));
            let lane = |id: MarkId| {
                let mut lanes: Vec<u8> =
                    layers.runs().iter().filter(|run| run.mark == id).map(|run| run.lane).collect();
                lanes.dedup();
                assert_eq!(lanes.len(), 1, "all pieces in one lane");
                lanes[0]
            };
            for (number, (a, pieces)) in marks.iter().enumerate() {
                for (b, others) in &marks[number + 1..] {
                    prop_assert!(!pieces.hull().overlaps(others.hull()) || lane(*a) != lane(*b));
                }
            }
        }

        #[test]
        fn asking_is_the_same_as_looking_through_all(marks in some_marks(), start in 0usize..95, length in 0usize..40) {
            let layers = Layers::new(marks.iter().map(|(id, pieces)| (*id, pieces)));
            let place = Span::new(start, start + length);
            let plain: Vec<Run> = layers.runs().iter().copied().filter(|run| run.piece.overlaps(place)).collect();
            prop_assert_eq!(layers.between(place), plain);
            let mut here: Vec<MarkId> = marks.iter().filter(|(_, pieces)| pieces.contains(start)).map(|m| m.0).collect();
            here.sort();
            let mut found = layers.at(start);
            found.sort();
            prop_assert_eq!(found, here);
        }
    }

    /// `cargo test --release -- --ignored --nocapture layers` prints the figures.
    #[test]
    #[ignore = "measures"]
    fn a_hundred_thousand_marks_in_ten_megabytes() {
        let mut rng = fastrand::Rng::with_seed(1);
        let mut marks: Vec<(MarkId, Pieces)> = (1..100_000)
            .map(|number| {
                let start = rng.usize(0..10_000_000);
                (id(number), Pieces::one(Span::new(start, start + rng.usize(5..400))).expect("a piece"))
            })
            .collect();
        marks.push((id(0), Pieces::one(Span::new(0, 10_000_000)).expect("a piece")));
        let clock = std::time::Instant::now();
        let layers = Layers::new(marks.iter().map(|(id, pieces)| (*id, pieces)));
        println!("build {:?}, {} lanes", clock.elapsed(), layers.lanes());
        let clock = std::time::Instant::now();
        let mut runs = 0;
        for number in 0..10_000 {
            runs += layers.between(Span::new(number * 1_000, number * 1_000 + 600)).len();
        }
        println!("between {:?} each, {runs} runs", clock.elapsed() / 10_000);
        let clock = std::time::Instant::now();
        let found: usize = (0..10_000).map(|number| layers.at(number * 1_000).len()).sum();
        println!("at {:?} each, {found} marks", clock.elapsed() / 10_000);
    }
}
