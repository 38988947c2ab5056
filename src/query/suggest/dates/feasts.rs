//! Days whose date is another each year: Easter and what is counted from it, and elections on a weekday.
//!
//! What it does *not* do: it knows no feast of a calendar that is announced by sight of the moon.

use chrono::{Days, NaiveDate, TimeDelta, Weekday};

/// The day of a feast by its number in the rule files; `None` for numbers without one.
///
/// 1 Easter, 2 Good Friday, 3 Easter Monday, 4 Ascension, 5 Whit Sunday, 6 Thanksgiving, 7 election day, 8 Labor Day,
/// 9 Memorial Day, 10 Palm Sunday, 11 Ash Wednesday.
pub(super) fn day(feast: i32, year: i32) -> Option<NaiveDate> {
    let after_easter = |days: i64| easter(year)?.checked_add_signed(TimeDelta::days(days));
    match feast {
        1 => easter(year),
        2 => after_easter(-2),
        3 => after_easter(1),
        4 => after_easter(39),
        5 => after_easter(49),
        6 => NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Thu, 4),
        7 => NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Mon, 1)?.checked_add_days(Days::new(1)),
        8 => NaiveDate::from_weekday_of_month_opt(year, 9, Weekday::Mon, 1),
        9 => {
            let last = NaiveDate::from_weekday_of_month_opt(year, 5, Weekday::Mon, 5);
            last.or_else(|| NaiveDate::from_weekday_of_month_opt(year, 5, Weekday::Mon, 4))
        }
        10 => after_easter(-7),
        11 => after_easter(-46),
        _ => None,
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous computation of 1876.
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(19), year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        let on = |feast, year| day(feast, year).map(|day| day.to_string());
        assert_eq!(on(1, 2025).as_deref(), Some("2025-04-20"));
        assert_eq!(on(1, 2000).as_deref(), Some("2000-04-23"));
        assert_eq!(on(6, 2024).as_deref(), Some("2024-11-28"));
        assert_eq!(on(7, 2024).as_deref(), Some("2024-11-05"));
        assert_eq!(on(9, 2025).as_deref(), Some("2025-05-26"));
        assert_eq!(on(10, 2013).as_deref(), Some("2013-03-24"));
        assert_eq!(on(11, 2013).as_deref(), Some("2013-02-13"));
        assert_eq!(day(99, 2025), None);
    }
}
