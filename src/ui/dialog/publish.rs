//! What a page or a report is to be, and what is to stay here, before it is asked where it goes.
//!
//! What it does *not* do: write. What was left out is said when it has been written.

use super::{Decided, confirm, edged, heading, named};
use crate::files::export::publish::Form;
use crate::files::export::redact::{Part, Redaction};
use crate::model::{HANDLINGS, Handling};
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::field;
use egui::{Checkbox, ComboBox, Id, Key, Modifiers, RichText, Role, TextEdit, Ui, WidgetInfo};

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publish {
    /// In what form.
    pub form: Form,
    /// Its title.
    pub title: String,
    /// What stays here.
    pub redaction: Redaction,
}

impl Publish {
    /// A page with everything, under a title.
    #[must_use]
    pub fn new(title: String) -> Self {
        Self { form: Form::Html, title, redaction: Redaction::default() }
    }

    /// Draws it; says what was decided.
    pub fn show(&mut self, ui: &mut Ui) -> Option<Decided> {
        heading(ui, "Export a page or a report");
        field::label(ui, "For people who have no Entente. A page has the articles as well.");
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            edged(ui);
            for form in Form::ALL {
                ui.radio_value(&mut self.form, form, called(form));
            }
        });
        ui.add_space(space::S);
        field::label(ui, "Title");
        let edit = TextEdit::singleline(&mut self.title).id(Id::unique("dialog-publish"));
        let title = ui.add(edit.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(10, 7)));
        named(&title, "Title of the page or report");
        if ui.memory(egui::Memory::focused).is_none() {
            title.request_focus();
        }
        ui.add_space(space::S);
        self.handling(ui);
        ui.add_space(space::S);
        field::label(ui, "Leave out");
        let Redaction { notes, coders, texts, .. } = &mut self.redaction;
        ui.scope(|ui| {
            edged(ui);
            ui.spacing_mut().item_spacing.y = 0.0;
            part(ui, notes, "Notes and reasons for dates");
            part(ui, coders, "Who made which record");
            part(ui, texts, "The articles; their quotes stay");
        });
        ui.add_space(space::XS);
        let weak = Palette::of(ui).weak;
        let said = "Documents set aside and zones are never given away. What was left out is said on it, in numbers.";
        ui.label(RichText::new(said).font(theme::small()).color(weak));
        ui.add_space(space::S);
        let entered = title.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let entered = entered || ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let ready = !self.title.trim().is_empty();
        let decided = confirm(ui, "Choose where…", ready).or((entered && ready).then_some(true));
        decided.map(|yes| if yes { Decided::Publish(self.clone()) } else { Decided::Closed })
    }

    fn handling(&mut self, ui: &mut Ui) {
        field::label(ui, "Leave out what is handled above");
        let name =
            |most: Option<Handling>| most.map_or_else(|| "Nothing is left out".to_owned(), |most| most.to_string());
        let chosen = self.redaction.max_handling;
        let combo = ComboBox::from_id_salt("publish-handling").selected_text(name(chosen)).width(220.0);
        let shown = combo.show_ui(ui, |ui| {
            for most in std::iter::once(None).chain(HANDLINGS.map(Some)) {
                ui.selectable_value(&mut self.redaction.max_handling, most, name(most));
            }
        });
        let said = format!("Leave out what is handled above: {}", name(chosen));
        shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
    }
}

fn part(ui: &mut Ui, part: &mut Part, words: &str) {
    let mut out = *part == Part::LeftOut;
    if ui.add(Checkbox::new(&mut out, words)).changed() {
        *part = if out { Part::LeftOut } else { Part::Kept };
    }
}

fn called(form: Form) -> &'static str {
    match form {
        Form::Html => "Page (HTML)",
        Form::Docx => "Report (DOCX)",
        Form::Markdown => "Report (Markdown)",
    }
}
