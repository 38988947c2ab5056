//! `entente matrix`.

use crate::support::Bench;
use serde_json::json;

const EVENTS: &str = r#"
    (name: "fr", do: AddEntity(changes: [AddName("France")])),
    (name: "ma", do: AddEntity(changes: [AddName("Morocco")])),
    (name: "es", do: AddEntity(changes: [AddName("Spain")])),
    (do: AddEvent(changes: [Title("a"), Kind("$Visit"), When((when: "2025-03-10")), AddParticipant((who: Entity("$fr"))), AddParticipant((who: Entity("$ma")))])),
    (do: AddEvent(changes: [Title("b"), Kind("$Visit"), When((when: "2025-04")), AddParticipant((who: Entity("$fr"))), AddParticipant((who: Entity("$ma"))), AddParticipant((who: Entity("$es")))])),
    (do: AddEvent(changes: [Title("c"), Kind("$Arrest"), AddParticipant((who: Entity("$es")))])),
    (do: AddView(name: "Heat", chart: (filter: (statuses: [Happened]), kind: Matrix((of: Pivot(rows: By(Type), columns: Period), row_order: Name))))),
"#;

#[test]
fn actors_are_crossed_with_actors_and_every_number_names_its_events() {
    let bench = Bench::with_article();
    let made = bench.perform(EVENTS);
    let found = bench.json(&["matrix", "p.ron"]);
    assert_eq!(found["title"], "Events that two actors share, happened");
    let names: Vec<&str> = (0..3).map(|at| found["rows"][at]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["France", "Morocco", "Spain"]);
    let cell = |row: usize, column: usize| {
        let cells = found["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["row"] == row && cell["column"] == column).unwrap().clone()
    };
    assert_eq!((&cell(0, 1)["count"], &cell(1, 0)["count"], &cell(2, 2)["count"]), (&json!(2), &json!(2), &json!(2)));
    assert_eq!(cell(0, 2)["events"], made[4]["made"]);
    assert_eq!((&found["total"], &found["symmetric"], &found["multiple"]), (&json!(3), &json!(true), &json!(true)));
    assert_eq!(found["without_date"], made[5]["made"], "an event without a date counts, and is told");
}

#[test]
fn types_along_time_are_a_heat_map_with_trays() {
    let bench = Bench::with_article();
    let made = bench.perform(EVENTS);
    let found = bench.json(&["matrix", "p.ron", "--rows", "type", "--columns", "period", "--by", "month"]);
    assert_eq!(found["title"], "Events by type and month, happened; strict dates");
    assert_eq!((&found["columns"][1]["name"], &found["undated"]), (&json!("Apr 2025"), &made[5]["made"]));
    assert_eq!(bench.json(&["matrix", "p.ron", "--view", "heat"])["columns"], found["columns"]);
    let ran = bench.run(&["matrix", "p.ron", "--view", "Heat"]);
    assert!(ran.out.contains("Mar 2025  Apr 2025") && ran.out.contains("Undated: 1"), "{}", ran.out);
    let ran = bench.run(&["matrix", "p.ron", "--view", "Heat", "--csv"]);
    assert!(
        ran.out.starts_with("kind,row,column,count,unit,rule,filter,date,chart\r\ncell,Visit,Mar 2025,1,events,"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("\r\ncolumn,,Apr 2025,1,") && ran.out.contains("\r\nundated,,,1,events,"),
        "{}",
        ran.out
    );
    bench.run(&["matrix", "p.ron", "--rows", "period", "--columns", "period"]).could_not(&["both sides"]);
    bench.run(&["matrix", "p.ron", "--view", "Nothing"]).could_not(&["no saved matrix"]);
}

#[test]
fn codes_are_crossed_where_they_stand_together() {
    let bench = Bench::with_sample();
    let found = bench.json(&["matrix", "p.ron", "--codes", "paragraph"]);
    assert_eq!(found["unit"], "paragraphs");
    bench.run(&["matrix", "p.ron", "--codes", "sentence", "--rows", "type"]).could_not(&["--rows"]);
}

#[test]
fn the_matrix_is_written_as_a_picture() {
    let bench = Bench::with_article();
    bench.perform(EVENTS);
    for theme in ["light", "dark"] {
        let args = ["matrix", "p.ron", "--svg", "m.svg", "--png", "m.png", "--force", "--theme", theme];
        assert_eq!(bench.run(&args).code, 0);
        let svg = bench.read("m.svg");
        for said in ["Events that two actors share", ">France<", "undated, counted all the same", "as of "] {
            assert!(svg.contains(said), "{said}: {svg}");
        }
        assert!(std::fs::read(bench.path("m.png")).unwrap().starts_with(b"\x89PNG"));
    }
}
