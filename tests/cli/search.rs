//! `entente search`.

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
