//! The table of figures, by mouse and by keyboard alone.

use super::*;
use crate::model::{Bound, Figure};
use crate::ops::event::EventChange;
use crate::ui::chart::Look;
use crate::ui::lower::Tab;

/// A visit with two figures of one unit, the one stated by its mark.
fn with_figures() -> Desk {
    let mut desk = with_visit();
    let (event, mark) = (desk.event().0, desk.marks()[0].0);
    let figure = |value: i64, bound, source| Figure {
        value: value.into(),
        unit: "talks".into(),
        bound,
        source,
        ..Figure::default()
    };
    let changes = vec![
        EventChange::AddFigure(figure(50, Bound::MoreThan, crate::model::Source::Mark(mark))),
        EventChange::AddFigure(figure(200, Bound::About, crate::model::Source::Analyst)),
    ];
    desk.0.state_mut().perform(&crate::session::Command::ChangeEvent { event, changes }).expect("is changed");
    desk.settle();
    desk.palette("table of figures");
    assert_eq!(desk.workbench().lower.tab, Tab::Figures);
    desk
}

#[test]
fn figures_stand_by_unit_with_their_sum_and_open_their_sentence() {
    let mut desk = with_figures();
    assert!(desk.shows("talks · 2 figures, together more than about 250 talks"));
    assert!(desk.shows("2 of 2 are not exact"));
    let pos = desk.button_from("more than 50 talks").rect().center();
    desk.click_at(pos);
    assert_eq!(desk.sentences(), [QUOTE]);
}

#[test]
fn two_figures_are_set_against_each_other_by_keyboard_alone() {
    let mut desk = with_figures();
    desk.button_from("Table of figures").focus();
    desk.settle();
    desk.key(Key::ArrowDown);
    desk.key(Key::Space);
    assert!(desk.shows("Take a second figure"));
    desk.key(Key::ArrowDown);
    desk.key(Key::Space);
    assert!(desk.shows("% of more than 50 talks"), "the greater one stands first");
    desk.click("Swap");
    assert!(desk.shows("more than 50 talks is more than about 25 % of about 200 talks"));
    assert!(desk.shows("one figure is the analyst’s"));
    desk.button_from("Table of figures").focus();
    desk.settle();
    desk.key(Key::End);
    desk.key(Key::Enter);
    assert_eq!(desk.sentences(), [QUOTE]);
    desk.click("Let go");
    assert!(!desk.shows("% of"));
}

#[test]
fn the_table_is_exported_and_says_what_it_cannot_be() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut desk = with_figures();
    let mut export = |name: &str| {
        let path = dir.path().join(name);
        let ctx = desk.0.ctx.clone();
        desk.0.state_mut().use_paths(&ctx, Purpose::ExportChart(Look::default()), vec![path.clone()]);
        desk.wait();
        (std::fs::read_to_string(path).unwrap_or_default(), desk.notice().to_owned())
    };
    assert!(export("f.csv").0.contains("talks"));
    assert!(export("f.json").0.contains("\"talks\""));
    let (nothing, notice) = export("f.svg");
    assert!(nothing.is_empty() && notice.contains(".csv or .json"), "{notice}");
}
