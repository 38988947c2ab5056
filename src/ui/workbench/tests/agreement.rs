//! Two people in one project: compared, and their disagreements settled by keys; and a project compared with another file.

use super::*;
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::files::store::OpenOptions;
use crate::session::{At, Command};

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
    desk.chord(CTRL, Key::Z);
    desk.wait();
    assert_eq!(desk.marks().len(), 5);
    assert!(desk.shows("other code: "));
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
