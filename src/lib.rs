//! Entente: a workbench for people who read the news and must show their evidence.
//!
//! What follows is `ARCHITECTURE.md`: the plan of the house, what always holds, and the glossary.
//!
#![doc = include_str!("../ARCHITECTURE.md")]

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
