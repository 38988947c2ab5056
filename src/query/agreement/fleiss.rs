//! Fleiss' κ: several coders, equally many for each item, not necessarily the same ones.
//!
//! Fleiss (1971), Measuring nominal scale agreement among many raters, *Psychological Bulletin* 76(5), 378–382: chance
//! is that all coders together keep to their shares of the categories.
//!
//! Promises that every item that counts has the same number of values: the number that most items with two or more
//! have, and of equally frequent ones the greater; items with another number are counted as left out. It does *not*
//! know who gave which value. With gaps [`super::krippendorff_alpha`] leaves less out.

use super::{Agreement, Compared, Exclusion, NotComputable, Tally, pairs, size};
use std::collections::BTreeMap;

/// Fleiss' κ of all categories.
#[must_use]
pub fn fleiss_kappa<T: Ord>(items: &[Vec<Option<T>>]) -> Agreement {
    let compared = of_one_size(items);
    if let Some(why) = compared.obstacle() {
        return compared.not_computable(why);
    }
    let totals = compared.totals();
    let values = size(&totals) as f64;
    let chance = || totals.values().map(|count| (*count as f64 / values).powi(2)).sum();
    let shares = (totals.len() > 1).then(|| (compared.mean_share(), chance()));
    compared.corrected(shares)
}

/// Fleiss' κ of each category against all others together (his formula 21), in order of the categories.
#[must_use]
pub fn fleiss_kappa_by_category<T: Ord + Clone>(items: &[Vec<Option<T>>]) -> Vec<(T, Result<f64, NotComputable>)> {
    let compared = of_one_size(items);
    let totals = compared.totals();
    let values = size(&totals) as f64;
    let kappa = |category: &T, count: usize| {
        if totals.len() < 2 {
            return Err(NotComputable::NoVariation);
        }
        let split = |tally: &Tally<'_, T>| {
            let own = tally.get(category).copied().unwrap_or_default();
            own as f64 * size(tally).saturating_sub(own) as f64 / pairs(size(tally))
        };
        let disagreed = compared.tallies.iter().map(split).sum::<f64>() / compared.tallies.len() as f64;
        let share = count as f64 / values;
        Ok(1.0 - disagreed / (share * (1.0 - share)))
    };
    totals.iter().map(|(category, count)| ((*category).clone(), kappa(category, *count))).collect()
}

/// The items that have as many values as most.
fn of_one_size<T: Ord>(items: &[Vec<Option<T>>]) -> Compared<'_, T> {
    let mut compared = Compared::new(items);
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    compared.tallies.iter().for_each(|tally| *sizes.entry(size(tally)).or_default() += 1);
    let usual = sizes.into_iter().max_by_key(|(size, count)| (*count, *size)).map(|(size, _)| size);
    let before = compared.tallies.len();
    compared.tallies.retain(|tally| Some(size(tally)) == usual);
    (compared.tallies.len()..before).for_each(|_| compared.exclude(Exclusion::OtherNumber));
    compared
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FLEISS, KRIPPENDORFF, close, letters};
    use super::*;

    /// The patients of Fleiss; he prints .220 and .430 from rounded shares.
    #[test]
    fn the_kappa_of_fleiss_is_reached() {
        let found = fleiss_kappa(&letters(&FLEISS));
        close(found.observed.unwrap(), 0.555_6, 5e-5);
        close(found.expected.unwrap(), 0.219_9, 5e-5);
        close(found.value.unwrap(), 0.430_2, 5e-5);
        assert_eq!((found.items, found.pairs), (30, 450));
    }

    #[test]
    fn the_kappas_of_his_categories_are_reached() {
        let found = fleiss_kappa_by_category(&letters(&FLEISS));
        let expected = [('1', 0.248), ('2', 0.248), ('3', 0.517), ('4', 0.470), ('5', 0.565)];
        assert_eq!(found.len(), expected.len());
        for ((category, kappa), (name, expected)) in found.into_iter().zip(expected) {
            assert_eq!(category, name);
            // Fleiss prints three digits and computes with three.
            close(kappa.unwrap(), expected, 5e-3);
        }
    }

    /// Ten items, 14 coders, five categories, as counts (Wikipedia, “Fleiss' kappa”).
    #[test]
    fn the_kappa_of_the_encyclopaedia_is_reached() {
        let counts: [[usize; 5]; 10] = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let item = |counts: [usize; 5]| -> Vec<Option<usize>> {
            counts.into_iter().enumerate().flat_map(|(category, n)| std::iter::repeat_n(Some(category), n)).collect()
        };
        let found = fleiss_kappa(&counts.map(item));
        close(found.observed.unwrap(), 0.378_0, 5e-5);
        close(found.expected.unwrap(), 0.212_8, 5e-5);
        close(found.value.unwrap(), 0.209_9, 5e-5);
        assert_eq!((found.coders, found.items, found.pairs), (14, 10, 910));
    }

    #[test]
    fn items_with_another_number_of_values_are_left_out() {
        let found = fleiss_kappa(&letters(&KRIPPENDORFF));
        assert_eq!((found.items, found.pairs), (8, 48));
        assert_eq!(found.excluded, BTreeMap::from([(Exclusion::OneValue, 1), (Exclusion::OtherNumber, 3)]));
        let whole: Vec<&str> = KRIPPENDORFF.into_iter().filter(|item| !item.contains('.')).collect();
        assert_eq!(found.value, fleiss_kappa(&letters(&whole)).value);
        // Of two numbers that are equally frequent the greater is taken.
        assert_eq!(fleiss_kappa(&letters(&["aab", "ab."])).items, 1);
        assert_eq!(fleiss_kappa(&letters(&["aab", "ab."])).pairs, 3);
    }

    #[test]
    fn a_category_alone_says_nothing() {
        assert_eq!(fleiss_kappa_by_category(&letters(&["aa", "aa"])), [('a', Err(NotComputable::NoVariation))]);
        assert!(fleiss_kappa_by_category(&letters(&["a."])).is_empty());
    }
}
