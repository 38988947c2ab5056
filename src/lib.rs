//! Entente: a workbench for people who read the news and must show their evidence.
//!
//! One folder is a floor, and a file uses its own floor and those below, never one above. `ARCHITECTURE.md` has the
//! plan of the house, the invariants and the glossary.

pub mod base;
pub mod cli;
pub mod files;
pub mod model;
pub mod ops;
pub mod project;
pub mod query;
pub mod session;
#[cfg(feature = "gui")]
pub mod ui;
