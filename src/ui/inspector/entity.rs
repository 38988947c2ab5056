//! The form of an entity.

use super::quotes::Quotes;
use super::{absorbed, labelled, weak};
use crate::model::{Entity, EntityId, RecordId};
use crate::ops::entity::EntityChange;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::theme::{self, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{chip, field, row};
use egui::{Button, Id, RichText, Ui};

/// Draws the form.
pub fn show(ui: &mut Ui, view: View<'_>, id: EntityId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let Some(entity) = view.project().entities().get(id) else { return };
    kind(ui, view, id, entity, ask);
    names(ui, id, entity, wishes);
    for membership in &entity.part_of {
        labelled(ui, "Part of", |ui| {
            let name = RichText::new(view.project().label(membership.entity.into()));
            if ui.add(Button::new(name).truncate()).clicked() {
                wishes.push(Wish::Show(RecordId::Entity(membership.entity)));
            }
        });
    }
    for office in &entity.offices {
        labelled(ui, "Office", |ui| {
            let when = office.when.as_ref().map(|when| format!(" · {}", when.human())).unwrap_or_default();
            ui.label(format!("{}{when}", office.title));
        });
    }
    for external in &entity.external {
        labelled(ui, &external.scheme, |ui| ui.label(&external.value));
    }
    let typed = field::text(ui, Id::unique(("entity-note", id)), "Note", &entity.note, "Note", 2);
    if let Some(note) = typed.done {
        wishes.command(change(id, EntityChange::Note(note)));
    }
    events(ui, view, id, wishes);
    let (count, marks) = (view.index().mention_count(id), view.index().marks_of_entity(id));
    Quotes { title: "Named in", of: id.into(), count, marks }.show(ui, view, wishes, ask);
    absorbed::of_entity(ui, view, id, wishes, ask);
    ui.add_space(space::S);
    if ui.add(Button::new(RichText::new("Delete the entity").font(theme::small())).frame(false)).clicked() {
        wishes.command(Command::Delete(vec![RecordId::Entity(id)]));
    }
}

fn change(entity: EntityId, change: EntityChange) -> Command {
    Command::ChangeEntity { entity, changes: vec![change] }
}

fn kind(ui: &mut Ui, view: View<'_>, id: EntityId, entity: &Entity, ask: &mut Option<Ask>) {
    let response = match entity.kind.and_then(|kind| view.project().codes().get(kind)) {
        Some(code) => chip::chip(ui, &code.name, Some((theme::of_code(code.colour), code.pattern)), "", false),
        None => chip::chip(ui, "Kind…", None, "", false),
    };
    if response.on_hover_text("Change the kind").clicked() {
        *ask = Some(Ask::EntityKind(id));
    }
}

fn names(ui: &mut Ui, id: EntityId, entity: &Entity, wishes: &mut Wishes) {
    let shown = entity.names.first().map(|name| name.text.as_str()).unwrap_or_default();
    let typed = field::line(ui, Id::unique(("entity-name", id)), "Name", shown, "Name");
    if let Some(name) = typed.done.filter(|name| !name.trim().is_empty()) {
        let mut names = entity.names.clone();
        if let Some(first) = names.first_mut() {
            first.text = name;
        }
        wishes.command(change(id, EntityChange::Names(names)));
    }
    labelled(ui, "Also", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
            for name in entity.names.iter().skip(1) {
                let response = chip::chip(ui, &name.text, None, "", false);
                if response.on_hover_text("Show it under this spelling").clicked() {
                    wishes.command(change(id, EntityChange::ShowName(name.text.clone())));
                }
            }
        });
        let typed = field::line(ui, Id::unique(("entity-alias", id)), "Another spelling", "", "Another spelling");
        if let Some(name) = typed.done.filter(|name| !name.trim().is_empty()) {
            wishes.command(change(id, EntityChange::AddName(name.trim().to_owned())));
        }
    });
}

fn events(ui: &mut Ui, view: View<'_>, id: EntityId, wishes: &mut Wishes) {
    const MOST: usize = 12;
    let count = view.index().participation_count(id);
    row::head(ui, "Takes part in", Some(count));
    for event in view.index().events_of_entity(id).take(MOST) {
        let Some(record) = view.project().events().get(event) else { continue };
        let when = record.when().map(|when| format!("{}  ", when.short())).unwrap_or_default();
        let text = RichText::new(format!("{when}{}", record.title)).font(theme::body());
        if ui.add(Button::new(text).truncate()).on_hover_text("Show this event").clicked() {
            wishes.push(Wish::Show(RecordId::Event(event)));
        }
    }
    if count > MOST {
        weak(ui, format!("and {} more: see the events, filtered by this name", count - MOST));
    }
}
