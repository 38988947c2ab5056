//! Floor 3a: questions, pure functions of a project.
//!
//! Nothing here changes anything, reads the clock or the disk, or answers in an order that depends on chance. A number
//! comes with the ids behind it, or with a question that finds them, so that whoever shows it can open the sentences that
//! it was counted from.
//! What is *not* counted is decided in one place, [`scope`].

pub mod actors;
pub mod agreement;
pub mod blind;
pub mod calendar;
pub mod changes;
pub mod codebook;
pub mod coding;
pub mod concordance;
pub mod doubts;
pub mod evidence;
pub mod extent;
pub mod facts;
pub mod filter;
pub mod fold;
pub mod grid;
pub mod lag;
pub mod layers;
mod letters;
pub mod lists;
mod matcher;
pub mod matrix;
pub mod merged;
pub mod network;
pub mod origins;
pub mod past;
pub mod period;
pub mod quantities;
pub mod registry;
pub mod reliability;
pub mod same;
pub mod scope;
pub mod search;
pub mod series;
pub mod statistics;
pub mod suggest;
pub mod table;
pub mod ticks;
pub mod timeline;
pub mod trend;
pub mod words;

pub use calendar::Bin;
pub use codebook::{codebook, with_descendants};
pub use evidence::{EvidenceLine, evidence, unproven};
pub use facts::Facts;
pub use filter::{EventOrder, events, matches};
pub use layers::{Run, runs_over};
pub use lists::{DocumentFilter, DocumentOrder, documents};
pub use search::{Hit, Question, Search, search, search_in};
pub use series::{Activity, Cell, Series, SeriesKey, TooManyBins, activity};
