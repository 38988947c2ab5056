//! Suggestions: what a text seems to say, for a person to accept or to decline. Nothing here enters a project by itself.

pub mod cleaning;
pub mod copies;
pub mod dates;
pub mod figures;
pub(in crate::query) mod hash;
pub mod names;
pub mod proposals;
pub mod titles;
pub mod zones;
