//! Typed dates before and after what they leave out is filled in from the reference date or from a neighbour.
//!
//! It promises past bias: a month or weekday without a year is the nearest one that has begun. It does not know words;
//! `typed` makes the [`Parts`] from them.

use super::calendar::{Rest, calendar_day, moved_days, ymd};
use super::point::{Doubt, Point};
use super::words::{Turn, Unit};
use super::{When, WhenError};
use chrono::{Datelike, NaiveDate, Weekday};

/// Why a reading failed; of several attempts at one text the greatest is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Unknown,
    Backwards,
    NoReference,
    NoSuchDay,
    /// The date that was typed with a weekday that is not its own.
    WrongWeekday(NaiveDate),
}

impl Fault {
    pub(super) fn told(self, text: String) -> WhenError {
        match self {
            Self::Unknown => WhenError::NotUnderstood(text),
            Self::Backwards => WhenError::Backwards(text),
            Self::NoReference => WhenError::NoReference(text),
            Self::NoSuchDay => WhenError::NoSuchDay(text),
            Self::WrongWeekday(date) => {
                let written = When::day(date).human();
                WhenError::WrongWeekday { text, date: written, actual: weekday_name(date.weekday()) }
            }
        }
    }
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// A date before what it leaves out has been filled in.
#[derive(Clone, Copy)]
pub(super) enum Rough {
    Known(Point),
    Parts(Parts),
}

#[derive(Clone, Copy, Default)]
pub(super) struct Parts {
    pub(super) year: Option<i32>,
    /// 1–12, or an EDTF grouping 21–41.
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    pub(super) weekday: Option<Weekday>,
    /// “last” or “next”; nothing means the nearest one in the past, the reference included.
    pub(super) turn: Option<Turn>,
    pub(super) doubt: Doubt,
}

/// How dates in one text stand to each other, which decides what they may borrow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// One after the other: `28 Dec – 3 Jan 2025` begins in 2024.
    Range,
    /// Side by side: all in the same year.
    List,
}

/// Fills in what each date leaves to its neighbours: months and years forwards, then from the last one backwards.
pub(super) fn chain(mut roughs: Vec<Rough>, joint: Joint, reference: Option<NaiveDate>) -> Result<Vec<Point>, Fault> {
    share_doubts(&mut roughs);
    let mut previous: Option<Rough> = None;
    for rough in &mut roughs {
        if let (Some(Rough::Parts(before)), Rough::Parts(parts)) = (previous, &mut *rough) {
            parts.borrow_forwards(before, joint);
        }
        previous = Some(*rough);
    }
    let mut points: Vec<Point> = Vec::new();
    for rough in roughs.into_iter().rev() {
        let point = match points.last() {
            Some(next) => rough.resolve_before(*next, joint)?,
            None => rough.resolve(reference)?,
        };
        points.push(point);
    }
    points.reverse();
    Ok(points)
}

/// “c. 10–12 March 2025” doubts the whole, “c. 2019 – 2021” only its start: the first cannot be cut in two.
fn share_doubts(roughs: &mut [Rough]) {
    let borrows = |rough: &Rough| matches!(rough, Rough::Parts(Parts { year: None, .. }));
    if !roughs.iter().any(borrows) {
        return;
    }
    let shared = roughs.iter().fold(Doubt::None, |doubt, rough| doubt.and(rough.doubt()));
    for rough in roughs {
        *rough = rough.doubted(shared);
    }
}

impl Rough {
    fn doubt(self) -> Doubt {
        match self {
            Self::Known(point) => point.whole_doubt().unwrap_or_default(),
            Self::Parts(parts) => parts.doubt,
        }
    }

    /// The date that the parts name; `anchor` stands in for a year that they leave out.
    pub(super) fn resolve(self, anchor: Option<NaiveDate>) -> Result<Point, Fault> {
        let parts = match self {
            Rough::Known(point) => return Ok(point),
            Rough::Parts(parts) => parts,
        };
        let point = match parts {
            Parts { month: None, day: Some(day), weekday: Some(_), .. } => {
                last_with_day(day, anchor.ok_or(Fault::NoReference)?).ok_or(Fault::NoSuchDay)?
            }
            Parts { month: None, day: Some(_), .. } => return Err(Fault::Unknown),
            Parts { year: Some(year), .. } => parts.in_year(year)?,
            Parts { month: Some(_), .. } => parts.near(anchor.ok_or(Fault::NoReference)?)?,
            Parts { weekday: Some(weekday), .. } => {
                parts.weekday_near(weekday, anchor.ok_or(Fault::NoReference)?).ok_or(Fault::NoSuchDay)?
            }
            _ => return Err(Fault::Unknown),
        };
        parts.check_weekday(point)?;
        Ok(point.doubted(parts.doubt))
    }

    /// The date in front of another one, from which it takes a missing month or year.
    fn resolve_before(self, next: Point, joint: Joint) -> Result<Point, Fault> {
        let Rough::Parts(mut parts) = self else {
            return self.resolve(None);
        };
        if next.rest == Rest::Nothing && parts.year.is_none() {
            return Err(Fault::Unknown);
        }
        let (year, month, _) = next.first();
        let borrows_month = parts.day.is_some() && parts.month.is_none();
        if borrows_month {
            parts.month = Some(month);
        }
        let same_year = parts.month.is_some() && (borrows_month || joint == Joint::List);
        if same_year && parts.year.is_none() && parts.turn.is_none() {
            parts.year = i32::try_from(year).ok();
        }
        Rough::Parts(parts).resolve(calendar_day(next.last()))
    }

    pub(super) fn doubted(self, doubt: Doubt) -> Self {
        match self {
            Self::Known(point) => Self::Known(point.doubted(doubt)),
            Self::Parts(parts) => Self::Parts(Parts { doubt: parts.doubt.and(doubt), ..parts }),
        }
    }
}

impl Turn {
    pub(super) fn steps(self) -> i32 {
        match self {
            Self::Last => -1,
            Self::This => 0,
            Self::Next => 1,
        }
    }
}

impl Parts {
    fn borrow_forwards(&mut self, before: Self, joint: Joint) {
        if self.day.is_some() && self.month.is_none() {
            self.month = before.month;
        }
        if self.month.is_none() || self.year.is_some() {
            return;
        }
        // `November 2024 – February` ends in the next year.
        let wraps = joint == Joint::Range && before.month > self.month;
        self.year = before.year.map(|year| if wraps { year.saturating_add(1) } else { year });
    }

    fn in_year(self, year: i32) -> Result<Point, Fault> {
        let point = match (self.month, self.day) {
            (None, _) => Some(Point::year(year)),
            (Some(month), None) => Point::month(year, month).or_else(|| Point::grouping(year, month)),
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month.into(), day.into()).map(Point::day),
        };
        point.ok_or(Fault::NoSuchDay)
    }

    fn near(self, anchor: NaiveDate) -> Result<Point, Fault> {
        /// A leap year: “within a year” includes the same day of the year before.
        const YEAR_DAYS: i32 = 366;
        let (this, today) = (anchor.year(), ymd(anchor));
        let year_ago = moved_days(anchor, -YEAR_DAYS).map(ymd);
        let ends_after_year_ago = |point: &Point| year_ago.is_none_or(|day| point.last() >= day);
        let last_two = [this, this - 1, this - 2];
        let found = |years: &[i32], fits: &dyn Fn(&Point) -> bool| {
            years.iter().filter_map(|year| self.in_year(*year).ok()).find(|point| fits(point))
        };
        let point = match self.turn {
            None => found(&last_two, &|point| point.first() <= today && ends_after_year_ago(point)),
            Some(Turn::Last) => found(&last_two, &|point| point.last() < today),
            Some(Turn::This) => None,
            Some(Turn::Next) => found(&[this, this + 1], &|point| point.first() > today),
        };
        point.map_or_else(|| self.in_year(this), Ok)
    }

    fn weekday_near(self, weekday: Weekday, anchor: NaiveDate) -> Option<Point> {
        let back = i32::try_from(anchor.weekday().days_since(weekday)).ok()?;
        let steps = match self.turn {
            Some(Turn::Last) if back == 0 => -7,
            Some(Turn::Next) => 7 - back,
            _ => -back,
        };
        moved_days(anchor, steps).map(Point::day)
    }

    fn check_weekday(self, point: Point) -> Result<(), Fault> {
        let Some(weekday) = self.weekday else { return Ok(()) };
        let date = calendar_day(point.first()).ok_or(Fault::NoSuchDay)?;
        match point.rest {
            Rest::Day(..) if date.weekday() == weekday => Ok(()),
            Rest::Day(..) => Err(Fault::WrongWeekday(date)),
            _ => Err(Fault::Unknown),
        }
    }
}

/// “Monday 10” is the last tenth before the reference, or the reference itself.
fn last_with_day(day: u8, anchor: NaiveDate) -> Option<Point> {
    const MONTH_AND_MORE_DAYS: i32 = 62;
    let days = (0..MONTH_AND_MORE_DAYS).filter_map(|back| moved_days(anchor, -back));
    days.filter(|date| date.day() == u32::from(day)).map(Point::day).next()
}

/// Days exactly, weeks to about a day, months and years as wholes: nobody means more by “two years ago”.
pub(super) fn counted_from(today: Point, steps: i32, unit: Unit) -> Option<Point> {
    match unit {
        Unit::Day => today.moved(steps),
        Unit::Week => Some(today.moved(steps.checked_mul(7)?)?.doubted(Doubt::Approximate)),
        Unit::Month => today.at_month()?.moved(steps),
        Unit::Year => today.at_year().moved(steps),
    }
}

/// The date next to a point, on which “before” ends and “after” begins, as coarse as the point if it can be.
pub(super) fn neighbour(point: Point, step: i32) -> Option<Point> {
    let edge = if step < 0 { point.first() } else { point.last() };
    // Beyond the years that have days it would become a whole year, which reaches back over the point.
    let is_day = |point: &Point| matches!(point.rest, Rest::Day(..));
    let day = || moved_days(calendar_day(edge)?, step).map(Point::day).filter(is_day);
    point.moved(step).or_else(day)
}
