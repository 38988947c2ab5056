//! Stretches of the calendar as people name them, how they move, and their values in TIMEX3 and EDTF.
//!
//! Promises: whatever is moved stays in the calendar or becomes `None`. What it does *not* do: it knows no words.

use crate::base::when::When;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// What time is counted in, from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    const ALL: [Self; 14] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Weekend,
        Self::Month,
        Self::Quarter,
        Self::Half,
        Self::Season,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Millennium,
    ];

    /// From the number that rules know it by.
    pub(super) fn numbered(number: i32) -> Option<Self> {
        usize::try_from(number).ok().and_then(|place| Self::ALL.get(place)).copied()
    }
}

/// A number for each name that rule files use for one.
pub(super) fn symbol(name: &str) -> Option<i32> {
    const LISTS: &[&[&str]] = &[
        &[
            "second",
            "minute",
            "hour",
            "day",
            "week",
            "weekend",
            "month",
            "quarter",
            "half",
            "season",
            "year",
            "decade",
            "century",
            "millennium",
        ],
        &["past", "present", "future"],
        &["document", "mention", "sentence"],
        &["none", "morning", "midday", "noon", "afternoon", "evening", "night", "midnight"],
        &["whole", "early", "middle", "late", "about", "less", "more", "before", "after", "sofar", "rest"],
        &["none", "yes"],
    ];
    let place = LISTS.iter().find_map(|list| list.iter().position(|own| *own == name))?;
    i32::try_from(place).ok()
}

/// A named stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    Day(NaiveDate),
    /// By its Monday.
    Week(NaiveDate),
    /// By its Saturday.
    Weekend(NaiveDate),
    /// Year, 1–12.
    Month(i32, u32),
    /// Year, 1–4.
    Quarter(i32, u32),
    /// Year, 1–2.
    Half(i32, u32),
    /// Year, EDTF 21–24.
    Season(i32, u32),
    Year(i32),
    /// By its first year.
    Decade(i32),
    /// By its first year, taken to end in 00.
    Century(i32),
}

impl Stretch {
    /// The unit that it is one of.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Day(_) => Unit::Day,
            Self::Week(_) => Unit::Week,
            Self::Weekend(_) => Unit::Weekend,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) => Unit::Quarter,
            Self::Half(..) => Unit::Half,
            Self::Season(..) => Unit::Season,
            Self::Year(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
        }
    }

    /// The stretch of this unit that a day lies in. Hours and shorter give the day.
    pub(super) fn around(day: NaiveDate, unit: Unit) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day(day),
            Unit::Week => Self::Week(monday(day)?),
            Unit::Weekend => Self::Weekend(monday(day)?.checked_add_days(Days::new(5))?),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Unit::Half => Self::Half(year, (month - 1) / 6 + 1),
            Unit::Season => season_around(year, month),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year - year.rem_euclid(10)),
            Unit::Century => Self::Century(year - year.rem_euclid(100)),
            Unit::Millennium => return None,
        })
    }

    /// So many units later, earlier if negative; at its own unit.
    pub(super) fn moved(self, steps: i32, unit: Unit) -> Option<Self> {
        let first = moved_day(self.first()?, steps, unit)?;
        match self {
            // A day stays a day even if the month is too short for its number.
            Self::Day(day) => moved_day(day, steps, unit).map(Self::Day),
            _ => Self::around(first, self.unit()),
        }
    }

    /// Its first day.
    pub(super) fn first(self) -> Option<NaiveDate> {
        let of = NaiveDate::from_ymd_opt;
        match self {
            Self::Day(day) | Self::Week(day) | Self::Weekend(day) => Some(day),
            Self::Month(year, month) => of(year, month, 1),
            Self::Quarter(year, quarter) => of(year, quarter * 3 - 2, 1),
            Self::Half(year, half) => of(year, half * 6 - 5, 1),
            // Meteorological seasons; winter is counted from December of its own year.
            Self::Season(year, season) => of(year, (season - 20) * 3, 1),
            Self::Year(year) | Self::Decade(year) | Self::Century(year) => of(year, 1, 1),
        }
    }

    /// Its year.
    pub(super) fn year(self) -> Option<i32> {
        self.first().map(|day| day.year())
    }

    /// As TIMEX3 writes it.
    pub(super) fn timex(self) -> String {
        match self {
            Self::Day(day) => day.format("%Y-%m-%d").to_string(),
            Self::Week(day) => format!("{:04}-W{:02}", day.iso_week().year(), day.iso_week().week()),
            Self::Weekend(day) => format!("{:04}-W{:02}-WE", day.iso_week().year(), day.iso_week().week()),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{}", season_letters(season)),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}", year.div_euclid(10)),
            Self::Century(year) => format!("{:02}", year.div_euclid(100)),
        }
    }

    /// As a date of the project.
    pub(super) fn when(self) -> Option<When> {
        match self {
            Self::Day(day) => Some(When::day(day)),
            Self::Week(day) => When::interval(day, day.checked_add_days(Days::new(6))?),
            Self::Weekend(day) => When::interval(day, day.checked_add_days(Days::new(1))?),
            Self::Month(year, month) => When::month(year, u8::try_from(month).ok()?),
            Self::Quarter(year, quarter) => format!("{year:04}-{}", 32 + quarter).parse().ok(),
            Self::Half(year, half) => format!("{year:04}-{}", 39 + half).parse().ok(),
            Self::Season(year, season) => format!("{year:04}-{season}").parse().ok(),
            Self::Year(year) => Some(When::year(year)),
            Self::Decade(year) => format!("{:03}X", year.div_euclid(10)).parse().ok(),
            Self::Century(year) => format!("{:02}XX", year.div_euclid(100)).parse().ok(),
        }
    }
}

fn season_around(year: i32, month: u32) -> Stretch {
    match month {
        1 | 2 => Stretch::Season(year - 1, 24),
        _ => Stretch::Season(year, 20 + month / 3),
    }
}

/// `SP`, `SU`, `FA`, `WI`.
pub(super) fn season_letters(season: u32) -> &'static str {
    match season {
        21 => "SP",
        22 => "SU",
        23 => "FA",
        _ => "WI",
    }
}

/// The Monday of a day's week.
pub(super) fn monday(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))
}

/// The weekday numbered from 1 (Monday).
pub(super) fn weekday(number: i32) -> Option<Weekday> {
    u8::try_from(number - 1).ok().and_then(|number| Weekday::try_from(number).ok())
}

/// The nearest such weekday, `steps` weeks on: 0 is the one of the last seven days, the day itself included.
pub(super) fn weekday_before(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let back = (7 + day.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    day.checked_sub_days(Days::new(back.into()))
}

/// A day so many units later, earlier if negative. Where the month is too short, its last day.
pub(super) fn moved_day(day: NaiveDate, steps: i32, unit: Unit) -> Option<NaiveDate> {
    let by_days = |days: i32| day.checked_add_signed(chrono::TimeDelta::days(days.into()));
    let by_months = |months: i32| {
        let count = chrono::Months::new(months.unsigned_abs());
        if months < 0 { day.checked_sub_months(count) } else { day.checked_add_months(count) }
    };
    let months = |each: i32| steps.checked_mul(each).and_then(by_months);
    let moved = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(day),
        Unit::Day => by_days(steps),
        Unit::Week | Unit::Weekend => steps.checked_mul(7).and_then(by_days),
        Unit::Month => months(1),
        Unit::Quarter | Unit::Season => months(3),
        Unit::Half => months(6),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
        Unit::Millennium => months(12000),
    };
    moved.filter(|day| (0..=9999).contains(&day.year()))
}
