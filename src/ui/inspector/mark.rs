//! A mark that is evidence of nothing yet, or whose own details are asked for.

use super::quotes::Quotes;
use super::{labelled, weak};
use crate::model::{Anchor, Certainty, CodeId, Evidence, Mark, MarkId, Proves, RecordId, Speech, Status};
use crate::ops::code::CodeChange;
use crate::ops::mark::MarkChange;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, field};
use egui::{Button, ComboBox, Id, RichText, Role, Ui, WidgetInfo};

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
                    wishes.command(change(id, MarkChange::RemoveEvidence(evidence.of)));
                }
            });
            link(ui, id, evidence, wishes);
        });
    }
    if button::words(ui, "Evidence of an event…", mark.evidence.is_empty()).clicked() {
        *ask = Some(Ask::AttachTo(Some(id)));
    }
    if mark.events().next().is_some() {
        says(ui, id, mark, wishes);
    }
    speech(ui, id, mark, wishes);
    in_error(ui, id, mark, wishes);
    attribution(ui, id, mark, wishes);
    if let Some(code) = mark.code {
        examples(ui, view, code, &mark.quote, wishes);
    }
    let typed = field::text(ui, Id::unique(("mark-note", id)), "Note", &mark.note, "Note", 2);
    if let Some(note) = typed.done {
        wishes.command(change(id, MarkChange::Note(note)));
    }
    weak(ui, format!("Marked by {} on {}", mark.made.by, mark.made.at.utc().format("%-d %B %Y")));
    ui.add_space(space::S);
    if ui.add(Button::new(RichText::new("Delete the mark").font(theme::small())).frame(false)).clicked() {
        wishes.command(Command::Delete(vec![RecordId::Mark(id)]));
    }
}

fn change(mark: MarkId, change: MarkChange) -> Command {
    Command::ChangeMark { mark, changes: vec![change] }
}

/// How surely the sentence means this event or entity.
fn link(ui: &mut Ui, id: MarkId, evidence: &Evidence, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for certainty in [Certainty::Certain, Certainty::Probable, Certainty::Possible] {
            let chosen = evidence.link == certainty;
            let shown = chip::chip(ui, &certainty.to_string(), None, "", chosen);
            if shown.on_hover_text("How surely the sentence means this").clicked() && !chosen {
                wishes.command(change(id, MarkChange::AddEvidence(Evidence { of: evidence.of, link: certainty })));
            }
        }
    });
}

/// What the sentence says of the event's reality, where it is something else than the event's own status.
fn says(ui: &mut Ui, id: MarkId, mark: &Mark, wishes: &mut Wishes) {
    let mut chosen = mark.status;
    let name = |status: Option<Status>| status.map_or_else(|| "as the event".to_owned(), |status| status.to_string());
    labelled(ui, "Says it is", |ui| {
        let combo = ComboBox::from_id_salt(("mark-status", id)).selected_text(name(chosen)).truncate().width(132.0);
        let response = combo.show_ui(ui, |ui| {
            for status in std::iter::once(None).chain(Status::ALL.map(Some)) {
                ui.selectable_value(&mut chosen, status, name(status));
            }
        });
        let said = format!("This sentence says it is: {}", name(mark.status));
        response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
    });
    if chosen != mark.status {
        wishes.command(change(id, MarkChange::Status(chosen)));
    }
}

fn speech(ui: &mut Ui, id: MarkId, mark: &Mark, wishes: &mut Wishes) {
    labelled(ui, "Speech", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            for speech in Speech::ALL {
                let chosen = mark.speech == Some(speech);
                let word = match speech {
                    Speech::Direct => "direct",
                    Speech::Reported => "reported",
                };
                let shown = chip::chip(ui, word, None, "", chosen);
                if shown.on_hover_text(speech.to_string()).clicked() {
                    wishes.command(change(id, MarkChange::Speech((!chosen).then_some(speech))));
                }
            }
        });
    });
}

/// Whether the source is wrong; the note says how.
fn in_error(ui: &mut Ui, id: MarkId, mark: &Mark, wishes: &mut Wishes) {
    labelled(ui, "Judgement", |ui| {
        let chip = chip::chip(ui, "the source is wrong here", None, "", mark.in_error);
        if chip
            .on_hover_text("What it says is kept and shown with a warning; the note says how it is wrong")
            .clicked()
        {
            wishes.command(change(id, MarkChange::InError(!mark.in_error)));
        }
    });
}

/// Who says so, nearest first: “Maghreb Wire; Ministry of Justice”.
fn attribution(ui: &mut Ui, id: MarkId, mark: &Mark, wishes: &mut Wishes) {
    labelled(ui, "According to", |ui| {
        let key = Id::unique(("mark-attribution", id));
        let hint = "Agency; ministry (nearest first)";
        let typed = field::line(ui, key, "According to", &mark.attribution.join("; "), hint);
        if let Some(chain) = typed.done {
            let chain: Vec<String> =
                chain.split(';').map(|who| who.trim().to_owned()).filter(|who| !who.is_empty()).collect();
            wishes.command(change(id, MarkChange::Attribution(chain)));
        }
    });
}

/// The words as an example of the code; one that is there already is replaced, which undo takes back.
fn examples(ui: &mut Ui, view: View<'_>, code: CodeId, quote: &str, wishes: &mut Wishes) {
    let Some(row) = view.project().codes().get(code) else { return };
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    labelled(ui, "Example", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            for (words, now, change) in [
                ("Good", &row.good_example, CodeChange::GoodExample(quote.clone())),
                ("Bad", &row.bad_example, CodeChange::BadExample(quote.clone())),
            ] {
                let response = button::link(ui, &format!("{words} example"));
                let name = format!("{words} example of {}", row.name);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                let hint = if now.is_empty() { name.clone() } else { format!("{name}; now: “{now}”") };
                if response.on_hover_text(hint).clicked() {
                    wishes.command(Command::ChangeCode { code, changes: vec![change] });
                }
            }
            if button::link(ui, "Codebook").on_hover_text("Show the code in the codebook").clicked() {
                wishes.push(Wish::Show(RecordId::Code(code)));
            }
        });
    });
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
