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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_can_be_read() {
        assert_eq!((counted(1, "hit").as_str(), counted(0, "hit").as_str()), ("1 hit", "0 hits"));
        assert_eq!(counted(1_204, "hit"), "1,204 hits");
        assert_eq!((thousands(999).as_str(), thousands(1_000_000).as_str()), ("999", "1,000,000"));
    }
}
