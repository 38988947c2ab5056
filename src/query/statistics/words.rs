//! Numbers in the sentences of a chart's side.
//!
//! Promises that what is below a border is not rounded up to it. It does *not* choose what to say.

use super::LEVEL;

/// Below it no digits of a p are worth reading.
const LEAST_P: f64 = 0.000_1;

/// Such as `p = 0.0227`, or `p < 0.0001`.
pub(super) fn probability(p: f64) -> String {
    if p < LEAST_P {
        return format!("p < {LEAST_P}");
    }
    let written = number(p);
    // Rounding must not seem to contradict what was said of it.
    if p < LEVEL && written == number(LEVEL) { format!("p < {written}") } else { format!("p = {written}") }
}

/// Three significant digits, without zeros at the end: `0.75`, `−2.6`, `1098`.
pub(super) fn number(value: f64) -> String {
    let mut size = value.abs();
    let mut decimals = 0;
    while size > 0.0 && size < 100.0 && decimals < 9 {
        size *= 10.0;
        decimals += 1;
    }
    let written = format!("{:.decimals$}", value.abs());
    let written = if decimals > 0 { written.trim_end_matches('0').trim_end_matches('.') } else { &written };
    if value < 0.0 && written != "0" { format!("−{written}") } else { written.to_owned() }
}

/// Such as `is 1`, `are 7`.
pub(super) fn are(count: usize) -> String {
    format!("{} {count}", if count == 1 { "is" } else { "are" })
}

/// Such as `1 bin`, `7 bins`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// How rare a result with this p would be if there were nothing to find; only for a p below [`LEVEL`].
pub(super) fn rarity(p: f64) -> &'static str {
    match p {
        p if p < 0.001 => "very rare",
        p if p < 0.01 => "rare",
        _ => "unusual",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_that_count() {
        let written =
            [0.0, 0.75, -2.6, 1_097.75, 849.972, 99.99, 0.000_52, -0.000_000_000_01, 2_000.0, 10.0].map(number);
        assert_eq!(written, ["0", "0.75", "−2.6", "1098", "850", "100", "0.00052", "0", "2000", "10"]);
    }

    #[test]
    fn a_p_is_never_rounded_across_its_border() {
        assert_eq!(probability(0.022_687_1), "p = 0.0227");
        assert_eq!(probability(0.049_999), "p < 0.05");
        assert_eq!(probability(0.05), "p = 0.05");
        assert_eq!(probability(0.050_01), "p = 0.05");
        assert_eq!(probability(3.6e-7), "p < 0.0001");
        assert_eq!(probability(1.0), "p = 1");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!((are(1).as_str(), are(0).as_str()), ("is 1", "are 0"));
        assert_eq!((counted(1, "bin").as_str(), counted(2, "bin").as_str()), ("1 bin", "2 bins"));
    }
}
