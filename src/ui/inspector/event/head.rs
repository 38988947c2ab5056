//! Type, title and areas, and how many sources report the event.

use super::form::Form;
use super::source::{self, Slot};
use crate::base::number::counted;
use crate::model::Field;
use crate::ops::event::EventChange;
use crate::ops::mark::title_from;
use crate::query::suggest::titles;
use crate::ui::ask::Ask;
use crate::ui::inspector::weak;
use crate::ui::theme::{self, space};
use crate::ui::view::Wishes;
use crate::ui::widgets::{chip, field};
use egui::{Id, Role, Ui, WidgetInfo, vec2};

/// The type, as a chip.
pub fn kind(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let code = form.event.kind.and_then(|kind| form.view.project().codes().get(kind));
    let slot = Slot::field(form, "the type", Field::Kind, code.is_some());
    source::row(ui, form, ("Type", slot), wishes, |ui, _| {
        let clicked = match code {
            Some(code) => {
                let swatch = Some((theme::of_code(code.colour), code.pattern));
                let definition =
                    if code.definition.is_empty() { "Change the type" } else { code.definition.as_str() };
                chip::chip(ui, &code.name, swatch, "", false).on_hover_text(definition)
            }
            None => chip::chip(ui, "Type…", None, "", false).on_hover_text("Choose the type"),
        };
        if clicked.clicked() {
            *ask = Some(Ask::EventType(form.id));
        }
    });
}

/// The title, what it could be, and who reports the event.
pub fn title(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let key = Id::unique(("event-title", form.id));
    let typed = field::wrapped(ui, key, "Title", &form.event.title, "What happened, in a few words", 2);
    if let Some(title) = typed.done {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        form.set(Field::Title, EventChange::Title(title), wishes);
    }
    offers(ui, form, wishes);
    let is_empty = form.event.title.is_empty();
    let slot = if is_empty { Slot::nothing() } else { Slot::field(form, "the title", Field::Title, true) };
    source::keys(ui, form, slot, typed.response.rect, wishes);
    source::beside(ui, form, slot, wishes, |ui, _| weak(ui, form.once(ui, "reported", || reported(form))));
}

/// What the title could be, as chips.
fn offers(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    // Whether suggestions are shown is no part of the project, and changes without a new revision of it.
    if !form.view.settings.suggestions {
        return;
    }
    let titles = form.once(ui, "titles", || proposed(form));
    if titles.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for title in titles {
            let response = chip::chip(ui, &format!("Use: {title}"), None, "", false);
            if response.on_hover_text(format!("Use this title: {title}")).clicked() {
                form.set(Field::Title, EventChange::Title(title), wishes);
            }
        }
    });
}

/// Titles for an event that has none of its own: it was made from words, or without any.
fn proposed(form: Form<'_>) -> Vec<String> {
    let project = form.view.project();
    let title = form.event.title.as_str();
    let mut marks = form.view.index().marks_of_event(form.id).take(12).filter_map(|mark| project.marks().get(mark));
    let made = title.is_empty() || title == "New event" || marks.any(|mark| title_from(&mark.quote) == title);
    if !made || form.view.session.read_only().is_some() {
        return Vec::new();
    }
    titles::titles(project, form.id).into_iter().filter(|other| other != title).collect()
}

/// “2 documents · 1 origin · 3 marks”.
fn reported(form: Form<'_>) -> String {
    let index = form.view.index();
    let documents = index.documents_of_event(form.id);
    let origins = crate::query::origins::count(form.view.project(), &documents);
    let marks = counted(index.evidence_count(form.id), "mark");
    format!("{} · {} · {marks}", counted(documents.len(), "document"), counted(origins, "origin"))
}

/// Whether the sources say that something was agreed, said or done, and not what.
pub fn content(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let slot = Slot::empty("what exactly it consists of", Field::Content);
    source::row(ui, form, ("Content", slot), wishes, |ui, _| {
        let open = form.event.unspecified.contains(&Field::Content);
        weak(ui, if open { "the sources do not say what exactly" } else { "what exactly was agreed or done" });
    });
}

/// The areas, as chips.
pub fn areas(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let slot = Slot::field(form, "the areas", Field::Areas, !form.event.areas.is_empty());
    source::row(ui, form, ("Areas", slot), wishes, |ui, wishes| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for area in &form.event.areas {
                let name = form.view.project().label((*area).into());
                if chip::chip(ui, name, None, "×", false).on_hover_text("Remove this area").clicked() {
                    let mut areas = form.event.areas.clone();
                    areas.remove(area);
                    form.change(EventChange::Areas(areas), wishes);
                }
            }
            let more = chip::chip(ui, "+", None, "", false);
            more.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Add an area"));
            if more.on_hover_text("Add an area").clicked() {
                *ask = Some(Ask::Area(form.id));
            }
        });
    });
}
