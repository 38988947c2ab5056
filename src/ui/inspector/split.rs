//! Splitting: sentences of an event or an entity are ticked, and become evidence of one of their own.

use crate::model::{MarkId, RecordId};
use crate::ops::mark::title_from;
use crate::session::Command;
use crate::ui::theme::space;
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::button;
use egui::{Id, Role, Ui, WidgetInfo};
use std::collections::BTreeSet;

/// The sentences that are ticked; `None`: nobody is choosing.
type Ticked = Option<BTreeSet<MarkId>>;

fn key(of: RecordId) -> Id {
    Id::unique(("split-off", of))
}

fn ticked(ui: &Ui, of: RecordId) -> Ticked {
    ui.data(|data| data.get_temp::<Ticked>(key(of))).flatten()
}

fn keep(ui: &Ui, of: RecordId, ticked: Ticked) {
    ui.data_mut(|data| data.insert_temp(key(of), ticked));
}

/// Draws a box to tick above a sentence while somebody chooses.
pub fn tick(ui: &mut Ui, view: View<'_>, of: RecordId, mark: MarkId) {
    let Some(mut chosen) = ticked(ui, of) else { return };
    let mut on = chosen.contains(&mark);
    let response = ui.checkbox(&mut on, "Split off");
    let said = format!("Split off: {}", view.project().label(mark.into()));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &said));
    if response.changed() {
        if on {
            chosen.insert(mark)
        } else {
            chosen.remove(&mark)
        };
        keep(ui, of, Some(chosen));
    }
}

/// Draws the buttons below the sentences, if the record can be split.
pub fn offer(ui: &mut Ui, view: View<'_>, of: RecordId, count: usize, wishes: &mut Wishes) {
    let noun = match of {
        RecordId::Event(_) if count > 1 => "an event",
        RecordId::Entity(_) if count > 1 => "an entity",
        _ => return,
    };
    let Some(chosen) = ticked(ui, of) else {
        let about = format!("Choose sentences that are about something else; they become {noun} of their own");
        if button::link(ui, "Split off…").on_hover_text(about).clicked() {
            keep(ui, of, Some(BTreeSet::new()));
        }
        return;
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let name = format!("Split {} off as {noun}", chosen.len());
        let can = !chosen.is_empty() && view.session.read_only().is_none();
        if ui.add_enabled_ui(can, |ui| button::words(ui, &name, true)).inner.clicked() {
            keep(ui, of, None);
            command(view, of, &chosen).into_iter().for_each(|command| wishes.command(command));
        }
        if button::words(ui, "Cancel", false).clicked() {
            keep(ui, of, None);
        }
    });
}

/// The new one is named after the first of the sentences.
pub fn command(view: View<'_>, of: RecordId, marks: &BTreeSet<MarkId>) -> Option<Command> {
    let first = view.project().label((*marks.first()?).into());
    let marks: Vec<MarkId> = marks.iter().copied().collect();
    match of {
        RecordId::Event(event) => Some(Command::SplitEvent { event, marks, title: title_from(first) }),
        RecordId::Entity(entity) => {
            let name = first.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(Command::SplitEntity { entity, names: vec![name], marks })
        }
        _ => None,
    }
}
