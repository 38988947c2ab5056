//! Measures what charts cost: `cargo run --release --no-default-features --example figures`.
//!
//! It makes a project of 100,000 events in memory (or as many as are asked for), reported by 250,000 marks in 5,000
//! documents, over ten years, with 600 entities of which some are parts of 40 states; one date in ten is wider than a
//! day, one event in fifty has none. Then it prints the CPU time of each question beside its budget, the least of fifteen.
//! It ends with 1 if one is over its budget. Words behind the number of events choose the questions that have one of
//! them in their name: `figures 100000 matrix network`.

use chrono::NaiveDate;
use entente::base::id::{Fresh, Ids};
use entente::base::patch::Patch;
use entente::base::span::{Pieces, Span};
use entente::base::stamp::Stamp;
use entente::model::{
    Anchor, Assessed, Certainty, CodeId, CodeKind, Context, DateRule, Document, DocumentId, Entity, EntityId, Event,
    EventId, Evidence, Filter, HowKnown, InRole, LanesBy, Made, Mark, Membership, Name, Participant, Place, Presence,
    ProjectId, Proves, Published, Somewhere, Source, SplitBy, Status, Step, TimelineSpec, TrendOf, TrendSpec, Unit,
    Who,
};
use entente::model::{ChartKind, ChartSpec, Compared, MatrixOf, MatrixSpec, NetworkSpec, Side, Within};
use entente::project::check::text_sha256;
use entente::project::{Draft, Project};
use entente::query::Facts;
use entente::query::network::{Arrangement, Layout};
use entente::query::timeline::{Scale, layout};
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeSet;
use std::error::Error;
use std::process::ExitCode;
use std::rc::Rc;

/// What a question may cost, in milliseconds of CPU time.
const BUDGET_MS: f64 = 30.0;
/// What reading the project may cost, once for each state of it.
const FACTS_MS: f64 = 1_500.0;
/// What laying out a network may cost, once for each state of the project.
const LAYOUT_MS: f64 = 1_000.0;
/// How often all questions are gone through, and how often in a row each is asked.
const ROUNDS: usize = 5;
const RUNS: usize = 3;
const TEXT: &str = "On Monday the two ministers met in the capital and agreed on more of the same.";

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the shell")]
fn main() -> ExitCode {
    let events = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let project = match World::make(events) {
        Ok(project) => project,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    println!("{events} events, {} marks, {} documents", project.marks().len(), project.documents().len());
    let mut over = 0;
    let mut said = |what: &str, budget: f64, ms: f64| {
        over += usize::from(ms > budget);
        let verdict = if ms > budget { "OVER" } else { "ok" };
        println!("{ms:9.1} ms of {budget:6.0}  {verdict:4}  {what}");
    };
    let (facts, ms) = timed(|| Facts::of(&project));
    said("reading the project, once for each state", FACTS_MS, ms);
    let (_, ms) = timed(|| facts.matrix(&matrix(MatrixOf::Codes(Within::Sentence), Unit::Events)).is_ok());
    said("reading the texts around all marks, once for each state", FACTS_MS, ms);
    let (layout, ms) = timed(|| Layout::of(&facts, false));
    said("layout of the network, once for each state", LAYOUT_MS, ms);

    let wanted: Vec<String> = std::env::args().skip(2).collect();
    let mut asked = questions(&project, &facts, &layout);
    asked.retain(|question| wanted.is_empty() || wanted.iter().any(|word| question.what.contains(word)));
    // In rounds over all of them: a machine that others use as well is slow for seconds at a time.
    for _ in 0..ROUNDS {
        for question in &mut asked {
            for _ in 0..RUNS {
                let (_, ms) = timed(|| (question.ask)());
                question.least_ms = question.least_ms.min(ms);
            }
        }
    }
    asked.iter().for_each(|question| said(&question.what, BUDGET_MS, question.least_ms));
    if over == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A question whose cost is measured.
struct Question<'f> {
    what: String,
    /// Asks it; how much was found, so that nothing of it is left out as unused.
    ask: Box<dyn Fn() -> usize + 'f>,
    least_ms: f64,
}

impl<'f> Question<'f> {
    fn new(what: impl Into<String>, ask: impl Fn() -> usize + 'f) -> Self {
        Self { what: what.into(), ask: Box::new(ask), least_ms: f64::INFINITY }
    }
}

fn questions<'f>(project: &Project, facts: &'f Facts, layout: &'f Layout) -> Vec<Question<'f>> {
    let charts = charts(project).into_iter().map(|(what, spec)| Question::new(what, move || found(facts, &spec)));
    let mut all: Vec<Question<'f>> = charts.collect();
    all.extend(packings(facts));
    all.extend(Within::ALL.map(|within| {
        let spec = matrix(MatrixOf::Codes(within), Unit::Events);
        let ask = move || facts.matrix(&spec).map(|found| found.shown_marks).unwrap_or_default();
        Question::new(format!("matrix: codes within one {within}"), ask)
    }));
    all.push(places(facts, layout));
    all.push(Question::new("time to choose a period from", || facts.extent(&Filter::default()).bins.len()));
    all
}

/// What is behind a chart, counted.
fn found(facts: &Facts, spec: &ChartSpec) -> usize {
    match spec.kind {
        ChartKind::Trend(_) => facts.trend(spec).map(|found| found.lines.len()).unwrap_or_default(),
        ChartKind::Timeline(_) => facts.timeline(spec, NaiveDate::default()).items.len(),
        ChartKind::Matrix(_) => facts.matrix(spec).map(|found| found.total().count).unwrap_or_default(),
        ChartKind::Network(_) => facts.network(spec).ties.len(),
        ChartKind::Activity => facts.activity(spec).map(|found| found.total).unwrap_or_default(),
        ChartKind::Lag => facts.lags(&spec.filter).outlets.len(),
    }
}

/// Of 600 entities 500 are drawn, with the 5,000 strongest ties.
fn places<'f>(facts: &Facts, layout: &'f Layout) -> Question<'f> {
    let asked = NetworkSpec { most: 500, ..NetworkSpec::default() };
    let found = facts.network(&ChartSpec { kind: ChartKind::Network(asked), ..ChartSpec::default() });
    let what = format!("places of {} actors with {} ties", found.nodes.len(), found.ties.len());
    Question::new(what, move || Arrangement::of(&found, layout, [1_100.0, 500.0], 30.0).places.len())
}

/// Packing the lanes of a timeline, from everything on one screen to a day of a hundred pixels.
fn packings(facts: &Facts) -> Vec<Question<'static>> {
    let spec = ChartSpec { filter: Filter::everything(), ..ChartSpec::default() };
    let found = Rc::new(facts.timeline(&spec, NaiveDate::default()));
    let packing = |day_px: f64| {
        let (found, scale) = (Rc::clone(&found), Scale { day_px, point_px: 10.0, letter_px: 6.2, rows: 4 });
        let ask = move || layout(&found, &scale, &BTreeSet::new()).lanes.len();
        Question::new(format!("timeline: rows, {day_px} pixels a day"), ask)
    };
    [0.2, 3.0, 100.0].map(packing).into()
}

/// The answer and the CPU time that it took, in milliseconds.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let before = cpu_ms();
    let answer = work();
    (answer, cpu_ms() - before)
}

fn cpu_ms() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Every step, split, unit, rule and filter, each changed alone against the chart that a project opens with.
fn charts(project: &Project) -> Vec<(String, ChartSpec)> {
    let usual = || ChartSpec { split: Some(SplitBy::Type), ..ChartSpec::default() };
    let mut all = vec![("events per month by type".to_owned(), usual())];
    for by in [Step::Week, Step::Quarter, Step::Year] {
        all.push((format!("per {by}"), ChartSpec { by, ..usual() }));
    }
    let period = "2019/2023".parse().ok();
    all.push((
        "per day, five years".to_owned(),
        ChartSpec { by: Step::Day, filter: Filter { period, ..Filter::default() }, ..usual() },
    ));
    all.push(("in one piece".to_owned(), ChartSpec { split: None, ..usual() }));
    for split in SplitBy::ALL {
        all.push((format!("by {split}"), ChartSpec { split: Some(split), ..usual() }));
    }
    for unit in Unit::ALL {
        for split in [None, Some(SplitBy::Type), Some(SplitBy::Dyad), Some(SplitBy::Outlet)] {
            let by = split.map_or_else(|| "in one piece".to_owned(), |split| format!("by {split}"));
            all.push((format!("{unit} {by}"), ChartSpec { unit, split, ..usual() }));
        }
    }
    for rule in DateRule::ALL {
        all.push((format!("{rule} dates"), ChartSpec { rule, ..usual() }));
        let by = Step::Week;
        all.push((format!("{rule} dates, marks per week"), ChartSpec { rule, by, unit: Unit::Marks, ..usual() }));
    }
    for (what, filter) in filters(project) {
        all.push((format!("filter: {what}"), ChartSpec { filter, ..usual() }));
    }
    for of in TrendOf::ALL {
        let kind = ChartKind::Trend(TrendSpec { of, lowess_percent: Some(67), ..TrendSpec::default() });
        all.push((format!("trend: {of}"), ChartSpec { kind, ..ChartSpec::default() }));
    }
    for lanes in LanesBy::ALL {
        let kind = ChartKind::Timeline(TimelineSpec { lanes, ..TimelineSpec::default() });
        all.push((format!("timeline: lanes by {lanes}"), ChartSpec { kind, ..ChartSpec::default() }));
    }
    let ids: Vec<EntityId> = project.entities().ids().collect();
    let compare = ids.iter().zip(ids.iter().skip(1)).take(3).map(|(one, other)| Compared {
        name: "A pair".to_owned(),
        filter: Filter { dyad: Some((*one, *other)), ..Filter::everything() },
    });
    let kind = ChartKind::Trend(TrendSpec { compare: compare.collect(), ..TrendSpec::default() });
    for (what, asked, unit) in networks() {
        let spec = ChartSpec { kind: ChartKind::Network(asked), unit, ..ChartSpec::default() };
        all.push((format!("network: {what}"), spec));
    }
    all.push(("publication lag".to_owned(), ChartSpec { kind: ChartKind::Lag, ..ChartSpec::default() }));
    all.extend(matrices());
    all.push(("trend: three pairs compared".to_owned(), ChartSpec { kind, ..ChartSpec::default() }));
    all
}

/// What is crossed, with all actors and pairs that there are room for.
fn matrix(of: MatrixOf, unit: Unit) -> ChartSpec {
    ChartSpec { kind: ChartKind::Matrix(MatrixSpec { of, ..MatrixSpec::default() }), unit, ..ChartSpec::default() }
}

/// Everything crossed with actors and with time, each unit, and as many lines as a matrix has.
fn matrices() -> Vec<(String, ChartSpec)> {
    let actors = Side::By(SplitBy::Actor);
    let sides = Side::ALL.into_iter().flat_map(|rows| [(rows, actors), (rows, Side::Period)]);
    let sides = sides.filter(|(rows, columns)| (*rows, *columns) != (Side::Period, Side::Period));
    let mut all: Vec<(String, ChartSpec)> = sides
        .map(|(rows, columns)| {
            (format!("matrix: {rows} × {columns}"), matrix(MatrixOf::Pivot { rows, columns }, Unit::Events))
        })
        .collect();
    for unit in Unit::ALL {
        let of = MatrixOf::Pivot { rows: Side::By(SplitBy::Outlet), columns: Side::By(SplitBy::Type) };
        all.push((format!("matrix: {unit}, outlet × type"), matrix(of, unit)));
        all.push((format!("matrix: {unit}, actor × actor"), matrix(MatrixOf::default(), unit)));
    }
    for most in [150, 400] {
        let asked = MatrixSpec { most, ..MatrixSpec::default() };
        let chart = ChartSpec { kind: ChartKind::Matrix(asked), ..ChartSpec::default() };
        all.push((format!("matrix: {most} actors"), chart));
    }
    let of = MatrixOf::Pivot { rows: Side::By(SplitBy::Type), columns: Side::Period };
    let spread = ChartSpec { rule: DateRule::Proportional, by: Step::Week, ..matrix(of, Unit::Events) };
    all.push(("matrix: type × week, proportional".to_owned(), spread));
    all
}

/// Networks as they open, folded, of other units, and as large as they are drawn.
fn networks() -> Vec<(&'static str, NetworkSpec, Unit)> {
    let usual = NetworkSpec::default;
    vec![
        ("60 actors", usual(), Unit::Events),
        ("60 actors, agencies as their state", NetworkSpec { folded: true, ..usual() }, Unit::Events),
        ("60 actors, marks", usual(), Unit::Marks),
        ("60 actors, origins", usual(), Unit::Origins),
        ("500 actors", NetworkSpec { most: 500, ..usual() }, Unit::Events),
        ("500 actors, agencies as their state", NetworkSpec { most: 500, folded: true, ..usual() }, Unit::Events),
    ]
}

fn filters(project: &Project) -> Vec<(&'static str, Filter)> {
    let entity = project.entities().ids().next().unwrap_or_else(|| EntityId::from_bits(0));
    let other = project.entities().ids().nth(1).unwrap_or_else(|| EntityId::from_bits(0));
    let of_kind = |kind| project.codes().iter().find(|(_, code)| code.kind == kind).map(|(id, _)| id);
    let code = |kind| of_kind(kind).unwrap_or_else(|| CodeId::from_bits(0));
    let all = Filter::everything;
    vec![
        ("every status", all()),
        ("words", Filter { text: "meeting 77".to_owned(), ..all() }),
        ("type", Filter { types: BTreeSet::from([code(CodeKind::EventType)]), ..all() }),
        ("area", Filter { areas: BTreeSet::from([code(CodeKind::Area)]), ..all() }),
        ("actor", Filter { entities: BTreeSet::from([entity]), ..all() }),
        ("actor with its parts", Filter { wholes: BTreeSet::from([entity]), ..all() }),
        ("pair", Filter { dyad: Some((entity, other)), ..all() }),
        ("role", Filter { roles: BTreeSet::from([InRole { role: code(CodeKind::Role), entity: None }]), ..all() }),
        ("period", Filter { period: "2020-05/..".parse().ok(), ..all() }),
        ("place", Filter { places: BTreeSet::from([Somewhere::Words("hall 7".to_owned())]), ..all() }),
        ("outlet", Filter { outlets: BTreeSet::from(["Outlet 3".to_owned()]), ..all() }),
        ("coder", Filter { coders: BTreeSet::from(["ab".to_owned()]), ..all() }),
        ("evidence", Filter { evidence: Some(Presence::Present), ..all() }),
        ("two origins", Filter { origins: 2, ..all() }),
    ]
}

/// A project in the making.
struct World<'p> {
    draft: Draft<'p>,
    chance: fastrand::Rng,
    types: Vec<CodeId>,
    areas: Vec<CodeId>,
    roles: Vec<CodeId>,
    entities: Vec<EntityId>,
    documents: Vec<DocumentId>,
}

impl World<'_> {
    fn make(events: usize) -> Result<Project, Box<dyn Error>> {
        let mut ids = Ids::from_seed(7);
        let mut project = entente::session::codebook::new_project(ids.fresh::<ProjectId>());
        let codes = project.clone();
        let of_kind = |kind| -> Vec<CodeId> {
            codes.codes().iter().filter(|(_, code)| code.kind == kind).map(|(id, _)| id).collect()
        };
        let state = codes.codes().iter().find(|(_, code)| code.name == "State").map(|(id, _)| id);
        let made = Made { by: "ab".to_owned(), at: Stamp::from_unix_secs(1_751_284_800) };
        let world = World {
            draft: Draft::new(&mut project, &mut ids, made),
            chance: fastrand::Rng::with_seed(7),
            types: of_kind(CodeKind::EventType),
            areas: of_kind(CodeKind::Area),
            roles: of_kind(CodeKind::Role),
            entities: Vec::new(),
            documents: Vec::new(),
        };
        world.fill(state, events)?;
        Ok(project)
    }

    fn fill(mut self, state: Option<CodeId>, events: usize) -> Result<(), Box<dyn Error>> {
        self.people(state)?;
        for number in 0..5_000 {
            self.document(number)?;
        }
        for number in 0..events {
            let event = self.event(number)?;
            for _ in 0..self.chance.usize(1..5) {
                self.mark(event)?;
            }
        }
        self.draft.finish("Generate").map(|_| ()).ok_or_else(|| "nothing was generated".into())
    }

    fn people(&mut self, state: Option<CodeId>) -> Result<(), Box<dyn Error>> {
        for number in 0..600 {
            let names = vec![Name::plain(format!("Body {number}"))];
            let mut entity = Entity { names, kind: state.filter(|_| number < 40), ..Entity::default() };
            if number >= 40 && number % 2 == 0 {
                let of = self.entities.get(number % 40).copied().ok_or("no state")?;
                let when = if number % 10 == 0 { "2018/2022".parse().ok() } else { None };
                entity.part_of.push(Membership { entity: of, when, note: String::new(), source: Source::Analyst });
            }
            self.entities.push(self.draft.add(entity)?);
        }
        Ok(())
    }

    fn document(&mut self, number: usize) -> Result<(), Box<dyn Error>> {
        let when = self.day().parse()?;
        let row = Document {
            title: format!("Report {number}"),
            outlet: format!("Outlet {}", number % 60),
            published: Some(Published { when, known: HowKnown::Given, reason: String::new() }),
            text_sha256: text_sha256(TEXT),
            syndicated_from: if number % 7 == 6 { self.documents.get(number - 3).copied() } else { None },
            ..Document::default()
        };
        let id = self.draft.add(row)?;
        self.draft.patch(id, Patch::replace(0, "", TEXT))?;
        self.documents.push(id);
        Ok(())
    }

    fn event(&mut self, number: usize) -> Result<EventId, Box<dyn Error>> {
        let date = match number % 50 {
            0 => None,
            1..=2 => Some(format!("{}", 2015 + self.chance.u16(0..10))),
            3..=5 => Some(format!("{}-{:02}", 2015 + self.chance.u16(0..10), self.chance.u8(1..13))),
            _ => Some(self.day()),
        };
        let when = date.map(|date| date.parse()).transpose()?;
        let participants = (0..self.chance.usize(1..4)).map(|_| self.part()).collect();
        let place = Place { text: format!("Hall {}", number % 90), ..Place::default() };
        let row = Event {
            kind: self.pick(&self.types.clone()),
            areas: self.pick(&self.areas.clone()).into_iter().collect(),
            title: format!("Meeting {number} of the working group"),
            assessed: when.map(|when| Assessed {
                when,
                known: HowKnown::Given,
                reason: String::new(),
                source: Source::Analyst,
            }),
            status: if number % 9 == 8 { Status::Planned } else { Status::Happened },
            places: number.is_multiple_of(3).then_some(place).into_iter().collect(),
            participants,
            ..Event::default()
        };
        Ok(self.draft.add(row)?)
    }

    fn part(&mut self) -> Participant {
        let entity = self.pick(&self.entities.clone()).unwrap_or_else(|| EntityId::from_bits(0));
        let role = self.pick(&self.roles.clone());
        Participant {
            role,
            who: Who::Entity(entity),
            office: String::new(),
            certainty: Certainty::Certain,
            source: Source::Analyst,
        }
    }

    fn mark(&mut self, event: EventId) -> Result<(), Box<dyn Error>> {
        let document = self.pick(&self.documents.clone()).ok_or("no document")?;
        let code = self.pick(&self.types.clone());
        let start = self.chance.usize(0..TEXT.len() - 8);
        let span = Span::new(start, start + 8);
        self.draft.add(Mark {
            document,
            pieces: Pieces::one(span).ok_or("an empty mark")?,
            quote: TEXT.get(start..start + 8).unwrap_or_default().to_owned(),
            context: Context::default(),
            anchor: Anchor::Placed,
            in_error: false,
            code,
            evidence: vec![Evidence::certain(Proves::Event(event))],
            status: None,
            speech: None,
            attribution: Vec::new(),
            note: String::new(),
            made: Made::default(),
            changed: None,
        })?;
        Ok(())
    }

    fn day(&mut self) -> String {
        format!("{}-{:02}-{:02}", 2015 + self.chance.u16(0..10), self.chance.u8(1..13), self.chance.u8(1..29))
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.chance.usize(0..all.len())])
    }
}
