//! Settling what two coders see differently: of each place or event, what one of them says, both, or neither.
//!
//! Of two marks, or of an event that only one found, what is not taken is deleted, and that the rest stays is remembered.
//! Two events that are the same become one: the type and the date of the one that is taken hold, also where it has none,
//! and all else of both stays ([`super::merging`]). Two of which both are right are remembered as two. What this does *not* do: find out what
//! coders see differently (`query::reliability` does); nor delete sentences together with an event, which stay marked.

use super::merging::{Pair, keep_apart, settle_events};
use super::ruling::rule;
use super::{Draft, Refused, delete};
use crate::model::{EventId, MarkId, Matter, RecordId};
use serde::{Deserialize, Serialize};

/// What the first and the second coder have; `None`: nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dispute {
    /// Marks of one place.
    Marks(Option<MarkId>, Option<MarkId>),
    /// One event, as each entered it.
    Events(Option<EventId>, Option<EventId>),
}

/// Who is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Take {
    /// The first.
    First,
    /// The second.
    Second,
    /// Both.
    Both,
    /// Nobody.
    Neither,
}

impl Take {
    fn takes(self) -> [bool; 2] {
        match self {
            Self::First => [true, false],
            Self::Second => [false, true],
            Self::Both => [true, true],
            Self::Neither => [false, false],
        }
    }
}

impl Dispute {
    /// What each of the two has.
    #[must_use]
    pub fn sides(self) -> [Option<RecordId>; 2] {
        match self {
            Self::Marks(first, second) => [first, second].map(|mark| mark.map(RecordId::from)),
            Self::Events(first, second) => [first, second].map(|event| event.map(RecordId::from)),
        }
    }

    /// The two events, if both have one.
    #[must_use]
    pub fn two_events(self) -> Option<[EventId; 2]> {
        match self {
            Self::Events(Some(first), Some(second)) => Some([first, second]),
            _ => None,
        }
    }

    /// What is taken as it is, and what is not.
    #[must_use]
    pub fn parted(self, take: Take) -> [Vec<RecordId>; 2] {
        let mut parted = [Vec::new(), Vec::new()];
        let [taken, not_taken] = &mut parted;
        for (record, takes) in self.sides().into_iter().zip(take.takes()) {
            if takes { taken.extend(record) } else { not_taken.extend(record) }
        }
        parted
    }
}

/// Settles it.
///
/// # Errors
/// If there is nothing to settle, a record is not there, or two events were said not to be the same and are to be one.
pub fn settle(draft: &mut Draft, dispute: Dispute, take: Take) -> Result<(), Refused> {
    let [first, second] = dispute.sides();
    if first == second {
        return Err(Refused::because(
            "There is nothing to settle: say what the first has, what the second has, or both",
        ));
    }
    if let Some(gone) = [first, second].into_iter().flatten().find(|record| !draft.project().has(*record)) {
        return Err(Refused::because(format!("{gone} is not there any more. Nothing was changed")));
    }
    match (dispute.two_events(), take) {
        (Some([first, second]), Take::First) => settle_events(draft, first, second),
        (Some([first, second]), Take::Second) => settle_events(draft, second, first),
        (Some([first, second]), Take::Both) => keep_apart(draft, Pair::Events(first, second)).map(|_| ()),
        _ => {
            let [taken, not_taken] = dispute.parted(take);
            if !not_taken.is_empty() {
                delete::delete(draft, &not_taken)?;
            }
            // What stays is seen by one of them alone, or by both differently: that was looked at.
            if !taken.is_empty() {
                rule(draft, &Matter::Disagreement { records: taken }, "")?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests;
