//! Codings as pictures, the data of others, numbers that look like chance, and what counts as close.
//!
//! What this does *not* do: it draws nothing from the system; the same seed gives the same numbers for ever.

/// Categories for made-up codings.
pub(super) const LETTERS: [char; 3] = ['a', 'b', 'c'];

/// Items from pictures: a letter for each coder, `.` where one gave no value.
pub(super) fn letters(picture: &[&str]) -> Vec<Vec<Option<char>>> {
    picture.iter().map(|item| item.chars().map(|value| (value != '.').then_some(value)).collect()).collect()
}

/// Items of two coders from a table: so many with the row's category by the first and the column's by the second.
pub(super) fn table<const N: usize>(counts: [[usize; N]; N]) -> Vec<Vec<Option<usize>>> {
    let mut items = Vec::new();
    for (row, columns) in counts.into_iter().enumerate() {
        for (column, count) in columns.into_iter().enumerate() {
            items.extend(std::iter::repeat_n(vec![Some(row), Some(column)], count));
        }
    }
    items
}

/// Cohen (1960), p. 45 and p. 37.
pub(super) const COHEN_45: [[usize; 3]; 3] = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
pub(super) const COHEN_37: [[usize; 3]; 3] = [[25, 12, 3], [13, 2, 15], [12, 16, 2]];

/// Artstein & Poesio (2008), p. 558 and p. 568.
pub(super) const ARTSTEIN_558: [[usize; 2]; 2] = [[20, 10], [20, 50]];
pub(super) const ARTSTEIN_568: [[usize; 3]; 3] = [[46, 0, 0], [6, 32, 6], [0, 0, 10]];

/// Fleiss (1971), p. 379: 30 patients, six diagnoses each, of five kinds.
pub(super) const FLEISS: [&str; 30] = [
    "444444", "222555", "233335", "555555", "222444", "113333", "333355", "113334", "114444", "555555", "144444",
    "124444", "222333", "144444", "224445", "333335", "111455", "111112", "224444", "133555", "555555", "244444",
    "224555", "114444", "144445", "222224", "111155", "224444", "133333", "555555",
];

/// Krippendorff (2004), p. 230, and (2011): 12 units, four observers.
pub(super) const KRIPPENDORFF: [&str; 12] =
    ["11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", "..3."];

/// Hayes & Krippendorff (2007), 40 units, five observers, three to five values for each unit.
pub(super) const HAYES: [&str; 40] = [
    "112.2", "1101.", "2333.", ".00.0", "000.0", "000.0", "102.1", "1.20.", "222.2", "2111.", ".100.", "0000.",
    "1222.", "33223", "111.1", "111.1", "212.2", "1233.", "1101.", "000.0", "0011.", "00.00", "2333.", "0000.",
    "12.22", "0111.", "00010", "1212.", "1122.", "112.2", "110.0", "2121.", "22.22", "3222.", "222.2", "223.2",
    "222.2", "22.12", "2222.", "111.1",
];

/// Fails if two numbers differ by more than that.
#[track_caller]
pub(super) fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} ± {tolerance}");
}

/// Numbers that look like chance: `SplitMix64` (Steele, Lea & Flood 2014).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 up to, not including, `below`.
    pub(super) fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap()
    }
}
