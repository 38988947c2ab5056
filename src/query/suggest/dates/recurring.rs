//! Places that come round every year or every week, and which one of them a sentence means.
//!
//! Promises: news look back, unless the sentence looks forward or what comes is much nearer. What it does *not* do:
//! it reads no words.

use super::calendar::{Stretch, Unit, moved_day, season_letters, weekday, weekday_before};
use super::resolve::Tense;
use chrono::{Datelike, NaiveDate};

/// A place that comes round every year or every week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recurring {
    Day(u32, u32),
    Month(u32),
    Season(u32),
    Quarter(u32),
    Half(u32),
    Weekday(i32),
    /// Easter and its like, whose day is another each year.
    Feast(i32),
}

impl Recurring {
    pub(super) fn in_year(self, year: i32) -> Option<Stretch> {
        Some(match self {
            Self::Day(month, day) => Stretch::Day(NaiveDate::from_ymd_opt(year, month, day)?),
            Self::Month(month) => Stretch::Month(year, month),
            Self::Season(season) => Stretch::Season(year, season),
            Self::Quarter(quarter) => Stretch::Quarter(year, quarter),
            Self::Half(half) => Stretch::Half(year, half),
            Self::Weekday(_) => return None,
            Self::Feast(feast) => Stretch::Day(super::feasts::day(feast, year)?),
        })
    }

    /// The one that a sentence of that day means.
    pub(super) fn near(self, day: NaiveDate, shift: Option<i32>, tense: Tense) -> Option<Stretch> {
        if let Self::Weekday(number) = self {
            return near_weekday(day, number, shift, tense).map(Stretch::Day);
        }
        let all = (day.year() - 8..=day.year() + 8).filter_map(|year| self.in_year(year));
        let now = |stretch: &Stretch| Stretch::around(day, stretch.unit()) == Some(*stretch);
        let is_past = |stretch: &Stretch| stretch.first().is_some_and(|first| first <= day);
        let past = |with_now: bool| all.clone().rfind(|stretch| is_past(stretch) && (with_now || !now(stretch)));
        let mut future = all.clone().filter(|stretch| !is_past(stretch) || now(stretch));
        match (shift, tense) {
            (Some(0), _) => self.in_year(day.year()),
            (Some(..0), _) => past(false),
            (Some(_), _) => future.find(|stretch| !now(stretch)),
            // What is reported about a quarter comes in the months after it, also if it “will” be said.
            (None, _) if matches!(self, Self::Quarter(_)) => {
                let before = past(true)?;
                let long_ago = (day - before.first()?).num_days() > 230;
                if long_ago && tense == Tense::Future { future.next() } else { Some(before) }
            }
            (None, tense) => self.nearer(day, (past(true)?, future.next()?), tense),
        }
    }

    /// The one before or the one after, by how far they are and where the sentence looks.
    fn nearer(self, day: NaiveDate, (before, after): (Stretch, Stretch), tense: Tense) -> Option<Stretch> {
        let gap = |stretch: Stretch| stretch.first().map(|first| (first - day).num_days().abs());
        let (back, forth) = (gap(before)?, gap(after)?);
        let ahead = match tense {
            // What “will” be said of a day of last week does not happen a year from now.
            Tense::Future => !(matches!(self, Self::Day(..)) && forth > 8 * back),
            Tense::Past | Tense::Term | Tense::Unclear => {
                self.patience(tense).is_some_and(|times| back > times * forth)
            }
        };
        Some(if ahead { after } else { before })
    }

    /// How many times further away the one before may be than the one after, and still be meant: a report tells what
    /// was, but would say the year of what was ten months ago. `None`: however far.
    fn patience(self, tense: Tense) -> Option<i64> {
        match (self, tense) {
            (Self::Day(..) | Self::Feast(_), Tense::Past) => Some(3),
            (Self::Day(..) | Self::Feast(_), _) | (_, Tense::Term) => Some(1),
            (Self::Month(_), Tense::Past) => Some(6),
            (Self::Month(_) | Self::Season(_), Tense::Unclear) => Some(4),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Day(..) | Self::Feast(_) => "day of that name",
            Self::Month(_) => "month of that name",
            Self::Season(_) => "season of that name",
            Self::Quarter(_) => "quarter of that name",
            Self::Half(_) => "half-year of that name",
            Self::Weekday(number) => {
                const NAMES: [&str; 7] =
                    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
                let place = usize::try_from(number - 1).unwrap_or(0);
                NAMES.get(place).copied().unwrap_or("day of that name")
            }
        }
    }

    /// As TIMEX3 writes it without a year.
    pub(super) fn timex(self) -> String {
        match self {
            Self::Day(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Self::Month(month) => format!("XXXX-{month:02}"),
            Self::Season(season) => format!("XXXX-{}", season_letters(season)),
            Self::Quarter(quarter) => format!("XXXX-Q{quarter}"),
            Self::Half(half) => format!("XXXX-H{half}"),
            Self::Weekday(number) => format!("XXXX-WXX-{number}"),
            Self::Feast(_) => "XXXX-XX-XX".to_owned(),
        }
    }
}

fn near_weekday(day: NaiveDate, number: i32, shift: Option<i32>, tense: Tense) -> Option<NaiveDate> {
    let before = weekday_before(day, weekday(number)?)?;
    let weeks = |day, steps| moved_day(day, steps, Unit::Week);
    match (shift, tense) {
        (Some(..0), _) if before == day => weeks(before, -1),
        (Some(0), _) | (None, Tense::Future | Tense::Term) if before == day => Some(day),
        (Some(..0), _) | (None, Tense::Past | Tense::Unclear) => Some(before),
        (Some(_), _) | (None, Tense::Future | Tense::Term) => weeks(before, 1),
    }
}
