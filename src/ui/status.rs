//! The bar at the bottom: what happened, with Undo beside it, and what the project holds.

use super::action::Action;
use super::icons;
use super::theme::{self, Palette, space};
use super::view::{View, Wishes};
use super::widgets::button;
use crate::base::number::counted;
use crate::session::{Gravity, Notice};
use egui::{Align, Label, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};

/// Draws the bar. Says whether a problem was read and can go.
pub fn show(ui: &mut Ui, view: View<'_>, notice: Option<&Notice>, doing: &str, wishes: &mut Wishes) -> bool {
    let mut read = false;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.add_space(space::XS);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::XS);
            weak(ui, &totals(view));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(space::S);
                modes(ui, view);
                if doing.is_empty() {
                    if let Some(notice) = notice {
                        read = say(ui, notice, wishes);
                    }
                } else {
                    ui.add(egui::Spinner::new().size(12.0));
                    weak(ui, doing);
                }
            });
        });
    });
    read
}

/// What stays switched on until Escape, in words.
fn modes(ui: &mut Ui, view: View<'_>) {
    let selection = &view.session.selection;
    let name = |code: crate::model::CodeId| view.project().label(code.into()).to_lowercase();
    let sticky = selection.sticky.map(|code| format!("Every selection is tagged as {} · Esc ends it", name(code)));
    let only = selection.only.map(|code| format!("Only {} stands out", name(code)));
    for mode in [sticky, only].into_iter().flatten() {
        let accent = Palette::of(ui).accent;
        ui.add(Label::new(RichText::new(mode).font(theme::small()).color(accent)).selectable(false));
    }
}

fn say(ui: &mut Ui, notice: &Notice, wishes: &mut Wishes) -> bool {
    let palette = Palette::of(ui);
    let (icon, colour) = match notice.gravity {
        Gravity::Done => ("", palette.weak),
        Gravity::Note => (icons::INFO, palette.text),
        Gravity::Problem => (icons::WARNING_CIRCLE, palette.error),
    };
    if !icon.is_empty() {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
        ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon, theme::icon(14.0), colour);
    }
    let room = ui.available_width() - 120.0;
    let text = notice.text.lines().next().unwrap_or_default();
    let galley = super::widgets::line::line(ui, text, &theme::small(), colour, room.max(60.0));
    let (rect, response) = ui.allocate_exact_size(vec2(galley.width, 18.0), Sense::hover());
    galley.paint(ui.painter(), rect.left_center());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &notice.text));
    response.on_hover_text(&notice.text);
    if notice.undoable && button::link(ui, "Undo").clicked() {
        wishes.act(Action::Undo);
    }
    notice.gravity == Gravity::Problem && button::link(ui, "Dismiss").clicked()
}

fn weak(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).weak;
    ui.add(Label::new(RichText::new(text).font(theme::small()).color(colour)).selectable(false));
}

/// “42 events · 96 marks · 12 documents · A. B. · 100 %”.
fn totals(view: View<'_>) -> String {
    let project = view.project();
    let zoom = (view.settings.zoom * 100.0).round();
    format!(
        "{} · {} · {} · {} · {zoom} %",
        counted(project.events().len(), "event"),
        counted(project.marks().len(), "mark"),
        counted(project.documents().len(), "document"),
        view.settings.coder
    )
}
