//! Buttons.

use crate::ui::action::Action;
use crate::ui::keys::Keymap;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::Wishes;
use egui::{Align2, Button, CornerRadius, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

/// A square button with an icon; its name is in the accessibility tree and, with its key, in the tooltip.
pub fn icon(ui: &mut Ui, icon: &str, name: &str, key: &str, enabled: bool) -> Response {
    let palette = Palette::of(ui);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(theme::CONTROL, theme::CONTROL), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let over = enabled && (response.hovered() || response.has_focus());
        if over {
            ui.painter().rect_filled(rect.shrink(1.0), CornerRadius::same(theme::RADIUS), palette.hovered);
        }
        focus_ring(ui, &response);
        let colour = match (enabled, over) {
            (false, _) => palette.weak.gamma_multiply(0.45),
            (true, true) => palette.text,
            (true, false) => palette.weak,
        };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, theme::icon(17.0), colour);
    }
    response.on_hover_ui(|ui| tooltip(ui, name, key))
}

/// The button of an action.
pub fn action(ui: &mut Ui, action: Action, enabled: bool, wishes: &mut Wishes) -> Response {
    let key = Keymap::of(ui.ctx()).text(action);
    let response = icon(ui, action.icon(), action.label(), &key, enabled);
    if response.clicked() {
        wishes.act(action);
    }
    response
}

/// A button of words, in the accent if it is what to do next.
pub fn words(ui: &mut Ui, text: &str, primary: bool) -> Response {
    let palette = Palette::of(ui);
    let button = if primary {
        Button::new(RichText::new(text).color(palette.on_accent).font(theme::medium())).fill(palette.accent)
    } else {
        Button::new(RichText::new(text).font(theme::medium()))
    };
    ui.add(button)
}

/// Words that can be clicked, without a frame, in the accent.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui);
    ui.add(Button::new(RichText::new(text).color(palette.accent).font(theme::small())).frame(false).small())
}

/// A tooltip: what it is, and its key weakly behind it.
pub fn tooltip(ui: &mut Ui, name: &str, key: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.label(name);
        if !key.is_empty() {
            ui.label(RichText::new(key).color(Palette::of(ui).weak));
        }
    });
}

/// A ring around what has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, Palette::of(ui).accent);
        ui.painter().rect_stroke(
            response.rect.shrink(1.0),
            CornerRadius::same(theme::RADIUS),
            stroke,
            StrokeKind::Inside,
        );
    }
}
