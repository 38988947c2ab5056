//! What is done with bytes from strangers: every reader that there is, and what comes after it.
//!
//! Each function takes any bytes and fails only where a promise is broken. The fuzz targets (`fuzz/`) and the tests
//! beside this file feed them; so a finding of the one becomes a test of the other without change.

use entente::base::id::{Fresh, Ids};
use entente::base::span::Span;
use entente::base::stamp::Stamp;
use entente::base::when::When;
use entente::files::export::publish::{Form, publication};
use entente::files::export::redact::Redaction;
use entente::files::import::{guess, read_text, timeml};
use entente::files::read::{read, with_care};
use entente::files::repair::repair;
use entente::files::rescue::of_bytes;
use entente::files::write::project_file_of;
use entente::files::{codebook, log, quick};
use entente::model::{Made, ProjectId};
use entente::project::check::check;
use entente::project::merge::{Choices, merge};
use entente::project::{Index, Project};
use entente::query::merged;
use entente::query::suggest::zones::Blocks;
use entente::query::suggest::{dates, figures, names, zones};
use entente::session::Session;
use entente::session::script::{Names, Script};

fn now() -> Stamp {
    Stamp::from_unix_secs(1_741_600_000)
}

fn made() -> Made {
    Made { by: "AL".to_owned(), at: now() }
}

/// Between the two files of [`two_projects`].
pub const PARTED: u8 = 0x1E;

/// A project file: read, repaired, written, read again, published as text.
pub fn project(bytes: &[u8]) {
    if let Ok(rescued) = of_bytes(bytes, None, &made()) {
        assert_eq!(check(&rescued.project), [], "what is rescued is sound");
    }
    let Ok(read_once) = read(bytes, None) else { return };
    let repaired = repair(&read_once.project, &made());
    assert_eq!(check(&repaired.project), [], "what is repaired is sound");
    assert_eq!(repaired.project.index(), &Index::of(&repaired.project), "its index is that of all its records");
    let file = project_file_of(&repaired.project, read_once.last, &read_once.past).expect("it can be written");
    let again = read(file.as_bytes(), None).expect("what was written can be read");
    assert_eq!(again.problems, [], "{file}");
    assert!(again.project == repaired.project, "what was written is what is read:\n{file}");
    for form in [Form::Html, Form::Markdown] {
        publication(&repaired.project, form, "Any", Redaction::default()).expect("it can be published");
    }
}

/// A project file published as DOCX. Its charts are painted, which takes a hundred times as long as all the rest.
pub fn report(bytes: &[u8]) {
    let Ok(read) = read(bytes, None) else { return };
    let repaired = repair(&read.project, &made());
    publication(&repaired.project, Form::Docx, "Any", Redaction::default()).expect("it can be published");
}

/// A project file: read quickly is read the same as with care.
pub fn quickly(bytes: &[u8]) {
    if quick::read(bytes).is_some() {
        let (read, careful) = (read(bytes, None), with_care(bytes, None));
        assert!(read == careful, "{read:?}\nis not\n{careful:?}");
    }
}

/// A log: read, and what it has taken into an empty project; as it is, and with a right sum before each of its lines, for
/// without one nothing of a line is read.
pub fn history(bytes: &[u8]) {
    one_history(bytes);
    one_history(&sealed(bytes));
}

/// The same lines, each with the sum that belongs to it instead of whatever stands there.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let body = |line: &[u8]| line.get(9..).filter(|_| line[8] == b' ').unwrap_or(line).to_vec();
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines
        .map(body)
        .flat_map(|body| [format!("{:08x} ", crc(&body)).into_bytes(), body, b"\n".to_vec()].concat())
        .collect()
}

/// CRC-32 (IEEE), bit by bit: another one than the program's.
pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

fn one_history(bytes: &[u8]) {
    let log = log::read(bytes);
    // As the store does that writes a damaged log anew.
    let of = log::Anew { project: Fresh::from_bits(1), contained: None, tail: &[] };
    let lines = log::anew(bytes, &of).expect("lines");
    let sound = log::read(&lines);
    // A line whose sum is right may hold what only another program can read: it is kept, and said both times.
    assert!(sound.problems.len() <= log.problems.len(), "{:?}\n{:?}", sound.problems, log.problems);
    assert_eq!(sound.transactions, log.transactions, "no line that can be read is dropped");
    assert_eq!(sound.gaps, log.gaps, "and none is missing unsaid");
    if let Ok(rescued) = of_bytes(b"nothing", Some(log), &made()) {
        assert_eq!(check(&rescued.project), []);
    }
}

/// An article: read, guessed at, and everything that is proposed for it.
pub fn text(bytes: &[u8]) {
    let Ok((imported, _)) = read_text(bytes, "2025-03-10-visit.txt") else { return };
    let text = imported.text.as_str();
    let _ = guess::guess_at(text, "2025-03-10-visit.txt", "https://example.org/2025/03/10/visit");
    let reference: Option<When> = "2025-03-10".parse().ok();
    for language in ["en", "fr", "ar"] {
        let inside = |span: Span| assert!(span.text(text).is_some(), "{span:?} lies between the letters of {text:?}");
        dates::dates(text, &[], reference.as_ref(), language).iter().for_each(|date| inside(date.span));
        names::mentions(text, &[], language).iter().for_each(|name| inside(name.span));
        let tongue = figures::tongue(language, text);
        figures::figures(text, tongue, &[]).iter().for_each(|figure| inside(figure.span));
    }
    zones::zones(text, &[], &Blocks::default()).iter().for_each(|zone| assert!(zone.span.text(text).is_some()));
}

/// A file of `TimeML`.
pub fn timeml_file(bytes: &[u8]) {
    if let Ok(source) = std::str::from_utf8(bytes) {
        let _ = timeml::read(source);
    }
}

/// A file of commands, carried out on a project.
pub fn commands(bytes: &[u8]) {
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let Ok(script) = Script::parse(source) else { return };
    let mut ids = Ids::from_seed(3);
    let project = entente::session::codebook::new_project(ids.fresh::<ProjectId>());
    let mut session = Session::in_memory(project, "AL", 4);
    let mut names = Names::default();
    for at in 0..script.len().min(64) {
        let Ok((name, command)) = script.step(at, &names, session.project()) else { continue };
        if let Ok(outcome) = session.perform(&command, now()) {
            names.note(name, &outcome.made);
        }
    }
    assert_eq!(check(session.project()), [], "after any commands a project is sound");
}

/// A codebook.
pub fn codes(bytes: &[u8]) {
    let _ = codebook::read_bytes(bytes);
}

/// A date as a file has it, and as a person types it.
pub fn date(bytes: &[u8]) {
    let Ok(typed) = std::str::from_utf8(bytes) else { return };
    if let Ok(when) = typed.parse::<When>() {
        assert_eq!(when.to_string().parse::<When>().as_ref(), Ok(&when), "what is written is read again");
        let _ = (when.human(), when.short(), when.earliest(), when.latest(), when.stretches(), when.certain());
    }
    let reference = "2025-03-10".parse::<When>().ok().and_then(|when| when.earliest());
    let _ = When::understand(typed, reference);
}

/// Two project files, with [`PARTED`] between them: brought together, whatever they say.
pub fn two_projects(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == PARTED);
    let mut sound = || -> Option<Project> {
        let read = read(parts.next()?, None).ok()?;
        Some(repair(&read.project, &made()).project)
    };
    let (Some(mine), Some(theirs)) = (sound(), sound()) else { return };
    let none = Project::new(ProjectId::from_bits(1));
    for base in [&none, &mine] {
        let merged = merge(base, &mine, &theirs, &Choices::default());
        assert_eq!(check(&merged.project), [], "two sound projects give a sound one");
        let _ = merged::report(base, &mine, &theirs, &merged);
    }
}
