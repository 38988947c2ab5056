//! The codes that have a key, below the article: press the key or click the chip while words are selected.

use crate::model::{Code, CodeId, CodeKind};
use crate::query::codebook::codebook;
use crate::ui::action::Action;
use crate::ui::keys::Keymap;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::chip;
use egui::{RichText, ScrollArea, Ui};
use std::sync::Arc;

/// Height of the bar, in points.
pub const HEIGHT: f32 = 44.0;

/// Draws the bar.
pub fn show(ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let rect = ui.available_rect_before_wrap();
    ui.painter().hline(rect.x_range(), rect.top(), egui::Stroke::new(1.0, palette.line));
    let ready = view.session.selection.words.is_some() && view.session.read_only().is_none();
    ScrollArea::horizontal().id_salt("tagbar").auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.set_min_height(HEIGHT - 2.0);
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add_space(space::M);
            ui.label(RichText::new("Tag").font(theme::small()).color(palette.weak));
            ui.add_enabled_ui(ready, |ui| {
                for (id, code) in with_keys(view) {
                    if chip::code(ui, &code, false).clicked() {
                        wishes.push(Wish::TagWords(id));
                    }
                }
                let keymap = Keymap::of(ui.ctx());
                for action in [Action::TagWith, Action::AttachTo, Action::Highlight] {
                    let name = match action {
                        Action::TagWith => "More…",
                        Action::AttachTo => "Evidence of…",
                        _ => "Highlight",
                    };
                    let response = chip::chip(ui, name, None, &keymap.text(action), false);
                    if response.on_hover_text(action.label()).clicked() {
                        wishes.act(action);
                    }
                }
            });
            ui.add_space(space::M);
        });
    });
}

/// Event types first, then entity kinds, each in the order of the codebook.
fn with_keys(view: View<'_>) -> Vec<(CodeId, Arc<Code>)> {
    let kinds = [CodeKind::EventType, CodeKind::EntityKind];
    let ids = kinds.into_iter().flat_map(|kind| codebook(view.project(), kind));
    let code = |(id, _)| Some((id, Arc::clone(view.project().codes().get(id)?)));
    ids.filter_map(code).filter(|(_, code)| code.key.is_some()).collect()
}
