//! The tests of the whole: what holds for every project, every crash and every source file.
//!
//! They use the library as any program would. What one file promises of itself is tested in that file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that stops has said enough"
)]

mod blind;
mod changes;
mod charts;
mod crash;
mod failing;
mod format;
mod hostile;
mod house;
mod laws;
mod restoring;
mod same;
mod stories;
mod summary;
mod torture;
mod world;

/// A file that nobody names here would never run.
#[test]
fn no_file_of_these_tests_is_forgotten() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = include_str!("main.rs");
    for entry in std::fs::read_dir(folder).expect("tests/it can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        if path.extension().is_some_and(|extension| extension == "rs") && name != "main" {
            assert!(main.contains(&format!("\nmod {name};")), "main.rs does not name {name}.rs");
        }
    }
}
