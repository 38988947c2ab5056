//! Tables of what is read as what, and the laws that hold for every date and every text.

mod days;
mod edtf;
mod fuzz;
mod laws;
mod making;
mod reading;
mod typing;
mod vectors;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a test writes dates as 2025-03-10")
}

fn edtf(text: &str) -> When {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}
