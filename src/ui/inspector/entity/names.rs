//! The spellings of an entity: which documents use each, in which language, with what note; and what it was marked as
//! besides, to be recorded by a click.

use super::entry::{self, Entry, Open, Pressed, Removable};
use super::known::Known as Found;
use super::said;
use super::{change, labelled, weak};
use crate::base::number::counted;
use crate::model::{Entity, EntityId, MarkId, Name, Source};
use crate::ops::entity::EntityChange;
use crate::query::registry::{Spelling, Use};
use crate::ui::ask::source::Known;
use crate::ui::icons;
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, field, row};
use egui::{Align, Id, Layout, Ui};

/// So many outlets are named in one line; so many documents of a spelling, and spellings that are not recorded, are
/// listed.
const MOST_OUTLETS: usize = 3;
const MOST_LISTED: usize = 12;

/// Draws the spellings.
pub fn show(ui: &mut Ui, view: View<'_>, id: EntityId, entity: &Entity, known: Option<&Found>, wishes: &mut Wishes) {
    row::head(ui, "Spellings", Some(entity.names.len()));
    let spellings = known.map_or(&[][..], |known| &known.spellings);
    for (at, name) in entity.names.iter().enumerate() {
        // What was computed a moment ago may be of other names.
        let used = spellings.iter().find(|spelling| spelling.name.is_some() && spelling.text == name.text);
        one(ui, view, (id, at), entity, used, wishes);
    }
    let typed = field::line(ui, Id::unique(("entity-alias", id)), "Another spelling", "", "Another spelling");
    if let Some(name) = typed.done.filter(|name| !name.trim().is_empty()) {
        let source = crate::ui::ask::source::known_now(view, id);
        wishes.command(change(id, EntityChange::AddSpelling(Name { source, ..Name::plain(name.trim()) })));
    }
    let others = spellings.iter().filter(|spelling| spelling.name.is_none());
    let others: Vec<&Spelling> = others.filter(|spelling| !has(entity, &spelling.text)).collect();
    besides(ui, view, id, &others, wishes);
}

fn has(entity: &Entity, text: &str) -> bool {
    entity.names.iter().any(|name| name.text == text)
}

fn one(
    ui: &mut Ui,
    view: View<'_>,
    (id, at): (EntityId, usize),
    entity: &Entity,
    used: Option<&Spelling>,
    wishes: &mut Wishes,
) {
    let Some(name) = entity.names.get(at) else { return };
    let usage = used.map(|used| usage(view, used)).unwrap_or_default();
    let said = said::by(view, name.source);
    let second = [name.language.as_str(), &name.note, &usage, &said];
    let second = second.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let first = used.and_then(Spelling::first);
    let entry = Entry {
        first: &name.text,
        second: &second,
        what: &format!("the spelling {}", name.text),
        about: if first.is_some() { "Go to where it is spelled so first" } else { "Change the spelling" },
        removable: if entity.names.len() > 1 { Removable::Yes } else { Removable::No },
    };
    let open = Open::Name(at);
    match (entry.show(ui), first) {
        (Pressed::Words, Some(mark)) => wishes.push(Wish::GoToEvidence(mark, id.into())),
        (Pressed::Words | Pressed::Change, _) => entry::turn(ui, id, open, text_field(id, at)),
        (Pressed::Remove, _) => {
            entry::close(ui, id);
            wishes.command(change(id, EntityChange::RemoveName(name.text.clone())));
        }
        (Pressed::Nothing, _) => {}
    }
    if entry::opened(ui, id) == Some(open) {
        entry::fields(ui, id, |ui| opened(ui, view, (id, at), name, used, wishes));
    }
}

fn text_field(id: EntityId, at: usize) -> Id {
    Id::unique(("entity-spelling", id, at))
}

fn opened(
    ui: &mut Ui,
    view: View<'_>,
    (id, at): (EntityId, usize),
    name: &Name,
    used: Option<&Spelling>,
    wishes: &mut Wishes,
) {
    let mut set = |name: Name| wishes.command(change(id, EntityChange::SetName(at, name)));
    labelled(ui, "Spelling", |ui| {
        let typed = field::line(ui, text_field(id, at), "Spelling", &name.text, "Spelling");
        if let Some(text) = typed.done.filter(|text| !text.trim().is_empty()) {
            set(Name { text: text.trim().to_owned(), ..name.clone() });
        }
    });
    labelled(ui, "Language", |ui| {
        let key = Id::unique(("entity-language", id, at));
        let typed = field::line(ui, key, "Language of the spelling", &name.language, "en, fr, ar…");
        if let Some(language) = typed.done {
            set(Name { language: language.trim().to_owned(), ..name.clone() });
        }
    });
    labelled(ui, "Note", |ui| {
        let key = Id::unique(("entity-name-note", id, at));
        let typed = field::line(ui, key, "Note on the spelling", &name.note, "nickname, former name…");
        if let Some(note) = typed.done {
            set(Name { note, ..name.clone() });
        }
    });
    labelled(ui, "Noted for", |ui| {
        let key = Id::unique(("entity-used-by", id, at));
        let noted = name.used_by.iter().map(String::as_str).collect::<Vec<_>>().join("; ");
        let typed = field::line(ui, key, "Outlets noted by hand", &noted, "Outlets, with ; between");
        if let Some(outlets) = typed.done {
            let outlets = outlets.split(';').map(str::trim).filter(|outlet| !outlet.is_empty());
            set(Name { used_by: outlets.map(str::to_owned).collect(), ..name.clone() });
        }
    });
    said::field(ui, view, (id, Known::Name(at)), name.source, wishes);
    if at > 0 && button::link(ui, "Show it under this spelling").clicked() {
        entry::close(ui, id);
        wishes.command(change(id, EntityChange::ShowName(name.text.clone())));
    }
    uses(ui, view, id, used, wishes);
}

/// The documents that use a spelling; a click goes to the first place in one.
fn uses(ui: &mut Ui, view: View<'_>, id: EntityId, used: Option<&Spelling>, wishes: &mut Wishes) {
    let Some(used) = used else { return };
    for found in used.uses.iter().take(MOST_LISTED) {
        let Some(mark) = found.marks.first() else { continue };
        if button::link(ui, &source(view, *mark, found)).on_hover_text("Go to the first place").clicked() {
            wishes.push(Wish::GoToEvidence(*mark, id.into()));
        }
    }
    if used.uses.len() > MOST_LISTED {
        weak(ui, format!("and {} more: see the places below", counted(used.uses.len() - MOST_LISTED, "document")));
    }
}

/// “Atlas Wire · 10 March 2025 · 2 marks”.
fn source(view: View<'_>, mark: MarkId, found: &Use) -> String {
    format!("{} · {}", crate::ui::inspector::quotes::source(view, mark), counted(found.marks.len(), "mark"))
}

/// “3 marks in 2 documents: Atlas Wire, The Daily Strait”.
fn usage(view: View<'_>, used: &Spelling) -> String {
    if used.uses.is_empty() {
        return "in no mark".to_owned();
    }
    let (marks, documents) = (counted(used.count(), "mark"), counted(used.uses.len(), "document"));
    let outlets = used.outlets(view.project());
    let mut named: Vec<&str> = outlets.iter().copied().take(MOST_OUTLETS).collect();
    if outlets.len() > MOST_OUTLETS {
        named.push("…");
    }
    let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
    format!("{marks} in {documents}{named}")
}

/// What it was marked as without that being recorded.
fn besides(ui: &mut Ui, view: View<'_>, id: EntityId, others: &[&Spelling], wishes: &mut Wishes) {
    if others.is_empty() {
        return;
    }
    weak(ui, "Also marked as");
    for spelling in others.iter().take(MOST_LISTED) {
        let size = egui::vec2(ui.available_width(), 40.0);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            let name = format!("Record the spelling {}", spelling.text);
            if button::icon(ui, icons::PLUS, &name, "", true).clicked() {
                let source = spelling.first().map_or(Source::Analyst, Source::Mark);
                let name = Name { source, ..Name::plain(&spelling.text) };
                wishes.command(change(id, EntityChange::AddSpelling(name)));
            }
            let response = entry::two_lines(ui, &spelling.text, &usage(view, spelling));
            if let Some(mark) = spelling.first()
                && response.on_hover_text("Go to where it is spelled so first").clicked()
            {
                wishes.push(Wish::GoToEvidence(mark, id.into()));
            }
        });
    }
    if others.len() > MOST_LISTED {
        weak(ui, format!("and {} more: see the places below", others.len() - MOST_LISTED));
    }
}
