//! The counting itself: rows go through the filter, onto the axis, into series and cells.
//!
//! Everything is done in numbers and in passes over lists, so that the time grows with what is counted and with
//! nothing else. An item that is met twice in a cell is known by a stamp: the number of the cell in which it was met
//! last (`tally`).

use super::colours::colours;
use super::frequent::{Frequent, Visits};
use super::keys::{Item, Keys};
use super::outside::{Limits, edges};
use super::tally::{Seen, Sum, Sums, Tally, Thrown};
use super::{Activity, Axis, Cell, MAX_SERIES, Outside, Series, SeriesKey, Spot, TooManyBins, denominator, words};
use crate::model::{ChartSpec, Code, Colour, DateRule, Pattern, SplitBy, Status, Unit};
use crate::query::facts::packed::small;
use crate::query::facts::{FactSieve, Facts, Row};
use crate::query::words::{filter_in_words, statuses};
use chrono::NaiveDate;
use std::fmt;
use std::sync::Arc;

/// Counts what the chart asks for.
pub(super) fn activity(facts: &Facts, spec: &ChartSpec) -> Result<Activity, TooManyBins> {
    let placed = Placed::of(facts, spec, &[&FactSieve::new(facts, &spec.filter)]);
    // What goes on has a place on the axis even where nothing is counted.
    let beside = || facts.known_days(placed.bands.iter().chain(&placed.annotations));
    let axis = Axis::new(spec, placed.days.or_else(beside))?;
    let keys = Keys::new(facts, spec.split, spec.unit);
    let counter = Counter { facts, spec, axis: &axis, keys: &keys };
    let visits = Visits::of(facts, &keys, placed.shown.iter().map(|(number, _)| *number));
    let slots = counter.slots(&visits);
    let (totals, total, mut series) = counter.cells(&placed.shown, &visits, &slots);
    words::tell_apart(series.iter_mut().map(|series| &mut series.name));
    let denominator = denominator::denominator(facts, &axis);
    let outside = Outside::of(facts, spec.unit, &placed, |_| true);
    let filter = filter_in_words(&facts.project, &spec.filter).join(", ");
    let (shown_marks, shown_documents) = behind(facts, placed.shown.iter().map(|(number, _)| *number));
    let pieces: usize = series.iter().flat_map(|series| &series.cells).map(|cell| cell.count).sum();
    let wholes: usize = totals.iter().map(|cell| cell.count).sum();
    Ok(Activity {
        spec: spec.clone(),
        title: words::title(spec, &filter),
        heading: words::heading(spec),
        rule: words::rule_in_words(spec.rule, spec.by),
        filter,
        badge: words::badge(shown_marks, placed.shown.len()),
        multiple: pieces > wholes,
        remarks: edges(spec, &axis.bins, &outside),
        outside,
        total,
        caution: denominator::caution(&totals.iter().map(|cell| cell.amount).collect::<Vec<_>>(), &denominator),
        denominator,
        bins: axis.bins,
        series,
        totals,
        undated: facts.by_date(placed.undated),
        spanning: facts.by_date(placed.spanning),
        across: facts.by_date(placed.across),
        bands: facts.bands(placed.bands),
        annotations: facts.annotations(placed.annotations),
        set_aside: facts.by_date(placed.set_aside),
        unmarked: facts.by_date(placed.unmarked),
        shown_events: placed.shown.len(),
        shown_marks,
        shown_documents,
    })
}

/// The rows that the filter lets through, each in one place, by number.
#[derive(Default)]
pub(in crate::query) struct Placed {
    /// In a bin.
    pub shown: Vec<(u32, Spot)>,
    /// Of those, the ones that reach over several.
    pub across: Vec<u32>,
    pub undated: Vec<u32>,
    pub spanning: Vec<u32>,
    /// Those that begin before the period and count where they begin.
    pub earlier: Vec<u32>,
    pub bands: Vec<u32>,
    pub annotations: Vec<u32>,
    pub set_aside: Vec<u32>,
    pub unmarked: Vec<u32>,
    /// From the first day shown to the last.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

impl Placed {
    /// Of what all these filters let through.
    pub fn of(facts: &Facts, spec: &ChartSpec, sieves: &[&FactSieve<'_>]) -> Self {
        let mut placed = Self::default();
        let limits = Limits::of(sieves.iter().map(|sieve| sieve.filter()));
        for (number, row) in facts.rows.iter().enumerate() {
            if sieves.iter().all(|sieve| sieve.passes(number, row)) {
                placed.put(facts, (spec, limits), number, row);
            }
        }
        placed
    }

    fn put(&mut self, facts: &Facts, (spec, limits): (&ChartSpec, Limits), at: usize, row: &Row) {
        let number = small(at);
        let is_marked = !facts.marks_of.of(at).is_empty();
        if row.proven && !is_marked {
            return self.set_aside.push(number);
        }
        let spot = Spot::of(row, spec, limits);
        let Some((first, last)) = spot.days() else {
            return match spot {
                Spot::Undated => self.undated.push(number),
                Spot::Spanning => self.spanning.push(number),
                Spot::Earlier => self.earlier.push(number),
                Spot::Annotation => self.annotations.push(number),
                _ => self.bands.push(number),
            };
        };
        if spec.unit != Unit::Events && !is_marked {
            return self.unmarked.push(number);
        }
        if spot.is_across(row, spec.by) {
            self.across.push(number);
        }
        self.shown.push((number, spot));
        let (from, to) = self.days.unwrap_or((first, last));
        self.days = Some((from.min(first), to.max(last)));
    }
}

/// The bins of an event with its share in each; with what lies beside the period that was asked for they add up to 1.
pub(in crate::query) fn shares(facts: &Facts, axis: &Axis, (number, spot): (u32, Spot), found: &mut Vec<(u32, f64)>) {
    found.clear();
    match spot {
        Spot::Across(day) => found.extend(axis.place(day).map(|place| (small(place), 1.0))),
        Spot::Days(first, last) => match (axis.place(first), axis.place(last)) {
            (Some(from), Some(to)) if from == to => found.push((small(from), 1.0)),
            _ => spread(facts, axis, (number, first, last), found),
        },
        Spot::Partly(first, last) => spread(facts, axis, (number, first, last), found),
        Spot::Undated | Spot::Spanning | Spot::Band | Spot::Annotation | Spot::Earlier => {}
    }
}

/// By days, of which those from the first to the last are drawn.
fn spread(
    facts: &Facts,
    axis: &Axis,
    (number, first, last): (u32, NaiveDate, NaiveDate),
    found: &mut Vec<(u32, f64)>,
) {
    let mut all = 0.0;
    for stretch in apart(facts, number) {
        all += days_in(stretch);
        let (from, to) = (stretch.0.max(first), stretch.1.min(last));
        for (place, days) in axis.days(from, to).filter(|_| from <= to) {
            match found.last_mut().filter(|(bin, _)| *bin == small(place)) {
                Some((_, share)) => *share += f64::from(days),
                None => found.push((small(place), f64::from(days))),
            }
        }
    }
    found.iter_mut().for_each(|(_, share)| *share /= all);
}

/// The stretches on which a row can have been, in order and without a day in common: a day that a set names twice is one
/// day.
pub(super) fn apart(facts: &Facts, number: u32) -> Vec<(NaiveDate, NaiveDate)> {
    let Some(row) = facts.rows.get(number as usize) else { return Vec::new() };
    let mut stretches = facts.stretches_of(number, row);
    stretches.sort_unstable();
    let mut until: Option<NaiveDate> = None;
    for (first, last) in &mut stretches {
        *first = until.and_then(|day| day.succ_opt()).map_or(*first, |next| next.max(*first));
        until = until.max(Some(*last));
    }
    stretches.retain(|(first, last)| first <= last);
    stretches
}

/// How many days a stretch has, both ends included.
pub(super) fn days_in((first, last): (NaiveDate, NaiveDate)) -> f64 {
    (last.signed_duration_since(first).num_days() + 1) as f64
}

/// The series that are shown.
struct Slots {
    /// What each stands for.
    keys: Vec<SeriesKey>,
    /// The colour of each.
    colours: Vec<Colour>,
    /// The slot of each key of the split; that of the rare ones where it is not among the frequent.
    of: Vec<u32>,
    /// How many rare ones there are.
    rest: usize,
}

struct Counter<'a> {
    facts: &'a Facts,
    spec: &'a ChartSpec,
    axis: &'a Axis,
    keys: &'a Keys<'a>,
}

impl Counter<'_> {
    /// The greatest [`MAX_SERIES`] keys, in the order of the codebook, or of their size.
    fn slots(&self, visits: &Visits) -> Slots {
        let Frequent { keys: found, rest, sizes } =
            Frequent::of(self.keys, visits, self.spec.unit, MAX_SERIES).arranged(self.keys);
        let mut of = vec![small(found.len()); sizes.len()];
        for (slot, key) in found.iter().enumerate() {
            if let Some(of) = of.get_mut(*key as usize) {
                *of = small(slot);
            }
        }
        let mut keys: Vec<SeriesKey> = found.iter().map(|key| self.keys.key(*key)).collect();
        keys.extend((rest > 0).then_some(SeriesKey::Other));
        Slots { colours: colours(self.keys, &found), keys, of, rest }
    }

    /// The totals, the items in all of them, and the series.
    fn cells(&self, shown: &[(u32, Spot)], visits: &Visits, slots: &Slots) -> (Vec<Cell>, usize, Vec<Series>) {
        let bins = self.axis.bins.len();
        // Each series once as it is, and once hatched; then the totals.
        let totals_at = slots.keys.len() * 2;
        let is_whole = self.is_whole(shown);
        let is_spread = self.spec.rule == DateRule::Proportional;
        // Behind its bins each has a cell for the items in all of them.
        let first = |slot: usize| small(slot * (bins + 1));
        let of_all = small(bins);
        let count = (totals_at + 1) * (bins + 1);
        let mut sums = Sums::new(self.facts, self.spec.unit, is_spread, count);
        let mut events = Thrown::new(visits.len() * 2);
        let (mut shares_of, mut met) = (Vec::new(), Vec::new());
        for (at, (number, spot)) in shown.iter().enumerate() {
            let Some(row) = self.facts.rows.get(*number as usize) else { continue };
            shares(self.facts, self.axis, (*number, *spot), &mut shares_of);
            if shares_of.is_empty() {
                continue;
            }
            let mut put = |first: u32, item: Item| {
                sums.put(first + of_all, item, 1.0);
                shares_of.iter().for_each(|(bin, share)| sums.put(first + bin, item, *share));
            };
            let mut stand = |first: u32| shares_of.iter().for_each(|(bin, _)| events.put(first + bin, *number));
            self.keys.items(*number as usize, &mut |item| put(first(totals_at), item));
            stand(first(totals_at));
            if is_whole {
                continue;
            }
            let hatched = usize::from(row.status != Status::Happened);
            met.clear();
            for of_key in visits.of_row(at).chunk_by(|a, b| a.0 == b.0) {
                let slot = of_key.first().and_then(|(key, _)| slots.of.get(*key as usize)).copied().unwrap_or(0);
                let is_met = met.contains(&slot);
                // The rare keys of an event bring the same items into one series.
                if is_met && !self.keys.is_by_document() {
                    continue;
                }
                let first = first(slot as usize * 2 + hatched);
                of_key.iter().for_each(|(_, item)| put(first, *item));
                if !is_met {
                    met.push(slot);
                    stand(first);
                }
            }
        }
        let (sums, events) = (sums.settled(), events.sorted(count));
        let settled = |slot: usize| self.settled(&sums, &events, first(slot) as usize);
        let (cells, total) = settled(totals_at);
        if is_whole {
            let whole = self.one_series(slots, 0, false, (cells.clone(), total));
            return (cells, total, whole.into_iter().collect());
        }
        let series = (0..totals_at).filter_map(|slot| {
            let found = settled(slot);
            (found.1 > 0).then(|| self.one_series(slots, slot / 2, slot % 2 == 1, found))?
        });
        (cells, total, series.collect())
    }

    /// Whether there is one series, which is the totals.
    fn is_whole(&self, shown: &[(u32, Spot)]) -> bool {
        let happened = |(number, _): &(u32, Spot)| {
            self.facts.rows.get(*number as usize).is_some_and(|row| row.status == Status::Happened)
        };
        self.spec.split.is_none() && shown.iter().all(happened)
    }

    /// The cells of a series that begins somewhere, and how many different items are in all of them.
    fn settled(&self, sums: &[Sum], events: &Tally<u32>, first: usize) -> (Vec<Cell>, usize) {
        let bins = self.axis.bins.len();
        let sum = |at: usize| sums.get(at).copied().unwrap_or_default();
        let event = |row: &u32| self.facts.ids.get(*row as usize).copied();
        let cell = |at: usize| Cell {
            count: sum(at).count as usize,
            amount: sum(at).amount,
            events: events.cell(at).iter().filter_map(event).collect(),
        };
        ((first..first + bins).map(cell).collect(), sum(first + bins).count as usize)
    }

    fn one_series(&self, slots: &Slots, slot: usize, is_hatched: bool, cells: (Vec<Cell>, usize)) -> Option<Series> {
        let key = slots.keys.get(slot)?;
        let hatched = is_hatched && !matches!(key, SeriesKey::Status(Status::Happened));
        let code = match key {
            SeriesKey::Code(id) => self.facts.project.codes().get(*id),
            _ => None,
        };
        let (cells, total) = cells;
        let mut name = self.keys.name(key);
        if *key == SeriesKey::Other {
            name = format!("{} others", slots.rest);
        }
        if hatched && self.spec.split != Some(SplitBy::Status) {
            name = format!("{name} ({})", self.other_statuses());
        }
        Some(Series {
            name,
            hatched,
            colour: slots.colours.get(slot).copied().unwrap_or_default(),
            pattern: pattern(key, code),
            cells,
            total,
            key: key.clone(),
        })
    }

    /// What is hatched: the one other status that is asked for, or all of them.
    fn other_statuses(&self) -> String {
        let others: std::collections::BTreeSet<Status> =
            self.spec.filter.statuses.iter().copied().filter(|status| *status != Status::Happened).collect();
        match others.len() {
            1 | 2 => statuses(&others),
            _ => "other status".to_owned(),
        }
    }
}

/// The pattern of a code. What is grey because it is no key, or many, looks unlike a code that somebody gave grey.
fn pattern(key: &SeriesKey, code: Option<&Arc<Code>>) -> Pattern {
    match key {
        SeriesKey::Other => Pattern::Dots,
        SeriesKey::None => Pattern::Double,
        _ => code.map(|code| code.pattern).unwrap_or_default(),
    }
}

/// The distinct marks and documents behind what is shown.
pub(in crate::query) fn behind(facts: &Facts, shown: impl Iterator<Item = u32>) -> (usize, usize) {
    let (mut marks, mut documents) = (Seen::new(facts.marks.values().len()), Seen::new(facts.papers.len()));
    marks.begin();
    documents.begin();
    let mut counts = (0, 0);
    for number in shown {
        let (alone, shared) = facts.marks_by_company(number as usize);
        counts.0 += alone as usize + shared.iter().filter(|mark| marks.is_new(**mark)).count();
        let of_row = facts.marks_of.of(number as usize);
        counts.1 += of_row.iter().filter(|(_, document)| documents.is_new(*document)).count();
    }
    counts
}

/// A noun with a capital letter.
pub(in crate::query) fn capitalised(noun: impl fmt::Display) -> String {
    let noun = noun.to_string();
    let mut letters = noun.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
