//! The codebook in the window: searched, changed, merged, split, deleted, written and taken over.

use super::desk::*;
use super::with_visit;
use crate::model::{Class, Code, CodeId, Pattern};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use rust_decimal::Decimal;

const ALT: Modifiers = Modifiers::ALT;

/// The codebook, with room for the whole form, and one code chosen.
fn with_codebook(code: &str) -> Desk {
    let mut desk = with_visit();
    desk.0.state_mut().settings.panels.lower_height = 640.0;
    desk.chord(ALT, Key::D);
    desk.fill_in("Search the codebook", code);
    desk.click(&format!("Code: {code}"));
    desk
}

fn row(desk: &Desk, name: &str) -> Code {
    Code::clone(desk.project().codes().get(desk.code(name)).expect("a code"))
}

#[test]
fn a_code_is_found_while_typing_and_each_field_is_one_undo() {
    let mut desk = with_codebook("Visit");
    assert!(!desk.shows("Code: Talks") && desk.shows("Code: Contact"), "what stands above is kept");
    assert_eq!(desk.value("Name of the code"), "Visit");
    let before = desk.project().clone();
    desk.fill_in("Name of the code", "Journey");
    desk.key(Key::Enter);
    desk.fill_in("Definition", "Somebody travels.");
    desk.chord(CTRL, Key::Enter);
    for look in ["Vermilion", "Dotted"] {
        let pos = desk.0.get_by_label(look).rect().center();
        desk.click_at(pos);
    }
    let code = row(&desk, "Journey");
    assert_eq!((&*code.definition, code.pattern), ("Somebody travels.", Pattern::Dots));
    assert_eq!(code.colour.to_string(), "#D55E00");
    for _ in 0..4 {
        desk.chord(CTRL, Key::Z);
    }
    assert!(desk.project() == &before);
}

#[test]
fn what_is_no_weight_is_said_and_not_stored() {
    let mut desk = with_codebook("Visit");
    desk.fill_in("Cooperation weight", "12");
    assert!(desk.shows("A weight lies between −10 and 10; 12 does not"));
    desk.key(Key::Enter);
    assert_eq!(row(&desk, "Visit").weight, Some(Decimal::from(4)));
    assert!(desk.notice().contains("stays as it was"), "{}", desk.notice());
    desk.fill_in("Cooperation weight", "−2,5");
    desk.key(Key::Enter);
    assert_eq!(row(&desk, "Visit").weight, Some(Decimal::new(-25, 1)));
    assert_eq!(row(&desk, "Visit").class, Some(Class::VerbalCooperation));
}

#[test]
fn a_key_is_pressed_and_one_that_is_taken_says_who_has_it() {
    let mut desk = with_codebook("Visit");
    desk.click("Key of the code: V");
    desk.letter('s');
    assert!(desk.notice().contains("S is taken: it tags with “Statement”"), "{}", desk.notice());
    desk.letter('e');
    assert!(desk.notice().contains("E is taken"), "{}", desk.notice());
    desk.letter('q');
    assert_eq!((row(&desk, "Visit").key, desk.marks().len()), (Some('q'), 1));
    desk.click("Key of the code: Q");
    desk.key(Key::Backspace);
    assert_eq!(row(&desk, "Visit").key, None);
}

#[test]
fn a_number_of_uses_opens_the_sentences_behind_it() {
    let mut desk = with_codebook("Visit");
    desk.click("2 uses of Visit");
    desk.wait();
    assert!(desk.shows("Visit: 1 event, 1 mark"));
    assert_eq!(desk.sentences(), [super::QUOTE]);
}

#[test]
fn the_keyboard_moves_renames_and_deletes_a_code() {
    let mut desk = with_codebook("Visit");
    let (visit, contact) = (desk.code("Visit"), desk.code("Contact"));
    let order = |desk: &Desk| {
        crate::query::codebook::children(desk.project(), crate::model::CodeKind::EventType, Some(contact))
    };
    assert_eq!(order(&desk)[0], visit);
    desk.button("Code: Visit").focus();
    desk.settle();
    desk.chord(ALT, Key::ArrowDown);
    assert_eq!(order(&desk)[1], visit);
    desk.chord(ALT, Key::ArrowUp);
    assert_eq!(order(&desk)[0], visit);
    desk.key(Key::F2);
    assert!(desk.field("Name of the code").is_focused());
    desk.button("Code: Visit").focus();
    desk.settle();
    desk.key(Key::Delete);
    assert!(desk.shows("Where do its uses go? (1 event, 1 mark)"));
    desk.write("talks");
    assert!(desk.shows("Fits: "), "the list says what the code means");
    desk.key(Key::Enter);
    assert_eq!(desk.event().1.kind, Some(desk.code("Talks")));
    assert!(desk.project().codes().get(visit).is_none());
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.event().1.kind, Some(visit));
}

#[test]
fn codes_are_merged_and_split_with_their_uses() {
    let mut desk = with_codebook("Visit");
    let visit = desk.code("Visit");
    let before = desk.project().clone();
    desk.click("Split…");
    desk.wait();
    desk.fill_in("Name of the new code", "State visit");
    let tick = desk.0.get_by_label_contains("Event: ").rect().center();
    desk.click_at(tick);
    desk.click("Split off 1 use");
    let state = desk.code("State visit");
    assert_eq!((desk.event().1.kind, desk.marks()[0].1.code), (Some(state), Some(state)));
    desk.fill_in("Search the codebook", "State visit");
    desk.click("Code: State visit");
    desk.click("Merge…");
    desk.write("visit");
    desk.key(Key::Enter);
    assert_eq!(desk.event().1.kind, Some(visit));
    assert_eq!(desk.value("Name of the code"), "Visit", "what stays is shown");
    desk.chord(CTRL, Key::Z);
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before, "two undos");
}

#[test]
fn a_new_code_is_named_at_once_and_roles_are_given() {
    let mut desk = with_codebook("Visit");
    desk.click("New code below");
    assert!(desk.field("Name of the code").is_focused());
    desk.chord(CTRL, Key::A);
    desk.write("Farewell visit");
    desk.key(Key::Enter);
    let new = desk.code("Farewell visit");
    assert_eq!(row(&desk, "Farewell visit").parent, Some(desk.code("Visit")));
    desk.click("Add a role…");
    desk.write("host");
    desk.key(Key::Enter);
    desk.click("Another kind for the role host");
    desk.write("state");
    desk.key(Key::Enter);
    desk.fill_in("At least: host", "2");
    desk.key(Key::Enter);
    desk.fill_in("At most: host", "1");
    desk.key(Key::Enter);
    assert!(desk.notice().contains("cannot be fewer"), "{}", desk.notice());
    desk.fill_in("One more reference", "CAMEO 042");
    desk.key(Key::Enter);
    let code = desk.project().codes().get(new).expect("a code");
    let [rule] = code.roles.as_slice() else { panic!("{:?}", code.roles) };
    let kinds: &[CodeId] = &[desk.code("State")];
    assert_eq!((rule.role, &*rule.kinds, rule.at_least, rule.at_most), (desk.code("Host"), kinds, 2, None));
    assert_eq!(code.external[0].value, "042");
}

#[test]
fn a_passage_becomes_an_example_of_its_code() {
    let mut desk = with_visit();
    let before = row(&desk, "Visit").good_example;
    let pos = desk.words("minister travelled").center();
    desk.click_at(pos);
    desk.chord(Modifiers::SHIFT, Key::F10);
    desk.click("Bad example of Visit");
    assert_eq!(row(&desk, "Visit").bad_example, super::QUOTE);
    desk.chord(CTRL, Key::Z);
    desk.drag_over("No paper", "signed");
    desk.0.state_mut().settings.panels.lower_height = 560.0;
    desk.chord(ALT, Key::D);
    desk.fill_in("Search the codebook", "Visit");
    desk.click("Code: Visit");
    desk.click("Use the selected words as good example");
    assert_eq!(row(&desk, "Visit").good_example, "No paper was signed");
    assert_ne!(before, "No paper was signed");
}

#[test]
fn a_definition_is_said_where_a_code_is_used() {
    let mut desk = with_visit();
    desk.button("Talks").focus();
    desk.settle();
    let talks = row(&desk, "Talks");
    assert!(desk.shows(&talks.definition) && desk.shows(&format!("Fits: {}", talks.good_example)));
    assert!(desk.shows(&format!("Does not fit: {}", talks.bad_example)));
}

#[test]
fn a_codebook_is_written_and_taken_over() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("book.ron");
    let mut desk = with_visit();
    desk.palette("Export the codebook");
    desk.write(&path.display().to_string());
    desk.key(Key::Enter);
    let file = std::fs::read_to_string(&path).expect("a file");
    let changed = file.replacen("name: \"Visit\"", "name: \"Journey\"", 1);
    std::fs::write(&path, changed).expect("written");
    let before = desk.project().clone();
    desk.palette("Take over a codebook");
    desk.write(&path.display().to_string());
    desk.key(Key::Enter);
    for _ in 0..500 {
        if desk.notice().contains("changed") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
        desk.settle();
    }
    assert_eq!(desk.notice(), "0 codes added, 1 changed");
    assert!(desk.project().codes().iter().any(|(_, code)| code.name == "Journey"));
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before, "one undo");
}

#[test]
fn statuses_are_explained_and_not_changed() {
    let mut desk = with_visit();
    desk.chord(ALT, Key::D);
    desk.fill_in("Search the codebook", "hoped");
    desk.click("Status: hoped for");
    assert!(desk.shows("Somebody hopes for it") && desk.shows("They cannot be changed"));
}
