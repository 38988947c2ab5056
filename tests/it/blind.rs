//! Coding blind, over random verbs: nothing of anybody else is seen, nothing of it is changed, and what is seen is, after
//! every step, just what would be seen if it were worked out anew.

use super::world::{Step, World, cases, command, steps};
use entente::files::store::{OpenOptions, Store};
use entente::files::{Disk, RealDisk};
use entente::model::{Certainty, Event, EventId, Mark, MarkId, Participant, RecordId, Source, Who};
use entente::ops::entity::EntityChange;
use entente::ops::event::EventChange;
use entente::project::Project;
use entente::project::check::check;
use entente::query::blind::Blind;
use entente::session::{At, Command, Session};
use proptest::prelude::*;
use std::sync::Arc;

/// The one who codes blind, and somebody else.
const ME: &str = "AL";
const OTHER: &str = "BN";

fn take(world: &mut World, steps: &[Step]) {
    for step in steps {
        let _ = world.perform(&command(world.project(), step));
    }
}

/// Two people have worked in one project, in turns, and all that either did can lie on top.
fn shared(turns: &[Vec<Step>]) -> World {
    let mut world = World::new();
    for (turn, steps) in turns.iter().enumerate() {
        world.session.set_coder(if turn % 2 == 0 { OTHER } else { ME });
        take(&mut world, steps);
    }
    world.session.set_coder(ME);
    world
}

fn whole(session: &Session) -> &Project {
    session.trail().project
}

/// Marks and events.
type Coded = (Vec<(MarkId, Arc<Mark>)>, Vec<(EventId, Arc<Event>)>);

/// What carries another name.
fn of_others(project: &Project) -> Coded {
    let marks = project.marks().iter().filter(|(_, mark)| mark.made.by != ME);
    let events = project.events().iter().filter(|(_, event)| event.made.by != ME);
    (marks.map(|(id, row)| (id, row.clone())).collect(), events.map(|(id, row)| (id, row.clone())).collect())
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn others_are_neither_seen_nor_touched(turns in prop::collection::vec(steps(14), 1..4), mine in steps(30)) {
        let mut world = shared(&turns);
        let before = world.project().clone();
        world.session.code_blind();
        prop_assert_eq!(whole(&world.session), &before, "to hide changes nothing");
        let others = of_others(&before);
        for step in &mine {
            let command = command(world.project(), step);
            let was = whole(&world.session).clone();
            let done = world.perform(&command);
            let (seen, whole) = (world.project(), whole(&world.session));
            prop_assert_eq!(check(whole), vec![], "{:?}", command);
            prop_assert_eq!(check(seen), vec![], "{:?}", command);
            prop_assert_eq!(of_others(seen), (vec![], vec![]), "{:?}", command);
            prop_assert_eq!(of_others(whole), others.clone(), "{:?}", command);
            prop_assert_eq!(seen, &Blind::new(whole, ME).whole(), "{:?}", command);
            if done.is_err() {
                prop_assert_eq!(whole, &was, "what is refused changes nothing: {:?}", command);
            }
        }
        let now = whole(&world.session).clone();
        let hidden = world.session.hidden().expect("it is known").clone();
        world.session.see_all();
        prop_assert_eq!((hidden.marks, hidden.events), (others.0.len(), others.1.len()));
        prop_assert_eq!(world.project(), &now);
    }

    /// What somebody who codes blind has done leads, undone step by step, to what was there; and no further.
    #[test]
    fn undo_reaches_back_to_where_it_is_theirs(turns in prop::collection::vec(steps(10), 1..4), mine in steps(16)) {
        let mut world = shared(&turns);
        world.session.code_blind();
        let before = whole(&world.session).clone();
        take(&mut world, &mine.iter().filter(|step| {
            !matches!(command(&before, step), Command::Undo | Command::Redo)
        }).cloned().collect::<Vec<_>>());
        let done = world.session.history().undo_steps();
        while let Some(tx) = world.session.next_undo().cloned() {
            prop_assert_eq!(tx.by.as_str(), ME);
            world.perform(&Command::Undo).expect("one's own can be taken back");
            prop_assert_eq!(world.project(), &Blind::new(whole(&world.session), ME).whole());
        }
        prop_assert!(world.session.history().undo_steps() <= done);
        if world.session.history().next_undo().is_some() {
            prop_assert!(world.perform(&Command::Undo).is_err(), "and what is not, is refused with a word");
        }
    }

    /// The file holds everything, whoever saves it.
    #[test]
    fn the_file_holds_what_is_hidden(turns in prop::collection::vec(steps(8), 1..3), mine in steps(8)) {
        let folder = super::world::folder();
        let path = folder.path().join("study.ron");
        let world = shared(&turns);
        let disk: Arc<dyn Disk> = Arc::new(RealDisk);
        drop(Store::create(disk.clone(), &path, world.project(), OTHER, super::world::at(0)).expect("a file"));
        let (mut world, _) = World::open(&path, 9);
        world.session.code_blind();
        take(&mut world, &mine);
        world.save();
        let now = whole(&world.session).clone();
        drop(world);
        let options = OpenOptions { by: ME.to_owned(), now: super::world::at(900), write: false };
        let opened = Session::open(disk, &path, &options, entente::base::id::Ids::from_seed(3)).expect("opens").0;
        prop_assert_eq!(opened.project(), &now);
    }
}

/// What somebody else put into an event of one's own is not seen, and is still there after one has changed it.
#[test]
fn a_record_that_holds_more_than_is_seen_keeps_it() {
    let mut world = World::new();
    let event = world.project().events().ids().next().expect("an event");
    let document = world.project().documents().ids().next().expect("a document");
    world.session.set_coder(OTHER);
    let quote = world.project().text(document).split_whitespace().next().expect("a word").to_owned();
    let at = At::Quote { quote, occurrence: 1, then: Vec::new() };
    let mark = world.make(&Command::Tag { document, at, code: None, evidence: vec![] });
    let RecordId::Mark(mark) = mark else { panic!("{mark} is not a mark") };
    world.perform(&Command::Attach { mark, event }).expect("evidence");
    let guest = Participant {
        role: None,
        who: Who::Unnamed { text: "a guest".to_owned(), count: None },
        office: String::new(),
        certainty: Certainty::default(),
        source: Source::Mark(mark),
    };
    let change = |changes| Command::ChangeEvent { event, changes };
    world.perform(&change(vec![EventChange::AddParticipant(guest.clone())])).expect("a participant");

    world.session.set_coder(ME);
    world.session.code_blind();
    let seen = |world: &World| world.project().events().get(event).expect("it").clone();
    assert_eq!((seen(&world).participants.len(), world.session.index().evidence_count(event)), (0, 1));
    world.perform(&change(vec![EventChange::Title("A visit".to_owned())])).expect("changed");
    let now = whole(&world.session).events().get(event).expect("it").clone();
    assert_eq!((now.title.as_str(), now.participants.as_slice()), ("A visit", [guest].as_slice()));
    assert_eq!((seen(&world).title.as_str(), seen(&world).participants.len()), ("A visit", 0));
    let refused = world.perform(&Command::Delete(vec![event.into()])).expect_err("their mark is evidence of it");
    assert!(refused.to_string().starts_with("What others coded rests on this"), "{refused}");
    world.perform(&Command::Undo).expect("the title is one's own");
    assert!(world.perform(&Command::Undo).is_err(), "the participant is not");
}

/// What was worked out on another thread holds only for the session, and the state of it, that it was worked out for.
#[test]
fn a_blindfold_fits_one_state_of_one_session() {
    let mut world = World::new();
    let made = world.session.blindfold()();
    let mut other = World::of(world.project().clone(), 4);
    assert!(!other.session.is_for_this(&made) && !other.session.put_on(made));
    let made = world.session.blindfold()();
    let name = EntityChange::AddName("Bourita".to_owned());
    world.make(&Command::AddEntity { changes: vec![name] });
    assert!(world.session.is_for_this(&made) && !world.session.put_on(made), "something has changed since");
    let made = world.session.blindfold()();
    assert!(world.session.put_on(made) && world.session.is_blind());
}
