//! “Same event?” on the finished sample: its events are all different, so hardly any may be asked about.

use super::world::at;
use entente::base::id::Ids;
use entente::files::store::OpenOptions;
use entente::files::{Disk, RealDisk};
use entente::model::EventId;
use entente::query::same::{LIKELY, candidates};
use entente::session::Session;
use std::path::Path;
use std::sync::Arc;

fn sample() -> Session {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/france-morocco.ron");
    let options = OpenOptions { by: "AL".to_owned(), now: at(0), write: false };
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    Session::open(disk, &path, &options, Ids::from_seed(1)).expect("the sample opens").0
}

#[test]
fn separate_events_of_the_sample_do_not_rank_high() {
    let session = sample();
    let project = session.project();
    let events: Vec<EventId> = project.events().ids().collect();
    let mut asked = Vec::new();
    let mut said_both_ways = 0;
    for event in &events {
        for candidate in candidates(project, *event) {
            let back = candidates(project, candidate.event);
            let back = back.iter().find(|back| back.event == *event).map(|back| back.score);
            // Only the twenty likeliest are named, so one may be missing in the other's list.
            said_both_ways += usize::from(back.is_some());
            assert!(back.is_none_or(|score| (score - candidate.score).abs() < 1e-9), "{candidate:?} {back:?}");
            if candidate.score >= LIKELY && *event < candidate.event {
                let label = |id: EventId| project.label(id.into());
                asked.push(format!("“{}” and “{}”: {candidate:?}", label(*event), label(candidate.event)));
            }
        }
    }
    assert!(said_both_ways > 0 && events.len() > 10);
    // A person looks at a pair for every five events at most.
    assert!(asked.len() * 5 <= events.len(), "{} of {}:\n{}", asked.len(), events.len(), asked.join("\n"));
}
