//! F1 of spans: how many of the spans of two coders have a partner.
//!
//! F1 = 2 · matched / (n₁ + n₂), van Rijsbergen (1979), *Information Retrieval*, 2nd ed., chapter 7. It needs nothing
//! that nobody marked, and nears κ where that is most of the text: Hripcsak & Rothschild (2005), Agreement, the
//! F-measure, and reliability in information retrieval, *Journal of the American Medical Informatics Association*
//! 12(3), 296–298. They also take the mean over pairs of coders.
//!
//! Promises that a span has at most one partner, and that as many have one as can: spans of one coder may overlap. Of
//! the ways to do so, identical spans are partners of each other wherever that costs no other pair. It does *not*
//! correct for chance, and who is first does not matter.

use super::{CodedSpan, Exclusion, NotComputable, length};
use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

/// When two spans of one category are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Matching {
    /// From the same position to the same position.
    Exact,
    /// They have positions in common, and these are at least this share of the longer one, 0 to 1. With 0.5 each lies
    /// at least half within the other; with 0 one position is enough.
    Overlap {
        /// The share.
        least: f64,
    },
}

impl Matching {
    /// At least half of each.
    pub const HALF: Self = Self::Overlap { least: 0.5 };

    fn holds(self, one: (usize, usize), other: (usize, usize)) -> bool {
        match self {
            Self::Exact => one == other,
            Self::Overlap { least } => {
                let (common, longer) = (common(one, other), length(one).max(length(other)));
                common > 0 && common as f64 >= least * longer as f64
            }
        }
    }
}

/// How many positions two spans have in common.
fn common(one: (usize, usize), other: (usize, usize)) -> usize {
    length((one.0.max(other.0), one.1.min(other.1)))
}

/// How far two coders agree on spans.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanAgreement {
    /// F1, 0 to 1.
    pub value: Result<f64, NotComputable>,
    /// Spans that are partners: their places in the two lists, in order.
    pub matched: Vec<(usize, usize)>,
    /// Spans of the first coder that were compared.
    pub first: usize,
    /// Spans of the second coder that were compared.
    pub second: usize,
    /// Spans of either that were left out, and why; no reason has 0.
    pub excluded: BTreeMap<Exclusion, usize>,
}

/// How far several coders agree on spans, two by two.
#[derive(Clone, Debug, PartialEq)]
pub struct PairwiseSpans {
    /// The mean F1 of the pairs that have one.
    pub value: Result<f64, NotComputable>,
    /// Each pair of coders, by their places, in order.
    pub pairs: Vec<((usize, usize), SpanAgreement)>,
}

/// F1 of the spans of each pair of coders, and its mean.
#[must_use]
pub fn pairwise_span_f1<T: Ord>(coders: &[Vec<CodedSpan<T>>], matching: Matching) -> PairwiseSpans {
    let mut pairs = Vec::new();
    for (at, one) in coders.iter().enumerate() {
        let others = coders.iter().enumerate().skip(at + 1);
        pairs.extend(others.map(|(place, other)| ((at, place), span_f1(one, other, matching))));
    }
    let values: Vec<f64> = pairs.iter().filter_map(|(_, found)| found.value.ok()).collect();
    let value = match (pairs.is_empty(), values.is_empty()) {
        (true, _) => Err(NotComputable::OneCoder),
        (_, true) => Err(NotComputable::NothingCoded),
        _ => Ok(values.iter().sum::<f64>() / values.len() as f64),
    };
    PairwiseSpans { value, pairs }
}

/// F1 of the spans of two coders. A partner has the same category.
///
/// O(V · E) at the worst, for V spans and E pairs that would match; close to O(E) where few overlap.
#[must_use]
pub fn span_f1<T: Ord>(first: &[CodedSpan<T>], second: &[CodedSpan<T>], matching: Matching) -> SpanAgreement {
    let mut excluded = BTreeMap::new();
    let (ones, others) = (distinct(first, &mut excluded), distinct(second, &mut excluded));
    let matched = partners(&ones, &others, matching);
    let all = ones.len() + others.len();
    let value = if all == 0 { Err(NotComputable::NothingCoded) } else { Ok(2.0 * matched.len() as f64 / all as f64) };
    let place = |(one, other): (usize, usize)| Some((ones.get(one)?.0, others.get(other)?.0));
    let mut matched: Vec<(usize, usize)> = matched.into_iter().filter_map(place).collect();
    matched.sort_unstable();
    SpanAgreement { value, matched, first: ones.len(), second: others.len(), excluded }
}

/// The spans that can have a partner, each once, with their places in the list; by category, then by place in the text.
fn distinct<'s, T: Ord>(
    spans: &'s [CodedSpan<T>],
    excluded: &mut BTreeMap<Exclusion, usize>,
) -> Vec<(usize, &'s CodedSpan<T>)> {
    let mut seen: BTreeMap<&CodedSpan<T>, usize> = BTreeMap::new();
    for (place, span) in spans.iter().enumerate() {
        if length(span.span) == 0 {
            *excluded.entry(Exclusion::Empty).or_default() += 1;
        } else if seen.contains_key(span) {
            *excluded.entry(Exclusion::Repeated).or_default() += 1;
        } else {
            seen.insert(span, place);
        }
    }
    seen.into_iter().map(|(span, place)| (place, span)).collect()
}

/// A place in a list, and the span that stands there.
type Placed = (usize, (usize, usize));

/// As many pairs as there can be, by the places in these two lists.
fn partners<T: Ord>(
    ones: &[(usize, &CodedSpan<T>)],
    others: &[(usize, &CodedSpan<T>)],
    matching: Matching,
) -> Vec<(usize, usize)> {
    let mut by_category: BTreeMap<&T, Vec<Placed>> = BTreeMap::new();
    for (at, (_, other)) in others.iter().enumerate() {
        by_category.entry(&other.category).or_default().push((at, other.span));
    }
    let candidates = |one: &CodedSpan<T>| -> Vec<usize> {
        let same = by_category.get(&one.category).into_iter().flatten();
        let mut found: Vec<(Reverse<usize>, usize, usize)> = same
            .filter(|(_, span)| matching.holds(one.span, *span))
            .map(|(at, span)| (Reverse(common(one.span, *span)), length(*span), *at))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(.., at)| at).collect()
    };
    let candidates: Vec<Vec<usize>> = ones.iter().map(|(_, one)| candidates(one)).collect();
    let mut pairing = Pairing::default();
    // First those that are the same; a chain can still part them if that makes one pair more.
    let places: BTreeMap<&CodedSpan<T>, usize> =
        others.iter().enumerate().map(|(at, (_, other))| (*other, at)).collect();
    for (one, (_, span)) in ones.iter().enumerate() {
        if let Some(other) = places.get(span) {
            pairing.join(one, *other);
        }
    }
    for one in 0..ones.len() {
        pairing.extend(one, &candidates);
    }
    pairing.of_other.into_iter().map(|(other, one)| (one, other)).collect()
}

/// Who is whose partner.
#[derive(Default)]
struct Pairing {
    of_one: BTreeMap<usize, usize>,
    of_other: BTreeMap<usize, usize>,
}

impl Pairing {
    fn join(&mut self, one: usize, other: usize) {
        self.of_one.insert(one, other);
        self.of_other.insert(other, one);
    }

    /// Finds a partner for `start` if there is one, perhaps by giving others another one: the shortest chain that
    /// alternates between pairs that could be and pairs that are (Berge 1957, Two theorems in graph theory, *PNAS*
    /// 43(9)).
    fn extend(&mut self, start: usize, candidates: &[Vec<usize>]) {
        if self.of_one.contains_key(&start) {
            return;
        }
        // Each of the others that was reached, and from whom.
        let mut from: BTreeMap<usize, usize> = BTreeMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(one) = waiting.pop_front() {
            for other in candidates.get(one).into_iter().flatten() {
                if from.contains_key(other) {
                    continue;
                }
                from.insert(*other, one);
                match self.of_other.get(other) {
                    Some(taken) => waiting.push_back(*taken),
                    None => return self.turn(*other, &from),
                }
            }
        }
    }

    /// Turns a chain round, from its free end back to its start.
    fn turn(&mut self, end: usize, from: &BTreeMap<usize, usize>) {
        let mut next = Some(end);
        while let Some(other) = next {
            let Some(one) = from.get(&other).copied() else { return };
            next = self.of_one.get(&one).copied();
            self.join(one, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Chance, close};
    use super::*;
    use std::collections::BTreeSet;

    fn spans<const N: usize>(spans: [(char, usize, usize); N]) -> Vec<CodedSpan<char>> {
        spans.map(|(category, start, end)| CodedSpan { category, span: (start, end) }).to_vec()
    }

    #[track_caller]
    fn check(first: &[CodedSpan<char>], second: &[CodedSpan<char>], matching: Matching, f1: f64) {
        let found = span_f1(first, second, matching);
        close(found.value.unwrap(), f1, 1e-12);
        let turned = span_f1(second, first, matching);
        close(turned.value.unwrap(), f1, 1e-12);
        assert_eq!((turned.first, turned.second), (found.second, found.first));
        for (one, other) in found.matched {
            assert_eq!(first[one].category, second[other].category);
            assert!(matching.holds(first[one].span, second[other].span));
        }
    }

    #[test]
    fn half_of_each_must_lie_within_the_other() {
        let first = spans([('a', 0, 10), ('b', 20, 30), ('a', 40, 50)]);
        let second = spans([('a', 0, 10), ('b', 25, 35), ('a', 44, 46), ('c', 40, 50)]);
        check(&first, &second, Matching::Exact, 2.0 / 7.0);
        check(&first, &second, Matching::HALF, 4.0 / 7.0);
        check(&first, &second, Matching::Overlap { least: 0.0 }, 6.0 / 7.0);
        assert_eq!(span_f1(&first, &second, Matching::HALF).matched, [(0, 0), (1, 1)]);
    }

    #[test]
    fn touching_is_not_overlapping() {
        let (first, second) = (spans([('a', 0, 5)]), spans([('a', 5, 10)]));
        check(&first, &second, Matching::Overlap { least: 0.0 }, 0.0);
    }

    /// The long span must leave the first to the short one, although it is nearer to it.
    #[test]
    fn as_many_have_a_partner_as_can() {
        let first = spans([('a', 0, 10), ('a', 6, 20)]);
        let second = spans([('a', 5, 10), ('a', 0, 4)]);
        check(&first, &second, Matching::Overlap { least: 0.0 }, 1.0);
        let first = spans([('a', 0, 10), ('a', 0, 20)]);
        let second = spans([('a', 0, 10)]);
        assert_eq!(span_f1(&first, &second, Matching::HALF).matched, [(0, 0)]);
        assert_eq!(span_f1(&second, &first, Matching::HALF).matched, [(0, 0)]);
    }

    #[test]
    fn what_cannot_have_a_partner_is_left_out() {
        let first = spans([('a', 3, 3), ('a', 0, 2), ('a', 0, 2), ('b', 0, 2)]);
        let found = span_f1(&first, &spans([('a', 9, 1), ('a', 0, 2)]), Matching::Exact);
        assert_eq!((found.first, found.second, found.matched), (2, 1, vec![(1, 1)]));
        assert_eq!(found.excluded, BTreeMap::from([(Exclusion::Empty, 2), (Exclusion::Repeated, 1)]));
        close(found.value.unwrap(), 2.0 / 3.0, 1e-12);
    }

    #[test]
    fn nothing_and_nothing_is_not_one() {
        assert_eq!(span_f1::<char>(&[], &[], Matching::Exact).value, Err(NotComputable::NothingCoded));
        assert_eq!(span_f1(&spans([('a', 0, 2)]), &[], Matching::Exact).value, Ok(0.0));
        assert_eq!(pairwise_span_f1::<char>(&[], Matching::Exact).value, Err(NotComputable::OneCoder));
        let silent = [Vec::new(), Vec::<CodedSpan<char>>::new()];
        assert_eq!(pairwise_span_f1(&silent, Matching::Exact).value, Err(NotComputable::NothingCoded));
    }

    #[test]
    fn several_coders_are_compared_two_by_two() {
        let coders = [spans([('a', 0, 4), ('b', 5, 9)]), spans([('a', 0, 4)]), spans([('b', 5, 9)]), Vec::new()];
        let found = pairwise_span_f1(&coders, Matching::Exact);
        let values: Vec<f64> = found.pairs.iter().map(|(_, pair)| pair.value.unwrap()).collect();
        assert_eq!(
            found.pairs.iter().map(|pair| pair.0).collect::<Vec<_>>(),
            [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
        );
        assert_eq!(values[3..], [0.0; 3]);
        close(found.value.unwrap(), (2.0 / 3.0 + 2.0 / 3.0) / 6.0, 1e-12);
    }

    /// Against trying all pairings.
    #[test]
    fn the_pairing_is_the_greatest() {
        fn most(ones: &[CodedSpan<char>], others: &mut Vec<CodedSpan<char>>, matching: Matching) -> usize {
            let Some((one, rest)) = ones.split_first() else { return 0 };
            let mut best = most(rest, others, matching);
            for at in 0..others.len() {
                if others[at].category == one.category && matching.holds(one.span, others[at].span) {
                    let other = others.swap_remove(at);
                    best = best.max(1 + most(rest, others, matching));
                    others.push(other);
                    let last = others.len() - 1;
                    others.swap(at, last);
                }
            }
            best
        }
        let mut chance = Chance::new(6);
        for _ in 0..300 {
            let some = |chance: &mut Chance| -> Vec<CodedSpan<char>> {
                let n = chance.below(6);
                let one = |chance: &mut Chance| {
                    let start = chance.below(12);
                    let category = if chance.below(4) == 0 { 'b' } else { 'a' };
                    CodedSpan { category, span: (start, start + 1 + chance.below(8)) }
                };
                let spans: BTreeSet<CodedSpan<char>> = (0..n).map(|_| one(chance)).collect();
                spans.into_iter().collect()
            };
            let (first, mut second) = (some(&mut chance), some(&mut chance));
            for matching in [Matching::Exact, Matching::HALF, Matching::Overlap { least: 0.0 }] {
                let found = span_f1(&first, &second, matching).matched.len();
                assert_eq!(found, most(&first, &mut second.clone(), matching), "{first:?} {second:?}");
            }
            let twice: Vec<CodedSpan<char>> = first.iter().rev().cloned().collect();
            if !first.is_empty() {
                check(&first, &twice, Matching::Exact, 1.0);
                check(&first, &twice, Matching::HALF, 1.0);
            }
            second.clear();
        }
    }
}
