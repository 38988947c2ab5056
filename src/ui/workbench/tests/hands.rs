//! Every hand: keys that are looked up and changed, and the whole window by keyboard alone.

use super::*;
use crate::ui::keys::{Keymap, Stroke};

fn shown_key(desk: &Desk, action: Action) -> String {
    Keymap::of(&desk.0.ctx).text(action)
}

impl Desk {
    /// Whether the field that finds words in the article is open.
    fn finds(&self) -> bool {
        self.0.query_by_role_and_label(egui::accesskit::Role::TextInput, "Find in this article").is_some()
    }
}

/// Opens the list of keys, looks for a row and asks for its new key.
fn ask_for(desk: &mut Desk, words: &str) {
    desk.key(Key::F1);
    desk.write(words);
    desk.key(Key::Enter);
}

#[test]
fn a_key_is_looked_up_and_changed_by_keyboard_alone() {
    let mut desk = with_visit();
    ask_for(&mut desk, "find in this");
    assert!(desk.shows("Find in this article: press the new keys…"));
    desk.chord(CTRL, Key::J);
    assert!(desk.shows("Find in this article, Ctrl+J, changed"));
    desk.key(Key::Escape);
    assert!(desk.workbench().dialog.is_none());
    assert_eq!(shown_key(&desk, Action::Find), "Ctrl+J");
    assert_eq!(desk.workbench().settings.keys["Find"].as_deref(), Some("Ctrl+J"));
    desk.chord(CTRL, Key::F);
    assert!(!desk.finds(), "the old key does nothing");
    desk.chord(CTRL, Key::J);
    assert!(desk.finds());
}

#[test]
fn a_taken_key_is_said_at_once_and_can_be_taken_over() {
    let mut desk = Desk::usual();
    ask_for(&mut desk, "new event");
    desk.chord(CTRL, Key::K);
    assert!(desk.shows("Ctrl+K is “Search or run a command…”. Take it over?"));
    desk.key(Key::Escape);
    assert!(desk.workbench().dialog.is_some(), "one level back");
    assert_eq!(shown_key(&desk, Action::AddEvent), "Ctrl+E");
    desk.key(Key::Enter);
    desk.chord(CTRL, Key::K);
    desk.key(Key::Enter);
    assert_eq!(
        (shown_key(&desk, Action::AddEvent), shown_key(&desk, Action::Palette)),
        ("Ctrl+K".into(), String::new())
    );
    desk.click("All usual keys");
    assert_eq!(
        (shown_key(&desk, Action::AddEvent), shown_key(&desk, Action::Palette)),
        ("Ctrl+E".into(), "Ctrl+K".into())
    );
    assert!(desk.workbench().settings.keys.is_empty());
}

#[test]
fn a_key_can_be_removed_and_what_the_text_needs_is_refused() {
    let mut desk = Desk::usual();
    ask_for(&mut desk, "sans");
    desk.chord(CTRL, Key::ArrowLeft);
    assert!(desk.shows("The arrows move the caret"));
    desk.chord(CTRL, Key::J);
    assert_eq!(shown_key(&desk, Action::ToggleSerif), "Ctrl+J");
    desk.key(Key::Enter);
    desk.key(Key::Backspace);
    assert_eq!(shown_key(&desk, Action::ToggleSerif), "");
    assert!(desk.shows("Serif or sans for the article, no key"));
}

#[test]
fn the_key_of_a_code_is_changed_and_undone_like_all_else() {
    let mut desk = Desk::usual();
    let visit = desk.code("Visit");
    let key = |desk: &Desk| desk.project().codes().get(visit).expect("a code").key;
    ask_for(&mut desk, "tag as visit");
    desk.chord(CTRL, Key::J);
    assert!(desk.shows("The key of a code is one letter, digit or sign"));
    desk.letter('f');
    assert!(desk.shows("F is “Tag with a code…”. Take it over?"));
    desk.key(Key::Escape);
    desk.key(Key::Enter);
    desk.letter('ж');
    assert_eq!(key(&desk), Some('ж'));
    desk.key(Key::Escape);
    desk.open(&FIRST);
    desk.tag(VISIT.0, VISIT.1, 'ж');
    assert_eq!(desk.event().1.kind, Some(visit));
    desk.chord(CTRL, Key::Z);
    desk.chord(CTRL, Key::Z);
    assert_eq!(key(&desk), Some('v'));
}

#[test]
fn letters_of_actions_are_taken_as_typed_too() {
    let mut desk = Desk::usual();
    ask_for(&mut desk, "highlight without");
    desk.letter('é');
    desk.key(Key::Escape);
    desk.open(&FIRST);
    desk.tag(VISIT.0, VISIT.1, 'h');
    assert!(desk.marks().is_empty());
    desk.letter('é');
    assert_eq!(desk.quotes(), [QUOTE]);
}

#[test]
fn a_changed_key_is_shown_wherever_its_action_is() {
    let mut desk = Desk::usual();
    let keys = crate::ui::keys::keymap::Changes::from([("Undo".to_owned(), Some("Ctrl+U".to_owned()))]);
    desk.0.state_mut().settings.keys = keys;
    desk.0.state_mut().set_key(Action::Redo, Stroke::parse("Ctrl+R"));
    desk.settle();
    desk.chord(CTRL, Key::K);
    desk.write("undo");
    desk.key(Key::Escape);
    assert_eq!((shown_key(&desk, Action::Undo), shown_key(&desk, Action::Redo)), ("Ctrl+U".into(), "Ctrl+R".into()));
}

#[test]
fn the_keyboard_returns_to_where_it_was() {
    let mut desk = with_visit();
    let pos = desk.field("Title").rect().center();
    desk.click_at(pos);
    for open in [(CTRL, Key::K), (Modifiers::NONE, Key::F1)] {
        desk.chord(open.0, open.1);
        assert!(!desk.field("Title").is_focused());
        desk.key(Key::Escape);
        assert!(desk.field("Title").is_focused(), "{open:?}");
    }
}

/// Every stop of the Tab key, from where the keyboard is until it comes round.
#[expect(clippy::redundant_closure_for_method_calls, reason = "the method is not general enough for every node")]
fn stops(desk: &mut Desk, held: Modifiers) -> Vec<(String, String)> {
    let mut stops = Vec::new();
    for _ in 0..400 {
        desk.chord(held, Key::Tab);
        let Some(focused) = desk.0.query_all_by(|node| node.is_focused()).next() else { continue };
        let id = format!("{:?}", focused.accesskit_node().id());
        if stops.iter().any(|(_, known)| *known == id) {
            break;
        }
        let name = focused
            .accesskit_node()
            .label()
            .or(focused.accesskit_node().placeholder().map(str::to_owned))
            .unwrap_or_default();
        stops.push((name, id));
    }
    stops
}

#[test]
fn whatever_tab_reaches_has_a_name() {
    let mut desk = with_visit();
    let there = stops(&mut desk, Modifiers::NONE);
    assert!(there.len() > 30, "{} stops", there.len());
    for (number, (name, _)) in there.iter().enumerate() {
        assert!(!name.trim().is_empty(), "stop {number}, after {:?}", number.checked_sub(1).map(|n| &there[n].0));
    }
    let names: Vec<&str> = there.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["Title", "When", "Keys", "Events 1", "Article text", &format!("Evidence: {QUOTE}")] {
        assert!(names.contains(&name), "{name} cannot be reached: {names:?}");
    }
    // The way back has the same stops.
    let (mut on, mut back) = (there, stops(&mut desk, Modifiers::SHIFT));
    on.sort();
    back.sort();
    assert_eq!(on, back);
}
