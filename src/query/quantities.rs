//! Figures that sources give: how many were arrested, how much was seized; each with its bound, unit, owner, period and
//! the sentence that says it.
//!
//! It promises that every figure of the events that a filter lets through is listed, or else in `left_out` because
//! only what [`super::scope`] leaves out says it; that figures are added up only where they count in one unit; and that
//! a sum or a ratio never stands without what speaks against it: bounds, periods, owners, sources.
//!
//! What it does *not* do: it turns no unit into another one and no currency into another one, and it does not decide
//! which of two figures for one thing is right.

mod bound;
mod ratio;
mod sums;

pub use bound::{Bounded, Direction};
pub use ratio::{NoRatio, Ratio, RatioOf, ratio};
pub use sums::Group;

use super::facts::{FactSieve, Facts};
use super::fold::fold;
use super::grid::{figure_spelt, unit_of};
use super::scope;
use super::words::filter_in_words;
use crate::base::number::spaced;
use crate::base::when::When;
use crate::model::{Bound, EventId, Figure, Filter, MarkId, Status};
use crate::project::Project;
use std::cmp::Reverse;
use std::fmt;

/// The figures of some events.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantities {
    /// Such as “Figures, any status”.
    pub title: String,
    /// The filter in words.
    pub filter: String,
    /// The figures, sorted.
    pub list: Vec<Quantity>,
    /// Those that count in one unit, the one with most figures first.
    pub groups: Vec<Group>,
    /// Figures that only a document set aside or a zone states, in the same order.
    pub left_out: Vec<Quantity>,
    /// How many events they are of.
    pub events: usize,
    /// How many of these have no date.
    pub undated: usize,
}

/// A figure, and where it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The event.
    pub event: EventId,
    /// Its place in the event's list, counted from 0.
    pub position: usize,
    /// The figure as it is stored.
    pub figure: Figure,
    /// All of it in words: “more than 200 cells, 2002/2025-03-10”.
    pub words: String,
    /// What it counts in: “EUR”, “arrests”; empty if nothing is said.
    pub unit: String,
    /// Whose it is; empty if that is not said.
    pub of: String,
    /// How lists name the event.
    pub title: String,
    /// When the event was.
    pub when: Option<When>,
    /// The status of the event.
    pub status: Status,
    /// Who says it; `None`: the analyst.
    pub source: Option<Said>,
}

/// Where a figure is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The mark.
    pub mark: MarkId,
    /// Who published it; empty if that is not known.
    pub outlet: String,
    /// When it was published.
    pub date: Option<When>,
    /// The words.
    pub quote: String,
}

/// What figures are sorted by. Ties are settled by date, event and place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityOrder {
    /// By unit, and the greatest first in each.
    #[default]
    Unit,
    /// The greatest first, whatever the unit.
    Value,
    /// By the date of the event; those without one last.
    When,
    /// By whose it is; those of nobody last.
    Of,
    /// By outlet and date of publication; those of the analyst last.
    Source,
    /// By the title of the event.
    Event,
}

impl QuantityOrder {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Unit, Self::Value, Self::When, Self::Of, Self::Source, Self::Event];
}

impl fmt::Display for QuantityOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unit => "unit",
            Self::Value => "value",
            Self::When => "when",
            Self::Of => "owner",
            Self::Source => "source",
            Self::Event => "event",
        })
    }
}

/// The figures of the events that a filter lets through. For several questions make [`Facts`] once.
#[must_use]
pub fn quantities(project: &Project, filter: &Filter, order: QuantityOrder) -> Quantities {
    Facts::of(project).quantities(filter, order)
}

impl Facts {
    /// The figures of the events that a filter lets through.
    #[must_use]
    pub fn quantities(&self, filter: &Filter, order: QuantityOrder) -> Quantities {
        let sieve = FactSieve::new(self, filter);
        let (mut list, mut left_out) = (Vec::new(), Vec::new());
        let (mut events, mut undated) = (0, 0);
        for number in &self.figured {
            let at = *number as usize;
            let Some(row) = self.rows.get(at).filter(|row| sieve.passes(at, row)) else { continue };
            let is_out = row.proven && self.marks_of.of(at).is_empty();
            let before = list.len();
            for quantity in of_event(&self.project, row.id) {
                let mark = quantity.source.as_ref().and_then(|said| self.project.marks().get(said.mark));
                let counts = mark.is_none_or(|mark| scope::mark_counts(&self.project, mark));
                if counts && !is_out { list.push(quantity) } else { left_out.push(quantity) }
            }
            let is_here = usize::from(list.len() > before);
            events += is_here;
            undated += if row.first.is_none() && row.last.is_none() { is_here } else { 0 };
        }
        sort(&mut list, order);
        sort(&mut left_out, order);
        let filter = filter_in_words(&self.project, filter).join(", ");
        let groups = sums::groups(&self.project, &list);
        Quantities { title: format!("Figures, {filter}"), filter, groups, list, left_out, events, undated }
    }
}

fn of_event(project: &Project, id: EventId) -> Vec<Quantity> {
    let Some(event) = project.events().get(id) else { return Vec::new() };
    let one = |(position, figure): (usize, &Figure)| Quantity {
        event: id,
        position,
        words: figure_spelt(project, figure, &spaced(&figure.value.normalize().to_string())),
        unit: unit_of(figure),
        of: figure.of.map(|of| project.label(of.into()).to_owned()).unwrap_or_default(),
        title: event.title.clone(),
        when: event.when().cloned(),
        status: event.status,
        source: figure.source.mark().and_then(|mark| said(project, mark)),
        figure: figure.clone(),
    };
    event.figures.iter().enumerate().map(one).collect()
}

fn said(project: &Project, id: MarkId) -> Option<Said> {
    let mark = project.marks().get(id)?;
    let document = project.documents().get(mark.document)?;
    Some(Said {
        mark: id,
        outlet: if document.outlet.is_empty() { document.title.clone() } else { document.outlet.clone() },
        date: document.published.as_ref().map(|published| published.when.clone()),
        quote: mark.quote.clone(),
    })
}

/// What is not known comes last.
fn sort(list: &mut [Quantity], order: QuantityOrder) {
    list.sort_by_cached_key(|one| {
        let date = (one.when.is_none(), one.when.as_ref().and_then(When::earliest));
        (date, fold(&one.title), one.event, one.position)
    });
    let words = |words: &str| (words.is_empty(), fold(words));
    match order {
        QuantityOrder::When => {}
        QuantityOrder::Unit => list.sort_by_cached_key(|one| (words(&one.unit), Reverse(one.figure.value))),
        QuantityOrder::Value => list.sort_by_key(|one| Reverse(one.figure.value)),
        QuantityOrder::Of => list.sort_by_cached_key(|one| words(&one.of)),
        QuantityOrder::Source => list.sort_by_cached_key(|one| {
            let said = one.source.as_ref();
            let date = said.and_then(|said| said.date.as_ref()).and_then(When::earliest);
            (said.is_none(), said.map(|said| fold(&said.outlet)), date)
        }),
        QuantityOrder::Event => list.sort_by_cached_key(|one| fold(&one.title)),
    }
}

impl Quantity {
    /// What it is called in the shell: its event, and its place there, counted from 1.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}.{}", self.event, self.position + 1)
    }

    /// How exactly it is meant, in a word or two.
    #[must_use]
    pub fn bound(&self) -> &'static str {
        match self.figure.bound {
            Bound::Exactly => "exactly",
            Bound::MoreThan => "more than",
            Bound::LessThan => "less than",
            Bound::About => "about",
            Bound::Only => "only",
        }
    }

    /// The figure as a quote with its source: “over 200 cells” — Harbour Post, 10 March 2025.
    #[must_use]
    pub fn as_quote(&self) -> String {
        match &self.source {
            Some(said) => format!("“{}” — {}", said.quote, said.words()),
            None => format!("{} — the analyst, {}", self.words, self.title),
        }
    }
}

impl Said {
    /// Outlet and date: “Harbour Post, 10 March 2025”.
    #[must_use]
    pub fn words(&self) -> String {
        let date = self.date.as_ref().map(|date| format!(", {}", date.human())).unwrap_or_default();
        format!("{}{date}", self.outlet)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
