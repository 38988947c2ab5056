//! The dates that the sentences of an event state, offered before anybody types one: a click makes one a stated date
//! of the event, with the words as evidence.

use super::labelled;
use crate::base::when::When;
use crate::model::{DocumentId, EventId};
use crate::query::suggest::dates::Expression;
use crate::query::suggest::proposals::dates_of_mark;
use crate::session::DateOf;
use crate::ui::article::date_command;
use crate::ui::theme::space;
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::chip;
use egui::{Id, Role, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// A date in a sentence of the event.
type Offer = (DocumentId, Expression);

/// Evidence that is looked through; the other sentences repeat the first ones more often than not.
const MOST_MARKS: usize = 12;
/// Dates that are offered.
const MOST_OFFERS: usize = 6;

/// Draws the offers, if there are any.
pub fn show(ui: &mut Ui, view: View<'_>, id: EventId, wishes: &mut Wishes) {
    if !view.settings.suggestions || view.session.read_only().is_some() {
        return;
    }
    let offers = offers(ui, view, id);
    if offers.is_empty() {
        return;
    }
    labelled(ui, "Stated?", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for (document, date) in offers.iter() {
                one(ui, view, id, *document, date, wishes);
            }
        });
    });
}

fn one(ui: &mut Ui, view: View<'_>, id: EventId, document: DocumentId, date: &Expression, wishes: &mut Wishes) {
    let words = date.span.text(view.project().text(document)).unwrap_or_default();
    let value = date.value.as_ref().map(When::short).unwrap_or_default();
    let response = chip::chip(ui, &format!("{words} → {value}"), None, "", false);
    let said = format!("Accept “{words}” as {value}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    let outlet = view.project().documents().get(document).map_or("", |row| row.outlet.as_str());
    let response = response.on_hover_ui(|ui| {
        ui.label(&said);
        ui.label([outlet, &date.because].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "));
    });
    if response.clicked() {
        date_command(document, date, DateOf::Event(id)).into_iter().for_each(|command| wishes.command(command));
    }
}

/// Read once for a revision of the project, not in every frame.
fn offers(ui: &Ui, view: View<'_>, id: EventId) -> Arc<Vec<Offer>> {
    let (key, revision) = (Id::unique(("offers", id)), view.session.revision());
    let known = ui.data(|data| data.get_temp::<(u64, Arc<Vec<Offer>>)>(key)).filter(|(of, _)| *of == revision);
    if let Some((_, offers)) = known {
        return offers;
    }
    let offers = Arc::new(looked_up(view, id));
    ui.data_mut(|data| data.insert_temp(key, (revision, Arc::clone(&offers))));
    offers
}

fn looked_up(view: View<'_>, id: EventId) -> Vec<Offer> {
    let project = view.project();
    let mut offers: Vec<Offer> = Vec::new();
    for mark in view.index().marks_of_event(id).take(MOST_MARKS) {
        let Some(document) = project.marks().get(mark).map(|mark| mark.document) else { continue };
        for date in dates_of_mark(project, mark) {
            // One value is offered once, in the words of the first source.
            if !offers.iter().any(|(_, other)| other.value == date.value) {
                offers.push((document, date));
            }
        }
    }
    offers.truncate(MOST_OFFERS);
    offers
}
