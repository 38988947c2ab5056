//! Coding blind in the window: nothing of what somebody else coded is to be found, on any tab; it is said all the time;
//! it outlasts a restart; and nothing that is hidden can be harmed.

use super::*;
use crate::base::stamp::Stamp;
use crate::model::Who;
use crate::ops::event::EventChange;
use crate::session::{At, Command};
use crate::ui::view::Wish;
use egui::accesskit::Role;
use egui_kittest::kittest::AccessKitNode;

const ALT_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::ALT };
const CHIP: &str = "Coding blind: what others coded is hidden";
/// A word that only BN uses, in every field that can be coded.
const SECRET: &str = "Zanzibar";

fn tag(workbench: &mut Workbench, words: &str, code: &str) -> Option<RecordId> {
    let project = workbench.session.project();
    let document = project.documents().ids().next().expect("an article");
    let code = project.codes().iter().find(|(_, row)| row.name == code).map(|(id, _)| id).expect("a code");
    let start = FIRST.3.find(words).expect("words");
    let at = At::Chars(vec![(start, start + words.len())]);
    let done = workbench.session.perform(&Command::TagNew { document, at, code }, Stamp::default());
    done.expect("a mark").made.first().copied()
}

/// AL has marked a visit in the first article. BN has marked talks in it, and says much of them.
fn coded() -> Workbench {
    let mut workbench = in_memory(&[FIRST]);
    tag(&mut workbench, "minister travelled", "Visit");
    workbench.session.set_coder("BN");
    let Some(RecordId::Event(event)) = tag(&mut workbench, "met his colleague", "Talks") else {
        panic!("an event");
    };
    let who = crate::model::Participant {
        role: None,
        who: Who::Unnamed { text: format!("a guest of {SECRET}"), count: None },
        office: SECRET.to_owned(),
        certainty: crate::model::Certainty::default(),
        source: crate::model::Source::Analyst,
    };
    let changes = vec![
        EventChange::Title(format!("Talks in {SECRET}")),
        EventChange::Note(format!("{SECRET} is what matters")),
        EventChange::AddParticipant(who),
    ];
    workbench.session.perform(&Command::ChangeEvent { event, changes }, Stamp::default()).expect("changed");
    workbench.session.set_coder("AL");
    workbench
}

/// AL codes blind.
fn blind() -> Desk {
    let mut desk = Desk::new(coded());
    desk.chord(ALT_SHIFT, Key::H);
    desk.wait();
    desk
}

fn whole(desk: &Desk) -> &crate::project::Project {
    desk.session().trail().project
}

#[test]
fn one_key_hides_what_others_coded_and_a_chip_says_so() {
    let mut desk = Desk::new(coded());
    assert_eq!((desk.marks().len(), desk.shows(CHIP)), (2, false));
    desk.chord(ALT_SHIFT, Key::H);
    desk.wait();
    assert_eq!(desk.quotes(), ["minister travelled"]);
    assert_eq!(desk.notice(), "You code blind: what 1 other person coded is hidden");
    assert!(desk.shows(CHIP) && desk.shows("1 event"));
    assert_eq!(whole(&desk).marks().len(), 2, "nothing is gone");

    // By keyboard alone, and with a question, since what was seen stays seen.
    desk.chord(ALT_SHIFT, Key::H);
    assert!(desk.shows("Show what others coded?"));
    desk.key(Key::Enter);
    assert!(desk.shows(CHIP), "the harmless answer has the keyboard");
    desk.click(CHIP);
    desk.key(Key::Escape);
    assert!(desk.shows(CHIP));
    desk.click(CHIP);
    desk.click("Show what others coded");
    desk.wait();
    assert_eq!((desk.marks().len(), desk.shows(CHIP)), (2, false));
    assert_eq!(desk.notice(), "You see everything: 1 mark and 1 event of 1 other person were hidden");
}

#[test]
fn no_tab_and_no_list_has_a_word_of_it() {
    let mut open = Desk::new(coded());
    open.palette("Show the events");
    open.wait();
    assert!(open.shows(SECRET), "it would be seen");
    let mut desk = blind();
    let shown = Action::ALL.into_iter().filter(|action| action.label().starts_with("Show the"));
    let others = [Action::ShowSources, Action::ShowCoding, Action::ShowAgreement, Action::ShowItsHistory];
    for action in shown.chain(others) {
        desk.0.state_mut().wish(Wish::Act(action));
        desk.wait();
        assert!(!desk.shows(SECRET), "{action:?}");
        assert!(desk.shows(CHIP), "{action:?}");
    }
    desk.chord(CTRL, Key::K);
    desk.type_in(SECRET);
    desk.wait();
    let offers = |node: &AccessKitNode<'_>| {
        node.role() == Role::Button && node.label().is_some_and(|label| label.contains(SECRET))
    };
    assert!(desk.0.query_all_by(offers).next().is_none(), "nothing to choose");
    desk.key(Key::Escape);
    desk.open(&FIRST);
    desk.take_sentence("travelled");
    desk.letter('e');
    assert!(desk.shows("Evidence of which event?") && !desk.shows(SECRET));
}

#[test]
fn the_same_words_can_be_coded_the_same_again() {
    let mut desk = blind();
    desk.open(&FIRST);
    desk.tag("met", "colleague", 't');
    assert_eq!(desk.quotes().len(), 2, "{}", desk.notice());
    assert_eq!((whole(&desk).marks().len(), whole(&desk).events().len()), (3, 3));
    desk.chord(CTRL, Key::Z);
    assert_eq!((desk.quotes().len(), whole(&desk).marks().len()), (1, 2));
}

#[test]
fn what_is_hidden_cannot_be_harmed() {
    let mut desk = blind();
    let before = whole(&desk).clone();
    let document = desk.document(&FIRST);
    let code = desk.code("Talks");
    let start = FIRST.3.find("Monday").expect("words");
    for (command, why) in [
        (Command::Delete(vec![document.into()]), "What others coded rests on this"),
        (Command::Delete(vec![code.into()]), "What others coded rests on this"),
        (
            Command::CorrectText {
                document,
                at: At::Chars(vec![(start, start + "Monday".len())]),
                with: "Tuesday".to_owned(),
            },
            "texts stay as they are",
        ),
    ] {
        desk.0.state_mut().wish(Wish::Do(command.clone()));
        desk.settle();
        assert!(desk.notice().contains(why), "{command:?}: {}", desk.notice());
        assert!(!desk.notice().contains(SECRET));
        assert!(*whole(&desk) == before);
    }
    // The last change is BN's.
    desk.chord(CTRL, Key::Z);
    assert!(desk.notice().contains("is not taken back while you code blind"), "{}", desk.notice());
    assert!(*whole(&desk) == before);
    desk.palette("Merge a copy");
    assert!(desk.notice().starts_with("Merging would show what others coded"), "{}", desk.notice());
}

#[test]
fn it_outlasts_a_restart_and_is_never_in_the_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("study.ron");
    saved(&path);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut first = workbench(opened(&path, &disk, true), disk.clone());
    first.session.set_coder("BN");
    tag_in_file(&mut first);
    first.session.set_coder("AL");
    let mut desk = Desk::new(first);
    desk.chord(ALT_SHIFT, Key::H);
    desk.wait();
    desk.chord(CTRL, Key::S);
    desk.wait();
    let settings = desk.workbench().settings.clone();
    assert!(settings.blind.contains(&desk.project().id()));
    drop(desk);

    let bench = Workbench::new(opened(&path, &disk, true), settings, None, disk.clone());
    assert!(bench.session.is_blind(), "before the first frame");
    let desk = Desk::new(bench);
    assert!(desk.shows(CHIP) && desk.marks().is_empty());
    drop(desk);
    let again = opened(&path, &disk, false);
    assert_eq!(again.project().marks().len(), 1);
}

/// BN marks the visit.
fn tag_in_file(bench: &mut Workbench) {
    let project = bench.session.project();
    let document = project.documents().iter().find(|(_, row)| row.title == FIRST.0).map(|(id, _)| id).expect("it");
    let code = project.codes().iter().find(|(_, row)| row.name == "Visit").map(|(id, _)| id).expect("a code");
    let at = At::Quote { quote: QUOTE.to_owned(), occurrence: 1, then: Vec::new() };
    bench.session.perform(&Command::TagNew { document, at, code }, Stamp::default()).expect("a mark");
}

#[test]
fn agreement_is_read_after_coding() {
    let mut desk = blind();
    desk.palette("Compare the coding of two people");
    desk.wait();
    assert!(desk.shows("Agreement is read after coding"));
    desk.click("End blind coding…");
    desk.click("Show what others coded");
    desk.wait();
    assert!(desk.shows("First coder: AL") && desk.shows("Second coder: BN"));
}

#[test]
fn without_a_name_of_ones_own_it_asks_for_one() {
    let mut bench = coded();
    bench.settings.coder.clear();
    bench.session.set_coder("");
    let mut desk = Desk::new(bench);
    desk.chord(ALT_SHIFT, Key::H);
    desk.wait();
    assert!(!desk.shows(CHIP) && desk.shows("Your name or initials"));
    desk.type_in("CN");
    desk.key(Key::Enter);
    desk.chord(ALT_SHIFT, Key::H);
    desk.wait();
    assert!(desk.shows(CHIP) && desk.marks().is_empty());
    assert_eq!(desk.notice(), "You code blind: what 2 other people coded is hidden");
}

#[test]
fn what_stands_in_for_a_session_that_is_away_hides_the_same() {
    let desk = blind();
    let session = desk.session();
    let stand_in = session.stand_in("Saving…".to_owned());
    assert!(stand_in.is_blind() && stand_in.hidden() == session.hidden());
    assert!(stand_in.project() == session.project() && stand_in.project().marks().len() == 1);
    assert_eq!((stand_in.revision(), stand_in.transactions()), (session.revision(), session.transactions()));
}
