//! Keys: shortcuts everywhere, and single letters while the article has the keyboard and nobody is typing.

use super::{Workbench, view};
use crate::model::CodeId;
use crate::ui::action::Action;
use crate::ui::reader::Reader;
use crate::ui::view::Wish;
use egui::{Context, Event, Id, Key, Modifiers};

impl Workbench {
    /// Turns keys into wishes; the actions of shortcuts are for after the panels have been drawn.
    pub(super) fn read_input(&mut self, ctx: &Context) -> Vec<Action> {
        let mut pressed = Vec::new();
        if ctx.input(|input| input.viewport().close_requested()) {
            end_typing(ctx);
            self.article.settle_edges();
        }
        if self.dialog.is_some() || self.asking.is_some() {
            return pressed;
        }
        // Before Undo, which Ctrl+Shift+Z would fit as well.
        let redo = egui::KeyboardShortcut::new(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Z);
        if !typing(ctx) && ctx.input_mut(|input| input.consume_shortcut(&redo)) {
            pressed.push(Action::Redo);
        }
        // The more modifiers, the earlier: Ctrl+Shift+S is not Ctrl+S.
        let mut actions: Vec<(Action, egui::KeyboardShortcut)> =
            Action::ALL.into_iter().filter_map(|action| Some((action, action.shortcut()?))).collect();
        actions.sort_by_key(|(_, shortcut)| !(shortcut.modifiers.shift));
        for (action, shortcut) in actions {
            if typing(ctx) && field_needs(action) {
                continue;
            }
            if ctx.input_mut(|input| input.consume_shortcut(&shortcut)) {
                if typing(ctx) && stores_first(action) {
                    end_typing(ctx);
                }
                drop_letter(ctx, shortcut);
                pressed.push(action);
            }
        }
        if !pressed.is_empty() {
            self.article.settle_edges();
        }
        if !typing(ctx) && pressed.is_empty() {
            self.reading_keys(ctx);
        }
        pressed
    }

    fn reading_keys(&mut self, ctx: &Context) {
        let held = ctx.input(|input| input.modifiers);
        for (key, forward) in [(Key::PageDown, true), (Key::PageUp, false)] {
            if ctx.input_mut(|input| input.consume_key(Modifiers::ALT, key))
                && let Some(mark) = self.article.next_mark(view(&self.session, &self.settings), forward)
            {
                self.wishes.push(Wish::GoToMark(mark));
            }
        }
        if held.any() && !held.shift_only() {
            return;
        }
        let reading = crate::ui::article::Article::has_focus(ctx) || ctx.memory(|memory| memory.focused().is_none());
        if !reading {
            return;
        }
        for action in Action::ALL {
            let Some(key) = action.reading_key() else { continue };
            if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.wishes.act(action);
                return;
            }
        }
        if let Some(code) = self.code_of_typed_letter(ctx) {
            self.wishes.push(Wish::TagWords(code));
        }
        // Escape in a field, a menu or a list is for that alone.
        let elsewhere = self.was_typing || self.article.takes_escape() || egui::Popup::is_any_open(ctx);
        if !elsewhere && ctx.input(|input| input.key_pressed(Key::Escape)) {
            self.step_back();
        }
        let asks_for_keys = |event: &Event| matches!(event, Event::Text(text) if text == "?");
        if ctx.input(|input| input.events.iter().any(asks_for_keys)) {
            self.wishes.act(Action::Keys);
        }
    }

    /// The code whose key was typed. Letters are taken as typed, so that every keyboard layout has them.
    fn code_of_typed_letter(&self, ctx: &Context) -> Option<CodeId> {
        let letter = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Text(text) => text.chars().next().filter(|_| text.chars().count() == 1),
                _ => None,
            })
        })?;
        let letter = letter.to_lowercase().next()?;
        let codes = self.session.project().codes();
        codes.iter().find(|(_, code)| code.key == Some(letter)).map(|(id, _)| id)
    }

    /// Escape: one level back.
    fn step_back(&mut self) {
        if self.session.selection.words.is_some() {
            self.article.clear_selection();
            self.session.selection.words = None;
        } else if !self.lower.close_evidence() {
            self.session.selection.record = None;
            self.session.selection.mark = None;
        }
    }

    /// Gives the next panel, or the one before, the keyboard.
    pub(super) fn focus_panel(&mut self, ctx: &Context, forward: bool) {
        let mut stops: Vec<Id> = Vec::new();
        if self.settings.panels.library && !self.session.project().documents().is_empty() {
            stops.push(Id::unique("library-filter"));
        }
        if self.session.selection.document.is_some() {
            stops.push(Reader::id());
        }
        if self.settings.panels.inspector {
            stops.extend(self.first_field());
        }
        if self.settings.panels.lower {
            stops.push(self.lower.tab.id());
        }
        let focused = ctx.memory(egui::Memory::focused);
        let at = stops.iter().position(|stop| Some(*stop) == focused);
        let next = match (at, forward) {
            (None, true) => 0,
            (None, false) => stops.len() - 1,
            (Some(at), true) => (at + 1) % stops.len(),
            (Some(at), false) => (at + stops.len() - 1) % stops.len(),
        };
        self.wants_focus = stops.get(next).copied();
    }

    /// A dialog that was closed in the last frame still takes the keyboard from what lies behind it in this one.
    pub(super) fn give_focus(&mut self, ctx: &Context) {
        if self.wants_focus.is_none() {
            return;
        }
        if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            ctx.request_repaint();
        } else if let Some(id) = self.wants_focus.take() {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
    }
}

/// Whether a field has the keyboard.
fn typing(ctx: &Context) -> bool {
    ctx.text_edit_focused()
}

/// Alt with a letter is sent as the letter, too, by some systems; it is not to be typed, nor to tag.
fn drop_letter(ctx: &Context, shortcut: egui::KeyboardShortcut) {
    if shortcut.modifiers.alt {
        let name = shortcut.logical_key.name();
        let is_letter = |event: &Event| matches!(event, Event::Text(text) if text.eq_ignore_ascii_case(name));
        ctx.input_mut(|input| input.events.retain(|event| !is_letter(event)));
    }
}

/// Takes the keyboard from a field, so that it stores what was typed.
fn end_typing(ctx: &Context) {
    ctx.memory_mut(|memory| {
        if let Some(field) = memory.focused() {
            memory.surrender_focus(field);
        }
    });
}

/// Actions that need what is being typed, or that take the form away in which it is typed.
fn stores_first(action: Action) -> bool {
    matches!(
        action,
        Action::Save
            | Action::SaveAs
            | Action::Open
            | Action::New
            | Action::AddEvent
            | Action::NextDocument
            | Action::PreviousDocument
            | Action::ToggleInspector
            | Action::Quit
    )
}

/// Shortcuts that a field understands itself.
fn field_needs(action: Action) -> bool {
    matches!(action, Action::Undo | Action::Redo | Action::Paste)
}
