//! The codes that have a key, below the article: press the key or click the chip while words are selected.
//!
//! While every selection is tagged with one code, the bar says so first. A right click on a chip, or the menu key
//! while it has the keyboard, lists what else can be done with its code.

use super::choice;
use crate::model::{Code, CodeId, CodeKind};
use crate::query::codebook::codebook;
use crate::ui::action::Action;
use crate::ui::keys::Keymap;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, row};
use egui::{RichText, Role, ScrollArea, Ui, WidgetInfo};
use std::sync::Arc;

/// Height of the bar, in points.
pub const HEIGHT: f32 = 44.0;

/// State of the bar.
#[derive(Default)]
pub struct TagBar {
    /// The revision at which the codes were gathered, and those that have a key.
    made_for: Option<u64>,
    codes: Vec<(CodeId, Arc<Code>)>,
    /// The chip that has the keyboard, and where it is.
    focused: Option<(CodeId, egui::Pos2)>,
}

impl TagBar {
    /// The code whose chip has the keyboard, and where its list is to open.
    #[must_use]
    pub fn focused(&self) -> Option<(CodeId, egui::Pos2)> {
        self.focused
    }

    /// Draws the bar.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        self.refresh(view);
        self.focused = None;
        let palette = Palette::of(ui);
        let rect = ui.available_rect_before_wrap();
        ui.painter().hline(rect.x_range(), rect.top(), egui::Stroke::new(1.0, palette.line));
        // The wheel needs no Shift where there is only one way to go.
        ui.style_mut().always_scroll_the_only_direction = true;
        ScrollArea::horizontal().id_salt("tagbar").auto_shrink([false, true]).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.set_min_height(HEIGHT - 2.0);
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.add_space(space::M);
                sticky(ui, view, wishes);
                ui.add_enabled_ui(view.session.read_only().is_none(), |ui| {
                    self.chips(ui, view, wishes);
                    actions(ui, wishes);
                });
                ui.add_space(space::M);
            });
        });
    }

    fn chips(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        for (id, code) in &self.codes {
            let response = chip::code(ui, code, view.session.selection.sticky == Some(*id));
            let at = response.rect.left_top();
            if response.has_focus() {
                self.focused = Some((*id, at));
            }
            if row::took_keyboard(&response) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                wishes.push(Wish::TagWords(*id));
            } else if response.secondary_clicked()
                && let Some(menu) = choice::code(view, *id, at)
            {
                wishes.push(Wish::Menu(menu));
            }
        }
    }

    /// Event types first, then entity kinds, each in the order of the codebook.
    fn refresh(&mut self, view: View<'_>) {
        let revision = view.session.revision();
        if self.made_for == Some(revision) {
            return;
        }
        let kinds = [CodeKind::EventType, CodeKind::EntityKind];
        let ids = kinds.into_iter().flat_map(|kind| codebook(view.project(), kind));
        let code = |(id, _)| Some((id, Arc::clone(view.project().codes().get(id)?)));
        self.codes = ids.filter_map(code).filter(|(_, code)| code.key.is_some()).collect();
        self.made_for = Some(revision);
    }
}

/// “Tag”, or what every selection is tagged with, and the way out of that.
fn sticky(ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let Some(code) = view.session.selection.sticky.and_then(|code| view.project().codes().get(code)) else {
        ui.label(RichText::new("Tag").font(theme::small()).color(palette.weak));
        return;
    };
    ui.label(RichText::new("Every selection:").font(theme::small()).color(palette.accent));
    let swatch = Some((theme::of_code(code.colour), code.pattern));
    let response = chip::chip(ui, &format!("{}  ×", code.name), swatch, "Esc", true);
    let name = format!("Stop tagging every selection as {}", code.name.to_lowercase());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, true, &name));
    if response.on_hover_ui(|ui| button::tooltip(ui, &name, "Esc")).clicked() {
        wishes.push(Wish::KeepTagging(None));
    }
    ui.add_space(space::S);
}

fn actions(ui: &mut Ui, wishes: &mut Wishes) {
    for action in [Action::TagWith, Action::AttachTo, Action::Highlight] {
        let name = match action {
            Action::TagWith => "More…",
            Action::AttachTo => "Evidence of…",
            _ => "Highlight",
        };
        let response = chip::chip(ui, name, None, &Keymap::of(ui.ctx()).text(action), false);
        if response.on_hover_text(action.label()).clicked() {
            wishes.act(action);
        }
    }
}
