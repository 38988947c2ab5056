//! Texts laid end to end, without what does not count.
//!
//! α of units compares them with all the ways in which they could lie in the text. Advertisements and the like, where
//! nobody would ever mark anything, make the text longer and chance smaller: α would be too high. So they are cut out
//! and the rest is moved together.
//!
//! Promises that order and length of what is left stay, and that a position is never in two texts. It does *not* keep
//! texts apart for gaps: the end of one and the beginning of the next that nobody marked are one gap.

use super::length;

/// Texts laid end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Continuum {
    texts: Vec<Text>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Text {
    /// Where it begins in the continuum.
    start: usize,
    /// Its own length, all that does not count included.
    length: usize,
    /// What does not count, in order, without overlaps.
    without: Vec<(usize, usize)>,
}

impl Text {
    /// How much of the text before a position counts.
    fn counted_before(&self, position: usize) -> usize {
        let cut = |(start, end): &(usize, usize)| length((*start, position.min(*end)));
        position.min(self.length) - self.without.iter().map(cut).sum::<usize>()
    }
}

impl Continuum {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lays a text of this length behind those that are there, without the spans that do not count, and gives its
    /// number.
    pub fn lay(&mut self, length: usize, without: &[(usize, usize)]) -> usize {
        let inside = without.iter().map(|(start, end)| (*start, length.min(*end))).filter(|(start, end)| start < end);
        let (without, _) = joined(inside.collect());
        self.texts.push(Text { start: self.length(), length, without });
        self.texts.len() - 1
    }

    /// How long all of it is.
    #[must_use]
    pub fn length(&self) -> usize {
        self.texts.last().map_or(0, |text| text.start.saturating_add(text.counted_before(text.length)))
    }

    /// Where a span of a text lies in the continuum; `None` if nothing of it counts.
    #[must_use]
    pub fn place(&self, text: usize, span: (usize, usize)) -> Option<(usize, usize)> {
        let text = self.texts.get(text)?;
        let at = |position: usize| text.start.saturating_add(text.counted_before(position));
        let place = (at(span.0), at(span.1));
        (place.0 < place.1).then_some(place)
    }
}

/// Spans in order, those that overlap joined, and how many were joined with one before them. Those that only touch
/// stay apart.
pub(super) fn joined(mut spans: Vec<(usize, usize)>) -> (Vec<(usize, usize)>, usize) {
    spans.sort_unstable();
    let all = spans.len();
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(all);
    for (start, end) in spans {
        match joined.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    let gone = all - joined.len();
    (joined, gone)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Chance;
    use super::*;

    #[test]
    fn what_does_not_count_is_cut_out() {
        let mut continuum = Continuum::new();
        let first = continuum.lay(10, &[(2, 4), (3, 5), (8, 99)]);
        let second = continuum.lay(6, &[]);
        assert_eq!((first, second, continuum.length()), (0, 1, 11));
        assert_eq!(continuum.place(first, (0, 2)), Some((0, 2)));
        assert_eq!(continuum.place(first, (1, 7)), Some((1, 4)));
        assert_eq!(continuum.place(first, (2, 5)), None);
        assert_eq!(continuum.place(first, (6, 99)), Some((3, 5)));
        assert_eq!(continuum.place(second, (0, 6)), Some((5, 11)));
        assert_eq!(continuum.place(second, (4, 3)), None);
        assert_eq!(continuum.place(7, (0, 6)), None);
        assert_eq!(Continuum::new().length(), 0);
    }

    #[test]
    fn overlapping_spans_are_joined_and_touching_ones_are_not() {
        assert_eq!(joined(vec![(4, 6), (0, 2), (2, 3), (1, 2)]), (vec![(0, 2), (2, 3), (4, 6)], 1));
        assert_eq!(joined(vec![(0, 9), (1, 2), (8, 12), (0, 9)]), (vec![(0, 12)], 3));
        assert_eq!(joined(Vec::new()), (Vec::new(), 0));
    }

    /// Against counting each position.
    #[test]
    fn places_are_what_counting_gives() {
        let mut chance = Chance::new(2);
        for _ in 0..100 {
            let span = |chance: &mut Chance| (chance.below(20), chance.below(24));
            let without: Vec<(usize, usize)> = (0..chance.below(4)).map(|_| span(&mut chance)).collect();
            let mut continuum = Continuum::new();
            continuum.lay(3, &[]);
            continuum.lay(20, &without);
            let counts = |at: usize| !without.iter().any(|(start, end)| (*start..*end).contains(&at));
            let before = |at: usize| 3 + (0..at.min(20)).filter(|at| counts(*at)).count();
            let (start, end) = span(&mut chance);
            let expected = (before(start) < before(end)).then(|| (before(start), before(end)));
            assert_eq!(continuum.place(1, (start, end)), expected, "{without:?} {start}..{end}");
            assert_eq!(continuum.length(), before(20));
        }
    }
}
