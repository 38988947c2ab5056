//! The first row of a chart: its title on the left, its tools on the right, or below where both are too wide for one
//! row; and what is said where no room is left below.

use crate::ui::action::Action;
use crate::ui::keys::Keymap;
use crate::ui::theme::space;
use crate::ui::view::Wishes;
use crate::ui::widgets::button;
use egui::{Align, Layout, Ui, vec2};

/// A chart in less height, in points, is nothing but lines on top of one another.
const LEAST_PX: f32 = 44.0;

/// Whether there is no room for a chart below what stands above it; then it is said how there will be.
pub(super) fn is_cramped(ui: &mut Ui, wishes: &mut Wishes) -> bool {
    if ui.available_height() >= LEAST_PX {
        return false;
    }
    let key = Keymap::of(ui.ctx()).text(Action::EnlargeLower);
    if button::link(ui, &format!("No room for the chart: give it the window ({key})")).clicked() {
        wishes.act(Action::EnlargeLower);
    }
    true
}

/// The widths of the last frame, in points.
#[derive(Default)]
pub(super) struct Head {
    title_px: f32,
    tools_px: f32,
}

impl Head {
    /// Draws it; the tools are drawn from the right.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        wishes: &mut Wishes,
        title: impl FnOnce(&mut Ui, &mut Wishes),
        tools: impl FnOnce(&mut Ui, &mut Wishes),
    ) {
        let is_wide = self.title_px + self.tools_px + space::L < ui.available_width();
        let mut tools = Some(tools);
        let mut from_the_right = |ui: &mut Ui, wishes: &mut Wishes, tools_px: &mut f32| {
            let right = ui.max_rect().right();
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                tools.take().into_iter().for_each(|tools| tools(ui, wishes));
                *tools_px = right - ui.cursor().right();
            });
        };
        if is_wide {
            ui.horizontal(|ui| {
                let left = ui.cursor().left();
                title(ui, wishes);
                self.title_px = ui.min_rect().right() - left;
                from_the_right(ui, wishes, &mut self.tools_px);
            });
            return;
        }
        let room = ui.available_width();
        let above = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            title(ui, wishes);
        });
        let size = above.response.rect.size();
        // What needs more than one row has no room for the tools, however wide its rows are.
        self.title_px = if size.y > ui.spacing().interact_size.y * 1.5 { room } else { size.x };
        if self.tools_px < room {
            ui.horizontal(|ui| from_the_right(ui, wishes, &mut self.tools_px));
            return;
        }
        // More than one row: what they would take in one is known from before.
        let rows = Layout::right_to_left(Align::Center).with_main_wrap(true);
        let row = ui.spacing().interact_size.y;
        let wrapped = ui.allocate_ui_with_layout(vec2(room, row), rows, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let right = ui.max_rect().right();
            tools.take().into_iter().for_each(|tools| tools(ui, wishes));
            right - ui.cursor().right()
        });
        if wrapped.response.rect.height() < row * 1.5 {
            self.tools_px = wrapped.inner;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::view::Wish;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn where_no_room_is_left_it_is_said_and_given() {
        let asked = |height: f32| {
            let mut harness = Harness::builder()
                .with_size(vec2(400.0, height))
                .build_ui_state(|ui, wishes: &mut Wishes| _ = is_cramped(ui, wishes), Wishes::default());
            let found = harness.query_by_label_contains("No room for the chart").map(|link| link.click());
            harness.run();
            (found.is_some(), harness.state_mut().take())
        };
        assert!(matches!(asked(300.0), (false, wishes) if wishes.is_empty()));
        assert!(matches!(asked(40.0), (true, wishes) if matches!(wishes[..], [Wish::Act(Action::EnlargeLower)])));
    }
}
