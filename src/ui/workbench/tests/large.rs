//! A large project, whose lists and figures follow beside the frames.

use super::desk::*;
use super::workbench;
use crate::base::id::Ids;
use crate::files::RealDisk;
use crate::model::{Assessed, Entity, Event, Made, Name, RecordId};
use crate::project::Draft;
use crate::session::codebook::new_project;
use crate::session::{Command, Session};
use crate::ui::view::Wish;
use egui::Modifiers;
use std::sync::Arc;

/// More records than are looked through in a frame.
const MANY: usize = 3_200;

fn large() -> Desk {
    let mut ids = Ids::from_seed(4);
    let mut project = new_project(ids.fresh());
    let mut draft = Draft::new(&mut project, &mut ids, Made::default());
    for number in 0..MANY {
        let when = format!("20{:02}-05-10", 10 + number % 12).parse().expect("a day");
        let assessed = Some(Assessed::plain(when));
        let event = Event { title: format!("Meeting {number:04}"), assessed, ..Event::default() };
        draft.add(event).expect("an event");
    }
    draft.add(Entity { names: vec![Name::plain("Somebody")], ..Entity::default() }).expect("an entity");
    assert!(draft.finish("Fill").is_some());
    let mut desk = Desk::new(workbench(Session::in_memory(project, "AL", 2), Arc::new(RealDisk)));
    desk.follow();
    desk
}

impl Desk {
    /// Frames until every panel has followed.
    fn follow(&mut self) {
        for _ in 0..5_000 {
            self.settle();
            if !self.workbench().is_computing() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        panic!("the panels never follow");
    }
}

#[test]
fn lists_and_chart_follow_and_bear_what_has_just_gone() {
    let mut desk = large();
    assert!(desk.shows("0 marks = 3,200 events"), "the chart");
    desk.click("Events 3,200");
    desk.follow();
    assert!(desk.shows("3,200 events") && desk.shows("Meeting 0011"));

    let first = desk.project().events().iter().find(|(_, event)| event.title == "Meeting 0011").map(|(id, _)| id);
    let gone: Vec<RecordId> =
        desk.project().events().ids().take(3_000).filter(|id| Some(*id) != first).map(RecordId::from).collect();
    let left = MANY - gone.len();
    desk.0.state_mut().wish(Wish::Do(Command::Delete(gone)));
    // Frames in which the rows are still those of a moment ago.
    for _ in 0..3 {
        desk.0.step();
    }
    desk.follow();
    assert_eq!(desk.project().events().len(), left);
    assert!(desk.shows(&format!("{left} events")), "the list");
    desk.chord(Modifiers::CTRL, egui::Key::Z);
    desk.follow();
    assert!(desk.shows("3,200 events"), "and back");
}
