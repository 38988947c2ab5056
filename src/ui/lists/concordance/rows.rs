//! The rows of the concordance and the keys that work while they have the keyboard.

use super::{Hits, Wants};
use crate::model::CodeId;
use crate::query::concordance::{Line, Order, reads_right_to_left};
use crate::query::search::Context;
use crate::ui::action::Action;
use crate::ui::ask::Ask;
use crate::ui::lists::kwic::{self, CONTEXT_CHARS, Side};
use crate::ui::lists::{Direction, cell, column_head};
use crate::ui::theme;
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button::focus_ring, toggle};
use egui::{Align, Event, EventFilter, Id, Key, Layout, Modifiers, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column, TableBuilder, TableRow};

/// Rows that Page up and Page down move by.
const PAGE: usize = 8;

const HEADS: [(&str, Order); 6] = [
    ("Document", Order::Document),
    ("Date", Order::Published),
    ("Left", Order::Left),
    ("Hit", Order::Words),
    ("Right", Order::Right),
    ("Decided", Order::Code),
];

/// The id of the rows, to give them the keyboard.
pub(super) fn id() -> Id {
    Id::unique("concordance-rows")
}

/// Draws the table.
pub(super) fn show(hits: &mut Hits, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let area = ui.interact(ui.available_rect_before_wrap(), id(), Sense::click());
    area.widget_info(|| WidgetInfo::labeled(Role::List, true, "Hits"));
    if hits.wants == Wants::Rows || area.clicked() {
        area.request_focus();
        hits.wants = Wants::Sight;
    }
    if area.has_focus() {
        let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), arrows));
        keys(hits, ui, view, wishes);
    }
    table(hits, ui, view, wishes);
    // The rows reach a little beyond the area that they were given.
    let reach = area.rect.expand2(vec2(5.0, 0.0));
    let ring = area.with_new_rect(reach);
    focus_ring(ui, &ring);
}

fn keys(hits: &mut Hits, ui: &Ui, view: View<'_>, wishes: &mut Wishes) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let last = hits.rows().saturating_sub(1);
    let moves = [
        (Key::ArrowDown, hits.at + 1),
        (Key::ArrowUp, hits.at.saturating_sub(1)),
        (Key::PageDown, hits.at + PAGE),
        (Key::PageUp, hits.at.saturating_sub(PAGE)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    if let Some((_, to)) = moves.into_iter().find(|(key, _)| pressed(Modifiers::NONE, *key)) {
        (hits.at, hits.wants) = (to.min(last), Wants::Sight);
    }
    let hit = hits.hit(hits.at);
    if pressed(Modifiers::NONE, Key::Space) {
        hit.into_iter().for_each(|hit| hits.turn_tick(hit));
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        hits.turn_all();
    }
    if pressed(Modifiers::NONE, Key::Enter)
        && let Some(hit) = hit
    {
        wishes.push(Wish::Jump(hit.document, hit.span));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        wishes.push(Wish::Read);
    }
    if view.session.read_only().is_some() {
        return;
    }
    if Action::TagWith.reading_key().is_some_and(|key| pressed(Modifiers::NONE, key)) {
        wishes.push(Wish::Ask(Ask::TagTicked(hits.chosen().len())));
    } else if let Some(code) = code_of_typed_letter(ui, view) {
        wishes.push(Wish::TagTicked(code));
    }
}

/// The code whose key was typed: the same letters as in the article.
fn code_of_typed_letter(ui: &Ui, view: View<'_>) -> Option<CodeId> {
    let typed = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Text(text) => Some(text.to_lowercase()),
            _ => None,
        })
    })?;
    let mut letters = typed.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    view.project().codes().iter().find(|(_, code)| code.key == Some(letter)).map(|(id, _)| id)
}

fn table(hits: &mut Hits, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let mut sort = None;
    let mut clicked = None;
    let mut ticked = None;
    let mut table = TableBuilder::new(ui)
        .id_salt("concordance")
        .sense(Sense::CLICK)
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::exact(28.0))
        .column(Column::initial(220.0).at_least(80.0).clip(true).resizable(true))
        .column(Column::initial(96.0).at_least(60.0).clip(true).resizable(true))
        .column(Column::remainder().at_least(120.0).clip(true))
        .column(Column::initial(130.0).at_least(60.0).clip(true).resizable(true))
        .column(Column::remainder().at_least(120.0).clip(true))
        .column(Column::initial(120.0).at_least(40.0).clip(true));
    if hits.wants == Wants::Sight {
        hits.wants = Wants::Nothing;
        table = table.scroll_to_row(hits.at, None);
    }
    let (order, direction) = (hits.order, hits.direction);
    table
        .header(theme::ROW, |mut head| {
            head.col(|_| {});
            for (name, by) in HEADS {
                head.col(|ui| {
                    if column_head(ui, name, (by == order).then_some(direction), by == Order::Left) {
                        sort = Some(by);
                    }
                });
            }
        })
        .body(|body| {
            body.rows(theme::ROW, hits.rows(), |mut table| {
                let at = table.index();
                let Some(line) = hits.line(at) else { return };
                let is_ticked = hits.ticked.contains(&line.hit);
                table.set_selected(at == hits.at);
                table.col(|ui| {
                    if toggle::tick(ui, &format!("Tick hit {}", at + 1), is_ticked).clicked() {
                        ticked = Some(line.hit);
                    }
                });
                if one(&mut table, view, &line, is_ticked) {
                    clicked = Some((at, line.hit));
                }
            });
        });
    if let Some(hit) = ticked {
        hits.turn_tick(hit);
    }
    if let Some((at, hit)) = clicked {
        hits.at = at;
        ui.memory_mut(|memory| memory.request_focus(id()));
        wishes.push(Wish::Jump(hit.document, hit.span));
    }
    if let Some(by) = sort {
        hits.direction = if by == order { direction.turned() } else { Direction::Up };
        hits.order = by;
        hits.wants = Wants::Sight;
    }
}

/// The cells behind the tick; says whether the row was clicked.
fn one(table: &mut TableRow<'_, '_>, view: View<'_>, line: &Line, is_ticked: bool) -> bool {
    let Some(document) = view.project().documents().get(line.hit.document) else { return false };
    let context = line.hit.context(view.project().text(line.hit.document), CONTEXT_CHARS);
    let code = line.decided.map_or("", |code| view.project().label(code.into()));
    let date = document.published.as_ref().map_or_else(|| "undated".to_owned(), |published| published.when.short());
    let outlet = if document.outlet.is_empty() { "" } else { " · " };
    let source = format!("{}{outlet}{}", document.outlet, document.title);
    let Context { before, words, after } = context;
    let (left, right) = if reads_right_to_left(words) { (after, before) } else { (before, after) };
    let weak = line.decided.is_some();
    table.col(|ui| cell(ui, &source, true));
    table.col(|ui| cell(ui, &date, true));
    table.col(|ui| kwic::beside(ui, left, Side::Left));
    table.col(|ui| kwic::hit(ui, words, weak));
    table.col(|ui| kwic::beside(ui, right, Side::Right));
    table.col(|ui| cell(ui, code, true));
    let response = table.response();
    response.widget_info(|| {
        let decided = if code.is_empty() { String::new() } else { format!(", decided: {code}") };
        let name = format!("{before}{words}{after}, {source}, {date}{decided}");
        WidgetInfo::selected(Role::ListItem, true, is_ticked, name)
    });
    response.clicked()
}
