//! Dates in addresses: `…/2025/03/10/…`, `…/2025/mar/10/…`, `…-20250310`, `…/2025-03-10-…`.
//!
//! Promises: day, month and year, in that order of size, from the years 1990 to 2099, not a part of a longer number.
//! What it does *not* do: a year and a month alone are an archive's folder rather than a date.

use super::month;
use crate::base::when::When;
use chrono::NaiveDate;

/// Whether a line or a word is an address.
pub(super) fn is_address(line: &str) -> bool {
    let scheme = ["http://", "https://", "www."].iter().any(|scheme| starts_with(line, scheme));
    scheme && !line.contains(char::is_whitespace)
}

fn starts_with(line: &str, scheme: &str) -> bool {
    line.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
}

/// The words that are a date, and the date. The last one counts: sections come before articles.
pub(super) fn date(address: &str) -> Option<(String, When)> {
    let path = address.split(['?', '#']).next()?;
    let pieces: Vec<(usize, &str)> = super::words(path);
    let together = pieces.iter().rev().find_map(|(_, piece)| compact(piece).map(|day| ((*piece).to_owned(), day)));
    let found = pieces.windows(3).rev().find_map(|three| apart(path, three)).or(together)?;
    Some((found.0, When::day(found.1)))
}

/// Three pieces with one and the same sign between them.
fn apart(path: &str, pieces: &[(usize, &str)]) -> Option<(String, NaiveDate)> {
    let [(start, year), (middle, month_name), (end, day)] = pieces else { return None };
    let sign = path.get(start + year.len()..*middle)?;
    let same = path.get(middle + month_name.len()..*end)? == sign;
    let year: i32 = number(year, 4)?;
    let month = number(month_name, 2).or_else(|| month(month_name))?;
    let date = valid(year, month, number(day, 2)?)?;
    let words = path.get(*start..end + day.len())?;
    (same && ["/", "-", "_", "."].contains(&sign)).then(|| (words.to_owned(), date))
}

/// `20250310`.
fn compact(piece: &str) -> Option<NaiveDate> {
    let all: u32 = number(piece, 8)?;
    valid(i32::try_from(all / 10_000).ok()?, all / 100 % 100, all % 100)
}

fn valid(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    (1990..2100).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
}

/// Digits and nothing else: at most two of them, or exactly as many as asked.
fn number<T: std::str::FromStr>(piece: &str, digits: usize) -> Option<T> {
    let fits = if digits == 2 { (1..=2).contains(&piece.len()) } else { piece.len() == digits };
    let plain = fits && piece.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| piece.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(date(address).map(|(_, when)| when.to_string()).as_deref(), expected, "{address}");
    }

    #[test]
    fn addresses_say_the_day() {
        check("https://news.example/2025/03/10/visit", Some("2025-03-10"));
        check("https://news.example/world/2025/mar/10/visit", Some("2025-03-10"));
        check("https://news.example/visite-20250310", Some("2025-03-10"));
        check("https://news.example/2025-3-9-visit.html?from=2019-01-01", Some("2025-03-09"));
        check("https://news.example/2019/01/01/archive/2025/03/10/", Some("2025-03-10"));
    }

    #[test]
    fn other_numbers_are_no_dates() {
        check("https://news.example/2025/03/visit", None);
        check("https://news.example/id/202503101", None);
        check("https://news.example/2025/13/10/", None);
        check("https://news.example/20250231", None);
        check("https://news.example/2025/03-10", None);
    }
}
