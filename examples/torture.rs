//! Kills the program while it works, and lets its disk fail, as often as asked for: `cargo run --release --example
//! torture -- 1000 [SEED]`. Stops at the first thing that is lost; otherwise prints what was tried.
//!
//! A child process carries out random commands on a project and acknowledges each; it is killed (SIGKILL on Unix) at a
//! random moment. Then the project is opened: every acknowledged command is there, the file is whole and sound, and
//! nothing else has changed. A quarter as many rounds run on a disk that refuses, tears or does not sync a write.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "it stops where something is lost")]
#![allow(dead_code, reason = "the world of the tests has more in it than is needed here")]

#[path = "../tests/it/torture.rs"]
mod torture;
#[path = "../tests/it/world.rs"]
mod world;

use std::path::Path;
use std::process::Command;

const VICTIM: &str = "--victim";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if let [VICTIM, path, seed] = args[..] {
        return torture::victim(Path::new(path), seed.parse().expect("a seed"));
    }
    let number = |at: usize, otherwise: u64| args.get(at).map_or(otherwise, |arg| arg.parse().expect("a number"));
    let (rounds, seed) = (number(0, 1_000), number(1, 1));
    let rounds = usize::try_from(rounds).expect("not so many");
    let program = std::env::current_exe().expect("this program");
    let killed = torture::kill(rounds, seed, |path, seed| {
        let mut victim = Command::new(&program);
        victim.arg(VICTIM).arg(path).arg(seed.to_string());
        victim
    });
    println!("killed:  {killed}");
    println!("failing: {}", torture::fail(rounds.div_ceil(4), seed));
}
