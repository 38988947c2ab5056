//! Where an event belongs on a time axis, and what is shown beside the bars: what goes on, and what sums up.

use super::outside::Limits;
use crate::model::{ChartSpec, DateRule, EventId, Status, Step};
use crate::query::calendar::number_of;
use crate::query::facts::{Dated, Facts, Row};
use chrono::NaiveDate;

/// Something that goes on: an ongoing event, a state of affairs, or a date that is open on one side. Never a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The event.
    pub event: EventId,
    /// Its title.
    pub label: String,
    /// Its status.
    pub status: Status,
    /// Its first day; `None`: open or not known.
    pub from: Option<NaiveDate>,
    /// Its last day; `None`: open or not known.
    pub to: Option<NaiveDate>,
}

/// A sum over many events, as a source gives it. Never a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The event.
    pub event: EventId,
    /// Its title.
    pub label: String,
    /// The first day that it is about; `None`: open or not known.
    pub from: Option<NaiveDate>,
    /// The last day that it is about; `None`: open or not known.
    pub to: Option<NaiveDate>,
}

/// Where an event belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Spot {
    Undated,
    Spanning,
    Band,
    Annotation,
    /// It begins before the period that was asked for, and counts where it begins.
    Earlier,
    /// In the bins of the days from the first to the last, both inclusive.
    Days(NaiveDate, NaiveDate),
    /// The same, where more of its days lie beside the period that was asked for.
    Partly(NaiveDate, NaiveDate),
    /// In the bin of this day, although it may have been in a later one.
    Across(NaiveDate),
}

impl Spot {
    /// By status and date, under the rule of a chart and within what it was asked about. Where the rule is strict, an
    /// event whose date is wider than the part of a bin that the period covers counts in that bin all the same: the
    /// filter let it through, and it certainly lies in no other.
    pub fn of(row: &Row, spec: &ChartSpec, limits: Limits) -> Self {
        let (step, rule) = (spec.by, spec.rule);
        let bounds = match row.dated {
            Dated::Not => return Self::Undated,
            Dated::Open if row.first.is_none() && row.last.is_none() => return Self::Undated,
            Dated::Open => None,
            Dated::Bounded => row.first.zip(row.last),
        };
        match (row.status, bounds) {
            (Status::Aggregate, _) => Self::Annotation,
            (Status::Ongoing | Status::State, _) | (_, None) => Self::Band,
            (_, Some((first, last))) => match (rule, number_of(step, first) == number_of(step, last)) {
                (DateRule::Proportional, _) => match limits.part((first, last)) {
                    Some((from, to)) if (from, to) != (first, last) => Self::Partly(from, to),
                    _ => Self::Days(first, last),
                },
                (DateRule::Start, _) if limits.begin_after(first) => Self::Earlier,
                (_, true) => Self::Days(first, last),
                (DateRule::Strict, false) => Self::Spanning,
                (DateRule::Start, false) => Self::Across(first),
            },
        }
    }

    /// Whether the date of a row that counts here reaches over several bins.
    pub fn is_across(self, row: &Row, step: Step) -> bool {
        let number = |day: Option<NaiveDate>| day.map(|day| number_of(step, day));
        match self {
            Self::Across(_) => true,
            Self::Days(..) | Self::Partly(..) => number(row.first) != number(row.last),
            Self::Undated | Self::Spanning | Self::Band | Self::Annotation | Self::Earlier => false,
        }
    }

    /// The days that an axis has to have for it.
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Days(first, last) | Self::Partly(first, last) => Some((first, last)),
            Self::Across(day) => Some((day, day)),
            Self::Undated | Self::Spanning | Self::Band | Self::Annotation | Self::Earlier => None,
        }
    }
}

impl Facts {
    /// Rows as bands, by date.
    pub(in crate::query) fn bands(&self, rows: Vec<u32>) -> Vec<Band> {
        let band = |(id, row): (EventId, &Row)| Band {
            event: id,
            label: self.title(id),
            status: row.status,
            from: row.first,
            to: row.last,
        };
        self.sorted(rows).map(band).collect()
    }

    /// Rows as annotations, by date.
    pub(in crate::query) fn annotations(&self, rows: Vec<u32>) -> Vec<Annotation> {
        let annotation = |(id, row): (EventId, &Row)| Annotation {
            event: id,
            label: self.title(id),
            from: row.first,
            to: row.last,
        };
        self.sorted(rows).map(annotation).collect()
    }

    /// From the first known day of some rows to the last; `None`: no day of them is known.
    pub(in crate::query) fn known_days<'r>(
        &self,
        rows: impl Iterator<Item = &'r u32>,
    ) -> Option<(NaiveDate, NaiveDate)> {
        let days = rows.filter_map(|number| self.rows.get(*number as usize)).flat_map(|row| [row.first, row.last]);
        days.flatten().map(|day| (day, day)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    fn sorted(&self, mut rows: Vec<u32>) -> impl Iterator<Item = (EventId, &Row)> {
        rows.sort_unstable_by_key(|row| self.ranks.get(*row as usize));
        rows.into_iter().filter_map(|number| self.rows.get(number as usize)).map(|row| (row.id, row))
    }

    fn title(&self, id: EventId) -> String {
        self.event(id).map(|event| event.title.clone()).unwrap_or_default()
    }
}
