//! As what a chart is to be written, and how it is to look, before it is asked where it goes.
//!
//! What it does *not* do: write. The ending of a name that is typed then has the last word.

use super::{Decided, confirm, edged, heading};
use crate::files::export::png::SCALES;
use crate::ui::chart::{Form, Look};
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::field;
use egui::{Checkbox, Key, Modifiers, RichText, Ui};

/// What is asked.
pub struct Picture {
    look: Look,
    /// Whether there is anything to draw; else only figures can be written.
    is_drawn: bool,
    is_new: bool,
}

impl Picture {
    /// Begins with how it was done last.
    #[must_use]
    pub fn new(look: Look, is_drawn: bool) -> Self {
        let form = if is_drawn || !is_picture(look.form) { look.form } else { Form::Csv };
        Self { look: Look { form, ..look }, is_drawn, is_new: true }
    }

    /// Draws it; says what was decided.
    pub fn show(&mut self, ui: &mut Ui) -> Option<Decided> {
        heading(ui, if self.is_drawn { "Export the chart" } else { "Export the figures" });
        let said = "With what it counts, its rule, its filter, and what is left out.";
        field::label(ui, said);
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            edged(ui);
            for form in Form::ALL.into_iter().filter(|form| self.is_drawn || !is_picture(*form)) {
                let radio = ui.radio_value(&mut self.look.form, form, called(form));
                if self.is_new && form == self.look.form {
                    radio.request_focus();
                    self.is_new = false;
                }
            }
        });
        ui.add_space(space::S);
        if is_picture(self.look.form) {
            self.ground(ui);
        }
        match self.look.form {
            Form::Svg => self.letters(ui),
            Form::Png => self.scale(ui),
            Form::Csv => said_small(ui, "A row for each number, for a spreadsheet."),
            Form::Json => said_small(ui, "Every number with the ids of the events behind it, for a program."),
        }
        ui.add_space(space::S);
        let entered = ui.input_mut(|input| {
            input.consume_key(Modifiers::COMMAND, Key::Enter) || input.consume_key(Modifiers::NONE, Key::Enter)
        });
        let decided = confirm(ui, "Choose where…", true).or(entered.then_some(true));
        decided.map(|yes| if yes { Decided::Chart(self.look) } else { Decided::Closed })
    }

    fn ground(&mut self, ui: &mut Ui) {
        field::label(ui, "Ground");
        ui.horizontal(|ui| {
            edged(ui);
            ui.radio_value(&mut self.look.dark, false, "Light, for paper");
            ui.radio_value(&mut self.look.dark, true, "Dark, for a screen");
        });
        ui.add_space(space::S);
    }

    fn letters(&mut self, ui: &mut Ui) {
        field::label(ui, "Letters");
        ui.scope(|ui| {
            edged(ui);
            ui.add(Checkbox::new(&mut self.look.outlined, "As outlines"));
        });
        said_small(
            ui,
            "Outlines look the same where the fonts are missing; their words can be neither searched nor changed.",
        );
    }

    fn scale(&mut self, ui: &mut Ui) {
        field::label(ui, "Pixels for each pixel of the drawing");
        ui.horizontal(|ui| {
            edged(ui);
            for scale in SCALES {
                ui.radio_value(&mut self.look.scale, scale, format!("{scale}×"));
            }
        });
        said_small(ui, "1× for a page, 3× or more for print.");
    }
}

fn said_small(ui: &mut Ui, said: &str) {
    let weak = Palette::of(ui).weak;
    ui.label(RichText::new(said).font(theme::small()).color(weak));
}

fn is_picture(form: Form) -> bool {
    matches!(form, Form::Svg | Form::Png)
}

fn called(form: Form) -> &'static str {
    match form {
        Form::Svg => "Picture (SVG)",
        Form::Png => "Picture (PNG)",
        Form::Csv => "Figures (CSV)",
        Form::Json => "Figures (JSON)",
    }
}
