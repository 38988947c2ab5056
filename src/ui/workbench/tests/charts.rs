//! The charts: narrowed by keys, drawn in several ways, saved; and the trend.

use super::*;
use crate::model::{Arranged, Drawn, Step, View as SavedView};
use crate::ui::lower::Tab;

fn chart(desk: &Desk) -> &crate::model::ChartSpec {
    &desk.workbench().lower.charts.question.spec
}

fn on_chart(desk: &mut Desk) {
    desk.button_from("Activity chart").focus();
    desk.settle();
}

#[test]
fn a_period_is_chosen_by_a_key_seen_as_a_chip_shared_with_the_list_and_cleared_by_a_key() {
    let mut desk = with_two();
    on_chart(&mut desk);
    desk.key(Key::P);
    assert!(chart(&desk).filter.period.is_some());
    assert!(desk.0.query_all_by_label_contains("Remove the filter").next().is_some(), "it is seen");
    desk.click("Events 2");
    assert!(desk.0.query_all_by_label_contains("Remove the filter").next().is_some(), "and holds for the list");
    desk.click("Clear");
    desk.click("Activity");
    assert!(chart(&desk).filter.period.is_none(), "cleared in one, cleared in both");
    on_chart(&mut desk);
    desk.key(Key::P);
    on_chart(&mut desk);
    desk.key(Key::Backspace);
    assert!(chart(&desk).filter.period.is_none());
}

#[test]
fn a_chart_is_drawn_as_lines_saved_under_a_name_and_found_again() {
    let mut desk = with_two();
    desk.0.get_by_label_contains("Drawn as").click();
    desk.settle();
    desk.0.get_by_label("lines").click();
    desk.settle();
    assert_eq!((chart(&desk).drawn, chart(&desk).arranged), (Drawn::Lines, Arranged::Stacked));
    on_chart(&mut desk);
    desk.key(Key::ArrowUp);
    desk.key(Key::Enter);
    assert_eq!(desk.sentences().len(), 1, "a point opens its sentences");
    desk.key(Key::Escape);
    desk.click("Charts: Views");
    desk.write("By line");
    desk.key(Key::Enter);
    let saved: Vec<SavedView> = desk.project().views().iter().map(|(_, row)| SavedView::clone(row)).collect();
    assert_eq!((saved.len(), saved[0].name.as_str(), saved[0].chart.drawn), (1, "By line", Drawn::Lines));
    desk.click("Charts: By line");
    desk.write("Show the usual");
    desk.key(Key::Enter);
    assert_eq!(chart(&desk).drawn, Drawn::Bars);
    desk.click("Charts: Views");
    desk.write("By line");
    desk.key(Key::Enter);
    assert_eq!(chart(&desk).drawn, Drawn::Lines);
    desk.chord(Modifiers::CTRL, Key::Z);
    assert!(desk.project().views().is_empty(), "one step of undo");
}

#[test]
fn the_trend_says_what_it_cannot_say_and_opens_its_sentences() {
    let mut desk = with_two();
    desk.palette("cooperation trend");
    assert_eq!(desk.workbench().lower.tab, Tab::Trend);
    assert!(desk.0.query_all_by_label_contains("Cooperation index per month").next().is_some());
    desk.button_from("Trend.").focus();
    desk.settle();
    desk.key(Key::Enter);
    assert!(!desk.sentences().is_empty());
    desk.button_from("Trend.").focus();
    desk.settle();
    desk.key(Key::P);
    assert!(chart(&desk).filter.period.is_some(), "its periods are those of the chart");
    desk.button_from("Trend.").focus();
    desk.settle();
    desk.key(Key::Backspace);
    assert!(chart(&desk).filter.period.is_none());
    assert!(desk.0.query_all_by_label_contains("bins").next().is_some(), "too few bins for a test, and it says so");
}

#[test]
fn a_saved_trend_is_shown_as_one_with_the_words_over_it() {
    let mut desk = with_two();
    desk.palette("cooperation trend");
    desk.click("Title and caption");
    for (field, words) in [("Title of the chart", "How it went"), ("Caption of the chart", "Up, then down")] {
        desk.0.get_by_label(field).focus();
        desk.settle();
        desk.write(words);
        desk.key(Key::Enter);
    }
    desk.click("Title and caption");
    assert!(desk.0.query_all_by_label_contains("Up, then down").next().is_some(), "it is read below the title");
    desk.click("Charts: Views");
    desk.write("Index");
    desk.key(Key::Enter);
    let saved = desk.project().views().iter().next().map(|(_, row)| row.chart.clone()).expect("a saved chart");
    assert!(saved.trend().is_some() && saved.title == "How it went" && saved.caption == "Up, then down");
    desk.click("Activity");
    assert!(desk.0.query_by_label("How it went").is_none(), "the activity chart has no such title");
    desk.click("Charts: Views");
    desk.write("Index");
    desk.key(Key::Enter);
    assert_eq!(desk.workbench().lower.tab, Tab::Trend);
    assert!(desk.0.query_all_by_label_contains("How it went").next().is_some());
}

#[test]
fn a_period_narrows_lists_and_library_and_one_key_widens_all() {
    let mut desk = with_two();
    let listed = |desk: &Desk| desk.0.query_all_by_label_contains("Coast Courier").count();
    let before = listed(&desk);
    desk.0.get_by_label_contains("Width of a bar").click();
    desk.settle();
    desk.0.get_by_label("day").click();
    desk.settle();
    on_chart(&mut desk);
    desk.key(Key::P);
    assert!(listed(&desk) < before, "it reports nothing of the tenth");
    for tab in ["Entities 0", "Marks 2"] {
        desk.click(tab);
        let chips = desk.0.query_all_by_label_contains("Remove the filter Events of").count();
        assert_eq!(chips, if tab == "Marks 2" { 2 } else { 1 }, "in the library and, where there are rows, in {tab}");
    }
    assert!(desk.0.query_all_by_label_contains("1 of 2 marks").next().is_some());
    desk.chord(Modifiers::ALT, Key::F);
    assert!(chart(&desk).filter.period.is_none());
    assert_eq!(listed(&desk), before);
}

#[test]
fn plus_and_minus_change_the_width_of_the_bins_as_zooming_does() {
    let mut desk = with_two();
    on_chart(&mut desk);
    assert_eq!(chart(&desk).by, Step::Month);
    desk.key(Key::Minus);
    assert_eq!(chart(&desk).by, Step::Quarter);
    on_chart(&mut desk);
    for step in [Step::Month, Step::Week, Step::Day, Step::Day] {
        desk.key(Key::Plus);
        assert_eq!(chart(&desk).by, step);
        on_chart(&mut desk);
    }
    desk.key(Key::Minus);
    desk.key(Key::Minus);
    assert_eq!(chart(&desk).by, Step::Month);
    let middle = desk.button_from("Activity chart").rect().center();
    desk.zoom(middle, 3.0);
    assert_eq!(chart(&desk).by, Step::Week, "a month alone has become too few");
}

#[test]
fn the_lag_names_each_outlet_and_opens_its_sentences() {
    let mut desk = with_two();
    desk.palette("publication lag");
    assert_eq!(desk.workbench().lower.tab, Tab::Lag);
    desk.button_from("Publication lag.").focus();
    desk.settle();
    assert!(desk.0.query_all_by_label_contains("Coast Courier, median 1 day of 1 report").next().is_some());
    desk.key(Key::Enter);
    assert_eq!(desk.sentences().len(), 1, "all of an outlet");
    desk.key(Key::Escape);
    desk.button_from("Publication lag.").focus();
    desk.settle();
    desk.key(Key::ArrowDown);
    desk.key(Key::ArrowRight);
    assert!(desk.0.query_all_by_label_contains("Harbour Post, 1 day: 1 report").next().is_some());
    desk.key(Key::Enter);
    assert_eq!(desk.sentences(), [QUOTE]);
}
