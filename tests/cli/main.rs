//! The commands of the shell, run as a person or a script runs them: the built program, real files, its words and
//! its exit codes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod agree;
mod bad_input;
mod charts;
mod codebook;
mod coding;
mod commands_page;
mod dates;
mod export;
mod grid;
mod import;
mod matrices;
mod names;
mod offline;
mod perform;
mod quantities;
mod repair;
mod same;
mod search;
mod sharing;
mod show;
mod support;
mod timeline;
mod usage;
