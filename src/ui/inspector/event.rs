//! The form of an event: fields from top to bottom in the order in which an analyst asks; each part is a file.
//!
//! It stands beside the text. The Tab key goes from field to field; what a field holds is stored on Enter or when it
//! loses the keyboard, as one command, and Escape drops it. Nothing is mandatory. Every value has a badge that says
//! who says so (`source`); what is used rarely stands in parts that can be closed (`section`).

mod figures;
mod form;
mod grading;
mod head;
mod place;
mod relations;
mod section;
pub mod source;
mod status;

pub use form::Form;

use super::quotes::Quotes;
use super::{absorbed, participants, same, weak, when};
use crate::model::{EventId, RecordId};
use crate::ops::event::EventChange;
use crate::ops::merging::Pair;
use crate::project::links::events_apart;
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::ask::Ask;
use crate::ui::keys::Keymap;
use crate::ui::theme::{self, space};
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::{button, field, row};
use egui::{Button, Id, RichText, Ui};
use std::sync::Arc;

/// Draws the form.
pub fn show(ui: &mut Ui, view: View<'_>, id: EventId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let Some(event) = view.project().events().get(id) else { return };
    let form = Form { view, id, event };
    head::kind(ui, form, wishes, ask);
    status::show(ui, form, wishes);
    head::title(ui, form, wishes);
    when::show(ui, form, wishes);
    same::show(ui, view, id, event, wishes);
    place::show(ui, form, wishes, ask);
    head::areas(ui, form, wishes, ask);
    head::content(ui, form, wishes);
    ui.add_space(space::XS);
    participants::show(ui, form, wishes, ask);
    figures::show(ui, form, wishes, ask);
    grading::certainty(ui, form, wishes);
    note(ui, form, wishes);
    status::history(ui, form, wishes);
    relations::show(ui, form, wishes, ask);
    grading::grading(ui, form, wishes);
    evidence(ui, form, wishes, ask);
    let apart = form.once(ui, "apart", || Arc::new(apart(form)));
    absorbed::of_event(ui, view, id, &apart, wishes, ask);
    ui.add_space(space::S);
    if ui.add(Button::new(RichText::new("Delete the event").font(theme::small())).frame(false)).clicked() {
        wishes.command(Command::Delete(vec![RecordId::Event(id)]));
    }
}

/// What somebody said it is not: whoever refers to the event is asked.
fn apart(form: Form<'_>) -> Vec<Pair> {
    let others = events_apart(form.view.project(), form.id).into_iter();
    others.map(|other| Pair::Events(form.id, other)).collect()
}

fn note(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let typed = field::text(ui, Id::unique(("event-note", form.id)), "Note", &form.event.note, "Note", 2);
    if let Some(note) = typed.done {
        form.change(EventChange::Note(note), wishes);
    }
}

fn evidence(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let index = form.view.index();
    let count = index.evidence_count(form.id);
    if count > 0 {
        let compare = button::link(ui, "Compare what each article says");
        if compare.on_hover_text(Action::ShowSources.label()).clicked() {
            wishes.act(Action::ShowSources);
        }
        let marks = index.marks_of_event(form.id);
        Quotes { title: "Evidence", of: form.id.into(), count, marks }.show(ui, form.view, wishes, ask);
        return;
    }
    row::head(ui, "Evidence", Some(0));
    let key = Keymap::of(ui.ctx()).text(Action::AttachTo);
    let how = if key.is_empty() { String::new() } else { format!(" and press {key}") };
    weak(ui, format!("No sentence proves it yet. Select one in an article{how}."));
}
