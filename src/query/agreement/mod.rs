//! How far coders who coded the same thing agree.
//!
//! Of values, one row for each item and in it one place for each coder, `None` where a coder gave none:
//!
//! - [`percent_agreement`]: pairs that agree; corrects for nothing.
//! - [`cohen_kappa`]: two coders, each with habits of their own; [`confusion`] shows where they differ.
//! - [`fleiss_kappa`]: several coders, equally many for each item; [`fleiss_kappa_by_category`].
//! - [`krippendorff_alpha`]: any number of coders, gaps allowed.
//! - [`gwet_ac1`]: as it stands where nearly everything is one category.
//!
//! Of spans in a text, one list for each coder: [`span_f1`] and [`pairwise_span_f1`], and [`alpha_u`] on a
//! [`Continuum`] from which all that does not count has been taken away.
//!
//! Promises: pure functions; every formula names its source; the order of items, of spans and (κ's rows and columns
//! aside) of coders does not matter; each answer says how much it rests on and what was left out and why. Where there
//! is nothing to compare the value is [`NotComputable`] and never 1.
//!
//! What it does *not* do: it does not call a value good or poor, for such scales are conventions and depend on what is
//! at stake; it weighs no categories as nearer to one another; and it gives no interval.

mod alpha;
mod cohen;
mod continuum;
mod fleiss;
mod gwet;
mod percent;
mod spans;
#[cfg(test)]
mod testing;
mod unitising;

pub use alpha::krippendorff_alpha;
pub use cohen::{Confusion, cohen_kappa, confusion};
pub use continuum::Continuum;
pub use fleiss::{fleiss_kappa, fleiss_kappa_by_category};
pub use gwet::gwet_ac1;
pub use percent::percent_agreement;
pub use spans::{Matching, PairwiseSpans, SpanAgreement, pairwise_span_f1, span_f1};
pub use unitising::{CategoryUnits, Unitised, alpha_u};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How far coders agree on values.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The measure: at most 1, and, if it corrects for chance, 0 where they agree no more often than by chance.
    pub value: Result<f64, NotComputable>,
    /// The share of agreement that there is, 0 to 1; `None` if nothing could be compared.
    pub observed: Option<f64>,
    /// The share of agreement that chance alone would make, 0 to 1; `None` as above, or if the measure has none.
    pub expected: Option<f64>,
    /// Coders who gave a value to any item.
    pub coders: usize,
    /// Items that were compared.
    pub items: usize,
    /// Pairs of values of one item that were compared.
    pub pairs: usize,
    /// Items that were left out, and why; no reason has 0.
    pub excluded: BTreeMap<Exclusion, usize>,
}

/// Why a measure has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NotComputable {
    /// There is no value or span at all.
    NothingCoded,
    /// Fewer than two coders.
    OneCoder,
    /// No item has values of two coders.
    NothingShared,
    /// All that was compared is one category: whoever codes like this agrees by chance as well, so that nothing can be
    /// told from it.
    NoVariation,
    /// The text has no length.
    NoText,
}

impl fmt::Display for NotComputable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NothingCoded => "Nothing has been coded",
            Self::OneCoder => "There are not two coders to compare",
            Self::NothingShared => "No item was coded by two coders",
            Self::NoVariation => "Everything is one category, so that agreement cannot be told from chance",
            Self::NoText => "There is no text to compare on",
        })
    }
}

impl std::error::Error for NotComputable {}

/// Why something was left out of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Exclusion {
    /// An item that no coder gave a value.
    NoValue,
    /// An item that only one coder gave a value.
    OneValue,
    /// An item with another number of values than most.
    OtherNumber,
    /// A span that holds nothing.
    Empty,
    /// A span outside the text.
    Outside,
    /// A span that one coder gave twice with one category; counted once.
    Repeated,
    /// A span that overlaps another of the same coder and category; both count as one.
    Joined,
}

impl fmt::Display for Exclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoValue => "coded by nobody",
            Self::OneValue => "coded by only one coder",
            Self::OtherNumber => "coded by another number of coders than most",
            Self::Empty => "empty",
            Self::Outside => "outside the text",
            Self::Repeated => "given twice by one coder",
            Self::Joined => "joined with an overlapping one of the same coder",
        })
    }
}

/// A span with a category, as a coder gave it. If several texts are compared at once, the text belongs into the
/// category for [`span_f1`], and into a [`Continuum`] for [`alpha_u`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodedSpan<T> {
    /// What it was coded as; `()` if only its place is of interest.
    pub category: T,
    /// From the first position up to, not including, the second. The unit does not matter as long as it is one.
    pub span: (usize, usize),
}

/// How many positions a span has; none if it ends before it begins.
fn length((start, end): (usize, usize)) -> usize {
    end.saturating_sub(start)
}

/// How often each category was given to one item.
type Tally<'a, T> = BTreeMap<&'a T, usize>;

fn tally<T: Ord>(item: &[Option<T>]) -> Tally<'_, T> {
    let mut tally = Tally::new();
    item.iter().flatten().for_each(|value| *tally.entry(value).or_default() += 1);
    tally
}

/// Values in a tally.
fn size<T>(tally: &Tally<'_, T>) -> usize {
    tally.values().sum()
}

/// Ordered pairs among so many: n·(n − 1).
fn pairs(n: usize) -> f64 {
    n as f64 * n.saturating_sub(1) as f64
}

/// Items with at least two values, and what is not among them.
struct Compared<'a, T> {
    coders: usize,
    tallies: Vec<Tally<'a, T>>,
    excluded: BTreeMap<Exclusion, usize>,
}

impl<'a, T: Ord> Compared<'a, T> {
    fn new(items: &'a [Vec<Option<T>>]) -> Self {
        let places = |item: &'a Vec<Option<T>>| item.iter().enumerate().filter(|(_, value)| value.is_some());
        let coders: BTreeSet<usize> = items.iter().flat_map(places).map(|(coder, _)| coder).collect();
        let mut compared = Self { coders: coders.len(), tallies: Vec::new(), excluded: BTreeMap::new() };
        for tally in items.iter().map(|item| tally(item)) {
            match size(&tally) {
                0 => compared.exclude(Exclusion::NoValue),
                1 => compared.exclude(Exclusion::OneValue),
                _ => compared.tallies.push(tally),
            }
        }
        compared
    }

    fn exclude(&mut self, why: Exclusion) {
        *self.excluded.entry(why).or_default() += 1;
    }

    /// Why nothing can be said, if nothing can.
    fn obstacle(&self) -> Option<NotComputable> {
        match self.coders {
            0 => Some(NotComputable::NothingCoded),
            1 => Some(NotComputable::OneCoder),
            _ => self.tallies.is_empty().then_some(NotComputable::NothingShared),
        }
    }

    /// How often each category occurs in all that is compared.
    fn totals(&self) -> Tally<'a, T> {
        let mut totals = Tally::new();
        for (category, count) in self.tallies.iter().flatten() {
            *totals.entry(*category).or_default() += count;
        }
        totals
    }

    /// The mean over the items of the share of pairs that agree; needs an item.
    fn mean_share(&self) -> f64 {
        let share = |tally: &Tally<'_, T>| tally.values().map(|n| pairs(*n)).sum::<f64>() / pairs(size(tally));
        self.tallies.iter().map(share).sum::<f64>() / self.tallies.len() as f64
    }

    /// The answer of a measure that corrects for chance. `None` stands for the same category throughout.
    fn corrected(self, shares: Option<(f64, f64)>) -> Agreement {
        let value = shares.ok_or(NotComputable::NoVariation).map(|(observed, expected)| above(observed, expected));
        Agreement {
            expected: shares.map(|(_, expected)| expected),
            ..self.answer(value, shares.map(|shares| shares.0))
        }
    }

    /// The answer where there is an obstacle.
    fn not_computable(self, why: NotComputable) -> Agreement {
        self.answer(Err(why), None)
    }

    fn answer(self, value: Result<f64, NotComputable>, observed: Option<f64>) -> Agreement {
        Agreement {
            value,
            observed,
            expected: None,
            coders: self.coders,
            items: self.tallies.len(),
            pairs: self.tallies.iter().map(size).map(|n| n * n.saturating_sub(1) / 2).sum(),
            excluded: self.excluded,
        }
    }
}

/// What is left of the agreement when that of chance is taken away, as a share of what chance leaves.
fn above(observed: f64, expected: f64) -> f64 {
    (observed - expected) / (1.0 - expected)
}

#[cfg(test)]
mod tests {
    use super::testing::{LETTERS, letters};
    use super::*;

    /// Every measure of values, under its name.
    fn measures(items: &[Vec<Option<char>>]) -> Vec<(&'static str, Agreement)> {
        vec![
            ("percent", percent_agreement(items)),
            ("cohen", cohen_kappa(items, 0, 1)),
            ("fleiss", fleiss_kappa(items)),
            ("alpha", krippendorff_alpha(items)),
            ("gwet", gwet_ac1(items, 0)),
        ]
    }

    #[test]
    fn equal_values_are_one_whatever_the_measure() {
        for (name, found) in measures(&letters(&["aa", "bb", "aa", "cc"])) {
            assert_eq!(found.value, Ok(1.0), "{name}");
            assert_eq!((found.coders, found.items, found.pairs), (2, 4, 4), "{name}");
            assert!(found.excluded.is_empty(), "{name}");
        }
    }

    #[test]
    fn nothing_to_compare_is_never_one() {
        for (picture, why) in [
            (&[][..], NotComputable::NothingCoded),
            (&["..", ".."], NotComputable::NothingCoded),
            (&["a.", "b."], NotComputable::OneCoder),
            (&["a.", ".b"], NotComputable::NothingShared),
        ] {
            for (name, found) in measures(&letters(picture)) {
                assert_eq!(found.value, Err(why), "{name} of {picture:?}");
                assert_eq!((found.observed, found.expected), (None, None), "{name} of {picture:?}");
                assert_eq!((found.items, found.pairs), (0, 0), "{name} of {picture:?}");
            }
        }
        for (name, found) in measures(&letters(&["aa", "aa", "a."])) {
            let value = if name == "percent" { Ok(1.0) } else { Err(NotComputable::NoVariation) };
            assert_eq!(found.value, value, "{name}");
            assert_eq!(found.excluded, BTreeMap::from([(Exclusion::OneValue, 1)]), "{name}");
        }
    }

    #[test]
    fn what_is_left_out_is_counted_with_its_reason() {
        let found = krippendorff_alpha(&letters(&["ab", "a.", "..", ".b", "bb"]));
        assert_eq!(found.excluded, BTreeMap::from([(Exclusion::NoValue, 1), (Exclusion::OneValue, 2)]));
        assert_eq!((found.items, found.pairs), (2, 2));
    }

    #[test]
    fn order_of_items_coders_and_names_do_not_matter() {
        let mut chance = testing::Chance::new(4);
        for _ in 0..80 {
            let (n, m) = (2 + chance.below(12), 2 + chance.below(3));
            let value = |chance: &mut testing::Chance| LETTERS.get(chance.below(4)).copied();
            let items: Vec<Vec<Option<char>>> =
                (0..n).map(|_| (0..m).map(|_| value(&mut chance)).collect()).collect();
            let mut turned: Vec<Vec<Option<char>>> = items.iter().rev().cloned().collect();
            turned.iter_mut().for_each(|item| item.reverse());
            let last = m - 1;
            let mut of_turned = measures(&turned);
            of_turned[1].1 = cohen_kappa(&turned, last, last - 1);
            let renamed: Vec<Vec<Option<char>>> = items
                .iter()
                .map(|item| item.iter().map(|value| value.map(|v| if v == 'a' { 'z' } else { v })).collect())
                .collect();
            for others in [of_turned, measures(&renamed)] {
                for ((name, before), (_, after)) in measures(&items).into_iter().zip(others) {
                    match (before.value, after.value) {
                        (Ok(before), Ok(after)) => testing::close(after, before, 1e-12),
                        (before, after) => assert_eq!(before, after, "{name} of {items:?}"),
                    }
                    assert_eq!((before.items, before.pairs), (after.items, after.pairs), "{name}");
                    assert_eq!(before.excluded, after.excluded, "{name}");
                    assert!(before.value.is_ok_and(|value| value <= 1.0) || before.value.is_err(), "{name}");
                }
            }
        }
    }

    #[test]
    fn reasons_can_be_read() {
        assert_eq!(NotComputable::NothingShared.to_string(), "No item was coded by two coders");
        assert_eq!(Exclusion::OneValue.to_string(), "coded by only one coder");
    }
}
