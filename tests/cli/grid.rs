//! `entente grid`.

use crate::support::Bench;
use serde_json::json;

/// Two articles about one visit that disagree about the day; the second copies an agency that the third copies too.
fn bench() -> Bench {
    let bench = Bench::with_article();
    bench.perform(
        r#"
        (name: "first", do: TagNew(document: "$Minister 😀 visits Rabat", at: Quote(quote: "met his counterpart in Rabat on Monday"), code: "$Visit")),
        (name: "other", do: AddDocument((text: "Guest in Rabat\n\nThe guest came last Friday.", changes: [
            Title("Guest in Rabat"), Outlet("Echo"), Origin(["Wire"]), Published((when: "2025-03-11", known: Given)),
        ]))),
        (name: "third", do: AddDocument((text: "A guest\n\nThe guest came last Friday, we hear.", changes: [
            Title("A guest"), Outlet("Coast"), Origin(["Wire"]), Published((when: "2025-03-12", known: Given)),
        ]))),
        (name: "second", do: Tag(document: "$other", at: Quote(quote: "The guest came last Friday"), evidence: [(of: Event("$first"))])),
        (name: "copy", do: Tag(document: "$third", at: Quote(quote: "The guest came last Friday"), evidence: [(of: Event("$first"))])),
        (do: ChangeEvent(event: "$first", changes: [
            Title("The visit"),
            AddStated((text: "Monday", when: "2025-03-10", source: Mark("$first.mark"))),
            AddStated((text: "last Friday", when: "2025-03-07", source: Mark("$second"))),
            AddStated((text: "last Friday", when: "2025-03-07", source: Mark("$copy"))),
            When((when: "2025-03-07", reason: "two of three", source: Mark("$second"))),
        ])),
        "#,
    );
    bench
}

#[test]
fn documents_stand_side_by_side_with_their_quotes() {
    let bench = bench();
    let grid = bench.json(&["grid", "p.ron", "The visit"]);
    assert_eq!((&grid["title"], &grid["origins"]), (&json!("The visit"), &json!(2)), "two outlets copy one agency");
    let outlets: Vec<_> =
        grid["documents"].as_array().unwrap().iter().map(|one| (&one["outlet"], &one["origin"])).collect();
    assert_eq!(
        outlets,
        [(&json!("Strait Courier"), &json!(0)), (&json!("Echo"), &json!(1)), (&json!("Coast"), &json!(1))]
    );
    let when = grid["rows"].as_array().unwrap().iter().find(|row| row["field"] == "when").unwrap();
    assert_eq!(
        (&when["accepted"], &when["by"], &when["origins"]),
        (&json!("7 March 2025"), &json!("documents"), &json!(1))
    );
    let monday = &when["cells"][0];
    assert_eq!((&monday["value"], &monday["accepted"]), (&json!("10 March 2025"), &json!(false)));
    assert_eq!(monday["quote"], "met his counterpart in Rabat on Monday");
    assert_eq!((&monday["start_char"], &monday["end_char"]), (&json!(73), &json!(111)), "code points");
    assert_eq!(monday["contradicts"], json!([grid["documents"][1]["id"], grid["documents"][2]["id"]]));
    assert_eq!(grid["contradictions"], 3);
    let status = grid["rows"].as_array().unwrap().iter().find(|row| row["field"] == "status").unwrap();
    assert_eq!((&status["by"], &status["cells"]), (&json!("analyst"), &json!([])));
    // The id names it as well.
    let id = grid["event"].as_str().unwrap();
    assert_eq!(bench.json(&["grid", "p.ron", id]), grid);
}

#[test]
fn a_table_shows_contradictions_and_an_unknown_event_is_said() {
    let bench = bench();
    let ran = bench.run(&["grid", "p.ron", "The visit"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("≠ 10 March 2025") && ran.out.contains("happened (analyst)"), "{}", ran.out);
    bench.run(&["grid", "p.ron", "No such visit"]).could_not(&[
        "no event “No such visit”",
        "Nothing was printed",
        "show",
    ]);
}
