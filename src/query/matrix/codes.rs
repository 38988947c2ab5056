//! Codes of marks with each other: in how many sentences, paragraphs or documents both stand, or how many of their
//! marks overlap.
//!
//! The filter speaks of events. A mark that is evidence of events takes part if the filter lets one of them through;
//! one that is evidence of none, such as a name, always does.

use super::pivot::of_key;
use super::store::{Counted, Store};
use super::together::Together;
use super::{Line, Matrix, words};
use crate::base::number::{counted, thousands};
use crate::model::{ChartSpec, CodeId, CodeKind, EventId, LineOrder, MarkId, MatrixSpec, Within};
use crate::query::codebook::codebook;
use crate::query::facts::{FactSieve, Facts};
use crate::query::fold::fold;
use crate::query::series::SeriesKey;
use crate::query::words::filter_in_words;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Counts where codes stand together.
pub(super) fn matrix(facts: &Facts, spec: &ChartSpec, asked: MatrixSpec, within: Within) -> Matrix {
    let together = facts.together.get_or_init(|| Together::of(facts));
    let sieve = FactSieve::new(facts, &spec.filter);
    let passes: Vec<bool> = facts.rows.iter().enumerate().map(|(at, row)| sieve.passes(at, row)).collect();
    let gather = Gather { facts, together, passes: &passes, within };
    let (mut uncoded, mut unplaced, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for (at, mark) in together.marks.iter().enumerate().filter(|(at, _)| gather.takes_part(*at)) {
        match mark.code {
            None => uncoded.push(mark.mark),
            Some(_) if mark.is_lost && within != Within::Document => unplaced.push(mark.mark),
            Some(code) => shown.push((at, code)),
        }
    }
    uncoded.sort_unstable();
    unplaced.sort_unstable();
    let (lines, of) = gather.lines(&shown, &asked);
    let slots: Vec<(usize, usize)> =
        shown.iter().filter_map(|(at, code)| Some((*at, of.get(code).copied()?))).collect();
    let cells = if within == Within::Overlap { gather.overlaps(&slots) } else { gather.places(&slots) };
    let store = gather.store(cells, lines.len());
    let multiple = store.all().any(|((row, column), _)| row != column && row < lines.len() && column < lines.len());
    let filter = filter_in_words(&facts.project, &spec.filter).join(", ");
    let documents: BTreeSet<u32> =
        shown.iter().filter_map(|(at, _)| Some(together.marks.get(*at)?.document)).collect();
    let total = store.found(lines.len(), lines.len());
    Matrix {
        title: words::title(spec, asked.of, &filter),
        heading: words::heading(spec, asked.of),
        unit: words::unit(spec, asked.of),
        rule: words::rule(spec, asked.of),
        filter,
        badge: match within {
            Within::Overlap => counted(shown.len(), "mark"),
            _ => format!(
                "{} in {} {}",
                counted(shown.len(), "mark"),
                thousands(total.count),
                within_words(within, total.count)
            ),
        },
        shown_events: total.events.len(),
        shown_marks: shown.len(),
        shown_documents: documents.len(),
        rows: lines.clone(),
        columns: lines,
        is_symmetric: true,
        multiple,
        undated: Vec::new(),
        without_date: Vec::new(),
        spanning: Vec::new(),
        across: Vec::new(),
        bands: Vec::new(),
        annotations: Vec::new(),
        set_aside: Vec::new(),
        unmarked: Vec::new(),
        uncoded,
        unplaced,
        store,
        spec: spec.clone(),
        asked,
    }
}

fn within_words(within: Within, count: usize) -> String {
    if count == 1 { within.to_string() } else { format!("{within}s") }
}

/// How many places a cell has, and the marks that stand in them, by their place among all.
#[derive(Default)]
struct Sum {
    count: usize,
    marks: Vec<usize>,
}

/// What is in each cell; row and column below the number of lines, or that for the sum of all.
type Cells = BTreeMap<(usize, usize), Sum>;

struct Gather<'f> {
    facts: &'f Facts,
    together: &'f Together,
    passes: &'f [bool],
    within: Within,
}

/// The line that stands for the sum of all.
const ALL: usize = usize::MAX;

impl Gather<'_> {
    fn takes_part(&self, at: usize) -> bool {
        let events = self.together.events.of(at);
        events.is_empty() || events.iter().any(|row| self.passes.get(*row as usize).copied().unwrap_or(false))
    }

    /// The lines in their order, and the line of each code.
    fn lines(&self, shown: &[(usize, CodeId)], asked: &MatrixSpec) -> (Vec<Line>, BTreeMap<CodeId, usize>) {
        let project = &self.facts.project;
        let mut places: BTreeMap<CodeId, BTreeSet<u32>> = BTreeMap::new();
        let mut marks: BTreeMap<CodeId, usize> = BTreeMap::new();
        for (at, code) in shown {
            places.entry(*code).or_default().extend(self.together.places(*at, self.within));
            *marks.entry(*code).or_default() += 1;
        }
        let size = |code: &CodeId| match self.within {
            Within::Overlap => marks.get(code).copied().unwrap_or(0),
            _ => places.get(code).map_or(0, BTreeSet::len),
        };
        let name = |code: &CodeId| project.label((*code).into()).to_owned();
        let mut found: Vec<CodeId> = marks.keys().copied().collect();
        found.sort_by_cached_key(|code| (Reverse(size(code)), fold(&name(code)), *code));
        let most = usize::from(asked.most);
        let rest = if found.len() > most { found.split_off(most - 1) } else { Vec::new() };
        match asked.row_order {
            LineOrder::Total => {}
            LineOrder::Name => found.sort_by_cached_key(|code| fold(&name(code))),
            LineOrder::Codebook => {
                let all = CodeKind::ALL.into_iter().flat_map(|kind| codebook(project, kind));
                let order: BTreeMap<CodeId, usize> = all.map(|(code, _)| code).zip(0..).collect();
                found.sort_by_key(|code| order.get(code).copied().unwrap_or(usize::MAX));
            }
        }
        let mut lines: Vec<Line> =
            found.iter().map(|code| of_key(self.facts, SeriesKey::Code(*code), name(code))).collect();
        let mut of: BTreeMap<CodeId, usize> = found.into_iter().zip(0..).collect();
        if !rest.is_empty() {
            of.extend(rest.iter().map(|code| (*code, lines.len())));
            lines.push(of_key(self.facts, SeriesKey::Other, format!("{} others", rest.len())));
        }
        (lines, of)
    }

    /// For each place, every pair of lines that stand there.
    fn places(&self, slots: &[(usize, usize)]) -> Cells {
        let mut standing: BTreeMap<u32, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        for (at, line) in slots {
            for place in self.together.places(*at, self.within) {
                standing.entry(*place).or_default().entry(*line).or_default().push(*at);
            }
        }
        let mut cells = Cells::new();
        for lines in standing.values() {
            for (one, of_one) in lines {
                for (other, of_other) in lines {
                    let sum = cells.entry((*one, *other)).or_default();
                    sum.count += 1;
                    sum.marks.extend(of_one);
                    sum.marks.extend(of_other.iter().filter(|_| one != other));
                }
            }
            let all = cells.entry((ALL, ALL)).or_default();
            all.count += 1;
            all.marks.extend(lines.values().flatten());
        }
        cells
    }

    /// Every pair of marks that share a letter; on the diagonal every mark.
    fn overlaps(&self, slots: &[(usize, usize)]) -> Cells {
        let mut cells = Cells::new();
        let document = |at: usize| self.together.marks.get(at).map(|mark| mark.document);
        for (place, (at, line)) in slots.iter().enumerate() {
            for cell in [(*line, *line), (ALL, ALL)] {
                let sum = cells.entry(cell).or_default();
                sum.count += 1;
                sum.marks.push(*at);
            }
            let pieces = self.together.pieces.of(*at);
            let end = pieces.last().map_or(0, |piece| piece.end());
            let begins =
                |other: usize| self.together.pieces.of(other).first().map_or(usize::MAX, |piece| piece.start());
            let later = slots.iter().skip(place + 1);
            let near = later.take_while(|(other, _)| document(*other) == document(*at) && begins(*other) < end);
            for (other, of_other) in near.filter(|(_, of_other)| of_other != line) {
                let meets = self.together.pieces.of(*other).iter().any(|b| pieces.iter().any(|a| a.overlaps(*b)));
                for cell in [(*line, *of_other), (*of_other, *line)].into_iter().filter(|_| meets) {
                    let sum = cells.entry(cell).or_default();
                    sum.count += 1;
                    sum.marks.extend([*at, *other]);
                }
            }
        }
        cells
    }

    /// The cells in their order, with the sums of rows and columns: what belongs to a code at all.
    fn store(&self, mut cells: Cells, lines: usize) -> Store {
        let mut store = Store::default();
        let of_line: Vec<Option<Counted>> =
            (0..lines).map(|line| cells.get(&(line, line)).map(|sum| self.counted(sum))).collect();
        let all = cells.remove(&(ALL, ALL)).unwrap_or_default();
        let mut before = None;
        for ((row, column), sum) in &cells {
            if before.is_some_and(|before| before != *row) {
                end_row(&mut store, before, &of_line);
            }
            before = Some(*row);
            store.push((*row, *column), &self.counted(sum));
        }
        end_row(&mut store, before, &of_line);
        for (column, counted) in of_line.iter().enumerate() {
            counted.iter().for_each(|counted| store.push((lines, column), counted));
        }
        if all.count > 0 {
            store.push((lines, lines), &self.counted(&all));
        }
        store
    }

    fn counted(&self, sum: &Sum) -> Counted {
        let of = |at: &usize| self.together.marks.get(*at).map(|mark| mark.mark);
        let mut marks: Vec<MarkId> = sum.marks.iter().filter_map(of).collect();
        marks.sort_unstable();
        marks.dedup();
        let rows = sum.marks.iter().flat_map(|at| self.together.events.of(*at));
        let passing = rows.filter(|row| self.passes.get(**row as usize).copied().unwrap_or(false));
        let mut events: Vec<EventId> =
            passing.filter_map(|row| Some(self.facts.rows.get(*row as usize)?.id)).collect();
        events.sort_unstable();
        events.dedup();
        Counted { count: sum.count, amount: sum.count as f64, not_happened: 0, events, marks }
    }
}

/// Adds the sum of a row behind its last cell.
fn end_row(store: &mut Store, row: Option<usize>, of_line: &[Option<Counted>]) {
    if let Some((row, Some(counted))) = row.and_then(|row| Some((row, of_line.get(row)?.as_ref()))) {
        store.push((row, of_line.len()), counted);
    }
}
