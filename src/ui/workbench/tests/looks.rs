//! Tagging with comfort, and how the article looks: the list beside the words, one code for every selection, one code
//! alone, marks on top of each other, the evidence of one event, the settings of the text.

use super::desk::*;
use super::{QUOTE, VISIT, with_visit};
use crate::model::{MarkId, RecordId};
use crate::session::{At, Command};
use crate::ui::action::Action;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};

const ALT: Modifiers = Modifiers::ALT;

/// A capital letter, as a keyboard sends it: while Shift is held.
fn capital(desk: &mut Desk, letter: char) {
    desk.0.event_modifiers(Event::Text(letter.to_uppercase().to_string()), Modifiers::SHIFT);
    desk.settle();
}

fn right_click(desk: &mut Desk, pos: Pos2) {
    desk.0.hover_at(pos);
    for pressed in [true, false] {
        let button = PointerButton::Secondary;
        desk.0.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        desk.0.step();
    }
    desk.settle();
}

/// The name of the row that Enter would take.
fn offered(desk: &Desk) -> String {
    let on = Some(egui::accesskit::Toggled::True);
    let is_wide = |node: &AccessKitNode<'_>| node.raw_bounds().is_some_and(|bounds| bounds.width() > 300.0);
    let mut rows = desk.0.query_all_by(|node| node.toggled() == on && is_wide(node));
    rows.next().and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn tag(desk: &mut Desk, quote: &str, code: &str) -> MarkId {
    let (document, code) = (desk.document(&FIRST), desk.code(code));
    let at = At::Quote { quote: quote.to_owned(), occurrence: 1, then: vec![] };
    let made = desk.0.state_mut().perform(&Command::TagNew { document, at, code }).expect("is tagged").made;
    desk.settle();
    made.into_iter().find_map(|id| if let RecordId::Mark(mark) = id { Some(mark) } else { None }).expect("a mark")
}

#[test]
fn the_list_of_codes_opens_beside_the_words_and_a_new_code_is_one_step() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.drag_over(VISIT.0, VISIT.1);
    desk.letter('f');
    let (words, field) = (desk.words(VISIT.0), desk.field("Tag as").rect());
    assert!(field.top() > words.bottom() && field.top() < words.bottom() + 60.0, "{field:?} below {words:?}");
    assert!((field.left() - words.left()).abs() < 24.0, "{field:?} beside {words:?}");
    let before = desk.project().clone();
    desk.type_in("Hostage exchange");
    assert!(desk.shows("New event type “Hostage exchange”") && desk.shows("New entity kind “Hostage exchange”"));
    desk.key(Key::Enter);
    assert_eq!(desk.quotes(), [QUOTE]);
    assert_eq!(desk.event().1.kind, Some(desk.code("Hostage exchange")));
    assert_eq!(desk.notice(), "Tag as hostage exchange");
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.project(), &before, "one undo takes back the mark, the event and the code");

    desk.drag_over("No paper", "signed");
    desk.letter('f');
    desk.write("Xyzzy");
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    assert_eq!(desk.project().entities().len(), 1, "the second of what can be new is an entity kind");
}

#[test]
fn near_the_lower_edge_the_list_stands_above_the_words() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.0.set_size(vec2(1200.0, 720.0));
    desk.settle();
    desk.drag_over("No paper", "signed");
    desk.letter('f');
    let (words, field) = (desk.words("No paper"), desk.field("Tag as").rect());
    assert!(field.bottom() < words.top() || field.top() > words.bottom(), "{field:?} does not cover {words:?}");
    let window = egui::Rect::from_min_size(Pos2::ZERO, vec2(1200.0, 720.0));
    assert!(window.contains_rect(field));
}

#[test]
fn the_code_used_last_is_offered_first() {
    let mut desk = with_visit();
    desk.tag("No paper", "signed", 'x');
    desk.drag_over("He met", "there");
    desk.letter('f');
    assert_eq!(offered(&desk), "Extradition");
    desk.key(Key::ArrowDown);
    assert_eq!(offered(&desk), "Visit");
    desk.key(Key::Enter);
    let visit = desk.code("Visit");
    assert_eq!(desk.marks().iter().filter(|(_, mark)| mark.code == Some(visit)).count(), 2);
    let recent = desk.workbench().settings.recent_codes(desk.project().id());
    assert_eq!(recent.first(), Some(&visit), "remembered in the settings");
}

#[test]
fn a_new_event_from_the_list_of_events_is_one_step() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    let before = desk.project().clone();
    desk.drag_over(VISIT.0, VISIT.1);
    desk.letter('e');
    desk.write("Talks in Rabat");
    desk.key(Key::Enter);
    assert_eq!((desk.event().1.title.as_str(), desk.quotes()), ("Talks in Rabat", vec![QUOTE.to_owned()]));
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.project(), &before);
}

#[test]
fn a_capital_tags_every_selection_until_escape() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.drag_over(VISIT.0, VISIT.1);
    capital(&mut desk, 'v');
    assert_eq!(desk.quotes().len(), 1, "the words that are selected are the first");
    assert!(desk.shows("Every selection is tagged as visit"));
    desk.drag_over("No paper", "signed");
    assert_eq!(desk.quotes().len(), 2, "letting go tags");
    desk.take_sentence("met");
    assert_eq!(desk.quotes().len(), 3);
    assert!(
        desk.quotes().iter().any(|quote| quote.starts_with("He met his colleague")),
        "a third press is waited for"
    );
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.quotes().len(), 2, "each is a step of its own");
    // By keyboard alone: Enter says that the selection is complete.
    desk.chord(CTRL, Key::Home);
    desk.chord(CTRL_SHIFT, Key::ArrowRight);
    assert_eq!(desk.quotes().len(), 2);
    desk.key(Key::Enter);
    assert_eq!(desk.quotes().len(), 3);
    desk.key(Key::Escape);
    assert!(!desk.shows("Every selection"));
    desk.drag_over("spoke of", "roadmap");
    assert_eq!(desk.quotes().len(), 3);
}

#[test]
fn the_list_and_the_chip_keep_tagging_too() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.chord(ALT, Key::K);
    desk.write("Visit");
    desk.key(Key::Enter);
    desk.drag_over(VISIT.0, VISIT.1);
    assert_eq!(desk.quotes(), [QUOTE]);
    desk.click("Stop tagging every selection as visit");
    assert_eq!(desk.session().selection.sticky, None);
    let chips = desk.0.query_all_by(|node| node.label().is_some_and(|label| label == "Visit"));
    let chip = chips.map(|chip| chip.rect().center()).max_by(|a, b| a.y.total_cmp(&b.y)).expect("a chip");
    right_click(&mut desk, chip);
    desk.click("Keep tagging with Visit");
    assert_eq!(desk.session().selection.sticky, Some(desk.code("Visit")));
    assert!(desk.reader().is_focused());
}

#[test]
fn one_code_alone_and_all_again() {
    let mut desk = with_visit();
    tag(&mut desk, "minister", "Person");
    let name = desk.words("minister").center();
    desk.click_at(name);
    desk.key(Key::Escape);
    let visit = desk.words("interior").center();
    desk.click_at(visit);
    desk.chord(ALT, Key::O);
    assert_eq!(desk.session().selection.only, Some(desk.code("Visit")));
    assert!(desk.shows("Only visit stands out"));
    assert_eq!(desk.marks().len(), 2, "nothing is gone");
    desk.click("Show all codes again, not only Visit");
    assert_eq!(desk.session().selection.only, None);
    desk.chord(ALT, Key::O);
    desk.key(Key::Escape);
    assert!(desk.session().selection.only.is_some(), "first the details");
    desk.key(Key::Escape);
    assert_eq!(desk.session().selection.only, None);
    // With nothing selected it asks.
    desk.chord(ALT, Key::O);
    desk.write("Person");
    desk.key(Key::Enter);
    assert_eq!(desk.session().selection.only, Some(desk.code("Person")));
}

#[test]
fn marks_on_top_of_each_other_are_chosen_by_mouse_or_by_keys() {
    let mut desk = with_visit();
    let outer = desk.marks()[0].0;
    let inner = tag(&mut desk, "minister", "Person");
    desk.key(Key::Escape);
    let pos = desk.words("minister travelled").left_center() + vec2(8.0, 0.0);
    desk.click_at(pos);
    assert_eq!(desk.session().selection.mark, Some(inner), "the innermost is shown at once");
    assert!(desk.shows("2 marks here"));
    desk.click(&format!("Visit: {QUOTE}"));
    assert_eq!(desk.session().selection.mark, Some(outer));
    assert!(!desk.shows("2 marks here"));

    desk.key(Key::Escape);
    desk.chord(CTRL, Key::Home);
    desk.chord(CTRL, Key::ArrowDown);
    desk.chord(CTRL, Key::ArrowRight);
    desk.chord(CTRL, Key::ArrowRight);
    desk.key(Key::ArrowRight);
    desk.key(Key::ArrowRight);
    desk.key(Key::Enter);
    assert!(desk.shows("2 marks here"));
    assert_eq!(desk.session().selection.mark, Some(inner));
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    assert_eq!(desk.session().selection.mark, Some(outer));
    desk.key(Key::Enter);
    assert!(desk.shows("2 marks here"));
    desk.key(Key::Escape);
    assert!(!desk.shows("2 marks here"));
    assert_eq!(desk.session().selection.mark, Some(inner), "Escape closes the list and nothing else");
}

#[test]
fn a_thousand_marks_on_one_word_are_a_list_that_scrolls() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    let document = desk.document(&FIRST);
    let code = desk.code("Visit");
    for _ in 0..300 {
        let at = At::Quote { quote: "minister".to_owned(), occurrence: 1, then: vec![] };
        desk.0.state_mut().perform(&Command::TagNew { document, at, code }).expect("is tagged");
    }
    desk.settle();
    let pos = desk.words("minister").center();
    desk.click_at(pos);
    assert!(desk.shows("300 marks here"));
    desk.key(Key::ArrowUp);
    desk.settle();
    assert!(offered(&desk).starts_with("Visit: minister"));
    desk.key(Key::Enter);
    assert_ne!(desk.session().selection.mark, desk.marks().first().map(|(id, _)| *id));
}

#[test]
fn what_can_be_done_with_a_mark_is_listed_by_both_hands() {
    let mut desk = with_visit();
    let mark = desk.marks()[0].0;
    let pos = desk.words("interior").center();
    right_click(&mut desk, pos);
    for row in ["Change the code…", "Evidence of an event…", "Show only Visit", "Copy the quote", "Delete the mark"]
    {
        assert!(desk.shows(row), "{row}");
    }
    desk.click("Show only Visit");
    assert_eq!(desk.session().selection.only, Some(desk.code("Visit")));
    for (modifiers, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        desk.chord(modifiers, key);
        assert!(desk.shows("Change the code…"), "{key:?}");
        desk.key(Key::Escape);
        assert!(!desk.shows("Change the code…"));
        assert_eq!(desk.session().selection.mark, Some(mark));
    }
    desk.chord(Modifiers::SHIFT, Key::F10);
    desk.key(Key::Enter);
    assert!(desk.field("Tag the mark as").is_focused());
    desk.write("Talks");
    desk.key(Key::Enter);
    let code = desk.marks()[0].1.code.expect("a code");
    assert_eq!(desk.project().label(code.into()), "Talks");
    desk.reader().focus();
    desk.settle();
    desk.chord(Modifiers::SHIFT, Key::F10);
    desk.key(Key::End);
    desk.key(Key::Enter);
    assert!(desk.marks().is_empty());
    desk.drag_over("No paper", "signed");
    desk.chord(Modifiers::SHIFT, Key::F10);
    assert!(desk.shows("Leave these words out of the article"), "words have a list as well");
}

#[test]
fn the_evidence_of_an_event_is_counted_and_gone_through() {
    let mut desk = with_visit();
    let (event, _) = desk.event();
    desk.drag_over("No paper", "signed");
    desk.letter('e');
    desk.key(Key::Enter);
    assert_eq!(desk.event().0, event);
    assert!(desk.shows("2 of 2"));
    desk.chord(Modifiers { shift: true, ..ALT }, Key::PageDown);
    assert!(desk.shows("1 of 2"), "it goes round");
    desk.click(Action::NextEvidence.label());
    assert!(desk.shows("2 of 2"));
    assert_eq!(desk.session().selection.record, Some(RecordId::Event(event)));
    desk.open(&SECOND);
    assert!(!desk.shows("2 of 2"));
}

#[test]
fn the_text_is_set_as_somebody_likes_and_stays_where_it_is() {
    let mut text = "Long".to_owned();
    for number in 0..200 {
        text += &["\n\nParagraph ", &number.to_string(), " says something of the harbour, at length."].concat();
    }
    let text: &'static str = Box::leak(text.into_boxed_str());
    let article: Article = ("Long", "Harbour Post", "2025-03-11", text);
    let mut desk = Desk::new(in_memory(&[article]));
    desk.open(&article);
    let reader = desk.reader().rect().center();
    desk.0.hover_at(reader);
    for _ in 0..6 {
        desk.key(Key::PageDown);
    }
    let top = |desk: &Desk| desk.workbench().article.place().expect("a place").1;
    let before = top(&desk);
    assert!(before > 500);
    desk.chord(ALT, Key::T);
    for choice in ["64 characters wide", "Lines 2.0 high", "Sans"] {
        desk.click(choice);
        assert_eq!(top(&desk), before, "{choice}");
    }
    desk.click(Action::LargerLetters.label());
    desk.key(Key::Escape);
    assert!(!desk.shows("64 characters wide"));
    let reading = desk.workbench().settings.reading;
    assert_eq!((reading.columns, reading.serif), (64, false));
    assert!((reading.line_height - 2.0).abs() < 0.01 && (reading.size - 18.0).abs() < 0.01);
    desk.chord(ALT, Key::B);
    desk.chord(Modifiers { shift: true, ..ALT }, Key::L);
    let reading = desk.workbench().settings.reading;
    assert_eq!(reading.columns, 72);
    assert!((reading.line_height - 1.8).abs() < 0.01);
    assert_eq!(top(&desk), before);
}

#[test]
fn the_wheel_zooms_with_ctrl() {
    let mut desk = Desk::usual();
    desk.0.event(Event::Zoom(1.25));
    desk.settle();
    assert!((desk.workbench().settings.zoom - 1.1).abs() < 1e-3);
    for _ in 0..3 {
        desk.0.event(Event::Zoom(0.8));
        desk.settle();
    }
    assert!((desk.workbench().settings.zoom - 0.8).abs() < 1e-3);
}

#[test]
fn a_long_headline_takes_two_lines_and_is_then_cut() {
    let title = "Ministers of both countries sign a plan against smuggling in the strait after two days of talks \
                 that began with a dispute over ferries and ended with a dinner at the harbour master's house, \
                 where nobody was allowed to speak of fish";
    let article: Article = (title, "Harbour Post", "2025-03-11", "Nothing else.");
    let mut desk = Desk::new(in_memory(&[article]));
    desk.open(&article);
    let headline = desk.button(title).rect();
    assert!(headline.height() > 50.0, "{headline:?}");
    assert!(headline.width() <= desk.reader().rect().width());
    assert!(desk.reader().rect().top() > headline.bottom());
}
