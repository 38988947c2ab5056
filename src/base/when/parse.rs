//! EDTF as text: reading it strictly, and writing it in the one form that reading gives back unchanged.
//!
//! It follows the Library of Congress specification of 4 February 2019. It does not guess: what people type goes
//! through `typed`.

use super::calendar::{Mask, Rest, Sign, Year, grouping};
use super::clock::Clock;
use super::point::{Doubt, Doubts, Point};
use super::{Choice, Edge, Member, Shape, When, WhenError};
use chrono::NaiveDate;
use std::fmt;

pub(super) fn when(text: &str) -> Result<When, WhenError> {
    if text.is_empty() {
        return Err(WhenError::Empty);
    }
    if let Some(list) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return set(text, Choice::One, list);
    }
    if let Some(list) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return set(text, Choice::All, list);
    }
    match text.split_once('/') {
        Some((from, to)) => span(text, from, to),
        None => match text.split_once('T') {
            Some((day, clock)) => moment(text, day, clock),
            None => point(text).map(When::from),
        },
    }
}

fn moment(text: &str, day: &str, clock: &str) -> Result<When, WhenError> {
    let date = whole_day(day)?.ok_or_else(|| WhenError::NotEdtf(text.to_owned()))?;
    let when = Clock::read(clock).and_then(|clock| When::moment(date, clock));
    when.ok_or_else(|| WhenError::NoSuchTime(text.to_owned()))
}

/// The one day that a text names; `None` if it is coarser or in doubt, so that no time can follow.
fn whole_day(text: &str) -> Result<Option<NaiveDate>, WhenError> {
    point(text).map(Point::as_day)
}

fn span(text: &str, from: &str, to: &str) -> Result<When, WhenError> {
    let (from, to) = (edge(from)?, edge(to)?);
    When::span(from, to).ok_or_else(|| WhenError::Backwards(text.to_owned()))
}

fn edge(text: &str) -> Result<Edge, WhenError> {
    match text {
        "" => Ok(Edge::Unknown),
        ".." => Ok(Edge::Open),
        date => point(date).map(Edge::At),
    }
}

fn set(text: &str, choice: Choice, list: &str) -> Result<When, WhenError> {
    let members: Vec<Member> = list.split(',').map(|part| member(text, part)).collect::<Result<_, _>>()?;
    When::set(choice, members).ok_or_else(|| WhenError::NotEdtf(text.to_owned()))
}

fn member(text: &str, part: &str) -> Result<Member, WhenError> {
    match part.split_once("..") {
        None => point(part).map(Member::At),
        Some(("", "")) => Err(WhenError::NotEdtf(text.to_owned())),
        Some(("", to)) => point(to).map(Member::UpTo),
        Some((from, "")) => point(from).map(Member::From),
        Some((from, to)) => {
            let (from, to) = (point(from)?, point(to)?);
            let forwards = from.first() <= to.last();
            forwards.then_some(Member::Range(from, to)).ok_or_else(|| WhenError::Backwards(text.to_owned()))
        }
    }
}

fn point(text: &str) -> Result<Point, WhenError> {
    if let Some(day) = day_before_time(text) {
        return Err(WhenError::TimeOfDay { text: text.to_owned(), day: day.to_owned() });
    }
    let parts = Parts::of(text).ok_or_else(|| WhenError::NotEdtf(text.to_owned()))?;
    let rest = rest(text, parts.month, parts.day)?;
    if matches!(parts.year, Year::Long(_)) && rest != Rest::Nothing {
        return Err(WhenError::NotEdtf(text.to_owned()));
    }
    let point = Point { year: parts.year, rest, doubts: parts.doubts };
    point.checked().ok_or_else(|| WhenError::NoSuchDay(text.to_owned()))
}

/// The day in `2025-03-10T09:30:00`, so that the message can offer it; `None` if there is no time of day.
fn day_before_time(text: &str) -> Option<&str> {
    let (day, time) = text.split_once('T')?;
    let is_time = time.starts_with(|c: char| c.is_ascii_digit());
    (is_time && matches!(whole_day(day), Ok(Some(_)))).then_some(day)
}

fn rest(text: &str, month: Option<Mask<2>>, day: Option<Mask<2>>) -> Result<Rest, WhenError> {
    let Some(month) = month else { return Ok(Rest::Nothing) };
    let exists = (1..=12).any(|number| month.admits(number));
    let code = month.value().and_then(|code| u8::try_from(code).ok()).filter(|code| grouping(*code).is_some());
    match (exists, day, code) {
        (true, Some(day), _) => Ok(Rest::Day(month, day)),
        (true, None, _) => Ok(Rest::Month(month)),
        (false, None, Some(code)) => Ok(Rest::Grouping(code)),
        (false, _, _) => Err(WhenError::NoSuchMonth(text.to_owned())),
    }
}

/// A date cut at its hyphens, with digits read and doubts spread, not yet held against the calendar.
struct Parts {
    year: Year,
    month: Option<Mask<2>>,
    day: Option<Mask<2>>,
    doubts: Doubts,
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let (year_text, months) = cut_year(text);
        let mut components = months.map(|months| months.split('-')).into_iter().flatten().map(Component::of);
        // Nothing is to the left of a year: `?2004~` would say one thing in two ways, and `2004%` says it.
        let year = Component::of(year_text).filter(|year| !year.is_framed())?;
        let month = optional(components.next())?;
        let day = optional(components.next())?;
        if components.next().is_some() {
            return None;
        }
        Some(Self {
            year: read_year(year.body)?,
            month: optional(month.map(|month| mask(month.body)))?,
            day: optional(day.map(|day| mask(day.body)))?,
            doubts: spread(year, month, day),
        })
    }
}

/// “Absent” and “there but wrong” are different things: only the second one ends the reading.
#[expect(clippy::option_option, reason = "absent, present and wrong are three cases")]
fn optional<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        None => Some(None),
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
    }
}

/// The year and what follows its hyphen. The hyphen before a negative year is not one that separates.
fn cut_year(text: &str) -> (&str, Option<&str>) {
    let digits_from = text.find(|c: char| c.is_ascii_digit() || c == 'X').unwrap_or(0);
    let (before, digits) = text.split_at_checked(digits_from).unwrap_or(("", text));
    match digits.split_once('-') {
        Some((year, months)) => (text.get(..before.len() + year.len()).unwrap_or(text), Some(months)),
        None => (text, None),
    }
}

/// One of year, month and day with the qualifier before it (this component only) and the one after it (this
/// component and all to its left).
#[derive(Clone, Copy)]
struct Component<'a> {
    before: Doubt,
    body: &'a str,
    after: Doubt,
}

impl<'a> Component<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (before, rest) = match text.chars().next().and_then(qualifier) {
            Some(doubt) => (doubt, text.get(1..)?),
            None => (Doubt::None, text),
        };
        let (after, body) = match rest.chars().next_back().and_then(qualifier) {
            Some(doubt) => (doubt, rest.get(..rest.len().checked_sub(1)?)?),
            None => (Doubt::None, rest),
        };
        Some(Self { before, body, after })
    }

    fn is_framed(self) -> bool {
        self.before != Doubt::None && self.after != Doubt::None
    }
}

fn qualifier(character: char) -> Option<Doubt> {
    match character {
        '?' => Some(Doubt::Uncertain),
        '~' => Some(Doubt::Approximate),
        '%' => Some(Doubt::Both),
        _ => None,
    }
}

fn spread(year: Component<'_>, month: Option<Component<'_>>, day: Option<Component<'_>>) -> Doubts {
    let before = |part: Option<Component<'_>>| part.map_or(Doubt::None, |part| part.before);
    let after = |part: Option<Component<'_>>| part.map_or(Doubt::None, |part| part.after);
    let from_month = after(month).and(after(day));
    Doubts {
        year: year.before.and(year.after).and(from_month),
        month: before(month).and(from_month),
        day: before(day).and(after(day)),
    }
}

fn read_year(body: &str) -> Option<Year> {
    if let Some(long) = body.strip_prefix('Y') {
        return long_year(long);
    }
    let (sign, digits) = match body.strip_prefix('-') {
        Some(digits) => (Sign::Minus, mask(digits)?),
        None => (Sign::Plus, mask(body)?),
    };
    let minus_zero = sign == Sign::Minus && digits.high() == 0;
    (!minus_zero).then_some(Year::Short { sign, digits })
}

/// More than four digits without leading zeros; as many as an `i64` surely holds.
fn long_year(text: &str) -> Option<Year> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let well_formed =
        (5..=18).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    if well_formed { text.parse().ok().map(Year::Long) } else { None }
}

fn mask<const N: usize>(text: &str) -> Option<Mask<N>> {
    let digits: Vec<Option<u8>> = text.chars().map(digit).collect::<Option<_>>()?;
    digits.try_into().ok().map(Mask)
}

#[expect(clippy::option_option, reason = "no digit, an unspecified digit and a digit are three cases")]
fn digit(character: char) -> Option<Option<u8>> {
    match character {
        'X' => Some(None),
        _ => character.to_digit(10).map(|digit| u8::try_from(digit).ok()),
    }
}

impl fmt::Display for When {
    /// Canonical EDTF: qualifiers stand as far to the right, and are as few, as they can be.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Shape::Point(point) => point.fmt(f),
            Shape::Moment(day, clock) => write!(f, "{}T{clock}", Point::day(*day)),
            Shape::Span(from, to) => write!(f, "{from}/{to}"),
            Shape::Set(Choice::One, members) => write!(f, "[{}]", joined(members)),
            Shape::Set(Choice::All, members) => write!(f, "{{{}}}", joined(members)),
        }
    }
}

fn joined(members: &[Member]) -> String {
    members.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Open => f.write_str(".."),
            Self::At(point) => point.fmt(f),
        }
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(point) => point.fmt(f),
            Self::Range(from, to) => write!(f, "{from}..{to}"),
            Self::UpTo(point) => write!(f, "..{point}"),
            Self::From(point) => write!(f, "{point}.."),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, Doubts { year: y, month: m, day: d }) = (self.year, self.doubts);
        let whole = self.whole_doubt();
        match (self.rest, whole) {
            (Rest::Nothing, _) => write!(f, "{year}{y}"),
            (Rest::Month(month), Some(doubt)) => write!(f, "{year}-{month}{doubt}"),
            (Rest::Month(month), None) => write!(f, "{year}{y}-{m}{month}"),
            (Rest::Grouping(code), Some(doubt)) => write!(f, "{year}-{code:02}{doubt}"),
            (Rest::Grouping(code), None) => write!(f, "{year}{y}-{m}{code:02}"),
            (Rest::Day(month, day), Some(doubt)) => write!(f, "{year}-{month}-{day}{doubt}"),
            (Rest::Day(month, day), None) if y == m => write!(f, "{year}-{month}{m}-{d}{day}"),
            (Rest::Day(month, day), None) => write!(f, "{year}{y}-{m}{month}-{d}{day}"),
        }
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Long(year) => write!(f, "Y{year}"),
            Self::Short { sign: Sign::Minus, digits } => write!(f, "-{digits}"),
            Self::Short { sign: Sign::Plus, digits } => digits.fmt(f),
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "",
            Self::Uncertain => "?",
            Self::Approximate => "~",
            Self::Both => "%",
        })
    }
}
