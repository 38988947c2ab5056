//! What is known of a document: shown while nothing in it is selected.

use super::{labelled, weak, zones};
use crate::base::number::counted;
use crate::base::when::When;
use crate::files::import::guess;
use crate::model::{Document, DocumentId, DocumentState, HowKnown, Published};
use crate::ops::document::DocumentChange;
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::{button, chip, field, row};
use egui::{Id, RichText, Ui};

/// Draws the form.
pub fn show(ui: &mut Ui, view: View<'_>, id: DocumentId, wishes: &mut Wishes) {
    let Some(document) = view.project().documents().get(id) else { return };
    row::head(ui, "Document", None);
    let mut edit = |ui: &mut Ui, label: &str, value: &str, change: fn(String) -> DocumentChange| {
        labelled(ui, label, |ui| {
            let typed = field::line(ui, Id::unique((label, id)), label, value, "");
            if let Some(text) = typed.done {
                wishes.command(Command::ChangeDocument { document: id, changes: vec![change(text)] });
            }
        });
    };
    edit(ui, "Title", &document.title, DocumentChange::Title);
    edit(ui, "Outlet", &document.outlet, DocumentChange::Outlet);
    edit(ui, "Author", &document.author, DocumentChange::Author);
    edit(ui, "Address", &document.url, DocumentChange::Url);
    edit(ui, "Language", &document.language, DocumentChange::Language);
    published(ui, view, id, document, wishes);
    origin(ui, id, document, wishes);
    zones::original(ui, view, id, document, wishes);
    grade(ui, id, document, wishes);
    state(ui, id, document, wishes);
    let typed = field::text(ui, Id::unique(("document-note", id)), "Note", &document.note, "Note", 3);
    if let Some(note) = typed.done {
        wishes.command(Command::ChangeDocument { document: id, changes: vec![DocumentChange::Note(note)] });
    }
    zones::show(ui, view, id, document, wishes);
    let text = view.project().text(id);
    let file = if document.file.is_empty() { String::new() } else { format!(" · from {}", document.file) };
    weak(ui, format!("{}{file}", counted(words(ui, document, text), "word")));
    ui.add_enabled_ui(view.session.read_only().is_none(), |ui| {
        let about = "Put a new edition in its place; marks are looked for in it";
        if button::words(ui, Action::ReplaceText.label(), false).on_hover_text(about).clicked() {
            wishes.act(Action::ReplaceText);
        }
    });
}

/// Counted once for a text, not in every frame.
fn words(ui: &Ui, document: &Document, text: &str) -> usize {
    let key = Id::unique(("words", &document.text_sha256));
    if let Some(words) = ui.data(|data| data.get_temp::<usize>(key)) {
        return words;
    }
    let words = text.split_whitespace().count();
    ui.data_mut(|data| data.insert_temp(key, words));
    words
}

/// The date that address, text or file name give; looked for once for each address and text, not in every frame.
fn guess(ui: &Ui, view: View<'_>, id: DocumentId, document: &Document) -> Option<Published> {
    let key = Id::unique(("published-guess", &document.text_sha256, &document.url));
    if let Some(known) = ui.data(|data| data.get_temp::<Option<Published>>(key)) {
        return known;
    }
    let guess = guess::published(view.project().text(id), &document.file, &document.url);
    ui.data_mut(|data| data.insert_temp(key, guess.clone()));
    guess
}

fn published(ui: &mut Ui, view: View<'_>, id: DocumentId, document: &Document, wishes: &mut Wishes) {
    let key = Id::unique(("published", id));
    let problem = key.with("problem");
    labelled(ui, "Published", |ui| {
        let value = document.published.as_ref().map(|published| published.when.human()).unwrap_or_default();
        let typed = field::line(ui, key, "Published", &value, "10 March 2025");
        if let Some(text) = typed.done {
            match read(&text) {
                Ok(published) => {
                    ui.data_mut(|data| data.remove::<String>(problem));
                    let changes = vec![DocumentChange::Published(published)];
                    wishes.command(Command::ChangeDocument { document: id, changes });
                }
                Err(error) => {
                    ui.data_mut(|data| data.insert_temp(problem, error));
                }
            }
        }
        if let Some(error) = ui.data(|data| data.get_temp::<String>(problem)) {
            ui.label(RichText::new(error).font(theme::small()).color(Palette::of(ui).error));
        } else if let Some(published) = &document.published {
            weak(ui, known(published));
        } else if let Some(guess) = guess(ui, view, id, document) {
            let name = format!("{}: {}", guess.when.human(), guess.reason);
            if button::link(ui, &name).on_hover_text("Take this date").clicked() {
                let changes = vec![DocumentChange::Published(Some(guess))];
                wishes.command(Command::ChangeDocument { document: id, changes });
            }
        } else {
            weak(ui, "Without it “Monday” or “last year” in the text has no date");
        }
    });
}

fn read(text: &str) -> Result<Option<Published>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let understood = When::understand(text, None).map_err(|error| error.to_string())?;
    Ok(Some(Published { when: understood.when, known: HowKnown::Given, reason: String::new() }))
}

fn known(published: &Published) -> String {
    let how = match published.known {
        HowKnown::Given => "as entered",
        HowKnown::Stated => "as the text states",
        HowKnown::Address => "from the address",
        HowKnown::FileName => "from the file name",
        HowKnown::Inferred => "inferred",
    };
    if published.reason.is_empty() { how.to_owned() } else { published.reason.clone() }
}

fn origin(ui: &mut Ui, id: DocumentId, document: &Document, wishes: &mut Wishes) {
    labelled(ui, "Origin", |ui| {
        let value = document.origin.join(" ← ");
        let typed = field::line(ui, Id::unique(("origin", id)), "Origin", &value, "Agency ← ministry");
        if let Some(text) = typed.done {
            let origin = text.split('←').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
            wishes.command(Command::ChangeDocument { document: id, changes: vec![DocumentChange::Origin(origin)] });
        }
    });
}

fn grade(ui: &mut Ui, id: DocumentId, document: &Document, wishes: &mut Wishes) {
    labelled(ui, "Grade", |ui| {
        let value = document.grade.map(|grade| grade.to_string()).unwrap_or_default();
        let key = Id::unique(("grade", id));
        let typed = field::line(ui, key, "Admiralty grade", &value, "B2");
        if typed.response.has_focus() && !typed.now.is_empty() && typed.now.parse::<crate::model::Grade>().is_err() {
            weak(ui, "Source A–F, information 1–6: B2");
        }
        if let Some(text) = typed.done {
            let text = text.trim().to_uppercase();
            if text.is_empty() {
                wishes.command(Command::ChangeDocument { document: id, changes: vec![DocumentChange::Grade(None)] });
            } else if let Ok(grade) = text.parse() {
                let changes = vec![DocumentChange::Grade(Some(grade))];
                wishes.command(Command::ChangeDocument { document: id, changes });
            }
        }
    });
}

fn state(ui: &mut Ui, id: DocumentId, document: &Document, wishes: &mut Wishes) {
    labelled(ui, "State", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
            for state in DocumentState::ALL {
                let selected = document.state == state;
                if chip::chip(ui, &state.to_string(), None, "", selected).clicked() && !selected {
                    let changes = vec![DocumentChange::State(state)];
                    wishes.command(Command::ChangeDocument { document: id, changes });
                }
            }
        });
    });
}
