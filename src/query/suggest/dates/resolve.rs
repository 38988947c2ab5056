//! Makes a place in the calendar of what a rule found, counted from the document's date or from the date before.
//!
//! Promises: what cannot be known has no stretch, and says why. What it does *not* do: it looks at no text; what the
//! sentence says about past and future comes in as a [`Tense`].

use super::calendar::{Stretch, Unit, moved_day};
use super::lexicon::Class;
use super::number::UNKNOWN;
use super::pattern::{Found, Slots};
use super::recurring::Recurring;
use super::rules::Verb;
use crate::base::when::When;
use chrono::{Datelike, NaiveDate};

/// Where a sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unclear,
}

/// What expressions are counted from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchors {
    /// The document's day.
    pub(super) reference: Option<NaiveDate>,
    /// The stretch that was named last.
    pub(super) mention: Option<Stretch>,
    /// The quarter that was named last: reports about business go on about it.
    pub(super) quarter: Option<Stretch>,
}

/// What an expression means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A place in the calendar, with its time of day as TIMEX3 writes it: `TMO`, `T10:35`, or nothing.
    At {
        stretch: Stretch,
        time: String,
    },
    /// A place that cannot be known; its TIMEX3 value with `X`.
    Somewhere(String),
    /// From one stretch to another, the first and last inclusive.
    Between(Stretch, Stretch),
    /// One of two.
    OneOf(Stretch, Stretch),
    Duration(String),
    Set(String),
    /// 0 past, 1 present, 2 future.
    Reference(i32),
}

/// A meaning and how it came about.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) meaning: Meaning,
    /// In words for a person.
    pub(super) because: String,
    /// Whether it names its own year, so that no other date matters.
    pub(super) absolute: bool,
}

/// Why a relative expression has no value.
const NO_DATE: &str = "the document has no date";

/// What a rule's find means; `None` if it is no date after all, such as 31 February.
pub(super) fn resolve(found: &Found<'_>, anchors: Anchors, tense: Tense) -> Option<Resolved> {
    let case = Case { slots: &found.slots, anchors, tense };
    match found.rule.verb {
        Verb::Date => case.date(),
        Verb::Counted => case.counted(),
        Verb::Duration => case.duration().map(|value| plain(Meaning::Duration(value), "a length of time")),
        Verb::Set => case.set().map(|value| plain(Meaning::Set(value), "something that comes again")),
        Verb::Reference => {
            let way = case.slots.get(Class::Reference).unwrap_or(1);
            Some(plain(Meaning::Reference(way), "too vague for a date"))
        }
        Verb::Range => case.range(),
        Verb::Nothing => None,
    }
}

fn plain(meaning: Meaning, because: &str) -> Resolved {
    Resolved { meaning, because: because.to_owned(), absolute: false }
}

struct Case<'a> {
    slots: &'a Slots,
    anchors: Anchors,
    tense: Tense,
}

impl Case<'_> {
    fn get(&self, class: Class) -> Option<i32> {
        self.slots.get(class)
    }

    fn unit(&self) -> Option<Unit> {
        self.get(Class::Unit).and_then(Unit::numbered)
    }

    /// Whether one of the units that were read is this one: “the second half of this year” has two.
    fn unit_is(&self, unit: Unit) -> bool {
        [self.get(Class::Unit), self.slots.second(Class::Unit)]
            .into_iter()
            .flatten()
            .any(|number| Unit::numbered(number) == Some(unit))
    }

    fn date(&self) -> Option<Resolved> {
        let time = self.time()?;
        let (stretch, because, absolute) = match self.place()? {
            Place::Known(stretch, because) => (stretch, because, true),
            Place::Found(stretch, because) => (stretch, because, false),
            Place::Lost(value, why) => return Some(plain(Meaning::Somewhere(value + &time), &why)),
        };
        let grain = self.get(Class::Grain).and_then(Unit::numbered);
        let coarser = grain.and_then(|grain| Stretch::around(stretch.first()?, grain));
        Some(Resolved { meaning: Meaning::At { stretch: coarser.unwrap_or(stretch), time }, because, absolute })
    }

    /// The time of day as TIMEX3 writes it; `None` if there is no such time.
    fn time(&self) -> Option<String> {
        let Some(hour) = self.hour() else {
            const PARTS: [&str; 8] = ["", "TMO", "TMI", "T12:00", "TAF", "TEV", "TNI", "T24:00"];
            let part = usize::try_from(self.get(Class::Part).unwrap_or(0)).ok()?;
            return PARTS.get(part).map(|part| (*part).to_owned());
        };
        let minute = self.slots.second(Class::Digits).unwrap_or(0);
        let hour = match self.get(Class::Noon) {
            Some(12) if hour < 12 => hour + 12,
            Some(0) if hour == 12 => 0,
            _ => hour,
        };
        ((0..=24).contains(&hour) && (0..60).contains(&minute)).then(|| format!("T{hour:02}:{minute:02}"))
    }

    fn hour(&self) -> Option<i32> {
        let bare = || self.get(Class::Count).filter(|_| self.slots.has(Class::Noon));
        self.get(Class::Digits).or_else(bare)
    }

    fn place(&self) -> Option<Place> {
        if self.slots.has(Class::Either)
            && self.get(Class::Day)? <= 12
            && self.get(Class::Day) != self.get(Class::Month)
        {
            let why = "day and month could be the other way round".to_owned();
            return Some(Place::Lost(format!("{:04}-XX-XX", self.get(Class::Year)?), why));
        }
        if let Some(first) = self.get(Class::Decade) {
            return Some(Place::Known(Stretch::Decade(first - first.rem_euclid(10)), "as written".to_owned()));
        }
        if let Some(tens) = self.get(Class::Tens) {
            return Some(self.spoken_decade(tens));
        }
        let ordinal = self.get(Class::Ordinal).or_else(|| self.get(Class::Day));
        if let (Some(Unit::Century), Some(count)) = (self.unit(), ordinal) {
            return Some(Place::Known(Stretch::Century((count - 1) * 100), "as written".to_owned()));
        }
        let recurring = self.recurring()?;
        match (self.year(), recurring) {
            (Some(Ok(year)), Some(recurring)) => {
                let stretch = recurring.in_year(year)?;
                Some(Place::Known(stretch, "as written".to_owned()))
            }
            (Some(Err(lost)), _) => Some(lost),
            (None, Some(recurring)) => self.nearest(recurring),
            (Some(Ok(year)), None) => Some(self.of_year(year)),
            (None, None) => self.relative(),
        }
    }

    /// “The nineties”: of this century if they have begun, else of the last.
    fn spoken_decade(&self, tens: i32) -> Place {
        let latest = self.anchors.reference.map_or(1999, |day| day.year());
        let century = latest - latest.rem_euclid(100);
        let first = if century + tens <= latest { century + tens } else { century - 100 + tens };
        Place::Found(Stretch::Decade(first), "the last decade of that name".to_owned())
    }

    /// The year that is written, or said as “last year”; the error says why it is not known.
    fn year(&self) -> Option<Result<i32, Place>> {
        if let Some(year) = self.get(Class::Year) {
            return Some(Ok(year));
        }
        if let Some(short) = self.get(Class::ShortYear) {
            let this = self.anchors.reference.map_or(2025, |day| day.year());
            let year = this - this.rem_euclid(100) + short;
            return Some(Ok(if year > this + 20 { year - 100 } else { year }));
        }
        let turned = self.unit_is(Unit::Year) && self.slots.has(Class::Shift);
        if !turned || self.recurring().flatten().is_none() {
            return None;
        }
        let from = self.base();
        let shift = self.get(Class::Shift).unwrap_or(0);
        Some(from.and_then(Stretch::year).map(|year| year + shift).ok_or_else(|| lost("XXXX".to_owned())))
    }

    /// A year alone, or “the 1988 quarter”.
    fn of_year(&self, year: i32) -> Place {
        let stretch = match (self.unit(), self.anchors.quarter) {
            (Some(Unit::Quarter), Some(Stretch::Quarter(_, quarter))) => Stretch::Quarter(year, quarter),
            (Some(Unit::Decade), _) => Stretch::Decade(year - year.rem_euclid(10)),
            _ => Stretch::Year(year),
        };
        Place::Known(stretch, "as written".to_owned())
    }

    /// The outer `None`: there is no such day.
    #[expect(clippy::option_option, reason = "no such day and nothing that comes again are two cases")]
    fn recurring(&self) -> Option<Option<Recurring>> {
        let number = |class| self.get(class).and_then(|value| u32::try_from(value).ok());
        let month = number(Class::Month);
        let day = number(Class::Day).or_else(|| number(Class::Ordinal).filter(|_| month.is_some()));
        if let (Some(month), Some(day)) = (month, day) {
            let exists = NaiveDate::from_ymd_opt(2000, month, day).is_some();
            return exists.then_some(Some(Recurring::Day(month, day)));
        }
        let feast = || {
            self.get(Class::Feast).map(|feast| match u32::try_from(feast) {
                Ok(fixed @ 101..) => Recurring::Day(fixed / 100, fixed % 100),
                _ => Recurring::Feast(feast),
            })
        };
        let count = number(Class::Ordinal).or_else(|| number(Class::Count).filter(|_| !self.slots.has(Class::Noon)));
        let part = |unit, most| count.filter(|count| self.unit_is(unit) && (1..=most).contains(count));
        let (quarter, half) = (part(Unit::Quarter, 4), part(Unit::Half, 2));
        let weekday = || self.get(Class::Weekday).map(Recurring::Weekday);
        let found =
            month.map(Recurring::Month).or_else(feast).or_else(|| number(Class::Season).map(Recurring::Season));
        Some(found.or_else(|| quarter.map(Recurring::Quarter)).or_else(|| half.map(Recurring::Half)).or_else(weekday))
    }

    /// The stretch of the unit that is counted from.
    fn base(&self) -> Option<Stretch> {
        let document = self.anchors.reference.map(Stretch::Day);
        let from = match self.get(Class::Anchor) {
            Some(1) => self.anchors.mention.or(document),
            _ => document,
        };
        let unit = |stretch: Stretch| self.unit().unwrap_or(stretch.unit());
        // Of a year, “that day” is not known.
        let fine = from.filter(|stretch| stretch.unit() <= unit(*stretch) || unit(*stretch) == Unit::Weekend);
        fine.and_then(|stretch| Stretch::around(stretch.first()?, unit(stretch)))
    }

    /// A place of the year, of the week: the one before or after the reference.
    fn nearest(&self, recurring: Recurring) -> Option<Place> {
        let Some(day) = self.anchors.reference else {
            return Some(lost(recurring.timex()));
        };
        // “10 p.m. Wednesday” is no “this Wednesday”.
        let shift = self.get(Class::Shift).filter(|_| self.hour().is_none());
        if shift.is_none()
            && matches!(recurring, Recurring::Quarter(_) | Recurring::Half(_))
            && self.get(Class::Anchor) == Some(1)
        {
            let year = self.anchors.mention.and_then(Stretch::year).unwrap_or(day.year());
            return Some(Place::Found(recurring.in_year(year)?, "in the year that was named last".to_owned()));
        }
        let stretch = recurring.near(day, shift, self.tense)?;
        let side = if stretch.first()? <= day { "before" } else { "after" };
        let why = match shift {
            Some(0) => format!(
                "the one of the same {}",
                if matches!(recurring, Recurring::Weekday(_)) { "week" } else { "year" }
            ),
            _ if stretch == Stretch::Day(day) => format!("the document's own day, {}", said(day)),
            _ => format!("the {} {side} {}", recurring.name(), said(day)),
        };
        Some(Place::Found(stretch, why))
    }

    /// “Last year”, “this morning”, “that month”.
    fn relative(&self) -> Option<Place> {
        let unit = self.unit()?;
        let shift = self.get(Class::Shift);
        let mentioned = self.get(Class::Anchor) == Some(1);
        if mentioned && unit == Unit::Quarter {
            return Some(self.quarter_spoken_of(shift.unwrap_or(0)));
        }
        let Some(base) = self.base() else {
            let coarse = || (unknown(unit), "the date before it is not as fine as that".to_owned());
            let (value, why) = if mentioned && self.anchors.mention.is_some() {
                coarse()
            } else {
                (unknown(unit), NO_DATE.to_owned())
            };
            return Some(Place::Lost(value, why));
        };
        let mut stretch = base.moved(shift.unwrap_or(0), unit)?;
        // “The weekend” of a Monday's article is the one that has been.
        if let (None, Unit::Weekend, Some(day)) = (shift, unit, self.anchors.reference)
            && stretch.first()? > day
            && self.tense != Tense::Future
        {
            stretch = stretch.moved(-1, Unit::Week)?;
        }
        let from = self.anchors.reference.filter(|_| !mentioned || self.anchors.mention.is_none());
        let because = from.map_or_else(
            || "counted from the date before it".to_owned(),
            |day| format!("counted from {}", said(day)),
        );
        Some(Place::Found(stretch, because))
    }

    /// The quarter that was named last, else the last one that is over.
    fn quarter_spoken_of(&self, shift: i32) -> Place {
        let over = || {
            let now = Stretch::around(self.anchors.reference?, Unit::Quarter)?;
            now.moved(-1, Unit::Quarter)
        };
        let quarter = self.anchors.quarter.or_else(over).and_then(|quarter| quarter.moved(shift, Unit::Quarter));
        match quarter {
            Some(quarter) => Place::Found(quarter, "the quarter that is spoken of".to_owned()),
            None => lost("XXXX-QX".to_owned()),
        }
    }

    /// “Two days ago”, “a year earlier”.
    fn counted(&self) -> Option<Resolved> {
        let unit = self.unit()?;
        let count = self.get(Class::Count).unwrap_or(1);
        let sign = self.get(Class::Sign).unwrap_or(-1);
        if count == UNKNOWN {
            let way = if sign < 0 { 0 } else { 2 };
            return Some(plain(Meaning::Reference(way), "too vague for a date"));
        }
        let steps = count.checked_mul(sign)?;
        let Some((from, because)) = self.counted_from(unit) else {
            return Some(plain(Meaning::Somewhere(unknown(unit)), NO_DATE));
        };
        let grain = self.get(Class::Grain).and_then(Unit::numbered).unwrap_or_else(|| grain(unit));
        let stretch = match from {
            Stretch::Day(day) => Stretch::around(moved_day(day, steps, unit)?, grain.max(Unit::Day))?,
            coarser if coarser.unit() <= unit => coarser.moved(steps, unit)?,
            coarser => {
                let why = format!(
                    "counted from {}, which is not known to the {}",
                    coarser.when().map(|when| when.human()).unwrap_or_default(),
                    unit_name(unit)
                );
                return Some(plain(Meaning::Somewhere(unknown(unit)), &why));
            }
        };
        Some(Resolved { meaning: Meaning::At { stretch, time: String::new() }, because, absolute: false })
    }

    /// What is counted from, and that in words.
    fn counted_from(&self, unit: Unit) -> Option<(Stretch, String)> {
        let document = self.anchors.reference;
        let mentioned = self.get(Class::Anchor) == Some(1);
        if unit == Unit::Year
            && self.get(Class::Count).unwrap_or(1) == 1
            && let Some(quarter) = self.anchors.quarter
        {
            return Some((quarter, "counted from the quarter that is spoken of".to_owned()));
        }
        let mention = self.anchors.mention.filter(|_| mentioned);
        if let Some(mention) = mention {
            return Some((mention, "counted from the date before it".to_owned()));
        }
        document.map(|day| (Stretch::Day(day), format!("counted from {}", said(day))))
    }

    fn duration(&self) -> Option<String> {
        let unit = self.unit()?;
        let count = self.get(Class::Count).unwrap_or(1);
        Some(period(count, unit, self.slots.has(Class::Half)))
    }

    fn set(&self) -> Option<String> {
        if let Some(recurring) = self.recurring()? {
            return Some(recurring.timex() + &self.time()?);
        }
        let unit = self.unit()?;
        let count = self.get(Class::Count).unwrap_or(1);
        match self.time()? {
            time if time.is_empty() => Some(period(count, unit, false)),
            time => Some(format!("XXXX-XX-XX{time}")),
        }
    }

    /// “10 to 12 March”, “2019–2021”, “the 2024–25 season”.
    fn range(&self) -> Option<Resolved> {
        let year = match self.year() {
            Some(Ok(year)) => Some(year),
            Some(Err(_)) => return Some(plain(Meaning::Somewhere("XXXX".to_owned()), NO_DATE)),
            None => None,
        };
        let number = |value: Option<i32>| value.and_then(|value| u32::try_from(value).ok());
        let (from, to, because) = if let Some(month) = number(self.get(Class::Month)) {
            let (first, last) = (number(self.get(Class::Day))?, number(self.slots.second(Class::Day))?);
            let recurring = Recurring::Day(month, last);
            let (year, because) = match (year, self.anchors.reference) {
                (Some(year), _) => (year, "as written".to_owned()),
                (None, Some(day)) => {
                    let near = recurring.near(day, self.get(Class::Shift), self.tense)?;
                    (near.year()?, format!("the year by {}", said(day)))
                }
                (None, None) => return Some(plain(Meaning::Somewhere(recurring.timex()), NO_DATE)),
            };
            let of = |day| NaiveDate::from_ymd_opt(year, month, day).map(Stretch::Day);
            (of(first)?, of(last)?, because)
        } else {
            let first = year?;
            let short = self.get(Class::ShortYear).map(|short| first - first.rem_euclid(100) + short);
            (Stretch::Year(first), Stretch::Year(self.slots.second(Class::Year).or(short)?), "as written".to_owned())
        };
        (from.first()? < to.first()?).then(|| Resolved {
            meaning: if self.slots.has(Class::Either) {
                Meaning::OneOf(from, to)
            } else {
                Meaning::Between(from, to)
            },
            because,
            absolute: year.is_some(),
        })
    }
}

/// A place that nothing says how to find.
fn lost(timex: String) -> Place {
    Place::Lost(timex, NO_DATE.to_owned())
}

enum Place {
    /// The text says all of it.
    Known(Stretch, String),
    /// Worked out.
    Found(Stretch, String),
    /// Not known: its TIMEX3 value and why.
    Lost(String, String),
}

/// How finely “so many units ago” is meant.
fn grain(unit: Unit) -> Unit {
    match unit {
        Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
        Unit::Weekend => Unit::Week,
        other => other,
    }
}

/// A length of time as TIMEX3 writes it.
fn period(count: i32, unit: Unit, and_a_half: bool) -> String {
    let count_of = |times: i32| match count {
        UNKNOWN => "X".to_owned(),
        count => count.saturating_mul(times).to_string(),
    };
    let half = |text: &str| if and_a_half { text.to_owned() } else { String::new() };
    match unit {
        Unit::Second => format!("PT{}S", count_of(1)),
        Unit::Minute => format!("PT{}M{}", count_of(1), half("30S")),
        Unit::Hour => format!("PT{}H{}", count_of(1), half("30M")),
        Unit::Day => format!("P{}D{}", count_of(1), half("T12H")),
        Unit::Week => format!("P{}W", count_of(1)),
        Unit::Weekend => format!("P{}D", count_of(2)),
        Unit::Month => format!("P{}M", count_of(1)),
        Unit::Quarter | Unit::Season => format!("P{}M", count_of(3)),
        Unit::Half => format!("P{}M", count_of(6)),
        Unit::Year => format!("P{}Y{}", count_of(1), half("6M")),
        Unit::Decade => format!("P{}E", count_of(1)),
        Unit::Century => format!("P{}C", count_of(1)),
        Unit::Millennium => format!("P{}L", count_of(1)),
    }
}

/// A unit's place as TIMEX3 writes it when nothing is known.
fn unknown(unit: Unit) -> String {
    match unit {
        Unit::Week => "XXXX-WXX".to_owned(),
        Unit::Weekend => "XXXX-WXX-WE".to_owned(),
        Unit::Month => "XXXX-XX".to_owned(),
        Unit::Quarter => "XXXX-QX".to_owned(),
        Unit::Half => "XXXX-HX".to_owned(),
        Unit::Season | Unit::Year => "XXXX".to_owned(),
        Unit::Decade => "XXX".to_owned(),
        Unit::Century | Unit::Millennium => "XX".to_owned(),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX".to_owned(),
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend => "day",
        Unit::Week => "week",
        Unit::Month | Unit::Season | Unit::Quarter | Unit::Half => "month",
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => "year",
    }
}

/// A day as a person reads it.
fn said(day: NaiveDate) -> String {
    When::day(day).human()
}
