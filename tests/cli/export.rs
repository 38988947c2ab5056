//! `entente export` and `entente check`.

use crate::support::Bench;
use serde_json::json;

const TABLES: [&str; 6] =
    ["events.csv", "marks.csv", "participants.csv", "entities.csv", "values.csv", "crosswalk.csv"];

#[test]
fn tables_are_written_into_a_new_folder() {
    let bench = Bench::with_article();
    bench.perform(r#"(do: AddEvent(changes: [Title("=HYPERLINK(\"x\")")]))"#);
    let rows = bench.json(&["export", "p.ron", "--to", "csv", "out/tables"]);
    assert_eq!(rows.as_array().unwrap().len(), TABLES.len());
    assert_eq!((&rows[0]["file"], &rows[0]["rows"]), (&json!("out/tables/events.csv"), &json!(1)));
    for table in TABLES {
        assert!(bench.read(&format!("out/tables/{table}")).lines().count() >= 1, "{table}");
    }
    assert!(bench.read("out/tables/events.csv").contains("'=HYPERLINK"));
}

#[test]
fn tables_that_are_there_stay_unless_forced() {
    let bench = Bench::with_article();
    std::fs::create_dir(bench.path("out")).unwrap();
    bench.write("out/marks.csv", "mine");
    let export = ["export", "p.ron", "--to", "csv", "out"];
    bench.run(&export).could_not(&["out/marks.csv", "Nothing was written", "--force"]);
    assert_eq!(bench.read("out/marks.csv"), "mine");
    assert!(!bench.path("out/events.csv").exists());
    assert_eq!(bench.run(&[&export[..], &["--force"]].concat()).code, 0);
    assert!(bench.read("out/marks.csv").starts_with("mark,"));
}

#[test]
fn check_says_that_a_project_is_sound() {
    let bench = Bench::with_article();
    let ran = bench.run(&["check", "p.ron"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.starts_with("“p.ron” is sound: 1 document, 0 marks,"), "{}", ran.out);
    assert_eq!(bench.json(&["check", "p.ron"]), json!([]));
}

#[test]
fn check_says_where_a_record_is_wrong_and_writes_nothing() {
    let bench = Bench::with_article();
    bench.perform(r#"(do: AddEvent(changes: [Title("Talks in Rabat")]))"#);
    std::fs::remove_file(bench.path("p.ron.log")).unwrap();
    let source = bench.read("p.ron").replace("title: \"Talks in Rabat\"", "title: 7");
    bench.write("p.ron", &source);
    let files = bench.files();
    let ran = bench.run(&["check", "p.ron", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let line = source.lines().position(|line| line.contains("title: 7")).unwrap() + 1;
    let row = rows.as_array().unwrap().iter().find(|row| row["line"] == line).unwrap();
    assert!(row["record"].as_str().unwrap().starts_with('e') && row["what"].as_str().unwrap().contains("left out"));
    assert!(row["column"].as_u64().unwrap() > 1);
    assert_eq!((bench.read("p.ron"), bench.files()), (source, files));
}

#[test]
fn what_only_reads_writes_nothing_and_takes_no_lock() {
    let bench = Bench::with_article();
    std::fs::remove_file(bench.path("p.ron.lock")).unwrap();
    let state = |bench: &Bench| (bench.files(), bench.read("p.ron"), bench.read("p.ron.log"));
    let before = state(&bench);
    for args in [
        &["show", "p.ron", "documents"][..],
        &["search", "p.ron", "Rabat"],
        &["activity", "p.ron", "--by", "month"],
        &["check", "p.ron"],
        &["perform", "p.ron", "-", "--dry-run"],
    ] {
        bench.run(args);
        assert_eq!(state(&bench), before, "{args:?}");
    }
}
