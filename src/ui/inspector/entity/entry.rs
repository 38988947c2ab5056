//! An entry of a list in the form, such as an office: two lines, a button that opens it to be changed and one that
//! removes it. One entry of a form is open at a time.

use crate::model::EntityId;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::line::line;
use crate::ui::widgets::{button, row};
use egui::{Align, Id, Layout, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of an entry, in points.
const ENTRY_PX: f32 = 40.0;

/// Which entry is open, counted from 0 in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// A spelling.
    Name(usize),
    /// An office.
    Office(usize),
    /// What it is part of.
    Membership(usize),
}

/// An entry.
pub struct Entry<'a> {
    /// First line.
    pub first: &'a str,
    /// Second line, weak.
    pub second: &'a str,
    /// What it is, for the names of the buttons: “the office minister of justice”.
    pub what: &'a str,
    /// What a click on its words does.
    pub about: &'a str,
    /// Whether it can be removed.
    pub removable: Removable,
}

/// Whether an entry can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removable {
    /// It can.
    Yes,
    /// It is the last one, and one there must be.
    No,
}

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// Nothing.
    Nothing,
    /// The entry itself.
    Words,
    /// The button that opens it.
    Change,
    /// The button that removes it.
    Remove,
}

impl Entry<'_> {
    /// Draws the entry over the whole width.
    pub fn show(&self, ui: &mut Ui) -> Pressed {
        let mut pressed = Pressed::Nothing;
        let size = vec2(ui.available_width(), ENTRY_PX);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let removable = self.removable == Removable::Yes;
            if button::icon(ui, icons::X, &format!("Remove {}", self.what), "", removable).clicked() && removable {
                pressed = Pressed::Remove;
            }
            if button::icon(ui, icons::PENCIL_SIMPLE, &format!("Change {}", self.what), "", true).clicked() {
                pressed = Pressed::Change;
            }
            ui.add_space(space::XS);
            if two_lines(ui, self.first, self.second).on_hover_text(self.about).clicked() {
                pressed = Pressed::Words;
            }
        });
        pressed
    }
}

/// Two lines that can be clicked, in the width that there is.
pub fn two_lines(ui: &mut Ui, first: &str, second: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ENTRY_PX), Sense::click());
    let name = if second.is_empty() { first.to_owned() } else { format!("{first}, {second}") };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let palette = Palette::of(ui);
    row::background(ui, rect, false, &response);
    let (left, right) = (rect.left() + space::XS, rect.right() - space::XS);
    let top = if second.is_empty() { rect.center().y } else { rect.top() + 12.0 };
    let words = line(ui, first, &theme::medium(), palette.text, right - left);
    let x = if words.rtl { right - words.width } else { left };
    words.paint(ui.painter(), pos2(x, top));
    let words = line(ui, second, &theme::small(), palette.weak, right - left);
    words.paint(ui.painter(), pos2(left, rect.top() + 29.0));
    response
}

fn key(of: EntityId) -> Id {
    Id::unique(("entity-open", of))
}

/// The entry that is open, if one is.
pub fn opened(ui: &Ui, of: EntityId) -> Option<Open> {
    ui.data(|data| data.get_temp(key(of)))
}

/// Opens an entry, in place of any other, and gives a field of it the keyboard as soon as it is there.
pub fn open(ui: &Ui, of: EntityId, entry: Open, field: Id) {
    let wanted = Wanted { field, since: ui.ctx().cumulative_frame_nr() };
    ui.data_mut(|data| {
        data.insert_temp(key(of), entry);
        data.insert_temp(key(of), wanted);
    });
    ui.ctx().request_repaint();
}

/// The field that is to get the keyboard, and the frame in which somebody asked for it.
#[derive(Clone, Copy)]
struct Wanted {
    field: Id,
    since: u64,
}

/// Opens an entry, or closes it if it is open.
pub fn turn(ui: &Ui, of: EntityId, entry: Open, field: Id) {
    if opened(ui, of) == Some(entry) {
        close(ui, of);
    } else {
        open(ui, of, entry, field);
    }
}

/// Closes what is open.
pub fn close(ui: &Ui, of: EntityId) {
    ui.data_mut(|data| data.remove::<Open>(key(of)));
}

/// The fields of the open entry, set in from the left.
pub fn fields(ui: &mut Ui, of: EntityId, content: impl FnOnce(&mut Ui)) {
    if let Some(Wanted { field, since }) = ui.data(|data| data.get_temp(key(of)))
        // What opened the entry, be it a click or Enter, would take the keyboard from the field in the same frame.
        && ui.ctx().cumulative_frame_nr() > since
    {
        ui.memory_mut(|memory| memory.request_focus(field));
        ui.data_mut(|data| data.remove::<Wanted>(key(of)));
    }
    egui::Frame::new().inner_margin(egui::Margin { left: 12, ..egui::Margin::ZERO }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        content(ui);
    });
}
