//! Typed stretches of time that EDTF has no word for: weeks, weekends, halves of a month, years written as `2019–21`.
//!
//! It promises what `typed` does: a text is read whole or not at all. Each becomes an interval, or the nearest thing
//! that EDTF has.

use super::calendar::{Rest, moved_days};
use super::lexicon;
use super::make::Season;
use super::point::{Doubts, Point};
use super::rough::Fault;
use super::typed::Reader;
use super::words::{self, Token, Unit};
use super::{Precision, When};
use chrono::{NaiveDate, Weekday};

/// One of the two halves of something.
#[derive(Clone, Copy)]
pub(super) enum Half {
    First,
    Second,
}

/// The years of `2024-25`, which is also EDTF for a spring: a reading that may have been meant.
pub(super) fn school_year(typed: &str) -> Option<When> {
    const SUB_YEAR: std::ops::RangeInclusive<i32> = 21..=41;
    let (from, to) = year_pair(typed).filter(|(from, to)| *to == from + 1)?;
    (typed.len() == "2024-25".len() && SUB_YEAR.contains(&(to % 100))).then(|| years_from(from, to))?
}

/// `2019–21`, `1998/99`: a second year that leaves out its century. With a hyphen or a slash, twelve and less are
/// months.
pub(super) fn years(text: &str) -> Result<When, Fault> {
    let short = text.rsplit([' ', '-', '/']).next().is_some_and(|last| last.len() == 2);
    let pair = year_pair(text).filter(|(_, to)| text.contains(" - ") || to % 100 > 12);
    pair.filter(|_| short).and_then(|(from, to)| years_from(from, to)).ok_or(Fault::Unknown)
}

/// “winter 2023–24”, “hiver 2023-2024”: the one that begins in the first year.
pub(super) fn winter(text: &str) -> Result<When, Fault> {
    let text = without_filler(text);
    let years = ["winter ", "winter of ", "hiver "].iter().find_map(|word| text.strip_prefix(word));
    let pair = years.and_then(year_pair).filter(|(from, to)| *to == from + 1);
    pair.and_then(|(from, _)| When::season(from, Season::Winter)).ok_or(Fault::Unknown)
}

impl Reader {
    /// “last week”, “week of 10 March 2025”, `2025-W11`: from Monday to Sunday.
    pub(super) fn week(self, text: &str) -> Result<When, Fault> {
        let text = without_filler(text);
        let week = |day: Option<NaiveDate>| day.and_then(When::week).ok_or(Fault::NoSuchDay);
        if let Some(day) = lexicon::WEEK_OF.iter().find_map(|word| text.strip_prefix(word)) {
            return week(Some(self.one_day(day)?));
        }
        if let Some((year, number)) = numbered_week(text) {
            return week(NaiveDate::from_isoywd_opt(year, number, Weekday::Mon));
        }
        let tokens = words::tokens(text).ok_or(Fault::Unknown)?;
        let (turn, Token::Unit(Unit::Week)) = words::turned(&tokens).ok_or(Fault::Unknown)? else {
            return Err(Fault::Unknown);
        };
        let today = self.reference.ok_or(Fault::NoReference)?;
        week(moved_days(today, 7 * turn.steps()))
    }

    /// “last weekend”, “le week-end du 8 mars 2025”: Saturday and Sunday.
    pub(super) fn weekend(self, text: &str) -> Result<When, Fault> {
        let text = without_filler(text);
        let of = ["weekend of ", "weekend du "].iter().find_map(|word| text.strip_prefix(word));
        if let Some(day) = of {
            return weekend_of(self.one_day(day)?).ok_or(Fault::NoSuchDay);
        }
        let weeks = lexicon::WEEKENDS.iter().find_map(|(word, weeks)| (text == *word).then_some(*weeks));
        let (weeks, today) = (weeks.ok_or(Fault::Unknown)?, self.reference.ok_or(Fault::NoReference)?);
        moved_days(today, 7 * weeks).and_then(weekend_of).ok_or(Fault::NoSuchDay)
    }

    /// “first half of March 2025”, “seconde quinzaine de mars”, “première moitié des années 1990”.
    pub(super) fn half(self, text: &str) -> Result<When, Fault> {
        let text = without_filler(text);
        let (half, whole) = lexicon::HALVES
            .iter()
            .find_map(|(prefix, half)| Some((*half, text.strip_prefix(prefix)?)))
            .ok_or(Fault::Unknown)?;
        let whole = whole.strip_prefix("des ").unwrap_or(whole);
        half_of(self.rough(whole)?.resolve(self.reference)?, half).ok_or(Fault::Unknown)
    }

    pub(super) fn one_day(self, text: &str) -> Result<NaiveDate, Fault> {
        self.rough(text)?.resolve(self.reference)?.as_day().ok_or(Fault::Unknown)
    }
}

/// Without an article or preposition at the beginning that adds nothing.
pub(super) fn without_filler(text: &str) -> &str {
    lexicon::FILLERS.iter().find_map(|filler| text.strip_prefix(filler)).unwrap_or(text)
}

fn years_from(from: i32, to: i32) -> Option<When> {
    When::from_to(&When::year(from), &When::year(to))
}

/// Two years, the second one with or without its century, the first one before the second.
fn year_pair(text: &str) -> Option<(i32, i32)> {
    let (from, to) = text.split_once(" - ").or_else(|| text.split_once(['-', '/']))?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if from.len() != 4 || !digits(from) || !digits(to) {
        return None;
    }
    let first: i32 = from.parse().ok()?;
    let last: i32 = to.parse().ok()?;
    let last = match to.len() {
        2 => first - first % 100 + last,
        4 => last,
        _ => return None,
    };
    (first < last).then_some((first, last))
}

/// `2025-w11`, `w11 2025`, “week 11 of 2025”: year and number of the week.
fn numbered_week(text: &str) -> Option<(i32, u32)> {
    let text = text.replace("week", "w").replace("semaine", "w");
    let (before, after) = text.split_once('w')?;
    let number = |text: &str, most: usize| {
        let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u32>().ok())?
    };
    let year = |text: &str| number(text, 4).filter(|_| text.len() == 4).and_then(|year| i32::try_from(year).ok());
    let before = before.trim_end_matches([' ', '-', ',']);
    if !before.is_empty() {
        return Some((year(before)?, number(after.trim(), 2)?));
    }
    let (week, rest) = after.trim().split_once([' ', ',', '-', '/'])?;
    let rest = rest.trim();
    let rest = ["of ", "de "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    Some((year(rest)?, number(week, 2)?))
}

fn weekend_of(day: NaiveDate) -> Option<When> {
    let week = When::week(day)?;
    When::interval(moved_days(week.earliest()?, 5)?, week.latest()?)
}

fn half_of(whole: Point, half: Half) -> Option<When> {
    if whole.doubts != Doubts::default() {
        return None;
    }
    let (first, last) = (When::from(whole).earliest()?, When::from(whole).latest()?);
    let year = i32::try_from(whole.first().0).ok()?;
    match (whole.precision(), whole.rest, half) {
        (Precision::Month, Rest::Month(_), Half::First) => When::interval(first, moved_days(first, 14)?),
        (Precision::Month, Rest::Month(_), Half::Second) => When::interval(moved_days(first, 15)?, last),
        (Precision::Year, Rest::Nothing, Half::First) => When::half(year, 1),
        (Precision::Year, Rest::Nothing, Half::Second) => When::half(year, 2),
        (Precision::Decade, Rest::Nothing, half) => half_of_years(year, 10, half),
        (Precision::Century, Rest::Nothing, half) if whole.year.is_contiguous() => half_of_years(year, 100, half),
        _ => None,
    }
}

fn half_of_years(first: i32, count: i32, half: Half) -> Option<When> {
    let middle = first + count / 2;
    match half {
        Half::First => years_from(first, middle - 1),
        Half::Second => years_from(middle, first + count - 1),
    }
}
