//! Dates as people read them, in English.
//!
//! It promises a text for every value, and that the common ones can be typed back (`typed` reads them as the same
//! value). It does not promise that for rare EDTF such as `2025-1X`, which it shows as it is.

use super::calendar::{Mask, Rest, Year};
use super::point::{Doubt, Doubts, Point};
use super::{Choice, Edge, Member, Precision, Shape, When};

/// How months are named.
#[derive(Clone, Copy)]
pub(super) enum Names {
    Long,
    /// Three letters.
    Short,
}

impl Names {
    fn month(self, month: u32) -> &'static str {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let place = usize::try_from(month).unwrap_or(0).checked_sub(1);
        let name = place.and_then(|place| NAMES.get(place)).copied().unwrap_or("unknown month");
        match self {
            Self::Long => name,
            Self::Short => name.get(..3).unwrap_or(name),
        }
    }
}

pub(super) fn write(when: &When, names: Names) -> String {
    match &when.0 {
        Shape::Point(point) => one(*point, names),
        Shape::Moment(day, clock) => format!("{}, {}", one(Point::day(*day), names), clock.human()),
        Shape::Span(from, to) => span(from, to, names),
        Shape::Set(choice, members) => set(*choice, members, names),
    }
}

fn one(point: Point, names: Names) -> String {
    let bare = bare(point, names);
    match point.whole_doubt() {
        Some(Doubt::None) => bare,
        Some(Doubt::Approximate) => format!("c. {bare}"),
        Some(Doubt::Uncertain) => format!("{bare} (uncertain)"),
        Some(Doubt::Both) => format!("c. {bare} (uncertain)"),
        None => format!("{bare} ({})", doubts(point.doubts)),
    }
}

/// Which components are doubtful, where not all of them are alike.
fn doubts(Doubts { year, month, day }: Doubts) -> String {
    let word = |doubt| match doubt {
        Doubt::None => None,
        Doubt::Uncertain => Some("uncertain"),
        Doubt::Approximate => Some("approximate"),
        Doubt::Both => Some("uncertain and approximate"),
    };
    let components = [("year", year), ("month", month), ("day", day)];
    let notes = components.into_iter().filter_map(|(name, doubt)| Some(format!("{name} {}", word(doubt)?)));
    notes.collect::<Vec<_>>().join(", ")
}

/// The date without its doubts.
fn bare(point: Point, names: Names) -> String {
    let written = || Point { doubts: Doubts::default(), ..point }.to_string();
    let year = point.year;
    match point.rest {
        Rest::Nothing => lone_year(year).unwrap_or_else(written),
        Rest::Grouping(code) => grouping(code, &part_year(year)),
        Rest::Month(month) => match month.value() {
            Some(month) => format!("{} {}", names.month(month), part_year(year)),
            None if is_blank(month) => format!("a month in {}", part_year(year)),
            None => written(),
        },
        Rest::Day(month, day) => match (month.value(), day.value()) {
            (Some(month), Some(day)) => format!("{day} {} {}", names.month(month), part_year(year)),
            (Some(month), None) if is_blank(day) => format!("a day in {} {}", names.month(month), part_year(year)),
            (None, None) if is_blank(month) && is_blank(day) => format!("a day in {}", part_year(year)),
            _ => written(),
        },
    }
}

fn is_blank(mask: Mask<2>) -> bool {
    mask.0.iter().all(Option::is_none)
}

/// A year on its own; `None` for unspecified digits that have no name.
fn lone_year(year: Year) -> Option<String> {
    let (first, last) = (*year.range().start(), *year.range().end());
    match year.precision() {
        Precision::Year => Some(numbered(first)),
        // “10s” is read as the decade of two thousand years later.
        Precision::Decade if first >= 100 => Some(format!("{first}s")),
        Precision::Century if first >= 0 && year.is_contiguous() => {
            Some(format!("{} century", ordinal(last / 100 + 1)))
        }
        // Not “1000–1999” alone, which is the whole of it.
        Precision::Millennium if first >= 0 && year.is_contiguous() => Some(format!("a year in {first}–{last}")),
        Precision::Unknown if year.is_blank() => Some("unknown year".to_owned()),
        _ => None,
    }
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A third or a half of a year; of a year of which digits are not known, so that it does not read like a part of the
/// decade: `201X-40` is the first half of some year from 2010 to 2019.
fn part_of_year(code: u8, year: &str) -> String {
    let part = match code {
        37 => "first third",
        38 => "second third",
        39 => "last third",
        40 => "first half",
        _ => "second half",
    };
    if year.contains('X') { format!("{part} of a year, {year}") } else { format!("{part} of {year}") }
}

/// A year behind a month or season.
fn part_year(year: Year) -> String {
    match year.number() {
        Some(number) => numbered(number),
        None if year.is_blank() => "(year unknown)".to_owned(),
        None => year.to_string(),
    }
}

fn numbered(year: i64) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

fn grouping(code: u8, year: &str) -> String {
    let season = |base: u8| match code - base {
        0 => "spring",
        1 => "summer",
        2 => "autumn",
        _ => "winter",
    };
    match code {
        21..=24 => format!("{} {year}", season(21)),
        25..=28 => format!("{} {year} (northern)", season(25)),
        29..=32 => format!("{} {year} (southern)", season(29)),
        33..=36 => format!("Q{} {year}", code - 32),
        _ => part_of_year(code, year),
    }
}

fn span(from: &Edge, to: &Edge, names: Names) -> String {
    match (from, to) {
        (Edge::At(from), Edge::At(to)) => between(*from, *to, names),
        (Edge::At(from), Edge::Open) => format!("since {}", one(*from, names)),
        (Edge::Open, Edge::At(to)) => format!("until {}", one(*to, names)),
        (Edge::At(from), Edge::Unknown) => format!("from {}, end unknown", one(*from, names)),
        (Edge::Unknown, Edge::At(to)) => format!("until {}, start unknown", one(*to, names)),
        (Edge::Unknown, Edge::Unknown) => "start and end unknown".to_owned(),
        (Edge::Unknown, Edge::Open) => "start unknown, no end".to_owned(),
        (Edge::Open, Edge::Unknown) => "no start, end unknown".to_owned(),
        (Edge::Open, Edge::Open) => "at all times".to_owned(),
    }
}

fn between(from: Point, to: Point, names: Names) -> String {
    if let Some((third, whole)) = from.third_with(to) {
        return format!("{}{}", third.prefix(), one(whole, names));
    }
    let end = one(to, names);
    let (start, last) = (Exact::of(from), Exact::of(to));
    let shared = start.zip(last).and_then(|(start, last)| start.before(last, names));
    match (shared, start, last) {
        // Numbers stand close to the dash, words do not: `10–12 March`, `March – June`.
        (Some(days), ..) if days.chars().all(|c| c.is_ascii_digit()) => format!("{days}–{end}"),
        (Some(start), ..) => format!("{start} – {end}"),
        (None, Some(Exact::Year(first @ 1..)), Some(Exact::Year(_))) => format!("{first}–{end}"),
        _ => format!("{} – {end}", one(from, names)),
    }
}

/// A date without doubts and unspecified digits, whose end can be left out where the next date repeats it.
#[derive(Clone, Copy)]
enum Exact {
    Year(i64),
    Month(i64, u32),
    Day(i64, u32, u32),
}

impl Exact {
    fn of(point: Point) -> Option<Self> {
        if point.doubts != Doubts::default() {
            return None;
        }
        let year = point.year.number()?;
        match point.rest {
            Rest::Nothing => Some(Self::Year(year)),
            Rest::Month(month) => Some(Self::Month(year, month.value()?)),
            Rest::Day(month, day) => Some(Self::Day(year, month.value()?, day.value()?)),
            Rest::Grouping(_) => None,
        }
    }

    /// What is left of the date in front of a later one; `None` if nothing is shared.
    fn before(self, next: Self, names: Names) -> Option<String> {
        match (self, next) {
            (Self::Day(y, m, d), Self::Day(year, month, _)) if (y, m) == (year, month) => Some(d.to_string()),
            (Self::Day(y, m, d), Self::Day(year, ..)) if y == year => Some(format!("{d} {}", names.month(m))),
            (Self::Month(y, m), Self::Month(year, _)) if y == year => Some(names.month(m).to_owned()),
            _ => None,
        }
    }
}

fn set(choice: Choice, members: &[Member], names: Names) -> String {
    match (choice, members) {
        (Choice::One, [Member::UpTo(point)]) => earlier(*point, names),
        (Choice::One, [Member::From(point)]) => later(*point, names),
        (Choice::One, [Member::Range(from, to)]) => format!("some time in {}", between(*from, *to, names)),
        _ => list(choice, members, names),
    }
}

/// `[..2024-05]` is what people call “before June 2024”.
fn earlier(point: Point, names: Names) -> String {
    match point.moved(1) {
        Some(next) => format!("before {}", one(next, names)),
        None => format!("{} or earlier", one(point, names)),
    }
}

fn later(point: Point, names: Names) -> String {
    match point.moved(-1) {
        Some(previous) => format!("after {}", one(previous, names)),
        None => format!("{} or later", one(point, names)),
    }
}

fn list(choice: Choice, members: &[Member], names: Names) -> String {
    let word = match choice {
        Choice::One => "or",
        Choice::All => "and",
    };
    let texts = shortened(members, names)
        .unwrap_or_else(|| members.iter().map(|member| listed(member, word, names)).collect());
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
        None => String::new(),
    }
}

fn listed(member: &Member, word: &str, names: Names) -> String {
    match member {
        Member::At(point) => one(*point, names),
        Member::Range(from, to) => between(*from, *to, names),
        Member::UpTo(point) => format!("{} {word} earlier", one(*point, names)),
        Member::From(point) => format!("{} {word} later", one(*point, names)),
    }
}

/// `10`, `11`, `12 March 2025`: only if every member can leave out what the last one says.
fn shortened(members: &[Member], names: Names) -> Option<Vec<String>> {
    let exact = |member: &Member| match member {
        Member::At(point) => Exact::of(*point),
        _ => None,
    };
    let (last, others) = members.split_last()?;
    let Member::At(last_point) = last else { return None };
    let last_exact = exact(last)?;
    let mut texts: Vec<String> =
        others.iter().map(|member| exact(member)?.before(last_exact, names)).collect::<Option<_>>()?;
    texts.push(one(*last_point, names));
    Some(texts)
}
