//! Charts: they draw what [`crate::query`] computed, and every part of them opens the sentences behind it.

pub mod activity;
mod bars;
mod controls;
mod legend;
mod stacks;
