//! Two ends in one expression: “10 to 12 March”, “2019–2021”, “the 2024–25 season”.

use super::{Case, Meaning, NO_DATE, Resolved, plain, said};
use crate::query::suggest::dates::calendar::Stretch;
use crate::query::suggest::dates::lexicon::Class;
use crate::query::suggest::dates::recurring::Recurring;
use chrono::NaiveDate;

impl Case<'_> {
    /// “10 to 12 March”, “2019–2021”, “the 2024–25 season”.
    pub(super) fn range(&self) -> Option<Resolved> {
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
