//! A codebook as a file of its own: a map of codes by their ids, in the notation of a project file.
//!
//! Promises: what was written reads as it was; a code that cannot be read costs itself and no other, and is named with
//! line and column. A project file is read as a codebook too. What it does *not* do: it decides nothing about what is
//! in a project already; that is the verb's business.

use super::disk::Disk;
use super::error::{Doing, FileError, Why};
use super::problem::Problem;
use super::{read, sniff};
use crate::model::{Code, CodeId};
use std::collections::BTreeMap;
use std::path::Path;

pub use super::write::codebook_file;

/// What a file held.
#[derive(Clone, Debug, Default)]
pub struct Codebook {
    /// The codes that could be read.
    pub codes: BTreeMap<CodeId, Code>,
    /// What could not be read and was left out, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Event types, areas, roles and entity kinds for cooperation in security, policing and justice.
const COOPERATION: &str = include_str!("../../assets/codebooks/cooperation.ron");

/// The codes of `assets/codebooks/cooperation.ron`, with which a new project starts. A test reads
/// it, so that it is not empty at run time.
#[must_use]
pub fn standard() -> BTreeMap<CodeId, Code> {
    super::format::options().from_str(COOPERATION).unwrap_or_default()
}

/// Reads a codebook from a file.
///
/// # Errors
/// If it cannot be read, or holds no code.
pub fn read_file(disk: &dyn Disk, path: &Path) -> Result<Codebook, FileError> {
    let bytes = disk.read(path).map_err(|error| FileError::io(path, Doing::Codebook, &error))?;
    read_bytes(&bytes).map_err(|why| FileError::new(path, Doing::Codebook, why))
}

/// Reads a codebook: a map of codes, or the codes of a project file.
///
/// # Errors
/// If no code is in it that could be read and nothing that could be one, or it is of a newer format than is known.
pub fn read_bytes(bytes: &[u8]) -> Result<Codebook, Why> {
    if bytes.is_empty() {
        return Err(Why::Empty);
    }
    if let Some(kind) = sniff::not_text(bytes) {
        return Err(Why::NotText(kind));
    }
    let codebook = if is_map(bytes) { of_map(bytes) } else { of_project(bytes)? };
    if codebook.codes.is_empty() && codebook.problems.is_empty() {
        return Err(Why::NotACodebook);
    }
    Ok(codebook)
}

fn of_map(bytes: &[u8]) -> Codebook {
    let (codes, problems) = read::codes(bytes);
    Codebook { codes, problems }
}

fn of_project(bytes: &[u8]) -> Result<Codebook, Why> {
    let read =
        read::read(bytes, None).map_err(|why| if why == Why::NotAProject { Why::NotACodebook } else { why })?;
    if let Some(found) = read.newer {
        return Err(Why::Newer { found, known: super::format::FORMAT });
    }
    let codes = read.project.codes().iter().map(|(id, code)| (id, Code::clone(code))).collect();
    // Damage elsewhere in that project is not this codebook's.
    let of_code = |problem: &Problem| matches!(problem.record, Some(crate::model::RecordId::Code(_)) | None);
    Ok(Codebook { codes, problems: read.problems.into_iter().filter(of_code).collect() })
}

/// Whether the first thing in a file, after what it enables and after remarks, is the bracket of a map.
fn is_map(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let says = |line: &&str| !line.is_empty() && !line.starts_with("#!") && !line.starts_with("//");
    text.lines().map(str::trim).find(says).is_some_and(|line| line.starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write::project_file;
    use crate::model::CodeKind;
    use crate::project::testing::World;

    fn world() -> World {
        let mut world = World::new();
        let contact = world.event_type("Contact");
        let visit = world.code(CodeKind::EventType, "Visite d'État", Some(contact));
        world.change::<Code>(visit, |code| {
            code.definition = "Somebody travels.\nAnd is \"received\".".into();
            (code.key, code.weight) = (Some('v'), Some(rust_decimal::Decimal::new(25, 1)));
        });
        world
    }

    fn all(world: &World) -> BTreeMap<CodeId, Code> {
        world.project.codes().iter().map(|(id, code)| (id, Code::clone(code))).collect()
    }

    #[test]
    fn what_is_written_reads_as_it_was_from_a_codebook_and_from_a_project() {
        let world = world();
        let file = codebook_file(&world.project).expect("a file");
        assert!(file.contains("Visite d'État"), "{file}");
        let read = read_bytes(file.as_bytes()).expect("a codebook");
        assert_eq!((read.codes, read.problems.as_slice()), (all(&world), &[][..]));
        let project = project_file(&world.project, None).expect("a file");
        let read = read_bytes(project.as_bytes()).expect("a codebook");
        assert_eq!((read.codes, read.problems.as_slice()), (all(&world), &[][..]));
    }

    #[test]
    fn a_code_that_cannot_be_read_costs_itself_and_is_named_with_its_place() {
        let world = world();
        let file = codebook_file(&world.project).expect("a file");
        let broken = file.replacen("kind: EventType", "kind: Happening", 1);
        let read = read_bytes(broken.as_bytes()).expect("a codebook");
        assert_eq!(read.codes.len(), 1);
        let [problem] = read.problems.as_slice() else { panic!("{:?}", read.problems) };
        assert!(problem.line.is_some() && problem.column.is_some() && problem.record.is_some(), "{problem}");
        let unclosed = file.replacen("),\n", ",\n", 1);
        let read = read_bytes(unclosed.as_bytes()).expect("a codebook");
        assert_eq!((read.codes.len(), read.problems.len()), (1, 1), "{:?}", read.problems);
        let cut = file.trim_end().trim_end_matches('}');
        assert_eq!(read_bytes(cut.as_bytes()).expect("a codebook").problems.len(), 1);
    }

    #[test]
    fn what_is_no_codebook_is_refused_in_words() {
        let why = |bytes: &[u8]| read_bytes(bytes).expect_err("no codebook");
        assert_eq!(why(b""), Why::Empty);
        assert_eq!(why(b"{}"), Why::NotACodebook);
        assert_eq!(why(b"Dear colleague, attached is the codebook."), Why::NotACodebook);
        let error = FileError::new(Path::new("a.ron"), Doing::Codebook, Why::NotACodebook).to_string();
        assert!(error.contains("no codes are in it") && error.contains("Nothing was changed"), "{error}");
    }

    #[test]
    fn one_written_by_hand_needs_little() {
        let by_hand = "// Ours.\n{\n  \"c0000000001\": (kind: Area, name: \"Customs\", weight: None),\n}\n";
        let read = read_bytes(by_hand.as_bytes()).expect("a codebook");
        assert_eq!((read.codes.len(), read.problems.len()), (1, 0), "{:?}", read.problems);
    }
}
