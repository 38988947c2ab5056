//! `entente codebook`: a codebook leaves one project and comes into another.

use crate::support::Bench;
use serde_json::json;

const NEW: &str =
    r#"(do: AddCode(kind: Area, changes: [Name("Customs"), Definition("Goods at a border."), Key('q')]))"#;

#[test]
fn a_codebook_goes_from_one_project_into_another() {
    let bench = Bench::with_article();
    std::fs::copy(bench.path("p.ron"), bench.path("other.ron")).unwrap();
    bench.perform(&format!(
        r#"{NEW}, (do: ChangeCode(code: "$Visit", changes: [Definition("They come."), Weight("3")]))"#
    ));
    let written = bench.json(&["codebook", "export", "p.ron", "book.ron"]);
    assert_eq!(written[0]["file"], "book.ron");
    bench.run(&["codebook", "export", "p.ron", "book.ron"]).could_not(&["there already", "--force"]);
    let before = bench.read("other.ron");
    let dry = bench.json(&["codebook", "import", "other.ron", "book.ron", "--dry-run"]);
    assert_eq!(bench.read("other.ron"), before);
    let done = bench.json(&["codebook", "import", "other.ron", "book.ron"]);
    assert_eq!(dry, done);
    let rows = done.as_array().unwrap();
    assert_eq!(rows.len(), 2, "{done}");
    let visit = rows.iter().find(|row| row["name"] == "Visit").unwrap();
    assert_eq!((&visit["did"], &visit["fields"]), (&json!("changed"), &json!(["definition", "weight"])));
    assert!(rows.iter().any(|row| row["name"] == "Customs" && row["did"] == "added"));
    assert_eq!(bench.json(&["codebook", "import", "other.ron", "p.ron"]), json!([]), "a project is a codebook too");
    assert_eq!(bench.run(&["check", "other.ron"]).code, 0);
}

#[test]
fn what_cannot_be_taken_over_is_named_and_the_rest_comes_in() {
    let bench = Bench::with_article();
    bench.write(
        "book.ron",
        "{\n    \"c0000000001\": (kind: Area, name: \"Customs\"),\n    \"c0000000002\": (kind: Fish, name: \"Tuna\"),\n    \
         \"c0000000003\": (kind: EventType, name: \"Trip\", key: 'v'),\n}\n",
    );
    let ran = bench.run(&["codebook", "import", "p.ron", "book.ron"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("Customs") && ran.out.contains("Trip"), "{}", ran.out);
    for words in ["line 3, column", "c0000000002", "the key v of “Trip”"] {
        assert!(ran.err.contains(words), "“{words}” is missing: {}", ran.err);
    }
    bench.write("none.ron", "[]");
    bench.run(&["codebook", "import", "p.ron", "none.ron"]).could_not(&["no codes are in it", "Nothing was changed"]);
    bench.run(&["codebook", "import", "p.ron", "nowhere.ron"]).could_not(&["no such file"]);
}

#[test]
fn the_starter_codebook_is_what_a_new_project_has() {
    let bench = Bench::with_article();
    let starter = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/codebooks/cooperation.ron");
    assert_eq!(bench.json(&["codebook", "import", "p.ron", starter]), json!([]));
}
