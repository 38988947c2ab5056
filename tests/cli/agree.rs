//! `entente agree`.

use crate::support::Bench;
use serde_json::json;

/// Two copies of one project, coded apart: the same visit, another code, another edge, and a mark that only one made.
fn coded() -> Bench {
    let bench = Bench::with_article();
    let files = ["p.ron", "p.ron.log"];
    let keep: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(bench.path(file)).unwrap()).collect();
    let code = |by: &str, steps: &[(usize, usize, &str)]| {
        let step = |(start, end, code): &(usize, usize, &str)| {
            format!(
                r#"(do: TagNew(document: "$Minister 😀 visits Rabat", at: Chars([({start}, {end})]), code: "${code}")),"#
            )
        };
        let steps = steps.iter().map(step).collect::<Vec<_>>().concat();
        bench.write("steps.ron", format!("[{steps}]"));
        let ran = bench.run(&["perform", "p.ron", "steps.ron", "--by", by]);
        assert_eq!(ran.code, 0, "{ran:?}");
    };
    code("AL", &[(66, 80, "Visit"), (85, 101, "Arrest"), (112, 118, "Talks")]);
    std::fs::copy(bench.path("p.ron"), bench.path("al.ron")).unwrap();
    for (file, bytes) in files.iter().zip(&keep) {
        std::fs::write(bench.path(file), bytes).unwrap();
    }
    code("BN", &[(66, 80, "Visit"), (85, 101, "Talks"), (112, 117, "Talks"), (0, 8, "Visit")]);
    std::fs::copy(bench.path("p.ron"), bench.path("bn.ron")).unwrap();
    bench
}

#[test]
fn two_copies_are_compared_with_every_disagreement() {
    let bench = coded();
    let found = bench.json(&["agree", "al.ron", "bn.ron"]);
    assert_eq!(found["coders"], json!(["al", "bn"]));
    assert_eq!(found["compared"]["documents"].as_array().map(Vec::len), Some(1));
    let all = &found["groups"][0];
    assert_eq!(all["marks"], json!({"al": 3, "bn": 4}));
    assert_eq!(all["f1_exact"]["pairs"][0]["matched"], json!(1));
    assert_eq!(
        (&all["percent"]["items"], &all["percent"]["left_out"]),
        (&json!(3), &json!({"coded by only one coder": 1}))
    );
    let kinds: Vec<&str> =
        found["disagreements"].as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap()).collect();
    assert_eq!(kinds[..3], ["not marked by all", "other code", "other edges"]);
    let first = &found["disagreements"][1];
    assert_eq!((&first["start_char"], &first["end_char"]), (&json!(85), &json!(101)));
    assert_eq!((&first["said"]["al"]["value"], &first["said"]["bn"]["value"]), (&json!("Arrest"), &json!("Talks")));
    assert_eq!(found["in_all"], json!(0), "each was made apart");
    let copy = std::fs::copy(bench.path("al.ron"), bench.path("sent.ron"));
    assert!(copy.is_ok());
    assert_eq!(bench.json(&["agree", "al.ron", "sent.ron"])["in_all"], json!(3));
    let ran = bench.run(&["agree", "al.ron", "sent.ron"]);
    assert!(ran.out.contains("though nobody agreed on them: 3 marks"), "{}", ran.out);
    let ran = bench.run(&["agree", "al.ron", "bn.ron"]);
    assert!(!ran.out.contains("nobody agreed"), "{}", ran.out);
    assert!(ran.out.contains("F1, same place") && ran.out.contains("Disagreements:"), "{}", ran.out);
}

#[test]
fn nothing_shared_has_no_value_and_a_reason() {
    let bench = coded();
    bench.write("other.txt", "Quite another article.\n\nAbout other things in Fes.\n");
    assert_eq!(bench.run(&["import", "other.ron", "other.txt"]).code, 0);
    let ran = bench.run(&["agree", "al.ron", "other.ron", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let all = &found["groups"][0];
    for measure in ["f1_exact", "alpha_u", "percent", "cohen_kappa", "fleiss_kappa", "krippendorff_alpha", "gwet_ac1"]
    {
        assert_eq!(all[measure]["value"], json!(null), "{measure}");
        assert!(all[measure]["why"].as_str().is_some_and(|why| !why.is_empty()), "{measure}");
    }
    assert_eq!(found["left_out"]["documents"].as_array().map(Vec::len), Some(2));
}

#[test]
fn people_in_one_project_have_to_be_there() {
    let bench = coded();
    bench.run(&["agree", "p.ron"]).could_not(&["--coders"]);
    bench.run(&["agree", "p.ron", "--coders", "BN,XY"]).could_not(&["“XY”", "“BN”"]);
    bench.run(&["agree", "p.ron", "--coders", "BN,BN"]).could_not(&["two people"]);
    bench.run(&["agree", "al.ron", "bn.ron", "--coders", "AL,BN"]).could_not(&["not both"]);
}
