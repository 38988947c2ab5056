//! What each key does for this person: the usual keys of all actions and what the settings change of them.
//!
//! A value that is made when the settings change and only read from then on: by the input, and by everything that
//! shows a key ([`Keymap::of`]). One stroke does one thing; an action whose key another one has taken has none. What
//! the settings say of actions or keys that this program does not know is passed over, and kept.

use super::stroke::Stroke;
use crate::ui::action::Action;
use egui::{Context, Id};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the settings hold: by the name of an action its key as text, or `None` if it is to have none.
pub type Changes = BTreeMap<String, Option<String>>;

/// The keys of all actions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    strokes: BTreeMap<Action, Stroke>,
    actions: BTreeMap<Stroke, Action>,
}

impl Keymap {
    /// The usual keys with these changes. What was changed comes before what is usual.
    #[must_use]
    pub fn new(changes: &Changes) -> Self {
        let mut map = Self::default();
        for action in Action::ALL {
            if let Some(stroke) = given(changes, action) {
                map.give(action, stroke);
            }
        }
        for action in Action::ALL.into_iter().filter(|action| !is_changed(changes, *action)) {
            if let Some(stroke) = usual(action) {
                map.give(action, stroke);
            }
        }
        for (action, stroke) in second_keys() {
            map.actions.entry(stroke).or_insert(action);
        }
        map
    }

    fn give(&mut self, action: Action, stroke: Stroke) {
        if let std::collections::btree_map::Entry::Vacant(free) = self.actions.entry(stroke) {
            free.insert(action);
            self.strokes.insert(action, stroke);
        }
    }

    /// The keymap of a window: the usual one until [`Self::install`] has put another there.
    #[must_use]
    pub fn of(ctx: &Context) -> Arc<Self> {
        let installed = ctx.data(|data| data.get_temp::<Arc<Self>>(Id::unique("keymap")));
        installed.unwrap_or_else(|| Arc::new(Self::new(&Changes::new())))
    }

    /// Lets everything in this window show these keys.
    pub fn install(self: &Arc<Self>, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Id::unique("keymap"), Arc::clone(self)));
    }

    /// The key of an action.
    #[must_use]
    pub fn stroke(&self, action: Action) -> Option<Stroke> {
        self.strokes.get(&action).copied()
    }

    /// The key of an action as a person reads it; empty if there is none.
    #[must_use]
    pub fn text(&self, action: Action) -> String {
        self.stroke(action).map(|stroke| stroke.to_string()).unwrap_or_default()
    }

    /// What a stroke does.
    #[must_use]
    pub fn action(&self, stroke: Stroke) -> Option<Action> {
        let without = || self.actions.get(&stroke.without_shift()?);
        self.actions.get(&stroke).or_else(without).copied()
    }
}

/// The usual key of an action.
#[must_use]
pub fn usual(action: Action) -> Option<Stroke> {
    let shortcut = action.shortcut().map(|shortcut| Stroke::of(shortcut.modifiers, shortcut.logical_key));
    shortcut.or_else(|| action.reading_key().map(|key| Stroke::of(egui::Modifiers::NONE, key)))
}

/// Gives an action a key, or none; notes nothing if that is the usual one.
pub fn change(changes: &mut Changes, action: Action, stroke: Option<Stroke>) {
    if stroke == usual(action) {
        changes.remove(&action.name());
    } else {
        changes.insert(action.name(), stroke.map(|stroke| stroke.to_string()));
    }
}

/// The key that the settings give an action, if they give it one that can be read.
fn given(changes: &Changes, action: Action) -> Option<Stroke> {
    Stroke::parse(changes.get(&action.name())?.as_ref()?)
}

/// Whether the settings give an action another key, or take it away.
fn is_changed(changes: &Changes, action: Action) -> bool {
    given(changes, action).is_some() || changes.get(&action.name()).is_some_and(Option::is_none)
}

/// Keys that people bring along from other programs; whoever wants one for something else may have it.
fn second_keys() -> [(Action, Stroke); 2] {
    let redo = egui::Modifiers { shift: true, ..egui::Modifiers::COMMAND };
    [(Action::Redo, Stroke::of(redo, egui::Key::Z)), (Action::Keys, Stroke::Typed('?'))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Stroke {
        Stroke::parse(text).expect(text)
    }

    fn changes(list: &[(&str, Option<&str>)]) -> Changes {
        list.iter().map(|(name, key)| ((*name).to_owned(), key.map(str::to_owned))).collect()
    }

    #[track_caller]
    fn check(list: &[(&str, Option<&str>)], action: Action, text: &str) {
        assert_eq!(Keymap::new(&changes(list)).text(action), text);
    }

    #[test]
    fn what_is_not_changed_is_usual() {
        let map = Keymap::new(&Changes::new());
        for action in Action::ALL {
            assert_eq!(map.stroke(action), usual(action), "{action:?}");
            assert!(usual(action).is_none_or(|stroke| map.action(stroke) == Some(action)), "{action:?}");
        }
        assert_eq!(map.action(read("Ctrl+Shift+Z")), Some(Action::Redo));
        assert_eq!(map.action(read("?")), Some(Action::Keys));
    }

    #[test]
    fn a_changed_key_takes_the_place_of_the_usual_one() {
        check(&[("Find", Some("Ctrl+J"))], Action::Find, "Ctrl+J");
        check(&[("Find", None)], Action::Find, "");
        check(&[("Find", Some("Ctrl+K"))], Action::Palette, "");
        check(&[("Find", Some("Ctrl+Shift+Z"))], Action::Redo, "Ctrl+Y");
        let map = Keymap::new(&changes(&[("Find", Some("Ctrl+J")), ("Highlight", Some("X"))]));
        assert_eq!((map.action(read("Ctrl+F")), map.action(read("Ctrl+J"))), (None, Some(Action::Find)));
        assert_eq!(map.action(Stroke::Typed('x')), Some(Action::Highlight));
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        check(&[("Find", Some("Hyper+J")), ("Teleport", Some("Ctrl+J"))], Action::Find, "Ctrl+F");
    }

    #[test]
    fn the_usual_key_is_not_noted() {
        let mut all = Changes::new();
        change(&mut all, Action::Find, Some(read("Ctrl+J")));
        change(&mut all, Action::Redo, None);
        assert_eq!(all, changes(&[("Find", Some("Ctrl+J")), ("Redo", None)]));
        change(&mut all, Action::Find, usual(Action::Find));
        change(&mut all, Action::Redo, usual(Action::Redo));
        assert!(all.is_empty());
    }
}
