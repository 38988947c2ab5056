//! The network: by mouse and by keyboard alone, its period, its controls, saved and exported.

use super::*;
use crate::base::stamp::Stamp;
use crate::base::when::When;
use crate::model::{Certainty, ChartKind, EntityId, EventId, Name, Participant, Source, TiesBy, Who};
use crate::ops::entity::EntityChange;
use crate::ops::event::EventChange;
use crate::session::Command;
use crate::ui::chart::{Kind, Look};

/// Two events: France and Morocco on 10 March, Morocco and Spain on 13 March.
fn with_actors() -> Desk {
    let mut desk = with_two();
    let session = &mut desk.0.state_mut().session;
    let mut perform = |command: &Command| session.perform(command, Stamp::default()).expect("a change").made;
    let mut entity = |name: &str| -> EntityId {
        let made = perform(&Command::AddEntity { changes: vec![EntityChange::Names(vec![Name::plain(name)])] });
        match made.first() {
            Some(RecordId::Entity(id)) => *id,
            other => panic!("{other:?}"),
        }
    };
    let [france, morocco, spain] = ["France", "Morocco", "Spain"].map(&mut entity);
    let mut events: Vec<EventId> = desk.events().iter().map(|(id, _)| *id).collect();
    events.sort_by_key(|id| desk.project().events().get(*id).and_then(|row| row.when().and_then(When::earliest)));
    for (event, who) in events.into_iter().zip([[france, morocco], [morocco, spain]]) {
        let part = |entity| Participant {
            role: None,
            who: Who::Entity(entity),
            office: String::new(),
            certainty: Certainty::Certain,
            source: Source::Analyst,
        };
        let changes = who.map(|entity| EventChange::AddParticipant(part(entity))).to_vec();
        let session = &mut desk.0.state_mut().session;
        session.perform(&Command::ChangeEvent { event, changes }, Stamp::default()).expect("a change");
    }
    desk.0.state_mut().settings.panels.lower_height = 420.0;
    desk.palette("network of actors");
    desk.wait();
    desk
}

fn on_network(desk: &mut Desk) {
    desk.button_from("Network.").focus();
    desk.settle();
}

/// Whether anything is called so, be it in part.
fn says(desk: &Desk, words: &str) -> bool {
    desk.0.query_all_by_label_contains(words).next().is_some()
}

/// An end of the period.
fn handle<'a>(desk: &'a Desk, name: &'a str) -> egui_kittest::Node<'a> {
    let is_it = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == egui::accesskit::Role::Slider && node.label().is_some_and(|label| label.starts_with(name))
    };
    desk.0.get_by(is_it)
}

fn period(desk: &Desk) -> Option<String> {
    desk.workbench().lower.period().map(ToString::to_string)
}

#[test]
fn the_keyboard_goes_from_actor_to_tie_and_opens_sentences() {
    let mut desk = with_actors();
    assert_eq!(desk.workbench().lower.tab, Tab::Chart(Kind::Network));
    on_network(&mut desk);
    desk.key(Key::ArrowRight);
    assert!(says(&desk, "Network. Morocco: 2 events, 2 ties"), "the biggest first, and it is said");
    desk.key(Key::Enter);
    assert_eq!(desk.sentences().len(), 2);
    desk.key(Key::ArrowDown);
    assert!(says(&desk, "Morocco – France: 1 event"));
    desk.key(Key::Enter);
    assert_eq!(desk.sentences(), [QUOTE]);
    desk.key(Key::ArrowUp);
    desk.key(Key::ArrowRight);
    assert!(says(&desk, "Network. France: 1 event, 1 tie"));
}

#[test]
fn the_pointer_opens_an_actor_and_a_tie_from_the_list_beside() {
    let mut desk = with_actors();
    desk.click("Morocco: 2");
    assert_eq!(desk.sentences().len(), 2);
    desk.wait();
    // Beside the sentences there is room for the list no more; the drawing is still there.
    desk.click("Close the sentences");
    desk.wait();
    let tie = "With Spain: 1";
    desk.0.get_by_label_contains(tie).click();
    desk.settle();
    assert_eq!(desk.sentences().len(), 1);
    desk.click("Close the sentences");
    desk.wait();
    desk.click("All actors");
    assert!(says(&desk, "France: 1"));
}

#[test]
fn a_click_on_the_drawing_opens_what_is_under_it() {
    let mut desk = with_actors();
    let rect = desk.button_from("Network.").rect();
    // Somewhere in the drawing stands a node: a grid of clicks finds it.
    let points = (1..40).flat_map(|x| (1..20).map(move |y| (x, y)));
    let hit = points.into_iter().find(|(x, y)| {
        let at = rect.lerp_inside(egui::vec2(*x as f32 / 40.0, *y as f32 / 20.0));
        desk.click_at(at);
        !desk.sentences().is_empty()
    });
    assert!(hit.is_some(), "a click opens sentences");
}

#[test]
fn the_period_is_slid_by_keys_shown_as_a_chip_and_cleared() {
    let mut desk = with_actors();
    handle(&desk, "Period from").focus();
    desk.settle();
    desk.key(Key::End);
    desk.wait();
    assert_eq!(period(&desk).as_deref(), Some("2025-03-13/2025-03-13"));
    assert!(says(&desk, "Remove the filter"), "it is seen");
    assert!(says(&desk, "Spain: 1") && !says(&desk, "France: 1"), "and holds for the network");
    on_network(&mut desk);
    desk.key(Key::Backspace);
    desk.wait();
    assert_eq!(period(&desk), None);
    handle(&desk, "Period to").focus();
    desk.settle();
    desk.key(Key::ArrowLeft);
    desk.wait();
    assert_eq!(period(&desk).as_deref(), Some("2025-03-10/2025-03-12"));
    desk.key(Key::End);
    desk.wait();
    assert_eq!(period(&desk), None, "both handles at their ends are no period");
}

#[test]
fn a_network_is_saved_as_what_it_is_and_shown_again() {
    let mut desk = with_actors();
    desk.0.get_by_label_contains("Colours of ties").click();
    desk.settle();
    desk.0.get_by_label("cooperation, conflict").click();
    desk.wait();
    desk.click("Charts: Views");
    desk.write("Who with whom");
    desk.key(Key::Enter);
    let kinds: Vec<ChartKind> = desk.project().views().iter().map(|(_, row)| row.chart.kind.clone()).collect();
    assert!(matches!(kinds.as_slice(), [ChartKind::Network(asked)] if asked.ties == TiesBy::Weight), "{kinds:?}");
    desk.click("Activity");
    desk.click("Charts: Views");
    desk.write("Who with whom");
    desk.key(Key::Enter);
    desk.wait();
    assert_eq!(desk.workbench().lower.tab, Tab::Chart(Kind::Network), "a saved network opens as one");
}

#[test]
fn a_network_is_exported_as_picture_and_as_figures() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut desk = with_actors();
    for (name, said) in [("n.svg", "Actors by shared events"), ("n.csv", "tie,Morocco"), ("n.json", "\"edges\"")] {
        let path = dir.path().join(name);
        let ctx = desk.0.ctx.clone();
        desk.0.state_mut().use_paths(&ctx, Purpose::ExportChart(Look::default()), vec![path.clone()]);
        desk.wait();
        let written = std::fs::read_to_string(&path).expect("a file");
        assert!(written.contains(said), "{name}: {written}");
    }
}

#[test]
fn an_empty_network_says_what_to_do() {
    let mut desk = with_two();
    desk.palette("network of actors");
    desk.wait();
    assert!(says(&desk, "No actors to draw yet"));
    assert!(says(&desk, "name who takes part"));
}
