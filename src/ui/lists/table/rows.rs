//! The rows of a list, and the keys that work while they have the keyboard.
//!
//! ↑ ↓, Page up, Page down, Home and End move, with Shift they choose; Ctrl+A chooses all; Enter and Space open, and
//! fold a group; ← and → fold; Ctrl+Enter lists the sentences behind; Delete deletes what is chosen; Backspace clears
//! the filter; Escape lets go, and then gives the keyboard back to the text.

use super::{Chosen, Records, Wants, behind, columns, heading};
use crate::model::{Direction, Filter, ListColumn, ListOf, RecordId, Sorting};
use crate::query::table::{self, Line, Rows, cells};
use crate::ui::lists::{cell, column_head};
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, line::line};
use egui::{
    Align, Event, EventFilter, Id, InputState, Key, Layout, Modifiers, Pos2, Rect, Role, Sense, Shape, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};
use egui_extras::{TableBuilder, TableRow};

/// Rows that Page up and Page down move by.
const PAGE: usize = 8;
/// So many cells are remembered.
const MOST_CELLS: usize = 20_000;

/// The id of the rows, to give them the keyboard.
fn id(of: ListOf) -> Id {
    Id::unique(("records", of))
}

/// Draws the table.
pub(super) fn show(list: &mut Records, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let of = list.spec.of;
    let area = ui.interact(ui.available_rect_before_wrap(), id(of), Sense::click());
    area.widget_info(|| WidgetInfo::labeled(Role::List, true, format!("Rows of {of}")));
    // A dialog that was closed in this frame still takes the keyboard from what lies behind it.
    let free = ui.memory(|memory| memory.top_modal_layer().is_none());
    if (list.wants == Wants::Focus && free && list.asking.is_none()) || area.clicked() {
        area.request_focus();
        list.wants = Wants::Sight;
    }
    if list.wants == Wants::Focus && list.asking.is_none() {
        ui.ctx().request_repaint();
    }
    if area.has_focus() {
        let filter =
            EventFilter { vertical_arrows: true, horizontal_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id(of), filter));
        keys(list, ui, view, wishes);
    }
    table(list, ui, view, wishes);
    let reach = area.rect.expand2(vec2(5.0, 0.0));
    button::focus_ring(ui, &area.with_new_rect(reach));
}

fn keys(list: &mut Records, ui: &Ui, view: View<'_>, wishes: &mut Wishes) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let (at, last) = (list.chosen.at, list.lines.len().saturating_sub(1));
    let moves = [
        (Key::ArrowDown, at + 1),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::PageDown, at + PAGE),
        (Key::PageUp, at.saturating_sub(PAGE)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    // With Shift first: without it a key fits whatever is held.
    if let Some((_, to)) = moves.iter().find(|(key, _)| pressed(Modifiers::SHIFT, *key)) {
        list.stretch_to((*to).min(last));
    } else if let Some((_, to)) = moves.iter().find(|(key, _)| pressed(Modifiers::NONE, *key)) {
        list.move_to((*to).min(last));
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        list.choose_all();
    }
    if pressed(Modifiers::COMMAND, Key::Enter) {
        list.open_sentences(view, wishes);
    } else if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::Space) {
        list.open(wishes);
    }
    if pressed(Modifiers::NONE, Key::ArrowLeft) {
        list.fold_here();
    }
    if pressed(Modifiers::NONE, Key::ArrowRight) {
        list.unfold_here();
    }
    if pressed(Modifiers::NONE, Key::Backspace) {
        list.spec.filter = Filter::everything();
    }
    if pressed(Modifiers::NONE, Key::Delete) && view.session.read_only().is_none() {
        list.delete(wishes);
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        if list.chosen.records.len() > 1 {
            list.chosen.records.clear();
        } else {
            wishes.push(Wish::Read);
        }
    }
}

impl Records {
    fn line(&self, at: usize) -> Option<Line> {
        self.lines.at(self.rows.get()?, at)
    }

    fn record(&self, at: usize) -> Option<RecordId> {
        match self.line(at)? {
            Line::Head(_) => None,
            Line::Row(place) => self.rows.get()?.ids.get(place).copied(),
        }
    }

    fn move_to(&mut self, line: usize) {
        let on = self.record(line);
        self.chosen = Chosen { records: on.into_iter().collect(), at: line, on, from: line };
        self.wants = Wants::Sight;
    }

    fn stretch_to(&mut self, line: usize) {
        let from = self.chosen.from;
        let (first, last) = (from.min(line), from.max(line));
        self.chosen.records = (first..=last).filter_map(|line| self.record(line)).collect();
        self.chosen.at = line;
        self.chosen.on = self.record(line);
        self.wants = Wants::Sight;
    }

    fn turn(&mut self, line: usize) {
        let Some(record) = self.record(line) else { return };
        if !self.chosen.records.remove(&record) {
            self.chosen.records.insert(record);
        }
        self.chosen.at = line;
        self.chosen.on = Some(record);
        self.chosen.from = line;
    }

    fn choose_all(&mut self) {
        let Some(rows) = self.rows.get() else { return };
        self.chosen.records = rows.ids.iter().copied().collect();
    }

    fn open(&mut self, wishes: &mut Wishes) {
        match self.line(self.chosen.at) {
            Some(Line::Head(group)) => self.turn_group(group),
            Some(Line::Row(_)) => {
                if let Some(record) = self.record(self.chosen.at) {
                    self.move_to(self.chosen.at);
                    wishes.push(go_to(record));
                }
            }
            None => {}
        }
    }

    /// The sentences behind the group or the row that the keys are on.
    fn open_sentences(&self, view: View<'_>, wishes: &mut Wishes) {
        let (Some(rows), Some(line)) = (self.rows.get(), self.line(self.chosen.at)) else { return };
        match line {
            Line::Head(group) => group_behind(view, rows, group, wishes),
            Line::Row(place) => {
                let record: Vec<RecordId> = rows.ids.get(place).copied().into_iter().collect();
                let title = record.first().map(|id| view.project().label(*id).to_owned());
                behind(view, title.unwrap_or_default(), &record, wishes);
            }
        }
    }

    fn turn_group(&mut self, group: usize) {
        let Some(name) = self.rows.get().and_then(|rows| rows.groups.get(group)).map(|group| group.name.clone())
        else {
            return;
        };
        if !self.folded.remove(&name) {
            self.folded.insert(name);
        }
        self.chosen.on = None;
        self.relay();
        self.chosen.at = self.lines.head(group);
        self.chosen.from = self.chosen.at;
    }

    fn fold_here(&mut self) {
        let Some(group) = self.lines.group_at(self.chosen.at) else { return };
        if self.lines.is_open(group) {
            self.turn_group(group);
            self.wants = Wants::Sight;
        }
    }

    fn unfold_here(&mut self) {
        let Some(group) = self.lines.group_at(self.chosen.at) else { return };
        if !self.lines.is_open(group) {
            self.turn_group(group);
        }
    }

    fn delete(&self, wishes: &mut Wishes) {
        let under = self.record(self.chosen.at).into_iter().collect();
        let gone = if self.chosen.records.is_empty() { &under } else { &self.chosen.records };
        if !gone.is_empty() {
            wishes.command(super::bulk::delete(gone));
        }
    }

    fn click(&mut self, ui: &Ui, line: usize, wishes: &mut Wishes) {
        ui.memory_mut(|memory| memory.request_focus(id(self.spec.of)));
        let held = ui.input(held_on_click);
        if held.command {
            self.turn(line);
        } else if held.shift {
            self.stretch_to(line);
            self.wants = Wants::Nothing;
        } else if let Some(record) = self.record(line) {
            self.move_to(line);
            self.wants = Wants::Nothing;
            wishes.push(go_to(record));
        }
    }

    fn sort_by(&mut self, by: ListColumn) {
        let before = self.spec.sort.unwrap_or_else(|| natural(self.spec.of));
        let first = if by.is_count() { Direction::Down } else { Direction::Up };
        let direction = if before.by == by { before.direction.turned() } else { first };
        self.spec.sort = Some(Sorting { by, direction });
        self.wants = Wants::Sight;
    }
}

/// Lists the sentences behind a group.
fn group_behind(view: View<'_>, rows: &Rows, group: usize, wishes: &mut Wishes) {
    let name = rows.groups.get(group).map(|group| group.name.clone()).unwrap_or_default();
    behind(view, super::super::capital(&name), rows.of_group(group), wishes);
}

/// What a list is sorted by while nobody has said so.
fn natural(of: ListOf) -> Sorting {
    let by = match of {
        ListOf::Events => ListColumn::When,
        ListOf::Entities => ListColumn::Name,
        ListOf::Marks => ListColumn::Document,
    };
    Sorting { by, direction: Direction::Up }
}

/// What was held when the button was let go; it may have been let go in the same frame.
fn held_on_click(input: &InputState) -> Modifiers {
    let click = input.events.iter().rev().find_map(|event| match event {
        Event::PointerButton { pressed: false, modifiers, .. } => Some(*modifiers),
        _ => None,
    });
    click.unwrap_or(input.modifiers)
}

fn go_to(record: RecordId) -> Wish {
    match record {
        RecordId::Mark(mark) => Wish::GoToMark(mark),
        record => Wish::Show(record),
    }
}

/// What was done with the table in this frame.
#[derive(Default)]
struct Done {
    sort: Option<ListColumn>,
    clicked: Option<usize>,
    folded: Option<usize>,
    widths: Vec<f32>,
}

fn table(list: &mut Records, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let of = list.spec.of;
    let shown = list.rows.answered().map(|(_, spec, _)| spec.columns.clone()).unwrap_or_default();
    let look = view.settings.list(of);
    let mut done = Done::default();
    let mut table = TableBuilder::new(ui)
        .id_salt(("records", of, &shown))
        .sense(Sense::CLICK)
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .cell_layout(Layout::left_to_right(Align::Center));
    for column in columns::layout(&shown, &look) {
        table = table.column(column);
    }
    if list.wants == Wants::Sight {
        list.wants = Wants::Nothing;
        table = table.scroll_to_row(list.chosen.at, None);
    }
    let sort = list.spec.sort.unwrap_or_else(|| natural(of));
    table
        .header(theme::ROW, |mut head| {
            for column in &shown {
                head.col(|ui| {
                    let sorted = (sort.by == *column).then_some(sort.direction);
                    if column_head(ui, &heading(of, *column), sorted, column.is_count()) {
                        done.sort = Some(*column);
                    }
                });
            }
        })
        .body(|body| {
            done.widths = body.widths().to_vec();
            body.rows(theme::ROW, list.lines.len(), |mut row| one(list, &mut row, view, &shown, &mut done, wishes));
        });
    if list.cells.len() > MOST_CELLS {
        list.cells.clear();
    }
    if let Some(look) = list.widths.note(ui, &shown, &done.widths, &look) {
        wishes.push(Wish::ListLook(of, look));
    }
    if let Some(line) = done.clicked {
        list.click(ui, line, wishes);
    }
    if let Some(group) = done.folded {
        list.turn_group(group);
        ui.memory_mut(|memory| memory.request_focus(id(of)));
    }
    if let Some(by) = done.sort {
        list.sort_by(by);
    }
}

fn one(
    list: &mut Records,
    row: &mut TableRow<'_, '_>,
    view: View<'_>,
    shown: &[ListColumn],
    done: &mut Done,
    wishes: &mut Wishes,
) {
    let at = row.index();
    match list.line(at) {
        Some(Line::Head(group)) => {
            row.set_selected(at == list.chosen.at);
            head(list, row, view, group, shown.len(), done, wishes);
        }
        Some(Line::Row(_)) => {
            if let Some(record) = list.record(at) {
                let shows = view.session.selection.record == Some(record);
                row.set_selected(list.chosen.records.contains(&record) || shows);
                cells(list, row, view, record, shown, wishes);
                let response = row.response();
                let chosen = list.chosen.records.contains(&record);
                let name = shown.iter().filter_map(|column| list.cells.get(&(record, *column)));
                let name = name.filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
                response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &name));
                if response.clicked() {
                    done.clicked = Some(at);
                }
            }
        }
        None => {}
    }
}

fn cells(
    list: &mut Records,
    row: &mut TableRow<'_, '_>,
    view: View<'_>,
    record: RecordId,
    shown: &[ListColumn],
    wishes: &mut Wishes,
) {
    let Some(rows) = list.rows.get() else { return };
    for column in shown {
        let text = list
            .cells
            .entry((record, *column))
            .or_insert_with(|| table::cell(view.project(), &rows.reach, record, *column));
        row.col(|ui| {
            if column.is_count() {
                count(ui, view, record, *column, text, wishes);
                return;
            }
            swatch(ui, view, record, *column);
            cell(ui, text, is_weak(*column, text));
        });
    }
}

/// A number that opens what is behind it.
fn count(ui: &mut Ui, view: View<'_>, record: RecordId, column: ListColumn, text: &str, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let shown = line(ui, text, &theme::body(), palette.text, rect.width());
    let left = rect.right() - shown.width;
    let hot = Rect::from_min_max(pos2(left - space::XS, rect.top()), rect.right_bottom());
    let link = ui.interact(hot, response.id.with("count"), if text == "0" { Sense::hover() } else { Sense::CLICK });
    let label = view.project().label(record);
    link.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if link.hovered() && text != "0" {
        let stroke = Stroke::new(1.0, palette.accent);
        ui.painter().hline(left..=rect.right(), rect.center().y + 8.0, stroke);
    }
    shown.paint(ui.painter(), pos2(left, rect.center().y));
    if link.clicked() {
        let events = cells::events_behind(view.project(), record, column);
        if events.is_empty() {
            let marks = cells::marks_behind(view.project(), record);
            wishes.push(Wish::Sentences { title: label.to_owned(), marks });
        } else {
            wishes.push(Wish::Evidence { title: label.to_owned(), events });
        }
    }
}

fn swatch(ui: &mut Ui, view: View<'_>, record: RecordId, column: ListColumn) {
    let code = cells::code(view.project(), record, column).and_then(|code| view.project().codes().get(code));
    let Some(code) = code else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
    let square = Rect::from_center_size(rect.center(), vec2(10.0, 10.0));
    chip::paint_swatch(ui.painter(), square, theme::of_code(code.colour), code.pattern);
    ui.spacing_mut().item_spacing.x = space::XS;
}

fn is_weak(column: ListColumn, text: &str) -> bool {
    use ListColumn as C;
    match column {
        C::When | C::Date => text == "undated",
        C::Status => text == "happened",
        C::Certainty => text == "certain",
        C::Anchor => text == "placed",
        C::Title | C::Type | C::Quote | C::Name | C::Code | C::Event | C::Entity => false,
        _ => true,
    }
}

/// The head of a group: over all columns, drawn with the last one.
fn head(
    list: &Records,
    row: &mut TableRow<'_, '_>,
    view: View<'_>,
    group: usize,
    columns: usize,
    done: &mut Done,
    wishes: &mut Wishes,
) {
    let Some(rows) = list.rows.get() else { return };
    let Some(found) = rows.groups.get(group) else { return };
    let mut left = f32::INFINITY;
    for column in 0..columns {
        row.col(|ui| {
            left = left.min(ui.max_rect().left());
            if column + 1 < columns {
                return;
            }
            let whole = Rect::from_min_max(pos2(left, ui.max_rect().top()), ui.max_rect().right_bottom());
            let clip = Rect::from_x_y_ranges(whole.x_range(), ui.clip_rect().y_range());
            let mut over =
                ui.new_child(UiBuilder::new().max_rect(whole).layout(Layout::left_to_right(Align::Center)));
            over.set_clip_rect(clip);
            if head_content(&mut over, list, group, &found.name, found.rows.len()) {
                group_behind(view, rows, group, wishes);
            }
        });
    }
    if row.response().clicked() {
        done.folded = Some(group);
    }
}

/// Says whether the number was clicked.
fn head_content(ui: &mut Ui, list: &Records, group: usize, name: &str, count: usize) -> bool {
    let palette = Palette::of(ui);
    let open = list.lines.is_open(group);
    let (rect, response) = ui.allocate_exact_size(vec2(16.0, theme::ROW), Sense::hover());
    caret(ui, rect.center(), open);
    let said = format!("{name}, {count}, {}", if open { "open" } else { "folded" });
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, open, &said));
    let room = (ui.available_width() - 80.0).max(40.0);
    let shown = line(ui, &super::super::capital(name), &theme::medium(), palette.text, room);
    let (rect, _) = ui.allocate_exact_size(vec2(shown.width, theme::ROW), Sense::hover());
    shown.paint(ui.painter(), rect.left_center());
    let link = button::link(ui, &crate::base::number::thousands(count));
    link.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Sentences of {name}: {count}")));
    link.on_hover_text("The sentences behind this number").clicked()
}

/// The sign before a group: a triangle that points down while it is open, else to the right.
fn caret(ui: &Ui, at: Pos2, open: bool) {
    let points = if open {
        [vec2(-4.0, -2.5), vec2(4.0, -2.5), vec2(0.0, 3.5)]
    } else {
        [vec2(-2.5, -4.0), vec2(3.5, 0.0), vec2(-2.5, 4.0)]
    };
    let points = points.map(|by| at + by).to_vec();
    ui.painter().add(Shape::convex_polygon(points, Palette::of(ui).weak, Stroke::NONE));
}
