//! Measures how fast names are found: `cargo run --release --example suggest_names -- FILE…` reads the files as one
//! text again and again and prints megabytes a second of processor time; `--list` prints the names of each file with
//! their places in code points instead.

use entente::query::suggest::names::mentions;
use std::error::Error;
use std::io::Write;

const LEAST_BYTES: usize = 25_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let files: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let mut out = std::io::stdout().lock();
    if args.iter().any(|arg| arg == "--list") {
        for file in files {
            list(&mut out, file)?;
        }
        return Ok(());
    }
    let texts: Result<Vec<String>, _> = files.iter().map(std::fs::read_to_string).collect();
    let texts = texts?;
    let (mut bytes, mut names) = (0, 0);
    let before = processor_secs();
    while bytes < LEAST_BYTES && texts.iter().any(|text| !text.is_empty()) {
        for text in &texts {
            names += mentions(text, &[], "en").len();
            bytes += text.len();
        }
    }
    let secs = processor_secs() - before;
    let megabytes = bytes as f64 / 1e6;
    writeln!(out, "{megabytes:.1} MB, {names} names, {secs:.2} s: {:.1} MB/s", megabytes / secs)?;
    Ok(())
}

fn list(out: &mut impl Write, file: &str) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let language = if file.contains("fr") { "fr" } else { "en" };
    let chars = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    for found in mentions(&text, &[], language) {
        let (start, end) = (chars(found.span.start()), chars(found.span.end()));
        let office = found.office.unwrap_or_default();
        writeln!(out, "{file}\t{start}\t{end}\t{}\t{}\t{office}\t{}", found.kind, found.text, found.because)?;
    }
    Ok(())
}

/// Time of the processor that this program has used.
fn processor_secs() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
