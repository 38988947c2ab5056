//! Cohen's κ of two coders, and the table that it comes from.
//!
//! Cohen (1960), A coefficient of agreement for nominal scales, *Educational and Psychological Measurement* 20(1),
//! 37–46: chance is that each coder keeps to their own shares of the categories.
//!
//! Promises that only items that both coded count, and that the others are counted as left out. It does *not* mend
//! the known paradox: where nearly everything is one category, κ is low however often they agree. [`super::gwet_ac1`]
//! is for that; or look at the table.

use super::{Agreement, Exclusion, NotComputable, above};
use std::collections::{BTreeMap, BTreeSet};

/// How often two coders gave which categories to the same items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion<T> {
    /// The categories that either gave to an item that both coded, in order.
    pub categories: Vec<T>,
    /// For each category of the first coder, how often the second gave each category.
    pub counts: Vec<Vec<usize>>,
    /// Items that were not compared, and why.
    pub excluded: BTreeMap<Exclusion, usize>,
    /// Coders of the two who gave any value.
    pub coders: usize,
}

impl<T> Confusion<T> {
    /// Items that both coded.
    #[must_use]
    pub fn items(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// Items on which they agree.
    #[must_use]
    pub fn agreed(&self) -> usize {
        let own = |(at, row): (usize, &Vec<usize>)| row.get(at).copied().unwrap_or_default();
        self.counts.iter().enumerate().map(own).sum()
    }

    /// How often each coder gave each category: the sums of the rows, and of the columns.
    #[must_use]
    pub fn margins(&self) -> (Vec<usize>, Vec<usize>) {
        let rows = self.counts.iter().map(|row| row.iter().sum()).collect();
        let column = |at: usize| self.counts.iter().filter_map(|row| row.get(at)).sum();
        (rows, (0..self.categories.len()).map(column).collect())
    }

    /// Cohen's κ.
    #[must_use]
    pub fn kappa(&self) -> Agreement {
        let n = self.items();
        let chance = self.chance();
        let observed = chance.is_ok().then(|| self.agreed() as f64 / n as f64);
        let value = chance.and_then(|expected| match observed {
            Some(observed) if self.categories.len() > 1 => Ok(above(observed, expected)),
            _ => Err(NotComputable::NoVariation),
        });
        let known = |share: f64| value.is_ok().then_some(share);
        Agreement {
            value,
            observed: observed.and_then(known),
            expected: chance.ok().and_then(known),
            coders: self.coders,
            items: n,
            pairs: n,
            excluded: self.excluded.clone(),
        }
    }

    /// The greatest κ that the margins allow (Cohen 1960, p. 42): what is missing of 1 is that the coders do not use
    /// the categories equally often.
    ///
    /// # Errors
    /// If κ has no value.
    pub fn greatest_kappa(&self) -> Result<f64, NotComputable> {
        self.kappa().value?;
        let (rows, columns) = self.margins();
        let most: usize = rows.iter().zip(&columns).map(|(row, column)| row.min(column)).sum();
        Ok(above(most as f64 / self.items() as f64, self.chance()?))
    }

    /// The share of agreement if each coder drew from their own margins.
    fn chance(&self) -> Result<f64, NotComputable> {
        match (self.coders, self.items()) {
            (0, _) => Err(NotComputable::NothingCoded),
            (1, _) => Err(NotComputable::OneCoder),
            (_, 0) => Err(NotComputable::NothingShared),
            (_, n) => {
                let (rows, columns) = self.margins();
                let share = |count: usize| count as f64 / n as f64;
                Ok(rows.into_iter().zip(columns).map(|(row, column)| share(row) * share(column)).sum())
            }
        }
    }
}

/// Cohen's κ of two of the coders, named by their places in the rows.
#[must_use]
pub fn cohen_kappa<T: Ord + Clone>(items: &[Vec<Option<T>>], first: usize, second: usize) -> Agreement {
    confusion(items, first, second).kappa()
}

/// The table of two of the coders, named by their places in the rows.
#[must_use]
pub fn confusion<T: Ord + Clone>(items: &[Vec<Option<T>>], first: usize, second: usize) -> Confusion<T> {
    let mut excluded = BTreeMap::new();
    let mut cells: BTreeMap<(&T, &T), usize> = BTreeMap::new();
    let mut coders = BTreeSet::new();
    for item in items {
        let of = |coder: usize| item.get(coder).and_then(Option::as_ref);
        coders.extend([first, second].into_iter().filter(|coder| of(*coder).is_some()));
        match (of(first), of(second)) {
            (Some(one), Some(other)) => *cells.entry((one, other)).or_default() += 1,
            (None, None) => *excluded.entry(Exclusion::NoValue).or_default() += 1,
            _ => *excluded.entry(Exclusion::OneValue).or_default() += 1,
        }
    }
    let categories: BTreeSet<&T> = cells.keys().flat_map(|(one, other)| [*one, *other]).collect();
    let count = |one: &T, other: &T| cells.get(&(one, other)).copied().unwrap_or_default();
    let row = |one: &&T| categories.iter().map(|other| count(one, other)).collect();
    Confusion {
        counts: categories.iter().map(row).collect(),
        categories: categories.into_iter().cloned().collect(),
        excluded,
        coders: coders.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ARTSTEIN_558, ARTSTEIN_568, COHEN_37, COHEN_45, close, letters, table};
    use super::*;

    #[track_caller]
    fn check<const N: usize>(counts: [[usize; N]; N], observed: f64, expected: f64, kappa: f64) {
        let found = cohen_kappa(&table(counts), 0, 1);
        close(found.observed.unwrap(), observed, 1e-12);
        close(found.expected.unwrap(), expected, 5e-4);
        close(found.value.unwrap(), kappa, 5e-5);
    }

    #[test]
    fn the_kappas_in_the_literature_are_reached() {
        check(COHEN_45, 0.70, 0.41, 0.491_5);
        check(COHEN_37, 0.29, 0.35, -0.092_3);
        check(ARTSTEIN_558, 0.70, 0.54, 0.347_8);
        check(ARTSTEIN_568, 0.88, 0.396, 0.801_3);
    }

    #[test]
    fn the_greatest_kappa_of_cohen_is_reached() {
        close(confusion(&table(COHEN_45), 0, 1).greatest_kappa().unwrap(), 0.831, 5e-4);
        // Cohen prints .85; his margins give .846.
        close(confusion(&table(COHEN_37), 0, 1).greatest_kappa().unwrap(), 0.846_2, 5e-5);
    }

    #[test]
    fn a_table_is_given_back_as_it_was() {
        let found = confusion(&table(COHEN_45), 0, 1);
        assert_eq!(found.counts, COHEN_45.map(Vec::from));
        assert_eq!(found.margins(), (vec![120, 60, 20], vec![100, 60, 40]));
        assert_eq!((found.items(), found.agreed()), (200, 140));
    }

    #[test]
    fn the_table_holds_only_what_both_coded() {
        let found = confusion(&letters(&["aba", "c..", "...", "aab", ".d."]), 0, 1);
        assert_eq!(
            (found.categories.as_slice(), found.counts.as_slice()),
            (&['a', 'b'][..], &[vec![1, 1], vec![0, 0]][..])
        );
        assert_eq!(found.excluded, BTreeMap::from([(Exclusion::NoValue, 1), (Exclusion::OneValue, 2)]));
    }

    #[test]
    fn coders_who_never_meet_are_below_chance() {
        assert_eq!(cohen_kappa(&letters(&["ab", "ab"]), 0, 1).value, Ok(0.0));
        assert_eq!(cohen_kappa(&letters(&["ab", "ba"]), 0, 1).value, Ok(-1.0));
    }

    #[test]
    fn nobody_is_compared_with_themselves_or_with_nobody() {
        let items = letters(&["ab", "bb"]);
        assert_eq!(cohen_kappa(&items, 1, 1).value, Err(NotComputable::OneCoder));
        assert_eq!(cohen_kappa(&items, 0, 7).value, Err(NotComputable::OneCoder));
        assert_eq!(cohen_kappa(&items, 6, 7).value, Err(NotComputable::NothingCoded));
        assert!(confusion(&items, 0, 7).greatest_kappa().is_err());
    }
}
