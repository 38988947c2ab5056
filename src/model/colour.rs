//! How a code looks: a colour, and a pattern beside it, so that colour is never the only sign.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An sRGB colour, written `#56B4E9`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The palette of Okabe and Ito without black (“Color universal design”, 2008): people who confuse colours tell these
    /// apart.
    pub const SKY_BLUE: Self = Self([0x56, 0xB4, 0xE9]);
    /// See [`Self::SKY_BLUE`].
    pub const ORANGE: Self = Self([0xE6, 0x9F, 0x00]);
    /// See [`Self::SKY_BLUE`].
    pub const GREEN: Self = Self([0x00, 0x9E, 0x73]);
    /// See [`Self::SKY_BLUE`].
    pub const PURPLE: Self = Self([0xCC, 0x79, 0xA7]);
    /// See [`Self::SKY_BLUE`].
    pub const BLUE: Self = Self([0x00, 0x72, 0xB2]);
    /// See [`Self::SKY_BLUE`].
    pub const VERMILION: Self = Self([0xD5, 0x5E, 0x00]);
    /// See [`Self::SKY_BLUE`].
    pub const YELLOW: Self = Self([0xF0, 0xE4, 0x42]);

    /// A middle grey, legible on light and dark, in the place of their black.
    pub const GREY: Self = Self([0x8A, 0x93, 0xA3]);

    /// The order in which colours are handed out to surfaces that have none of their own.
    pub const TURNS: [Self; 7] =
        [Self::SKY_BLUE, Self::ORANGE, Self::GREEN, Self::PURPLE, Self::BLUE, Self::VERMILION, Self::YELLOW];

    /// The order for lines, which are thin: those first that stand out best from light and dark alike, and no yellow.
    pub const LINES: [Self; 6] =
        [Self::BLUE, Self::ORANGE, Self::GREEN, Self::PURPLE, Self::VERMILION, Self::SKY_BLUE];

    /// The colour of a surface whose turn it is, from 0; after the last the first comes again.
    #[must_use]
    pub fn in_turn(turn: usize) -> Self {
        Self::TURNS.get(turn % Self::TURNS.len()).copied().unwrap_or_default()
    }

    /// The colour of a line, from 0; after the last the first comes again.
    #[must_use]
    pub fn of_line(line: usize) -> Self {
        Self::LINES.get(line % Self::LINES.len()).copied().unwrap_or_default()
    }
}

impl Default for Colour {
    /// What nobody has chosen a colour for.
    fn default() -> Self {
        Self::GREY
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02X}{green:02X}{blue:02X}")
    }
}

impl std::str::FromStr for Colour {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{text}” is not a colour such as #56B4E9");
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(wrong)?;
        let bits = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        let [_, red, green, blue] = bits.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl TryFrom<String> for Colour {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// The second sign beside colour: how underlines and bars are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Pattern {
    /// Solid.
    #[default]
    Plain,
    /// Diagonal stripes; a dashed underline.
    Stripes,
    /// Dots; a dotted underline.
    Dots,
    /// Two lines.
    Double,
}
