//! Tests of this floor that need more than one file of it.

#![allow(clippy::similar_names, reason = "story and store are what these tests are about")]

mod crashes;
mod damage;
mod documented;
mod gaps;
pub(in crate::files) mod generated;
mod quick;
mod rescues;
mod round_trip;
mod saves;
mod speed;
mod stores;
mod tables;
