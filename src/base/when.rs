//! A date as uneven as sources are: a day, a month, a season, “some time before June”, “10 or 11 March”.
//!
//! A [`When`] is always a valid value of the Extended Date/Time Format (EDTF, Library of Congress, 4 February 2019;
//! the same rules are in ISO 8601-2:2019). Levels 0 and 1 are complete; of level 2 there are sets, sub-year groupings,
//! unspecified digits anywhere and qualifiers of single components.
//!
//! It promises: what [`Display`](std::fmt::Display) writes, [`FromStr`] reads back as the same value; a date that
//! is not in the calendar cannot be made; the earliest possible day never comes after the latest.
//!
//! Two things of level 2 are refused. Exponential years (`Y-17E7`) are a second way to write `Y-170000000`, for ages
//! that no news is about; significant digits (`1950S2`) say what `19XX` and `1950~` say more plainly, and their bounds
//! are disputed. Nor are there the two- and three-digit centuries and decades of earlier drafts: `19` and `193` are
//! `19XX` and `193X`.
//!
//! A time of day is kept as it was written and does not move the bounds: those are days, whatever clock counts them.
//! It does not convert between time zones; it does not keep durations; it does not widen a date because it is
//! approximate; and it never reads the clock: “last Monday” is only understood against a reference date that the
//! caller passes.
//!
//! Beside this file: `make` makes dates from numbers and from other dates; `calendar` has days and digits, `clock`
//! times of day, `point` a single date, `certain` what is sure of one; `parse` reads and writes EDTF; `human` writes what people read; `typed` reads
//! what people type: `words` cuts it up, `lexicon` knows the words, `stretch` weeks and halves, `hours` times of day,
//! and `rough` fills gaps.

mod calendar;
mod certain;
mod clock;
mod hours;
mod human;
mod lexicon;
mod make;
mod parse;
mod point;
mod rough;
mod stretch;
mod typed;
mod words;

pub use make::Season;
pub use point::Third;

use calendar::{Ymd, calendar_day, ymd};
use chrono::NaiveDate;
use clock::Clock;
use point::{Doubt, Point};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::cmp::Ordering;
use std::str::FromStr;

/// A date, perhaps with a time of day; an interval between dates, or a set of dates; always valid EDTF.
///
/// Sorts by the first possible day, then by the last possible day (open and unknown ends count as infinitely far),
/// then by how it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct When(Shape);

/// How fine a [`When`] is, from fine to coarse; the last three cannot be compared with a calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A time of one calendar day, to the second.
    Time,
    /// One calendar day.
    Day,
    /// A calendar month, or an unspecified day in it (`2004-06-XX`).
    Month,
    /// A season, EDTF 21–24 (no hemisphere), 25–28 (northern), 29–32 (southern).
    Season,
    /// Three months, EDTF 33–36.
    Quarter,
    /// Four months, EDTF 37–39.
    Quadrimester,
    /// Six months, EDTF 40–41.
    Semester,
    /// A calendar year, or an unspecified month or day in it (`2004-XX`).
    Year,
    /// Ten years: the last digit of the year is unspecified (`201X`).
    Decade,
    /// A hundred years: `20XX`.
    Century,
    /// A thousand years: `2XXX`.
    Millennium,
    /// The year is not known at all: `XXXX`, `XXXX-12-25`.
    Unknown,
    /// A stretch of time from one date to another, either of which may be open or unknown.
    Interval,
    /// One of several dates, or all of them.
    Set,
}

/// What [`When::understand`] made of what somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The reading to use: the day comes before the month unless that gives no date.
    pub when: When,
    /// The other reading where day and month can be swapped: `10/3/2025` is 10 March here, 3 October there. Also the
    /// two years of `2024-25`, which EDTF reads as a spring.
    pub otherwise: Option<When>,
}

/// Why a text is not a date. Each message says what failed and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Nothing was typed.
    #[error("there is no date here; type one such as 10 March 2025, March 2025 or 2025-03-10")]
    Empty,
    /// The text is not EDTF.
    #[error(
        "“{0}” is not an EDTF date; write it as 2025-03-10, 2025-03, 2024/2025, 2002/.. or [2025-03-10,2025-03-11]"
    )]
    NotEdtf(String),
    /// A time of day in an interval or a set, where EDTF has none.
    #[error("“{text}” has a time of day, which only a date that stands alone can have; write {day}")]
    TimeOfDay {
        /// What was written.
        text: String,
        /// The date part of it.
        day: String,
    },
    /// A day with something behind its `T` that is not a complete time of day.
    #[error(
        "“{0}” has no such time of day; write it as 2025-03-10T23:20:30, with Z or +01:00 behind it if the zone is known"
    )]
    NoSuchTime(String),
    /// A month that is neither 01–12 nor a season or other grouping 21–41.
    #[error("“{0}” has no such month; months go from 01 to 12, seasons from 21 (spring) to 24 (winter)")]
    NoSuchMonth(String),
    /// A day that the month does not have, such as 30 February.
    #[error("“{0}” is not in the calendar; check the day, or write the month alone")]
    NoSuchDay(String),
    /// An interval or a range of a set that ends before it starts.
    #[error("“{0}” ends before it starts; swap the two dates or check their years")]
    Backwards(String),
    /// The weekday that was typed is not that of the date that was typed.
    #[error("“{text}”: {date} is a {actual}; correct one of them or leave the weekday out")]
    WrongWeekday {
        /// What was typed.
        text: String,
        /// The date without the weekday, as people read it.
        date: String,
        /// The weekday of that date, in English.
        actual: &'static str,
    },
    /// A text such as “last Monday” without the date that it counts from.
    #[error(
        "“{0}” needs a reference date (the date of the article), which is missing; set it, or type the year as in 10 March 2025"
    )]
    NoReference(String),
    /// None of the ways in which people write dates.
    #[error(
        "“{0}” is not understood as a date; type it for example as 10 March 2025, 12–15 Mar 2025 or before June 2024"
    )]
    NotUnderstood(String),
}

impl When {
    /// The first day on which it can have been, inclusive. `None` if the start is open or unknown, or lies outside
    /// the years that chrono counts (about ±262 000). Approximate dates are not widened.
    #[must_use]
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.reach().first.and_then(calendar_day)
    }

    /// The last day on which it can have been, inclusive. `None` as for [`When::earliest`].
    #[must_use]
    pub fn latest(&self) -> Option<NaiveDate> {
        self.reach().last.and_then(calendar_day)
    }

    /// How fine the date is: the coarsest unit that has an unspecified digit decides.
    #[must_use]
    pub fn precision(&self) -> Precision {
        match &self.0 {
            Shape::Point(point) => point.precision(),
            Shape::Moment(..) => Precision::Time,
            Shape::Span(..) => Precision::Interval,
            Shape::Set(..) => Precision::Set,
        }
    }

    /// Whether any part of it is approximate: `~` or `%`.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.points().any(|point| point.doubts.any(Doubt::is_approximate))
    }

    /// Whether any part of it is uncertain: `?` or `%`.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.points().any(|point| point.doubts.any(Doubt::is_uncertain))
    }

    /// Whether it has no bound on one side (`2002/..`, `[..1984]`). An end that is merely unknown (`2002/`) is not
    /// open, although it too leaves [`When::earliest`] or [`When::latest`] empty.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match &self.0 {
            Shape::Point(_) | Shape::Moment(..) => false,
            Shape::Span(from, to) => *from == Edge::Open || *to == Edge::Open,
            Shape::Set(_, members) => members.iter().any(|m| matches!(m, Member::UpTo(_) | Member::From(_))),
        }
    }

    /// Whether every possible day lies between `first` and `last`, both inclusive. Open and unknown ends are never
    /// inside; approximate dates are taken as written.
    #[must_use]
    pub fn within(&self, first: NaiveDate, last: NaiveDate) -> bool {
        let reach = self.reach();
        let starts_inside = reach.first.is_some_and(|day| day >= ymd(first));
        let ends_inside = reach.last.is_some_and(|day| day <= ymd(last));
        starts_inside && ends_inside
    }

    /// Whether the two can share a day. Open and unknown ends reach infinitely far; the gaps between the members of
    /// a set count as gaps, those inside unspecified digits (`XXXX-12-25`) do not.
    #[must_use]
    pub fn overlaps(&self, other: &When) -> bool {
        let theirs = other.reaches();
        self.reaches().iter().any(|mine| theirs.iter().any(|their| mine.meets(*their)))
    }

    /// The stretches of days on which it can have been, both ends inclusive: more than one only for a set. An open or
    /// unknown end, and one that chrono does not count, is the end of the calendar on that side.
    #[must_use]
    pub fn stretches(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let day = |at: Ymd| calendar_day(at).unwrap_or(if at.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX });
        let ends = |reach: &Reach| (reach.first.map_or(NaiveDate::MIN, day), reach.last.map_or(NaiveDate::MAX, day));
        self.reaches().iter().map(ends).collect()
    }

    /// The date as a person reads it: `10 March 2025`, `c. 2019`, `28 February – 3 March 2025`, `before June 2024`.
    #[must_use]
    pub fn human(&self) -> String {
        human::write(self, human::Names::Long)
    }

    /// As [`When::human`] with three-letter months, for lists: `10 Mar 2025`, `Mar 2025`.
    #[must_use]
    pub fn short(&self) -> String {
        human::write(self, human::Names::Short)
    }

    /// Reads what a person typed, in English or French, with months in Arabic too, or EDTF. Case, accents and spacing do
    /// not matter.
    ///
    /// `reference` is the date that “yesterday” or “10 March” counts from, usually that of the article; a month or
    /// weekday without a year is the nearest one in the past, the reference day included. A year of two digits lies
    /// from 1950 to 2049. Parts of a day (“evening”) and fractions of seconds are left out.
    ///
    /// # Errors
    ///
    /// [`WhenError::NoReference`] if such a text comes without a reference; [`WhenError::NoSuchDay`] and its like
    /// if the date cannot be; [`WhenError::NotUnderstood`] for anything else.
    pub fn understand(typed: &str, reference: Option<NaiveDate>) -> Result<Understood, WhenError> {
        typed::understand(typed, reference)
    }

    /// `None` if the interval ends before it starts.
    fn span(from: Edge, to: Edge) -> Option<Self> {
        let forwards = match (&from, &to) {
            (Edge::At(from), Edge::At(to)) => from.first() <= to.last(),
            _ => true,
        };
        forwards.then_some(Self(Shape::Span(from, to)))
    }

    /// `None` if there is no member, if a range runs backwards, or if an open range is not at its end of the list.
    fn set(choice: Choice, members: Vec<Member>) -> Option<Self> {
        let end = members.len().checked_sub(1)?;
        let sound = members.iter().enumerate().all(|(place, member)| match member {
            Member::At(_) => true,
            Member::Range(from, to) => from.first() <= to.last(),
            Member::UpTo(_) => place == 0,
            Member::From(_) => place == end,
        });
        sound.then_some(Self(Shape::Set(choice, members)))
    }

    /// Every date in it that may be in doubt, in the order in which they are written.
    fn points(&self) -> impl Iterator<Item = &Point> {
        let points: Vec<&Point> = match &self.0 {
            Shape::Point(point) => vec![point],
            Shape::Moment(..) => Vec::new(),
            Shape::Span(from, to) => [from, to].into_iter().filter_map(Edge::point).collect(),
            Shape::Set(_, members) => members.iter().flat_map(Member::points).collect(),
        };
        points.into_iter()
    }

    /// The stretches of days it can fall on: one, or one for each member of a set.
    fn reaches(&self) -> Vec<Reach> {
        match &self.0 {
            Shape::Point(point) => vec![point.reach()],
            Shape::Moment(day, _) => vec![Reach { first: Some(ymd(*day)), last: Some(ymd(*day)) }],
            Shape::Span(from, to) => {
                vec![Reach { first: from.point().map(Point::first), last: to.point().map(Point::last) }]
            }
            Shape::Set(_, members) => members.iter().map(Member::reach).collect(),
        }
    }

    /// From the first to the last possible day, gaps and all.
    fn reach(&self) -> Reach {
        let reaches = self.reaches();
        let first = reaches.iter().map(|reach| reach.first).min().flatten();
        // `None` sorts first but means the far end here, so it has to be looked for.
        let ends: Option<Vec<Ymd>> = reaches.iter().map(|reach| reach.last).collect();
        Reach { first, last: ends.and_then(|days| days.into_iter().max()) }
    }

    fn sort_key(&self) -> (Option<Ymd>, bool, Option<Ymd>) {
        let reach = self.reach();
        (reach.first, reach.last.is_none(), reach.last)
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sort_key().cmp(&other.sort_key()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Point> for When {
    fn from(point: Point) -> Self {
        Self(Shape::Point(point))
    }
}

impl FromStr for When {
    type Err = WhenError;

    /// Strict: EDTF as the specification writes it, without spaces, with capital `X` and `Y`.
    fn from_str(text: &str) -> Result<Self, WhenError> {
        parse::when(text)
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// What a [`When`] is made of. Private, so that only the functions above decide what is valid.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Shape {
    Point(Point),
    /// A day of the years −9999 to 9999, and what the clock showed.
    Moment(NaiveDate, Clock),
    Span(Edge, Edge),
    Set(Choice, Vec<Member>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Choice {
    /// `[a,b]`
    One,
    /// `{a,b}`
    All,
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Edge {
    /// Written as nothing: there is an end, nobody knows when.
    Unknown,
    /// Written as `..`: there is no end.
    Open,
    At(Point),
}

impl Edge {
    fn point(&self) -> Option<&Point> {
        match self {
            Self::At(point) => Some(point),
            Self::Unknown | Self::Open => None,
        }
    }
}

/// An element of a set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Member {
    At(Point),
    Range(Point, Point),
    UpTo(Point),
    From(Point),
}

impl Member {
    fn points(&self) -> Vec<&Point> {
        match self {
            Self::At(point) | Self::UpTo(point) | Self::From(point) => vec![point],
            Self::Range(from, to) => vec![from, to],
        }
    }

    fn reach(&self) -> Reach {
        match self {
            Self::At(point) => point.reach(),
            Self::Range(from, to) => Reach { first: Some(from.first()), last: Some(to.last()) },
            Self::UpTo(point) => Reach { first: None, last: Some(point.last()) },
            Self::From(point) => Reach { first: Some(point.first()), last: None },
        }
    }
}

/// A stretch of days, both ends inclusive; `None` is infinitely far.
#[derive(Clone, Copy)]
struct Reach {
    first: Option<Ymd>,
    last: Option<Ymd>,
}

impl Reach {
    fn meets(self, other: Self) -> bool {
        let in_order =
            |first: Option<Ymd>, last: Option<Ymd>| first.zip(last).is_none_or(|(first, last)| first <= last);
        in_order(self.first, other.last) && in_order(other.first, self.last)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::too_many_lines, clippy::unwrap_used)]
mod tests;
