//! See `report` in `tests/it/hostile/feed.rs`.

#![no_main]

#[path = "../../tests/it/hostile/feed.rs"]
#[allow(dead_code, reason = "each target needs one of them")]
mod feed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| feed::report(bytes));
