//! What an event or an entity has absorbed, each to be taken apart again; what it was said not to be, to be taken back;
//! and the button that merges it with another.

use super::weak;
use crate::model::{EntityId, EventId, Made};
use crate::ops::merging::Pair;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::theme::{self, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{Align, Label, Layout, RichText, Ui};

/// Draws all of it for an event. `apart`: what it was said not to be.
pub fn of_event(
    ui: &mut Ui,
    view: View<'_>,
    id: EventId,
    apart: &[Pair],
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    let Some(event) = view.project().events().get(id) else { return };
    let absorbed = event.absorbed.iter();
    let rows = absorbed.map(|one| (Pair::Events(id, one.id), one.was.title.as_str(), &one.trail.made));
    list(ui, rows.collect(), wishes);
    kept_apart(ui, view, apart, wishes);
    if button::link(ui, "Merge with…").on_hover_text("Merge another event into this one").clicked() {
        *ask = Some(Ask::MergeEvent(id));
    }
}

/// Draws all of it for an entity. `apart`: what it was said not to be.
pub fn of_entity(
    ui: &mut Ui,
    view: View<'_>,
    id: EntityId,
    apart: &[Pair],
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    let Some(entity) = view.project().entities().get(id) else { return };
    let absorbed = entity.absorbed.iter();
    let name = |names: &[crate::model::Name]| names.first().map(|name| name.text.clone()).unwrap_or_default();
    let names: Vec<String> = absorbed.clone().map(|one| name(&one.was.names)).collect();
    let rows = absorbed.zip(&names).map(|(one, name)| (Pair::Entities(id, one.id), name.as_str(), &one.trail.made));
    list(ui, rows.collect(), wishes);
    kept_apart(ui, view, apart, wishes);
    if button::link(ui, "Merge with…").on_hover_text("Merge another entity into this one").clicked() {
        *ask = Some(Ask::MergeEntity(id));
    }
}

/// So many are listed.
const MOST_APART: usize = 12;

/// What somebody said it is not.
fn kept_apart(ui: &mut Ui, view: View<'_>, pairs: &[Pair], wishes: &mut Wishes) {
    if pairs.is_empty() {
        return;
    }
    row::head(ui, "Not the same as", Some(pairs.len()));
    for pair in pairs.iter().take(MOST_APART) {
        let name = view.project().label(pair.other());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let said = format!("It may be the same as {name} after all");
                if button::icon(ui, icons::X, &said, "", true).clicked() {
                    wishes.command(Command::Reconsider(*pair));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let shown =
                        ui.add(egui::Button::new(RichText::new(name).font(theme::body())).frame(false).truncate());
                    if shown.on_hover_text("Show it").clicked() {
                        wishes.push(Wish::Show(pair.other()));
                    }
                });
            });
        });
    }
    if pairs.len() > MOST_APART {
        weak(ui, format!("and {} more", pairs.len() - MOST_APART));
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
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let apart = egui::Button::new(RichText::new("Take apart").font(theme::small()));
                let apart = ui.add(apart).on_hover_text("Make it a record of its own again, with its evidence");
                let said = format!("Take apart: {name}");
                apart.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
                if apart.clicked() {
                    wishes.command(Command::TakeApart(pair));
                    wishes.push(Wish::Show(pair.other()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(name).font(theme::body())).truncate());
                });
            });
        });
        weak(ui, format!("by {} on {}", made.by, made.at.utc().format("%-d %B %Y")));
    }
}
