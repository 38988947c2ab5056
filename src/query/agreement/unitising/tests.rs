//! α of units: the examples of Krippendorff, and what must hold of any units.

use super::super::testing::{Chance, close};
use super::*;

fn unit<T>(category: T, start: usize, length: usize) -> CodedSpan<T> {
    CodedSpan { category, span: (start, start + length) }
}

fn section(start: usize, length: usize, is_unit: bool) -> Section {
    Section { start, end: start + length, is_unit }
}

/// Krippendorff (2004), p. 253 f.: squared distances of units and gaps.
#[test]
fn the_distances_of_krippendorff_are_reached() {
    let unit = |start, length| section(start, length, true);
    let gap = |start, length| section(start, length, false);
    for (a, b, expected) in [
        (unit(5, 6), unit(4, 2), 26.0),
        (unit(5, 6), unit(5, 2), 16.0),
        (unit(5, 6), unit(6, 2), 10.0),
        (unit(5, 6), unit(7, 2), 8.0),
        (unit(5, 6), unit(6, 4), 2.0),
        (unit(5, 6), unit(5, 6), 0.0),
        (gap(2, 3), unit(2, 2), 4.0),
        (unit(5, 6), gap(4, 7), 36.0),
        (unit(225, 70), unit(220, 80), 50.0),
        (unit(370, 30), unit(355, 20), 850.0),
        (gap(400, 50), unit(400, 20), 400.0),
        (gap(0, 4), gap(0, 8), 0.0),
        (unit(5, 6), gap(5, 5), 0.0),
    ] {
        close(squared_distance(a, b), expected, 0.0);
        close(squared_distance(b, a), expected, 0.0);
    }
}

/// Krippendorff (2004), p. 254: two observers, categories c and k, on a continuum from 150 to 450.
#[test]
fn the_alpha_of_2004_is_reached() {
    let both = [unit('k', 180, 60), unit('k', 300, 50)];
    let mut i = vec![unit('c', 225, 70), unit('c', 370, 30)];
    let mut j = vec![unit('c', 220, 80), unit('c', 355, 20), unit('c', 400, 20)];
    i.extend(both.clone());
    j.extend(both);
    let found = alpha_u((150, 450), &[i, j]);
    // He prints .8591, which is 1 − .0144/(.0532 + .0490) with four digits each.
    close(found.value.unwrap(), 0.858_67, 5e-6);
    close(found.value.unwrap(), 0.859_1, 5e-4);
    let [c, k] = found.categories.as_slice() else { panic!("{found:?}") };
    close(c.observed, 0.014_4, 5e-5);
    close(c.expected, 0.053_2, 5e-5);
    close(c.value.unwrap(), 0.728_6, 5e-5);
    close(k.observed, 0.0, 0.0);
    close(k.expected, 0.049_0, 5e-5);
    close(k.value.unwrap(), 1.0, 0.0);
    assert_eq!((found.length, found.coders, found.units, c.units, k.units), (300, 2, 9, 5, 4));
}

/// A name, and the units of two coders as `(start, length)`.
type Example = (char, [&'static [(usize, usize)]; 2]);

/// Krippendorff (1995), p. 57: four pairs of coders on 24 parts.
const EXAMPLES: [Example; 4] = [
    ('A', [&[(2, 8), (14, 6)], &[(4, 4), (15, 2)]]),
    ('B', [&[(0, 18)], &[(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]]),
    ('C', [&[(2, 6), (10, 2), (14, 4), (20, 2)], &[(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]]),
    ('D', [&[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], &[(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]]),
];

/// All four at once, each unit of the continuum cut into `stretch`.
fn example(stretch: usize) -> Unitised<char> {
    let coder = |which: usize| -> Vec<CodedSpan<char>> {
        let of = |(name, coders): &Example| -> Vec<CodedSpan<char>> {
            coders[which].iter().map(|(start, length)| unit(*name, start * stretch, length * stretch)).collect()
        };
        EXAMPLES.iter().flat_map(of).collect()
    };
    alpha_u((0, 24 * stretch), &[coder(0), coder(1)])
}

/// His α are those of a continuum without smallest parts: .553, −.926, .679 and .066. A and D are reached as printed, B
/// and C to ±.02 as by `DKPro` Statistics, whose authors suspect a sign in his sum of lengths; the book of 2004 has the
/// formula that is used here.
#[test]
fn the_alphas_of_1995_are_reached_on_a_fine_continuum() {
    let found = example(50_000);
    let expected = [
        (0.031_25, 0.069_90, 0.553, 5e-4),
        (2.267_36, 1.177_31, -0.926, 0.02),
        (0.027_77, 0.086_42, 0.679, 0.02),
        (0.387_15, 0.414_45, 0.066, 5e-4),
    ];
    for (category, (observed, by_chance, value, tolerance)) in found.categories.iter().zip(expected) {
        close(category.observed, observed, 1e-5);
        close(category.expected, by_chance, 5e-3);
        close(category.value.unwrap(), value, tolerance);
    }
}

/// With the 24 parts of the picture itself chance is smaller, and so is each α.
#[test]
fn the_alphas_of_1995_are_lower_on_24_parts() {
    let found = example(1);
    let values = found.categories.iter().map(|category| category.value.unwrap());
    values.zip([0.515_3, -1.081_1, 0.603_3, -0.206_8]).for_each(|(found, expected)| close(found, expected, 5e-5));
}

/// His table of example C on continua of 12 to 1 200 000 parts.
#[test]
fn the_finer_the_continuum_the_nearer_the_alphas_of_1995() {
    for (parts, expected, value) in
        [(120, 0.082_34, 0.663), (1_200, 0.086_00, 0.677), (12_000, 0.086_38, 0.678), (1_200_000, 0.086_42, 0.679)]
    {
        let found = example(parts / 24);
        close(found.categories[2].observed, 0.027_77, 1e-5);
        close(found.categories[2].expected, expected, 5e-3);
        close(found.categories[2].value.unwrap(), value, 0.02);
    }
}

/// The test data of `DKPro` Statistics: one long unit against three short ones.
#[test]
fn the_alpha_of_one_against_three_is_reached() {
    let found = alpha_u((0, 10), &[vec![unit((), 1, 8)], vec![unit((), 2, 1), unit((), 4, 1), unit((), 6, 1)]]);
    close(found.categories[0].observed, 0.910_0, 1e-4);
    close(found.categories[0].expected, 0.535_1, 1e-4);
    close(found.value.unwrap(), -0.700_3, 1e-4);
    let found = alpha_u((0, 20), &[vec![unit((), 0, 1)], Vec::new(), Vec::new()]);
    close(found.value.unwrap(), 0.0, 1e-12);
}

#[test]
fn nothing_to_compare_is_never_one() {
    let none: [Vec<CodedSpan<char>>; 0] = [];
    assert_eq!(alpha_u((0, 9), &none).value, Err(NotComputable::OneCoder));
    assert_eq!(alpha_u((0, 9), &[vec![unit('a', 0, 2)]]).value, Err(NotComputable::OneCoder));
    assert_eq!(alpha_u::<char>((0, 9), &[Vec::new(), Vec::new()]).value, Err(NotComputable::NothingCoded));
    assert_eq!(alpha_u((4, 4), &[vec![unit('a', 0, 9)], Vec::new()]).value, Err(NotComputable::NoText));
    // Every position a unit of its own, by everybody: there is no other way to cut so.
    let tiles: Vec<CodedSpan<char>> = (0..5).map(|at| unit('a', at, 1)).collect();
    assert_eq!(alpha_u((0, 5), &[tiles.clone(), tiles]).value, Err(NotComputable::NoVariation));
}

#[test]
fn what_cannot_be_compared_is_left_out_with_its_reason() {
    let first = vec![unit('a', 0, 3), unit('a', 2, 4), unit('b', 3, 0), unit('a', 30, 5), unit('a', 8, 90)];
    let found = alpha_u((0, 10), &[first, vec![unit('a', 0, 6), unit('a', 8, 2)]]);
    assert_eq!(found.value, Ok(1.0));
    assert_eq!((found.units, found.categories.len()), (4, 1));
    let expected = [(Exclusion::Empty, 1), (Exclusion::Outside, 1), (Exclusion::Joined, 1)];
    assert_eq!(found.excluded, BTreeMap::from(expected));
}

#[test]
fn units_and_gaps_fill_the_continuum() {
    let found = sections((2, 9), &[(2, 4), (4, 5), (7, 8)]);
    let expected = [(2, 2, true), (4, 1, true), (5, 2, false), (7, 1, true), (8, 1, false)];
    assert_eq!(found, expected.map(|(start, length, is_unit)| section(start, length, is_unit)));
    assert_eq!(sections((2, 9), &[]), [section(2, 7, false)]);
}

#[test]
fn moving_turning_and_renaming_change_nothing() {
    let mut chance = Chance::new(12);
    for _ in 0..100 {
        let coder = |chance: &mut Chance| -> Vec<CodedSpan<char>> {
            let mut units = Vec::new();
            for category in ['a', 'b'] {
                let mut at = chance.below(9);
                while at < 30 {
                    let length = 1 + chance.below(6).min(29 - at);
                    units.push(unit(category, at, length));
                    at += length + chance.below(9);
                }
            }
            units
        };
        let coders: Vec<Vec<CodedSpan<char>>> = (0..3).map(|_| coder(&mut chance)).collect();
        let found = alpha_u((0, 30), &coders);
        let value = found.value.unwrap();
        assert!(value <= 1.0 && found.excluded.is_empty());
        let mapped = |of: &dyn Fn(&CodedSpan<char>) -> CodedSpan<char>| -> Vec<Vec<CodedSpan<char>>> {
            coders.iter().rev().map(|units| units.iter().rev().map(of).collect()).collect()
        };
        let moved = mapped(&|unit| CodedSpan { span: (unit.span.0 + 7, unit.span.1 + 7), ..*unit });
        close(alpha_u((7, 37), &moved).value.unwrap(), value, 1e-12);
        let turned = mapped(&|unit| CodedSpan { span: (30 - unit.span.1, 30 - unit.span.0), ..*unit });
        close(alpha_u((0, 30), &turned).value.unwrap(), value, 1e-12);
        let renamed = mapped(&|unit| CodedSpan { category: if unit.category == 'a' { 'z' } else { 'b' }, ..*unit });
        close(alpha_u((0, 30), &renamed).value.unwrap(), value, 1e-12);
        let equal = [coders[0].clone(), coders[0].clone(), coders[0].clone()];
        close(alpha_u((0, 30), &equal).value.unwrap(), 1.0, 0.0);
    }
}

/// Text that nobody would mark makes α higher, which is why it is to be taken out.
#[test]
fn advertisements_inflate() {
    let coders = [vec![unit('a', 2, 6)], vec![unit('a', 4, 6)]];
    let values = [12, 30, 300].map(|length| alpha_u((0, length), &coders).value.unwrap());
    assert!(values.is_sorted() && values[0] < values[2], "{values:?}");
}
