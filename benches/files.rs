//! What a person waits for, on a small generated project: `cargo bench`. Compares with the last time it ran, and says
//! what became slower. The figures and budgets of large projects are those of `examples/speed.rs`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, reason = "a bench that stops has said enough")]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use entente::base::id::Ids;
use entente::base::stamp::Stamp;
use entente::files::export::publish::{Form, publication};
use entente::files::export::redact::Redaction;
use entente::files::read::{read, with_care};
use entente::files::repair::repair;
use entente::files::store::OpenOptions;
use entente::files::write::project_file;
use entente::files::{RealDisk, log};
use entente::model::{EventId, Made, Mark, MarkId};
use entente::ops::event::EventChange;
use entente::project::merge::{Choices, merge};
use entente::project::{Draft, Project};
use entente::query::search::{Question, search};
use entente::session::{Command, Session};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

#[path = "../examples/generate.rs"]
#[allow(dead_code, reason = "it is a program of its own, too")]
mod generate;

fn made() -> Made {
    Made { by: "bench".to_owned(), at: Stamp::from_unix_secs(1_751_284_800) }
}

fn open(path: &Path) -> Session {
    let options = OpenOptions { by: made().by, now: made().at, write: true };
    Session::open(Arc::new(RealDisk), path, &options, Ids::from_seed(1)).unwrap().0
}

fn files(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.ron");
    generate::generate("S", &path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let project = read(&bytes, None).unwrap().project;

    let mut group = criterion.benchmark_group("open");
    group.throughput(Throughput::Bytes(u64::try_from(bytes.len()).unwrap()));
    group.bench_function("read", |bencher| bencher.iter(|| read(black_box(&bytes), None).unwrap()));
    group.bench_function("read with care", |bencher| bencher.iter(|| with_care(black_box(&bytes), None).unwrap()));
    group.bench_function("check", |bencher| bencher.iter(|| repair(black_box(&project), &made())));
    group.finish();
    criterion.bench_function("write", |bencher| bencher.iter(|| project_file(black_box(&project), None).unwrap()));

    let mut session = open(&path);
    criterion.bench_function("save, synced", |bencher| {
        bencher.iter(|| {
            let written = session.begin_save(made().at).unwrap().run();
            session.end_save(written).unwrap()
        });
    });
    let event: EventId = project.events().ids().next().unwrap();
    let mut times = 0u64;
    criterion.bench_function("log line, synced", |bencher| {
        bencher.iter(|| {
            times += 1;
            let changes = vec![EventChange::Title(format!("Changed {times} times"))];
            session.perform(&Command::ChangeEvent { event, changes }, made().at).unwrap()
        });
    });
    let tx = Arc::clone(session.transactions().last().unwrap());
    criterion.bench_function("log line", |bencher| bencher.iter(|| log::line(black_box(&tx)).unwrap()));
}

/// A copy in which every mark has another note.
fn changed(base: &Project, word: &str) -> Project {
    let mut copy = base.clone();
    let mut ids = Ids::from_seed(2);
    let marks: Vec<MarkId> = base.marks().ids().collect();
    let mut draft = Draft::new(&mut copy, &mut ids, made());
    for id in marks {
        draft.change::<Mark>(id, |mark| word.clone_into(&mut mark.note)).unwrap();
    }
    draft.finish("Change all").unwrap();
    copy
}

fn questions(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.ron");
    generate::generate("S", &path).unwrap();
    let project = read(&std::fs::read(&path).unwrap(), None).unwrap().project;

    let question = Question::plain("sanctions").prepare().unwrap();
    criterion.bench_function("search", |bencher| bencher.iter(|| search(&project, black_box(&question), usize::MAX)));

    let (mine, theirs) = (changed(&project, "mine"), changed(&project, "theirs"));
    criterion.bench_function("merge", |bencher| {
        bencher.iter(|| merge(&project, black_box(&mine), &theirs, &Choices::default()));
    });
    criterion.bench_function("html", |bencher| {
        let page = || publication(&project, Form::Html, "Bench", Redaction::default()).unwrap();
        bencher.iter_batched(|| (), |()| page(), BatchSize::PerIteration);
    });
}

criterion_group!(benches, files, questions);
criterion_main!(benches);
