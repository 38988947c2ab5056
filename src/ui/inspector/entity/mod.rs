//! The form of an entity: its spellings and who uses them, its offices, what it is part of and what is part of it, its
//! identifiers, the events that it takes part in, and the marks that name it.

mod entry;
mod events;
mod identifiers;
mod known;
mod memberships;
mod names;
mod offices;
mod said;

use super::quotes::Quotes;
use super::{absorbed, labelled, period, weak};
use crate::model::{Entity, EntityId, Name, RecordId};
use crate::ops::entity::EntityChange;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::theme::{self, space};
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::{chip, field, row};
use egui::{Button, Id, RichText, Ui};

/// Draws the form.
pub fn show(ui: &mut Ui, view: View<'_>, id: EntityId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let Some(entity) = view.project().entities().get(id) else { return };
    let known = known::of(ui, view, id);
    kind(ui, view, id, entity, ask);
    name(ui, id, entity, wishes);
    names::show(ui, view, id, entity, known.as_deref(), wishes);
    offices::show(ui, view, id, entity, wishes, ask);
    memberships::show(ui, view, id, entity, known.as_deref(), wishes, ask);
    identifiers::show(ui, id, entity, wishes);
    let typed = field::text(ui, Id::unique(("entity-note", id)), "Note", &entity.note, "Note", 2);
    if let Some(note) = typed.done {
        wishes.command(change(id, EntityChange::Note(note)));
    }
    match &known {
        Some(known) => {
            events::show(ui, view, id, known, wishes);
            named_in(ui, view, id, known, wishes, ask);
        }
        None => row::computing(ui),
    }
    absorbed::of_entity(ui, view, id, known.as_ref().map_or(&[][..], |known| &known.not_same), wishes, ask);
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

/// The spelling that lists show.
fn name(ui: &mut Ui, id: EntityId, entity: &Entity, wishes: &mut Wishes) {
    let Some(shown) = entity.names.first() else { return };
    let typed = field::line(ui, Id::unique(("entity-name", id)), "Name", &shown.text, "Name");
    if let Some(text) = typed.done.filter(|text| !text.trim().is_empty()) {
        let text = text.trim().to_owned();
        let is_known = entity.names.iter().skip(1).any(|name| name.text == text);
        let changed = if is_known {
            EntityChange::ShowName(text)
        } else {
            EntityChange::SetName(0, Name { text, ..shown.clone() })
        };
        wishes.command(change(id, changed));
    }
}

fn named_in(
    ui: &mut Ui,
    view: View<'_>,
    id: EntityId,
    known: &known::Known,
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    let (count, marks) = (known.mentions.len(), known.mentions.iter().copied());
    Quotes { title: "Named in", of: id.into(), count, marks }.show(ui, view, wishes, ask);
    if count == 0 {
        weak(ui, "No mark names it yet. Select its name in an article and press the key of its kind.");
    }
}
