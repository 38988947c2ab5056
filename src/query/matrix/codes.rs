//! Codes of marks with each other: in how many sentences, paragraphs or documents both stand, or how many of their
//! marks overlap.
//!
//! The filter speaks of events. A mark that is evidence of events takes part if the filter lets one of them through;
//! one that is evidence of none, such as a name, always does.

use super::behind::Behind;
use super::lines::of_key;
use super::store::{Found, Store};
use super::together::Together;
use super::{Line, Matrix, words};
use crate::base::number::{counted, thousands};
use crate::model::{ChartSpec, CodeId, CodeKind, EventId, LineOrder, MarkId, MatrixSpec, Within};
use crate::query::codebook::codebook;
use crate::query::facts::packed::small;
use crate::query::facts::{FactSieve, Facts};
use crate::query::fold::fold;
use crate::query::series::{Outside, SeriesKey, tell_apart};
use crate::query::words::filter_in_words;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Counts where codes stand together.
pub(super) fn matrix(facts: &Facts, spec: &ChartSpec, asked: MatrixSpec, within: Within) -> Matrix {
    let Gathered { gather, uncoded, unplaced } = Gathered::of(facts, spec, &asked, within);
    let mut lines = gather.lines.clone();
    tell_apart(lines.iter_mut().map(|line| &mut line.name));
    let (store, total) = gather.store();
    let multiple = store.all().any(|((row, column), _)| row != column && row < lines.len() && column < lines.len());
    let filter = filter_in_words(&facts.project, &spec.filter).join(", ");
    let together = gather.together;
    // Marks stand by document.
    let mut documents: Vec<u32> =
        gather.shown.iter().filter_map(|at| Some(together.marks.get(*at as usize)?.document)).collect();
    documents.dedup();
    let marks = gather.shown.len();
    Matrix {
        title: words::title(spec, asked.of, &filter),
        heading: words::heading(spec, asked.of),
        unit: words::unit(spec, asked.of),
        rule: words::rule(spec, asked.of),
        filter,
        badge: match within {
            Within::Overlap => counted(marks, "mark"),
            _ => format!("{} in {} {}", counted(marks, "mark"), thousands(total), within_words(within, total)),
        },
        shown_events: gather.events(&gather.shown).len(),
        shown_marks: marks,
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
        outside: Outside::default(),
        remarks: Vec::new(),
        uncoded,
        unplaced,
        store,
        spec: spec.clone(),
        asked,
    }
}

/// What is behind each cell and sum that is `wanted`, by row and column; the number of lines stands for the sums.
pub(super) fn behind(
    facts: &Facts,
    matrix: &Matrix,
    within: Within,
    wanted: impl Fn((usize, usize)) -> bool,
) -> BTreeMap<(usize, usize), Behind> {
    let Gathered { gather, .. } = Gathered::of(facts, &matrix.spec, &matrix.asked, within);
    let all = gather.lines.len();
    let mut found: BTreeMap<(usize, usize), Vec<u32>> = BTreeMap::new();
    let mut add = |cell: (usize, usize), one: &[Standing], other: &[Standing]| {
        if wanted(cell) {
            found.entry(cell).or_default().extend(one.iter().chain(other).map(|standing| standing.at));
        }
    };
    gather.walk(&mut |(row, column), one, other| {
        let other = if row == column { &[] } else { other };
        add((row, column), one, other);
        if row == column {
            // What belongs to a code at all is its sum, and every sum belongs to the whole.
            [(row, all), (all, column), (all, all)].into_iter().for_each(|sum| add(sum, one, &[]));
        }
    });
    let behind = |marks: Vec<u32>| Behind { events: gather.events(&marks), marks: gather.marks(&marks) };
    found.into_iter().map(|(cell, marks)| (cell, behind(marks))).collect()
}

fn within_words(within: Within, count: usize) -> String {
    if count == 1 { within.to_string() } else { format!("{within}s") }
}

/// A mark in a place, or by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    place: u32,
    line: u32,
    /// Its place among all marks.
    at: u32,
}

/// What takes part, and what cannot.
struct Gathered<'f> {
    gather: Gather<'f>,
    uncoded: Vec<MarkId>,
    unplaced: Vec<MarkId>,
}

struct Gather<'f> {
    facts: &'f Facts,
    together: &'f Together,
    passes: Vec<bool>,
    within: Within,
    lines: Vec<Line>,
    /// The marks that stand in cells, in their order.
    shown: Vec<u32>,
    /// In every place the marks by line; of overlaps each mark once, as they stand.
    standing: Vec<Standing>,
}

impl<'f> Gathered<'f> {
    fn of(facts: &'f Facts, spec: &ChartSpec, asked: &MatrixSpec, within: Within) -> Self {
        let together = facts.together.get_or_init(|| Together::of(facts));
        let sieve = FactSieve::new(facts, &spec.filter);
        let passes: Vec<bool> = facts.rows.iter().enumerate().map(|(at, row)| sieve.passes(at, row)).collect();
        let passing = |row: &u32| passes.get(*row as usize).copied().unwrap_or(false);
        let (mut uncoded, mut unplaced, mut shown, mut standing) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (at, mark) in together.marks.iter().enumerate() {
            let events = together.events.of(at);
            if !events.is_empty() && !events.iter().any(passing) {
                continue;
            }
            match mark.code {
                None => uncoded.push(mark.mark),
                Some(_) if mark.is_lost && within != Within::Document => unplaced.push(mark.mark),
                Some(code) => {
                    let at_mark = small(at);
                    shown.push(at_mark);
                    let stand = |place| Standing { place, line: code, at: at_mark };
                    match within {
                        Within::Overlap => standing.push(stand(at_mark)),
                        _ => standing.extend(together.places(at, within).iter().copied().map(stand)),
                    }
                }
            }
        }
        uncoded.sort_unstable();
        unplaced.sort_unstable();
        by_place(&mut standing);
        let (lines, of) = lines(facts, together, &standing, asked);
        for standing in &mut standing {
            standing.line = of.get(standing.line as usize).copied().unwrap_or(0);
        }
        // Rare codes share a line.
        if lines.len() < together.codes.values().len() {
            by_place(&mut standing);
        }
        let gather = Gather { facts, together, passes, within, lines, shown, standing };
        Self { gather, uncoded, unplaced }
    }
}

/// Sorts by place, then by line and mark. Marks come as they stand, so that most places are in order already.
fn by_place(standing: &mut [Standing]) {
    if !standing.is_sorted_by_key(|standing| standing.place) {
        standing.sort_by_key(|standing| standing.place);
    }
    standing.chunk_by_mut(|a, b| a.place == b.place).for_each(<[Standing]>::sort_unstable);
}

/// The lines in their order, and the line of each code.
fn lines(facts: &Facts, together: &Together, standing: &[Standing], asked: &MatrixSpec) -> (Vec<Line>, Vec<u32>) {
    let project = &facts.project;
    let mut sizes = vec![0_u32; together.codes.values().len()];
    for one in standing.chunk_by(|a, b| (a.place, a.line) == (b.place, b.line)) {
        if let Some(size) = one.first().and_then(|standing| sizes.get_mut(standing.line as usize)) {
            *size += 1;
        }
    }
    let code = |number: &u32| together.codes.value(*number).copied();
    let size = |number: &u32| sizes.get(*number as usize).copied().unwrap_or(0);
    let name = |id: Option<CodeId>| id.map_or("", |id| project.label(id.into())).to_owned();
    let mut found: Vec<u32> = (0..small(sizes.len())).filter(|number| size(number) > 0).collect();
    found.sort_by_cached_key(|number| (Reverse(size(number)), fold(&name(code(number))), code(number)));
    let most = usize::from(asked.most);
    let rest = if found.len() > most { found.split_off(most - 1) } else { Vec::new() };
    match asked.row_order {
        LineOrder::Total => {}
        LineOrder::Name => found.sort_by_cached_key(|number| fold(&name(code(number)))),
        LineOrder::Codebook => {
            let all = CodeKind::ALL.into_iter().flat_map(|kind| codebook(project, kind));
            let order: BTreeMap<CodeId, usize> = all.map(|(code, _)| code).zip(0..).collect();
            let place = |id: CodeId| order.get(&id).copied();
            found.sort_by_key(|number| code(number).and_then(place).unwrap_or(usize::MAX));
        }
    }
    let mut lines: Vec<Line> =
        found.iter().filter_map(code).map(|id| of_key(facts, SeriesKey::Code(id), name(Some(id)))).collect();
    // What is not among the found is among the rest.
    let mut of = vec![small(lines.len()); sizes.len()];
    for (line, number) in (0..).zip(&found) {
        if let Some(of) = of.get_mut(*number as usize) {
            *of = line;
        }
    }
    if !rest.is_empty() {
        lines.push(of_key(facts, SeriesKey::Other, format!("{} others", rest.len())));
    }
    (lines, of)
}

impl Gather<'_> {
    /// Hands out, for each place or for each two marks that overlap, every two lines that stand there with their marks.
    /// A line stands with itself where it stands at all.
    fn walk(&self, into: &mut impl FnMut((usize, usize), &[Standing], &[Standing])) {
        match self.within {
            Within::Overlap => self.overlaps(into),
            _ => self.places(into),
        }
    }

    fn places(&self, into: &mut impl FnMut((usize, usize), &[Standing], &[Standing])) {
        let mut here: Vec<&[Standing]> = Vec::new();
        for place in self.standing.chunk_by(|a, b| a.place == b.place) {
            here.clear();
            here.extend(place.chunk_by(|a, b| a.line == b.line));
            let line = |of: &[Standing]| of.first().map_or(0, |standing| standing.line as usize);
            for one in &here {
                here.iter().for_each(|other| into((line(one), line(other)), one, other));
            }
        }
    }

    /// Every pair of marks that share a letter; on the diagonal every mark.
    fn overlaps(&self, into: &mut impl FnMut((usize, usize), &[Standing], &[Standing])) {
        let document = |at: u32| self.together.marks.get(at as usize).map(|mark| mark.document);
        let pieces = |at: u32| self.together.pieces.of(at as usize);
        for (place, one) in self.standing.iter().enumerate() {
            let line = one.line as usize;
            into((line, line), std::slice::from_ref(one), &[]);
            let own = pieces(one.at);
            let end = own.last().map_or(0, |piece| piece.end());
            let begins = |other: u32| pieces(other).first().map_or(usize::MAX, |piece| piece.start());
            let later = self.standing.get(place + 1..).unwrap_or_default().iter();
            let near = later.take_while(|other| document(other.at) == document(one.at) && begins(other.at) < end);
            for other in near.filter(|other| other.line != one.line) {
                if pieces(other.at).iter().any(|b| own.iter().any(|a| a.overlaps(*b))) {
                    let (one, other) = (std::slice::from_ref(one), std::slice::from_ref(other));
                    let of_other = other.first().map_or(0, |standing| standing.line as usize);
                    into((line, of_other), one, other);
                    into((of_other, line), other, one);
                }
            }
        }
    }

    /// The cells with the sums of rows and columns, which are what belongs to a code at all; and the sum of all.
    fn store(&self) -> (Store, usize) {
        let lines = self.lines.len();
        let mut counts = vec![0_usize; lines * lines];
        self.walk(&mut |(row, column), _, _| {
            if let Some(count) = counts.get_mut(row * lines + column) {
                *count += 1;
            }
        });
        let total = match self.within {
            Within::Overlap => self.standing.len(),
            _ => self.standing.chunk_by(|a, b| a.place == b.place).count(),
        };
        let mut store = Store::default();
        let found = |count: usize| Found { count, amount: count as f64, not_happened: 0 };
        let count = |row: usize, column: usize| counts.get(row * lines + column).copied().unwrap_or(0);
        for row in 0..=lines {
            for column in 0..=lines {
                let here = match (row < lines, column < lines) {
                    (true, true) => count(row, column),
                    (true, false) => count(row, row),
                    (false, true) => count(column, column),
                    (false, false) => total,
                };
                if here > 0 {
                    store.push((row, column), found(here));
                }
            }
        }
        (store, total)
    }

    /// The marks by id, each once.
    fn marks(&self, marks: &[u32]) -> Vec<MarkId> {
        let of = |at: &u32| self.together.marks.get(*at as usize).map(|mark| mark.mark);
        let mut found: Vec<MarkId> = marks.iter().filter_map(of).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The events that some marks are evidence of and that the filter lets through, by id.
    fn events(&self, marks: &[u32]) -> Vec<EventId> {
        let mut is_behind = vec![false; self.passes.len()];
        for row in marks.iter().flat_map(|at| self.together.events.of(*at as usize)) {
            if let Some(behind) = is_behind.get_mut(*row as usize) {
                *behind = true;
            }
        }
        // Rows stand by id.
        let rows = self.facts.ids.iter().zip(is_behind.iter().zip(&self.passes));
        rows.filter(|(_, (behind, passes))| **behind && **passes).map(|(id, _)| *id).collect()
    }
}
