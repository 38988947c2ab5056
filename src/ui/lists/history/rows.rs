//! The rows of the history and of the trash.

use super::{Listed, Row, Source, moment, named, small};
use crate::base::number::counted;
use crate::model::TxId;
use crate::query::changes::noun;
use crate::query::past::Gone;
use crate::session::Restore;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, ROW, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::line::line;
use crate::ui::widgets::row;
use egui::{Align, Align2, Id, Layout, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::collections::BTreeSet;

const WHEN_PX: f32 = 136.0;
const WHO_PX: f32 = 84.0;

/// Draws the changes at these places; gives the place of the one that was chosen.
pub(super) fn changes(
    ui: &mut Ui,
    view: View<'_>,
    source: &Source,
    listed: &Listed,
    chosen: Option<TxId>,
) -> Option<usize> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut choose = None;
    ScrollArea::vertical().id_salt("history").auto_shrink(false).show_rows(
        ui,
        ROW,
        listed.rows.len(),
        |ui, range| {
            for shown in listed.rows.get(range).unwrap_or_default() {
                let number = match shown {
                    Row::Said(text) => {
                        said(ui, text);
                        continue;
                    }
                    Row::Change(number) => *number,
                };
                let (Some(place), Some(what)) = (listed.places.get(number), listed.touched.get(number)) else {
                    continue;
                };
                if one(ui, view, source, (*place, what.as_str()), (&listed.taken_back, chosen)) {
                    choose = Some(*place);
                }
            }
        },
    );
    choose
}

/// What is to be known of the list itself, where it is true.
fn said(ui: &mut Ui, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let shown = line(ui, text, &theme::small(), Palette::of(ui).weak, rect.width() - 2.0 * space::S);
    shown.paint(ui.painter(), pos2(rect.left() + space::S, rect.center().y));
    response.on_hover_text(text);
}

fn one(
    ui: &mut Ui,
    view: View<'_>,
    source: &Source,
    (place, what): (usize, &str),
    (taken_back, chosen): (&BTreeSet<TxId>, Option<TxId>),
) -> bool {
    let Some(tx) = source.transactions.get(place) else { return false };
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, Id::unique(("history-row", place)), Sense::click());
    let (when, who) = (moment(tx.at), named(&tx.by));
    let is_back = taken_back.contains(&tx.id);
    let here = view.session.as_of() == Some(place + 1);
    let state = match (here, is_back) {
        (true, _) => "you are here",
        (false, true) => "taken back",
        (false, false) => "",
    };
    let selected = chosen == Some(tx.id);
    let whole = [tx.title.as_str(), state, &when, who, what];
    let name = whole.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    row::background(ui, rect, selected, &response);
    let middle = rect.center().y;
    let left = rect.left() + space::S;
    line(ui, &when, &theme::small(), palette.weak, WHEN_PX - space::S).paint(ui.painter(), pos2(left, middle));
    let who_at = left + WHEN_PX;
    line(ui, who, &theme::small(), palette.weak, WHO_PX - space::S).paint(ui.painter(), pos2(who_at, middle));
    let from = who_at + WHO_PX;
    let behind = if state.is_empty() { what } else { state };
    let colour = if here { palette.accent } else { palette.weak };
    let behind = line(ui, behind, &theme::small(), colour, (rect.right() - from) * 0.45);
    let edge = rect.right() - space::S - behind.width;
    let title = line(
        ui,
        &tx.title,
        &theme::body(),
        if is_back { palette.weak } else { palette.text },
        (edge - from - space::M).max(40.0),
    );
    title.paint(ui.painter(), pos2(from, middle));
    behind.paint(ui.painter(), pos2(edge, middle));
    if is_back {
        // Not by a shade alone.
        let y = middle + 1.0;
        ui.painter().hline(from..=from + title.width, y, egui::Stroke::new(1.0, palette.weak));
    }
    if row::took_keyboard(&response) {
        response.scroll_to_me(None);
    }
    response.on_hover_text(&name).clicked()
}

/// Draws what is gone, each with a button that brings it back.
pub(super) fn trash(ui: &mut Ui, view: View<'_>, source: &Source, gone: &[Gone], wishes: &mut Wishes) {
    if gone.is_empty() {
        let text = "Documents, events and entities that you delete are listed here, with what was attached to them.";
        row::empty(ui, "The trash is empty", text, None);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let session = view.session;
    let writable = session.as_of().is_none() && session.read_only().is_none() && !session.is_blind();
    ScrollArea::vertical().id_salt("trash").auto_shrink(false).show_rows(ui, ROW, gone.len(), |ui, range| {
        for gone in gone.get(range).unwrap_or_default() {
            thrown(ui, source, gone, writable, wishes);
        }
    });
}

fn thrown(ui: &mut Ui, source: &Source, gone: &Gone, writable: bool, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let Some(tx) = source.transactions.get(gone.removed) else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let noun = noun(gone.record);
    let name = if gone.name.is_empty() { "without a name" } else { &gone.name };
    let with = match gone.attached {
        0 => String::new(),
        attached => format!(", with {} attached", counted(attached, "record")),
    };
    let how = format!("{noun}{with} · {} by {} · {}", moment(tx.at), named(&tx.by), tx.title);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}, {how}")));
    let room = egui::Rect::from_min_max(pos2(rect.right() - 110.0, rect.top()), rect.right_bottom());
    let mut child = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center)));
    let hint = "Brings it back with its marks, its evidence and its place in other records";
    if small(&mut child, "Bring back", &format!("Bring back {name}"), hint, writable) {
        wishes.push(Wish::Restore(Restore::BringBack { record: gone.record, removed: gone.removed }));
    }
    let middle = rect.center().y;
    let at = pos2(rect.left() + space::S + 6.0, middle);
    ui.painter().text(at, Align2::CENTER_CENTER, icons::TRASH, theme::icon(13.0), palette.weak);
    let left = rect.left() + 28.0;
    let most = rect.width() - 150.0;
    let shown = line(ui, name, &theme::body(), palette.text, most * 0.55);
    shown.paint(ui.painter(), pos2(left, middle));
    let from = left + shown.width + space::M;
    let how = line(ui, &how, &theme::small(), palette.weak, (room.left() - from - space::S).max(0.0));
    how.paint(ui.painter(), pos2(from, middle));
}
