//! Krippendorff's α of nominal values: any number of coders, gaps allowed.
//!
//! Krippendorff (2004), *Content Analysis: An Introduction to Its Methodology*, 2nd ed., 11.3; (2011), *Computing
//! Krippendorff's Alpha-Reliability*, University of Pennsylvania, section D. α = 1 − Dₒ/Dₑ over the coincidences: each
//! item gives as many as it has values, and chance pairs any two of all values that have a partner, without putting
//! them back.
//!
//! Promises that an item with one value changes nothing but the count of what is left out. It does *not* know scales:
//! any two categories are equally far from each other.

use super::{Agreement, Compared, Tally, pairs, size};

/// Krippendorff's α with the nominal metric. `observed` and `expected` are 1 − Dₒ and 1 − Dₑ.
#[must_use]
pub fn krippendorff_alpha<T: Ord>(items: &[Vec<Option<T>>]) -> Agreement {
    let compared = Compared::new(items);
    if let Some(why) = compared.obstacle() {
        return compared.not_computable(why);
    }
    let totals = compared.totals();
    let values = size(&totals);
    let agreeing = |tally: &Tally<'_, T>| {
        let partners = size(tally).saturating_sub(1) as f64;
        tally.values().map(|n| pairs(*n)).sum::<f64>() / partners
    };
    let observed = compared.tallies.iter().map(agreeing).sum::<f64>() / values as f64;
    let expected = totals.values().map(|n| pairs(*n)).sum::<f64>() / pairs(values);
    compared.corrected((totals.len() > 1).then_some((observed, expected)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ARTSTEIN_568, HAYES, KRIPPENDORFF, close, letters, table};
    use super::*;

    #[track_caller]
    fn check(picture: &[&str], observed: f64, expected: f64, alpha: f64) {
        let found = krippendorff_alpha(&letters(picture));
        close(1.0 - found.observed.unwrap(), observed, 6e-4);
        close(1.0 - found.expected.unwrap(), expected, 6e-4);
        close(found.value.unwrap(), alpha, 5e-4);
    }

    /// Krippendorff (1980), p. 133 and p. 139; (2004), p. 224, p. 227 and p. 230: the disagreements and α as printed.
    #[test]
    fn the_alphas_of_krippendorff_are_reached() {
        check(&["00", "11", "01", "00", "00", "01", "00", "01", "10", "00"], 0.400, 0.442, 0.095);
        check(&["111", "122", "222", "444", "144", "222", "123", "333", "222"], 0.259, 0.724, 0.642);
        check(&["10", "11", "01", "00", "00", "01", "00", "01", "00", "00"], 0.400, 0.442, 0.095);
        check(&["aa", "ab", "bb", "bb", "bb", "bb", "bc", "cc", "cc", "cc", "cc", "cc"], 0.166_7, 0.626_8, 0.734);
        check(&KRIPPENDORFF, 0.200, 0.779, 0.743);
        let found = krippendorff_alpha(&letters(&KRIPPENDORFF));
        close(found.value.unwrap(), 0.743_421_052_631_579, 1e-12);
        assert_eq!((found.coders, found.items, found.pairs), (4, 11, 55));
    }

    /// Three coders, 15 units, more gaps than values (Wikipedia, “Krippendorff's alpha”).
    #[test]
    fn the_alpha_of_the_encyclopaedia_is_reached() {
        let items =
            [".1.", "...", ".22", ".11", ".33", "334", "444", "13.", "2.2", "1.1", "1.1", "3.3", "3.3", "...", "3.4"];
        let found = krippendorff_alpha(&letters(&items));
        close(found.value.unwrap(), 0.691_358, 5e-7);
        assert_eq!((found.items, found.pairs, found.excluded.len()), (12, 16, 2));
    }

    /// Artstein & Poesio (2008), p. 568; Krippendorff (1995), p. 57, example A, unit by unit; and, of the data of
    /// Hayes & Krippendorff (2007), what the Python package `krippendorff` 0.9 gives with the nominal metric.
    #[test]
    fn the_alphas_of_others_are_reached() {
        close(krippendorff_alpha(&table(ARTSTEIN_568)).value.unwrap(), 0.800, 7e-4);
        close(krippendorff_alpha(&table([[10, 0], [8, 6]])).value.unwrap(), 0.329, 5e-4);
        close(krippendorff_alpha(&letters(&HAYES)).value.unwrap(), 0.476_509_567_418_658_35, 1e-12);
    }

    #[test]
    fn an_item_with_one_value_changes_nothing() {
        let items = ["ab", "bb", "aa"];
        let more = ["ab", "bb", "aa", "c.", ".a"];
        assert_eq!(krippendorff_alpha(&letters(&items)).value, krippendorff_alpha(&letters(&more)).value);
    }

    #[test]
    fn disagreement_throughout_is_below_chance() {
        close(krippendorff_alpha(&letters(&["ab", "ba"])).value.unwrap(), -0.5, 1e-12);
    }
}
