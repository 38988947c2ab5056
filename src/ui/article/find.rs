//! Finding words in the open article: a field above the text, the places lit up, Enter for the next one.

use crate::base::span::Span;
use crate::model::DocumentId;
use crate::query::search::{Search, search_in};
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::button;
use egui::{Key, Modifiers, RichText, TextEdit, Ui};

/// State of the field.
#[derive(Default)]
pub struct Find {
    open: bool,
    typed: String,
    places: Vec<Span>,
    at: Option<usize>,
    wants_focus: bool,
}

impl Find {
    /// Opens the field and gives it the keyboard.
    pub fn open(&mut self) {
        self.open = true;
        self.wants_focus = true;
    }

    /// Whether the field is there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The places that were found.
    #[must_use]
    pub fn places(&self) -> &[Span] {
        if self.open { &self.places } else { &[] }
    }

    /// Which of them is the current one, counted from 0.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.at
    }

    /// Another document is open: looks for the same words in it.
    pub fn changed_document(&mut self, view: View<'_>, document: DocumentId) {
        if self.open {
            self.look(view, document);
        }
    }

    fn look(&mut self, view: View<'_>, document: DocumentId) {
        self.at = None;
        self.places.clear();
        if !self.typed.trim().is_empty() {
            let hits = search_in(view.project(), document, &Search::text(&self.typed));
            self.places = hits.into_iter().map(|hit| hit.span).collect();
        }
    }

    /// Draws the field, if it is open.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, document: DocumentId, wishes: &mut Wishes) {
        if !self.open {
            return;
        }
        let mut step = None;
        ui.horizontal(|ui| {
            ui.add_space(space::XL);
            let field = TextEdit::singleline(&mut self.typed)
                .id(egui::Id::unique("find"))
                .hint_text(RichText::new("Find in this article").color(Palette::of(ui).weak))
                .desired_width(260.0)
                .margin(egui::Margin::symmetric(8, 4));
            let response = ui.add(field);
            response.widget_info(|| {
                let mut info = egui::WidgetInfo::new(egui::Role::TextInput);
                info.label = Some("Find in this article".to_owned());
                info
            });
            if std::mem::take(&mut self.wants_focus) {
                response.request_focus();
            }
            if response.changed() {
                self.look(view, document);
                step = Some(true);
            }
            if response.lost_focus() {
                let (enter, shift) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
                if enter {
                    step = Some(!shift);
                    response.request_focus();
                }
            }
            ui.label(RichText::new(self.count()).font(theme::small()).color(Palette::of(ui).weak));
            if button::icon(ui, icons::CARET_UP, "Previous", "Shift+Enter", !self.places.is_empty()).clicked() {
                step = Some(false);
            }
            if button::icon(ui, icons::CARET_DOWN, "Next", "Enter", !self.places.is_empty()).clicked() {
                step = Some(true);
            }
            if button::link(ui, "in all articles").clicked() && !self.typed.trim().is_empty() {
                wishes.push(Wish::SearchEverywhere(self.typed.clone()));
            }
            let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            if button::icon(ui, icons::X, "Close", "Esc", true).clicked() || escaped {
                self.open = false;
                wishes.push(Wish::Read);
            }
        });
        if let Some(span) = step.and_then(|forward| self.step(forward)) {
            wishes.push(Wish::Jump(document, span));
        }
    }

    fn count(&self) -> String {
        match (self.at, self.places.len()) {
            (_, 0) if self.typed.trim().is_empty() => String::new(),
            (_, 0) => "not found".to_owned(),
            (None, all) => format!("{all} places"),
            (Some(at), all) => format!("{} of {all}", at + 1),
        }
    }

    fn step(&mut self, forward: bool) -> Option<Span> {
        let last = self.places.len().checked_sub(1)?;
        let at = match (self.at, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => {
                if at >= last {
                    0
                } else {
                    at + 1
                }
            }
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        self.at = Some(at);
        self.places.get(at).copied()
    }
}
