//! The form of an event and the grid of its sources, as an analyst works them.

use super::desk::*;
use super::{QUOTE, with_visit};
use crate::base::stamp::Stamp;
use crate::model::{
    Bound, Event as Happening, EventId, Field, MarkId, Name, Office, Place, Proves, RelationKind, Source, StatedWhen,
    Status, Who,
};
use crate::ops::entity::EntityChange;
use crate::ops::event::EventChange;
use crate::session::Command;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

const COUNTED: Article = (
    "Arrests in the port",
    "Strait Echo",
    "2025-03-12",
    "Arrests in the port\n\nOfficers arrested more than 20 suspects and seized EUR 1.4 million. Twelve guards helped.",
);

/// The window with one event whose sentence holds figures; what texts propose is shown.
fn counted() -> Desk {
    let mut workbench = in_memory(&[COUNTED]);
    workbench.settings.suggestions = true;
    let mut desk = Desk::new(workbench);
    desk.open(&COUNTED);
    desk.tag("Officers", "suspects", 'v');
    desk.wait();
    desk
}

fn perform(desk: &mut Desk, command: &Command) {
    desk.0.state_mut().session.perform(command, Stamp::default()).expect("a change");
    desk.settle();
}

fn change(desk: &mut Desk, event: EventId, changes: Vec<EventChange>) {
    perform(desk, &Command::ChangeEvent { event, changes });
}

/// Gives the keyboard to a field without scrolling anything.
fn enter(desk: &mut Desk, field: &str, text: &str) {
    desk.field(field).focus();
    desk.settle();
    desk.chord(CTRL, Key::A);
    desk.write(text);
    desk.key(Key::Enter);
}

/// Presses a button through the accessibility tree, wherever it lies.
fn press(desk: &mut Desk, name: &str) {
    desk.0
        .get_by(|node| node.label().is_some_and(|label| label == name) && node.role() != Role::Label)
        .click_accesskit();
    desk.settle();
}

/// Chooses from a list that opens.
fn choose(desk: &mut Desk, list: &str, entry: &str) {
    desk.0.get_by_role_and_label(Role::ComboBox, list).click_accesskit();
    desk.settle();
    let entries = desk.0.query_all_by(|node| node.label().is_some_and(|label| label == entry));
    entries.last().expect("an entry").click_accesskit();
    desk.settle();
    // A click of the pointer closes the list; one through the accessibility tree is none.
    egui::Popup::close_all(&desk.0.ctx);
    desk.settle();
}

/// The name of what has the keyboard.
#[expect(clippy::redundant_closure_for_method_calls, reason = "the method is not general enough for every node")]
fn focused(desk: &Desk) -> String {
    let focused = desk.0.query_all_by(|node| node.is_focused()).next();
    focused.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn only_mark(desk: &Desk) -> MarkId {
    desk.marks()[0].0
}

#[test]
fn numbers_of_the_sentence_are_offered_and_keep_their_mark() {
    let mut desk = counted();
    press(&mut desk, "Accept “more than 20 suspects” as more than 20 suspects");
    let (_, event) = desk.event();
    let [figure] = event.figures.as_slice() else { panic!("{:?}", event.figures) };
    assert_eq!((figure.value.to_string().as_str(), figure.unit.as_str()), ("20", "suspects"));
    assert_eq!((figure.bound, figure.source), (Bound::MoreThan, Source::Mark(only_mark(&desk))));
    assert!(!desk.shows("Accept “more than 20 suspects”"), "it is taken");
    assert!(desk.shows("Accept “EUR 1.4 million”"));
    desk.chord(CTRL, Key::Z);
    assert!(desk.event().1.figures.is_empty(), "one undo");
}

#[test]
fn a_figure_is_typed_as_it_is_said_and_corrected_part_by_part() {
    let mut desk = counted();
    enter(&mut desk, "Add a figure", "at least 1.4 bn euros");
    enter(&mut desk, "What it counts", "frozen");
    enter(&mut desk, "Value", "2 bn");
    choose(&mut desk, "How exact: more than", "about");
    let (_, event) = desk.event();
    let [figure] = event.figures.as_slice() else { panic!("{:?}", event.figures) };
    let told = (figure.value.to_string(), figure.currency.as_str(), figure.what.as_str(), figure.bound);
    assert_eq!(told, ("2000000000".to_owned(), "EUR", "frozen", Bound::About));
    enter(&mut desk, "Add a figure", "many");
    assert!(desk.shows("There is no number in “many”"));
    assert_eq!(desk.event().1.figures.len(), 1);
}

#[test]
fn unnamed_groups_are_counted_from_their_words() {
    let mut desk = with_visit();
    press(&mut desk, "Add a participant");
    desk.write("two suspects");
    assert!(desk.shows("Unnamed group: two suspects (2)"));
    desk.key(Key::Enter);
    let who = |desk: &Desk| desk.event().1.participants[0].who.clone();
    assert_eq!(who(&desk), Who::Unnamed { text: "two suspects".into(), count: Some(2) });
    assert_eq!(desk.event().1.participants[0].source, Source::Mark(only_mark(&desk)), "the mark that is selected");
    enter(&mut desk, "Unnamed group", "a dozen suspects");
    assert_eq!(who(&desk), Who::Unnamed { text: "a dozen suspects".into(), count: Some(12) });
    enter(&mut desk, "How many", "14");
    enter(&mut desk, "Unnamed group", "some suspects");
    assert_eq!(who(&desk), Who::Unnamed { text: "some suspects".into(), count: Some(14) }, "what was typed stays");
}

#[test]
fn the_office_of_that_date_is_proposed() {
    let mut desk = with_visit();
    let (event, _) = desk.event();
    let office =
        |title: &str, when: &str| Office { title: title.into(), when: when.parse().ok(), ..Office::default() };
    let offices = vec![office("interior minister", "2024"), office("justice minister", "2025/..")];
    perform(
        &mut desk,
        &Command::AddEntity {
            changes: vec![EntityChange::Names(vec![Name::plain("Vasseur")]), EntityChange::Offices(offices)],
        },
    );
    press(&mut desk, "Add a participant");
    desk.write("vass");
    desk.key(Key::Enter);
    assert!(!desk.shows("Office: interior minister"), "without a date nobody knows which");
    enter(&mut desk, "When", "10 March 2025");
    assert!(!desk.shows("Office: interior minister"));
    press(&mut desk, "Office: justice minister");
    let row = desk.project().events().get(event).expect("the event");
    assert_eq!(row.participants[0].office, "justice minister");
}

#[test]
fn several_stated_dates_stand_and_one_is_taken_with_its_source() {
    let mut desk = with_visit();
    enter(&mut desk, "Another date as a source states it", "Monday");
    enter(&mut desk, "Another date as a source states it", "some time ago");
    enter(&mut desk, "Another date as a source states it", "7 March 2025");
    let mark = only_mark(&desk);
    let stated = desk.event().1.stated;
    let told: Vec<_> =
        stated.iter().map(|one| (one.text.as_str(), one.when.as_ref().map(ToString::to_string))).collect();
    assert_eq!(
        told,
        [("Monday", Some("2025-03-10".into())), ("some time ago", None), ("7 March 2025", Some("2025-03-07".into()))]
    );
    assert!(stated.iter().all(|one| one.source == Source::Mark(mark)));
    assert!(desk.shows("The sources do not agree on the day"));
    let take = desk.0.query_all_by(|node| node.label().as_deref() == Some("Take it as the assessed date"));
    take.last().expect("a button").click_accesskit();
    desk.settle();
    enter(&mut desk, "Why this date", "the ministry said so");
    let assessed = desk.event().1.assessed.expect("a date");
    assert_eq!(
        (assessed.when.to_string().as_str(), assessed.reason.as_str()),
        ("2025-03-07", "the ministry said so")
    );
    assert_eq!(assessed.source, Source::Mark(mark));
    enter(&mut desk, "What “some time ago” comes to", "2025");
    assert_eq!(desk.event().1.stated[1].when.as_ref().map(ToString::to_string).as_deref(), Some("2025"));
}

#[test]
fn a_place_has_an_entity_and_words() {
    let mut desk = with_visit();
    enter(&mut desk, "Place in words", "headquarters of the ministry");
    let mark = only_mark(&desk);
    let place = Place { entity: None, text: "headquarters of the ministry".into(), source: Source::Mark(mark) };
    assert_eq!(desk.event().1.places, [place]);
    perform(&mut desk, &Command::AddEntity { changes: vec![EntityChange::Names(vec![Name::plain("Rabat")])] });
    press(&mut desk, "Place…");
    desk.write("rabat");
    desk.key(Key::Enter);
    let place = desk.event().1.places.pop().expect("a place");
    assert_eq!((place.text.as_str(), place.entity.is_some()), ("headquarters of the ministry", true));
}

#[test]
fn a_badge_says_who_says_so_and_another_can_be_chosen_by_keyboard() {
    let mut desk = with_visit();
    let mark = only_mark(&desk);
    enter(&mut desk, "When", "10 March 2025");
    assert!(desk.shows("Source of the date: Harbour Post"));
    assert_eq!(desk.event().1.assessed.expect("a date").source, Source::Mark(mark));
    desk.field("When").focus();
    desk.settle();
    desk.key(Key::F4);
    assert!(desk.shows("Who says so?"));
    desk.write("analyst");
    desk.key(Key::Enter);
    assert!(desk.shows("Source of the date: analyst"));
    assert_eq!(desk.event().1.assessed.expect("a date").source, Source::Analyst);
    desk.field("When").focus();
    desk.settle();
    desk.key(Key::F4);
    desk.write("harbour");
    desk.key(Key::Enter);
    assert_eq!(desk.event().1.assessed.expect("a date").source, Source::Mark(mark));
    // A click goes to the sentence, and the form stays.
    let (event, _) = desk.event();
    desk.open(&SECOND);
    desk.0.state_mut().session.selection.show(event);
    desk.settle();
    desk.click("Source of the date: Harbour Post");
    assert_eq!(desk.session().selection.document, Some(desk.document(&FIRST)));
    assert_eq!(desk.session().selection.record, Some(event.into()));
}

#[test]
fn a_field_that_the_sources_leave_open_is_not_one_that_is_not_filled_in() {
    let mut desk = with_visit();
    press(&mut desk, "The sources leave the place open");
    assert!(desk.event().1.unspecified.contains(&Field::Place));
    enter(&mut desk, "Place in words", "Rabat");
    assert!(desk.event().1.unspecified.is_empty(), "it is filled in");
    desk.button("Add an area").focus();
    desk.settle();
    desk.key(Key::F4);
    assert!(desk.event().1.unspecified.contains(&Field::Areas), "by keyboard");
}

#[test]
fn a_status_that_changes_can_stay_as_what_a_source_said() {
    let mut desk = with_visit();
    choose(&mut desk, "Status", "hoped for");
    assert!(!desk.shows("Keep “happened”"), "nobody said so");
    let mark = only_mark(&desk);
    assert_eq!(desk.event().1.sources.get(&Field::Status), Some(&Source::Mark(mark)));
    choose(&mut desk, "Status", "happened");
    press(&mut desk, "Keep “hoped for” in the history");
    let (_, event) = desk.event();
    let [step] = event.status_history.as_slice() else { panic!("{:?}", event.status_history) };
    assert_eq!((step.status, step.source), (Status::HopedFor, Source::Mark(mark)));
    assert_eq!(step.when.as_ref().map(ToString::to_string).as_deref(), Some("2025-03-11"), "the article's day");
    press(&mut desk, "Status by source 1, closed");
    choose(&mut desk, "Add what another source said", "denied");
    enter(&mut desk, "When status 2 was said", "12 March 2025");
    let steps = desk.event().1.status_history;
    assert_eq!(
        (steps[1].status, steps[1].when.as_ref().map(ToString::to_string).as_deref()),
        (Status::Denied, Some("2025-03-12"))
    );
    let remove = desk.0.query_all_by(|node| node.label().as_deref() == Some("Remove this status"));
    remove.last().expect("a button").click_accesskit();
    desk.settle();
    assert_eq!(desk.event().1.status_history.len(), 1);
}

#[test]
fn likelihood_grade_and_handling_stand_apart_from_certainty() {
    let mut desk = with_visit();
    press(&mut desk, "Likelihood, grade, handling, closed");
    choose(&mut desk, "Likelihood", "very likely");
    choose(&mut desk, "Reliability of the source", "B  usually reliable");
    assert_eq!(desk.event().1.grade.map(|grade| grade.to_string()).as_deref(), Some("B6"));
    choose(&mut desk, "Credibility of the information", "1  confirmed by other sources");
    assert!(desk.shows("one origin reports it"), "a warning");
    choose(&mut desk, "Handling", "TLP:AMBER+STRICT");
    let (_, event) = desk.event();
    assert_eq!(
        (event.likelihood.as_str(), event.grade.map(|grade| grade.to_string()).as_deref()),
        ("very likely", Some("B1"))
    );
    assert_eq!(event.handling.map(|handling| handling.to_string()).as_deref(), Some("TLP:AMBER+STRICT"));
    enter(&mut desk, "Likelihood in another word", "hardly");
    assert_eq!(desk.event().1.likelihood, "hardly");
    assert!(desk.shows("Likelihood, grade, handling 3, open"));
    choose(&mut desk, "Reliability of the source", "–");
    assert_eq!(desk.event().1.grade, None);
}

#[test]
fn events_are_linked_and_the_link_is_seen_from_both_sides() {
    let mut desk = with_visit();
    let (visit, _) = desk.event();
    let talks = vec![EventChange::Title("Talks in Rabat".into()), EventChange::Kind(Some(desk.code("Talks")))];
    perform(&mut desk, &Command::AddEvent { changes: talks, evidence: vec![] });
    let talks = desk.events().into_iter().find(|(_, event)| event.title == "Talks in Rabat").expect("talks").0;
    desk.0.state_mut().session.selection.show(talks);
    desk.settle();
    press(&mut desk, "Relations, closed");
    press(&mut desk, "Link to another event…");
    assert!(desk.shows("Link to which event?"));
    desk.key(Key::Enter);
    enter(&mut desk, "Why this link", "on the first day");
    choose(&mut desk, "How sure this link is: certain", "probable");
    let row = desk.project().events().get(talks).expect("talks");
    let link = &row.relations[0];
    assert_eq!((link.kind, link.to, link.note.as_str()), (RelationKind::PartOf, visit, "on the first day"));
    desk.0.state_mut().session.selection.show(visit);
    desk.settle();
    assert!(desk.shows("Relations 1, open"), "it stays open");
    assert!(desk.shows("1 part: 1 Talks"));
    assert!(desk.shows("Talks in Rabat"));
}

#[test]
fn a_title_made_from_words_is_replaced_by_that_of_the_sentence() {
    let mut desk = with_visit();
    assert!(!desk.shows("Use: "), "suggestions are switched off");
    desk.0.state_mut().settings.suggestions = true;
    desk.wait();
    press(&mut desk, "Use: The interior minister travelled to Rabat on Monday");
    assert_eq!(desk.event().1.title, "The interior minister travelled to Rabat on Monday");
    assert!(!desk.shows("Use: "));
}

#[test]
fn the_tab_key_goes_from_field_to_field() {
    let mut desk = with_visit();
    desk.field("Title").focus();
    desk.settle();
    let mut seen = Vec::new();
    for _ in 0..12 {
        desk.key(Key::Tab);
        seen.push(focused(&desk));
    }
    let wanted = [
        "When",
        "Another date as a source states it",
        "Place…",
        "Place in words",
        "Add an area",
        "Add a participant",
        "Add a figure",
    ];
    let mut rest = seen.iter();
    for name in wanted {
        assert!(rest.any(|seen| seen == name), "{name} after the others: {seen:?}");
    }
}

/// Two articles that disagree about the day of one visit.
fn disputed() -> (Desk, EventId, [MarkId; 2]) {
    let mut desk = with_visit();
    let (event, _) = desk.event();
    desk.open(&SECOND);
    desk.take_sentence("received");
    desk.letter('e');
    desk.key(Key::Enter);
    let mut marks = desk.marks();
    marks.sort_by_key(|(_, mark)| mark.quote != QUOTE);
    let marks = [marks[0].0, marks[1].0];
    let stated = |text: &str, date: &str, mark| {
        EventChange::AddStated(StatedWhen { text: text.into(), when: date.parse().ok(), source: Source::Mark(mark) })
    };
    change(
        &mut desk,
        event,
        vec![stated("Monday", "2025-03-10", marks[0]), stated("Last Monday", "2025-03-03", marks[1])],
    );
    desk.0.state_mut().session.selection.show(event);
    desk.palette("compare the sources");
    desk.wait();
    (desk, event, marks)
}

#[test]
fn a_cell_of_the_grid_is_accepted_with_its_quote_as_source() {
    let (mut desk, event, marks) = disputed();
    assert!(desk.shows("2 documents · 2 origins"));
    assert!(desk.shows("When: 10 March 2025, 1 origin"));
    assert!(desk.shows("Harbour Post: 10 March 2025, accepted, contradicts Coast Courier"));
    assert!(desk.shows("Status: happened, the analyst’s"));
    let before = desk.project().clone();
    press(&mut desk, "Coast Courier: 3 March 2025, contradicts Harbour Post");
    desk.wait();
    let row = desk.project().events().get(event).expect("the event").clone();
    let assessed = row.assessed.clone().expect("a date");
    assert_eq!((assessed.when.to_string().as_str(), assessed.source), ("2025-03-03", Source::Mark(marks[1])));
    assert!(desk.shows("Coast Courier: 3 March 2025, accepted, contradicts Harbour Post"));
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before, "one undo");
}

#[test]
fn the_grid_is_worked_by_the_keyboard() {
    let (mut desk, event, marks) = disputed();
    desk.0.get_by(|node| node.label().is_some_and(|label| label.starts_with("Harbour Post: 10 March"))).focus();
    desk.settle();
    desk.key(Key::ArrowRight);
    assert!(focused(&desk).starts_with("Coast Courier: 3 March 2025"), "{}", focused(&desk));
    desk.key(Key::Space);
    assert_eq!(desk.session().selection.mark, Some(marks[1]));
    assert_eq!(desk.session().selection.record, Some(event.into()), "the grid stays");
    desk.0.get_by(|node| node.label().is_some_and(|label| label.starts_with("Coast Courier: 3 March"))).focus();
    desk.settle();
    desk.key(Key::Enter);
    let row = |desk: &Desk| Happening::clone(desk.project().events().get(event).expect("the event"));
    assert_eq!(row(&desk).assessed.map(|assessed| assessed.source), Some(Source::Mark(marks[1])));
    desk.key(Key::ArrowUp);
    assert!(focused(&desk).contains(": Visit"), "the type above: {}", focused(&desk));
}

#[test]
fn the_grid_says_what_to_do_while_there_is_nothing_in_it() {
    let mut desk = Desk::usual();
    desk.palette("compare the sources");
    assert!(desk.shows("No event is selected"));
    desk.chord(CTRL, Key::E);
    desk.wait();
    assert!(desk.shows("No article reports this event yet"));
    let (event, _) = desk.event();
    desk.open(&FIRST);
    let document = desk.document(&FIRST);
    perform(
        &mut desk,
        &Command::Tag {
            document,
            at: crate::session::At::Quote { quote: "spoke of a new roadmap".into(), occurrence: 1, then: vec![] },
            code: None,
            evidence: vec![crate::model::Evidence::certain(Proves::Event(event))],
        },
    );
    desk.0.state_mut().session.selection.show(event);
    desk.wait();
    assert!(desk.shows("1 document · 1 origin"));
}
