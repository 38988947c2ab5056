//! The matrix: by mouse, by keyboard alone, saved and written to a file.

use super::*;
use crate::model::{MatrixOf, Side, SplitBy, Within};
use crate::ui::chart::{Kind, Look};
use crate::ui::lower::Tab;

fn asked(desk: &Desk) -> MatrixOf {
    let spec = desk.workbench().lower.charts.spec(crate::ui::chart::Kind::Matrix);
    spec.matrix().expect("a matrix").of
}

/// Types along time: a visit and a statement in one month.
fn heat_map() -> Desk {
    let mut desk = with_two();
    desk.palette("matrix of actors");
    assert_eq!(desk.workbench().lower.tab, Tab::Chart(Kind::Matrix));
    desk.0.get_by_label_contains("Matrix: Actors together").click();
    desk.settle();
    desk.0.get_by_label("Types along time").click();
    desk.settle();
    desk.let_go();
    assert_eq!(asked(&desk), MatrixOf::Pivot { rows: Side::By(SplitBy::Type), columns: Side::Period });
    desk
}

#[test]
fn a_cell_a_name_and_a_sum_open_their_sentences_by_mouse() {
    let mut desk = heat_map();
    desk.click("Visit · Mar 2025: 1 event");
    assert_eq!(desk.sentences(), [QUOTE]);
    desk.click("Mar 2025: 2 events");
    assert_eq!(desk.sentences().len(), 2, "a column");
    desk.click("Visit: 1 event");
    assert_eq!(desk.sentences(), [QUOTE], "a row");
    desk.click("All: 2 events");
    assert_eq!(desk.sentences().len(), 2);
}

#[test]
fn the_keyboard_alone_goes_from_cell_to_cell() {
    let mut desk = heat_map();
    desk.button_from("Matrix. Events by type and month").focus();
    desk.settle();
    assert!(desk.shows("All, 2 events"), "it begins at the sum of all");
    desk.key(Key::ArrowDown);
    desk.key(Key::ArrowRight);
    assert!(desk.shows("· Mar 2025, 1 event"));
    desk.key(Key::Enter);
    assert_eq!(desk.sentences().len(), 1);
    desk.key(Key::ArrowLeft);
    desk.key(Key::ArrowUp);
    desk.key(Key::Enter);
    assert_eq!(desk.sentences().len(), 2, "out to the sums again");
    desk.key(Key::End);
    desk.key(Key::P);
    let filter = |desk: &Desk| desk.workbench().lower.charts.question.spec.filter.clone();
    assert_eq!(filter(&desk).period.expect("a period").to_string(), "2025-03-01/2025-03-31");
    desk.button_from("Matrix. Events").focus();
    desk.settle();
    desk.key(Key::Backspace);
    assert!(filter(&desk).period.is_none());
}

#[test]
fn sides_are_swapped_and_codes_are_crossed_and_time_is_never_on_both() {
    let mut desk = heat_map();
    desk.click("Swap");
    assert_eq!(asked(&desk), MatrixOf::Pivot { rows: Side::Period, columns: Side::By(SplitBy::Type) });
    desk.0.get_by_label_contains("Columns: type").click();
    desk.settle();
    desk.0.get_by_label("time, per month").click();
    desk.settle();
    assert_eq!(asked(&desk), MatrixOf::Pivot { rows: Side::By(SplitBy::Type), columns: Side::Period });
    desk.0.get_by_label_contains("Matrix: Types").click();
    desk.settle();
    desk.0.get_by_label("Codes together").click();
    desk.settle();
    assert_eq!(asked(&desk), MatrixOf::Codes(Within::Sentence));
    desk.let_go();
    desk.click("Visit: 1 sentence, all that belong to it");
    assert_eq!(desk.sentences(), [QUOTE], "a code opens its marks");
}

#[test]
fn a_matrix_is_saved_found_again_and_written_to_a_file() {
    let mut desk = heat_map();
    desk.click("Charts: Views");
    desk.write("Heat");
    desk.key(Key::Enter);
    let saved = desk.project().views().iter().next().map(|(_, row)| row.chart.clone()).expect("a saved chart");
    assert_eq!(saved.matrix().map(|matrix| matrix.of), Some(asked(&desk)));
    desk.click("Swap");
    desk.click("Activity");
    desk.click("Charts: Views");
    desk.write("Heat");
    desk.key(Key::Enter);
    assert_eq!(
        (desk.workbench().lower.tab, asked(&desk)),
        (Tab::Chart(Kind::Matrix), saved.matrix().expect("a matrix").of)
    );
    let dir = tempfile::tempdir().expect("a folder");
    for name in ["m.svg", "m.csv", "m.png", "m.json"] {
        let path = dir.path().join(name);
        let ctx = desk.0.ctx.clone();
        desk.0.state_mut().use_paths(&ctx, Purpose::ExportChart(Look::default()), vec![path.clone()]);
        desk.wait();
        assert!(!std::fs::read(&path).expect("a file").is_empty());
    }
    let csv = std::fs::read_to_string(dir.path().join("m.csv")).expect("a table");
    assert!(csv.contains("cell,Visit,Mar 2025,1,events,"), "{csv}");
}
