//! Two people in one project: compared, and their disagreements settled by keys; and a project compared with another file.

use super::*;
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::store::OpenOptions;
use crate::model::{Assessed, RecordId};
use crate::ops::event::EventChange;
use crate::ops::mark::MarkChange;
use crate::session::{At, Command};
use crate::ui::view::Wish;

/// AL and BN have marked the first article: once the same, once with other codes, and one each by themselves.
fn coded() -> Desk {
    let mut workbench = in_memory(&[FIRST]);
    let document = workbench.session.project().documents().ids().next().expect("an article");
    let code = |workbench: &super::super::Workbench, name: &str| {
        let codes = workbench.session.project().codes();
        codes.iter().find(|(_, code)| code.name == name).map(|(id, _)| id).expect("a code")
    };
    for (by, marks) in [
        (
            "AL",
            [("minister travelled", "Visit"), ("met his colleague", "Talks"), ("a new roadmap", "Talks")].as_slice(),
        ),
        ("BN", &[("minister travelled", "Visit"), ("met his colleague", "Visit")]),
    ] {
        workbench.session.set_coder(by);
        for (words, name) in marks {
            let start = FIRST.3.find(words).expect("words");
            let code = code(&workbench, name);
            let at = At::Chars(vec![(start, start + words.len())]);
            let command = Command::TagNew { document, at, code };
            workbench.session.perform(&command, Stamp::default()).expect("a mark");
        }
    }
    workbench.session.set_coder("AL");
    let mut desk = Desk::new(workbench);
    desk.palette("Compare the coding of two people");
    desk.wait();
    desk
}

#[test]
fn figures_and_disagreements_of_two_people_are_shown() {
    let desk = coded();
    assert!(desk.workbench().lower.tab == Tab::Agreement);
    assert!(desk.shows("First coder: AL") && desk.shows("Second coder: BN"));
    // 2 · 1 / (3 + 2)
    assert!(desk.shows("F1, same place 0.400"), "one of three and two");
    assert!(desk.shows("percent of codes 0.500"));
    assert!(desk.shows("other code: ") && desk.shows("not marked by all: "));
}

#[test]
fn a_figure_opens_the_disagreements_behind_it() {
    let mut desk = coded();
    desk.click("percent of codes 0.500");
    assert!(desk.shows("other code: ") && !desk.shows("not marked by all: "));
    desk.click("Only: other code – show all");
    assert!(desk.shows("not marked by all: "));
}

#[test]
fn disagreements_are_settled_by_keys_and_taken_back_by_undo() {
    let mut desk = coded();
    assert_eq!(desk.marks().len(), 5);
    desk.button_from("other code: ").focus();
    desk.settle();
    desk.key(Key::Num2);
    desk.wait();
    assert_eq!(desk.marks().len(), 4, "that of AL is gone");
    assert!(!desk.shows("other code: "));
    desk.key(Key::Num3);
    desk.wait();
    assert_eq!(desk.marks().len(), 4, "the next one is kept");
    assert!(!desk.shows("not marked by all: "), "and settled");
    let left: Vec<_> = desk.project().rulings().iter().map(|(_, row)| row.about.records().len()).collect();
    assert_eq!(left, [1, 1], "that both may stay is in the project, so that they are not asked for again");
    desk.click("2 may stay");
    desk.wait();
    assert!(desk.shows("not marked by all: "), "and can be looked at");
    desk.click("2 may stay: listed");
    desk.wait();
    assert!(!desk.shows("not marked by all: "));
    desk.chord(CTRL, Key::Z);
    desk.wait();
    assert!(desk.shows("not marked by all: "), "undo takes that back");
    desk.chord(CTRL, Key::Z);
    desk.wait();
    assert_eq!(desk.marks().len(), 5);
    assert!(desk.shows("other code: "));
}

/// AL and BN have entered one event with another type and date, and BN another one alone.
fn events() -> Desk {
    let mut workbench = in_memory(&[FIRST]);
    let document = workbench.session.project().documents().ids().next().expect("an article");
    for (by, events) in [
        ("AL", [("minister travelled", "Visit", "2025-03-10")].as_slice()),
        ("BN", &[("minister travelled", "Talks", "2025-03-11"), ("a new roadmap", "Talks", "2025-03-11")]),
    ] {
        workbench.session.set_coder(by);
        for (words, name, date) in events {
            let codes = workbench.session.project().codes();
            let code = codes.iter().find(|(_, code)| code.name == *name).expect("a code").0;
            let at = At::Quote { quote: (*words).to_owned(), occurrence: 1, then: Vec::new() };
            let tag = Command::TagNew { document, at, code };
            let made = workbench.session.perform(&tag, Stamp::default()).expect("a mark").made;
            let Some(RecordId::Event(event)) = made.first().copied() else { panic!("an event") };
            let when = Assessed::plain(date.parse().expect("a date"));
            let changes = vec![EventChange::Title(format!("{by} {words}")), EventChange::When(Some(when))];
            workbench.session.perform(&Command::ChangeEvent { event, changes }, Stamp::default()).expect("a date");
        }
    }
    workbench.session.set_coder("AL");
    let mut desk = Desk::new(workbench);
    desk.palette("Compare the coding of two people");
    desk.wait();
    desk
}

/// Titles, types and dates of all events, sorted.
fn listed(desk: &Desk) -> Vec<String> {
    let project = desk.session().project();
    let of = |event: &crate::model::Event| {
        format!("{}: {}", event.title, crate::query::reliability::type_and_date(project, event))
    };
    let mut all: Vec<String> = project.events().iter().map(|(_, event)| of(event)).collect();
    all.sort();
    all
}

const MINE: &str = "AL minister travelled: Visit, 10 March 2025";
const HERS: &str = "BN minister travelled: Talks, 11 March 2025";
const ALONE: &str = "BN a new roadmap: Talks, 11 March 2025";
const PAIR: &str = "other type and date: AL minister travelled / BN minister travelled, AL: Visit, 10 March 2025, BN: Talks, 11 March 2025";

#[test]
fn an_event_of_other_type_and_date_is_settled_by_each_key_and_taken_back() {
    for (key, left, said) in [
        (Key::Num1, vec![MINE, ALONE], "is Visit, 10 March 2025, not Talks, 11 March 2025"),
        (Key::Num2, vec![ALONE, HERS], "is Talks, 11 March 2025, not Visit, 10 March 2025"),
        (Key::Num3, vec![MINE, ALONE, HERS], "are two events"),
        (Key::Num4, vec![ALONE], "delete the event “AL minister travelled” (Visit, 10 March 2025) and the other"),
    ] {
        let mut desk = events();
        assert!(desk.shows("F1 of events 0.667"), "2 · 1 / (1 + 2)");
        desk.button_from(PAIR).focus();
        desk.settle();
        desk.key(key);
        desk.wait();
        assert_eq!(listed(&desk), left, "{key:?}");
        assert_eq!(desk.marks().len(), 3, "no sentence went");
        assert!(desk.notice().contains(said), "{}", desk.notice());
        assert!(!desk.shows("other type and date: "), "it is settled");
        desk.palette("Undo");
        desk.palette("Compare the coding of two people");
        desk.wait();
        assert_eq!(listed(&desk).len(), 3);
        assert!(desk.shows(PAIR), "one undo brings it back");
    }
}

#[test]
fn a_settled_event_is_one_that_both_found_and_their_sentences_agree() {
    let mut desk = events();
    // Only the date is in question: the same words, with the same code.
    let (visit, event) =
        (desk.code("Visit"), desk.events().into_iter().find(|(_, row)| row.title == HERS[..21]).unwrap().0);
    let mark = desk.project().index().marks_of_event(event).next().unwrap();
    desk.0.state_mut().wish(Wish::Do(Command::ChangeMark { mark, changes: vec![MarkChange::Code(Some(visit))] }));
    let changes = vec![EventChange::Kind(Some(visit))];
    desk.0.state_mut().wish(Wish::Do(Command::ChangeEvent { event, changes }));
    desk.wait();
    desk.button_from("other date of event: ").focus();
    desk.settle();
    desk.key(Key::Num2);
    desk.wait();
    assert_eq!(desk.marks().len(), 3);
    assert!(desk.shows("same date 1 of 1"), "now both have found it");
    assert!(!desk.shows("minister travelled, "), "and nothing is in question there any more");
}

#[test]
fn two_events_stay_two_and_are_counted_so() {
    let mut desk = events();
    desk.button_from(PAIR).focus();
    desk.settle();
    desk.key(Key::Num3);
    desk.wait();
    assert!(desk.shows("F1 of events 0.000") && desk.shows("said to be two 1 pair"));
    assert!(!desk.shows("event not found by all: AL"), "neither comes back as found by one");
    assert!(desk.shows("event not found by all: BN a new roadmap"), "but what nobody settled does");
    desk.click("said to be two 1 pair");
    desk.wait();
    assert!(desk.shows("Events that were said to be two"), "the number opens them");
}

#[test]
fn events_that_one_found_are_rows_that_open_and_are_kept_or_deleted_by_mouse() {
    let mut desk = events();
    desk.click("F1 of events 0.667");
    assert!(!desk.shows("other type and date: "), "only those that one found");
    desk.button_from("event not found by all: ").click();
    desk.wait();
    let shown = desk.session().selection.record;
    assert!(matches!(shown, Some(RecordId::Event(_))), "a click opens its form: {shown:?}");
    let document = desk.document(&FIRST);
    assert_eq!(desk.session().selection.document, Some(document), "beside the sentence");
    desk.click("Take BN");
    desk.wait();
    assert_eq!(listed(&desk).len(), 3, "BN is right");
    assert!(!desk.shows("event not found by all: "), "and it is settled");
    desk.palette("Compare the coding of two people");
    desk.wait();

    let mut desk = events();
    desk.click("F1 of events 0.667");
    desk.button_from("event not found by all: ").click();
    desk.wait();
    desk.key(Key::Num1);
    desk.wait();
    assert_eq!((listed(&desk), desk.marks().len()), (vec![MINE.to_owned(), HERS.to_owned()], 3));
    assert!(
        desk.notice().contains("delete the event “BN a new roadmap” (Talks, 11 March 2025)"),
        "{}",
        desk.notice()
    );
}

#[test]
fn with_one_person_the_tab_says_what_to_do() {
    let mut desk = Desk::usual();
    desk.palette("Compare the coding of two people");
    desk.wait();
    assert!(desk.shows("Nobody to be compared with"));
    desk.click("Compare with a file…");
    assert_eq!(desk.value("Path"), "", "it asks for the file");
}

/// A project file in which AL has marked two places, and a copy in which BN has marked on their own; their paths.
fn two_files(dir: &tempfile::TempDir) -> [std::path::PathBuf; 2] {
    let [mine, theirs] = ["study.ron", "hers.ron"].map(|name| dir.path().join(name));
    saved(&mine);
    std::fs::copy(&mine, &theirs).expect("a copy");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    for (seed, path, by, marks) in [
        (21, &mine, "AL", [("minister travelled", "Visit"), ("met his colleague", "Talks")].as_slice()),
        (
            22,
            &theirs,
            "BN",
            &[("minister travelled", "Visit"), ("met his colleague", "Visit"), ("a new roadmap", "Talks")],
        ),
    ] {
        // Of two computers, so with ids of their own.
        let options = OpenOptions { by: by.to_owned(), now: Stamp::default(), write: true };
        let mut session = Session::open(disk.clone(), path, &options, Ids::from_seed(seed)).expect("opens").0;
        for (quote, name) in marks {
            let project = session.project();
            let document = project.documents().iter().find(|(_, row)| row.title == FIRST.0).expect("an article").0;
            let code = project.codes().iter().find(|(_, code)| code.name == *name).expect("a code").0;
            let at = At::Quote { quote: (*quote).to_owned(), occurrence: 1, then: Vec::new() };
            session.perform(&Command::TagNew { document, at, code }, Stamp::default()).expect("a mark");
        }
        session.perform(&Command::Save, Stamp::default()).expect("saved");
    }
    [mine, theirs]
}

/// The first file is open and compared with the second, by keyboard alone.
fn compared(dir: &tempfile::TempDir) -> Desk {
    let [mine, theirs] = two_files(dir);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&mine, &disk, true), disk));
    desk.palette("Compare with a file");
    desk.type_in(&theirs.display().to_string());
    desk.key(Key::Enter);
    desk.wait();
    desk
}

#[test]
fn another_file_is_compared_without_merging_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut desk = compared(&dir);
    assert!(desk.shows("This project and “hers.ron”"));
    // 2 · 1 / (2 + 3)
    assert!(desk.shows("F1, same place 0.400") && desk.shows("percent of codes 0.500"));
    assert!(desk.shows("same type 1 of 2"), "of the events that both found");
    assert_eq!(desk.marks().len(), 2, "nothing came in");

    // What only the file has is shown where its words stand here.
    desk.button_from("not marked by all: a new roadmap").focus();
    desk.settle();
    desk.key(Key::Enter);
    desk.wait();
    let document = desk.document(&FIRST);
    assert_eq!(desk.session().selection.document, Some(document));
    desk.key(Key::Num1);
    desk.wait();
    assert_eq!(desk.marks().len(), 2, "what a file says is not settled by a key");

    // It stays until somebody ends it.
    desk.palette("Show the events");
    desk.palette("Compare the coding of two people");
    desk.wait();
    assert!(desk.shows("This project and “hers.ron”"));
    desk.click("End the comparison");
    desk.wait();
    assert!(desk.shows("Nobody to be compared with"));
}

#[test]
fn a_file_that_was_compared_is_merged_by_a_button_and_then_settled() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut desk = compared(&dir);
    desk.button("Merge this file…").focus();
    desk.settle();
    desk.key(Key::Enter);
    desk.wait();
    assert!(desk.workbench().lower.tab == Tab::Merge);
    desk.click("Merge");
    desk.wait();
    assert_eq!(desk.marks().len(), 5);
    desk.palette("Compare the coding of two people");
    desk.wait();
    assert!(desk.shows("First coder: AL") && desk.shows("Second coder: BN"), "now the two are people of one project");
    assert!(desk.shows("F1, same place 0.400"));
}

#[test]
fn another_project_can_be_compared_and_not_merged() {
    let dir = tempfile::tempdir().expect("a folder");
    let [mine, _] = two_files(&dir);
    let other = dir.path().join("other.ron");
    drop(Session::create(Arc::new(RealDisk), &other, "CN", Stamp::default(), Ids::from_seed(44)).expect("a project"));
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&mine, &disk, true), disk));
    for (path, says) in [(&mine, "That is this project itself"), (&dir.path().join("none.ron"), "none.ron")] {
        desk.palette("Compare with a file");
        desk.type_in(&path.display().to_string());
        desk.key(Key::Enter);
        desk.wait();
        assert!(desk.notice().contains(says), "{}", desk.notice());
    }
    desk.palette("Compare with a file");
    desk.type_in(&other.display().to_string());
    desk.key(Key::Enter);
    desk.wait();
    assert!(desk.shows("Nothing can be compared") && desk.shows("0 documents compared, 2 left out"));
    assert!(desk.button("Merge this file…").accesskit_node().is_disabled());
}
