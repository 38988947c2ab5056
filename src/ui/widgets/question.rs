//! The field and switches of a search: the same for one article and for all.

use super::toggle;
use crate::query::search::{Edges, Question, Search, Syntax};
use crate::ui::action::Action;
use crate::ui::keys::Keymap;
use crate::ui::theme::Palette;
use egui::{Id, Response, RichText, TextEdit, Ui};
use std::sync::Arc;

/// What is asked, made ready once for each change of it.
#[derive(Default)]
pub struct Asked {
    /// What stands in the field and its switches.
    pub question: Question,
    /// The last question that could be made ready.
    ready: Option<(Question, Arc<Search>)>,
    /// The question that was looked at last.
    seen: Option<Question>,
    wrong: Option<String>,
}

impl Asked {
    /// Makes it ready if it has changed; says whether another question is ready now. One that cannot be made ready
    /// leaves the one before in its place.
    pub fn prepare(&mut self) -> bool {
        if self.seen.as_ref() == Some(&self.question) {
            return false;
        }
        self.seen = Some(self.question.clone());
        match self.question.prepare() {
            Err(bad) => {
                self.wrong = Some(bad.to_string());
                false
            }
            Ok(search) => {
                self.wrong = None;
                let anew = self.ready.as_ref().is_none_or(|(ready, _)| *ready != self.question);
                self.ready = Some((self.question.clone(), Arc::new(search)));
                anew
            }
        }
    }

    /// The question that is ready.
    #[must_use]
    pub fn ready(&self) -> Option<(Question, Arc<Search>)> {
        self.ready.clone()
    }

    /// Why what was typed is no regular expression.
    #[must_use]
    pub fn wrong(&self) -> Option<&str> {
        self.wrong.as_deref()
    }
}

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
