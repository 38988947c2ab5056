//! The project file as people and other programs see it: stable bytes, and a frozen file that must always open.

use super::stories::{assert_reads, script, tell};
use super::summary::summary;
use super::world::{World, at, cases, command, folder, make_file, stacks, steps};
use entente::files::format::FORMAT;
use entente::files::read::read;
use entente::files::write::project_file;
use entente::model::{
    Arranged, Assessed, Average, Certainty, ChartKind, ChartSpec, Compared, DateRule, Drawn, EntityId, Field, Figure,
    Filter, HowKnown, LanesBy, LineOrder, MatrixOf, MatrixSpec, Name, NetworkSpec, Participant, Place, Side, Source,
    Speech, SplitBy, TiesBy, TimelineSpec, TrendOf, TrendSpec, Who, Window,
};
use entente::ops::entity::EntityChange;
use entente::ops::event::EventChange;
use entente::ops::mark::MarkChange;
use entente::ops::merging::Rulings;
use entente::project::Edit;
use entente::project::check::check;
use entente::project::diff::diff;
use entente::session::Command;
use proptest::prelude::*;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The file as pieces: what stands before the first record of each section, and each record under its section and id.
fn records(file: &str) -> BTreeMap<(String, String), String> {
    let mut section = "head".to_owned();
    let mut key = String::new();
    let mut records: BTreeMap<(String, String), String> = BTreeMap::new();
    for line in file.lines() {
        let indent = line.len() - line.trim_start().len();
        if indent == 4 {
            (section, key) = (line.trim().to_owned(), String::new());
        } else if indent == 8 && line.trim_start().starts_with('"') {
            line.trim().split(':').next().unwrap_or_default().trim_matches('"').clone_into(&mut key);
        }
        let record = records.entry((section.clone(), key.clone())).or_default();
        record.push_str(line);
        record.push('\n');
    }
    records
}

proptest! {
    #![proptest_config(cases(60))]

    /// A change of some records leaves the bytes of all others as they are, so that a comparison of two files shows
    /// just what was done.
    #[test]
    fn unchanged_records_keep_their_bytes(first in steps(20), second in steps(3)) {
        let mut world = World::new();
        let take = |world: &mut World, steps: &[super::world::Step]| steps.iter().for_each(|step| {
            let command = command(world.project(), step);
            let _ = world.perform(&command);
        });
        take(&mut world, &first);
        let a = world.project().clone();
        take(&mut world, &second);
        let b = world.project();
        let touched: BTreeSet<String> = diff(&a, b).iter().map(Edit::record).map(|id| id.to_string()).collect();
        let [before, after] = [&a, b].map(|project| records(&project_file(project, None).expect("it is written")));
        let keys: BTreeSet<_> = before.keys().chain(after.keys()).filter(|(_, id)| !id.is_empty()).collect();
        for key in keys {
            let same = before.get(key) == after.get(key);
            prop_assert!(same || touched.contains(&key.1), "{:?} was not touched and has other bytes", key);
        }
        for (key, record) in before {
            let is_there = after.contains_key(&key) || touched.contains(&key.1) || key.1.is_empty();
            prop_assert!(is_there, "{:?} is missing: {}", key, record);
        }
    }

    /// What is written is read back as the same project, without a remark, and written as the same bytes.
    #[test]
    fn writing_and_reading_change_nothing(steps in steps(30)) {
        let mut world = World::new();
        for step in &steps {
            let command = command(world.project(), step);
            let _ = world.perform(&command);
        }
        let file = project_file(world.project(), None).expect("it is written");
        let again = read(file.as_bytes(), None).expect("it is read");
        prop_assert_eq!(again.problems, vec![]);
        prop_assert_eq!(&again.project, world.project());
        prop_assert_eq!(project_file(&again.project, None).expect("it is written"), file);
    }
}

#[test]
fn saving_twice_gives_the_same_bytes() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    let mut world = World::create(&path);
    world.save();
    let once = std::fs::read(&path).expect("the file");
    world.save();
    assert!(std::fs::read(&path).expect("the file") == once, "saved twice");
    drop(world);
    let (mut world, problems) = World::open(&path, 9);
    assert_eq!(problems, []);
    world.save();
    assert!(std::fs::read(&path).expect("the file") == once, "opened and saved");
    world.perform(&Command::Undo).expect("it is undone");
    world.perform(&Command::Redo).expect("it is done again");
    world.save();
    let without_last = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).expect("text");
        let of_log = |line: &&str| line.starts_with("    last: ") || line.starts_with("    past: ");
        text.lines().filter(|line| !of_log(line)).collect::<Vec<_>>().join("\n")
    };
    let now = std::fs::read(&path).expect("the file");
    assert_eq!(without_last(&now), without_last(&once), "undone and done again");
}

/// A text corrected in another editor: what had to be repaired is said once, and saved it is an ordinary project with
/// its history.
#[test]
fn a_project_repaired_and_saved_opens_clean() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    let mut world = World::create(&path);
    world.save();
    drop(world);
    let file = std::fs::read_to_string(&path).expect("the file");
    std::fs::write(&path, file.replacen("in Rabat on Monday.", "in Rabat on Tuesday, at last.", 2))
        .expect("it is edited");
    let (mut world, problems) = World::open(&path, 9);
    assert!(problems.iter().any(|problem| problem.what.contains("changed outside the program")), "{problems:?}");
    let steps = stacks(world.session.history()).0.len();
    world.save();
    let project = world.project().clone();
    drop(world);
    let (mut world, problems) = World::open(&path, 9);
    assert_eq!(problems, []);
    assert_eq!((world.project(), stacks(world.session.history()).0.len()), (&project, steps));
    assert!(world.perform(&Command::Undo).expect("the repair is undone").changed);
}

fn frozen(format: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/files/format-{format}.ron"))
}

/// A file of each format as it was written on the day the format was fixed. They are never written anew: a program that
/// cannot read them any more cannot read what people have.
#[test]
fn files_of_all_formats_open_clean() {
    (1..=FORMAT).for_each(opens_clean);
}

fn opens_clean(format: u32) {
    let bytes = std::fs::read(frozen(format)).expect("the frozen file");
    let opened = read(&bytes, None).expect("it is a project");
    assert_eq!((opened.problems, opened.newer), (vec![], None));
    assert_eq!(check(&opened.project), []);
    assert_reads(&format!("format-{format}"), &summary(&opened.project));
    let folder = folder();
    let path = folder.path().join("a.ron");
    std::fs::copy(frozen(format), &path).expect("a copy");
    let (mut world, problems) = World::open(&path, 9);
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["its log is not beside it: it opens complete, but without history"]);
    world.save();
    let saved = std::fs::read_to_string(&path).expect("the file");
    let before = String::from_utf8(bytes).expect("text");
    let numbered = before.replacen(&format!("    format: {format},"), &format!("    format: {FORMAT},"), 1);
    assert_eq!(saved, with_kinds(&with_places(&numbered)), "saved, it has the same bytes under the number of today");
}

/// The one place of an event, as files up to format 2 have it, as a list of one.
fn with_places(file: &str) -> String {
    let place = Regex::new(r"(?m)^ {12}place: \(\n((?: {16}.*,\n)+) {12}\),$").expect("a pattern");
    let listed = place.replace_all(file, |found: &regex::Captures<'_>| {
        let fields: Vec<&str> = found[1].lines().map(|line| line.trim().trim_end_matches(',')).collect();
        format!("            places: [\n                ({}),\n            ],", fields.join(", "))
    });
    listed.into_owned()
}

/// A trend, as files up to format 3 have it, as a kind of chart, which stands first.
fn with_kinds(file: &str) -> String {
    let trend = Regex::new(r"(?m)^( {12}chart: \(\n)((?: {16}.*,\n)*?) {16}trend: (\(.*\)),\n").expect("a pattern");
    trend.replace_all(file, "$1                kind: Trend($3),\n$2").into_owned()
}

/// Writes the frozen file out of the stories; only for the day on which a format is fixed.
#[test]
#[ignore = "writes the file of today's format into tests/files"]
fn freeze() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    make_file(&path);
    for (seed, story) in (1..).zip(["visit", "correction", "undo", "pieces"]) {
        let (world, _) = World::open(&path, seed);
        tell(&script(story), world.session, |mut session, _| {
            session.perform(&Command::Save, at(0)).expect("it is saved");
            session
        });
    }
    keep_what_came_later(&path);
    std::fs::copy(&path, frozen(FORMAT)).expect("the file");
}

/// What no story of the beginning has: two events that are one, whose words a sentence gives, an event in two places
/// whose date was inferred and then said by a sentence, whose figure it gives for which period, and what a mark says of
/// an entity.
fn keep_what_came_later(path: &Path) {
    let (mut world, _) = World::open(path, 9);
    let [keep, other] = [0, 1].map(|at| world.project().events().ids().nth(at).expect("two events"));
    let mark = world.project().marks().ids().next().expect("a mark");
    let entity = world.project().entities().ids().next().expect("an entity");
    let chart = |name: &str, kind: ChartKind| Command::AddView {
        name: name.to_owned(),
        chart: Box::new(ChartSpec { kind, ..ChartSpec::default() }),
    };
    let split_at = "2025-03-01".parse().ok();
    let stories = TimelineSpec { lanes: LanesBy::Storyline, split_at, without_links: true };
    let network = NetworkSpec { folded: true, most: 40, least: 2, ties: TiesBy::Weight };
    let of = MatrixOf::Pivot { rows: Side::By(SplitBy::Type), columns: Side::Period };
    let heat = MatrixSpec { of, row_order: LineOrder::Codebook, most: 12, ..MatrixSpec::default() };
    for command in [
        Command::MergeEvents { keep, others: vec![other], rulings: Rulings::Heed },
        Command::ChangeMark {
            mark,
            changes: vec![MarkChange::Speech(Some(Speech::Reported)), MarkChange::InError(true)],
        },
        Command::ChangeEvent { event: keep, changes: in_two_places(entity, Source::Mark(mark)) },
        Command::ChangeEntity {
            entity,
            changes: vec![EntityChange::AddSpelling(Name { source: Source::Mark(mark), ..Name::plain("the same") })],
        },
        Command::AddView { name: "Pairs, mean weight".to_owned(), chart: Box::new(trend(entity)) },
        chart("Stories", ChartKind::Timeline(stories)),
        chart("Who with whom", ChartKind::Network(network)),
        chart("When what", ChartKind::Matrix(heat)),
        chart("How late", ChartKind::Lag),
        Command::Save,
    ] {
        world.perform(&command).expect("it is done");
    }
}

/// A chart with all that format 4 can say of one.
fn trend(entity: EntityId) -> ChartSpec {
    let filter = Filter { wholes: [entity].into(), ..Filter::everything() };
    let compared = Compared { name: "one of them".to_owned(), filter };
    let average = Some(Average { bins: 3, window: Window::Trailing });
    let asked =
        TrendSpec { of: TrendOf::Sum, cumulative: true, average, lowess_percent: Some(50), compare: vec![compared] };
    ChartSpec {
        drawn: Drawn::Lines,
        arranged: Arranged::Share,
        denominator: true,
        title: "How they went on".to_owned(),
        caption: "Few events, many articles".to_owned(),
        rule: DateRule::Proportional,
        kind: ChartKind::Trend(asked),
        ..ChartSpec::default()
    }
}

fn in_two_places(entity: EntityId, source: Source) -> Vec<EventChange> {
    let date = |text: &str| Assessed::plain(text.parse().expect("a date"));
    let inferred =
        Assessed { known: HowKnown::Inferred, reason: "from the date of the article".into(), ..date("2025-06") };
    let who = Who::Unnamed { text: "two officials".into(), count: Some(2) };
    let certainty = Certainty::Possible;
    vec![
        EventChange::When(Some(inferred)),
        EventChange::When(Some(Assessed { source, ..date("2025-06-12") })),
        EventChange::AddPlace(Place { text: "the port".into(), source, ..Place::default() }),
        EventChange::AddPlace(Place { entity: Some(entity), ..Place::default() }),
        EventChange::AddFigure(Figure {
            value: 200.into(),
            unit: "cells".into(),
            of: Some(entity),
            when: "2002/2025".parse().ok(),
            source,
            ..Figure::default()
        }),
        EventChange::AddParticipant(Participant { role: None, who, office: String::new(), certainty, source }),
        EventChange::Unspecified([Field::Content].into()),
    ]
}
