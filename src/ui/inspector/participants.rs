//! Who took part in an event: role, name, office at that date.

use super::weak;
use crate::model::{Event, EventId, Participant, RecordId, Who};
use crate::ops::event::EventChange;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, field, row};
use egui::{Button, Id, RichText, Ui};

/// Draws the participants and a button for one more.
pub fn show(ui: &mut Ui, view: View<'_>, id: EventId, event: &Event, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    ui.horizontal(|ui| {
        row::head(ui, "Who took part", Some(event.participants.len()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if button::icon(ui, icons::PLUS, "Add a participant", "", true).clicked() {
                *ask = Some(Ask::Participant(id));
            }
        });
    });
    for (at, participant) in event.participants.iter().enumerate() {
        one(ui, view, (id, at), participant, wishes, ask);
    }
}

fn one(
    ui: &mut Ui,
    view: View<'_>,
    (id, at): (EventId, usize),
    participant: &Participant,
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    let palette = Palette::of(ui);
    ui.push_id(("participant", id, at), |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let role = participant.role.map_or("role…", |role| view.project().label(role.into()));
            let role = RichText::new(role).font(theme::small()).color(palette.weak);
            if ui.add(Button::new(role).truncate().min_size(egui::vec2(76.0, theme::CONTROL)).frame(false)).clicked()
            {
                *ask = Some(Ask::Role(id, at));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if button::icon(ui, icons::X, "Remove this participant", "", true).clicked() {
                    wishes.command(change(id, EventChange::RemoveParticipant(at)));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    name(ui, view, participant, wishes);
                });
            });
        });
        office(ui, (id, at), participant, wishes);
    });
}

fn name(ui: &mut Ui, view: View<'_>, participant: &Participant, wishes: &mut Wishes) {
    match &participant.who {
        Who::Entity(entity) => {
            let name = RichText::new(view.project().label((*entity).into())).font(theme::medium());
            if ui.add(Button::new(name).truncate()).on_hover_text("Show this entity").clicked() {
                wishes.push(Wish::Show(RecordId::Entity(*entity)));
            }
        }
        Who::Unnamed { text, count } => {
            let count = count.map(|count| format!(" ({count})")).unwrap_or_default();
            ui.label(RichText::new(format!("{text}{count}")).font(theme::medium()));
            weak(ui, "unnamed");
        }
    }
}

fn office(ui: &mut Ui, (id, at): (EventId, usize), participant: &Participant, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        ui.add_space(80.0);
        let key = Id::unique(("office", id, at));
        let typed = field::line(ui, key, "Office at that date", &participant.office, "Office at that date");
        if let Some(office) = typed.done {
            let participant = Participant { office, ..participant.clone() };
            wishes.command(change(id, EventChange::SetParticipant(at, participant)));
        }
    });
}

fn change(event: EventId, change: EventChange) -> Command {
    Command::ChangeEvent { event, changes: vec![change] }
}
