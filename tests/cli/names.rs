//! `entente names`.

use crate::support::Bench;
use serde_json::json;

#[test]
fn names_come_with_places_kinds_and_reasons() {
    let bench = Bench::with_article();
    let rows = bench.json(&["names", "p.ron"]);
    let rows = rows.as_array().unwrap();
    let vasseur = rows.iter().find(|row| row["name"] == "Gérald Vasseur").unwrap();
    assert_eq!((&vasseur["kind"], &vasseur["mentions"][0]["text"]), (&json!("person"), &json!("Gérald Vasseur")));
    assert_eq!(vasseur["mentions"][0]["file"], "2025-03-10-visit.txt");
    let hit = &bench.json(&["search", "p.ron", "gerald vasseur"])[0];
    assert_eq!(vasseur["mentions"][0]["start_char"], hit["start_char"]);
    assert_eq!(vasseur["mentions"][0]["end_char"], hit["end_char"]);
    assert!(vasseur["because"][0].as_str().unwrap().starts_with("person: "));
    assert!(
        rows.iter().any(|row| row["kind"] == "place" && row["name"].as_str().unwrap().eq_ignore_ascii_case("rabat"))
    );
    assert!(bench.run(&["names", "p.ron"]).out.starts_with("NAME"));
}

#[test]
fn no_names_is_1() {
    let bench = Bench::new();
    bench.write("a.txt", "nothing here has a name.");
    assert_eq!(bench.run(&["import", "p.ron", "a.txt"]).code, 0);
    assert_eq!(bench.run(&["names", "p.ron"]).code, 1);
    bench.run(&["names", "absent.ron"]).could_not(&["absent.ron"]);
}
