//! The events that an entity takes part in, alone or together with its parts as one actor, and those that took place
//! there. They are leafed through: a frame draws no more than a page.

use super::entry::two_lines;
use super::known::Known;
use super::weak;
use crate::base::when::When;
use crate::model::{EntityId, EventId, RecordId};
use crate::query::actors::{Capacity, Look, Participation};
use crate::ui::inspector::quotes::leaf;
use crate::ui::theme::space;
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{chip, row};
use egui::{Id, Ui};

/// So many events stand under each other.
const PAGE: usize = 10;

/// Draws both lists.
pub fn show(ui: &mut Ui, view: View<'_>, id: EntityId, known: &Known, wishes: &mut Wishes) {
    let look = if known.parts.is_empty() { Look::Apart } else { chosen(ui) };
    let list = match look {
        Look::Apart => &known.apart,
        Look::AsOne => &known.as_one,
    };
    row::head(ui, "Takes part in", Some(list.len()));
    if !known.parts.is_empty() {
        switch(ui, look);
    }
    if list.is_empty() {
        weak(ui, "No event yet. Add it to one in the form of the event.");
    }
    let page = page(ui, ("taking-part", id), list.len());
    for found in list.iter().skip(page * PAGE).take(PAGE) {
        participation(ui, view, id, found, wishes);
    }
    took_place(ui, view, id, known, wishes);
}

fn took_place(ui: &mut Ui, view: View<'_>, id: EntityId, known: &Known, wishes: &mut Wishes) {
    if known.here.is_empty() {
        return;
    }
    row::head(ui, "Took place here", Some(known.here.len()));
    let page = page(ui, ("taking-place", id), known.here.len());
    for event in known.here.iter().skip(page * PAGE).take(PAGE) {
        let Some(row) = view.project().events().get(*event) else { continue };
        one(ui, *event, &row.title, &date(row.when()), wishes);
    }
}

fn key() -> Id {
    Id::unique("actors-look")
}

/// How somebody looks at actors; the same for all entities until it is changed.
fn chosen(ui: &Ui) -> Look {
    ui.data(|data| data.get_temp(key())).unwrap_or_default()
}

fn switch(ui: &mut Ui, now: Look) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (look, name, about) in [
            (Look::Apart, "Apart", "Its own events only"),
            (Look::AsOne, "With its parts", "Its events and those of its parts, as one actor; each event once"),
        ] {
            if chip::chip(ui, name, None, "", look == now).on_hover_text(about).clicked() {
                ui.data_mut(|data| data.insert_temp(key(), look));
            }
        }
    });
}

/// Which page of a list is shown, with the way to the others if there are more.
fn page(ui: &mut Ui, of: (&'static str, EntityId), count: usize) -> usize {
    let key = Id::unique(of);
    let last = count.saturating_sub(1) / PAGE;
    let mut page = ui.data(|data| data.get_temp::<usize>(key)).unwrap_or(0).min(last);
    if last > 0 {
        leaf(ui, &mut page, count, PAGE, "Events");
        ui.data_mut(|data| data.insert_temp(key, page));
    }
    page
}

fn participation(ui: &mut Ui, view: View<'_>, id: EntityId, found: &Participation, wishes: &mut Wishes) {
    let Some(event) = view.project().events().get(found.event) else { return };
    let capacities = found.capacities.iter().map(|capacity| words(view, id, capacity));
    let parts = [date(event.when())].into_iter().chain(capacities).filter(|part| !part.is_empty());
    one(ui, found.event, &event.title, &parts.collect::<Vec<_>>().join(" · "), wishes);
}

fn one(ui: &mut Ui, event: EventId, title: &str, about: &str, wishes: &mut Wishes) {
    if two_lines(ui, title, about).on_hover_text("Show this event").clicked() {
        wishes.push(Wish::Show(RecordId::Event(event)));
    }
}

fn date(when: Option<&When>) -> String {
    when.map_or("no date".to_owned(), When::short)
}

/// “Visitor, minister of justice”; with the name in front if it is a part of the entity.
fn words(view: View<'_>, id: EntityId, capacity: &Capacity) -> String {
    let role = capacity.role.map_or("", |role| view.project().label(role.into()));
    let words: Vec<&str> = [role, &capacity.office].into_iter().filter(|part| !part.is_empty()).collect();
    if capacity.entity == id {
        return words.join(", ");
    }
    let name = view.project().label(capacity.entity.into());
    if words.is_empty() { name.to_owned() } else { format!("{name}: {}", words.join(", ")) }
}
