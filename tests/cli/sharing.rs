//! `entente diff`, `log` and `merge`: two people, each with a copy.

use crate::support::Bench;
use serde_json::{Value, json};
use std::process::Command;

const VISIT: &str = r#"(name: "v", do: AddEvent(changes: [Title("Visit to Rabat"), When((when: "2025-03"))])),"#;

/// `p.ron` with a visit; `theirs.ron` is a copy that came by mail.
fn two_copies() -> Bench {
    let bench = Bench::with_article();
    bench.perform(VISIT);
    mail(&bench, "p.ron", "theirs.ron");
    bench
}

/// Only the file travels.
fn mail(bench: &Bench, from: &str, to: &str) {
    let _ = std::fs::remove_file(bench.path(&format!("{to}.log")));
    std::fs::copy(bench.path(from), bench.path(to)).unwrap();
}

fn perform(bench: &Bench, project: &str, steps: &str) {
    bench.write("steps.ron", format!("[{steps}]"));
    let ran = bench.run(&["perform", project, "steps.ron"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

fn change(what: &str) -> String {
    format!(r#"(do: ChangeEvent(event: "$Visit to Rabat", changes: [{what}])),"#)
}

fn event(bench: &Bench, project: &str, title: &str) -> Value {
    let events = bench.json(&["show", project, "events"]);
    events.as_array().unwrap().iter().find(|event| event["title"] == title).cloned().unwrap_or(Value::Null)
}

#[test]
fn differences_are_said_in_words() {
    let bench = two_copies();
    let same = bench.run(&["diff", "p.ron", "theirs.ron"]);
    assert_eq!((same.code, same.out.as_str(), same.err.as_str()), (0, "", ""));
    perform(&bench, "theirs.ron", &change(r#"When((when: "2025-03-10")), Note("Two articles")"#));
    let ran = bench.run(&["diff", "p.ron", "theirs.ron"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(
        ran.out,
        "event “Visit to Rabat”: date 2025-03 → 2025-03-10\nevent “Visit to Rabat”: note added: “Two articles”\n"
    );
    let rows = bench.json(&["diff", "p.ron", "theirs.ron"]);
    assert_eq!(rows[0]["what"], "changed");
    assert_eq!(
        rows[0]["details"][0],
        json!({"field": "assessed", "label": "date", "line": null, "before": "2025-03", "after": "2025-03-10"})
    );
    bench.run(&["diff", "p.ron", "none.ron"]).could_not(&["none.ron", "no such file"]);
}

#[test]
fn the_log_says_who_did_what_and_where_it_begins() {
    let bench = two_copies();
    perform(&bench, "p.ron", &change(r#"When((when: "2025-03-10"))"#));
    perform(&bench, "p.ron", r#"(do: Delete([Event("$Visit to Rabat")])),"#);
    let ran = bench.run(&["log", "p.ron"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].contains("tester") && lines[0].contains("Delete"), "{lines:?}");
    assert_eq!(lines[1], "    event “Visit to Rabat” removed");
    assert!(ran.out.contains("    event “Visit to Rabat”: date 2025-03 → 2025-03-10\n"), "{}", ran.out);
    assert_eq!(lines.last(), Some(&"The history begins with the project."));
    // A record that is gone has a history all the same.
    let of_one = bench.json(&["log", "p.ron", "--record", "Visit to Rabat"]);
    assert_eq!(of_one["transactions"].as_array().unwrap().len(), 3, "{of_one}");
    assert_eq!(of_one["begins"], "project");
    // By either of its names, with what was done under the other one.
    perform(&bench, "p.ron", "(do: Undo),");
    perform(&bench, "p.ron", &change(r#"Title("Talks in Rabat")"#));
    for name in ["Visit to Rabat", "Talks in Rabat"] {
        let of_one = bench.json(&["log", "p.ron", "--record", name]);
        assert_eq!(of_one["transactions"].as_array().unwrap().len(), 5, "{name}: {of_one}");
    }
    bench.run(&["log", "p.ron", "--record", "Nothing of the kind"]).could_not(&["Nothing of the kind"]);
    // A copy that came alone says so, and begins its own history.
    let alone = bench.run(&["log", "theirs.ron"]);
    assert!(alone.code == 1 && alone.out.contains("came without its log"), "{alone:?}");
    perform(&bench, "theirs.ron", &change(r#"Note("Mine")"#));
    assert_eq!(bench.json(&["log", "theirs.ron"])["begins"], "handed-over");
}

#[test]
fn where_the_log_was_damaged_it_says_so_and_merging_goes_back_no_further() {
    let bench = two_copies();
    perform(&bench, "p.ron", r#"(do: AddEvent(changes: [Title("Talks")])),"#);
    perform(&bench, "p.ron", &change(r#"Note("Mine")"#));
    let log = bench.read("p.ron.log");
    let damaged = log.replacen("(title:\"Talks\"", "(title:\"Walks\"", 1).replacen("“Talks”", "“Walks”", 1);
    assert_ne!(log, damaged);
    bench.write("p.ron.log", &damaged);
    let before = bench.json(&["log", "p.ron"]);
    perform(&bench, "p.ron", &change(r#"Note("Mine, again")"#));
    // The line is gone for good, and that is known for good.
    for (log, after) in [(before, 1), (bench.json(&["log", "p.ron"]), 2)] {
        assert_eq!(log["begins"], "project");
        let (all, gaps) = (log["transactions"].as_array().unwrap(), log["gaps"].as_array().unwrap());
        assert_eq!((gaps.len(), &gaps[0]["lines"], &gaps[0]["after"]), (1, &json!(1), &all[after]["id"]), "{log}");
    }
    let ran = bench.run(&["log", "p.ron"]);
    assert!(!ran.err.contains("p.ron.log"), "{ran:?}");
    assert!(ran.out.contains("-- 1 line of the log was damaged here. What stood there is not listed.\n"), "{ran:?}");
    assert_eq!(bench.run(&["check", "p.ron"]).code, 0);
    // What the copy does not have was added here, by the change that is missing: nobody removed it.
    let ran = bench.run(&["merge", "p.ron", "theirs.ron", "--in-place"]);
    assert_eq!(event(&bench, "p.ron", "Talks")["title"], "Talks", "{ran:?}");
}

#[test]
fn a_copy_that_came_back_by_mail_is_merged_field_by_field() {
    let bench = two_copies();
    perform(&bench, "p.ron", &change(r#"When((when: "2025-03-10"))"#));
    perform(&bench, "theirs.ron", &change(r#"Note("Two articles")"#));
    mail(&bench, "theirs.ron", "back.ron");
    let ran = bench.run(&["merge", "p.ron", "back.ron", "-o", "out.ron"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("Both contain everything up to t"), "{ran:?}");
    assert!(ran.out.contains("event “Visit to Rabat”: note added: “Two articles”"), "{ran:?}");
    let visit = event(&bench, "out.ron", "Visit to Rabat");
    assert_eq!(visit["when"], "2025-03-10", "{visit}");
    assert_eq!(bench.run(&["check", "out.ron"]).code, 0);
    // It is one change, in a log that has mine as well.
    let log = bench.json(&["log", "out.ron"]);
    assert_eq!((&log["begins"], &log["transactions"][0]["title"]), (&json!("project"), &json!("Merge a copy")));
    perform(&bench, "out.ron", "(do: Undo),");
    let undone = bench.run(&["diff", "p.ron", "out.ron"]);
    assert_eq!((undone.code, undone.out.as_str()), (0, ""));
    // Undone, it can be merged again.
    let again = bench.run(&["merge", "out.ron", "back.ron", "--in-place"]);
    assert!(again.code == 0 && again.out.contains("note added"), "{again:?}");
    // And what comes later finds where the two were together last.
    perform(&bench, "theirs.ron", &change(r#"Note("Three articles")"#));
    mail(&bench, "theirs.ron", "later.ron");
    let later = bench.run(&["merge", "out.ron", "later.ron", "--in-place"]);
    assert_eq!(later.code, 0, "nobody disputes the note: {later:?}");
    assert!(later.out.contains("note “Two articles” → “Three articles”"), "{later:?}");
    // The other way round, too.
    let other = bench.run(&["merge", "theirs.ron", "out.ron", "-o", "hers.ron"]);
    assert_eq!(other.code, 0, "{other:?}");
    assert_eq!(bench.run(&["diff", "hers.ron", "out.ron"]).out, "");
}

#[test]
fn a_conflict_is_shown_side_by_side_and_chosen() {
    let bench = two_copies();
    perform(&bench, "p.ron", &change(r#"When((when: "2025-03-10"))"#));
    perform(&bench, "theirs.ron", &change(r#"When((when: "2025-03-11"))"#));
    let ran = bench.run(&["merge", "p.ron", "theirs.ron", "--dry-run"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for words in
        ["CONFLICTS (1)", "mine is kept", "mine    date 2025-03 → 2025-03-10", "theirs  date 2025-03 → 2025-03-11"]
    {
        assert!(ran.out.contains(words), "“{words}” is missing: {}", ran.out);
    }
    assert!(!bench.files().contains(&"out.ron".to_owned()));
    let id = event(&bench, "p.ron", "Visit to Rabat")["id"].as_str().unwrap().to_owned();
    for (args, expected) in [
        (vec![], "2025-03-10"),
        (vec!["--theirs".to_owned()], "2025-03-11"),
        (vec!["--prefer".to_owned(), format!("{id}.assessed=theirs")], "2025-03-11"),
        (vec!["--theirs".to_owned(), "--prefer".to_owned(), format!("{id}=mine")], "2025-03-10"),
    ] {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran =
            bench.run(&[&["merge", "p.ron", "theirs.ron", "-o", "out.ron", "--force"], args.as_slice()].concat());
        assert_eq!(ran.code, 1, "{ran:?}");
        assert_eq!(event(&bench, "out.ron", "Visit to Rabat")["when"], expected, "{args:?}");
    }
    let report = bench.json(&["merge", "p.ron", "theirs.ron", "--dry-run"]);
    assert_eq!(report["conflicts"][0]["field"], "assessed");
    assert_eq!(report["conflicts"][0]["theirs"][0]["after"], "2025-03-11");
    assert_eq!(report["conflicts"][0]["quotes"], json!([]));
    assert_eq!(report["written"], Value::Null);

    let document = bench.json(&["show", "p.ron", "documents"])[0]["id"].as_str().unwrap().to_owned();
    let tag = format!(
        r#"(do: Tag(document: "{document}", at: Quote(quote: "met his counterpart"), evidence: [(of: Event("{id}"))])),"#
    );
    perform(&bench, "p.ron", &tag);
    let report = bench.json(&["merge", "p.ron", "theirs.ron", "--dry-run"]);
    assert_eq!(report["conflicts"][0]["quotes"], json!(["met his counterpart"]), "what to decide by");
    let said = bench.run(&["merge", "p.ron", "theirs.ron", "--dry-run"]).out;
    assert!(said.contains("    “met his counterpart”"), "{said}");
}

#[test]
fn what_could_not_be_read_does_not_count_as_removed() {
    let bench = two_copies();
    perform(&bench, "p.ron", &change(r#"Note("Mine")"#));
    let whole = bench.read("theirs.ron");
    let damaged =
        whole.replacen("            title: \"Visit to Rabat\",", "            title \"Visit to Rabat\",", 1);
    assert_ne!(whole, damaged);
    bench.write("theirs.ron", &damaged);
    let words = ["“theirs.ron” is damaged", "Nothing was changed", "entente repair theirs.ron"];
    bench.run(&["merge", "p.ron", "theirs.ron", "--in-place"]).could_not(&words);
    bench.run(&["merge", "theirs.ron", "p.ron", "-o", "out.ron"]).could_not(&words);
    bench.run(&["merge", "theirs.ron", "p.ron", "p.ron", "-o", "out.ron"]).could_not(&words);
    assert!(!bench.files().contains(&"out.ron".to_owned()));
    assert_eq!(event(&bench, "p.ron", "Visit to Rabat")["note"], "Mine");
}

#[test]
fn what_was_decided_is_not_asked_again() {
    let bench = two_copies();
    perform(&bench, "p.ron", &change(r#"When((when: "2025-03-10"))"#));
    perform(&bench, "theirs.ron", &change(r#"When((when: "2025-03-11"))"#));
    let merge = |mine: &str, theirs: &str, more: &[&str]| bench.run(&[&["merge", mine, theirs], more].concat());
    assert_eq!(merge("p.ron", "theirs.ron", &["--in-place"]).code, 1, "they disagree on the date");
    mail(&bench, "theirs.ron", "again.ron");
    for copy in ["theirs.ron", "again.ron"] {
        let ran = merge("p.ron", copy, &["--dry-run"]);
        assert!(ran.code == 0 && ran.out.contains("mine has everything already"), "{copy}: {ran:?}");
        assert!(ran.out.contains("Both contain everything up to t"), "{copy}: {ran:?}");
    }
    // What she changed afterwards is taken, and is no conflict with what was decided before.
    perform(&bench, "theirs.ron", &change(r#"Note("Later")"#));
    let ran = merge("p.ron", "theirs.ron", &["--dry-run"]);
    assert!(ran.code == 0 && ran.out.contains("note added: “Later”"), "{ran:?}");
    // Taken back, it is asked again.
    perform(&bench, "p.ron", "(do: Undo),");
    assert_eq!(merge("p.ron", "again.ron", &["--dry-run"]).code, 1);
    perform(&bench, "p.ron", "(do: Redo),");
    // She takes mine in and decides otherwise: hers is the later word.
    assert_eq!(merge("theirs.ron", "p.ron", &["--in-place", "--theirs"]).code, 0, "nothing is disputed any more");
    assert_eq!(event(&bench, "theirs.ron", "Visit to Rabat")["when"], "2025-03-10");
    perform(&bench, "theirs.ron", &change(r#"When((when: "2025-03-12"))"#));
    let ran = merge("p.ron", "theirs.ron", &["--in-place"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(event(&bench, "p.ron", "Visit to Rabat")["when"], "2025-03-12");
}

#[test]
fn nothing_is_overwritten_unasked() {
    let bench = two_copies();
    perform(&bench, "theirs.ron", &change(r#"Note("Theirs")"#));
    bench.write("out.ron", "precious");
    bench.run(&["merge", "p.ron", "theirs.ron", "-o", "out.ron"]).could_not(&["out.ron", "--force"]);
    assert_eq!(bench.read("out.ron"), "precious");
    let forced = bench.run(&["merge", "p.ron", "theirs.ron", "-o", "out.ron", "--force"]);
    assert!(forced.code == 0 && forced.err.contains("out.ron.replaced-"), "{forced:?}");
    let kept = bench.files().into_iter().find(|name| name.starts_with("out.ron.replaced-")).unwrap();
    assert_eq!(bench.read(&kept), "precious");
    for source in ["p.ron", "theirs.ron"] {
        let ran = bench.run(&["merge", "p.ron", "theirs.ron", "-o", source, "--force"]);
        ran.could_not(&["made from"]);
    }
    assert_eq!(bench.run(&["merge", "p.ron", "theirs.ron"]).code, 2, "where to is asked for");
}

#[test]
fn without_a_common_state_the_report_says_so() {
    let bench = two_copies();
    perform(&bench, "theirs.ron", &change(r#"When((when: "2025-03-11"))"#));
    std::fs::remove_file(bench.path("p.ron.log")).unwrap();
    std::fs::remove_file(bench.path("theirs.ron.log")).unwrap();
    // Neither has a log, and theirs says only what it contained when it was saved.
    let text = bench.read("theirs.ron");
    let past = text.lines().find(|line| line.starts_with("    past:")).unwrap();
    bench.write("theirs.ron", text.replace(&format!("{past}\n"), ""));
    let ran = bench.run(&["merge", "p.ron", "theirs.ron", "-o", "out.ron"]);
    assert!(ran.code == 1 && ran.out.contains("No common state was found"), "{ran:?}");
    assert_eq!(event(&bench, "out.ron", "Visit to Rabat")["when"], "2025-03");
    let other = Bench::with_article();
    std::fs::copy(other.path("p.ron"), bench.path("other.ron")).unwrap();
    bench.run(&["merge", "p.ron", "other.ron", "-o", "all.ron"]).could_not(&["two projects", "--unrelated"]);
    assert!(bench.run(&["merge", "p.ron", "other.ron", "-o", "all.ron", "--unrelated"]).code < 2);
    assert_eq!(bench.run(&["check", "all.ron"]).code, 0);
}

#[test]
fn an_event_entered_twice_is_named_and_becomes_one_only_when_asked() {
    let bench = Bench::with_article();
    bench
        .perform(r#"(do: AddEntity(changes: [AddName("Lerouge")])), (do: AddEntity(changes: [AddName("Benali")])),"#);
    mail(&bench, "p.ron", "theirs.ron");
    let visit = |title: &str| {
        format!(
            r#"(do: AddEvent(changes: [Title("{title}"), Kind("$Visit"), When((when: "2025-03-10")),
                AddParticipant((who: Entity("$Lerouge"))), AddParticipant((who: Entity("$Benali")))])),"#
        )
    };
    perform(&bench, "p.ron", &visit("Minister in Rabat"));
    perform(&bench, "theirs.ron", &visit("Visit of the minister"));
    let ran = bench.run(&["merge", "p.ron", "theirs.ron", "-o", "out.ron"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("PERHAPS THE SAME EVENT") && ran.out.contains("same day"), "{ran:?}");
    assert_eq!(bench.json(&["show", "out.ron", "events"]).as_array().unwrap().len(), 2);

    let twins = &bench.json(&["merge", "p.ron", "theirs.ron", "--dry-run"])["same"][0];
    let same = format!("{}={}", twins["mine"].as_str().unwrap(), twins["theirs"].as_str().unwrap());
    let ran = bench.run(&["merge", "p.ron", "theirs.ron", "-o", "one.ron", "--same", &same]);
    assert!(ran.code == 0 && !ran.out.contains("PERHAPS"), "{ran:?}");
    assert_eq!(bench.json(&["show", "one.ron", "events"]).as_array().unwrap().len(), 1);
    assert_eq!(bench.json(&["log", "one.ron"])["transactions"][0]["title"], "Merge a copy", "in the same change");
    assert_eq!(bench.run(&["check", "one.ron"]).code, 0);
    let never = format!("{}=e0000000000", twins["mine"].as_str().unwrap());
    let ran = bench.run(&["merge", "p.ron", "theirs.ron", "-o", "none.ron", "--same", &never]);
    ran.could_not(&["cannot become one", "Nothing was changed"]);
    assert!(!bench.path("none.ron").exists());
}

/// A merge driver for Git, as docs/guide/sharing.md has it.
#[test]
fn git_merges_projects_by_the_driver() {
    let bench = two_copies();
    let git = |args: &[&str]| {
        Command::new("git")
            .args(["-c", "user.name=tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"])
            .args(args)
            .current_dir(bench.path("."))
            .env("ENTENTE_HOME", bench.path("home"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
    };
    if git(&["--version"]).is_err() {
        println!("skipped: there is no git on this machine");
        return;
    }
    let ok = |args: &[&str]| {
        let output = git(args).unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    };
    ok(&["init", "-q", "-b", "main"]);
    let driver = format!("\"{}\" merge --in-place --file-only %O %A %B", env!("CARGO_BIN_EXE_entente"));
    ok(&["config", "merge.entente.name", "Entente projects"]);
    ok(&["config", "merge.entente.driver", &driver]);
    bench.write(".gitattributes", "*.ron merge=entente\n");
    ok(&["add", "p.ron", ".gitattributes"]);
    ok(&["commit", "-q", "-m", "base"]);
    ok(&["checkout", "-q", "-b", "hers"]);
    perform(&bench, "p.ron", &change(r#"Note("Two articles"), Likelihood("likely")"#));
    ok(&["commit", "-q", "-am", "hers"]);
    ok(&["checkout", "-q", "main"]);
    std::fs::remove_file(bench.path("p.ron.log")).unwrap();
    perform(&bench, "p.ron", &change(r#"When((when: "2025-03-10"))"#));
    ok(&["commit", "-q", "-am", "mine"]);
    ok(&["merge", "-q", "hers", "-m", "both"]);
    let diff = bench.run(&["diff", "theirs.ron", "p.ron"]);
    assert!(
        diff.out.contains("date 2025-03 → 2025-03-10") && diff.out.contains("note added: “Two articles”"),
        "{diff:?}"
    );
    assert_eq!(git(&["status", "--porcelain", "-uno"]).unwrap().stdout, b"");
    // A conflict stops git, and the file is whole and sound all the same.
    ok(&["checkout", "-q", "-b", "third", "main~1"]);
    std::fs::remove_file(bench.path("p.ron.log")).unwrap();
    perform(&bench, "p.ron", &change(r#"Note("Three articles")"#));
    ok(&["commit", "-q", "-am", "third"]);
    let stopped = git(&["merge", "hers", "-m", "all"]).unwrap();
    assert!(!stopped.status.success(), "{stopped:?}");
    assert!(String::from_utf8_lossy(&stopped.stdout).contains("CONFLICTS (1)"), "{stopped:?}");
    std::fs::remove_file(bench.path("p.ron.log")).unwrap();
    assert_eq!(bench.run(&["diff", "p.ron", "p.ron"]).code, 0);
    assert!(!bench.read("p.ron").contains("<<<<<<<"));
}
