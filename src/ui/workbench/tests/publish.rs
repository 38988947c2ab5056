//! A page or a report is exported by keyboard alone, and says what it lacks.

use super::desk::*;
use egui::Key;
use egui_kittest::kittest::Queryable;

/// Waits for the job that writes.
fn wait_for(desk: &mut Desk, words: &str) {
    for _ in 0..600 {
        desk.settle();
        if desk.notice().contains(words) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("{words:?} was not said, but {:?}", desk.notice());
}

#[test]
fn a_page_without_the_articles_is_written_by_keyboard_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page");
    let mut desk = Desk::usual();
    desk.palette("Export a page or a report…");
    assert_eq!(desk.value("Title of the page or report"), "Untitled");
    desk.write(" talks");
    assert!(desk.value("Title of the page or report").contains("talks"));
    desk.0.get_by(|node| node.label().is_some_and(|label| label.starts_with("The articles;"))).focus();
    desk.settle();
    desk.key(Key::Space);
    desk.button("Choose where…").focus();
    desk.settle();
    desk.key(Key::Enter);
    desk.wait();
    desk.write(&path.display().to_string());
    desk.key(Key::Enter);
    wait_for(&mut desk, "Exported to");
    assert!(desk.notice().contains("the texts of 2 articles"), "{}", desk.notice());
    let page = std::fs::read_to_string(path.with_extension("html")).expect("the page has its ending");
    assert!(page.contains("Minister visits Rabat") && !page.contains("No paper was signed"));
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::usual();
    desk.palette("Export a page or a report…");
    desk.click("Choose where…");
    desk.write(&folder.path().join("no/such/folder/page.html").display().to_string());
    desk.key(Key::Enter);
    wait_for(&mut desk, "Nothing was exported");
}

#[test]
fn a_chart_is_written_as_it_was_chosen_by_keyboard_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = super::with_two();
    desk.palette("Export the chart");
    assert!(desk.shows("As outlines"), "an SVG to begin with");
    for choice in ["Picture (PNG)", "Dark, for a screen", "2×"] {
        desk.0.get_by_label(choice).focus();
        desk.settle();
        desk.key(Key::Space);
    }
    assert!(!desk.shows("As outlines"), "which a PNG has not");
    desk.chord(super::CTRL, Key::Enter);
    let path = folder.path().join("chart");
    desk.write(&path.display().to_string());
    desk.key(Key::Enter);
    wait_for(&mut desk, "Exported to");
    let picture = std::fs::read(path.with_extension("png")).expect("the picture has its ending");
    let (header, width) = (&picture[1..4], u32::from_be_bytes(picture[16..20].try_into().expect("a width")));
    assert_eq!((header, width), (&b"PNG"[..], 2 * 960));
    desk.palette("Export the chart");
    assert!(desk.shows("Pixels for each pixel of the drawing"), "it begins with what was chosen last");
    for choice in ["Picture (SVG)", "As outlines"] {
        desk.0.get_by_label(choice).click();
        desk.settle();
    }
    desk.click("Choose where…");
    desk.write(&path.display().to_string());
    desk.key(Key::Enter);
    wait_for(&mut desk, "chart.svg");
    let drawn = std::fs::read_to_string(path.with_extension("svg")).expect("a drawing");
    assert!(drawn.contains("<path") && !drawn.contains("<text"), "{drawn}");
}
