//! How a code looks: one of eight colours that can be told apart (Okabe and Ito 2008, with grey in the place of black,
//! which a dark ground would swallow), and one of four patterns, so that colour is never the only sign.

use super::form::change;
use crate::model::{Code, CodeId, Colour, Pattern};
use crate::ops::code::CodeChange;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::Wishes;
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::chip::paint_swatch;
use egui::{Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

/// The colours and their names.
pub const COLOURS: [(&str, Colour); 8] = [
    ("Orange", Colour::ORANGE),
    ("Sky blue", Colour::SKY_BLUE),
    ("Green", Colour::GREEN),
    ("Yellow", Colour::YELLOW),
    ("Blue", Colour::BLUE),
    ("Vermilion", Colour::VERMILION),
    ("Purple", Colour::PURPLE),
    ("Grey", Colour::GREY),
];

const PATTERNS: [(&str, Pattern); 4] = [
    ("Plain", Pattern::Plain),
    ("Striped", Pattern::Stripes),
    ("Dotted", Pattern::Dots),
    ("Double", Pattern::Double),
];

/// Draws both choices.
pub fn show(ui: &mut Ui, id: CodeId, code: &Code, wishes: &mut Wishes) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for (name, colour) in COLOURS {
            if swatch(ui, name, theme::of_code(colour), code.pattern, code.colour == colour) {
                wishes.command(change(id, CodeChange::Colour(colour)));
            }
        }
        ui.add_space(space::S);
        for (name, pattern) in PATTERNS {
            if swatch(ui, name, theme::of_code(code.colour), pattern, code.pattern == pattern) {
                wishes.command(change(id, CodeChange::Pattern(pattern)));
            }
        }
    });
}

/// A square to click; the chosen one has a frame and a bar below it. Says whether another one was chosen.
fn swatch(ui: &mut Ui, name: &str, colour: Color32, pattern: Pattern, chosen: bool) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, theme::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, name));
    let square = Rect::from_center_size(rect.center() - vec2(0.0, 2.0), vec2(16.0, 16.0));
    paint_swatch(ui.painter(), square, colour, pattern);
    if chosen {
        let frame = square.expand(3.0);
        let stroke = Stroke::new(1.5, palette.text);
        ui.painter().rect_stroke(frame, CornerRadius::same(4), stroke, StrokeKind::Inside);
        let bar = Rect::from_min_size(rect.left_bottom() + vec2(5.0, -3.0), vec2(16.0, 2.0));
        ui.painter().rect_filled(bar, CornerRadius::ZERO, palette.accent);
    }
    focus_ring(ui, &response);
    response.on_hover_text(name).clicked() && !chosen
}
