//! So many units before or after something: “two days ago”, “a year earlier”.

use super::units::{grain, unit_name, unknown};
use super::{Case, Meaning, NO_DATE, Resolved, plain, said};
use crate::query::suggest::dates::calendar::{Stretch, Unit, moved_day};
use crate::query::suggest::dates::lexicon::Class;
use crate::query::suggest::dates::number::UNKNOWN;

impl Case<'_> {
    /// “Two days ago”, “a year earlier”.
    pub(super) fn counted(&self) -> Option<Resolved> {
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
            // “Two and a half years ago” in March is another year than “two years ago”.
            Stretch::Day(day) if unit == Unit::Year && self.slots.has(Class::Half) => {
                let months = steps.checked_mul(12)?.checked_add(6 * sign)?;
                Stretch::around(moved_day(day, months, Unit::Month)?, grain)?
            }
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
            && !self.slots.has(Class::Half)
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
}
