//! Rows of lists: two lines with a sign in front.

use super::line::line;
use crate::ui::theme::{self, Palette, space};
use egui::{Align2, Color32, CornerRadius, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// What stands in a row.
pub struct Row<'a> {
    /// An icon or sign in front, with its colour.
    pub sign: Option<(&'a str, Color32)>,
    /// First line.
    pub first: &'a str,
    /// Second line, weak.
    pub second: &'a str,
    /// Whether it is the selected one.
    pub selected: bool,
}

impl Row<'_> {
    /// Draws the row over the whole width.
    pub fn show(&self, ui: &mut Ui) -> Response {
        let size = vec2(ui.available_width(), theme::ROW_TWO);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let name =
            if self.second.is_empty() { self.first.to_owned() } else { format!("{}, {}", self.first, self.second) };
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.selected, &name));
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, &response);
        }
        response
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        let palette = Palette::of(ui);
        background(ui, rect, self.selected, response);
        let mut left = rect.left() + space::M;
        if let Some((sign, colour)) = self.sign {
            let at = pos2(left + 6.0, rect.top() + 15.0);
            ui.painter().text(at, Align2::CENTER_CENTER, sign, theme::icon(13.0), colour);
            left += 20.0;
        }
        let right = rect.right() - space::M;
        let first = line(ui, self.first, &theme::medium(), palette.text, right - left);
        // A headline that reads from the right stands at the right.
        let x = if first.rtl { right - first.width } else { left };
        first.paint(ui.painter(), pos2(x, rect.top() + 14.0));
        let second = line(ui, self.second, &theme::small(), palette.weak, right - left);
        second.paint(ui.painter(), pos2(left, rect.top() + 31.0));
    }
}

/// What lies behind a row: nothing, the pointer's shade, or the selection with a bar at its left edge.
pub fn background(ui: &Ui, rect: Rect, selected: bool, response: &Response) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    if selected {
        painter.rect_filled(rect, CornerRadius::ZERO, palette.raised);
        let bar = Rect::from_min_size(rect.left_top(), vec2(2.0, rect.height()));
        painter.rect_filled(bar, CornerRadius::ZERO, palette.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, CornerRadius::ZERO, palette.raised.gamma_multiply(0.6));
    }
    if response.has_focus() {
        super::button::focus_ring(ui, response);
    }
}

/// The head of a section: a name, and weakly how many.
pub fn head(ui: &mut Ui, name: &str, count: Option<usize>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let palette = Palette::of(ui);
        ui.label(egui::RichText::new(name).font(theme::section()).color(palette.text));
        if let Some(count) = count {
            ui.label(egui::RichText::new(count.to_string()).font(theme::small()).color(palette.weak));
        }
    });
}

/// What stands there until the first figures or rows of a large project have been computed.
pub fn computing(ui: &mut Ui) {
    ui.add_space(space::L);
    ui.horizontal(|ui| {
        ui.add_space(space::S);
        ui.label(egui::RichText::new("Computing…").font(theme::body()).color(Palette::of(ui).weak));
    });
}

/// What a room says while there is nothing in it: what to do, and the button that does it.
pub fn empty(ui: &mut Ui, title: &str, text: &str, button: Option<&str>) -> bool {
    let mut clicked = false;
    ui.vertical_centered(|ui| {
        let palette = Palette::of(ui);
        ui.add_space((ui.available_height() * 0.25).min(96.0));
        ui.label(egui::RichText::new(title).font(theme::heading()).color(palette.text));
        ui.label(egui::RichText::new(text).font(theme::body()).color(palette.weak));
        if let Some(button) = button {
            ui.add_space(space::S);
            clicked = super::button::words(ui, button, true).clicked();
        }
    });
    clicked
}

/// A label on the left, so wide in points, and its control on the right.
pub fn labelled<R>(ui: &mut Ui, label: &str, width_px: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        ui.allocate_ui_with_layout(
            vec2(width_px, theme::CONTROL),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(width_px);
                ui.label(egui::RichText::new(label).font(theme::small()).color(Palette::of(ui).weak));
            },
        );
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            content(ui)
        })
        .inner
    })
    .inner
}

/// Whether the keyboard has just come here, in whatever way. egui says so of Tab and of clicks, but not of arrows, which
/// move the keyboard between two frames.
pub fn took_keyboard(response: &Response) -> bool {
    if !response.has_focus() {
        return false;
    }
    let last = Id::unique("row-had-keyboard");
    let before = response.ctx.data_mut(|data| {
        let before = data.get_temp::<Id>(last);
        data.insert_temp(last, response.id);
        before
    });
    response.gained_focus() || before != Some(response.id)
}
