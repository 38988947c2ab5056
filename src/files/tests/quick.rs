//! Reading and writing quickly comes to the same as reading and writing with care.

use super::generated::{any_project, small};
use crate::base::id::Fresh;
use crate::files::format::{copy_readable, layout, options};
use crate::files::quick;
use crate::files::quick::spell::{spell, spell_line};
use crate::files::read::{Read, of_quick, read, with_care};
use crate::files::write::project_file;
use crate::model::{Record, TxId};
use crate::project::{Index, Project, Table};
use proptest::prelude::*;
use std::path::Path;

fn quickly(bytes: &[u8], part: usize) -> Option<Read> {
    quick::in_parts(bytes, part).and_then(of_quick)
}

/// What is read quickly is what is read with care, and has its index.
fn check_same(bytes: &[u8], part: usize) -> bool {
    let Some(quick) = quickly(bytes, part) else { return false };
    let careful = with_care(bytes, None).unwrap();
    assert_eq!(quick, careful);
    assert_eq!(quick.project.index(), &Index::of(&quick.project));
    true
}

fn check_spelt(project: &Project) {
    fn table<T: Record>(table: &Table<T>) {
        for (id, record) in table.iter() {
            let record = &**record;
            let [mut plain, mut quick, mut plain_line, mut quick_line] = [const { String::new() }; 4];
            copy_readable(&options().to_string_pretty(record, layout()).unwrap(), &mut plain).unwrap();
            copy_readable(&ron::to_string(record).unwrap(), &mut plain_line).unwrap();
            for (done, quick, plain) in [
                (spell(record, &mut quick).is_ok(), &quick, &plain),
                (spell_line(record, &mut quick_line).is_ok(), &quick_line, &plain_line),
            ] {
                if done {
                    assert_eq!(quick, plain, "{id}");
                } else {
                    assert_eq!(quick, "", "{id} was refused, and still something was written");
                }
            }
        }
    }
    table(project.codes());
    table(project.entities());
    table(project.documents());
    table(project.events());
    table(project.marks());
    table(project.views());
    table(project.rulings());
}

/// Projects of this repository: each file that there is.
fn files() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let in_folder = |folder: &str| std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let paths = in_folder("saves").chain(in_folder("tests/files"));
    paths
        .filter(|path| path.extension().is_some_and(|is| is == "ron"))
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

#[test]
fn files_of_all_formats_are_read_quickly_and_the_same() {
    let files = files();
    assert!(files.len() >= 5, "{}", files.len());
    for bytes in files {
        let project = with_care(&bytes, None).unwrap().project;
        assert!(check_same(&bytes, 1_000), "{} is in good order", project.id());
        check_spelt(&project);
    }
}

#[test]
fn wherever_it_is_cut_it_is_read_the_same() {
    let file = project_file(&small(), Some(TxId::from_bits(9))).unwrap();
    for part in (1..file.len() + 2).step_by(13) {
        assert!(check_same(file.as_bytes(), part), "parts of {part} bytes");
    }
}

#[test]
fn with_any_byte_turned_into_another_it_is_read_the_same_or_with_care() {
    let file = project_file(&small(), None).unwrap();
    let mut quick = 0;
    for at in 0..file.len() {
        for wrong in [b'"', b')', b'\n', b'x', b',', 0] {
            let mut bytes = file.clone().into_bytes();
            bytes[at] = wrong;
            quick += usize::from(check_same(&bytes, 300));
        }
    }
    assert!(quick > file.len() / 4, "only {quick} of {} were read quickly", file.len() * 6);
}

#[test]
fn a_line_taken_out_or_doubled_is_read_the_same_or_with_care() {
    let file = project_file(&small(), None).unwrap();
    let lines: Vec<&str> = file.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        let without: String = [&lines[..at], &lines[at + 1..]].concat().concat();
        let twice: String = [&lines[..=at], &lines[at..]].concat().concat();
        for part in [60, 1_000_000] {
            check_same(without.as_bytes(), part);
            check_same(twice.as_bytes(), part);
        }
    }
}

#[test]
fn what_only_looks_like_the_end_of_a_record_is_no_place_to_cut() {
    let file = project_file(&small(), None).unwrap();
    // A string of several lines, which somebody wrote by hand.
    let tricky = file.replace(
        "title: \"Visit\",",
        "title: \"Visit\n        ),\n        \\\"e0000000009\\\": (title: \\\"x\\\")\n        ),\n\",",
    );
    assert_ne!(tricky, file);
    for part in (1..tricky.len()).step_by(7) {
        check_same(tricky.as_bytes(), part);
    }
    let read = read(tricky.as_bytes(), None).unwrap();
    assert_eq!(read, with_care(tricky.as_bytes(), None).unwrap());
}

#[test]
fn an_endless_nest_is_no_danger() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("Event(", ")")] {
        let nest = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        let file = project_file(&small(), None).unwrap().replace("title: \"Visit\",", &format!("title: {nest},"));
        assert!(!check_same(file.as_bytes(), 1_000_000));
        assert!(!read(file.as_bytes(), None).unwrap().problems.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_project_is_spelt_and_read_the_same(project in any_project(), part in 1usize..2_000) {
        let file = project_file(&project, None).unwrap();
        check_spelt(&project);
        prop_assert!(check_same(file.as_bytes(), part), "{}", file);
    }
}

#[test]
fn every_record_of_the_sample_is_spelt_as_a_line_without_a_detour() {
    let sample = include_bytes!("../../../saves/france-morocco.ron");
    let project = read(sample, None).unwrap().project;
    let spelt = |record: &dyn Fn(&mut String) -> bool| {
        let mut line = String::new();
        record(&mut line) && !line.contains('\n')
    };
    assert!(project.events().iter().all(|(_, row)| spelt(&|line| spell_line(&**row, line).is_ok())));
    assert!(project.marks().iter().all(|(_, row)| spelt(&|line| spell_line(&**row, line).is_ok())));
    assert!(project.documents().iter().all(|(_, row)| spelt(&|line| spell_line(&**row, line).is_ok())));
    assert!(project.views().iter().all(|(_, row)| spelt(&|line| spell_line(&**row, line).is_ok())));
}
