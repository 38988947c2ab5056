//! Lists of events, entities and marks: filtered, grouped, changed together, saved; and the tray of undated events.

use super::desk::*;
use super::{QUOTE, with_two, with_visit};
use crate::model::{ListColumn, ListOf, RecordId, Status};
use crate::ui::lower::Tab;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// The events of two articles, in their list.
fn listed() -> Desk {
    let mut desk = with_two();
    desk.0.state_mut().settings.panels.lower_height = 420.0;
    desk.settle();
    desk.click("Events 2");
    desk
}

/// The rows of the list that say this.
fn found<'a>(desk: &'a Desk, words: &'a str) -> impl Iterator<Item = egui_kittest::Node<'a>> {
    desk.0.query_all_by(move |node| {
        node.role() == egui::accesskit::Role::ListItem && node.label().is_some_and(|label| label.contains(words))
    })
}

fn rows(desk: &Desk, words: &str) -> usize {
    found(desk, words).count()
}

fn place(desk: &Desk, words: &str) -> egui::Pos2 {
    found(desk, words).next().expect("a row").rect().center()
}

fn click_row(desk: &mut Desk, words: &str) {
    let pos = place(desk, words);
    desk.click_at(pos);
}

const VISIT_ROW: &str = "Interior minister travelled";
const TALKS_ROW: &str = "Officials praised";

#[test]
fn a_filter_is_added_and_cleared_by_keyboard() {
    let mut desk = listed();
    assert_eq!((rows(&desk, VISIT_ROW), rows(&desk, TALKS_ROW)), (1, 1));
    desk.click("+ Filter");
    assert!(desk.field("Filter by").is_focused());
    desk.type_in("type");
    desk.key(Key::Enter);
    assert!(desk.field("Type").is_focused(), "the values come after what to filter by");
    desk.type_in("visit");
    desk.key(Key::Enter);
    assert_eq!((rows(&desk, VISIT_ROW), rows(&desk, TALKS_ROW)), (1, 0));
    assert!(desk.shows("1 of 2 events"));
    assert!(desk.shows("Remove the filter Type: Visit"));
    assert!(desk.0.get_by_label("Rows of events").is_focused(), "the keyboard is in the rows");
    desk.key(Key::Backspace);
    assert_eq!(rows(&desk, TALKS_ROW), 1, "one key clears all of it");
    desk.click("+ Filter");
    desk.type_in("period");
    desk.key(Key::Enter);
    desk.type_in("april 2025");
    desk.click("New period “april 2025”");
    assert!(desk.shows("No event fits"));
    let chip = desk.0.get_by_label_contains("Remove the filter Period").rect().center();
    desk.click_at(chip);
    assert!(desk.shows("2 events"));
    desk.click("+ Filter");
    desk.key(Key::Escape);
    assert!(desk.shows("2 events"), "closing the list changes nothing");
}

#[test]
fn groups_say_how_many_and_fold_by_keys() {
    let mut desk = listed();
    let pos = desk.0.get_by_label("Grouped: in one list").rect().center();
    desk.click_at(pos);
    desk.click("by type");
    assert_eq!(rows(&desk, "Visit, 1, open"), 1);
    desk.click("Sentences of Visit: 1");
    assert_eq!(desk.sentences(), [QUOTE], "the number opens its sentences");
    desk.0.get_by_label("Rows of events").focus();
    desk.settle();
    desk.key(Key::End);
    desk.key(Key::ArrowLeft);
    assert_eq!((rows(&desk, "Visit, 1, folded"), rows(&desk, VISIT_ROW)), (1, 0));
    desk.key(Key::ArrowRight);
    assert_eq!(rows(&desk, VISIT_ROW), 1);
    desk.key(Key::Space);
    assert_eq!(rows(&desk, VISIT_ROW), 0, "Space folds the head that it is on");
    desk.key(Key::Enter);
    assert_eq!(rows(&desk, VISIT_ROW), 1);
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    let shown = desk.session().selection.record;
    assert_eq!(
        shown.map(|id| desk.project().label(id).to_owned()).as_deref(),
        Some("Interior minister travelled to Rabat on Monday")
    );
}

#[test]
fn chosen_rows_are_changed_as_one_step() {
    let mut desk = listed();
    desk.0.get_by_label("Rows of events").focus();
    desk.settle();
    desk.key(Key::Home);
    assert!(!desk.shows("events selected"), "one row is no choice");
    desk.chord(Modifiers::SHIFT, Key::ArrowDown);
    assert!(desk.shows("2 events selected"));
    desk.click("Set the type…");
    desk.type_in("visit");
    assert!(desk.shows("Type of 2 events"));
    desk.key(Key::Enter);
    let visit = desk.code("Visit");
    assert!(desk.events().iter().all(|(_, row)| row.kind == Some(visit)));
    assert_eq!(desk.notice(), "Change 1 event · 1 event is so already");
    let revision = desk.session().revision();
    desk.click("Set the status…");
    desk.type_in("denied");
    desk.key(Key::Enter);
    assert!(desk.events().iter().all(|(_, row)| row.status == Status::Denied));
    assert_eq!((desk.notice(), desk.session().revision()), ("Change 2 events", revision + 1));
    desk.chord(CTRL, Key::Z);
    assert!(desk.events().iter().all(|(_, row)| row.status == Status::Happened), "one undo");
    desk.key(Key::Escape);
    assert!(!desk.shows("events selected"));
    desk.chord(CTRL, Key::A);
    desk.key(Key::Delete);
    assert_eq!(desk.events().len(), 0);
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.events().len(), 2);
}

#[test]
fn rows_are_chosen_with_the_mouse_too() {
    let mut desk = listed();
    click_row(&mut desk, VISIT_ROW);
    assert!(matches!(desk.session().selection.record, Some(RecordId::Event(_))), "a click opens");
    let pos = place(&desk, TALKS_ROW);
    desk.ctrl_click_at(pos);
    assert!(desk.shows("2 events selected"));
    desk.click("Sentences of the selected");
    assert_eq!(desk.sentences().len(), 2);
    let pos = place(&desk, TALKS_ROW);
    desk.ctrl_click_at(pos);
    assert!(!desk.shows("events selected"));
}

#[test]
fn a_list_is_saved_with_the_project_and_used_again() {
    let mut desk = listed();
    desk.fill_in("Filter events", "minister");
    desk.click("Views: Views");
    desk.write("Ministers");
    desk.click("New view “Ministers”");
    assert_eq!(desk.notice(), "Save view “Ministers”");
    let saved = |desk: &Desk| {
        let (_, row) = desk.project().views().iter().next().expect("a view");
        (row.name.clone(), row.list.clone().expect("a list"))
    };
    assert_eq!(saved(&desk).1.filter.text, "minister");
    assert!(saved(&desk).1.columns.contains(&ListColumn::Title));
    desk.click("Clear");
    desk.click("Views: Ministers");
    desk.click("Update “Ministers”");
    assert_eq!(saved(&desk).1.filter.text, "");
    desk.chord(CTRL, Key::Z);
    desk.click("Views: Ministers");
    desk.click("Rename “Ministers”…");
    desk.write("Interior");
    desk.click("New name “Interior”");
    assert_eq!(saved(&desk).0, "Interior");
    desk.click("Views: Interior");
    desk.click("Show all, in the usual columns");
    assert!(desk.shows("2 events"));
    desk.click("Views: Views");
    desk.click("Interior");
    assert_eq!(desk.value("Filter events"), "minister");
    desk.click("Views: Interior");
    desk.click("Delete “Interior”");
    assert!(desk.project().views().is_empty());
    assert!(desk.shows("Views: Views"));
}

#[test]
fn an_undated_event_gets_a_date_with_a_reason() {
    let mut desk = with_visit();
    desk.click("1 undated");
    assert_eq!(desk.workbench().lower.tab, Tab::Events, "the chart's number leads to the tray");
    assert!(desk.shows("no date"));
    let title = desk.event().1.title;
    let (date, reason) = (format!("Date of {title}"), format!("Reason of {title}"));
    desk.fill_in(&date, "last monday");
    assert!(desk.shows("10 March 2025"), "counted from the article");
    desk.key(Key::Enter);
    assert!(desk.field(&reason).is_focused());
    desk.key(Key::Enter);
    assert!(desk.shows("Say why it is this date"));
    assert_eq!(desk.event().1.assessed, None);
    let revision = desk.session().revision();
    desk.fill_in(&reason, "the article says so");
    desk.key(Key::Enter);
    let assessed = desk.event().1.assessed.expect("a date");
    assert_eq!((assessed.when.to_string().as_str(), assessed.reason.as_str()), ("2025-03-10", "the article says so"));
    assert_eq!(desk.session().revision(), revision + 1, "one step");
    assert!(desk.shows("Nothing undated"));
    desk.click("Back to the list");
    assert_eq!(rows(&desk, VISIT_ROW), 1);
    desk.chord(CTRL, Key::Z);
    assert!(desk.shows("Undated 1"), "and it is back in the tray");
}

#[test]
fn marks_have_a_list_and_a_number_opens_what_is_behind_it() {
    let mut desk = with_two();
    desk.palette("Show the marks");
    assert_eq!(desk.workbench().lower.tab, Tab::Marks);
    desk.fill_in("Filter marks", "interior");
    assert_eq!(rows(&desk, QUOTE), 1);
    click_row(&mut desk, QUOTE);
    assert_eq!(desk.session().selection.document, Some(desk.document(&FIRST)), "a row goes to its place");
    assert!(desk.session().selection.mark.is_some());
    desk.click("Sentences");
    assert_eq!(desk.sentences(), [QUOTE]);
    desk.click("Close the sentences");
    desk.0.get_by_label("Rows of marks").focus();
    desk.settle();
    desk.chord(CTRL, Key::Enter);
    assert_eq!(desk.sentences(), [QUOTE], "by keyboard, of the row");
}

#[test]
fn columns_are_chosen_and_kept() {
    let mut desk = listed();
    assert!(!desk.shows("Origins"));
    let pos = desk.0.get_by_label("Columns").rect().center();
    desk.click_at(pos);
    let pos = desk.0.get_by_label("Origins").rect().center();
    desk.click_at(pos);
    let kept = desk.workbench().settings.list(ListOf::Events).columns(ListOf::Events);
    assert_eq!(kept.last(), Some(&ListColumn::Origins));
    desk.click("Type further left");
    let kept = desk.workbench().settings.list(ListOf::Events).columns(ListOf::Events);
    assert_eq!(kept.first(), Some(&ListColumn::Type));
    desk.key(Key::Escape);
}
