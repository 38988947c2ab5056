//! `entente figures`.

use crate::support::Bench;
use serde_json::json;

const EVENTS: &str = r#"
    (do: AddEvent(changes: [Title("Raid"), Kind("$Arrest"), When((when: "2025-02")), AddFigure((value: "12", unit: "arrests")), AddFigure((value: "9", unit: "cities"))])),
    (do: AddEvent(changes: [Title("Sum"), Status(Aggregate), AddFigure((value: "200", unit: "Arrests", bound: MoreThan, when: "2002/2025"))])),
"#;

#[test]
fn figures_are_listed_with_sums_ratios_and_caveats() {
    let bench = Bench::with_article();
    let made = bench.perform(EVENTS);
    let id = |event: usize, place: usize| format!("{}.{place}", made[event]["made"][0].as_str().unwrap());
    let found = bench.json(&["figures", "p.ron"]);
    assert_eq!(found["figures"].as_array().map(Vec::len), Some(3), "whatever the status");
    let group = &found["groups"][0];
    assert_eq!((&group["n"], &group["sum_in_words"]), (&json!(2), &json!("more than 212 Arrests")));
    assert!(group["caveats"].to_string().contains("sums up many events"), "{group}");
    let share = bench.json(&["figures", "p.ron", "--share", &id(0, 1), &id(1, 1)]);
    let words = share["ratio"]["words"].as_str().unwrap();
    assert!(words.contains("is less than 6 % of more than 200 Arrests"), "{words}");
    let refused = bench.run(&["figures", "p.ron", "--share", &id(0, 1), &id(0, 2)]);
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("Not computable: “arrests” and “cities” are not one unit."), "{}", refused.out);
    let ran = bench.run(&["figures", "p.ron", "--per-year", &id(1, 1)]);
    assert!(ran.out.contains("is more than about 8.33 a year"), "{}", ran.out);
    bench.run(&["figures", "p.ron", "--per-year", "nothing"]).could_not(&["no figure “nothing”"]);
    let ran = bench.run(&["figures", "p.ron", "--csv", "--status", "happened"]);
    assert!(ran.out.starts_with("kind,id,counted,event,title,") && ran.out.lines().count() == 3, "{}", ran.out);
}
