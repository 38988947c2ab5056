//! The form of an event.

use super::quotes::Quotes;
use super::{absorbed, labelled, participants, same, weak, when};
use crate::base::number::counted;
use crate::model::{Bound, Certainty, Event, EventId, RecordId, RelationKind, Status};
use crate::ops::event::EventChange;
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::keys::Keymap;
use crate::ui::theme::{self, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, field, row};
use egui::{Button, ComboBox, Id, RichText, Ui};

/// Draws the form.
pub fn show(ui: &mut Ui, view: View<'_>, id: EventId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let Some(event) = view.project().events().get(id) else { return };
    head(ui, view, id, event, wishes, ask);
    title(ui, view, id, event, wishes);
    when::show(ui, view, id, event, wishes);
    same::show(ui, view, id, event, wishes);
    place(ui, view, id, event, wishes, ask);
    areas(ui, view, id, event, wishes, ask);
    ui.add_space(space::XS);
    participants::show(ui, view, id, event, wishes, ask);
    figures(ui, event);
    relations(ui, view, id, event, wishes);
    certainty(ui, id, event, wishes);
    note(ui, id, event, wishes);
    ui.add_space(space::XS);
    let count = view.index().evidence_count(id);
    if count == 0 {
        row::head(ui, "Evidence", Some(0));
        let key = Keymap::of(ui.ctx()).text(Action::AttachTo);
        let how = if key.is_empty() { String::new() } else { format!(" and press {key}") };
        weak(ui, format!("No sentence proves it yet. Select one in an article{how}."));
    } else {
        let marks = view.index().marks_of_event(id);
        Quotes { title: "Evidence", of: id.into(), count, marks }.show(ui, view, wishes, ask);
    }
    absorbed::of_event(ui, view, id, wishes, ask);
    ui.add_space(space::S);
    if ui.add(Button::new(RichText::new("Delete the event").font(theme::small())).frame(false)).clicked() {
        wishes.command(Command::Delete(vec![RecordId::Event(id)]));
    }
}

fn change(event: EventId, change: EventChange) -> Command {
    Command::ChangeEvent { event, changes: vec![change] }
}

fn head(ui: &mut Ui, view: View<'_>, id: EventId, event: &Event, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    ui.horizontal(|ui| {
        let clicked = match event.kind.and_then(|kind| view.project().codes().get(kind)) {
            Some(code) => {
                let swatch = Some((theme::of_code(code.colour), code.pattern));
                chip::chip(ui, &code.name, swatch, "", false).on_hover_text("Change the type")
            }
            None => chip::chip(ui, "Type…", None, "", false).on_hover_text("Choose the type"),
        };
        if clicked.clicked() {
            *ask = Some(Ask::EventType(id));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| status(ui, id, event, wishes));
    });
}

fn status(ui: &mut Ui, id: EventId, event: &Event, wishes: &mut Wishes) {
    let mut chosen = event.status;
    let combo = ComboBox::from_id_salt(("status", id)).selected_text(chosen.to_string()).width(104.0);
    let response = combo.show_ui(ui, |ui| {
        for status in Status::ALL {
            ui.selectable_value(&mut chosen, status, status.to_string());
        }
    });
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Status"));
    if chosen != event.status {
        wishes.command(change(id, EventChange::Status(chosen)));
    }
}

fn title(ui: &mut Ui, view: View<'_>, id: EventId, event: &Event, wishes: &mut Wishes) {
    let typed = field::wrapped(
        ui,
        Id::unique(("event-title", id)),
        "Title",
        &event.title,
        "What happened, in a few words",
        2,
    );
    if let Some(title) = typed.done {
        wishes.command(change(id, EventChange::Title(title.split_whitespace().collect::<Vec<_>>().join(" "))));
    }
    weak(ui, reported(ui, view, id));
}

/// “2 documents · 1 origin · 3 marks”; counted once for a revision of the project, not in every frame.
fn reported(ui: &Ui, view: View<'_>, id: EventId) -> String {
    let (key, revision) = (Id::unique(("reported", id)), view.session.revision());
    let known = ui.data(|data| data.get_temp::<(u64, String)>(key)).filter(|(of, _)| *of == revision);
    if let Some((_, words)) = known {
        return words;
    }
    let documents = view.index().documents_of_event(id);
    let origins = crate::query::origins::count(view.project(), &documents);
    let marks = counted(view.index().evidence_count(id), "mark");
    let words = format!("{} · {} · {marks}", counted(documents.len(), "document"), counted(origins, "origin"));
    ui.data_mut(|data| data.insert_temp(key, (revision, words.clone())));
    words
}

fn place(ui: &mut Ui, view: View<'_>, id: EventId, event: &Event, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    labelled(ui, "Where", |ui| {
        ui.horizontal(|ui| {
            let entity = event.place.as_ref().and_then(|place| place.entity);
            let mut parts: Vec<&str> = entity.map(|entity| view.project().label(entity.into())).into_iter().collect();
            parts.extend(event.place.as_ref().map(|place| place.text.as_str()).filter(|text| !text.is_empty()));
            let name = if parts.is_empty() { "Place…".to_owned() } else { parts.join(", ") };
            if ui.add(Button::new(RichText::new(name).font(theme::medium())).truncate()).clicked() {
                *ask = Some(Ask::Where(id));
            }
            if event.place.is_some() && button::icon(ui, icons::X, "Remove the place", "", true).clicked() {
                wishes.command(change(id, EventChange::Place(None)));
            }
        });
    });
}

fn areas(ui: &mut Ui, view: View<'_>, id: EventId, event: &Event, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    labelled(ui, "Areas", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
            for area in &event.areas {
                let name = view.project().label((*area).into());
                if chip::chip(ui, name, None, "×", false).on_hover_text("Remove this area").clicked() {
                    let mut areas = event.areas.clone();
                    areas.remove(area);
                    wishes.command(change(id, EventChange::Areas(areas)));
                }
            }
            let more = chip::chip(ui, "+", None, "", false);
            more.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Add an area"));
            if more.on_hover_text("Add an area").clicked() {
                *ask = Some(Ask::Area(id));
            }
        });
    });
}

fn figures(ui: &mut Ui, event: &Event) {
    for figure in &event.figures {
        labelled(ui, "Figure", |ui| {
            let bound = match figure.bound {
                Bound::Exactly => "",
                Bound::MoreThan => "more than ",
                Bound::LessThan => "less than ",
                Bound::About => "about ",
                Bound::Only => "only ",
            };
            let words: Vec<&str> = [figure.currency.as_str(), &figure.unit, &figure.what]
                .into_iter()
                .filter(|word| !word.is_empty())
                .collect();
            ui.label(format!("{bound}{} {}", grouped(&figure.value.to_string()), words.join(" · ")));
        });
    }
}

/// 1400000000 → 1 400 000 000, with thin spaces (ISO 80000-1, 7.3.1).
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.chars().count();
    let spaced = whole.chars().enumerate().flat_map(|(at, digit)| {
        let gap = (at > 0 && (digits - at).is_multiple_of(3)).then_some('\u{202f}');
        gap.into_iter().chain([digit])
    });
    spaced.chain(rest.chars()).collect()
}

fn relations(ui: &mut Ui, view: View<'_>, id: EventId, event: &Event, wishes: &mut Wishes) {
    for relation in &event.relations {
        labelled(ui, relation_name(view, relation.kind), |ui| {
            ui.horizontal(|ui| {
                let title = RichText::new(view.project().label(relation.to.into()));
                if ui.add(Button::new(title).truncate()).on_hover_text("Show this event").clicked() {
                    wishes.push(Wish::Show(RecordId::Event(relation.to)));
                }
                if button::icon(ui, icons::X, "Remove this link", "", true).clicked() {
                    let (kind, to) = (relation.kind, relation.to);
                    wishes.command(change(id, EventChange::RemoveRelation { kind, to }));
                }
            });
        });
    }
}

fn relation_name(view: View<'_>, kind: RelationKind) -> &str {
    match kind {
        RelationKind::PartOf => "Part of",
        RelationKind::Follows => "Follows",
        RelationKind::Causes => "Causes",
        RelationKind::BuildsOn => "Builds on",
        RelationKind::SameOccasion => "Same time",
        RelationKind::Contradicts => "Contradicts",
        RelationKind::Other(code) => view.project().label(code.into()),
    }
}

fn certainty(ui: &mut Ui, id: EventId, event: &Event, wishes: &mut Wishes) {
    labelled(ui, "Certainty", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            for certainty in [Certainty::Certain, Certainty::Probable, Certainty::Possible] {
                let selected = event.certainty == certainty;
                if chip::chip(ui, &certainty.to_string(), None, "", selected).clicked() && !selected {
                    wishes.command(change(id, EventChange::Certainty(certainty)));
                }
            }
        });
    });
}

fn note(ui: &mut Ui, id: EventId, event: &Event, wishes: &mut Wishes) {
    let typed = field::text(ui, Id::unique(("event-note", id)), "Note", &event.note, "Note", 2);
    if let Some(note) = typed.done {
        wishes.command(change(id, EventChange::Note(note)));
    }
}
