//! The legend: swatch, name and sum of each series; a click lists its sentences.

use super::stacks;
use crate::model::Drawn;
use crate::query::series::Activity;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{button::focus_ring, chip, line::line};
use egui::{Align2, CornerRadius, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// The sign of a series as it is drawn: a filled or hatched square, or the point of a line.
fn swatch_of(ui: &Ui, figures: &Activity, at: usize, rect: Rect) {
    let Some(series) = figures.series.get(at) else { return };
    let colour = super::bars::colour_of(figures, at);
    match (figures.spec.drawn, series.hatched) {
        (Drawn::Lines, _) => drop(ui.painter().add(stacks::form(at, rect.center(), colour, Stroke::NONE))),
        (Drawn::Bars, true) => ui.painter().extend(stacks::hatched(rect, colour)),
        (Drawn::Bars, false) => chip::paint_swatch(ui.painter(), rect, colour, series.pattern),
    }
}

/// Draws the legend; says which series was clicked.
pub(super) fn show(ui: &mut Ui, figures: &Activity) -> Option<usize> {
    const HEIGHT: f32 = 22.0;
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("legend").auto_shrink(false).min_scrolled_height(0.0).show(ui, |ui| {
        for (at, series) in figures.series.iter().enumerate() {
            let palette = Palette::of(ui);
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, HEIGHT), Sense::click());
            let name = format!("{}: {}", series.name, series.total);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if response.hovered() {
                ui.painter().rect_filled(rect, CornerRadius::same(4), palette.hovered);
            }
            focus_ring(ui, &response);
            let swatch = Rect::from_center_size(pos2(rect.left() + 11.0, rect.center().y), vec2(10.0, 10.0));
            swatch_of(ui, figures, at, swatch);
            let text = line(ui, &series.name, &theme::body(), palette.text, rect.width() - 64.0);
            text.paint(ui.painter(), pos2(rect.left() + 24.0, rect.center().y));
            let right = pos2(rect.right() - 6.0, rect.center().y);
            ui.painter().text(right, Align2::RIGHT_CENTER, series.total, theme::body(), palette.weak);
            if response.on_hover_text("List the sentences").clicked() {
                clicked = Some(at);
            }
        }
    });
    clicked
}
