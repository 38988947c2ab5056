//! Damaged files are rescued as far as they go: never a panic, never nothing in silence.

use super::generated::{made, small};
use crate::base::id::Fresh;
use crate::files::codebook::standard;
use crate::files::disk::beside;
use crate::files::rescue::{Rescued, kinds, of_bytes, rescue};
use crate::files::write::project_file;
use crate::files::{RealDisk, backup, log};
use crate::model::DocumentId;
use crate::project::check::check;
use crate::project::{Cause, Project, Tx, diff};

/// The file of a project, and a log that has all of it.
fn file_and_log() -> (Vec<u8>, Vec<u8>) {
    let project = small();
    let edits = diff::diff(&Project::new(project.id()), &project);
    let id = "t0000000001".parse().unwrap();
    let tx = Tx {
        id,
        at: made().at,
        by: "AL".to_owned(),
        title: "All".to_owned(),
        cause: Cause::Change,
        merged: Vec::new(),
        edits,
    };
    let log = log::header(project.id(), None).unwrap() + &log::line(&tx).unwrap();
    (project_file(&project, Some(id)).unwrap().into_bytes(), log.into_bytes())
}

fn rescued(bytes: &[u8], log: Option<&[u8]>, what: &str) -> Option<Rescued> {
    let rescued = of_bytes(bytes, log.map(log::read), &made()).ok()?;
    assert_eq!(check(&rescued.project), [], "{what}");
    assert!(kinds(&rescued.project).iter().any(|(_, count)| *count > 0), "{what}: nothing, and no word");
    let all = rescued.project == small();
    assert!(all || !rescued.problems.is_empty(), "{what}: something is missing, and no word");
    Some(rescued)
}

#[test]
fn a_whole_file_is_as_it_was() {
    let (file, log) = file_and_log();
    for log in [None, Some(log.as_slice())] {
        let whole = rescued(&file, log, "whole").unwrap();
        assert_eq!((whole.project, whole.problems), (small(), vec![]));
    }
}

#[test]
fn cut_at_every_hundredth() {
    let (file, log) = file_and_log();
    for percent in 0..100 {
        let cut = &file[..file.len() * percent / 100];
        let what = format!("cut at {percent} %");
        let _ = rescued(cut, None, &what);
        // With its log nothing is lost.
        let whole = rescued(cut, Some(&log), &what).expect("the log has all of it");
        assert_eq!(whole.project, small(), "{what}: {:?}", whole.problems);
    }
}

#[test]
fn bytes_turned_and_blocks_zeroed() {
    let (file, log) = file_and_log();
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..400 {
        let mut bytes = file.clone();
        let block = [1, 1, 1, 16, 64, 512][round % 6];
        let at = random.usize(..bytes.len());
        let end = (at + block).min(bytes.len());
        for byte in &mut bytes[at..end] {
            *byte = if block == 1 { *byte ^ (1 << random.u8(..8)) } else { 0 };
        }
        let what = format!("{block} bytes at {at}");
        if bytes == file {
            continue;
        }
        let _ = of_bytes(&bytes, None, &made()).map(|rescued| assert_eq!(check(&rescued.project), [], "{what}"));
        let with_log = of_bytes(&bytes, Some(log::read(&log)), &made());
        let with_log = with_log.unwrap_or_else(|why| panic!("{what}: {why:?}"));
        assert_eq!(check(&with_log.project), [], "{what}");
        for (kind, count) in kinds(&small()) {
            let kept = kinds(&with_log.project).into_iter().find(|(other, _)| *other == kind).unwrap().1;
            assert!(kept >= count, "{what}: {kind} {kept} of {count}");
        }
    }
}

#[test]
fn the_log_of_another_project_and_a_damaged_log_give_nothing_wrong() {
    let (file, log) = file_and_log();
    let other = log::header("p0000000zzz".parse().unwrap(), None).unwrap();
    let foreign = rescued(&file, Some(other.as_bytes()), "foreign").unwrap();
    assert!(foreign.problems[0].what.contains("another project") && foreign.from_log.is_empty());
    for cut in (0..log.len()).step_by(97) {
        let _ = rescued(&file, Some(&log[..cut]), "the log is cut");
        let _ = rescued(&file[..file.len() / 2], Some(&log[..cut]), "both are cut");
    }
    assert!(of_bytes(b"", None, &made()).is_err() && of_bytes(b"\0\0\0", None, &made()).is_err());
}

#[test]
fn a_text_that_does_not_fit_its_hash_is_taken_from_the_log() {
    let (file, log) = file_and_log();
    let file = String::from_utf8(file).unwrap();
    let turned = file.replacen("a rencontré", "a rencantré", 1);
    assert_ne!(turned, file);
    let whole = rescued(turned.as_bytes(), Some(&log), "a letter turned").unwrap();
    assert_eq!(whole.project, small());
    let said: Vec<String> = whole.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["d0000000002: its text is not the one that its hash was made of; the log has that one, and it was taken"]
    );
    // The hash itself may be what was damaged.
    let hash = &small().documents().get(DocumentId::from_bits(2)).unwrap().text_sha256.clone();
    let turned = file.replacen(hash, &hash.chars().rev().collect::<String>(), 1);
    let whole = rescued(turned.as_bytes(), Some(&log), "a hash turned").unwrap();
    assert_eq!((whole.project, whole.problems.len(), whole.from_log.len()), (small(), 1, 0));
    assert!(whole.problems[0].what.contains("the hash of its text was damaged"), "{}", whole.problems[0]);
}

#[test]
fn a_record_with_zeros_in_its_words_is_taken_from_the_log() {
    let (file, log) = file_and_log();
    let holes = String::from_utf8(file).unwrap().replace("title: \"Visit\",", "title: \"V\0\0it\",");
    let whole = rescued(holes.as_bytes(), Some(&log), "zeros").unwrap();
    assert_eq!(whole.project, small());
    assert_eq!(whole.from_log.len(), 1, "{:?}", whole.problems);
}

#[test]
fn codes_of_the_standard_codebook_that_are_gone_and_referred_to_come_back() {
    let mut project = small();
    let (id, code) = standard().into_iter().find(|(_, code)| code.parent.is_some()).unwrap();
    let event = project.events().ids().next().unwrap();
    let mut changed = project.events().get(event).unwrap().as_ref().clone();
    changed.kind = Some(id);
    project.insert_read(event, changed);
    // The code is not in the file.
    let file = project_file(&project, None).unwrap();
    let rescued = of_bytes(file.as_bytes(), None, &made()).unwrap();
    assert_eq!(check(&rescued.project), []);
    assert_eq!(rescued.project.codes().get(id).map(|code| code.name.clone()), Some(code.name));
    assert!(rescued.project.codes().get(code.parent.unwrap()).is_some(), "what it leads to comes as well");
    assert_eq!(rescued.project.events().get(event).unwrap().kind, Some(id));
    let said = rescued.problems.iter().filter(|problem| problem.what.contains("standard codebook")).count();
    assert_eq!(said, rescued.project.codes().len() - small().codes().len());
}

#[test]
fn a_copy_of_a_damaged_file_is_repaired_with_the_log_and_the_backups_of_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let (file, log) = file_and_log();
    let path = dir.path().join("p.ron");
    std::fs::write(&path, &file).unwrap();
    std::fs::write(beside(&path, ".log"), &log).unwrap();
    backup::keep(&RealDisk, &path, made().at).unwrap();
    let copy = dir.path().join("p.ron.damaged-20250310-094640");
    std::fs::write(&copy, &file[..file.len() / 3]).unwrap();
    for damaged in [&copy, &path] {
        let rescued = rescue(&RealDisk, damaged, &made()).unwrap();
        assert_eq!(rescued.project, small(), "{:?}", rescued.problems);
        let last = rescued.problems.last().map(ToString::to_string).unwrap_or_default();
        let names_it = last.contains("p.ron.backups") && last.contains("entente repair");
        assert_eq!(names_it, damaged == &copy, "{last}");
    }
}
