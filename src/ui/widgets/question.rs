//! The field and switches of a search: the same for one article and for all.

use super::toggle;
use crate::query::search::{Edges, Question, Syntax};
use crate::ui::theme::Palette;
use egui::{Event, Id, Key, Modifiers, Response, RichText, TextEdit, Ui};

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
    if toggle::sign(ui, ".*", "Regular expression", "Alt+R", question.syntax == Syntax::Regex).clicked() {
        turn_syntax(question);
    }
    if toggle::sign(ui, "“w”", "Whole words", "Alt+W", question.edges == Edges::WholeWords).clicked() {
        turn_edges(question);
    }
}

/// Turns the switches by their keys. To be called before the field is drawn, which would take the letters for words.
pub fn keys(ui: &Ui, question: &mut Question) {
    if pressed(ui, Key::R, "r") {
        turn_syntax(question);
    }
    if pressed(ui, Key::W, "w") {
        turn_edges(question);
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

fn pressed(ui: &Ui, key: Key, letter: &str) -> bool {
    ui.input_mut(|input| {
        let pressed = input.consume_key(Modifiers::ALT, key);
        if pressed {
            // Some systems send the letter as well.
            input.events.retain(|event| !matches!(event, Event::Text(text) if text.eq_ignore_ascii_case(letter)));
        }
        pressed
    })
}

fn turn_syntax(question: &mut Question) {
    question.syntax = match question.syntax {
        Syntax::Plain => Syntax::Regex,
        Syntax::Regex => Syntax::Plain,
    };
}

fn turn_edges(question: &mut Question) {
    question.edges = match question.edges {
        Edges::Anywhere => Edges::WholeWords,
        Edges::WholeWords => Edges::Anywhere,
    };
}
