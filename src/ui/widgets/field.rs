//! Fields that become one change: on Enter or when they lose the keyboard. Escape gives back what was there.
//!
//! What is being typed lives in egui's memory under the field's id, never in the project.

use crate::ui::theme::{self, Palette};
use egui::{Id, Key, Modifiers, Response, RichText, TextEdit, Ui};

/// What came of a field in this frame.
pub struct Typed {
    /// What to store, once it is final and different.
    pub done: Option<String>,
    /// What stands in the field now.
    pub now: String,
    /// The field.
    pub response: Response,
}

/// A field of one line for `value`; `name` is what it is called in the accessibility tree.
pub fn line(ui: &mut Ui, id: Id, name: &str, value: &str, hint: &str) -> Typed {
    edit(ui, id, name, value, |text, ui| {
        TextEdit::singleline(text)
            .hint_text(RichText::new(hint.to_owned()).color(Palette::of(ui).weak))
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 5))
    })
}

/// A field of several lines; Enter makes a new line, Ctrl+Enter ends it.
pub fn text(ui: &mut Ui, id: Id, name: &str, value: &str, hint: &str, rows: usize) -> Typed {
    end_on(ui, id, Modifiers::COMMAND);
    edit(ui, id, name, value, |text, ui| several_rows(ui, text, hint, rows))
}

/// A field of one line that is broken into rows where it is too long; Enter ends it.
pub fn wrapped(ui: &mut Ui, id: Id, name: &str, value: &str, hint: &str, rows: usize) -> Typed {
    end_on(ui, id, Modifiers::NONE);
    edit(ui, id, name, value, |text, ui| several_rows(ui, text, hint, rows).return_key(None))
}

fn several_rows<'t>(ui: &Ui, text: &'t mut String, hint: &str, rows: usize) -> TextEdit<'t> {
    TextEdit::multiline(text)
        .hint_text(RichText::new(hint.to_owned()).color(Palette::of(ui).weak))
        .desired_width(f32::INFINITY)
        .desired_rows(rows)
        .margin(egui::Margin::symmetric(8, 6))
}

/// Takes the keyboard from a field on Enter with these modifiers.
fn end_on(ui: &Ui, id: Id, modifiers: Modifiers) {
    if ui.memory(|memory| memory.has_focus(id)) && ui.input_mut(|input| input.consume_key(modifiers, Key::Enter)) {
        ui.memory_mut(|memory| memory.surrender_focus(id));
    }
}

fn edit(
    ui: &mut Ui,
    id: Id,
    name: &str,
    value: &str,
    build: impl for<'t> FnOnce(&'t mut String, &Ui) -> TextEdit<'t>,
) -> Typed {
    let typing = id.with("typing");
    let mut now = ui.data(|data| data.get_temp::<String>(typing)).unwrap_or_else(|| value.to_owned());
    let response = {
        let widget = build(&mut now, ui).id(id).font(theme::body());
        ui.add(widget)
    };
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, value, now.as_str(), name);
        info.label = Some(name.to_owned());
        info
    });
    let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    let mut done = None;
    if response.lost_focus() {
        ui.data_mut(|data| data.remove::<String>(typing));
        if !escaped && now != value {
            done = Some(now.clone());
        }
    } else if response.changed() {
        ui.data_mut(|data| data.insert_temp(typing, now.clone()));
    }
    Typed { done, now, response }
}

/// A weak label above or before a field.
pub fn label(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).font(theme::small()).color(Palette::of(ui).weak))
}
