//! How fast dates are found: megabytes a second of processor time on one core, against the budget of 10.
//!
//! `cargo run --release --no-default-features --example suggest` measures the sample articles over and over, French
//! too, and texts that are made to be hard. It measures processor time, so that a busy machine changes nothing, and
//! exits with 1 if a text of news is slower than the budget.

#![allow(clippy::print_stdout, reason = "it is a program that prints")]

use entente::base::when::When;
use entente::query::suggest::dates::dates;
use rustix::time::{ClockId, clock_gettime};
use std::process::ExitCode;

/// Megabytes a second that a text of news must reach.
const BUDGET: f64 = 10.0;

const ENGLISH: &str = concat!(
    include_str!("../assets/sample/2025-03-11-confiscation.txt"),
    include_str!("../assets/sample/2025-06-police-plan.txt"),
    include_str!("../assets/sample/2025-04-15-interior-ministers.txt"),
);
const FRENCH: &str = include_str!("../assets/sample/2024-11-apres-la-visite.txt");

fn main() -> ExitCode {
    let news = [measure("English news", "en", ENGLISH, 10), measure("French news", "fr", FRENCH, 10)];
    for (name, unit) in
        [("digits", "7"), ("numbers", "12 "), ("weekdays", "Monday "), ("one word", "é"), ("the", "the ")]
    {
        measure(&format!("{name}, 1 MB"), "en", unit, 1);
        measure(&format!("{name}, 10 MB"), "en", unit, 10);
    }
    if news.iter().all(|speed| *speed >= BUDGET) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Megabytes a second.
fn measure(name: &str, language: &str, unit: &str, megabytes: usize) -> f64 {
    let text = unit.repeat(megabytes * 1_000_000 / unit.len() + 1);
    let reference: Option<When> = "2025-03-11".parse().ok();
    let before = processor_secs();
    let found = dates(&text, &[], reference.as_ref(), language).len();
    let secs = processor_secs() - before;
    let speed = text.len() as f64 / 1e6 / secs;
    println!("{name:18} {speed:7.1} MB/s, {found} expressions in {secs:.2} s");
    speed
}

fn processor_secs() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
