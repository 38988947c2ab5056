//! Numbers as a person reads them.

/// A number with its noun: `1 mark`, `1,412 marks`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(count))
}

/// A number with a comma between thousands.
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut spaced = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            spaced.push(',');
        }
        spaced.push(digit);
    }
    spaced
}

/// A written number with narrow spaces between thousands (ISO 80000-1, 7.3.1) and a true minus: `1400000000` →
/// `1 400 000 000`, `-3` → `−3`.
#[must_use]
pub fn spaced(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |number| ("−", number));
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.chars().count();
    let spaced = whole.chars().enumerate().flat_map(|(at, digit)| {
        let gap = (at > 0 && (digits - at).is_multiple_of(3)).then_some('\u{202f}');
        gap.into_iter().chain([digit])
    });
    sign.chars().chain(spaced).chain(rest.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_numbers_keep_their_decimals() {
        assert_eq!(spaced("1400000000"), "1\u{202f}400\u{202f}000\u{202f}000");
        assert_eq!((spaced("-3").as_str(), spaced("-123.25").as_str()), ("−3", "−123.25"));
        assert_eq!((spaced("12.5").as_str(), spaced("").as_str()), ("12.5", ""));
    }

    #[test]
    fn large_numbers_can_be_read() {
        assert_eq!((counted(1, "hit").as_str(), counted(0, "hit").as_str()), ("1 hit", "0 hits"));
        assert_eq!(counted(1_204, "hit"), "1,204 hits");
        assert_eq!((thousands(999).as_str(), thousands(1_000_000).as_str()), ("999", "1,000,000"));
    }
}
