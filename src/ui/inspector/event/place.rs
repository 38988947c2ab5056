//! Where: for each place an entity, and words down to the building. A raid in nine cities has nine places.

use super::form::Form;
use super::source::{self, Slot};
use crate::model::{Field, Place};
use crate::ops::event::EventChange;
use crate::ui::ask::Ask;
use crate::ui::ask::source::Valued;
use crate::ui::icons;
use crate::ui::theme::{self, space};
use crate::ui::view::Wishes;
use crate::ui::widgets::{button, field};
use egui::{Button, RichText, Ui, vec2};

/// Draws the places, and what adds one more.
pub fn show(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let places = &form.event.places;
    if places.is_empty() {
        let slot = Slot::empty("the place", Field::Place);
        return source::row(ui, form, ("Where", slot), wishes, |ui, wishes| nowhere(ui, form, wishes, ask));
    }
    for (at, place) in places.iter().enumerate() {
        let slot = Slot::value("the place", Valued::Place(at), place.source);
        let label = if at == 0 { "Where" } else { "" };
        ui.push_id(("place", form.id, at), |ui| {
            source::row(ui, form, (label, slot), wishes, |ui, wishes| {
                entity(ui, form, (at, place), wishes, ask);
                words(ui, form, (at, place), wishes);
            });
        });
    }
    source::row(ui, form, ("", Slot::nothing()), wishes, |ui, _| {
        if button::link(ui, "Another place…").on_hover_text("It took place here as well").clicked() {
            *ask = Some(Ask::Where(form.id, places.len()));
        }
    });
}

/// One row while there is no place: choose one, or say it in words.
fn nowhere(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        if button::words(ui, "Place…", false).on_hover_text("Choose the place").clicked() {
            *ask = Some(Ask::Where(form.id, 0));
        }
        words(ui, form, (0, &Place::default()), wishes);
    });
}

fn entity(ui: &mut Ui, form: Form<'_>, (at, place): (usize, &Place), wishes: &mut Wishes, ask: &mut Option<Ask>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let name = place.entity.map_or("Place…", |entity| form.view.project().label(entity.into()));
        let room = ui.available_width() - theme::CONTROL - space::XS;
        let chosen = Button::new(RichText::new(name).font(theme::medium())).truncate();
        let response = ui.allocate_ui(vec2(room, theme::CONTROL), |ui| ui.add(chosen)).inner;
        if response.on_hover_text("Choose the place").clicked() {
            *ask = Some(Ask::Where(form.id, at));
        }
        if button::icon(ui, icons::X, "Remove the place", "", true).clicked() {
            form.change(EventChange::RemovePlace(at), wishes);
        }
    });
}

fn words(ui: &mut Ui, form: Form<'_>, (at, place): (usize, &Place), wishes: &mut Wishes) {
    let hint = "Building, street, headquarters of…";
    let typed = field::line(ui, form.control("place-words", at), "Place in words", &place.text, hint);
    let Some(text) = typed.done else { return };
    let place = Place { text: text.trim().to_owned(), source: form.source(), ..place.clone() };
    form.set(Field::Place, set(form, at, place), wishes);
}

/// The place at a position as it is now: a new one behind the last, none where nothing is left of it.
fn set(form: Form<'_>, at: usize, place: Place) -> EventChange {
    let is_empty = place.entity.is_none() && place.text.is_empty();
    match (form.event.places.get(at), is_empty) {
        (Some(_), true) => EventChange::RemovePlace(at),
        (Some(_), false) => EventChange::SetPlace(at, place),
        (None, _) => EventChange::AddPlace(place),
    }
}
