//! What was found in articles: shown after they were brought in, decided by mouse and by keys.

use super::desk::*;
use crate::ui::lower::Tab;
use egui::Key;

const BODY: &str = "The harbour master of Tangier resigned on Friday after eleven years in office, the port said.\n\
    He gave no reason for it and has not spoken to reporters since the evening of that day.\n\
    A successor will be named in the spring, once the new quay has been opened to the ferries from Spain.";

/// A window into which an article with a tail was just pasted, and a copy of it after that.
fn pasted() -> Desk {
    let mut desk = Desk::usual();
    desk.0.state_mut().settings.suggestions = true;
    desk.0.state_mut().add_pasted(&format!("Master resigns\n\n{BODY}\n\nREAD: Ferries run late\nTags: ports"));
    desk.wait();
    desk.0.state_mut().add_pasted(&format!("He is gone\n\n{BODY}"));
    desk.wait();
    desk
}

fn zones(desk: &Desk) -> usize {
    desk.project().documents().iter().map(|(_, row)| row.zones.len()).sum()
}

#[test]
fn what_was_found_is_listed_and_drawn_by_one_button_and_taken_back_by_one_undo() {
    let mut desk = pasted();
    assert!(desk.workbench().lower.tab == Tab::Found && zones(&desk) == 0, "listed, not done");
    desk.click("Add 2 zones");
    desk.wait();
    assert_eq!(zones(&desk), 2);
    assert!(!desk.shows("Add 2 zones"));
    desk.chord(CTRL, Key::Z);
    assert_eq!(zones(&desk), 0);
}

#[test]
fn a_copy_is_linked_by_its_button_and_let_go_of_in_its_details() {
    let mut desk = pasted();
    desk.click("Link as syndicated from “Master resigns”");
    desk.wait();
    let linked =
        |desk: &Desk| desk.project().documents().iter().filter(|(_, row)| row.syndicated_from.is_some()).count();
    assert_eq!(linked(&desk), 1);
    assert!(!desk.shows("Link as syndicated from “Master resigns”"));
    desk.click("Not syndicated from there");
    assert_eq!(linked(&desk), 0);
}

#[test]
fn in_the_article_lines_are_left_out_by_enter_or_kept_by_delete() {
    let mut desk = Desk::usual();
    desk.0.state_mut().settings.suggestions = true;
    desk.0.state_mut().add_pasted(&format!("Master resigns\n\n{BODY}\n\nREAD: Ferries run late\nTags: ports"));
    desk.wait();
    assert!(desk.shows("Not part of the article? · 1 more"));
    desk.button("Leave out").focus();
    desk.wait();
    desk.key(Key::Enter);
    desk.wait();
    assert_eq!(zones(&desk), 1);
    assert!(desk.shows("Not part of the article?"));
    desk.button("Keep").focus();
    desk.wait();
    desk.key(Key::Delete);
    desk.wait();
    assert!(zones(&desk) == 1 && !desk.shows("Not part of the article?"), "kept, and not asked again");
}
