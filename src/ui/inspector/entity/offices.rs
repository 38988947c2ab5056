//! The offices that an entity held: title, of what, when, how high.

use super::entry::{self, Entry, Open, Pressed, Removable};
use super::said;
use super::{change, labelled, period};
use crate::base::when::When;
use crate::model::{Entity, EntityId, Level, Office};
use crate::ops::entity::EntityChange;
use crate::ui::ask::Ask;
use crate::ui::ask::source::Known;
use crate::ui::icons;
use crate::ui::theme;
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::{button, field, row};
use egui::{Align, Button, ComboBox, Id, Layout, RichText, Ui, vec2};

/// Draws the offices and a field for one more.
pub fn show(ui: &mut Ui, view: View<'_>, id: EntityId, entity: &Entity, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    row::head(ui, "Offices", Some(entity.offices.len()));
    for (at, office) in entity.offices.iter().enumerate() {
        one(ui, view, (id, at), office, wishes, ask);
    }
    let key = Id::unique(("entity-office-new", id));
    let typed = field::line(ui, key, "Another office", "", "Another office, such as interior minister");
    if let Some(title) = typed.done.filter(|title| !title.trim().is_empty()) {
        let source = crate::ui::ask::source::known_now(view, id);
        let office = Office { title: title.trim().to_owned(), source, ..Office::default() };
        wishes.command(change(id, EntityChange::AddOffice(office)));
        let at = entity.offices.len();
        entry::open(ui, id, Open::Office(at), when_field(id, at));
    }
}

fn title_field(id: EntityId, at: usize) -> Id {
    Id::unique(("entity-office-title", id, at))
}

fn when_field(id: EntityId, at: usize) -> Id {
    Id::unique(("entity-office-when", id, at))
}

fn one(
    ui: &mut Ui,
    view: View<'_>,
    (id, at): (EntityId, usize),
    office: &Office,
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    let of = office.of.map(|of| view.project().label(of.into()).to_owned());
    let said = Some(said::by(view, office.source)).filter(|said| !said.is_empty());
    let parts = [of, office.when.as_ref().map(When::human), office.level.map(|level| level.to_string()), said];
    let second = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let entry = Entry {
        first: &office.title,
        second: &second,
        what: &format!("the office {}", office.title),
        about: "Change the office",
        removable: Removable::Yes,
    };
    let open = Open::Office(at);
    match entry.show(ui) {
        Pressed::Words | Pressed::Change => entry::turn(ui, id, open, title_field(id, at)),
        Pressed::Remove => {
            entry::close(ui, id);
            wishes.command(change(id, EntityChange::RemoveOffice(at)));
        }
        Pressed::Nothing => {}
    }
    if entry::opened(ui, id) == Some(open) {
        entry::fields(ui, id, |ui| opened(ui, view, (id, at), office, wishes, ask));
    }
}

fn opened(
    ui: &mut Ui,
    view: View<'_>,
    (id, at): (EntityId, usize),
    office: &Office,
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    let mut set = |office: Office| wishes.command(change(id, EntityChange::SetOffice(at, office)));
    labelled(ui, "Title", |ui| {
        let typed = field::line(ui, title_field(id, at), "Title of the office", &office.title, "interior minister");
        if let Some(title) = typed.done.filter(|title| !title.trim().is_empty()) {
            set(Office { title: title.trim().to_owned(), ..office.clone() });
        }
    });
    labelled(ui, "Of", |ui| {
        let size = vec2(ui.available_width(), theme::CONTROL);
        // From the right: a long name must leave room for the cross.
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            if office.of.is_some() && button::icon(ui, icons::X, "Of no state or body", "", true).clicked() {
                set(Office { of: None, ..office.clone() });
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = office.of.map_or("State or body…", |of| view.project().label(of.into()));
                let button = ui.add(Button::new(RichText::new(name)).truncate());
                if button.on_hover_text("Choose of which state or body").clicked() {
                    *ask = Some(Ask::OfficeOf(id, at));
                }
            });
        });
    });
    labelled(ui, "When", |ui| {
        let key = when_field(id, at);
        period::field(ui, key, "When the office was held", office.when.as_ref(), |when| {
            set(Office { when, ..office.clone() });
        });
    });
    labelled(ui, "Level", |ui| {
        let level = level(ui, (id, at), office.level);
        if level != office.level {
            set(Office { level, ..office.clone() });
        }
    });
    said::field(ui, view, (id, Known::Office(at)), office.source, wishes);
}

/// The level that is chosen.
fn level(ui: &mut Ui, key: (EntityId, usize), now: Option<Level>) -> Option<Level> {
    let mut chosen = now;
    let words = |level: Option<Level>| level.map_or("no level".to_owned(), |level| level.to_string());
    let combo = ComboBox::from_id_salt(("level", key)).selected_text(words(now)).truncate().width(160.0);
    let response = combo.show_ui(ui, |ui| {
        for level in [None].into_iter().chain(Level::ALL.map(Some)) {
            ui.selectable_value(&mut chosen, level, words(level));
        }
    });
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Level of the office"));
    chosen
}
