//! Changing what keys do, and giving the keyboard back where a dialog or list took it from.

use super::Workbench;
use crate::session::Notice;
use crate::ui::action::Action;
use crate::ui::keys::{Keymap, Stroke, keymap};
use egui::Context;
use std::sync::Arc;

impl Workbench {
    /// Gives an action another key, or none.
    pub(super) fn set_key(&mut self, action: Action, stroke: Option<Stroke>) {
        keymap::change(&mut self.settings.keys, action, stroke);
        self.keymap = Arc::new(Keymap::new(&self.settings.keys));
        let name = action.label().trim_end_matches('…');
        self.notice = Some(Notice::done(match stroke {
            Some(stroke) => format!("{name}: {stroke}"),
            None => format!("{name} has no key now"),
        }));
    }

    /// Gives every action its usual key.
    pub(super) fn usual_keys(&mut self) {
        self.settings.keys.clear();
        self.keymap = Arc::new(Keymap::new(&self.settings.keys));
        self.notice = Some(Notice::done("Every action has its usual key"));
    }

    /// Notes what has the keyboard while nothing is in front of it.
    pub(super) fn notice_focus(&mut self, ctx: &Context) {
        let in_front = self.dialog.is_some() || self.asking.is_some() || self.lower.is_asking() || self.is_waiting();
        if !in_front && self.wants_focus.is_none() {
            self.had_focus = ctx.memory(egui::Memory::focused);
        }
    }

    /// After a dialog or list was closed: the keyboard goes back to where it was, else to the article.
    pub(super) fn return_focus(&mut self) {
        match self.had_focus {
            Some(had) => self.wants_focus = Some(had),
            None => self.article.focus(),
        }
    }
}
