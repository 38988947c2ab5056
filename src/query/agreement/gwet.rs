//! Gwet's AC1, which stays near the observed agreement where nearly everything is one category.
//!
//! Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement, *British Journal
//! of Mathematical and Statistical Psychology* 61(1), 29–48; with gaps as in his *Handbook of Inter-Rater
//! Reliability*, 4th ed. (2014), and his R package `irrCAC`: chance is that coders guess where an item is hard.
//!
//! Promises that items with one value count for the shares of the categories, as his do, though not for agreement.
//! It does *not* follow `irrCAC` where everything is one category: that says 1, this says that nothing can be told.

use super::{Agreement, Compared, Tally, size, tally};

/// Gwet's AC1. Chance depends on how many categories there were to choose from: `categories`, or as many as occur if
/// that is more; 0 if only those that occur are known.
#[must_use]
pub fn gwet_ac1<T: Ord>(items: &[Vec<Option<T>>], categories: usize) -> Agreement {
    let compared = Compared::new(items);
    if let Some(why) = compared.obstacle() {
        return compared.not_computable(why);
    }
    let rated: Vec<Tally<'_, T>> = items.iter().map(|item| tally(item)).filter(|tally| !tally.is_empty()).collect();
    let mut shares = std::collections::BTreeMap::new();
    for tally in &rated {
        for (category, count) in tally {
            *shares.entry(*category).or_insert(0.0) += *count as f64 / size(tally) as f64 / rated.len() as f64;
        }
    }
    let open: f64 = shares.values().map(|share: &f64| share * (1.0 - share)).sum();
    let chance = || open / (categories.max(shares.len()).saturating_sub(1)) as f64;
    let shares = (shares.len() > 1).then(|| (compared.mean_share(), chance()));
    compared.corrected(shares)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{COHEN_37, COHEN_45, HAYES, KRIPPENDORFF, close, letters, table};
    use super::*;

    /// R's `irrCAC` 1.4, which prints five digits of the coefficient.
    #[test]
    fn the_tables_give_what_irrcac_gives() {
        let check = |items: &[Vec<Option<usize>>], observed: f64, expected: f64, value: f64| {
            let found = gwet_ac1(items, 0);
            close(found.observed.unwrap(), observed, 1e-12);
            close(found.expected.unwrap(), expected, 1e-12);
            close(found.value.unwrap(), value, 5e-6);
        };
        check(&table([[80, 7], [8, 5]]), 0.85, 0.218_75, 0.808);
        check(&table(COHEN_37), 0.29, 0.322_5, -0.047_97);
        check(&table(COHEN_45), 0.7, 0.292_5, 0.575_97);
        let four = table([[20, 5, 1, 0], [4, 15, 6, 1], [0, 5, 18, 4], [0, 1, 3, 12]]);
        check(&four, 0.684_210_526_315_789, 0.247_294_552_169_898, 0.580_46);
        let five = [[15, 4, 1, 0, 0], [3, 12, 4, 1, 0], [1, 3, 14, 3, 1], [0, 1, 3, 10, 2], [0, 0, 1, 2, 8]];
        check(&table(five), 0.662_921_348_314_607, 0.197_497_159_449_564, 0.579_97);
    }

    /// The Python package `irrCAC` 0.4.
    #[test]
    fn gaps_give_what_irrcac_gives() {
        let found = gwet_ac1(&letters(&KRIPPENDORFF), 0);
        close(found.expected.unwrap(), 0.190_321_180_556, 1e-12);
        close(found.value.unwrap(), 0.775_444_068_127, 1e-12);
        let found = gwet_ac1(&letters(&HAYES), 0);
        close(found.observed.unwrap(), 0.625, 1e-12);
        close(found.expected.unwrap(), 0.235_708_912_037, 1e-12);
        close(found.value.unwrap(), 0.509_349_244_148, 1e-12);
    }

    #[test]
    fn a_longer_list_of_categories_leaves_less_to_chance() {
        let items = letters(&["aa", "bb", "ab", "aa"]);
        let values: Vec<f64> = [0, 2, 3, 10].map(|categories| gwet_ac1(&items, categories).value.unwrap()).to_vec();
        close(values[0], values[1], 0.0);
        assert!(values.is_sorted() && values[3] < 0.75, "{values:?}");
    }
}
