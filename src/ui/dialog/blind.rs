//! The question before what others coded is seen again: what has been seen cannot be taken back.

use super::{Decided, heading};
use crate::ui::theme::space;
use crate::ui::widgets::{button, field};
use egui::{Align, Layout, Ui};

/// Whose coding it is.
pub struct Uncover {
    /// How many other people.
    pub people: usize,
}

impl Uncover {
    /// Draws it.
    pub fn show(&self, ui: &mut Ui) -> Option<Decided> {
        heading(ui, "Show what others coded?");
        let whose = if self.people == 1 { "the other person" } else { "the others" };
        let text = format!(
            "You will see the marks and events of {whose}. What you code from then on can no longer be called independent \
             of theirs, and that cannot be undone. Agreement is measured afterwards, so end blind coding when you are \
             done."
        );
        field::label(ui, &text);
        ui.add_space(space::S);
        let mut decided = None;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let stay = button::words(ui, "Go on coding blind", true);
            if ui.memory(|memory| memory.focused().is_none()) {
                stay.request_focus();
            }
            if stay.clicked() {
                decided = Some(Decided::Closed);
            }
            if button::words(ui, "Show what others coded", false).clicked() {
                decided = Some(Decided::Uncover);
            }
        });
        decided
    }
}
