//! `entente check --coding`: every flaw is found, and what was ignored says why.

use crate::support::Bench;
use serde_json::Value;
use std::collections::BTreeSet;

fn flawed() -> Bench {
    let bench = Bench::with_article();
    let ran = {
        bench.write("flawed.ron", include_str!("flawed.ron"));
        bench.run(&["perform", "p.ron", "flawed.ron"])
    };
    assert_eq!(ran.code, 0, "{ran:?}");
    bench
}

fn kinds(found: &Value) -> BTreeSet<&str> {
    found.as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect()
}

#[test]
fn every_flaw_is_found_with_its_records_and_repair() {
    let bench = flawed();
    let found = bench.json(&["check", "p.ron", "--coding"]);
    assert_eq!(
        kinds(&found),
        BTreeSet::from([
            "event without a date",
            "event without participants",
            "event without evidence",
            "same words marked twice",
            "one spelling of two entities",
            "entity used once",
            "happened after it was reported",
            "kind that the role does not allow",
            "too few or too many in a role",
            "contradictory links",
            "figure without a unit",
            "done with open suggestions",
            "code without a definition",
        ])
    );
    for row in found.as_array().unwrap() {
        let mut keys: Vec<&String> = row.as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(keys, ["ignored", "kind", "records", "repair", "rests_on", "what"]);
        assert!(!row["records"].as_array().unwrap().is_empty() && row["ignored"].is_null(), "{row}");
    }
    let late = found.as_array().unwrap().iter().find(|row| row["kind"] == "happened after it was reported").unwrap();
    assert_eq!(late["repair"], "Set the status to planned");
    let ran = bench.run(&["check", "p.ron", "--coding"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("KIND") && ran.out.contains("Join the two marks"), "{}", ran.out);
    assert_eq!(bench.run(&["check", "p.ron"]).code, 0, "it is sound all the same");
}

#[test]
fn what_is_ignored_says_why_and_is_not_open() {
    let bench = Bench::with_article();
    bench.perform(r#"(name: "port", do: AddEntity(changes: [AddName("Port of Petra")]))"#);
    assert_eq!(bench.run(&["check", "p.ron", "--coding"]).code, 1);
    bench.perform(
        r#"(do: Decline(about: [Accepted(flaw: UsedOnce, records: [Entity("$Port of Petra")], rests_on: "nowhere")], reason: "for later"))"#,
    );
    let found = bench.json(&["check", "p.ron", "--coding"]);
    assert_eq!(found[0]["ignored"], "for later");
    let ran = bench.run(&["check", "p.ron", "--coding"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("Nothing looks like a flaw"), "{}", ran.out);
}
