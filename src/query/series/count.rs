//! The counting itself: rows go through the filter, onto the axis, into series and cells.
//!
//! Everything is done in numbers and in passes over lists, so that the time grows with what is counted and with
//! nothing else. An item that is met twice in a cell is known by a stamp: the number of the cell in which it was met
//! last.

use super::keys::Keys;
use super::{Activity, Axis, Cell, MAX_SERIES, Series, SeriesKey, Spot, TooManyBins, denominator, words};
use crate::model::{ChartSpec, Colour, DateRule, SplitBy, Status, Unit};
use crate::query::facts::packed::small;
use crate::query::facts::{FactSieve, Facts, Row};
use crate::query::words::{filter_in_words, statuses};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::fmt;

/// Counts what the chart asks for.
pub(super) fn activity(facts: &Facts, spec: &ChartSpec) -> Result<Activity, TooManyBins> {
    let placed = Placed::of(facts, spec, &[&FactSieve::new(facts, &spec.filter)]);
    let axis = Axis::new(spec, placed.days)?;
    let keys = Keys::new(facts, spec.split, spec.unit);
    let counter = Counter { facts, spec, axis: &axis, keys: &keys };
    let slots = counter.slots(&placed.shown);
    let (totals, total, series) = counter.cells(&placed.shown, &slots);
    let denominator = denominator::denominator(facts, &axis);
    let filter = filter_in_words(&facts.project, &spec.filter).join(", ");
    let (shown_marks, shown_documents) = behind(facts, &placed.shown);
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
        for (number, row) in facts.rows.iter().enumerate() {
            if sieves.iter().all(|sieve| sieve.passes(number, row)) {
                placed.put(facts, spec, number, row);
            }
        }
        placed
    }

    fn put(&mut self, facts: &Facts, spec: &ChartSpec, at: usize, row: &Row) {
        let number = small(at);
        let is_marked = !facts.marks_of.of(at).is_empty();
        if row.proven && !is_marked {
            return self.set_aside.push(number);
        }
        let spot = Spot::of(row, spec.by, spec.rule);
        let Some((first, last)) = spot.days() else {
            return match spot {
                Spot::Undated => self.undated.push(number),
                Spot::Spanning => self.spanning.push(number),
                Spot::Annotation => self.annotations.push(number),
                _ => self.bands.push(number),
            };
        };
        if spec.unit != Unit::Events && !is_marked {
            return self.unmarked.push(number);
        }
        if spot.is_across(spec.by) {
            self.across.push(number);
        }
        self.shown.push((number, spot));
        let (from, to) = self.days.unwrap_or((first, last));
        self.days = Some((from.min(first), to.max(last)));
    }
}

/// The bins of an event with its share in each, which add up to 1.
pub(in crate::query) fn shares(facts: &Facts, axis: &Axis, (number, spot): (u32, Spot), found: &mut Vec<(u32, f64)>) {
    found.clear();
    match spot {
        Spot::Across(day) => found.extend(axis.place(day).map(|place| (small(place), 1.0))),
        Spot::Days(first, last) => match (axis.place(first), axis.place(last)) {
            (Some(from), Some(to)) if from == to => found.push((small(from), 1.0)),
            _ => spread(facts, axis, number, found),
        },
        Spot::Undated | Spot::Spanning | Spot::Band | Spot::Annotation => {}
    }
}

/// By days; a day that a set names twice is one day.
fn spread(facts: &Facts, axis: &Axis, number: u32, found: &mut Vec<(u32, f64)>) {
    let Some(row) = facts.rows.get(number as usize) else { return };
    let mut stretches = facts.stretches_of(number, row);
    stretches.sort_unstable();
    let mut all = 0.0;
    let mut until: Option<NaiveDate> = None;
    for (first, last) in stretches {
        let from = until.and_then(|day| day.succ_opt()).map_or(first, |next| next.max(first));
        for (place, days) in axis.days(from, last).filter(|_| from <= last) {
            all += f64::from(days);
            match found.last_mut().filter(|(bin, _)| *bin == small(place)) {
                Some((_, share)) => *share += f64::from(days),
                None => found.push((small(place), f64::from(days))),
            }
        }
        until = until.max(Some(last));
    }
    found.iter_mut().for_each(|(_, share)| *share /= all);
}

/// Which items were met, and in which cell last.
struct Seen {
    stamps: Vec<u32>,
    largest: Vec<f64>,
    stamp: u32,
}

impl Seen {
    fn new(items: usize) -> Self {
        Self { stamps: vec![0; items], largest: Vec::new(), stamp: 0 }
    }

    fn begin(&mut self) {
        self.stamp += 1;
    }

    /// Whether the item is met for the first time since the beginning.
    fn is_new(&mut self, item: u32) -> bool {
        let Some(stamp) = self.stamps.get_mut(item as usize) else { return false };
        std::mem::replace(stamp, self.stamp) != self.stamp
    }

    /// How much a share of an item adds to the largest one that was met since the beginning.
    fn adds(&mut self, item: u32, is_new: bool, share: f64) -> f64 {
        if self.largest.is_empty() {
            self.largest = vec![0.0; self.stamps.len()];
        }
        let Some(largest) = self.largest.get_mut(item as usize) else { return 0.0 };
        let before = if is_new { 0.0 } else { *largest };
        *largest = share.max(before);
        *largest - before
    }
}

/// An item in a cell, of an event, with its share.
#[derive(Clone, Copy)]
struct Entry {
    item: u32,
    row: u32,
    share: f64,
}

/// The entries of one series, by bin.
type Bins = Vec<Vec<Entry>>;

/// The series that are shown.
struct Slots {
    /// What each stands for.
    keys: Vec<SeriesKey>,
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
    fn slots(&self, shown: &[(u32, Spot)]) -> Slots {
        let sizes = self.sizes(shown);
        let mut found: Vec<u32> = (0..small(sizes.len())).filter(|key| size(&sizes, *key) > 0).collect();
        found.sort_unstable_by_key(|key| Reverse(size(&sizes, *key)));
        let mut rest = 0;
        if found.len() > MAX_SERIES {
            // Only those that stand at the border have to be told apart by name.
            let border = found.get(MAX_SERIES - 2).map_or(0, |key| size(&sizes, *key));
            let clear = found.iter().take_while(|key| size(&sizes, **key) > border).count();
            let tied = found.iter().skip(clear).take_while(|key| size(&sizes, **key) == border).count();
            if let Some(tied) = found.get_mut(clear..clear + tied) {
                self.sort_ties(tied, MAX_SERIES - 1 - clear);
            }
            rest = found.len() - (MAX_SERIES - 1);
            found.truncate(MAX_SERIES - 1);
        }
        found.sort_by_cached_key(|key| (Reverse(size(&sizes, *key)), self.keys.tie(*key)));
        let order = self.keys.order();
        let place = |key: &SeriesKey| order.get(key).copied().unwrap_or(usize::MAX);
        if !order.is_empty() {
            found.sort_by_cached_key(|key| place(&self.keys.key(*key)));
        }
        found.sort_by_key(|key| self.keys.key(*key) == SeriesKey::None);
        let mut of = vec![small(found.len()); sizes.len()];
        for (slot, key) in found.iter().enumerate() {
            if let Some(of) = of.get_mut(*key as usize) {
                *of = small(slot);
            }
        }
        let mut keys: Vec<SeriesKey> = found.iter().map(|key| self.keys.key(*key)).collect();
        keys.extend((rest > 0).then_some(SeriesKey::Other));
        Slots { keys, of, rest }
    }

    /// Puts those first that come first by name. A hundred thousand pairs that were met once each are not worth their
    /// names: beyond a thousand, the order in which they were met decides.
    fn sort_ties(&self, tied: &mut [u32], wanted: usize) {
        const WORTH_NAMES: usize = 1_000;
        if tied.len() > WORTH_NAMES {
            tied.sort_unstable();
        } else if tied.len() > wanted {
            tied.sort_by_cached_key(|key| self.keys.tie(*key));
        }
    }

    /// How many different items each key has.
    fn sizes(&self, shown: &[(u32, Spot)]) -> Vec<u32> {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut starts = vec![0_u32; self.keys.count() + 2];
        for (number, row) in self.rows(shown) {
            self.keys.visit(number as usize, row, &mut |key, item| {
                pairs.push((key, item));
                if let Some(start) = starts.get_mut(key as usize + 1) {
                    *start += 1;
                }
            });
        }
        if self.spec.unit == Unit::Events {
            // An event stands in a series once.
            starts.remove(0);
            return starts;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut items = vec![0; pairs.len()];
        let mut next = starts.clone();
        for (key, item) in pairs {
            let Some(at) = next.get_mut(key as usize) else { continue };
            if let Some(place) = items.get_mut(*at as usize) {
                *place = item;
            }
            *at += 1;
        }
        let mut seen = Seen::new(self.keys.item_count());
        let distinct = |range: &[u32]| {
            seen.begin();
            let items = items.get(first_of(range)..last_of(range)).unwrap_or_default();
            small(items.iter().filter(|item| seen.is_new(**item)).count())
        };
        starts.windows(2).map(distinct).collect()
    }

    fn rows<'s>(&'s self, shown: &'s [(u32, Spot)]) -> impl Iterator<Item = (u32, &'s Row)> {
        shown.iter().filter_map(|(number, _)| Some((*number, self.facts.rows.get(*number as usize)?)))
    }

    /// The totals, the items in all of them, and the series.
    fn cells(&self, shown: &[(u32, Spot)], slots: &Slots) -> (Vec<Cell>, usize, Vec<Series>) {
        let empty = || vec![Vec::new(); self.axis.bins.len()];
        let mut totals: Bins = empty();
        // Each series once as it is, and once hatched.
        let mut series: Vec<Bins> = (0..slots.keys.len() * 2).map(|_| empty()).collect();
        let mut shares_of = Vec::new();
        for (number, spot) in shown {
            let Some(row) = self.facts.rows.get(*number as usize) else { continue };
            shares(self.facts, self.axis, (*number, *spot), &mut shares_of);
            let hatched = u32::from(row.status != Status::Happened);
            for (bin, share) in &shares_of {
                let entry = |item| Entry { item, row: *number, share: *share };
                let put = |bins: &mut Bins, item| {
                    if let Some(bin) = bins.get_mut(*bin as usize) {
                        bin.push(entry(item));
                    }
                };
                self.keys.items(*number as usize, &mut |item| put(&mut totals, item));
                self.keys.visit(*number as usize, row, &mut |key, item| {
                    let slot = slots.of.get(key as usize).copied().unwrap_or(0);
                    if let Some(bins) = series.get_mut((slot * 2 + hatched) as usize) {
                        put(bins, item);
                    }
                });
            }
        }
        let mut seen = Seen::new(self.keys.item_count());
        let (cells, total) = self.settled(&totals, &mut seen);
        let named = series.iter().enumerate().filter(|(_, bins)| bins.iter().any(|bin| !bin.is_empty()));
        let series = named
            .filter_map(|(slot, bins)| {
                let (cells, total) = self.settled(bins, &mut seen);
                let key = slots.keys.get(slot / 2)?;
                Some(self.one_series(slots, key, slot % 2 == 1, (cells, total)))
            })
            .collect();
        (cells, total, series)
    }

    /// The cells of a series, and how many different items are in all of them.
    fn settled(&self, bins: &Bins, seen: &mut Seen) -> (Vec<Cell>, usize) {
        let is_spread = self.spec.rule == DateRule::Proportional;
        let mut cells = Vec::with_capacity(bins.len());
        for bin in bins {
            seen.begin();
            let mut cell = Cell::default();
            let mut last = None;
            for entry in bin {
                let is_new = seen.is_new(entry.item);
                cell.count += usize::from(is_new);
                if is_spread {
                    cell.amount += seen.adds(entry.item, is_new, entry.share);
                }
                if last != Some(entry.row) {
                    cell.events.extend(self.facts.rows.get(entry.row as usize).map(|row| row.id));
                    last = Some(entry.row);
                }
            }
            if !is_spread {
                cell.amount = cell.count as f64;
            }
            cells.push(cell);
        }
        seen.begin();
        let total = bins.iter().flatten().filter(|entry| seen.is_new(entry.item)).count();
        (cells, total)
    }

    fn one_series(&self, slots: &Slots, key: &SeriesKey, is_hatched: bool, cells: (Vec<Cell>, usize)) -> Series {
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
        Series {
            name,
            hatched,
            // The default grey means that nobody chose a colour.
            colour: code.map(|code| code.colour).filter(|colour| *colour != Colour::default()),
            pattern: code.map(|code| code.pattern).unwrap_or_default(),
            cells,
            total,
            key: key.clone(),
        }
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

/// The distinct marks and documents behind what is shown.
fn behind(facts: &Facts, shown: &[(u32, Spot)]) -> (usize, usize) {
    let (mut marks, mut documents) = (Seen::new(facts.marks.values().len()), Seen::new(facts.papers.len()));
    marks.begin();
    documents.begin();
    let mut counts = (0, 0);
    for (mark, document) in shown.iter().flat_map(|(number, _)| facts.marks_of.of(*number as usize)) {
        counts.0 += usize::from(marks.is_new(*mark));
        counts.1 += usize::from(documents.is_new(*document));
    }
    counts
}

fn size(sizes: &[u32], key: u32) -> u32 {
    sizes.get(key as usize).copied().unwrap_or(0)
}

fn first_of(range: &[u32]) -> usize {
    range.first().map_or(0, |first| *first as usize)
}

fn last_of(range: &[u32]) -> usize {
    range.last().map_or(0, |last| *last as usize)
}

/// A noun with a capital letter.
pub(super) fn capitalised(noun: impl fmt::Display) -> String {
    let noun = noun.to_string();
    let mut letters = noun.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
