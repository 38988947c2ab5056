//! What somebody decided about events that both copies may have entered, while a merge is looked at.
//!
//! [`settle`] is a pure function, so that it can be run beside the frames as often as somebody changes their mind; what
//! comes of it is taken in with the rest of the copy, in the same transaction. A pair of which nothing was decided stays
//! two and undecided. What this does *not* do: it finds no pairs (`query::merged` does), and it overrules nobody: what
//! contradicts another decision is left out and named.

use crate::base::id::Ids;
use crate::model::{EventId, Made};
use crate::ops::Refused;
use crate::ops::merging::{Pair, Rulings, keep_apart, merge_events};
use crate::project::{Draft, Project};
use std::collections::BTreeMap;

/// What a person says of two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They are one: the one that was made first absorbs the other.
    Same,
    /// They are two, remembered for good.
    Different,
}

/// Two events: the one that was here, and the one that came with the copy.
pub type Twin = (EventId, EventId);

/// What was decided of which two.
pub type Verdicts = BTreeMap<Twin, Verdict>;

/// A merged project in which the decisions were carried out.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The result.
    pub project: Project,
    /// How many pairs became one.
    pub joined: usize,
    /// What could not be done, and why.
    pub left_out: BTreeMap<Twin, String>,
}

/// Carries out what was decided, on a merged project. `made` is who decides, and when.
#[must_use]
pub fn settle(merged: &Project, verdicts: &Verdicts, made: &Made) -> Settled {
    let mut settled = Settled { project: merged.clone(), joined: 0, left_out: BTreeMap::new() };
    let of = |wanted: Verdict| verdicts.iter().filter(move |(_, verdict)| **verdict == wanted).map(|(twin, _)| *twin);
    // First those that are two: what would make one of them all the same is then refused, whatever the order.
    for (mine, theirs) in of(Verdict::Different) {
        let outcome = on(&mut settled.project, made, |draft| keep_apart(draft, Pair::Events(mine, theirs)));
        settled.note((mine, theirs), outcome.map(|_| ()));
    }
    let mut absorbed = BTreeMap::new();
    for (mine, theirs) in of(Verdict::Same) {
        let (one, other) = (root(&absorbed, mine), root(&absorbed, theirs));
        if one == other {
            settled.joined += 1;
            continue;
        }
        let (keep, goes) = first_made(&settled.project, one, other);
        let outcome = on(&mut settled.project, made, |draft| merge_events(draft, keep, &[goes], Rulings::Heed));
        if outcome.is_ok() {
            absorbed.insert(goes, keep);
            settled.joined += 1;
        }
        settled.note((mine, theirs), outcome.map(|_| ()));
    }
    settled
}

impl Settled {
    fn note(&mut self, twin: Twin, outcome: Result<(), Refused>) {
        if let Err(refused) = outcome {
            self.left_out.insert(twin, refused.to_string());
        }
    }
}

/// Runs a verb; what refuses has changed nothing.
fn on<T>(
    project: &mut Project,
    made: &Made,
    verb: impl FnOnce(&mut Draft) -> Result<T, Refused>,
) -> Result<T, Refused> {
    let mut ids = Ids::from_seed(0);
    let mut draft = Draft::new(project, &mut ids, made.clone());
    let done = verb(&mut draft)?;
    // Only what it changed counts; the transaction is made of the whole merge.
    let _ = draft.finish("");
    Ok(done)
}

/// What an event has become part of.
fn root(absorbed: &BTreeMap<EventId, EventId>, event: EventId) -> EventId {
    let mut at = event;
    while let Some(keep) = absorbed.get(&at) {
        at = *keep;
    }
    at
}

/// The one that was made first, and the other: so both copies keep the same one, whoever merges.
fn first_made(project: &Project, one: EventId, other: EventId) -> (EventId, EventId) {
    let made = |id: EventId| (project.events().get(id).map(|event| event.made.at), id);
    if made(one) <= made(other) { (one, other) } else { (other, one) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::project::check::check;

    fn made() -> Made {
        Made { by: "AL".to_owned(), at: crate::base::stamp::Stamp::default() }
    }

    /// A project with so many events, the first made first.
    fn with(count: usize) -> (Project, Vec<EventId>) {
        let mut ids = Ids::from_seed(9);
        let mut project = Project::new(ids.fresh());
        let mut events = Vec::new();
        for number in 0..count {
            let at = crate::base::stamp::Stamp::from_unix_secs(i64::try_from(number).unwrap() * 60);
            let mut draft = Draft::new(&mut project, &mut ids, Made { at, ..made() });
            let title = crate::ops::event::EventChange::Title(format!("Event {number}"));
            events.push(crate::ops::event::add(&mut draft, &[title], &[]).unwrap());
            draft.finish("").unwrap();
        }
        (project, events)
    }

    #[test]
    fn nothing_decided_changes_nothing() {
        let (project, _) = with(2);
        let settled = settle(&project, &Verdicts::new(), &made());
        assert_eq!(settled.project, project);
        assert_eq!((settled.joined, settled.left_out.len()), (0, 0));
    }

    #[test]
    fn the_one_that_was_made_first_absorbs_the_other_and_chains_become_one() {
        let (project, events) = with(3);
        // Mine are the second and the third; both are the first one, which came with the copy.
        let verdicts = [((events[1], events[0]), Verdict::Same), ((events[2], events[0]), Verdict::Same)].into();
        let settled = settle(&project, &verdicts, &made());
        assert_eq!(settled.project.events().ids().collect::<Vec<_>>(), [events[0]]);
        assert_eq!(settled.project.events().get(events[0]).unwrap().absorbed.len(), 2);
        assert_eq!((settled.joined, settled.left_out.len()), (2, 0));
        assert!(check(&settled.project).is_empty());
    }

    #[test]
    fn different_is_remembered_and_a_contradiction_is_named() {
        let (project, events) = with(3);
        let verdicts = [
            ((events[1], events[0]), Verdict::Same),
            ((events[2], events[0]), Verdict::Different),
            ((events[2], events[1]), Verdict::Same),
        ];
        let settled = settle(&project, &verdicts.into(), &made());
        // Which of the two goes first is decided by their ids.
        assert_eq!(settled.joined, 1);
        let why: Vec<&String> = settled.left_out.values().collect();
        assert!(why.len() == 1 && why[0].contains("said not to be the same"), "{why:?}");
        assert_eq!(settled.project.events().len(), 2, "those that are different did not become one through a third");
        assert!(check(&settled.project).is_empty());
    }
}
