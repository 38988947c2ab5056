//! The field and switches of a search: the same for one article and for all.

use super::toggle;
use crate::query::search::{Edges, Question, Syntax};
use crate::ui::action::Action;
use crate::ui::keys::Keymap;
use crate::ui::theme::Palette;
use egui::{Id, Response, RichText, TextEdit, Ui};

/// Draws the field; `name` is its hint and its name in the accessibility tree.
pub fn field(ui: &mut Ui, id: Id, name: &str, question: &mut Question, width_px: f32) -> Response {
    let field = TextEdit::singleline(&mut question.words)
        .id(id)
        .hint_text(RichText::new(name).color(Palette::of(ui).weak))
        .desired_width(width_px)
        .margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", question.words.as_str(), name);
        info.label = Some(name.to_owned());
        info
    });
    response
}

/// Draws the switches.
pub fn switches(ui: &mut Ui, question: &mut Question) {
    if toggle::sign(
        ui,
        ".*",
        "Regular expression",
        &Keymap::of(ui.ctx()).text(Action::ToggleRegex),
        question.syntax == Syntax::Regex,
    )
    .clicked()
    {
        question.turn_syntax();
    }
    if toggle::sign(
        ui,
        "“w”",
        "Whole words",
        &Keymap::of(ui.ctx()).text(Action::ToggleWholeWords),
        question.edges == Edges::WholeWords,
    )
    .clicked()
    {
        question.turn_edges();
    }
}

/// Gives a field the keyboard, everything in it selected, so that typing replaces it.
pub fn take_up(ui: &Ui, field: &Response, question: &Question) {
    field.request_focus();
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    let all = egui::text::CCursorRange::two(
        egui::text::CCursor::new(0),
        egui::text::CCursor::new(question.words.chars().count()),
    );
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field.id);
}
