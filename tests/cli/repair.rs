//! `entente repair`: damaged files, and what is left of them.

use crate::support::Bench;
use serde_json::Value;

fn damaged(bytes: &[u8]) -> Bench {
    let bench = Bench::new();
    bench.write("bad.ron", bytes);
    bench
}

/// Repairs it; the result is sound, and says how much is left.
fn repaired(bench: &Bench) -> Option<Value> {
    let ran = bench.run(&["repair", "bad.ron", "-o", "out.ron", "--force", "--json"]);
    if ran.code == 2 {
        assert!(ran.err.contains("could not be repaired") && ran.out.is_empty(), "{ran:?}");
        return None;
    }
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    let kept: u64 = said["kept"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert!(kept > 0, "an empty project is no success: {ran:?}");
    assert_eq!(ran.code == 0, said["problems"].as_array().unwrap().is_empty(), "{ran:?}");
    let check = bench.run(&["check", "out.ron"]);
    assert_eq!(check.code, 0, "{check:?}");
    Some(said)
}

fn sample() -> Vec<u8> {
    let bench = Bench::with_article();
    bench.perform(r#"(do: AddEvent(changes: [Title("Visit to Rabat"), When((when: "2025-03"))])),"#);
    std::fs::read(bench.path("p.ron")).unwrap()
}

#[test]
fn a_sound_file_is_copied_and_a_cut_one_is_saved_as_far_as_it_goes() {
    let whole = sample();
    let bench = damaged(&whole);
    let said = repaired(&bench).unwrap();
    assert_eq!(said["kept"]["events"], 1);
    let mut last = u64::MAX;
    for percent in (0..100).rev().step_by(11) {
        bench.write("bad.ron", &whole[..whole.len() * percent / 100]);
        let left = repaired(&bench).map_or(0, |said| said["kept"]["codes"].as_u64().unwrap());
        assert!(left <= last, "{percent} %");
        last = left;
    }
    bench.run(&["repair", "bad.ron", "-o", "bad.ron", "--force"]).could_not(&["made from"]);
    bench.run(&["repair", "none.ron", "-o", "new.ron"]).could_not(&["none.ron"]);
    bench.run(&["repair", "bad.ron", "-o", "out.ron"]).could_not(&["--force"]);
}

#[test]
fn the_log_gives_back_what_the_file_has_lost() {
    let bench = Bench::with_article();
    bench.perform(r#"(do: AddEvent(changes: [Title("Visit to Rabat"), When((when: "2025-03"))])),"#);
    for name in ["p.ron", "p.ron.log"] {
        std::fs::copy(bench.path(name), bench.path(&name.replace("p.ron", "bad.ron"))).unwrap();
    }
    let text = bench.read("bad.ron").replace("title: \"Visit to Rabat\"", "titel: \"Visit to Rabat\"");
    bench.write("bad.ron", text);
    let said = repaired(&bench).unwrap();
    assert_eq!((&said["kept"]["events"], &said["from_log"]["events"]), (&1.into(), &1.into()), "{said}");
    // Of an empty file nothing is left but what the log has.
    bench.write("bad.ron", "");
    let said = repaired(&bench).unwrap();
    assert_eq!((&said["kept"]["documents"], &said["kept"]["texts"]), (&1.into(), &1.into()), "{said}");
    // The log of another project gives nothing.
    let other = Bench::with_article();
    std::fs::copy(other.path("p.ron.log"), bench.path("bad.ron.log")).unwrap();
    std::fs::copy(bench.path("p.ron"), bench.path("bad.ron")).unwrap();
    let said = repaired(&bench).unwrap();
    assert_eq!(said["from_log"]["documents"], 0, "{said}");
    assert!(said["problems"].to_string().contains("another project"), "{said}");
}

#[test]
fn conflict_markers_of_git_are_no_obstacle() {
    let text = String::from_utf8(sample()).unwrap();
    let line = "            title: \"Visit to Rabat\",\n";
    let both = format!("<<<<<<< HEAD\n{line}=======\n            title: \"Visit\",\n>>>>>>> hers\n");
    let bench = damaged(text.replace(line, &both).as_bytes());
    let said = repaired(&bench).unwrap();
    assert!(said["problems"].to_string().contains("the first was taken"), "{said}");
    assert_eq!(bench.run(&["check", "out.ron"]).code, 0);
}

#[test]
fn a_file_cut_within_its_codebook_keeps_the_types_of_what_its_log_has() {
    let bench = Bench::with_article();
    bench.perform(
        r#"(do: AddEvent(changes: [Title("Visit to Rabat"), Kind("c172p9v9wdb"), When((when: "2025-03"))])),"#,
    );
    let whole = bench.read("p.ron");
    let kind = |bench: &Bench, file: &str| bench.json(&["show", file, "events"])[0]["type"].to_string();
    let before = kind(&bench, "p.ron");
    assert!(before.len() > 4, "{before}");
    // As the window keeps it: a copy with another name, and the log of the file.
    bench.write("p.ron.damaged-20250310-094640", &whole[..whole.find("codes: {").unwrap() + 40]);
    let ran = bench.run(&["repair", "p.ron.damaged-20250310-094640", "-o", "out.ron"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("that of the standard codebook was taken"), "{ran:?}");
    assert_eq!(kind(&bench, "out.ron"), before);
    assert_eq!(bench.run(&["check", "out.ron"]).code, 0);
}
