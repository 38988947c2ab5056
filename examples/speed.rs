//! Measures what a person waits for on a large project, against the budgets: `cargo run --release --example speed --
//! L.ron [M.ron] [--json]`. Exit code 1 if one of them is over.
//!
//! `examples/generate` makes both files: L is 25 MB of text with 100,000 marks; M is for the page, and is generated
//! here if it is not given. All work is done on copies, in a folder beside L.ron, so that it is that disk which is
//! measured.
//!
//! - **open**: the file and its log read, checked and replayed, until a session is there.
//! - **save**: what the saving thread does after a change: the file written beside, synced, renamed, the old one kept
//!   as a backup. The window goes on meanwhile.
//! - **log line**: one command that tags a sentence, carried out, written into the log and synced. Beside it the same
//!   without waiting for the disk.
//! - **search**: all places of a common word in all documents.
//! - **merge**: two copies with 5,000 changed records each, 500 of them by both: brought together, reported in words,
//!   and taken in as one transaction.
//! - **html**: the page of M, with all articles.
//! - **peak**: the most memory that a process of its own ever held (`VmHWM`) while it opened L.
//!
//! Medians, in milliseconds of wall time, and of CPU time over all threads: on a machine that does other work too, the
//! second says more. The file is read once before: what is measured is the program and not a cold disk.

use entente::base::id::Ids;
use entente::base::span::{Pieces, Span};
use entente::base::stamp::Stamp;
use entente::files::export::publish::{Form, publication};
use entente::files::export::redact::Redaction;
use entente::files::store::OpenOptions;
use entente::files::{RealDisk, log};
use entente::model::{CodeKind, Event, EventId, Made, Mark, MarkId};
use entente::ops::event::EventChange;
use entente::project::merge::Choices;
use entente::project::{Draft, Project};
use entente::query::merged;
use entente::query::search::{Question, search};
use entente::session::{At, Command, Session};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

#[path = "generate.rs"]
#[allow(dead_code, reason = "it is a program of its own, too")]
mod generate;

/// What a child process is called with that opens a file and says how much memory it took.
const OPEN_ONLY: &str = "--open-only";

/// What is measured, its unit, and the most that it may be; the peak is a multiple of the file.
const BUDGETS: [(&str, f64); 5] =
    [("open_ms", 600.0), ("save_ms", 500.0), ("log_line_ms", 1.0), ("merge_ms", 2_000.0), ("html_ms", 3_000.0)];
const PEAK_FILES: f64 = 3.0;

type Outcome<T> = Result<T, Box<dyn Error>>;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the shell")]
fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (flags, files): (Vec<&str>, Vec<&str>) =
        args.iter().map(String::as_str).partition(|arg| arg.starts_with("--"));
    let (large, medium) = match files.as_slice() {
        [large] => (Path::new(*large), None),
        [large, medium] => (Path::new(*large), Some(Path::new(*medium))),
        _ => {
            eprintln!("Usage: speed L.ron [M.ron] [--json]");
            return ExitCode::from(2);
        }
    };
    if flags.contains(&OPEN_ONLY) {
        let opened = open(large, false).map(|session| (session, peak_mb()));
        let Ok((_session, Some(peak))) = opened else { return ExitCode::FAILURE };
        println!("{peak}");
        return ExitCode::SUCCESS;
    }
    match measure(large, medium) {
        Ok(measured) if flags.contains(&"--json") => {
            println!("{}", Value::Object(measured.clone()));
            verdict(&measured, |_| {})
        }
        Ok(measured) => verdict(&measured, |line| println!("{line}")),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Tells each figure beside its budget.
fn verdict(measured: &Map<String, Value>, say: impl Fn(String)) -> ExitCode {
    let figure = |name: &str| measured.get(name).and_then(Value::as_f64).unwrap_or(f64::INFINITY);
    let mut over = false;
    for (name, budget) in BUDGETS {
        over |= figure(name) > budget;
        let cpu = measured.get("cpu").and_then(|cpu| cpu.get(name)).and_then(Value::as_f64).unwrap_or_default();
        let word = if figure(name) > budget { "OVER" } else { "ok" };
        say(format!("{name:<24} {:>9.2}   CPU {cpu:>9.2}   budget {budget:>7.0}   {word}", figure(name)));
    }
    let (peak, file) = (figure("peak_rss_mb"), figure("file_mb"));
    over |= peak > PEAK_FILES * file;
    let word = if peak > PEAK_FILES * file { "OVER" } else { "ok" };
    say(format!(
        "{:<24} {peak:>9.2}   {:.2} times the file ({file:.1} MB), budget {PEAK_FILES}   {word}",
        "peak_rss_mb",
        peak / file
    ));
    for name in ["search_ms", "log_line_no_sync_ms", "html_mb"] {
        say(format!("{name:<24} {:>9.2}", figure(name)));
    }
    if over { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn measure(large: &Path, medium: Option<&Path>) -> Outcome<Map<String, Value>> {
    let folder =
        tempfile::tempdir_in(large.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
    let path = folder.path().join("l.ron");
    std::fs::copy(large, &path)?;
    let mut all = Figures::default();
    let bytes = std::fs::metadata(&path)?.len() as f64;
    all.note("file_mb", bytes / 1e6);
    all.note("peak_rss_mb", peak_of_opening(&path)?);
    all.time("open_ms", 5, || open(&path, false))?;
    let mut session = open(&path, true)?;
    let project = session.project().clone();
    all.time("search_ms", 5, || Ok(search(&project, &Question::plain("sanctions").prepare()?, usize::MAX)))?;
    log_lines(&mut all, &mut session, folder.path())?;
    save(&mut all, &mut session)?;
    drop(session);
    merge(&mut all, &project)?;
    drop(project);
    page(&mut all, medium, folder.path())?;
    Ok(all.finish())
}

fn open(path: &Path, write: bool) -> Outcome<Session> {
    let options = OpenOptions { by: "speed".to_owned(), now: now(), write };
    let (session, problems) = Session::open(Arc::new(RealDisk), path, &options, Ids::from_seed(11))?;
    if let Some(problem) = problems.iter().find(|problem| problem.line.is_some()) {
        return Err(format!("{} has problems: {problem}", path.display()).into());
    }
    Ok(session)
}

/// Opens the file in a process of its own.
fn peak_of_opening(path: &Path) -> Outcome<f64> {
    let child = std::process::Command::new(std::env::current_exe()?).arg(path).arg(OPEN_ONLY).output()?;
    Ok(String::from_utf8(child.stdout)?.trim().parse().map_err(|_| "the peak of memory is known only on Linux")?)
}

/// The most memory that this process ever held, in MB of 10^6 bytes.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1_024.0 / 1e6)
}

/// Tags sentences; then writes the same lines into a file without asking the disk to finish.
fn log_lines(all: &mut Figures, session: &mut Session, folder: &Path) -> Outcome<()> {
    let code = session.project().codes().iter().find(|(_, code)| code.kind == CodeKind::EventType).map(|(id, _)| id);
    let code = code.ok_or("no type of event")?;
    let documents: Vec<_> = session.project().documents().ids().take(101).collect();
    let mut documents = documents.into_iter().cycle();
    all.time("log_line_ms", 101, || {
        let document = documents.next().ok_or("no document")?;
        let text = session.project().text(document);
        let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
        let pieces = Pieces::one(Span::new(0, end)).ok_or("an empty document")?;
        let command = Command::TagNew { document, at: At::Bytes(pieces), code };
        Ok(session.perform(&command, now())?)
    })?;
    let transactions = session.transactions().clone();
    let mut lines = transactions.iter().cycle();
    let mut file = std::fs::File::create(folder.join("lines"))?;
    all.time("log_line_no_sync_ms", 101, || {
        let tx = lines.next().ok_or("no transaction")?;
        Ok(file.write_all(log::line(tx)?.as_bytes())?)
    })
}

fn save(all: &mut Figures, session: &mut Session) -> Outcome<()> {
    for time in 0..5 {
        let title = format!("Saved {time} times");
        let event = session.project().events().ids().next().ok_or("no event")?;
        session.perform(&Command::ChangeEvent { event, changes: vec![EventChange::Title(title)] }, now())?;
        let saving = session.begin_save(now())?;
        let written = all.once("save_ms", || saving.run());
        session.end_save(written)?;
    }
    Ok(())
}

/// Changes 5,000 records of a copy, beginning with the mark and the event of number `from`.
fn changed(base: &Project, from: usize, word: &str) -> Outcome<Project> {
    let mut copy = base.clone();
    let mut ids = Ids::from_seed(from as u64 + 1);
    let marks: Vec<MarkId> = base.marks().ids().skip(from).take(4_000).collect();
    let events: Vec<EventId> = base.events().ids().skip(from).take(1_000).collect();
    let mut draft = Draft::new(&mut copy, &mut ids, Made { by: word.to_owned(), at: now() });
    for (at, id) in marks.iter().enumerate() {
        draft.change::<Mark>(*id, |mark| mark.note = format!("{word} {at}"))?;
    }
    for (at, id) in events.iter().enumerate() {
        draft.change::<Event>(*id, |event| event.title = format!("{word} {at}"))?;
    }
    draft.finish("Change much").ok_or("nothing was changed")?;
    Ok(copy)
}

fn merge(all: &mut Figures, base: &Project) -> Outcome<()> {
    let mine = changed(base, 0, "mine")?;
    // Of 4,000 marks 500 are changed by both.
    let theirs = Session::in_memory(changed(base, 3_500, "theirs")?, "theirs", 5);
    for _ in 0..5 {
        let mut ours = Session::in_memory(mine.clone(), "mine", 4);
        let report = all.once("merge_ms", || {
            let merged = ours.would_merge(Some(base), theirs.project(), &Choices::default());
            let report = merged::report(base, ours.project(), theirs.project(), &merged);
            ours.take_in(&merged.project, &theirs.trail(), now()).map(|_| report)
        })?;
        if !report.has_conflicts() {
            return Err("two copies that changed the same records have no conflict".into());
        }
    }
    Ok(())
}

fn page(all: &mut Figures, medium: Option<&Path>, folder: &Path) -> Outcome<()> {
    let generated = folder.join("m.ron");
    let path = if let Some(given) = medium {
        given
    } else {
        generate::generate("M", &generated)?;
        &generated
    };
    let session = open(path, false)?;
    let mut bytes = 0;
    all.time("html_ms", 3, || {
        let (page, _) = publication(session.project(), Form::Html, "Speed", Redaction::default())?;
        bytes = page.len();
        Ok(())
    })?;
    all.note("html_mb", bytes as f64 / 1e6);
    Ok(())
}

fn now() -> Stamp {
    Stamp::from_unix_secs(1_751_284_800)
}

/// Samples by name: wall and CPU time, in milliseconds.
#[derive(Default)]
struct Figures {
    samples: Vec<(&'static str, Vec<(f64, f64)>)>,
    notes: Map<String, Value>,
}

impl Figures {
    fn note(&mut self, name: &str, value: f64) {
        self.notes.insert(name.to_owned(), json!((value * 100.0).round() / 100.0));
    }

    /// Does something once, as one sample of this name.
    fn once<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (began, cpu) = (Instant::now(), cpu_ms());
        let done = work();
        let sample = (began.elapsed().as_secs_f64() * 1_000.0, cpu_ms() - cpu);
        match self.samples.iter_mut().find(|(known, _)| *known == name) {
            Some((_, samples)) => samples.push(sample),
            None => self.samples.push((name, vec![sample])),
        }
        done
    }

    /// Does something so many times. What it makes is thrown away outside the measured time.
    fn time<T>(&mut self, name: &'static str, times: usize, mut work: impl FnMut() -> Outcome<T>) -> Outcome<()> {
        for _ in 0..times {
            self.once(name, &mut work)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Map<String, Value> {
        let mut cpu = Map::new();
        for (name, samples) in std::mem::take(&mut self.samples) {
            self.note(name, median(samples.iter().map(|sample| sample.0).collect()));
            let of_cpu = median(samples.iter().map(|sample| sample.1).collect());
            cpu.insert(name.to_owned(), json!((of_cpu * 100.0).round() / 100.0));
        }
        self.notes.insert("cpu".to_owned(), Value::Object(cpu));
        self.notes
    }
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::INFINITY)
}

/// CPU time of this process, all its threads together.
fn cpu_ms() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}
