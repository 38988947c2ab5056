//! `entente same`.

use crate::support::Bench;
use serde_json::{Value, json};

const ACTORS: &str = r#"
    (name: "a", do: AddEntity(changes: [AddName("Lerouge")])),
    (name: "b", do: AddEntity(changes: [AddName("Benali")])),
"#;

/// A visit of that title and day.
fn visit(name: &str, title: &str, day: &str) -> String {
    format!(
        r#"(name: "{name}", do: AddEvent(changes: [
            Title("{title}"), Kind("$Visit"), When((when: "{day}")),
            AddParticipant((who: Entity("$a"))), AddParticipant((who: Entity("$b"))),
        ])),"#
    )
}

fn bench() -> Bench {
    let bench = Bench::with_article();
    let visits = [
        visit("one", "The visit", "2025-03-10"),
        visit("two", "A visit", "2025-03-10"),
        visit("five", "Fifth", "2025-03-05"),
    ];
    bench.perform(&format!("{ACTORS}{}", visits.concat()));
    bench
}

#[test]
fn candidates_come_ranked_with_reasons_and_differences() {
    let bench = bench();
    let rows = bench.json(&["same", "p.ron", "The visit"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2, "{rows:?}");
    let keys: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 4, "event, score, because, differs: {keys:?}");
    let because = rows[0]["because"].as_array().unwrap();
    for reason in ["same type", "same day", "same 2 actors"] {
        assert!(because.contains(&json!(reason)), "{because:?}");
    }
    assert_eq!(rows[0]["differs"], json!([]));
    assert_eq!(rows[1]["differs"], json!(["10 March 2025, the other 5 March 2025"]));
    let score = |row: &Value| row["score"].as_f64().unwrap();
    assert!(score(&rows[0]) > 0.8 && score(&rows[1]) < 0.3, "{rows:?}");
    // By its id it is the same.
    let events = bench.json(&["show", "p.ron", "events"]);
    let id = events.as_array().unwrap().iter().find(|event| event["title"] == "The visit").unwrap()["id"].clone();
    assert_eq!(bench.json(&["same", "p.ron", id.as_str().unwrap()]), json!(rows));
    let table = bench.run(&["same", "p.ron", "The visit"]);
    assert!(table.out.starts_with("EVENT") && table.out.contains("A visit"), "{table:?}");
}

#[test]
fn what_is_decided_is_left_out_and_nothing_left_is_1() {
    let bench = bench();
    bench.perform(
        r#"(do: KeepApart(Events("$The visit", "$A visit"))), (do: KeepApart(Events("$The visit", "$Fifth")))"#,
    );
    let ran = bench.run(&["same", "p.ron", "The visit"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert_eq!(bench.json(&["same", "p.ron", "A visit"]).as_array().unwrap().len(), 1);
    bench.run(&["same", "p.ron", "No such visit"]).could_not(&["No such visit", "entente show"]);
    bench.perform(&visit("again", "The visit", "2025-03-10").replace("$a", "$Lerouge").replace("$b", "$Benali"));
    bench.run(&["same", "p.ron", "The visit"]).could_not(&["Several events"]);
}

#[test]
fn merged_events_are_one_and_come_apart_again() {
    let bench = bench();
    bench.perform(r#"(name: "kept", do: MergeEvents(keep: "$The visit", others: ["$A visit"]))"#);
    assert_eq!(bench.json(&["show", "p.ron", "events"]).as_array().unwrap().len(), 2);
    assert_eq!(bench.run(&["check", "p.ron"]).code, 0);
    bench.perform("(do: Undo)");
    assert_eq!(bench.json(&["show", "p.ron", "events"]).as_array().unwrap().len(), 3);
    bench.write("refused.ron", r#"[(do: KeepApart(Events("$The visit", "$A visit"))), (do: MergeEvents(keep: "$The visit", others: ["$A visit"]))]"#);
    let ran = bench.run(&["perform", "p.ron", "refused.ron"]);
    assert!(ran.code != 0 && ran.err.contains("said not to be the same"), "{ran:?}");
}
