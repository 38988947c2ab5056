//! The mark that is selected: its edges, its code, its pieces, its halves.

use super::*;

const ALT_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::ALT };

/// Clicks the visit, so that its mark is selected and the article has the keyboard.
fn at_visit() -> Desk {
    let mut desk = with_visit();
    let pos = last_word(&desk, "interior minister travelled");
    desk.click_at(pos);
    desk.let_go();
    desk
}

/// Presses a key with Alt and goes on holding Alt.
fn hold_alt(desk: &mut Desk, key: Key) {
    let modifiers = Modifiers::ALT;
    desk.0.event(egui::Event::ModifiersChanged(modifiers));
    for pressed in [true, false] {
        desk.0.event(egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
    }
    desk.settle();
}

/// A point in the last of these words, which stand so in the article alone: titles begin with a capital.
fn last_word(desk: &Desk, words: &str) -> egui::Pos2 {
    desk.words(words).right_center() - egui::vec2(6.0, 0.0)
}

fn only_mark(desk: &Desk) -> crate::model::Mark {
    let marks = desk.marks();
    let [(_, mark)] = marks.as_slice() else { panic!("{} marks", marks.len()) };
    crate::model::Mark::clone(mark)
}

#[test]
fn keys_move_an_edge_and_links_stay() {
    let mut desk = at_visit();
    let before = only_mark(&desk);
    let revision = desk.session().revision();
    desk.chord(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(desk.quotes(), ["interior minister travelled to Rabat on"]);
    desk.chord(ALT_SHIFT, Key::ArrowLeft);
    assert_eq!(desk.quotes(), ["The interior minister travelled to Rabat on"]);
    let after = only_mark(&desk);
    assert_eq!((after.evidence, after.code), (before.evidence.clone(), before.code));
    assert_eq!(desk.session().revision(), revision + 2);
    assert!(desk.session().selection.mark.is_some() && desk.reader().is_focused(), "and on with the next step");
    desk.chord(CTRL, Key::Z);
    desk.chord(CTRL, Key::Z);
    assert_eq!(only_mark(&desk).pieces, before.pieces);
}

#[test]
fn steps_while_alt_is_held_are_one_undo() {
    let mut desk = at_visit();
    let revision = desk.session().revision();
    for _ in 0..3 {
        hold_alt(&mut desk, Key::ArrowLeft);
    }
    assert_eq!(desk.session().revision(), revision, "nothing is stored while Alt is held");
    desk.0.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    desk.settle();
    assert_eq!(desk.quotes(), ["interior minister travelled to"]);
    assert_eq!(desk.session().revision(), revision + 1);
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.quotes(), [QUOTE]);
}

#[test]
fn a_handle_is_dragged_and_escape_drops_it() {
    let mut desk = at_visit();
    let knob = desk.0.get_by_label("End of the mark, piece 1").rect().center();
    let to = last_word(&desk, "interior minister travelled to Rabat");
    desk.drag(knob, to);
    assert_eq!(desk.quotes(), ["interior minister travelled to Rabat"]);
    assert_eq!(desk.selected(), "", "no words are selected by it");
    let knob = desk.0.get_by_label("Start of the mark, piece 1").rect().center();
    desk.0.hover_at(knob);
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.0.event(button(knob, true));
    let to = last_word(&desk, "interior minister travelled");
    desk.0.hover_at(to);
    desk.0.step();
    desk.key(Key::Escape);
    desk.0.event(button(to, false));
    desk.settle();
    assert_eq!(desk.quotes(), ["interior minister travelled to Rabat"]);
    assert!(desk.session().selection.mark.is_some(), "Escape ended the gesture and nothing else");
}

#[test]
fn the_key_of_a_code_retypes_the_mark_and_its_own_event() {
    let mut desk = at_visit();
    let talks = desk.project().codes().iter().find(|(_, code)| code.key == Some('t')).map(|(id, _)| id);
    let (event, _) = desk.event();
    desk.letter('t');
    assert_eq!((only_mark(&desk).code, desk.event().1.kind), (talks, talks));
    assert!(only_mark(&desk).proves_event(event));
    desk.letter('t');
    assert!(desk.notice().contains("already"), "{}", desk.notice());
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.event().1.kind, Some(desk.code("Visit")), "one undo for both");

    // With F the code is typed.
    desk.letter('f');
    assert!(desk.shows("Tag the mark as"));
    desk.write("visit");
    desk.key(Key::Escape);
    assert_eq!(desk.event().1.kind, Some(desk.code("Visit")));
}

#[test]
fn a_mark_is_split_where_the_caret_is() {
    let mut desk = at_visit();
    desk.chord(Modifiers::ALT, Key::Enter);
    let mut quotes = desk.quotes();
    quotes.sort();
    assert_eq!(quotes, ["interior minister", "travelled to Rabat on Monday"]);
    let (event, _) = desk.event();
    assert!(desk.marks().iter().all(|(_, mark)| mark.proves_event(event)));
    // The part moved onto nothing new is refused, and said.
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.quotes(), [QUOTE]);
}

#[test]
fn words_join_the_mark_and_leave_it() {
    let mut desk = at_visit();
    desk.drag_over("colleague", "there");
    desk.chord(Modifiers::ALT, Key::A);
    assert_eq!(desk.quotes(), [format!("{QUOTE} … colleague there")]);
    assert_eq!(desk.selected(), "");
    let (from, to) = ("interior minister travelled", "interior minister travelled to");
    let (from, to) = (last_word(&desk, from), last_word(&desk, to));
    desk.drag(from, to);
    desk.chord(Modifiers::ALT, Key::X);
    assert_eq!(desk.quotes(), ["interior minister … Rabat on Monday … colleague there"]);
    let pos = desk.words("colleague").center();
    desk.click_at(pos);
    desk.chord(Modifiers::ALT, Key::X);
    assert_eq!(desk.quotes(), ["interior minister … Rabat on Monday"], "the piece at the caret");
    desk.chord(CTRL, Key::Z);
    desk.chord(CTRL, Key::Z);
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.quotes(), [QUOTE]);
    desk.take_sentence("interior");
    desk.chord(Modifiers::ALT, Key::X);
    assert!(desk.notice().contains("needs at least one word"), "{}", desk.notice());
}

#[test]
fn a_gesture_is_stored_before_another_command() {
    let mut desk = at_visit();
    hold_alt(&mut desk, Key::ArrowLeft);
    desk.chord(Modifiers::ALT, Key::Num3);
    assert_eq!(desk.quotes(), ["interior minister travelled to Rabat on"]);
}
