//! Arguments, help, and where the output goes.

use crate::support::{Bench, Ran};
use std::process::Stdio;

const VERBS: [&str; 21] = [
    "import", "show", "perform", "search", "names", "same", "activity", "trend", "timeline", "matrix", "figures",
    "network", "dates", "grid", "export", "check", "diff", "log", "merge", "agree", "repair",
];

#[test]
fn help_is_enough_to_work_from() {
    let bench = Bench::new();
    let ran = bench.run(&["--help"]);
    assert_eq!(ran.code, 0);
    for words in ["Examples:", "Exit codes:", "start_char", "EDTF"].iter().chain(&VERBS) {
        assert!(ran.out.contains(words), "{words}");
    }
    for verb in VERBS {
        let ran = bench.run(&[verb, "--help"]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("JSON"), "{verb} does not say what its JSON is: {}", ran.out);
    }
    let ran = bench.run(&["--version"]);
    assert_eq!((ran.code, ran.out.trim()), (0, concat!("entente ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn wrong_arguments_are_2() {
    let bench = Bench::new();
    bench.run(&["import", "p.ron"]).could_not(&["PATH"]);
    bench.run(&["show", "p.ron", "everything"]).could_not(&["documents", "codes"]);
    bench.run(&["activity", "p.ron", "--by", "fortnight"]).could_not(&["month"]);
    bench.run(&["activity", "p.ron", "--by", "month", "--status", "maybe"]).could_not(&["hoped-for", "all"]);
    bench.run(&["search", "p.ron", " "]).could_not(&["no words"]);
    bench.run(&["import", "p.ron", "a.txt", "--published", "31 February 2025"]).could_not(&["not in the calendar"]);
    assert!(bench.files().is_empty());
}

#[cfg(not(feature = "gui"))]
#[test]
fn without_a_window_the_commands_are_named() {
    let bench = Bench::new();
    bench.run(&[]).could_not(&["import", "check", "--help"]);
    bench.run(&["p.ron"]).could_not(&["without a window"]);
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let bench = Bench::with_sample();
    for args in [&["show", "p.ron", "codes", "--json"][..], &["search", "p.ron", "a"], &["--help"]] {
        let mut child = bench.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = Ran::of(child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_said() {
    let bench = Bench::with_article();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let child = bench.command(&["show", "p.ron", "codes"]).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
    Ran::of(child.wait_with_output().unwrap()).could_not(&["standard output"]);
}
