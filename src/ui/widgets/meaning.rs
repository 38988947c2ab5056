//! What a code means, at the moment when somebody uses it: its definition, a sentence that it fits, and one that it
//! only seems to fit.

use super::button::tooltip;
use crate::model::Code;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use egui::{Label, Response, RichText, Tooltip, Ui};

/// Draws definition and examples; a code without them says so.
pub fn show(ui: &mut Ui, code: &Code) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing.y = space::XS;
    let definition = if code.definition.trim().is_empty() { "No definition yet" } else { &code.definition };
    ui.add(Label::new(RichText::new(definition).font(theme::small()).color(palette.text)).wrap());
    for (icon, word, example) in
        [(icons::CHECK_CIRCLE, "Fits", &code.good_example), (icons::X, "Does not fit", &code.bad_example)]
    {
        if !example.trim().is_empty() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                ui.label(RichText::new(icon).font(theme::icon(13.0)).color(palette.weak));
                let text = RichText::new(format!("{word}: {example}")).font(theme::small()).color(palette.weak);
                ui.add(Label::new(text).wrap());
            });
        }
    }
}

/// Says it beside a control: under the pointer, and while it has the keyboard.
#[must_use]
pub fn beside(response: Response, code: &Code, key: &str) -> Response {
    let content = |ui: &mut Ui| {
        ui.set_max_width(360.0);
        tooltip(ui, &code.name, key);
        show(ui, code);
    };
    if response.has_focus() && !response.hovered() {
        Tooltip::for_widget(&response).show(content);
        return response;
    }
    response.on_hover_ui(content)
}
