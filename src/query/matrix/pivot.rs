//! Events crossed by two of their properties. As in a chart, everything is done in numbers and in passes over lists.

use super::store::{Counted, Store};
use super::{Head, Line, Matrix, NoMatrix, words};
use crate::base::number::counted;
use crate::model::{ChartSpec, Colour, DateRule, LineOrder, MarkId, MatrixSpec, Pattern, Side, Status, Unit};
use crate::query::facts::packed::small;
use crate::query::facts::{Dated, FactSieve, Facts};
use crate::query::fold::fold;
use crate::query::series::{
    Axis, Entry, Frequent, Item, Keys, Placed, Seen, SeriesKey, Spot, Tally, Thrown, Visits, behind, shares,
};
use crate::query::words::filter_in_words;
use std::cmp::Reverse;

/// Counts what the matrix asks for.
pub(super) fn matrix(
    facts: &Facts,
    spec: &ChartSpec,
    asked: MatrixSpec,
    (rows, columns): (Side, Side),
) -> Result<Matrix, NoMatrix> {
    let sieve = FactSieve::new(facts, &spec.filter);
    let of = asked.of;
    let mut without_date = Vec::new();
    let placed = if of.is_timed() {
        Placed::of(facts, spec, &[&sieve])
    } else {
        timeless(facts, spec, &sieve, &mut without_date)
    };
    let axis = if of.is_timed() { Some(Axis::new(spec, placed.days)?) } else { None };
    let lines = |side, order| Lines::of(facts, spec, (side, order, asked.most), axis.as_ref(), &placed.shown);
    let is_symmetric = rows == columns;
    let of_rows = lines(rows, asked.row_order);
    let of_columns = if is_symmetric { None } else { Some(lines(columns, asked.column_order)) };
    let crossing = Crossing {
        facts,
        spec,
        axis: axis.as_ref(),
        rows: &of_rows,
        columns: of_columns.as_ref().unwrap_or(&of_rows),
    };
    let (store, multiple) = crossing.store(&placed.shown);
    let of_columns = crossing.columns.lines.clone();
    let shown = || placed.shown.iter().map(|(number, _)| *number);
    let (shown_marks, shown_documents) = behind(facts, shown());
    let filter = filter_in_words(&facts.project, &spec.filter).join(", ");
    Ok(Matrix {
        title: words::title(spec, of, &filter),
        heading: words::heading(spec, of),
        unit: words::unit(spec, of),
        rule: words::rule(spec, of),
        filter,
        badge: format!("{} = {}", counted(shown_marks, "mark"), counted(placed.shown.len(), "event")),
        rows: of_rows.lines,
        columns: of_columns,
        is_symmetric,
        multiple,
        undated: facts.by_date(placed.undated),
        without_date: facts.by_date(without_date),
        spanning: facts.by_date(placed.spanning),
        across: facts.by_date(placed.across),
        bands: facts.bands(placed.bands),
        annotations: facts.annotations(placed.annotations),
        set_aside: facts.by_date(placed.set_aside),
        unmarked: facts.by_date(placed.unmarked),
        uncoded: Vec::new(),
        unplaced: Vec::new(),
        shown_events: placed.shown.len(),
        shown_marks,
        shown_documents,
        store,
        spec: spec.clone(),
        asked,
    })
}

/// Where time is on no side, an event needs no date; a sum over many events is none all the same.
fn timeless(facts: &Facts, spec: &ChartSpec, sieve: &FactSieve<'_>, without_date: &mut Vec<u32>) -> Placed {
    let mut placed = Placed::default();
    for (at, row) in facts.rows.iter().enumerate() {
        if !sieve.passes(at, row) {
            continue;
        }
        let number = small(at);
        let is_marked = !facts.marks_of.of(at).is_empty();
        if row.proven && !is_marked {
            placed.set_aside.push(number);
        } else if row.status == Status::Aggregate {
            placed.annotations.push(number);
        } else if spec.unit != Unit::Events && !is_marked {
            placed.unmarked.push(number);
        } else {
            placed.shown.push((number, Spot::Undated));
            let is_undated = row.dated == Dated::Not || (row.first.is_none() && row.last.is_none());
            without_date.extend(is_undated.then_some(number));
        }
    }
    placed
}

/// The lines of a side, and where each event stands in them.
struct Lines<'f> {
    lines: Vec<Line>,
    /// `None`: the lines are bins.
    keyed: Option<Keyed<'f>>,
}

struct Keyed<'f> {
    keys: Keys<'f>,
    visits: Visits,
    /// The line of each key of the split; that of the rare ones where it is not among the frequent.
    of: Vec<u32>,
}

impl<'f> Lines<'f> {
    fn of(
        facts: &'f Facts,
        spec: &ChartSpec,
        (side, order, most): (Side, LineOrder, u16),
        axis: Option<&Axis>,
        shown: &[(u32, Spot)],
    ) -> Self {
        let Side::By(split) = side else {
            let bins = axis.map(|axis| axis.bins.clone()).unwrap_or_default();
            let line = |bin: crate::query::Bin| Line {
                name: bin.label.clone(),
                head: Head::Bin(bin),
                colour: None,
                pattern: Pattern::Plain,
            };
            return Self { lines: bins.into_iter().map(line).collect(), keyed: None };
        };
        let keys = Keys::new(facts, Some(split), spec.unit);
        let visits = Visits::of(facts, &keys, shown.iter().map(|(number, _)| *number));
        let Frequent { keys: mut found, rest, sizes } = Frequent::of(&keys, &visits, spec.unit, usize::from(most));
        sort(&keys, &mut found, &sizes, order);
        let mut of = vec![small(found.len()); sizes.len()];
        for (line, key) in found.iter().enumerate() {
            if let Some(of) = of.get_mut(*key as usize) {
                *of = small(line);
            }
        }
        let mut lines: Vec<Line> = found.iter().map(|key| line(facts, &keys, keys.key(*key), rest)).collect();
        lines.extend((rest > 0).then(|| line(facts, &keys, SeriesKey::Other, rest)));
        Self { lines, keyed: Some(Keyed { keys, visits, of }) }
    }

    /// Whether an item of an event may stand in other lines than another one.
    fn is_by_document(&self) -> bool {
        self.keyed.as_ref().is_some_and(|keyed| keyed.keys.is_by_document())
    }
}

/// “None” stands last, whatever the order.
fn sort(keys: &Keys<'_>, found: &mut [u32], sizes: &[u32], order: LineOrder) {
    let size = |key: u32| sizes.get(key as usize).copied().unwrap_or(0);
    found.sort_by_cached_key(|key| (Reverse(size(*key)), keys.tie(*key)));
    match order {
        LineOrder::Total => {}
        LineOrder::Name => found.sort_by_cached_key(|key| fold(&keys.name(&keys.key(*key)))),
        LineOrder::Codebook => {
            let order = keys.order();
            found.sort_by_cached_key(|key| order.get(&keys.key(*key)).copied().unwrap_or(usize::MAX));
        }
    }
    found.sort_by_cached_key(|key| keys.key(*key) == SeriesKey::None);
}

fn line(facts: &Facts, keys: &Keys<'_>, key: SeriesKey, rest: usize) -> Line {
    let name = if key == SeriesKey::Other { format!("{rest} others") } else { keys.name(&key) };
    of_key(facts, key, name)
}

/// A line of something that may be a code.
pub(super) fn of_key(facts: &Facts, key: SeriesKey, name: String) -> Line {
    let code = match key {
        SeriesKey::Code(id) => facts.project.codes().get(id),
        _ => None,
    };
    Line {
        name,
        // The default grey means that nobody chose a colour.
        colour: code.map(|code| code.colour).filter(|colour| *colour != Colour::default()),
        pattern: code.map(|code| code.pattern).unwrap_or_default(),
        head: Head::Key(key),
    }
}

/// Where an event stands on a side: lines for all its items, or for each item its lines.
#[derive(Default)]
struct Standing {
    /// With the share of the event that lies there.
    whole: Vec<(u32, f64)>,
    by_item: Vec<(u32, Item)>,
}

struct Crossing<'a> {
    facts: &'a Facts,
    spec: &'a ChartSpec,
    axis: Option<&'a Axis>,
    rows: &'a Lines<'a>,
    columns: &'a Lines<'a>,
}

impl Crossing<'_> {
    /// The cells, and whether they add up to more than the sums.
    fn store(&self, shown: &[(u32, Spot)]) -> (Store, bool) {
        let (rows, columns) = (self.rows.lines.len(), self.columns.lines.len());
        let is_spread = self.axis.is_some() && self.spec.rule == DateRule::Proportional;
        let mut thrown = Thrown::new(shown.len() * 6, is_spread);
        let (mut of_row, mut of_column, mut items) = (Standing::default(), Standing::default(), Vec::new());
        let keys = Keys::new(self.facts, None, self.spec.unit);
        for (at, (number, spot)) in shown.iter().enumerate() {
            self.stand(self.rows, at, (*number, *spot), &mut of_row);
            self.stand(self.columns, at, (*number, *spot), &mut of_column);
            items.clear();
            keys.items(*number as usize, &mut |item| items.push(item));
            let cell = |row: u32, column: u32| small(row as usize * (columns + 1) + column as usize);
            let mut put = |row, column, item, share| thrown.put(cell(row, column), item, *number, share);
            cross(&of_row, &of_column, &items, &mut put);
            let (last_row, last_column) = (small(rows), small(columns));
            for_each(&of_row, &items, &mut |row, item, share| put(row, last_column, item, share));
            for_each(&of_column, &items, &mut |column, item, share| put(last_row, column, item, share));
            items.iter().for_each(|item| put(last_row, last_column, *item, 1.0));
        }
        let tally = thrown.sorted((rows + 1) * (columns + 1));
        self.settled(&tally, (rows, columns))
    }

    fn stand(&self, side: &Lines<'_>, at: usize, event: (u32, Spot), found: &mut Standing) {
        found.whole.clear();
        found.by_item.clear();
        let Some(keyed) = &side.keyed else {
            if let Some(axis) = self.axis {
                shares(self.facts, axis, event, &mut found.whole);
            }
            return;
        };
        let line = |key: u32| keyed.of.get(key as usize).copied().unwrap_or(0);
        for (key, item) in keyed.visits.of_row(at) {
            let line = line(*key);
            if side.is_by_document() {
                if !found.by_item.contains(&(line, *item)) {
                    found.by_item.push((line, *item));
                }
            } else if !found.whole.iter().any(|(met, _)| *met == line) {
                found.whole.push((line, 1.0));
            }
        }
    }

    /// Counts what was thrown into each cell, each item once.
    fn settled(&self, tally: &Tally, (rows, columns): (usize, usize)) -> (Store, bool) {
        let keys = Keys::new(self.facts, None, self.spec.unit);
        let mut seen = Seen::new(keys.item_count());
        let mut store = Store::default();
        let mut multiple = false;
        let mut of_columns = vec![0.0; columns];
        for row in 0..=rows {
            let mut of_row = 0.0;
            for column in 0..=columns {
                let of_document =
                    (row < rows && self.rows.is_by_document()) || (column < columns && self.columns.is_by_document());
                let counted = self.cell(tally, row * (columns + 1) + column, of_document, &mut seen);
                if counted.count == 0 {
                    continue;
                }
                match (row < rows, column < columns) {
                    (true, true) => {
                        of_row += counted.amount;
                        of_columns.iter_mut().skip(column).take(1).for_each(|sum| *sum += counted.amount);
                    }
                    (true, false) => multiple |= of_row > counted.amount + 1e-6,
                    (false, true) => {
                        let sum = of_columns.get(column).copied().unwrap_or(0.0);
                        multiple |= sum > counted.amount + 1e-6;
                    }
                    (false, false) => {}
                }
                store.push((row, column), &counted);
            }
        }
        (store, multiple)
    }

    /// `of_document`: marks that are one item together are those of one document.
    fn cell(&self, tally: &Tally, at: usize, of_document: bool, seen: &mut Seen) -> Counted {
        let (entries, shares) = (tally.cell(at), tally.shares(at));
        let is_spread = !shares.is_empty();
        let is_events = self.spec.unit == Unit::Events;
        let mut counted = Counted::default();
        let mut last = None;
        seen.begin();
        for (place, entry) in entries.iter().enumerate() {
            let is_next = last != Some(entry.row);
            let is_new = if is_events { is_next } else { seen.is_new(entry.item) };
            counted.count += if is_new { entry.times as usize } else { 0 };
            if is_spread {
                let share = shares.get(place).copied().unwrap_or(0.0);
                counted.amount += seen.adds(entry.item, is_new, share) * f64::from(entry.times);
            }
            if is_next && let Some(row) = self.facts.rows.get(entry.row as usize) {
                counted.events.push(row.id);
                counted.not_happened += usize::from(row.status != Status::Happened);
                last = Some(entry.row);
            }
            if !is_events {
                self.marks(entry, of_document, &mut counted.marks);
            }
        }
        if !is_spread {
            counted.amount = counted.count as f64;
        }
        let marks = &mut counted.marks;
        marks.sort_unstable();
        marks.dedup();
        counted
    }

    /// The marks of an event that stand behind an item.
    fn marks(&self, entry: &Entry, of_document: bool, found: &mut Vec<MarkId>) {
        let facts = self.facts;
        let of_row = facts.marks_of.of(entry.row as usize);
        let is_shared = |mark: u32| facts.is_shared.get(mark as usize).copied().unwrap_or(true);
        let own = of_row.iter().find(|(mark, _)| *mark == entry.item).map(|(_, document)| *document);
        let is_behind = |(mark, document): &(u32, u32)| match self.spec.unit {
            Unit::Marks if entry.times == 1 => *mark == entry.item,
            // Marks of one event alone are one item together.
            Unit::Marks => !is_shared(*mark) && (!of_document || own == Some(*document)),
            Unit::Documents => *document == entry.item,
            Unit::Origins => facts.papers.get(*document as usize).is_some_and(|paper| paper.origin == entry.item),
            Unit::Events => false,
        };
        let marks = of_row.iter().filter(|pair| is_behind(pair));
        found.extend(marks.filter_map(|(mark, _)| facts.marks.value(*mark).copied()));
    }
}

/// Every row with every column that an item stands in.
fn cross(rows: &Standing, columns: &Standing, items: &[Item], put: &mut impl FnMut(u32, u32, Item, f64)) {
    for (row, of_row) in &rows.whole {
        for (column, of_column) in &columns.whole {
            // At most one side is time; the other one has every share.
            items.iter().for_each(|item| put(*row, *column, *item, of_row * of_column));
        }
        columns.by_item.iter().for_each(|(column, item)| put(*row, *column, *item, *of_row));
    }
    for (row, item) in &rows.by_item {
        columns.whole.iter().for_each(|(column, share)| put(*row, *column, *item, *share));
        let same = columns.by_item.iter().filter(|(_, other)| other == item);
        same.for_each(|(column, _)| put(*row, *column, *item, 1.0));
    }
}

/// Every line of one side that an item stands in.
fn for_each(side: &Standing, items: &[Item], put: &mut impl FnMut(u32, Item, f64)) {
    for (line, share) in &side.whole {
        items.iter().for_each(|item| put(*line, *item, *share));
    }
    side.by_item.iter().for_each(|(line, item)| put(*line, *item, 1.0));
}
