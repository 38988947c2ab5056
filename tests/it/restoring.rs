//! Going back, over random verbs: everything as it was is the identical project; whatever is gone comes back, sound, and
//! takes nothing away that came later.

use super::world::{World, at, cases, command, steps};
use entente::model::{Made, RecordId};
use entente::project::check::check;
use entente::query::past::trash;
use entente::session::{Command, Restore, plan};
use proptest::prelude::*;

fn made() -> Made {
    Made { by: "AL".to_owned(), at: at(500) }
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn everything_as_it_was(first in steps(14), second in steps(14)) {
        let mut world = World::new();
        for step in &first {
            let _ = world.perform(&command(world.project(), step));
        }
        let (then, after) = (world.project().clone(), world.session.transactions().len());
        for step in &second {
            let _ = world.perform(&command(world.project(), step));
        }
        let now = world.project().clone();
        let session = &mut world.session;
        let planned = plan(&session.trail(), session.revision(), Restore::Everything { after }, &made());
        if then == now {
            prop_assert!(session.carry_out(planned.expect("a plan"), at(501)).is_err(), "there is nothing to restore");
            return Ok(());
        }
        let planned = planned.expect("the log leads back");
        session.carry_out(planned.clone(), at(501)).expect("restored");
        prop_assert_eq!(session.project(), &then);
        prop_assert!(session.carry_out(planned, at(502)).is_err(), "a plan for another state is refused");
        session.perform(&Command::Undo, at(503)).expect("undone");
        prop_assert_eq!(session.project(), &now);
    }

    #[test]
    fn whatever_is_gone_comes_back(steps in steps(30)) {
        let mut world = World::new();
        for step in &steps {
            let _ = world.perform(&command(world.project(), step));
        }
        // Most steps delete little: whole kinds go here.
        let documents: Vec<RecordId> = world.project().documents().ids().take(1).map(RecordId::from).collect();
        let events: Vec<RecordId> = world.project().events().ids().take(2).map(RecordId::from).collect();
        for gone in [documents, events] {
            if !gone.is_empty() {
                world.perform(&Command::Delete(gone)).expect("deleted");
            }
        }
        for gone in trash(world.project(), world.session.transactions()) {
            let session = &mut world.session;
            if session.project().has(gone.record) {
                continue;
            }
            let restore = Restore::BringBack { record: gone.record, removed: gone.removed };
            // What cannot be by itself is refused in words, and nothing has changed.
            let Ok(planned) = plan(&session.trail(), session.revision(), restore, &made()) else { continue };
            let before = session.project().clone();
            session.carry_out(planned, at(501)).expect("brought back");
            prop_assert!(session.project().has(gone.record), "{:?}", gone);
            prop_assert_eq!(check(session.project()), vec![]);
            for id in before.marks().ids() {
                prop_assert!(session.project().has(id.into()), "a mark went when {:?} came back", gone);
            }
            session.perform(&Command::Undo, at(503)).expect("undone");
            prop_assert_eq!(session.project(), &before);
        }
    }

    #[test]
    fn one_record_as_it_was_touches_no_other(first in steps(14), second in steps(14)) {
        let mut world = World::new();
        for step in &first {
            let _ = world.perform(&command(world.project(), step));
        }
        let (then, after) = (world.project().clone(), world.session.transactions().len());
        for step in &second {
            let _ = world.perform(&command(world.project(), step));
        }
        let session = &mut world.session;
        let events: Vec<_> = then.events().ids().filter(|id| session.project().events().get(*id).is_some()).collect();
        for id in events {
            let restore = Restore::Record { record: id.into(), after };
            let Ok(planned) = plan(&session.trail(), session.revision(), restore, &made()) else { continue };
            let before = session.project().clone();
            if session.carry_out(planned, at(501)).is_err() {
                continue;
            }
            prop_assert_eq!(check(session.project()), vec![]);
            let (was, is) = (then.events().get(id).expect("then"), session.project().events().get(id).expect("now"));
            prop_assert_eq!((&was.title, &was.assessed, &was.note), (&is.title, &is.assessed, &is.note));
            for (other, row) in before.events().iter().filter(|(other, _)| *other != id) {
                prop_assert_eq!(Some(row), session.project().events().get(other));
            }
            session.perform(&Command::Undo, at(502)).expect("undone");
        }
    }
}
