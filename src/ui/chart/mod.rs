//! Charts: they draw what [`crate::query`] computed, and every part of them opens the sentences behind it.

pub mod activity;
mod bands;
mod bars;
mod controls;
pub mod facts;
mod keys;
mod legend;
mod lines;
mod parts;
mod saved;
mod stacks;
mod trays;
pub mod trend;
