//! Identifiers of an entity in other systems: shown as text, checked for their form, copied; nothing is looked up.

use super::{change, labelled};
use crate::base::identifier;
use crate::model::{Entity, EntityId, ExternalId};
use crate::ops::entity::EntityChange;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{Wish, Wishes};
use crate::ui::widgets::{button, field, row};
use egui::{Id, Label, RichText, Ui, vec2};

/// The system that a new identifier is of, until somebody types another one.
const USUAL: &str = "wikidata";

/// Draws the identifiers, those of Wikidata first, and the fields for one more.
pub fn show(ui: &mut Ui, id: EntityId, entity: &Entity, wishes: &mut Wishes) {
    row::head(ui, "Identifiers", Some(entity.external.len()));
    let mut order: Vec<(usize, &ExternalId)> = entity.external.iter().enumerate().collect();
    order.sort_by_key(|(at, external)| (external.scheme != USUAL, *at));
    for (at, external) in order {
        one(ui, (id, at), external, wishes);
    }
    another(ui, id, wishes);
}

fn one(ui: &mut Ui, (id, at): (EntityId, usize), external: &ExternalId, wishes: &mut Wishes) {
    let ExternalId { scheme, value } = external;
    labelled(ui, scheme, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let room = ui.available_width() - 2.0 * theme::CONTROL;
            ui.allocate_ui_with_layout(
                vec2(room, theme::CONTROL),
                egui::Layout::left_to_right(egui::Align::Center),
                |ui| {
                    ui.set_min_width(room);
                    ui.add(Label::new(RichText::new(value).font(theme::body())).truncate());
                },
            );
            if button::icon(ui, icons::COPY, &format!("Copy {value}"), "", true).clicked() {
                wishes.push(Wish::Copy(value.clone()));
            }
            if button::icon(ui, icons::X, &format!("Remove {scheme} {value}"), "", true).clicked() {
                wishes.command(change(id, EntityChange::RemoveExternal(at)));
            }
        });
        // An older file may hold what would not be taken today.
        if let Err(malformed) = identifier::read(scheme, value) {
            said(ui, &malformed.to_string(), Palette::of(ui).warn);
        }
    });
}

/// A system and a value; what cannot be one stays in its field, with what is expected below it.
fn another(ui: &mut Ui, id: EntityId, wishes: &mut Wishes) {
    let (of, value) = (Kept::new(("entity-scheme", id), USUAL), Kept::new(("entity-external", id), ""));
    let (scheme, value_typed) = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let size = vec2(92.0, theme::CONTROL);
            let scheme = ui.allocate_ui(size, |ui| of.field(ui, "System of the identifier", USUAL)).inner;
            let hint = hint(&scheme.now);
            (scheme, value.field(ui, "Another identifier", &hint))
        })
        .inner;
    let now = value_typed.now;
    let read = identifier::read(&scheme.now, &now);
    // A system that is put right can make good what did not fit before.
    if scheme.done.is_some() || value_typed.done.is_some() {
        of.keep(ui, scheme.now);
        value.keep(ui, if read.is_ok() { String::new() } else { now.clone() });
        if let Ok((scheme, value)) = &read {
            let external = ExternalId { scheme: scheme.clone(), value: value.clone() };
            wishes.command(change(id, EntityChange::AddExternal(external)));
            return;
        }
    }
    if !now.trim().is_empty() {
        match read {
            Ok((scheme, value)) => said(ui, &format!("= {scheme} {value}"), Palette::of(ui).good),
            Err(malformed) => said(ui, &malformed.to_string(), Palette::of(ui).error),
        }
    }
}

/// What stands in a field that no record holds yet.
struct Kept {
    key: Id,
    at_first: &'static str,
}

impl Kept {
    fn new(key: (&'static str, EntityId), at_first: &'static str) -> Self {
        Self { key: Id::unique(key), at_first }
    }

    fn field(&self, ui: &mut Ui, name: &str, hint: &str) -> field::Typed {
        let kept = ui.data(|data| data.get_temp::<String>(self.key.with("kept")));
        field::line(ui, self.key, name, kept.as_deref().unwrap_or(self.at_first), hint)
    }

    fn keep(&self, ui: &Ui, text: String) {
        ui.data_mut(|data| data.insert_temp(self.key.with("kept"), text));
    }
}

fn hint(scheme: &str) -> String {
    match identifier::expected(scheme).and_then(|form| form.rsplit_once("such as ")) {
        Some((_, example)) => format!("such as {example}"),
        None => "Identifier".to_owned(),
    }
}

fn said(ui: &mut Ui, words: &str, colour: egui::Color32) {
    ui.add(Label::new(RichText::new(words).font(theme::small()).color(colour)).wrap());
}
