//! `entente dates`.

use crate::support::Bench;
use serde_json::json;

const TML: &str = r#"<?xml version="1.0"?>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2025-03-11" functionInDocument="CREATION_TIME">11 March 2025</TIMEX3></DCT>
<TEXT>
Né &amp; Fils <EVENT>met</EVENT> on <TIMEX3 tid="t1">Monday</TIMEX3> for three hours, from March to May 2024.</TEXT></TimeML>"#;

#[test]
fn dates_of_a_project_are_resolved_against_its_documents() {
    let bench = Bench::with_article();
    let rows = bench.json(&["dates", "p.ron"]);
    let monday = rows.as_array().unwrap().iter().find(|row| row["text"] == "Monday").unwrap();
    assert_eq!((&monday["value"], &monday["kind"]), (&json!("2025-03-10"), &json!("date")));
    assert_eq!(monday["because"], "the document's own day, 10 March 2025");
    assert_eq!((&monday["file"], &monday["timex3_value"]), (&json!("2025-03-10-visit.txt"), &json!(null)));
}

#[test]
fn a_timeml_file_is_tagged_against_its_time_of_creation() {
    let bench = Bench::new();
    bench.write("a.tml", TML);
    let rows = bench.json(&["dates", "--timeml", "a.tml"]);
    let told: Vec<_> =
        rows.as_array().unwrap().iter().map(|row| (&row["text"], &row["timex3_value"], &row["value"])).collect();
    assert_eq!(
        told,
        [
            (&json!("Monday"), &json!("2025-03-10"), &json!("2025-03-10")),
            (&json!("three hours"), &json!("PT3H"), &json!(null)),
            (&json!("March"), &json!("2025-03"), &json!("2025-03")),
            (&json!("May 2024"), &json!("2024-05"), &json!("2024-05")),
        ]
    );
    assert_eq!(
        (&rows[0]["start_char"], &rows[0]["end_char"]),
        (&json!(18), &json!(24)),
        "code points from TEXT's start"
    );
    assert_eq!(rows[1]["timex3_type"], "DURATION");
}

#[test]
fn what_is_no_timeml_is_said_in_three_parts() {
    let bench = Bench::new();
    bench.write("cut.tml", &TML[..200]);
    bench.write("bomb.tml", r#"<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><TEXT>&b;</TEXT>"#);
    bench.write("noise.tml", [0xFF, 0x00, 0x3C, 0x80]);
    for file in ["cut.tml", "bomb.tml", "noise.tml", "gone.tml"] {
        bench.run(&["dates", "--timeml", file]).could_not(&[
            file,
            "could not be read as TimeML",
            "untouched",
            "Mend",
        ]);
    }
}
