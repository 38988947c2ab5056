//! “Same event?”, merging, taking apart and splitting, by pointer and by keyboard.

use super::desk::*;
use super::{QUOTE, VISIT, with_visit};
use crate::model::{EventId, RecordId, RelationKind};
use egui::Key;
use egui_kittest::kittest::Queryable;

/// Both articles tell of the visit; each was tagged as an event of its own and dated. The second one is shown.
fn twice() -> Desk {
    let mut desk = with_visit();
    date(&mut desk, "10 March 2025");
    desk.open(&SECOND);
    desk.take_sentence("received");
    desk.letter('v');
    assert!(!desk.shows("Same event? "), "of an event without a date there is little to say");
    date(&mut desk, "10 March 2025");
    desk
}

fn date(desk: &mut Desk, day: &str) {
    desk.fill_in("When", day);
    desk.key(Key::Enter);
    desk.let_go();
    desk.wait();
}

/// Presses a button that may lie below what is seen of the form.
fn press(desk: &mut Desk, name: &str) {
    desk.button_from(name).focus();
    desk.settle();
    desk.key(Key::Enter);
}

/// The event of the first article and that of the second.
fn both(desk: &Desk) -> [EventId; 2] {
    let of = |article| {
        let document = desk.document(article);
        let mark = desk.marks().into_iter().find(|(_, mark)| mark.document == document).expect("a mark");
        mark.1.events().next().expect("an event")
    };
    [of(&FIRST), of(&SECOND)]
}

fn shown(desk: &Desk) -> Option<RecordId> {
    desk.session().selection.record
}

#[test]
fn a_dated_event_asks_and_same_makes_one_of_two() {
    let mut desk = twice();
    let [first, second] = both(&desk);
    assert_eq!(shown(&desk), Some(second.into()));
    let before = desk.project().clone();
    assert!(desk.shows("10 March 2025: same type, same day"), "the card says why");
    desk.click("Same");
    assert_eq!(desk.events().len(), 1);
    assert_eq!(shown(&desk), Some(first.into()), "the one that was made first stays, and is shown");
    assert!(desk.notice().starts_with("Merge “"), "{}", desk.notice());
    assert!(desk.shows("2 documents"));
    assert!(!desk.shows("Same event? "));
    desk.chord(CTRL, Key::Z);
    assert!(desk.project() == &before, "one undo");
}

#[test]
fn by_keyboard_two_are_told_apart_for_good() {
    let mut desk = twice();
    let [first, second] = both(&desk);
    desk.button_from("Same event? ").focus();
    desk.settle();
    desk.letter('d');
    let not_same = |desk: &Desk, id| desk.project().events().get(id).expect("an event").not_same.clone();
    assert_eq!((not_same(&desk, first), not_same(&desk, second)), ([second].into(), [first].into()));
    assert!(desk.notice().contains("apart"), "{}", desk.notice());
    desk.wait();
    assert!(!desk.shows("Same event? "));
    assert_eq!(desk.events().len(), 2, "and D tagged nothing");
    // A merge by hand asks once more, and Enter alone does not do it.
    for (words, left) in [("", 2), ("all the same", 1)] {
        desk.palette("Merge event with");
        desk.key(Key::Enter);
        assert!(desk.shows("were said not to be the same"));
        desk.write(words);
        desk.key(Key::Enter);
        assert_eq!(desk.events().len(), left);
    }
}

#[test]
fn enter_shows_the_other_and_p_makes_a_part() {
    let mut desk = twice();
    let [first, second] = both(&desk);
    desk.button_from("Same event? ").focus();
    desk.settle();
    desk.key(Key::Enter);
    assert_eq!(shown(&desk), Some(first.into()));
    desk.wait();
    desk.button_from("Same event? ").focus();
    desk.settle();
    desk.letter('p');
    let relations = &desk.project().events().get(first).expect("an event").relations;
    assert_eq!((relations[0].kind, relations[0].to), (RelationKind::PartOf, second));
    desk.wait();
    assert!(!desk.shows("Same event? "));
}

#[test]
fn later_waits_until_one_of_the_two_changes() {
    let mut desk = twice();
    let before = desk.project().clone();
    desk.click("Later");
    desk.let_go();
    assert!(!desk.shows("Same event? "));
    assert!(desk.project() == &before, "nothing is written down");
    date(&mut desk, "11 March 2025");
    assert!(desk.shows("≠ 11 March 2025, the other 10 March 2025"), "the day before is close enough to ask");
}

#[test]
fn what_was_merged_is_taken_apart_again() {
    let mut desk = twice();
    let [first, second] = both(&desk);
    let marks = |desk: &Desk, id| desk.session().index().marks_of_event(id).collect::<Vec<_>>();
    let (ours, theirs) = (marks(&desk, first), marks(&desk, second));
    desk.click("Same");
    desk.let_go();
    press(&mut desk, "Take apart: ");
    assert_eq!((marks(&desk, first), marks(&desk, second)), (ours, theirs));
    assert_eq!(shown(&desk), Some(second.into()));
    assert!(desk.notice().starts_with("Take “"), "{}", desk.notice());
}

#[test]
fn sentences_are_ticked_and_split_off() {
    let mut desk = twice();
    let [first, _] = both(&desk);
    desk.click("Same");
    desk.let_go();
    press(&mut desk, "Split off…");
    desk.0.get_by_label(&format!("Split off: {QUOTE}")).focus();
    desk.settle();
    desk.key(Key::Space);
    press(&mut desk, "Split 1 off as an event");
    assert_eq!(desk.events().len(), 2);
    let (new, row) = desk.events().into_iter().find(|(id, _)| *id != first).expect("a new event");
    assert!(row.title.to_lowercase().starts_with(VISIT.0), "{}", row.title);
    assert_eq!(desk.session().index().evidence_count(new), 1);
    assert!(row.not_same.contains(&first));
}

#[test]
fn entities_are_merged_from_the_form() {
    let mut desk = with_visit();
    for name in ["Lerouge", "M. Lerouge"] {
        desk.palette("New entity");
        desk.fill_in("Name", name);
        desk.key(Key::Enter);
    }
    desk.palette("Merge entity with");
    desk.write("Lerouge");
    desk.key(Key::Enter);
    let entities: Vec<usize> = desk.project().entities().iter().map(|(_, row)| row.names.len()).collect();
    assert_eq!(entities, [2], "{}", desk.notice());
    press(&mut desk, "Take apart: Lerouge");
    assert_eq!(desk.project().entities().len(), 2);
}
