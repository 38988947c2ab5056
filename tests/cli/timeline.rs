//! `entente timeline`.

use crate::support::Bench;
use serde_json::json;

const EVENTS: &str = r#"
    (name: "visit", do: AddEvent(changes: [Title("State visit"), Kind("$Visit"), When((when: "2025-03-10/2025-03-12"))])),
    (name: "talks", do: AddEvent(changes: [Title("Talks"), Kind("$Talks"), When((when: "2025-03-10")), AddRelation((kind: PartOf, to: "$visit"))])),
    (name: "next", do: AddEvent(changes: [Title("Next visit"), Kind("$Visit"), When((when: "2025-10")), Status(Planned), AddRelation((kind: Follows, to: "$visit"))])),
    (name: "patrols", do: AddEvent(changes: [Title("Patrols"), When((when: "2024-05/.."))])),
    (name: "undated", do: AddEvent(changes: [Title("Some day")])),
    (do: AddView(name: "Stories", chart: (filter: (statuses: []), kind: Timeline((lanes: Storyline, split_at: "2025-06-01"))))),
"#;

#[test]
fn events_stand_at_their_days_with_their_links() {
    let bench = Bench::with_article();
    let made = bench.perform(EVENTS);
    let id = |at: usize| made[at]["made"][0].clone();
    let found = bench.json(&["timeline", "p.ron", "--status", "all", "--split-at", "2025-06-01"]);
    assert_eq!(found["title"], "Timeline of events by type, any status");
    assert_eq!((&found["unit"], &found["split_at"]), (&json!("events"), &json!("2025-06-01")));
    let lanes: Vec<&str> =
        found["lanes"].as_array().unwrap().iter().filter_map(|lane| lane["name"].as_str()).collect();
    assert_eq!(lanes, ["Visit", "Talks", "No type"]);
    let of = |title: &str| {
        let all = found["events"].as_array().unwrap();
        all.iter().find(|event| event["title"] == title).unwrap_or_else(|| panic!("{title}: {found}")).clone()
    };
    let visit = of("State visit");
    assert_eq!((&visit["event"], &visit["certain"]), (&id(0), &json!(["2025-03-10", "2025-03-12"])));
    assert_eq!((&of("Talks")["part_of"], &of("Talks")["lanes"]), (&id(0), &json!(["Talks"])));
    let patrols = of("Patrols");
    assert_eq!((&patrols["certain"], &patrols["to"]), (&json!(["2024-05-31", null]), &json!(null)));
    assert_eq!((&patrols["nature"], &patrols["from"]), (&json!("goes on"), &json!("2024-05-01")));
    assert_eq!(of("Next visit")["certain"], json!(null));
    assert_eq!((&found["to_come"], &found["overdue"], &found["undated"]), (&json!(1), &json!([]), &made[4]["made"]));
    let links = found["links"].as_array().unwrap();
    let follows = links.iter().find(|link| link["kind"] == "Follows").expect("a link");
    assert_eq!((&follows["from"], &follows["to"], &follows["in_words"]), (&id(2), &id(0), &json!("follows")));
    let late = bench.json(&["timeline", "p.ron", "--status", "planned", "--split-at", "2026-01-01"]);
    assert_eq!((&late["overdue"], &late["to_come"]), (&json!([id(2)]), &json!(0)));
    let happened = bench.json(&["timeline", "p.ron"]);
    assert_eq!(happened["events"].as_array().map(Vec::len), Some(3), "only what happened, unless more is asked for");
    bench.run(&["timeline", "p.ron", "--lanes", "colour"]).could_not(&["storyline"]);
    bench.run(&["timeline", "p.ron", "--split-at", "soon"]).could_not(&["--split-at"]);
}

#[test]
fn a_saved_timeline_is_a_table_rows_and_a_picture() {
    let bench = Bench::with_article();
    bench.perform(EVENTS);
    let stories = bench.json(&["timeline", "p.ron", "--view", "stories"]);
    let names: Vec<&str> =
        stories["lanes"].as_array().unwrap().iter().filter_map(|lane| lane["name"].as_str()).collect();
    assert_eq!(names, ["State visit", "No storyline"]);
    bench.run(&["activity", "p.ron", "--view", "Stories"]).could_not(&["no saved chart"]);
    let ran = bench.run(&["timeline", "p.ron", "--status", "all", "--csv"]);
    assert!(ran.out.starts_with("kind,lane,event,title,when,from,certain_from,certain_to,to,status,"), "{}", ran.out);
    assert_eq!(ran.out.lines().count(), 1 + 5);
    bench.run(&["timeline", "p.ron", "--csv", "--json"]).could_not(&["--json"]);
    let ran = bench.run(&["timeline", "p.ron", "--status", "all"]);
    assert!(ran.out.contains("Visit: 2") && ran.out.contains("Undated: 1"), "{}", ran.out);
    let args = ["timeline", "p.ron", "--view", "Stories", "--svg", "a.svg", "--png", "a.png", "--theme", "dark"];
    assert_eq!(bench.run(&args).code, 0);
    let svg = bench.read("a.svg");
    for said in [
        "Timeline by storyline, any status",
        ">State visit</text>",
        "1 undated",
        "as of ",
        "To come, from 1 Jun 2025",
        "follows",
        "2025<",
    ] {
        assert!(svg.contains(said), "{said}: {svg}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    assert_eq!(&std::fs::read(bench.path("a.png")).unwrap()[1..4], b"PNG");
    bench.run(&args).could_not(&["there already"]);
}
