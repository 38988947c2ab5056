//! What an event or an entity has absorbed, each to be taken apart again; and the button that merges it with another.

use super::weak;
use crate::model::{EntityId, EventId, Made};
use crate::ops::merging::Pair;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::theme::{self, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{Label, RichText, Ui};

/// Draws both for an event.
pub fn of_event(ui: &mut Ui, view: View<'_>, id: EventId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let Some(event) = view.project().events().get(id) else { return };
    let absorbed = event.absorbed.iter();
    let rows = absorbed.map(|one| (Pair::Events(id, one.id), one.was.title.as_str(), &one.trail.made));
    list(ui, rows.collect(), wishes);
    if button::link(ui, "Merge with…").on_hover_text("Merge another event into this one").clicked() {
        *ask = Some(Ask::MergeEvent(id));
    }
}

/// Draws both for an entity.
pub fn of_entity(ui: &mut Ui, view: View<'_>, id: EntityId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let Some(entity) = view.project().entities().get(id) else { return };
    let absorbed = entity.absorbed.iter();
    let name = |names: &[crate::model::Name]| names.first().map(|name| name.text.clone()).unwrap_or_default();
    let names: Vec<String> = absorbed.clone().map(|one| name(&one.was.names)).collect();
    let rows = absorbed.zip(&names).map(|(one, name)| (Pair::Entities(id, one.id), name.as_str(), &one.trail.made));
    list(ui, rows.collect(), wishes);
    if button::link(ui, "Merge with…").on_hover_text("Merge another entity into this one").clicked() {
        *ask = Some(Ask::MergeEntity(id));
    }
}

fn list(ui: &mut Ui, rows: Vec<(Pair, &str, &Made)>, wishes: &mut Wishes) {
    if rows.is_empty() {
        return;
    }
    row::head(ui, "Merged into it", Some(rows.len()));
    for (pair, name, made) in rows {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let apart = egui::Button::new(RichText::new("Take apart").font(theme::small()));
                let apart = ui.add(apart).on_hover_text("Make it a record of its own again, with its evidence");
                let said = format!("Take apart: {name}");
                apart.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
                if apart.clicked() {
                    wishes.command(Command::TakeApart(pair));
                    wishes.push(Wish::Show(pair.other()));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(name).font(theme::body())).truncate());
                });
            });
        });
        weak(ui, format!("by {} on {}", made.by, made.at.utc().format("%-d %B %Y")));
    }
}
