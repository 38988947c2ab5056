//! Charts and lists with the room of documents and article.

use super::*;
use egui::Modifiers;
use egui_kittest::kittest::Queryable;

fn is_reading(desk: &Desk) -> bool {
    desk.0.query_by_label("Filter documents").is_some()
}

#[test]
fn charts_take_the_room_and_a_sentence_gives_it_back() {
    let mut desk = with_two();
    assert!(is_reading(&desk));
    let before = bar(&desk, 0.5);
    desk.chord(Modifiers::ALT, Key::Num4);
    desk.wait();
    assert!(!is_reading(&desk) && desk.workbench().settings.panels.lower_is_whole);
    let after = bar(&desk, 0.5);
    assert_ne!(before, after, "the chart is larger");
    desk.click_at(after);
    assert_eq!(desk.sentences().len(), 1);
    let sentence = desk.sentences()[0].clone();
    let pos = desk.button_from(&sentence).rect().center();
    desk.click_at(pos);
    desk.settle();
    assert!(is_reading(&desk), "the article is to be seen");
    assert!(desk.session().selection.mark.is_some());
    desk.click("Enlarge");
    assert!(!is_reading(&desk));
    desk.click("Back to the article");
    assert!(is_reading(&desk));
}

#[test]
fn in_a_low_window_the_history_takes_the_room() {
    // As low as 930 pixels at 200 %, and as wide as all tabs.
    let mut desk = Desk::sized(in_memory(&[FIRST]), egui::vec2(1900.0, 465.0));
    assert!(is_reading(&desk));
    desk.chord(Modifiers::ALT, Key::Z);
    desk.wait();
    assert!(desk.workbench().settings.panels.lower_is_whole);
    desk.chord(Modifiers::ALT, Key::Num4);
    assert!(!desk.workbench().settings.panels.lower_is_whole, "and gives it back");
    // By mouse as well.
    desk.click("Events 0");
    desk.click("History");
    assert!(desk.workbench().settings.panels.lower_is_whole);

    let mut desk = Desk::usual();
    desk.chord(Modifiers::ALT, Key::Z);
    desk.wait();
    assert!(is_reading(&desk) && !desk.workbench().settings.panels.lower_is_whole, "where there is room, both");
}
