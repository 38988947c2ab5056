//! What is written is read again, and unchanged records keep their bytes.

use super::generated::{any_project, document, made, small};
use crate::base::id::Fresh;
use crate::files::error::Why;
use crate::files::format::FORMAT;
use crate::files::read::read;
use crate::files::write::project_file;
use crate::model::{DocumentId, Entity, EntityId, Name, TxId};
use crate::project::Project;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn check_round_trip(project: &Project) {
    let last = Some(TxId::from_bits(9));
    let file = project_file(project, last).unwrap();
    let got = read(file.as_bytes(), None).unwrap();
    assert_eq!((got.problems, got.last, got.newer), (vec![], last, None));
    assert_eq!(&got.project, project);
    assert_eq!(project_file(&got.project, last).unwrap(), file);
}

/// An independent reader of the whole file: any RON library sees the same.
#[derive(serde::Deserialize)]
struct Whole {
    format: u32,
    texts: BTreeMap<DocumentId, Vec<String>>,
    entities: BTreeMap<EntityId, Entity>,
}

#[test]
fn the_small_project_comes_back() {
    check_round_trip(&small());
    check_round_trip(&Project::new(small().id()));
}

#[test]
fn the_file_is_plain_ron() {
    let project = small();
    let whole: Whole = ron::from_str(&project_file(&project, None).unwrap()).unwrap();
    assert_eq!((whole.format, whole.texts.len(), whole.entities.len()), (FORMAT, 2, 1));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let project = small();
    let file = project_file(&project, None).unwrap();
    let foreign = format!("\u{feff}{}", file.replace('\n', "\r\n"));
    let got = read(foreign.as_bytes(), None).unwrap();
    assert_eq!((got.problems, got.project), (vec![], project));
}

#[test]
fn comments_raw_strings_and_any_layout_are_understood() {
    let project = small();
    let file = project_file(&project, None).unwrap();
    let by_hand =
        file.replace("marks: {", "/* [ { */ marks : // not } closed\n {").replace("\"Visit\"", "r#\"Visit\"#");
    let got = read(by_hand.as_bytes(), None).unwrap();
    assert_eq!((got.problems, got.project), (vec![], project));
}

#[test]
fn a_newer_format_is_read_as_far_as_it_is_known() {
    let next = FORMAT + 1;
    let file = project_file(&small(), None).unwrap();
    let file = file.replace(&format!("format: {FORMAT}"), &format!("format: {next}"));
    assert_eq!(read(file.as_bytes(), None).unwrap().newer, Some(next));
    let unknown = file.replace("    marks: {", "    maps: {},\n    marks: {");
    let read = read(unknown.as_bytes(), None).unwrap();
    assert_eq!((read.newer, read.project), (Some(next), small()));
    assert!(matches!(&read.problems[..], [problem] if problem.to_string().contains("maps")), "{:?}", read.problems);
}

#[test]
fn what_is_not_a_project_is_refused_with_what_it_is() {
    assert_eq!(read(b"", None).unwrap_err(), Why::Empty);
    assert_eq!(read(b"\xFF\xD8\xFF\xE0\0\x10JFIF", None).unwrap_err(), Why::NotText("a JPEG picture"));
    assert_eq!(read("RABAT (MAP) - a text".as_bytes(), None).unwrap_err(), Why::NotAProject);
    assert_eq!(read(b"(name: \"other\", format: 1)", None).unwrap_err(), Why::NotAProject);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_project_comes_back(project in any_project()) {
        check_round_trip(&project);
    }

    /// Every line of the old file is in the new one, in order, when a record is added.
    #[test]
    fn other_records_keep_their_bytes(project in any_project(), bits in any::<u64>(), text in any::<String>()) {
        let before = project_file(&project, None).unwrap();
        let mut changed = project.clone();
        let id = DocumentId::from_bits(bits);
        prop_assume!(project.documents().get(id).is_none());
        changed.insert_read(id, document("new", &text));
        changed.insert_text_read(id, text);
        changed.insert_read(EntityId::from_bits(bits), Entity { names: vec![Name::plain("new")], made: made(), ..Entity::default() });
        let after = project_file(&changed, None).unwrap();
        let mut lines = after.lines();
        for line in before.lines().filter(|line| !line.ends_with("{},") && !line.contains(&EntityId::from_bits(bits).to_string())) {
            prop_assert!(lines.any(|other| other == line), "{line} moved or changed");
        }
    }
}
