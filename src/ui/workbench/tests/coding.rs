//! Check my coding in the window.

use super::desk::*;
use super::with_visit;
use crate::model::{Flaw, Matter, RecordId, Status};
use crate::ops::event::EventChange;
use crate::session::Command;
use egui::{Key, Modifiers};

const ALT: Modifiers = Modifiers::ALT;

/// A visit that happened after it was reported, in the list of flaws.
fn flawed() -> Desk {
    let mut desk = with_visit();
    let (event, _) = desk.event();
    let when = "2025-06-01".parse().expect("a date");
    let assessed = crate::model::Assessed::plain(when);
    let changes = vec![EventChange::When(Some(assessed))];
    desk.0.state_mut().wish(crate::ui::view::Wish::Do(Command::ChangeEvent { event, changes }));
    desk.settle();
    desk.chord(ALT, Key::H);
    desk.wait();
    desk
}

const LATE: &str = "“Interior minister travelled to Rabat on Monday” happened on 1 June 2025";

#[test]
fn findings_are_grouped_and_a_click_goes_to_the_place() {
    let mut desk = flawed();
    assert!(desk.shows("Happened after it was reported: 1") && desk.shows("Event without participants: 1"));
    desk.open(&SECOND);
    let row = desk.button_from(LATE).rect().left_center() + egui::vec2(60.0, 0.0);
    desk.click_at(row);
    let selection = &desk.session().selection;
    assert_eq!(selection.document, Some(desk.document(&FIRST)));
    assert_eq!(selection.record, Some(RecordId::Event(desk.event().0)));
    desk.click("Happened after it was reported: 1");
    assert!(!desk.shows(LATE), "the group is folded up");
}

#[test]
fn a_repair_says_what_it_does_and_is_one_undo() {
    let mut desk = flawed();
    let before = desk.project().clone();
    desk.click("Repair: Set the status to planned");
    desk.wait();
    assert_eq!(desk.event().1.status, Status::Planned);
    assert!(!desk.shows(LATE));
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before);
}

#[test]
fn the_keyboard_ignores_with_a_reason_and_it_can_be_brought_back() {
    let mut desk = flawed();
    desk.button_from(LATE).focus();
    desk.settle();
    desk.letter('i');
    desk.settle();
    assert!(desk.field("Why is this all right?").is_focused());
    desk.write("a slip of the paper");
    desk.key(Key::Enter);
    desk.wait();
    assert!(!desk.shows(LATE));
    let rulings: Vec<_> =
        desk.project().rulings().iter().map(|(_, row)| (row.about.clone(), row.reason.clone())).collect();
    let [(Matter::Accepted { flaw: Flaw::AfterPublication, .. }, reason)] = rulings.as_slice() else {
        panic!("{rulings:?}")
    };
    assert_eq!(reason, "a slip of the paper");
    desk.click("Ignored 1");
    assert!(desk.shows(LATE) && desk.shows("a slip of the paper"));
    desk.click("Bring back");
    desk.wait();
    assert!(desk.project().rulings().is_empty() && desk.shows("Nothing is ignored"));
    desk.click("Back to what is open");
    assert!(desk.shows(LATE));
}

#[test]
fn a_code_without_a_definition_leads_into_the_codebook() {
    let mut desk = flawed();
    let changes = vec![crate::ops::code::CodeChange::Definition(String::new())];
    let code = desk.code("Talks");
    desk.0.state_mut().wish(crate::ui::view::Wish::Do(Command::ChangeCode { code, changes }));
    desk.wait();
    let row =
        desk.button_from("The event type “Talks” has no definition").rect().left_center() + egui::vec2(60.0, 0.0);
    desk.click_at(row);
    desk.wait();
    assert_eq!(desk.value("Name of the code"), "Talks");
}

#[test]
fn an_empty_project_has_nothing_to_check() {
    let mut desk = Desk::usual();
    desk.chord(ALT, Key::H);
    desk.wait();
    assert!(desk.shows("Nothing to check"));
}
