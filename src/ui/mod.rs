//! Floor 6: the window. egui, and nothing else knows it.
//!
//! Each panel is a folder or file of its own. A panel gets a [`view::View`] to read and a list of [`view::Wish`]es
//! to push on; the [`workbench`] grants them after everything has been drawn. Nothing of the project is kept in a
//! panel from one frame to the next, except what was computed from it and is marked with its revision.

pub mod action;
mod article;
mod ask;
mod banner;
mod chart;
mod codebook;
mod computed;
mod dialog;
mod icons;
mod inspector;
mod jobs;
pub mod keys;
mod library;
mod lists;
mod lower;
pub mod reader;
mod start;
mod status;
mod suggested;
pub mod theme;
mod topbar;
pub mod view;
mod widgets;
pub mod workbench;

pub use start::{dress, run};
