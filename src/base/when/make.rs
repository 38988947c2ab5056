//! Making dates from numbers and from other dates.
//!
//! It promises valid EDTF or `None`: what EDTF cannot say is not made. It reads no text and never asks for a clock.
//!
//! Years are counted as astronomers do: 0 is 1 BC. Unless a function says otherwise they go from −9999 to 9999, because
//! EDTF writes nothing finer than a year outside of that.

use super::calendar::{Mask, Rest, Year, moved_days};
use super::clock::Clock;
use super::point::{Doubt, Doubts, Point, Third};
use super::rough::neighbour;
use super::{Choice, Edge, Member, Shape, When};
use chrono::{Datelike, NaiveDate};

/// A season of a year, without a hemisphere: EDTF 21–24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// From March in the north; French *printemps*.
    Spring,
    /// From June in the north; French *été*.
    Summer,
    /// From September in the north; French *automne*.
    Autumn,
    /// From December in the north, into the next year; French *hiver*.
    Winter,
}

/// From numbers.
impl When {
    /// One day. EDTF has no days beyond the years −9999 to 9999: such a date is kept as its year.
    #[must_use]
    pub fn day(date: NaiveDate) -> Self {
        Point::day(date).into()
    }

    /// A time of a day as a clock showed it, nobody says where: `2025-03-10T23:20:00`. `hour` 24 is the midnight at
    /// the end of the day; `None` for a time that no clock shows, and beyond the years −9999 to 9999.
    #[must_use]
    pub fn at(date: NaiveDate, hour: u8, minute: u8, second: u8) -> Option<Self> {
        Self::moment(date, Clock::of(hour, minute, second)?)
    }

    /// A month of a year: `month` from 1 to 12; otherwise `None`.
    #[must_use]
    pub fn month(year: i32, month: u8) -> Option<Self> {
        Point::month(year, month).map(Self::from)
    }

    /// A whole year, any year. Years of more than four digits are written as `Y12345`.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Point::year(year).into()
    }

    /// A quarter of a year, `number` from 1 to 4: `2025-33` to `2025-36`.
    #[must_use]
    pub fn quarter(year: i32, number: u8) -> Option<Self> {
        Self::part(year, 33, 4, number)
    }

    /// A half of a year, `number` 1 or 2: `2025-40`, `2025-41`.
    #[must_use]
    pub fn half(year: i32, number: u8) -> Option<Self> {
        Self::part(year, 40, 2, number)
    }

    /// A season of a year: `2025-21` to `2025-24`. A winter belongs to the year in which it begins.
    #[must_use]
    pub fn season(year: i32, season: Season) -> Option<Self> {
        let number = match season {
            Season::Spring => 1,
            Season::Summer => 2,
            Season::Autumn => 3,
            Season::Winter => 4,
        };
        Self::part(year, 21, 4, number)
    }

    /// The ten years that share all but the last digit with `year`: `199X` for 1990 to 1999.
    #[must_use]
    pub fn decade(year: i32) -> Option<Self> {
        Self::blurred(year, 1)
    }

    /// The hundred years that share all but the last two digits with `year`: `19XX` for 1900 to 1999.
    #[must_use]
    pub fn century(year: i32) -> Option<Self> {
        Self::blurred(year, 2)
    }

    /// The week that holds `date`, from Monday to Sunday, as an interval. EDTF has no weeks of its own.
    #[must_use]
    pub fn week(date: NaiveDate) -> Option<Self> {
        let into_week = i32::try_from(date.weekday().num_days_from_monday()).ok()?;
        let monday = moved_days(date, -into_week)?;
        Self::interval(monday, moved_days(monday, 6)?)
    }

    /// All days from `from` to `to`, both inclusive; `None` if `to` comes before `from`.
    #[must_use]
    pub fn interval(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        // Asked of the days themselves: years beyond 9999 lose theirs below.
        if to < from {
            return None;
        }
        Self::span(Edge::At(Point::day(from)), Edge::At(Point::day(to)))
    }

    pub(super) fn moment(date: NaiveDate, clock: Clock) -> Option<Self> {
        let has_days = matches!(Year::of(date.year().into()), Year::Short { .. });
        has_days.then_some(Self(Shape::Moment(date, clock)))
    }

    /// The sub-year grouping `number` (from 1) of the `count` that begin with `code`.
    fn part(year: i32, code: u8, count: u8, number: u8) -> Option<Self> {
        let there = (1..=count).contains(&number);
        there.then(|| Point::grouping(year, code + number - 1)).flatten().map(Self::from)
    }

    /// A year of which the last digits are unspecified.
    fn blurred(year: i32, digits: usize) -> Option<Self> {
        let Year::Short { sign, digits: Mask(mut mask) } = Year::of(year.into()) else {
            return None;
        };
        mask.iter_mut().rev().take(digits).for_each(|digit| *digit = None);
        let year = Year::Short { sign, digits: Mask(mask) };
        Some(Point { year, rest: Rest::Nothing, doubts: Doubts::default() }.into())
    }
}

/// From other dates. Wherever a *single date* is asked for, an interval, a set or a time of day gives `None`.
impl When {
    /// From a single date to another, each as coarse as it is: `2024-03/2024-06`. `None` if it would run backwards.
    #[must_use]
    pub fn from_to(from: &Self, to: &Self) -> Option<Self> {
        Self::span(Edge::At(from.point()?), Edge::At(to.point()?))
    }

    /// From a single date on, without an end: `2002/..`.
    #[must_use]
    pub fn since(start: &Self) -> Option<Self> {
        Self::span(Edge::At(start.point()?), Edge::Open)
    }

    /// Up to and with a single date, without a beginning: `../2024-06`.
    #[must_use]
    pub fn until(end: &Self) -> Option<Self> {
        Self::span(Edge::Open, Edge::At(end.point()?))
    }

    /// Some time before a single date: `[..2024-05]` is before June 2024. As coarse as the date where it can be.
    #[must_use]
    pub fn before(limit: &Self) -> Option<Self> {
        let last = neighbour(limit.point()?, -1)?;
        Self::set(Choice::One, vec![Member::UpTo(last)])
    }

    /// Some time after a single date: `[2003..]` is after 2002. As coarse as the date where it can be.
    #[must_use]
    pub fn after(limit: &Self) -> Option<Self> {
        let first = neighbour(limit.point()?, 1)?;
        Self::set(Choice::One, vec![Member::From(first)])
    }

    /// One of several dates, sorted and each once: `[2025-03-10,2025-03-11]`. Intervals with two known ends become
    /// ranges (`1670..1672`); `None` for other intervals, for sets, and if there is nothing to choose from.
    #[must_use]
    pub fn one_of(dates: &[Self]) -> Option<Self> {
        Self::gathered(Choice::One, dates)
    }

    /// All of several dates, as [`When::one_of`]: `{2025-03-10,2025-03-11}`.
    #[must_use]
    pub fn all_of(dates: &[Self]) -> Option<Self> {
        Self::gathered(Choice::All, dates)
    }

    /// The rough third of a month, a season, a year, a decade or a century, with approximate bounds: early March
    /// 2025 is `2025-03-01~/2025-03-10~`. `None` for anything else, and for dates with doubts.
    #[must_use]
    pub fn third(&self, third: Third) -> Option<Self> {
        let (from, to) = self.point()?.third(third)?;
        if from == to { Some(from.into()) } else { Self::span(Edge::At(from), Edge::At(to)) }
    }

    /// The same with every date in it approximate: `2019~`. A time of day stays as it is: EDTF cannot doubt it.
    #[must_use]
    pub fn approximate(self) -> Self {
        self.doubted(Doubt::Approximate)
    }

    /// The same with every date in it uncertain: `2019?`. A time of day stays as it is.
    #[must_use]
    pub fn uncertain(self) -> Self {
        self.doubted(Doubt::Uncertain)
    }

    pub(super) fn doubted(self, doubt: Doubt) -> Self {
        let edge = |edge| match edge {
            Edge::At(point) => Edge::At(Point::doubted(point, doubt)),
            none => none,
        };
        let member = |member| match member {
            Member::At(point) => Member::At(point.doubted(doubt)),
            Member::Range(from, to) => Member::Range(from.doubted(doubt), to.doubted(doubt)),
            Member::UpTo(point) => Member::UpTo(point.doubted(doubt)),
            Member::From(point) => Member::From(point.doubted(doubt)),
        };
        Self(match self.0 {
            Shape::Point(point) => Shape::Point(point.doubted(doubt)),
            moment @ Shape::Moment(..) => moment,
            Shape::Span(from, to) => Shape::Span(edge(from), edge(to)),
            Shape::Set(choice, members) => Shape::Set(choice, members.into_iter().map(member).collect()),
        })
    }

    fn gathered(choice: Choice, dates: &[Self]) -> Option<Self> {
        let mut sorted: Vec<&Self> = dates.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self::set(choice, sorted.into_iter().map(Self::member).collect::<Option<_>>()?)
    }

    fn member(&self) -> Option<Member> {
        match self.0 {
            Shape::Point(point) => Some(Member::At(point)),
            Shape::Span(Edge::At(from), Edge::At(to)) => Some(Member::Range(from, to)),
            Shape::Moment(..) | Shape::Span(..) | Shape::Set(..) => None,
        }
    }

    fn point(&self) -> Option<Point> {
        match self.0 {
            Shape::Point(point) => Some(point),
            Shape::Moment(..) | Shape::Span(..) | Shape::Set(..) => None,
        }
    }
}
