//! The rows of a merge, and the keys that choose in them: M and T in a conflict, S and D for two events that may be one.
//! What this does *not* do: what a row is about stands beside the list (`detail`).

use super::{Chosen, Outcome, Row, Shown, pressed, twin};
use crate::base::number::thousands;
use crate::project::merge::Side;
use crate::query::merged::Twins;
use crate::session::twins::Verdict;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, ROW, space};
use crate::ui::widgets::line::line;
use crate::ui::widgets::row;
use egui::{Align2, Id, Key, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Draws the list.
pub(super) fn list(ui: &mut Ui, shown: &Shown<'_>, at: &mut Option<Row>, choose: &mut Option<Chosen>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("merge-rows").auto_shrink(false).show_rows(
        ui,
        ROW,
        shown.rows.len(),
        |ui, range| {
            for place in range {
                match shown.rows.get(place) {
                    Some(Row::Head(name, count)) => part(ui, name, *count),
                    Some(row) => one(ui, shown, (*row, shown.rows.get(place + 1)), at, choose),
                    None => {}
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
fn words(shown: &Shown<'_>, row: Row) -> Option<(String, String)> {
    let report = &shown.outcome.report;
    match row {
        Row::Head(..) => None,
        Row::Conflict(at) => report.conflicts.get(at).map(|conflict| {
            let of = conflict.mine.iter().chain(&conflict.theirs).next().map_or("", |detail| detail.label);
            let called = conflict.called();
            (if of.is_empty() { called } else { format!("{called}: {of}") }, conflict.said.clone())
        }),
        Row::Twins(at) => report.same.get(at).map(|twins| {
            let behind = match (shown.why_not(twins), shown.verdict(twins)) {
                (Some(_), _) => "cannot be done".to_owned(),
                (None, Some(Verdict::Same)) => "become one".to_owned(),
                (None, Some(Verdict::Different)) => "both are kept".to_owned(),
                (None, None) => twins.because.join(", "),
            };
            (twins_words(shown.outcome, twins), behind)
        }),
        Row::Remark(at) => report.remarks.get(at).map(|(_, said)| (said.clone(), String::new())),
        Row::Taken(at) => report.taken.get(at).map(|change| (change.called(), change.what.name().to_owned())),
    }
}

/// The names of both; once, if they have the same.
fn twins_words(outcome: &Outcome, twins: &Twins) -> String {
    let name = |id: crate::model::EventId| outcome.merged.project.label(id.into());
    match (name(twins.mine), name(twins.theirs)) {
        (mine, theirs) if mine == theirs => format!("“{mine}”, twice"),
        (mine, theirs) => format!("“{mine}” and “{theirs}”"),
    }
}

pub(super) fn row_id(row: Row) -> Id {
    Id::unique(("merge-row", format!("{row:?}")))
}

/// Whether something was decided about a row that asks for it; `None` if it asks for nothing.
fn is_decided(shown: &Shown<'_>, row: Row) -> Option<bool> {
    let Row::Twins(at) = row else { return None };
    let twins = shown.outcome.report.same.get(at)?;
    Some(shown.verdict(twins).is_some() && shown.why_not(twins).is_none())
}

fn one(
    ui: &mut Ui,
    shown: &Shown<'_>,
    (row, next): (Row, Option<&Row>),
    at: &mut Option<Row>,
    choose: &mut Option<Chosen>,
) {
    let Some((what, behind)) = words(shown, row) else { return };
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, row_id(row), Sense::click());
    let selected = *at == Some(row);
    let name = if behind.is_empty() { what.clone() } else { format!("{what}, {behind}") };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    row::background(ui, rect, selected, &response);
    let mut left = rect.left() + space::L;
    if let Some(decided) = is_decided(shown, row) {
        let (icon, colour) =
            if decided { (icons::CHECK_CIRCLE, palette.good) } else { (icons::WARNING_CIRCLE, palette.warn) };
        ui.painter().text(pos2(left, rect.center().y), Align2::LEFT_CENTER, icon, theme::icon(14.0), colour);
        left += 20.0;
    }
    let behind = line(ui, &behind, &theme::small(), palette.weak, rect.width() * 0.4);
    let edge = rect.right() - space::S - behind.width;
    let text = line(ui, &what, &theme::body(), palette.text, (edge - left - space::M).max(40.0));
    text.paint(ui.painter(), pos2(left, rect.center().y));
    behind.paint(ui.painter(), pos2(edge, rect.center().y));
    if row::took_keyboard(&response) {
        response.scroll_to_me(None);
        *at = Some(row);
    }
    if response.has_focus() && shown.can_choose {
        by_key(ui, shown, (row, next), choose);
    }
    if response.clicked() {
        response.request_focus();
        *at = Some(row);
    }
    about(response, row, &name);
}

/// M, T, S and D choose while a row has the keyboard. Whoever decides about one pair goes on to the next.
fn by_key(ui: &Ui, shown: &Shown<'_>, (row, next): (Row, Option<&Row>), choose: &mut Option<Chosen>) {
    match row {
        Row::Conflict(place) => {
            if let Some(conflict) = shown.outcome.report.conflicts.get(place)
                && let Some(side) = pressed(ui, &[(Key::M, Side::Mine), (Key::T, Side::Theirs)])
            {
                *choose = Chosen::of(conflict, side);
            }
        }
        Row::Twins(place) => {
            if let Some(twins) = shown.outcome.report.same.get(place)
                && let Some(verdict) = pressed(ui, &[(Key::S, Verdict::Same), (Key::D, Verdict::Different)])
            {
                *choose = Some(Chosen::Verdict(twin(twins), verdict));
                if let Some(next @ Row::Twins(_)) = next {
                    ui.memory_mut(|memory| memory.request_focus(row_id(*next)));
                }
            }
        }
        _ => {}
    }
}

fn about(response: Response, row: Row, name: &str) {
    let keys = match row {
        Row::Conflict(_) => "\nM keeps mine, T keeps theirs",
        Row::Twins(_) => "\nS: the same, they become one · D: different, both are kept",
        _ => "",
    };
    response.on_hover_text(format!("{name}{keys}"));
}
