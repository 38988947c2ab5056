//! Floor 3b: verbs.
//!
//! Each takes a `&mut Draft` and refuses with a reason that a person can read. A verb may change several records;
//! all of them become one transaction. Field by field changes of a record are small closed enums
//! ([`event::EventChange`] and its siblings), so that the window, a script and a test speak the same words.

pub mod batch;
pub mod bulk;
pub mod code;
pub mod dated;
pub mod delete;
pub mod document;
pub mod entity;
pub mod event;
mod kinds;
pub mod mark;
pub mod merging;
pub mod name;
pub mod restore;
pub mod ruling;
pub mod settle;
pub mod text;
pub mod view;

pub use crate::project::{Draft, Refused};
