//! Who took part in an event: role, name or unnamed group, office at that date, and who says so.

use super::event::Form;
use super::event::source::{self, Slot};
use crate::model::{Certainty, Field, Participant, RecordId, Who};
use crate::ops::event::EventChange;
use crate::query::suggest::figures;
use crate::ui::ask::Ask;
use crate::ui::ask::source::Valued;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{Wish, Wishes};
use crate::ui::widgets::{button, chip, field, row};
use egui::containers::menu::MenuButton;
use egui::{Align, Button, Id, Layout, RichText, Role, Ui, WidgetInfo, vec2};

/// Width of the column with roles, in points.
const ROLE: f32 = 76.0;

/// Draws the participants and a button for one more.
pub fn show(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let count = form.event.participants.len();
    let slot = if count == 0 { Slot::empty("the participants", Field::Participants) } else { Slot::nothing() };
    source::beside(ui, form, slot, wishes, |ui, _| {
        ui.horizontal(|ui| {
            row::head(ui, "Who took part", Some(count));
            if button::icon(ui, icons::PLUS, "Add a participant", "", true).clicked() {
                *ask = Some(Ask::Participant(form.id));
            }
        });
    });
    for (at, participant) in form.event.participants.iter().enumerate() {
        ui.push_id(("participant", form.id, at), |ui| one(ui, form, (at, participant), wishes, ask));
    }
}

fn one(
    ui: &mut Ui,
    form: Form<'_>,
    (at, participant): (usize, &Participant),
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    let slot = Slot::value("this participant", Valued::Participant(at), participant.source);
    source::beside(ui, form, slot, wishes, |ui, wishes| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            role(ui, form, (at, participant), ask);
            let room = (ui.available_width() - theme::CONTROL - space::XS).max(40.0);
            ui.allocate_ui(vec2(room, theme::CONTROL), |ui| name(ui, form, (at, participant), wishes));
            if button::icon(ui, icons::X, "Remove this participant", "", true).clicked() {
                form.change(EventChange::RemoveParticipant(at), wishes);
            }
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            certainty(ui, form, (at, participant), wishes);
            ui.vertical(|ui| match &participant.who {
                Who::Entity(_) => office(ui, form, (at, participant), wishes),
                Who::Unnamed { text, count } => how_many(ui, form, (at, participant), (text, *count), wishes),
            });
        });
    });
}

fn role(ui: &mut Ui, form: Form<'_>, (at, participant): (usize, &Participant), ask: &mut Option<Ask>) {
    let name = participant.role.map_or("role…", |role| form.view.project().label(role.into()));
    let text = RichText::new(name).font(theme::small()).color(Palette::of(ui).weak);
    let button = Button::new(text).truncate().min_size(vec2(ROLE, theme::CONTROL)).frame(false);
    let response = ui.allocate_ui(vec2(ROLE, theme::CONTROL), |ui| ui.add(button)).inner;
    if response.on_hover_text("Change the role").clicked() {
        *ask = Some(Ask::Role(form.id, at));
    }
}

/// How sure it is that they took part so: a small list in the column of the roles.
fn certainty(ui: &mut Ui, form: Form<'_>, (at, participant): (usize, &Participant), wishes: &mut Wishes) {
    let mut chosen = participant.certainty;
    ui.allocate_ui_with_layout(vec2(ROLE, theme::CONTROL), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(ROLE);
        let text = RichText::new(chosen.to_string()).font(theme::small()).color(Palette::of(ui).weak);
        let button = Button::new(text).min_size(vec2(ROLE, theme::CONTROL)).frame(false);
        let (shown, _) = MenuButton::from_button(button).ui(ui, |ui| {
            for certainty in [Certainty::Certain, Certainty::Probable, Certainty::Possible] {
                if ui.selectable_label(chosen == certainty, certainty.to_string()).clicked() {
                    chosen = certainty;
                    ui.close();
                }
            }
        });
        let said = format!("How sure it is that they took part: {}", participant.certainty);
        shown.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
        shown.on_hover_text("How sure it is that they took part so");
    });
    if chosen != participant.certainty {
        form.change(
            EventChange::SetParticipant(at, Participant { certainty: chosen, ..participant.clone() }),
            wishes,
        );
    }
}

fn name(ui: &mut Ui, form: Form<'_>, (at, participant): (usize, &Participant), wishes: &mut Wishes) {
    match &participant.who {
        Who::Entity(entity) => {
            let name = RichText::new(form.view.project().label((*entity).into())).font(theme::medium());
            if ui.add(Button::new(name).truncate()).on_hover_text("Show this entity").clicked() {
                wishes.push(Wish::Show(RecordId::Entity(*entity)));
            }
        }
        Who::Unnamed { text, count } => {
            let typed = field::line(ui, form.control("group", at), "Unnamed group", text, "two suspects");
            let Some(words) = typed.done.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
            else {
                return;
            };
            // A number that was read from the words before follows them; one that was typed stays.
            let read = figures::count(text);
            let count = if count.is_none() || *count == read { figures::count(&words) } else { *count };
            set(form, at, Participant { who: Who::Unnamed { text: words, count }, ..participant.clone() }, wishes);
        }
    }
}

/// A participant as entered now.
fn set(form: Form<'_>, at: usize, participant: Participant, wishes: &mut Wishes) {
    let participant = Participant { source: form.source(), ..participant };
    form.set(Field::Participants, EventChange::SetParticipant(at, participant), wishes);
}

fn how_many(
    ui: &mut Ui,
    form: Form<'_>,
    (at, participant): (usize, &Participant),
    (text, count): (&str, Option<u32>),
    wishes: &mut Wishes,
) {
    let value = count.map(|count| count.to_string()).unwrap_or_default();
    let typed = field::line(ui, form.control("group-count", at), "How many", &value, "How many");
    let Some(typed) = typed.done else { return };
    let count = match typed.trim() {
        "" => Some(None),
        typed => typed.parse().ok().map(Some).or_else(|| figures::count(&format!("{typed} people")).map(Some)),
    };
    if let Some(count) = count {
        let who = Who::Unnamed { text: text.to_owned(), count };
        set(form, at, Participant { who, ..participant.clone() }, wishes);
    } else {
        let said = format!("“{}” is not a number of people; type it as 12 or twelve", typed.trim());
        wishes.push(Wish::Say(crate::session::Notice::note(said)));
    }
}

fn office(ui: &mut Ui, form: Form<'_>, (at, participant): (usize, &Participant), wishes: &mut Wishes) {
    let key = Id::unique(("office", form.id, at));
    let typed = field::line(ui, key, "Office at that date", &participant.office, "Office at that date");
    if let Some(office) = typed.done {
        set(form, at, Participant { office: office.trim().to_owned(), ..participant.clone() }, wishes);
    }
    let offers = offices(form, participant);
    if offers.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for office in offers {
            let response = chip::chip(ui, &office, None, "", false);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Office: {office}")));
            if response.on_hover_text("Held at that date").clicked() {
                form.set(
                    Field::Participants,
                    EventChange::SetParticipant(at, Participant { office, ..participant.clone() }),
                    wishes,
                );
            }
        }
    });
}

/// The offices that the entity held when the event was; without a date only those that were held always.
fn offices(form: Form<'_>, participant: &Participant) -> Vec<String> {
    const MOST: usize = 3;
    let Who::Entity(entity) = participant.who else { return Vec::new() };
    let Some(entity) = form.view.project().entities().get(entity) else { return Vec::new() };
    let when = form.event.when();
    let held = entity.offices.iter().filter(|office| match (&office.when, when) {
        (None, _) => true,
        (Some(period), Some(when)) => period.overlaps(when),
        (Some(_), None) => false,
    });
    let titles = held.map(|office| office.title.clone());
    titles.filter(|title| !title.is_empty() && *title != participant.office).take(MOST).collect()
}
