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

#[test]
fn a_page_and_reports_are_written_and_say_what_they_lack() {
    let bench = Bench::with_article();
    bench.perform(r#"(do: AddEvent(changes: [Title("Visit <b>to</b> Rabat"), When((when: "2025-03-10"))]))"#);
    for (form, has) in [("html", "Visit &lt;b&gt;to&lt;/b&gt; Rabat"), ("md", "Visit &lt;b&gt;to&lt;/b&gt; Rabat")] {
        let out = format!("out.{form}");
        let rows = bench.json(&["export", "p.ron", "--to", form, &out, "--title", "A & B"]);
        assert_eq!((&rows[0]["file"], &rows[0]["rows"]), (&json!(out), &json!(null)));
        assert!(bench.read(&out).contains(has), "{form}");
        assert!(rows[0]["left_out"].is_null());
    }
    assert!(
        bench.read("out.html").contains("<title>A &amp; B</title>") && bench.read("out.html").contains("Vasseur")
    );
    let html = ["export", "p.ron", "--to", "html", "out.html"];
    bench.run(&html).could_not(&["out.html", "--force"]);
    let less = [&html[..], &["--force", "--max-handling", "green", "--without", "texts,coders"]].concat();
    let ran = bench.run(&less);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("TLP:GREEN") && ran.err.contains("the texts of 1 article"), "{}", ran.err);
    assert!(!bench.read("out.html").contains("Vasseur"), "the text is not there");
    assert_eq!(bench.run(&["export", "p.ron", "--to", "docx", "out.docx"]).code, 0);
    assert!(std::fs::read(bench.path("out.docx")).unwrap().starts_with(b"PK"));
    bench.run(&["export", "p.ron", "--to", "csv", "tables", "--without", "notes"]).could_not(&["--without"]);
    assert!(!bench.path("tables").exists());
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let bench = Bench::with_article();
    bench.perform(r#"(do: AddEvent(changes: [Title("Talks"), When((when: "2025-03-10"))]))"#);
    for form in ["html", "md", "docx"] {
        let write = |name: &str| {
            assert_eq!(bench.run(&["export", "p.ron", "--to", form, name]).code, 0);
            std::fs::read(bench.path(name)).unwrap()
        };
        assert_eq!(write("a"), write("b"), "{form}");
        std::fs::remove_file(bench.path("a")).unwrap();
        std::fs::remove_file(bench.path("b")).unwrap();
    }
}

#[test]
fn a_page_is_never_written_over_its_project() {
    let bench = Bench::with_article();
    bench.run(&["export", "p.ron", "--to", "html", "p.ron", "--force"]).could_not(&["p.ron", "Nothing was written"]);
}

/// Run with `cargo test --test cli -- --ignored browser`; says so where there is no browser.
#[test]
#[ignore = "needs Chromium"]
fn a_browser_runs_our_script_and_no_other() {
    let bench = Bench::with_article();
    let hostile = r"<script>document.title='taken'</script><img src=x onerror=document.title='taken'>";
    bench.perform(&format!(r#"(do: AddEvent(changes: [Title("{hostile}"), When((when: "2025-03-10"))]))"#));
    assert_eq!(bench.run(&["export", "p.ron", "--to", "html", "out.html", "--title", "Mine"]).code, 0);
    let page = format!("file://{}", bench.path("out.html").display());
    let browser = std::process::Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", &page])
        .output();
    let Ok(browser) = browser else {
        eprintln!("There is no chromium on this machine: nothing was tried.");
        return;
    };
    let dom = String::from_utf8_lossy(&browser.stdout);
    assert!(dom.contains("Everything is shown"), "the filters came to life under the content policy: {dom}");
    assert!(dom.contains("<title>Mine</title>"), "nothing of the project ran");
}
