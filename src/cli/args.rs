//! Reads the values of options: names of a fixed list, and dates as people type them.

use super::report;
use crate::base::when::When;
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::fmt::Display;

/// One of a list of values, by its name: small letters, hyphens for blanks.
pub fn one_of<T: Display + Copy + Send + Sync + 'static>(all: &'static [T]) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(name)).try_map(move |given| {
        let found = all.iter().find(|value| name(*value) == given).copied();
        found.ok_or_else(|| format!("there is no {given} here"))
    })
}

fn name<T: Display>(value: &T) -> String {
    value.to_string().replace(' ', "-")
}

/// A date as people type it. Where day and month could be swapped, what was understood is said aloud.
pub fn date(typed: &str) -> Result<When, String> {
    let understood = When::understand(typed, None).map_err(|error| error.to_string())?;
    if let Some(other) = understood.otherwise {
        let (this, other) = (understood.when.human(), other.human());
        report::remark(&format!("“{typed}” was read as {this}, not as {other}; write it in words to be sure."));
    }
    Ok(understood.when)
}

/// One day, as people type it.
pub fn day(typed: &str) -> Result<NaiveDate, String> {
    let stretches = date(typed)?.stretches();
    match stretches.as_slice() {
        [(first, last)] if first == last => Ok(*first),
        _ => Err(format!("“{typed}” is no single day; write one, such as 2025-03-10")),
    }
}

/// A whole number from 0 on.
pub fn whole(typed: &str) -> Result<usize, String> {
    typed.parse().map_err(|_| format!("“{typed}” is no whole number; write one, such as 2"))
}

/// Words that are not blank.
pub fn words(typed: &str) -> Result<String, String> {
    if typed.trim().is_empty() { Err("there are no words in it".to_owned()) } else { Ok(typed.to_owned()) }
}
