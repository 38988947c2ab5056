//! Dates and names that the articles propose, decided in the window.

use super::desk::*;
use super::with_visit;
use crate::model::{Matter, Source};
use egui::{Key, Modifiers};

const ALT: Modifiers = Modifiers::ALT;
const SHIFT: Modifiers = Modifiers::SHIFT;

/// The window of [`with_visit`] in which suggestions are shown.
fn suggesting() -> Desk {
    let mut desk = with_visit();
    desk.0.state_mut().settings.suggestions = true;
    desk.wait();
    desk
}

fn rulings(desk: &Desk) -> Vec<Matter> {
    desk.project().rulings().iter().map(|(_, ruling)| ruling.about.clone()).collect()
}

/// Goes to the suggestion of these words.
fn go_to(desk: &mut Desk, shown: &str) {
    for _ in 0..20 {
        desk.chord(ALT, Key::S);
        if desk.shows(&format!("Suggested: {shown}")) {
            return;
        }
    }
    panic!("{shown} is not suggested");
}

#[test]
fn enter_makes_a_date_the_stated_one_of_the_event_around_it() {
    let mut desk = suggesting();
    let before = desk.project().clone();
    go_to(&mut desk, "10 March 2025");
    desk.key(Key::Enter);
    desk.wait();
    let (_, event) = desk.event();
    let [stated] = event.stated.as_slice() else { panic!("{:?}", event.stated) };
    assert_eq!((&*stated.text, stated.source), ("Monday", Source::Mark(desk.marks()[0].0)));
    assert_eq!(stated.when.as_ref().map(ToString::to_string).as_deref(), Some("2025-03-10"));
    assert!(!desk.shows("Suggested: 10 March 2025"), "it is decided");
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before, "one undo");
}

#[test]
fn a_declined_date_does_not_come_back_when_the_text_is_corrected() {
    let mut desk = suggesting();
    go_to(&mut desk, "10 March 2025");
    desk.key(Key::Delete);
    desk.wait();
    assert!(matches!(rulings(&desk).as_slice(), [Matter::NotADate { quote, .. }] if quote == "Monday"));
    let pos = desk.words("roadmap").center();
    desk.click_at(pos);
    desk.chord(CTRL, Key::R);
    desk.write("timetable");
    desk.key(Key::Enter);
    desk.wait();
    let spans = desk.workbench().suggested.spans().concat();
    let text = desk.project().text(desk.document(&FIRST));
    assert!(spans.iter().all(|span| span.text(text) != Some("Monday")), "{spans:?}");
}

#[test]
fn a_date_without_an_event_asks_for_the_type_of_a_new_one() {
    let mut desk = suggesting();
    desk.open(&SECOND);
    desk.wait();
    go_to(&mut desk, "10 March 2025");
    desk.key(Key::Enter);
    desk.write("New: Talks");
    desk.key(Key::Enter);
    desk.wait();
    let events = desk.events();
    let (_, talks) = events.iter().find(|(_, event)| !event.stated.is_empty()).expect("a dated event");
    assert_eq!(talks.kind, Some(desk.code("Talks")));
    assert!(talks.title.starts_with("Last Monday a French guest"), "{}", talks.title);
}

#[test]
fn tab_goes_round_and_escape_gives_the_keys_back() {
    let mut desk = suggesting();
    let all = desk.workbench().suggested.count();
    desk.chord(ALT, Key::S);
    assert!(desk.shows("Suggested: ") && all > 0);
    for _ in 0..all {
        desk.key(Key::Tab);
        assert!(desk.reader().is_focused());
    }
    desk.chord(SHIFT, Key::Tab);
    assert!(desk.shows("Suggested: "));
    desk.key(Key::Escape);
    assert!(!desk.shows("Suggested: "));
    assert!(desk.project().rulings().is_empty());
}

#[test]
fn the_form_of_an_event_offers_the_dates_of_its_sentences() {
    let mut desk = suggesting();
    desk.click("Accept “Monday” as 10 Mar 2025");
    assert_eq!(desk.event().1.stated.len(), 1);
    desk.wait();
    assert!(!desk.shows("Accept “Monday”"));
}

#[test]
fn another_date_of_the_article_lists_what_reads_differently_and_keeps_what_was_confirmed() {
    let mut desk = suggesting();
    desk.click("Accept “Monday” as 10 Mar 2025");
    desk.click("11 March 2025");
    desk.fill_in("Published", "18 March 2025");
    desk.key(Key::Enter);
    desk.wait();
    assert!(desk.shows("stays 10 March 2025, as it was confirmed"), "{}", desk.notice());
    assert_eq!(desk.event().1.stated[0].when.as_ref().map(ToString::to_string).as_deref(), Some("2025-03-10"));
}

#[test]
fn suggestions_can_be_switched_off() {
    let mut desk = suggesting();
    desk.chord(Modifiers { shift: true, ..ALT }, Key::S);
    desk.wait();
    assert_eq!(desk.workbench().suggested.count(), 0);
    assert!(!desk.shows("Accept “Monday”"));
    desk.chord(ALT, Key::G);
    assert!(desk.shows("Suggestions are switched off"));
    desk.click("Show suggestions");
    desk.wait();
    assert!(desk.workbench().suggested.count() > 0);
}

#[test]
fn escape_in_the_list_of_events_leaves_the_card_open() {
    let mut desk = suggesting();
    desk.open(&SECOND);
    desk.wait();
    go_to(&mut desk, "10 March 2025");
    desk.key(Key::Enter);
    assert!(desk.shows("What happened"));
    desk.key(Key::Escape);
    assert!(!desk.shows("What happened"));
    assert!(desk.shows("Suggested: 10 March 2025"));
}

const NAMED: Article = (
    "Saidi in Lisbon",
    "Coast Courier",
    "2025-03-14",
    "Saidi in Lisbon\n\nInterior Minister Amina Saidi met her Portuguese colleague. Amina Saidi praised the police. \
     “We will go on”, Saidi said.",
);
const NAMED_TOO: Article = (
    "More talks",
    "Harbour Post",
    "2025-03-15",
    "More talks\n\nThe talks with Amina Saidi went on, an official said.",
);

/// A window with two articles about one person.
fn named() -> Desk {
    let mut workbench = in_memory(&[NAMED, NAMED_TOO]);
    workbench.settings.suggestions = true;
    let mut desk = Desk::new(workbench);
    desk.open(&NAMED);
    desk.wait();
    desk
}

fn entity_names(desk: &Desk) -> Vec<Vec<String>> {
    let names = |entity: &crate::model::Entity| entity.names.iter().map(|name| name.text.clone()).collect();
    desk.project().entities().iter().map(|(_, entity)| names(entity)).collect()
}

#[test]
fn all_places_of_a_name_are_looked_through_and_accepted_as_one_step() {
    let mut desk = named();
    let before = desk.project().clone();
    go_to(&mut desk, "Amina Saidi");
    desk.chord(SHIFT, Key::Enter);
    assert!(desk.shows("Tick place 1"), "the places are listed");
    desk.key(Key::Space);
    desk.key(Key::Enter);
    desk.wait();
    let [names] = entity_names(&desk).try_into().expect("one entity");
    assert_eq!(names[0], "Amina Saidi");
    let (marks, found) = (
        desk.marks().len(),
        desk.workbench()
            .suggested
            .names()
            .iter()
            .find(|name| name.name == "Amina Saidi")
            .map(|name| name.mentions.len()),
    );
    assert!(marks >= 3, "{:?}", desk.quotes());
    assert_eq!(found, Some(1), "the place that was not ticked is left, known now");
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before, "one undo");
}

#[test]
fn an_accepted_name_is_known_and_a_declined_one_does_not_come_back() {
    let mut desk = named();
    go_to(&mut desk, "Amina Saidi");
    desk.key(Key::Enter);
    desk.wait();
    let [names] = entity_names(&desk).try_into().expect("one entity");
    assert_eq!(names, ["Amina Saidi", "Saidi"], "the spelling of the headline, too");
    let known = desk.workbench().suggested.names().iter().find(|name| name.name == "Amina Saidi").cloned();
    assert!(known.expect("the other places").entity.is_some());

    go_to(&mut desk, "Lisbon");
    desk.key(Key::Delete);
    desk.wait();
    assert_eq!(rulings(&desk), [Matter::NotAName("Lisbon".to_owned())]);
    assert!(desk.workbench().suggested.names().iter().all(|name| name.name != "Lisbon"));
}

#[test]
fn the_list_of_names_is_worked_by_the_keyboard() {
    let mut desk = named();
    desk.chord(ALT, Key::G);
    desk.wait();
    assert!(desk.shows("Suggestions 2"), "Amina Saidi and Lisbon");
    let row = desk.button_from("Lisbon, place").rect().center();
    desk.click_at(row);
    assert!(desk.shows("Tick place 1"));
    desk.key(Key::Escape);
    assert!(!desk.shows("Tick place 1"));
    desk.click("Decline the chosen name and its spellings");
    desk.wait();
    assert_eq!(rulings(&desk), [Matter::NotAName("Lisbon".to_owned())]);
}

#[test]
fn an_address_that_says_the_day_dates_an_article_without_a_date() {
    let mut desk = with_visit();
    desk.click("11 March 2025");
    let pos = desk.field("Published").rect().center();
    desk.click_at(pos);
    desk.chord(CTRL, Key::A);
    desk.key(Key::Delete);
    desk.key(Key::Enter);
    desk.fill_in("Address", "https://example.org/2025/03/12/visit");
    desk.key(Key::Enter);
    desk.settle();
    let pos = desk.button_from("12 March 2025: the address has").rect().center();
    desk.click_at(pos);
    let document = desk.document(&FIRST);
    let published = desk.project().documents().get(document).and_then(|row| row.published.clone());
    let published = published.expect("a date");
    assert_eq!(
        (published.when.to_string().as_str(), published.known),
        ("2025-03-12", crate::model::HowKnown::Address)
    );
}
