//! Numbers that are meant exactly, at least, at most or about; and what becomes of that when they are added or divided.

use crate::base::number::spaced;
use crate::model::{Bound, Figure};
use rust_decimal::{Decimal, RoundingStrategy};

/// A number, and how exactly it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// The number.
    pub value: Decimal,
    /// On which side of it the truth lies.
    pub direction: Direction,
    /// Whether somebody said “about”, or it was rounded.
    pub is_about: bool,
}

/// On which side of a number the truth lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// It is the number.
    #[default]
    At,
    /// Above it.
    Above,
    /// Below it.
    Below,
    /// On either: bounds work against each other.
    Either,
}

impl Direction {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::At, same) | (same, Self::At) => same,
            (one, other) if one == other => one,
            _ => Self::Either,
        }
    }

    fn turned(self) -> Self {
        match self {
            Self::Above => Self::Below,
            Self::Below => Self::Above,
            same => same,
        }
    }
}

impl Bounded {
    /// The number of a figure.
    #[must_use]
    pub fn of(figure: &Figure) -> Self {
        let (direction, is_about) = match figure.bound {
            Bound::Exactly | Bound::Only => (Direction::At, false),
            Bound::MoreThan => (Direction::Above, false),
            Bound::LessThan => (Direction::Below, false),
            Bound::About => (Direction::At, true),
        };
        Self { value: figure.value, direction, is_about }
    }

    /// Both together; `None` if the number has too many digits.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            value: self.value.checked_add(other.value)?,
            direction: self.direction.and(other.direction),
            is_about: self.is_about || other.is_about,
        })
    }

    /// The one divided by the other, times a whole number; `None` if that cannot be computed.
    pub(super) fn over(self, other: Self, times: i64) -> Option<Self> {
        let value = self.value.checked_mul(Decimal::from(times))?.checked_div(other.value)?;
        let rounded = rounded(value);
        // A negative number turns what is above into what is below.
        let turn =
            |direction: Direction, by: Decimal| if by.is_sign_negative() { direction.turned() } else { direction };
        let (above, below) =
            (turn(self.direction, other.value), turn(other.direction.turned(), self.value * other.value));
        Some(Self {
            value: rounded.normalize(),
            direction: above.and(below),
            is_about: self.is_about || other.is_about || rounded != value,
        })
    }

    /// In words: “more than about 6.7”; `None` if bounds work against each other.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let direction = match self.direction {
            Direction::At => "",
            Direction::Above => "more than ",
            Direction::Below => "less than ",
            Direction::Either => return None,
        };
        let about = if self.is_about { "about " } else { "" };
        Some(format!("{direction}{about}{}", self.number()))
    }

    /// The number alone, its thousands apart.
    #[must_use]
    pub fn number(&self) -> String {
        spaced(&self.value.normalize().to_string())
    }
}

/// To three digits, never to fewer than the whole number has.
fn rounded(value: Decimal) -> Decimal {
    let whole = value.trunc().abs();
    let places = match whole {
        whole if whole >= Decimal::ONE_HUNDRED => 0,
        whole if whole >= Decimal::TEN => 1,
        whole if whole >= Decimal::ONE => 2,
        _ => return value.round_sf_with_strategy(3, RoundingStrategy::MidpointAwayFromZero).unwrap_or(value),
    };
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}
