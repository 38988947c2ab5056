//! Small switches: an option of a search, the tick in front of a row.

use super::button::{focus_ring, tooltip};
use crate::ui::theme::{self, Palette};
use egui::{Align2, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// A square switch with a sign such as `.*`. While it is on it has a frame and a bar below the sign, so that its state
/// is not told by colour alone.
pub fn sign(ui: &mut Ui, sign: &str, name: &str, key: &str, on: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(theme::CONTROL, theme::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    let painter = ui.painter();
    let radius = CornerRadius::same(theme::RADIUS);
    if on || response.hovered() {
        painter.rect_filled(rect.shrink(1.0), radius, palette.hovered);
    }
    if on {
        painter.rect_stroke(rect.shrink(1.0), radius, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
        let bar = egui::Rect::from_center_size(pos2(rect.center().x, rect.bottom() - 5.0), vec2(14.0, 2.0));
        painter.rect_filled(bar, CornerRadius::ZERO, palette.accent);
    }
    focus_ring(ui, &response);
    let colour = if on { palette.text } else { palette.weak };
    painter.text(rect.center(), Align2::CENTER_CENTER, sign, theme::medium(), colour);
    response.on_hover_ui(|ui| tooltip(ui, name, key))
}

/// A tick box in the middle of a cell. It takes clicks and leaves the keyboard to its list.
pub fn tick(ui: &mut Ui, name: &str, on: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    let square = egui::Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
    let (fill, edge) = if on { (palette.accent, palette.accent) } else { (palette.raised, palette.edge) };
    let painter = ui.painter();
    painter.rect(square, CornerRadius::same(3), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    if on {
        let check = [
            square.left_center() + vec2(3.0, 0.5),
            square.center() + vec2(-1.0, 3.0),
            square.right_top() + vec2(-3.0, 4.0),
        ];
        painter.line(check.to_vec(), Stroke::new(1.8, palette.on_accent));
    }
    response
}
