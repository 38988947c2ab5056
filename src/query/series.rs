//! Activity over time: how many events, marks or documents fall into each bin of an axis, and which.
//!
//! It promises that every number keeps the events it was counted from, that a bin's total counts each item once even
//! where the split shows it in several series, and that nothing vanishes: an event that the filter lets through is
//! in a bin, or else in exactly one of `undated`, `spanning` (dated, but not to one bin), `set_aside` (all that reports
//! it is left out by [`super::scope`]) and `unmarked` (marks are counted and it has none).
//!
//! What it does *not* do: spread one event over several bins, weigh events, or draw.

use super::calendar::{Bin, about_bins, bin_of, bins, day_label};
use super::codebook::codebook;
use super::filter::Sieve;
use super::fold::fold;
use super::scope;
use crate::base::number::counted;
use crate::model::{
    ChartSpec, CodeId, CodeKind, Colour, DateRule, DocumentId, EntityId, Event, EventId, MarkId, Pattern, SplitBy,
    Status, Step, Unit,
};
use crate::project::Project;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// More bars than anybody can tell apart.
pub const MAX_BINS: usize = 2_000;

/// More series than anybody can tell apart; what is rarer goes into one called “others”.
pub const MAX_SERIES: usize = 12;

/// A chart's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// What was asked.
    pub spec: ChartSpec,
    /// Such as “Events per month by type, happened”.
    pub title: String,
    /// Such as “412 marks = 96 events”: what is shown, in both units.
    pub badge: String,
    /// The axis without a gap, the empty bins included; a period in the filter that has two ends is shown whole.
    pub bins: Vec<Bin>,
    /// What a bar is cut into, in the order of the legend; just one if there is no split, none if nothing is shown.
    pub series: Vec<Series>,
    /// For each bin, each item once.
    pub totals: Vec<Cell>,
    /// Items shown, each once: a document that reports events of two months is one.
    pub total: usize,
    /// Events without a date (with [`DateRule::Start`]: without a beginning), in order of their end, then title.
    pub undated: Vec<EventId>,
    /// Events with a date that does not certainly fall into one bin, earliest first.
    pub spanning: Vec<EventId>,
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
}

/// One part of each bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it stands for.
    pub key: SeriesKey,
    /// How a legend names it.
    pub name: String,
    /// The code's colour, if it has one of its own.
    pub colour: Option<Colour>,
    /// The code's pattern.
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
    /// An event type or area.
    Code(CodeId),
    /// A participant.
    Entity(EntityId),
    /// An outlet.
    Outlet(String),
    /// Events without a type, area, participant or outlet.
    None,
    /// The rarer ones together.
    Other,
}

/// A number and the events behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many items: events, marks or documents, as asked.
    pub count: usize,
    /// The events that they belong to, sorted by id.
    pub events: Vec<EventId>,
}

/// A step too narrow for the time it would have to show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "From {} to {} there are more than {MAX_BINS} bars of one {step}. Choose a wider step, such as {wider}, or a \
     shorter period; nothing is lost",
    day_label(*from), day_label(*to)
)]
pub struct TooManyBins {
    /// The step that was asked for.
    pub step: Step,
    /// The first day to be shown.
    pub from: NaiveDate,
    /// The last day to be shown.
    pub to: NaiveDate,
    /// A step that would do.
    pub wider: Step,
}

/// Counts what the chart asks for.
///
/// # Errors
/// If there would be more than [`MAX_BINS`] bins.
pub fn activity(project: &Project, spec: &ChartSpec) -> Result<Activity, TooManyBins> {
    let mut count = Count::default();
    let sieve = Sieve::new(project, &spec.filter);
    for (id, event) in project.events().iter().filter(|(id, event)| sieve.passes(*id, event)) {
        count.add(project, spec, id, event);
    }
    let bins = axis(spec, &count.totals)?;
    Ok(count.finish(project, spec, bins))
}

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Event(EventId),
    Mark(MarkId),
    Document(DocumentId),
}

/// What falls into one cell, perhaps more than once until it is settled.
#[derive(Clone, Default)]
struct Tally {
    items: Vec<Item>,
    events: Vec<EventId>,
}

impl Tally {
    /// Sorts, and keeps each once.
    fn settle(&mut self) {
        self.items.sort_unstable();
        self.items.dedup();
        self.events.sort_unstable();
        self.events.dedup();
    }
}

/// Tallies by the first day of their bin.
type Row = BTreeMap<NaiveDate, Tally>;

/// The count in progress.
#[derive(Default)]
struct Count {
    rows: BTreeMap<SeriesKey, Row>,
    totals: Row,
    undated: Vec<EventId>,
    spanning: Vec<EventId>,
    set_aside: Vec<EventId>,
    unmarked: Vec<EventId>,
    marks: Vec<MarkId>,
    documents: Vec<DocumentId>,
}

/// Where an event belongs on the axis.
enum Place {
    Bin(NaiveDate),
    Spanning,
    Undated,
}

impl Count {
    fn add(&mut self, project: &Project, spec: &ChartSpec, id: EventId, event: &Event) {
        let marks = scope::counted_marks(project, id);
        if !scope::event_counts(project, id, &marks) {
            return self.set_aside.push(id);
        }
        match place(spec, event) {
            Place::Undated => self.undated.push(id),
            Place::Spanning => self.spanning.push(id),
            Place::Bin(first) => self.put(project, spec, (id, event), &marks, first),
        }
    }

    fn put(
        &mut self,
        project: &Project,
        spec: &ChartSpec,
        (id, event): (EventId, &Event),
        marks: &[(MarkId, DocumentId)],
        first: NaiveDate,
    ) {
        let shares = shares(spec, id, marks);
        if shares.is_empty() {
            self.unmarked.push(id);
        }
        for (documents, items) in shares {
            for key in keys(project, spec.split, event, &documents) {
                tally(self.rows.entry(key).or_default(), first, &items, id);
            }
            tally(&mut self.totals, first, &items, id);
        }
        self.marks.extend(marks.iter().map(|(mark, _)| *mark));
        self.documents.extend(marks.iter().map(|(_, document)| *document));
    }

    fn finish(mut self, project: &Project, spec: &ChartSpec, bins: Vec<Bin>) -> Activity {
        let rows = self.rows.values_mut().chain([&mut self.totals]);
        rows.flat_map(BTreeMap::values_mut).for_each(Tally::settle);
        let shown_events = distinct(self.totals.values().flat_map(|tally| &tally.events));
        let shown_marks = distinct(&self.marks);
        let totals = cells(&self.totals, &bins);
        let series = series(project, spec, self.rows, &bins);
        let pieces: usize = series.iter().flat_map(|series| &series.cells).map(|cell| cell.count).sum();
        let wholes: usize = totals.iter().map(|cell| cell.count).sum();
        Activity {
            spec: spec.clone(),
            title: title(spec),
            badge: badge(shown_marks, shown_events),
            multiple: pieces > wholes,
            total: items_in(&self.totals),
            bins,
            series,
            totals,
            undated: by_date(project, self.undated),
            spanning: by_date(project, self.spanning),
            set_aside: by_date(project, self.set_aside),
            unmarked: by_date(project, self.unmarked),
            shown_events,
            shown_marks,
            shown_documents: distinct(&self.documents),
        }
    }
}

fn place(spec: &ChartSpec, event: &Event) -> Place {
    let Some(when) = event.when() else { return Place::Undated };
    let bin = when.earliest().and_then(|first| bin_of(spec.by, first));
    match (spec.rule, bin) {
        (DateRule::Start, Some(bin)) => Place::Bin(bin.first),
        (DateRule::Strict, Some(bin)) if when.within(bin.first, bin.last) => Place::Bin(bin.first),
        (DateRule::Strict, Some(_)) => Place::Spanning,
        (DateRule::Strict, None) if when.latest().is_some() => Place::Spanning,
        (_, None) => Place::Undated,
    }
}

/// What an event adds to its bin: items that stand in the same series, with the documents they come from.
fn shares(spec: &ChartSpec, event: EventId, marks: &[(MarkId, DocumentId)]) -> Vec<(Vec<DocumentId>, Vec<Item>)> {
    // An event stands in the series of all its outlets, a mark or a document only in that of its own.
    let is_whole = spec.unit == Unit::Events || spec.split != Some(SplitBy::Outlet);
    let chunks = if is_whole { vec![marks] } else { marks.chunk_by(|a, b| a.1 == b.1).collect() };
    let share = |chunk: &[(MarkId, DocumentId)]| {
        let mut documents: Vec<DocumentId> = chunk.iter().map(|(_, document)| *document).collect();
        documents.dedup();
        let items = match spec.unit {
            Unit::Events => vec![Item::Event(event)],
            Unit::Marks => chunk.iter().map(|(mark, _)| Item::Mark(*mark)).collect(),
            Unit::Documents => documents.iter().copied().map(Item::Document).collect(),
        };
        (documents, items)
    };
    chunks.into_iter().map(share).filter(|(_, items)| !items.is_empty()).collect()
}

/// The series that items from these documents stand in: at least one.
fn keys(project: &Project, split: Option<SplitBy>, event: &Event, documents: &[DocumentId]) -> BTreeSet<SeriesKey> {
    let mut keys: BTreeSet<SeriesKey> = match split {
        None => BTreeSet::from([SeriesKey::All]),
        Some(SplitBy::Type) => event.kind.into_iter().map(SeriesKey::Code).collect(),
        Some(SplitBy::Area) => event.areas.iter().copied().map(SeriesKey::Code).collect(),
        Some(SplitBy::Entity) => event.entities().map(SeriesKey::Entity).collect(),
        Some(SplitBy::Outlet) => {
            let rows = documents.iter().filter_map(|id| project.documents().get(*id));
            rows.filter(|row| !row.outlet.is_empty()).map(|row| SeriesKey::Outlet(row.outlet.clone())).collect()
        }
    };
    if keys.is_empty() {
        keys.insert(SeriesKey::None);
    }
    keys
}

fn tally(row: &mut Row, first: NaiveDate, items: &[Item], event: EventId) {
    let tally = row.entry(first).or_default();
    tally.items.extend_from_slice(items);
    tally.events.push(event);
}

/// The bins from the first event to the last, and as far as the period asked for if that fits.
fn axis(spec: &ChartSpec, totals: &Row) -> Result<Vec<Bin>, TooManyBins> {
    let period = spec.filter.period.as_ref().and_then(|period| Some((period.earliest()?, period.latest()?)));
    let counted = totals.keys().next().copied().zip(totals.keys().next_back().copied());
    let both = |a: (NaiveDate, NaiveDate), b: (NaiveDate, NaiveDate)| (a.0.min(b.0), a.1.max(b.1));
    let wanted = match (counted, period) {
        (Some(counted), Some(period)) => Some(both(counted, period)),
        (counted, period) => counted.or(period),
    };
    let fits = |(from, to): (NaiveDate, NaiveDate)| {
        let bins = bins(spec.by, from, to, MAX_BINS + 1);
        (bins.len() <= MAX_BINS).then_some(bins)
    };
    let Some(bins) = wanted.and_then(fits).or_else(|| counted.map_or(Some(Vec::new()), fits)) else {
        let (from, to) = counted.unwrap_or_default();
        return Err(TooManyBins { step: spec.by, from, to, wider: wider(from, to) });
    };
    Ok(bins)
}

fn wider(from: NaiveDate, to: NaiveDate) -> Step {
    let fits = |step: &Step| about_bins(*step, from, to) <= MAX_BINS as u64;
    Step::ALL.into_iter().find(fits).unwrap_or(Step::Year)
}

/// The rows as series: the greatest [`MAX_SERIES`], in the order of the codebook, or of their size.
fn series(project: &Project, spec: &ChartSpec, rows: BTreeMap<SeriesKey, Row>, bins: &[Bin]) -> Vec<Series> {
    let mut rows: Vec<(SeriesKey, Row)> = rows.into_iter().collect();
    rows.sort_by_cached_key(|(key, row)| (Reverse(items_in(row)), fold(&name(project, spec, key)), key.clone()));
    let rest = if rows.len() > MAX_SERIES { rows.split_off(MAX_SERIES - 1) } else { Vec::new() };
    if !matches!(spec.split, Some(SplitBy::Entity | SplitBy::Outlet)) {
        let order = code_order(project);
        rows.sort_by_key(|(key, _)| order.get(key).copied().unwrap_or(usize::MAX));
    }
    rows.sort_by_key(|(key, _)| *key == SeriesKey::None);
    let mut all: Vec<Series> =
        rows.into_iter().map(|(key, row)| one_series(project, spec, key, &row, bins)).collect();
    if !rest.is_empty() {
        let mut others = one_series(project, spec, SeriesKey::Other, &joined(&rest), bins);
        others.name = format!("{} others", rest.len());
        all.push(others);
    }
    all
}

fn one_series(project: &Project, spec: &ChartSpec, key: SeriesKey, row: &Row, bins: &[Bin]) -> Series {
    let code = match key {
        SeriesKey::Code(id) => project.codes().get(id),
        _ => None,
    };
    Series {
        name: name(project, spec, &key),
        // The default grey means that nobody chose a colour.
        colour: code.map(|code| code.colour).filter(|colour| *colour != Colour::default()),
        pattern: code.map(|code| code.pattern).unwrap_or_default(),
        cells: cells(row, bins),
        total: items_in(row),
        key,
    }
}

fn name(project: &Project, spec: &ChartSpec, key: &SeriesKey) -> String {
    match key {
        SeriesKey::All => capitalised(spec.unit),
        SeriesKey::Code(id) => project.label((*id).into()).to_owned(),
        SeriesKey::Entity(id) => project.label((*id).into()).to_owned(),
        SeriesKey::Outlet(outlet) => outlet.clone(),
        SeriesKey::None => spec.split.map_or_else(String::new, |split| format!("No {split}")),
        SeriesKey::Other => "Others".to_owned(),
    }
}

fn code_order(project: &Project) -> BTreeMap<SeriesKey, usize> {
    let codes = [CodeKind::EventType, CodeKind::Area].into_iter().flat_map(|kind| codebook(project, kind));
    codes.enumerate().map(|(place, (code, _))| (SeriesKey::Code(code), place)).collect()
}

fn joined(rows: &[(SeriesKey, Row)]) -> Row {
    let mut all = Row::new();
    for (first, tally) in rows.iter().flat_map(|(_, row)| row) {
        let into = all.entry(*first).or_default();
        into.items.extend(&tally.items);
        into.events.extend(&tally.events);
    }
    all.values_mut().for_each(Tally::settle);
    all
}

fn cells(row: &Row, bins: &[Bin]) -> Vec<Cell> {
    let cell = |tally: &Tally| Cell { count: tally.items.len(), events: tally.events.clone() };
    bins.iter().map(|bin| row.get(&bin.first).map(cell).unwrap_or_default()).collect()
}

fn items_in(row: &Row) -> usize {
    distinct(row.values().flat_map(|tally| &tally.items))
}

fn distinct<'a, T: Ord + 'a>(all: impl IntoIterator<Item = &'a T>) -> usize {
    let mut all: Vec<&T> = all.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

fn by_date(project: &Project, mut events: Vec<EventId>) -> Vec<EventId> {
    events.sort_by_cached_key(|id| (super::filter::date_key(project, *id), *id));
    events
}

fn title(spec: &ChartSpec) -> String {
    let split = spec.split.map_or_else(String::new, |split| format!(" by {split}"));
    format!("{} per {}{split}, {}", capitalised(spec.unit), spec.by, statuses(&spec.filter.statuses))
}

fn statuses(statuses: &BTreeSet<Status>) -> String {
    let names: Vec<String> = statuses.iter().map(Status::to_string).collect();
    match names.split_last() {
        None => "any status".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

fn badge(marks: usize, events: usize) -> String {
    format!("{} = {}", counted(marks, "mark"), counted(events, "event"))
}

fn capitalised(noun: impl fmt::Display) -> String {
    let noun = noun.to_string();
    let mut letters = noun.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Filter, Mark, Proves};
    use crate::project::testing::{World, when};

    fn chart(by: Step) -> ChartSpec {
        ChartSpec { by, ..ChartSpec::default() }
    }

    fn ask(world: &World, spec: &ChartSpec) -> Activity {
        activity(&world.project, spec).expect("a chart that fits")
    }

    /// One line a bin, `label total: series count, …`, empty cells left out; then what is beside the chart.
    fn table(world: &World, spec: &ChartSpec) -> Vec<String> {
        let activity = ask(world, spec);
        let mut lines = Vec::new();
        for (place, bin) in activity.bins.iter().enumerate() {
            let pieces: Vec<String> = activity
                .series
                .iter()
                .filter(|series| series.cells[place].count > 0)
                .map(|series| format!("{} {}", series.name, series.cells[place].count))
                .collect();
            let line = format!("{} {}: {}", bin.label, activity.totals[place].count, pieces.join(", "));
            lines.push(line.trim_end_matches(": ").to_owned());
        }
        let beside = [
            ("undated", &activity.undated),
            ("spanning", &activity.spanning),
            ("set aside", &activity.set_aside),
            ("unmarked", &activity.unmarked),
        ];
        for (what, events) in beside.into_iter().filter(|(_, events)| !events.is_empty()) {
            let titles: Vec<&str> = events.iter().map(|id| world.project.label((*id).into())).collect();
            lines.push(format!("{what}: {}", titles.join(", ")));
        }
        lines
    }

    fn dated(dates: &[&str]) -> World {
        let mut world = World::new();
        for date in dates {
            world.event(&format!("E{date}"), date, None, &[]);
        }
        world
    }

    #[test]
    fn months_are_counted_to_their_last_day_and_empty_ones_are_shown() {
        let world = dated(&["2024-01-31", "2024-02-01", "2024-02-29", "2024-05-01", "2024-04-30", "2024-05"]);
        assert_eq!(
            table(&world, &chart(Step::Month)),
            [
                "Jan 2024 1: Events 1",
                "Feb 2024 2: Events 2",
                "Mar 2024 0",
                "Apr 2024 1: Events 1",
                "May 2024 2: Events 2",
            ]
        );
        assert_eq!(table(&world, &chart(Step::Quarter)), ["Q1 2024 3: Events 3", "Q2 2024 3: Events 3"]);
        assert_eq!(table(&world, &chart(Step::Year)), ["2024 6: Events 6"]);
    }

    #[test]
    fn week_53_belongs_to_the_year_that_it_began_in() {
        let world = dated(&["2020-12-31", "2021-01-03", "2021-01-04", "2020-12-27"]);
        assert_eq!(
            table(&world, &chart(Step::Week)),
            ["2020-W52 1: Events 1", "2020-W53 2: Events 2", "2021-W01 1: Events 1",]
        );
    }

    #[test]
    fn the_leap_day_is_a_day() {
        let world = dated(&["2024-02-28", "2024-02-29", "2024-02-29T23:30:00-12", "2024-03-01"]);
        let lines = ["28 Feb 2024 1: Events 1", "29 Feb 2024 2: Events 2", "1 Mar 2024 1: Events 1"];
        assert_eq!(table(&world, &chart(Step::Day)), lines);
    }

    #[test]
    fn a_date_that_does_not_fit_one_bin_is_beside_the_chart_or_counts_where_it_starts() {
        let world =
            dated(&["2025-03-10", "2025-03-30/2025-04-02", "[2025-03-10,2025-03-12]", "2025", "", "../2025-05-01"]);
        assert_eq!(
            table(&world, &chart(Step::Month)),
            ["Mar 2025 2: Events 2", "undated: E", "spanning: E2025, E2025-03-30/2025-04-02, E../2025-05-01",]
        );
        let start = ChartSpec { rule: DateRule::Start, ..chart(Step::Month) };
        assert_eq!(
            table(&world, &start),
            ["Jan 2025 1: Events 1", "Feb 2025 0", "Mar 2025 3: Events 3", "undated: E../2025-05-01, E",]
        );
        assert_eq!(table(&world, &chart(Step::Year)), ["2025 4: Events 4", "undated: E", "spanning: E../2025-05-01"]);
    }

    /// A visit reported by two outlets with three sentences, an arrest by one; both in March.
    fn two_events() -> (World, [EventId; 2], [DocumentId; 2]) {
        let mut world = World::new();
        let (visit, arrest) = (world.event_type("Visit"), world.event_type("Arrest"));
        let (france, morocco) = (world.entity(&["France"]), world.entity(&["Morocco"]));
        let a = world.event("Visit to Rabat", "2025-03-10", Some(visit), &[france, morocco]);
        let b = world.event("Arrest", "2025-03-12", Some(arrest), &[morocco]);
        let strait = world.document("Strait", "2025-03-11", "He came to Rabat. They talked. Two were held.");
        let wire = world.document("Wire", "2025-04-01", "The minister had come in March.");
        world.mark(strait, "He came to Rabat", &[Proves::Event(a)]);
        world.mark(strait, "They talked", &[Proves::Event(a)]);
        world.mark(strait, "Two were held", &[Proves::Event(b)]);
        world.mark(wire, "The minister had come", &[Proves::Event(a)]);
        (world, [a, b], [strait, wire])
    }

    fn counts(world: &World, unit: Unit, split: Option<SplitBy>) -> Vec<String> {
        table(world, &ChartSpec { split, unit, ..chart(Step::Month) })
    }

    #[test]
    fn one_event_with_marks_in_two_documents_is_one_event() {
        let (world, _, _) = two_events();
        assert_eq!(counts(&world, Unit::Events, None), ["Mar 2025 2: Events 2"]);
        assert_eq!(counts(&world, Unit::Marks, None), ["Mar 2025 4: Marks 4"]);
        assert_eq!(counts(&world, Unit::Documents, None), ["Mar 2025 2: Documents 2"]);
        let activity = ask(&world, &chart(Step::Month));
        assert_eq!((activity.shown_events, activity.shown_marks, activity.shown_documents), (2, 4, 2));
        assert_eq!(activity.badge, "4 marks = 2 events");
    }

    #[test]
    fn totals_count_an_item_once_however_many_series_it_stands_in() {
        let (world, _, _) = two_events();
        let by = |unit, split| counts(&world, unit, Some(split));
        assert_eq!(by(Unit::Events, SplitBy::Type), ["Mar 2025 2: Arrest 1, Visit 1"]);
        assert_eq!(by(Unit::Events, SplitBy::Entity), ["Mar 2025 2: Morocco 2, France 1"]);
        assert_eq!(by(Unit::Events, SplitBy::Outlet), ["Mar 2025 2: Strait 2, Wire 1"]);
        assert_eq!(by(Unit::Events, SplitBy::Area), ["Mar 2025 2: No area 2"]);
        assert_eq!(by(Unit::Marks, SplitBy::Outlet), ["Mar 2025 4: Strait 3, Wire 1"]);
        assert_eq!(by(Unit::Marks, SplitBy::Entity), ["Mar 2025 4: Morocco 4, France 3"]);
        assert_eq!(by(Unit::Documents, SplitBy::Type), ["Mar 2025 2: Arrest 1, Visit 2"]);
        let multiple = |split| ask(&world, &ChartSpec { split: Some(split), ..chart(Step::Month) }).multiple;
        assert!(multiple(SplitBy::Entity) && multiple(SplitBy::Outlet) && !multiple(SplitBy::Type));
    }

    #[test]
    fn a_mark_of_two_events_is_one_mark() {
        let (mut world, [a, b], [strait, _]) = two_events();
        world.mark(strait, "talked. Two", &[Proves::Event(a), Proves::Event(b)]);
        assert_eq!(counts(&world, Unit::Marks, Some(SplitBy::Type)), ["Mar 2025 5: Arrest 2, Visit 4"]);
        assert_eq!(ask(&world, &chart(Step::Month)).badge, "5 marks = 2 events");
    }

    #[test]
    fn what_is_set_aside_or_in_a_zone_does_not_count_and_is_named() {
        let (mut world, _, [strait, wire]) = two_events();
        world.set_aside(wire);
        assert_eq!(counts(&world, Unit::Marks, None), ["Mar 2025 3: Marks 3"]);
        assert_eq!(counts(&world, Unit::Documents, None), ["Mar 2025 1: Documents 1"]);
        world.zone(strait, "Two were held.");
        assert_eq!(counts(&world, Unit::Marks, None), ["Mar 2025 2: Marks 2", "set aside: Arrest"]);
        let lost: Vec<MarkId> = world.project.marks().ids().collect();
        for mark in lost {
            world.change::<Mark>(mark, |row| row.anchor = crate::model::Anchor::Lost);
        }
        assert_eq!(counts(&world, Unit::Marks, None), ["Mar 2025 3: Marks 3"], "a lost mark keeps its quote");
        world.set_aside(strait);
        assert_eq!(counts(&world, Unit::Events, None), ["set aside: Visit to Rabat, Arrest"]);
        world.event("Entered by hand", "2025-05-02", None, &[]);
        assert_eq!(counts(&world, Unit::Events, None)[0], "May 2025 1: Events 1");
        assert_eq!(
            counts(&world, Unit::Marks, None),
            ["set aside: Visit to Rabat, Arrest", "unmarked: Entered by hand"]
        );
    }

    #[test]
    fn every_number_keeps_the_events_behind_it() {
        let (world, events, _) = two_events();
        let mut sorted = events.to_vec();
        sorted.sort();
        for (unit, split) in Unit::ALL.into_iter().zip([SplitBy::Type, SplitBy::Entity, SplitBy::Outlet]) {
            let activity = ask(&world, &ChartSpec { unit, split: Some(split), ..chart(Step::Month) });
            assert_eq!(activity.totals[0].events, sorted, "{unit}");
            assert!(activity.series.iter().all(|series| !series.cells[0].events.is_empty()), "{unit}");
        }
        let lines = crate::query::evidence(&world.project, &[events[1], events[0]]);
        let quotes: Vec<(&str, &str)> =
            lines.iter().map(|line| (line.outlet.as_str(), line.quote.as_str())).collect();
        assert_eq!(
            quotes,
            [
                ("Strait", "He came to Rabat"),
                ("Strait", "They talked"),
                ("Wire", "The minister had come"),
                ("Strait", "Two were held"),
            ]
        );
    }

    #[test]
    fn no_event_vanishes_and_none_is_in_two_places() {
        let (mut world, _, [_, wire]) = two_events();
        for date in ["2025-03", "2024/2025", "", "../2020", "2024-02-29", "[2024-01-31,2024-02-01]"] {
            world.event(date, date, None, &[]);
        }
        let aside = world.event("Aside", "2025-03-10", None, &[]);
        world.mark(wire, "in March", &[Proves::Event(aside)]);
        world.set_aside(wire);
        for (unit, by) in Unit::ALL.into_iter().flat_map(|unit| Step::ALL.map(|by| (unit, by))) {
            for rule in [DateRule::Strict, DateRule::Start] {
                let activity = ask(&world, &ChartSpec { unit, rule, ..chart(by) });
                let beside = [&activity.undated, &activity.spanning, &activity.set_aside, &activity.unmarked];
                let shown = activity.totals.iter().map(|cell| &cell.events);
                let mut all: Vec<EventId> = beside.into_iter().chain(shown).flatten().copied().collect();
                all.sort();
                assert_eq!(all, world.project.events().ids().collect::<Vec<_>>(), "{unit} per {by}");
            }
        }
    }

    #[test]
    fn the_rare_ones_become_others() {
        let mut world = World::new();
        for number in 0..20 {
            let entity = world.entity(&[&format!("N{number:02}")]);
            world.event("Meeting", "2025-03-10", None, &[entity]);
        }
        let activity = ask(&world, &ChartSpec { split: Some(SplitBy::Entity), ..chart(Step::Month) });
        let last = activity.series.last().expect("series");
        assert_eq!((activity.series.len(), last.name.as_str(), last.total), (MAX_SERIES, "9 others", 9));
    }

    #[test]
    fn a_period_is_shown_whole() {
        let world = dated(&["2025-03-10"]);
        let filter = Filter { period: when("2025-02/2025-05"), ..Filter::default() };
        let lines = table(&world, &ChartSpec { filter, ..chart(Step::Month) });
        assert_eq!(lines, ["Feb 2025 0", "Mar 2025 1: Events 1", "Apr 2025 0", "May 2025 0"]);
        assert_eq!(table(&dated(&[]), &chart(Step::Month)), [""; 0]);
    }

    #[test]
    fn too_many_bins_are_refused_with_advice() {
        let world = dated(&["1956-03-02", "2025-03-10"]);
        let error = activity(&world.project, &chart(Step::Day)).unwrap_err();
        assert_eq!(error.wider, Step::Month);
        assert_eq!(
            error.to_string(),
            "From 2 Mar 1956 to 10 Mar 2025 there are more than 2000 bars of one day. \
            Choose a wider step, such as month, or a shorter period; nothing is lost"
        );
        assert_eq!(ask(&world, &chart(Step::Month)).bins.len(), 829);
    }

    #[test]
    fn the_title_says_what_is_counted() {
        let spec = ChartSpec::default();
        assert_eq!(title(&spec), "Events per month, happened");
        let statuses = BTreeSet::from([Status::Planned, Status::Happened, Status::Denied]);
        let filter = Filter { statuses, ..Filter::default() };
        let spec = ChartSpec { split: Some(SplitBy::Outlet), unit: Unit::Marks, by: Step::Week, filter, ..spec };
        assert_eq!(title(&spec), "Marks per week by outlet, happened, planned or denied");
        assert_eq!(
            title(&ChartSpec { filter: Filter::everything(), ..chart(Step::Day) }),
            "Events per day, any status"
        );
        assert_eq!(badge(1, 1), "1 mark = 1 event");
        assert_eq!(badge(1_234_567, 0), "1,234,567 marks = 0 events");
    }

    /// `cargo test --release -- --ignored --nocapture five_thousand` prints the figures.
    #[test]
    #[ignore = "measures"]
    fn a_chart_of_five_thousand_events() {
        let mut world = World::new();
        let types: Vec<CodeId> = ["Visit", "Talks", "Arrest"].map(|name| world.event_type(name)).to_vec();
        let who: Vec<EntityId> = (0..200).map(|number| world.entity(&[&format!("N{number}")])).collect();
        let documents: Vec<DocumentId> =
            (0..100).map(|number| world.document(&format!("O{}", number % 9), "2024", "They met.")).collect();
        for number in 0..5_000 {
            let date = format!("{}-{:02}-{:02}", 2019 + number % 6, number % 12 + 1, number % 28 + 1);
            let event = world.event("Talks", &date, Some(types[number % 3]), &[who[number % 200], who[number % 7]]);
            for copy in 0..20 {
                world.mark(documents[(number + copy * 7) % 100], "met", &[Proves::Event(event)]);
            }
        }
        let clock = std::time::Instant::now();
        let index = crate::project::Index::of(&world.project);
        println!("index of {} marks: {:?}", world.project.marks().len(), clock.elapsed());
        assert_eq!(&index, world.project.index());
        for (unit, split) in Unit::ALL.into_iter().zip([None, Some(SplitBy::Entity), Some(SplitBy::Outlet)]) {
            let clock = std::time::Instant::now();
            let chart = activity(&world.project, &ChartSpec { split, unit, ..chart(Step::Month) });
            println!("{unit}: {:?}, {} bins", clock.elapsed(), chart.map_or(0, |chart| chart.bins.len()));
        }
    }
}
