//! The names that the texts propose, each with its spellings and how often it stands where: to be looked through,
//! accepted or declined. A name that is opened shows all its places, ticked, to be accepted as one step.
//!
//! Enter opens the chosen name, Delete declines it with all its spellings.

mod review;

use super::{cell, column_head, number};
use crate::model::{DocumentId, Matter};
use crate::query::suggest::names::Suggestion;
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::article::kind_name;
use crate::ui::icons;
use crate::ui::theme;
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::{button, row};
use egui::{Key, Layout, Modifiers, Role, Sense, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder, TableRow};
use review::Review;
use std::collections::BTreeSet;

/// State of the list.
#[derive(Default)]
pub struct Names {
    /// The name whose row the buttons are about.
    chosen: Option<String>,
    review: Option<Review>,
}

/// What a row asks for.
enum Asked {
    Open(String),
    Decline(String),
}

impl Names {
    /// Shows all places of a name.
    pub fn review(&mut self, view: View<'_>, name: &str) {
        let suggestion = view.suggested.names().iter().find(|suggestion| suggestion.name == name);
        self.chosen = Some(name.to_owned());
        self.review = suggestion.map(Review::of);
    }

    /// Draws the names, or the places of one.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        if let Some(review) = &mut self.review {
            if review.show(ui, view, wishes) == review::Stays::Closed {
                self.review = None;
            }
            return;
        }
        let names = view.suggested.names();
        if !view.settings.suggestions {
            let text = "Names and dates of the articles are not looked for.";
            if row::empty(ui, "Suggestions are switched off", text, Some("Show suggestions")) {
                wishes.act(Action::ToggleSuggestions);
            }
        } else if !view.suggested.is_known() {
            row::computing(ui);
        } else if names.is_empty() {
            let text = "Names that the articles use come here, until they are accepted or declined.";
            row::empty(ui, "No name is open", text, None);
        } else {
            self.table(ui, view, wishes);
        }
    }

    fn table(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let names = view.suggested.names();
        let mut asked = self.head(ui, view, names.len());
        let chosen = &mut self.chosen;
        TableBuilder::new(ui)
            .id_salt("suggested-names")
            .sense(Sense::click())
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .cell_layout(Layout::left_to_right(egui::Align::Center))
            .column(Column::initial(220.0).at_least(100.0).clip(true).resizable(true))
            .column(Column::initial(96.0).at_least(60.0).clip(true))
            .column(Column::initial(64.0).at_least(40.0))
            .column(Column::initial(84.0).at_least(40.0))
            .column(Column::remainder().at_least(100.0).clip(true))
            .column(Column::remainder().at_least(100.0).clip(true))
            .header(theme::ROW, |mut head| {
                for (name, right) in HEADS {
                    head.col(|ui| {
                        column_head(ui, name, None, right);
                    });
                }
            })
            .body(|body| {
                body.rows(theme::ROW, names.len(), |mut table| {
                    if let Some(name) = names.get(table.index()) {
                        asked = one(&mut table, view, name, chosen).or(asked.take());
                    }
                });
            });
        match asked {
            Some(Asked::Open(name)) => self.review(view, &name),
            Some(Asked::Decline(name)) => decline(names, &name, wishes),
            None => {}
        }
    }

    fn head(&self, ui: &mut Ui, view: View<'_>, count: usize) -> Option<Asked> {
        let chosen = self.chosen.clone();
        let writable = view.session.read_only().is_none();
        let mut asked = None;
        ui.horizontal(|ui| {
            row::head(ui, "Names that the articles use", Some(count));
            if button::icon(
                ui,
                icons::LIST_MAGNIFYING_GLASS,
                "Show all places of the chosen name",
                "Enter",
                chosen.is_some(),
            )
            .clicked()
            {
                asked = chosen.clone().map(Asked::Open);
            }
            let about = "Decline the chosen name and its spellings";
            if button::icon(ui, icons::TRASH, about, "Delete", writable && chosen.is_some()).clicked() {
                asked = chosen.map(Asked::Decline);
            }
        });
        asked
    }
}

const HEADS: [(&str, bool); 6] = [
    ("Name", false),
    ("Kind", false),
    ("Places", true),
    ("Documents", true),
    ("Other spellings", false),
    ("Why", false),
];

fn one(
    table: &mut TableRow<'_, '_>,
    view: View<'_>,
    name: &Suggestion,
    chosen: &mut Option<String>,
) -> Option<Asked> {
    let is_chosen = chosen.as_ref() == Some(&name.name);
    table.set_selected(is_chosen);
    let spellings: Vec<&str> = name.aliases.iter().map(|alias| alias.text.as_str()).collect();
    let documents = documents(name);
    let kind = if name.entity.is_some() {
        format!("{}, known", kind_name(name.kind))
    } else {
        kind_name(name.kind).to_owned()
    };
    table.col(|ui| cell(ui, &name.name, false));
    table.col(|ui| cell(ui, &kind, true));
    table.col(|ui| number(ui, name.mentions.len()));
    table.col(|ui| number(ui, documents));
    table.col(|ui| cell(ui, &spellings.join(", "), false));
    table.col(|ui| cell(ui, &name.because.join("; "), true));
    let response = table.response();
    let said = format!("{}, {kind}, {} places in {documents} documents", name.name, name.mentions.len());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &said));
    if response.clicked() || row::took_keyboard(&response) {
        *chosen = Some(name.name.clone());
    }
    let pressed =
        |key| response.has_focus() && response.ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if view.session.read_only().is_none() && pressed(Key::Delete) {
        return Some(Asked::Decline(name.name.clone()));
    }
    (response.clicked() || pressed(Key::Enter)).then(|| Asked::Open(name.name.clone()))
}

/// In how many documents a name stands.
fn documents(name: &Suggestion) -> usize {
    name.mentions.iter().map(|mention| mention.document).collect::<BTreeSet<DocumentId>>().len()
}

fn decline(names: &[Suggestion], name: &str, wishes: &mut Wishes) {
    let Some(suggestion) = names.iter().find(|suggestion| suggestion.name == name) else { return };
    let spellings = suggestion.aliases.iter().map(|alias| alias.text.clone());
    let about = [suggestion.name.clone()].into_iter().chain(spellings).map(Matter::NotAName).collect();
    wishes.command(Command::Decline { about, reason: String::new() });
}
