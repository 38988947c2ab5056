//! Small pieces that panels are made of. Each has a name in the accessibility tree and, where there is one, its key
//! in the tooltip.

pub mod bidi;
pub mod button;
pub mod chip;
pub mod field;
pub mod line;
pub mod meaning;
pub mod menu;
pub mod picker;
pub mod question;
pub mod row;
pub mod toggle;
