//! The line below the bar that says what is not as usual, with what can be done about it: an earlier state is shown,
//! somebody else has changed the file, a copy lies beside it, the file was damaged. It stays until it was answered, and
//! never stands in front of anything.

use super::icons;
use super::theme::{self, Palette, space};
use super::widgets::{
    button,
    line::{line, lines},
};
use crate::base::number::counted;
use egui::{Align, Align2, Layout, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::path::PathBuf;

/// Height, in points.
pub const HEIGHT: f32 = 36.0;

/// What there is to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// The project as it was is shown.
    Past {
        /// When and after how many changes.
        said: String,
        /// After so many transactions.
        shown: usize,
    },
    /// Somebody else has changed the file.
    Changed,
    /// Another copy was put in the place of the file while it was closed; what was here before is open.
    Replaced {
        /// How many changes only that has.
        changes: usize,
    },
    /// A copy of this project lies beside it and has changes of its own.
    Copy(PathBuf),
    /// Not all of the file could be read.
    Damaged {
        /// How many things.
        remarks: usize,
    },
    /// Another file could not be opened at all.
    Unreadable(PathBuf),
}

/// What somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Back to the project as it is.
    Now,
    /// Everything is to be as it is shown.
    Restore,
    /// Bring the two together.
    Merge,
    /// Open what somebody else put there instead.
    Other,
    /// The next save replaces what somebody else wrote.
    KeepMine,
    /// List what was wrong.
    Say,
    /// Write a sound copy.
    Repair,
    /// Not now.
    Later,
}

impl Offer {
    fn words(&self) -> String {
        match self {
            Self::Past { said, .. } => format!("You are looking at the project {said}. Nothing can be changed here"),
            Self::Changed => "Another program has changed the file of this project since it was opened".to_owned(),
            Self::Replaced { changes } => {
                let changes = counted(*changes, "change");
                format!(
                    "This file was replaced by another copy while it was closed. You see yours, with {changes} of its own"
                )
            }
            Self::Copy(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                format!("“{name}” beside this project is a copy of it with changes of its own")
            }
            Self::Damaged { remarks: 1 } => {
                "This file was damaged: 1 thing could not be read or was put right".to_owned()
            }
            Self::Damaged { remarks } => {
                format!("This file was damaged: {remarks} things could not be read or were put right")
            }
            Self::Unreadable(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                format!("“{name}” could not be opened; perhaps something of it can be saved")
            }
        }
    }

    /// What can be done, the first thing first.
    fn answers(&self) -> &'static [(&'static str, Answer)] {
        match self {
            Self::Past { .. } => &[("Back to now", Answer::Now), ("Restore everything as shown", Answer::Restore)],
            Self::Changed => &[("Merge…", Answer::Merge), ("Keep mine", Answer::KeepMine), ("Later", Answer::Later)],
            Self::Replaced { .. } => &[
                ("Merge…", Answer::Merge),
                ("Open the other one", Answer::Other),
                ("Keep mine", Answer::KeepMine),
                ("Later", Answer::Later),
            ],
            Self::Copy(_) => &[("Merge…", Answer::Merge), ("Later", Answer::Later)],
            Self::Damaged { .. } => &[
                ("Write a repaired copy…", Answer::Repair),
                ("What was wrong", Answer::Say),
                ("Dismiss", Answer::Later),
            ],
            Self::Unreadable(_) => &[("Write a repaired copy…", Answer::Repair), ("Dismiss", Answer::Later)],
        }
    }
}

/// Draws the line; `more` is how many others wait behind it.
pub fn show(ui: &mut Ui, offer: &Offer, more: usize) -> Option<Answer> {
    let palette = Palette::of(ui);
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, 0.0, palette.raised);
    let bar = egui::Rect::from_min_size(rect.left_top(), vec2(3.0, rect.height()));
    let colour = if matches!(offer, Offer::Past { .. }) { palette.accent } else { palette.warn };
    ui.painter().rect_filled(bar, 0.0, colour);
    let mut answer = None;
    let mut buttons = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center)));
    buttons.add_space(space::S);
    // From the right, so the last one first.
    for (number, (words, meant)) in offer.answers().iter().enumerate().rev() {
        if button::words(&mut buttons, words, number == 0).clicked() {
            answer = Some(*meant);
        }
    }
    let edge = buttons.min_rect().left() - space::M;
    let icon = if matches!(offer, Offer::Past { .. }) { icons::CALENDAR_BLANK } else { icons::WARNING_CIRCLE };
    let middle = rect.center().y;
    ui.painter().text(pos2(rect.left() + 22.0, middle), Align2::CENTER_CENTER, icon, theme::icon(16.0), colour);
    let mut said = offer.words();
    if more > 0 {
        said = format!("{said} (and {more} more to look at)");
    }
    let left = rect.left() + 38.0;
    let width = (edge - left).max(60.0);
    let whole = line(ui, &said, &theme::medium(), palette.text, f32::INFINITY).width <= width;
    // Where there is no room for one line there is for two smaller ones.
    let (font, most) = if whole { (theme::medium(), 1) } else { (theme::small(), 2) };
    let text = lines(ui, &said, &font, palette.text, width, most);
    let (place, response) = ui.allocate_exact_size(vec2(ui.available_width(), rect.height()), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let between = if text.rows.len() > 1 { 15.0 } else { 0.0 };
    for (number, row) in (0_u8..).zip(&text.rows) {
        let y = place.center().y + (f32::from(number) - 0.5) * between;
        row.paint(ui.painter(), pos2(left, y));
    }
    response.on_hover_text(&said);
    answer
}
