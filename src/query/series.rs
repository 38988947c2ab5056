//! Activity over time: how many events, marks, documents or origins fall into each bin of an axis, and which.
//!
//! It promises that every number keeps the events it was counted from, that a bin's total counts each item once even
//! where the split shows it in several series, and that nothing vanishes: an event that the filter lets through is in
//! at least one bin, or else in exactly one of
//!
//! * `undated`: it has no date, or one that is open on both sides;
//! * `spanning`: its date does not certainly fall into one bin, and the rule is strict;
//! * `outside.earlier`: it begins before the period that was asked for, and dates count where they start;
//! * `bands`: it is ongoing or a state, or its date is open on one side;
//! * `annotations`: it is a sum over many events (“over 200 since 2002”);
//! * `set_aside`: all that reports it is left out by [`super::scope`];
//! * `unmarked`: marks, documents or origins are counted and it has none.
//!
//! With [`crate::model::DateRule::Proportional`] an event is spread over the days on which it can have been, and each bin gets its
//! share of them; the share of the days beside a period that was asked for is in no bin and stands in `outside`. An item that several events bring into one bin (a mark of two events) counts there with the largest
//! of their shares.
//!
//! What it does *not* do: weigh events ([`super::trend`] does), or draw.

mod axis;
mod bands;
mod colours;
mod count;
pub(in crate::query) mod denominator;
mod frequent;
pub(in crate::query) mod keys;
mod outside;
mod tally;
mod words;

pub use axis::TooManyBins;
pub use bands::{Annotation, Band};
pub use denominator::Denominator;
pub use outside::{Outside, is_partial};
pub use words::{of_rule, rule_in_words};

pub(in crate::query) use axis::Axis;
pub(in crate::query) use bands::Spot;
pub(in crate::query) use count::{Placed, behind, capitalised, shares};
pub(in crate::query) use frequent::{Frequent, Visits};
pub(in crate::query) use keys::{Item, Keys};
pub(in crate::query) use outside::{edges, partial_in_words};
pub(in crate::query) use tally::Sums;
pub(in crate::query) use words::{badge, tell_apart};

use super::calendar::Bin;
use super::facts::Facts;
use crate::model::{ChartSpec, Class, CodeId, Colour, EntityId, EventId, Pattern, Status};
use crate::project::Project;

/// More bars than anybody can tell apart.
pub const MAX_BINS: usize = 2_000;

/// More series than anybody can tell apart; what is rarer goes into one called “others”. Where several statuses are
/// shown, each of them may stand twice, once hatched.
pub const MAX_SERIES: usize = 12;

/// A chart's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// What was asked.
    pub spec: ChartSpec,
    /// Such as “Events per month by type, happened, between France and Morocco; strict dates”: unit, split, filter and
    /// rule.
    pub title: String,
    /// As the title, for where there is little room: without rule and filter, but for the statuses.
    pub heading: String,
    /// How imprecise dates are treated, in a sentence without a stop.
    pub rule: String,
    /// The filter in words: “happened, between France and Morocco”.
    pub filter: String,
    /// Such as “412 marks = 96 events”: what is shown, in both units.
    pub badge: String,
    /// The axis without a gap, the empty bins included; from where a period in the filter begins to where it ends.
    pub bins: Vec<Bin>,
    /// What a bar is cut into, in the order of the legend; just one if there is no split, none if nothing is shown.
    pub series: Vec<Series>,
    /// For each bin, each item once.
    pub totals: Vec<Cell>,
    /// Items shown, each once: a document that reports events of two months is one.
    pub total: usize,
    /// Events without a date, in order of their title.
    pub undated: Vec<EventId>,
    /// Events with a date that does not certainly fall into one bin and that are not counted for that, earliest first.
    pub spanning: Vec<EventId>,
    /// Events that are counted although their date reaches over several bins, earliest first; none if the rule is
    /// strict.
    pub across: Vec<EventId>,
    /// What lies beside the period that was asked for.
    pub outside: Outside,
    /// What the edges of the period do to the numbers, in sentences without a stop.
    pub remarks: Vec<String>,
    /// What goes on, or is open on one side, earliest first.
    pub bands: Vec<Band>,
    /// Sums over many events, earliest first.
    pub annotations: Vec<Annotation>,
    /// Events that only left-out documents or zones report, earliest first.
    pub set_aside: Vec<EventId>,
    /// Events in a bin that add nothing, because marks or documents are counted and they have none; earliest first.
    pub unmarked: Vec<EventId>,
    /// Distinct events shown.
    pub shown_events: usize,
    /// Distinct marks behind them.
    pub shown_marks: usize,
    /// Distinct documents behind them.
    pub shown_documents: usize,
    /// Whether some item stands in several series, so that the pieces of a bar add up to more than its total.
    pub multiple: bool,
    /// The documents of the project by their date of publication.
    pub denominator: Denominator,
    /// If the corpus itself grew or shrank with the figures: what that may mean, in a sentence without a stop.
    pub caution: Option<String>,
}

/// One part of each bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it stands for.
    pub key: SeriesKey,
    /// How a legend names it.
    pub name: String,
    /// Whether it is of events that did not simply happen (planned, alleged, denied …), and is drawn so that one sees.
    pub hatched: bool,
    /// Its colour: that of its code, or else one that is the same whatever the filter lets through, as far as there are
    /// colours for all. The two halves of one series have the same.
    pub colour: Colour,
    /// The code's pattern, or one that tells what has no key, and the rarer ones together, from a code that is grey.
    pub pattern: Pattern,
    /// One for each bin.
    pub cells: Vec<Cell>,
    /// Items in it, each once.
    pub total: usize,
}

/// What a series stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeriesKey {
    /// Everything: there is no split.
    All,
    /// An event type, area or role.
    Code(CodeId),
    /// A participant, an actor or a place.
    Entity(EntityId),
    /// Two actors, the one with the smaller id first.
    Pair(EntityId, EntityId),
    /// A class of event types.
    Class(Class),
    /// A place in words, folded.
    Words(String),
    /// An outlet.
    Outlet(String),
    /// A status.
    Status(Status),
    /// Somebody who makes records.
    Coder(String),
    /// Events without a type, area, participant, outlet …
    None,
    /// The rarer ones together.
    Other,
}

/// A number and the events behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// How many items stand in it, be it with a part: events, marks, documents or origins, as asked.
    pub count: usize,
    /// The number that is shown: their shares added up. As `count`, unless dates are spread.
    pub amount: f64,
    /// The events that they belong to, sorted by id.
    pub events: Vec<EventId>,
}

/// Counts what the chart asks for. For several questions about one state of a project make [`Facts`] once.
///
/// # Errors
/// If there would be more than [`MAX_BINS`] bins.
pub fn activity(project: &Project, spec: &ChartSpec) -> Result<Activity, TooManyBins> {
    Facts::of(project).activity(spec)
}

impl Facts {
    /// Counts what the chart asks for, in some milliseconds for 100,000 events.
    ///
    /// # Errors
    /// If there would be more than [`MAX_BINS`] bins.
    pub fn activity(&self, spec: &ChartSpec) -> Result<Activity, TooManyBins> {
        count::activity(self, spec)
    }
}

impl Activity {
    /// The highest number that the axis has to show, as the series are arranged; 100 for shares.
    #[must_use]
    pub fn highest(&self) -> f64 {
        use crate::model::Arranged;
        let cells = |bin: usize| self.series.iter().filter_map(move |series| series.cells.get(bin));
        let of_bin = |bin: usize| match self.spec.arranged {
            Arranged::Stacked => cells(bin).map(|cell| cell.amount).sum(),
            Arranged::Grouped => cells(bin).map(|cell| cell.amount).fold(0.0, f64::max),
            Arranged::Share => 100.0,
        };
        (0..self.bins.len()).map(of_bin).fold(0.0, f64::max)
    }
}

/// A number as people read it: whole, or with at most two decimals.
#[must_use]
pub fn amount_in_words(amount: f64) -> String {
    let rounded = (amount * 100.0).round() / 100.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small whole number")]
    if rounded.fract() == 0.0 && (0.0..1e15).contains(&rounded) {
        return crate::base::number::thousands(rounded as usize);
    }
    let written = format!("{rounded:.2}");
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number with what it is of: “1 event”, “2.5 events”.
#[must_use]
pub fn units_in_words(amount: f64, unit: crate::model::Unit) -> String {
    let (amount, nouns) = (amount_in_words(amount), unit.to_string());
    let noun = if amount == "1" { nouns.trim_end_matches('s') } else { nouns.as_str() };
    format!("{amount} {noun}")
}

#[cfg(test)]
mod tests;
