//! Measures how long it takes to find copies among many documents: CPU time, and how many of the planted copies came
//! out. Budget: 10,000 documents of 5 kB in 10 s, one more in 20 ms.
//!
//! `cargo run --release --example copies -- [DOCUMENTS]`

use entente::model::Document;
use entente::query::suggest::copies::{Likeness, Signature, Signatures};
use rustix::time::{ClockId, clock_gettime};
use std::fmt::Write;
use std::sync::Arc;

/// One document in so many is an edited copy of the one before it.
const EVERY: usize = 20;

#[expect(clippy::print_stdout, reason = "what it prints is what it is for")]
fn main() {
    let documents = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let texts: Vec<String> = (0..documents).map(text).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let began = cpu_ms();
    let signed: Vec<Arc<Signature>> = texts.iter().enumerate().map(|(at, text)| signature(at, text)).collect();
    let signed_ms = cpu_ms() - began;
    let mut signatures = Signatures::default();
    signed.into_iter().enumerate().for_each(|(key, signature)| signatures.add(key, signature));
    let all_ms = cpu_ms() - began;
    let one = text(documents * 2 + 1);
    let began = cpu_ms();
    signatures.add(documents, signature(documents, &one));
    let one_ms = cpu_ms() - began;
    let copies = signatures.pairs().filter(|pair| pair.likeness != Likeness::LooksAlike).count();
    let planted = (0..documents).filter(|at| is_copy(*at)).count();
    println!("{documents} documents, {} MB", bytes / 1_000_000);
    println!("signatures {signed_ms:.0} ms, with comparing {all_ms:.0} ms of CPU (budget 10,000 ms for 10,000)");
    println!("one more document {one_ms:.1} ms (budget 20 ms)");
    println!("{planted} copies planted, {copies} found, {} pairs in all", signatures.pairs().count());
}

fn signature(at: usize, text: &str) -> Arc<Signature> {
    let row =
        Document { title: format!("Headline number {at}"), text_sha256: format!("{at}"), ..Document::default() };
    Arc::new(Signature::of(&row, text))
}

fn is_copy(at: usize) -> bool {
    at % EVERY == EVERY - 1
}

/// Some 5 kB out of a small vocabulary, in paragraphs; a copy has every twentieth word changed.
fn text(at: usize) -> String {
    let (story, edited) = if is_copy(at) { (at - 1, true) } else { (at, false) };
    let mut text = String::from("A headline\n\n");
    let mut state = story as u64 + 1;
    for word in 0..820 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = if edited && word % 20 == 7 { 9_999 } else { (state >> 33) % 4_000 };
        // Writing to a String cannot fail.
        let _ = write!(text, "w{number:x}");
        text.push_str(if word % 60 == 59 { ".\n\n" } else { " " });
    }
    text
}

/// CPU time of this process.
fn cpu_ms() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}
