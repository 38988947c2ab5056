//! What the pointer is over: code, what it is evidence of, who marked it and when.

use crate::model::{EventId, Mark, MarkId};
use crate::ui::theme::{self, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{chip, line::line};
use egui::{RichText, Sense, Ui, vec2};

/// So many marks are described; of the others the number is said.
const MOST: usize = 4;
/// Width of the tooltip, in points.
const WIDTH_PX: f32 = 360.0;

/// Describes the marks under the pointer, the shortest first.
pub fn show(ui: &Ui, view: View<'_>, marks: &[MarkId]) {
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("mark-hover"));
    egui::Tooltip::always_open(ui.ctx().clone(), layer, egui::Id::unique("mark-hover"), egui::PopupAnchor::Pointer)
        .gap(14.0)
        .show(|ui| {
            ui.set_max_width(WIDTH_PX);
            let rows = marks.iter().filter_map(|mark| view.project().marks().get(*mark));
            for (number, mark) in rows.take(MOST).enumerate() {
                if number > 0 {
                    ui.separator();
                }
                described(ui, view, mark);
            }
            if marks.len() > MOST {
                weak(ui, format!("and {} more: click to choose", marks.len() - MOST));
            }
        });
}

fn described(ui: &mut Ui, view: View<'_>, mark: &Mark) {
    let palette = Palette::of(ui);
    let code = mark.code.and_then(|code| view.project().codes().get(code));
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if let Some(code) = code {
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            chip::paint_swatch(ui.painter(), rect, theme::of_code(code.colour), code.pattern);
        }
        ui.label(RichText::new(code.map_or("Highlight", |code| &code.name)).font(theme::medium()));
        let day = mark.made.at.utc().format("%-d %B %Y").to_string();
        weak(ui, if mark.made.by.is_empty() { day } else { format!("{} · {day}", mark.made.by) });
    });
    for event in mark.events() {
        one_line(ui, view.project().label(event.into()), palette.text);
        weak(ui, when(view, event));
    }
    for entity in mark.entities() {
        one_line(ui, view.project().label(entity.into()), palette.text);
    }
    if !mark.note.is_empty() {
        one_line(ui, &mark.note, palette.weak);
    }
}

fn when(view: View<'_>, id: EventId) -> String {
    let when = view.project().events().get(id).and_then(|event| event.when().map(crate::base::when::When::human));
    when.unwrap_or_else(|| "undated".to_owned())
}

fn one_line(ui: &mut Ui, text: &str, colour: egui::Color32) {
    let words = line(ui, text, &theme::body(), colour, WIDTH_PX);
    let (rect, response) = ui.allocate_exact_size(vec2(words.width, 18.0), Sense::hover());
    words.paint(ui.painter(), rect.left_center());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
}

fn weak(ui: &mut Ui, text: String) {
    ui.label(RichText::new(text).font(theme::small()).color(Palette::of(ui).weak));
}
