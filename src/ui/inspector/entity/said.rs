//! Who says a value of an entity: an outlet, by a sentence that names it, or the analyst.

use super::labelled;
use crate::model::{EntityId, RecordId, Source};
use crate::ui::ask::Ask;
use crate::ui::ask::source::Known;
use crate::ui::icons;
use crate::ui::inspector::quotes;
use crate::ui::theme::space;
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::button;
use egui::{Role, Ui, WidgetInfo};

/// “says Atlas Wire”; empty where the analyst does.
pub fn by(view: View<'_>, source: Source) -> String {
    source.mark().map(|mark| format!("says {}", quotes::outlet(view, mark))).unwrap_or_default()
}

/// A row that leads to the sentence, and lets somebody choose another.
pub fn field(ui: &mut Ui, view: View<'_>, (id, of): (EntityId, Known), source: Source, wishes: &mut Wishes) {
    labelled(ui, "Says so", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let name = source.mark().map_or_else(|| "the analyst".to_owned(), |mark| quotes::source(view, mark));
            let response = button::link(ui, &name);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Source: {name}")));
            match source {
                Source::Mark(mark) if response.clicked() => {
                    wishes.push(Wish::GoToEvidence(mark, RecordId::Entity(id)));
                }
                Source::Analyst if response.clicked() => wishes.push(Wish::Ask(Ask::EntitySource(id, of))),
                _ => {}
            }
            let about = match source {
                Source::Mark(mark) => view.project().marks().get(mark).map_or("", |mark| mark.quote.as_str()),
                Source::Analyst => "No sentence says so. Choose one that does",
            };
            response.on_hover_text(about);
            if source != Source::Analyst
                && button::icon(ui, icons::PENCIL_SIMPLE, "Choose who says so", "", true).clicked()
            {
                wishes.push(Wish::Ask(Ask::EntitySource(id, of)));
            }
        });
    });
}
