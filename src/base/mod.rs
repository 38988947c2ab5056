//! Floor 0: values that any program could use.
//!
//! Nothing here knows what a document, a mark or an event is, and nothing here reads the clock, the disk or a
//! source of randomness: those come in as arguments.

pub mod anchor;
pub mod diff;
pub mod edges;
pub mod id;
pub mod identifier;
pub mod lines;
pub mod number;
pub mod parallel;
pub mod patch;
pub mod span;
pub mod stamp;
#[cfg(test)]
pub mod testing;
pub mod three;
pub mod when;
pub mod words;
