//! Damaged files are rescued as far as they go: never a panic, never nothing in silence.

use super::generated::{made, small};
use crate::files::log;
use crate::files::rescue::{Rescued, kinds, of_bytes};
use crate::files::write::project_file;
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
