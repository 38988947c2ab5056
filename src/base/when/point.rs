//! One date with its doubts: making it, moving it, and the first and last day that it can be.
//!
//! It promises that a [`Point`] made by its functions or by `parse` fits at least one day of the calendar. It does not
//! know intervals, sets or text.

use super::calendar::{Mask, Rest, Sign, Year, Ymd, calendar_day, grouping, moved_days, ymd};
use super::{Precision, Reach};
use chrono::{Datelike, NaiveDate};

/// One date: a year, perhaps a month or a season, perhaps a day, and the doubts about each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Point {
    pub(super) year: Year,
    pub(super) rest: Rest,
    pub(super) doubts: Doubts,
}

/// The doubts about the components of a date; those that it does not have are always [`Doubt::None`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Doubts {
    pub(super) year: Doubt,
    pub(super) month: Doubt,
    pub(super) day: Doubt,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Doubt {
    #[default]
    None,
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    Both,
}

impl Doubt {
    pub(super) fn is_uncertain(self) -> bool {
        matches!(self, Self::Uncertain | Self::Both)
    }

    pub(super) fn is_approximate(self) -> bool {
        matches!(self, Self::Approximate | Self::Both)
    }

    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (one, Self::None) => one,
            (Self::None, other) => other,
            (one, other) if one == other => one,
            _ => Self::Both,
        }
    }
}

impl Doubts {
    pub(super) fn any(self, test: fn(Doubt) -> bool) -> bool {
        [self.year, self.month, self.day].into_iter().any(test)
    }
}

impl Point {
    pub(super) fn day(date: NaiveDate) -> Self {
        let year = Self::year(date.year());
        let (_, month, day) = ymd(date);
        match year.year {
            Year::Short { .. } => Self { rest: Rest::Day(Mask::of(month.into()), Mask::of(day.into())), ..year },
            Year::Long(_) => year,
        }
    }

    pub(super) fn month(year: i32, month: u8) -> Option<Self> {
        let year = Self::year(year);
        let fits = (1..=12).contains(&month) && matches!(year.year, Year::Short { .. });
        fits.then_some(Self { rest: Rest::Month(Mask::of(month.into())), ..year })
    }

    pub(super) fn year(year: i32) -> Self {
        Self { year: Year::of(year.into()), rest: Rest::Nothing, doubts: Doubts::default() }
    }

    /// `code` from 21 to 41, `year` from −9999 to 9999; otherwise `None`.
    pub(super) fn grouping(year: i32, code: u8) -> Option<Self> {
        let year = Self::year(year);
        let fits = grouping(code).is_some() && matches!(year.year, Year::Short { .. });
        fits.then_some(Self { rest: Rest::Grouping(code), ..year })
    }

    /// The day that it is; `None` if it is coarser or in doubt.
    pub(super) fn as_day(self) -> Option<NaiveDate> {
        let certain = self.doubts == Doubts::default() && self.precision() == Precision::Day;
        certain.then(|| calendar_day(self.first()))?
    }

    /// The month of a day, without doubts.
    pub(super) fn at_month(self) -> Option<Self> {
        let (year, month, _) = self.first();
        Self::month(i32::try_from(year).ok()?, month)
    }

    /// The year of a date, without doubts.
    pub(super) fn at_year(self) -> Self {
        Self { rest: Rest::Nothing, doubts: Doubts::default(), ..self }
    }

    /// `None` if no day of the calendar fits, which only odd digits such as `2025-02-3X` can bring about.
    pub(super) fn checked(self) -> Option<Self> {
        self.first_found().is_some().then_some(self)
    }

    /// The same date with one more doubt about each component it has.
    pub(super) fn doubted(self, doubt: Doubt) -> Self {
        let depth = self.rest.depth();
        let doubt_at = |old: Doubt, needed: u8| if depth >= needed { old.and(doubt) } else { old };
        let Doubts { year, month, day } = self.doubts;
        let doubts = Doubts { year: doubt_at(year, 0), month: doubt_at(month, 1), day: doubt_at(day, 2) };
        Self { doubts, ..self }
    }

    /// The doubt that all components share, if they do.
    pub(super) fn whole_doubt(self) -> Option<Doubt> {
        let Doubts { year, month, day } = self.doubts;
        let depth = self.rest.depth();
        ((depth < 1 || month == year) && (depth < 2 || day == year)).then_some(year)
    }

    /// The date `steps` later (earlier if negative) at its own precision, with its doubts; `None` unless it is a
    /// year, month or day without unspecified digits and the result can be written.
    pub(super) fn moved(self, steps: i32) -> Option<Self> {
        let year = i32::try_from(self.year.number()?).ok()?;
        let moved = match self.rest {
            Rest::Nothing => Self::year(year.checked_add(steps)?),
            Rest::Month(month) => {
                let months = year.checked_mul(12)?.checked_add(i32::try_from(month.value()?).ok()? - 1 + steps)?;
                Self::month(months.div_euclid(12), u8::try_from(months.rem_euclid(12) + 1).ok()?)?
            }
            Rest::Day(month, day) if month.value().and(day.value()).is_some() => {
                Self::day(moved_days(calendar_day(self.first())?, steps)?)
            }
            Rest::Grouping(_) | Rest::Day(..) => return None,
        };
        (moved.rest.depth() == self.rest.depth()).then_some(Self { doubts: self.doubts, ..moved })
    }

    fn first_found(&self) -> Option<Ymd> {
        let mut years = self.year.range().filter(|year| self.year.admits(*year));
        years.find_map(|year| self.rest.first_in(year))
    }

    fn last_found(&self) -> Option<Ymd> {
        let mut years = self.year.range().rev().filter(|year| self.year.admits(*year));
        years.find_map(|year| self.rest.last_in(year))
    }

    /// The first possible day. Points are checked when they are made, so the fallback is never taken.
    pub(super) fn first(&self) -> Ymd {
        self.first_found().unwrap_or((*self.year.range().start(), 1, 1))
    }

    pub(super) fn last(&self) -> Ymd {
        self.last_found().unwrap_or((*self.year.range().end(), 12, 31))
    }

    pub(super) fn reach(&self) -> Reach {
        Reach { first: Some(self.first()), last: Some(self.last()) }
    }

    pub(super) fn precision(&self) -> Precision {
        match self.year.precision() {
            Precision::Year => self.rest.precision(),
            coarser => coarser,
        }
    }
}

/// A rough third of a month, a season, a year, a decade or a century.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Third {
    /// “early”, French “début”.
    Early,
    /// “mid”, French “mi-”.
    Mid,
    /// “late” or “end of”, French “fin”.
    Late,
}

impl Third {
    /// What stands in front of the whole.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Early => "early ",
            Self::Mid => "mid-",
            Self::Late => "late ",
        }
    }

    fn pick<T>(self, [early, mid, late]: [T; 3]) -> T {
        match self {
            Self::Early => early,
            Self::Mid => mid,
            Self::Late => late,
        }
    }
}

impl Point {
    /// The first and last date of a third, both approximate: days 1–10, 11–20 and 21–end of a month, months 1–4, 5–8
    /// and 9–12 of a year, the months of a season, years 0–3, 4–6 and 7–9 of a decade, 0–33, 34–66 and 67–99 of a
    /// century. `None` for anything else.
    pub(super) fn third(self, third: Third) -> Option<(Self, Self)> {
        let year = i32::try_from(*self.year.range().start()).ok()?;
        let (from, to) = match (self.precision(), self.rest) {
            (Precision::Month, Rest::Month(_)) => {
                let (.., end) = self.last();
                let (first, last) = third.pick([(1, 10), (11, 20), (21, end.into())]);
                let day = |day| Self { rest: self.rest.with_day(day), ..self };
                (day(first), day(last))
            }
            (Precision::Year, Rest::Nothing) => {
                let (first, last) = third.pick([(1, 4), (5, 8), (9, 12)]);
                (Self::month(year, first)?, Self::month(year, last)?)
            }
            (Precision::Season, Rest::Grouping(_)) => {
                let (year, first, _) = self.first();
                let month = Self::month(i32::try_from(year).ok()?, first)?.moved(third.pick([0, 1, 2]))?;
                (month, month)
            }
            (Precision::Decade | Precision::Century, Rest::Nothing) if year >= 0 && self.year.is_contiguous() => {
                let decades = third.pick([(0, 3), (4, 6), (7, 9)]);
                let centuries = third.pick([(0, 33), (34, 66), (67, 99)]);
                let (first, last) = if self.precision() == Precision::Decade { decades } else { centuries };
                (Self::year(year + first), Self::year(year + last))
            }
            _ => return None,
        };
        let plain = self.doubts == Doubts::default();
        plain.then_some((from.doubted(Doubt::Approximate), to.doubted(Doubt::Approximate)))
    }

    /// Which third of what this date and `end` are the bounds of.
    pub(super) fn third_with(self, end: Self) -> Option<(Third, Self)> {
        let plain = Self { doubts: Doubts::default(), ..self };
        let whole = match (self.rest, self.year) {
            (Rest::Day(month, _), _) => Self { rest: Rest::Month(month), ..plain },
            (Rest::Month(_), _) => Self { rest: Rest::Nothing, ..plain },
            (Rest::Nothing, Year::Short { sign: Sign::Plus, digits: Mask([a, b, c, _]) }) => {
                Self { year: Year::Short { sign: Sign::Plus, digits: Mask([a, b, c, None]) }, ..plain }
            }
            _ => return None,
        };
        let fitting =
            [Third::Early, Third::Mid, Third::Late].into_iter().find(|t| whole.third(*t) == Some((self, end)));
        fitting.map(|third| (third, whole))
    }
}
