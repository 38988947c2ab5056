//! `entente perform`.

use crate::support::{Bench, Ran};
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;

const STEPS: &str = r#"[
    (name: "visit", do: AddEvent(changes: [Title("Visit")])),
    (do: ChangeEvent(event: "$visit", changes: [Note("seen")])),
    (do: ChangeEvent(event: "$visit", changes: [Note("seen")])),
]"#;

#[test]
fn each_step_is_a_row_and_one_transaction() {
    let bench = Bench::with_article();
    bench.write("c.ron", STEPS);
    let ran = bench.run(&["perform", "p.ron", "c.ron", "--json", "--by", "AL"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&rows[0]["step"], &rows[0]["name"], &rows[0]["said"]),
        (&json!(1), &json!("visit"), &json!("Add event “Visit”"))
    );
    assert_eq!(rows[0]["made"], json!([bench.json(&["show", "p.ron", "events"])[0]["id"]]));
    assert_eq!((&rows[1]["made"], &rows[2]["said"]), (&json!([]), &json!("")), "the third changes nothing");
    assert!(bench.read("p.ron").contains("note: \"seen\"") && bench.read("p.ron").contains("by: \"AL\""));
    bench.perform("(do: Undo)");
    assert_eq!(bench.json(&["show", "p.ron", "events"])[0]["note"], "");
    bench.perform("(do: Undo)");
    assert_eq!(bench.json(&["show", "p.ron", "events"]), json!([]));
    bench.perform("(do: Redo), (do: Redo)");
    assert_eq!(bench.json(&["show", "p.ron", "events"])[0]["note"], "seen");
}

#[test]
fn nothing_is_done_if_a_step_is_refused() {
    let bench = Bench::with_article();
    bench.write(
        "c.ron",
        r#"[(do: AddEvent(changes: [Title("first")])), (name: "wrong", do: Attach(mark: "$nobody", event: "$first")), (do: Save)]"#,
    );
    let ran = bench.run(&["perform", "p.ron", "c.ron", "--json"]);
    ran.could_not(&["Step 2 (“wrong”) of 3", "“nobody”", "Nothing was changed", "perform the file again"]);
    assert_eq!(serde_json::from_str::<Value>(&ran.out).unwrap(), json!([]));
    assert_eq!(bench.json(&["show", "p.ron", "events"]), json!([]));
    bench.write("c.ron", r#"[(do: AddEvent(changes: [Titel("x")]))]"#);
    let ran = bench.run(&["perform", "p.ron", "c.ron"]);
    ran.could_not(&["Step 1 of 1", "It is not a command", "line 1, column", "Titel", "Nothing was changed"]);
}

#[test]
fn a_refusal_by_the_verb_names_the_step_by_number_and_name() {
    let bench = Bench::with_article();
    bench.write(
        "c.ron",
        r#"[(name: "mark", do: Tag(document: "$Minister 😀 visits Rabat", at: Quote(quote: "Oslo")))]"#,
    );
    bench.run(&["perform", "p.ron", "c.ron"]).could_not(&["Step 1 (“mark”) of 1", "does not have “Oslo”"]);
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let bench = Bench::with_article();
    bench.write("c.ron", STEPS);
    let before = (bench.read("p.ron"), bench.read("p.ron.log"));
    let ran = bench.run(&["perform", "p.ron", "c.ron", "--dry-run"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("Add event “Visit”") && ran.out.contains("Nothing to change"), "{}", ran.out);
    bench.write("c.ron", "[(do: Delete([Event(\"e0000000000\")]))]");
    bench.run(&["perform", "p.ron", "c.ron", "--dry-run"]).could_not(&["Step 1 of 1", "Nothing was changed"]);
    assert_eq!(before, (bench.read("p.ron"), bench.read("p.ron.log")));
}

#[test]
fn commands_can_come_through_a_pipe() {
    let bench = Bench::with_article();
    let mut command = bench.command(&["perform", "p.ron", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(STEPS.as_bytes()).unwrap();
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.out.lines().count(), 4);
}

#[test]
fn a_file_that_holds_no_commands_is_refused_in_words() {
    let bench = Bench::with_article();
    std::fs::create_dir(bench.path("folder")).unwrap();
    bench.write("empty.ron", "");
    bench.write("torn.ron", "[\n    (do: Undo),\n    (do: AddEvent(changes: [Title(\"x\")");
    bench.write("picture.ron", b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    bench.write("latin.ron", b"[(do: AddEvent(changes: [Title(\"\xE9\")]))]");
    let refused = |file: &str, words: &[&str]| {
        let ran = bench.run(&["perform", "p.ron", file]);
        ran.could_not(&[&["Nothing was changed", file], words].concat());
    };
    refused("gone.ron", &["no such file"]);
    refused("folder", &["it is a folder"]);
    refused("empty.ron", &["0 bytes", "docs/commands.md"]);
    refused("torn.ron", &["line 3, column"]);
    refused("picture.ron", &["a JPEG picture"]);
    refused("latin.ron", &["not UTF-8"]);
    refused("p.ron", &["cannot be read"]);
}
