//! The usual keys of the actions. What somebody changed of them is in [`crate::ui::keys`].

use super::Action;
use egui::{Key, KeyboardShortcut, Modifiers};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };
const ALT: Modifiers = Modifiers::ALT;
const ALT_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::ALT };

impl Action {
    /// Its usual key; `None` if only the palette has it.
    #[must_use]
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let (modifiers, key) = match self {
            Self::Open => (CTRL, Key::O),
            Self::New => (CTRL, Key::N),
            Self::Import => (CTRL, Key::I),
            Self::Paste => (CTRL_SHIFT, Key::V),
            Self::Save => (CTRL, Key::S),
            Self::SaveAs => (CTRL_SHIFT, Key::S),
            Self::Undo => (CTRL, Key::Z),
            Self::Redo => (CTRL, Key::Y),
            Self::Find => (CTRL, Key::F),
            Self::FindNext => (Modifiers::NONE, Key::F3),
            Self::FindPrevious => (Modifiers::SHIFT, Key::F3),
            Self::FindEverywhere => (CTRL_SHIFT, Key::F),
            Self::ToggleRegex => (ALT, Key::R),
            Self::ToggleWholeWords => (ALT, Key::W),
            Self::Palette => (CTRL, Key::K),
            Self::CorrectText => (CTRL, Key::R),
            Self::AddEvent => (CTRL, Key::E),
            Self::NextEvidence => (ALT_SHIFT, Key::PageDown),
            Self::PreviousEvidence => (ALT_SHIFT, Key::PageUp),
            Self::MarkMenu => (Modifiers::SHIFT, Key::F10),
            Self::Rename => (Modifiers::NONE, Key::F2),
            Self::NextDocument => (CTRL, Key::Tab),
            Self::PreviousDocument => (CTRL_SHIFT, Key::Tab),
            Self::NextPanel => (Modifiers::NONE, Key::F6),
            Self::PreviousPanel => (Modifiers::SHIFT, Key::F6),
            Self::ToggleLibrary => (ALT, Key::Num1),
            Self::ToggleInspector => (ALT, Key::Num2),
            Self::ToggleLower => (ALT, Key::Num3),
            Self::EnlargeLower => (ALT, Key::Num4),
            Self::ClearFilter => (ALT, Key::F),
            Self::ShowActivity => (ALT, Key::C),
            Self::ShowEvents => (ALT, Key::E),
            Self::ShowEntities => (ALT, Key::N),
            Self::ShowSources => (ALT, Key::J),
            Self::SplitMark => (ALT, Key::Enter),
            Self::AddToMark => (ALT, Key::A),
            Self::TakeFromMark => (ALT, Key::X),
            Self::NextSuggestion => (ALT, Key::S),
            Self::ToggleSuggestions => (ALT_SHIFT, Key::S),
            Self::ShowSuggestions => (ALT, Key::G),
            Self::ShowToCheck => (ALT, Key::M),
            Self::ShowCodebook => (ALT, Key::D),
            Self::ShowCoding => (ALT, Key::H),
            Self::CodeBlind => (ALT_SHIFT, Key::H),
            Self::ShowHistory => (ALT, Key::Z),
            Self::ShowItsHistory => (ALT_SHIFT, Key::Z),
            Self::ToggleTheme => (CTRL_SHIFT, Key::L),
            Self::KeepTagging => (ALT, Key::K),
            Self::ShowOnly => (ALT, Key::O),
            Self::Reading => (ALT, Key::T),
            Self::LargerLetters => (ALT, Key::Plus),
            Self::SmallerLetters => (ALT, Key::Minus),
            Self::WiderColumn => (ALT, Key::B),
            Self::NarrowerColumn => (ALT_SHIFT, Key::B),
            Self::MoreSpacing => (ALT, Key::L),
            Self::LessSpacing => (ALT_SHIFT, Key::L),
            Self::ZoomIn => (CTRL, Key::Plus),
            Self::ZoomOut => (CTRL, Key::Minus),
            Self::ZoomReset => (CTRL, Key::Num0),
            Self::Keys => (Modifiers::NONE, Key::F1),
            Self::Quit => (CTRL, Key::Q),
            _ => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// A usual key without modifiers that works while the article has the focus: it would be a letter in a field.
    #[must_use]
    pub fn reading_key(self) -> Option<Key> {
        match self {
            Self::TagWith => Some(Key::F),
            Self::AttachTo => Some(Key::E),
            Self::Highlight => Some(Key::H),
            Self::AddZone => Some(Key::O),
            Self::Delete => Some(Key::Delete),
            _ => None,
        }
    }
}
