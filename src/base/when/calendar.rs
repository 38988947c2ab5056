//! The components of a date and the days of the calendar that fit them.
//!
//! It promises that whatever is found here is a day of the proleptic Gregorian calendar, which EDTF uses for all
//! years. It knows neither doubts nor text other than digits.

use super::Precision;
use chrono::{Datelike, Days, NaiveDate};
use std::fmt;
use std::ops::RangeInclusive;

/// Year, month (1–12) and day (1–31): a day that compares in any year, even where chrono stops counting.
pub(super) type Ymd = (i64, u8, u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Year {
    /// Four digits. A minus sign never goes with four zeros.
    Short { sign: Sign, digits: Mask<4> },
    /// More than four digits, written with a leading `Y`.
    Long(i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sign {
    Minus,
    Plus,
}

/// What follows the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Rest {
    Nothing,
    Month(Mask<2>),
    /// EDTF 21–41.
    Grouping(u8),
    Day(Mask<2>, Mask<2>),
}

/// Decimal digits, some of them unspecified (`X`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Mask<const N: usize>(pub(super) [Option<u8>; N]);

impl Year {
    pub(super) fn of(year: i64) -> Self {
        match u32::try_from(year.abs()) {
            Ok(digits @ 0..=9999) => {
                let sign = if year < 0 { Sign::Minus } else { Sign::Plus };
                Self::Short { sign, digits: Mask::of(digits) }
            }
            _ => Self::Long(year),
        }
    }

    /// From the lowest to the highest year that the digits allow.
    pub(super) fn range(self) -> RangeInclusive<i64> {
        match self {
            Self::Long(year) => year..=year,
            Self::Short { sign: Sign::Plus, digits } => digits.low().into()..=digits.high().into(),
            // Minus zero is not a year.
            Self::Short { sign: Sign::Minus, digits } => -i64::from(digits.high())..=-i64::from(digits.low().max(1)),
        }
    }

    pub(super) fn admits(self, year: i64) -> bool {
        match self {
            Self::Long(own) => own == year,
            Self::Short { digits, .. } => u32::try_from(year.abs()).is_ok_and(|value| digits.admits(value)),
        }
    }

    /// The year as a number, if no digit is unspecified.
    pub(super) fn number(self) -> Option<i64> {
        let range = self.range();
        (range.start() == range.end() && self.is_specified()).then_some(*range.start())
    }

    pub(super) fn is_blank(self) -> bool {
        matches!(self, Self::Short { sign: Sign::Plus, digits } if digits.0.iter().all(Option::is_none))
    }

    /// Whether the unspecified digits are the last ones, so that the years are one stretch.
    pub(super) fn is_contiguous(self) -> bool {
        match self {
            Self::Long(_) => true,
            Self::Short { digits: Mask(digits), .. } => digits.is_sorted_by_key(Option::is_none),
        }
    }

    fn is_specified(self) -> bool {
        match self {
            Self::Long(_) => true,
            Self::Short { digits, .. } => digits.value().is_some(),
        }
    }

    pub(super) fn precision(self) -> Precision {
        let Self::Short { digits: Mask(digits), .. } = self else {
            return Precision::Year;
        };
        match digits.iter().position(Option::is_none) {
            None => Precision::Year,
            Some(3) => Precision::Decade,
            Some(2) => Precision::Century,
            Some(1) => Precision::Millennium,
            Some(_) => Precision::Unknown,
        }
    }
}

impl Rest {
    /// How many components follow the year.
    pub(super) fn depth(self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Month(_) | Self::Grouping(_) => 1,
            Self::Day(..) => 2,
        }
    }

    pub(super) fn first_in(self, year: i64) -> Option<Ymd> {
        match self {
            Self::Nothing => Some((year, 1, 1)),
            Self::Month(month) => (1..=12).find(|m| month.admits((*m).into())).map(|m| (year, m, 1)),
            Self::Grouping(code) => grouping(code).map(|(_, start, _)| (year, start, 1)),
            Self::Day(month, day) => (1..=12).filter(|m| month.admits((*m).into())).find_map(|m| {
                let found = (1..=days_in(year, m)).find(|d| day.admits((*d).into()))?;
                Some((year, m, found))
            }),
        }
    }

    pub(super) fn last_in(self, year: i64) -> Option<Ymd> {
        match self {
            Self::Nothing => Some((year, 12, 31)),
            Self::Month(month) => {
                let found = (1..=12).rev().find(|m| month.admits((*m).into()))?;
                Some((year, found, days_in(year, found)))
            }
            Self::Grouping(code) => grouping(code).map(|(_, start, months)| grouping_end(year, start, months)),
            Self::Day(month, day) => (1..=12).rev().filter(|m| month.admits((*m).into())).find_map(|m| {
                let found = (1..=days_in(year, m)).rev().find(|d| day.admits((*d).into()))?;
                Some((year, m, found))
            }),
        }
    }

    /// The same with that day of the month; nothing changes where there is no month.
    pub(super) fn with_day(self, day: u32) -> Self {
        match self {
            Self::Month(month) | Self::Day(month, _) => Self::Day(month, Mask::of(day)),
            other => other,
        }
    }

    pub(super) fn precision(self) -> Precision {
        match self {
            Self::Nothing => Precision::Year,
            Self::Grouping(code) => grouping(code).map_or(Precision::Year, |(precision, ..)| precision),
            Self::Month(month) | Self::Day(month, _) if month.value().is_none() => Precision::Year,
            Self::Month(_) => Precision::Month,
            Self::Day(_, day) if day.value().is_none() => Precision::Month,
            Self::Day(..) => Precision::Day,
        }
    }
}

impl<const N: usize> Mask<N> {
    /// The last `N` decimal digits of a number.
    pub(super) fn of(value: u32) -> Self {
        let mut digits = [Some(0); N];
        let mut left = value;
        for slot in digits.iter_mut().rev() {
            *slot = u8::try_from(left % 10).ok();
            left /= 10;
        }
        Self(digits)
    }

    /// The number with `filler` in the place of each unspecified digit.
    fn filled(self, filler: u8) -> u32 {
        self.0.iter().fold(0, |value, digit| value * 10 + u32::from(digit.unwrap_or(filler)))
    }

    pub(super) fn low(self) -> u32 {
        self.filled(0)
    }

    pub(super) fn high(self) -> u32 {
        self.filled(9)
    }

    /// The number, if every digit is specified.
    pub(super) fn value(self) -> Option<u32> {
        self.0.iter().all(Option::is_some).then(|| self.low())
    }

    pub(super) fn admits(self, value: u32) -> bool {
        let Self(given) = Self::of(value);
        self.0.iter().zip(given).all(|(own, given)| own.is_none() || *own == given)
    }
}

impl<const N: usize> fmt::Display for Mask<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| match digit {
            Some(digit) => write!(f, "{digit}"),
            None => f.write_str("X"),
        })
    }
}

/// What a sub-year grouping is: its precision, its first month (1–12) and its length in months.
///
/// The specification leaves the months of a season open. These are the seasons of meteorologists; without a
/// hemisphere (21–24) the northern ones are taken. A winter begins in December of its year and ends in the next.
pub(super) fn grouping(code: u8) -> Option<(Precision, u8, u8)> {
    let season = |start| Some((Precision::Season, start, 3));
    match code {
        21 | 25 | 31 => season(3),
        22 | 26 | 32 => season(6),
        23 | 27 | 29 => season(9),
        24 | 28 | 30 => season(12),
        33..=36 => Some((Precision::Quarter, (code - 33) * 3 + 1, 3)),
        37..=39 => Some((Precision::Quadrimester, (code - 37) * 4 + 1, 4)),
        40 | 41 => Some((Precision::Semester, (code - 40) * 6 + 1, 6)),
        _ => None,
    }
}

fn grouping_end(year: i64, start: u8, months: u8) -> Ymd {
    let last = start + months - 1;
    let (year, last) = if last > 12 { (year.saturating_add(1), last - 12) } else { (year, last) };
    (year, last, days_in(year, last))
}

/// Days in a month of the proleptic Gregorian calendar, which EDTF uses for all years.
fn days_in(year: i64, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub(super) fn moved_days(date: NaiveDate, steps: i32) -> Option<NaiveDate> {
    let days = Days::new(steps.unsigned_abs().into());
    if steps < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}

pub(super) fn ymd(date: NaiveDate) -> Ymd {
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    (date.year().into(), small(date.month()), small(date.day()))
}

pub(super) fn calendar_day((year, month, day): Ymd) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.into(), day.into())
}
