//! Moving one edge of a place: by a word, by a letter, or to where somebody points.
//!
//! Every function gives a place again: no piece is ever emptied, no grapheme cut, the text never left, and there are
//! always words to be read. Where that cannot be, nothing moves (`None`). An edge that reaches the next piece joins it.
//!
//! It does *not* know directions of writing: forward is towards the end of the text.

use super::span::{Pieces, Span};
use super::words;

/// Which edge of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Before its first letter.
    Start,
    /// After its last letter.
    End,
}

/// One edge of one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// Which piece, counted from 0.
    pub piece: usize,
    /// Which of its edges.
    pub side: Side,
}

/// How far one step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A grapheme.
    Letter,
    /// A word, with what is loose between two words left out.
    Word,
}

/// Where a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the start of the text.
    Back,
    /// Towards the end of the text.
    Forward,
}

/// The first start or the last end of a place.
#[must_use]
pub fn outer(pieces: &Pieces, side: Side) -> Edge {
    let last = pieces.spans().len().saturating_sub(1);
    Edge { piece: if side == Side::Start { 0 } else { last }, side }
}

/// All edges of a place, in the order of the text.
pub fn all(pieces: &Pieces) -> impl Iterator<Item = Edge> + '_ {
    (0..pieces.spans().len()).flat_map(|piece| [Side::Start, Side::End].map(|side| Edge { piece, side }))
}

/// Where an edge is, in bytes; `None` if there is no such piece.
#[must_use]
pub fn byte(pieces: &Pieces, edge: Edge) -> Option<usize> {
    let piece = pieces.spans().get(edge.piece)?;
    Some(if edge.side == Side::Start { piece.start() } else { piece.end() })
}

/// The place with one edge a step further; `None` if it cannot go there.
#[must_use]
pub fn step(text: &str, pieces: &Pieces, edge: Edge, way: Way, step: Step) -> Option<Pieces> {
    let piece = *pieces.spans().get(edge.piece)?;
    let from = byte(pieces, edge)?;
    let to = match (step, way) {
        (Step::Letter, Way::Back) => words::previous_letter(text, from),
        (Step::Letter, Way::Forward) => words::next_letter(text, from),
        (Step::Word, Way::Back) => words::previous_word(text, from),
        (Step::Word, Way::Forward) => words::next_word(text, from),
    };
    let to = match (step, edge.side) {
        (Step::Letter, _) => to,
        (Step::Word, Side::Start) => words::snap_start(text, to, piece.end()),
        (Step::Word, Side::End) => words::snap_end(text, piece.start(), to),
    };
    // Beyond the last word there may only be signs that are dropped again: that is no step.
    let goes = if way == Way::Forward { to > from } else { to < from };
    goes.then(|| moved(text, pieces, edge, to))?
}

/// The place with one edge where somebody points: at a word's edge, or at any letter's. `None` if it cannot be there.
#[must_use]
pub fn pull(text: &str, pieces: &Pieces, edge: Edge, to: usize, by: Step) -> Option<Pieces> {
    let piece = *pieces.spans().get(edge.piece)?;
    let to = match (by, edge.side) {
        (Step::Letter, _) => words::floor(text, to),
        (Step::Word, Side::Start) => words::snap_start(text, to.min(piece.end()), piece.end()),
        (Step::Word, Side::End) => words::snap_end(text, piece.start(), to.max(piece.start())),
    };
    moved(text, pieces, edge, to)
}

/// A place without what is loose at the ends of each piece; `None` if nothing is left.
#[must_use]
pub fn tight(text: &str, pieces: &Pieces) -> Option<Pieces> {
    Pieces::new(pieces.spans().iter().map(|span| words::tighten(text, *span)).collect())
}

/// The place with this edge exactly there, as far as it may go: not over the other edge, not beyond the next piece.
fn moved(text: &str, pieces: &Pieces, edge: Edge, to: usize) -> Option<Pieces> {
    let spans = pieces.spans();
    let piece = *spans.get(edge.piece)?;
    let new = match edge.side {
        Side::Start => {
            let before = edge.piece.checked_sub(1).and_then(|before| spans.get(before));
            Span::new(to.max(before.map_or(0, |span| span.end())).min(piece.end()), piece.end())
        }
        Side::End => {
            let after = spans.get(edge.piece + 1);
            let most = after.map_or(text.len(), |span| span.start());
            Span::new(piece.start(), to.min(most).max(piece.start()))
        }
    };
    new.text(text).filter(|words| !words.trim().is_empty())?;
    let others = spans.iter().enumerate().filter(|(at, _)| *at != edge.piece).map(|(_, span)| *span);
    Pieces::new(others.chain([new]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::testing::marked;
    use proptest::prelude::*;

    fn check(side: Side, way: Way, by: Step, pictures: &[&str]) {
        for pair in pictures.windows(2) {
            let (text, spans) = marked(pair[0]);
            let (same, expected) = marked(pair[1]);
            assert_eq!(text, same, "both pictures show one text");
            let pieces = Pieces::new(spans).expect("a place");
            let found = step(&text, &pieces, outer(&pieces, side), way, by).unwrap_or_else(|| pieces.clone());
            assert_eq!(Some(found), Pieces::new(expected), "{} → {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn an_end_goes_from_word_to_word() {
        let wider = ["He [left], and “slept.” ", "He [left, and] “slept.” ", "He [left, and “slept].” "];
        check(Side::End, Way::Forward, Step::Word, &wider);
        check(Side::End, Way::Forward, Step::Word, &["He left, and “[slept].” ", "He left, and “[slept].” "]);
        check(
            Side::End,
            Way::Back,
            Step::Word,
            &["[He left, and] went", "[He left], and went", "[He] left, and went"],
        );
        check(Side::End, Way::Back, Step::Word, &["[He] left", "[He] left"]);
        check(Side::End, Way::Forward, Step::Word, &["[He le]ft", "[He left]"]);
    }

    #[test]
    fn a_start_goes_from_word_to_word() {
        check(Side::Start, Way::Back, Step::Word, &["Oh, he “[left]”", "Oh, [he “left]”", "[Oh, he “left]”"]);
        check(Side::Start, Way::Forward, Step::Word, &["[Oh, he “left]”", "Oh, [he “left]”", "Oh, he “[left]”"]);
        check(Side::Start, Way::Forward, Step::Word, &["Oh, he [left]", "Oh, he [left]"]);
    }

    #[test]
    fn letters_are_graphemes_and_only_outer_edges_move() {
        check(
            Side::End,
            Way::Forward,
            Step::Letter,
            &["[e]e\u{301}👨\u{200D}👩", "[ee\u{301}]👨\u{200D}👩", "[ee\u{301}👨\u{200D}👩]"],
        );
        check(
            Side::End,
            Way::Back,
            Step::Letter,
            &["[one] and [two]", "[one] and [tw]o", "[one] and [t]wo", "[one] and [t]wo"],
        );
        check(
            Side::Start,
            Way::Forward,
            Step::Word,
            &["[one two] and [six]", "one [two] and [six]", "one [two] and [six]"],
        );
        check(Side::End, Way::Back, Step::Letter, &["a[ b]", "a[ b]"]);
    }

    #[test]
    fn a_pulled_edge_snaps_and_joins_the_next_piece() {
        let (text, spans) = marked("[one] and two, [six]");
        let pieces = Pieces::new(spans).expect("a place");
        let end = Edge { piece: 0, side: Side::End };
        let shown = |to, by| pull(&text, &pieces, end, to, by).and_then(|pieces| pieces.quote(&text));
        assert_eq!(shown(5, Step::Word).as_deref(), Some("one and … six"));
        assert_eq!(shown(5, Step::Letter).as_deref(), Some("one a … six"));
        assert_eq!(shown(13, Step::Word).as_deref(), Some("one and two … six"));
        assert_eq!(shown(19, Step::Letter).as_deref(), Some("one and two, six"));
        assert_eq!(shown(0, Step::Letter), None, "a piece is never emptied");
    }

    proptest! {
        #[test]
        fn a_place_stays_a_place(text in "([a-c .,“\\n]|e\u{301}|\u{301}|🇫🇷|กำ|رَّ){1,20}",
                                 cuts in prop::collection::vec(0usize..80, 2..6),
                                 moves in prop::collection::vec((0usize..3, 0u8..8, 0usize..80), 1..12)) {
            let cuts: Vec<usize> = cuts.into_iter().map(|cut| words::floor(&text, cut)).collect();
            let spans = cuts.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1]));
            let Some(mut pieces) = Pieces::new(spans.collect()).filter(|pieces| pieces.words(&text).is_some()) else {
                return Ok(());
            };
            for (piece, kind, to) in moves {
                let side = if kind % 2 == 0 { Side::Start } else { Side::End };
                let by = if kind / 2 % 2 == 0 { Step::Word } else { Step::Letter };
                let way = if to % 2 == 0 { Way::Back } else { Way::Forward };
                let edge = Edge { piece, side };
                let next = if kind < 4 { step(&text, &pieces, edge, way, by) } else { pull(&text, &pieces, edge, to, by) };
                pieces = next.unwrap_or(pieces);
                prop_assert!(pieces.words(&text).is_some());
                for span in pieces.spans() {
                    prop_assert_eq!((words::floor(&text, span.start()), words::floor(&text, span.end())), (span.start(), span.end()));
                }
            }
        }
    }
}
