//! `entente import`.

use crate::support::{Bench, sample_texts};
use serde_json::Value;

fn results(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["result"].as_str().unwrap()).collect()
}

#[test]
fn a_project_is_made_and_a_second_time_nothing_is_new() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.path("articles/deep")).unwrap();
    for (number, text) in sample_texts().iter().enumerate() {
        let folder = if number % 2 == 0 { "articles" } else { "articles/deep" };
        std::fs::copy(text, bench.path(folder).join(text.file_name().unwrap())).unwrap();
    }
    let rows = bench.json(&["import", "p.ron", "articles"]);
    assert_eq!(results(&rows), vec!["new"; sample_texts().len()]);
    let again = bench.json(&["import", "p.ron", "articles"]);
    assert_eq!(results(&again), vec!["duplicate"; sample_texts().len()]);
    assert_eq!(rows[0]["document"], again[0]["document"], "a duplicate names the document that it repeats");
    assert_eq!(bench.run(&["check", "p.ron"]).code, 0);
    assert_eq!(bench.json(&["show", "p.ron", "documents"]).as_array().unwrap().len(), sample_texts().len());
}

#[test]
fn what_is_given_counts_more_than_what_is_guessed() {
    let bench = Bench::new();
    bench.write("a.txt", "Talks\n\nRABAT, 10 March 2025 (Wire) — They met.");
    let given = ["--outlet", "Atlas Wire", "--published", "11 march 2025", "--language", "fr", "--by", "AL"];
    let rows = bench.json(&[&["import", "p.ron", "a.txt"][..], &given].concat());
    assert_eq!((&rows[0]["published"], &rows[0]["language"]), (&"2025-03-11".into(), &"fr".into()));
    let shown = bench.json(&["show", "p.ron", "documents"]);
    let row = &shown[0];
    assert_eq!((&row["outlet"], &row["published_known"]), (&"Atlas Wire".into(), &"given".into()));
    assert_eq!((&row["made"]["by"], &row["title"], &row["file"]), (&"AL".into(), &"Talks".into(), &"a.txt".into()));
}

#[test]
fn a_date_with_two_readings_is_read_aloud() {
    let bench = Bench::new();
    bench.write("a.txt", "Talks");
    let ran = bench.run(&["import", "p.ron", "a.txt", "--published", "10/3/2025"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("read as 10 March 2025, not as 3 October 2025"), "{}", ran.err);
}

#[test]
fn a_time_of_day_is_kept() {
    let bench = Bench::new();
    bench.write("a.txt", "Talks");
    let rows = bench.json(&["import", "p.ron", "a.txt", "--published", "10 March 2025, 23:20 UTC+1"]);
    assert_eq!(rows[0]["published"], "2025-03-10T23:20:00+01");
    assert_eq!(bench.json(&["show", "p.ron", "documents"])[0]["published"], "2025-03-10T23:20:00+01");
    assert_eq!(bench.run(&["check", "p.ron"]).code, 0);
}

#[test]
fn the_coder_is_the_one_of_the_settings_or_of_the_system() {
    let bench = Bench::with_article();
    let coder = |bench: &Bench| bench.json(&["show", "p.ron", "documents"])[0]["made"]["by"].clone();
    assert_eq!(coder(&bench), "tester");
    let bench = Bench::new();
    std::fs::create_dir(bench.path("home")).unwrap();
    bench.write("home/settings.ron", "(coder: \"BK\")");
    bench.write("a.txt", "Talks");
    assert_eq!(bench.run(&["import", "p.ron", "a.txt"]).code, 0);
    assert_eq!(coder(&bench), "BK");
}

#[test]
fn some_refused_is_1_and_the_rest_is_in() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("in")).unwrap();
    bench.write("in/a.txt", "Talks\n\nThey met.");
    bench.write("in/b.txt", "Talks\n\nThey met.");
    bench.write("in/empty.txt", "");
    bench.write("in/picture.txt", b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    bench.write("in/notes.doc", b"\xD0\xCF\x11\xE0");
    bench.write("in/latin.txt", b"Une r\xE9union \xE0 Rabat, o\xF9 l'accord a \xE9t\xE9 sign\xE9");
    let ran = bench.run(&["import", "p.ron", "in", "gone.txt", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("2 new, 1 skipped as duplicates, 3 refused, 1 passed over"), "{}", ran.err);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    let row = |path: &str| rows.as_array().unwrap().iter().find(|row| row["path"] == path).unwrap();
    assert_eq!(row("in/b.txt")["document"], row("in/a.txt")["document"]);
    assert!(row("in/empty.txt")["note"].as_str().unwrap().contains("0 bytes"));
    assert!(row("in/picture.txt")["note"].as_str().unwrap().contains("a JPEG picture"));
    assert!(row("in/latin.txt")["note"].as_str().unwrap().contains("windows-1252"));
    assert!(row("gone.txt")["note"].as_str().unwrap().contains("no such file"));
    assert_eq!(row("in/notes.doc")["result"], "passed over");
}

#[test]
fn nothing_to_bring_in_makes_no_project() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("empty")).unwrap();
    bench.run(&["import", "p.ron", "empty"]).could_not(&["no .txt or .md file", "“p.ron” was not made"]);
    bench.run(&["import", "p.ron", "gone.txt"]).could_not(&["was not made"]);
    assert_eq!(bench.files(), ["empty"]);
}
