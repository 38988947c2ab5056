//! Measures what it costs to propose names. `cargo run --release --example suggest_names -- FILE…` reads the files as
//! one text again and again and prints megabytes a second of processor time; `--group` makes a project of 25 MB with
//! 100,000 names and 2,000 entities and prints milliseconds for all of it and after one change; `--hostile` reads ten
//! megabytes of what no newspaper prints; `--list` prints the names of each file with their places in code points.
//!
//! Budgets: 5 MB/s, one second after a change.

use entente::base::id::Ids;
use entente::base::patch::Patch;
use entente::model::{Document, DocumentId, Entity, EntityId, Made, Name, ProjectId};
use entente::project::check::text_sha256;
use entente::project::{Draft, Project, Refused};
use entente::query::suggest::names::mentions;
use entente::query::suggest::proposals::{Cache, open_names};
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write;

const LEAST_BYTES: usize = 25_000_000;
const BUDGET_MB_PER_SEC: f64 = 5.0;
const BUDGET_MS: f64 = 1_000.0;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let files: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let wants = |option: &str| args.iter().any(|arg| arg == option);
    let mut out = std::io::stdout().lock();
    if wants("--list") {
        return files.into_iter().try_for_each(|file| list(&mut out, file));
    }
    if wants("--group") {
        return group(&mut out);
    }
    if wants("--hostile") {
        return hostile(&mut out);
    }
    speed(&mut out, &files)
}

fn speed(out: &mut impl Write, files: &[&String]) -> Result<(), Box<dyn Error>> {
    let texts: Result<Vec<String>, _> = files.iter().map(std::fs::read_to_string).collect();
    let texts = texts?;
    let (mut bytes, mut names) = (0, 0);
    let before = processor_secs();
    while bytes < LEAST_BYTES && texts.iter().any(|text| !text.is_empty()) {
        for text in &texts {
            names += mentions(text, &[], "en").len();
            bytes += text.len();
        }
    }
    let secs = processor_secs() - before;
    let megabytes = bytes as f64 / 1e6;
    let speed = megabytes / secs;
    writeln!(out, "{megabytes:.1} MB, {names} names, {secs:.2} s: {speed:.1} MB/s (budget {BUDGET_MB_PER_SEC})")?;
    Ok(())
}

fn group(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut ids = Ids::from_seed(7);
    let mut project = entente::session::codebook::new_project(ids.fresh::<ProjectId>());
    let (document, entity) = fill(&mut project, &mut ids)?;
    let mut cache = Cache::default();
    let mut line = |what: &str, project: &Project| -> Result<(), Box<dyn Error>> {
        let before = processor_secs();
        let names = open_names(project, &mut cache);
        let ms = (processor_secs() - before) * 1e3;
        let mentions: usize = names.list.iter().map(|name| name.mentions.len()).sum();
        writeln!(out, "{what}: {} names, {mentions} places, {ms:.0} ms (budget {BUDGET_MS})", names.list.len())?;
        Ok(())
    };
    line("everything, texts read", &project)?;
    change(&mut project, &mut ids, |draft| draft.change::<Document>(document, |row| row.note.push('.')))?;
    line("after one change of a row", &project)?;
    let learnt = |row: &mut Entity| row.names.push(Name::plain("the confirmed report"));
    change(&mut project, &mut ids, |draft| draft.change::<Entity>(entity, learnt))?;
    line("after one new spelling, in small letters", &project)
}

fn change(
    project: &mut Project,
    ids: &mut Ids,
    verb: impl FnOnce(&mut Draft<'_>) -> Result<bool, Refused>,
) -> Result<(), Box<dyn Error>> {
    let mut draft = Draft::new(project, ids, Made::default());
    verb(&mut draft)?;
    draft.finish("Measure").map(|_| ()).ok_or_else(|| "nothing was changed".into())
}

const GIVEN: [&str; 20] = [
    "Karim", "Élodie", "Martin", "Sofia", "Youssef", "Claire", "Ahmed", "Maria", "Pierre", "Anna", "Hassan", "Julie",
    "Thomas", "Nadia", "David", "Laura", "Omar", "Peter", "Samira", "Lucas",
];
const SYLLABLES: [&str; 14] =
    ["Ba", "ren", "to", "kal", "mi", "dou", "ver", "na", "sol", "ti", "gar", "le", "hou", "per"];
const BODIES: [&str; 6] = [
    "the Moroccan Ministry of Justice",
    "the Court of Appeal",
    "Interpol",
    "the National Police",
    "the port of Rotterdam",
    "the Interior Ministry",
];

fn fill(project: &mut Project, ids: &mut Ids) -> Result<(DocumentId, EntityId), Box<dyn Error>> {
    let mut chance = fastrand::Rng::with_seed(7);
    let mut draft = Draft::new(project, ids, Made::default());
    let mut last = None;
    for number in 0..2_000 {
        let names = vec![Name::plain(person(number)), Name::plain(format!("alias number {number}"))];
        last = Some(draft.add(Entity { names, ..Entity::default() })?);
    }
    let mut document = None;
    for number in 0..5_000 {
        let text = article(number, &mut chance);
        let id = draft.add(Document { text_sha256: text_sha256(&text), ..Document::default() })?;
        draft.patch(id, Patch::replace(0, "", &text))?;
        document = Some(id);
    }
    draft.finish("Generate").ok_or("nothing was generated")?;
    document.zip(last).ok_or_else(|| "nothing was generated".into())
}

fn person(number: usize) -> String {
    let syllable = |at: usize| SYLLABLES.get(at % SYLLABLES.len()).copied().unwrap_or_default();
    let family =
        format!("{}{}{}", syllable(number / 7), syllable(number / 3 + 5).to_lowercase(), syllable(number / 40));
    let given = GIVEN.get(number % GIVEN.len()).copied().unwrap_or_default();
    let capital: String = family.chars().take(1).chain(family.chars().skip(1).flat_map(char::to_lowercase)).collect();
    format!("{given} {capital}")
}

/// Five kilobytes with about twenty names.
fn article(number: usize, chance: &mut fastrand::Rng) -> String {
    let mut text = String::with_capacity(5_300);
    while text.len() < 5_000 {
        let name = if chance.u8(..) < 170 {
            person(chance.usize(..4_000))
        } else {
            BODIES.get(chance.usize(..BODIES.len())).copied().unwrap_or_default().to_owned()
        };
        let _ = writeln!(
            text,
            "The report that was published late in the week speaks of {name}, and says in its part {number} that the \
             figures had been confirmed by two other sources before they were used, which took some months and a \
             good deal of patience on all sides."
        );
    }
    text
}

/// What no newspaper prints must cost no more than what it prints.
fn hostile(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let texts = [
        ("capitals", "ABCDE FGHI ".repeat(900_000)),
        ("one word of small letters", "a".repeat(10_000_000)),
        ("one word of capitals", "A".repeat(10_000_000)),
        ("digits", "1234567890 ".repeat(900_000)),
        ("hyphens", "A-b".repeat(3_300_000)),
        ("apostrophes", "l’".repeat(2_500_000)),
        ("acronyms in brackets", "Ab Cd (AC) ".repeat(900_000)),
        ("heads and binders", "Ministry of ".repeat(830_000)),
        ("full stops", "A.".repeat(5_000_000)),
    ];
    for (what, text) in &texts {
        let before = processor_secs();
        let names = mentions(text, &[], "fr").len();
        let secs = processor_secs() - before;
        let megabytes = text.len() as f64 / 1e6;
        writeln!(out, "{what}: {megabytes:.1} MB, {names} names, {secs:.2} s: {:.1} MB/s", megabytes / secs)?;
    }
    Ok(())
}

fn list(out: &mut impl Write, file: &str) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let language = if file.contains("fr") { "fr" } else { "en" };
    let chars = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    for found in mentions(&text, &[], language) {
        let (start, end) = (chars(found.span.start()), chars(found.span.end()));
        let office = found.office.unwrap_or_default();
        writeln!(out, "{file}\t{start}\t{end}\t{}\t{}\t{office}\t{}", found.kind, found.text, found.because)?;
    }
    Ok(())
}

/// Time of the processor that this program has used.
fn processor_secs() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
