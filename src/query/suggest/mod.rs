//! Suggestions: what a text seems to say, for a person to accept or to reject. Nothing here enters a project by itself.

pub mod dates;
