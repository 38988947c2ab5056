//! Collects the items: what the filter lets through, by date, with its type, what it is a part of, and its links.

use super::{Item, Kind, Link, Nature, Pieces};
use crate::base::when::When;
use crate::model::{CodeKind, Colour, RelationKind, Status};
use crate::query::codebook::codebook;
use crate::query::facts::packed::small;
use crate::query::facts::{Dated, FactSieve, Facts, Row};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// What was collected. `rows` and `items` go together.
pub(super) struct Gathered {
    pub rows: Vec<u32>,
    pub items: Vec<Item>,
    pub pieces: BTreeMap<usize, Pieces>,
    pub kinds: Vec<Kind>,
    pub links: Vec<Link>,
    pub undated: Vec<u32>,
    pub set_aside: Vec<u32>,
}

pub(super) fn gather(facts: &Facts, sieve: &FactSieve<'_>, split_at: NaiveDate) -> Gathered {
    let (mut undated, mut set_aside) = (Vec::new(), Vec::new());
    let mut is_shown = vec![false; facts.rows.len()];
    for (at, row) in facts.rows.iter().enumerate().filter(|(at, row)| sieve.passes(*at, row)) {
        if row.proven && facts.marks_of.of(at).is_empty() {
            set_aside.push(small(at));
        } else if row.dated == Dated::Not || (row.first.is_none() && row.last.is_none()) {
            undated.push(small(at));
        } else if let Some(shown) = is_shown.get_mut(at) {
            *shown = true;
        }
    }
    let is_shown = |row: &u32| is_shown.get(*row as usize).copied().unwrap_or(false);
    let rows: Vec<u32> = facts.order.iter().copied().filter(is_shown).collect();
    let (kinds, kind_of) = kinds(facts, &rows);
    let mut items: Vec<Item> = rows
        .iter()
        .filter_map(|number| {
            let row = facts.rows.get(*number as usize)?;
            let kind = kind_of.get(row.kind.map_or(0, |kind| kind as usize + 1)).copied().unwrap_or(0);
            Some(item(facts, *number as usize, row, kind, split_at))
        })
        .collect();
    let places = places(facts, &rows);
    let links = links(facts, &places);
    nest(&mut items, &links);
    let pieces = pieces(facts, &rows);
    Gathered { rows, items, pieces, kinds, links, undated, set_aside }
}

fn item(facts: &Facts, number: usize, row: &Row, kind: usize, split_at: NaiveDate) -> Item {
    let nature = match row.status {
        Status::Aggregate => Nature::Sum,
        Status::Ongoing | Status::State => Nature::GoesOn,
        _ if row.dated == Dated::Open => Nature::GoesOn,
        _ => Nature::Single,
    };
    Item {
        event: row.id,
        from: row.first,
        to: row.last,
        certain: row.certain,
        doubtful: row.doubtful,
        nature,
        status: row.status,
        kind,
        whole: None,
        is_overdue: row.status == Status::Planned && row.last.is_some_and(|day| day < split_at),
        letters: facts.letters.get(number).copied().unwrap_or(0),
    }
}

/// The types that are there, and the place of each code's number among them, that of no type first.
fn kinds(facts: &Facts, rows: &[u32]) -> (Vec<Kind>, Vec<usize>) {
    let mut counts = vec![0; facts.codes.values().len() + 1];
    for row in rows.iter().filter_map(|row| facts.rows.get(*row as usize)) {
        if let Some(count) = counts.get_mut(row.kind.map_or(0, |kind| kind as usize + 1)) {
            *count += 1;
        }
    }
    let types = codebook(&facts.project, CodeKind::EventType).into_iter().map(|(code, _)| code);
    let mut numbers: Vec<usize> =
        types.filter_map(|code| facts.codes.find(&code)).map(|number| number as usize + 1).collect();
    // What a repaired file has as a type and the codebook does not list as one.
    let listed: std::collections::BTreeSet<usize> = numbers.iter().copied().collect();
    numbers.extend((1..counts.len()).filter(|number| !listed.contains(number)));
    numbers.push(0);
    let mut kinds = Vec::new();
    let mut kind_of = vec![0; counts.len()];
    for number in numbers {
        let count = counts.get(number).copied().unwrap_or(0);
        if count == 0 {
            continue;
        }
        if let Some(place) = kind_of.get_mut(number) {
            *place = kinds.len();
        }
        kinds.push(kind(facts, number, count));
    }
    (kinds, kind_of)
}

fn kind(facts: &Facts, number: usize, count: usize) -> Kind {
    let code = number.checked_sub(1).and_then(|number| facts.codes.value(small(number)).copied());
    let row = code.and_then(|code| facts.project.codes().get(code));
    Kind {
        code,
        name: code.map_or_else(|| "No type".to_owned(), |code| facts.project.label(code.into()).to_owned()),
        // The default grey means that nobody chose a colour.
        colour: row.map(|row| row.colour).filter(|colour| *colour != Colour::default()),
        pattern: row.map(|row| row.pattern).unwrap_or_default(),
        count,
    }
}

/// The place of each row among the items.
fn places(facts: &Facts, rows: &[u32]) -> Vec<Option<usize>> {
    let mut places = vec![None; facts.rows.len()];
    for (at, row) in rows.iter().enumerate() {
        if let Some(place) = places.get_mut(*row as usize) {
            *place = Some(at);
        }
    }
    places
}

fn links(facts: &Facts, places: &[Option<usize>]) -> Vec<Link> {
    let place = |row: u32| places.get(row as usize).copied().flatten();
    let mut links: Vec<Link> = facts
        .links
        .iter()
        .filter_map(|link| {
            let (from, to) = (place(link.from)?, place(link.to)?);
            Some(Link { from, to, kind: link.kind, certainty: link.certainty })
        })
        .collect();
    links.sort_unstable_by_key(|link| (link.from, link.to, link.kind));
    links.dedup();
    links
}

/// What is a part of what: of several wholes the first; a link that would close a circle is none.
fn nest(items: &mut [Item], links: &[Link]) {
    for link in links.iter().filter(|link| link.kind == RelationKind::PartOf) {
        let mut above = Some(link.to);
        while let Some(at) = above.filter(|at| *at != link.from) {
            above = items.get(at).and_then(|item| item.whole);
        }
        if let Some(part) = items.get_mut(link.from).filter(|part| part.whole.is_none() && above.is_none()) {
            part.whole = Some(link.to);
        }
    }
}

fn pieces(facts: &Facts, rows: &[u32]) -> BTreeMap<usize, Pieces> {
    let several = |row: &u32| {
        let each = facts.certain_sets.get(row).map(|stretches| Pieces::Each(stretches.clone()));
        let one_of = || facts.stretches.get(row).filter(|stretches| stretches.len() > 1).cloned().map(Pieces::OneOf);
        each.or_else(one_of)
    };
    rows.iter().enumerate().filter_map(|(at, row)| Some((at, several(row)?))).collect()
}

/// The days that an axis has to have.
pub(super) fn extent(items: &[Item], period: Option<&When>) -> Option<(NaiveDate, NaiveDate)> {
    let both = |a: (NaiveDate, NaiveDate), b: (NaiveDate, NaiveDate)| (a.0.min(b.0), a.1.max(b.1));
    let bounded = items.iter().filter(|item| item.nature == Nature::Single);
    let bounded = bounded.filter_map(|item| item.from.zip(item.to)).reduce(both);
    let known = || items.iter().flat_map(|item| [item.from, item.to]).flatten().map(|day| (day, day)).reduce(both);
    let shown = bounded.map(|ends| reaching(items, ends)).or_else(known);
    let asked = period.and_then(|period| Some((period.earliest()?, period.latest()?)));
    match (shown, asked) {
        (Some(shown), Some(asked)) => Some(narrowed(shown, asked)),
        (shown, asked) => shown.or(asked),
    }
}

/// Where the axis is so many times shorter than itself away from it, what goes on still begins or ends on it: else all
/// that is seen of something that begins after the last event would be a sign at the edge.
const REACH: u64 = 4;
/// An axis reaches at least so many days beyond its events.
const LEAST_REACH_DAYS: u64 = 31;

/// The axis, longer by the known ends of what goes on, if they are near.
fn reaching(items: &[Item], (first, last): (NaiveDate, NaiveDate)) -> (NaiveDate, NaiveDate) {
    let length = u64::try_from((last - first).num_days()).unwrap_or(0);
    let reach = Days::new((length / REACH).max(LEAST_REACH_DAYS));
    let low = first.checked_sub_days(reach).unwrap_or(first);
    let high = last.checked_add_days(reach).unwrap_or(last);
    let ends = items.iter().filter(|item| item.nature == Nature::GoesOn).flat_map(|item| [item.from, item.to]);
    let near = ends.flatten().filter(|day| (low..=high).contains(day));
    near.fold((first, last), |(first, last), day| (first.min(day), last.max(day)))
}

/// A period that was asked for is the axis, even where an event reaches out of it.
fn narrowed(shown: (NaiveDate, NaiveDate), asked: (NaiveDate, NaiveDate)) -> (NaiveDate, NaiveDate) {
    if shown.0 <= asked.1 && asked.0 <= shown.1 { asked } else { shown }
}
