//! Asking for a new key: what was pressed, and whether it is free.
//!
//! While a key is asked for, every key goes to the question: Escape keeps the old one, Backspace removes it. What the
//! window, its fields or the text need for themselves is refused with a reason.

use super::stroke::Stroke;
use egui::{Event, Key, Modifiers, Ui};

/// What was pressed while a key was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Captured {
    /// The old key stays.
    Keep,
    /// No key is wanted.
    Remove,
    /// This one.
    Stroke(Stroke),
    /// One that cannot be given away, and why.
    Refused(&'static str),
}

/// Takes all keys out of this frame's input; says what the first of them means.
#[must_use]
pub fn take(ui: &Ui) -> Option<Captured> {
    let mut captured = None;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            captured = captured.or_else(|| read(event));
            !matches!(event, Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_))
        });
    });
    captured
}

fn read(event: &Event) -> Option<Captured> {
    match event {
        Event::Copy => Some(Captured::Refused("Ctrl+C copies")),
        Event::Cut => Some(Captured::Refused("Ctrl+X cuts")),
        Event::Paste(_) => Some(Captured::Refused("Ctrl+V pastes")),
        Event::Key { key: Key::Escape, pressed: true, .. } => Some(Captured::Keep),
        Event::Key { key: Key::Backspace, pressed: true, modifiers: Modifiers::NONE, .. } => Some(Captured::Remove),
        _ => Stroke::from_event(event).map(|stroke| match why_not(stroke) {
            Some(reason) => Captured::Refused(reason),
            None => Captured::Stroke(stroke),
        }),
    }
}

/// Why a stroke belongs to the window, its fields or the text; `None` if it can be given.
#[must_use]
pub fn why_not(stroke: Stroke) -> Option<&'static str> {
    let Stroke::Chord(held, key) = stroke else { return None };
    match key {
        Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown => Some("The arrows move the caret"),
        Key::Home | Key::End | Key::PageUp | Key::PageDown if !held.alt || !held.shift => {
            Some("This key moves through the text")
        }
        Key::Enter | Key::Space if !held.ctrl && !held.alt => Some("This key presses buttons"),
        Key::Tab if !held.ctrl => Some("Tab moves from control to control"),
        Key::Backspace => Some("Backspace is for typing"),
        Key::Escape => Some("Esc steps back"),
        Key::A if held.ctrl && !held.alt && !held.shift => Some("Ctrl+A selects everything"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_key_could_be_chosen() {
        for stroke in crate::ui::action::Action::ALL.into_iter().filter_map(super::super::keymap::usual) {
            assert_eq!(why_not(stroke), None, "{stroke}");
        }
    }

    #[test]
    fn what_the_text_and_its_fields_need_is_refused() {
        for text in ["Ctrl+Left", "Home", "Ctrl+A", "Enter", "Shift+Tab", "Space"] {
            assert!(why_not(Stroke::parse(text).expect(text)).is_some(), "{text}");
        }
    }
}
