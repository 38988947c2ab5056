//! Where: an entity, and words down to the building.

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

/// Draws the place.
pub fn show(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let place = form.event.place.as_ref();
    let slot = match place {
        Some(place) => Slot::value("the place", Valued::Place, place.source),
        None => Slot::empty("the place", Field::Place),
    };
    source::row(ui, form, ("Where", slot), wishes, |ui, wishes| match place {
        Some(place) => {
            entity(ui, form, place, wishes, ask);
            words(ui, form, wishes);
        }
        None => nowhere(ui, form, wishes, ask),
    });
}

/// One row while there is no place: choose one, or say it in words.
fn nowhere(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        if button::words(ui, "Place…", false).on_hover_text("Choose the place").clicked() {
            *ask = Some(Ask::Where(form.id));
        }
        words(ui, form, wishes);
    });
}

fn entity(ui: &mut Ui, form: Form<'_>, place: &Place, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let name = place.entity.map_or("Place…", |entity| form.view.project().label(entity.into()));
        let room = ui.available_width() - theme::CONTROL - space::XS;
        let chosen = Button::new(RichText::new(name).font(theme::medium())).truncate();
        let response = ui.allocate_ui(vec2(room, theme::CONTROL), |ui| ui.add(chosen)).inner;
        if response.on_hover_text("Choose the place").clicked() {
            *ask = Some(Ask::Where(form.id));
        }
        if button::icon(ui, icons::X, "Remove the place", "", true).clicked() {
            form.change(EventChange::Place(None), wishes);
        }
    });
}

fn words(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let place = form.event.place.clone().unwrap_or_default();
    let hint = "Building, street, headquarters of…";
    let typed = field::line(ui, form.control("place-words", 0), "Place in words", &place.text, hint);
    let Some(text) = typed.done else { return };
    let place = Place { text: text.trim().to_owned(), source: form.source(), ..place };
    let is_empty = place.entity.is_none() && place.text.is_empty();
    form.set(Field::Place, EventChange::Place((!is_empty).then_some(place)), wishes);
}
