//! Charts: they draw what [`crate::query`] computed, and every part of them opens the sentences behind it.

pub mod activity;
mod bands;
mod bars;
mod controls;
mod legend;
mod lines;
mod parts;
mod saved;
mod stacks;
pub mod trend;
