//! Projects that are missing, damaged, newer, locked or out of reach: every command says what failed, what still
//! holds and what to do, nothing is lost, and nothing panics.

use crate::support::{Bench, sample_texts};
use entente::base::id::Ids;
use entente::files::{OpenOptions, RealDisk};
use entente::session::Session;
use std::sync::Arc;

/// Each command on `p.ron`, with files that [`bench`] has put there.
const COMMANDS: [&[&str]; 8] = [
    &["import", "p.ron", "a.txt"],
    &["show", "p.ron", "documents"],
    &["perform", "p.ron", "c.ron"],
    &["search", "p.ron", "Rabat"],
    &["activity", "p.ron", "--by", "month"],
    &["timeline", "p.ron"],
    &["export", "p.ron", "--to", "csv", "out"],
    &["check", "p.ron"],
];

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("a.txt", "Talks in Rabat");
    bench.write("c.ron", "[(do: AddEvent(changes: [Title(\"x\")]))]");
    bench
}

#[track_caller]
fn all_refuse(bench: &Bench, words: &[&str]) {
    let before = bench.files();
    for args in COMMANDS {
        let ran = bench.run(args);
        ran.could_not(words);
        assert_eq!((ran.out.as_str(), bench.files()), ("", before.clone()), "{args:?}");
    }
}

#[test]
fn a_missing_file() {
    let bench = bench();
    for args in COMMANDS.into_iter().filter(|args| args[0] != "import") {
        bench.run(args).could_not(&["“p.ron”", "no such file", "Nothing was changed", "Check the name"]);
    }
    assert_eq!(bench.files(), ["a.txt", "c.ron"]);
}

#[test]
fn a_directory() {
    let bench = bench();
    std::fs::create_dir(bench.path("p.ron")).unwrap();
    all_refuse(&bench, &["it is a folder", "Nothing was changed", "Choose a project file"]);
}

#[test]
fn a_file_without_bytes() {
    let bench = bench();
    bench.write("p.ron", "");
    all_refuse_but_lock(&bench, &["it is empty (0 bytes)", "Nothing was changed"]);
    assert_eq!(bench.read("p.ron"), "");
}

#[test]
fn a_picture() {
    let bench = bench();
    bench.write("p.ron", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01");
    all_refuse_but_lock(&bench, &["a JPEG picture", "Nothing was changed", "import it"]);
}

#[test]
fn a_text_that_is_no_project() {
    let bench = bench();
    bench.write("p.ron", "Talks in Rabat\n\nThey met.");
    all_refuse_but_lock(&bench, &["not an Entente project", "Nothing was changed"]);
}

/// The lock file of a try to write may stay: it means nothing by itself.
#[track_caller]
fn all_refuse_but_lock(bench: &Bench, words: &[&str]) {
    for args in COMMANDS {
        let ran = bench.run(args);
        ran.could_not(words);
        assert_eq!(ran.out, "", "{args:?}");
    }
    let files: Vec<String> = bench.files().into_iter().filter(|name| name != "p.ron.lock").collect();
    assert_eq!(files, ["a.txt", "c.ron", "p.ron"]);
}

#[test]
fn a_truncated_project_is_read_as_far_as_it_goes_and_every_command_says_so() {
    let whole = Bench::with_sample();
    let source = whole.read("p.ron");
    let cut = source.char_indices().nth(source.chars().count() * 9 / 10).unwrap().0;
    for args in COMMANDS {
        let bench = bench();
        bench.write("p.ron", &source[..cut]);
        let ran = bench.run(args);
        let said = if args[0] == "check" { &ran.out } else { &ran.err };
        assert!(said.contains("line") || said.contains("LINE"), "{args:?}: {ran:?}");
        assert_eq!(bench.read("p.ron"), source[..cut], "{args:?} leaves it alone");
        if ["import", "perform"].contains(&args[0]) {
            // What is missing would be gone for good.
            ran.could_not(&["damaged", "Nothing was changed", "entente repair p.ron -o"]);
        } else {
            assert_eq!(ran.code, i32::from(args[0] == "check"), "{args:?}: {ran:?}");
        }
    }
}

#[test]
fn a_project_of_a_newer_format() {
    let source = Bench::with_article().read("p.ron");
    // All of it can be read: it can be looked at and not changed.
    let bench = bench();
    bench.write("p.ron", source.replace("format: 4,", "format: 99,"));
    for args in COMMANDS {
        let ran = bench.run(args);
        match args[0] {
            "import" | "perform" => ran.could_not(&["format 99", "Nothing was changed"]),
            "check" => assert!(ran.code == 1 && ran.out.contains("format 99"), "{ran:?}"),
            _ => assert!(ran.code == 0 && ran.err.contains("format 99"), "{ran:?}"),
        }
    }
    // Not all of it is known here: it can be looked at, with what is not shown said.
    let bench = self::bench();
    bench.write("p.ron", source.replace("format: 4,", "format: 99,\n    future: [1, 2],"));
    for args in COMMANDS {
        let ran = bench.run(args);
        match args[0] {
            "import" | "perform" => ran.could_not(&["format 99", "Nothing was changed"]),
            "check" => assert!(ran.code == 1 && ran.out.contains("future"), "{ran:?}"),
            _ => assert!(ran.code == 0 && ran.err.contains("future") && ran.err.contains("not shown"), "{ran:?}"),
        }
    }
}

#[test]
fn a_folder_that_cannot_be_written_to() {
    // Below a file nobody can write, not even somebody who may write everywhere.
    let bench = Bench::with_article();
    bench.write("file.txt", "Talks");
    let ran = bench.run(&["import", "file.txt/p.ron", "file.txt"]);
    ran.could_not(&["“file.txt/p.ron”", "no such file or folder"]);
    let ran = bench.run(&["export", "p.ron", "--to", "csv", "file.txt/out"]);
    ran.could_not(&["“file.txt/out”", "The project itself is untouched"]);
    bench.run(&["export", "p.ron", "--to", "csv", "file.txt"]).could_not(&["is a file, not a folder"]);
    let ran = bench.run(&["activity", "p.ron", "--by", "month", "--svg", "file.txt/chart.svg"]);
    ran.could_not(&["“file.txt/chart.svg”", "The project itself is untouched"]);
    bench.run(&["import", "gone/p.ron", "file.txt"]).could_not(&["could not be made", "Check that the folder"]);
    assert_eq!(bench.read("file.txt"), "Talks");
}

#[test]
fn a_project_that_somebody_else_has_open() {
    let bench = Bench::with_article();
    bench.write("a.txt", "Talks in Rabat");
    bench.write("c.ron", "[(do: AddEvent(changes: [Title(\"x\")]))]");
    let options = OpenOptions { by: "BK".into(), now: chrono::Utc::now().into(), write: true };
    let open = Session::open(Arc::new(RealDisk), &bench.path("p.ron"), &options, Ids::from_seed(1)).unwrap();
    for args in COMMANDS {
        let ran = bench.run(args);
        if ["import", "perform"].contains(&args[0]) {
            ran.could_not(&["BK has it open for writing", "it can still be read", "read it all the same"]);
        } else {
            assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        }
    }
    drop(open);
    assert_eq!(bench.run(COMMANDS[0]).code, 0);
}

#[test]
fn settings_that_cannot_be_read_are_set_aside_and_stop_nobody() {
    let bench = bench();
    std::fs::create_dir(bench.path("home")).unwrap();
    bench.write("home/settings.ron", "(coder: ");
    let ran = bench.run(COMMANDS[0]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("settings cannot be read"), "{}", ran.err);
    assert_eq!(bench.read("home/settings.ron.unreadable"), "(coder: ");
}

#[test]
fn texts_of_other_writing_systems_are_found_and_shown() {
    let bench = Bench::with_sample();
    let arabic = sample_texts().iter().any(|path| path.to_string_lossy().contains("arabic"));
    assert!(arabic && bench.run(&["search", "p.ron", "المغرب"]).code == 0);
}
