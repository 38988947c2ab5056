//! `entente search` and `entente activity`.

use crate::support::{ARTICLE, Bench};
use serde_json::json;

#[test]
fn every_hit_comes_with_its_place_and_context() {
    let bench = Bench::with_article();
    let hits = bench.json(&["search", "p.ron", "gerald vasseur"]);
    assert_eq!(hits.as_array().unwrap().len(), 1);
    let hit = &hits[0];
    let document = &bench.json(&["show", "p.ron", "documents"])[0];
    assert_eq!((&hit["document"], &hit["file"]), (&document["id"], &json!("2025-03-10-visit.txt")));
    assert_eq!(
        (&hit["words"], &hit["after"]),
        (&json!("Gérald Vasseur"), &json!(" met his counterpart in Rabat on Monday."))
    );
    assert_eq!(hit["before"], "RABAT, 10 March 2025 (Courier) — ");
    let start =
        ARTICLE.chars().collect::<Vec<_>>().windows(6).position(|six| six.iter().collect::<String>() == "Gérald");
    assert_eq!((&hit["start_char"], &hit["end_char"]), (&json!(start.unwrap()), &json!(start.unwrap() + 14)));
    assert_eq!(bench.json(&["search", "p.ron", "joint declaration"]).as_array().unwrap().len(), 1);
    assert_eq!(bench.json(&["search", "p.ron", "(?-i)R[a-z]+t", "--regex"]).as_array().unwrap().len(), 2);
}

#[test]
fn nothing_found_is_1_and_no_expression_is_2() {
    let bench = Bench::with_article();
    let ran = bench.run(&["search", "p.ron", "Oslo"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("“Oslo” does not occur"), "{}", ran.err);
    assert_eq!(bench.json(&["search", "p.ron", "Oslo"]), json!([]));
    bench.run(&["search", "p.ron", "(joint", "--regex"]).could_not(&["not a regular expression", "unclosed group"]);
}

#[test]
fn hits_are_sorted_and_written_as_csv() {
    let bench = Bench::with_article();
    let hits = bench.json(&["search", "p.ron", "r[a-z]+t", "--regex", "--sort", "right"]);
    let after: Vec<&str> = hits.as_array().unwrap().iter().map(|hit| hit["after"].as_str().unwrap()).collect();
    let mut sorted = after.clone();
    sorted.sort_by_key(|after| after.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase());
    assert_eq!(after, sorted);
    assert_eq!(hits[0]["code"], json!(null));
    assert_eq!(bench.json(&["search", "p.ron", "raba"]).as_array().unwrap().len(), 3);
    assert_eq!(bench.json(&["search", "p.ron", "raba", "--whole-word"]), json!([]));
    let ran = bench.run(&["search", "p.ron", "gerald vasseur", "--csv"]);
    let mut lines = ran.out.split("\r\n");
    let head = "document,title,outlet,published,file,start_char,end_char,before,words,after,code";
    assert_eq!(lines.next(), Some(head));
    assert!(lines.next().unwrap().contains(",Gérald Vasseur,"), "{}", ran.out);
    bench.run(&["search", "p.ron", "rabat", "--csv", "--json"]).could_not(&["--json"]);
}

const EVENTS: &str = r#"
    (do: AddEvent(changes: [Title("a"), Kind("$Visit"), When((when: "2025-03-10"))])),
    (do: AddEvent(changes: [Title("b"), Kind("$Arrest"), When((when: "2025-03-12"))])),
    (do: AddEvent(changes: [Title("c"), Kind("$Arrest"), When((when: "2025-05"))])),
    (name: "spanning", do: AddEvent(changes: [Title("d"), When((when: "2025"))])),
    (name: "undated", do: AddEvent(changes: [Title("e")])),
    (do: AddEvent(changes: [Title("f"), Status(HopedFor), When((when: "2025-04-01"))])),
"#;

#[test]
fn counts_are_those_of_the_chart() {
    let bench = Bench::with_article();
    let made = bench.perform(EVENTS);
    let counts = bench.json(&["activity", "p.ron", "--by", "month", "--split", "type"]);
    assert_eq!(counts["title"], "Events per month by type, happened");
    assert_eq!(
        counts["bins"][0],
        json!({"label": "Mar 2025", "first": "2025-03-01", "last": "2025-03-31", "total": 2,
               "series": {"Visit": 1, "Arrest": 1}})
    );
    assert_eq!((&counts["bins"][1]["total"], &counts["bins"][2]["total"]), (&json!(0), &json!(1)));
    assert_eq!((&counts["spanning"], &counts["undated"]), (&made[3]["made"], &made[4]["made"]));
    let total = |args: &[&str]| {
        bench.json(&[&["activity", "p.ron", "--by", "year"], args].concat())["total"].as_u64().unwrap()
    };
    assert_eq!(total(&[]), 4);
    assert_eq!(total(&["--status", "hoped-for"]), 1);
    assert_eq!(total(&["--status", "hoped-for", "--status", "happened"]), 5);
    assert_eq!(total(&["--status", "all"]), 5);
    assert_eq!(total(&["--unit", "marks"]), 0);
    let start = bench.json(&["activity", "p.ron", "--by", "month", "--rule", "start"]);
    assert_eq!((&start["total"], &start["spanning"]), (&json!(4), &json!([])));
}

#[test]
fn counts_are_printed_as_a_table_and_as_csv() {
    let bench = Bench::with_article();
    bench.perform(EVENTS);
    let ran = bench.run(&["activity", "p.ron", "--by", "month"]);
    assert!(ran.out.starts_with("Events per month, happened\n"), "{}", ran.out);
    assert!(ran.out.contains("Mar 2025") && ran.out.contains("Undated: 1"), "{}", ran.out);
    let ran = bench.run(&["activity", "p.ron", "--by", "month", "--csv"]);
    assert!(
        ran.out.starts_with("bin,first,last,series,count\r\nMar 2025,2025-03-01,2025-03-31,Events,2\r\n"),
        "{}",
        ran.out
    );
    bench.run(&["activity", "p.ron", "--by", "month", "--csv", "--json"]).could_not(&["--json"]);
    bench.perform(r#"(do: AddEvent(changes: [Title("long ago"), When((when: "0800-01-01"))]))"#);
    bench.run(&["activity", "p.ron", "--by", "day"]).could_not(&["wider step"]);
}

#[test]
fn the_chart_is_written_and_replaces_nothing_by_itself() {
    let bench = Bench::with_article();
    bench.perform(EVENTS);
    let chart = ["activity", "p.ron", "--by", "month", "--svg", "chart.svg"];
    let ran = bench.run(&chart);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("“chart.svg”") && bench.read("chart.svg").contains("<svg"));
    bench.write("chart.svg", "mine");
    bench.run(&chart).could_not(&["“chart.svg” is there already", "--force"]);
    assert_eq!(bench.read("chart.svg"), "mine");
    assert_eq!(bench.run(&[&chart[..], &["--force"]].concat()).code, 0);
    assert!(bench.read("chart.svg").contains("<svg"));
}
