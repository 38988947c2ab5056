//! The list of keys: everything that can be pressed, searched while typing, each key to be changed in its place.
//!
//! The field has the keyboard; arrows choose a row, Enter or a click asks for its new key. What somebody else has is
//! said at once, with the choice to take it over. Keys of actions go to the settings, keys of codes are changes of the
//! project. The list keeps no key itself: it pushes wishes.

use super::capture::{self, Captured};
use super::keymap::{Keymap, usual};
use super::rows::{self, Row, Subject};
use super::stroke::Stroke;
use crate::model::CodeId;
use crate::ops::code::CodeChange;
use crate::session::Command;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, field, row};
use egui::{
    Align, CornerRadius, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, RichText, Role, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};

const ROW_HEIGHT: f32 = 28.0;

/// The open list: what is looked for, which row is chosen, and what is asked.
#[derive(Default)]
pub struct KeyList {
    typed: String,
    /// Number of the chosen row among those that fit.
    at: usize,
    asking: Option<Asking>,
    reveal: bool,
}

/// A row whose new key is asked for.
struct Asking {
    subject: Subject,
    name: String,
    /// Why the last key that was pressed cannot be had.
    refused: Option<String>,
    /// The key that was pressed, whose it is, and what that is called.
    taken: Option<(Stroke, Subject, String)>,
}

impl KeyList {
    /// Draws it into the dialog; changes are wished for. Whether it is to be closed.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) -> bool {
        let keymap = Keymap::of(ui.ctx());
        self.answer(ui, view, &keymap, wishes);
        let groups = rows::groups(view, &keymap, &self.typed);
        let count = groups.iter().map(|(_, rows)| rows.len()).sum::<usize>();
        self.at = self.at.min(count.saturating_sub(1));
        let chosen = groups.iter().flat_map(|(_, rows)| rows).nth(self.at).cloned();
        let close = head(ui, view, wishes);
        self.field(ui, count, chosen.as_ref());
        let room = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 560.0);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if groups.is_empty() {
                ui.label(RichText::new("Nothing fits").color(Palette::of(ui).weak));
            }
            self.groups(ui, &groups);
        });
        self.reveal = false;
        ui.add_space(space::XS);
        self.foot(ui, view, chosen.as_ref(), wishes);
        close
    }

    /// The field has the keyboard unless a key is asked for or somebody has tabbed on.
    fn field(&mut self, ui: &mut Ui, count: usize, chosen: Option<&Row>) {
        let id = Id::unique("keys-filter");
        if self.asking.is_none() && ui.memory(|memory| memory.has_focus(id)) {
            self.keys(ui, count, chosen);
        }
        let hint = RichText::new("A name or a key: tag, zoom, Ctrl+F").color(Palette::of(ui).weak);
        let edit = TextEdit::singleline(&mut self.typed).id(id).hint_text(hint);
        let enabled = self.asking.is_none();
        let edit = edit.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(10, 7)).interactive(enabled);
        let response = ui.add(edit);
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(enabled, "", self.typed.as_str(), "Find a key");
            info.label = Some("Find a key".to_owned());
            info
        });
        if response.changed() {
            self.at = 0;
            self.reveal = true;
        }
        if enabled && ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
    }

    fn keys(&mut self, ui: &Ui, count: usize, chosen: Option<&Row>) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let step = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 10), (Key::PageUp, -10)]
            .into_iter()
            .find_map(|(key, step): (_, isize)| pressed(key).then_some(step));
        if let Some(step) = step {
            self.at = self.at.saturating_add_signed(step).min(count.saturating_sub(1));
            self.reveal = true;
        }
        if pressed(Key::Enter)
            && let Some(row) = chosen
        {
            self.ask(row);
        }
    }

    fn ask(&mut self, row: &Row) {
        let asking = Asking { subject: row.subject, name: row.name.clone(), refused: None, taken: None };
        self.asking = (row.subject != Subject::Fixed).then_some(asking);
    }

    fn groups(&mut self, ui: &mut Ui, groups: &[(&'static str, Vec<Row>)]) {
        let mut number = 0;
        for (title, rows) in groups {
            ui.add_space(space::S);
            field::label(ui, title);
            for row in rows {
                let asked = self.asking.as_ref().is_some_and(|asking| asking.subject == row.subject);
                let response = draw_row(ui, row, number == self.at, asked && row.subject != Subject::Fixed);
                if number == self.at && self.reveal {
                    response.scroll_to_me(None);
                }
                if row::took_keyboard(&response) {
                    self.at = number;
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    self.at = number;
                    self.ask(row);
                }
                number += 1;
            }
        }
    }

    /// Reads the key that was asked for.
    fn answer(&mut self, ui: &Ui, view: View<'_>, keymap: &Keymap, wishes: &mut Wishes) {
        let Some(asking) = &mut self.asking else { return };
        let question = Id::unique("keys-question");
        ui.memory_mut(|memory| {
            memory.request_focus(question);
            let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            memory.set_focus_lock_filter(question, all);
        });
        if asking.taken.is_some() {
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if pressed(Key::Escape) {
                self.end(ui);
            } else if pressed(Key::Enter) {
                self.take_over(ui, wishes);
            }
            return;
        }
        match capture::take(ui) {
            None => {}
            Some(Captured::Keep) => self.end(ui),
            Some(Captured::Refused(reason)) => asking.refused = Some(format!("{reason}, and stays so")),
            Some(Captured::Remove) => {
                give(asking.subject, None, wishes);
                self.end(ui);
            }
            Some(Captured::Stroke(Stroke::Chord(..))) if matches!(asking.subject, Subject::Code(_)) => {
                asking.refused = Some("The key of a code is one letter, digit or sign".to_owned());
            }
            Some(Captured::Stroke(stroke)) => {
                if let Some((owner, name)) = rows::owner(view, keymap, stroke, asking.subject) {
                    asking.taken = Some((stroke, owner, name));
                } else {
                    give(asking.subject, Some(stroke), wishes);
                    self.end(ui);
                }
            }
        }
    }

    fn take_over(&mut self, ui: &Ui, wishes: &mut Wishes) {
        if let Some(Asking { subject, taken: Some((stroke, owner, _)), .. }) = self.asking.take() {
            give(owner, None, wishes);
            give(subject, Some(stroke), wishes);
        }
        self.end(ui);
    }

    /// Gives the keyboard back to the field.
    fn end(&mut self, ui: &Ui) {
        self.asking = None;
        ui.memory_mut(|memory| memory.request_focus(Id::unique("keys-filter")));
    }

    /// What can be done now, or what is asked.
    fn foot(&mut self, ui: &mut Ui, view: View<'_>, chosen: Option<&Row>, wishes: &mut Wishes) {
        let palette = Palette::of(ui);
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), egui::Stroke::new(1.0, palette.line));
        ui.add_space(space::S);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), theme::CONTROL),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_min_height(theme::CONTROL);
                match &self.asking {
                    Some(asking) => {
                        let clicked = question(ui, asking);
                        match clicked {
                            Some(true) => self.take_over(ui, wishes),
                            Some(false) => self.end(ui),
                            None => {}
                        }
                    }
                    None => hint(ui, view, chosen, wishes),
                }
            },
        );
    }
}

/// What the keyboard does in the list, and the way back to the usual key of the chosen row.
fn hint(ui: &mut Ui, view: View<'_>, chosen: Option<&Row>, wishes: &mut Wishes) {
    let fixed = chosen.is_none_or(|row| row.subject == Subject::Fixed);
    let locked =
        matches!(chosen.map(|row| row.subject), Some(Subject::Code(_))) && view.session.read_only().is_some();
    field::label(
        ui,
        match (fixed, locked) {
            (true, _) => "This key belongs to the text and stays. Esc closes",
            (_, true) => "This project is open for reading only. Esc closes",
            _ => "↑ ↓ choose, Enter changes the key, Esc closes",
        },
    );
    if let Some(Row { subject: Subject::Action(action), changed: true, .. }) = chosen {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let key = usual(*action).map_or_else(|| "none".to_owned(), |stroke| stroke.to_string());
            if button::words(ui, &format!("Usual key: {key}"), false).clicked() {
                wishes.push(Wish::SetKey(*action, usual(*action)));
            }
        });
    }
}

/// Wishes for a key, or for none.
fn give(subject: Subject, stroke: Option<Stroke>, wishes: &mut Wishes) {
    match (subject, stroke) {
        (Subject::Action(action), stroke) => wishes.push(Wish::SetKey(action, stroke)),
        (Subject::Code(code), Some(Stroke::Typed(sign))) => wishes.command(code_key(code, Some(sign))),
        (Subject::Code(code), None) => wishes.command(code_key(code, None)),
        (Subject::Code(_), Some(Stroke::Chord(..))) | (Subject::Fixed, _) => {}
    }
}

fn code_key(code: CodeId, key: Option<char>) -> Command {
    Command::ChangeCode { code, changes: vec![CodeChange::Key(key)] }
}

/// Title and what concerns all keys. Whether the list is to be closed.
fn head(ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) -> bool {
    let mut close = false;
    ui.horizontal(|ui| {
        ui.label(RichText::new("Keys").font(theme::heading()).color(Palette::of(ui).text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            close = button::icon(ui, crate::ui::icons::X, "Close", "Esc", true).clicked();
            ui.add_enabled_ui(!view.settings.keys.is_empty(), |ui| {
                let response = button::words(ui, "All usual keys", false);
                if response.on_hover_text("Gives every action its usual key; the keys of codes stay").clicked() {
                    wishes.push(Wish::UsualKeys);
                }
            });
        });
    });
    ui.add_space(space::XS);
    close
}

/// Asks for a key, or whether to take it over; the answer by mouse, if there was one.
fn question(ui: &mut Ui, asking: &Asking) -> Option<bool> {
    let palette = Palette::of(ui);
    let text = match (&asking.taken, &asking.refused) {
        (Some((stroke, _, owner)), _) => format!("{stroke} is “{owner}”. Take it over?"),
        (None, Some(refused)) => refused.clone(),
        (None, None) => format!("{}: press the new keys… (Esc keeps, Backspace removes)", asking.name),
    };
    let colour = if asking.taken.is_some() || asking.refused.is_some() { palette.warn } else { palette.text };
    let mut clicked = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if asking.taken.is_some() {
            if button::words(ui, "Take over (Enter)", true).clicked() {
                clicked = Some(true);
            }
            if button::words(ui, "Keep (Esc)", false).clicked() {
                clicked = Some(false);
            }
        }
        let room = ui.available_width();
        let line = crate::ui::widgets::line::line(ui, &text, &theme::body(), colour, room);
        let rect = Rect::from_min_size(ui.max_rect().left_top(), vec2(room, theme::CONTROL));
        let response = ui.interact(rect, Id::unique("keys-question"), Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
        line.paint(ui.painter(), rect.left_center());
    });
    clicked
}

fn draw_row(ui: &mut Ui, row: &Row, chosen: bool, asked: bool) -> Response {
    let fixed = row.subject == Subject::Fixed;
    let sense = if fixed { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), sense);
    let key = if row.key.is_empty() { "no key" } else { &row.key };
    let name = format!("{}, {key}{}", row.name, if row.changed { ", changed" } else { "" });
    let role = if fixed { Role::Label } else { Role::Button };
    response.widget_info(|| WidgetInfo::selected(role, true, chosen, &name));
    if ui.is_rect_visible(rect) {
        paint_row(ui, rect, row, Looks { chosen, asked, hovered: response.hovered() && !fixed });
        button::focus_ring(ui, &response);
    }
    response
}

#[derive(Clone, Copy)]
struct Looks {
    chosen: bool,
    asked: bool,
    hovered: bool,
}

fn paint_row(ui: &Ui, rect: Rect, row: &Row, looks: Looks) {
    let palette = Palette::of(ui);
    if looks.chosen || looks.hovered {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), palette.hovered);
    }
    let right = rect.right() - space::M;
    let key = match (looks.asked, row.key.as_str()) {
        (true, _) => "Press the new keys…",
        (false, key) => key,
    };
    let colour = if looks.asked { palette.accent } else { palette.text };
    let galley = ui.painter().layout_no_wrap(key.to_owned(), theme::small(), colour);
    let mut left = right - galley.size().x;
    if !key.is_empty() {
        let cap = Rect::from_min_max(pos2(left - 6.0, rect.top() + 4.0), pos2(right + 6.0, rect.bottom() - 4.0));
        let edge = egui::Stroke::new(1.0, if looks.asked { palette.accent } else { palette.edge });
        ui.painter().rect_stroke(cap, CornerRadius::same(4), edge, egui::StrokeKind::Inside);
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, colour);
    }
    if row.changed {
        let galley = ui.painter().layout_no_wrap("changed".to_owned(), theme::small(), palette.weak);
        left -= galley.size().x + space::L;
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, palette.weak);
    }
    let room = left - rect.left() - 2.0 * space::M;
    let name = crate::ui::widgets::line::line(ui, &row.name, &theme::body(), palette.text, room);
    name.paint(ui.painter(), pos2(rect.left() + space::M, rect.center().y));
}
