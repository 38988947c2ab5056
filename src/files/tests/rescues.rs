//! Damaged files are rescued as far as they go: never a panic, never nothing in silence.

use super::generated::{made, small};
use crate::base::id::Fresh;
use crate::files::codebook::standard;
use crate::files::disk::beside;
use crate::files::read::read;
use crate::files::rescue::{Rescued, kinds, of_bytes, rescue};
use crate::files::write::project_file;
use crate::files::{RealDisk, backup, log};
use crate::model::{DocumentId, RecordId};
use crate::project::check::check;
use crate::project::merge::{Choices, merge};
use crate::project::{Cause, Project, Tx, diff};
use std::collections::BTreeMap;

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
fn codes_of_the_standard_codebook_that_nothing_names_come_back_where_its_place_is_damaged() {
    let mut project = small();
    standard().into_iter().for_each(|(id, code)| project.insert_read(id, code));
    let file = project_file(&project, None).unwrap();
    let lines: Vec<&str> = file.split_inclusive('\n').collect();
    let first = lines.iter().position(|line| line.starts_with("    codes:")).unwrap();
    let last = lines.iter().position(|line| line.starts_with("    entities:")).unwrap();
    let middle = usize::midpoint(first, last);
    // A block of lines among the codes is gone, with the keys of most of them.
    let of_lines = |kept: &dyn Fn(usize) -> bool| -> String {
        lines.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, line)| *line).collect()
    };
    let damaged = of_lines(&|at| !(first + 20..middle).contains(&at));
    let rescued = of_bytes(damaged.as_bytes(), None, &made()).unwrap();
    let said = rescued.problems.iter().filter(|problem| problem.what.contains("was given back")).count();
    assert!(said > 10, "{said}");
    let missing: Vec<_> = standard().into_keys().filter(|id| rescued.project.codes().get(*id).is_none()).collect();
    assert_eq!(missing, []);
    assert_eq!(check(&rescued.project), []);
    // Damage elsewhere says nothing of the codes that somebody removed.
    let named = rescued.problems.iter().filter_map(|problem| problem.record).collect::<Vec<_>>();
    let gone = standard().into_iter().rev().find(|(id, code)| code.parent.is_some() && named.contains(&(*id).into()));
    let gone = gone.unwrap().0;
    let mut without = Project::new(project.id());
    project
        .codes()
        .iter()
        .filter(|(id, _)| *id != gone)
        .for_each(|(id, code)| without.insert_read(id, code.as_ref().clone()));
    project.documents().iter().for_each(|(id, row)| without.insert_read(id, row.as_ref().clone()));
    let file = project_file(&without, None).unwrap();
    let broken = file.replacen("            title:", "            titel:", 1);
    assert_ne!(file, broken);
    let rescued = of_bytes(broken.as_bytes(), None, &made()).unwrap();
    assert!(!rescued.problems.is_empty() && rescued.project.codes().get(gone).is_none(), "{:?}", rescued.problems);
    // A codebook that is another one is left as it is.
    let others = project_file(&small(), None).unwrap().replacen("            kind:", "            kin:", 1);
    let rescued = of_bytes(others.as_bytes(), None, &made()).unwrap();
    assert!(!rescued.problems.is_empty() && rescued.project.codes().len() <= small().codes().len());
}

/// How many items the lists of each event and entity have.
fn items(project: &Project) -> BTreeMap<RecordId, Vec<usize>> {
    let events = project.events().iter().map(|(id, event)| {
        let (dates, places, figures) = (event.stated.len(), event.places.len(), event.figures.len());
        (id.into(), vec![dates, places, figures, event.participants.len(), event.relations.len()])
    });
    let entities = project.entities().iter();
    let entities = entities
        .map(|(id, entity)| (id.into(), vec![entity.names.len(), entity.part_of.len(), entity.offices.len()]));
    events.chain(entities).collect()
}

#[test]
fn what_was_repaired_and_a_good_copy_come_together_with_nothing_doubled_or_dropped() {
    let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/saves/france-morocco.ron")).unwrap();
    let good = read(&file, None).unwrap().project;
    let (whole, ids) = (items(&good), super::damage::ids(&good));
    let none = Project::new(good.id());
    let step = file.len() / 24;
    for number in 1..23 {
        // A block of it is gone, or zeroed, or the file ends there; there is no log.
        let (from, to) = (number * step, number * step + 2_500);
        let damaged = match number % 3 {
            0 => file[..from].to_vec(),
            1 => [&file[..from], &file[to..]].concat(),
            _ => [&file[..from], &[0; 2_500], &file[to..]].concat(),
        };
        let rescued = of_bytes(&damaged, None, &made()).unwrap();
        for (mine, theirs) in [(&good, &rescued.project), (&rescued.project, &good)] {
            let merged = merge(&none, mine, theirs, &Choices::default());
            assert_eq!(check(&merged.project), [], "{number}");
            let got = super::damage::ids(&merged.project);
            assert!(got.is_superset(&ids), "{number}: {:?}", ids.difference(&got).collect::<Vec<_>>());
            for (id, all) in items(&merged.project) {
                let more = whole.get(&id).is_some_and(|good| all.iter().zip(good).any(|(all, good)| all > good));
                assert!(!more, "{number}: {id} has {all:?}, it had {:?}", whole.get(&id));
            }
        }
    }
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
