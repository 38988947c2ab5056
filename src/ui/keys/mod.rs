//! Keys: what can be pressed ([`stroke`]), what each of them does for this person ([`keymap`]), and the list in which
//! they are looked up and changed (`list`).
//!
//! The actions' usual keys are in [`crate::ui::action`]; the changes are in the settings, as text; the keys of codes
//! are the project's. The keys with which the text is read and selected are the reader's own and stay as they are.

pub mod capture;
pub mod keymap;
pub mod list;
mod rows;
pub mod stroke;

pub use keymap::Keymap;
pub use stroke::Stroke;
