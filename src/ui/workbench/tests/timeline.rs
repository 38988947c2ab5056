//! The timeline, by mouse and by keyboard alone.

use super::*;
use crate::model::{ChartKind, LanesBy, TimelineSpec};
use crate::ui::chart::Kind;
use crate::ui::lower::Tab;

fn asked(desk: &Desk) -> TimelineSpec {
    let chart = desk.workbench().lower.charts.spec(crate::ui::chart::Kind::Timeline);
    chart.timeline().cloned().expect("a timeline")
}

fn on_timeline() -> Desk {
    let mut desk = with_two();
    desk.palette("show the timeline");
    assert_eq!(desk.workbench().lower.tab, Tab::Chart(Kind::Timeline));
    desk.wait();
    desk
}

/// What the timeline says that the keyboard is on.
fn said(desk: &Desk) -> String {
    desk.button_from("Timeline. ").accesskit_node().label().unwrap_or_default()
}

#[test]
fn the_keyboard_goes_from_event_to_event_and_opens_their_sentences() {
    let mut desk = on_timeline();
    desk.button_from("Timeline. ").focus();
    desk.settle();
    desk.key(Key::ArrowRight);
    let first = said(&desk);
    assert!(first.contains("10 March 2025") && first.contains("Visit"), "{first}");
    desk.key(Key::Enter);
    assert_eq!(desk.sentences(), [QUOTE]);
    desk.button_from("Timeline. ").focus();
    desk.settle();
    desk.key(Key::ArrowDown);
    let second = said(&desk);
    assert!(second.contains("13 March 2025"), "{second}");
    desk.key(Key::Space);
    let other = desk.events().into_iter().find(|(_, row)| row.title != desk.events()[0].1.title);
    assert!(desk.session().selection.record.is_some() && other.is_some(), "its form is shown");
}

#[test]
fn a_period_is_what_is_in_sight_and_goes_with_backspace() {
    let mut desk = on_timeline();
    desk.button_from("Timeline. ").focus();
    desk.settle();
    desk.key(Key::ArrowRight);
    for _ in 0..12 {
        desk.key(Key::Plus);
    }
    desk.key(Key::P);
    let period = desk.workbench().lower.period().cloned().expect("a period");
    assert!(period.overlaps(&"2025-03-10".parse().expect("a day")), "{period}");
    assert!(desk.shows("Remove the filter"), "it is seen");
    desk.button_from("Timeline. ").focus();
    desk.settle();
    desk.key(Key::Backspace);
    assert_eq!(desk.workbench().lower.period(), None);
}

#[test]
fn the_mouse_chooses_events_lanes_and_a_period() {
    let mut desk = on_timeline();
    desk.click("Lane Visit: 1");
    assert_eq!(desk.sentences(), [QUOTE]);
    desk.key(Key::Escape);
    desk.click("Fold the lane Visit");
    assert!(desk.shows("Unfold the lane Visit"));
    let plot = desk.button_from("Timeline. ").rect();
    let lane = desk.button_from("Lane Visit").rect();
    // The first event of four days stands at the left of what has room.
    let mut found = None;
    for step in 0..120_u8 {
        let x = plot.left() + plot.width() * f32::from(step) / 120.0;
        desk.0.hover_at(egui::pos2(x, lane.center().y));
        desk.settle();
        desk.click_at(egui::pos2(x, lane.center().y));
        if desk.sentences() == [QUOTE] {
            found = Some(x);
            break;
        }
    }
    assert!(found.is_some(), "the point opens its sentence");
    desk.key(Key::Escape);
    let plot = desk.button_from("Timeline. ").rect();
    let (from, to) = (plot.center() - egui::vec2(40.0, 0.0), plot.center() + egui::vec2(40.0, 0.0));
    desk.0.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
    desk.drag(from, to);
    desk.0.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    assert!(desk.workbench().lower.period().is_some(), "Shift and a drag choose a period");
}

#[test]
fn a_timeline_is_saved_and_comes_back_as_one() {
    let mut desk = on_timeline();
    desk.0.get_by_label_contains("Lanes: by type").click();
    desk.settle();
    desk.0.get_by_label("by area").click();
    desk.settle();
    desk.fill_in("To come from", "12 March 2025");
    desk.key(Key::Enter);
    assert_eq!(asked(&desk).split_at, "2025-03-12".parse().ok());
    desk.click("Charts: Views");
    desk.write("Stories");
    desk.key(Key::Enter);
    let saved: Vec<ChartKind> = desk.project().views().iter().map(|(_, row)| row.chart.kind.clone()).collect();
    let stories = TimelineSpec { lanes: LanesBy::Area, split_at: "2025-03-12".parse().ok(), without_links: false };
    assert_eq!(saved, [ChartKind::Timeline(stories.clone())]);
    desk.click("Charts: Stories");
    desk.write("Show the usual");
    desk.key(Key::Enter);
    assert_eq!(asked(&desk), TimelineSpec::default());
    desk.click("Activity");
    desk.click("Charts: Views");
    desk.write("Stories");
    desk.key(Key::Enter);
    assert_eq!(
        (desk.workbench().lower.tab, asked(&desk)),
        (Tab::Chart(Kind::Timeline), stories),
        "from another chart, too"
    );
    desk.fill_in("To come from", "one day");
    desk.key(Key::Enter);
    assert!(desk.notice().contains("is no day"), "{}", desk.notice());
}

#[test]
fn nothing_to_draw_says_what_to_do() {
    let mut desk = Desk::usual();
    desk.palette("show the timeline");
    assert!(desk.shows("Tag a sentence as an event and give it a date"));
}
