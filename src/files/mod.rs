//! Floor 4: bytes on disk, and no opinions.
//!
//! A project is one file, `NAME.ron` ([`format`](mod@format), [`write`](mod@write), [`read`], [`repair`]), with a log of
//! transactions beside it, `NAME.ron.log` ([`log`]), and a lock, `NAME.ron.lock` ([`lock`]). [`store`] puts them
//! together and is what the session uses; older states of the file lie in a folder beside it ([`backup`]). Texts come in through [`import`] and tables go out through [`export`].
//!
//! Promises: what was acknowledged survives a crash; a file is replaced whole or not at all; what could not be read
//! is named with line and column and is never overwritten without a copy. `docs/format.md` says it at length.
//!
//! What this floor does *not* do: it never decides to change a project (it reports repairs as a transaction), it
//! never reads the clock, and it never touches a disk that was not handed to it.

pub mod ancestor;
pub mod anchoring;
pub mod backup;
pub mod codebook;
pub mod conflicts;
pub mod copies;
pub mod disk;
pub mod elsewhere;
pub mod error;
pub mod export;
pub mod faulty;
pub mod fonts;
pub mod format;
pub mod import;
pub mod lock;
pub mod log;
pub mod problem;
pub mod quick;
pub mod read;
pub mod repair;
pub mod rescue;
pub mod salvage;
pub mod scars;
pub mod sniff;
pub mod store;
pub mod write;

#[cfg(test)]
mod tests;

pub use disk::{Disk, RealDisk};
pub use error::{Doing, FileError, Why};
pub use lock::Busy;
pub use problem::Problem;
pub use store::{OpenError, OpenOptions, Opened, Saved, Store};
