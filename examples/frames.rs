//! What a frame of the whole window costs on a project, all panels open: `cargo run --release --example frames --
//! x.ron --json`. Names of scenarios behind the file measure only these.
//!
//! Measured is the CPU time of the window's thread, laying out and tessellating included, for frames of 1440 × 900
//! points without a screen; drawing by the graphics card is not. What a panel has computed on another thread is not in
//! a frame; `follow` says how much CPU time the whole program takes after a tag until every panel shows it. Works on a
//! copy of the file, in a temporary folder, whose log is really written and synced.
//!
//! | scenario | one sample |
//! |---|---|
//! | `idle` | a frame in which nothing happens |
//! | `scroll` | a frame in which the wheel turns by 40 points |
//! | `list` | a frame in which the wheel turns by 40 points over the list of events |
//! | `list_marks` | the same over the list of marks |
//! | `timeline` | a frame in which the wheel zooms into the timeline or out of it, at a place that moves over it |
//! | `network` | a frame in which the pointer moves over a network of 500 actors and 5,000 ties (or all there are) |
//! | `network_drag` | a frame in which it is dragged |
//! | `network_zoom` | a frame in which the wheel zooms it, so that everything is drawn anew |
//! | `bulk` | giving all marks a status as one step, its line in the log included: all frames until it is painted |
//! | `jump` | going to a random place of the open document: all frames until it is painted |
//! | `select` | a frame in which a selection is dragged |
//! | `switch_document` | opening another document (if there is only one: the same one in a new window): all frames |
//! | `tag` | tagging selected words as an event: all frames until it is painted, the line of the log included |
//! | `undo_batch` | taking back the deletion of 5,000 marks (or all there are): all frames |
//! | `palette` | opening the list of everything, and a letter typed in it: all frames until it is painted |
//! | `follow` | after a tag, until all panels have followed |
//! | `search` | finding all hits of a word, rare or common, or of a regular expression, in all documents |

use entente::base::id::Ids;
use entente::base::span::{Pieces, Span};
use entente::files::RealDisk;
use entente::files::store::OpenOptions;
use entente::model::{
    ChartKind, ChartSpec, CodeId, CodeKind, DocumentId, Filter, MarkId, NetworkSpec, RecordId, Status,
};
use entente::ops::bulk::MarksChange;
use entente::query::concordance::concordance;
use entente::query::search::Search;
use entente::session::{Command, Session, Settings};
use entente::ui::action::Action;
use entente::ui::view::Wish;
use entente::ui::workbench::Workbench;
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Map, Value, json};
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// So many frames after the last figures have come, every animation has ended.
const RESTLESS: usize = 1_000;

/// Marks in the batch that is taken back.
const BATCH: usize = 5_000;

#[expect(clippy::print_stderr, reason = "a program for the shell")]
fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let as_json = arguments.iter().any(|argument| argument == "--json");
    arguments.retain(|argument| argument != "--json");
    let Some((path, only)) = arguments.split_first() else {
        eprintln!("Usage: frames FILE.ron [SCENARIO…] [--json]");
        return ExitCode::from(2);
    };
    match measure(Path::new(path), only) {
        Ok(measured) => {
            print(&measured, as_json);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "a program for the shell")]
fn print(measured: &Map<String, Value>, as_json: bool) {
    if as_json {
        println!("{}", Value::Object(measured.clone()));
        return;
    }
    for (scenario, figures) in measured {
        println!(
            "{scenario:<16} median {:>8.3} ms   p99 {:>8.3} ms   n {}",
            figures["median_ms"].as_f64().unwrap_or_default(),
            figures["p99_ms"].as_f64().unwrap_or_default(),
            figures["n"]
        );
    }
}

fn measure(path: &Path, only: &[String]) -> Result<Map<String, Value>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("project.ron");
    std::fs::copy(path, &copy)?;
    let mut desk = Desk::open(&copy)?;
    let mut measured = Map::new();
    let scenarios: [(&str, Scenario); 15] = [
        ("idle", |desk| Ok(desk.idle(600))),
        ("scroll", |desk| Ok(desk.scroll(600))),
        ("list", |desk| Ok(desk.list(Action::ShowEvents, 600))),
        ("list_marks", |desk| Ok(desk.list(Action::ShowMarks, 600))),
        ("timeline", |desk| Ok(desk.timeline(600))),
        ("network", |desk| Ok(desk.network(400, Hand::Over))),
        ("network_drag", |desk| Ok(desk.network(400, Hand::Drags))),
        ("network_zoom", |desk| Ok(desk.network(200, Hand::Zooms))),
        ("jump", |desk| Ok(desk.jump(300))),
        ("select", |desk| Ok(desk.select(400))),
        ("switch_document", |desk| Ok(desk.switch(100))),
        ("palette", |desk| Ok(desk.palette(20))),
        ("undo_batch", |desk| Ok(desk.undo_batch(10))),
        ("bulk", |desk| Ok(desk.bulk(5))),
        ("search", |desk| desk.search()),
    ];
    let wanted = |name: &str| only.is_empty() || only.iter().any(|other| other == name);
    for (name, scenario) in scenarios.into_iter().filter(|(name, _)| wanted(name)) {
        measured.insert(name.to_owned(), figures(scenario(&mut desk)?));
    }
    if wanted("tag") || wanted("follow") {
        let (tag, follow) = desk.tag(60)?;
        measured.insert("tag".to_owned(), figures(tag));
        measured.insert("follow".to_owned(), figures(follow));
    }
    Ok(measured)
}

/// What is done with a network.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hand {
    Over,
    Drags,
    Zooms,
}

/// What gives the samples of a scenario.
type Scenario = fn(&mut Desk) -> Result<Vec<f64>, Box<dyn Error>>;

/// Median and 99th percentile (nearest rank) of samples in milliseconds.
fn figures(mut samples: Vec<f64>) -> Value {
    samples.sort_by(f64::total_cmp);
    let rank = |share: usize| samples.get((samples.len() * share).div_ceil(100).saturating_sub(1)).copied();
    json!({ "median_ms": rank(50), "p99_ms": rank(99), "n": samples.len() })
}

/// CPU time that was used, in milliseconds.
fn cpu_ms(clock: ClockId) -> f64 {
    let now = clock_gettime(clock);
    now.tv_sec as f64 * 1_000.0 + now.tv_nsec as f64 / 1_000_000.0
}

/// The window without a screen.
struct Desk {
    workbench: Workbench,
    ctx: egui::Context,
    began: Instant,
    chance: fastrand::Rng,
    documents: Vec<DocumentId>,
    /// Where the article is, in points.
    article: egui::Rect,
}

impl Desk {
    fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let ctx = egui::Context::default();
        let settings = Settings::default();
        entente::ui::dress(&ctx, &settings);
        let workbench = workbench(path, settings)?;
        let documents: Vec<DocumentId> = workbench.session().project().documents().ids().collect();
        let article = egui::Rect::from_min_max(egui::pos2(340.0, 180.0), egui::pos2(1_020.0, 560.0));
        let chance = fastrand::Rng::with_seed(3);
        let mut desk = Self { workbench, ctx, began: Instant::now(), chance, documents, article };
        desk.settle();
        Ok(desk)
    }

    /// One frame; its CPU time in milliseconds, and whether another one is wanted at once.
    fn frame(&mut self, events: Vec<egui::Event>) -> (f64, bool) {
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1_440.0, 900.0))),
            time: Some(self.began.elapsed().as_secs_f64()),
            focused: true,
            events,
            ..egui::RawInput::default()
        };
        let before = cpu_ms(ClockId::ThreadCPUTime);
        let workbench = &mut self.workbench;
        let mut output = self.ctx.run_ui(input, |ui| workbench.frame(ui));
        output.textures_delta.clear();
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let spent = cpu_ms(ClockId::ThreadCPUTime) - before;
        drop(shapes);
        let soon = output.viewport_output.values().any(|viewport| viewport.repaint_delay.is_zero());
        (spent, soon)
    }

    /// Frames until no other is wanted at once; the CPU time of those that had something to do: two grant a wish and
    /// paint what came of it.
    fn until_painted(&mut self) -> f64 {
        let granted = self.frame(Vec::new()).0;
        granted + self.frame(Vec::new()).0
    }

    /// Frames until every panel has followed.
    ///
    /// # Panics
    ///
    /// If the window asks for frames on and on, naming where in the code it does.
    #[expect(clippy::panic, reason = "a window that never rests cannot be measured, and is a defect")]
    fn settle(&mut self) {
        let (mut still, mut restless) = (0, 0);
        while still < 3 {
            let (_, soon) = self.frame(Vec::new());
            let is_computing = self.workbench.is_computing();
            still = if soon || is_computing { 0 } else { still + 1 };
            restless = if soon && !is_computing { restless + 1 } else { 0 };
            if restless > RESTLESS {
                let causes: Vec<String> = self.ctx.repaint_causes().iter().map(ToString::to_string).collect();
                panic!("the window never comes to rest: {}", causes.join(", "));
            }
            // As a screen does, which shows no more than so many frames a second.
            std::thread::sleep(std::time::Duration::from_millis(4));
        }
    }

    fn idle(&mut self, n: usize) -> Vec<f64> {
        self.settle();
        (0..n).map(|_| self.frame(Vec::new()).0).collect()
    }

    fn scroll(&mut self, n: usize) -> Vec<f64> {
        self.open_largest();
        let at = self.article.center();
        self.wheel(n, at)
    }

    /// Scrolls a list below the article.
    fn list(&mut self, list: Action, n: usize) -> Vec<f64> {
        self.workbench.wish(Wish::Act(list));
        self.settle();
        let samples = self.wheel(n, egui::pos2(600.0, 800.0));
        self.workbench.wish(Wish::Act(Action::ShowActivity));
        self.settle();
        samples
    }

    /// Zooms into the timeline and out again, at a place that moves over it.
    fn timeline(&mut self, n: usize) -> Vec<f64> {
        self.workbench.wish(Wish::Act(Action::ShowTimeline));
        self.settle();
        let wheel = |nearer: bool| egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, if nearer { 40.0 } else { -40.0 }),
            modifiers: egui::Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        };
        let mut samples = Vec::with_capacity(n);
        for number in 0..n {
            let at = egui::pos2(500.0 + (number % 300) as f32, 760.0);
            samples.push(self.frame(vec![egui::Event::PointerMoved(at), wheel(number / 50 % 2 == 0)]).0);
        }
        // A chart that is not shown any more takes nothing in: what is being packed for it has to come before.
        self.settle();
        self.workbench.wish(Wish::Act(Action::ShowActivity));
        self.settle();
        samples
    }

    /// Frames in which the wheel turns at a place: down and up again, so that what is short is scrolled, too.
    fn wheel(&mut self, n: usize, at: egui::Pos2) -> Vec<f64> {
        self.frame(vec![egui::Event::PointerMoved(at)]);
        let wheel = |down: bool| egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, if down { -40.0 } else { 40.0 }),
            modifiers: egui::Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        };
        (0..n).map(|number| self.frame(vec![wheel(number / 40 % 4 < 3)]).0).collect()
    }

    /// Frames of the largest network there is.
    fn network(&mut self, n: usize, hand: Hand) -> Vec<f64> {
        let asked = NetworkSpec { most: 500, ..NetworkSpec::default() };
        let chart =
            ChartSpec { kind: ChartKind::Network(asked), filter: Filter::everything(), ..ChartSpec::default() };
        self.workbench.wish(Wish::SaveChart("Everybody".to_owned(), Box::new(chart)));
        self.settle();
        let middle = egui::pos2(560.0, 810.0);
        let button = |pressed| egui::Event::PointerButton {
            pos: middle,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        self.frame(vec![egui::Event::PointerMoved(middle)]);
        if hand == Hand::Zooms {
            let samples = self.wheel(n, middle);
            self.workbench.wish(Wish::Act(Action::ShowActivity));
            self.settle();
            return samples;
        }
        if hand == Hand::Drags {
            self.frame(vec![button(true)]);
        }
        let mut samples = Vec::with_capacity(n);
        for number in 0..n {
            let turn = number as f32 * 0.05;
            let at = middle + egui::vec2(turn.cos() * 300.0, turn.sin() * 45.0);
            samples.push(self.frame(vec![egui::Event::PointerMoved(at)]).0);
        }
        self.frame(vec![button(false)]);
        self.workbench.wish(Wish::Act(Action::ShowActivity));
        self.settle();
        samples
    }

    fn jump(&mut self, n: usize) -> Vec<f64> {
        let document = self.open_largest();
        let length = self.workbench.session().project().text(document).len();
        let mut samples = Vec::with_capacity(n);
        for _ in 0..n {
            let near = self.chance.usize(0..length);
            let near = self.workbench.session().project().text(document).floor_char_boundary(near);
            self.workbench.wish(Wish::Jump(document, Span::new(near, near)));
            samples.push(self.until_painted());
        }
        samples
    }

    fn select(&mut self, n: usize) -> Vec<f64> {
        self.open_largest();
        let button = |pos, pressed| egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        let start = self.article.left_top();
        self.frame(vec![egui::Event::PointerMoved(start)]);
        self.frame(vec![button(start, true)]);
        let mut samples = Vec::with_capacity(n);
        for number in 0..n {
            let share = number as f32 / n as f32;
            let row = (share * 16.0).fract();
            let at = start + egui::vec2(row * self.article.width(), share * self.article.height());
            samples.push(self.frame(vec![egui::Event::PointerMoved(at)]).0);
        }
        let end = self.article.center();
        self.frame(vec![button(end, false)]);
        samples
    }

    fn switch(&mut self, n: usize) -> Vec<f64> {
        let mut samples = Vec::with_capacity(n);
        for _ in 0..if self.documents.len() > 1 { n } else { n / 10 } {
            let next = self.documents[self.chance.usize(0..self.documents.len())];
            if self.documents.len() == 1 {
                self.workbench.close_article();
            }
            self.workbench.wish(Wish::Open(next));
            samples.push(self.until_painted());
            self.settle();
        }
        samples
    }

    /// Opens the list of everything and types in it, letter by letter.
    fn palette(&mut self, n: usize) -> Vec<f64> {
        let mut samples = Vec::with_capacity(4 * n);
        for _ in 0..n {
            self.workbench.wish(Wish::Act(Action::Palette));
            samples.push(self.until_painted());
            for letter in ["v", "i", "s"] {
                let typed = self.frame(vec![egui::Event::Text(letter.to_owned())]).0;
                samples.push(typed + self.frame(Vec::new()).0);
            }
            let escape = egui::Event::Key {
                key: egui::Key::Escape,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: egui::Modifiers::NONE,
            };
            self.frame(vec![escape]);
            self.settle();
        }
        samples
    }

    /// Tags words that have no mark yet; until painted, and until every panel has followed.
    fn tag(&mut self, n: usize) -> Result<(Vec<f64>, Vec<f64>), Box<dyn Error>> {
        let document = self.open_largest();
        let code = self.event_type().ok_or("there is no event type")?;
        let length = self.workbench.session().project().text(document).len();
        let (mut painted, mut followed) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for _ in 0..n {
            let near = self.chance.usize(0..length.saturating_sub(40).max(1));
            self.workbench.wish(Wish::Jump(document, Span::new(near, near)));
            self.settle();
            let words = self.words_at(document, near).ok_or("there are no words")?;
            self.workbench.wish(Wish::Words(Some(words)));
            self.until_painted();
            let before = self.workbench.session().project().marks().len();
            let all = cpu_ms(ClockId::ProcessCPUTime);
            self.workbench.wish(Wish::TagWords(code));
            painted.push(self.until_painted());
            self.settle();
            followed.push(cpu_ms(ClockId::ProcessCPUTime) - all);
            if self.workbench.session().project().marks().len() != before + 1 {
                return Err("a tag made no mark".into());
            }
        }
        Ok((painted, followed))
    }

    fn undo_batch(&mut self, n: usize) -> Vec<f64> {
        let marks: Vec<MarkId> = self.workbench.session().project().marks().ids().take(BATCH).collect();
        let batch: Vec<RecordId> = marks.into_iter().map(RecordId::from).collect();
        let mut samples = Vec::with_capacity(n);
        for _ in 0..n {
            self.workbench.wish(Wish::Do(Command::Delete(batch.clone())));
            self.settle();
            self.workbench.wish(Wish::Act(Action::Undo));
            samples.push(self.until_painted());
            self.settle();
        }
        samples
    }

    /// Gives all marks a status, and takes it back.
    fn bulk(&mut self, n: usize) -> Vec<f64> {
        let marks: Vec<MarkId> = self.workbench.session().project().marks().ids().collect();
        let mut samples = Vec::with_capacity(n);
        for _ in 0..n {
            let changes = vec![MarksChange::Status(Some(Status::Planned))];
            self.workbench.wish(Wish::Do(Command::ChangeMarks { marks: marks.clone(), changes }));
            samples.push(self.until_painted());
            self.settle();
            self.workbench.wish(Wish::Act(Action::Undo));
            self.settle();
        }
        samples
    }

    /// All hits of rare and common words and expressions; each search twice.
    fn search(&self) -> Result<Vec<f64>, Box<dyn Error>> {
        let words = ["sanctions", "Ångström", "angstrom", "zyxomma", "the", "parquet général", "Иванов"];
        let expressions = [r"arrest(ed)?\b", "Ministry|Court", r"\d{3,}"];
        let plain = words.into_iter().map(|words| Ok(Search::text(words)));
        let regex = expressions.into_iter().map(Search::regex);
        let mut samples = Vec::new();
        for search in plain.chain(regex) {
            let search = search?;
            for _ in 0..2 {
                let before = cpu_ms(ClockId::ProcessCPUTime);
                let found = concordance(self.workbench.session().project(), &search, usize::MAX);
                samples.push(cpu_ms(ClockId::ProcessCPUTime) - before);
                std::hint::black_box(found);
            }
        }
        Ok(samples)
    }

    /// Opens the longest document.
    fn open_largest(&mut self) -> DocumentId {
        let project = self.workbench.session().project();
        let largest = self.documents.iter().copied().max_by_key(|id| project.text(*id).len());
        let largest = largest.unwrap_or_else(|| self.documents[0]);
        self.workbench.wish(Wish::Open(largest));
        self.settle();
        largest
    }

    fn event_type(&self) -> Option<CodeId> {
        let codes = self.workbench.session().project().codes();
        codes.iter().find(|(_, code)| code.kind == CodeKind::EventType).map(|(id, _)| id)
    }

    /// About thirty bytes of words from `near` on.
    fn words_at(&self, document: DocumentId, near: usize) -> Option<Pieces> {
        let text = self.workbench.session().project().text(document);
        let start = text.ceil_char_boundary(near);
        let end = text.ceil_char_boundary((start + 30).min(text.len()));
        Pieces::one(entente::base::words::snap(text, Span::new(start, end)))
    }
}

fn workbench(path: &Path, settings: Settings) -> Result<Workbench, Box<dyn Error>> {
    let disk: Arc<dyn entente::files::Disk> = Arc::new(RealDisk);
    let now = chrono::Utc::now().into();
    let options = OpenOptions { by: "bench".to_owned(), now, write: true };
    let (session, _) = Session::open(disk.clone(), path, &options, Ids::from_seed(5)).map_err(|e| e.to_string())?;
    Ok(Workbench::new(session, settings, None, disk))
}
