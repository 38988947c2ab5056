//! What of a document is not the article, and the document that it is a copy of: each can be gone to, changed and
//! taken away.

use super::{labelled, weak};
use crate::base::number::counted;
use crate::model::{Document, DocumentId, Zone, ZoneKind};
use crate::ops::document::DocumentChange;
use crate::session::Command;
use crate::ui::icons;
use crate::ui::theme::space;
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{ComboBox, Role, Ui, WidgetInfo};

/// The original of a copy.
pub fn original(ui: &mut Ui, view: View<'_>, id: DocumentId, document: &Document, wishes: &mut Wishes) {
    let Some(original) = document.syndicated_from else { return };
    labelled(ui, "Copy of", |ui| {
        ui.horizontal(|ui| {
            if button::icon(ui, icons::LINK_BREAK, "Not syndicated from there", "", true).clicked() {
                let changes = vec![DocumentChange::SyndicatedFrom(None)];
                wishes.command(Command::ChangeDocument { document: id, changes });
            }
            if button::link(ui, view.project().label(original.into())).clicked() {
                wishes.push(Wish::Open(original));
            }
        });
        weak(ui, "Its outlet is no source of its own");
    });
}

/// The zones, by place.
pub fn show(ui: &mut Ui, view: View<'_>, id: DocumentId, document: &Document, wishes: &mut Wishes) {
    if document.zones.is_empty() {
        return;
    }
    row::head(ui, "Left out of the article", Some(document.zones.len()));
    let text = view.project().text(id);
    document.zones.iter().for_each(|zone| one(ui, id, zone, text, wishes));
}

fn one(ui: &mut Ui, id: DocumentId, zone: &Zone, text: &str, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        if button::icon(ui, icons::TRASH, "Make it part of the article again", "", true).clicked() {
            wishes.command(Command::RemoveZone { document: id, zone: zone.id });
        }
        kind(ui, id, zone, wishes);
        let words = zone.span.text(text).unwrap_or_default();
        let first: String = words.lines().next().unwrap_or_default().chars().take(48).collect();
        let about = if zone.note.is_empty() { counted(words.lines().count(), "line") } else { zone.note.clone() };
        if button::link(ui, &first).on_hover_text(about).clicked() {
            wishes.push(Wish::Jump(id, zone.span));
        }
    });
}

fn kind(ui: &mut Ui, id: DocumentId, zone: &Zone, wishes: &mut Wishes) {
    let mut kind = zone.kind;
    let list = ComboBox::from_id_salt(("zone-kind", zone.id)).selected_text(kind.to_string()).truncate().width(118.0);
    let shown = list.show_ui(ui, |ui| {
        for other in ZoneKind::ALL {
            ui.selectable_value(&mut kind, other, other.to_string());
        }
    });
    shown
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("What stands there: {}", zone.kind)));
    if kind != zone.kind {
        wishes.command(Command::ChangeZone { document: id, zone: zone.id, kind });
    }
}
