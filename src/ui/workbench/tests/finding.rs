//! Finding: in one article, and in all of them as a concordance whose hits are ticked and tagged together.

use super::desk::*;
use crate::ui::lower::Tab;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

const HERE: &str = "Find in this article";
const ALT: Modifiers = Modifiers::ALT;

fn finding(words: &str) -> Desk {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.chord(CTRL, Key::F);
    assert!(desk.field(HERE).is_focused());
    desk.type_in(words);
    desk
}

/// Clicks a switch.
fn press(desk: &mut Desk, name: &str) {
    let pos = desk.0.get_by_label(name).rect().center();
    desk.click_at(pos);
}

#[test]
fn the_hits_of_an_article_are_counted_and_gone_through_by_keys() {
    let mut desk = finding("he");
    assert!(desk.shows("1 of 3"), "the, he, there");
    desk.key(Key::Enter);
    assert!(desk.shows("2 of 3"));
    desk.chord(Modifiers::SHIFT, Key::Enter);
    assert!(desk.shows("1 of 3"));
    desk.key(Key::F3);
    desk.key(Key::F3);
    assert!(desk.shows("3 of 3"));
    desk.key(Key::F3);
    assert!(desk.shows("1 of 3"), "after the last comes the first");
    desk.chord(Modifiers::SHIFT, Key::F3);
    assert!(desk.shows("3 of 3"));
    desk.key(Key::Escape);
    assert!(desk.reader().is_focused());
}

#[test]
fn options_are_switched_by_keys_and_by_mouse() {
    let mut desk = finding("he");
    desk.chord(ALT, Key::W);
    assert!(desk.shows("1 of 1"), "one of them is a word of its own");
    assert_eq!(desk.value(HERE), "he", "the key is no letter");
    press(&mut desk, "Whole words");
    assert!(desk.shows("1 of 3"));
    desk.chord(ALT, Key::R);
    desk.fill_in(HERE, "R.bat");
    assert!(desk.shows("1 of 2"));
    desk.write("(");
    assert!(desk.0.query_by_label_contains("unclosed group").is_some(), "a bad expression says why");
    desk.key(Key::Backspace);
    assert!(desk.shows("1 of 2"), "and costs nothing");
}

#[test]
fn selected_words_are_looked_for() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.drag_over("interior", "minister");
    desk.chord(CTRL, Key::F);
    assert_eq!(desk.value(HERE), "interior minister");
    assert!(desk.shows("1 hit"), "and nothing has moved yet");
    desk.type_in("roadmap");
    assert_eq!(desk.value(HERE), "roadmap", "typing replaces what was there");
}

#[test]
fn the_keyboard_alone_tags_hits_in_all_articles_as_one_step() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.chord(CTRL_SHIFT, Key::F);
    assert_eq!(desk.workbench().lower.tab, Tab::Concordance);
    desk.type_in("mo[a-z]+y");
    assert!(desk.shows("0 hits in 0 documents"));
    desk.chord(ALT, Key::R);
    assert!(desk.shows("2 hits in 2 documents"));
    desk.key(Key::ArrowDown);
    assert!(desk.0.get_by_label("Hits").is_focused());
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    assert_eq!(desk.session().selection.document, Some(desk.document(&SECOND)), "Enter opens the hit");
    desk.key(Key::Space);
    assert!(desk.shows("Tag 1 hit with…"));
    desk.chord(CTRL, Key::A);
    assert!(desk.shows("Tag 2 hits with…"));
    let revision = desk.session().revision();
    desk.letter('f');
    desk.type_in("person");
    desk.key(Key::Enter);
    assert_eq!(desk.quotes(), ["Monday", "Monday"]);
    assert_eq!(desk.notice(), "Tag 2 places as person");
    assert_eq!((desk.session().revision(), desk.project().entities().len()), (revision + 1, 1));
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.quotes(), [""; 0]);
}

#[test]
fn decided_hits_say_so_and_can_be_hidden() {
    let mut desk = Desk::usual();
    desk.chord(CTRL_SHIFT, Key::F);
    desk.type_in("monday");
    desk.key(Key::Enter);
    desk.letter('1');
    assert_eq!(desk.quotes(), ["Monday"]);
    assert!(desk.0.query_by_label_contains("decided: Person").is_some());
    press(&mut desk, "Hide decided");
    assert!(desk.shows("2 hits in 2 documents, 1 hidden"));
    press(&mut desk, "Tick hit 1");
    desk.click("Tag 1 hit with…");
    desk.type_in("person");
    desk.key(Key::Enter);
    assert_eq!(desk.quotes(), ["Monday", "Monday"]);
    assert!(desk.shows("Every hit is decided"));
}

#[test]
fn places_that_carry_the_code_are_left_out_and_counted() {
    let mut desk = Desk::usual();
    desk.chord(CTRL_SHIFT, Key::F);
    desk.type_in("monday");
    desk.key(Key::Enter);
    desk.letter('1');
    desk.chord(CTRL, Key::A);
    desk.letter('1');
    assert_eq!(desk.quotes(), ["Monday", "Monday"]);
    assert_eq!(desk.notice(), "Tag 1 place as person · 1 place carries this code already");
}

#[test]
fn a_click_on_a_row_opens_the_hit() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.chord(CTRL_SHIFT, Key::F);
    desk.type_in("capital");
    let row = desk.0.get_by_label_contains("in the Moroccan capital. Officials").rect().center();
    desk.click_at(row);
    assert_eq!(desk.session().selection.document, Some(desk.document(&SECOND)));
    assert_eq!(desk.selected(), "capital");
}

#[test]
fn columns_are_sorted_by_their_heads() {
    let mut desk = Desk::usual();
    desk.chord(CTRL_SHIFT, Key::F);
    desk.type_in("minister");
    desk.click("Left");
    desk.key(Key::Escape);
    assert!(desk.shows("Left ▲"));
    desk.click("Left ▲");
    assert!(desk.shows("Left ▼"));
}
