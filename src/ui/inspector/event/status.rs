//! Whether it happened, as of the latest source, and what other sources said of that, each on its day.

use super::form::Form;
use super::section::section;
use super::source::{self, Slot};
use crate::base::when::When;
use crate::model::{Field, MarkId, Source, Status, StatusStep};
use crate::ops::event::EventChange;
use crate::ui::ask::source::Valued;
use crate::ui::icons;
use crate::ui::inspector::labelled;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::Wishes;
use crate::ui::widgets::{button, chip, field};
use egui::{ComboBox, Id, RichText, Role, Ui, WidgetInfo, vec2};

/// The status, and an offer to keep the one before.
pub fn show(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let slot = Slot::field(form, "the status", Field::Status, true);
    source::row(ui, form, ("Status", slot), wishes, |ui, wishes| {
        let now = form.event.status;
        if let Some(status) = chosen(ui, "status", "Status", &now.to_string(), Some(now)) {
            remember(ui, form);
            form.set(Field::Status, EventChange::Status(status), wishes);
        }
        keep(ui, form, wishes);
    });
}

/// A list of statuses; the one that was chosen, if it is another.
fn chosen(ui: &mut Ui, salt: &str, name: &str, text: &str, now: Option<Status>) -> Option<Status> {
    let mut chosen = now;
    let combo = ComboBox::from_id_salt(salt).selected_text(text).truncate().width(ui.available_width().min(150.0));
    let shown = combo.show_ui(ui, |ui| {
        for status in Status::ALL {
            ui.selectable_value(&mut chosen, Some(status), status.to_string()).on_hover_text(about(status));
        }
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, name));
    chosen.filter(|_| chosen != now)
}

fn about(status: Status) -> &'static str {
    match status {
        Status::Happened => "It took place",
        Status::Planned => "Somebody plans it",
        Status::HopedFor => "Somebody hopes for it",
        Status::Ongoing => "It goes on",
        Status::Denied => "Somebody denies it",
        Status::Alleged => "Somebody alleges it",
        Status::Generic => "A general statement, no single event",
        Status::Aggregate => "A sum over many events",
        Status::State => "A state of affairs",
    }
}

fn former(form: Form<'_>) -> Id {
    form.control("status-former", 0)
}

/// The status before a change, while nobody has decided whether it is to be kept.
fn remember(ui: &Ui, form: Form<'_>) {
    let source = form.event.sources.get(&Field::Status).copied().unwrap_or_default();
    // “Happened” of an event that nobody has looked at yet is no statement of anybody.
    let says_something = source != Source::Analyst || form.event.status != Status::default();
    if says_something {
        ui.data_mut(|data| data.insert_temp(former(form), (form.event.status, source)));
    }
}

/// “Keep: planned · Echo, 10 March 2025”.
fn keep(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let key = former(form);
    let Some((status, source)) = ui.data(|data| data.get_temp::<(Status, Source)>(key)) else { return };
    let step = StatusStep { status, when: said_on(form, source), source };
    if status == form.event.status || form.event.status_history.contains(&step) {
        return;
    }
    let forget = |ui: &Ui| ui.data_mut(|data| data.remove::<(Status, Source)>(key));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let room = ui.available_width() - theme::CONTROL - space::XS;
        let name = format!("Keep “{status}” in the history");
        let response = ui
            .allocate_ui(vec2(room, theme::CONTROL), |ui| chip::chip(ui, &format!("Keep: {status}"), None, "", false))
            .inner;
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.on_hover_text(format!("{name}, with who said so and when")).clicked() {
            forget(ui);
            form.change(EventChange::AddStatusStep(step.clone()), wishes);
        }
        if button::icon(ui, icons::X, "Do not keep it", "", true).clicked() {
            forget(ui);
        }
    });
}

/// The day on which the document of a source was published.
fn said_on(form: Form<'_>, source: Source) -> Option<When> {
    let Source::Mark(mark) = source else { return None };
    published(form, mark)
}

fn published(form: Form<'_>, mark: MarkId) -> Option<When> {
    let project = form.view.project();
    let document = project.documents().get(project.marks().get(mark)?.document)?;
    Some(document.published.as_ref()?.when.clone())
}

/// What other sources said, and a list to add one more.
pub fn history(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    section(ui, "Status by source", form.event.status_history.len(), |ui| {
        for (at, step) in form.event.status_history.iter().enumerate() {
            ui.push_id(("step", form.id, at), |ui| one(ui, form, at, step, wishes));
        }
        labelled(ui, "Add", |ui| {
            if let Some(status) = chosen(ui, "status-add", "Add what another source said", "another said…", None) {
                let source = form.source();
                let step = StatusStep { status, when: said_on(form, source), source };
                form.change(EventChange::AddStatusStep(step), wishes);
            }
        });
    });
}

fn one(ui: &mut Ui, form: Form<'_>, at: usize, step: &StatusStep, wishes: &mut Wishes) {
    let slot = Slot::value("this status", Valued::Step(at), step.source);
    source::beside(ui, form, slot, wishes, |ui, wishes| {
        let name = format!("Status {}", at + 1);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let room = (ui.available_width() - theme::CONTROL - 2.0 * space::XS) / 2.0;
            let status = ui.allocate_ui(vec2(room, theme::CONTROL), |ui| {
                chosen(ui, "step", &name, &step.status.to_string(), Some(step.status))
            });
            if let Some(status) = status.inner {
                form.change(EventChange::SetStatusStep(at, StatusStep { status, ..step.clone() }), wishes);
            }
            ui.allocate_ui(vec2(room, theme::CONTROL), |ui| date(ui, form, (at, step), wishes));
            if button::icon(ui, icons::X, "Remove this status", "", true).clicked() {
                form.change(EventChange::RemoveStatusStep(at), wishes);
            }
        });
    });
}

fn date(ui: &mut Ui, form: Form<'_>, (at, step): (usize, &StatusStep), wishes: &mut Wishes) {
    let value = step.when.as_ref().map(When::short).unwrap_or_default();
    let name = format!("When status {} was said", at + 1);
    let key = form.control("step-when", at);
    let typed = field::line(ui, key, &name, &value, "When");
    let reference = said_on(form, step.source).and_then(|when| when.earliest());
    if typed.response.has_focus() && !typed.now.trim().is_empty() && When::understand(&typed.now, reference).is_err()
    {
        let warn = Palette::of(ui).warn;
        ui.label(RichText::new("no date yet").font(theme::small()).color(warn));
    }
    let Some(text) = typed.done else { return };
    let when = if text.trim().is_empty() {
        Ok(None)
    } else {
        When::understand(&text, reference).map(|read| Some(read.when))
    };
    match when {
        Ok(when) => form.change(EventChange::SetStatusStep(at, StatusStep { when, ..step.clone() }), wishes),
        Err(error) => wishes.push(crate::ui::view::Wish::Say(crate::session::Notice::note(error.to_string()))),
    }
}
