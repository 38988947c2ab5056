//! Two people in one project: compared, and their disagreements settled by keys.

use super::desk::*;
use crate::base::stamp::Stamp;
use crate::session::{At, Command};
use crate::ui::lower::Tab;
use egui::Key;

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
    assert!(desk.shows("Nobody to be compared with") && desk.shows("entente merge"));
}
