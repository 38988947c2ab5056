//! Which place of the calendar an expression names, and how it was found.
//!
//! What it does *not* do: it counts no “two days ago” ([`super::counted`]) and knows no ranges ([`super::range`]).

use super::units::unknown;
use super::{Case, NO_DATE, Tense, said};
use crate::query::suggest::dates::calendar::{Stretch, Unit};
use crate::query::suggest::dates::lexicon::Class;
use crate::query::suggest::dates::recurring::Recurring;
use chrono::{Datelike, NaiveDate};

pub(super) enum Place {
    /// The text says all of it.
    Known(Stretch, String),
    /// Worked out.
    Found(Stretch, String),
    /// Not known: its TIMEX3 value and why.
    Lost(String, String),
}

/// A place that nothing says how to find.
fn lost(timex: String) -> Place {
    Place::Lost(timex, NO_DATE.to_owned())
}

impl Case<'_> {
    pub(super) fn place(&self) -> Option<Place> {
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
    pub(super) fn year(&self) -> Option<Result<i32, Place>> {
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
    pub(super) fn recurring(&self) -> Option<Option<Recurring>> {
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
            Some(2) => self.anchors.sentence.map(Stretch::Day).or(document),
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
            && !matches!(self.tense, Tense::Future | Tense::Term)
        {
            stretch = stretch.moved(-1, Unit::Week)?;
        }
        let other = match self.get(Class::Anchor) {
            Some(1) => self.anchors.mention.is_some(),
            Some(2) => self.anchors.sentence.is_some(),
            _ => false,
        };
        let from = self.anchors.reference.filter(|_| !other);
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
}
