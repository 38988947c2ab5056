//! Keys: shortcuts everywhere, and single letters while the article has the keyboard and nobody is typing.

use super::{Workbench, view};
use crate::model::CodeId;
use crate::ui::action::Action;
use crate::ui::keys::Stroke;
use crate::ui::reader::Reader;
use crate::ui::view::Wish;
use egui::{Context, Event, Id, Key, Modifiers};

impl Workbench {
    /// Turns keys into wishes; the actions of shortcuts are for after the panels have been drawn.
    pub(super) fn read_input(&mut self, ctx: &Context) -> Vec<Action> {
        if ctx.input(|input| input.viewport().close_requested()) {
            end_typing(ctx);
            self.article.settle_edges();
        }
        if self.is_leaving()
            || self.is_waiting()
            || self.dialog.is_some()
            || self.asking.is_some()
            || self.lower.is_asking()
        {
            return Vec::new();
        }
        self.zoom_by_wheel(ctx);
        let pressed = self.shortcuts(ctx);
        if typing(ctx) && pressed.iter().any(|action| stores_first(*action)) {
            end_typing(ctx);
        }
        if !pressed.is_empty() {
            self.article.settle_edges();
        }
        if !typing(ctx) && pressed.is_empty() {
            self.reading_keys(ctx);
        }
        pressed
    }

    /// Takes the shortcuts that work everywhere; those that a field needs are left to it.
    fn shortcuts(&self, ctx: &Context) -> Vec<Action> {
        let typing = typing(ctx);
        let mut pressed = Vec::new();
        ctx.input_mut(|input| {
            input.events.retain(|event| {
                let stroke = Stroke::from_event(event).filter(|stroke| !stroke.is_for_reading());
                let stroke = stroke.filter(|stroke| !typing || !field_needs(*stroke));
                let action = stroke.and_then(|stroke| self.keymap.action(stroke));
                pressed.extend(action);
                action.is_none()
            });
            // Alt with a letter is sent as the letter, too, by some systems; it is not to be typed, nor to tag.
            if input.modifiers.alt && !pressed.is_empty() {
                input.events.retain(|event| !matches!(event, Event::Text(_)));
            }
        });
        pressed
    }

    /// Takes the first key that does something while nobody is typing.
    fn reading_action(&self, ctx: &Context) -> Option<Action> {
        ctx.input_mut(|input| {
            let action = |event: &Event| self.keymap.action(Stroke::from_event(event)?);
            let at = input.events.iter().position(|event| action(event).is_some())?;
            action(&input.events.remove(at))
        })
    }

    fn reading_keys(&mut self, ctx: &Context) {
        if self.article.takes_keys() {
            // A key in a field, a menu or a list is for that alone; Escape has taken the keyboard from it already.
            let elsewhere = self.was_typing || egui::Popup::is_any_open(ctx) || !is_reading(ctx);
            if !elsewhere {
                let view = view(&self.session, &self.settings, &self.suggested);
                self.article.decide(ctx, view, &mut self.wishes);
            }
            return;
        }
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Menu)) {
            self.wishes.act(Action::MarkMenu);
        }
        let held = ctx.input(|input| input.modifiers);
        for (key, forward) in [(Key::PageDown, true), (Key::PageUp, false)] {
            if ctx.input_mut(|input| input.consume_key(Modifiers::ALT, key))
                && let Some(mark) =
                    self.article.next_mark(view(&self.session, &self.settings, &self.suggested), forward)
            {
                self.wishes.push(Wish::GoToMark(mark));
            }
        }
        if held.any() && !held.shift_only() {
            return;
        }
        if !is_reading(ctx) {
            return;
        }
        if let Some(action) = self.reading_action(ctx) {
            self.wishes.act(action);
            return;
        }
        match self.code_of_typed_letter(ctx) {
            Some((code, Typed::Plain)) => self.wishes.push(Wish::TagWords(code)),
            Some((code, Typed::Capital)) => {
                let off = self.session.selection.sticky == Some(code);
                self.wishes.push(Wish::KeepTagging(Some(code).filter(|_| !off)));
            }
            None => {}
        }
        // Escape in a field, a menu or a list is for that alone.
        let elsewhere = self.was_typing || self.article.takes_escape() || egui::Popup::is_any_open(ctx);
        if !elsewhere && ctx.input(|input| input.key_pressed(Key::Escape)) {
            self.step_back();
        }
    }

    /// The code whose key was typed, and how. Letters are taken as typed, so that every keyboard layout has them.
    fn code_of_typed_letter(&self, ctx: &Context) -> Option<(CodeId, Typed)> {
        let letter = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Text(text) => text.chars().next().filter(|_| text.chars().count() == 1),
                _ => None,
            })
        })?;
        // Not Caps Lock, and not a digit for which some keyboards need Shift.
        let capital = letter.is_uppercase() && ctx.input(with_shift);
        let letter = letter.to_lowercase().next()?;
        let codes = self.session.project().codes();
        let code = codes.iter().find(|(_, code)| code.key == Some(letter)).map(|(id, _)| id)?;
        Some((code, if capital { Typed::Capital } else { Typed::Plain }))
    }

    /// Escape: one level back.
    fn step_back(&mut self) {
        let selection = &mut self.session.selection;
        if selection.words.take().is_some() {
            self.article.clear_selection();
            return;
        }
        if selection.sticky.take().is_some() || self.lower.close_evidence() {
            return;
        }
        let (record, mark) = (selection.record.take(), selection.mark.take());
        if record.is_none() && mark.is_none() {
            selection.only = None;
        }
    }

    /// Ctrl and the wheel, or two fingers: zooms by the same steps as the keys, so that letters stay sharp. Over a chart
    /// they zoom the chart.
    fn zoom_by_wheel(&mut self, ctx: &Context) {
        /// From one step to the next.
        const STEP: f32 = 1.2;
        if self.lower.charts.is_pointed(ctx) {
            return;
        }
        self.zoomed *= ctx.input(egui::InputState::zoom_delta);
        let action = if self.zoomed >= STEP {
            Action::ZoomIn
        } else if self.zoomed <= 1.0 / STEP {
            Action::ZoomOut
        } else {
            return;
        };
        self.zoomed = 1.0;
        self.wishes.act(action);
    }

    /// Gives the next panel, or the one before, the keyboard.
    pub(super) fn focus_panel(&mut self, ctx: &Context, forward: bool) {
        let mut stops: Vec<Id> = Vec::new();
        let is_whole = self.settings.panels.lower && self.settings.panels.lower_is_whole;
        if self.settings.panels.library && !is_whole && !self.session.project().documents().is_empty() {
            stops.push(Id::unique("library-filter"));
        }
        if self.session.selection.document.is_some() && !is_whole {
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
            (None, false) => stops.len().saturating_sub(1),
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

/// Whether the article has the keyboard, or nothing has.
fn is_reading(ctx: &Context) -> bool {
    crate::ui::article::Article::has_focus(ctx) || ctx.memory(|memory| memory.focused().is_none())
}

/// How the key of a code was typed.
#[derive(Clone, Copy)]
enum Typed {
    /// Tags.
    Plain,
    /// With Shift: keeps tagging.
    Capital,
}

/// Whether Shift was held when a key was pressed in this frame; it may have been let go in the same frame.
fn with_shift(input: &egui::InputState) -> bool {
    let pressed = |event: &Event| matches!(event, Event::Key { pressed: true, modifiers, .. } if modifiers.shift);
    input.modifiers.shift || input.events.iter().any(pressed)
}

/// Whether a field has the keyboard.
fn typing(ctx: &Context) -> bool {
    ctx.text_edit_focused()
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

/// What a field understands itself: undoing, redoing and pasting.
fn field_needs(stroke: Stroke) -> bool {
    ["Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Shift+V"].into_iter().any(|own| Stroke::parse(own) == Some(stroke))
}
