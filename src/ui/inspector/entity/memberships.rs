//! What an entity is part of, perhaps for a time, and what is part of it.

use super::entry::{self, Entry, Open, Pressed, Removable};
use super::known::Known as Found;
use super::said;
use super::{change, labelled, period, weak};
use crate::base::when::When;
use crate::model::{Entity, EntityId, Membership, RecordId};
use crate::ops::entity::EntityChange;
use crate::ui::ask::Ask;
use crate::ui::ask::source::Known;
use crate::ui::icons;
use crate::ui::theme::space;
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, field, row};
use egui::{Id, Ui};

/// So many parts are listed.
const MOST_PARTS: usize = 24;

/// Draws what it is part of and, as chips, what is part of it.
pub fn show(
    ui: &mut Ui,
    view: View<'_>,
    id: EntityId,
    entity: &Entity,
    known: Option<&Found>,
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    ui.horizontal(|ui| {
        row::head(ui, "Part of", Some(entity.part_of.len()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if button::icon(ui, icons::PLUS, "Add what it is part of", "", true).clicked() {
                *ask = Some(Ask::PartOf(id));
            }
        });
    });
    for (at, membership) in entity.part_of.iter().enumerate() {
        one(ui, view, (id, at), membership, wishes);
    }
    parts(ui, view, known.map_or(&[][..], |known| &known.parts), wishes);
}

fn when_field(id: EntityId, at: usize) -> Id {
    Id::unique(("entity-part-when", id, at))
}

fn one(ui: &mut Ui, view: View<'_>, (id, at): (EntityId, usize), membership: &Membership, wishes: &mut Wishes) {
    let name = view.project().label(membership.entity.into());
    let when = membership.when.as_ref().map(When::human).unwrap_or_default();
    let parts = [when, membership.note.clone(), said::by(view, membership.source)];
    let second = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let entry = Entry {
        first: name,
        second: &second,
        what: &format!("the part in {name}"),
        about: "Show this entity",
        removable: Removable::Yes,
    };
    let open = Open::Membership(at);
    match entry.show(ui) {
        Pressed::Words => wishes.push(Wish::Show(RecordId::Entity(membership.entity))),
        Pressed::Change => entry::turn(ui, id, open, when_field(id, at)),
        Pressed::Remove => {
            entry::close(ui, id);
            wishes.command(change(id, EntityChange::RemoveMembership(at)));
        }
        Pressed::Nothing => {}
    }
    if entry::opened(ui, id) == Some(open) {
        entry::fields(ui, id, |ui| opened(ui, view, (id, at), membership, wishes));
    }
}

fn opened(ui: &mut Ui, view: View<'_>, (id, at): (EntityId, usize), membership: &Membership, wishes: &mut Wishes) {
    let mut set = |new: Membership| wishes.command(change(id, EntityChange::SetMembership(at, new)));
    labelled(ui, "When", |ui| {
        let key = when_field(id, at);
        period::field(ui, key, "When it was part", membership.when.as_ref(), |when| {
            set(Membership { when, ..membership.clone() });
        });
    });
    labelled(ui, "Note", |ui| {
        let key = Id::unique(("entity-part-note", id, at));
        let typed = field::line(ui, key, "Note on the part", &membership.note, "as what, since which reform…");
        if let Some(note) = typed.done {
            set(Membership { note, ..membership.clone() });
        }
    });
    said::field(ui, view, (id, Known::Membership(at)), membership.source, wishes);
}

fn parts(ui: &mut Ui, view: View<'_>, parts: &[EntityId], wishes: &mut Wishes) {
    if parts.is_empty() {
        return;
    }
    row::head(ui, "Its parts", Some(parts.len()));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
        for part in parts.iter().take(MOST_PARTS) {
            let name = view.project().label((*part).into());
            if chip::chip(ui, name, None, "", false).on_hover_text("Show this entity").clicked() {
                wishes.push(Wish::Show(RecordId::Entity(*part)));
            }
        }
    });
    if parts.len() > MOST_PARTS {
        weak(ui, format!("and {} more", parts.len() - MOST_PARTS));
    }
}
