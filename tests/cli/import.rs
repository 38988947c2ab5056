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

const BODY: &str = "The harbour master of Tangier resigned on Friday after eleven years in office, the port said.\n\
    He gave no reason for it and has not spoken to reporters since the evening of that day.\n\
    A successor will be named in the spring, once the new quay has been opened to the ferries from Spain.\n";

/// A folder of two copies and an article that only looks like them.
fn with_copies() -> Bench {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("in")).unwrap();
    bench.write("in/a.txt", format!("Harbour master of Tangier resigns\n\nÉté 😀\n{BODY}READ: Ferries run late"));
    bench.write("in/b.txt", format!("He is gone\n\n{BODY}One line more was added by the paper."));
    bench.write(
        "in/c.txt",
        "Tangier harbour master resigns\n\nAll we know is that he left; his deputy spoke of health.",
    );
    bench
}

#[test]
fn what_is_found_is_said_and_not_done() {
    let bench = with_copies();
    let ran = bench.run(&["import", "p.ron", "in", "--json"]);
    assert!(ran.err.contains("Found: 1 zone, 2 texts with a copy, 2 that only look like another."), "{}", ran.err);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    let zone = &rows[0]["zones"][0];
    assert_eq!((&zone["kind"], &zone["because"]), (&"related articles".into(), &"points to another article".into()));
    let text: Vec<char> = std::fs::read_to_string(bench.path("in/a.txt")).unwrap().chars().collect();
    let place = |key: &str| usize::try_from(zone[key].as_u64().unwrap()).unwrap();
    let words: String = text[place("start_char")..place("end_char")].iter().collect();
    assert_eq!(words, "READ: Ferries run late");
    let alike = &rows[0]["alike"];
    assert_eq!((&alike[0]["likeness"], &alike[0]["document"]), (&"near copy".into(), &rows[1]["document"]));
    assert_eq!((&alike[1]["likeness"], &alike[1]["document"]), (&"looks alike".into(), &rows[2]["document"]));
    assert!(alike[0]["share"].as_f64().unwrap() > 0.8);
    let shown = bench.json(&["show", "p.ron", "documents"]);
    for row in shown.as_array().unwrap() {
        assert!(row["zones"].as_array().unwrap().is_empty() && row["syndicated_from"].is_null());
    }
}

#[test]
fn zones_are_drawn_and_copies_linked_when_it_is_asked_for() {
    let bench = with_copies();
    let rows = bench.json(&["import", "p.ron", "in", "--zones", "accept", "--copies", "link"]);
    assert_eq!(rows[1]["syndicated_from"], rows[0]["document"]);
    let shown = bench.json(&["show", "p.ron", "documents"]);
    let row = |title: &str| shown.as_array().unwrap().iter().find(|row| row["title"] == title).unwrap();
    assert_eq!(row("He is gone")["syndicated_from"]["id"], rows[0]["document"]);
    assert_eq!(row("Harbour master of Tangier resigns")["zones"][0]["note"], "points to another article");
    assert_eq!(bench.run(&["check", "p.ron"]).code, 0);
    bench.write("d.txt", format!("Again\n\n{BODY}"));
    let rows = bench.json(&["import", "p.ron", "d.txt", "in/a.txt", "--copies", "link"]);
    assert_eq!(results(&rows), ["new", "duplicate"]);
    assert!(rows[1]["zones"].as_array().unwrap().is_empty());
    let table = bench.run(&["import", "q.ron", "in"]);
    assert!(table.out.contains("1 zone; near copy of “He is gone”"), "{}", table.out);
}
