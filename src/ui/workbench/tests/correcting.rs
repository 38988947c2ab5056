//! Correcting a text and replacing it by a new edition, in the window.

use super::desk::*;
use super::{QUOTE, with_visit};
use crate::model::Anchor;
use egui::Key;

fn text(desk: &Desk) -> String {
    desk.project().text(desk.document(&FIRST)).to_owned()
}

#[test]
fn a_word_is_mended_by_the_keyboard_alone_and_the_mark_keeps_its_place() {
    let mut desk = with_visit();
    let (before, revision) = (desk.project().clone(), desk.session().revision());
    // The caret is behind the last word of the mark.
    desk.chord(CTRL, Key::R);
    assert!(desk.field("Correct words").is_focused());
    assert_eq!(desk.value("Correct words"), "Monday");
    desk.chord(CTRL, Key::A);
    desk.write("Sunday");
    desk.key(Key::Enter);
    assert!(text(&desk).contains("to Rabat on Sunday. He met"));
    assert_eq!(desk.quotes(), [QUOTE.replace("Monday", "Sunday")]);
    assert_eq!(desk.marks()[0].1.anchor, Anchor::Placed);
    assert!(desk.reader().is_focused(), "reading goes on");
    assert_eq!(desk.session().revision(), revision + 1, "one change");
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before);
}

#[test]
fn escape_leaves_the_text_as_it_is_and_the_word_at_the_caret_can_be_corrected() {
    let mut desk = with_visit();
    let revision = desk.session().revision();
    let pos = desk.words("roadmap").center();
    desk.click_at(pos);
    desk.chord(CTRL, Key::R);
    assert_eq!(desk.value("Correct words"), "roadmap");
    desk.write("x");
    desk.key(Key::Escape);
    assert!(!desk.shows("Correct words"));
    assert_eq!(desk.session().revision(), revision);
}

/// Replaces the text of the first article by way of the palette.
fn replace(desk: &mut Desk, text: &str) {
    desk.palette("Replace the text");
    desk.fill_in("New text", text);
}

#[test]
fn a_new_edition_says_what_becomes_of_the_marks_before_it_changes_anything() {
    let mut desk = with_visit();
    desk.tag("No paper", "signed", 't');
    let (before, revision) = (desk.project().clone(), desk.session().revision());
    let edition =
        text(&desk).replace("No paper was signed", "No paper had been signed").replace("Monday", "Monday evening");
    replace(&mut desk, &edition);
    assert!(desk.shows("1 mark stays, 1 doubtful, 0 lost"), "{:?}", desk.notice());
    desk.click("Cancel");
    assert_eq!(desk.session().revision(), revision);

    replace(&mut desk, &edition);
    desk.click("Replace");
    assert_eq!(text(&desk), edition);
    assert_eq!(desk.session().revision(), revision + 1);
    assert!(desk.shows("Marks to check 1"), "the tab is there");
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before);
    assert!(desk.shows("No marks to check"));
}

#[test]
fn a_doubtful_mark_is_confirmed_in_the_list_by_a_key() {
    let mut desk = with_visit();
    let edition = text(&desk).replace("travelled to Rabat", "flew to Rabat");
    replace(&mut desk, &edition);
    desk.click("Replace");
    let (_, mark) = desk.marks()[0];
    assert_eq!((mark.anchor, mark.quote.as_str()), (Anchor::Doubtful, QUOTE));
    let row = desk.button_from("0.").rect().center();
    desk.click_at(row);
    desk.button_from("0.").focus();
    desk.settle();
    desk.key(Key::C);
    let (_, mark) = desk.marks()[0];
    assert_eq!((mark.anchor, mark.quote.as_str()), (Anchor::Placed, "interior minister flew to Rabat on Monday"));
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.marks()[0].1.anchor, Anchor::Doubtful);
}

#[test]
fn a_lost_mark_is_placed_on_words_that_are_selected() {
    let mut desk = with_visit();
    let edition = "Minister visits Rabat\n\nNothing else is known of it so far, and nobody in the office answers.";
    replace(&mut desk, edition);
    assert!(desk.shows("0 marks stay, 0 doubtful, 1 lost"));
    desk.click("Replace");
    assert_eq!(desk.quotes(), [QUOTE], "it keeps its words");
    desk.drag_over("Nothing", "known");
    desk.click("Place anew on the selected words");
    let (_, mark) = desk.marks()[0];
    assert_eq!((mark.anchor, mark.quote.as_str()), (Anchor::Placed, "Nothing else is known"));
}
