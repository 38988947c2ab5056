//! The rows of a merge, and the one that is looked at: two sides of a conflict beside each other.

use super::{Chosen, Outcome, Row, keys};
use crate::base::number::thousands;
use crate::model::RecordId;
use crate::project::merge::Side;
use crate::query::changes::Detail;
use crate::query::merged::{Conflict, Twins};
use crate::ui::icons;
use crate::ui::theme::{self, Palette, ROW, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::line::{line, lines};
use crate::ui::widgets::{button, field, row};
use egui::{Align2, Id, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Draws the list.
pub(super) fn list(ui: &mut Ui, outcome: &Outcome, at: &mut Option<Row>, choose: &mut Option<Chosen>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("merge-rows").auto_shrink(false).show_rows(
        ui,
        ROW,
        outcome.rows.len(),
        |ui, range| {
            for shown in outcome.rows.get(range).unwrap_or_default() {
                match shown {
                    Row::Head(name, count) => part(ui, name, *count),
                    shown => one(ui, outcome, *shown, at, choose),
                }
            }
        },
    );
}

fn part(ui: &mut Ui, name: &str, count: usize) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name} {}", thousands(count))));
    let text = line(ui, name, &theme::section(), palette.text, rect.width() - 60.0);
    text.paint(ui.painter(), pos2(rect.left() + space::XS, rect.center().y));
    let at = pos2(rect.left() + space::XS + text.width + space::S, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, thousands(count), theme::small(), palette.weak);
}

/// What a row says, and weakly behind it.
fn words(outcome: &Outcome, shown: Row) -> Option<(String, String)> {
    let report = &outcome.report;
    match shown {
        Row::Head(..) => None,
        Row::Conflict(at) => report.conflicts.get(at).map(|conflict| {
            let of = conflict.mine.iter().chain(&conflict.theirs).next().map_or("", |detail| detail.label);
            let called = conflict.called();
            (if of.is_empty() { called } else { format!("{called}: {of}") }, conflict.said.clone())
        }),
        Row::Twins(at) => report.same.get(at).map(|twins| (twins_words(outcome, twins), twins.because.join(", "))),
        Row::Remark(at) => report.remarks.get(at).map(|(_, said)| (said.clone(), String::new())),
        Row::Taken(at) => report.taken.get(at).map(|change| (change.called(), change.what.name().to_owned())),
    }
}

fn twins_words(outcome: &Outcome, twins: &Twins) -> String {
    let name = |id: crate::model::EventId| outcome.merged.project.label(id.into()).to_owned();
    format!("“{}” and “{}”", name(twins.mine), name(twins.theirs))
}

fn one(ui: &mut Ui, outcome: &Outcome, shown: Row, at: &mut Option<Row>, choose: &mut Option<Chosen>) {
    let Some((what, behind)) = words(outcome, shown) else { return };
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, Id::unique(("merge-row", format!("{shown:?}"))), Sense::click());
    let selected = *at == Some(shown);
    let name = if behind.is_empty() { what.clone() } else { format!("{what}, {behind}") };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    row::background(ui, rect, selected, &response);
    let left = rect.left() + space::L;
    let behind = line(ui, &behind, &theme::small(), palette.weak, rect.width() * 0.4);
    let edge = rect.right() - space::S - behind.width;
    let text = line(ui, &what, &theme::body(), palette.text, (edge - left - space::M).max(40.0));
    text.paint(ui.painter(), pos2(left, rect.center().y));
    behind.paint(ui.painter(), pos2(edge, rect.center().y));
    if response.gained_focus() {
        response.scroll_to_me(None);
        *at = Some(shown);
    }
    if response.has_focus()
        && let Row::Conflict(place) = shown
        && let Some(conflict) = outcome.report.conflicts.get(place)
        && let Some(side) = keys(ui)
    {
        *choose = Chosen::of(conflict, side);
    }
    if response.clicked() {
        response.request_focus();
        *at = Some(shown);
    }
    response.on_hover_text(&name);
}

/// Draws what is looked at.
pub(super) fn detail(
    ui: &mut Ui,
    view: View<'_>,
    outcome: &Outcome,
    at: Option<Row>,
    choose: &mut Option<Chosen>,
    wishes: &mut Wishes,
) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let Some(at) = at else { return };
    ScrollArea::vertical().id_salt("merge-detail").auto_shrink(false).show(ui, |ui| match at {
        Row::Conflict(place) => {
            if let Some(conflict) = outcome.report.conflicts.get(place) {
                conflict_of(ui, conflict, choose);
            }
        }
        Row::Twins(place) => {
            if let Some(twins) = outcome.report.same.get(place) {
                twins_of(ui, view, outcome, twins, wishes);
            }
        }
        Row::Remark(place) => {
            if let Some((_, said)) = outcome.report.remarks.get(place) {
                paragraph(ui, said, true);
            }
        }
        Row::Taken(place) => {
            if let Some(change) = outcome.report.taken.get(place) {
                row::head(ui, &format!("{} {}", change.called(), change.what.name()), None);
                for said in change.details.iter().take(MOST_LINES) {
                    paragraph(ui, &said.words(), false);
                }
                let more = change.details.len().saturating_sub(MOST_LINES);
                if more > 0 {
                    field::label(ui, &format!("and {} more", thousands(more)));
                }
            }
        }
        Row::Head(..) => {}
    });
}

/// Lines of one record that are drawn.
const MOST_LINES: usize = 200;

fn conflict_of(ui: &mut Ui, conflict: &Conflict, choose: &mut Option<Chosen>) {
    row::head(ui, &conflict.called(), None);
    paragraph(ui, &format!("Both changed this: {}", conflict.said), false);
    ui.add_space(space::XS);
    let can_choose = conflict.field.is_some();
    let width = (ui.available_width() - space::M) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        for (side, name, details) in
            [(Side::Mine, "Mine", &conflict.mine), (Side::Theirs, "Theirs", &conflict.theirs)]
        {
            ui.vertical(|ui| {
                ui.set_width(width);
                side_of(ui, (side, name), details, (conflict.kept == side, can_choose), |side| {
                    *choose = Chosen::of(conflict, side);
                });
            });
        }
    });
    if !can_choose {
        field::label(ui, "What one side removed and the other needs stays; delete it afterwards if it is to go.");
    }
}

fn side_of(
    ui: &mut Ui,
    (side, name): (Side, &str),
    details: &[Detail],
    (kept, can_choose): (bool, bool),
    mut choose: impl FnMut(Side),
) {
    let key = if side == Side::Mine { "M" } else { "T" };
    if can_choose {
        let response = crate::ui::widgets::chip::chip(ui, &format!("Keep {}", name.to_lowercase()), None, key, kept);
        if response.on_hover_text("M keeps mine and T keeps theirs while the conflict has the keyboard").clicked() {
            choose(side);
        }
    } else {
        row::head(ui, name, None);
    }
    if kept {
        let palette = Palette::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name} is kept")));
        let left = rect.left_center();
        ui.painter().text(left, Align2::LEFT_CENTER, icons::CHECK_CIRCLE, theme::icon(13.0), palette.good);
        ui.painter().text(left + vec2(18.0, 0.0), Align2::LEFT_CENTER, "is kept", theme::small(), palette.weak);
    }
    if details.is_empty() {
        paragraph(ui, "left it as it was", false);
    }
    for detail in details.iter().take(MOST_LINES) {
        paragraph(ui, &detail.words(), true);
    }
}

fn twins_of(ui: &mut Ui, view: View<'_>, outcome: &Outcome, twins: &Twins, wishes: &mut Wishes) {
    row::head(ui, &twins_words(outcome, twins), None);
    for why in &twins.because {
        paragraph(ui, &format!("+ {why}"), false);
    }
    for why in &twins.differs {
        paragraph(ui, &format!("− {why}"), false);
    }
    if view.project().has(RecordId::Event(twins.theirs)) {
        if button::words(ui, "Look at it: same event?", true).clicked() {
            wishes.push(Wish::Show(RecordId::Event(twins.theirs)));
        }
    } else {
        field::label(ui, "They stay two. After the merge you can look at them, and make them one.");
    }
}

/// Words over as many lines as they need, in any script.
fn paragraph(ui: &mut Ui, text: &str, strong: bool) {
    let palette = Palette::of(ui);
    let (font, colour) = if strong { (theme::body(), palette.text) } else { (theme::small(), palette.weak) };
    let shown = lines(ui, text, &font, colour, ui.available_width(), 12);
    let height = 18.0;
    for (number, shown) in shown.rows.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        if number == 0 {
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        }
        let x = if shown.rtl { rect.right() - shown.width } else { rect.left() };
        shown.paint(ui.painter(), pos2(x, rect.center().y));
    }
}
