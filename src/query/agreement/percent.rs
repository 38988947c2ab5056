//! The share of pairs of values that agree.
//!
//! Promises that each item counts the same, however many coders gave it a value: the mean over the items of the share
//! of its pairs that agree, as Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., 2.2, and, where all items
//! have equally many values, as Fleiss (1971). It does *not* correct for chance: coders who call nearly everything one
//! thing agree often.

use super::{Agreement, Compared};

/// The percent agreement of any number of coders, as a share from 0 to 1.
#[must_use]
pub fn percent_agreement<T: Ord>(items: &[Vec<Option<T>>]) -> Agreement {
    let compared = Compared::new(items);
    if let Some(why) = compared.obstacle() {
        return compared.not_computable(why);
    }
    let observed = compared.mean_share();
    compared.answer(Ok(observed), Some(observed))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        ARTSTEIN_558, ARTSTEIN_568, COHEN_37, COHEN_45, FLEISS, KRIPPENDORFF, close, letters, table,
    };
    use super::*;

    #[test]
    fn the_shares_in_the_literature_are_reached() {
        close(percent_agreement(&table(COHEN_45)).value.unwrap(), 0.70, 1e-12);
        close(percent_agreement(&table(COHEN_37)).value.unwrap(), 0.29, 1e-12);
        close(percent_agreement(&table(ARTSTEIN_558)).value.unwrap(), 0.70, 1e-12);
        close(percent_agreement(&table(ARTSTEIN_568)).value.unwrap(), 0.88, 1e-12);
        let fleiss = percent_agreement(&letters(&FLEISS));
        close(fleiss.value.unwrap(), 0.555_6, 5e-5);
        assert_eq!((fleiss.coders, fleiss.items, fleiss.pairs), (6, 30, 450));
    }

    /// Each patient of Fleiss, to the three digits of the reference.
    #[test]
    fn the_shares_of_single_items_are_reached() {
        let expected = [
            1.0, 0.4, 0.4, 1.0, 0.4, 0.467, 0.467, 0.267, 0.467, 1.0, 0.667, 0.4, 0.4, 0.667, 0.267, 0.667, 0.267,
            0.667, 0.467, 0.267, 1.0, 0.667, 0.267, 0.467, 0.4, 0.667, 0.467, 0.467, 0.667, 1.0,
        ];
        for (item, expected) in FLEISS.into_iter().zip(expected) {
            close(percent_agreement(&letters(&[item])).value.unwrap(), expected, 5e-4);
        }
    }

    /// `irrCAC`: pa of the data of Krippendorff.
    #[test]
    fn items_with_gaps_count_as_much_as_others() {
        let found = percent_agreement(&letters(&KRIPPENDORFF));
        close(found.value.unwrap(), 9.0 / 11.0, 1e-12);
        assert_eq!((found.items, found.pairs), (11, 55));
    }
}
