//! One thing to press, and how it is written: “Ctrl+Shift+F”, “F6”, “E”.
//!
//! A letter, digit or sign without Ctrl or Alt is taken *as typed*, whatever key of whichever layout it lies on, and
//! works only while nobody is typing into a field. Everything else is a named key with what is held. What is written
//! can be read again: `parse(stroke.to_string())` is the stroke. It does *not* know what a stroke does.

use egui::{Event, Key, Modifiers};
use std::fmt;

/// One thing to press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stroke {
    /// A character as typed, in lower case.
    Typed(char),
    /// A key with what is held.
    Chord(Held, Key),
}

/// What is held while a key is pressed. “Ctrl” is the command key where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Ctrl.
    pub ctrl: bool,
    /// Alt.
    pub alt: bool,
    /// Shift; never together with a sign that may itself need Shift, such as “+”.
    pub shift: bool,
}

impl Held {
    const NAMES: [&'static str; 3] = ["Ctrl+", "Alt+", "Shift+"];

    fn of(modifiers: Modifiers) -> Self {
        Self { ctrl: modifiers.command || modifiers.ctrl, alt: modifiers.alt, shift: modifiers.shift }
    }

    fn flags(self) -> [bool; 3] {
        [self.ctrl, self.alt, self.shift]
    }
}

impl Stroke {
    /// A key with what is held; a sign or letter without Ctrl and Alt becomes that character.
    #[must_use]
    pub fn of(modifiers: Modifiers, key: Key) -> Self {
        let held = Held::of(modifiers);
        match printed(key) {
            Some(sign) if !held.ctrl && !held.alt => Self::Typed(sign),
            // On many keyboards such a sign is reached with Shift only.
            Some(sign) if !sign.is_alphanumeric() => Self::Chord(Held { shift: false, ..held }, key),
            _ => Self::Chord(held, key),
        }
    }

    /// A character as typed; `None` for white space and control characters.
    #[must_use]
    pub fn typed(sign: char) -> Option<Self> {
        let mut lower = sign.to_lowercase();
        let (Some(sign), None) = (lower.next(), lower.next()) else { return None };
        (!sign.is_whitespace() && !sign.is_control()).then_some(Self::Typed(sign))
    }

    /// The stroke that an event is, if it is one. The key event that goes with a typed character is none.
    #[must_use]
    pub fn from_event(event: &Event) -> Option<Self> {
        match event {
            Event::Text(text) => {
                let mut signs = text.chars();
                let (sign, None) = (signs.next()?, signs.next()) else { return None };
                Self::typed(sign)
            }
            Event::Key { key, pressed: true, modifiers, .. } => match Self::of(*modifiers, *key) {
                Self::Typed(_) => None,
                chord @ Self::Chord(..) => Some(chord),
            },
            _ => None,
        }
    }

    /// The same without Shift, if the key is a digit: there are keyboards that type digits with Shift.
    #[must_use]
    pub fn without_shift(self) -> Option<Self> {
        match self {
            Self::Chord(held, key) if held.shift && printed(key).is_some_and(|sign| sign.is_ascii_digit()) => {
                Some(Self::Chord(Held { shift: false, ..held }, key))
            }
            _ => None,
        }
    }

    /// Whether it means something only while nobody types into a field: a field would take it for itself.
    #[must_use]
    pub fn is_for_reading(self) -> bool {
        match self {
            Self::Typed(_) => true,
            Self::Chord(held, key) => !held.ctrl && !held.alt && !is_function_key(key),
        }
    }

    /// Reads what [`fmt::Display`] writes; upper and lower case are alike. `None` if it is no stroke.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        let mut held = [false; 3];
        for (held, name) in held.iter_mut().zip(Held::NAMES) {
            let after = rest.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
            if let Some(after) = after.and_then(|_| rest.get(name.len()..)).filter(|after| !after.is_empty()) {
                (*held, rest) = (true, after);
            }
        }
        let [ctrl, alt, shift] = held;
        let mut signs = rest.chars();
        let sign = signs.next().filter(|_| signs.next().is_none());
        if let Some(sign) = sign.filter(|_| !ctrl && !alt && !shift) {
            return Self::typed(sign);
        }
        let modifiers = Modifiers { alt, ctrl, shift, mac_cmd: false, command: ctrl };
        let key = Key::ALL.iter().copied().find(|key| name(*key).eq_ignore_ascii_case(rest))?;
        Some(Self::of(modifiers, key))
    }
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typed(sign) => write!(f, "{}", capital(*sign)),
            Self::Chord(held, key) => {
                let held = held.flags().into_iter().zip(Held::NAMES).filter(|(held, _)| *held);
                held.map(|(_, name)| name).try_for_each(|name| f.write_str(name))?;
                f.write_str(name(*key))
            }
        }
    }
}

/// Keys are printed in capitals, unless that would be another letter or several.
fn capital(sign: char) -> char {
    let mut upper = sign.to_uppercase();
    let (Some(capital), None) = (upper.next(), upper.next()) else { return sign };
    if Stroke::typed(capital) == Some(Stroke::Typed(sign)) { capital } else { sign }
}

/// The sign that is printed on a key, in lower case; `None` for keys that have a name instead.
fn printed(key: Key) -> Option<char> {
    match key {
        Key::Minus => return Some('-'),
        Key::Quote => return Some('\''),
        // The arrows are signs to egui, and nothing that can be typed.
        Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp => return None,
        _ => {}
    }
    let mut signs = key.symbol_or_name().chars();
    let (sign, None) = (signs.next()?, signs.next()) else { return None };
    Some(sign.to_ascii_lowercase())
}

/// What a key is called.
fn name(key: Key) -> &'static str {
    match key {
        Key::Minus => "−",
        key if printed(key).is_some() => key.symbol_or_name(),
        key => key.name(),
    }
}

fn is_function_key(key: Key) -> bool {
    (Key::F1..=Key::F35).contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check_read(text: &str, written: &str) {
        assert_eq!(Stroke::parse(text).map(|stroke| stroke.to_string()).as_deref(), Some(written), "{text}");
    }

    #[test]
    fn strokes_are_read_as_they_are_written() {
        for text in
            ["Ctrl+Shift+F", "F6", "E", "?", "Ctrl++", "Ctrl+−", "+", "Delete", "Alt+PageDown", "Ctrl+Alt+0", "é"]
        {
            check_read(text, if text == "é" { "É" } else { text });
        }
        check_read("ctrl+shift+f", "Ctrl+Shift+F");
        for text in ["", "Ctrl+", "Hyper+K", "Ctrl+Ctrl+K", "ab", " "] {
            assert_eq!(Stroke::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn letters_are_taken_as_typed_and_chords_as_pressed() {
        let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        assert_eq!(Stroke::from_event(&key(Key::F, Modifiers::NONE)), None, "its text counts");
        assert_eq!(Stroke::from_event(&Event::Text("Ж".into())), Some(Stroke::Typed('ж')));
        let chord = Stroke::from_event(&key(Key::F, Modifiers::COMMAND)).expect("a chord");
        assert_eq!(chord.to_string(), "Ctrl+F");
        assert!(!chord.is_for_reading());
        assert!(Stroke::of(Modifiers::NONE, Key::Delete).is_for_reading());
        assert!(!Stroke::of(Modifiers::SHIFT, Key::F6).is_for_reading());
    }

    #[test]
    fn shift_is_not_asked_of_signs_that_may_need_it() {
        let plus = Stroke::of(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Plus);
        assert_eq!(plus, Stroke::of(Modifiers::COMMAND, Key::Plus));
        let zero = Stroke::of(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Num0);
        assert_eq!(zero.without_shift(), Some(Stroke::of(Modifiers::COMMAND, Key::Num0)));
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read(ctrl: bool, alt: bool, shift: bool, at in 0..Key::ALL.len()) {
            let stroke = Stroke::of(Modifiers { alt, ctrl, shift, mac_cmd: false, command: ctrl }, Key::ALL[at]);
            prop_assert_eq!(Stroke::parse(&stroke.to_string()), Some(stroke));
        }

        #[test]
        fn so_can_every_letter(sign: char) {
            if let Some(stroke) = Stroke::typed(sign) {
                prop_assert_eq!(Stroke::parse(&stroke.to_string()), Some(stroke));
            }
        }
    }
}
