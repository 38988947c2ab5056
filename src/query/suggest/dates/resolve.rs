//! Makes a place in the calendar of what a rule found, counted from the document's date or from the date before.
//!
//! Promises: what cannot be known has no stretch, and says why. What it does *not* do: it looks at no text; what the
//! sentence says about past and future comes in as a [`Tense`].

mod clock;
mod counted;
mod place;
mod range;
mod units;

use super::calendar::{Stretch, Unit};
use super::lexicon::Class;
use super::pattern::{Found, Slots};
use super::rules::Verb;
use crate::base::when::When;
use chrono::NaiveDate;
use place::Place;
use units::period;

/// Where a sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// A term that is not yet up: “until Friday”.
    Term,
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
    /// The day that was named last in the same sentence: “on Monday at 8 p.m.”
    pub(super) sentence: Option<NaiveDate>,
}

impl Anchors {
    /// Nothing has been named yet.
    pub(super) fn of(reference: Option<NaiveDate>) -> Self {
        Self { reference, mention: None, quarter: None, sentence: None }
    }
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
}

/// A day as a person reads it.
fn said(day: NaiveDate) -> String {
    When::day(day).human()
}
