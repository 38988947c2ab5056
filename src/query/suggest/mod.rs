//! Suggestions: what a text seems to say, for a person to accept or to decline. Nothing here enters a project by itself.

pub mod dates;
pub mod names;
pub mod proposals;
