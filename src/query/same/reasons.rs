//! What speaks for and against, in words and in numbers.

use super::Candidate;
use crate::model::EventId;

/// Log odds that two events of which nothing is known are the same.
const FROM: f64 = -2.6;
/// What the words of both, and the days on which they were reported, can add at best.
const WORDS_AT_BEST: f64 = 2.0;

/// The evidence as it comes together.
pub struct Evidence {
    odds: f64,
    at_most: f64,
    because: Vec<String>,
    differs: Vec<String>,
}

impl Evidence {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self { odds: FROM, at_most: 1.0, because: Vec::new(), differs: Vec::new() }
    }

    /// Something speaks for it, by so many log odds.
    pub fn because(&mut self, odds: f64, words: impl Into<String>) {
        self.odds += odds;
        self.because.push(words.into());
    }

    /// Something speaks against it, by so many log odds.
    pub fn differs(&mut self, odds: f64, words: impl Into<String>) {
        self.odds -= odds;
        self.differs.push(words.into());
    }

    /// Whatever else agrees, it is no more likely than this.
    pub fn hold_down(&mut self, at_most: f64) {
        self.at_most = self.at_most.min(at_most);
    }

    /// The score if the words agreed as well as they can.
    pub fn at_best(&self) -> f64 {
        self.bent(self.odds + WORDS_AT_BEST)
    }

    /// What it comes to.
    pub fn candidate(self, event: EventId) -> Candidate {
        let score = (self.bent(self.odds) * 1000.0).round() / 1000.0;
        Candidate { event, score, because: self.because, differs: self.differs }
    }

    /// What is held down is still ranked among its like.
    fn bent(&self, odds: f64) -> f64 {
        self.at_most / (1.0 + (-odds).exp())
    }
}
