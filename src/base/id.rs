//! Short random ids with a type.
//!
//! An id is a letter that says its kind and ten characters of Crockford's base 32 (50 random bits), for example
//! `m7k3f9q2mx5`. It is short enough to read aloud, it survives every edit and merge, and two laptops can hand out
//! ids without asking each other: among 200,000 records the chance of one clash is about 1 in 50,000, and whoever
//! adds a record checks for it anyway.
//!
//! What an id does *not* do: it carries no order and no meaning.

use std::fmt;

/// The digits of [Crockford's base 32](https://www.crockford.com/base32.html), lower case: no i, l, o, u.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The value of each byte as a digit; 255 if it is none. A large file has half a million ids.
const VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut value = 0;
    while value < 32 {
        values[DIGITS[value as usize] as usize] = value;
        value += 1;
    }
    values
};

/// Characters after the letter.
const LENGTH: usize = 10;

/// The bits that those characters hold.
pub(crate) const MASK: u64 = (1 << (5 * LENGTH)) - 1;

/// Why a string is not an id of the kind that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not the id of {expected}: that is the letter {letter} and ten characters of 0-9 a-z")]
pub struct NotAnId {
    /// What was read.
    pub given: String,
    /// The kind that was expected, with its article, such as “a mark”.
    pub expected: &'static str,
    /// The letter such an id begins with.
    pub letter: char,
}

/// Writes the letter and the digits of `bits`.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, letter: char, bits: u64) -> fmt::Result {
    use fmt::Write;
    f.write_char(letter)?;
    (0..LENGTH).rev().try_for_each(|place| {
        let digit = (bits >> (5 * place)) & 31;
        let byte = DIGITS.get(usize::try_from(digit).unwrap_or(0)).copied().unwrap_or(b'0');
        f.write_char(char::from(byte))
    })
}

/// Reads what [`write`] wrote; `None` if it is anything else.
pub(crate) fn read(letter: char, text: &str) -> Option<u64> {
    let digits = text.strip_prefix(letter)?;
    if digits.len() != LENGTH {
        return None;
    }
    digits.bytes().try_fold(0u64, |bits, byte| {
        let digit = *VALUES.get(usize::from(byte)).filter(|value| **value < 32)?;
        Some((bits << 5) | u64::from(digit))
    })
}

/// Declares a typed id: `typed_id!(/// doc MarkId, 'm', "a mark");`
macro_rules! typed_id {
    ($(#[$meta:meta])* $name:ident, $letter:literal, $noun:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $crate::base::id::Fresh for $name {
            fn from_bits(bits: u64) -> Self {
                Self(bits & $crate::base::id::MASK)
            }
        }

        impl $name {
            /// The random bits, for hashing and for widget ids; it has no other meaning.
            #[must_use]
            pub fn bits(self) -> u64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::base::id::write(f, $letter, self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::base::id::NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::base::id::read($letter, text).map(Self).ok_or_else(|| {
                    $crate::base::id::NotAnId { given: text.to_owned(), expected: $noun, letter: $letter }
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use typed_id;

/// A kind of id that [`Ids`] can hand out.
pub trait Fresh {
    /// Takes the lower 50 of 64 random bits.
    fn from_bits(bits: u64) -> Self;
}

/// Hands out ids from a seed, so that a test (or a replay) gets the same ones again.
#[derive(Clone, Debug)]
pub struct Ids(fastrand::Rng);

impl Ids {
    /// A source that always hands out the same ids in the same order.
    #[must_use]
    pub fn from_seed(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// The next id.
    pub fn fresh<T: Fresh>(&mut self) -> T {
        T::from_bits(self.0.u64(..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    typed_id!(
        /// An id for these tests.
        TestId, 't', "a test"
    );

    #[test]
    fn what_is_written_is_read_again() {
        let mut ids = Ids::from_seed(7);
        for _ in 0..1_000 {
            let id: TestId = ids.fresh();
            assert_eq!(id.to_string().len(), 1 + LENGTH);
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(TestId::from_bits(id.bits()), id);
        }
    }

    #[test]
    fn another_kind_or_a_typing_error_is_refused_with_a_reason() {
        for wrong in ["", "t", "m0123456789", "t012345678", "t01234567890", "t012345678i", "t012345678é"] {
            let error = wrong.parse::<TestId>().expect_err(wrong);
            assert!(error.to_string().contains("the id of a test"), "{error}");
        }
    }
}
