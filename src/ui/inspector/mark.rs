//! A mark that is evidence of nothing yet, or whose own details are asked for.

use super::quotes::Quotes;
use super::{labelled, weak};
use crate::model::{Anchor, MarkId, Proves, RecordId};
use crate::ops::mark::MarkChange;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, field};
use egui::{Button, Id, RichText, Ui};

/// Draws the details.
pub fn show(ui: &mut Ui, view: View<'_>, id: MarkId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let Some(mark) = view.project().marks().get(id) else { return };
    let response = match mark.code.and_then(|code| view.project().codes().get(code)) {
        Some(code) => chip::chip(ui, &code.name, Some((theme::of_code(code.colour), code.pattern)), "", false),
        None => chip::chip(ui, "No code", None, "", false),
    };
    if response.on_hover_text("Change the code").clicked() {
        *ask = Some(Ask::MarkCode(id));
    }
    match mark.anchor {
        Anchor::Placed => {}
        Anchor::Doubtful => doubtful(ui, view, id, wishes),
        Anchor::Lost => warn(ui, "These words are no longer in the text. The mark keeps them."),
    }
    let marks = std::iter::once(id);
    Quotes { title: "Mark", of: id.into(), count: 1, marks }.show(ui, view, wishes, ask);
    for evidence in &mark.evidence {
        let (record, label) = match evidence.of {
            Proves::Event(event) => (RecordId::Event(event), "Event"),
            Proves::Entity(entity) => (RecordId::Entity(entity), "Entity"),
        };
        labelled(ui, label, |ui| {
            ui.horizontal(|ui| {
                if ui.add(Button::new(view.project().label(record)).truncate()).clicked() {
                    wishes.push(Wish::Show(record));
                }
                if button::icon(ui, icons::LINK_BREAK, "It is not evidence of this", "", true).clicked() {
                    let changes = vec![MarkChange::RemoveEvidence(evidence.of)];
                    wishes.command(Command::ChangeMark { mark: id, changes });
                }
            });
        });
    }
    if button::words(ui, "Evidence of an event…", mark.evidence.is_empty()).clicked() {
        *ask = Some(Ask::AttachTo(Some(id)));
    }
    let typed = field::text(ui, Id::unique(("mark-note", id)), "Note", &mark.note, "Note", 2);
    if let Some(note) = typed.done {
        wishes.command(Command::ChangeMark { mark: id, changes: vec![MarkChange::Note(note)] });
    }
    weak(ui, format!("Marked by {} on {}", mark.made.by, mark.made.at.utc().format("%-d %B %Y")));
    ui.add_space(space::S);
    if ui.add(Button::new(RichText::new("Delete the mark").font(theme::small())).frame(false)).clicked() {
        wishes.command(Command::Delete(vec![RecordId::Mark(id)]));
    }
}

/// The words were changed: what stands there now, and the button that takes it.
fn doubtful(ui: &mut Ui, view: View<'_>, id: MarkId, wishes: &mut Wishes) {
    let Some(mark) = view.project().marks().get(id) else { return };
    let now = mark.pieces.quote(view.project().text(mark.document)).unwrap_or_default();
    warn(ui, &format!("The text was changed here. It says now: “{now}”"));
    if button::words(ui, "Confirm the words now", false).clicked() {
        wishes.command(Command::ConfirmMarks(vec![id]));
    }
}

fn warn(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).warn;
    ui.label(RichText::new(text).font(theme::small()).color(colour));
}
