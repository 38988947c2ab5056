//! The form of an entity: spellings, offices, what it is part of, identifiers, events and mentions.

use super::*;
use crate::base::stamp::Stamp;
use crate::model::{Entity, EntityId, Level};
use crate::session::script::{Names, Script};

const STEPS: &str = r#"[
    (name: "france", do: AddEntity(changes: [Kind("$State"), AddName("France")])),
    (name: "minister", do: TagNew(document: "$Minister visits Rabat", at: Quote(quote: "interior minister"), code: "$Person")),
    (do: Tag(document: "$Two capitals compare notes", at: Quote(quote: "French guest"), code: "$Person",
        evidence: [(of: Entity("$minister"))])),
    (do: AddEvent(changes: [Title("Talks in Rabat"), When((when: "2025-03-10")),
        AddParticipant((role: "$Visitor", who: Entity("$minister"), office: "guest of honour"))])),
    (do: AddEvent(changes: [Title("Award"), AddParticipant((who: Entity("$france")))])),
]"#;

/// A tall window, so that the whole form is in sight, with the minister shown.
fn with_minister() -> Desk {
    let mut workbench = in_memory(&[FIRST, SECOND]);
    let script = Script::parse(STEPS).expect("steps");
    let mut names = Names::default();
    for at in 0..script.len() {
        let (name, command) = script.step(at, &names, workbench.session.project()).expect("a command");
        let outcome = workbench.session.perform(&command, Stamp::default()).expect("done");
        names.note(name, &outcome.made);
    }
    let mut desk = Desk::sized(workbench, egui::vec2(1456.0, 2400.0));
    let minister = entity(&desk, "interior minister").0;
    show(&mut desk, minister);
    desk
}

fn entity(desk: &Desk, name: &str) -> (EntityId, Entity) {
    let mut found = desk.session().index().entities_named(name);
    let id = found.next().expect("an entity");
    (id, desk.project().entities().get(id).map(|row| Entity::clone(row)).expect("its row"))
}

fn minister(desk: &Desk) -> Entity {
    entity(desk, "interior minister").1
}

fn show(desk: &mut Desk, id: EntityId) {
    desk.0.state_mut().session.selection.show(id);
    desk.settle();
}

fn names(entity: &Entity) -> Vec<&str> {
    entity.names.iter().map(|name| name.text.as_str()).collect()
}

#[test]
fn each_spelling_says_who_uses_it_and_leads_there() {
    let mut desk = with_minister();
    assert!(desk.shows("interior minister, 1 mark in 1 document: Harbour Post"));
    assert!(desk.shows("Also marked as") && desk.shows("French guest, 1 mark in 1 document: Coast Courier"));
    let id = entity(&desk, "interior minister").0;
    let pos = desk.button_from("French guest, ").rect().center();
    desk.click_at(pos);
    let selection = desk.session().selection.clone();
    assert_eq!(selection.document, Some(desk.document(&SECOND)));
    assert_eq!(selection.record, Some(RecordId::Entity(id)), "the form stays");

    let revision = desk.session().revision();
    desk.click("Record the spelling French guest");
    assert_eq!(names(&minister(&desk)), ["interior minister", "French guest"]);
    assert!(!desk.shows("Also marked as"));
    desk.click("Change the spelling French guest");
    assert!(desk.field("Spelling").is_focused());
    desk.fill_in("Language of the spelling", "en");
    desk.key(Key::Enter);
    assert!(desk.shows("French guest, en · 1 mark in 1 document"));
    assert!(desk.shows("Coast Courier · 14 March 2025 · 1 mark"));
    desk.click("Show it under this spelling");
    assert_eq!(names(&minister(&desk)), ["French guest", "interior minister"]);
    desk.click("Remove the spelling French guest");
    assert_eq!(names(&minister(&desk)), ["interior minister"]);
    assert!(!desk.shows("Language of the spelling"), "what is gone is not open");
    assert_eq!(desk.session().revision(), revision + 4);
    for _ in 0..4 {
        desk.chord(CTRL, Key::Z);
    }
    assert_eq!(names(&minister(&desk)), ["interior minister"]);
    assert!(desk.shows("Also marked as"));
}

#[test]
fn offices_have_periods_that_are_typed() {
    let mut desk = with_minister();
    desk.fill_in("Another office", "Minister of the Interior");
    desk.key(Key::Enter);
    assert!(desk.field("When the office was held").is_focused(), "on with the period");
    desk.type_in("until 9/2024");
    assert!(desk.shows("../2024-09"), "it says how it understands what is typed");
    desk.key(Key::Enter);
    desk.fill_in("Another office", "Minister of Justice");
    desk.key(Key::Enter);
    desk.type_in("some day");
    desk.key(Key::Enter);
    assert!(desk.shows("not understood as a date"));
    assert_eq!(minister(&desk).offices[1].when, None);
    desk.fill_in("When the office was held", "since December 2024");
    desk.key(Key::Enter);
    assert!(!desk.shows("not understood as a date"));
    desk.click("State or body…");
    assert!(desk.shows("An office of what?"));
    desk.type_in("Fran");
    desk.key(Key::Enter);
    let combo = desk.0.get_by_label("Level of the office").rect().center();
    desk.click_at(combo);
    let level = desk.0.get_by_label("minister").rect().center();
    desk.click_at(level);

    let offices = minister(&desk).offices;
    let periods = offices.iter().map(|office| office.when.as_ref().map(ToString::to_string).unwrap_or_default());
    assert_eq!(periods.collect::<Vec<_>>(), ["../2024-09", "2024-12/.."]);
    assert_eq!((offices[1].of, offices[1].level), (Some(entity(&desk, "France").0), Some(Level::Minister)));
    assert!(desk.shows("Minister of Justice, France · since December 2024 · minister"));
    desk.click("Of no state or body");
    assert_eq!(minister(&desk).offices[1].of, None);
    desk.button("Change the office Minister of the Interior").focus();
    desk.settle();
    desk.key(Key::Enter);
    assert!(desk.field("Title of the office").is_focused(), "by keyboard, too");
    desk.click("Remove the office Minister of the Interior");
    assert_eq!(minister(&desk).offices.len(), 1);
    desk.chord(CTRL, Key::Z);
    assert_eq!(minister(&desk).offices.len(), 2);
}

#[test]
fn a_state_is_looked_at_with_its_parts() {
    let mut desk = with_minister();
    desk.click("Add what it is part of");
    desk.type_in("Fran");
    desk.key(Key::Enter);
    let (france, _) = entity(&desk, "France");
    assert_eq!(minister(&desk).part_of[0].entity, france);
    desk.click("Change the part in France");
    assert!(desk.field("When it was part").is_focused());
    desk.type_in("2025");
    desk.key(Key::Enter);
    assert!(desk.shows("France, 2025"));
    assert!(!desk.shows("With its parts"), "it has none");

    let pos = desk.button("France, 2025").rect().center();
    desk.click_at(pos);
    assert_eq!(desk.session().selection.record, Some(RecordId::Entity(france)));
    assert!(desk.shows("Award, no date") && !desk.shows("Talks in Rabat, 10 Mar 2025"));
    desk.click("With its parts");
    assert!(desk.shows("Talks in Rabat, 10 Mar 2025 · interior minister: Visitor, guest of honour"));
    assert!(desk.shows("Award, no date"));
    desk.click("Apart");
    assert!(!desk.shows("Talks in Rabat, 10 Mar 2025"));

    desk.click("Add what it is part of");
    desk.write("interior minister");
    assert!(desk.shows("New entity “interior minister”"), "its own part is not offered");
    desk.chord(CTRL, Key::A);
    desk.write("European Union");
    desk.key(Key::Enter);
    let union = entity(&desk, "European Union").0;
    assert_eq!(entity(&desk, "France").1.part_of[0].entity, union);
    desk.chord(CTRL, Key::Z);
    assert!(desk.session().index().entities_named("European Union").next().is_none(), "one step back takes both");
    desk.click("interior minister");
    assert_eq!(names(&minister(&desk)), ["interior minister"]);
    assert!(desk.shows("Talks in Rabat, 10 Mar 2025 · Visitor, guest of honour"));
}

#[test]
fn an_identifier_that_cannot_be_one_stays_in_its_field() {
    let mut desk = with_minister();
    let revision = desk.session().revision();
    desk.fill_in("Another identifier", "Q0");
    desk.key(Key::Enter);
    assert!(desk.shows("“Q0” is no identifier of wikidata") && desk.shows("such as Q142"));
    assert_eq!((desk.value("Another identifier").as_str(), desk.session().revision()), ("Q0", revision));
    desk.fill_in("Another identifier", "https://www.wikidata.org/wiki/q42");
    assert!(desk.shows("= wikidata Q42"));
    desk.key(Key::Enter);
    assert_eq!(desk.value("Another identifier"), "");
    desk.fill_in("Another identifier", "0000 0001 2103 2683");
    desk.key(Key::Enter);
    assert_eq!(minister(&desk).external.len(), 1, "that is none of Wikidata");
    desk.fill_in("System of the identifier", "ISNI");
    desk.key(Key::Enter);
    let external = minister(&desk).external;
    let kept: Vec<_> = external.iter().map(|id| (id.scheme.as_str(), id.value.as_str())).collect();
    assert_eq!(kept, [("wikidata", "Q42"), ("isni", "0000000121032683")]);
    desk.click("Remove isni 0000000121032683");
    assert_eq!(minister(&desk).external.len(), 1);
}

#[test]
fn mentions_show_what_stands_around_the_name() {
    let mut desk = with_minister();
    assert!(desk.shows("The interior minister travelled to Rabat on Monday."));
    assert!(desk.shows("Last Monday a French guest was received"));
    let pos = desk.button("Evidence: French guest").rect().center();
    desk.click_at(pos);
    assert_eq!(desk.session().selection.document, Some(desk.document(&SECOND)));
}

#[test]
fn an_entity_of_which_nothing_is_known_says_what_to_do() {
    let mut desk = with_minister();
    desk.palette("new entity");
    assert!(desk.shows("in no mark") && desk.shows("No event yet.") && desk.shows("No mark names it yet."));
}
