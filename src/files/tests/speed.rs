//! How long a large project takes, on request: `cargo test --release --no-default-features -- --ignored --nocapture speed`.

use super::generated::{add_document, document, made, mark};
use crate::base::id::{Fresh, Ids};
use crate::base::span::Span;
use crate::base::stamp::Stamp;
use crate::files::read::read;
use crate::files::repair::repair;
use crate::files::write::project_file;
use crate::files::{RealDisk, Store};
use crate::model::{DocumentId, MarkId, ProjectId};
use crate::project::Project;
use std::sync::Arc;
use std::time::Instant;

fn large() -> Project {
    let mut ids = Ids::from_seed(1);
    let mut project = Project::new(ProjectId::from_bits(1));
    let paragraph = "Le ministre de la Justice, Abdellatif Ouahbi, a reçu à Rabat son homologue \"français\": \
                     l'accord a été signé lundi. التعاون القضائي. ";
    for number in 0..5_000 {
        let id: DocumentId = ids.fresh();
        let text = format!("{number}\n{}", format!("{paragraph}{paragraph}\n").repeat(16));
        project.insert_read(id, document("Visite à Rabat", &text));
        for at in 0..20 {
            let start = 10 + at * 200;
            let start = text.floor_char_boundary(start);
            let end = text.floor_char_boundary(start + 90);
            let mut mark = mark(id, &text, Span::new(start, end));
            mark.context.prefix = "trente-deux caractères de contexte".to_owned();
            mark.context.suffix = "trente-deux caractères de contexte".to_owned();
            project.insert_read::<crate::model::Mark>(ids.fresh::<MarkId>(), mark);
        }
        project.insert_text_read(id, text);
    }
    project
}

#[test]
#[ignore = "takes long and measures the machine"]
fn speed() {
    let project = large();
    let start = Instant::now();
    let file = project_file(&project, None).unwrap();
    let write = start.elapsed();
    let start = Instant::now();
    let got = read(file.as_bytes(), None).unwrap();
    let read = start.elapsed();
    let start = Instant::now();
    assert!(repair(&got.project, &made()).problems.is_empty());
    let check = start.elapsed();
    assert!(got.problems.is_empty() && got.project == project);
    println!("{} MB: write {write:?}, read {read:?}, check {check:?}", file.len() / 1_000_000);

    let dir = tempfile::tempdir_in(".").unwrap();
    let mut small = Project::new(ProjectId::from_bits(1));
    let mut store =
        Store::create(Arc::new(RealDisk), &dir.path().join("a.ron"), &small, "AL", Stamp::default()).unwrap();
    let mut ids = Ids::from_seed(2);
    let start = Instant::now();
    for _ in 0..200 {
        store.append(&add_document(&mut small, &mut ids, "text")).unwrap();
    }
    println!("append with sync: {:?} each", start.elapsed() / 200);
    let start = Instant::now();
    store.save(&project, None, Stamp::default()).unwrap();
    println!("save with sync: {:?}", start.elapsed());
}
