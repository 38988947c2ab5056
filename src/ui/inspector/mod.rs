//! What is selected, on the right: an event, an entity, a mark or a document, as a form beside the text.
//!
//! Nothing in a form is mandatory, and nothing waits for an “apply”: a field is stored on Enter or when it loses the
//! keyboard, and each is one undo.

mod absorbed;
mod document;
mod entity;
mod event;
mod mark;
mod offers;
mod participants;
mod period;
mod quotes;
mod same;
mod split;
mod when;
mod zones;

use super::ask::Ask;
use super::theme::{self, Palette, space};
use super::view::{View, Wishes};
use super::widgets::row;
use crate::model::RecordId;
use egui::{RichText, ScrollArea, Ui};

/// Draws the details of what is selected; what is to be chosen from a list is put into `ask`.
pub fn show(ui: &mut Ui, view: View<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let selection = &view.session.selection;
    let shown = selection.record.or_else(|| selection.document.map(RecordId::from));
    let Some(record) = shown else {
        nothing(ui);
        return;
    };
    ScrollArea::vertical().id_salt(("inspector", record)).auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(14, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            ui.add_enabled_ui(view.session.read_only().is_none(), |ui| match record {
                RecordId::Event(id) => event::show(ui, view, id, wishes, ask),
                RecordId::Entity(id) => entity::show(ui, view, id, wishes, ask),
                RecordId::Mark(id) => mark::show(ui, view, id, wishes, ask),
                RecordId::Document(id) => document::show(ui, view, id, wishes),
                RecordId::Code(_) | RecordId::View(_) | RecordId::Ruling(_) => nothing(ui),
            });
        });
    });
}

fn nothing(ui: &mut Ui) {
    row::empty(
        ui,
        "Nothing selected",
        "Select words in an article and press the key of a code,\nor click a highlight.",
        None,
    );
}

/// Width of the labels, in points.
const LABEL: f32 = 76.0;

/// A label on the left, its control on the right.
fn labelled<R>(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    row::labelled(ui, label, LABEL, content)
}

/// A weak line.
fn weak(ui: &mut Ui, text: impl Into<String>) {
    let colour = Palette::of(ui).weak;
    ui.label(RichText::new(text).font(theme::small()).color(colour));
}
